import * as __WEBPACK_EXTERNAL_MODULE_node_path_02319fef__ from "node:path";
import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 5663:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

var x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var y = (x) => (() => (x))
module.exports = x({ ["BearerCredentialHandler"]: () => (__WEBPACK_EXTERNAL_MODULE_node_path_02319fef__.BearerCredentialHandler), ["HttpClient"]: () => (__WEBPACK_EXTERNAL_MODULE_node_path_02319fef__.HttpClient), ["default"]: () => (__WEBPACK_EXTERNAL_MODULE_node_path_02319fef__["default"]), ["getExecOutput"]: () => (__WEBPACK_EXTERNAL_MODULE_node_path_02319fef__.getExecOutput) });

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 8300:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 1069:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ FINDING_KINDS)
/* harmony export */ });
/**
 * What a check can find, by the names that `fail-on` and the report have. The order is that of reports: what breaks
 * something now, what will, what nobody looks after, and what could not be looked at.
 */
const FINDING_KINDS = [
    'no-key',
    'forged-records',
    'expired',
    'expiring',
    'overdue',
    'unfinished',
    'paused',
    'replaced-repository',
    'drift',
    'shadowed',
    'unknown-keys',
    'orphaned-keys',
    'room',
    'unchecked',
];


/***/ }),

/***/ 4890:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ isReadOnly)
/* harmony export */ });
/**
 * Stands where a run that only looks could change something: nothing gets through.
 * @throws always; that anybody comes here is a bug
 */
/* c8 ignore start -- nobody comes here: it is what would stop a bug */
function isReadOnly() {
    throw new Error('a run that only looks was about to change something; this is a bug');
}
/* c8 ignore stop */


/***/ }),

/***/ 6544:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  s: () => (/* binding */ runRetrieve)
});

;// CONCATENATED MODULE: ./build/rotation/observe/retrieve.js
/**
 * Finds the current key. A key of Scaleway is verified before it is stored, and no version is enabled whose key was
 * deleted, so the newest enabled version is read. A keys API shows a key once, so that it is stored before it is
 * verified: where the records can be seen, the newest version that says `current` is taken, and a key that ended the one
 * before it in the moment of its creation at once; where they cannot, or nothing says so, the newest enabled one.
 */
async function retrieve(store, reading) {
    const newest = await store.newest();
    const records = await store.records(newest.secretId);
    const own = records?.find(({ revision }) => revision === newest.revision)?.record;
    if (reading === 'newest')
        return { ...newest, record: own };
    const current = records?.find(({ enabled, record }) => enabled && record !== undefined && isToBeUsed(record));
    if (current === undefined || current.revision === newest.revision)
        return { ...newest, record: own };
    return { ...(await store.version(newest.secretId, current.revision)), record: current.record };
}
function isToBeUsed({ stage, rolledOver }) {
    return stage === 'current' || (stage === 'pending' && rolledOver === true);
}

// EXTERNAL MODULE: ./build/http/service-clock.js
var service_clock = __nccwpck_require__(4641);
// EXTERNAL MODULE: ./build/scaleway/payload.js
var scaleway_payload = __nccwpck_require__(1766);
// EXTERNAL MODULE: ./build/scaleway/secret-manager.js
var secret_manager = __nccwpck_require__(6272);
// EXTERNAL MODULE: ./build/commands/read-only.js
var read_only = __nccwpck_require__(4890);
// EXTERNAL MODULE: ./build/commands/scaleway.js + 1 modules
var commands_scaleway = __nccwpck_require__(1569);
;// CONCATENATED MODULE: ./build/commands/retrieve.js






/** `retrieve`: reads the current key. It is masked before it is returned. */
async function runRetrieve({ scaleway, store, issuer }, surroundings) {
    const { mask, sleep } = surroundings;
    const session = (0,commands_scaleway/* connectScaleway */.oz)(scaleway, surroundings, (0,service_clock/* createServiceClock */.o)(sleep), read_only/* isReadOnly */.P);
    const payload = (0,scaleway_payload/* payloadOf */.Md)(issuer);
    const reading = issuer === 'scaleway' ? 'newest' : 'newest-current';
    if (!('id' in store))
        return retrieve((0,secret_manager/* createSecretManager */.G)({ session, payload, mask, sleep, ...store }), reading);
    const reader = (0,secret_manager/* createSecretReader */.a)({ session, payload, mask, secretId: store.id });
    // Who reads by id may have no permission to list the versions, and the newest one needs no record.
    const isNewest = reading === 'newest';
    return retrieve(isNewest ? { ...reader, records: () => Promise.resolve(undefined) } : reader, reading);
}


/***/ }),

/***/ 1569:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  xT: () => (/* binding */ askAhead),
  oz: () => (/* binding */ connectScaleway),
  yI: () => (/* binding */ openScaleway)
});

// EXTERNAL MODULE: ./build/http/connection.js + 1 modules
var connection = __nccwpck_require__(4717);
// EXTERNAL MODULE: ./build/http/deadline.js
var http_deadline = __nccwpck_require__(489);
// EXTERNAL MODULE: ./build/scaleway/client.js
var client = __nccwpck_require__(6009);
// EXTERNAL MODULE: ./build/http/service-clock.js
var service_clock = __nccwpck_require__(4641);
// EXTERNAL MODULE: ./build/scaleway/payload.js
var scaleway_payload = __nccwpck_require__(1766);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: ./build/rotation/model/record.js
var record = __nccwpck_require__(5352);
;// CONCATENATED MODULE: ./build/scaleway/record-key.js


/** The two fields that end a signed description, and what stands before them. */
const SIGNED = /^(?<start>\{.*),"payload":"(?<payload>[\w-]{22})","mac":"(?<mac>[\w-]{43})"\}$/s;
const PAYLOAD_LENGTH = 22;
/**
 * How long after its own date the first record of a version may be stored, in milliseconds. A run stores it within
 * minutes; the rest is for clocks that disagree.
 */
const STORED_WITHIN_MS = 24 * 60 * 60 * 1000;
/**
 * A store that signs the records that it writes, and uses no others: somebody else who can write to the secret cannot
 * make a version that is published or rolled over. The last two fields of a description are a digest of the payload and
 * an HMAC-SHA-256 over the id of the secret, the revision, that digest and the description before it. The revision is
 * not known when a version is stored, so the first record is not bound to one: it counts only in a version that was
 * stored when the record was written.
 *
 * An older record of the same version can be written back. Descriptions that are no record of this action are passed
 * on as they are.
 * @param recordKey secret; at least 32 characters
 */
function withRecordKey(store, recordKey) {
    const sign = signer(recordKey);
    /** The payload digests of verified records. A payload never changes, so that they stay valid for the whole run. */
    const digests = new Map();
    /** The description as the core wrote it, if the record was written with this key for this version. */
    function verify(id, { revision, description, createdAt }) {
        const { start, payload, mac } = SIGNED.exec(description)?.groups ?? {};
        if (start === undefined || payload === undefined || mac === undefined)
            return undefined;
        const plain = `${start}}`;
        const isBound = isEqual(mac, sign.record(id, revision, payload, plain));
        const isFirst = isEqual(mac, sign.record(id, undefined, payload, plain)) && isStored(plain, createdAt);
        if (!isBound && !isFirst)
            return undefined;
        digests.set(nameOf(id, revision), payload);
        return plain;
    }
    function authenticated(id, version) {
        // A record of a newer release stops the run, whoever wrote it.
        if ((0,record/* readRecord */.aE)(version.description).kind !== 'ours')
            return version;
        const description = verify(id, version);
        return description === undefined
            ? { ...version, description: '', unauthenticated: true }
            : { ...version, description };
    }
    return {
        ...store,
        authenticates: true,
        async versions(id) {
            const versions = await store.versions(id);
            return versions.map((version) => authenticated(id, version));
        },
        async add(id, credential, description) {
            const payload = sign.payload(id, credential);
            const signed = signedDescription(description, payload, sign.record(id, undefined, payload, description));
            const version = await store.add(id, credential, signed);
            digests.set(nameOf(id, version.revision), payload);
            return { ...version, description };
        },
        async describe(id, revision, description) {
            const payload = digests.get(nameOf(id, revision));
            if (payload === undefined) {
                throw new Error(`version ${revision} of the secret has no record that was written with record-key, so none is written to it`);
            }
            const mac = sign.record(id, revision, payload, description);
            await store.describe(id, revision, signedDescription(description, payload, mac));
        },
        async read(id, revision) {
            const payload = digests.get(nameOf(id, revision));
            if (payload === undefined)
                return undefined;
            const credential = await store.read(id, revision);
            if (credential === undefined)
                return undefined;
            return isEqual(payload, sign.payload(id, credential)) ? credential : undefined;
        },
    };
}
/** Whether a version was stored when its record was written, as far as the store says. */
function isStored(description, createdAt) {
    const reading = (0,record/* readRecord */.aE)(description);
    if (createdAt === undefined || reading.kind !== 'ours')
        return createdAt === undefined;
    return createdAt.getTime() - reading.record.since.getTime() <= STORED_WITHIN_MS;
}
function signedDescription(description, payload, mac) {
    return `${description.slice(0, -1)},"payload":"${payload}","mac":"${mac}"}`;
}
function signer(recordKey) {
    // Each message is a JSON array that begins with its purpose, so that none can be read as another one.
    const hmac = (...message) => (0,external_node_crypto_.createHmac)('sha256', recordKey).update(JSON.stringify(message)).digest('base64url');
    return {
        payload: (id, { accessKey, secret }) => hmac('key-rotation payload', id, accessKey, secret).slice(0, PAYLOAD_LENGTH),
        record: (id, revision, payload, description) => hmac('key-rotation record', id, revision ?? null, payload, description),
    };
}
/** Compares in constant time. */
function isEqual(a, b) {
    const [left, right] = [Buffer.from(a), Buffer.from(b)];
    return left.length === right.length && (0,external_node_crypto_.timingSafeEqual)(left, right);
}
function nameOf(id, revision) {
    return `${id}/${revision}`;
}

// EXTERNAL MODULE: ./build/scaleway/secret-manager.js
var secret_manager = __nccwpck_require__(6272);
;// CONCATENATED MODULE: ./build/commands/scaleway.js







/** Signs in to Scaleway as the inputs say. */
function connectScaleway({ accessKey, secretKey, apiUrl, region }, { fetch, debug }, clock, allowChange) {
    const options = { service: 'Scaleway', baseUrl: apiUrl, clock, fetch, allowChange, debug };
    return (0,client/* createScalewaySession */.o9)((0,connection/* createConnection */.tq)({ ...options, retryForbidden: true }), (0,connection/* createConnection */.tq)({ ...options, retryForbidden: false }), apiUrl, region, { accessKey, secret: secretKey });
}
/**
 * Signs in to Scaleway for the run of one key, whose time begins now.
 * @param limit makes what is asked before each request that changes something
 */
function openScaleway({ scaleway, keysApi, store: { name, path }, }, surroundings, limit = http_deadline/* createDeadline */.d) {
    const { mask, sleep } = surroundings;
    // Scaleway's time is the run's: the ages of keys and the deadline go by it.
    const clock = (0,service_clock/* createServiceClock */.o)(sleep);
    const deadline = limit(clock);
    const session = connectScaleway(scaleway, surroundings, clock, deadline);
    const payload = (0,scaleway_payload/* payloadOf */.Md)(keysApi === undefined ? 'scaleway' : 'keys-api');
    const { projectId } = scaleway;
    const store = (0,secret_manager/* createSecretManager */.G)({ session, projectId, name, path, payload, mask, sleep });
    const { recordKey } = keysApi ?? {};
    return {
        clock,
        deadline,
        session,
        store: recordKey === undefined ? store : withRecordKey(store, recordKey),
        payload,
    };
}
/** Looks for the secret, which every run does first, before there is a run: the answer is for its first question. */
function askAhead(access) {
    const { store } = access;
    let ahead = store.find();
    // A failure is for whoever asks; it is no failure of its own while nobody does.
    ahead.catch(() => undefined);
    const find = () => {
        const answer = ahead ?? store.find();
        ahead = undefined;
        return answer;
    };
    return { ...access, store: { ...store, find } };
}


/***/ }),

/***/ 5128:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ createStopSignal)
/* harmony export */ });
/**
 * Listens for what a cancelled job gets: SIGINT, then, 7.5 seconds later, SIGTERM. The process goes on: what was
 * begun is finished, nothing new is begun.
 */
function createStopSignal() {
    const asked = new AbortController();
    const listen = () => {
        for (const signal of ['SIGINT', 'SIGTERM']) {
            process.on(signal, () => {
                asked.abort();
            });
        }
    };
    // It takes some milliseconds, which the first request need not wait for: until then nothing is begun, and a signal
    // ends the process as it always does.
    setImmediate(listen);
    return {
        stopping: () => asked.signal.aborted,
        sleep: (milliseconds) => new Promise((resolve) => {
            if (asked.signal.aborted) {
                resolve();
                return;
            }
            const done = () => {
                clearTimeout(timer);
                asked.signal.removeEventListener('abort', done);
                resolve();
            };
            const timer = setTimeout(done, milliseconds);
            asked.signal.addEventListener('abort', done);
        }),
    };
}


/***/ }),

/***/ 1359:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E9: () => (/* binding */ parseDuration),
/* harmony export */   Gw: () => (/* binding */ addDuration),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   be: () => (/* binding */ isZero),
/* harmony export */   dl: () => (/* binding */ DURATION_GRAMMAR),
/* harmony export */   f2: () => (/* binding */ ZERO),
/* harmony export */   nR: () => (/* binding */ canEndBefore)
/* harmony export */ });
const ZERO = { months: 0, seconds: 0 };
/** How durations are written, for messages and documentation. */
const DURATION_GRAMMAR = 'a whole number and one letter: 1H, 1D, 1M, 1Y (upper case: hours, days, calendar months, calendar years) ' +
    'or 30s, 90m, 12h, 7d, 2w (lower case: seconds, minutes, hours, days, weeks); ' +
    'or ISO 8601 (P1Y2M10DT2H30M); or 0';
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const LONGEST_YEARS = 100;
const DAYS_OF_FOUR_YEARS = 4 * 365 + 1;
// M is a month and m a minute: each letter is taken in one case only (and so is Y, for want of a reason to guess),
// except for hours and days, which mean the same in both.
const UNITS = {
    s: { months: 0, seconds: 1 },
    m: { months: 0, seconds: MINUTE },
    h: { months: 0, seconds: HOUR },
    H: { months: 0, seconds: HOUR },
    d: { months: 0, seconds: DAY },
    D: { months: 0, seconds: DAY },
    w: { months: 0, seconds: WEEK },
    M: { months: 1, seconds: 0 },
    Y: { months: 12, seconds: 0 },
};
const SIMPLE = /^(\d{1,6})([smhdwHDMY])$/;
const ISO = /^P(?=.)(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?=.)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/;
/**
 * Reads a duration as `DURATION_GRAMMAR` describes it. Fractions and signs are not durations here.
 *
 * @returns `undefined` for anything else, and for what is longer than 100 years
 */
function parseDuration(text) {
    if (text === '0')
        return ZERO;
    const parsed = parseSimple(text) ?? parseIso(text);
    if (parsed === undefined)
        return undefined;
    const longest = addDuration(EPOCH, { months: LONGEST_YEARS * 12, seconds: 0 });
    // Not `>`: what lies beyond the last date that there is compares as neither.
    return addDuration(EPOCH, parsed) <= longest ? parsed : undefined;
}
const EPOCH = new Date(0);
function parseSimple(text) {
    const [, count, letter = ''] = SIMPLE.exec(text) ?? [];
    const unit = UNITS[letter];
    if (count === undefined || unit === undefined)
        return undefined;
    return { months: Number(count) * unit.months, seconds: Number(count) * unit.seconds };
}
function parseIso(text) {
    const match = ISO.exec(text);
    if (match === null)
        return undefined;
    const part = (index) => Number(match[index] ?? 0);
    return {
        months: part(1) * 12 + part(2),
        seconds: part(3) * WEEK + part(4) * DAY + part(5) * HOUR + part(6) * MINUTE + part(7),
    };
}
/**
 * The date that lies `duration` after `from`, in UTC: months first, then seconds. A day that the month reached does
 * not have becomes its last one (31 January and a month: 28 or 29 February).
 */
function addDuration(from, duration) {
    const date = new Date(from);
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + duration.months);
    date.setUTCDate(Math.min(from.getUTCDate(), daysInMonth(date)));
    return new Date(date.getTime() + duration.seconds * 1000);
}
function daysInMonth(date) {
    // Day 0 of the next month is the last of this one.
    return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}
/**
 * Whether there is a date from which `duration` ends before all of `others`, added one after the other, do. With
 * months in play the answer can depend on the date; every day of a leap year's cycle is tried.
 */
function canEndBefore(duration, others) {
    for (let day = 0; day < DAYS_OF_FOUR_YEARS; day++) {
        const start = new Date(Date.UTC(2024, 0, 1 + day));
        if (addDuration(start, duration) < others.reduce(addDuration, start))
            return true;
    }
    return false;
}
function isZero(duration) {
    return duration.months === 0 && duration.seconds === 0;
}
/** For people: `1 year 2 months`, `7 days`, `90 seconds` as `1 minute 30 seconds`, `0 seconds`. */
function formatDuration(duration) {
    const { months, seconds } = duration;
    const parts = [
        [Math.floor(months / 12), 'year'],
        [months % 12, 'month'],
        [Math.floor(seconds / DAY), 'day'],
        [Math.floor((seconds % DAY) / HOUR), 'hour'],
        [Math.floor((seconds % HOUR) / MINUTE), 'minute'],
        [seconds % MINUTE, 'second'],
    ];
    const said = parts
        .filter(([count]) => count > 0)
        .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
    return said.length === 0 ? '0 seconds' : said.join(' ');
}


/***/ }),

/***/ 200:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ loadConfig)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);


/** A thousand keys of 500 bytes each. In bytes. */
const LARGEST = 512 * 1024;
/**
 * Without the second one, opening a FIFO waits for a writer; without the third, a link that took the file's place would be
 * followed. Windows has neither, and undefined counts as no flag.
 */
const FLAGS = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW;
/**
 * Reads the file that the input `config` names. It lies inside the workspace, and no link leads out of it: what is
 * checked out may be somebody else's.
 * @param workspace the folder that the repository was checked out to (`GITHUB_WORKSPACE`)
 */
function loadConfig(path, workspace) {
    const example = 'a path inside the workspace, for example .github/key-rotation.yml';
    const no = (problem, remedy = example) => ({
        ok: false,
        problem: { input: 'config', problem, remedy },
    });
    if (workspace === undefined)
        return no('there is no workspace (GITHUB_WORKSPACE is not set)');
    if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(path))
        return no('an absolute path is not taken');
    try {
        const root = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(workspace);
        const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, path));
        const inside = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, file);
        if (inside === '' || inside === '..' || inside.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(inside))
            return no('the file lies outside the workspace');
        // Before it is opened, because opening a device can have an effect of its own.
        if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(file).isFile())
            return no('not a regular file');
        const handle = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(file, FLAGS);
        try {
            // Asked once more, since it could have been replaced in between.
            if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(handle).isFile())
                return no('not a regular file');
            const content = readAtMost(handle, LARGEST);
            if (content === undefined)
                return no(`the file has more than ${LARGEST} bytes`, 'several smaller files');
            return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(content) };
        }
        finally {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(handle);
        }
    }
    catch (error) {
        // Whatever fails here has a code: the file system's, or Node's own.
        const { code = 'without a reason' } = error;
        if (code === 'ENOENT' || code === 'ENOTDIR') {
            return no('there is no such file in the workspace', `check the repository out first, and give ${example}`);
        }
        if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
            return no('the file is not UTF-8', 'save it as UTF-8');
        return no(`the file cannot be read (${code})`);
    }
}
/** All of a file; undefined where it is larger, whatever size it claims to have. */
function readAtMost(handle, most) {
    const buffer = Buffer.alloc(most + 1);
    let length = 0;
    while (length < buffer.length) {
        const read = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(handle, buffer, length, buffer.length - length, null);
        if (read === 0)
            return buffer.subarray(0, length);
        length += read;
    }
    return undefined;
}


/***/ }),

/***/ 7443:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Li: () => (/* binding */ MOST_KEYS),
/* harmony export */   MN: () => (/* binding */ KEY_FIELDS),
/* harmony export */   _d: () => (/* binding */ STEP_ONLY),
/* harmony export */   ln: () => (/* binding */ CONFIG_SCHEMA)
/* harmony export */ });
/* unused harmony export KEY_NAME */
const text = { type: 'string', minLength: 1 };
/** A duration; `0` may be written as a number. */
const duration = { type: ['string', 'integer'], minLength: 1, minimum: 0, maximum: 0 };
const list = { type: ['string', 'array'], minLength: 1, minItems: 1, items: text };
const flag = { type: 'boolean' };
const oneOf = (...values) => ({ type: 'string', enum: values });
/** What a key may say of itself, under the names that the step's inputs have. No secret is among it. */
const KEY_FIELDS = {
    issuer: oneOf('scaleway', 'keys-api'),
    'scw-project-id': text,
    'scw-region': oneOf('fr-par', 'nl-ams', 'pl-waw'),
    'keys-api-name': text,
    'keys-api-permissions': list,
    'keys-api-verify-header': text,
    'application-id': text,
    description: text,
    expiry: duration,
    'max-age': duration,
    'rollover-window': duration,
    'pause-until': text,
    'replaces-access-key': text,
    'take-over': flag,
    'propagation-timeout': duration,
    'secret-name': text,
    'secret-path': text,
    'keep-versions': { type: 'integer' },
    repositories: list,
    environments: list,
    organization: text,
    visibility: oneOf('all', 'private', 'selected'),
    'selected-repositories': list,
    kinds: list,
    'access-key-secret': list,
    'secret-key-secret': list,
    'bundle-secret': list,
    'api-key-secret': list,
    'access-key-variable': list,
    'on-unreachable': oneOf('fail', 'continue'),
    'public-repositories': oneOf('include', 'exclude'),
    'old-key': oneOf('delete', 'keep'),
    'grace-period': duration,
    'overdue-after': duration,
};
/**
 * Inputs that say where credentials and keys are sent, or who can read a key. Only the step sets them: whoever may change
 * the file must not get the credentials of the step with it.
 */
const STEP_ONLY = [
    'scw-api-url',
    'keys-api-url',
    'keys-api-verify-url',
    'keys-api-verify-origin',
    'recovery-public-key',
];
/** More than an organization has API keys, and enough for one run. */
const MOST_KEYS = 1000;
/** Names of keys become parts of tags and of names of secrets. */
const KEY_NAME = '^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$';
/** The schema of a file of keys (`config`): what editors complete and what the action checks. */
const CONFIG_SCHEMA = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Keys that scaleway-key-rotation rotates',
    type: 'object',
    required: ['keys'],
    additionalProperties: false,
    properties: {
        defaults: {
            description: 'What holds for every key that does not say otherwise.',
            type: 'object',
            additionalProperties: false,
            properties: KEY_FIELDS,
        },
        keys: {
            description: 'The keys, by name.',
            type: 'object',
            minProperties: 1,
            maxProperties: MOST_KEYS,
            propertyNames: { pattern: KEY_NAME },
            additionalProperties: {
                type: ['object', 'null'],
                additionalProperties: false,
                properties: KEY_FIELDS,
            },
        },
    },
};


/***/ }),

/***/ 7760:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  VP: () => (/* reexport */ SECRET_VARIABLES),
  Ko: () => (/* binding */ readInputs),
  qs: () => (/* reexport */ unknownInputs)
});

// UNUSED EXPORTS: INPUT_NAMES

// EXTERNAL MODULE: ./build/config/file/schema.js
var schema = __nccwpck_require__(7443);
// EXTERNAL MODULE: ./build/github/job-plan.js
var job_plan = __nccwpck_require__(2633);
// EXTERNAL MODULE: ./build/check/findings.js
var findings = __nccwpck_require__(1069);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./build/trust/hosts.js
const SCALEWAY_API = 'https://api.scaleway.com';
const GITHUB_API = 'https://api.github.com';
/**
 * Whether Scaleway's credentials may be sent to `address`: to `*.scaleway.com` always; to any other host, loopback
 * included, only where an input names it. A variable alone (`SCW_API_URL`) may name loopback only where the runner's
 * own GitHub is on loopback too.
 *
 * The star stands for one label: customers' machines had names below `pub.cloud.scaleway.com`.
 */
function checkScalewayUrl(address, namedBy) {
    const trusted = (host, loopback) => {
        if (namedBy === 'input')
            return true;
        return loopback ? namedBy === 'environment-on-loopback' : /^[a-z0-9-]+\.scaleway\.com$/.test(host);
    };
    return check(address, trusted, {
        problem: 'is not an address of Scaleway, and an environment variable alone is not trusted to name another',
        remedy: `leave it unset for ${SCALEWAY_API}, or set the address in the input scw-api-url`,
        example: SCALEWAY_API,
    });
}
/**
 * Whether GitHub's credentials may be sent to `apiUrl`: to github.com's API, loopback, and the server that the
 * workflow runs on (GitHub Enterprise Server has its API on the same host, ghe.com below `api.`). The runner sets
 * `GITHUB_SERVER_URL` and `GITHUB_API_URL` anew for each step, so no earlier step can plant them.
 *
 * @param serverUrl `GITHUB_SERVER_URL`
 */
function checkGithubUrl(apiUrl, serverUrl) {
    const server = serverUrl === undefined ? undefined : parse(serverUrl);
    const own = server?.ok === true ? [server.host, `api.${server.host}`] : [];
    const trusted = (host, loopback) => loopback || host === 'api.github.com' || own.includes(host);
    return check(apiUrl, trusted, {
        problem: 'is neither the API of github.com nor of the server that this workflow runs on (GITHUB_SERVER_URL)',
        remedy: `leave GITHUB_API_URL as the runner sets it, for example ${GITHUB_API}`,
        example: GITHUB_API,
    });
}
/**
 * Whether a keys API's token and keys may be sent to `address`. Only an input names it, so every host will do; by
 * HTTPS, or on loopback.
 */
function checkKeysApiUrl(address) {
    return check(address, () => true, { problem: '', remedy: '', example: 'https://api.example.com' });
}
function check(address, trusted, words) {
    const parsed = parse(address);
    if (!parsed.ok)
        return { ok: false, problem: parsed.problem, remedy: `for example ${words.example}` };
    const { url, host, loopback } = parsed;
    if (!trusted(host, loopback)) {
        return { ok: false, problem: `the host ${JSON.stringify(host)} ${words.problem}`, remedy: words.remedy };
    }
    return { ok: true, url: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, loopback };
}
// Deliberately less than the URL standard allows: scheme, host, port, path.
const PLAIN = /^https?:\/\/(\[[0-9a-f:.]+\]|[^\s/\\?#@:[\]]+)(?::\d{1,5})?(\/[^\s\\?#]*)?$/i;
/**
 * Takes an address apart, and refuses whatever can be read in two ways. The rule that does most: the host and path
 * must be written as the URL standard itself writes them, case aside. That leaves out `127.1`, `2130706433`,
 * `0x7f.1`, `[::ffff:127.0.0.1]`, letters of other scripts, escapes and `..`.
 */
function parse(address) {
    const no = (problem) => ({ ok: false, problem });
    if (!/^https?:\/\//i.test(address) || !URL.canParse(address))
        return no('not an address that begins with https://');
    const url = new URL(address);
    if (url.username !== '' || url.password !== '' || address.includes('@')) {
        return no('an address must not hold a user name or a password');
    }
    if (/[?#]/.test(address))
        return no('an address must end with its host or path: no ? and no #');
    const [, host = '', path = '/'] = PLAIN.exec(address) ?? [];
    if (host.toLowerCase() !== url.hostname || path !== url.pathname) {
        return no(`the address is not written plainly; its host reads as ${JSON.stringify(url.hostname)}`);
    }
    if (url.hostname.endsWith('.'))
        return no('the host must not end with a dot');
    const loopback = isLoopback(url.hostname);
    if (url.protocol !== 'https:' && !loopback)
        return no('credentials are sent by https:// only (http:// on loopback)');
    return { ok: true, url, host: url.hostname, loopback };
}
/** `host` as the URL standard writes it. `0.0.0.0` is every address of the machine, not its loopback. */
function isLoopback(host) {
    return host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

// EXTERNAL MODULE: ./build/config/duration.js
var config_duration = __nccwpck_require__(1359);
;// CONCATENATED MODULE: ./build/config/rules.js

/** A rule for text of a certain shape. */
function matching(pattern, words) {
    return { ...words, parse: (text) => (pattern.test(text) ? text : undefined) };
}
function oneOf(values, what) {
    return {
        parse: (text) => values.find((value) => value === text),
        what,
        remedy: `one of ${values.join(', ')}`,
    };
}
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** @param whose where to find such an id, for the remedy */
function uuid(what, whose) {
    return matching(UUID, { what, remedy: `${whose}, a UUID such as 11111111-2222-3333-4444-555555555555` });
}
// YAML 1.2's core schema, as `getBooleanInput` of @actions/core has it.
const TRUE = ['true', 'True', 'TRUE'];
const FALSE = ['false', 'False', 'FALSE'];
const BOOLEAN = {
    parse: (text) => (TRUE.includes(text) ? true : FALSE.includes(text) ? false : undefined),
    what: 'a boolean',
    remedy: 'true or false',
};
/** @param from the smallest and `to` the greatest number that is right */
function wholeNumber(from, to) {
    return {
        parse: (text) => (/^\d{1,9}$/.test(text) && within(Number(text), from, to) ? Number(text) : undefined),
        what: `a whole number from ${from} to ${to}`,
        remedy: `a whole number from ${from} to ${to}, for example ${Math.min(Math.max(5, from), to)}`,
    };
}
function within(value, from, to) {
    return value >= from && value <= to;
}
/**
 * @param example what the remedy suggests
 * @param right what is asked of the duration besides
 */
function duration(example, right = {
    test: () => true,
    said: '',
}) {
    return {
        parse: (text) => {
            const value = (0,config_duration/* parseDuration */.E9)(text);
            return value !== undefined && right.test(value) ? value : undefined;
        },
        what: `a duration${right.said}`,
        remedy: `for example ${example}; a duration is ${config_duration/* DURATION_GRAMMAR */.dl}`,
    };
}

;// CONCATENATED MODULE: ./build/config/names.js

// GitHub's names of users and organizations: letters, digits, hyphens, and `_` in those that an enterprise manages.
const OWNER = /^[A-Za-z0-9_-]{1,39}$/;
const REPO = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
const REPOSITORY = {
    parse: (text) => {
        const [owner = '', repo = '', ...rest] = text.split('/');
        return OWNER.test(owner) && REPO.test(repo) && rest.length === 0 ? { owner, repo } : undefined;
    },
    what: 'a repository',
    remedy: 'owner/repo, for example acme/shop',
};
// GitHub allows slashes and most other characters. `.` and `..` as a whole would change the address that they
// become a part of, even encoded.
const ENVIRONMENT = /^(?!\.{1,2}$)\P{C}{1,255}$/u;
/**
 * `name`, or `owner/repo/name` from two slashes on. So a name with two slashes or more has to be written in the long
 * form, and a name with one slash may be written either way.
 */
const ENVIRONMENT_OF_REPOSITORY = {
    parse: (text) => {
        const parts = text.split('/');
        const long = parts.length > 2;
        const environment = long ? parts.slice(2).join('/') : text;
        if (!ENVIRONMENT.test(environment))
            return undefined;
        if (!long)
            return { environment };
        const repository = REPOSITORY.parse(parts.slice(0, 2).join('/'));
        return repository && { repository, environment };
    },
    what: 'an environment',
    remedy: "a name of the workflow's own repository, for example production, or owner/repo/name: acme/shop/production",
};
/** The name of a GitHub secret, in upper case, as GitHub stores it. */
const GITHUB_SECRET = {
    parse: (text) => {
        const name = text.toUpperCase();
        return /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/.test(name) ? name : undefined;
    },
    what: 'a name for a GitHub secret',
    remedy: 'letters, digits and _, no digit first, not beginning with GITHUB_; for example SCW_SECRET_KEY',
};
/**
 * What Secret Manager takes is nowhere published; the recorded names have letters, digits, `-` and `_`, and these
 * and the dot need no encoding in an address.
 */
const STORE_NAME = matching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}$/, {
    what: 'a name for a secret in Secret Manager',
    remedy: 'letters, digits, -, _ and ., at most 255 of them, not - or . first; for example shop-deploy-key',
});
const STORE_PATH = {
    parse: (text) => {
        if (text === '/')
            return text;
        const path = /^((?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9_.-]+)+)\/?$/.exec(text);
        return path?.[1];
    },
    what: 'a path in Secret Manager',
    remedy: 'begins with a slash, parts of letters, digits, -, _ and . between slashes; for example /ci/keys',
};
/** The secret's name where none is given: the repository's, with all that may not be in it turned into hyphens. */
function defaultStoreName(repository) {
    // GitHub's names mean the same in any case.
    return `${repository.owner}-${repository.repo}`
        .toLowerCase()
        .replace(/[^a-z0-9_-]/g, '-')
        .replace(/^-+/, '');
}

;// CONCATENATED MODULE: ./build/config/sections/github.js




const TOKEN = matching(/^\S+$/, {
    what: 'a token: there is white space in it',
    remedy: 'a token that may write secrets: of a GitHub App (permission Secrets: write; Environments: write for those of ' +
        'environments) or a fine-grained personal one, for example ${{ steps.app-token.outputs.token }}; ' +
        'GITHUB_TOKEN cannot write secrets',
});
/** Hidden in problems: what does not look like one may be the private key, in the wrong place. */
const APP_ID = {
    ...matching(/^(\d{1,20}|Iv[A-Za-z0-9._-]{6,60})$/, {
        what: 'the id of a GitHub App',
        remedy: "the App id or the client id in the App's settings, under General; for example 123456",
    }),
    hidden: true,
};
const PRIVATE_KEY = {
    parse: readPrivateKey,
    what: 'the private key of a GitHub App (an RSA key in PEM, without a passphrase)',
    remedy: "all of the .pem file that GitHub made in the App's settings, from -----BEGIN to the last -----END …-----; its " +
        'line breaks may be written as \\n',
};
/** @returns the key with its line breaks; undefined where it is none, or one that an App cannot have */
function readPrivateKey(text) {
    const pem = text.replaceAll(/(?:\\r)?\\n|\r\n/g, '\n');
    try {
        return (0,external_node_crypto_.createPrivateKey)(pem).asymmetricKeyType === 'rsa' ? pem : undefined;
    }
    catch {
        // What OpenSSL says of it helps nobody, and might show a part of it.
        return undefined;
    }
}
const BUDGET = {
    parse: (text) => (/^(0?\.\d{1,6}|1(\.0+)?)$/.test(text) && Number(text) > 0 ? Number(text) : undefined),
    what: 'a part of a budget',
    remedy: 'a number above 0 and at most 1, for example 0.25; the matrix of plan has the right ones',
};
const ID = matching(/^\d{1,20}$/, { what: 'a number', remedy: 'leave it as the runner sets it' });
/** The address of GitHub's API, and whether the token may go there. A refusal is noted. */
function readGithubUrl(reader) {
    const checked = checkGithubUrl(reader.variable('GITHUB_API_URL') ?? 'https://api.github.com', reader.variable('GITHUB_SERVER_URL'));
    if (!checked.ok)
        reader.reject('GITHUB_API_URL', checked.problem, checked.remedy);
    return checked;
}
/**
 * Reads who writes the secrets: a token, or a GitHub App.
 * @returns `undefined` if something is wrong; it is noted
 */
function readGithub(reader, url) {
    const budget = reader.required('github-budget', BUDGET);
    const ofApp = ['github-app-id', 'github-app-private-key'].filter((name) => reader.given(name) !== undefined);
    if (ofApp.length === 0) {
        const token = readToken(reader);
        if (!url.ok || token === undefined || budget === undefined)
            return undefined;
        return { token, apiUrl: url.url, budget };
    }
    if (reader.given('github-token') !== undefined) {
        reader.reject('github-token', `given together with ${ofApp.join(' and ')}, and nobody knows which of them is meant`, 'either github-token alone, or github-app-id with github-app-private-key');
    }
    const id = reader.required('github-app-id', APP_ID);
    const privateKey = reader.required('github-app-private-key', PRIVATE_KEY);
    if (!url.ok || id === undefined || privateKey === undefined || budget === undefined)
        return undefined;
    return { app: { id, privateKey }, apiUrl: url.url, budget };
}
/**
 * The same for a run that does not need to get in: nothing given is nothing wrong.
 * @returns `undefined` if nothing is given, or something is wrong (which is noted)
 */
function readGithubIfGiven(reader, url) {
    const names = ['github-token', 'github-app-id', 'github-app-private-key'];
    return names.some((name) => reader.given(name) !== undefined) ? readGithub(reader, url) : undefined;
}
function readToken(reader) {
    if (reader.given('github-token') !== undefined)
        return reader.optional('github-token', TOKEN);
    reader.reject('github-token', 'not given, nor are github-app-id and github-app-private-key', `${TOKEN.remedy}; or a GitHub App, which makes its tokens itself: github-app-id and github-app-private-key`);
    return undefined;
}
/**
 * The workflow's own repository and this run, as the runner tells them.
 *
 * @param repository the workflow's own, if it could be read
 * @param keyName the key's name in its file, if it has one
 * @returns `undefined` if something is wrong; it is noted
 */
function readRotator(reader, repository, keyName) {
    const repositoryId = reader.runner('GITHUB_REPOSITORY_ID', ID);
    const id = reader.runner('GITHUB_RUN_ID', ID);
    const attempt = reader.runner('GITHUB_RUN_ATTEMPT', wholeNumber(1, 1_000_000));
    if (repositoryId === undefined || repository === undefined)
        return undefined;
    if (id === undefined || attempt === undefined)
        return undefined;
    const full = `${repository.owner}/${repository.repo}`;
    const server = (reader.variable('GITHUB_SERVER_URL') ?? 'https://github.com').replace(/\/+$/, '');
    const url = `${server}/${full}/actions/runs/${id}/attempts/${attempt}`;
    // A login, or an app's with `[bot]` at its end; it is written into records and asked nothing of.
    const actor = [reader.variable('GITHUB_TRIGGERING_ACTOR'), reader.variable('GITHUB_ACTOR')].find((name) => name !== undefined && /^[A-Za-z0-9_-]{1,64}(\[bot\])?$/.test(name));
    return {
        repositoryId,
        repository: full,
        run: { id, attempt, url },
        ...(keyName !== undefined && { key: keyName }),
        ...(actor !== undefined && { actor }),
    };
}
/** @returns `undefined` if `GITHUB_REPOSITORY` is missing or wrong; it is noted */
function readOwnRepository(reader) {
    return reader.runner('GITHUB_REPOSITORY', REPOSITORY);
}

// EXTERNAL MODULE: ./build/keys-api/issuer.js
var issuer = __nccwpck_require__(649);
;// CONCATENATED MODULE: ./build/config/definitions.js
/** The value of `access-key-secret` and `secret-key-secret` that stands for no name at all. */
const NO_NAME = 'none';
const INPUTS = {
    command: { default: 'rotate' },
    config: {},
    key: {},
    jobs: {},
    issuer: { default: 'scaleway' },
    'scw-access-key': { variable: 'SCW_ACCESS_KEY' },
    'scw-secret-key': { variable: 'SCW_SECRET_KEY', secret: true },
    'scw-organization-id': { variable: 'SCW_DEFAULT_ORGANIZATION_ID' },
    'scw-project-id': { variable: 'SCW_DEFAULT_PROJECT_ID' },
    'scw-region': { variable: 'SCW_DEFAULT_REGION' },
    'scw-api-url': { variable: 'SCW_API_URL' },
    'github-token': { secret: true },
    'github-app-id': {},
    'github-app-private-key': { secret: true },
    'github-budget': { default: '1' },
    'keys-api-url': {},
    'keys-api-token': { secret: true },
    'keys-api-key': { secret: true },
    'keys-api-expired-key-id': {},
    'keys-api-name': {},
    'keys-api-permissions': {},
    'keys-api-verify-url': {},
    'keys-api-verify-header': { default: 'x-api-key' },
    'keys-api-verify-origin': {},
    'recovery-public-key': {},
    'record-key': { secret: true },
    'application-id': {},
    description: {},
    expiry: {},
    'max-age': {},
    'rollover-window': { default: '7d' },
    'pause-until': {},
    force: { default: 'false' },
    'replaces-access-key': {},
    'take-over': { default: 'false' },
    'propagation-timeout': { default: '2m' },
    'secret-name': {},
    'secret-path': { default: '/' },
    'secret-id': {},
    'keep-versions': { default: '5' },
    repositories: {},
    environments: {},
    organization: {},
    visibility: {},
    'selected-repositories': {},
    kinds: { default: 'actions' },
    'access-key-secret': { default: 'SCW_ACCESS_KEY' },
    'secret-key-secret': { default: 'SCW_SECRET_KEY' },
    'bundle-secret': {},
    'api-key-secret': { default: 'API_KEY' },
    'access-key-variable': {},
    'on-unreachable': { default: 'fail' },
    'public-repositories': {},
    'accept-repositories': {},
    'old-key': {},
    'grace-period': { default: '7d' },
    'overdue-after': { default: '2d' },
    'fail-on': {},
    'rotator-repository': {},
    'dry-run': { default: 'false' },
    'export-env': { default: 'false' },
};
/** Every input that the action has. */
const INPUT_NAMES = Object.keys(INPUTS);
function definitionOf(name) {
    return INPUTS[name];
}
/**
 * The environment variables that hold secret inputs, for whoever removes them once they are read: the runner's
 * `INPUT_…` and the ecosystem's own.
 */
const SECRET_VARIABLES = INPUT_NAMES.filter((name) => definitionOf(name).secret).flatMap((name) => [inputVariable(name), definitionOf(name).variable ?? []].flat());
/**
 * The inputs that a workflow gives and the action does not have (misspelt ones, mostly), in lower case. The runner
 * hands each over as `INPUT_NAME` and only warns.
 */
function unknownInputs(env) {
    const known = new Set(INPUT_NAMES.map(inputVariable));
    return Object.keys(env)
        .filter((variable) => variable.startsWith('INPUT_') && !known.has(variable))
        .map((variable) => variable.slice('INPUT_'.length).toLowerCase())
        .sort();
}
function inputVariable(name) {
    return `INPUT_${name.toUpperCase()}`;
}

// EXTERNAL MODULE: ./build/trust/sanitize.js
var sanitize = __nccwpck_require__(5890);
;// CONCATENATED MODULE: ./build/config/reader.js


const SHOWN_LENGTH = 80;
function createReader(source) {
    const problems = [];
    const variable = (name) => orUndefined(source.env[name]);
    function given(name) {
        const { variable: fallback, default: preset } = definitionOf(name);
        const input = orUndefined(source.input(name));
        if (input !== undefined)
            return { text: input, from: 'input' };
        const planted = fallback === undefined ? undefined : variable(fallback);
        if (fallback !== undefined && planted !== undefined)
            return { text: planted, from: 'environment', variable: fallback };
        return preset === undefined ? undefined : { text: preset, from: 'default' };
    }
    // Secret inputs are never shown as such; this is for a secret that was pasted into another input as well.
    const secrets = INPUT_NAMES.filter((name) => definitionOf(name).secret)
        .flatMap((name) => withLines(given(name)?.text ?? ''))
        .filter((secret) => secret.length >= 4);
    const redact = (text) => secrets.reduce((redacted, secret) => replaceAnyCase(redacted, secret, '***'), source.redact?.(text) ?? text);
    const show = (text) => `"${(0,sanitize/* sanitize */.a)(text, redact, SHOWN_LENGTH)}"`;
    function reject(input, problem, remedy) {
        const located = source.locate?.(input);
        const { name, ...at } = located ?? { name: input };
        problems.push({ input: name, problem: (0,sanitize/* sanitize */.a)(problem, redact), remedy, ...at });
    }
    function parse(input, text, rule, hidden, origin = '') {
        const value = rule.parse(text);
        if (value === undefined) {
            reject(input, `${hidden ? 'the value' : show(text)}${origin} is not ${rule.what}`, rule.remedy);
        }
        return value;
    }
    function optional(name, rule) {
        const raw = given(name);
        if (raw === undefined)
            return undefined;
        const { secret } = definitionOf(name);
        const origin = raw.from === 'environment' ? ` (of the variable ${raw.variable})` : '';
        return parse(name, raw.text, rule, secret ?? rule.hidden ?? false, origin);
    }
    return {
        problems,
        given,
        mayBeForAnother: (name) => source.mixed === true && source.locate?.(name) === undefined,
        variable,
        reject,
        show,
        optional,
        required: (name, rule) => {
            if (given(name) === undefined) {
                const { variable: fallback } = definitionOf(name);
                const places = fallback === undefined ? '' : ` (nor is the variable ${fallback})`;
                reject(name, `not given${places}`, rule.remedy);
            }
            return optional(name, rule);
        },
        list: (name, rule) => splitList(given(name)?.text ?? '').flatMap((item) => {
            const value = parse(name, item, rule, rule.hidden ?? false);
            return value === undefined ? [] : [value];
        }),
        runner: (name, rule) => {
            const text = variable(name);
            if (text !== undefined)
                return parse(name, text, rule, false);
            reject(name, 'not set, though the runner always sets it', rule.remedy);
            return undefined;
        },
    };
}
/** The entries of a list, which commas or line breaks separate; empty ones do not count. */
function splitList(text) {
    return text
        .split(/[\r\n,]/)
        .map((item) => item.trim())
        .filter((item) => item !== '');
}
/** A text of several lines (a PEM) is recognised by each of them as well. */
function withLines(text) {
    return [text, ...text.split(/\\n|\r?\n/).map((line) => line.trim())];
}
function orUndefined(text) {
    const trimmed = text?.trim() ?? '';
    return trimmed === '' ? undefined : trimmed;
}
function replaceAnyCase(text, search, replacement) {
    const literal = search.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    return text.replace(new RegExp(literal, 'gi'), replacement);
}

;// CONCATENATED MODULE: ./build/config/sections/keys-api.js






const DAY_SECONDS = 86_400;
// Both become headers, so nothing but plain characters without white space.
const keys_api_TOKEN = matching(/^[\x21-\x7e]+$/, {
    what: 'a token: there is white space or a special character in it',
    remedy: 'the JWT that a login to the keys API answers with, for example ${{ steps.login.outputs.token }}',
});
const KEY = matching(/^[\x21-\x7e]{8,4096}$/, {
    what: 'a key of a keys API',
    remedy: 'the key as the service showed it, sk_live_ and more, for example ${{ secrets.API_KEY }}',
});
const NAME = {
    parse: (text) => (text.length <= 200 && !/\p{Cc}|\p{Zl}|\p{Zp}/u.test(text) ? text : undefined),
    what: 'a name for a key: one line of at most 200 characters',
    remedy: 'for example Production API',
};
const PERMISSION = matching(/^[A-Za-z0-9][A-Za-z0-9:._-]{0,99}$/, {
    what: 'a permission',
    remedy: 'what the service knows, for example read, deposit, transfer',
});
const HEADER = matching(/^[A-Za-z0-9-]{1,100}$/, {
    what: 'the name of a header',
    remedy: 'letters, digits and hyphens, for example x-api-key',
});
const PUBLIC_KEY = matching(/^[A-Za-z0-9+/]{43}=$/, {
    what: 'a public key',
    remedy: '32 bytes in base64, as `npm run recovery -- new FILE` in a checkout of this action prints it',
});
/** It signs records with HMAC-SHA-256, so it must be too long to be guessed. */
const RECORD_KEY = matching(/^[\x21-\x7e]{32,4096}$/, {
    what: 'a record key: at least 32 characters, without white space and special characters',
    remedy: 'what `openssl rand -base64 32` prints, kept in a GitHub secret',
});
/** Inputs that mean nothing to one of the issuers. Those with a default cannot be told from ones that are not given. */
const ONLY_SCALEWAY = [
    'application-id',
    'description',
    'replaces-access-key',
    'bundle-secret',
    'access-key-variable',
];
const ONLY_KEYS_API = INPUT_NAMES.filter((name) => (name.startsWith('keys-api-') && name !== 'keys-api-verify-header') ||
    name === 'recovery-public-key' ||
    name === 'record-key');
/** Notes the inputs that are given and belong to another issuer: they would be believed to do something. */
function checkApplicable(reader, issuer) {
    const foreign = issuer === 'scaleway' ? ONLY_KEYS_API : ONLY_SCALEWAY;
    for (const name of foreign) {
        if (reader.given(name) === undefined || reader.mayBeForAnother(name))
            continue;
        const other = issuer === 'scaleway' ? 'keys-api' : 'scaleway';
        reader.reject(name, `has no meaning with issuer: ${issuer}`, `leave it out, or set issuer: ${other}`);
    }
}
/** The address of the keys API, and whether its token may go there. A refusal is noted. */
function readKeysApiUrl(reader) {
    const given = reader.given('keys-api-url');
    if (given === undefined) {
        const remedy = 'the address that /keys/rollover follows on, for example https://api.example.com';
        reader.reject('keys-api-url', 'not given', remedy);
        return { ok: false, problem: 'not given', remedy };
    }
    const checked = checkKeysApiUrl(given.text);
    if (!checked.ok)
        reader.reject('keys-api-url', checked.problem, checked.remedy);
    return checked;
}
/** Where a new key may be shown besides; what is wrong with it is noted where the rest is read. */
function namedElsewhere(reader) {
    const named = reader.given('keys-api-verify-origin');
    return named === undefined ? [] : [checkKeysApiUrl(named.text)];
}
/** @returns `undefined` if something is wrong; it is noted */
function readKeysApi(reader, url, command) {
    const token = reader.required('keys-api-token', keys_api_TOKEN);
    const creates = command === 'rotate';
    const name = creates ? reader.required('keys-api-name', NAME) : reader.optional('keys-api-name', NAME);
    const permissions = reader.list('keys-api-permissions', PERMISSION);
    if (creates && splitList(reader.given('keys-api-permissions')?.text ?? '').length === 0) {
        reader.reject('keys-api-permissions', 'not given', 'what the new key may do, for example read, deposit');
    }
    const expiry = reader.given('expiry') ? reader.optional('expiry', KEYS_API_EXPIRY) : DEFAULT_EXPIRY;
    const first = readFirst(reader);
    const verify = readVerify(reader, url);
    const recoveryPublicKey = reader.optional('recovery-public-key', PUBLIC_KEY);
    const recordKey = readRecordKey(reader);
    if (!url.ok || token === undefined || expiry === undefined)
        return undefined;
    return {
        url: url.url,
        token,
        ...(name !== undefined && { name }),
        permissions,
        expiry,
        ...(first !== undefined && { first }),
        ...(verify !== undefined && { verify }),
        ...(recoveryPublicKey !== undefined && { recoveryPublicKey }),
        ...(recordKey !== undefined && { recordKey }),
    };
}
/** What signs the records of the versions. A value that is wrong is noted. */
function readRecordKey(reader) {
    return reader.optional('record-key', RECORD_KEY);
}
const EXPIRIES = ['1H', '1D', '1M', '1Y'];
const DEFAULT_EXPIRY = '1M';
/** The four expiries that a keys API has. */
const KEYS_API_EXPIRY = oneOf(EXPIRIES, 'an expiry of a keys API');
function readFirst(reader) {
    const key = reader.optional('keys-api-key', KEY);
    const id = reader.optional('keys-api-expired-key-id', uuid('the id of a key', "the id in the service's list of keys"));
    if (reader.given('keys-api-key') !== undefined && reader.given('keys-api-expired-key-id') !== undefined) {
        reader.reject('keys-api-expired-key-id', 'keys-api-key is given too, and both name the key to roll over', 'one of the two; the key itself is the better one, because its end can be seen');
    }
    if (key !== undefined)
        return { key };
    return id === undefined ? undefined : { id };
}
/** Where a key is shown to be seen to work. */
function readVerify(reader, api) {
    const header = reader.required('keys-api-verify-header', HEADER);
    const given = reader.given('keys-api-verify-url')?.text;
    const named = reader.given('keys-api-verify-origin')?.text;
    if (given === undefined)
        return undefined;
    const base = api.ok ? new URL(api.url).origin : undefined;
    const address = given.startsWith('/') ? base && `${base}${given}` : given;
    if (address === undefined)
        return undefined; // what is wrong is told of keys-api-url
    const checked = checkKeysApiUrl(address);
    if (!checked.ok) {
        reader.reject('keys-api-verify-url', checked.problem, checked.remedy);
        return undefined;
    }
    const { origin } = new URL(checked.url);
    const elsewhere = named === undefined ? undefined : checkKeysApiUrl(named);
    if (elsewhere?.ok === false)
        reader.reject('keys-api-verify-origin', elsewhere.problem, elsewhere.remedy);
    const allowed = [base, elsewhere?.ok === true ? new URL(elsewhere.url).origin : undefined];
    if (base !== undefined && !allowed.includes(origin)) {
        reader.reject('keys-api-verify-url', `${origin} is not where keys-api-url is (${base}), and a new key is sent nowhere else`, `an address there; or, if the key belongs at the other one too, keys-api-verify-origin: ${origin}`);
        return undefined;
    }
    return header === undefined ? undefined : { url: checked.url, header };
}
/** Notes a window that is longer than the one in which the service rolls keys over. */
function checkRolloverWindow(reader, window) {
    const most = issuer/* ROLLS_OVER_WITHIN_DAYS */.O * DAY_SECONDS;
    if (window.months === 0 && window.seconds <= most)
        return;
    reader.reject('rollover-window', `${(0,config_duration/* formatDuration */.a3)(window)} is longer than the ${issuer/* ROLLS_OVER_WITHIN_DAYS */.O} days before its end in which a keys API rolls a key over`, `at most ${issuer/* ROLLS_OVER_WITHIN_DAYS */.O}d`);
}

;// CONCATENATED MODULE: ./build/config/types.js
/** Every command of the product, in the order of its documentation. */
const COMMANDS = ['rotate', 'rollover', 'retrieve', 'check', 'retire', 'rollback', 'plan'];
/** What makes the keys. */
const ISSUERS = ['scaleway', 'keys-api'];

;// CONCATENATED MODULE: ./build/config/sections/issuer.js



const ISSUER = oneOf(ISSUERS, 'an issuer');
/** What makes the keys. Where that is wrong, the rest is read as for Scaleway, and told as well. */
function readIssuer(reader) {
    const issuer = reader.required('issuer', ISSUER);
    if (issuer !== undefined)
        checkApplicable(reader, issuer);
    return issuer ?? 'scaleway';
}

// EXTERNAL MODULE: ./build/scaleway/regions.js
var regions = __nccwpck_require__(3381);
;// CONCATENATED MODULE: ./build/config/sections/scaleway.js




/** An identifier, yet hidden in problems: a malformed one is often the secret key, in the wrong place. */
const ACCESS_KEY = matching(/^SCW[A-Z0-9]{17}$/, {
    what: 'an access key',
    remedy: 'SCW and 17 capital letters or digits, for example SCWXXXXXXXXXXXXXXXXX',
    hidden: true,
});
const SECRET_KEY = uuid('a secret key', 'the secret that belongs to the access key');
/** Scaleway's address, and whether the credentials may go there. A refusal is noted. */
function readScalewayUrl(reader) {
    const given = reader.given('scw-api-url');
    const namedBy = given?.from !== 'environment'
        ? 'input'
        : isGithubOnLoopback(reader)
            ? 'environment-on-loopback'
            : 'environment';
    const checked = checkScalewayUrl(given?.text ?? 'https://api.scaleway.com', namedBy);
    if (!checked.ok) {
        const origin = given?.from === 'environment' ? 'in the variable SCW_API_URL: ' : '';
        reader.reject('scw-api-url', `${origin}${checked.problem}`, checked.remedy);
    }
    return checked;
}
/** The runner sets `GITHUB_API_URL` for each step anew, so that no earlier step can choose it. */
function isGithubOnLoopback(reader) {
    const own = checkGithubUrl(reader.variable('GITHUB_API_URL') ?? '', undefined);
    return own.ok && own.loopback;
}
/** @returns `undefined` if something is wrong; it is noted */
function readScaleway(reader, url) {
    const credentials = readCredentials(reader);
    const projectId = reader.required('scw-project-id', uuid('a project id', 'the id of the project that holds the secret in Secret Manager'));
    const region = readRegion(reader);
    if (!url.ok || credentials === undefined || projectId === undefined || region === undefined)
        return undefined;
    return { ...credentials, projectId, region, apiUrl: url.url };
}
/** The same for a run that names the secret by its id, and needs no Project. */
function readScalewayWithoutProject(reader, url) {
    const credentials = readCredentials(reader);
    const region = readRegion(reader);
    if (!url.ok || credentials === undefined || region === undefined)
        return undefined;
    return { ...credentials, region, apiUrl: url.url };
}
function readCredentials(reader) {
    const accessKey = reader.required('scw-access-key', ACCESS_KEY);
    const secretKey = reader.required('scw-secret-key', SECRET_KEY);
    const organizationId = reader.optional('scw-organization-id', uuid('an organization id', 'the id of your organization'));
    if (accessKey === undefined || secretKey === undefined)
        return undefined;
    return { accessKey, secretKey, ...(organizationId !== undefined && { organizationId }) };
}
function readRegion(reader) {
    return reader.required('scw-region', oneOf(regions/* REGIONS */.i, 'a region of Secret Manager'));
}

;// CONCATENATED MODULE: ./build/config/sections/key.js




const LONGEST_PROPAGATION_SECONDS = 600;
// Durations are whole seconds, so "not longer than" is "shorter than that and a second".
const ONE_SECOND = { months: 0, seconds: 1 };
const DESCRIPTION = {
    parse: (text) => (/\p{Cc}|\p{Zl}|\p{Zp}/u.test(text) ? undefined : text),
    what: 'a description: there is a line break or a control character in it',
    remedy: 'one line of text, for example deploys the shop',
};
const MORE_THAN_ZERO = { test: (value) => !(0,config_duration/* isZero */.be)(value), said: ' of more than zero' };
const EXPIRY = {
    parse: (text) => {
        if (text === 'never')
            return { kind: 'never' };
        const lifetime = (0,config_duration/* parseDuration */.E9)(text);
        return lifetime === undefined || (0,config_duration/* isZero */.be)(lifetime) ? undefined : { kind: 'after', duration: lifetime };
    },
    what: 'a time to live: a duration of more than zero (a date or a time in the past is none), or never',
    remedy: duration('90d, 1Y, or never').remedy,
};
/** A day begins at midnight UTC. `Date` alone would take `2026-02-31` for a day in March. */
const DATE = {
    parse: (text) => {
        const found = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2})?Z)?$/.exec(text);
        const date = new Date(text);
        const isReal = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(found?.[1] ?? '-');
        return isReal ? date : undefined;
    },
    what: 'a date',
    remedy: '2026-12-31, or 2026-12-31T18:00:00Z (UTC)',
};
const PROPAGATION = duration('2m', {
    test: ({ months, seconds }) => months === 0 && seconds > 0 && seconds <= LONGEST_PROPAGATION_SECONDS,
    said: ' of more than zero and at most 10 minutes',
});
/** @returns `undefined` if something is wrong; it is noted */
function readKey(reader, issuer) {
    const applicationId = reader.optional('application-id', uuid('an application id', 'the id of an IAM application'));
    const description = reader.optional('description', DESCRIPTION);
    const expiry = issuer === 'keys-api' ? keysApiExpiry(reader) : readExpiry(reader);
    const maxAge = reader.optional('max-age', duration('30d', MORE_THAN_ZERO));
    const rolloverWindow = reader.required('rollover-window', duration('7d'));
    const pauseUntil = reader.optional('pause-until', DATE);
    const force = reader.required('force', BOOLEAN);
    const replacesAccessKey = reader.optional('replaces-access-key', ACCESS_KEY);
    const takeOver = reader.required('take-over', BOOLEAN);
    const propagationTimeout = reader.required('propagation-timeout', PROPAGATION);
    if (expiry === undefined || rolloverWindow === undefined || propagationTimeout === undefined)
        return undefined;
    if (force === undefined || takeOver === undefined)
        return undefined;
    return {
        ...(applicationId !== undefined && { applicationId }),
        ...(description !== undefined && { description }),
        expiry,
        ...(maxAge !== undefined && { maxAge }),
        rolloverWindow,
        ...(pauseUntil !== undefined && { pauseUntil }),
        force,
        ...(replacesAccessKey !== undefined && { replacesAccessKey }),
        takeOver,
        propagationTimeout,
    };
}
function readExpiry(reader) {
    return reader.given('expiry') ? reader.optional('expiry', EXPIRY) : { kind: 'inherit' };
}
/** What is wrong with it is noted where the keys API's own inputs are read. */
function keysApiExpiry(reader) {
    const duration = (0,config_duration/* parseDuration */.E9)(KEYS_API_EXPIRY.parse(reader.given('expiry')?.text ?? '1M') ?? '');
    return duration && { kind: 'after', duration };
}
/**
 * Notes what each input alone cannot show: a key must live until its successor is in place and its own grace period
 * is over, and must not be due from its first day on. Checked for every date of the calendar, so that what is
 * accepted in July does not fail in February.
 *
 * @param graceCounts whether it is the grace period that ends a replaced key; a keys API ends one when it is rolled over,
 *   or when it expires, whatever the grace period
 */
function checkLifetimes(reader, key, oldKey, graceCounts) {
    if (key.expiry.kind !== 'after')
        return;
    const lifetime = key.expiry.duration;
    const { maxAge = config_duration/* ZERO */.f2, rolloverWindow } = key;
    const said = (0,config_duration/* formatDuration */.a3)(lifetime);
    if (graceCounts && (0,config_duration/* canEndBefore */.nR)(lifetime, [maxAge, oldKey.gracePeriod])) {
        const needed = key.maxAge === undefined ? 'grace-period' : 'max-age plus grace-period';
        const spans = [...(key.maxAge === undefined ? [] : [key.maxAge]), oldKey.gracePeriod].map(config_duration/* formatDuration */.a3);
        reader.reject('expiry', `${said} is shorter than ${needed} (${spans.join(' + ')}): a replaced key would die before its grace period ends`, 'a longer expiry (three times max-age is a good measure, for example 90d), or a shorter grace-period or max-age');
    }
    if ((0,config_duration/* canEndBefore */.nR)(lifetime, [rolloverWindow, ONE_SECOND])) {
        reader.reject('rollover-window', `${(0,config_duration/* formatDuration */.a3)(rolloverWindow)} is not shorter than expiry (${said}): every new key would be due at once`, 'a shorter rollover-window, for example a third of expiry, or 0; or a longer expiry');
    }
}

;// CONCATENATED MODULE: ./build/config/sections/old-key.js

const OLD_KEY = oneOf(['delete', 'keep'], 'what can be done with an old key');
/** @returns `undefined` if something is wrong; it is noted */
function readOldKey(reader, issuer) {
    const said = reader.given('old-key') === undefined ? undefined : reader.required('old-key', OLD_KEY);
    const gracePeriod = reader.required('grace-period', duration('7d'));
    if (issuer === 'keys-api' && said === 'delete') {
        reader.reject('old-key', 'a keys API cannot delete a key: rotate leaves the old one active until it expires, and rollover ends it at once', 'keep, or leave it out');
    }
    const policy = said ?? (issuer === 'keys-api' ? 'keep' : 'delete');
    return gracePeriod !== undefined ? { policy, gracePeriod } : undefined;
}

;// CONCATENATED MODULE: ./build/config/sections/store.js



// Secret Manager takes 20 versions of a secret: the rest is room for the pending and the current one, and for
// disabled ones, which may count as well.
const MOST_KEPT_VERSIONS = 15;
/**
 * @param keyName the key's name in its file, if it has one
 * @param repository the workflow's own, asked for only where the secret's name comes from it
 * @returns `undefined` if something is wrong; it is noted
 */
function readStore(reader, issuer, keyName, repository) {
    const path = reader.required('secret-path', STORE_PATH);
    const name = readName(reader, issuer, keyName, repository);
    return name !== undefined && path !== undefined ? { name, path } : undefined;
}
const SECRET_ID = uuid('the id of a secret', "the id of the secret in Secret Manager, from the rotation's report");
/** Whether `retrieve` is to read a secret by its id. */
function namesSecretById(reader) {
    return reader.given('secret-id') !== undefined;
}
/**
 * Reads `secret-id`, which stands in place of everything else that names a secret.
 * @param keyName the key's name in its file, if it has one
 * @returns `undefined` if something is wrong; it is noted
 */
function readSecretId(reader, keyName) {
    const id = reader.optional('secret-id', SECRET_ID)?.toLowerCase();
    // The runner hands over the default of secret-path as if it was given.
    const named = ['secret-name', 'secret-path'].filter((name) => {
        const given = reader.given(name);
        return given !== undefined && given.text !== definitionOf(name).default;
    });
    const others = keyName === undefined ? named : ['config', 'key'];
    if (others.length === 0)
        return id;
    const problem = `the secret is named by ${others.join(' and ')} too`;
    reader.reject('secret-id', problem, `either secret-id, or ${others.join(' and ')}`);
    return undefined;
}
/** Notes `secret-id` where a command works on the secret that has the key's name, and would not look at the id. */
function refuseSecretId(reader) {
    if (!namesSecretById(reader))
        return;
    const remedy = 'leave secret-id out; secret-name and secret-path name the secret of a rotation';
    reader.reject('secret-id', 'only the command retrieve reads a secret by its id', remedy);
}
function readName(reader, issuer, keyName, repository) {
    if (reader.given('secret-name') !== undefined)
        return reader.optional('secret-name', STORE_NAME);
    const own = repository();
    if (own === undefined)
        return undefined;
    if (keyName !== undefined)
        return `${defaultStoreName(own)}-${keyName}`;
    // One repository may rotate a key of each issuer, and a secret holds the generations of one key.
    return issuer === 'scaleway' ? defaultStoreName(own) : `${defaultStoreName(own)}-api-key`;
}

// EXTERNAL MODULE: ./build/github/places/places.js
var places_places = __nccwpck_require__(7319);
;// CONCATENATED MODULE: ./build/config/sections/repositories.js


const ORGANIZATION = matching(OWNER, {
    what: "an organization's name",
    remedy: 'as in its address, without a slash; for example acme',
});
// As GitHub takes them: lower case, though nobody minds here.
const TOPIC = /^topic:([A-Za-z0-9][A-Za-z0-9-]{0,49})$/;
const NAME_PATTERN = /^(?=.*\*)[A-Za-z0-9._*-]{1,100}$/;
/** A repository, or a pattern for those of an organization: `acme/*`, `acme/deploy-*`, `acme/topic:scaleway`. */
const REPOSITORIES = {
    parse: (text) => {
        const [owner = '', rest = '', ...more] = text.split('/');
        if (!OWNER.test(owner) || more.length > 0)
            return undefined;
        const topic = TOPIC.exec(rest)?.[1];
        if (topic !== undefined)
            return { owner, topic: topic.toLowerCase() };
        return NAME_PATTERN.test(rest) ? { owner, name: rest } : REPOSITORY.parse(text);
    },
    what: 'a repository, or a pattern for repositories of an organization',
    remedy: 'owner/repo, for example acme/shop, or a pattern: acme/deploy-*, acme/topic:scaleway',
};
/** The name of a target whose repository, or organization, may be another one than before. */
const ACCEPTED = {
    parse: (text) => {
        const isName = text.includes('/') ? REPOSITORY.parse(text) !== undefined : OWNER.test(text);
        return isName ? text : undefined;
    },
    what: 'a repository or an organization',
    remedy: 'owner/repo, for example acme/shop, as the message of the run names it',
};
/** A repository of an organization, by its name alone or with the organization's. */
function repositoryOf(organization) {
    return {
        parse: (text) => {
            const found = REPOSITORY.parse(text.includes('/') ? text : `${organization}/${text}`);
            return found?.owner.toLowerCase() === organization.toLowerCase() ? found : undefined;
        },
        what: `a repository of the organization ${organization}`,
        remedy: `its name, for example shop, or ${organization}/shop`,
    };
}

;// CONCATENATED MODULE: ./build/config/sections/places.js





const KIND = oneOf(places_places/* SECRET_KINDS */.d2, 'a kind of secret');
const VISIBILITY = oneOf(places_places/* VISIBILITIES */.jZ, 'a visibility');
const PUBLIC_REPOSITORIES = oneOf(['include', 'exclude'], 'what to do about public repositories');
/**
 * Reads which places get the key.
 * @param own the workflow's own repository, if it could be read
 * @returns what could be read; it is complete only if nothing was noted
 */
function readDeclared(reader, own) {
    const kinds = readKinds(reader);
    const named = reader.list('repositories', REPOSITORIES);
    const repositories = named.filter((one) => 'repo' in one);
    const patterns = named.filter((one) => !('repo' in one));
    const places = ofKinds(kinds, repositories);
    for (const { repository = own, environment } of reader.list('environments', ENVIRONMENT_OF_REPOSITORY)) {
        if (repository)
            places.push({ kind: 'actions', scope: 'environment', ...repository, environment });
    }
    places.push(...readOrganization(reader, kinds));
    // A key that is meant for a protected environment must not stand open in the repository as well.
    const inputs = ['repositories', 'environments', 'organization'].map((name) => reader.given(name));
    const given = inputs.filter((one) => one !== undefined);
    if (given.length === 0 && own)
        places.push(...ofKinds(kinds, [own]));
    if (given.length > 0 && given.every(({ text }) => splitList(text).length === 0)) {
        const problem = 'neither repositories nor environments name anything, nor is an organization named';
        reader.reject('repositories', problem, 'for example acme/shop');
    }
    checkKinds(reader, kinds);
    const publicRepositories = reader.optional('public-repositories', PUBLIC_REPOSITORIES);
    return {
        places: (0,places_places/* distinctPlaces */.jH)(places),
        patterns: distinctPatterns(patterns),
        kinds,
        ...(publicRepositories && { publicRepositories }),
    };
}
function ofKinds(kinds, repositories) {
    return repositories.flatMap(({ owner, repo }) => kinds.map((kind) => ({ kind, scope: 'repository', owner, repo })));
}
function readKinds(reader) {
    const kinds = [...new Set(reader.list('kinds', KIND))];
    const given = reader.given('kinds');
    if (given !== undefined && splitList(given.text).length === 0)
        reader.reject('kinds', 'no kind of secret is named', 'for example actions, dependabot');
    return kinds;
}
/** Environments know Actions alone; next to other places that is no contradiction, by themselves it is. */
function checkKinds(reader, kinds) {
    const others = reader.given('repositories') ?? reader.given('organization');
    if (kinds.length === 0 || kinds.includes('actions'))
        return;
    if (reader.given('environments') === undefined || others !== undefined)
        return;
    reader.reject('kinds', `environments have Actions secrets only, and nothing else is named that could have others (${kinds.join(', ')})`, 'actions, or repositories or an organization for the other kinds');
}
function readOrganization(reader, kinds) {
    if (reader.given('organization') === undefined) {
        for (const input of ['visibility', 'selected-repositories'])
            rejectAlone(reader, input);
        return [];
    }
    const organization = reader.optional('organization', ORGANIZATION);
    if (organization === undefined)
        return [];
    const access = readAccess(reader, organization);
    return kinds.map((kind) => ({ kind, scope: 'organization', organization, ...(access && { access }) }));
}
function readAccess(reader, organization) {
    const visibility = reader.optional('visibility', VISIBILITY);
    const selected = reader.given('selected-repositories');
    if (selected === undefined)
        return visibility && { visibility };
    if (splitList(selected.text).length === 0)
        reader.reject('selected-repositories', 'no repository is named', 'for example shop, api');
    if (visibility !== undefined && visibility !== 'selected') {
        const remedy = 'visibility: selected, or no selected-repositories';
        reader.reject('selected-repositories', `named, though visibility is ${visibility}`, remedy);
    }
    const repositories = reader.list('selected-repositories', repositoryOf(organization));
    return { visibility: 'selected', repositories };
}
function rejectAlone(reader, input) {
    if (reader.given(input) === undefined)
        return;
    reader.reject(input, 'given without an organization, whose secrets it is about', 'organization: acme');
}
function distinctPatterns(patterns) {
    return [...new Map(patterns.map((one) => [JSON.stringify(one).toLowerCase(), one])).values()];
}
/** Notes where variables are named and no place has any. */
function checkVariables(reader, { names, places, patterns, kinds }) {
    if (names.accessKeyVariable.length === 0 || kinds.length === 0)
        return;
    if (places.some(places_places/* hasVariables */.cF) || (patterns.length > 0 && kinds.includes('actions')))
        return;
    if (places.length === 0 && patterns.length === 0)
        return;
    reader.reject('access-key-variable', `variables are of Actions, and no place for Actions is named (kinds: ${kinds.join(', ')})`, 'kinds with actions among them, or no access-key-variable');
}

;// CONCATENATED MODULE: ./build/config/sections/targets.js






const ON_UNREACHABLE = oneOf(['fail', 'continue'], 'what can be done about a target that cannot be reached');
/**
 * @param own the workflow's own repository, if it could be read
 * @returns what could be read; it is complete only if nothing was noted
 */
function readTargets(reader, own, issuer) {
    const declared = readDeclared(reader, own);
    const names = issuer === 'scaleway' ? readNames(reader) : readApiKeyNames(reader);
    const onUnreachable = reader.required('on-unreachable', ON_UNREACHABLE) ?? 'fail';
    const accepted = reader.list('accept-repositories', ACCEPTED).map((name) => name.toLowerCase());
    const targets = { ...declared, names, onUnreachable, accepted };
    checkVariables(reader, targets);
    return targets;
}
/** A key of a keys API is one text, and has no access key. */
function readApiKeyNames(reader) {
    const names = readNameList(reader, 'api-key-secret');
    if (isNone(reader, 'api-key-secret')) {
        reader.reject('api-key-secret', 'no GitHub secret would get the key', 'at least one name, for example API_KEY');
    }
    return { accessKey: [], secretKey: names, bundle: [], accessKeyVariable: [] };
}
function readNames(reader) {
    const names = {
        accessKey: readNameList(reader, 'access-key-secret'),
        secretKey: readNameList(reader, 'secret-key-secret'),
        bundle: readNameList(reader, 'bundle-secret'),
        accessKeyVariable: readNameList(reader, 'access-key-variable'),
    };
    const holder = new Map();
    const inputs = [
        ['access-key-secret', names.accessKey],
        ['secret-key-secret', names.secretKey],
        ['bundle-secret', names.bundle],
    ];
    for (const [input, list] of inputs) {
        for (const name of list) {
            const other = holder.get(name);
            if (other === undefined)
                holder.set(name, input);
            else
                reader.reject(input, `${reader.show(name)} is a name in ${other} too`, 'a different name in each, for example SCW_ACCESS_KEY and SCW_SECRET_KEY');
        }
    }
    if (['secret-key-secret', 'bundle-secret'].every((input) => isNone(reader, input))) {
        reader.reject('secret-key-secret', 'no GitHub secret would get the secret key', 'at least one name here or in bundle-secret, for example SCW_SECRET_KEY');
    }
    return names;
}
function readNameList(reader, input) {
    return isNone(reader, input) ? [] : [...new Set(reader.list(input, GITHUB_SECRET))];
}
function isNone(reader, input) {
    const items = splitList(reader.given(input)?.text ?? '');
    return items.length === 0 || (items.length === 1 && items[0] === NO_NAME);
}

;// CONCATENATED MODULE: ./build/trust/triggers.js
// Only people with write access to the repository can cause these events. In a reusable workflow the runner names the
// event of the workflow that called it.
const TRUSTED = new Set([
    'schedule',
    'workflow_dispatch',
    'repository_dispatch',
    'push',
    'release',
    'deployment',
    'merge_group',
]);
/** Why an event that people ask about is not trusted, for the message. */
const REASONS = {
    pull_request: 'runs code that a pull request proposes, before it is reviewed',
    pull_request_target: 'is triggered by any pull request, and has access to secrets even for a fork',
    pull_request_review: 'is triggered by anyone who reviews a pull request, and runs the code that it proposes',
    pull_request_review_comment: 'is triggered by anyone who comments on a pull request, and runs the code that it proposes',
    issue_comment: 'is triggered by anyone who writes a comment',
    issues: 'is triggered by anyone who opens an issue',
    discussion: 'is triggered by anyone who opens a discussion',
    discussion_comment: 'is triggered by anyone who comments on a discussion',
    fork: 'is triggered by anyone who forks the repository',
    watch: 'is triggered by anyone who stars the repository',
    gollum: 'is triggered by anyone who may edit the wiki',
};
const NOT_LISTED = 'is not one of the events that only people with write access can trigger';
const REMEDY = `trigger the workflow with one of ${[...TRUSTED].join(', ')}, or with workflow_run after one of these`;
/**
 * Allows the events that only people with write access to the repository can cause, and a `workflow_run` after a run of
 * such an event. Every other event is refused, unknown ones included.
 *
 * @param eventName `GITHUB_EVENT_NAME`; the runner sets it, so a missing one is refused
 * @param event the event's payload, parsed; read for `workflow_run` alone
 * @param allOnLoopback whether every service of the run is on loopback because an input says so: then there is nothing to
 *   protect
 */
function checkTrigger(eventName, event, allOnLoopback) {
    if (allOnLoopback)
        return { ok: true };
    if (eventName === undefined || eventName === '') {
        return no('the event that triggered the workflow is unknown (GITHUB_EVENT_NAME is not set)');
    }
    if (eventName === 'workflow_run')
        return checkWorkflowRun(event);
    if (TRUSTED.has(eventName))
        return { ok: true };
    return no(`a key is not handled on ${eventName}: it ${own(REASONS, eventName) ?? NOT_LISTED}`);
}
/** A run that follows another is as trusted as that one. What the payload does not say is not trusted. */
function checkWorkflowRun(event) {
    const run = member(event, 'workflow_run');
    if (!isSameRepository(member(run, 'head_repository'), member(run, 'repository'))) {
        return no('a key is not handled on workflow_run where the run before it came from a fork (or from an unknown repository)');
    }
    const before = member(run, 'event');
    if (typeof before === 'string' && TRUSTED.has(before))
        return { ok: true };
    // Of a longer chain the payload shows the last run alone. A pull request between two branches of the repository can
    // be opened by anyone who can read it.
    const reason = typeof before === 'string' ? (own(REASONS, before) ?? NOT_LISTED) : 'is unknown';
    return no(`a key is not handled on workflow_run where the event of the run before it ${reason}`);
}
function isSameRepository(head, base) {
    return (['id', 'full_name'].every((name) => member(head, name) === member(base, name)) &&
        member(head, 'full_name') !== undefined);
}
function no(problem) {
    return { ok: false, problem, remedy: REMEDY };
}
function own(reasons, name) {
    return Object.hasOwn(reasons, name) ? reasons[name] : undefined;
}
function member(value, name) {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? value[name]
        : undefined;
}

;// CONCATENATED MODULE: ./build/config/sections/trigger.js




/**
 * Reads the addresses of the services that a run signs in at, and notes where the workflow's trigger does not allow that.
 * @param asksKeysApi whether a keys API is one of them
 */
function readAddresses(reader, source, asksKeysApi) {
    const scalewayUrl = readScalewayUrl(reader);
    const githubUrl = readGithubUrl(reader);
    const keysApiUrl = asksKeysApi ? readKeysApiUrl(reader) : undefined;
    const keysApiUrls = keysApiUrl === undefined ? [] : [keysApiUrl, ...namedElsewhere(reader)];
    readTrigger(reader, source, [scalewayUrl, githubUrl, ...keysApiUrls]);
    return { scalewayUrl, githubUrl, keysApiUrl };
}
/**
 * Notes an event that people without write access can cause, and a runner that does not check certificates.
 * @param services the addresses that get credentials
 */
function readTrigger(reader, source, services) {
    checkCertificates(reader);
    // A variable could have been set by an earlier step, which an outsider's code may control.
    const named = reader.given('scw-api-url')?.from === 'input';
    const allOnLoopback = named && services.every((service) => service.ok && service.loopback);
    const trigger = checkTrigger(reader.variable('GITHUB_EVENT_NAME'), source.event, allOnLoopback);
    if (!trigger.ok)
        reader.reject('on', trigger.problem, trigger.remedy);
}
/** Notes the variable with which Node accepts any certificate: then whoever is on the way reads the credentials. */
function checkCertificates(reader) {
    if (reader.variable('NODE_TLS_REJECT_UNAUTHORIZED') !== '0')
        return;
    reader.reject('NODE_TLS_REJECT_UNAUTHORIZED', 'set to 0, which turns off the check of certificates: any host between the runner and a service could read the credentials', 'remove the variable; for a certificate authority of your own set NODE_EXTRA_CA_CERTS to the path of its certificate');
}

;// CONCATENATED MODULE: ./build/config/sections/check.js












/** Stands for every finding there is. */
const ANY = 'any';
const FINDING = oneOf([...findings/* FINDING_KINDS */.m, ANY], 'a finding');
/**
 * Reads what a check of one key is told: the same as its rotation, of which it needs neither a way to make keys nor one
 * to write them. What a rotation alone would refuse is no matter here.
 * @returns `undefined` if something is wrong; it is noted
 */
function readCheck(reader, source) {
    const issuer = readIssuer(reader);
    refuseSecretId(reader);
    const verifies = issuer === 'keys-api' && reader.given('keys-api-verify-url') !== undefined;
    const { scalewayUrl, githubUrl, keysApiUrl } = readAddresses(reader, source, verifies);
    const scaleway = readScaleway(reader, scalewayUrl);
    const github = readGithubIfGiven(reader, githubUrl);
    const verify = keysApiUrl && readVerify(reader, keysApiUrl);
    const recordKey = issuer === 'keys-api' ? readRecordKey(reader) : undefined;
    const key = readKey(reader, issuer);
    const own = readRotatorRepository(reader);
    const store = readStore(reader, issuer, source.keyName, () => own);
    const keepVersions = reader.required('keep-versions', wholeNumber(1, MOST_KEPT_VERSIONS));
    const targets = readTargets(reader, own, issuer);
    const oldKey = readOldKey(reader, issuer);
    const overdueAfter = reader.required('overdue-after', duration('2d'));
    const failOn = readFailOn(reader);
    if (!scaleway || !key || !store || !oldKey || !overdueAfter || keepVersions === undefined)
        return undefined;
    return {
        command: 'check',
        issuer,
        ...(issuer === 'keys-api' && {
            keysApi: { ...(verify && { verify }), ...(recordKey !== undefined && { recordKey }) },
        }),
        scaleway,
        ...(github && { github }),
        key,
        store: { ...store, keepVersions },
        targets,
        oldKey,
        overdueAfter,
        failOn,
    };
}
/** Whose workflow rotates the keys: names that are not given are made of its name. */
function readRotatorRepository(reader) {
    return reader.given('rotator-repository') === undefined
        ? readOwnRepository(reader)
        : reader.optional('rotator-repository', REPOSITORY);
}
function readFailOn(reader) {
    const named = new Set(reader.list('fail-on', FINDING));
    return findings/* FINDING_KINDS */.m.filter((kind) => named.has(kind) || named.has(ANY));
}

// EXTERNAL MODULE: ./build/github/secrets/secret-names.js
var secret_names = __nccwpck_require__(9927);
// EXTERNAL MODULE: ./build/github/places/patterns.js
var places_patterns = __nccwpck_require__(6312);
// EXTERNAL MODULE: ./build/scaleway/secret-label.js
var secret_label = __nccwpck_require__(3837);
;// CONCATENATED MODULE: ./build/config/file/collisions.js




/**
 * What several keys of one file may not share: where they are stored, and a GitHub secret or variable that two would
 * write. Which repositories a pattern stands for is not known here, so it is compared as it is written, and with the
 * repositories that other keys name.
 */
function collisions(keys, locate) {
    const problems = [];
    const holders = new Map();
    for (const { name, inputs } of keys) {
        const named = keys.flatMap((other) => (other.name === name ? [] : other.inputs.targets.places));
        for (const { id, said, remedy, field } of [storeClaim(inputs), ...targetClaims(inputs, named)]) {
            const other = holders.get(id);
            if (other === undefined)
                holders.set(id, name);
            if (other === undefined || other === name)
                continue;
            const at = locate(name, field);
            problems.push({
                input: `keys.${name}`,
                problem: `${said}, as ${other} does`,
                remedy,
                ...(at && { at }),
            });
        }
    }
    return problems;
}
function storeClaim({ scaleway, store }) {
    const secret = (0,secret_label/* storeLabel */.Y)(store);
    return {
        id: `store\n${scaleway.projectId}\n${scaleway.region}\n${secret}`,
        said: `is kept in the secret ${secret}`,
        remedy: 'a secret-name of its own for each key, or none: then it is made of the name of the key',
        field: 'secret-name',
    };
}
/** @param named the places that other keys name */
function targetClaims({ targets }, named) {
    const { names, places, patterns, kinds } = targets;
    const secrets = (0,secret_names/* secretNamesIn */.m6)(names);
    const claims = (place, label, variables, field) => [
        ...secrets.map((name) => ({
            id: `secret\n${place}\n${name}`,
            said: `writes the GitHub secret ${name} of ${label}`,
            remedy: 'other names for the secrets of one of them (access-key-secret, secret-key-secret, bundle-secret), or other targets',
            field,
        })),
        ...(variables ? names.accessKeyVariable : []).map((name) => ({
            id: `variable\n${place}\n${name}`,
            said: `writes the variable ${name} of ${label}`,
            remedy: 'another access-key-variable for one of them, or other targets',
            field,
        })),
    ];
    const own = new Set(places.map(places_places/* placeId */.VM));
    const covered = named.filter((place) => !own.has((0,places_places/* placeId */.VM)(place)) && patterns.some((pattern) => covers(pattern, kinds, place)));
    return [
        ...[...places, ...covered].flatMap((place) => claims((0,places_places/* placeId */.VM)(place), (0,places_places/* placeLabel */.sk)(place), (0,places_places/* hasVariables */.cF)(place), (0,places_places/* inputOf */.wg)(place))),
        ...patterns.flatMap((pattern) => kinds.flatMap((kind) => {
            const text = (0,places_patterns/* patternText */.U)(pattern);
            return claims(`${kind}\n${text}`.toLowerCase(), text, kind === 'actions', 'repositories');
        })),
    ];
}
/** Whether a repository is certainly among those that a pattern stands for; what has a topic is not known. */
function covers(pattern, kinds, place) {
    if (place.scope !== 'repository' || !('name' in pattern) || !kinds.includes(place.kind))
        return false;
    if (pattern.owner.toLowerCase() !== place.owner.toLowerCase())
        return false;
    return (0,places_patterns/* fitsWildcards */.M1)(pattern.name.toLowerCase(), place.repo.toLowerCase());
}

;// CONCATENATED MODULE: ./build/config/file/key-source.js


/**
 * What a step is told for one key of a file: what the key says, what the file's defaults say, and else what the
 * step's own inputs say. Credentials and what a run is to do come from the step alone.
 * @param fields the inputs that the file may give
 */
function sourceFor(source, key, file, fields) {
    const fromFile = (name) => (fields.has(name) ? key.value(name) : undefined);
    return {
        ...source,
        keyName: key.name,
        input: (name) => fromFile(name) ?? source.input(name),
        locate(name) {
            if (!fields.has(name))
                return undefined;
            // What neither the file nor the step says is missed where the key stands.
            const given = source.input(name) !== '' && source.input(name) !== defaultOf(name);
            if (fromFile(name) === undefined && given)
                return undefined;
            return { name: `keys.${key.name}.${name}`, at: { file, ...key.position(name) } };
        },
    };
}
function defaultOf(name) {
    return definitionOf(name).default;
}
/** The keys of a file that the input `key` picks, or what is wrong with it; all of them where it is empty. */
function pickKeys(keys, picked) {
    const names = splitList(picked);
    if (names.length === 0)
        return { keys, problems: [] };
    const unknown = names.filter((name) => keys.every((key) => key.name !== name));
    const problems = unknown.map((name) => ({
        input: 'key',
        problem: `the file has no key ${JSON.stringify(name)}`,
        remedy: `one or several of ${keys.map((key) => key.name).join(', ')}`,
    }));
    return { keys: keys.filter(({ name }) => names.includes(name)), problems };
}

;// CONCATENATED MODULE: ./build/config/read-inputs.js


















/**
 * Reads and checks all that a run was told, before anything else happens. Nothing is asked of any service here. An
 * input that the command does not use is not looked at.
 * @param config the file of keys, where the step names one
 */
function readInputs(source, config) {
    if (config !== undefined)
        return readFile(source, config);
    const result = asInputs(readOne(source));
    if (source.input('key').trim() === '')
        return result;
    const problem = {
        input: 'key',
        problem: 'it picks keys of a file, and there is none',
        remedy: 'name the file in config, or leave key out',
    };
    return { ok: false, problems: [...(result.ok ? [] : result.problems), problem] };
}
function readOne(source) {
    const reader = createReader(source);
    const command = readCommand(reader);
    if (command === undefined)
        readCommon(reader, source);
    const inputs = command && readFor(command, reader, source);
    return inputs !== undefined && reader.problems.length === 0
        ? { ok: true, inputs }
        : { ok: false, problems: reader.problems };
}
const FILE_FIELDS = new Set(Object.keys(schema/* KEY_FIELDS */.MN));
/** Reads what each key of a file is told: every problem of every picked key at once, and each only once. */
function readFile(source, { path, content }) {
    if (!content.ok)
        return content;
    const picked = pickKeys(content.keys, source.input('key'));
    if (picked.problems.length > 0)
        return { ok: false, problems: picked.problems };
    const planning = source.input('command') === 'plan';
    const base = planning ? asDryRun(source) : source;
    const told = content.keys.map((key) => ({ key, source: sourceFor(base, key, path, FILE_FIELDS) }));
    const mixed = new Set(told.map((one) => one.source.input('issuer') || 'scaleway')).size > 1;
    const read = told.map(({ key, source: own }) => ({
        name: key.name,
        picked: picked.keys.includes(key),
        result: readOne({ ...own, mixed }),
    }));
    const [first, second] = read.filter((key) => key.picked);
    if (first !== undefined && source.input('command') === 'retrieve') {
        if (second === undefined)
            return asInputs(first.result);
        const remedy = `one of ${content.keys.map(({ name }) => name).join(', ')}`;
        return { ok: false, problems: [{ input: 'key', problem: 'retrieve hands over one key', remedy }] };
    }
    const problems = read.flatMap((key) => (key.picked && !key.result.ok ? key.result.problems : []));
    const keys = read.flatMap(({ name, result, picked: isPicked }) => result.ok && result.inputs.command !== 'retrieve' ? [{ name, isPicked, inputs: result.inputs }] : []);
    const rotated = keys.flatMap(({ inputs, ...key }) => inputs.command === 'check' ? [] : [{ ...key, inputs }]);
    const checked = keys.flatMap(({ inputs, ...key }) => inputs.command === 'check' ? [{ ...key, inputs }] : []);
    const reader = createReader(source);
    const jobs = planning ? reader.optional('jobs', wholeNumber(1, job_plan/* MOST_JOBS */.r2)) : undefined;
    const clashes = collisions(keys, (name, field) => {
        const position = content.keys.find((key) => key.name === name)?.position(field);
        return position && { file: path, ...position };
    });
    const all = distinct([...problems, ...clashes, ...reader.problems]);
    if (all.length > 0)
        return { ok: false, problems: all };
    if (checked.length > 0) {
        const chosen = checked.filter(({ isPicked }) => isPicked).map(({ name, inputs }) => ({ name, inputs }));
        return { ok: true, inputs: checkOf(chosen) };
    }
    const chosen = rotated.filter(({ isPicked }) => isPicked).map(({ name, inputs }) => ({ name, inputs }));
    const others = rotated
        .filter(({ isPicked }) => !isPicked)
        .map(({ name, inputs }) => ({ name, inputs: inputs.targets }));
    if (!planning)
        return { ok: true, inputs: { command: 'fleet', keys: chosen, others } };
    return { ok: true, inputs: { command: 'plan', keys: chosen, others, ...(jobs !== undefined && { jobs }) } };
}
/** What one key alone is told, without a file. */
function asInputs(result) {
    if (!result.ok)
        return result;
    const { inputs } = result;
    if (inputs.command !== 'check')
        return { ok: true, inputs };
    return { ok: true, inputs: checkOf([{ name: undefined, inputs }]) };
}
/** What is to alarm is said once, for all keys. */
function checkOf(keys) {
    return { command: 'check', keys, failOn: keys.slice(0, 1).flatMap(({ inputs }) => inputs.failOn) };
}
/** A plan is made of what a rotation would do now. */
function asDryRun(source) {
    const said = { command: 'rotate', 'dry-run': 'true' };
    return { ...source, input: (name) => said[name] ?? source.input(name) };
}
/** What every key is told by the step, such as a credential, is wrong once and not once for each key. */
function distinct(problems) {
    return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
function readFor(command, reader, source) {
    if (command === 'retrieve')
        return readRetrieve(reader, source);
    return command === 'check' ? readCheck(reader, source) : readRotation(reader, source, command);
}
function readCommand(reader) {
    const command = reader.required('command', oneOf(COMMANDS, 'a command'));
    if (command !== 'plan')
        return command;
    const problem = 'plan spreads the keys of a file over jobs, and there is no file';
    reader.reject('command', problem, 'name the file in config');
    return undefined;
}
/** What every command needs: with a command that cannot be run, its problems are worth telling all the same. */
function readCommon(reader, source) {
    const scalewayUrl = readScalewayUrl(reader);
    readTrigger(reader, source, [scalewayUrl]);
    readScaleway(reader, scalewayUrl);
}
function readRotation(reader, source, command) {
    const issuer = readIssuer(reader);
    refuseSecretId(reader);
    const { scalewayUrl, githubUrl, keysApiUrl } = readAddresses(reader, source, issuer === 'keys-api');
    const scaleway = readScaleway(reader, scalewayUrl);
    const github = readGithub(reader, githubUrl);
    const keysApi = keysApiUrl && readKeysApi(reader, keysApiUrl, command);
    const key = readKey(reader, issuer);
    const own = readOwnRepository(reader);
    const store = readStore(reader, issuer, source.keyName, () => own);
    const keepVersions = reader.required('keep-versions', wholeNumber(1, MOST_KEPT_VERSIONS));
    const targets = readTargets(reader, own, issuer);
    const oldKey = readOldKey(reader, issuer);
    if (key && oldKey)
        checkLifetimes(reader, key, oldKey, issuer === 'scaleway');
    if (key && issuer === 'keys-api' && command === 'rollover')
        checkRolloverWindow(reader, key.rolloverWindow);
    if (issuer === 'keys-api' && command === 'retire') {
        reader.reject('command', 'a keys API ends a key when it is rolled over or expires, and at no other time, so there is nothing to retire', 'rollover, rotate, retrieve or rollback; deactivate a leaked key in the service itself');
    }
    const dryRun = reader.required('dry-run', BOOLEAN);
    const rotator = readRotator(reader, own, source.keyName);
    if (!scaleway || !github || !key || !store || !oldKey || !rotator)
        return undefined;
    if (keepVersions === undefined || dryRun === undefined)
        return undefined;
    if (issuer === 'keys-api' && keysApi === undefined)
        return undefined;
    return {
        command,
        dryRun,
        ...(keysApi !== undefined && { keysApi }),
        scaleway,
        github,
        key,
        store: { ...store, keepVersions },
        targets,
        oldKey,
        rotator,
    };
}
function readRetrieve(reader, source) {
    const scalewayUrl = readScalewayUrl(reader);
    readTrigger(reader, source, [scalewayUrl]);
    const issuer = reader.required('issuer', ISSUER) ?? 'scaleway';
    const place = namesSecretById(reader)
        ? readPlaceById(reader, scalewayUrl, source.keyName)
        : readPlaceByName(reader, scalewayUrl, issuer, source.keyName);
    const exportEnv = reader.required('export-env', BOOLEAN);
    if (place === undefined || exportEnv === undefined)
        return undefined;
    return { command: 'retrieve', issuer, exportEnv, ...place };
}
function readPlaceById(reader, url, keyName) {
    const scaleway = readScalewayWithoutProject(reader, url);
    const id = readSecretId(reader, keyName);
    return scaleway === undefined || id === undefined ? undefined : { scaleway, store: { id } };
}
function readPlaceByName(reader, url, issuer, keyName) {
    const scaleway = readScaleway(reader, url);
    const store = readStore(reader, issuer, keyName, () => readOwnRepository(reader));
    if (scaleway === undefined || store === undefined)
        return undefined;
    const { projectId, ...connection } = scaleway;
    return { scaleway: connection, store: { ...store, projectId } };
}


/***/ }),

/***/ 7476:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  $z: () => (/* binding */ causedBy),
  uh: () => (/* binding */ createGithub),
  eQ: () => (/* binding */ githubFailure),
  fl: () => (/* binding */ otherwise),
  cu: () => (/* binding */ requireStatus)
});

// EXTERNAL MODULE: ./build/rotation/model/ports.js
var ports = __nccwpck_require__(8209);
// EXTERNAL MODULE: ./build/http/connection.js + 1 modules
var connection = __nccwpck_require__(4717);
// EXTERNAL MODULE: ./build/http/confirmed-status.js
var confirmed_status = __nccwpck_require__(2103);
// EXTERNAL MODULE: ./build/http/json-only.js
var json_only = __nccwpck_require__(802);
;// CONCATENATED MODULE: ./build/github/client/octokit.js
/**
 * GitHub's own client, only the part that is used. What `@actions/github` adds to it (a method for every endpoint of
 * GitHub, pages, proxies) is not, and is most of what there would be to load. It is loaded with the first request, so
 * that no other service's first one waits for it.
 */
function getOctokit(token, options) {
    let loading;
    const load = async () => {
        const { Octokit } = await __nccwpck_require__.e(/* import() */ 194).then(__nccwpck_require__.bind(__nccwpck_require__, 5194));
        return new Octokit({ ...options, auth: token });
    };
    const request = async (...parameters) => {
        const octokit = await (loading ??= load());
        return octokit.request(...parameters);
    };
    // Its type has an overload for every endpoint, which no function written here could have.
    return { request: request };
}

;// CONCATENATED MODULE: ./build/github/client/client.js





/**
 * GitHub's client.
 * @param connection the `fetch` that keeps the rules of the house (connection.ts)
 * @param signIn a token, or what signs each request by itself
 */
function createGithub(connection, apiUrl, signIn) {
    const signs = typeof signIn !== 'string';
    return getOctokit(signs ? SIGNED_ELSEWHERE : signIn, {
        ...(signs && { authStrategy: () => ({ hook: signIn }) }),
        baseUrl: apiUrl,
        userAgent: 'scaleway-key-rotation',
        // What goes wrong is told by whoever asked, with what it means; the client's own log, which is the console where
        // none is handed over here, would say it twice, or tell users that GitHub is to drop an address.
        request: { fetch: (0,json_only/* jsonOnly */.r)('GitHub', connection), log: { warn: silent } },
    });
}
/** What the client wants for a token where none is sent: the strategy takes its place. */
const SIGNED_ELSEWHERE = 'none';
function silent() {
    // on purpose
}
/**
 * Reads an error of GitHub's client.
 * @throws the error itself where it does not come from the service, such as a deadline that has passed
 */
function githubFailure(error) {
    if (!(error instanceof Error))
        throw error;
    // The client wraps what the connection throws.
    const unreached = [error, error.cause].find((one) => one instanceof Error && one.name === 'ConnectionError');
    if (unreached instanceof Error) {
        const { message } = unreached;
        return { status: undefined, message, ...(unreached instanceof connection/* Redirected */.cz && { redirected: true }) };
    }
    // Never sent, so it is like any refusal for too many requests.
    const postponed = [error, error.cause].find((one) => one instanceof Error && one.name === 'Postponed');
    if (postponed instanceof Error)
        return { status: 429, message: postponed.message, notSent: true };
    if ('response' in error &&
        'status' in error &&
        typeof error.status === 'number' &&
        error.response !== undefined) {
        const { status, message } = error;
        // GitHub refuses for too many requests with either status.
        return { status: status === 403 && /rate limit/i.test(message) ? 429 : status, message };
    }
    throw error.cause instanceof Error ? error.cause : error;
}
/**
 * Accepts the answer to a change only with a status that GitHub documents for it: 201 or 204. Any other success comes
 * from something in between.
 * @param what the request, for the message
 * @throws {AmbiguousResult} for any other status: the result is unknown
 */
function requireStatus(answer, what, confirming) {
    if (confirming.includes(answer.status))
        return answer;
    throw new ports/* AmbiguousResult */.qF((0,confirmed_status/* unconfirmedStatus */.l)('GitHub', what, answer.status, confirming));
}
/** What to do about a failure that says nothing of what was asked for. */
function otherwise({ status, redirected }) {
    if (redirected === true)
        return { remedy: 'Name it as it is called now', knownCause: 'github-repository-renamed' };
    if (status === 429)
        return { remedy: 'Run again later', knownCause: 'github-too-many-requests' };
    if (status === undefined || status >= 500)
        return { remedy: 'Run again later', knownCause: 'github-unreachable' };
    return { remedy: 'Check this input' };
}
/** Whether an error is of a kind, or was wrapped around one by GitHub's client. */
function causedBy(error, kind) {
    return error instanceof kind || (error instanceof Error && error.cause instanceof kind);
}


/***/ }),

/***/ 2633:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ leastSeconds),
/* harmony export */   XE: () => (/* binding */ pointsOf),
/* harmony export */   il: () => (/* binding */ spread),
/* harmony export */   r2: () => (/* binding */ MOST_JOBS)
/* harmony export */ });
/** The most jobs that a matrix can have. */
const MOST_JOBS = 256;
/** What GitHub counts for a request that writes, and for one that reads. */
const WRITE_POINTS = 5;
const READ_POINTS = 1;
/** GitHub's points a minute. */
const POINTS_PER_MINUTE = 900;
/** Where nobody says how many jobs there are to be: one for so many writes. */
const WRITES_PER_JOB = 100;
/** How many points of GitHub's budget a load costs. */
function pointsOf({ writes, reads }) {
    return writes * WRITE_POINTS + reads * READ_POINTS;
}
/**
 * Spreads keys over jobs so that each has about as many points to spend: the heaviest key first, always to the job
 * that has least. More jobs are more isolation and no more speed, because they share GitHub's limits.
 * @param jobs how many jobs there are to be at most; as few as seem sensible where undefined
 * @returns no job without a key; the keys of a job in the order of the file
 */
function spread(loads, jobs) {
    const total = loads.reduce((sum, { writes }) => sum + writes, 0);
    const wanted = jobs ?? Math.max(1, Math.ceil(total / WRITES_PER_JOB));
    const count = Math.min(wanted, MOST_JOBS, loads.length);
    const bins = Array.from({ length: count }, () => ({ points: 0, loads: [] }));
    for (const load of loads.toSorted((a, b) => pointsOf(b) - pointsOf(a))) {
        const lightest = bins.reduce((least, bin) => (isLighter(bin, least) ? bin : least));
        lightest.points += pointsOf(load);
        lightest.loads.push(load);
    }
    const all = bins.reduce((sum, { points }) => sum + points, 0);
    // No job may be left without any, however little it is expected to need.
    const parts = bins.map((bin) => ({
        ...bin,
        part: all === 0 ? 1 : Math.max(bin.points / all, 0.5 / count),
    }));
    const whole = parts.reduce((sum, { part }) => sum + part, 0);
    return parts.map(({ loads: own, part }) => ({
        keys: loads.filter((load) => own.includes(load)).map(({ name }) => name),
        writes: own.reduce((sum, { writes }) => sum + writes, 0),
        reads: own.reduce((sum, { reads }) => sum + reads, 0),
        budget: part / whole,
    }));
}
function isLighter(a, b) {
    return a.points < b.points || (a.points === b.points && a.loads.length < b.loads.length);
}
/**
 * How long a number of points takes at least under GitHub's limits, in seconds: the first minute's points go out at
 * once, every further minute's when that one is over.
 */
function leastSeconds(points) {
    return Math.max(0, Math.ceil(points / POINTS_PER_MINUTE) - 1) * 60;
}


/***/ }),

/***/ 9513:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  YK: () => (/* binding */ APP_TOKEN),
  Yr: () => (/* binding */ failedRead),
  o0: () => (/* binding */ forbidden),
  K: () => (/* binding */ readProblem)
});

// EXTERNAL MODULE: ./build/github/client/client.js + 1 modules
var client = __nccwpck_require__(7476);
;// CONCATENATED MODULE: ./build/github/places/token-permissions.js
const OF_REPOSITORY = {
    actions: 'Secrets: write',
    dependabot: 'Dependabot secrets: write',
    codespaces: 'Codespaces secrets: write',
    agents: 'Agent secrets: write',
};
const OF_ORGANIZATION = {
    actions: 'Secrets: write',
    dependabot: 'Organization dependabot secrets: write',
    codespaces: 'Organization codespaces secrets: write',
    agents: 'Agent secrets: write',
};
/** What to grant a token that is to write there, in the words of GitHub's settings. */
function permissionFor(place, thing) {
    const { scope, kind } = place;
    // Environments have one permission for everything in them.
    if (scope === 'environment')
        return 'permission Environments: write';
    const permission = thing === 'variables'
        ? 'Variables: write'
        : (scope === 'repository' ? OF_REPOSITORY : OF_ORGANIZATION)[kind];
    return scope === 'organization'
        ? `organization permission ${permission} (a classic token: the scope admin:org)`
        : `permission ${permission}`;
}

// EXTERNAL MODULE: ./build/github/places/places.js
var places = __nccwpck_require__(7319);
;// CONCATENATED MODULE: ./build/github/places/explain-refusal.js



/** GitHub's own token starts with this, and so does a GitHub App's. */
const INSTALLATION_TOKEN = 'ghs_';
/** What stands for the token of an App, which changes, where one kind of token is told from another. */
const APP_TOKEN = 'github-app';
/**
 * Explains why a place could not be read, asking once more where GitHub says 404 for two reasons.
 * @param token only its prefix is looked at, to tell a workflow's own token
 */
async function readProblem(octokit, token, place, thing, failure) {
    if (failure.status === 403)
        return forbidden(token, place, thing, failure.message);
    if (failure.status === 404)
        return notFound(octokit, token, place, thing, failure.message);
    return failedRead((0,places/* inputOf */.wg)(place), (0,places/* placeLabel */.sk)(place), failure);
}
/** Explains why something could not be read for other reasons than a place's own. */
function failedRead(about, label, failure) {
    const { status, message } = failure;
    if (status === 403 && asksForSingleSignOn(message))
        return singleSignOn(label, message);
    if (status === 401) {
        return {
            about: 'github-token',
            problem: 'GitHub does not accept the token (401)',
            remedy: 'Give a token that is neither expired nor revoked',
            knownCause: 'github-token-not-accepted',
        };
    }
    return { about, problem: `${label} could not be read: ${message}`, ...(0,client/* otherwise */.fl)(failure) };
}
/** Only the text tells: GitHub answers as it does to a token without the permission. */
function asksForSingleSignOn(message) {
    return /\bSAML\b|single sign-on|\bSSO\b/i.test(message);
}
function singleSignOn(label, message) {
    return {
        about: 'github-token',
        problem: `${label} belongs to an organization with single sign-on, for which the token is not authorized (${message})`,
        remedy: 'Authorize the token for the organization ("Configure SSO" beside it in the settings of its owner), or use a ' +
            'GitHub App, which needs no such authorization',
        knownCause: 'github-single-sign-on',
    };
}
/** Explains a refusal for want of a permission. */
function forbidden(token, place, thing, message) {
    const permission = permissionFor(place, thing);
    if (message.includes('archived')) {
        return {
            about: (0,places/* inputOf */.wg)(place),
            problem: `${(0,places/* placeLabel */.sk)(place)} is archived (${message})`,
            remedy: 'Unarchive the repository, or take it out of the targets',
            knownCause: 'github-repository-archived',
        };
    }
    if (asksForSingleSignOn(message))
        return singleSignOn((0,places/* placeLabel */.sk)(place), message);
    const problem = `the token may not use the ${thing} of ${(0,places/* placeLabel */.sk)(place)} (${message})`;
    if (token.startsWith(INSTALLATION_TOKEN)) {
        return {
            about: 'github-token',
            problem,
            remedy: 'If it is GITHUB_TOKEN: that one can never write secrets; give a fine-grained personal access token, or the ' +
                `token of a GitHub App, with the ${permission}`,
            knownCause: 'github-github_token-used',
        };
    }
    return {
        about: 'github-token',
        problem,
        remedy: `Give the token the ${permission}`,
        knownCause: token === APP_TOKEN ? 'github-app-permission-missing' : 'github-token-permission-missing',
    };
}
/** GitHub says 404 of what is not there, and of what the token may not see. */
async function notFound(octokit, token, place, thing, message) {
    const about = (0,places/* inputOf */.wg)(place);
    const permission = permissionFor(place, thing);
    if (place.scope === 'organization') {
        const { organization } = place;
        if (await canSee(octokit, 'GET /orgs/{org}', { org: organization }))
            return forbidden(token, place, thing, message);
        return {
            about,
            problem: `there is no organization ${organization} that the token can see (a person's account has no secrets of this sort)`,
            remedy: `Correct the name, or give the token access to the organization and the ${permission}`,
            knownCause: 'github-target-not-found',
        };
    }
    const { owner, repo } = place;
    const plain = place.scope === 'repository' && place.kind === 'actions' && thing === 'secrets';
    if (!plain && (await canSee(octokit, 'GET /repos/{owner}/{repo}', { owner, repo }))) {
        if (place.scope === 'environment') {
            return {
                about,
                problem: `the repository ${owner}/${repo} has no environment "${place.environment}" that the token can read`,
                remedy: 'Create the environment, or correct its name (an environment in another repository is owner/repo/name)',
                knownCause: 'github-target-not-found',
            };
        }
        return {
            about: 'kinds',
            problem: `GitHub knows no ${thing} of this kind in ${(0,places/* placeLabel */.sk)(place)}, or hides them from the token (${message})`,
            remedy: `Take the kind out where this GitHub does not have it, or give the token the ${permission}`,
            knownCause: 'github-target-not-found',
        };
    }
    return {
        about,
        problem: `the token cannot see the repository ${owner}/${repo}, or there is none of this name`,
        remedy: `Correct the name, or give the token access to the repository and the ${permission}`,
        knownCause: 'github-target-not-found',
    };
}
async function canSee(octokit, route, parts) {
    try {
        await octokit.request(route, { ...parts });
        return true;
    }
    catch {
        return false; // asked only to word a message better: not to know is as good as no
    }
}


/***/ }),

/***/ 2191:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ isId)
/* harmony export */ });
/* harmony import */ var _rotation_model_recorded_identities_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7752);

/** Whether a number can be GitHub's ID of something. */
function isId(id) {
    return id !== undefined && Number.isSafeInteger(id) && id > 0 && id < _rotation_model_recorded_identities_js__WEBPACK_IMPORTED_MODULE_0__/* .ID_LIMIT */ .ao;
}


/***/ }),

/***/ 1882:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ listAll),
/* harmony export */   t: () => (/* binding */ checkedItem)
/* harmony export */ });
/* harmony import */ var _lib_map_concurrent_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1522);
/* harmony import */ var _http_connection_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4717);


/** The most that GitHub puts on a page. */
const PAGE_SIZE = 100;
/** The most pages that are read: an organization of 20,000 repositories. */
const MOST_PAGES = 200;
/** Pages that are read at once. */
const PAGES_SIDE_BY_SIDE = 10;
/**
 * Reads a list to its end. GitHub says with the first page how many there are, so the others need not wait for each other.
 * @param itemsOf what stands on a page
 * @throws {Error} where it is longer than anything that this action reads
 * @returns the items, and the first page, for what else it says
 */
async function listAll(octokit, { route, parts }, itemsOf) {
    const read = async (page) => {
        const more = page === 1 ? {} : { page };
        const answer = await octokit.request(`GET ${route}`, { ...parts, per_page: PAGE_SIZE, ...more });
        return { data: answer.data, link: answer.headers.link };
    };
    const first = await read(1);
    const last = lastPage(first.link);
    if (last > MOST_PAGES)
        throw new Error(`GitHub announced a list of ${last} pages; this action reads at most ${MOST_PAGES}`);
    const rest = await (0,_lib_map_concurrent_js__WEBPACK_IMPORTED_MODULE_1__/* .mapConcurrent */ ._)(PAGES_SIDE_BY_SIDE, Array.from({ length: last - 1 }, (_, index) => index + 2), read);
    const pages = [first, ...rest].map(({ data }) => itemsOf(data));
    return {
        items: pages.flatMap((page) => listIn(page).map((item) => checkedItem(item))),
        first: first.data,
    };
}
function listIn(page) {
    if (Array.isArray(page))
        return page;
    throw new _http_connection_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectionError */ .Rc("GitHub's answer is not what GitHub answers: there is no list in it");
}
/**
 * What GitHub tells of a secret, a variable or a repository. That all of them have in common is checked, as an answer
 * may come from something in between: a name or a number, and the rest of the type that GitHub documents, where it is there at all.
 * @throws {ConnectionError} where it is something else
 */
function checkedItem(data) {
    const { name, id, updated_at, value, topics } = (data ?? {});
    const isItem = (typeof name === 'string' || (name === undefined && id !== undefined)) &&
        (id === undefined || typeof id === 'number') &&
        (value === undefined || typeof value === 'string') &&
        (topics === undefined || Array.isArray(topics)) &&
        (updated_at === undefined || (typeof updated_at === 'string' && !Number.isNaN(Date.parse(updated_at))));
    if (!isItem)
        throw new _http_connection_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectionError */ .Rc("GitHub's answer is not what GitHub answers: something in it has a wrong type");
    return data;
}
/** The number of the last page, from the `Link` header; 1 where the first is the only one. */
function lastPage(link) {
    const address = /<([^>]+)>;\s*rel="last"/.exec(link ?? '')?.[1] ?? '';
    return Number(/[?&]page=(\d+)/.exec(address)?.[1] ?? 1);
}


/***/ }),

/***/ 6312:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   M1: () => (/* binding */ fitsWildcards),
/* harmony export */   U: () => (/* binding */ patternText),
/* harmony export */   fL: () => (/* binding */ MOST_MATCHED),
/* harmony export */   gI: () => (/* binding */ listOrganization),
/* harmony export */   u5: () => (/* binding */ matchRepositories),
/* harmony export */   wZ: () => (/* binding */ inShort)
/* harmony export */ });
/* harmony import */ var _client_client_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7476);
/* harmony import */ var _paginate_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1882);
/* harmony import */ var _explain_refusal_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9513);
/* harmony import */ var _listing_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2191);




/** How many repositories the patterns of one run may stand for together. */
const MOST_MATCHED = 1000;
/** How many names a message lists. */
const MOST_LISTED = 10;
/** What a repository can be called: the name becomes a part of addresses and messages. */
const NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
/** A pattern as it is written. */
function patternText(pattern) {
    return `${pattern.owner}/${'topic' in pattern ? `topic:${pattern.topic}` : pattern.name}`;
}
/**
 * Finds out which repositories patterns stand for at this moment. Archived ones, which take no secrets, are left out, and
 * so are public ones unless they are included.
 */
async function matchRepositories(octokit, reads, patterns, includePublic) {
    const owners = new Map(patterns.map(({ owner }) => [owner.toLowerCase(), owner]));
    const lists = await Promise.all([...owners].map(async ([id, owner]) => [id, await listRepositories(octokit, reads, owner)]));
    const unlisted = lists.flatMap(([id, list]) => ('problem' in list && list.mayPass ? [id] : []));
    const listed = new Map(lists);
    const repositories = new Map();
    const leftOut = new Map();
    const archived = new Set();
    const problems = lists.flatMap(([, list]) => ('problem' in list ? [list.problem] : []));
    for (const pattern of patterns) {
        const list = listed.get(pattern.owner.toLowerCase());
        if (list === undefined || 'problem' in list)
            continue;
        const fitting = list.filter((repository) => fits(pattern, repository));
        const living = fitting.filter((repository) => repository.archived !== true);
        const open = includePublic ? [] : living.filter(isPublic);
        if (living.length === open.length)
            problems.push(nothingFits(pattern, fitting.length - living.length, open.length));
        for (const repository of fitting) {
            const { name } = repository;
            const place = { owner: pattern.owner, repo: name };
            const full = `${pattern.owner}/${name}`;
            if (repository.archived === true)
                archived.add(full);
            else if (open.includes(repository))
                leftOut.set(full.toLowerCase(), place);
            else if (!repositories.has(full.toLowerCase()))
                repositories.set(full.toLowerCase(), {
                    ...place,
                    pattern: patternText(pattern),
                    ids: idsOf(repository),
                });
        }
    }
    if (repositories.size > MOST_MATCHED) {
        const problem = {
            about: 'repositories',
            problem: `${patterns.map(patternText).join(', ')} stand for ${repositories.size} repositories, and one run takes at most ${MOST_MATCHED}`,
            remedy: 'Use narrower patterns, or several jobs',
        };
        return { repositories: [], leftOut: [], problems: [...problems, problem], notes: [], unlisted };
    }
    const note = `Left out, because archived repositories take no secrets: ${inShort([...archived])}`;
    const notes = archived.size === 0 ? [] : [note];
    return {
        repositories: [...repositories.values()],
        leftOut: [...leftOut.values()],
        problems,
        notes,
        unlisted,
    };
}
async function listRepositories(octokit, reads, owner) {
    try {
        const { answer } = await reads.repositories.ask(owner.toLowerCase(), () => listOrganization(octokit, owner));
        if (!answer.every(({ name }) => NAME.test(name)))
            throw new Error(`GitHub lists a repository of ${owner} under a name that is none`);
        return answer;
    }
    catch (error) {
        const failure = (0,_client_client_js__WEBPACK_IMPORTED_MODULE_0__/* .githubFailure */ .eQ)(error);
        const label = `the list of ${owner}'s repositories`;
        if (failure.status !== 404)
            return { problem: (0,_explain_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .failedRead */ .Yr)('repositories', label, failure), mayPass: true };
        const problem = {
            about: 'repositories',
            problem: `there is no organization ${owner} that the token can see, so that no pattern can be looked up in it`,
            remedy: "Correct the name; a person's repositories have to be named one by one",
            knownCause: 'github-target-not-found',
        };
        return { problem, mayPass: false };
    }
}
/** Asks GitHub for an organization's repositories, as it lists them. */
async function listOrganization(octokit, owner) {
    const route = { route: '/orgs/{org}/repos', parts: { org: owner } };
    const page = (all) => all;
    return (await (0,_paginate_js__WEBPACK_IMPORTED_MODULE_1__/* .listAll */ ._)(octokit, route, page)).items;
}
function idsOf({ id, owner }) {
    return { repository: (0,_listing_js__WEBPACK_IMPORTED_MODULE_3__/* .isId */ .e)(id) ? id : undefined, owner: (0,_listing_js__WEBPACK_IMPORTED_MODULE_3__/* .isId */ .e)(owner?.id) ? owner.id : undefined };
}
/** Whether everybody can see a repository. An internal one is listed as private. */
function isPublic(repository) {
    return repository.private !== true;
}
function nothingFits(pattern, archived, open) {
    const kinds = [
        ...(archived === 0 ? [] : [`archived ones (${archived})`]),
        ...(open === 0 ? [] : [`public ones (${open})`]),
    ];
    const only = kinds.length === 0 ? '' : ` but ${kinds.join(' and ')}`;
    return {
        about: 'repositories',
        problem: `${patternText(pattern)} stands for no repository that the token can see${only}`,
        remedy: 'Correct the pattern, or give the token access to the repositories' +
            (open === 0 ? '' : '; for public ones set public-repositories: include'),
        knownCause: 'github-target-not-found',
    };
}
function fits(pattern, { name, topics = [] }) {
    if ('topic' in pattern)
        return topics.includes(pattern.topic.toLowerCase());
    return fitsWildcards(pattern.name.toLowerCase(), name.toLowerCase());
}
/** Whether a name fits a pattern in which `*` stands for any characters. No regular expression: those can take for ever. */
function fitsWildcards(pattern, name) {
    const [start = '', ...rest] = pattern.split('*');
    const end = rest.pop();
    if (end === undefined)
        return name === pattern;
    if (!name.startsWith(start))
        return false;
    let at = start.length;
    for (const part of rest) {
        const found = name.indexOf(part, at);
        if (found < 0)
            return false;
        at = found + part.length;
    }
    return name.length - end.length >= at && name.endsWith(end);
}
/** A list that stays readable. */
function inShort(names) {
    const more = names.length - MOST_LISTED;
    return names.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}


/***/ }),

/***/ 7319:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bv: () => (/* binding */ routeTo),
/* harmony export */   Lp: () => (/* binding */ roomIn),
/* harmony export */   VM: () => (/* binding */ placeId),
/* harmony export */   cF: () => (/* binding */ hasVariables),
/* harmony export */   d2: () => (/* binding */ SECRET_KINDS),
/* harmony export */   f0: () => (/* binding */ namePart),
/* harmony export */   jH: () => (/* binding */ distinctPlaces),
/* harmony export */   jZ: () => (/* binding */ VISIBILITIES),
/* harmony export */   sk: () => (/* binding */ placeLabel),
/* harmony export */   wg: () => (/* binding */ inputOf)
/* harmony export */ });
/** What reads a secret: jobs of Actions, Dependabot, Codespaces, or coding agents. Each kind has secrets of its own. */
const SECRET_KINDS = ['actions', 'dependabot', 'codespaces', 'agents'];
/** Which repositories of an organization may read one of its secrets or variables, as GitHub names it. */
const VISIBILITIES = ['all', 'private', 'selected'];
const KIND_NAMES = {
    actions: 'Actions',
    dependabot: 'Dependabot',
    codespaces: 'Codespaces',
    agents: 'agents',
};
/**
 * Identifies a place for ever: GitHub ignores the case of owners, repositories and environments. A repository has a
 * slash in it and an organization none, so no two places share an id.
 */
function placeId(place) {
    if (place.scope === 'organization')
        return `${place.kind}\n${place.organization}`.toLowerCase();
    const environment = place.scope === 'environment' ? `\n${place.environment}` : '';
    return `${place.kind}\n${place.owner}/${place.repo}${environment}`.toLowerCase();
}
/** The places without repetition; the first way of writing one stays. */
function distinctPlaces(places) {
    const byId = new Map();
    for (const place of places)
        if (!byId.has(placeId(place)))
            byId.set(placeId(place), place);
    return [...byId.values()];
}
/** A place in a reader's words. Actions, the usual kind, goes without saying. */
function placeLabel(place) {
    const kind = place.kind === 'actions' ? '' : ` (${KIND_NAMES[place.kind]})`;
    if (place.scope === 'organization')
        return `organization ${place.organization}${kind}`;
    const repository = `${place.owner}/${place.repo}`;
    return place.scope === 'repository'
        ? `${repository}${kind}`
        : `environment ${place.environment} of ${repository}`;
}
/** The input that names a place. */
function inputOf(place) {
    if (place.scope === 'repository')
        return 'repositories';
    return place.scope === 'environment' ? 'environments' : 'organization';
}
/** Whether a place has variables as well: they are of Actions alone. */
function hasVariables(place) {
    return place.kind === 'actions';
}
/** How the API calls the name of an entry in an address. */
function namePart(thing) {
    return thing === 'secrets' ? 'secret_name' : 'name';
}
function routeTo(place, thing) {
    if (place.scope === 'organization')
        return { route: `/orgs/{org}/${place.kind}/${thing}`, parts: { org: place.organization } };
    const { owner, repo } = place;
    if (place.scope === 'repository')
        return { route: `/repos/{owner}/{repo}/${place.kind}/${thing}`, parts: { owner, repo } };
    return {
        route: `/repos/{owner}/{repo}/environments/{environment_name}/${thing}`,
        parts: { owner, repo, environment_name: place.environment },
    };
}
/** How many secrets or variables a place holds at most, as GitHub documents it. */
function roomIn(place, thing) {
    const { kind, scope } = place;
    if (thing === 'secrets')
        return scope === 'organization' && kind !== 'codespaces' ? 1000 : 100;
    return { repository: 500, environment: 100, organization: 1000 }[scope];
}


/***/ }),

/***/ 9927:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Mc: () => (/* binding */ entriesOf),
/* harmony export */   Xx: () => (/* binding */ valueFor),
/* harmony export */   m6: () => (/* binding */ secretNamesIn)
/* harmony export */ });
/** What a secret of this name gets. */
function valueFor(names, name, credential, bundle) {
    if (names.accessKey.includes(name))
        return credential.accessKey;
    return names.secretKey.includes(name) ? credential.secret : bundle(credential);
}
/** The names of all secrets that a place gets. */
function secretNamesIn({ accessKey, secretKey, bundle }) {
    return [...accessKey, ...secretKey, ...bundle];
}
/** All that a place gets, in a reader's words: `SCW_ACCESS_KEY`, `the variable SCW_ACCESS_KEY`. */
function entriesOf(names, variables) {
    const named = variables ? names.accessKeyVariable.map((name) => `the variable ${name}`) : [];
    return [...secretNamesIn(names), ...named];
}


/***/ }),

/***/ 2103:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ unconfirmedStatus),
/* harmony export */   x: () => (/* binding */ confirmedBy)
/* harmony export */ });
/* harmony import */ var _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8209);

/**
 * A `fetch` that accepts a success only with a status that the service documents for it. Any other 2xx comes from
 * something in between, so the result of the change is unknown.
 * @param statuses the statuses that confirm a change, by method; a method that is not listed is not checked
 * @throws {AmbiguousResult} for any other 2xx
 */
function confirmedBy(service, statuses, connection) {
    return async (input, init) => {
        const answer = await connection(input, init);
        const method = input instanceof Request ? input.method : (init?.method ?? 'GET');
        const confirming = statuses[method];
        if (!answer.ok || confirming === undefined || confirming.includes(answer.status))
            return answer;
        throw new _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_0__/* .AmbiguousResult */ .qF(unconfirmedStatus(service, method, answer.status, confirming));
    };
}
/** What to report of a success with a status that does not confirm a change. */
function unconfirmedStatus(service, what, status, confirming) {
    return (`${service} answered ${what} with ${status}, and only ${confirming.join(' or ')} confirms it: the result is unknown. ` +
        `A proxy or gateway may have answered in place of ${service}`);
}


/***/ }),

/***/ 4717:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Rc: () => (/* binding */ ConnectionError),
  cz: () => (/* binding */ Redirected),
  tq: () => (/* binding */ createConnection)
});

// EXTERNAL MODULE: ./build/rotation/model/ports.js
var ports = __nccwpck_require__(8209);
// EXTERNAL MODULE: ./build/rotation/model/context.js
var context = __nccwpck_require__(2562);
;// CONCATENATED MODULE: ./build/http/limit-headers.js
/** GitHub's resets are in whole seconds, and so is its `Date`. */
const ROUNDING_MS = 1000;
/**
 * Reads whether an answer is a refusal for too many requests. Without a header it shows in the text alone, which is
 * looked at and not believed beyond that: at worst a refusal is taken for one that waiting helps against.
 * @param now GitHub's time, for an answer that does not tell it
 */
async function readLimitRefusal(answer, now) {
    const { status, headers } = answer;
    if (status !== 429 && status !== 403)
        return undefined;
    const allowance = readAllowance(headers, now);
    const kind = allowance?.remaining === 0 ? 'primary' : 'secondary';
    const after = Number(headers.get('retry-after') ?? Number.NaN);
    if (Number.isFinite(after))
        return { kind, waitMs: Math.max(0, after) * 1000 };
    if (allowance?.remaining === 0)
        return { kind, waitMs: allowance.resetInMs };
    if (status === 429 || /rate limit/i.test(await answer.clone().text()))
        return { kind, waitMs: undefined };
    return undefined;
}
/**
 * Reads what is left of the hour; undefined where the headers do not say (as on a server without limits), or speak of
 * another budget than the usual one, such as the one for searches.
 */
function readAllowance(headers, now) {
    if ((headers.get('x-ratelimit-resource') ?? 'core') !== 'core')
        return undefined;
    const remaining = numberIn(headers, 'x-ratelimit-remaining');
    const reset = numberIn(headers, 'x-ratelimit-reset');
    if (remaining === undefined || reset === undefined)
        return undefined;
    const date = new Date(headers.get('date') ?? Number.NaN);
    const from = Number.isNaN(date.getTime()) ? now : date;
    return { remaining, reset, resetInMs: Math.max(0, reset * 1000 - from.getTime()) + ROUNDING_MS };
}
function numberIn(headers, name) {
    const text = headers.get(name);
    return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

;// CONCATENATED MODULE: ./build/http/connection.js



/** The service could not be reached, or did not answer like itself. */
class ConnectionError extends Error {
    name = 'ConnectionError';
}
/** The service sent the request elsewhere, as GitHub does with a repository that was renamed. It had no effect. */
class Redirected extends ConnectionError {
}
/** A request that was sent and not answered. */
class Unanswered extends Error {
    name = 'Unanswered';
}
/** Time limit for one request and its answer, in milliseconds. It lies well inside the deadline of a run. */
const TIME_LIMIT_MS = 20_000;
/** How often a request is sent in all. */
const ATTEMPTS = 5;
const ATTEMPTS_FORBIDDEN = 3;
/** Waits between two attempts, in milliseconds: doubled each time, at most the second number, and jittered. */
const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 5_000;
/** The longest that a service may ask to wait; more than this and the run ends, to be finished by the next one. */
const LONGEST_ASKED_WAIT_MS = 120_000;
/** The largest answer that is read, in bytes. A page of 100 keys or secrets is a small part of it. */
const LARGEST_ANSWER = 4 * 1024 * 1024;
/**
 * A `fetch` for one service, for its client library to use. It sends nothing to any other host, follows no redirect,
 * bounds time and size, learns the service's time, and tries again what may be sent twice. A POST is sent again only
 * after a refusal that had no effect (429); where nobody knows whether it had one it throws {@link AmbiguousResult}.
 */
function createConnection(options) {
    const { service, clock, debug, limiter } = options;
    const origin = new URL(options.baseUrl).origin;
    return async (input, init) => {
        const { method, url, headers, body } = await partsOf(input, init);
        // Paths hold names and ids, never a secret; queries may hold more than a log needs.
        const what = `${method} ${url.pathname}`;
        if (url.origin !== origin)
            throw new ConnectionError(`${what} was to go to ${url.origin}, not to ${origin}`);
        const changes = method !== 'GET' && method !== 'HEAD';
        const repeatable = method !== 'POST';
        const replaces = method === 'PUT';
        const request = { method, headers, redirect: 'manual', ...(body === '' ? {} : { body }) };
        /** Sends it once, when it is its turn; whether it may change something is asked after that wait. */
        async function send() {
            const turn = await limiter?.turn(request.method);
            let end;
            try {
                if (changes)
                    options.allowChange();
                const began = performance.now();
                const answer = await bounded(() => options.fetch(url, { ...request, signal: AbortSignal.timeout(TIME_LIMIT_MS) })).catch((error) => {
                    throw new Unanswered(`${service} did not answer ${what}: ${reasonOf(error)}`, { cause: error });
                });
                debug(`${service} ${answer.status} ${what} (${Math.round(performance.now() - began)} ms)`);
                const date = new Date(answer.headers.get('date') ?? Number.NaN);
                if (!Number.isNaN(date.getTime()))
                    clock.learn(date);
                if (turn === undefined)
                    return { answer, limited: false, mostAttempts: () => ATTEMPTS };
                const refusal = await readLimitRefusal(answer, clock.now());
                const { status } = answer;
                const allowance = readAllowance(answer.headers, clock.now());
                end = { refusal, allowance, effect: status < 300 || status === 408 || status >= 500 };
                return { answer, limited: refusal !== undefined, mostAttempts: turn.mostAttempts };
            }
            finally {
                turn?.end(end);
            }
        }
        // What an earlier attempt may have done, a later one that is refused or not sent does not undo.
        let unknown;
        for (let attempt = 1, refused = 0;; attempt += 1) {
            let sent;
            try {
                sent = await send();
            }
            catch (error) {
                if (!(error instanceof Unanswered)) {
                    if (unknown !== undefined && isNotSent(error))
                        throw new ports/* AmbiguousResult */.qF(unknown, { cause: error });
                    throw error;
                }
                const { message, cause } = error;
                debug(message);
                if (replaces)
                    unknown = message;
                if (!repeatable)
                    throw new ports/* AmbiguousResult */.qF(message, { cause });
                if (attempt >= ATTEMPTS)
                    throw new ConnectionError(message, { cause });
                await clock.sleep(backoff(attempt));
                continue;
            }
            const { answer, limited, mostAttempts } = sent;
            if (limited && refused + 1 < mostAttempts()) {
                // Refused without effect; the limiter lets it through when it may be sent again.
                refused += 1;
                attempt -= 1;
                continue;
            }
            if (answer.status >= 300 && answer.status < 400 && answer.status !== 304) {
                throw new Redirected(`${service} answered ${what} with a redirect (${answer.status}), and credentials follow none. ` +
                    'Was something renamed or moved? Name it by its new name');
            }
            if (!repeatable && (answer.status >= 500 || answer.status === 408)) {
                throw new ports/* AmbiguousResult */.qF(`${service} answered ${what} with ${answer.status}: nobody knows whether it took effect`);
            }
            const wait = limited ? undefined : waitBefore(answer, attempt, clock.now(), options.retryForbidden);
            if (wait === undefined) {
                if (unknown === undefined || !isRefusal(answer.status))
                    return answer;
                throw new ports/* AmbiguousResult */.qF(`${unknown}; when it was sent again, ${service} answered ${answer.status}`);
            }
            if (replaces && answer.status >= 500)
                unknown = `${service} answered ${what} with ${answer.status}: the result is unknown`;
            await clock.sleep(wait);
        }
        /* c8 ignore next -- nothing but an answer or an error ends the loop */
    };
}
/** Whether a status refuses a request; a server error leaves its result open by itself. A 422 is for the caller. */
function isRefusal(status) {
    return status >= 400 && status < 500 && status !== 422;
}
/** Whether an error says that a request was not sent, and that the run goes on or ends in good order. */
function isNotSent(error) {
    return error instanceof ports/* Postponed */.Dz || error instanceof context/* Interrupted */.j;
}
/** How long to wait before the request is sent again; undefined where the answer is final. */
function waitBefore(answer, attempt, now, retryForbidden) {
    if (attempt >= ATTEMPTS)
        return undefined;
    const { status, headers } = answer;
    const limited = status === 429 || (status === 403 && isRateLimit(headers));
    if (limited) {
        const asked = askedWait(headers, now);
        return asked === undefined ? backoff(attempt + 1) : asked <= LONGEST_ASKED_WAIT_MS ? asked : undefined;
    }
    if (status === 408 || status >= 500)
        return backoff(attempt);
    if (status === 403 && retryForbidden && attempt < ATTEMPTS_FORBIDDEN)
        return backoff(attempt);
    return undefined;
}
function isRateLimit(headers) {
    return headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0';
}
/** What GitHub asks for: `Retry-After`, else the reset of an empty budget. Scaleway asks for nothing. */
function askedWait(headers, now) {
    const after = Number(headers.get('retry-after') ?? Number.NaN);
    if (Number.isFinite(after))
        return after * 1000;
    if (headers.get('x-ratelimit-remaining') !== '0')
        return undefined;
    const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN);
    return Number.isFinite(reset) ? Math.max(0, reset * 1000 - now.getTime()) + 1000 : undefined;
}
function backoff(attempt) {
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
    return longest / 2 + (Math.random() * longest) / 2;
}
/** What is to be sent. A client that hands over a text, or nothing but a `Request`, needs no `Request` made of it. */
async function partsOf(input, init = {}) {
    const { method = 'GET', headers = {}, body = '' } = init;
    if (!(input instanceof Request) && typeof body === 'string')
        return { method: method.toUpperCase(), url: new URL(input), headers, body };
    const request = input instanceof Request && Object.keys(init).length === 0 ? input : new Request(input, init);
    const url = new URL(request.url);
    const text = request.body === null ? '' : await request.text();
    return { method: request.method, url, headers: request.headers, body: text };
}
/** Reads an answer whole, so that one that is cut short counts as none; refuses one that is too large. */
async function bounded(ask) {
    const answer = await ask();
    if (answer.body === null)
        return answer;
    const chunks = [];
    let size = 0;
    for await (const chunk of answer.body) {
        const bytes = chunk;
        size += bytes.length;
        if (size > LARGEST_ANSWER)
            throw new Error(`the answer has more than ${LARGEST_ANSWER} bytes`);
        chunks.push(bytes);
    }
    const { status, statusText, headers } = answer;
    return new Response(Buffer.concat(chunks), { status, statusText, headers: decodedHeaders(headers) });
}
/** The body was decoded while it was read. */
function decodedHeaders(headers) {
    const copy = new Headers(headers);
    copy.delete('content-encoding');
    copy.delete('content-length');
    return copy;
}
function reasonOf(error) {
    if (!(error instanceof Error))
        return 'the connection failed';
    if (error.name === 'TimeoutError')
        return `no answer within ${TIME_LIMIT_MS / 1000} s`;
    const { cause } = error;
    return cause instanceof Error
        ? cause.message || ('code' in cause && String(cause.code)) || error.message
        : error.message;
}


/***/ }),

/***/ 489:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ createDeadline)
/* harmony export */ });
/* unused harmony export DeadlinePassed */
/* harmony import */ var _rotation_model_policy_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8575);

/** The run is older than any run may be; what it would change now could undo what another one did since. */
class DeadlinePassed extends Error {
    name = 'DeadlinePassed';
}
/**
 * What is asked before each request that changes something.
 * @param limitMs what is changed later than this after the run began is refused
 * @throws {DeadlinePassed} when the run began more than D ago by the services' time (protocol, D), or `limitMs`
 */
function createDeadline(clock, limitMs = _rotation_model_policy_js__WEBPACK_IMPORTED_MODULE_0__/* .RUN_DEADLINE_MS */ .Y) {
    const began = clock.stamp();
    const leftMs = () => limitMs - (clock.now().getTime() - began().getTime());
    const check = () => {
        if (leftMs() > 0)
            return;
        const minutes = limitMs / 60_000;
        throw new DeadlinePassed(`this run began more than ${minutes} minutes ago, so it changes nothing more: another one may be at work. The next run goes on from here`);
    };
    return Object.assign(check, { leftMs });
}


/***/ }),

/***/ 802:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ jsonOnly)
/* harmony export */ });
/* harmony import */ var _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8209);
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4717);


/**
 * A `fetch` for a client that hands on whatever an answer holds, be it a gateway's page that asks to sign in. What is
 * neither empty nor the JSON of an object or a list is no answer of the service: where something was to be made, nobody
 * knows whether it was.
 */
function jsonOnly(service, connection) {
    return async (input, init) => {
        const answer = await connection(input, init);
        if (!answer.ok || answer.body === null)
            return answer;
        const text = await answer.text();
        const { status, statusText, headers } = answer;
        const method = input instanceof Request ? input.method : (init?.method ?? 'GET');
        const mayBeEmpty = method !== 'GET' && method !== 'POST';
        if ((text === '' && mayBeEmpty) || isJson(text))
            return new Response(text, { status, statusText, headers });
        const told = `${service}'s answer (${status}) is not what ${service} answers: it is no JSON. Something in between may answer in its place`;
        throw method === 'POST' ? new _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_0__/* .AmbiguousResult */ .qF(told) : new _connection_js__WEBPACK_IMPORTED_MODULE_1__/* .ConnectionError */ .Rc(told);
    };
}
function isJson(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === 'object' && value !== null;
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 2749:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ createFetch)
/* harmony export */ });
/** Either spelling counts, as everywhere. */
const VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
/**
 * A `fetch` that goes through the proxies which the runner's environment names (`HTTPS_PROXY`, `HTTP_PROXY`, and not
 * what `NO_PROXY` lists), as self-hosted runners need. Node's own does not; the client that can is loaded only then.
 * A proxy gets a tunnel and no more: what goes through it is encrypted between the action and the service.
 */
async function createFetch(env) {
    if (VARIABLES.every((name) => (env[name] ?? '') === ''))
        return fetch;
    const { EnvHttpProxyAgent, fetch: fetchBy } = await __nccwpck_require__.e(/* import() */ 752).then(__nccwpck_require__.t.bind(__nccwpck_require__, 4371, 19));
    const dispatcher = new EnvHttpProxyAgent();
    // The same standard from the same hands; only the types have two homes.
    return ((input, init) => fetchBy(input, { ...init, dispatcher }));
}


/***/ }),

/***/ 4641:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ createServiceClock)
/* harmony export */ });
/**
 * Makes a service's clock. Between answers it runs with whichever of the machine's clocks moved further since: the
 * steady one stands still while a machine sleeps, the other one may be set while it runs. Too late is the safe side.
 */
function createServiceClock(sleep) {
    let told = false;
    let learned = { date: Date.now(), wall: Date.now(), steady: performance.now() };
    /** What fixes the moments that no answer has come since. */
    let open = [];
    const timeAt = (wall, steady) => new Date(learned.date + Math.max(wall - learned.wall, steady - learned.steady));
    return {
        now: () => timeAt(Date.now(), performance.now()),
        stamp() {
            const wall = Date.now();
            const steady = performance.now();
            let fixed;
            // By the first answer after it, and by no later one: before the very first the machine's clock may be wrong by
            // hours, and a machine that sleeps later, its steady clock with it, must not take this moment along.
            open.push(() => {
                fixed = new Date(learned.date + Math.min(0, steady - learned.steady));
            });
            return () => fixed ?? timeAt(wall, steady);
        },
        told: () => (told ? timeAt(Date.now(), performance.now()) : undefined),
        learn(date) {
            told = true;
            learned = { date: date.getTime(), wall: Date.now(), steady: performance.now() };
            for (const fix of open)
                fix();
            open = [];
        },
        sleep,
    };
}


/***/ }),

/***/ 1296:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2413);
/* harmony import */ var _commands_retrieve_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6544);
/* harmony import */ var _commands_scaleway_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1569);
/* harmony import */ var _commands_stop_signal_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(5128);
/* harmony import */ var _config_file_load_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(200);
/* harmony import */ var _config_read_inputs_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(7760);
/* harmony import */ var _report_text_sanitized_core_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(8516);
/* harmony import */ var _lib_yield_to_event_loop_js__WEBPACK_IMPORTED_MODULE_10__ = __nccwpck_require__(9605);
/* harmony import */ var _http_proxy_js__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(2749);
/* harmony import */ var _trust_masks_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(9572);











const { mask, redact } = (0,_trust_masks_js__WEBPACK_IMPORTED_MODULE_6__/* .createMasker */ .a)(_actions_core__WEBPACK_IMPORTED_MODULE_1__.setSecret);
/** Everything that is printed goes through this; `core` itself prints nothing but masks. */
const printer = (0,_report_text_sanitized_core_js__WEBPACK_IMPORTED_MODULE_7__/* .sanitizeCore */ .T)(_actions_core__WEBPACK_IMPORTED_MODULE_1__, redact);
/**
 * Reads what the run was told, runs the command, reports. The only code that runs when this file is loaded. What a
 * command does not need is not loaded, and what is needed later is loaded while the first answers are waited for.
 */
async function main() {
    // Before anything else, malformed values included: a secret in the wrong input is still a secret.
    for (const name of _config_read_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .SECRET_VARIABLES */ .VP)
        mask(process.env[name] ?? '');
    const source = {
        input: (name) => _actions_core__WEBPACK_IMPORTED_MODULE_1__.getInput(name),
        env: process.env,
        event: readEvent(),
        redact,
    };
    const given = await readAll(source);
    // Nothing that is started or loaded later needs to find them here.
    for (const name of _config_read_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .SECRET_VARIABLES */ .VP)
        Reflect.deleteProperty(process.env, name);
    for (const name of (0,_config_read_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .unknownInputs */ .qs)(process.env))
        printer.warning(`Unknown input: ${name}`, { title: 'Inputs' });
    if (!given.ok) {
        const { printProblems } = await Promise.all(/* import() */[__nccwpck_require__.e(344), __nccwpck_require__.e(451), __nccwpck_require__.e(485)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3485));
        printProblems(printer, given.problems, redact);
        _actions_core__WEBPACK_IMPORTED_MODULE_1__.setOutput('outcome', 'failed');
        _actions_core__WEBPACK_IMPORTED_MODULE_1__.setOutput('changed', 'false');
        const count = given.problems.length === 1 ? '1 problem' : `${given.problems.length} problems`;
        fail(`Nothing was changed: ${count} with the inputs, listed above.`, 'Key rotation: failed');
        return;
    }
    const stop = (0,_commands_stop_signal_js__WEBPACK_IMPORTED_MODULE_8__/* .createStopSignal */ .V)();
    const surroundings = {
        fetch: await (0,_http_proxy_js__WEBPACK_IMPORTED_MODULE_9__/* .createFetch */ .H)(process.env),
        mask,
        // The runner hides such lines unless somebody debugs, and there may be thousands.
        debug: _actions_core__WEBPACK_IMPORTED_MODULE_1__.isDebug()
            ? (line) => {
                printer.debug(line);
            }
            : () => undefined,
        sleep: stop.sleep,
        stopping: stop.stopping,
    };
    const { inputs } = given;
    if (inputs.command === 'retrieve')
        await retrieve(inputs, surroundings);
    else if (inputs.command === 'fleet')
        await fleet(inputs, surroundings);
    else if (inputs.command === 'plan')
        await plan(inputs, surroundings);
    else if (inputs.command === 'check')
        await check(inputs, surroundings);
    else
        await rotate(inputs, surroundings);
}
/** Reads the inputs, and the file of keys where one is named; what can read that one is loaded only then. */
async function readAll(source) {
    const path = source.input('config').trim();
    if (path === '')
        return (0,_config_read_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .readInputs */ .Ko)(source);
    const loaded = (0,_config_file_load_js__WEBPACK_IMPORTED_MODULE_4__/* .loadConfig */ .Z)(path, process.env['GITHUB_WORKSPACE']);
    if (!loaded.ok)
        return { ok: false, problems: [loaded.problem] };
    const { parseConfig } = await Promise.all(/* import() */[__nccwpck_require__.e(225), __nccwpck_require__.e(13)]).then(__nccwpck_require__.bind(__nccwpck_require__, 4013));
    return (0,_config_read_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .readInputs */ .Ko)(source, { path, content: parseConfig(loaded.text, path) });
}
async function rotate(inputs, surroundings) {
    // Most of the action is loaded while this is answered.
    const scaleway = (0,_commands_scaleway_js__WEBPACK_IMPORTED_MODULE_3__/* .askAhead */ .xT)((0,_commands_scaleway_js__WEBPACK_IMPORTED_MODULE_3__/* .openScaleway */ .yI)(inputs, surroundings));
    await (0,_lib_yield_to_event_loop_js__WEBPACK_IMPORTED_MODULE_10__/* .yieldToEventLoop */ .h)();
    const { policyOf, runRotate } = await Promise.all(/* import() */[__nccwpck_require__.e(836), __nccwpck_require__.e(344), __nccwpck_require__.e(189)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5189));
    const policy = policyOf(inputs);
    const early = [];
    let tell = (event) => {
        early.push(event);
    };
    const running = runRotate(inputs, policy, surroundings, (event) => {
        tell(event);
    }, { scaleway });
    await (0,_lib_yield_to_event_loop_js__WEBPACK_IMPORTED_MODULE_10__/* .yieldToEventLoop */ .h)();
    const { createLog, limitAnnotations, renderSummary, rotationOutputs, troubleshootingPage } = await Promise.all(/* import() */[__nccwpck_require__.e(344), __nccwpck_require__.e(451), __nccwpck_require__.e(485)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3485));
    const page = troubleshootingPage(process.env);
    const annotations = limitAnnotations(printer);
    // The clock began with the process, and so did the run.
    const log = createLog({ core: annotations, redact, dryRun: inputs.dryRun, page, began: 0 });
    for (const event of early)
        log.tell(event);
    tell = log.tell;
    const outcome = await running;
    const verdict = log.finish(outcome, policy);
    annotations.finish();
    const context = { redact, notes: log.notes, page };
    setOutputs(rotationOutputs(outcome, policy, context));
    await writeSummary(() => renderSummary(outcome, policy, context));
    await end(verdict, outcome.kind);
}
async function fleet(inputs, surroundings) {
    const { runFleet } = await Promise.all(/* import() */[__nccwpck_require__.e(836), __nccwpck_require__.e(344), __nccwpck_require__.e(189), __nccwpck_require__.e(451), __nccwpck_require__.e(757)]).then(__nccwpck_require__.bind(__nccwpck_require__, 4757));
    const { fleetOutcome, fleetOutputs, fleetVerdict, renderFleetSummary, troubleshootingPage } = await Promise.all(/* import() */[__nccwpck_require__.e(344), __nccwpck_require__.e(451), __nccwpck_require__.e(485)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3485));
    const page = troubleshootingPage(process.env);
    const results = await runFleet(inputs, surroundings, printer, redact, page, ({ name, verdict }, done) => {
        printer.info(`${name}: ${verdict} (${done} of ${inputs.keys.length} keys)`);
    });
    setOutputs(fleetOutputs(results));
    await writeSummary(() => renderFleetSummary(results));
    await end(fleetVerdict(results), fleetOutcome(results));
}
async function plan(inputs, surroundings) {
    const { runPlan } = await Promise.all(/* import() */[__nccwpck_require__.e(836), __nccwpck_require__.e(344), __nccwpck_require__.e(189), __nccwpck_require__.e(996)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3996));
    const planned = await runPlan(inputs, surroundings);
    const { errorText, matrixOf, planVerdict, renderPlan } = await Promise.all(/* import() */[__nccwpck_require__.e(344), __nccwpck_require__.e(451), __nccwpck_require__.e(485)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3485));
    for (const { name, outcome } of planned.unknown) {
        const words = errorText(outcome.error, redact).join(' ');
        printer.warning(`${name} could not be looked at; its job will say so again. ${words}`, { title: name });
    }
    setOutputs({ outcome: 'planned', changed: 'false', matrix: matrixOf(planned) });
    await writeSummary(() => renderPlan(planned));
    printer.info(planVerdict(planned));
}
async function check(inputs, surroundings) {
    const { runCheck } = await Promise.all(/* import() */[__nccwpck_require__.e(836), __nccwpck_require__.e(344), __nccwpck_require__.e(189), __nccwpck_require__.e(332)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5332));
    const { checkFails, checkOutputs, checkVerdict, createCheckLog, renderCheckSummary, saveReport } = await Promise.all(/* import() */[__nccwpck_require__.e(344), __nccwpck_require__.e(451), __nccwpck_require__.e(485)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3485));
    const { failOn } = inputs;
    const log = createCheckLog({ core: printer, redact });
    const results = await runCheck(inputs, surroundings, log.tell);
    log.print(results, failOn);
    const { outputs, whole } = checkOutputs(results, failOn, redact);
    setOutputs({ ...outputs, 'report-file': saveReport(whole, process.env['RUNNER_TEMP']) });
    await writeSummary(() => renderCheckSummary(results, failOn, redact));
    const verdict = checkVerdict(results, failOn, redact);
    if (checkFails(results, failOn))
        fail(verdict, 'Key check');
    else
        printer.info(verdict);
}
function setOutputs(outputs) {
    for (const [name, value] of Object.entries(outputs))
        _actions_core__WEBPACK_IMPORTED_MODULE_1__.setOutput(name, value);
}
async function writeSummary(render) {
    try {
        await _actions_core__WEBPACK_IMPORTED_MODULE_1__.summary.addRaw(redact(render())).write();
    }
    catch (error) {
        // The rotation is what it is; only the page about it is missing.
        const { errorText } = await Promise.all(/* import() */[__nccwpck_require__.e(344), __nccwpck_require__.e(451), __nccwpck_require__.e(485)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3485));
        printer.warning(errorText(error, redact).join('\n'), { title: 'Job summary' });
    }
}
/** The last line of the log. */
async function end(verdict, kind) {
    const { isFailure } = await Promise.all(/* import() */[__nccwpck_require__.e(344), __nccwpck_require__.e(451), __nccwpck_require__.e(485)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3485));
    if (isFailure(kind))
        fail(verdict, `Key rotation: ${kind}`);
    else
        printer.info(verdict);
}
/** Fails the step, as the toolkit's own `setFailed` does, which knows no title. */
function fail(message, title) {
    process.exitCode = _actions_core__WEBPACK_IMPORTED_MODULE_1__.ExitCode.Failure;
    printer.error(message, { title });
}
async function retrieve(inputs, surroundings) {
    const found = await (0,_commands_retrieve_js__WEBPACK_IMPORTED_MODULE_2__/* .runRetrieve */ .s)(inputs, surroundings);
    const { exportedVariables, retrieveOutputs } = await Promise.all(/* import() */[__nccwpck_require__.e(344), __nccwpck_require__.e(451), __nccwpck_require__.e(485)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3485));
    setOutputs(retrieveOutputs(found, inputs.issuer, mask));
    if (inputs.exportEnv) {
        for (const [name, value] of Object.entries(exportedVariables(found, inputs.issuer)))
            _actions_core__WEBPACK_IMPORTED_MODULE_1__.exportVariable(name, value);
    }
    printer.info(`Retrieved the key ${found.credential.accessKey} (version ${found.revision} of the secret).`);
}
/** The event that started the workflow; undefined where there is none to read. Only `workflow_run` needs it. */
function readEvent() {
    const path = process.env['GITHUB_EVENT_PATH'];
    if (path === undefined || path === '')
        return undefined;
    try {
        return JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8'));
    }
    catch (error) {
        printer.debug(`The event at GITHUB_EVENT_PATH cannot be read: ${String(error)}`);
        return undefined;
    }
}
/** Reports what no command expects, and fails the step. */
async function failed(error) {
    const { printError, troubleshootingPage } = await Promise.all(/* import() */[__nccwpck_require__.e(344), __nccwpck_require__.e(451), __nccwpck_require__.e(485)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3485));
    printError(printer, error, 'The run could not go on', redact, troubleshootingPage(process.env));
    _actions_core__WEBPACK_IMPORTED_MODULE_1__.setOutput('outcome', 'failed');
    fail('The run failed; see the errors above.', 'Key rotation: failed');
}
// Node itself would print the error as it is, and it can hold text from elsewhere.
process.on('uncaughtException', (error) => {
    void failed(error).finally(() => process.exit(_actions_core__WEBPACK_IMPORTED_MODULE_1__.ExitCode.Failure));
});
try {
    await main();
}
catch (error) {
    await failed(error);
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 649:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ ROLLS_OVER_WITHIN_DAYS),
/* harmony export */   n: () => (/* binding */ createKeysApi)
/* harmony export */ });
/* harmony import */ var _lib_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5708);
/* harmony import */ var _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8209);
/* harmony import */ var _http_connection_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4717);



/** How long before its end the service rolls a key over; an expired one as well. */
const ROLLS_OVER_WITHIN_DAYS = 7;
/** A service with a keys API (`POST /keys/create`, `POST /keys/rollover`) as an issuer: it shows each key once. */
function createKeysApi(options) {
    const { url, token, expiry, mask } = options;
    async function post(path, body) {
        const answer = await options.api(`${url}${path}`, {
            method: 'POST',
            headers: {
                authorization: `Bearer ${token}`,
                'content-type': 'application/json',
                accept: 'application/json',
            },
            body: JSON.stringify(body),
        });
        return readAnswer(answer.status, await answer.text(), mask);
    }
    return {
        kind: 'blind',
        rollsOverWithinMs: ROLLS_OVER_WITHIN_DAYS * 86_400_000,
        async create() {
            const { name, permissions } = options;
            const answer = await post('/keys/create', { name, permissions, expiry });
            if (isRefusal(answer))
                throw new _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .RunProblems */ .ww([refusal(answer, 'make a key')]);
            return newKey(answer, 'make a key');
        },
        async rollOver(source) {
            const which = 'id' in source ? { expired_key_id: source.id } : { api_key: source.credential.secret };
            const answer = await post('/keys/rollover', { ...which, expiry });
            if (!isRefusal(answer))
                return { kind: 'made', key: newKey(answer, 'roll the key over') };
            const message = answer.message.toLowerCase();
            if (message.includes('expired or expiring within'))
                return { kind: 'not-yet' };
            if (message.includes('key not found')) {
                return { kind: 'unknown-key', problem: unknownKey(answer, source) };
            }
            return { kind: 'refused', problem: refusal(answer, 'roll the key over') };
        },
        probe: options.verify && ((credential) => probe(options.verify, credential)),
        first: firstSource(options.first),
        problems: (at) => tokenProblems(token, at),
    };
}
function firstSource(first) {
    if (first === undefined || 'id' in first)
        return first;
    return { credential: { accessKey: (0,_lib_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__/* .fingerprint */ .R)(first.key), secret: first.key } };
}
/**
 * Reads an answer. A key in it is masked before anything else happens to it; and where the answer is not JSON, it is
 * kept as a secret as a whole, because nobody knows where in it a key stands.
 */
function readAnswer(status, text, mask) {
    const fields = jsonObject(text);
    if (fields === undefined) {
        if (status < 400)
            mask(text);
        return { status, message: '', key: undefined, expiresAt: undefined };
    }
    // The guide of the service shows the answer with this envelope and, once, without.
    const data = isObject(fields['data']) ? fields['data'] : fields;
    const at = (name) => [data[name], fields[name]].find((value) => typeof value === 'string' && value !== '');
    const key = at('api_key');
    if (key !== undefined)
        mask(key);
    const expiresAt = new Date(at('expires_at') ?? Number.NaN);
    const said = fields['status_code'];
    return {
        status: typeof said === 'number' && said >= 400 ? said : status,
        message: wordsOf(fields['message']),
        key,
        expiresAt: Number.isNaN(expiresAt.getTime()) ? undefined : expiresAt,
    };
}
function jsonObject(text) {
    try {
        const value = JSON.parse(text);
        return isObject(value) ? value : undefined;
    }
    catch {
        return undefined; // the parser's message would quote the answer
    }
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** A message is a text, or several in a list. */
function wordsOf(message) {
    const parts = Array.isArray(message) ? message : [message];
    return parts.filter((part) => typeof part === 'string').join('; ');
}
/** An answer that shows a key is none, whatever its number: the key is there. */
function isRefusal({ status, key }) {
    return key === undefined && status >= 400;
}
function newKey({ status, key, expiresAt }, doing) {
    if (key === undefined) {
        throw new _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .AmbiguousResult */ .qF(`the keys API was to ${doing}, and its answer (${status}) shows no key`);
    }
    return { credential: { accessKey: (0,_lib_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__/* .fingerprint */ .R)(key), secret: key }, expiresAt };
}
function unknownKey({ message }, source) {
    const about = 'id' in source ? 'keys-api-expired-key-id' : 'keys-api-key';
    return {
        about,
        problem: `the keys API knows no such key of this user (${message})`,
        remedy: 'Look whether keys-api-token signs in as the user that the key belongs to, and whether the key was deleted, ' +
            'deactivated or rolled over already; if it is gone, run once with command: rotate, which makes a new one',
    };
}
/** What a refusal means, and what to do. */
function refusal({ status, message }, doing) {
    const said = message === '' ? '' : `: ${message}`;
    const problem = `the keys API did not ${doing} (${status}${said})`;
    if (status === 401) {
        return {
            about: 'keys-api-token',
            problem: `the keys API does not accept the token (401${said})`,
            remedy: 'Sign in right before this step and hand the fresh JWT over; it has probably expired',
        };
    }
    if (status === 403) {
        const remedy = 'Sign in as a user who may manage keys';
        return { about: 'keys-api-token', problem, remedy };
    }
    if (status === 429)
        return { about: 'keys-api-url', problem, remedy: 'Run again later; nothing was changed' };
    if (message.includes('must be provided')) {
        return {
            about: 'keys-api-key',
            problem,
            remedy: 'Give keys-api-key or keys-api-expired-key-id; the service did not see the one that was sent',
        };
    }
    if (status === 404)
        return { about: 'keys-api-url', problem, remedy: 'Check the address: /keys/… follows on it' };
    const remedy = 'Check keys-api-name, keys-api-permissions and expiry against what the service knows';
    return { about: 'keys-api-url', problem, remedy };
}
/** Asks the service something with a key. What says nothing of the key is told as such, and is no error here. */
async function probe(verify, { secret }) {
    // A key that no header can carry is not sent: the error would quote it.
    if (verify === undefined || !/^[\x21-\x7e]+$/.test(secret))
        return 'unclear';
    try {
        const { status } = await verify.fetch(verify.url, { headers: { [verify.header]: secret } });
        if (status >= 200 && status < 300)
            return 'accepted';
        if (status === 401)
            return 'denied';
        return status === 403 ? 'forbidden' : 'unclear';
    }
    catch (error) {
        if (error instanceof _http_connection_js__WEBPACK_IMPORTED_MODULE_2__/* .ConnectionError */ .Rc)
            return 'unclear';
        throw error;
    }
}
/** Whether a token that says when it ends has ended; one that is no JWT says nothing. */
function tokenProblems(token, at) {
    const [, claims = ''] = token.split('.');
    const expires = jsonObject(Buffer.from(claims, 'base64url').toString('utf8'))?.['exp'];
    if (typeof expires !== 'number' || expires * 1000 > at.getTime())
        return [];
    const end = new Date(expires * 1000);
    const when = Number.isNaN(end.getTime()) ? 'long ago' : `on ${end.toISOString()}`;
    return [
        {
            about: 'keys-api-token',
            problem: `the token ended ${when}`,
            remedy: 'Sign in right before this step and hand the fresh JWT over',
        },
    ];
}


/***/ }),

/***/ 4244:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ errorMessage)
/* harmony export */ });
/** What something that was thrown says: mostly text from elsewhere. */
function errorMessage(error) {
    return error instanceof Error ? error.message : String(error);
}


/***/ }),

/***/ 5708:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ fingerprint)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);

/**
 * A name for a key that has no identifier of its own: the beginning of its SHA-256, which tells keys apart and says
 * nothing of them. By hand: `printf %s "$API_KEY" | sha256sum | cut -c1-12`.
 */
function fingerprint(key) {
    return `key-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(key).digest('hex').slice(0, 12)}`;
}


/***/ }),

/***/ 1522:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ mapConcurrent)
/* harmony export */ });
/**
 * Does something with every item, at most so many at a time, in order of their start.
 * @returns the results in the order of the items
 * @throws what the first failing one threw, after those under way have ended; no further one is begun then
 */
async function mapConcurrent(limit, items, work) {
    const results = [];
    const broken = [];
    let next = 0;
    const worker = async () => {
        while (next < items.length && broken.length === 0) {
            const index = next;
            next += 1;
            try {
                results[index] = await work(items[index]);
            }
            catch (error) {
                broken.push(error);
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
    if (broken.length > 0)
        throw broken[0];
    return results;
}


/***/ }),

/***/ 9605:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ yieldToEventLoop)
/* harmony export */ });
/** Lets what was asked so far go out, before the process is busy with loading what comes next. */
function yieldToEventLoop() {
    return new Promise((resolve) => {
        setImmediate(resolve);
    });
}


/***/ }),

/***/ 8516:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ sanitizeCore)
/* harmony export */ });
/* harmony import */ var _trust_sanitize_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5890);

/**
 * Wraps `@actions/core` so that everything that it prints is sanitized, whoever made the text: no line holds a secret or
 * a command to the runner. The rest of the action prints with this alone.
 */
function sanitizeCore(core, redact) {
    const clean = (text) => (0,_trust_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .sanitizeLines */ .X)(text, redact);
    const cleanProperties = ({ title, file, ...place }) => ({
        ...place,
        title: (0,_trust_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .sanitize */ .a)(title, redact),
        ...(file !== undefined && { file: (0,_trust_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .sanitize */ .a)(file, redact) }),
    });
    const annotate = (kind) => (message, properties) => {
        core[kind](clean(message), cleanProperties(properties));
    };
    return {
        info: (message) => {
            core.info(clean(message));
        },
        debug: (message) => {
            core.debug(clean(message));
        },
        startGroup: (name) => {
            core.startGroup((0,_trust_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .sanitize */ .a)(name, redact));
        },
        endGroup: () => {
            core.endGroup();
        },
        notice: annotate('notice'),
        warning: annotate('warning'),
        error: annotate('error'),
    };
}


/***/ }),

/***/ 2562:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ ROTATOR_TAG_PREFIX),
/* harmony export */   j: () => (/* binding */ Interrupted)
/* harmony export */ });
/** The prefix of the tag that says which rotator a secret belongs to. */
const ROTATOR_TAG_PREFIX = 'key-rotation:';
/** Somebody asked the run to end (a cancelled job). What was begun was finished; the next run does the rest. */
class Interrupted extends Error {
    name = 'Interrupted';
}


/***/ }),

/***/ 7332:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   ED: () => (/* binding */ unmarkedDescription),
/* harmony export */   MY: () => (/* binding */ writeDescription),
/* harmony export */   Q5: () => (/* binding */ wholeSecond),
/* harmony export */   VK: () => (/* binding */ shortDigest),
/* harmony export */   XF: () => (/* binding */ readDescription),
/* harmony export */   bV: () => (/* binding */ secretDigest)
/* harmony export */ });
/* unused harmony exports withoutMarks, shorten */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);

/** The longest description that Scaleway IAM takes, in characters. */
const MAX_DESCRIPTION = 200;
/** How many characters of a SHA-256 in base64url a digest has: 72 bits. */
const DIGEST_LENGTH = 12;
const SHAPE = /^\[key-rotation (made|stored|replaced|found) ([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}) ([0-9a-z]{1,16})(?: ([0-9a-z]{1,8}) ([\w-]{12}|-)(?: (\d{1,6})\.([\w-]{12})\.([0-9a-z]{1,8}))?)?\] ?(.*)$/s;
/**
 * Splits a key's description.
 * @returns the mark, undefined where there is none, and the user's own text without it
 */
function readDescription(description) {
    const found = SHAPE.exec(description);
    if (found === null)
        return { mark: undefined, text: description };
    const [, phase, secretId, attempt, at, digest, revision, table, publishedAt, text] = found;
    // What format 1 wrote has two phases and nothing after the attempt.
    if (at === undefined && phase !== 'made' && phase !== 'stored')
        return { mark: undefined, text: description };
    const mark = {
        phase: phase,
        secretId: secretId ?? '',
        attempt: attempt ?? '',
        at: at === undefined ? undefined : readTime(at),
        ...(digest !== undefined && digest !== '-' && { digest }),
        ...(revision !== undefined &&
            table !== undefined &&
            publishedAt !== undefined && {
            published: { revision: Number(revision), table, at: readTime(publishedAt) },
        }),
    };
    return { mark, text: text ?? '' };
}
/**
 * Writes a key's description: the mark, then the user's text, shortened so that the whole fits 200 characters.
 * The full text is kept in the version's record.
 */
function writeDescription({ phase, secretId, attempt, at, ...rest }, text) {
    const published = rest.published;
    const parts = [
        '[key-rotation',
        phase,
        secretId,
        attempt,
        ...(at === undefined ? [] : [writeTime(at), rest.digest ?? '-']),
        ...(at === undefined || published === undefined
            ? []
            : [`${published.revision}.${published.table}.${writeTime(published.at)}`]),
    ];
    const head = `${parts.join(' ')}]`;
    const ownText = withoutMarks(text);
    return ownText === '' ? head : shorten(`${head} ${ownText}`);
}
/** The description of a key that the rotation lets go: the user's text, without a mark. */
function unmarkedDescription(text) {
    return shorten(withoutMarks(text));
}
/** A text without anything that could be read as a mark, wherever it comes from (protocol, D11). */
function withoutMarks(text) {
    return text.replaceAll(/\[key-rotation [^\]]*\] ?/g, '').replaceAll('[key-rotation', '(key-rotation');
}
/** Cuts a text to what fits into a key's description, without splitting a character. */
function shorten(text) {
    const characters = Array.from(text);
    if (characters.length <= MAX_DESCRIPTION && text.length <= MAX_DESCRIPTION)
        return text;
    let cut = '';
    for (const character of characters) {
        if (cut.length + character.length > MAX_DESCRIPTION - 1)
            break;
        cut += character;
    }
    return `${cut}…`;
}
/** The digest that a mark has of its key's secret. It tells whether a stored payload is the key that was created. */
function secretDigest(secretId, { accessKey, secret }) {
    return shortDigest(`${secretId}\n${accessKey}\n${secret}`);
}
/** The beginning of a text's SHA-256, as marks have it. */
function shortDigest(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', text, 'base64url').slice(0, DIGEST_LENGTH);
}
/** A time as marks have it. Rounded up: what waits for a time to pass since then never waits too short. */
function wholeSecond(at) {
    return new Date(Math.ceil(at.getTime() / 1000) * 1000);
}
function writeTime(at) {
    return (wholeSecond(at).getTime() / 1000).toString(36);
}
function readTime(text) {
    return new Date(Number.parseInt(text, 36) * 1000);
}


/***/ }),

/***/ 8575:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ RUN_DEADLINE_MS),
/* harmony export */   i: () => (/* binding */ GARBAGE_AFTER_MS)
/* harmony export */ });
/**
 * D of the protocol: no request that changes something is sent later than this after the start of a run, in
 * milliseconds of the services' time. What others may conclude from a run's silence rests on it.
 */
const RUN_DEADLINE_MS = 30 * 60 * 1000;
/**
 * A key that still says `made` after this long is garbage for everyone. Twice the deadline: a `made` may turn
 * into `stored` until D after the key's creation, and the gap outlasts a list that shows it late.
 */
const GARBAGE_AFTER_MS = 2 * RUN_DEADLINE_MS;


/***/ }),

/***/ 8209:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dz: () => (/* binding */ Postponed),
/* harmony export */   I0: () => (/* binding */ TargetError),
/* harmony export */   qF: () => (/* binding */ AmbiguousResult),
/* harmony export */   ww: () => (/* binding */ RunProblems)
/* harmony export */ });
/** The result of a change is unknown: it got no answer, or an answer that does not confirm what was asked for. */
class AmbiguousResult extends Error {
    name = 'NoAnswer';
}
/** A request was not sent: its service's limits leave no time for it in this run. Nothing was changed by it. */
class Postponed extends Error {
    name = 'Postponed';
}
/** Problems that end a run. All that were found are listed; nothing was changed unless it says so. */
class RunProblems extends Error {
    name = 'RunProblems';
    problems;
    /** Whether the change that failed may have taken effect all the same: it got no answer, or a server error. */
    unknownEffect;
    constructor(problems, options) {
        const all = withoutRepetition(problems);
        super(all.map((p) => `${p.about}: ${p.problem}. ${p.remedy}`).join('\n'), options);
        this.problems = all;
        this.unknownEffect = options?.unknownEffect ?? false;
    }
}
/** Two requests that were refused for one reason are one problem. */
function withoutRepetition(problems) {
    return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
/** A target could not be written. `left` says what it holds now. */
class TargetError extends Error {
    name = 'TargetError';
    /** `untouched`: as it was. `restored`: a part was written and put back. `mixed`: a part is new and a part is old. `unknown`: no answer. */
    left;
    remedy;
    /** As of a {@link Problem}. */
    knownCause;
    constructor(message, left, remedy, options) {
        super(message, options);
        this.left = left;
        this.remedy = remedy;
        this.knownCause = options?.knownCause;
    }
}


/***/ }),

/***/ 5352:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $q: () => (/* binding */ secretTag),
/* harmony export */   aE: () => (/* binding */ readRecord),
/* harmony export */   jE: () => (/* binding */ tableDigest),
/* harmony export */   rh: () => (/* binding */ writeRecord)
/* harmony export */ });
/* harmony import */ var _recorded_identities_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7752);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7598);
/* harmony import */ var _mark_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7332);



const FORMAT = 2;
const LEGACY_FORMAT = 1;
const STAGES = new Map([
    ['pending', 'pending'],
    ['current', 'current'],
    ['previous', 'previous'],
    ['retired', 'retired'],
    ['abandoned', 'retired'],
]);
/**
 * A short name for a target's secret in a record. Two that share one by chance share an entry, of which the last
 * write counts; the other then looks as if someone had written it, and is written again: harmless.
 */
function secretTag(target, name) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_1__.hash)('sha256', `${target}\n${name}`, 'base64url').slice(0, 5);
}
/** Writes a record as the description of a version: one line of JSON of fixed shape. */
function writeRecord(record) {
    const spans = new Map();
    for (const [tag, span] of record.written) {
        const from = Math.floor(span.from.getTime() / 1000);
        const to = Math.ceil(span.to.getTime() / 1000);
        const key = `${from.toString(36)}+${(to - from).toString(36)}`;
        spans.set(key, (spans.get(key) ?? '') + tag);
    }
    return JSON.stringify({
        'key-rotation': FORMAT,
        stage: record.stage,
        key: record.accessKey,
        since: record.since.toISOString(),
        ...(record.retired === undefined ? {} : { retired: record.retired.toISOString() }),
        ...(record.promoted === undefined ? {} : { promoted: record.promoted.toISOString() }),
        ...(record.replaces === undefined ? {} : { replaces: record.replaces }),
        ...(record.adopted === undefined ? {} : { adopted: true }),
        ...(record.rolledBack === undefined ? {} : { rolledBack: true }),
        ...(record.rolledBackAt === undefined ? {} : { rolledBackAt: record.rolledBackAt.toISOString() }),
        ...(record.forged === undefined ? {} : { forged: true }),
        ...(record.issued === undefined ? {} : { issued: record.issued.toISOString() }),
        ...(record.madeBy === undefined ? {} : { madeBy: record.madeBy }),
        ...(record.expires === undefined ? {} : { expires: record.expires.toISOString() }),
        ...(record.rolledOver === undefined ? {} : { rolledOver: true }),
        ...(record.replacing === undefined ? {} : { replacing: record.replacing.toISOString() }),
        ...(record.unproven === undefined ? {} : { unproven: true }),
        run: record.run,
        ...(record.text === '' ? {} : { text: record.text }),
        ...(spans.size === 0 ? {} : { written: Object.fromEntries(spans) }),
        ...(record.asLeft === undefined ? {} : { asLeft: [...record.asLeft].flat().join('') }),
        ...(record.identities === undefined ? {} : { ids: (0,_recorded_identities_js__WEBPACK_IMPORTED_MODULE_0__/* .writeIdentities */ .Ye)(record.identities) }),
    });
}
/**
 * Reads a version's description. Anything that is not exactly what {@link writeRecord} writes is foreign, and is
 * left alone; a record of a newer format is told apart, so that an older action refuses instead of guessing.
 */
function readRecord(description) {
    let value;
    try {
        value = JSON.parse(description);
    }
    catch {
        return { kind: 'foreign' }; // a description that is not JSON is a person's, and none of our business
    }
    if (typeof value !== 'object' || value === null)
        return { kind: 'foreign' };
    const fields = value;
    const format = fields['key-rotation'];
    if (typeof format !== 'number')
        return { kind: 'foreign' };
    if (format > FORMAT)
        return { kind: 'newer', format };
    const known = format === FORMAT || format === LEGACY_FORMAT;
    const record = known ? recordFrom(fields, format === LEGACY_FORMAT) : undefined;
    return record === undefined ? { kind: 'foreign' } : { kind: 'ours', record };
}
/** The fields that hold a moment, besides `since`, which no record is without. */
const MOMENTS = ['retired', 'promoted', 'rolledBackAt', 'issued', 'expires', 'replacing'];
const TEXTS = ['replaces', 'madeBy'];
const FLAGS = ['adopted', 'rolledBack', 'forged', 'rolledOver', 'unproven'];
function recordFrom(fields, legacy) {
    const { key, run, text, written } = fields;
    const stage = typeof fields['stage'] === 'string' ? STAGES.get(fields['stage']) : undefined;
    if (stage === undefined)
        return undefined;
    // It becomes a part of addresses, and anybody may have written it.
    if (typeof key !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(key) || typeof run !== 'string')
        return undefined;
    const since = dateFrom(fields['since']);
    if (since === undefined)
        return undefined;
    const given = (name) => fields[name] !== undefined;
    const moments = MOMENTS.filter(given).map((name) => [name, dateFrom(fields[name])]);
    const texts = TEXTS.filter(given).map((name) => [name, fields[name]]);
    if (moments.some(([, date]) => date === undefined))
        return undefined;
    if ([...texts, ['text', text ?? '']].some(([, value]) => typeof value !== 'string'))
        return undefined;
    const spans = writtenFrom(written);
    const asLeft = digestsFrom(fields['asLeft']);
    const identities = (0,_recorded_identities_js__WEBPACK_IMPORTED_MODULE_0__/* .readIdentities */ .d1)(fields['ids']);
    if (spans === undefined || (given('asLeft') && asLeft === undefined))
        return undefined;
    if (given('ids') && identities === undefined)
        return undefined;
    const flags = FLAGS.filter((name) => fields[name] === true).map((name) => [name, true]);
    return {
        ...(legacy && { legacy }),
        stage,
        accessKey: key,
        since,
        ...Object.fromEntries([...moments, ...texts, ...flags]),
        run,
        text: text ?? '',
        written: spans,
        ...(asLeft === undefined ? {} : { asLeft }),
        ...(identities === undefined ? {} : { identities }),
    };
}
/**
 * The digest of the table of writes in a version's description, as it is stored; undefined where that is no record. A
 * key's mark carries it, so that a table that somebody else wrote is not trusted (protocol, rule 8).
 */
function tableDigest(description) {
    let fields;
    try {
        fields = JSON.parse(description);
    }
    catch {
        return undefined; // a description that is not JSON has no table
    }
    if (typeof fields !== 'object' || fields === null)
        return undefined;
    return (0,_mark_js__WEBPACK_IMPORTED_MODULE_2__/* .shortDigest */ .VK)(JSON.stringify([fields.written ?? {}, fields.asLeft ?? '', fields.ids ?? '']));
}
function dateFrom(value) {
    if (typeof value !== 'string')
        return undefined;
    const date = new Date(value);
    return Number.isNaN(date.getTime()) ? undefined : date;
}
/** For each group one character, and eight of its digest. */
function digestsFrom(value) {
    if (typeof value !== 'string' || !/^(?:[\w-]{9})*$/.test(value))
        return undefined;
    return new Map(value.match(/.{9}/g)?.map((one) => [one.slice(0, 1), one.slice(1)]));
}
function writtenFrom(value) {
    const written = new Map();
    if (value === undefined)
        return written;
    if (typeof value !== 'object' || value === null)
        return undefined;
    for (const [key, tags] of Object.entries(value)) {
        const isSpan = /^[0-9a-z]{1,8}\+[0-9a-z]{1,6}$/.test(key);
        if (!isSpan || typeof tags !== 'string' || tags.length % 5 !== 0)
            return undefined;
        const from = Number.parseInt(key, 36); // up to the plus sign, which is no digit
        const to = from + Number.parseInt(key.slice(key.indexOf('+') + 1), 36);
        for (let at = 0; at < tags.length; at += 5) {
            written.set(tags.slice(at, at + 5), { from: new Date(from * 1000), to: new Date(to * 1000) });
        }
    }
    return written;
}


/***/ }),

/***/ 7752:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ye: () => (/* binding */ writeIdentities),
/* harmony export */   ao: () => (/* binding */ ID_LIMIT),
/* harmony export */   d1: () => (/* binding */ readIdentities),
/* harmony export */   pY: () => (/* binding */ identityTag)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);

const TAG_LENGTH = 6;
const ID_LENGTH = 8;
const ENTRY_LENGTH = TAG_LENGTH + ID_LENGTH;
/** IDs from here on have no place in a record; GitHub's have ten digits. */
const ID_LIMIT = 36 ** ID_LENGTH;
/** A short name for a repository or organization. At 1,000 of them the chance that two share one is 1 in 100,000. */
function identityTag(name) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', name.toLowerCase(), 'base64url').slice(0, TAG_LENGTH);
}
/** The identities as a record has them. */
function writeIdentities(identities) {
    return [...identities].map(([tag, id]) => tag + Number(id).toString(36).padStart(ID_LENGTH, '0')).join('');
}
/** Reads what {@link writeIdentities} writes; undefined where it is something else. */
function readIdentities(value) {
    if (typeof value !== 'string' || !/^(?:[\w-]{6}[0-9a-z]{8})*$/.test(value))
        return undefined;
    const identities = new Map();
    for (let at = 0; at < value.length; at += ENTRY_LENGTH) {
        const id = Number.parseInt(value.slice(at + TAG_LENGTH, at + ENTRY_LENGTH), 36);
        identities.set(value.slice(at, at + TAG_LENGTH), String(id));
    }
    return identities;
}


/***/ }),

/***/ 6089:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ wrongLocationProblem)
/* harmony export */ });
/** Says that a secret stands in another place than the one that the inputs name. */
function wrongLocationProblem({ differs, where, value }) {
    const input = differs === 'region' ? 'scw-region' : 'scw-project-id';
    return {
        about: input,
        problem: `the secret does not stand in the place that the inputs name, but in ${where}`,
        remedy: `Set ${input} to ${value}; or name another secret (secret-name) where a new one is meant`,
        knownCause: differs === 'region' ? 'scaleway-wrong-region' : 'scaleway-wrong-project',
    };
}


/***/ }),

/***/ 6009:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   GM: () => (/* binding */ wholeList),
/* harmony export */   Zg: () => (/* binding */ change),
/* harmony export */   c2: () => (/* binding */ statusOf),
/* harmony export */   j9: () => (/* binding */ requireConfirmed),
/* harmony export */   o9: () => (/* binding */ createScalewaySession),
/* harmony export */   to: () => (/* binding */ explained)
/* harmony export */ });
/* harmony import */ var _scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7956);
/* harmony import */ var _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8209);
/* harmony import */ var _http_connection_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4717);
/* harmony import */ var _lib_error_message_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(4244);
/* harmony import */ var _http_confirmed_status_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2103);
/* harmony import */ var _http_json_only_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(802);






/**
 * Makes a session.
 * @param connection the `fetch` that keeps the rules of the house (connection.ts)
 * @param questions the same for questions asked as somebody else, whose refusal is an answer and not tried again
 */
function createScalewaySession(connection, questions, apiUrl, region, credential) {
    const clientFor = (over, { accessKey, secret }) => (0,_scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .createAdvancedClient */ .eS)((0,_scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .withProfile */ .oO)({ accessKey, secretKey: secret, apiURL: apiUrl, defaultRegion: region }), (0,_scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .withHTTPClient */ .US)((0,_http_confirmed_status_js__WEBPACK_IMPORTED_MODULE_3__/* .confirmedBy */ .x)('Scaleway', CONFIRMS, (0,_http_json_only_js__WEBPACK_IMPORTED_MODULE_4__/* .jsonOnly */ .r)('Scaleway', over))), (0,_scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .withUserAgent */ .fM)('scaleway-key-rotation'));
    let current = { credential, client: clientFor(connection, credential) };
    return {
        client: () => current.client,
        asking: () => clientFor(questions, current.credential),
        as: (other) => clientFor(questions, other),
        signedInAs: () => current.credential.accessKey,
        region,
        signIn(next) {
            current = { credential: next, client: clientFor(connection, next) };
        },
    };
}
/** The statuses with which Scaleway confirms a change. Recordings show no others. */
const CONFIRMS = { POST: [200], PATCH: [200], DELETE: [204] };
/** The longest list that is read. The bearer of thousands of keys is none that this action looks after. */
const LONGEST_LIST = 10_000;
/**
 * Reads a list to its end. The client asks for every page at once that the first one announces, so what it announces
 * is looked at before that.
 * @throws {Error} where no list of that length can be right
 */
async function wholeList(list) {
    const { totalCount } = await list;
    if (!Number.isSafeInteger(totalCount) || totalCount < 0 || totalCount > LONGEST_LIST) {
        throw new Error(`Scaleway announced a list of ${String(totalCount)} items; this action reads lists of at most ${LONGEST_LIST}`);
    }
    return list.all();
}
/**
 * Sends a change, and accepts its answer only if it confirms the change: a gateway between the action and Scaleway may
 * answer 2xx by itself.
 * @param doing as of {@link explained}
 * @param about as of {@link explained}
 * @param confirm reads the answer; throws where it does not say what was asked for (see {@link requireConfirmed})
 * @throws {AmbiguousResult} where the answer does not confirm the change: its result is unknown
 * @throws {RunProblems} for a refusal, and where there was no answer to a request that may be sent twice
 */
async function change(doing, about, request, confirm) {
    const answer = await explained(doing, about, () => request().catch(rejectUnreadable));
    try {
        return confirm(answer);
    }
    catch (error) {
        throw new _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .AmbiguousResult */ .qF((0,_lib_error_message_js__WEBPACK_IMPORTED_MODULE_5__/* .errorMessage */ .g)(error), { cause: error });
    }
}
/** Scaleway's client reports an answer that it cannot read as an error with the status of a success. */
function rejectUnreadable(error) {
    const status = statusOf(error);
    if (status === undefined || status >= 300)
        throw error;
    throw new _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .AmbiguousResult */ .qF(`Scaleway's answer (${status}) cannot be read: the result is unknown`, {
        cause: error,
    });
}
/**
 * Requires that an answer says what was asked for.
 * @param what what the answer should confirm, to follow "does not confirm"
 */
function requireConfirmed(what, confirmed) {
    if (confirmed)
        return;
    throw new Error(`Scaleway's answer does not confirm ${what}: the result is unknown. A proxy or gateway may have answered in place of Scaleway`);
}
/** The HTTP status of an error of Scaleway's client; undefined where it is something else. */
function statusOf(error) {
    return error instanceof Error && 'status' in error && typeof error.status === 'number'
        ? error.status
        : undefined;
}
/**
 * Runs a request to Scaleway and turns a refusal into a problem that says what to do.
 * @param doing what the request is for, to follow "may not …" and "could not …"
 * @param about the input that the request rests on
 * @throws {RunProblems} for every refusal; anything else as it is
 */
async function explained(doing, about, request) {
    try {
        return await request();
    }
    catch (error) {
        const problem = problemOf(error, doing, about);
        if (problem === undefined)
            throw error;
        throw new _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .RunProblems */ .ww([problem], { cause: error, unknownEffect: isUnknown(error) });
    }
}
/** Whether a request that failed like this may have taken effect. */
function isUnknown(error) {
    if (error instanceof _http_connection_js__WEBPACK_IMPORTED_MODULE_2__/* .ConnectionError */ .Rc)
        return !(error instanceof _http_connection_js__WEBPACK_IMPORTED_MODULE_2__/* .Redirected */ .cz);
    const status = statusOf(error);
    return status !== undefined && (status >= 500 || status === 408);
}
function problemOf(error, doing, about) {
    if (error instanceof _http_connection_js__WEBPACK_IMPORTED_MODULE_2__/* .ConnectionError */ .Rc) {
        return {
            about: 'scw-api-url',
            problem: error.message,
            remedy: 'Run again; if it stays, look at status.scaleway.com',
            knownCause: 'scaleway-unreachable',
        };
    }
    const status = statusOf(error);
    if (status === undefined || !(error instanceof Error))
        return undefined;
    if (status === 401) {
        const reason = error instanceof _scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .Errors.DeniedAuthenticationError */ .I.IB ? error.reason : 'unknown';
        return {
            about: 'scw-secret-key',
            problem: reason === 'expired'
                ? 'Scaleway says that the key that signs in has expired'
                : `Scaleway does not accept the key that signs in (${reason})`,
            remedy: reason === 'expired'
                ? 'An expired key cannot renew itself: make a new API key for its application in the Scaleway console, and ' +
                    'put it where scw-access-key and scw-secret-key come from; the next run goes on from there'
                : 'Give the access key and secret key of a living API key as scw-access-key and scw-secret-key',
            knownCause: reason === 'expired' ? 'scaleway-key-expired' : 'scaleway-key-unknown',
        };
    }
    if (error instanceof _scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .Errors.QuotasExceededError */ .I.nj) {
        if (error.list.some(({ resource }) => resource.startsWith('secret'))) {
            return {
                about: 'secret-name',
                problem: `Scaleway could not ${doing}: the quota of versions of the secret is full`,
                remedy: 'Delete versions that nobody needs any more, or name another secret',
                knownCause: 'scaleway-twenty-versions',
            };
        }
        return {
            about: 'quota',
            problem: `Scaleway could not ${doing}: the organization's quota of API keys is full`,
            remedy: 'Delete keys that nobody uses, or ask Scaleway to raise the quota',
            knownCause: 'scaleway-api-key-quota-full',
        };
    }
    if (error instanceof _scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .Errors.PermissionsDeniedError */ .I.Cb || status === 403) {
        const missing = error instanceof _scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .Errors.PermissionsDeniedError */ .I.Cb ? error.list : [];
        const named = missing.map(({ action, resource }) => `${action} on ${resource}`).join(', ');
        const store = missing.some(({ resource }) => resource.startsWith('secret'));
        return {
            about: 'scw-access-key',
            problem: `the key that signs in may not ${doing}${named === '' ? '' : ` (missing: ${named})`}`,
            remedy: `Give its bearer the ${permissionSetFor(missing)}${store ? ', or correct scw-project-id' : ''}`,
            knownCause: store ? 'scaleway-secret-manager-permission-missing' : 'scaleway-iam-permission-missing',
        };
    }
    const problem = `Scaleway could not ${doing}: ${error.message} (${status})`;
    if (error.message.includes('expires_at')) {
        return {
            about: 'expiry',
            problem,
            remedy: 'Set expiry to what the organization allows (its maximum API key lifetime)',
            knownCause: 'scaleway-maximum-api-key-lifetime',
        };
    }
    return { about, problem, ...otherwise(status, about) };
}
/** What to do about a refusal that says nothing more. */
function otherwise(status, about) {
    const later = 'Run again later; the next run goes on from here';
    if (status === 429)
        return { remedy: later, knownCause: 'scaleway-too-many-requests' };
    if (status >= 500)
        return { remedy: later, knownCause: 'scaleway-unreachable' };
    const notFound = status === 404 ? NOT_FOUND[about] : undefined;
    return { remedy: 'Check this input', ...(notFound !== undefined && { knownCause: notFound }) };
}
/** What is not there, by the input that names it. */
const NOT_FOUND = {
    'application-id': 'scaleway-application-not-found',
    'secret-name': 'scaleway-secret-not-found',
};
/** What keeps keys in Secret Manager, in the order of docs/permissions.md. */
const SECRET_MANAGER_SETS = {
    read: 'SecretManagerReadOnly',
    access: 'SecretManagerSecretAccess',
    create: 'SecretManagerSecretCreate',
    write: 'SecretManagerSecretWrite',
    delete: 'SecretManagerSecretDelete',
};
const ALL_SECRET_MANAGER_SETS = `permission sets ${Object.values(SECRET_MANAGER_SETS).join(', ')}`;
/** The least that gives what is missing. */
function permissionSetFor(missing) {
    const inSecrets = missing.filter(({ resource }) => resource.startsWith('secret'));
    if (inSecrets.length > 0) {
        const sets = inSecrets.map(({ action }) => SECRET_MANAGER_SETS[action]);
        const [first] = sets;
        const one = first !== undefined && sets.every((set) => set === first);
        return `${one ? `permission set ${first}` : ALL_SECRET_MANAGER_SETS} in the Project`;
    }
    const iam = 'permission set IAMApplicationManager';
    if (missing.some(({ resource }) => /api_key|application/.test(resource))) {
        return `${iam} (or IAMManager) in the Organization`;
    }
    return `${iam} in the Organization, and the ${ALL_SECRET_MANAGER_SETS} in the Project`;
}


/***/ }),

/***/ 1766:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Md: () => (/* binding */ payloadOf),
/* harmony export */   VY: () => (/* binding */ secretsIn)
/* harmony export */ });
/* unused harmony exports SCALEWAY_PAYLOAD, API_KEY_PAYLOAD */
/* harmony import */ var _lib_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5708);

const ACCESS_KEY = /^SCW[A-Z0-9]{17}$/;
/**
 * `{"API_KEY":"SCW…","SECRET_KEY":"…"}`, the very answer of the retrieval function that came before this action, so
 * that its readers go on working.
 */
const SCALEWAY_PAYLOAD = {
    write: ({ accessKey, secret }) => JSON.stringify({ API_KEY: accessKey, SECRET_KEY: secret }),
    read(text) {
        const { API_KEY: accessKey, SECRET_KEY: secret } = fieldsOf(text);
        if (typeof accessKey !== 'string' || typeof secret !== 'string' || secret === '')
            return undefined;
        return ACCESS_KEY.test(accessKey) ? { accessKey, secret } : undefined;
    },
    shape: '{"API_KEY":"SCW…","SECRET_KEY":"…"}',
};
/** `{"API_KEY":"…"}`: the key of a keys API, which has nothing else. It is named by its fingerprint. */
const API_KEY_PAYLOAD = {
    write: ({ secret }) => JSON.stringify({ API_KEY: secret }),
    read(text) {
        const { API_KEY: secret, SECRET_KEY: foreign } = fieldsOf(text);
        if (typeof secret !== 'string' || secret === '' || foreign !== undefined)
            return undefined;
        return { accessKey: (0,_lib_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__/* .fingerprint */ .R)(secret), secret };
    },
    shape: '{"API_KEY":"…"}',
};
/** How the keys of an issuer are stored. */
function payloadOf(issuer) {
    return issuer === 'scaleway' ? SCALEWAY_PAYLOAD : API_KEY_PAYLOAD;
}
/** The fields that hold a secret, for either issuer. */
const SECRET_FIELDS = ['API_KEY', 'SECRET_KEY'];
/** A shorter value is a word, and no key of either issuer. */
const SHORTEST_SECRET = 8;
/**
 * What must not be seen of a payload: the key, and the whole, which a secret of GitHub may hold too (a bundle). Of a
 * payload that cannot be read, the fields of a key as far as they can be one. No other field: a mask replaces its value
 * in every later line of the job, so that a payload with `"error": "false"` would make the log unreadable.
 */
function secretsIn(text, credential) {
    const fields = fieldsOf(text);
    const values = credential === undefined ? SECRET_FIELDS.map((name) => fields[name]) : [credential.secret];
    return [...values, text].filter((value) => typeof value === 'string' && value.length >= SHORTEST_SECRET && !ACCESS_KEY.test(value));
}
function fieldsOf(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === 'object' && value !== null ? value : {};
    }
    catch {
        return {}; // not ours; the parser's message would quote the payload
    }
}


/***/ }),

/***/ 3381:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ REGIONS)
/* harmony export */ });
/** The regions that have Secret Manager. */
const REGIONS = ['fr-par', 'nl-ams', 'pl-waw'];


/***/ }),

/***/ 3837:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ storeLabel)
/* harmony export */ });
/** A secret of Secret Manager in a reader's words: its path and its name. */
function storeLabel({ path, name }) {
    return `${path === '/' ? '' : path}/${name}`;
}


/***/ }),

/***/ 6272:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ createSecretManager),
/* harmony export */   a: () => (/* binding */ createSecretReader)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8522);
/* harmony import */ var _scaleway_sdk_secret__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6540);
/* harmony import */ var _rotation_observe_wrong_location_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(6089);
/* harmony import */ var _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8209);
/* harmony import */ var _rotation_model_record_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(5352);
/* harmony import */ var _rotation_model_context_js__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(2562);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6009);
/* harmony import */ var _payload_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(1766);
/* harmony import */ var _regions_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(3381);
/* harmony import */ var _secret_label_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(3837);










/** Scaleway's limit, for all statuses that its documentation counts. */
const MAX_VERSIONS = 20;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** A secret that was just made may not be found for some seconds: how often, and how far apart it is tried. */
const NEW_SECRET_TRIES = 6;
const NEW_SECRET_WAIT_MS = 1500;
/** Reads what versions hold. Every secret among it is masked before it is returned. */
function createAccess({ session, payload, mask, where, }) {
    async function access(request) {
        const { secretId, revision, data } = await request();
        if (typeof data !== 'string')
            throw new Error('Secret Manager showed a version without a payload');
        const bytes = Buffer.from(data, 'base64');
        const text = bytes.toString('utf8');
        const credential = payload.read(text);
        for (const secret of (0,_payload_js__WEBPACK_IMPORTED_MODULE_5__/* .secretsIn */ .VY)(text, credential))
            mask(secret);
        return { secretId: checkedId(secretId), revision, credential };
    }
    async function keyOf(request) {
        const { credential, ...rest } = await access(request);
        if (credential === undefined) {
            throw new Error(`revision ${rest.revision} of the secret ${where} does not hold a key of this issuer: expected the JSON ${payload.shape}`);
        }
        return { ...rest, credential };
    }
    /** Reads the newest enabled version. @param notFound what to say where there is none */
    async function newest(request, notFound) {
        return (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .explained */ .to)(`read the newest version of the secret ${where}`, 'secret-name', async () => {
            try {
                return await keyOf(request);
            }
            catch (error) {
                if ((0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .statusOf */ .c2)(error) !== 404)
                    throw error;
                throw new _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_2__/* .RunProblems */ .ww([await notFound()], { cause: error });
            }
        });
    }
    const reader = {
        async records(secretId) {
            try {
                const asking = new _scaleway_sdk_secret__WEBPACK_IMPORTED_MODULE_1__/* .Secretv1beta1.API */ .t.nC(session.asking());
                const list = await (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .wholeList */ .GM)(asking.listSecretVersions({ secretId, pageSize: 100 }));
                const versions = list.map(storedVersion).sort((a, b) => b.revision - a.revision);
                return versions.map(({ revision, status, description }) => {
                    const reading = (0,_rotation_model_record_js__WEBPACK_IMPORTED_MODULE_3__/* .readRecord */ .aE)(description);
                    return {
                        revision,
                        enabled: status === 'enabled',
                        record: reading.kind === 'ours' ? reading.record : undefined,
                    };
                });
            }
            catch (error) {
                if ((0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .statusOf */ .c2)(error) === 403)
                    return undefined; // a reader needs no more than the right to read payloads
                throw error;
            }
        },
        async version(secretId, revision) {
            return (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .explained */ .to)(`read version ${revision} of the secret ${where}`, 'secret-name', () => keyOf(() => apiOf(session).accessSecretVersion({ secretId, revision: String(revision) })));
        },
    };
    return { access, newest, reader };
}
function apiOf(session) {
    return new _scaleway_sdk_secret__WEBPACK_IMPORTED_MODULE_1__/* .Secretv1beta1.API */ .t.nC(session.client());
}
/**
 * Reads the key of a secret by its id. It needs `SecretManagerSecretAccess` on that secret and nothing else, neither its
 * Project nor its name.
 */
function createSecretReader(options) {
    const { session, secretId } = options;
    const { newest, reader } = createAccess({ ...options, where: secretId });
    const notFound = {
        about: 'secret-id',
        problem: `there is no secret ${secretId} with a version that can be read in the region ${session.region}`,
        remedy: 'Correct secret-id or scw-region: the report of the rotation, and its output secret-id, have the id of the secret',
        knownCause: 'scaleway-secret-not-found',
    };
    return {
        ...reader,
        newest: () => newest(() => apiOf(session).accessSecretVersion({ secretId, revision: 'latest_enabled' }), () => Promise.resolve(notFound)),
    };
}
/** Scaleway Secret Manager as the store of one key: one secret, one version for each generation. */
function createSecretManager(options) {
    const { session, projectId, name, path, payload, sleep } = options;
    const api = () => apiOf(session);
    const where = (0,_secret_label_js__WEBPACK_IMPORTED_MODULE_6__/* .storeLabel */ .Y)({ path, name });
    const { access, newest, reader } = createAccess({ ...options, where });
    const made = new Set();
    /** Retries a 404 about a secret that this run made a moment ago. It is a refusal without effect. */
    async function patiently(secretId, request) {
        for (let attempt = 1; attempt < NEW_SECRET_TRIES; attempt += 1) {
            try {
                return await request();
            }
            catch (error) {
                if ((0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .statusOf */ .c2)(error) !== 404 || !made.has(secretId))
                    throw error;
                await sleep(NEW_SECRET_WAIT_MS);
            }
        }
        return request();
    }
    /** The secrets of this name and path in other regions and Projects, as far as they can be seen. */
    async function elsewhere() {
        const asking = new _scaleway_sdk_secret__WEBPACK_IMPORTED_MODULE_1__/* .Secretv1beta1.API */ .t.nC(session.asking());
        const found = await Promise.allSettled(_regions_js__WEBPACK_IMPORTED_MODULE_7__/* .REGIONS */ .i.map((region) => (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .wholeList */ .GM)(asking.listSecrets({ region, name, path, scheduledForDeletion: false, pageSize: 100 }))));
        // Whoever may not look there is no worse off than before.
        const secrets = found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
        return secrets
            .filter((secret) => secret.name === name && secret.path === path)
            .flatMap(({ region, projectId: project, tags }) => {
            if (project !== projectId)
                return [{ differs: 'project', where: `the Project ${project} (${region})`, value: project, tags }];
            return region === session.region
                ? []
                : [{ differs: 'region', where: `the region ${region}`, value: region, tags }];
        });
    }
    async function notFound() {
        const [found] = await elsewhere();
        if (found !== undefined)
            return (0,_rotation_observe_wrong_location_js__WEBPACK_IMPORTED_MODULE_8__/* .wrongLocationProblem */ .o)(found);
        return {
            about: 'secret-name',
            problem: `there is no secret ${where} with a version that can be read in the Project ${projectId}, in the region ${session.region}`,
            remedy: 'Correct secret-name, secret-path, scw-project-id or scw-region: the log of the rotation names the secret that it keeps',
            knownCause: 'scaleway-secret-not-found',
        };
    }
    return {
        capacity: MAX_VERSIONS,
        elsewhere,
        async find() {
            const list = await (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .explained */ .to)(`look for the secret ${where}`, 'secret-name', () => (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .wholeList */ .GM)(api().listSecrets({ projectId, name, path, scheduledForDeletion: false, pageSize: 100 })));
            const found = list.find((secret) => secret.name === name && secret.path === path);
            return found && storedSecret(found);
        },
        async neighbors() {
            const asking = new _scaleway_sdk_secret__WEBPACK_IMPORTED_MODULE_1__/* .Secretv1beta1.API */ .t.nC(session.asking());
            const list = await (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .wholeList */ .GM)(asking.listSecrets({ projectId, path, scheduledForDeletion: false, pageSize: 100 }));
            return list
                .filter((secret) => secret.path === path &&
                secret.name !== name &&
                secret.tags.some((tag) => tag.startsWith(_rotation_model_context_js__WEBPACK_IMPORTED_MODULE_9__/* .ROTATOR_TAG_PREFIX */ .C)))
                .map((secret) => secret.name);
        },
        async create(tags) {
            const request = () => api().createSecret({
                projectId,
                name,
                path,
                type: 'key_value',
                tags: [...tags],
                description: 'Kept by scaleway-key-rotation: one version for each generation of an API key',
                protected: false,
            });
            const stored = await (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .change */ .Zg)(`make the secret ${where}`, 'secret-name', request, (secret) => {
                const confirmed = secret.name === name && sameTags(secret.tags, tags);
                (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .requireConfirmed */ .j9)(`the secret ${where} and its tags`, confirmed);
                return storedSecret(secret);
            });
            made.add(stored.id);
            return stored;
        },
        async tag(id, tags) {
            const request = () => api().updateSecret({ secretId: id, tags: [...tags] });
            await (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .change */ .Zg)(`tag the secret ${where}`, 'secret-name', request, (secret) => {
                const confirmed = secret.id === id && sameTags(secret.tags, tags);
                (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .requireConfirmed */ .j9)(`the new tags of the secret ${where}`, confirmed);
            });
        },
        async versions(id) {
            const list = await (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .explained */ .to)(`list the versions of the secret ${where}`, 'secret-name', () => patiently(id, () => (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .wholeList */ .GM)(api().listSecretVersions({ secretId: id, pageSize: 100 }))));
            return list.map(storedVersion);
        },
        async add(id, credential, description) {
            const bytes = Buffer.from(payload.write(credential), 'utf8');
            const request = () => patiently(id, () => api().createSecretVersion({
                secretId: id,
                data: bytes.toString('base64'),
                dataCrc32: (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.crc32)(bytes),
                description,
            }));
            // Where the answer does not confirm it, the version may be stored all the same: the caller looks for it.
            return (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .change */ .Zg)(`store a version of the secret ${where}`, 'secret-name', request, (answer) => {
                const version = storedVersion(answer);
                const confirmed = version.description === description && version.status === 'enabled';
                (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .requireConfirmed */ .j9)(`the new version of the secret ${where}`, confirmed);
                return version;
            });
        },
        async describe(id, revision, description) {
            const doing = `update version ${revision} of the secret ${where}`;
            const request = () => api().updateSecretVersion({ secretId: id, revision: String(revision), description });
            await (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .change */ .Zg)(doing, 'secret-name', request, (answer) => {
                // The revision is not in the request's body: a gateway that echoes the body does not know it.
                const confirmed = answer.revision === revision && (answer.description ?? '') === description;
                (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .requireConfirmed */ .j9)(`the new description of version ${revision} of the secret ${where}`, confirmed);
            });
        },
        async read(id, revision) {
            const { credential } = await (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .explained */ .to)(`read version ${revision} of the secret ${where}`, 'secret-name', () => access(() => api().accessSecretVersion({ secretId: id, revision: String(revision) })));
            return credential;
        },
        async disable(id, revision) {
            const doing = `disable version ${revision} of the secret ${where}`;
            const request = () => api().disableSecretVersion({ secretId: id, revision: String(revision) });
            await (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .change */ .Zg)(doing, 'secret-name', request, (answer) => {
                const confirmed = answer.revision === revision && answer.status === 'disabled';
                (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .requireConfirmed */ .j9)(`that version ${revision} of the secret ${where} is disabled`, confirmed);
            });
        },
        async enable(id, revision) {
            const doing = `enable version ${revision} of the secret ${where}`;
            const request = () => api().enableSecretVersion({ secretId: id, revision: String(revision) });
            await (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .change */ .Zg)(doing, 'secret-name', request, (answer) => {
                const confirmed = answer.revision === revision && answer.status === 'enabled';
                (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .requireConfirmed */ .j9)(`that version ${revision} of the secret ${where} is enabled`, confirmed);
            });
        },
        async remove(id, revision) {
            const doing = `delete version ${revision} of the secret ${where}`;
            const request = async () => {
                try {
                    await api().deleteSecretVersion({ secretId: id, revision: String(revision) });
                }
                catch (error) {
                    if ((0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .statusOf */ .c2)(error) !== 404)
                        throw error; // gone already: perhaps by the first of two tries
                }
            };
            // The status, which the session checks, is all that confirms a deletion.
            await (0,_client_js__WEBPACK_IMPORTED_MODULE_4__/* .change */ .Zg)(doing, 'secret-name', request, () => undefined);
        },
        newest: () => newest(() => api().accessSecretVersionByPath({
            revision: 'latest_enabled',
            secretName: name,
            secretPath: path,
            projectId,
        }), notFound),
        ...reader,
    };
}
function storedSecret(secret) {
    return { id: checkedId(secret.id), tags: secret.tags, locked: secret.status === 'locked' };
}
function storedVersion(version) {
    if (!Number.isSafeInteger(version.revision) || version.revision < 1)
        throw new Error('Secret Manager named a version with something that is no revision');
    return {
        revision: version.revision,
        status: statusFrom(version.status),
        description: version.description ?? '',
        createdAt: version.createdAt,
    };
}
function statusFrom(status) {
    switch (status) {
        case 'enabled':
        case 'scheduled_for_deletion':
        case 'deleted':
            return status;
        default:
            // What is not known to be readable is treated like what is not.
            return 'disabled';
    }
}
/** Whether an answer has exactly these tags, in any order. */
function sameTags(answered, tags) {
    return (Array.isArray(answered) &&
        answered.length === tags.length &&
        tags.every((tag) => answered.includes(tag)));
}
/** Ids from answers become parts of addresses, so they are checked. */
function checkedId(id) {
    if (!UUID.test(id))
        throw new Error('Secret Manager named a secret with something that is no id');
    return id;
}


/***/ }),

/***/ 9572:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ createMasker)
/* harmony export */ });
const SHORTEST = 4;
/** Also the shortest text without its hyphens: `re-do` must not mask `redo`. */
const SHORTEST_PART = 8;
/** @param setSecret what registers one value with the runner: `setSecret` of `@actions/core` */
function createMasker(setSecret) {
    const forms = createForms();
    return {
        mask: (value) => {
            for (const form of formsOf(value)) {
                if (form.length >= SHORTEST && forms.add(form) && fitForRunner(form))
                    setSecret(form);
            }
        },
        redact: forms.redact,
    };
}
/**
 * Texts to be found in others. They are kept by how they begin, so that finding them takes a time that does not grow
 * with their number: a run over many keys knows tens of thousands, and prints thousands of lines.
 */
function createForms() {
    const byBeginning = new Map();
    const lengthAt = (text, at) => {
        let longest = 0;
        for (const form of byBeginning.get(text.slice(at, at + SHORTEST)) ?? [])
            if (form.length > longest && text.startsWith(form, at))
                longest = form.length;
        return longest;
    };
    return {
        add(form) {
            const beginning = form.slice(0, SHORTEST);
            const alike = byBeginning.get(beginning) ?? new Set();
            byBeginning.set(beginning, alike);
            if (alike.has(form))
                return false;
            alike.add(form);
            return true;
        },
        redact(text) {
            let redacted = '';
            let hiddenTo = 0;
            for (let at = 0; at <= text.length - SHORTEST; at += 1) {
                const length = lengthAt(text, at);
                if (length === 0)
                    continue;
                // Values that overlap go as one: of neither may a part stay.
                if (at >= hiddenTo)
                    redacted += `${text.slice(hiddenTo, at)}***`;
                hiddenTo = Math.max(hiddenTo, at + length);
            }
            return redacted + text.slice(hiddenTo);
        },
    };
}
/**
 * The runner masks each line of what it is given as well, even a line that is a single brace or a word. What has such
 * lines is not given as a whole: its longer lines are registered apart, and no log line holds a line break.
 */
function fitForRunner(form) {
    const lines = form.split(/[\r\n]+/).filter((line) => line !== '');
    return lines.length === 1 || lines.every((line) => line.trim().length >= SHORTEST_PART);
}
/** The forms in which a value would still be readable to whoever finds it in a log. */
function formsOf(value) {
    // Without this, a value of three characters would bring in its base64, which has four.
    if (value.trim().length < SHORTEST)
        return [];
    // Line breaks of a private key are often written as `\n`, and turned into real ones where it is used.
    const broken = value.replaceAll(/(?:\\r)?\\n/g, '\n');
    const lines = broken.split(/\r\n|[\r\n]/);
    const parts = lines.length === 1 ? [] : lines.filter((line) => line.trim().length >= SHORTEST_PART);
    return [...new Set([value, broken, ...parts])].flatMap((text) => [
        text,
        JSON.stringify(text).slice(1, -1),
        encodeURIComponent(text.toWellFormed()),
        ...base64FormsOf(text),
        ...hexadecimalFormsOf(text),
        ...[text, undashed(text)].flatMap((form) => [form, form.toUpperCase(), form.toLowerCase()]),
    ]);
}
function hexadecimalFormsOf(text) {
    const hexadecimal = Buffer.from(text, 'utf8').toString('hex');
    return [hexadecimal, hexadecimal.toUpperCase()];
}
/** A UUID is often written without its hyphens. Prose with hyphens stays as it is. */
function undashed(text) {
    const short = /\s/.test(text) ? text : text.replaceAll('-', '');
    return short.length >= SHORTEST_PART ? short : text;
}
/**
 * Base64 turns three bytes into four characters, so what a value looks like inside a longer encoded text (Secret
 * Manager's `data`, a bundle in JSON) depends on where it begins: there are three such forms. Each is cut to the
 * characters that the value alone decides. The runner derives the like from each mask; other engines do not, and
 * neither would `redact`.
 */
function base64FormsOf(text) {
    const bytes = Buffer.from(text, 'utf8');
    const inside = [0, 1, 2].map((offset) => {
        const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
        const first = Math.ceil((offset * 8) / 6);
        const end = Math.floor(((offset + bytes.length) * 8) / 6);
        return encoded.slice(first, end);
    });
    const standard = [bytes.toString('base64'), ...inside];
    const urlSafe = standard.map((form) => form.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''));
    return [...standard, ...urlSafe];
}


/***/ }),

/***/ 8762:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ neutralize),
/* harmony export */   d: () => (/* binding */ neutralizeMarkdown)
/* harmony export */ });
/** How much of one foreign text a log line may hold, in UTF-16 code units. */
const LOG_LENGTH = 500;
/** The shortest limit that leaves room for the words that say how much was cut. */
const SHORTEST_LIMIT = 64;
// What terminals obey: colours and cursor (CSI), titles and links (OSC and its kin), two-character escapes. The
// platform's own stripVTControlCharacters needs seconds for a text made to slow it down; this one is linear.
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const TERMINAL = /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])/g;
// Characters that are drawn as nothing: bidirectional controls, zero-width characters, variation selectors, tags.
// They hide text from a reader, and a comparison by a culture's rules, as .NET (the runner) makes it by default,
// skips them: `#<soft hyphen>#[` would be `##[` to it.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
// C0 and C1 controls (every line break of ASCII and Latin-1 among them), Unicode's line and paragraph separators.
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
const UNASSIGNED = /\p{Cn}/gu;
/**
 * Makes text from elsewhere (a vendor's message, a description, a name) fit to be printed to the runner's log: one
 * line, nothing invisible, no terminal sequence, and no workflow command. The runner obeys `::name …` where a line
 * begins and `##[name]…` anywhere, so both are broken wherever they stand: `: :`, `## [`. Applying it twice changes
 * nothing more.
 *
 * @param options.maxLength at most so many UTF-16 code units come out (at least 64; default 500); what is cut is said
 */
function neutralize(text, options = {}) {
    const limit = Math.max(options.maxLength ?? LOG_LENGTH, SHORTEST_LIMIT);
    const line = text
        .toWellFormed()
        .replace(TERMINAL, '')
        .replace(INVISIBLE, '')
        .replace(UNASSIGNED, '\ufffd')
        .replace(BREAKS, ' ')
        // Last, because what was taken out above may have stood between two colons.
        .replace(/:(?=:)/g, ': ')
        .replace(/##\[/g, '## [')
        .trim();
    return line.length <= limit ? line : cut(line, limit);
}
function cut(line, limit) {
    // Room for the longest number that the note can hold; half of a surrogate pair at the end is dropped.
    const kept = line
        .slice(0, limit - 40)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd();
    return `${kept}… (cut, ${line.length - kept.length} more characters)`;
}
// What has a meaning inside a line of GitHub's Markdown: HTML, tables, code, emphasis, links, images, headings and
// references, escapes, mathematics. A numeric reference is shown as the character and never taken for structure,
// in Markdown and in HTML alike (a backslash would be shown in HTML).
const INLINE = /[&<>|`*_[\]!~\\$#@]/g;
// What has a meaning where a line begins: lists, rules, underlines of headings.
const AT_START = /^(?:[-+=]|\d+[.)])/;
// GitHub's own filters look at the finished page, where a reference is its character again: mentions, addresses,
// issues, bare links, emoji. A zero-width space between keeps them off and is not seen.
const REFERENCES = /@(?=\S)|#(?=\d)|\bGH-(?=\d)|:(?=\/\/)|\bwww(?=\.)|:(?=(?:[+-]1|100|1234|(?=[\d+-]*[a-z_])[\w+-]{1,40}):)/gi;
/**
 * Makes text from elsewhere fit to stand in the job summary: first `neutralise`, then nothing in it is Markdown,
 * HTML, a mention or a link, in a line, in a cell of a table, and between HTML tags (not inside of one).
 *
 * @param options as for `neutralise`; the length is that of what a reader sees
 */
function neutralizeMarkdown(text, options = {}) {
    return neutralize(text, options)
        .replace(REFERENCES, '$&\u200b')
        .replace(INLINE, reference)
        .replace(AT_START, (start) => start.slice(0, -1) + reference(start.slice(-1)));
}
function reference(character) {
    return `&#${character.charCodeAt(0)};`;
}


/***/ }),

/***/ 5890:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ sanitizeLines),
/* harmony export */   a: () => (/* binding */ sanitize)
/* harmony export */ });
/* harmony import */ var _neutralize_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8762);

/**
 * The one way in which text from elsewhere becomes text that may be shown: one line, no secret, no command to the
 * runner. Secrets are replaced twice: in the text as it came, and again once characters that hid one are taken out of
 * it. Both happen before anything is cut, because half of a secret is no longer recognized.
 *
 * @param redact replaces every form of every secret
 * @param maxLength of the result, in UTF-16 code units
 */
function sanitize(text, redact, maxLength = 500) {
    const whole = (0,_neutralize_js__WEBPACK_IMPORTED_MODULE_0__/* .neutralize */ .Y)(redact(text), { maxLength: Number.MAX_SAFE_INTEGER });
    return (0,_neutralize_js__WEBPACK_IMPORTED_MODULE_0__/* .neutralize */ .Y)(redact(whole), { maxLength });
}
/** The same for text of several lines, which stay apart and keep their indentation. Nothing is cut. */
function sanitizeLines(text, redact) {
    // A secret of several lines is recognized only while they are together.
    return redact(text)
        .split('\n')
        .map((line) => {
        const indentation = /^ */.exec(line)?.[0] ?? '';
        return indentation + sanitize(line, redact, Number.MAX_SAFE_INTEGER);
    })
        .join('\n');
}


/***/ }),

/***/ 2413:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  ExitCode: () => (/* binding */ ExitCode),
  addPath: () => (/* binding */ addPath),
  debug: () => (/* binding */ debug),
  endGroup: () => (/* binding */ endGroup),
  error: () => (/* binding */ error),
  exportVariable: () => (/* binding */ exportVariable),
  getBooleanInput: () => (/* binding */ getBooleanInput),
  getIDToken: () => (/* binding */ getIDToken),
  getInput: () => (/* binding */ getInput),
  getMultilineInput: () => (/* binding */ getMultilineInput),
  getState: () => (/* binding */ getState),
  group: () => (/* binding */ group),
  info: () => (/* binding */ info),
  isDebug: () => (/* binding */ isDebug),
  markdownSummary: () => (/* reexport */ markdownSummary),
  notice: () => (/* binding */ notice),
  platform: () => (/* reexport */ platform_namespaceObject),
  saveState: () => (/* binding */ saveState),
  setCommandEcho: () => (/* binding */ setCommandEcho),
  setFailed: () => (/* binding */ setFailed),
  setOutput: () => (/* binding */ setOutput),
  setSecret: () => (/* binding */ setSecret),
  startGroup: () => (/* binding */ startGroup),
  summary: () => (/* reexport */ summary),
  toPlatformPath: () => (/* reexport */ toPlatformPath),
  toPosixPath: () => (/* reexport */ toPosixPath),
  toWin32Path: () => (/* reexport */ toWin32Path),
  warning: () => (/* binding */ warning)
});

// NAMESPACE OBJECT: ./node_modules/@actions/core/lib/platform.js
var platform_namespaceObject = {};
__nccwpck_require__.r(platform_namespaceObject);
__nccwpck_require__.d(platform_namespaceObject, {
  arch: () => (arch),
  getDetails: () => (getDetails),
  isLinux: () => (isLinux),
  isMacOS: () => (isMacOS),
  isWindows: () => (isWindows),
  platform: () => (platform)
});

;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function issue(name, message = '') {
    issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(5663);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new external_node_path_.HttpClient('actions/oidc-client', [new external_node_path_.BearerCredentialHandler(OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return __awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return __awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_namespaceObject.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_namespaceObject.constants.R_OK | external_fs_namespaceObject.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_namespaceObject.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = _summary;
const summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, external_path_namespaceObject.sep);
}
//# sourceMappingURL=path-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield external_node_path_.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield external_node_path_.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield external_node_path_.getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield external_node_path_.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_namespaceObject.platform();
const arch = external_os_namespaceObject.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${external_path_namespaceObject.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_namespaceObject.EOL);
    issueCommand('set-output', { name }, toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map

/***/ }),

/***/ 7956:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  nC: () => (/* reexport */ API),
  I: () => (/* reexport */ standard_namespaceObject),
  eS: () => (/* reexport */ createAdvancedClient),
  vU: () => (/* reexport */ enrichForPagination),
  k9: () => (/* reexport */ json_isJSONObject),
  oh: () => (/* reexport */ marshalBlobToScwFile),
  Ix: () => (/* reexport */ resolveOneOf),
  Pt: () => (/* reexport */ toApiLocality),
  jG: () => (/* reexport */ marshalling_unmarshalArrayOfObject),
  gR: () => (/* reexport */ marshalling_unmarshalDate),
  _S: () => (/* reexport */ urlParams),
  pm: () => (/* reexport */ validatePathParam),
  US: () => (/* reexport */ withHTTPClient),
  oO: () => (/* reexport */ client_ini_factory_withProfile),
  fM: () => (/* reexport */ withUserAgent)
});

// UNUSED EXPORTS: AUTH_HEADER_KEY, Decimal, SESSION_HEADER_KEY, addAsyncHeaderInterceptor, authenticateWithSessionToken, createClient, createExponentialBackoffStrategy, enableConsoleLogger, marshalDecimal, marshalMoney, marshalScwFile, marshalTimeSeries, setLogger, tryAtIntervals, unmarshalAnyRes, unmarshalDecimal, unmarshalMapOfObject, unmarshalMoney, unmarshalScwFile, unmarshalServiceInfo, unmarshalTimeSeries, unmarshalTimeSeriesPoint, waitForResource, withAdditionalInterceptors, withDefaultPageSize, withUserAgentSuffix

// NAMESPACE OBJECT: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/index.js
var standard_namespaceObject = {};
__nccwpck_require__.r(standard_namespaceObject);
__nccwpck_require__.d(standard_namespaceObject, {
  IB: () => (DeniedAuthenticationError),
  Cb: () => (PermissionsDeniedError),
  nj: () => (QuotasExceededError)
});

;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/internal/logger/level-resolver.js
var LevelResolver = /* @__PURE__ */ ((LevelResolver2) => {
  LevelResolver2[LevelResolver2["silent"] = 0] = "silent";
  LevelResolver2[LevelResolver2["error"] = 1] = "error";
  LevelResolver2[LevelResolver2["warn"] = 2] = "warn";
  LevelResolver2[LevelResolver2["info"] = 3] = "info";
  LevelResolver2[LevelResolver2["debug"] = 4] = "debug";
  return LevelResolver2;
})(LevelResolver || {});
const shouldLog = (currentLevel, level) => LevelResolver[level] <= currentLevel;


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/internal/logger/console-logger.js

class console_logger_ConsoleLogger {
  constructor(logLevel, prefix = "", output = console) {
    this.logLevel = logLevel;
    this.prefix = prefix;
    this.output = output;
    this.level = LevelResolver[this.logLevel];
  }
  level;
  makeMethod(method) {
    return (message) => {
      if (shouldLog(this.level, method)) {
        this.output[method](this.prefix ? `${this.prefix} ${message}` : message);
      }
    };
  }
  debug = this.makeMethod("debug");
  error = this.makeMethod("error");
  info = this.makeMethod("info");
  warn = this.makeMethod("warn");
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/internal/logger/index.js

let sdkLogger = new console_logger_ConsoleLogger("silent");
const setLogger = (logger) => {
  sdkLogger = logger;
};
const enableConsoleLogger = (logLevel = "warn", prefix = "scaleway-sdk-js:") => setLogger(new ConsoleLogger(logLevel, prefix));
const getLogger = () => sdkLogger;


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/helpers/json.js
const json_isJSONObject = (obj) => {
  const objT = typeof obj;
  return obj !== void 0 && obj !== null && objT !== "string" && objT !== "number" && objT !== "boolean" && !Array.isArray(obj) && objT === "object";
};
const camelize = (str) => {
  const strLength = str.length;
  if (strLength <= 0) {
    return str;
  }
  let out = "";
  for (let capNext = false, index = 0; index < strLength; index += 1) {
    const char = str.charAt(index);
    if (char >= "a" && char <= "z") {
      if (capNext) {
        out += char.toUpperCase();
      } else {
        out += char;
      }
    } else if (char >= "A" && char <= "Z") {
      out += char;
    } else if (char >= "0" && char <= "9") {
      out += char;
    }
    capNext = char === "_" || char === " " || char === "-" || char === ".";
  }
  return out.charAt(0).toLowerCase() + out.substring(1);
};
const json_camelizeKeys = (obj, ignoreKeys = []) => {
  if (Array.isArray(obj)) {
    return obj.map((v) => json_camelizeKeys(v, ignoreKeys));
  }
  if (obj && typeof obj === "object" && !(obj instanceof Date)) {
    return Object.entries(obj).reduce(
      (acc, [key, value]) => ({
        ...acc,
        [camelize(key)]: ignoreKeys.includes(key) ? value : json_camelizeKeys(value, ignoreKeys)
      }),
      {}
    );
  }
  return obj;
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/helpers/marshalling.js
function validatePathParam(name, param) {
  if (typeof param === "string" && param.length > 0) return param;
  if (typeof param === "number") return param.toString();
  throw new TypeError(`param ${name} cannot be empty in request`);
}
const resolveOneOf = (list, isRequired = false) => {
  const elt = list.find((obj) => obj.value !== void 0) ?? list.find((obj) => obj.default !== void 0);
  const value = elt?.value ?? elt?.default;
  if (elt && value !== void 0) {
    return { [elt.param]: value };
  }
  if (isRequired) {
    const keyList = list.map((obj) => obj.param).join(" or ");
    throw new TypeError(`one of ${keyList} must be indicated in the request`);
  }
  return {};
};
const urlParams = (...paramTuples) => {
  const params = new URLSearchParams();
  for (const [key, value] of paramTuples) {
    if (typeof key === "string" && value != null) {
      if (Array.isArray(value)) {
        for (const innerValue of value) {
          if (innerValue !== null) {
            params.append(
              key,
              innerValue instanceof Date ? innerValue.toISOString() : innerValue.toString()
            );
          }
        }
      } else {
        params.append(
          key,
          value instanceof Date ? value.toISOString() : value.toString()
        );
      }
    }
  }
  return params;
};
const marshalling_unmarshalDate = (data) => {
  if (typeof data !== "string") {
    return void 0;
  }
  const date = new Date(data);
  if (Number.isNaN(date.getTime())) {
    return void 0;
  }
  return date;
};
const marshalling_unmarshalArrayOfObject = (data, unmarshaller, emptyFallback = true) => {
  if (!Array.isArray(data)) {
    return emptyFallback ? [] : void 0;
  }
  return data.map((elt) => unmarshaller(elt));
};
const unmarshalMapOfObject = (data, unmarshaller, emptyFallback = true) => {
  if (!data || typeof data !== "object" || !(data instanceof Object) || Array.isArray(data)) {
    return emptyFallback ? {} : void 0;
  }
  return Object.entries(data).reduce(
    (acc, [key, value]) => ({
      ...acc,
      [key]: unmarshaller(value)
    }),
    {}
  );
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/api.js
class API {
  constructor(client) {
    this.client = client;
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/internal/interceptors/helpers.js
const addHeaderInterceptor = (key, value) => ({ request }) => {
  const clone = request.clone();
  if (value !== void 0) {
    clone.headers.append(key, value);
  }
  return clone;
};
const helpers_addAsyncHeaderInterceptor = (key, getter) => async (request) => addHeaderInterceptor(key, await getter())(request);


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/internal/validations/string-validation.js
const isAccessKeyRegex = /^SCW[A-Z0-9]{17}$/i;
const isRegionRegex = /^[a-z]{2}-[a-z]{3}$/i;
const isUUIDRegex = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/i;
const isZoneRegex = /^[a-z]{2}-[a-z]{3}-[1-9]$/i;
const isUUID = (str) => isUUIDRegex.test(str);
const isAccessKey = (str) => isAccessKeyRegex.test(str);
const isSecretKey = (str) => isUUID(str);
const isOrganizationId = (str) => isUUID(str);
const isProjectId = (str) => isUUID(str);
const isRegion = (str) => isRegionRegex.test(str);
const isZone = (str) => isZoneRegex.test(str);
const isURL = (str) => {
  let url;
  try {
    url = new URL(str);
  } catch {
    return false;
  }
  return url.protocol === "http:" || url.protocol === "https:";
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/client-ini-profile.js

const hasAuthenticationSecrets = (obj) => typeof obj.accessKey === "string" && obj.accessKey !== "" && typeof obj.secretKey === "string" && obj.secretKey !== "";
function assertValidAuthenticationSecrets(obj) {
  if (!(obj.accessKey && obj.secretKey)) {
    throw new Error(
      `Invalid secrets, accessKey & secretKey must be defined. See https://www.scaleway.com/en/docs/identity-and-access-management/iam/how-to/create-api-keys/`
    );
  }
  if (!isAccessKey(obj.accessKey)) {
    throw new Error(
      `Invalid access key format '${obj.accessKey}', expected SCWXXXXXXXXXXXXXXXXX format. See https://www.scaleway.com/en/docs/identity-and-access-management/iam/how-to/create-api-keys/`
    );
  }
  if (!isSecretKey(obj.secretKey)) {
    throw new Error(
      `Invalid secret key format '${obj.secretKey}', expected a UUID: xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx. See https://www.scaleway.com/en/docs/identity-and-access-management/iam/how-to/create-api-keys/`
    );
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/package.json.js
const version = "1.3.2";
const pkg = {
  version
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/constants.js

const { version: constants_version } = pkg;
const userAgent = `scaleway-sdk-js/${constants_version}`;
const constants_SESSION_HEADER_KEY = "x-session-token";
const AUTH_HEADER_KEY = "x-auth-token";


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/auth.js



const authenticateWithSessionToken = (getToken) => addAsyncHeaderInterceptor(SESSION_HEADER_KEY, getToken);
const authenticateWithSecrets = (secrets) => {
  assertValidAuthenticationSecrets(secrets);
  return addHeaderInterceptor(AUTH_HEADER_KEY, secrets.secretKey);
};
const obfuscateToken = (key) => `${key.substring(0, 5)}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`;
const obfuscateUUID = (key) => `${key.substring(0, 8)}-xxxx-xxxx-xxxx-xxxxxxxxxxxx`;
const obfuscateAuthHeadersEntry = ([
  name,
  value
]) => {
  if (name === constants_SESSION_HEADER_KEY) return [name, obfuscateToken(value)];
  if (name === AUTH_HEADER_KEY) return [name, obfuscateUUID(value)];
  return [name, value];
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/vendor/base64/index.js
var lookup = [];
var code = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
for (var i = 0, len = code.length; i < len; ++i) {
  lookup[i] = code[i];
}
function tripletToBase64(num) {
  return lookup[num >> 18 & 63] + lookup[num >> 12 & 63] + lookup[num >> 6 & 63] + lookup[num & 63];
}
function encodeChunk(uint8, start, end) {
  var tmp;
  var output = [];
  for (var i = start; i < end; i += 3) {
    tmp = (uint8[i] << 16 & 16711680) + (uint8[i + 1] << 8 & 65280) + (uint8[i + 2] & 255);
    output.push(tripletToBase64(tmp));
  }
  return output.join("");
}
function fromByteArray(uint8) {
  var tmp;
  var len = uint8.length;
  var extraBytes = len % 3;
  var parts = [];
  var maxChunkLength = 16383;
  for (var i = 0, len2 = len - extraBytes; i < len2; i += maxChunkLength) {
    parts.push(
      encodeChunk(
        uint8,
        i,
        i + maxChunkLength > len2 ? len2 : i + maxChunkLength
      )
    );
  }
  if (extraBytes === 1) {
    tmp = uint8[len - 1];
    parts.push(lookup[tmp >> 2] + lookup[tmp << 4 & 63] + "==");
  } else if (extraBytes === 2) {
    tmp = (uint8[len - 2] << 8) + uint8[len - 1];
    parts.push(
      lookup[tmp >> 10] + lookup[tmp >> 4 & 63] + lookup[tmp << 2 & 63] + "="
    );
  }
  return parts.join("");
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/custom-marshalling.js




const unmarshalMoney = (data) => {
  if (!isJSONObject(data)) {
    throw new TypeError(
      `Unmarshalling the type 'Money' failed as data isn't a dictionary.`
    );
  }
  return {
    currencyCode: data.currency_code,
    nanos: data.nanos,
    units: data.units
  };
};
const unmarshalServiceInfo = (data) => {
  if (!isJSONObject(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ServiceInfo' failed as data isn't a dictionary.`
    );
  }
  return {
    description: data.description,
    documentationUrl: data.documentation_url,
    name: data.name,
    version: data.version
  };
};
const unmarshalScwFile = (data) => {
  if (!isJSONObject(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ScwFile' failed as data isn't a dictionary.`
    );
  }
  return {
    content: data.content,
    contentType: data.content_type,
    name: data.name
  };
};
const unmarshalTimeSeriesPoint = (data) => {
  if (!Array.isArray(data)) {
    throw new TypeError(
      `Unmarshalling the type 'TimeSeriesPoint' failed as data isn't an array.`
    );
  }
  return {
    timestamp: unmarshalDate(data[0]),
    value: data[1]
  };
};
const unmarshalTimeSeries = (data) => {
  if (!isJSONObject(data)) {
    throw new TypeError(
      `Unmarshalling the type 'TimeSeries' failed as data isn't a dictionary.`
    );
  }
  return {
    metadata: data.metadata,
    name: data.name,
    points: unmarshalArrayOfObject(data.points, unmarshalTimeSeriesPoint)
  };
};
const unmarshalDecimal = (data) => {
  if (!(typeof data === "object")) {
    throw new TypeError(
      `Unmarshalling the type 'Decimal' failed as data isn't an object.`
    );
  }
  if (data === null) {
    return null;
  }
  if (!("value" in data)) {
    throw new TypeError(
      `Unmarshalling the type 'Decimal' failed as data object does not have a 'value' key.`
    );
  }
  if (!(typeof data.value === "string")) {
    throw new TypeError(
      `Unmarshalling the type 'Decimal' failed as 'value' is not a string.`
    );
  }
  return new Decimal(data.value);
};
const marshalScwFile = (obj) => ({
  content: obj.content,
  content_type: obj.contentType,
  name: obj.name
});
const marshalBlobToScwFile = async (blob) => ({
  content: fromByteArray(new Uint8Array(await blob.arrayBuffer())),
  content_type: blob.type,
  name: "file"
});
const marshalMoney = (obj) => ({
  currency_code: obj.currencyCode,
  nanos: obj.nanos,
  units: obj.units
});
const marshalTimeSeriesPoint = (obj) => ({
  timestamp: obj.timestamp?.toISOString(),
  value: obj.value
});
const marshalTimeSeries = (obj) => ({
  metadata: obj.metadata,
  name: obj.name,
  points: obj.points.map((elt) => marshalTimeSeriesPoint(elt))
});
const marshalDecimal = (obj) => ({
  value: obj.toString()
});
const unmarshalDates = (obj, keys) => {
  if (Array.isArray(obj)) {
    return obj.map((v) => unmarshalDates(v, keys));
  }
  if (obj && typeof obj === "object") {
    return Object.entries(obj).reduce(
      (acc, [key, value]) => ({
        ...acc,
        [key]: typeof value === "string" && keys.includes(key) ? new Date(value) : unmarshalDates(value, keys)
      }),
      {}
    );
  }
  return obj;
};
const unmarshalAnyRes = (obj, ignoreKeys = [], dateKeys) => {
  if (!isJSONObject(obj)) {
    throw new TypeError(`Data isn't a dictionary.`);
  }
  return camelizeKeys(
    dateKeys && dateKeys.length > 0 ? unmarshalDates(obj, dateKeys) : obj,
    ignoreKeys
  );
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/fetch/resource-paginator.js
const extract = (key) => (result) => result[key];
function* pages(key, fetcher, request, firstPage) {
  if (!Array.isArray(firstPage[key])) {
    throw new Error(`Property ${key} is not a list in paginated result`);
  }
  const getList = extract(key);
  let page = request.page || 1;
  if (page === 1) {
    yield Promise.resolve(getList(firstPage));
    page += 1;
  }
  const { length } = firstPage[key];
  if (!length) return;
  const { totalCount } = firstPage;
  while (page <= Math.floor((totalCount + length - 1) / length)) {
    yield fetcher({ ...request, page }).then(getList);
    page += 1;
  }
}
async function* fetchPaginated(key, fetcher, request, initial = fetcher(request)) {
  yield* pages(key, fetcher, request, await initial);
}
const fetchAll = async (key, fetcher, request, initial = fetcher(request)) => (await Promise.all(Array.from(pages(key, fetcher, request, await initial)))).flat();
const enrichForPagination = (key, fetcher, request) => {
  const firstPage = fetcher(request);
  return Object.assign(firstPage, {
    all: () => fetchAll(key, fetcher, request, firstPage),
    [Symbol.asyncIterator]: () => fetchPaginated(key, fetcher, request, firstPage)
  });
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/client-ini-factory.js


const client_ini_factory_withProfile = (profile) => (settings) => {
  const newSettings = { ...settings };
  if (profile.apiURL) {
    newSettings.apiURL = profile.apiURL;
  }
  if (profile.defaultOrganizationId) {
    newSettings.defaultOrganizationId = profile.defaultOrganizationId;
  }
  if (profile.defaultProjectId) {
    newSettings.defaultProjectId = profile.defaultProjectId;
  }
  if (profile.defaultRegion) {
    newSettings.defaultRegion = profile.defaultRegion;
  }
  if (profile.defaultZone) {
    newSettings.defaultZone = profile.defaultZone;
  }
  if (hasAuthenticationSecrets(profile)) {
    newSettings.interceptors = [
      {
        request: authenticateWithSecrets(profile)
      },
      ...newSettings.interceptors
    ];
  }
  return newSettings;
};
const withHTTPClient = (httpClient) => (settings) => ({ ...settings, httpClient });
const withDefaultPageSize = (defaultPageSize) => (settings) => ({ ...settings, defaultPageSize });
const withUserAgent = (userAgent) => (settings) => ({ ...settings, userAgent });
const withUserAgentSuffix = (userAgent) => (settings) => ({
  ...settings,
  userAgent: settings.userAgent ? `${settings.userAgent} ${userAgent}` : userAgent
});
const client_ini_factory_withAdditionalInterceptors = (interceptors) => (settings) => ({
  ...settings,
  interceptors: settings.interceptors.concat(interceptors)
});
const withLegacyInterceptors = () => (settings) => {
  if (!settings.requestInterceptors && !settings.responseInterceptors) {
    return settings;
  }
  const allInterceptors = settings.interceptors.concat(
    (settings.requestInterceptors ?? []).map((obj) => ({
      request: obj
    })),
    (settings.responseInterceptors ?? []).map((obj) => ({
      response: obj
    }))
  );
  return {
    ...settings,
    interceptors: allInterceptors
  };
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/client-settings.js

const assertValidSettings = (obj) => {
  if (obj.defaultOrganizationId !== void 0) {
    if (typeof obj.defaultOrganizationId !== "string" || obj.defaultOrganizationId.length === 0) {
      throw new Error("Default organization ID cannot be empty");
    }
    if (!isOrganizationId(obj.defaultOrganizationId)) {
      throw new Error(
        `Invalid organization ID format '${obj.defaultOrganizationId}', expected a UUID: xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`
      );
    }
  }
  if (obj.defaultProjectId !== void 0) {
    if (typeof obj.defaultProjectId !== "string" || obj.defaultProjectId.length === 0) {
      throw new Error("Default project ID cannot be empty");
    }
    if (!isProjectId(obj.defaultProjectId)) {
      throw new Error(
        `Invalid project ID format '${obj.defaultProjectId}', expected a UUID: xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`
      );
    }
  }
  if (obj.defaultRegion && !isRegion(obj.defaultRegion)) {
    throw new Error(`Invalid default region format '${obj.defaultRegion}'`);
  }
  if (obj.defaultZone && !isZone(obj.defaultZone)) {
    throw new Error(`Invalid default zone format '${obj.defaultZone}'`);
  }
  if (obj.apiURL && !isURL(obj.apiURL)) {
    throw new Error(`Invalid URL ${obj.apiURL}`);
  }
  if (obj.apiURL?.endsWith("/")) {
    throw new Error(
      `Invalid URL ${obj.apiURL}: it should not have a trailing slash`
    );
  }
  if (typeof obj.httpClient !== typeof fetch) {
    throw new Error(`Invalid HTTP Client`);
  }
  if (obj.defaultPageSize !== void 0 && (typeof obj.defaultPageSize !== "number" || Number.isNaN(obj.defaultPageSize) || obj.defaultPageSize <= 0)) {
    throw new Error(
      `Invalid defaultPageSize ${obj.defaultPageSize}: it should be a number above 0`
    );
  }
  if (typeof obj.userAgent !== "string") {
    throw new Error(`Invalid User-Agent`);
  }
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/helpers/is-browser.js
const isBrowser = () => typeof window !== "undefined" && typeof window.document !== "undefined";


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/internal/interceptors/composer.js
const composeRequestInterceptors = (interceptors) => async (request) => interceptors.reduce(
  async (asyncResult, interceptor) => interceptor({ request: await asyncResult }),
  Promise.resolve(request)
);
const composeResponseInterceptors = (interceptors) => async (response) => interceptors.reduce(
  async (asyncResult, interceptor) => interceptor({ response: await asyncResult }),
  Promise.resolve(response)
);
const composeResponseErrorInterceptors = (interceptors) => async (request, error) => {
  let prevError = error;
  for (const interceptor of interceptors) {
    try {
      const res = await interceptor({ request, error: prevError });
      return res;
    } catch (err) {
      prevError = err;
    }
  }
  throw prevError;
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/fetch/http-dumper.js
const toPascalCase = (str) => str.replace(
  /\w+/g,
  (word) => `${word[0].toUpperCase()}${word.slice(1).toLowerCase()}`
);
const serializeHeadersEntry = ([name, value]) => `${toPascalCase(name)}: ${value}`;
const serializeHeaders = (headers) => Array.from(headers.entries(), serializeHeadersEntry);
const dumpRequest = async (request) => [
  `${request.method.toUpperCase()}: ${request.url}`,
  ...serializeHeaders(request.headers),
  await request.clone().text()
].join("\r\n");
const dumpResponse = async (response) => [
  `HTTP ${response.status} ${response.ok ? "OK" : "NOK"}`,
  ...serializeHeaders(response.headers),
  await response.clone().text()
].join("\r\n");


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/fetch/http-interceptors.js



class ObfuscatedRequest extends Request {
  constructor(request, obfuscate) {
    super(request);
    this.request = request;
    this.obfuscate = obfuscate;
  }
  get headers() {
    return new Headers(Array.from(this.request.headers, this.obfuscate));
  }
  clone() {
    return new ObfuscatedRequest(this.request, this.obfuscate);
  }
}
const obfuscateInterceptor = (obfuscate) => ({ request }) => new ObfuscatedRequest(request, obfuscate);
const identity = ({ request }) => request;
const logRequest = (identifier, obfuscate = identity) => async ({ request }) => {
  if (shouldLog(LevelResolver[getLogger().logLevel], "debug")) {
    getLogger().debug(
      `--------------- Scaleway SDK REQUEST ${identifier} ---------------
${await dumpRequest(await obfuscate({ request }))}
---------------------------------------------------------`
    );
  }
  return request;
};
const logResponse = (identifier) => async ({ response }) => {
  if (shouldLog(LevelResolver[getLogger().logLevel], "debug")) {
    getLogger().debug(
      `--------------- Scaleway SDK RESPONSE ${identifier} ---------------
${await dumpResponse(response)}
---------------------------------------------------------`
    );
  }
  return response;
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/helpers/is-response.js
const isResponse = (obj) => obj !== null && obj !== void 0 && typeof obj === "object" && "status" in obj && typeof obj.status === "number" && "statusText" in obj && typeof obj.statusText === "string" && "headers" in obj && typeof obj.headers === "object" && "body" in obj && typeof obj.body !== "undefined";


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/types.js

const isRecordOfStringArray = (obj) => {
  if (!json_isJSONObject(obj)) {
    return false;
  }
  for (const elt of Object.values(obj)) {
    if (!Array.isArray(elt) || Object.values(elt).find((x) => typeof x !== "string") !== void 0) {
      return false;
    }
  }
  return true;
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/scw-error.js


const buildDefaultMessage = (status, body) => {
  const message = [`http error ${status}`];
  if (typeof body === "string") {
    message.push(body);
  } else if (json_isJSONObject(body)) {
    if (typeof body.resource === "string") {
      message.push(`resource ${body.resource}`);
    }
    if (typeof body.message === "string") {
      message.push(body.message);
    }
    if (body.fields && isRecordOfStringArray(body.fields)) {
      message.push(
        Object.entries(body.fields).map(([name, list]) => `${name} (${list.join(", ")})`).join(", ")
      );
    }
  }
  return message.join(": ");
};
class ScalewayError extends Error {
  constructor(status, body, message = buildDefaultMessage(status, body)) {
    super(message);
    this.status = status;
    this.body = body;
    this.message = message;
    this.name = "ScalewayError";
    this.rawMessage = typeof body === "object" && typeof body.message === "string" ? body.message : void 0;
    Object.setPrototypeOf(this, new.target.prototype);
  }
  /** The message originating from the payload. */
  rawMessage;
  static fromJSON(status, obj) {
    return new ScalewayError(status, obj);
  }
  toString() {
    return `${this.name}: ${this.message}`;
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/invalid-arguments-error.js


const buildMessage = (list) => {
  const invalidArgs = list.reduce((acc, details) => {
    let readableReason = "";
    switch (details.reason) {
      case "required":
        readableReason = `is required`;
        break;
      case "format":
        readableReason = `is wrongly formatted`;
        break;
      case "constraint":
        readableReason = `does not respect constraint`;
        break;
      default:
        readableReason = `is invalid for unexpected reason`;
        break;
    }
    if (details.helpMessage && details.helpMessage.length > 0) {
      readableReason = readableReason.concat(`, `, details.helpMessage);
    }
    acc.push(`${details.argumentName} ${readableReason}`);
    return acc;
  }, []);
  return `invalid argument(s): ${invalidArgs.join("; ")}`;
};
class InvalidArgumentsError extends ScalewayError {
  constructor(status, body, details) {
    super(status, body, buildMessage(details));
    this.status = status;
    this.body = body;
    this.details = details;
    this.name = "InvalidArgumentsError";
  }
  static fromJSON(status, obj) {
    if (!Array.isArray(obj.details)) return null;
    return new InvalidArgumentsError(
      status,
      obj,
      obj.details.reduce(
        (list, detail) => json_isJSONObject(detail) && typeof detail.argument_name === "string" && typeof detail.reason === "string" ? list.concat({
          argumentName: detail.argument_name,
          helpMessage: typeof detail.help_message === "string" ? detail.help_message : void 0,
          reason: detail.reason
        }) : list,
        []
      )
    );
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/quotas-exceeded-error.js


const quotas_exceeded_error_buildMessage = (list) => `quota(s) exceeded: ${list.map((details) => {
  const message = `Quotas reached: You have reached the maximum number of ${details.resource} authorized by your Organization. Access the quotas page from your Organization dashboard to manage quotas.`;
  return details.scope ? `${message} for ${details.scope.kind} '${details.scope.id}'` : message;
}).join("; ")}`;
const buildScope = (detail) => {
  if (typeof detail.organization_id === "string" && detail.organization_id.length) {
    return { id: detail.organization_id, kind: "organization" };
  }
  if (typeof detail.project_id === "string" && detail.project_id.length) {
    return { id: detail.project_id, kind: "project" };
  }
  return void 0;
};
class QuotasExceededError extends ScalewayError {
  constructor(status, body, list) {
    super(status, body, quotas_exceeded_error_buildMessage(list));
    this.status = status;
    this.body = body;
    this.list = list;
    this.name = "QuotasExceededError";
  }
  static fromJSON(status, obj) {
    if (!Array.isArray(obj.details)) return null;
    return new QuotasExceededError(
      status,
      obj,
      obj.details.reduce(
        (list, detail) => json_isJSONObject(detail) && typeof detail.resource === "string" && typeof detail.quota === "number" && typeof detail.current === "number" ? list.concat({
          current: detail.current,
          quota: detail.quota,
          resource: detail.resource,
          scope: buildScope(detail)
        }) : list,
        []
      )
    );
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/non-standard/invalid-request-mapper.js




class InvalidRequestMapper {
  static fromJSON(status, obj) {
    if (typeof obj.message === "string" && obj.message.toLowerCase().includes("quota exceeded for this resource")) {
      return new QuotasExceededError(status, obj, [
        {
          current: 0,
          quota: 0,
          resource: typeof obj.resource === "string" ? obj.resource : ""
        }
      ]);
    }
    const fields = obj.fields && isRecordOfStringArray(obj.fields) ? obj.fields : {};
    const fieldsMessages = Object.entries(fields);
    if (fieldsMessages.length) {
      return new InvalidArgumentsError(
        status,
        obj,
        fieldsMessages.map(
          ([argumentName, messages]) => messages.map((helpMessage) => ({
            argumentName,
            helpMessage,
            reason: "constraint"
          }))
        ).flat()
      );
    }
    return new ScalewayError(status, obj);
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/resource-not-found-error.js

class ResourceNotFoundError extends ScalewayError {
  constructor(status, body, resource, resourceId) {
    super(
      status,
      body,
      `resource ${resource} with ID ${resourceId} is not found`
    );
    this.status = status;
    this.body = body;
    this.resource = resource;
    this.resourceId = resourceId;
    this.name = "ResourceNotFoundError";
  }
  static fromJSON(status, obj) {
    if (typeof obj.resource !== "string" || typeof obj.resource_id !== "string") {
      return null;
    }
    return new ResourceNotFoundError(status, obj, obj.resource, obj.resource_id);
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/non-standard/unknown-resource-mapper.js



class UnknownResourceMapper {
  static fromJSON(status, obj) {
    const messageParts = typeof obj.message === "string" ? obj.message.split(/"|'/) : [];
    if (messageParts.length === 3 && isUUID(messageParts[1])) {
      return new ResourceNotFoundError(
        status,
        obj,
        // transform `Security group ` to `security_group`
        // `.replaceAll()` may be too recent to use yet.
        // that's why we're using `.split(' ').join('_')` for now.
        messageParts[0].trim().toLowerCase().split(" ").join("_"),
        messageParts[1]
      );
    }
    return new ScalewayError(status, obj);
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/already-exists-error.js

class AlreadyExistsError extends ScalewayError {
  constructor(status, body, resource, resourceId, helpMessage) {
    super(
      status,
      body,
      `resource ${resource} with ID ${resourceId} already exists: ${helpMessage}`
    );
    this.status = status;
    this.body = body;
    this.resource = resource;
    this.resourceId = resourceId;
    this.helpMessage = helpMessage;
    this.name = "AlreadyExistsError";
  }
  static fromJSON(status, obj) {
    if (typeof obj.resource !== "string" || typeof obj.resource_id !== "string" || typeof obj.help_message !== "string") {
      return null;
    }
    return new AlreadyExistsError(
      status,
      obj,
      obj.resource,
      obj.resource_id,
      obj.help_message
    );
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/denied-authentication-error.js

const denied_authentication_error_buildMessage = (method, reason) => {
  let reasonDesc;
  switch (reason) {
    case "invalid_argument":
      reasonDesc = `invalid ${method} format or empty value`;
      break;
    case "not_found":
      reasonDesc = `${method} does not exist`;
      break;
    case "expired":
      reasonDesc = `${method} is expired`;
      break;
    default:
      reasonDesc = `unknown reason for ${method}`;
  }
  return `denied authentication: ${reasonDesc}`;
};
class DeniedAuthenticationError extends ScalewayError {
  constructor(status, body, method, reason) {
    super(status, body, denied_authentication_error_buildMessage(method, reason));
    this.status = status;
    this.body = body;
    this.method = method;
    this.reason = reason;
    this.name = "DeniedAuthenticationError";
  }
  static fromJSON(status, obj) {
    if (typeof obj.method !== "string" || typeof obj.reason !== "string") {
      return null;
    }
    return new DeniedAuthenticationError(status, obj, obj.method, obj.reason);
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/out-of-stock-error.js

class OutOfStockError extends ScalewayError {
  constructor(status, body, resource) {
    super(status, body, `resource ${resource} is out of stock`);
    this.status = status;
    this.body = body;
    this.resource = resource;
    this.name = "OutOfStockError";
  }
  static fromJSON(status, obj) {
    if (typeof obj.resource !== "string") return null;
    return new OutOfStockError(status, obj, obj.resource);
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/permissions-denied-error.js


const permissions_denied_error_buildMessage = (list) => `insufficient permissions: ${list.map(({ action, resource }) => `${action} ${resource}`).join("; ")}`;
class PermissionsDeniedError extends ScalewayError {
  constructor(status, body, list) {
    super(status, body, permissions_denied_error_buildMessage(list));
    this.status = status;
    this.body = body;
    this.list = list;
    this.name = "PermissionsDeniedError";
  }
  static fromJSON(status, obj) {
    if (!Array.isArray(obj.details)) return null;
    return new PermissionsDeniedError(
      status,
      obj,
      obj.details.reduce(
        (list, detail) => json_isJSONObject(detail) && typeof detail.resource === "string" && typeof detail.action === "string" ? list.concat({
          action: detail.action,
          resource: detail.resource
        }) : list,
        []
      )
    );
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/precondition-failed-error.js

const precondition_failed_error_buildMessage = (precondition, helpMessage) => {
  let message = `precondition failed: ${precondition}`;
  if (typeof helpMessage === "string" && helpMessage.length > 0) {
    message = message.concat(", ", helpMessage);
  }
  return message;
};
class PreconditionFailedError extends ScalewayError {
  constructor(status, body, precondition, helpMessage) {
    super(status, body, precondition_failed_error_buildMessage(precondition, helpMessage));
    this.status = status;
    this.body = body;
    this.precondition = precondition;
    this.helpMessage = helpMessage;
    this.name = "PreconditionFailedError";
  }
  static fromJSON(status, obj) {
    if (typeof obj.precondition !== "string" || typeof obj.help_message !== "string") {
      return null;
    }
    return new PreconditionFailedError(
      status,
      obj,
      obj.precondition,
      obj.help_message
    );
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/resource-expired-error.js

class ResourceExpiredError extends ScalewayError {
  constructor(status, body, resource, resourceId, expiredSince) {
    super(
      status,
      body,
      `resource ${resource} with ID ${resourceId} expired since ${expiredSince.toISOString()}`
    );
    this.status = status;
    this.body = body;
    this.resource = resource;
    this.resourceId = resourceId;
    this.expiredSince = expiredSince;
    this.name = "ResourceExpiredError";
  }
  static fromJSON(status, obj) {
    if (typeof obj.resource !== "string" || typeof obj.resource_id !== "string" || typeof obj.expired_since !== "string") {
      return null;
    }
    return new ResourceExpiredError(
      status,
      obj,
      obj.resource,
      obj.resource_id,
      new Date(obj.expired_since)
    );
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/resource-locked-error.js

class ResourceLockedError extends ScalewayError {
  constructor(status, body, resource, resourceId) {
    super(status, body, `resource ${resource} with ID ${resourceId} is locked`);
    this.status = status;
    this.body = body;
    this.resource = resource;
    this.resourceId = resourceId;
    this.name = "ResourceLockedError";
  }
  static fromJSON(status, obj) {
    if (typeof obj.resource !== "string" || typeof obj.resource_id !== "string") {
      return null;
    }
    return new ResourceLockedError(status, obj, obj.resource, obj.resource_id);
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/too-many-requests-error.js


const too_many_requests_error_buildMessage = (helpMessage, limit, resetSeconds, resetAt) => {
  const details = [];
  if (limit) {
    if (limit.windowSeconds) {
      details.push(`quota is ${limit.quota} for ${limit.windowSeconds}s`);
    } else {
      details.push(`quota is ${limit.quota}`);
    }
  }
  if (resetSeconds) {
    details.push(`resets in ${resetSeconds}s`);
  } else if (resetAt) {
    details.push(`resets at ${resetAt.toISOString()}`);
  }
  let output = `too many requests`;
  if (details.length > 0) {
    output += ` (${details.join(", ")})`;
  }
  if (helpMessage.length > 0) {
    output += `: ${helpMessage}`;
  }
  return output;
};
class TooManyRequestsError extends ScalewayError {
  constructor(status, body, helpMessage, limit, resetSeconds, resetAt) {
    super(status, body, too_many_requests_error_buildMessage(helpMessage, limit, resetSeconds, resetAt));
    this.status = status;
    this.body = body;
    this.helpMessage = helpMessage;
    this.limit = limit;
    this.resetSeconds = resetSeconds;
    this.resetAt = resetAt;
    this.name = "TooManyRequestsError";
  }
  static fromJSON(status, obj) {
    if (typeof obj.help_message !== "string") return null;
    let limit;
    if (json_isJSONObject(obj.limit) && typeof obj.limit.quota === "number") {
      limit = {
        quota: obj.limit.quota,
        windowSeconds: typeof obj.limit.window_seconds === "number" ? obj.limit.window_seconds : void 0
      };
    }
    return new TooManyRequestsError(
      status,
      obj,
      obj.help_message,
      limit,
      typeof obj.reset_seconds === "number" ? obj.reset_seconds : void 0,
      typeof obj.reset_at === "string" ? new Date(obj.reset_at) : void 0
    );
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/transient-state-error.js

class TransientStateError extends ScalewayError {
  constructor(status, body, resource, resourceId, currentState) {
    super(
      status,
      body,
      `resource ${resource} with ID ${resourceId} is in a transient state: ${currentState}`
    );
    this.status = status;
    this.body = body;
    this.resource = resource;
    this.resourceId = resourceId;
    this.currentState = currentState;
    this.name = "TransientStateError";
  }
  static fromJSON(status, obj) {
    if (typeof obj.resource !== "string" || typeof obj.resource_id !== "string" || typeof obj.current_state !== "string") {
      return null;
    }
    return new TransientStateError(
      status,
      obj,
      obj.resource,
      obj.resource_id,
      obj.current_state
    );
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/error-parser.js















const unmarshalStandardError = (type, status, body) => {
  let error;
  switch (type) {
    case "denied_authentication":
      error = DeniedAuthenticationError;
      break;
    case "invalid_arguments":
      error = InvalidArgumentsError;
      break;
    case "out_of_stock":
      error = OutOfStockError;
      break;
    case "permissions_denied":
      error = PermissionsDeniedError;
      break;
    case "precondition_failed":
      error = PreconditionFailedError;
      break;
    case "quotas_exceeded":
      error = QuotasExceededError;
      break;
    case "expired":
      error = ResourceExpiredError;
      break;
    case "not_found":
      error = ResourceNotFoundError;
      break;
    case "locked":
      error = ResourceLockedError;
      break;
    case "transient_state":
      error = TransientStateError;
      break;
    case "already_exists":
      error = AlreadyExistsError;
      break;
    case "too_many_requests":
      error = TooManyRequestsError;
      break;
    default:
      return null;
  }
  return error.fromJSON(status, body);
};
const unmarshalNonStandardError = (type, status, body) => {
  switch (type) {
    case "unknown_resource":
      return UnknownResourceMapper.fromJSON(status, body);
    case "invalid_request_error":
      return InvalidRequestMapper.fromJSON(status, body);
    default:
      return null;
  }
};
const parseScalewayError = (status, body) => {
  const parsableError = typeof body.type === "string" && (unmarshalStandardError(body.type, status, body) ?? unmarshalNonStandardError(body.type, status, body));
  return parsableError || new ScalewayError(status, body);
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/fetch/response-parser.js




const X_TOTAL_COUNT_HEADER_KEY = "x-total-count";
const TOTAL_COUNT_RES_KEY = "total_count";
const fixLegacyTotalCount = (obj, headers) => {
  const headerVal = headers.get(X_TOTAL_COUNT_HEADER_KEY);
  if (!headerVal) {
    return obj;
  }
  const totalCount = parseInt(headerVal, 10);
  if (Number.isNaN(totalCount)) {
    return obj;
  }
  if (json_isJSONObject(obj) && !(TOTAL_COUNT_RES_KEY in obj)) {
    return Object.assign(obj, { [TOTAL_COUNT_RES_KEY]: totalCount });
  }
  return obj;
};
const responseParser = (unmarshaller, responseType) => async (response) => {
  if (!isResponse(response)) {
    throw new TypeError("Invalid response object");
  }
  if (response.ok) {
    if (response.status === 204) return unmarshaller(void 0);
    const contentType = response.headers.get("Content-Type");
    try {
      if (responseType === "json" && contentType === "application/json") {
        return unmarshaller(
          fixLegacyTotalCount(await response.json(), response.headers)
        );
      }
      if (responseType === "blob") {
        return unmarshaller(await response.blob());
      }
      return unmarshaller(await response.text());
    } catch (err) {
      throw new ScalewayError(
        response.status,
        `could not parse '${contentType ?? ""}' response${err instanceof Error ? `: ${err.message}` : ""}`
      );
    }
  }
  const error = await response.clone().json().catch(() => response.text());
  if (json_isJSONObject(error)) throw parseScalewayError(response.status, error);
  throw new ScalewayError(
    response.status,
    typeof error === "string" ? error : "cannot read error response body"
  );
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/fetch/build-fetcher.js





const buildRequest = (request, settings) => {
  let { path } = request;
  if (request.urlParams instanceof URLSearchParams) {
    path = path.concat(`?${request.urlParams.toString()}`);
  }
  return new Request(`${settings.apiURL}${path}`, {
    body: request.body,
    headers: {
      Accept: "application/json",
      .../* istanbul ignore next */
      !isBrowser() ? { "User-Agent": settings.userAgent } : {},
      ...request.headers
    },
    method: request.method
  });
};
const asIs = (response) => response;
const buildFetcher = (settings, httpClient) => {
  let requestNumber = 0;
  const prepareRequest = (requestId) => composeRequestInterceptors([
    ...settings.interceptors.map((obj) => obj.request).filter((obj) => obj),
    logRequest(requestId, obfuscateInterceptor(obfuscateAuthHeadersEntry))
  ]);
  const prepareResponse = (requestId) => composeResponseInterceptors([
    ...settings.interceptors.map((obj) => obj.response).filter((obj) => obj),
    logResponse(requestId)
  ]);
  const prepareResponseErrors = () => composeResponseErrorInterceptors(
    settings.interceptors.map((obj) => obj.responseError).filter((obj) => obj)
  );
  return async (request, unwrapper = asIs) => {
    const requestId = `${requestNumber += 1}`;
    const reqInterceptors = prepareRequest(requestId);
    const finalRequest = await reqInterceptors(buildRequest(request, settings));
    try {
      const response = await httpClient(finalRequest);
      const resInterceptors = prepareResponse(requestId);
      const finalResponse = await resInterceptors(response);
      const resUnmarshaller = responseParser(
        unwrapper,
        request.responseType ?? "json"
      );
      const unmarshaledResponse = await resUnmarshaller(finalResponse);
      return unmarshaledResponse;
    } catch (err) {
      const resErrorInterceptors = prepareResponseErrors();
      const handledError = await resErrorInterceptors(finalRequest, err);
      return unwrapper(handledError);
    }
  };
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/client.js





const DEFAULT_SETTINGS = {
  apiURL: "https://api.scaleway.com",
  httpClient: fetch,
  interceptors: [],
  userAgent: userAgent
};
const createAdvancedClient = (...configs) => {
  const settings = configs.concat([withLegacyInterceptors()]).reduce(
    (currentSettings, config) => config(currentSettings),
    DEFAULT_SETTINGS
  );
  assertValidSettings(settings);
  getLogger().info(`init Scaleway SDK version ${constants_version}`);
  return {
    fetch: buildFetcher(settings, settings.httpClient),
    settings
  };
};
const createClient = (settings = {}) => createAdvancedClient(
  withProfile(settings),
  withAdditionalInterceptors(settings.interceptors ?? [])
);


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/index.js















;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/locality.js
function toApiLocality(legacy) {
  if (!legacy) {
    return { type: "unspecified" };
  }
  const { zones, regions } = legacy;
  if (zones && zones.length > 0) {
    return { type: "zone", zones };
  }
  if (regions && regions.length > 0) {
    return { type: "region", regions };
  }
  return { type: "global" };
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/index.js


















/***/ }),

/***/ 6540:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  t: () => (/* reexport */ index_gen_namespaceObject)
});

// NAMESPACE OBJECT: ./node_modules/@scaleway/sdk-secret/dist/v1beta1/index.gen.js
var index_gen_namespaceObject = {};
__nccwpck_require__.r(index_gen_namespaceObject);
__nccwpck_require__.d(index_gen_namespaceObject, {
  nC: () => (API)
});

// EXTERNAL MODULE: ./node_modules/@scaleway/sdk-client/dist/index.js + 44 modules
var dist = __nccwpck_require__(7956);
;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-secret/dist/v1beta1/marshalling.gen.js

const unmarshalEphemeralProperties = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'EphemeralProperties' failed as data isn't a dictionary.`
    );
  }
  return {
    action: data.action,
    expiresAt: (0,dist/* unmarshalDate */.gR)(data.expires_at),
    expiresOnceAccessed: data.expires_once_accessed
  };
};
const unmarshalSecretVersion = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'SecretVersion' failed as data isn't a dictionary.`
    );
  }
  return {
    createdAt: (0,dist/* unmarshalDate */.gR)(data.created_at),
    deletedAt: (0,dist/* unmarshalDate */.gR)(data.deleted_at),
    deletionRequestedAt: (0,dist/* unmarshalDate */.gR)(data.deletion_requested_at),
    description: data.description,
    ephemeralProperties: data.ephemeral_properties ? unmarshalEphemeralProperties(data.ephemeral_properties) : void 0,
    latest: data.latest,
    region: data.region,
    revision: data.revision,
    secretId: data.secret_id,
    status: data.status,
    updatedAt: (0,dist/* unmarshalDate */.gR)(data.updated_at)
  };
};
const unmarshalEphemeralPolicy = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'EphemeralPolicy' failed as data isn't a dictionary.`
    );
  }
  return {
    action: data.action,
    expiresOnceAccessed: data.expires_once_accessed,
    timeToLive: data.time_to_live
  };
};
const unmarshalSecret = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'Secret' failed as data isn't a dictionary.`
    );
  }
  return {
    createdAt: (0,dist/* unmarshalDate */.gR)(data.created_at),
    deletionRequestedAt: (0,dist/* unmarshalDate */.gR)(data.deletion_requested_at),
    description: data.description,
    ephemeralPolicy: data.ephemeral_policy ? unmarshalEphemeralPolicy(data.ephemeral_policy) : void 0,
    id: data.id,
    keyId: data.key_id,
    managed: data.managed,
    name: data.name,
    path: data.path,
    projectId: data.project_id,
    protected: data.protected,
    region: data.region,
    status: data.status,
    tags: data.tags,
    type: data.type,
    updatedAt: (0,dist/* unmarshalDate */.gR)(data.updated_at),
    usedBy: data.used_by,
    versionCount: data.version_count
  };
};
const unmarshalAccessSecretVersionResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'AccessSecretVersionResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    data: data.data,
    dataCrc32: data.data_crc32,
    revision: data.revision,
    secretId: data.secret_id,
    type: data.type
  };
};
const unmarshalBrowseSecretsResponseItemFolderDetails = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'BrowseSecretsResponseItemFolderDetails' failed as data isn't a dictionary.`
    );
  }
  return {};
};
const unmarshalBrowseSecretsResponseItemSecretDetails = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'BrowseSecretsResponseItemSecretDetails' failed as data isn't a dictionary.`
    );
  }
  return {
    ephemeralPolicy: data.ephemeral_policy ? unmarshalEphemeralPolicy(data.ephemeral_policy) : void 0,
    id: data.id,
    protected: data.protected,
    tags: data.tags,
    type: data.type,
    versionCount: data.version_count
  };
};
const unmarshalBrowseSecretsResponseItem = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'BrowseSecretsResponseItem' failed as data isn't a dictionary.`
    );
  }
  return {
    createdAt: (0,dist/* unmarshalDate */.gR)(data.created_at),
    folder: data.folder ? unmarshalBrowseSecretsResponseItemFolderDetails(data.folder) : void 0,
    name: data.name,
    secret: data.secret ? unmarshalBrowseSecretsResponseItemSecretDetails(data.secret) : void 0,
    updatedAt: (0,dist/* unmarshalDate */.gR)(data.updated_at)
  };
};
const unmarshalBrowseSecretsResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'BrowseSecretsResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    currentPath: data.current_path,
    items: (0,dist/* unmarshalArrayOfObject */.jG)(
      data.items,
      unmarshalBrowseSecretsResponseItem
    ),
    totalCount: data.total_count
  };
};
const unmarshalListSecretTypesResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListSecretTypesResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    totalCount: data.total_count,
    types: data.types
  };
};
const unmarshalListSecretVersionsResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListSecretVersionsResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    totalCount: data.total_count,
    versions: (0,dist/* unmarshalArrayOfObject */.jG)(data.versions, unmarshalSecretVersion)
  };
};
const unmarshalListSecretsResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListSecretsResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    secrets: (0,dist/* unmarshalArrayOfObject */.jG)(data.secrets, unmarshalSecret),
    totalCount: data.total_count
  };
};
const unmarshalListTagsResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListTagsResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    tags: data.tags,
    totalCount: data.total_count
  };
};
const marshalAddSecretOwnerRequest = (request, defaults) => ({
  product: request.product
});
const marshalEphemeralPolicy = (request, defaults) => ({
  action: request.action,
  expires_once_accessed: request.expiresOnceAccessed,
  time_to_live: request.timeToLive
});
const marshalCreateSecretRequest = (request, defaults) => ({
  description: request.description,
  ephemeral_policy: request.ephemeralPolicy !== void 0 ? marshalEphemeralPolicy(request.ephemeralPolicy) : void 0,
  key_id: request.keyId,
  name: request.name,
  path: request.path,
  project_id: request.projectId ?? defaults.defaultProjectId,
  protected: request.protected,
  tags: request.tags,
  type: request.type
});
const marshalCreateSecretVersionRequest = (request, defaults) => ({
  data: request.data,
  data_crc32: request.dataCrc32,
  description: request.description,
  disable_previous: request.disablePrevious
});
const marshalUpdateSecretRequest = (request, defaults) => ({
  description: request.description,
  ephemeral_policy: request.ephemeralPolicy !== void 0 ? marshalEphemeralPolicy(request.ephemeralPolicy) : void 0,
  name: request.name,
  path: request.path,
  tags: request.tags
});
const marshalEphemeralProperties = (request, defaults) => ({
  action: request.action,
  expires_at: request.expiresAt,
  expires_once_accessed: request.expiresOnceAccessed
});
const marshalUpdateSecretVersionRequest = (request, defaults) => ({
  description: request.description,
  ephemeral_properties: request.ephemeralProperties !== void 0 ? marshalEphemeralProperties(request.ephemeralProperties) : void 0
});


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-secret/dist/v1beta1/api.gen.js


const jsonContentHeaders = {
  "Content-Type": "application/json; charset=utf-8"
};
class API extends dist/* API */.nC {
  /**
   * Locality of this API.
   * type ∈ {'zone','region','global','unspecified'}
   */
  static LOCALITY = (0,dist/* toApiLocality */.Pt)({
    regions: ["fr-par", "nl-ams", "pl-waw"]
  });
  /**
   * Create a secret. Create a secret in a given region specified by the `region` parameter.
   *
   * @param request - The request {@link CreateSecretRequest}
   * @returns A Promise of Secret
   */
  createSecret = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalCreateSecretRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "POST",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets`
    },
    unmarshalSecret
  );
  /**
   * Get metadata using the secret's ID. Retrieve the metadata of a secret specified by the `region` and `secret_id` parameters.
   *
   * @param request - The request {@link GetSecretRequest}
   * @returns A Promise of Secret
   */
  getSecret = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}`
    },
    unmarshalSecret
  );
  /**
   * Update metadata of a secret. Edit a secret's metadata such as name, tag(s), description and ephemeral policy. The secret to update is specified by the `secret_id` and `region` parameters.
   *
   * @param request - The request {@link UpdateSecretRequest}
   * @returns A Promise of Secret
   */
  updateSecret = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalUpdateSecretRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "PATCH",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}`
    },
    unmarshalSecret
  );
  /**
   * Delete a secret. Delete a given secret specified by the `region` and `secret_id` parameters.
   *
   * @param request - The request {@link DeleteSecretRequest}
   */
  deleteSecret = (request) => this.client.fetch({
    method: "DELETE",
    path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}`
  });
  pageOfListSecrets = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets`,
      urlParams: (0,dist/* urlParams */._S)(
        ["ephemeral", request.ephemeral],
        ["name", request.name],
        ["order_by", request.orderBy],
        ["organization_id", request.organizationId],
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ],
        ["path", request.path],
        ["project_id", request.projectId],
        ["scheduled_for_deletion", request.scheduledForDeletion],
        ["tags", request.tags],
        ["type", request.type]
      )
    },
    unmarshalListSecretsResponse
  );
  /**
   * List secrets. Retrieve the list of secrets created within an Organization and/or Project. You must specify either the `organization_id` or the `project_id` and the `region`.
   *
   * @param request - The request {@link ListSecretsRequest}
   * @returns A Promise of ListSecretsResponse
   */
  listSecrets = (request) => (0,dist/* enrichForPagination */.vU)("secrets", this.pageOfListSecrets, request);
  /**
   * Browse secrets. Retrieve the list of secrets and folders for the given prefix. You must specify either the `organization_id` or the `project_id` and the `region`.
   *
   * @param request - The request {@link BrowseSecretsRequest}
   * @returns A Promise of BrowseSecretsResponse
   */
  browseSecrets = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/browse`,
      urlParams: (0,dist/* urlParams */._S)(
        ["order_by", request.orderBy],
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ],
        ["prefix", request.prefix],
        ["project_id", request.projectId],
        ["tags", request.tags],
        ["type", request.type]
      )
    },
    unmarshalBrowseSecretsResponse
  );
  /**
   * Enable secret protection. Enable secret protection for a given secret specified by the `secret_id` parameter. Enabling secret protection means that your secret can be read and modified, but it cannot be deleted.
   *
   * @param request - The request {@link ProtectSecretRequest}
   * @returns A Promise of Secret
   */
  protectSecret = (request) => this.client.fetch(
    {
      body: "{}",
      headers: jsonContentHeaders,
      method: "POST",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/protect`
    },
    unmarshalSecret
  );
  /**
   * Disable secret protection. Disable secret protection for a given secret specified by the `secret_id` parameter. Disabling secret protection means that your secret can be read, modified and deleted.
   *
   * @param request - The request {@link UnprotectSecretRequest}
   * @returns A Promise of Secret
   */
  unprotectSecret = (request) => this.client.fetch(
    {
      body: "{}",
      headers: jsonContentHeaders,
      method: "POST",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/unprotect`
    },
    unmarshalSecret
  );
  /**
   * Allow a product to use the secret.
   *
   * @param request - The request {@link AddSecretOwnerRequest}
   */
  addSecretOwner = (request) => this.client.fetch({
    body: JSON.stringify(
      marshalAddSecretOwnerRequest(request, this.client.settings)
    ),
    headers: jsonContentHeaders,
    method: "POST",
    path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/add-owner`
  });
  /**
   * Create a version. Create a version of a given secret specified by the `region` and `secret_id` parameters.
   *
   * @param request - The request {@link CreateSecretVersionRequest}
   * @returns A Promise of SecretVersion
   */
  createSecretVersion = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalCreateSecretVersionRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "POST",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/versions`
    },
    unmarshalSecretVersion
  );
  /**
   * Get metadata of a secret's version using the secret's ID. Retrieve the metadata of a secret's given version specified by the `region`, `secret_id` and `revision` parameters.
   *
   * @param request - The request {@link GetSecretVersionRequest}
   * @returns A Promise of SecretVersion
   */
  getSecretVersion = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/versions/${(0,dist/* validatePathParam */.pm)("revision", request.revision)}`
    },
    unmarshalSecretVersion
  );
  /**
   * Update metadata of a version. Edit the metadata of a secret's given version, specified by the `region`, `secret_id` and `revision` parameters.
   *
   * @param request - The request {@link UpdateSecretVersionRequest}
   * @returns A Promise of SecretVersion
   */
  updateSecretVersion = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalUpdateSecretVersionRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "PATCH",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/versions/${(0,dist/* validatePathParam */.pm)("revision", request.revision)}`
    },
    unmarshalSecretVersion
  );
  /**
   * Delete a version. Delete a secret's version and the sensitive data contained in it. Deleting a version is permanent and cannot be undone.
   *
   * @param request - The request {@link DeleteSecretVersionRequest}
   */
  deleteSecretVersion = (request) => this.client.fetch({
    method: "DELETE",
    path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/versions/${(0,dist/* validatePathParam */.pm)("revision", request.revision)}`
  });
  pageOfListSecretVersions = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/versions`,
      urlParams: (0,dist/* urlParams */._S)(
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ],
        ["status", request.status]
      )
    },
    unmarshalListSecretVersionsResponse
  );
  /**
   * List versions of a secret using the secret's ID. Retrieve the list of a given secret's versions specified by the `secret_id` and `region` parameters.
   *
   * @param request - The request {@link ListSecretVersionsRequest}
   * @returns A Promise of ListSecretVersionsResponse
   */
  listSecretVersions = (request) => (0,dist/* enrichForPagination */.vU)("versions", this.pageOfListSecretVersions, request);
  /**
   * Access a secret's version using the secret's ID. Access sensitive data in a secret's version specified by the `region`, `secret_id` and `revision` parameters.
   *
   * @param request - The request {@link AccessSecretVersionRequest}
   * @returns A Promise of AccessSecretVersionResponse
   */
  accessSecretVersion = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/versions/${(0,dist/* validatePathParam */.pm)("revision", request.revision)}/access`
    },
    unmarshalAccessSecretVersionResponse
  );
  /**
   * Access a secret's version using the secret's name and path. Access sensitive data in a secret's version specified by the `region`, `secret_name`, `secret_path` and `revision` parameters.
   *
   * @param request - The request {@link AccessSecretVersionByPathRequest}
   * @returns A Promise of AccessSecretVersionResponse
   */
  accessSecretVersionByPath = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets-by-path/versions/${(0,dist/* validatePathParam */.pm)("revision", request.revision)}/access`,
      urlParams: (0,dist/* urlParams */._S)(
        [
          "project_id",
          request.projectId ?? this.client.settings.defaultProjectId
        ],
        ["secret_name", request.secretName],
        ["secret_path", request.secretPath]
      )
    },
    unmarshalAccessSecretVersionResponse
  );
  /**
   * Enable a version. Make a specific version accessible. You must specify the `region`, `secret_id` and `revision` parameters.
   *
   * @param request - The request {@link EnableSecretVersionRequest}
   * @returns A Promise of SecretVersion
   */
  enableSecretVersion = (request) => this.client.fetch(
    {
      body: "{}",
      headers: jsonContentHeaders,
      method: "POST",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/versions/${(0,dist/* validatePathParam */.pm)("revision", request.revision)}/enable`
    },
    unmarshalSecretVersion
  );
  /**
   * Disable a version. Make a specific version inaccessible. You must specify the `region`, `secret_id` and `revision` parameters.
   *
   * @param request - The request {@link DisableSecretVersionRequest}
   * @returns A Promise of SecretVersion
   */
  disableSecretVersion = (request) => this.client.fetch(
    {
      body: "{}",
      headers: jsonContentHeaders,
      method: "POST",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/versions/${(0,dist/* validatePathParam */.pm)("revision", request.revision)}/disable`
    },
    unmarshalSecretVersion
  );
  pageOfListTags = (request = {}) => this.client.fetch(
    {
      method: "GET",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/tags`,
      urlParams: (0,dist/* urlParams */._S)(
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ],
        [
          "project_id",
          request.projectId ?? this.client.settings.defaultProjectId
        ]
      )
    },
    unmarshalListTagsResponse
  );
  /**
   * List tags. List all tags associated with secrets within a given Project.
   *
   * @param request - The request {@link ListTagsRequest}
   * @returns A Promise of ListTagsResponse
   */
  listTags = (request = {}) => (0,dist/* enrichForPagination */.vU)("tags", this.pageOfListTags, request);
  pageOfListSecretTypes = (request = {}) => this.client.fetch(
    {
      method: "GET",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secret-types`,
      urlParams: (0,dist/* urlParams */._S)(
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ],
        [
          "project_id",
          request.projectId ?? this.client.settings.defaultProjectId
        ]
      )
    },
    unmarshalListSecretTypesResponse
  );
  /**
   * List secret types. List all secret types created within a given Project.
   *
   * @param request - The request {@link ListSecretTypesRequest}
   * @returns A Promise of ListSecretTypesResponse
   */
  listSecretTypes = (request = {}) => (0,dist/* enrichForPagination */.vU)("types", this.pageOfListSecretTypes, request);
  /**
   * Restore a version. Restore a secret's version specified by the `region`, `secret_id` and `revision` parameters.
   *
   * @param request - The request {@link RestoreSecretVersionRequest}
   * @returns A Promise of SecretVersion
   */
  restoreSecretVersion = (request) => this.client.fetch(
    {
      body: "{}",
      headers: jsonContentHeaders,
      method: "POST",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/versions/${(0,dist/* validatePathParam */.pm)("revision", request.revision)}/restore`
    },
    unmarshalSecretVersion
  );
  /**
   * Restore a secret. Restore a secret and all its versions scheduled for deletion specified by the `region` and `secret_id` parameters.
   *
   * @param request - The request {@link RestoreSecretRequest}
   * @returns A Promise of Secret
   */
  restoreSecret = (request) => this.client.fetch(
    {
      body: "{}",
      headers: jsonContentHeaders,
      method: "POST",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/restore`
    },
    unmarshalSecret
  );
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-secret/dist/v1beta1/validation-rules.gen.js
const DatabaseCredentials = {
  port: {
    pattern: /^[0-9]+$/
  }
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-secret/dist/v1beta1/index.gen.js





;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-secret/dist/index.gen.js




/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(1296);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
