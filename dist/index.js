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
    'quota',
    'unchecked',
];


/***/ }),

/***/ 4890:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ refuseChange)
/* harmony export */ });
/**
 * Refuses a change in a run that only reads.
 * @throws always: a call is a bug
 */
/* c8 ignore start -- never called: it guards against bugs */
function refuseChange() {
    throw new Error('a run that only reads tried to change something; this is a bug');
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
// EXTERNAL MODULE: ./build/scaleway/secret-reader.js
var secret_reader = __nccwpck_require__(4860);
// EXTERNAL MODULE: ./build/commands/read-only.js
var read_only = __nccwpck_require__(4890);
// EXTERNAL MODULE: ./build/commands/scaleway.js + 1 modules
var commands_scaleway = __nccwpck_require__(1569);
;// CONCATENATED MODULE: ./build/commands/retrieve.js







/** `retrieve`: reads the current key. It is masked before it is returned. */
async function runRetrieve({ scaleway, store, issuer }, runtime) {
    const { mask, sleep } = runtime;
    const session = (0,commands_scaleway/* connectScaleway */.oz)(scaleway, runtime, (0,service_clock/* createServiceClock */.o)(sleep), read_only/* refuseChange */.P);
    const payload = (0,scaleway_payload/* payloadOf */.Md)(issuer);
    const reading = issuer === 'scaleway' ? 'newest' : 'newest-current';
    if (!('id' in store))
        return retrieve((0,secret_manager/* createSecretManager */.G)({ session, payload, mask, sleep, ...store }), reading);
    const reader = (0,secret_reader/* createSecretReader */.aX)({ session, payload, mask, secretId: store.id });
    // A reader by ID may have no permission to list versions, and the newest version needs no record.
    const isNewest = reading === 'newest';
    return retrieve(isNewest ? { ...reader, records: () => Promise.resolve(undefined) } : reader, reading);
}


/***/ }),

/***/ 1569:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  oz: () => (/* binding */ connectScaleway),
  yI: () => (/* binding */ openScaleway),
  Is: () => (/* binding */ prefetchSecret)
});

// EXTERNAL MODULE: ./build/http/connection.js
var connection = __nccwpck_require__(9285);
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


/** A signed description: the original text, followed by two fields. */
const SIGNED = /^(?<start>\{.*),"payload":"(?<payload>[\w-]{22})","mac":"(?<mac>[\w-]{43})"\}$/s;
const PAYLOAD_LENGTH = 22;
/**
 * The longest time between the date of a version's first record and its storage, in milliseconds. A run stores it within
 * minutes; the rest allows for clock differences.
 */
const STORED_WITHIN_MS = 24 * 60 * 60 * 1000;
/**
 * A store that signs the records that it writes and accepts only signed ones, so that someone else who can write to the
 * secret cannot create a version that is published or rolled over. The last two fields of a description are a digest of
 * the payload, and an HMAC-SHA-256 over the id of the secret, the revision, that digest and the preceding description. The
 * revision is not known before a version is stored, so the first record is not bound to one: it is valid only in a version
 * that was stored when the record was written.
 *
 * An older record of the same version can be restored by someone else. Descriptions that are not records of this action
 * are returned unchanged.
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
        // A record of a newer release stops the run, signed or not.
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
                throw new Error(`version ${revision} of the secret has no record that is signed with record-key, so its record is not updated`);
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
/** Whether a version was stored when its record was written, by the store's time. */
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
    // Each message is a JSON array that starts with its purpose, so that one cannot be used as another.
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







/** Opens Scaleway with the credentials of the inputs. */
function connectScaleway({ accessKey, secretKey, apiUrl, region }, { fetch, debug }, clock, allowChange) {
    const options = { service: 'Scaleway', baseUrl: apiUrl, clock, fetch, allowChange, debug };
    return (0,client/* createScalewaySession */.o9)({
        connection: (0,connection/* createConnection */.tq)({ ...options, retryForbidden: true }),
        withoutRetries: (0,connection/* createConnection */.tq)({ ...options, retryForbidden: false }),
        apiUrl,
        region,
        credential: { accessKey, secret: secretKey },
    });
}
/**
 * Opens Scaleway for the run of one key. The deadline of the run starts now.
 * @param limit creates the deadline
 */
function openScaleway({ scaleway, keysApi, store: { name, path }, }, runtime, limit = http_deadline/* createDeadline */.d) {
    const { mask, sleep } = runtime;
    // Ages of keys and the deadline are measured by Scaleway's clock.
    const clock = (0,service_clock/* createServiceClock */.o)(sleep);
    const deadline = limit(clock);
    const session = connectScaleway(scaleway, runtime, clock, deadline);
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
/** Starts to look up the secret, the first request of every run, while the rest of the action is loaded. */
function prefetchSecret(access) {
    const { store } = access;
    let prefetched = store.find();
    // A failure is reported to the caller of `find`; until then it must not end the process.
    prefetched.catch(() => undefined);
    const find = () => {
        const answer = prefetched ?? store.find();
        prefetched = undefined;
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
 * Listens for the signals of a canceled job: SIGINT, then SIGTERM 7.5 seconds later. The process keeps running:
 * steps that were started are completed, and no new ones are started.
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
    // Registering takes some milliseconds, which the first request does not wait for. Until then nothing is changed, and a
    // signal ends the process by default.
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
        problem: { input: 'config', code: 'unreadable', problem, remedy },
    });
    if (workspace === undefined)
        return no('there is no workspace: GITHUB_WORKSPACE is not set');
    if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(path))
        return no('absolute paths are not accepted');
    try {
        const root = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(workspace);
        const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, path));
        const inside = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, file);
        if (inside === '' || inside === '..' || inside.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(inside))
            return no('the file is outside the workspace');
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
                return no(`the file is larger than ${LARGEST} bytes`, 'several smaller files');
            return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(content) };
        }
        finally {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(handle);
        }
    }
    catch (error) {
        // Whatever fails here has a code: the file system's, or Node's own.
        const { code = 'unknown error' } = error;
        if (code === 'ENOENT' || code === 'ENOTDIR') {
            return no('the file does not exist in the workspace', `${example}; check out the repository (actions/checkout) before this step`);
        }
        if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
            return no('the file is not UTF-8', 'a file in UTF-8');
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

/***/ 9190:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Fb: () => (/* binding */ keyFileInputs),
/* harmony export */   Fg: () => (/* binding */ definitionOf),
/* harmony export */   Jp: () => (/* binding */ ANY_FINDING),
/* harmony export */   Qh: () => (/* binding */ INPUT_NAMES),
/* harmony export */   VP: () => (/* binding */ SECRET_VARIABLES),
/* harmony export */   Wo: () => (/* binding */ NO_NAME),
/* harmony export */   mc: () => (/* binding */ INPUTS),
/* harmony export */   qs: () => (/* binding */ unknownInputs)
/* harmony export */ });
/* unused harmony exports COMMANDS, ISSUERS */
/* harmony import */ var _check_findings_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(1069);
/* harmony import */ var _github_job_plan_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(2633);
/* harmony import */ var _github_places_places_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7319);
/* harmony import */ var _scaleway_regions_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(3381);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2855);
/* harmony import */ var _rules_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2012);
/* harmony import */ var _values_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(3017);







/** Every command, in the order of the documentation. */
const COMMANDS = ['rotate', 'rollover', 'retrieve', 'check', 'retire', 'rollback', 'plan'];
/** What creates the keys. */
const ISSUERS = ['scaleway', 'keys-api'];
/** The entry of `fail-on` that means every finding. */
const ANY_FINDING = 'any';
/** The value of `access-key-secret` and `secret-key-secret` that means no secret at all. */
const NO_NAME = 'none';
// Secret Manager allows 20 versions of a secret: the others are for the pending, the current and disabled ones.
const MOST_KEPT_VERSIONS = 15;
/** Every input of the action, in the order of `action.yml`. */
const INPUTS = {
    command: { rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(COMMANDS, 'a command'), default: 'rotate' },
    config: { rule: _rules_js__WEBPACK_IMPORTED_MODULE_2__/* .TEXT */ .a$ },
    key: { rule: _rules_js__WEBPACK_IMPORTED_MODULE_2__/* .TEXT */ .a$, list: true },
    jobs: { rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .wholeNumber */ .rD)(1, _github_job_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .MOST_JOBS */ .r2) },
    issuer: { rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(ISSUERS, 'an issuer'), default: 'scaleway', keyFile: 'allowed' },
    'scw-access-key': { rule: _values_js__WEBPACK_IMPORTED_MODULE_3__/* .ACCESS_KEY */ .lb, variable: 'SCW_ACCESS_KEY', required: true },
    'scw-secret-key': {
        rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .uuid */ .uR)('a secret key', 'the secret key that belongs to the access key'),
        variable: 'SCW_SECRET_KEY',
        required: true,
        secret: true,
    },
    'scw-organization-id': {
        rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .uuid */ .uR)('an organization ID', 'the ID of your organization'),
        variable: 'SCW_DEFAULT_ORGANIZATION_ID',
    },
    'scw-project-id': {
        rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .uuid */ .uR)('a Project ID', 'the ID of the Project that holds the secret in Secret Manager'),
        variable: 'SCW_DEFAULT_PROJECT_ID',
        required: true,
        keyFile: 'allowed',
    },
    'scw-region': {
        rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(_scaleway_regions_js__WEBPACK_IMPORTED_MODULE_5__/* .REGIONS */ .i, 'a region of Secret Manager'),
        variable: 'SCW_DEFAULT_REGION',
        required: true,
        keyFile: 'allowed',
    },
    'scw-api-url': { rule: _rules_js__WEBPACK_IMPORTED_MODULE_2__/* .TEXT */ .a$, variable: 'SCW_API_URL', keyFile: 'refused' },
    'github-token': {
        rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .matching */ .wC)(/^\S+$/, {
            what: 'a token: it contains white space',
            remedy: 'a token that can write secrets: an installation token of a GitHub App (permission Secrets: write; for ' +
                'environments also Environments: write) or a fine-grained personal access token, for example ' +
                '${{ steps.app-token.outputs.token }}. GITHUB_TOKEN cannot write secrets',
        }),
        secret: true,
    },
    'github-app-id': {
        rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .matching */ .wC)(/^(\d{1,20}|Iv[A-Za-z0-9._-]{6,60})$/, {
            what: 'the ID of a GitHub App',
            remedy: "the App ID or the client ID from the App's settings (General), for example 123456",
            hidden: true,
        }),
        required: true,
    },
    'github-app-private-key': { rule: _values_js__WEBPACK_IMPORTED_MODULE_3__/* .PRIVATE_KEY */ .es, secret: true, required: true },
    'github-budget': { rule: _values_js__WEBPACK_IMPORTED_MODULE_3__/* .BUDGET */ .o3, default: '1' },
    'keys-api-url': { rule: _rules_js__WEBPACK_IMPORTED_MODULE_2__/* .TEXT */ .a$, issuer: 'keys-api', keyFile: 'refused' },
    // The token and the keys become headers: printable ASCII characters without white space.
    'keys-api-token': {
        rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .matching */ .wC)(/^[\x21-\x7e]+$/, {
            what: 'a token: it contains white space or a special character',
            remedy: 'the JWT that the login of the keys API returns, for example ${{ steps.login.outputs.token }}',
        }),
        secret: true,
        required: true,
        issuer: 'keys-api',
    },
    'keys-api-key': {
        rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .matching */ .wC)(/^[\x21-\x7e]{8,4096}$/, {
            what: 'a key of a keys API',
            remedy: 'the complete key (sk_live_…), for example ${{ secrets.API_KEY }}',
        }),
        secret: true,
        issuer: 'keys-api',
    },
    'keys-api-expired-key-id': {
        rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .uuid */ .uR)('the ID of a key', "the ID from the service's list of keys"),
        issuer: 'keys-api',
    },
    'keys-api-name': { rule: _values_js__WEBPACK_IMPORTED_MODULE_3__/* .KEY_NAME */ .GX, issuer: 'keys-api', keyFile: 'allowed' },
    'keys-api-permissions': {
        rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .matching */ .wC)(/^[A-Za-z0-9][A-Za-z0-9:._-]{0,99}$/, {
            what: 'a permission',
            remedy: 'permissions of the service, for example read, deposit, transfer',
        }),
        list: true,
        issuer: 'keys-api',
        keyFile: 'allowed',
    },
    'keys-api-verify-url': { rule: _rules_js__WEBPACK_IMPORTED_MODULE_2__/* .TEXT */ .a$, issuer: 'keys-api', keyFile: 'refused' },
    'keys-api-verify-header': {
        rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .matching */ .wC)(/^[A-Za-z0-9-]{1,100}$/, {
            what: 'a header name',
            remedy: 'letters, digits and hyphens, for example x-api-key',
        }),
        default: 'x-api-key',
        keyFile: 'allowed',
    },
    'keys-api-verify-origin': { rule: _rules_js__WEBPACK_IMPORTED_MODULE_2__/* .TEXT */ .a$, issuer: 'keys-api', keyFile: 'refused' },
    'recovery-public-key': {
        rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .matching */ .wC)(/^[A-Za-z0-9+/]{43}=$/, {
            what: 'a public key',
            remedy: '32 bytes in base64, as printed by `npm run recovery -- new FILE` in a checkout of this action',
        }),
        issuer: 'keys-api',
        keyFile: 'refused',
    },
    // It signs records with HMAC-SHA-256, so it must be too long to be guessed.
    'record-key': {
        rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .matching */ .wC)(/^[\x21-\x7e]{32,4096}$/, {
            what: 'a record key: at least 32 characters, without white space or special characters',
            remedy: 'the output of `openssl rand -base64 32`, kept in a GitHub secret',
        }),
        secret: true,
        issuer: 'keys-api',
    },
    'application-id': {
        rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .uuid */ .uR)('an application ID', 'the ID of an IAM application'),
        issuer: 'scaleway',
        keyFile: 'allowed',
    },
    description: { rule: _values_js__WEBPACK_IMPORTED_MODULE_3__/* .DESCRIPTION */ .tC, issuer: 'scaleway', keyFile: 'allowed' },
    expiry: { rule: _values_js__WEBPACK_IMPORTED_MODULE_3__/* .EXPIRY */ .Gp, keyFile: 'allowed' },
    'max-age': { rule: _values_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_AGE */ .D3, keyFile: 'allowed' },
    'rollover-window': { rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .duration */ .p0)('7d'), default: '7d', keyFile: 'allowed' },
    'pause-until': { rule: _values_js__WEBPACK_IMPORTED_MODULE_3__/* .DATE */ .vH, keyFile: 'allowed' },
    force: { rule: _rules_js__WEBPACK_IMPORTED_MODULE_2__/* .BOOLEAN */ .Jx, default: 'false' },
    'replaces-access-key': { rule: _values_js__WEBPACK_IMPORTED_MODULE_3__/* .ACCESS_KEY */ .lb, issuer: 'scaleway', keyFile: 'allowed' },
    'take-over': { rule: _rules_js__WEBPACK_IMPORTED_MODULE_2__/* .BOOLEAN */ .Jx, default: 'false', keyFile: 'allowed' },
    'propagation-timeout': { rule: _values_js__WEBPACK_IMPORTED_MODULE_3__/* .PROPAGATION_TIMEOUT */ .fJ, default: '2m', keyFile: 'allowed' },
    'secret-name': { rule: _names_js__WEBPACK_IMPORTED_MODULE_1__/* .STORE_NAME */ .EF, keyFile: 'allowed' },
    'secret-path': { rule: _names_js__WEBPACK_IMPORTED_MODULE_1__/* .STORE_PATH */ .wj, default: '/', keyFile: 'allowed' },
    'secret-id': {
        rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .uuid */ .uR)('the ID of a secret', "the ID of the secret in Secret Manager, from the rotation's report"),
    },
    'keep-versions': { rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .wholeNumber */ .rD)(1, MOST_KEPT_VERSIONS), default: '5', keyFile: 'allowed' },
    repositories: { rule: _names_js__WEBPACK_IMPORTED_MODULE_1__/* .REPOSITORIES */ .X$, list: true, keyFile: 'allowed' },
    environments: { rule: _names_js__WEBPACK_IMPORTED_MODULE_1__/* .ENVIRONMENT_OF_REPOSITORY */ .Nh, list: true, keyFile: 'allowed' },
    organization: { rule: _names_js__WEBPACK_IMPORTED_MODULE_1__/* .ORGANIZATION */ .A_, keyFile: 'allowed' },
    visibility: { rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(_github_places_places_js__WEBPACK_IMPORTED_MODULE_0__/* .VISIBILITIES */ .jZ, 'a visibility'), keyFile: 'allowed' },
    // Its rule depends on `organization`.
    'selected-repositories': { rule: _rules_js__WEBPACK_IMPORTED_MODULE_2__/* .TEXT */ .a$, list: true, keyFile: 'allowed' },
    kinds: {
        rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(_github_places_places_js__WEBPACK_IMPORTED_MODULE_0__/* .SECRET_KINDS */ .d2, 'a kind of secret'),
        list: true,
        default: 'actions',
        keyFile: 'allowed',
    },
    'access-key-secret': { rule: _names_js__WEBPACK_IMPORTED_MODULE_1__/* .GITHUB_SECRET */ .hP, list: true, default: 'SCW_ACCESS_KEY', keyFile: 'allowed' },
    'secret-key-secret': { rule: _names_js__WEBPACK_IMPORTED_MODULE_1__/* .GITHUB_SECRET */ .hP, list: true, default: 'SCW_SECRET_KEY', keyFile: 'allowed' },
    'bundle-secret': { rule: _names_js__WEBPACK_IMPORTED_MODULE_1__/* .GITHUB_SECRET */ .hP, list: true, issuer: 'scaleway', keyFile: 'allowed' },
    'api-key-secret': { rule: _names_js__WEBPACK_IMPORTED_MODULE_1__/* .GITHUB_SECRET */ .hP, list: true, default: 'API_KEY', keyFile: 'allowed' },
    'access-key-variable': { rule: _names_js__WEBPACK_IMPORTED_MODULE_1__/* .GITHUB_SECRET */ .hP, list: true, issuer: 'scaleway', keyFile: 'allowed' },
    'on-unreachable': {
        rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(['fail', 'continue'], 'a supported value'),
        default: 'fail',
        keyFile: 'allowed',
    },
    'public-repositories': {
        rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(['include', 'exclude'], 'a supported value'),
        keyFile: 'allowed',
    },
    'accept-repositories': { rule: _names_js__WEBPACK_IMPORTED_MODULE_1__/* .ACCEPTED */ .wh, list: true },
    'old-key': { rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(['delete', 'keep'], 'a supported value'), keyFile: 'allowed' },
    'grace-period': { rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .duration */ .p0)('7d'), default: '7d', keyFile: 'allowed' },
    'overdue-after': { rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .duration */ .p0)('2d'), default: '2d', keyFile: 'allowed' },
    'fail-on': { rule: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)([..._check_findings_js__WEBPACK_IMPORTED_MODULE_6__/* .FINDING_KINDS */ .m, ANY_FINDING], 'a finding'), list: true },
    'rotator-repository': { rule: _names_js__WEBPACK_IMPORTED_MODULE_1__/* .REPOSITORY */ .Bw },
    'dry-run': { rule: _rules_js__WEBPACK_IMPORTED_MODULE_2__/* .BOOLEAN */ .Jx, default: 'false' },
    'export-env': { rule: _rules_js__WEBPACK_IMPORTED_MODULE_2__/* .BOOLEAN */ .Jx, default: 'false' },
};
/** Every input that the action has. */
const INPUT_NAMES = Object.keys(INPUTS);
function definitionOf(name) {
    return INPUTS[name];
}
/** The inputs that the key file may set, or that it is refused. */
function keyFileInputs(keyFile) {
    return INPUT_NAMES.filter((name) => definitionOf(name).keyFile === keyFile);
}
/**
 * The environment variables that hold secret inputs, to be removed once they are read: the runner's `INPUT_…` and the
 * ecosystem's own.
 */
const SECRET_VARIABLES = INPUT_NAMES.filter((name) => definitionOf(name).secret).flatMap((name) => [inputVariable(name), definitionOf(name).variable ?? []].flat());
/**
 * The inputs that a workflow sets and the action does not have (mostly misspelled ones), in lower case. The runner
 * passes each as `INPUT_NAME` and only warns.
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


/***/ }),

/***/ 2855:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A_: () => (/* binding */ ORGANIZATION),
/* harmony export */   Bw: () => (/* binding */ REPOSITORY),
/* harmony export */   EF: () => (/* binding */ STORE_NAME),
/* harmony export */   Nh: () => (/* binding */ ENVIRONMENT_OF_REPOSITORY),
/* harmony export */   X$: () => (/* binding */ REPOSITORIES),
/* harmony export */   _M: () => (/* binding */ repositoryOf),
/* harmony export */   hP: () => (/* binding */ GITHUB_SECRET),
/* harmony export */   is: () => (/* binding */ defaultStoreName),
/* harmony export */   wh: () => (/* binding */ ACCEPTED),
/* harmony export */   wj: () => (/* binding */ STORE_PATH)
/* harmony export */ });
/* harmony import */ var _rules_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2012);

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
const ORGANIZATION = (0,_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .matching */ .wC)(OWNER, {
    what: 'an organization name',
    remedy: 'the name from its URL, without a slash, for example acme',
});
// Topics are lower case; here they may be written in any case.
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
    what: 'a repository or a repository pattern',
    remedy: 'owner/repo, for example acme/shop, or a pattern such as acme/deploy-* or acme/topic:scaleway',
};
/** A repository or an organization. */
const ACCEPTED = {
    parse: (text) => {
        const isName = text.includes('/') ? REPOSITORY.parse(text) !== undefined : OWNER.test(text);
        return isName ? text : undefined;
    },
    what: 'a repository or an organization',
    remedy: 'owner/repo, for example acme/shop, or an organization, as named in the message of the run',
};
/** A repository of an organization, by its name alone or with the organization's. */
function repositoryOf(organization) {
    return {
        parse: (text) => {
            const found = REPOSITORY.parse(text.includes('/') ? text : `${organization}/${text}`);
            return found?.owner.toLowerCase() === organization.toLowerCase() ? found : undefined;
        },
        what: `a repository of the organization ${organization}`,
        remedy: `the name of a repository, for example shop, or ${organization}/shop`,
    };
}
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
    remedy: "an environment of the workflow's own repository, for example production, or owner/repo/name, for example acme/shop/production",
};
/** The name of a GitHub secret, in upper case, as GitHub stores it. */
const GITHUB_SECRET = {
    parse: (text) => {
        const name = text.toUpperCase();
        return /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/.test(name) ? name : undefined;
    },
    what: 'a valid name for a GitHub secret',
    remedy: 'letters, digits and _, not beginning with a digit or GITHUB_, for example SCW_SECRET_KEY',
};
/**
 * What Secret Manager takes is nowhere published; the recorded names have letters, digits, `-` and `_`, and these
 * and the dot need no encoding in an address.
 */
const STORE_NAME = (0,_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .matching */ .wC)(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}$/, {
    what: 'a valid name for a secret in Secret Manager',
    remedy: 'at most 255 letters, digits, -, _ and ., not beginning with - or ., for example shop-deploy-key',
});
const STORE_PATH = {
    parse: (text) => {
        if (text === '/')
            return text;
        const path = /^((?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9_.-]+)+)\/?$/.exec(text);
        return path?.[1];
    },
    what: 'a valid path in Secret Manager',
    remedy: 'a slash, then names of letters, digits, -, _ and . that slashes separate, for example /ci/keys',
};
/** The secret's name where none is given: the repository's, with all that may not be in it turned into hyphens. */
function defaultStoreName(repository) {
    // GitHub's names mean the same in any case.
    return `${repository.owner}-${repository.repo}`
        .toLowerCase()
        .replace(/[^a-z0-9_-]/g, '-')
        .replace(/^-+/, '');
}


/***/ }),

/***/ 312:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  VP: () => (/* reexport */ inputs/* SECRET_VARIABLES */.VP),
  Ko: () => (/* binding */ readInputs),
  qs: () => (/* reexport */ inputs/* unknownInputs */.qs)
});

// UNUSED EXPORTS: INPUT_NAMES

// EXTERNAL MODULE: ./build/github/secrets/secret-names.js
var secret_names = __nccwpck_require__(9927);
// EXTERNAL MODULE: ./build/github/places/patterns.js
var places_patterns = __nccwpck_require__(6312);
// EXTERNAL MODULE: ./build/github/places/places.js
var places_places = __nccwpck_require__(7319);
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
        for (const { id, action, remedy, field } of [storeClaim(inputs), ...targetClaims(inputs, named)]) {
            const other = holders.get(id);
            if (other === undefined)
                holders.set(id, name);
            if (other === undefined || other === name)
                continue;
            const at = locate(name, field);
            problems.push({
                input: `keys.${name}`,
                code: 'conflict',
                problem: `${action}, as does ${other}`,
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
        action: `uses the secret ${secret}`,
        remedy: 'a different secret-name for each key, or none: the default contains the name of the key',
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
            action: `writes the GitHub secret ${name} of ${label}`,
            remedy: 'different secret names (access-key-secret, secret-key-secret, bundle-secret) or targets for one of them',
            field,
        })),
        ...(variables ? names.accessKeyVariable : []).map((name) => ({
            id: `variable\n${place}\n${name}`,
            action: `writes the variable ${name} of ${label}`,
            remedy: 'a different access-key-variable or targets for one of them',
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
    return (0,places_patterns/* matchesWildcards */.HP)(pattern.name.toLowerCase(), place.repo.toLowerCase());
}

// EXTERNAL MODULE: ./build/config/inputs.js
var inputs = __nccwpck_require__(9190);
// EXTERNAL MODULE: ./build/trust/sanitize.js
var sanitize = __nccwpck_require__(5890);
;// CONCATENATED MODULE: ./build/config/reader.js


const SHOWN_LENGTH = 80;
function createReader(source) {
    const problems = [];
    const variable = (name) => orUndefined(source.env[name]);
    function given(name) {
        const { variable: fallback, default: preset } = (0,inputs/* definitionOf */.Fg)(name);
        const input = orUndefined(source.input(name));
        if (input !== undefined)
            return { text: input, from: 'input' };
        const planted = fallback === undefined ? undefined : variable(fallback);
        if (fallback !== undefined && planted !== undefined)
            return { text: planted, from: 'environment', variable: fallback };
        return preset === undefined ? undefined : { text: preset, from: 'default' };
    }
    // Secret inputs are never shown as such; this is for a secret that was pasted into another input as well.
    const secrets = inputs/* INPUT_NAMES */.Qh.filter((name) => (0,inputs/* definitionOf */.Fg)(name).secret)
        .flatMap((name) => withLines(given(name)?.text ?? ''))
        .filter((secret) => secret.length >= 4);
    const redact = (text) => secrets.reduce((redacted, secret) => replaceAnyCase(redacted, secret, '***'), source.redact?.(text) ?? text);
    const show = (text) => `"${(0,sanitize/* sanitize */.a)(text, redact, SHOWN_LENGTH)}"`;
    function reject(input, code, problem, remedy) {
        const { name, ...at } = source.locate?.(input) ?? { name: input };
        problems.push({ input: name, code, problem: (0,sanitize/* sanitize */.a)(problem, redact), remedy, ...at });
    }
    function parse(input, text, rule, hidden = rule.hidden, origin = '') {
        const value = rule.parse(text);
        if (value === undefined) {
            const subject = hidden ? 'the value' : show(text);
            reject(input, 'invalid', `${subject}${origin} is not ${rule.what}`, rule.remedy);
        }
        return value;
    }
    function optional(name, rule = ruleOf(name)) {
        const raw = given(name);
        if (raw === undefined)
            return undefined;
        const origin = raw.from === 'environment' ? ` (from the environment variable ${raw.variable})` : '';
        return parse(name, raw.text, rule, (0,inputs/* definitionOf */.Fg)(name).secret ?? rule.hidden, origin);
    }
    function required(name) {
        const { rule, variable: fallback } = (0,inputs/* definitionOf */.Fg)(name);
        if (given(name) !== undefined)
            return optional(name, rule);
        const either = fallback === undefined ? '' : `; the environment variable ${fallback} is not set either`;
        reject(name, 'missing', `not set${either}`, rule.remedy);
        return undefined;
    }
    function list(name, rule = ruleOf(name)) {
        return splitList(given(name)?.text ?? '').flatMap((item) => parse(name, item, rule) ?? []);
    }
    function read(fields) {
        const values = {};
        const incomplete = Object.entries(fields).filter(([field, name]) => {
            const value = isRequired(name) ? required(name) : optional(name);
            if (value !== undefined)
                values[field] = value;
            return value === undefined && isRequired(name);
        });
        return incomplete.length === 0 ? values : undefined;
    }
    return {
        problems,
        given,
        mayBeForAnother: (name) => source.mixed === true && source.locate?.(name) === undefined,
        variable,
        reject,
        show,
        optional,
        required,
        list,
        read,
        runner: (name, rule) => {
            const text = variable(name);
            if (text !== undefined)
                return parse(name, text, rule);
            reject(name, 'missing', 'not set by the runner', rule.remedy);
            return undefined;
        },
    };
}
function ruleOf(name) {
    return (0,inputs/* definitionOf */.Fg)(name).rule;
}
function isRequired(name) {
    const { required = false, default: preset } = (0,inputs/* definitionOf */.Fg)(name);
    return required || preset !== undefined;
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
    return (0,inputs/* definitionOf */.Fg)(name).default;
}
/** The keys of a file that the input `key` picks, or what is wrong with it; all of them where it is empty. */
function pickKeys(keys, picked) {
    const names = splitList(picked);
    if (names.length === 0)
        return { keys, problems: [] };
    const unknown = names.filter((name) => keys.every((key) => key.name !== name));
    const problems = unknown.map((name) => ({
        input: 'key',
        code: 'unknown',
        problem: `the key file has no key ${JSON.stringify(name)}`,
        remedy: `one or more of ${keys.map((key) => key.name).join(', ')}`,
    }));
    return { keys: keys.filter(({ name }) => names.includes(name)), problems };
}

// EXTERNAL MODULE: ./build/check/findings.js
var findings = __nccwpck_require__(1069);
;// CONCATENATED MODULE: ./build/trust/hosts.js
const SCALEWAY_API = 'https://api.scaleway.com';
const GITHUB_API = 'https://api.github.com';
/**
 * Whether Scaleway's credentials may be sent to `address`: to `*.scaleway.com` always; to any other host, loopback
 * included, only where an input names it. A variable alone (`SCW_API_URL`) may name loopback only where the runner's
 * own GitHub is on loopback too.
 *
 * The star matches one label only: customers' machines had names below `pub.cloud.scaleway.com`.
 */
function checkScalewayUrl(address, namedBy) {
    const trusted = (host, loopback) => {
        if (namedBy === 'input')
            return true;
        return loopback ? namedBy === 'environment-on-loopback' : /^[a-z0-9-]+\.scaleway\.com$/.test(host);
    };
    return check(address, trusted, {
        problem: 'is not a host of Scaleway, and an environment variable alone cannot name another host',
        remedy: `no value (then ${SCALEWAY_API} is used), or the URL in the input scw-api-url`,
        example: SCALEWAY_API,
    });
}
/**
 * Whether GitHub's credentials may be sent to `apiUrl`: to github.com's API, loopback, and the server that the
 * workflow runs on (the API of GitHub Enterprise Server is on the same host, that of ghe.com on `api.`). The runner sets
 * `GITHUB_SERVER_URL` and `GITHUB_API_URL` anew for each step, so no earlier step can change them.
 *
 * @param serverUrl `GITHUB_SERVER_URL`
 */
function checkGithubUrl(apiUrl, serverUrl) {
    const server = serverUrl === undefined ? undefined : parse(serverUrl);
    const own = server?.ok === true ? [server.host, `api.${server.host}`] : [];
    const trusted = (host, loopback) => loopback || host === 'api.github.com' || own.includes(host);
    return check(apiUrl, trusted, {
        problem: 'is neither the API of github.com nor of the server that runs this workflow (GITHUB_SERVER_URL)',
        remedy: `the value that the runner sets, for example ${GITHUB_API}`,
        example: GITHUB_API,
    });
}
/**
 * Whether a keys API's token and keys may be sent to `address`. Only an input names it, so every host is accepted,
 * over HTTPS or on loopback.
 */
function checkKeysApiUrl(address) {
    return check(address, () => true, { problem: '', remedy: '', example: 'https://api.example.com' });
}
function check(address, trusted, texts) {
    const parsed = parse(address);
    if (!parsed.ok)
        return { ok: false, code: 'invalid', problem: parsed.problem, remedy: `for example ${texts.example}` };
    const { url, host, loopback } = parsed;
    if (!trusted(host, loopback)) {
        return {
            ok: false,
            code: 'untrusted',
            problem: `the host ${JSON.stringify(host)} ${texts.problem}`,
            remedy: texts.remedy,
        };
    }
    return { ok: true, url: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, loopback };
}
// Deliberately less than the URL standard allows: scheme, host, port, path.
const PLAIN = /^https?:\/\/(\[[0-9a-f:.]+\]|[^\s/\\?#@:[\]]+)(?::\d{1,5})?(\/[^\s\\?#]*)?$/i;
/**
 * Parses a URL, and refuses every URL that two parsers could read differently. The main rule: host and path must be in
 * the normal form of the URL standard, except for case. That excludes `127.1`, `2130706433`,
 * `0x7f.1`, `[::ffff:127.0.0.1]`, letters of other scripts, escapes and `..`.
 */
function parse(address) {
    const no = (problem) => ({ ok: false, problem });
    if (!/^https?:\/\//i.test(address) || !URL.canParse(address))
        return no('not a URL that begins with https://');
    const url = new URL(address);
    if (url.username !== '' || url.password !== '' || address.includes('@')) {
        return no('a URL must not contain a user name or a password');
    }
    if (/[?#]/.test(address))
        return no('a URL must end with its host or path: no ? and no #');
    const [, host = '', path = '/'] = PLAIN.exec(address) ?? [];
    if (host.toLowerCase() !== url.hostname || path !== url.pathname) {
        return no(`the URL is not in its normal form; its host is read as ${JSON.stringify(url.hostname)}`);
    }
    if (url.hostname.endsWith('.'))
        return no('the host must not end with a dot');
    const loopback = isLoopback(url.hostname);
    if (url.protocol !== 'https:' && !loopback)
        return no('credentials are sent over https:// only (http:// on loopback)');
    return { ok: true, url, host: url.hostname, loopback };
}
/** @param host in normal form. `0.0.0.0` is every address of the machine, not its loopback */
function isLoopback(host) {
    return host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

// EXTERNAL MODULE: ./build/config/names.js
var names = __nccwpck_require__(2855);
// EXTERNAL MODULE: ./build/config/rules.js
var rules = __nccwpck_require__(2012);
;// CONCATENATED MODULE: ./build/config/sections/github.js




const APP = {
    /** The App's ID (a number) or its client ID. */
    id: 'github-app-id',
    /** Secret: an RSA key in PEM, with its line breaks. */
    privateKey: 'github-app-private-key',
};
const ID = (0,rules/* matching */.wC)(/^\d{1,20}$/, { what: 'a number', remedy: 'the value that the runner sets' });
/** The address of GitHub's API, and whether the token may go there. A refusal is noted. */
function readGithubUrl(reader) {
    const checked = checkGithubUrl(reader.variable('GITHUB_API_URL') ?? 'https://api.github.com', reader.variable('GITHUB_SERVER_URL'));
    if (!checked.ok)
        reader.reject('GITHUB_API_URL', checked.code, checked.problem, checked.remedy);
    return checked;
}
/**
 * Reads the credentials that write the secrets: a token, or a GitHub App.
 * @returns `undefined` if something is wrong; it is noted
 */
function readGithub(reader, url) {
    const budget = reader.required('github-budget');
    const ofApp = Object.values(APP).filter((name) => reader.given(name) !== undefined);
    const credentials = ofApp.length === 0 ? readToken(reader) : readApp(reader, ofApp);
    if (!url.ok || credentials === undefined || budget === undefined)
        return undefined;
    return { ...credentials, apiUrl: url.url, budget };
}
/**
 * The same for a run that can do without GitHub.
 * @returns `undefined` if nothing is given, or something is wrong (which is noted)
 */
function readGithubIfGiven(reader, url) {
    const names = ['github-token', ...Object.values(APP)];
    return names.some((name) => reader.given(name) !== undefined) ? readGithub(reader, url) : undefined;
}
function readApp(reader, given) {
    if (reader.given('github-token') !== undefined) {
        reader.reject('github-token', 'conflict', `set together with ${given.join(' and ')}, and only one kind of credentials can be used`, 'either github-token, or github-app-id and github-app-private-key');
    }
    const app = reader.read(APP);
    return app && { app };
}
function readToken(reader) {
    const token = reader.optional('github-token');
    if (reader.given('github-token') === undefined) {
        reader.reject('github-token', 'missing', 'not set, and neither are github-app-id and github-app-private-key', `${inputs/* INPUTS */.mc['github-token'].rule.remedy}. Or a GitHub App: github-app-id and github-app-private-key`);
    }
    return token === undefined ? undefined : { token };
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
    const attempt = reader.runner('GITHUB_RUN_ATTEMPT', (0,rules/* wholeNumber */.rD)(1, 1_000_000));
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
    return reader.runner('GITHUB_REPOSITORY', names/* REPOSITORY */.Bw);
}

;// CONCATENATED MODULE: ./build/config/sections/issuer.js

/** What creates the keys. Where that is wrong, the other inputs are read as for Scaleway. */
function readIssuer(reader) {
    const issuer = reader.required('issuer');
    if (issuer !== undefined)
        checkApplicable(reader, issuer);
    return issuer ?? 'scaleway';
}
/**
 * Notes the inputs that are given and belong to another issuer: they would seem to have an effect. An input with a
 * default belongs to none, because the runner passes the default as if it was given.
 */
function checkApplicable(reader, issuer) {
    for (const name of inputs/* INPUT_NAMES */.Qh) {
        const { issuer: only = issuer } = (0,inputs/* definitionOf */.Fg)(name);
        if (only === issuer || reader.given(name) === undefined || reader.mayBeForAnother(name))
            continue;
        reader.reject(name, 'not-applicable', `has no effect with issuer: ${issuer}`, `no value, or issuer: ${only}`);
    }
}

// EXTERNAL MODULE: ./build/config/duration.js
var config_duration = __nccwpck_require__(1359);
// EXTERNAL MODULE: ./build/config/values.js
var values = __nccwpck_require__(3017);
;// CONCATENATED MODULE: ./build/config/sections/key.js


// Durations are whole seconds, so "not longer than" is "shorter than that and a second".
const ONE_SECOND = { months: 0, seconds: 1 };
const FIELDS = {
    /** Default: the bearer of the key that authenticates the run. */
    applicationId: 'application-id',
    /** Default: the description of the replaced key. Any length: it is shortened where it is written. */
    description: 'description',
    /** Default: none; then every run that does not complete an earlier one rotates. More than zero. */
    maxAge: 'max-age',
    rolloverWindow: 'rollover-window',
    /** No new key is created because of age before this date. */
    pauseUntil: 'pause-until',
    force: 'force',
    /** A key that this action did not create, and that the rotation may retire. */
    replacesAccessKey: 'replaces-access-key',
    /** Whether the rotation may use a secret that it did not create. */
    takeOver: 'take-over',
    /** More than zero and at most ten minutes; no months in it. */
    propagationTimeout: 'propagation-timeout',
};
/** @returns `undefined` if something is wrong; it is noted */
function readKey(reader, issuer) {
    const expiry = issuer === 'keys-api' ? readKeysApiExpiry(reader) : readExpiry(reader);
    const fields = reader.read(FIELDS);
    return expiry && fields && { ...fields, expiry };
}
function readExpiry(reader) {
    return reader.given('expiry') ? reader.optional('expiry') : { kind: 'inherit' };
}
/** A wrong value is noted where the other inputs of the keys API are read. */
function readKeysApiExpiry(reader) {
    const duration = (0,config_duration/* parseDuration */.E9)(values/* KEYS_API_EXPIRY */.Ev.parse(reader.given('expiry')?.text ?? '1M') ?? '');
    return duration && { kind: 'after', duration };
}
/**
 * Notes what each input alone cannot show: a key must be valid until its successor is in place and its own grace period
 * is over, and must not be due from its first day on. Checked for every date of the calendar, so that what is
 * accepted in July does not fail in February.
 *
 * @param graceCounts whether a replaced key is deleted after the grace period; a keys API deactivates it at the rollover,
 *   or when it expires
 */
function checkLifetimes(reader, { expiry, maxAge, rolloverWindow }, { gracePeriod }, graceCounts) {
    if (expiry.kind !== 'after')
        return;
    const lifetime = (0,config_duration/* formatDuration */.a3)(expiry.duration);
    if (graceCounts && (0,config_duration/* canEndBefore */.nR)(expiry.duration, [maxAge ?? config_duration/* ZERO */.f2, gracePeriod])) {
        const needed = maxAge === undefined ? 'grace-period' : 'max-age plus grace-period';
        const spans = [...(maxAge === undefined ? [] : [maxAge]), gracePeriod].map(config_duration/* formatDuration */.a3);
        reader.reject('expiry', 'conflict', `${lifetime} is shorter than ${needed} (${spans.join(' + ')}): a replaced key would expire before its grace period ends`, 'a longer expiry (for example 90d, or three times max-age), or a shorter max-age or grace-period');
    }
    if ((0,config_duration/* canEndBefore */.nR)(expiry.duration, [rolloverWindow, ONE_SECOND])) {
        reader.reject('rollover-window', 'conflict', `${(0,config_duration/* formatDuration */.a3)(rolloverWindow)} is not shorter than expiry (${lifetime}): every new key would be due immediately`, 'a shorter rollover-window (for example a third of expiry, or 0), or a longer expiry');
    }
}

// EXTERNAL MODULE: ./build/keys-api/issuer.js
var issuer = __nccwpck_require__(649);
;// CONCATENATED MODULE: ./build/config/sections/keys-api.js





const DAY_SECONDS = 86_400;
const keys_api_FIELDS = {
    /** Secret: the JWT that authenticates the run. */
    token: 'keys-api-token',
    /** Base64, 32 bytes: whoever has the private key can recover a key that could not be stored. */
    recoveryPublicKey: 'recovery-public-key',
    /** Secret: signs the records of the versions. */
    recordKey: 'record-key',
};
/** The address of the keys API, and whether its token may be sent there. A refusal is noted. */
function readKeysApiUrl(reader) {
    const given = reader.given('keys-api-url');
    const checked = given === undefined
        ? {
            ok: false,
            code: 'missing',
            problem: 'not set',
            remedy: 'the base URL of the API, without /keys/rollover, for example https://api.example.com',
        }
        : checkKeysApiUrl(given.text);
    if (!checked.ok)
        reader.reject('keys-api-url', checked.code, checked.problem, checked.remedy);
    return checked;
}
/** The other origin that a new key may be sent to. A refusal is noted by `readVerify`. */
function verifyOrigins(reader) {
    const origin = reader.given('keys-api-verify-origin');
    return origin === undefined ? [] : [checkKeysApiUrl(origin.text)];
}
/** @returns `undefined` if something is wrong; it is noted */
function readKeysApi(reader, url, command) {
    const fields = reader.read(keys_api_FIELDS);
    const creates = command === 'rotate';
    const name = creates ? reader.required('keys-api-name') : reader.optional('keys-api-name');
    const permissions = reader.list('keys-api-permissions');
    if (creates && splitList(reader.given('keys-api-permissions')?.text ?? '').length === 0) {
        reader.reject('keys-api-permissions', 'missing', 'not set', 'the permissions of the new key, for example read, deposit');
    }
    const expiry = reader.given('expiry') ? reader.optional('expiry', values/* KEYS_API_EXPIRY */.Ev) : '1M';
    const first = readFirst(reader);
    const verify = readVerify(reader, url);
    if (!url.ok || !fields || expiry === undefined)
        return undefined;
    return {
        ...fields,
        url: url.url,
        ...(name !== undefined && { name }),
        permissions,
        expiry,
        ...(first && { first }),
        ...(verify && { verify }),
    };
}
function readFirst(reader) {
    const key = reader.optional('keys-api-key');
    const id = reader.optional('keys-api-expired-key-id');
    if (reader.given('keys-api-key') !== undefined && reader.given('keys-api-expired-key-id') !== undefined) {
        reader.reject('keys-api-expired-key-id', 'conflict', 'set together with keys-api-key, and both name the key to roll over', 'only one of the two, preferably keys-api-key: the action can then verify that the old key was deactivated');
    }
    if (key !== undefined)
        return { key };
    return id === undefined ? undefined : { id };
}
/** The address that verifies a key: at the origin of the keys API, or at the one that an input names. */
function readVerify(reader, api) {
    const header = reader.required('keys-api-verify-header');
    const given = reader.given('keys-api-verify-url')?.text;
    if (given === undefined)
        return undefined;
    const base = api.ok ? new URL(api.url).origin : undefined;
    const address = given.startsWith('/') ? base && `${base}${given}` : given;
    if (address === undefined)
        return undefined; // the problem of keys-api-url is noted
    const checked = checkKeysApiUrl(address);
    if (!checked.ok) {
        reader.reject('keys-api-verify-url', checked.code, checked.problem, checked.remedy);
        return undefined;
    }
    const { origin } = new URL(checked.url);
    const allowed = [base];
    for (const other of verifyOrigins(reader)) {
        if (other.ok)
            allowed.push(new URL(other.url).origin);
        else
            reader.reject('keys-api-verify-origin', other.code, other.problem, other.remedy);
    }
    if (base !== undefined && !allowed.includes(origin)) {
        reader.reject('keys-api-verify-url', 'untrusted', `${origin} is not the origin of keys-api-url (${base}), and a key is sent to no other origin`, `a URL at ${base}, or keys-api-verify-origin: ${origin} if keys may be sent there`);
        return undefined;
    }
    return header === undefined ? undefined : { url: checked.url, header };
}
/** Notes a window that is longer than the one in which a keys API rolls keys over. */
function checkRolloverWindow(reader, window) {
    if (window.months === 0 && window.seconds <= issuer/* ROLLS_OVER_WITHIN_DAYS */.O * DAY_SECONDS)
        return;
    reader.reject('rollover-window', 'conflict', `${(0,config_duration/* formatDuration */.a3)(window)} is longer than the ${issuer/* ROLLS_OVER_WITHIN_DAYS */.O} days before its expiry in which a keys API rolls over a key`, `at most ${issuer/* ROLLS_OVER_WITHIN_DAYS */.O}d`);
}

;// CONCATENATED MODULE: ./build/config/sections/old-key.js
/** @returns `undefined` if something is wrong; it is noted */
function readOldKey(reader, issuer) {
    const given = reader.optional('old-key');
    const gracePeriod = reader.required('grace-period');
    if (issuer === 'keys-api' && given === 'delete') {
        reader.reject('old-key', 'conflict', 'a keys API cannot delete a key: after rotate the old key stays active until it expires, and rollover deactivates it immediately', 'keep, or no value');
    }
    const policy = given ?? (issuer === 'keys-api' ? 'keep' : 'delete');
    return gracePeriod && { policy, gracePeriod };
}

;// CONCATENATED MODULE: ./build/config/sections/scaleway.js

const CONNECTION = {
    /** An identifier (`SCW…`), not secret. */
    accessKey: 'scw-access-key',
    /** Secret. */
    secretKey: 'scw-secret-key',
    /** Default: the organization of the key that authenticates the run. */
    organizationId: 'scw-organization-id',
    region: 'scw-region',
};
/** Scaleway's address, and whether the credentials may be sent there. A refusal is noted. */
function readScalewayUrl(reader) {
    const given = reader.given('scw-api-url');
    const namedBy = given?.from !== 'environment'
        ? 'input'
        : isGithubOnLoopback(reader)
            ? 'environment-on-loopback'
            : 'environment';
    const checked = checkScalewayUrl(given?.text ?? 'https://api.scaleway.com', namedBy);
    if (!checked.ok) {
        const origin = given?.from === 'environment' ? 'in the environment variable SCW_API_URL: ' : '';
        reader.reject('scw-api-url', checked.code, `${origin}${checked.problem}`, checked.remedy);
    }
    return checked;
}
/** The runner sets `GITHUB_API_URL` anew for each step, so that no earlier step can choose it. */
function isGithubOnLoopback(reader) {
    const own = checkGithubUrl(reader.variable('GITHUB_API_URL') ?? '', undefined);
    return own.ok && own.loopback;
}
/** @returns `undefined` if something is wrong; it is noted */
function readScaleway(reader, url) {
    const { accessKey, secretKey, organizationId, region } = CONNECTION;
    const values = reader.read({ accessKey, secretKey, organizationId, projectId: 'scw-project-id', region });
    return url.ok && values ? { ...values, apiUrl: url.url } : undefined;
}
/** The same for a run that names the secret by its ID, and needs no Project. */
function readScalewayWithoutProject(reader, url) {
    const values = reader.read(CONNECTION);
    return url.ok && values ? { ...values, apiUrl: url.url } : undefined;
}

;// CONCATENATED MODULE: ./build/config/sections/store.js


/**
 * @param keyName the key's name in its file, if it has one
 * @param repository the workflow's own, asked for only where the secret's name comes from it
 * @returns `undefined` if something is wrong; it is noted
 */
function readStore(reader, issuer, keyName, repository) {
    const path = reader.required('secret-path');
    const name = readName(reader, issuer, keyName, repository);
    return name !== undefined && path !== undefined ? { name, path } : undefined;
}
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
    const id = reader.optional('secret-id')?.toLowerCase();
    // The runner hands over the default of secret-path as if it was given.
    const named = ['secret-name', 'secret-path'].filter((name) => {
        const given = reader.given(name);
        return given !== undefined && given.text !== (0,inputs/* definitionOf */.Fg)(name).default;
    });
    const others = keyName === undefined ? named : ['config', 'key'];
    if (others.length === 0)
        return id;
    const problem = `${others.join(' and ')} ${others.length === 1 ? 'names' : 'name'} the secret as well`;
    reader.reject('secret-id', 'conflict', problem, `either secret-id or ${others.join(' and ')}`);
    return undefined;
}
/** Notes `secret-id` where a command works on the secret that has the key's name, and would not look at the id. */
function refuseSecretId(reader) {
    if (!namesSecretById(reader))
        return;
    const remedy = 'no secret-id; secret-name and secret-path name the secret of a rotation';
    reader.reject('secret-id', 'not-applicable', 'only the command retrieve reads a secret by its ID', remedy);
}
function readName(reader, issuer, keyName, repository) {
    if (reader.given('secret-name') !== undefined)
        return reader.optional('secret-name');
    const own = repository();
    if (own === undefined)
        return undefined;
    if (keyName !== undefined)
        return `${(0,names/* defaultStoreName */.is)(own)}-${keyName}`;
    // One repository may rotate a key of each issuer, and a secret holds the generations of one key.
    return issuer === 'scaleway' ? (0,names/* defaultStoreName */.is)(own) : `${(0,names/* defaultStoreName */.is)(own)}-api-key`;
}

;// CONCATENATED MODULE: ./build/config/sections/places.js



/**
 * Reads which places get the key.
 * @param own the workflow's own repository, if it could be read
 * @returns what could be read; it is complete only if nothing was noted
 */
function readDeclared(reader, own) {
    const kinds = readKinds(reader);
    const named = reader.list('repositories');
    const repositories = named.filter((one) => 'repo' in one);
    const patterns = named.filter((one) => !('repo' in one));
    const places = ofKinds(kinds, repositories);
    for (const { repository = own, environment } of reader.list('environments')) {
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
        const problem = 'repositories, environments and organization name no target';
        reader.reject('repositories', 'missing', problem, 'at least one target, for example acme/shop');
    }
    checkKinds(reader, kinds);
    const publicRepositories = reader.optional('public-repositories');
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
    const kinds = [...new Set(reader.list('kinds'))];
    const given = reader.given('kinds');
    if (given !== undefined && splitList(given.text).length === 0)
        reader.reject('kinds', 'missing', 'no kind of secret is listed', 'at least one kind, for example actions, dependabot');
    return kinds;
}
/** Environments know Actions alone; next to other places that is no contradiction, by themselves it is. */
function checkKinds(reader, kinds) {
    const others = reader.given('repositories') ?? reader.given('organization');
    if (kinds.length === 0 || kinds.includes('actions'))
        return;
    if (reader.given('environments') === undefined || others !== undefined)
        return;
    reader.reject('kinds', 'conflict', `environments have Actions secrets only, and no other target can have the given kinds (${kinds.join(', ')})`, 'actions, or repositories or an organization that have the other kinds');
}
function readOrganization(reader, kinds) {
    if (reader.given('organization') === undefined) {
        for (const input of ['visibility', 'selected-repositories'])
            rejectAlone(reader, input);
        return [];
    }
    const organization = reader.optional('organization');
    if (organization === undefined)
        return [];
    const access = readAccess(reader, organization);
    return kinds.map((kind) => ({ kind, scope: 'organization', organization, ...(access && { access }) }));
}
function readAccess(reader, organization) {
    const visibility = reader.optional('visibility');
    const selected = reader.given('selected-repositories');
    if (selected === undefined)
        return visibility && { visibility };
    if (splitList(selected.text).length === 0)
        reader.reject('selected-repositories', 'missing', 'no repository is listed', 'at least one repository, for example shop, api');
    if (visibility !== undefined && visibility !== 'selected') {
        const remedy = 'visibility: selected, or no selected-repositories';
        reader.reject('selected-repositories', 'conflict', `set, but visibility is ${visibility}`, remedy);
    }
    const repositories = reader.list('selected-repositories', (0,names/* repositoryOf */._M)(organization));
    return { visibility: 'selected', repositories };
}
function rejectAlone(reader, input) {
    if (reader.given(input) === undefined)
        return;
    reader.reject(input, 'conflict', 'set without organization, to whose secrets it applies', 'an organization, for example acme');
}
function distinctPatterns(patterns) {
    return [...new Map(patterns.map((one) => [JSON.stringify(one).toLowerCase(), one])).values()];
}
/** Notes where variables are named and no place has any. */
function checkVariables(reader, { places, patterns, kinds }, names) {
    if (names.length === 0 || kinds.length === 0)
        return;
    if (places.some(places_places/* hasVariables */.cF) || (patterns.length > 0 && kinds.includes('actions')))
        return;
    if (places.length === 0 && patterns.length === 0)
        return;
    reader.reject('access-key-variable', 'conflict', `variables exist for Actions only, and no target is for Actions (kinds: ${kinds.join(', ')})`, 'kinds that include actions, or no access-key-variable');
}

;// CONCATENATED MODULE: ./build/config/sections/targets.js



/**
 * @param own the workflow's own repository, if it could be read
 * @returns what could be read; it is complete only if nothing was noted
 */
function readTargets(reader, own, issuer) {
    const declared = readDeclared(reader, own);
    const names = issuer === 'scaleway' ? readNames(reader) : readApiKeyNames(reader);
    const onUnreachable = reader.required('on-unreachable') ?? 'fail';
    const accepted = reader.list('accept-repositories').map((name) => name.toLowerCase());
    const targets = { ...declared, names, onUnreachable, accepted };
    checkVariables(reader, targets, names.accessKeyVariable);
    return targets;
}
/** A key of a keys API is one text, and has no access key. */
function readApiKeyNames(reader) {
    const names = readNameList(reader, 'api-key-secret');
    if (isNone(reader, 'api-key-secret')) {
        reader.reject('api-key-secret', 'missing', 'no GitHub secret would receive the key', 'at least one name, for example API_KEY');
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
                reader.reject(input, 'conflict', `${reader.show(name)} is also a name in ${other}`, 'different names in each input, for example SCW_ACCESS_KEY and SCW_SECRET_KEY');
        }
    }
    if (isNone(reader, 'secret-key-secret') && isNone(reader, 'bundle-secret')) {
        reader.reject('secret-key-secret', 'missing', 'no GitHub secret would receive the secret key', 'at least one name here or in bundle-secret, for example SCW_SECRET_KEY');
    }
    return names;
}
function readNameList(reader, input) {
    return isNone(reader, input) ? [] : [...new Set(reader.list(input))];
}
function isNone(reader, input) {
    const items = splitList(reader.given(input)?.text ?? '');
    return items.length === 0 || (items.length === 1 && items[0] === inputs/* NO_NAME */.Wo);
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
/** Why a well-known event is not trusted, for the message. */
const REASONS = {
    pull_request: 'runs the code of a pull request before it is reviewed',
    pull_request_target: 'is triggered by any pull request, and has access to secrets even for a fork',
    pull_request_review: 'is triggered by anyone who reviews a pull request, and runs the code of the pull request',
    pull_request_review_comment: 'is triggered by anyone who comments on a pull request, and runs the code of the pull request',
    issue_comment: 'is triggered by anyone who writes a comment',
    issues: 'is triggered by anyone who opens an issue',
    discussion: 'is triggered by anyone who opens a discussion',
    discussion_comment: 'is triggered by anyone who comments on a discussion',
    fork: 'is triggered by anyone who forks the repository',
    watch: 'is triggered by anyone who stars the repository',
    gollum: 'is triggered by anyone who may edit the wiki',
};
const NOT_LISTED = 'is not one of the events that only people with write access can trigger';
const REMEDY = `a workflow that is triggered by one of ${[...TRUSTED].join(', ')}, or by workflow_run after one of these`;
/**
 * Allows the events that only people with write access to the repository can cause, and a `workflow_run` after a run of
 * such an event. Every other event is refused, including unknown ones.
 *
 * @param eventName `GITHUB_EVENT_NAME`; the runner sets it, so a missing one is refused
 * @param event the event's payload, parsed; used for `workflow_run` only
 * @param allOnLoopback whether every service of the run is on loopback because an input names it: then there are no
 *   credentials to protect
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
    return no(`${eventName} is not a trusted event: it ${own(REASONS, eventName) ?? NOT_LISTED}`);
}
/** A run is as trusted as the run that it follows. A payload without that information is not trusted. */
function checkWorkflowRun(event) {
    const run = member(event, 'workflow_run');
    if (!isSameRepository(member(run, 'head_repository'), member(run, 'repository'))) {
        return no('workflow_run is not trusted here: the previous run came from a fork (or from an unknown repository)');
    }
    const before = member(run, 'event');
    if (typeof before === 'string' && TRUSTED.has(before))
        return { ok: true };
    // The payload has only the last run of a longer chain. A pull request between two branches of the repository can be
    // opened by anyone with read access.
    const reason = typeof before === 'string' ? (own(REASONS, before) ?? NOT_LISTED) : 'is unknown';
    return no(`workflow_run is not trusted here: the event of the previous run ${reason}`);
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
    const keysApiUrls = keysApiUrl === undefined ? [] : [keysApiUrl, ...verifyOrigins(reader)];
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
        reader.reject('on', 'untrusted', trigger.problem, trigger.remedy);
}
/** Notes the variable with which Node accepts any certificate: then whoever is on the way reads the credentials. */
function checkCertificates(reader) {
    if (reader.variable('NODE_TLS_REJECT_UNAUTHORIZED') !== '0')
        return;
    reader.reject('NODE_TLS_REJECT_UNAUTHORIZED', 'untrusted', 'set to 0, which disables certificate checks: any host between the runner and a service could read the credentials', 'no value; to trust your own certificate authority, set NODE_EXTRA_CA_CERTS to the path of its certificate');
}

;// CONCATENATED MODULE: ./build/config/sections/check.js











/**
 * Reads the inputs of a check of one key: those of its rotation, without what only creates and writes keys. Conflicts
 * that only a rotation refuses are not checked.
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
    const signing = issuer === 'keys-api' ? reader.read({ recordKey: 'record-key' }) : undefined;
    const key = readKey(reader, issuer);
    const own = readRotatorRepository(reader);
    const store = readStore(reader, issuer, source.keyName, () => own);
    const keepVersions = reader.required('keep-versions');
    const targets = readTargets(reader, own, issuer);
    const oldKey = readOldKey(reader, issuer);
    const overdueAfter = reader.required('overdue-after');
    const failOn = readFailOn(reader);
    if (!scaleway || !key || !store || !oldKey || !overdueAfter || keepVersions === undefined)
        return undefined;
    return {
        command: 'check',
        issuer,
        ...(issuer === 'keys-api' && { keysApi: { ...(verify && { verify }), ...signing } }),
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
/** The repository whose workflow rotates the keys: names that are not given are derived from its name. */
function readRotatorRepository(reader) {
    return reader.given('rotator-repository') === undefined
        ? readOwnRepository(reader)
        : reader.optional('rotator-repository');
}
function readFailOn(reader) {
    const named = new Set(reader.list('fail-on'));
    return findings/* FINDING_KINDS */.m.filter((kind) => named.has(kind) || named.has(inputs/* ANY_FINDING */.Jp));
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
        code: 'conflict',
        problem: 'selects keys of a key file, but config is not set',
        remedy: 'config: the path of the key file, or no key',
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
const FILE_FIELDS = new Set((0,inputs/* keyFileInputs */.Fb)('allowed'));
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
        return {
            ok: false,
            problems: [{ input: 'key', code: 'missing', problem: 'retrieve reads exactly one key', remedy }],
        };
    }
    const problems = read.flatMap((key) => (key.picked && !key.result.ok ? key.result.problems : []));
    const keys = read.flatMap(({ name, result, picked: isPicked }) => result.ok && result.inputs.command !== 'retrieve' ? [{ name, isPicked, inputs: result.inputs }] : []);
    const rotated = keys.flatMap(({ inputs, ...key }) => inputs.command === 'check' ? [] : [{ ...key, inputs }]);
    const checked = keys.flatMap(({ inputs, ...key }) => inputs.command === 'check' ? [{ ...key, inputs }] : []);
    const reader = createReader(source);
    const jobs = planning ? reader.optional('jobs') : undefined;
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
    const command = reader.required('command');
    if (command !== 'plan')
        return command;
    const problem = 'plan distributes the keys of a key file over jobs, but config is not set';
    reader.reject('command', 'conflict', problem, 'config: the path of the key file, for example .github/key-rotation.yml');
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
    const keepVersions = reader.required('keep-versions');
    const targets = readTargets(reader, own, issuer);
    const oldKey = readOldKey(reader, issuer);
    if (key && oldKey)
        checkLifetimes(reader, key, oldKey, issuer === 'scaleway');
    if (key && issuer === 'keys-api' && command === 'rollover')
        checkRolloverWindow(reader, key.rolloverWindow);
    if (issuer === 'keys-api' && command === 'retire') {
        reader.reject('command', 'not-applicable', 'a keys API deactivates a key only when it is rolled over or expires, so there is nothing to retire', 'rollover, rotate, retrieve or rollback. Deactivate a leaked key in the service itself');
    }
    const dryRun = reader.required('dry-run');
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
    const issuer = reader.required('issuer') ?? 'scaleway';
    const place = namesSecretById(reader)
        ? readPlaceById(reader, scalewayUrl, source.keyName)
        : readPlaceByName(reader, scalewayUrl, issuer, source.keyName);
    const exportEnv = reader.required('export-env');
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

/***/ 2012:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Jx: () => (/* binding */ BOOLEAN),
/* harmony export */   a$: () => (/* binding */ TEXT),
/* harmony export */   di: () => (/* binding */ DURATION_SCHEMA),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   rD: () => (/* binding */ wholeNumber),
/* harmony export */   uR: () => (/* binding */ uuid),
/* harmony export */   wC: () => (/* binding */ matching),
/* harmony export */   yL: () => (/* binding */ oneOf)
/* harmony export */ });
/* harmony import */ var _duration_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1359);

/** A rule for text that matches a pattern. */
function matching(pattern, description) {
    return { ...description, parse: (text) => (pattern.test(text) ? text : undefined) };
}
/** Text that is checked where it is used. */
const TEXT = { parse: (text) => text, what: 'a text', remedy: 'a text' };
function oneOf(values, what) {
    return {
        parse: (text) => values.find((value) => value === text),
        what,
        remedy: `one of ${values.join(', ')}`,
        schema: { type: 'string', enum: values },
    };
}
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** @param source what the ID belongs to, for the remedy */
function uuid(what, source) {
    return matching(UUID, { what, remedy: `${source}, a UUID such as 11111111-2222-3333-4444-555555555555` });
}
// The booleans of YAML 1.2's core schema, as `getBooleanInput` of @actions/core reads them.
const BOOLEANS = new Map([
    ...['true', 'True', 'TRUE'].map((text) => [text, true]),
    ...['false', 'False', 'FALSE'].map((text) => [text, false]),
]);
const BOOLEAN = {
    parse: (text) => BOOLEANS.get(text),
    what: 'a boolean',
    remedy: 'true or false',
    schema: { type: 'boolean' },
};
/** @param from the smallest and `to` the largest number that is accepted */
function wholeNumber(from, to) {
    return {
        parse: (text) => {
            const value = Number(text);
            return /^\d{1,9}$/.test(text) && value >= from && value <= to ? value : undefined;
        },
        what: `a whole number from ${from} to ${to}`,
        remedy: `a whole number from ${from} to ${to}, for example ${Math.min(Math.max(5, from), to)}`,
        schema: { type: 'integer' },
    };
}
/** A duration in the key file; `0` may be written as a number. */
const DURATION_SCHEMA = {
    type: ['string', 'integer'],
    minLength: 1,
    minimum: 0,
    maximum: 0,
};
/**
 * @param example what the remedy suggests
 * @param condition what is asked of the duration besides
 */
function duration(example, condition = {
    test: () => true,
    text: '',
}) {
    return {
        parse: (text) => {
            const value = (0,_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDuration */ .E9)(text);
            return value !== undefined && condition.test(value) ? value : undefined;
        },
        what: `a duration${condition.text}`,
        remedy: `for example ${example}; a duration is ${_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .DURATION_GRAMMAR */ .dl}`,
        schema: DURATION_SCHEMA,
    };
}


/***/ }),

/***/ 3017:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D3: () => (/* binding */ MAX_AGE),
/* harmony export */   Ev: () => (/* binding */ KEYS_API_EXPIRY),
/* harmony export */   GX: () => (/* binding */ KEY_NAME),
/* harmony export */   Gp: () => (/* binding */ EXPIRY),
/* harmony export */   es: () => (/* binding */ PRIVATE_KEY),
/* harmony export */   fJ: () => (/* binding */ PROPAGATION_TIMEOUT),
/* harmony export */   lb: () => (/* binding */ ACCESS_KEY),
/* harmony export */   o3: () => (/* binding */ BUDGET),
/* harmony export */   tC: () => (/* binding */ DESCRIPTION),
/* harmony export */   vH: () => (/* binding */ DATE)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _duration_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1359);
/* harmony import */ var _rules_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2012);



const LONGEST_PROPAGATION_SECONDS = 600;
/** Hidden in problems: a malformed access key is often the secret key, in the wrong input. */
const ACCESS_KEY = (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .matching */ .wC)(/^SCW[A-Z0-9]{17}$/, {
    what: 'an access key',
    remedy: 'SCW and 17 capital letters or digits, for example SCWXXXXXXXXXXXXXXXXX',
    hidden: true,
});
/** The private key of a GitHub App, with its line breaks. */
const PRIVATE_KEY = {
    parse: (text) => {
        const pem = text.replaceAll(/(?:\\r)?\\n|\r\n/g, '\n');
        try {
            return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)(pem).asymmetricKeyType === 'rsa' ? pem : undefined;
        }
        catch {
            // OpenSSL's message does not help, and could show a part of the key.
            return undefined;
        }
    },
    what: 'the private key of a GitHub App (an RSA key in PEM, without a passphrase)',
    remedy: "the complete .pem file that GitHub generated in the App's settings, from -----BEGIN to the last -----END …-----. " +
        'Its line breaks may be written as \\n',
};
/** A share of GitHub's rate limits, above 0 and at most 1. */
const BUDGET = {
    parse: (text) => (/^(0?\.\d{1,6}|1(\.0+)?)$/.test(text) && Number(text) > 0 ? Number(text) : undefined),
    what: "a share of GitHub's rate limits",
    remedy: 'a number above 0 and at most 1, for example 0.25. The matrix of plan has the value for each job',
};
const BREAKS = /\p{Cc}|\p{Zl}|\p{Zp}/u;
const DESCRIPTION = {
    parse: (text) => (BREAKS.test(text) ? undefined : text),
    what: 'a description: it contains a line break or a control character',
    remedy: 'one line of text, for example Deployment of the shop',
};
/** The name of a key of a keys API. */
const KEY_NAME = {
    parse: (text) => (text.length <= 200 && !BREAKS.test(text) ? text : undefined),
    what: 'a key name: one line of at most 200 characters',
    remedy: 'for example Production API',
};
const EXPIRY = {
    parse: (text) => {
        if (text === 'never')
            return { kind: 'never' };
        const lifetime = (0,_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDuration */ .E9)(text);
        return lifetime === undefined || (0,_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .isZero */ .be)(lifetime) ? undefined : { kind: 'after', duration: lifetime };
    },
    what: 'an expiry: a duration of more than zero (a date is not accepted), or never',
    remedy: (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .duration */ .p0)('90d, 1Y, or never').remedy,
    schema: _rules_js__WEBPACK_IMPORTED_MODULE_2__/* .DURATION_SCHEMA */ .di,
};
/** The four expiries that a keys API has. */
const KEYS_API_EXPIRY = (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(['1H', '1D', '1M', '1Y'], 'an expiry of a keys API');
const MAX_AGE = (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .duration */ .p0)('30d', { test: (value) => !(0,_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .isZero */ .be)(value), text: ' of more than zero' });
/** A day begins at midnight UTC. `Date` alone would read `2026-02-31` as a day in March. */
const DATE = {
    parse: (text) => {
        const [, day = '-'] = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2})?Z)?$/.exec(text) ?? [];
        const date = new Date(text);
        return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? date : undefined;
    },
    what: 'a date',
    remedy: 'a date such as 2026-12-31, or a time such as 2026-12-31T18:00:00Z (UTC)',
};
const PROPAGATION_TIMEOUT = (0,_rules_js__WEBPACK_IMPORTED_MODULE_2__/* .duration */ .p0)('2m', {
    test: ({ months, seconds }) => months === 0 && seconds > 0 && seconds <= LONGEST_PROPAGATION_SECONDS,
    text: ' of more than zero and at most 10 minutes',
});


/***/ }),

/***/ 7476:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  uh: () => (/* binding */ createGithub),
  $m: () => (/* binding */ generalRemedy),
  eQ: () => (/* binding */ githubFailure),
  VQ: () => (/* binding */ isCausedBy),
  cu: () => (/* binding */ requireStatus)
});

// EXTERNAL MODULE: ./build/rotation/model/ports.js
var ports = __nccwpck_require__(8209);
// EXTERNAL MODULE: ./build/http/connection.js
var connection = __nccwpck_require__(9285);
// EXTERNAL MODULE: ./build/http/confirmed-status.js
var confirmed_status = __nccwpck_require__(2103);
// EXTERNAL MODULE: ./build/http/json-only.js
var json_only = __nccwpck_require__(802);
;// CONCATENATED MODULE: ./build/github/client/octokit.js
/**
 * Creates GitHub's own client. `@actions/github` would take too long to load (CONTRIBUTING.md, "Runtime dependencies").
 * The client is loaded with the first request, so that the first request to another service does not wait for it.
 */
function getOctokit(token, options) {
    let loading;
    const load = async () => {
        const { Octokit } = await __nccwpck_require__.e(/* import() */ 629).then(__nccwpck_require__.bind(__nccwpck_require__, 4629));
        return new Octokit({ ...options, auth: token });
    };
    const request = async (...parameters) => {
        const octokit = await (loading ??= load());
        return octokit.request(...parameters);
    };
    // The type of `request` has an overload for each endpoint.
    return { request: request };
}

;// CONCATENATED MODULE: ./build/github/client/client.js





/**
 * Creates GitHub's client.
 * @param connection a `fetch` for GitHub (http/connection.ts)
 * @param auth a token, or a function that authenticates each request
 */
function createGithub(connection, apiUrl, auth) {
    const isToken = typeof auth === 'string';
    return getOctokit(isToken ? auth : UNUSED_TOKEN, {
        ...(!isToken && { authStrategy: () => ({ hook: auth }) }),
        baseUrl: apiUrl,
        userAgent: 'scaleway-key-rotation',
        // Callers report failures with their meaning. The client's default log, the console, would report them twice, and
        // would warn users of endpoints that GitHub deprecates.
        request: { fetch: (0,json_only/* jsonOnly */.r)('GitHub', connection), log: { warn: silent } },
    });
}
/** The client requires a token even where an authentication strategy replaces it. */
const UNUSED_TOKEN = 'none';
function silent() {
    // on purpose
}
/**
 * Reads an error of GitHub's client.
 * @throws the error itself if it does not come from GitHub, such as a deadline that has passed
 */
function githubFailure(error) {
    if (!(error instanceof Error))
        throw error;
    const unreached = [error, error.cause].find((one) => one instanceof Error && one.name === 'ConnectionError');
    if (unreached instanceof Error) {
        const { message } = unreached;
        return { status: undefined, message, ...(unreached instanceof connection/* Redirected */.cz && { redirected: true }) };
    }
    // It was not sent, so it has no effect, like a refusal for too many requests.
    const postponed = [error, error.cause].find((one) => one instanceof Error && one.name === 'Postponed');
    if (postponed instanceof Error)
        return { status: 429, message: postponed.message, notSent: true };
    if ('response' in error &&
        'status' in error &&
        typeof error.status === 'number' &&
        error.response !== undefined) {
        const { status, message } = error;
        // GitHub uses either status for too many requests.
        return { status: status === 403 && /rate limit/i.test(message) ? 429 : status, message };
    }
    throw error.cause instanceof Error ? error.cause : error;
}
/**
 * Accepts the answer to a change only with a status that GitHub documents for it: 201 or 204. A proxy or gateway may
 * answer with another success.
 * @param what the request, for the message
 * @throws {AmbiguousResult} for any other status: the result is unknown
 */
function requireStatus(answer, what, confirming) {
    if (confirming.includes(answer.status))
        return answer;
    throw new ports/* AmbiguousResult */.qF((0,confirmed_status/* unconfirmedStatus */.l)('GitHub', what, answer.status, confirming));
}
/** The remedy for a failure that is not about the requested object. */
function generalRemedy({ status, redirected }) {
    if (redirected === true)
        return { remedy: 'Use its new name', knownCause: 'github-repository-renamed' };
    if (status === 429)
        return { remedy: 'Run again later', knownCause: 'github-too-many-requests' };
    if (status === undefined || status >= 500)
        return { remedy: 'Run again later', knownCause: 'github-unreachable' };
    return { remedy: 'Check this input' };
}
/** Whether an error is of a class, or wraps one: GitHub's client wraps what the connection throws. */
function isCausedBy(error, kind) {
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
/** GitHub's points for a request that writes, and for one that reads. */
const WRITE_POINTS = 5;
const READ_POINTS = 1;
/** GitHub's points a minute. */
const POINTS_PER_MINUTE = 900;
/** The writes of one job by default. */
const WRITES_PER_JOB = 100;
/** The points that a load costs. */
function pointsOf({ writes, reads }) {
    return writes * WRITE_POINTS + reads * READ_POINTS;
}
/**
 * Distributes keys over jobs so that each job costs about the same number of points: the most expensive key first,
 * always to the job with the fewest points. More jobs isolate failures and are not faster, because they share GitHub's
 * limits.
 * @param jobs the most jobs; by default one for each 100 writes
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
    // Every job needs a part, however few points it costs.
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
 * The shortest time for a number of points under GitHub's limits, in seconds: the points of the first minute are spent at
 * once, those of each further minute when the previous one is over.
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
/** The permission that a token needs to write there, as GitHub's settings name it. */
function permissionFor(place, thing) {
    const { scope, kind } = place;
    // One permission covers everything in an environment.
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



/** The prefix of `GITHUB_TOKEN` and of a GitHub App's tokens. */
const INSTALLATION_TOKEN = 'ghs_';
/** Replaces the token of a GitHub App, which changes during a run, where only the kind of token matters. */
const APP_TOKEN = 'github-app';
/** Explains why a place could not be read. A 404 has several causes, so a second request finds out which. */
async function readProblem(access, thing, failure) {
    const { place } = access;
    if (failure.status === 403)
        return forbidden(access.token, place, thing, failure.message);
    if (failure.status === 404)
        return notFound(access, thing, failure.message);
    return failedRead((0,places/* inputOf */.wg)(place), (0,places/* placeLabel */.sk)(place), failure);
}
/** Explains a failed read for reasons that apply to every object. */
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
    return { about, problem: `${label} could not be read: ${message}`, ...(0,client/* generalRemedy */.$m)(failure) };
}
/** Only the text distinguishes this from a missing permission. */
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
/** Explains a refusal because of a missing permission. */
function forbidden(token, place, thing, message) {
    const permission = permissionFor(place, thing);
    if (message.includes('archived')) {
        return {
            about: (0,places/* inputOf */.wg)(place),
            problem: `${(0,places/* placeLabel */.sk)(place)} is archived (${message})`,
            remedy: 'Unarchive the repository, or remove it from the targets',
            knownCause: 'github-repository-archived',
        };
    }
    if (asksForSingleSignOn(message))
        return singleSignOn((0,places/* placeLabel */.sk)(place), message);
    const problem = `the token is not allowed to use the ${thing} of ${(0,places/* placeLabel */.sk)(place)} (${message})`;
    if (token.startsWith(INSTALLATION_TOKEN)) {
        return {
            about: 'github-token',
            problem,
            remedy: 'GITHUB_TOKEN can never write secrets. Use a fine-grained personal access token, or the token of a GitHub App, ' +
                `with the ${permission}`,
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
/** GitHub answers 404 for what does not exist, and for what the token cannot access. */
async function notFound({ octokit, token, place }, thing, message) {
    const about = (0,places/* inputOf */.wg)(place);
    const permission = permissionFor(place, thing);
    if (place.scope === 'organization') {
        const { organization } = place;
        if (await canSee(octokit, 'GET /orgs/{org}', { org: organization }))
            return forbidden(token, place, thing, message);
        return {
            about,
            problem: `the organization ${organization} does not exist, or the token cannot access it (personal accounts have no such secrets)`,
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
                problem: `the environment "${place.environment}" of the repository ${owner}/${repo} does not exist, or the token cannot access it`,
                remedy: 'Create the environment, or correct its name (an environment in another repository is owner/repo/name)',
                knownCause: 'github-target-not-found',
            };
        }
        return {
            about: 'kinds',
            problem: `this GitHub has no ${thing} of this kind for ${(0,places/* placeLabel */.sk)(place)}, or the token cannot access them (${message})`,
            remedy: `Remove the kind if this GitHub does not support it, or give the token the ${permission}`,
            knownCause: 'github-target-not-found',
        };
    }
    return {
        about,
        problem: `the repository ${owner}/${repo} does not exist, or the token cannot access it`,
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
        return false; // only used to choose a message
    }
}


/***/ }),

/***/ 2191:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ isId)
/* harmony export */ });
/* harmony import */ var _rotation_model_recorded_identities_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7752);

/** Whether a number can be an ID of GitHub's. */
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
/* harmony import */ var _http_connection_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9285);


/** GitHub's largest page. */
const PAGE_SIZE = 100;
/** The most pages that are read: an organization of 20,000 repositories. */
const MOST_PAGES = 200;
/** Pages that are read at once. */
const PAGES_SIDE_BY_SIDE = 10;
/**
 * Reads all pages of a list. The first page says how many there are, so the others are read concurrently.
 * @param itemsOf returns the items of a page
 * @throws {Error} if the list has more than 200 pages
 * @returns the items, and the first page for its other fields
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
    throw new _http_connection_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectionError */ .Rc("GitHub's answer is not valid: it has no list");
}
/**
 * Checks the fields that secrets, variables and repositories have in common: a proxy or gateway may have answered in
 * place of GitHub. A name or an ID is required; the other fields are optional.
 * @throws {ConnectionError} if a field has the wrong type
 */
function checkedItem(data) {
    const { name, id, updated_at, value, topics } = (data ?? {});
    const isItem = (typeof name === 'string' || (name === undefined && id !== undefined)) &&
        (id === undefined || typeof id === 'number') &&
        (value === undefined || typeof value === 'string') &&
        (topics === undefined || Array.isArray(topics)) &&
        (updated_at === undefined || (typeof updated_at === 'string' && !Number.isNaN(Date.parse(updated_at))));
    if (!isItem)
        throw new _http_connection_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectionError */ .Rc("GitHub's answer is not valid: a field has the wrong type");
    return data;
}
/** The number of the last page, from the `Link` header; 1 if there is no other page. */
function lastPage(link) {
    const address = /<([^>]+)>;\s*rel="last"/.exec(link ?? '')?.[1] ?? '';
    return Number(/[?&]page=(\d+)/.exec(address)?.[1] ?? 1);
}


/***/ }),

/***/ 6312:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HP: () => (/* binding */ matchesWildcards),
/* harmony export */   U: () => (/* binding */ patternText),
/* harmony export */   fL: () => (/* binding */ MOST_MATCHED),
/* harmony export */   gI: () => (/* binding */ listOrganization),
/* harmony export */   pg: () => (/* binding */ shortList),
/* harmony export */   u5: () => (/* binding */ matchRepositories)
/* harmony export */ });
/* harmony import */ var _client_client_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7476);
/* harmony import */ var _paginate_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1882);
/* harmony import */ var _explain_refusal_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9513);
/* harmony import */ var _listing_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2191);




/** The most repositories that the patterns of one run may match together. */
const MOST_MATCHED = 1000;
/** The most names that a message lists. */
const MOST_LISTED = 10;
/** A valid repository name: it becomes part of URLs and messages. */
const NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
/** A pattern as it is written in the input. */
function patternText(pattern) {
    return `${pattern.owner}/${'topic' in pattern ? `topic:${pattern.topic}` : pattern.name}`;
}
/**
 * Returns the repositories that patterns match now. Archived ones are skipped, because their secrets cannot be written,
 * and so are public ones unless they are included.
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
        const matching = list.filter((repository) => matches(pattern, repository));
        const living = matching.filter((repository) => repository.archived !== true);
        const open = includePublic ? [] : living.filter(isPublic);
        if (living.length === open.length)
            problems.push(noMatchProblem(pattern, matching.length - living.length, open.length));
        for (const repository of matching) {
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
            problem: `${patterns.map(patternText).join(', ')} match ${repositories.size} repositories, and one run can write to at most ${MOST_MATCHED}`,
            remedy: 'Use narrower patterns, or split them over several jobs',
        };
        return { repositories: [], leftOut: [], problems: [...problems, problem], notes: [], unlisted };
    }
    const note = `Skipped, because secrets of archived repositories cannot be written: ${shortList([...archived])}`;
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
            throw new Error(`GitHub lists a repository of ${owner} with a name that is not valid`);
        return answer;
    }
    catch (error) {
        const failure = (0,_client_client_js__WEBPACK_IMPORTED_MODULE_0__/* .githubFailure */ .eQ)(error);
        const label = `the list of ${owner}'s repositories`;
        if (failure.status !== 404)
            return { problem: (0,_explain_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .failedRead */ .Yr)('repositories', label, failure), mayPass: true };
        const problem = {
            about: 'repositories',
            problem: `the organization ${owner} does not exist, or the token cannot access it, so no pattern can be matched`,
            remedy: 'Correct the name. For a personal account, list the repositories by name',
            knownCause: 'github-target-not-found',
        };
        return { problem, mayPass: false };
    }
}
/** Lists an organization's repositories. */
async function listOrganization(octokit, owner) {
    const route = { route: '/orgs/{org}/repos', parts: { org: owner } };
    const page = (all) => all;
    return (await (0,_paginate_js__WEBPACK_IMPORTED_MODULE_1__/* .listAll */ ._)(octokit, route, page)).items;
}
function idsOf({ id, owner }) {
    return { repository: (0,_listing_js__WEBPACK_IMPORTED_MODULE_3__/* .isId */ .e)(id) ? id : undefined, owner: (0,_listing_js__WEBPACK_IMPORTED_MODULE_3__/* .isId */ .e)(owner?.id) ? owner.id : undefined };
}
/** Whether a repository is public. GitHub lists internal ones as private. */
function isPublic(repository) {
    return repository.private !== true;
}
function noMatchProblem(pattern, archived, open) {
    const kinds = [
        ...(archived === 0 ? [] : [`archived ones (${archived})`]),
        ...(open === 0 ? [] : [`public ones (${open})`]),
    ];
    const only = kinds.length === 0 ? '' : ` but ${kinds.join(' and ')}`;
    return {
        about: 'repositories',
        problem: `${patternText(pattern)} matches no repository that the token can access${only}`,
        remedy: 'Correct the pattern, or give the token access to the repositories' +
            (open === 0 ? '' : '; for public ones set public-repositories: include'),
        knownCause: 'github-target-not-found',
    };
}
function matches(pattern, { name, topics = [] }) {
    if ('topic' in pattern)
        return topics.includes(pattern.topic.toLowerCase());
    return matchesWildcards(pattern.name.toLowerCase(), name.toLowerCase());
}
/** Whether a name matches a pattern with `*` wildcards. A regular expression could take exponential time. */
function matchesWildcards(pattern, name) {
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
/** A list of names that is short enough for a message. */
function shortList(names) {
    const more = names.length - MOST_LISTED;
    return names.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}


/***/ }),

/***/ 7319:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A$: () => (/* binding */ capacityOf),
/* harmony export */   Bv: () => (/* binding */ routeTo),
/* harmony export */   VM: () => (/* binding */ placeId),
/* harmony export */   cF: () => (/* binding */ hasVariables),
/* harmony export */   d2: () => (/* binding */ SECRET_KINDS),
/* harmony export */   f0: () => (/* binding */ namePart),
/* harmony export */   jH: () => (/* binding */ distinctPlaces),
/* harmony export */   jZ: () => (/* binding */ VISIBILITIES),
/* harmony export */   sk: () => (/* binding */ placeLabel),
/* harmony export */   wg: () => (/* binding */ inputOf)
/* harmony export */ });
/** The kinds of secrets: for Actions, Dependabot, Codespaces and coding agents. */
const SECRET_KINDS = ['actions', 'dependabot', 'codespaces', 'agents'];
/** Which repositories of an organization may read one of its secrets or variables, in GitHub's terms. */
const VISIBILITIES = ['all', 'private', 'selected'];
const KIND_NAMES = {
    actions: 'Actions',
    dependabot: 'Dependabot',
    codespaces: 'Codespaces',
    agents: 'agents',
};
/**
 * The stable id of a place. GitHub ignores the case of owners, repositories and environments. Only a repository contains
 * a slash, so ids are unique.
 */
function placeId(place) {
    if (place.scope === 'organization')
        return `${place.kind}\n${place.organization}`.toLowerCase();
    const environment = place.scope === 'environment' ? `\n${place.environment}` : '';
    return `${place.kind}\n${place.owner}/${place.repo}${environment}`.toLowerCase();
}
/** The places without duplicates; the first spelling of each is kept. */
function distinctPlaces(places) {
    const byId = new Map();
    for (const place of places)
        if (!byId.has(placeId(place)))
            byId.set(placeId(place), place);
    return [...byId.values()];
}
/** A place for messages. The kind is left out for Actions, the default. */
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
/** Whether a place has variables: only Actions has them. */
function hasVariables(place) {
    return place.kind === 'actions';
}
/** The API's name of the path parameter for the name of a secret or variable. */
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
/** The most secrets or variables that a place can hold, as documented by GitHub. */
function capacityOf(place, thing) {
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
/** The value that is written to the secret of a name. */
function valueFor(names, name, credential, bundle) {
    if (names.accessKey.includes(name))
        return credential.accessKey;
    return names.secretKey.includes(name) ? credential.secret : bundle(credential);
}
/** The names of all secrets that are written. */
function secretNamesIn({ accessKey, secretKey, bundle }) {
    return [...accessKey, ...secretKey, ...bundle];
}
/** All entries that are written, for messages: `SCW_ACCESS_KEY`, `the variable SCW_ACCESS_KEY`. */
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
 * Creates a `fetch` that accepts a success only with a status that the service documents for it. A proxy or gateway may
 * answer with another 2xx, so the result of the change is unknown.
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
/** The message for a success with a status that does not confirm a change. */
function unconfirmedStatus(service, what, status, confirming) {
    return (`${service} answered ${what} with ${status}, and only ${confirming.join(' or ')} confirms it: the result is unknown. ` +
        `A proxy or gateway may have answered in place of ${service}`);
}


/***/ }),

/***/ 9285:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Rc: () => (/* binding */ ConnectionError),
/* harmony export */   cz: () => (/* binding */ Redirected),
/* harmony export */   tq: () => (/* binding */ createConnection)
/* harmony export */ });
/* harmony import */ var _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8209);
/* harmony import */ var _rotation_model_context_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2562);


/** The service could not be reached, or its answer is not one of the service. */
class ConnectionError extends Error {
    name = 'ConnectionError';
}
/** The service redirected the request, as GitHub does for a renamed repository. The request had no effect. */
class Redirected extends ConnectionError {
}
/** A request was sent, and no complete answer was received. */
class Unanswered extends Error {
    name = 'Unanswered';
}
/** Time limit for one request and its answer, in milliseconds; much shorter than the deadline of a run. */
const TIME_LIMIT_MS = 20_000;
/** How often a request is sent in total. */
const ATTEMPTS = 5;
const ATTEMPTS_FORBIDDEN = 3;
/** Waits between two attempts, in milliseconds: doubled each time, limited to the second value, with jitter. */
const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 5_000;
/** The longest wait that a service may ask for. If it asks for more, the request fails and the next run continues. */
const LONGEST_ASKED_WAIT_MS = 120_000;
/** The largest answer that is read, in bytes. A page of 100 keys or secrets is a small fraction of it. */
const LARGEST_ANSWER = 4 * 1024 * 1024;
/**
 * Creates a `fetch` for one service, for its client library. It sends no request to another origin, follows no redirect,
 * limits time and size, learns the service's time, and retries what may be sent twice. A POST is sent again only after a
 * refusal that had no effect (429).
 *
 * The returned function throws {@link AmbiguousResult} if the result of a change is unknown, {@link Redirected} for a
 * redirect, and {@link ConnectionError} if there is no answer.
 */
function createConnection(options) {
    const origin = new URL(options.baseUrl).origin;
    return async (input, init) => {
        const request = await readRequest(input, init);
        if (request.url.origin !== origin)
            throw new ConnectionError(`${nameOf(request)} was not sent to ${request.url.origin}: ${options.service} is at ${origin}`);
        return sendWithRetries(options, request);
    };
}
/** A request for messages. Paths contain names and ids, never a secret; queries are left out. */
function nameOf({ method, url }) {
    return `${method} ${url.pathname}`;
}
/** Whether a request may be sent again if its result is unknown. */
function isRepeatable({ method }) {
    return method !== 'POST';
}
/** Sends a request once, when it may be sent. After that wait the run's deadline is checked. */
async function sendOnce(options, request) {
    const { service, clock } = options;
    const { method, headers, body } = request;
    const paced = await options.pace?.(method);
    let ended = false;
    try {
        if (method !== 'GET' && method !== 'HEAD')
            options.allowChange();
        const began = performance.now();
        const init = { method, headers, redirect: 'manual', ...(body === '' ? {} : { body }) };
        const answer = await readBounded(() => options.fetch(request.url, { ...init, signal: AbortSignal.timeout(TIME_LIMIT_MS) })).catch((error) => {
            throw new Unanswered(`${service} did not answer ${nameOf(request)}: ${reasonOf(error)}`, {
                cause: error,
            });
        });
        options.debug(`${service} ${answer.status} ${nameOf(request)} (${Math.round(performance.now() - began)} ms)`);
        const date = new Date(answer.headers.get('date') ?? Number.NaN);
        if (!Number.isNaN(date.getTime()))
            clock.learn(date);
        if (paced === undefined)
            return { answer, limited: false, mostAttempts: () => ATTEMPTS };
        const limited = await paced.answered(answer, clock.now());
        ended = true;
        return { answer, limited, mostAttempts: paced.mostAttempts };
    }
    finally {
        if (!ended)
            paced?.unanswered();
    }
}
async function sendWithRetries(options, request) {
    const { service, clock, debug } = options;
    const repeatable = isRepeatable(request);
    const replaces = request.method === 'PUT';
    // An earlier attempt may have taken effect, even if a later one is refused or not sent.
    let unknown;
    for (let attempt = 1, refused = 0;; attempt += 1) {
        let sent;
        try {
            sent = await sendOnce(options, request);
        }
        catch (error) {
            if (!(error instanceof Unanswered)) {
                if (unknown !== undefined && isNotSent(error))
                    throw new _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_0__/* .AmbiguousResult */ .qF(unknown, { cause: error });
                throw error;
            }
            const { message, cause } = error;
            debug(message);
            if (replaces)
                unknown = message;
            if (!repeatable)
                throw new _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_0__/* .AmbiguousResult */ .qF(message, { cause });
            if (attempt >= ATTEMPTS)
                throw new ConnectionError(message, { cause });
            await clock.sleep(backoff(attempt));
            continue;
        }
        const { answer, limited, mostAttempts } = sent;
        if (limited && refused + 1 < mostAttempts()) {
            // A refusal without effect is no attempt; `pace` waits until the request may be sent again.
            refused += 1;
            attempt -= 1;
            continue;
        }
        requireFinal(service, request, answer);
        const wait = limited ? undefined : waitBefore(answer, attempt, clock.now(), options.retryForbidden);
        if (wait === undefined) {
            if (unknown === undefined || !isRefusal(answer.status))
                return answer;
            throw new _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_0__/* .AmbiguousResult */ .qF(`${unknown}; when it was sent again, ${service} answered ${answer.status}`);
        }
        if (replaces && answer.status >= 500)
            unknown = unknownResult(service, request, answer);
        await clock.sleep(wait);
    }
    /* c8 ignore next -- only an answer or an error ends the loop */
}
/** Throws for a redirect, and for an answer to a POST that leaves its result unknown. */
function requireFinal(service, request, answer) {
    const { status } = answer;
    if (status >= 300 && status < 400 && status !== 304) {
        throw new Redirected(`${service} answered ${nameOf(request)} with a redirect (${status}), which is not followed with credentials. ` +
            'If something was renamed or moved, use its new name');
    }
    if (!isRepeatable(request) && (status >= 500 || status === 408))
        throw new _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_0__/* .AmbiguousResult */ .qF(unknownResult(service, request, answer));
}
function unknownResult(service, request, { status }) {
    return `${service} answered ${nameOf(request)} with ${status}: the result is unknown`;
}
/** Whether a status refuses a request. A server error leaves its result unknown, and a caller handles 422 itself. */
function isRefusal(status) {
    return status >= 400 && status < 500 && status !== 422;
}
/** Whether an error means that a request was not sent and the run ends normally. */
function isNotSent(error) {
    return error instanceof _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_0__/* .Postponed */ .Dz || error instanceof _rotation_model_context_js__WEBPACK_IMPORTED_MODULE_1__/* .Interrupted */ .j;
}
/** How long to wait before the request is sent again, in milliseconds; undefined if the answer is final. */
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
/** The wait that a service asks for: `Retry-After`, else GitHub's reset time. Scaleway asks for none. */
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
/** Reads what a client passes to `fetch`. A `Request` is created only for bodies that are not text, because it is slow. */
async function readRequest(input, init = {}) {
    const { method = 'GET', headers = {}, body = '' } = init;
    if (!(input instanceof Request) && typeof body === 'string')
        return { method: method.toUpperCase(), url: new URL(input), headers, body };
    const request = input instanceof Request && Object.keys(init).length === 0 ? input : new Request(input, init);
    const url = new URL(request.url);
    const text = request.body === null ? '' : await request.text();
    return { method: request.method, url, headers: request.headers, body: text };
}
/** Reads an answer completely, so that a truncated one counts as none; rejects one that is too large. */
async function readBounded(ask) {
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
/** The headers without those of the encoding: the body was decoded while it was read. */
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

/** The run has exceeded its time limit. Another run may have started, whose changes this one could undo. */
class DeadlinePassed extends Error {
    name = 'DeadlinePassed';
}
/**
 * Creates the deadline of a run that starts now: D of the protocol, by the service's time.
 * @param limitMs a shorter time limit, in milliseconds
 */
function createDeadline(clock, limitMs = _rotation_model_policy_js__WEBPACK_IMPORTED_MODULE_0__/* .RUN_DEADLINE_MS */ .Y) {
    const began = clock.stamp();
    const leftMs = () => limitMs - (clock.now().getTime() - began().getTime());
    const check = () => {
        if (leftMs() > 0)
            return;
        const minutes = limitMs / 60_000;
        throw new DeadlinePassed(`the run started more than ${minutes} minutes ago, so it makes no further changes: another run may have started. The next run continues from here`);
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
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9285);


/**
 * Creates a `fetch` that accepts a success only if its body is empty or a JSON object or array. Anything else, such as a
 * gateway's login page, is not an answer of the service.
 * @throws {AmbiguousResult} for a POST: whether something was created is unknown
 * @throws {ConnectionError} for any other method
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
        const message = `${service}'s answer (${status}) is not JSON. A proxy or gateway may have answered in place of ${service}`;
        throw method === 'POST' ? new _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_0__/* .AmbiguousResult */ .qF(message) : new _connection_js__WEBPACK_IMPORTED_MODULE_1__/* .ConnectionError */ .Rc(message);
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

var node_http__WEBPACK_IMPORTED_MODULE_0___namespace_cache;
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ createFetch)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7067);

/**
 * Returns a `fetch` that uses the proxies of the environment (`HTTPS_PROXY`, `HTTP_PROXY`, except for hosts in
 * `NO_PROXY`), as self-hosted runners need. A proxy gets a CONNECT tunnel only, so TLS is end to end. Node's own support
 * is used where the runtime has it; undici, a large package, is loaded only where it does not.
 * @param nodeHttp for tests: a runtime with or without proxy support
 */
async function createFetch(env, nodeHttp = /*#__PURE__*/ (node_http__WEBPACK_IMPORTED_MODULE_0___namespace_cache || (node_http__WEBPACK_IMPORTED_MODULE_0___namespace_cache = __nccwpck_require__.t(node_http__WEBPACK_IMPORTED_MODULE_0__, 2)))) {
    if (valueOf('HTTPS_PROXY', env) === '' && valueOf('HTTP_PROXY', env) === '')
        return fetch;
    if (nodeHttp.setGlobalProxyFromEnv !== undefined) {
        nodeHttp.setGlobalProxyFromEnv(env);
        return fetch;
    }
    const { EnvHttpProxyAgent, fetch: undiciFetch } = await __nccwpck_require__.e(/* import() */ 752).then(__nccwpck_require__.t.bind(__nccwpck_require__, 4371, 19));
    const dispatcher = new EnvHttpProxyAgent({
        httpProxy: valueOf('HTTP_PROXY', env),
        httpsProxy: valueOf('HTTPS_PROXY', env),
        noProxy: valueOf('NO_PROXY', env),
    });
    // Node's `fetch` is undici's; only the types differ.
    return ((input, init) => undiciFetch(input, { ...init, dispatcher }));
}
/** The value of a variable; the lower-case spelling takes precedence, as in curl. */
function valueOf(name, env) {
    return env[name.toLowerCase()] || env[name] || '';
}


/***/ }),

/***/ 4641:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ createServiceClock)
/* harmony export */ });
/**
 * Creates a service's clock. Between answers it follows whichever of the machine's clocks advanced more: the monotonic
 * one stops while a machine sleeps, and the wall clock can be set back. A time that is too late is safe.
 */
function createServiceClock(sleep) {
    let isKnown = false;
    let learned = { date: Date.now(), wall: Date.now(), steady: performance.now() };
    /** Stamps without an answer after them. */
    let open = [];
    const timeAt = (wall, steady) => new Date(learned.date + Math.max(wall - learned.wall, steady - learned.steady));
    return {
        now: () => timeAt(Date.now(), performance.now()),
        stamp() {
            const wall = Date.now();
            const steady = performance.now();
            let fixed;
            // The first answer after a stamp determines its time. Before the first answer the machine's clock may be wrong by
            // hours; a later answer would include the time that the machine sleeps after the stamp.
            open.push(() => {
                fixed = new Date(learned.date + Math.min(0, steady - learned.steady));
            });
            return () => fixed ?? timeAt(wall, steady);
        },
        known: () => (isKnown ? timeAt(Date.now(), performance.now()) : undefined),
        learn(date) {
            isKnown = true;
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
/* harmony import */ var _commands_stop_signal_js__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(5128);
/* harmony import */ var _config_file_load_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(200);
/* harmony import */ var _config_read_inputs_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(312);
/* harmony import */ var _report_text_sanitized_core_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(8516);
/* harmony import */ var _lib_yield_to_event_loop_js__WEBPACK_IMPORTED_MODULE_10__ = __nccwpck_require__(9605);
/* harmony import */ var _http_proxy_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(2749);
/* harmony import */ var _trust_masks_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(9572);











const { mask, redact } = (0,_trust_masks_js__WEBPACK_IMPORTED_MODULE_7__/* .createMasker */ .a)(_actions_core__WEBPACK_IMPORTED_MODULE_1__.setSecret);
/** Prints everything; `core` itself is used for masks and outputs only. */
const printer = (0,_report_text_sanitized_core_js__WEBPACK_IMPORTED_MODULE_8__/* .sanitizeCore */ .T)(_actions_core__WEBPACK_IMPORTED_MODULE_1__, redact);
/**
 * Reads the inputs, runs the command, and reports. Modules that a command does not need are not loaded, and those that it
 * needs later are loaded while it waits for the first answers.
 */
async function main() {
    // Before anything else, also malformed values: a secret in the wrong input is still a secret.
    for (const name of _config_read_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .SECRET_VARIABLES */ .VP)
        mask(process.env[name] ?? '');
    const source = {
        input: (name) => _actions_core__WEBPACK_IMPORTED_MODULE_1__.getInput(name),
        env: process.env,
        event: readEvent(),
        redact,
    };
    const given = await readAll(source);
    // Code that is loaded later has no need to read them.
    for (const name of _config_read_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .SECRET_VARIABLES */ .VP)
        Reflect.deleteProperty(process.env, name);
    for (const name of (0,_config_read_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .unknownInputs */ .qs)(process.env))
        printer.warning(`Unknown input: ${name}`, { title: 'Inputs' });
    if (!given.ok) {
        const { printProblems } = await Promise.all(/* import() */[__nccwpck_require__.e(344), __nccwpck_require__.e(223), __nccwpck_require__.e(861)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7861));
        printProblems(printer, given.problems, redact);
        _actions_core__WEBPACK_IMPORTED_MODULE_1__.setOutput('outcome', 'failed');
        _actions_core__WEBPACK_IMPORTED_MODULE_1__.setOutput('changed', 'false');
        const count = given.problems.length === 1 ? '1 problem' : `${given.problems.length} problems`;
        fail(`Nothing was changed: ${count} with the inputs, listed above.`, 'Key rotation: failed');
        return;
    }
    const stop = (0,_commands_stop_signal_js__WEBPACK_IMPORTED_MODULE_9__/* .createStopSignal */ .V)();
    const runtime = {
        fetch: await (0,_http_proxy_js__WEBPACK_IMPORTED_MODULE_6__/* .createFetch */ .H)(process.env),
        mask,
        // There may be thousands of lines, which the runner hides unless debugging is enabled.
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
        await retrieve(inputs, runtime);
    else if (inputs.command === 'fleet')
        await fleet(inputs, runtime);
    else if (inputs.command === 'plan')
        await plan(inputs, runtime);
    else if (inputs.command === 'check')
        await check(inputs, runtime);
    else
        await rotate(inputs, runtime);
}
/** Reads the inputs, and the key file if `config` is set; its parser is loaded only then. */
async function readAll(source) {
    const path = source.input('config').trim();
    if (path === '')
        return (0,_config_read_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .readInputs */ .Ko)(source);
    const loaded = (0,_config_file_load_js__WEBPACK_IMPORTED_MODULE_4__/* .loadConfig */ .Z)(path, process.env['GITHUB_WORKSPACE']);
    if (!loaded.ok)
        return { ok: false, problems: [loaded.problem] };
    const { parseConfig } = await Promise.all(/* import() */[__nccwpck_require__.e(225), __nccwpck_require__.e(17)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2017));
    return (0,_config_read_inputs_js__WEBPACK_IMPORTED_MODULE_5__/* .readInputs */ .Ko)(source, { path, content: parseConfig(loaded.text, path) });
}
async function rotate(inputs, runtime) {
    // Most of the action is loaded while this request is answered.
    const scaleway = (0,_commands_scaleway_js__WEBPACK_IMPORTED_MODULE_3__/* .prefetchSecret */ .Is)((0,_commands_scaleway_js__WEBPACK_IMPORTED_MODULE_3__/* .openScaleway */ .yI)(inputs, runtime));
    await (0,_lib_yield_to_event_loop_js__WEBPACK_IMPORTED_MODULE_10__/* .yieldToEventLoop */ .h)();
    const { policyOf, runRotate } = await Promise.all(/* import() */[__nccwpck_require__.e(836), __nccwpck_require__.e(344), __nccwpck_require__.e(189)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5189));
    const policy = policyOf(inputs);
    const early = [];
    let tell = (event) => {
        early.push(event);
    };
    const running = runRotate(inputs, policy, runtime, (event) => {
        tell(event);
    }, { scaleway });
    await (0,_lib_yield_to_event_loop_js__WEBPACK_IMPORTED_MODULE_10__/* .yieldToEventLoop */ .h)();
    const { createLog, limitAnnotations, renderSummary, rotationOutputs, troubleshootingPage } = await Promise.all(/* import() */[__nccwpck_require__.e(344), __nccwpck_require__.e(223), __nccwpck_require__.e(861)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7861));
    const page = troubleshootingPage(process.env);
    const annotations = limitAnnotations(printer);
    // The run began with the process.
    const log = createLog({ core: annotations, redact, dryRun: inputs.dryRun, page, began: 0 });
    for (const event of early)
        log.report(event);
    tell = log.report;
    const outcome = await running;
    const verdict = log.finish(outcome, policy);
    annotations.finish();
    const context = { redact, notes: log.notes, page };
    setOutputs(rotationOutputs(outcome, policy, context));
    await writeSummary(() => renderSummary(outcome, policy, context));
    await end(verdict, outcome.kind);
}
async function fleet(inputs, runtime) {
    const { runFleet } = await Promise.all(/* import() */[__nccwpck_require__.e(836), __nccwpck_require__.e(344), __nccwpck_require__.e(189), __nccwpck_require__.e(223), __nccwpck_require__.e(5)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2005));
    const { keyFileOutcome, keyFileOutputs, keyFileVerdict, renderKeyFileSummary, troubleshootingPage } = await Promise.all(/* import() */[__nccwpck_require__.e(344), __nccwpck_require__.e(223), __nccwpck_require__.e(861)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7861));
    const page = troubleshootingPage(process.env);
    const results = await runFleet(inputs, runtime, { core: printer, redact, page }, ({ name, verdict }, done) => {
        printer.info(`${name}: ${verdict} (${done} of ${inputs.keys.length} keys)`);
    });
    setOutputs(keyFileOutputs(results));
    await writeSummary(() => renderKeyFileSummary(results));
    await end(keyFileVerdict(results), keyFileOutcome(results));
}
async function plan(inputs, runtime) {
    const { runPlan } = await Promise.all(/* import() */[__nccwpck_require__.e(836), __nccwpck_require__.e(344), __nccwpck_require__.e(189), __nccwpck_require__.e(996)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3996));
    const planned = await runPlan(inputs, runtime);
    const { errorText, matrixOf, planVerdict, renderPlan } = await Promise.all(/* import() */[__nccwpck_require__.e(344), __nccwpck_require__.e(223), __nccwpck_require__.e(861)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7861));
    for (const { name, outcome } of planned.unknown) {
        const text = errorText(outcome.error, redact).join(' ');
        printer.warning(`The state of ${name} could not be read; its job will report this again. ${text}`, {
            title: name,
        });
    }
    setOutputs({ outcome: 'planned', changed: 'false', matrix: matrixOf(planned) });
    await writeSummary(() => renderPlan(planned));
    printer.info(planVerdict(planned));
}
async function check(inputs, runtime) {
    const { runCheck } = await Promise.all(/* import() */[__nccwpck_require__.e(836), __nccwpck_require__.e(344), __nccwpck_require__.e(189), __nccwpck_require__.e(473)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3473));
    const { checkFails, checkOutputs, checkVerdict, createCheckLog, renderCheckSummary, saveReport } = await Promise.all(/* import() */[__nccwpck_require__.e(344), __nccwpck_require__.e(223), __nccwpck_require__.e(861)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7861));
    const { failOn } = inputs;
    const log = createCheckLog({ core: printer, redact });
    const results = await runCheck(inputs, runtime, log.report);
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
        // Only the summary is missing; the result of the rotation is not affected.
        const { errorText } = await Promise.all(/* import() */[__nccwpck_require__.e(344), __nccwpck_require__.e(223), __nccwpck_require__.e(861)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7861));
        printer.warning(errorText(error, redact).join('\n'), { title: 'Job summary' });
    }
}
/** The last line of the log. */
async function end(verdict, kind) {
    const { isFailure } = await Promise.all(/* import() */[__nccwpck_require__.e(344), __nccwpck_require__.e(223), __nccwpck_require__.e(861)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7861));
    if (isFailure(kind))
        fail(verdict, `Key rotation: ${kind}`);
    else
        printer.info(verdict);
}
/** Fails the step like `setFailed` of the toolkit, which does not accept a title. */
function fail(message, title) {
    process.exitCode = _actions_core__WEBPACK_IMPORTED_MODULE_1__.ExitCode.Failure;
    printer.error(message, { title });
}
async function retrieve(inputs, runtime) {
    const found = await (0,_commands_retrieve_js__WEBPACK_IMPORTED_MODULE_2__/* .runRetrieve */ .s)(inputs, runtime);
    const { exportedVariables, retrieveOutputs } = await Promise.all(/* import() */[__nccwpck_require__.e(344), __nccwpck_require__.e(223), __nccwpck_require__.e(861)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7861));
    setOutputs(retrieveOutputs(found, inputs.issuer, mask));
    if (inputs.exportEnv) {
        for (const [name, value] of Object.entries(exportedVariables(found, inputs.issuer)))
            _actions_core__WEBPACK_IMPORTED_MODULE_1__.exportVariable(name, value);
    }
    printer.info(`Retrieved the key ${found.credential.accessKey} (version ${found.revision} of the secret).`);
}
/** The event that triggered the workflow; undefined where it cannot be read. Only `workflow_run` needs it. */
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
/** Reports an unexpected error, and fails the step. */
async function failed(error) {
    const { printError, troubleshootingPage } = await Promise.all(/* import() */[__nccwpck_require__.e(344), __nccwpck_require__.e(223), __nccwpck_require__.e(861)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7861));
    printError(printer, error, 'The run stopped because of an unexpected error', redact, troubleshootingPage(process.env));
    _actions_core__WEBPACK_IMPORTED_MODULE_1__.setOutput('outcome', 'failed');
    fail('The run failed; see the errors above.', 'Key rotation: failed');
}
// Node itself would print the error unsanitized, and it can contain text from other systems.
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
/* harmony import */ var _http_connection_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9285);



/** The service rolls a key over when it has expired or expires within this number of days. */
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
                throw new _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .RunProblems */ .ww([refusal(answer, 'create a key')]);
            return newKey(answer, 'create a key');
        },
        async rollOver(source) {
            const which = 'id' in source ? { expired_key_id: source.id } : { api_key: source.credential.secret };
            const answer = await post('/keys/rollover', { ...which, expiry });
            if (!isRefusal(answer))
                return { kind: 'created', key: newKey(answer, 'roll the key over') };
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
 * Reads an answer. A key in it is masked before anything else is done with it. An answer that is not JSON is masked
 * completely, because it may contain a key anywhere.
 */
function readAnswer(status, text, mask) {
    const fields = jsonObject(text);
    if (fields === undefined) {
        if (status < 400)
            mask(text);
        return { status, message: '', key: undefined, expiresAt: undefined };
    }
    // The service's guide shows answers with and without this envelope.
    const data = isObject(fields['data']) ? fields['data'] : fields;
    const at = (name) => [data[name], fields[name]].find((value) => typeof value === 'string' && value !== '');
    const key = at('api_key');
    if (key !== undefined)
        mask(key);
    const expiresAt = new Date(at('expires_at') ?? Number.NaN);
    const reported = fields['status_code'];
    return {
        status: typeof reported === 'number' && reported >= 400 ? reported : status,
        message: textOf(fields['message']),
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
/** A message is a string or a list of strings. */
function textOf(message) {
    const parts = Array.isArray(message) ? message : [message];
    return parts.filter((part) => typeof part === 'string').join('; ');
}
/** Whether an answer refuses the request. One with a key does not, whatever its status: the key exists. */
function isRefusal({ status, key }) {
    return key === undefined && status >= 400;
}
function newKey({ status, key, expiresAt }, doing) {
    if (key === undefined) {
        throw new _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .AmbiguousResult */ .qF(`the keys API did not confirm the request to ${doing}: its answer (${status}) has no key`);
    }
    return { credential: { accessKey: (0,_lib_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__/* .fingerprint */ .R)(key), secret: key }, expiresAt };
}
function unknownKey({ message }, source) {
    const about = 'id' in source ? 'keys-api-expired-key-id' : 'keys-api-key';
    return {
        about,
        problem: `the keys API did not find this key of the user (${message})`,
        remedy: 'Check that keys-api-token belongs to the user of the key, and whether the key was deleted, deactivated or rolled ' +
            'over. If it no longer exists, run once with command: rotate, which creates a new key',
    };
}
/** Explains a refusal. */
function refusal({ status, message }, doing) {
    const said = message === '' ? '' : `: ${message}`;
    const problem = `the keys API did not ${doing} (${status}${said})`;
    if (status === 401) {
        return {
            about: 'keys-api-token',
            problem: `the keys API does not accept the token (401${said})`,
            remedy: 'Authenticate right before this step and pass the new JWT; this one has probably expired',
        };
    }
    if (status === 403) {
        const remedy = 'Use a JWT of a user who is allowed to manage keys';
        return { about: 'keys-api-token', problem, remedy };
    }
    if (status === 429)
        return { about: 'keys-api-url', problem, remedy: 'Run again later; nothing was changed' };
    if (message.includes('must be provided')) {
        return {
            about: 'keys-api-key',
            problem,
            remedy: 'Set keys-api-key or keys-api-expired-key-id; the service did not receive the one that was sent',
        };
    }
    if (status === 404)
        return { about: 'keys-api-url', problem, remedy: 'Check keys-api-url: /keys/… is appended to it' };
    const remedy = 'Check keys-api-name, keys-api-permissions and expiry against the values that the service accepts';
    return { about: 'keys-api-url', problem, remedy };
}
/** Verifies a key with a request. An answer that does not show whether the key is valid is `unclear`, not an error. */
async function probe(verify, { secret }) {
    // A key that is not a valid header value is not sent: the error would quote it.
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
/** Finds out whether the token has expired; unknown if it is not a JWT with an expiry. */
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
            problem: `the token expired ${when}`,
            remedy: 'Authenticate right before this step and pass the new JWT',
        },
    ];
}


/***/ }),

/***/ 4244:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ errorMessage)
/* harmony export */ });
/** The message of a thrown value, mostly text from other systems: sanitize it before it is shown. */
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
 * An identifier for a key that has none: the beginning of its SHA-256, which identifies the key without revealing it. On
 * the command line: `printf %s "$API_KEY" | sha256sum | cut -c1-12`.
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
 * Runs `work` for every item, at most `limit` at a time, started in the order of the items.
 * @returns the results in the order of the items
 * @throws the first error, after the items in progress have ended; no further item is started
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
/** Lets pending requests be sent before the process is busy loading modules. */
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
/** The run was asked to end (a canceled job). The step that was under way is complete; the next run continues. */
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
/* harmony export */   h: () => (/* binding */ ORPHAN_AFTER_MS)
/* harmony export */ });
/**
 * D of the protocol: no request that changes something is sent later than this after the start of a run, in
 * milliseconds of the services' time. Other runs rely on it.
 */
const RUN_DEADLINE_MS = 30 * 60 * 1000;
/**
 * A key that is still marked `made` after this time is an orphan. Twice the deadline: a mark can change from `made` to
 * `stored` until D after the key's creation, and a list may be stale for some time after that.
 */
const ORPHAN_AFTER_MS = 2 * RUN_DEADLINE_MS;


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
    name = 'AmbiguousResult';
}
/** A request was not sent, because the service's rate limits leave no time for it in this run. */
class Postponed extends Error {
    name = 'Postponed';
}
/** All problems that end a run. Nothing was changed unless a problem says so. */
class RunProblems extends Error {
    name = 'RunProblems';
    problems;
    /** Whether the failed change may have taken effect: it got no answer, or a server error. */
    unknownEffect;
    constructor(problems, options) {
        const all = withoutRepetition(problems);
        super(all.map((p) => `${p.about}: ${p.problem}. ${p.remedy}`).join('\n'), options);
        this.problems = all;
        this.unknownEffect = options?.unknownEffect ?? false;
    }
}
/** Requests that were refused for the same reason are one problem. */
function withoutRepetition(problems) {
    return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
/** A target could not be written. `left`: what it holds now. */
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
        retired: record.retired?.toISOString(),
        promoted: record.promoted?.toISOString(),
        replaces: record.replaces,
        adopted: record.adopted,
        rolledBack: record.rolledBack,
        rolledBackAt: record.rolledBackAt?.toISOString(),
        forged: record.forged,
        issued: record.issued?.toISOString(),
        madeBy: record.madeBy,
        expires: record.expires?.toISOString(),
        rolledOver: record.rolledOver,
        replacing: record.replacing?.toISOString(),
        unproven: record.unproven,
        run: record.run,
        text: record.text === '' ? undefined : record.text,
        written: spans.size === 0 ? undefined : Object.fromEntries(spans),
        asLeft: record.groupDigests && [...record.groupDigests].flat().join(''),
        ids: record.identities && (0,_recorded_identities_js__WEBPACK_IMPORTED_MODULE_0__/* .writeIdentities */ .Ye)(record.identities),
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
    const groupDigests = digestsFrom(fields['asLeft']);
    const identities = (0,_recorded_identities_js__WEBPACK_IMPORTED_MODULE_0__/* .readIdentities */ .d1)(fields['ids']);
    if (spans === undefined || (given('asLeft') && groupDigests === undefined))
        return undefined;
    if (given('ids') && identities === undefined)
        return undefined;
    const flags = FLAGS.filter((name) => fields[name] === true).map((name) => [name, true]);
    return {
        legacy: legacy || undefined,
        stage,
        accessKey: key,
        since,
        ...Object.fromEntries([...moments, ...texts, ...flags]),
        run,
        text: text ?? '',
        written: spans,
        groupDigests,
        identities,
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
/* harmony export */   Ej: () => (/* binding */ readWholeList),
/* harmony export */   Ko: () => (/* binding */ ignoreNotFound),
/* harmony export */   SP: () => (/* binding */ explainFailure),
/* harmony export */   Zg: () => (/* binding */ change),
/* harmony export */   c2: () => (/* binding */ statusOf),
/* harmony export */   j9: () => (/* binding */ requireConfirmed),
/* harmony export */   o9: () => (/* binding */ createScalewaySession)
/* harmony export */ });
/* harmony import */ var _scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7956);
/* harmony import */ var _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8209);
/* harmony import */ var _http_connection_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9285);
/* harmony import */ var _lib_error_message_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(4244);
/* harmony import */ var _http_confirmed_status_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2103);
/* harmony import */ var _http_json_only_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(802);






function createScalewaySession(options) {
    const { connection, withoutRetries, apiUrl, region, credential } = options;
    const clientFor = (over, { accessKey, secret }) => (0,_scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .createAdvancedClient */ .eS)((0,_scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .withProfile */ .oO)({ accessKey, secretKey: secret, apiURL: apiUrl, defaultRegion: region }), (0,_scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .withHTTPClient */ .US)((0,_http_confirmed_status_js__WEBPACK_IMPORTED_MODULE_3__/* .confirmedBy */ .x)('Scaleway', CONFIRMS, (0,_http_json_only_js__WEBPACK_IMPORTED_MODULE_4__/* .jsonOnly */ .r)('Scaleway', over))), (0,_scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .withUserAgent */ .fM)('scaleway-key-rotation'));
    let current = { credential, client: clientFor(connection, credential) };
    return {
        client: () => current.client,
        withoutRetries: () => clientFor(withoutRetries, current.credential),
        clientAs: (other) => clientFor(withoutRetries, other),
        signedInAs: () => current.credential.accessKey,
        region,
        signIn(next) {
            current = { credential: next, client: clientFor(connection, next) };
        },
    };
}
/** The statuses with which Scaleway confirms a change. Recordings show no others. */
const CONFIRMS = { POST: [200], PATCH: [200], DELETE: [204] };
/** The longest list that is read. */
const LONGEST_LIST = 10_000;
/**
 * Reads all pages of a list. The client requests all announced pages at once, so their number is checked first.
 * @throws {Error} if the announced length is not valid or too large
 */
async function readWholeList(list) {
    const { totalCount } = await list;
    if (!Number.isSafeInteger(totalCount) || totalCount < 0 || totalCount > LONGEST_LIST) {
        throw new Error(`Scaleway announced a list of ${String(totalCount)} items; this action reads at most ${LONGEST_LIST}`);
    }
    return list.all();
}
/**
 * Sends a change, and accepts its answer only if it confirms the change: a gateway between the action and Scaleway may
 * answer 2xx itself.
 * @param doing as for {@link explainFailure}
 * @param about as for {@link explainFailure}
 * @param confirm reads the answer; throws if it does not confirm the change (see {@link requireConfirmed})
 * @throws {AmbiguousResult} if the answer does not confirm the change: its result is unknown
 * @throws {RunProblems} for a refusal, and if there was no answer to a request that may be sent twice
 */
async function change(doing, about, request, confirm) {
    const answer = await explainFailure(doing, about, () => request().catch(rejectUnreadable));
    try {
        return confirm(answer);
    }
    catch (error) {
        throw new _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .AmbiguousResult */ .qF((0,_lib_error_message_js__WEBPACK_IMPORTED_MODULE_5__/* .errorMessage */ .g)(error), { cause: error });
    }
}
/** Scaleway's client throws an error with the status of a success for an answer that it cannot read. */
function rejectUnreadable(error) {
    const status = statusOf(error);
    if (status === undefined || status >= 300)
        throw error;
    throw new _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .AmbiguousResult */ .qF(`Scaleway's answer (${status}) cannot be read: the result is unknown`, {
        cause: error,
    });
}
/**
 * Requires that an answer confirms a change.
 * @param what what the answer should confirm, to follow "does not confirm"
 */
function requireConfirmed(what, confirmed) {
    if (confirmed)
        return;
    throw new Error(`Scaleway's answer does not confirm ${what}: the result is unknown. A proxy or gateway may have answered in place of Scaleway`);
}
/** The HTTP status of an error of Scaleway's client; undefined for any other error. */
function statusOf(error) {
    return error instanceof Error && 'status' in error && typeof error.status === 'number'
        ? error.status
        : undefined;
}
/**
 * Sends a request to Scaleway and turns a refusal into a problem with a remedy.
 * @param doing what the request does, to follow "is not allowed to …" and "could not …"
 * @param about the input that the request depends on
 * @throws {RunProblems} for every refusal; any other error unchanged
 */
async function explainFailure(doing, about, request) {
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
/** Accepts a 404 to a deletion: the object may have been deleted by the first of two attempts. */
async function ignoreNotFound(deletion) {
    try {
        await deletion;
    }
    catch (error) {
        if (statusOf(error) !== 404)
            throw error;
    }
}
/** Whether a failed request may have taken effect. */
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
            remedy: 'Run again. If the problem persists, check status.scaleway.com',
            knownCause: 'scaleway-unreachable',
        };
    }
    const status = statusOf(error);
    if (status === undefined || !(error instanceof Error))
        return undefined;
    if (status === 401)
        return credentialsProblem(error instanceof _scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .Errors.DeniedAuthenticationError */ .I.IB ? error.reason : 'unknown');
    if (error instanceof _scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .Errors.QuotasExceededError */ .I.nj)
        return quotaProblem(error, doing);
    if (error instanceof _scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .Errors.PermissionsDeniedError */ .I.Cb || status === 403)
        return permissionProblem(error instanceof _scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .Errors.PermissionsDeniedError */ .I.Cb ? error.list : [], doing);
    const problem = `Scaleway could not ${doing}: ${error.message} (${status})`;
    if (error.message.includes('expires_at')) {
        return {
            about: 'expiry',
            problem,
            remedy: 'Set expiry to at most the maximum API key lifetime of the organization',
            knownCause: 'scaleway-maximum-api-key-lifetime',
        };
    }
    return { about, problem, ...generalRemedy(status, about) };
}
function credentialsProblem(reason) {
    if (reason === 'expired') {
        return {
            about: 'scw-secret-key',
            problem: 'the API key of the run (scw-access-key) has expired',
            remedy: 'An expired key cannot rotate itself. Create a new API key for its application in the Scaleway console, and ' +
                'update scw-access-key and scw-secret-key. The next run continues from there',
            knownCause: 'scaleway-key-expired',
        };
    }
    return {
        about: 'scw-secret-key',
        problem: `Scaleway does not accept the credentials of the run (${reason})`,
        remedy: 'Set scw-access-key and scw-secret-key to the access key and secret key of a valid API key',
        knownCause: 'scaleway-key-unknown',
    };
}
function quotaProblem({ list }, doing) {
    if (list.some(({ resource }) => resource.startsWith('secret'))) {
        return {
            about: 'secret-name',
            problem: `Scaleway could not ${doing}: the secret has reached its quota of versions`,
            remedy: 'Delete versions that are no longer needed, or use another secret',
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
function permissionProblem(missing, doing) {
    const named = missing.map(({ action, resource }) => `${action} on ${resource}`).join(', ');
    const store = missing.some(({ resource }) => resource.startsWith('secret'));
    return {
        about: 'scw-access-key',
        problem: `the credentials of the run are not allowed to ${doing}${named === '' ? '' : ` (missing: ${named})`}`,
        remedy: `Give their bearer the ${permissionSetFor(missing)}${store ? ', or correct scw-project-id' : ''}`,
        knownCause: store ? 'scaleway-secret-manager-permission-missing' : 'scaleway-iam-permission-missing',
    };
}
/** The remedy for a refusal without further information. */
function generalRemedy(status, about) {
    const later = 'Run again later; the next run continues from here';
    if (status === 429)
        return { remedy: later, knownCause: 'scaleway-too-many-requests' };
    if (status >= 500)
        return { remedy: later, knownCause: 'scaleway-unreachable' };
    const notFound = status === 404 ? NOT_FOUND[about] : undefined;
    return { remedy: 'Check this input', ...(notFound !== undefined && { knownCause: notFound }) };
}
/** The causes of a 404, by the input that names the object. */
const NOT_FOUND = {
    'application-id': 'scaleway-application-not-found',
    'secret-name': 'scaleway-secret-not-found',
};
/** The permission sets for Secret Manager by action, in the order of docs/permissions.md. */
const SECRET_MANAGER_SETS = {
    read: 'SecretManagerReadOnly',
    access: 'SecretManagerSecretAccess',
    create: 'SecretManagerSecretCreate',
    write: 'SecretManagerSecretWrite',
    delete: 'SecretManagerSecretDelete',
};
const ALL_SECRET_MANAGER_SETS = `permission sets ${Object.values(SECRET_MANAGER_SETS).join(', ')}`;
/** The smallest permission sets that include what is missing. */
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
 * `{"API_KEY":"SCW…","SECRET_KEY":"…"}`: the answer of the retrieval function that preceded this action, so its readers
 * continue to work.
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
/** `{"API_KEY":"…"}`: the key of a keys API. Its fingerprint is used as its access key. */
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
/** The format for the keys of an issuer. */
function payloadOf(issuer) {
    return issuer === 'scaleway' ? SCALEWAY_PAYLOAD : API_KEY_PAYLOAD;
}
/** The fields of either format that can contain a secret. */
const SECRET_FIELDS = ['API_KEY', 'SECRET_KEY'];
/** A shorter value cannot be a key of either issuer. */
const SHORTEST_SECRET = 8;
/**
 * The values of a payload that must be masked: the key, and the whole text, which a bundle in GitHub contains as well. If
 * the payload cannot be read, the fields that can contain a key. Other fields are not masked: a mask replaces its value in
 * every later line of the job, so a payload with `"error": "false"` would make the log unreadable.
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
        return {}; // the parser's message would quote the payload
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
/** A secret of Secret Manager for messages: its path and name. */
function storeLabel({ path, name }) {
    return `${path === '/' ? '' : path}/${name}`;
}


/***/ }),

/***/ 6272:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ createSecretManager)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8522);
/* harmony import */ var _scaleway_sdk_secret__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6540);
/* harmony import */ var _rotation_observe_wrong_location_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(6089);
/* harmony import */ var _rotation_model_context_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(2562);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6009);
/* harmony import */ var _regions_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(3381);
/* harmony import */ var _secret_label_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(3837);
/* harmony import */ var _secret_reader_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4860);








/** Scaleway's limit. Versions of every status count, as documented. */
const MAX_VERSIONS = 20;
/** A new secret may not be found for some seconds. */
const NEW_SECRET_ATTEMPTS = 6;
const NEW_SECRET_WAIT_MS = 1500;
/** Scaleway Secret Manager as the store of one key: one secret, with one version for each generation. */
function createSecretManager(options) {
    const { session, projectId, name, path } = options;
    const where = (0,_secret_label_js__WEBPACK_IMPORTED_MODULE_4__/* .storeLabel */ .Y)(options);
    const access = (0,_secret_reader_js__WEBPACK_IMPORTED_MODULE_3__/* .createVersionAccess */ .hi)(options, where);
    const created = new Set();
    return {
        capacity: MAX_VERSIONS,
        wrongLocations: () => findInWrongLocation(options),
        ...secretOperations(options, where, created),
        ...versionOperations(options, where, retryNew(options.sleep, created)),
        ...statusOperations(options, where),
        async read(id, revision) {
            const doing = `read version ${revision} of the secret ${where}`;
            const request = { secretId: id, revision: String(revision) };
            const { credential } = await (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .explainFailure */ .SP)(doing, 'secret-name', () => access.access(() => (0,_secret_reader_js__WEBPACK_IMPORTED_MODULE_3__/* .secretManagerOf */ .NA)(session).accessSecretVersion(request)));
            return credential;
        },
        newest: () => access.newest(() => (0,_secret_reader_js__WEBPACK_IMPORTED_MODULE_3__/* .secretManagerOf */ .NA)(session).accessSecretVersionByPath({
            revision: 'latest_enabled',
            secretName: name,
            secretPath: path,
            projectId,
        }), () => notFoundProblem(options, where)),
        ...access.reader,
    };
}
function retryNew(sleep, created) {
    return async (secretId, request) => {
        for (let attempt = 1; attempt < NEW_SECRET_ATTEMPTS; attempt += 1) {
            try {
                return await request();
            }
            catch (error) {
                if ((0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .statusOf */ .c2)(error) !== 404 || !created.has(secretId))
                    throw error;
                await sleep(NEW_SECRET_WAIT_MS);
            }
        }
        return request();
    };
}
/** Finds secrets of this name and path in other regions and Projects, as far as the run may list them. */
async function findInWrongLocation({ session, projectId, name, path, }) {
    const api = new _scaleway_sdk_secret__WEBPACK_IMPORTED_MODULE_1__/* .Secretv1beta1.API */ .t.nC(session.withoutRetries());
    const found = await Promise.allSettled(_regions_js__WEBPACK_IMPORTED_MODULE_5__/* .REGIONS */ .i.map((region) => (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .readWholeList */ .Ej)(api.listSecrets({ region, name, path, scheduledForDeletion: false, pageSize: 100 }))));
    // A region that cannot be listed is ignored.
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
/** Why the secret has no version that can be read. */
async function notFoundProblem(options, where) {
    const { projectId, session } = options;
    const [found] = await findInWrongLocation(options);
    if (found !== undefined)
        return (0,_rotation_observe_wrong_location_js__WEBPACK_IMPORTED_MODULE_6__/* .wrongLocationProblem */ .o)(found);
    return {
        about: 'secret-name',
        problem: `the secret ${where} does not exist in the Project ${projectId}, in the region ${session.region}, or has no enabled version`,
        remedy: 'Correct secret-name, secret-path, scw-project-id or scw-region. The log of the rotation contains them',
        knownCause: 'scaleway-secret-not-found',
    };
}
/** The operations on the secret itself. */
function secretOperations({ session, projectId, name, path }, where, created) {
    const api = () => (0,_secret_reader_js__WEBPACK_IMPORTED_MODULE_3__/* .secretManagerOf */ .NA)(session);
    return {
        async find() {
            const list = await (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .explainFailure */ .SP)(`find the secret ${where}`, 'secret-name', () => (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .readWholeList */ .Ej)(api().listSecrets({ projectId, name, path, scheduledForDeletion: false, pageSize: 100 })));
            const found = list.find((secret) => secret.name === name && secret.path === path);
            return found && storedSecret(found);
        },
        async neighbors() {
            const withoutRetries = new _scaleway_sdk_secret__WEBPACK_IMPORTED_MODULE_1__/* .Secretv1beta1.API */ .t.nC(session.withoutRetries());
            const list = await (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .readWholeList */ .Ej)(withoutRetries.listSecrets({ projectId, path, scheduledForDeletion: false, pageSize: 100 }));
            return list
                .filter((secret) => secret.path === path &&
                secret.name !== name &&
                secret.tags.some((tag) => tag.startsWith(_rotation_model_context_js__WEBPACK_IMPORTED_MODULE_7__/* .ROTATOR_TAG_PREFIX */ .C)))
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
            const stored = await (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .change */ .Zg)(`create the secret ${where}`, 'secret-name', request, (secret) => {
                const confirmed = secret.name === name && sameTags(secret.tags, tags);
                (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .requireConfirmed */ .j9)(`the secret ${where} and its tags`, confirmed);
                return storedSecret(secret);
            });
            created.add(stored.id);
            return stored;
        },
        async tag(id, tags) {
            const request = () => api().updateSecret({ secretId: id, tags: [...tags] });
            await (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .change */ .Zg)(`tag the secret ${where}`, 'secret-name', request, (secret) => {
                const confirmed = secret.id === id && sameTags(secret.tags, tags);
                (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .requireConfirmed */ .j9)(`the new tags of the secret ${where}`, confirmed);
            });
        },
    };
}
/** The operations that list, add, describe and delete versions. */
function versionOperations({ session, payload }, where, retry) {
    const api = () => (0,_secret_reader_js__WEBPACK_IMPORTED_MODULE_3__/* .secretManagerOf */ .NA)(session);
    return {
        async versions(id) {
            const list = await (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .explainFailure */ .SP)(`list the versions of the secret ${where}`, 'secret-name', () => retry(id, () => (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .readWholeList */ .Ej)(api().listSecretVersions({ secretId: id, pageSize: 100 }))));
            return list.map(_secret_reader_js__WEBPACK_IMPORTED_MODULE_3__/* .storedVersion */ .Um);
        },
        async add(id, credential, description) {
            const bytes = Buffer.from(payload.write(credential), 'utf8');
            const request = () => retry(id, () => api().createSecretVersion({
                secretId: id,
                data: bytes.toString('base64'),
                dataCrc32: (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.crc32)(bytes),
                description,
            }));
            // If the answer does not confirm it, the version may be stored nevertheless: the caller looks for it.
            return (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .change */ .Zg)(`store a version of the secret ${where}`, 'secret-name', request, (answer) => {
                const version = (0,_secret_reader_js__WEBPACK_IMPORTED_MODULE_3__/* .storedVersion */ .Um)(answer);
                const confirmed = version.description === description && version.status === 'enabled';
                (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .requireConfirmed */ .j9)(`the new version of the secret ${where}`, confirmed);
                return version;
            });
        },
        async describe(id, revision, description) {
            const doing = `update version ${revision} of the secret ${where}`;
            const request = () => api().updateSecretVersion({ secretId: id, revision: String(revision), description });
            await (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .change */ .Zg)(doing, 'secret-name', request, (answer) => {
                // The revision is not in the request's body, so a gateway that echoes the body does not know it.
                const confirmed = answer.revision === revision && (answer.description ?? '') === description;
                (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .requireConfirmed */ .j9)(`the new description of version ${revision} of the secret ${where}`, confirmed);
            });
        },
        async remove(id, revision) {
            const doing = `delete version ${revision} of the secret ${where}`;
            const request = () => (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .ignoreNotFound */ .Ko)(api().deleteSecretVersion({ secretId: id, revision: String(revision) }));
            // Only the status confirms a deletion; the session checks it.
            await (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .change */ .Zg)(doing, 'secret-name', request, () => undefined);
        },
    };
}
/** The operations that change whether a version can be read. */
function statusOperations({ session }, where) {
    const api = () => (0,_secret_reader_js__WEBPACK_IMPORTED_MODULE_3__/* .secretManagerOf */ .NA)(session);
    return {
        async disable(id, revision) {
            const doing = `disable version ${revision} of the secret ${where}`;
            const request = () => api().disableSecretVersion({ secretId: id, revision: String(revision) });
            await (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .change */ .Zg)(doing, 'secret-name', request, (answer) => {
                const confirmed = answer.revision === revision && answer.status === 'disabled';
                (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .requireConfirmed */ .j9)(`that version ${revision} of the secret ${where} is disabled`, confirmed);
            });
        },
        async enable(id, revision) {
            const doing = `enable version ${revision} of the secret ${where}`;
            const request = () => api().enableSecretVersion({ secretId: id, revision: String(revision) });
            await (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .change */ .Zg)(doing, 'secret-name', request, (answer) => {
                const confirmed = answer.revision === revision && answer.status === 'enabled';
                (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .requireConfirmed */ .j9)(`that version ${revision} of the secret ${where} is enabled`, confirmed);
            });
        },
    };
}
function storedSecret(secret) {
    return { id: (0,_secret_reader_js__WEBPACK_IMPORTED_MODULE_3__/* .checkedId */ .VJ)(secret.id), tags: secret.tags, locked: secret.status === 'locked' };
}
/** Whether an answer has exactly these tags, in any order. */
function sameTags(answered, tags) {
    return (Array.isArray(answered) &&
        answered.length === tags.length &&
        tags.every((tag) => answered.includes(tag)));
}


/***/ }),

/***/ 4860:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   NA: () => (/* binding */ secretManagerOf),
/* harmony export */   Um: () => (/* binding */ storedVersion),
/* harmony export */   VJ: () => (/* binding */ checkedId),
/* harmony export */   aX: () => (/* binding */ createSecretReader),
/* harmony export */   hi: () => (/* binding */ createVersionAccess)
/* harmony export */ });
/* harmony import */ var _scaleway_sdk_secret__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6540);
/* harmony import */ var _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8209);
/* harmony import */ var _rotation_model_record_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5352);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6009);
/* harmony import */ var _payload_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(1766);





const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/**
 * Reads the payloads of versions. Secret keys are masked before they are returned.
 * @param where the secret, for messages
 */
function createVersionAccess({ session, payload, mask }, where) {
    async function access(request) {
        const { secretId, revision, data } = await request();
        if (typeof data !== 'string')
            throw new Error("Secret Manager's answer has no payload");
        const bytes = Buffer.from(data, 'base64');
        const text = bytes.toString('utf8');
        const credential = payload.read(text);
        for (const secret of (0,_payload_js__WEBPACK_IMPORTED_MODULE_4__/* .secretsIn */ .VY)(text, credential))
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
    /** Reads the newest enabled version. @param notFound the problem if there is none */
    async function newest(request, notFound) {
        return (0,_client_js__WEBPACK_IMPORTED_MODULE_3__/* .explainFailure */ .SP)(`read the newest version of the secret ${where}`, 'secret-name', async () => {
            try {
                return await keyOf(request);
            }
            catch (error) {
                if ((0,_client_js__WEBPACK_IMPORTED_MODULE_3__/* .statusOf */ .c2)(error) !== 404)
                    throw error;
                throw new _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .RunProblems */ .ww([await notFound()], { cause: error });
            }
        });
    }
    const reader = {
        records: (secretId) => readRecords(session, secretId),
        async version(secretId, revision) {
            return (0,_client_js__WEBPACK_IMPORTED_MODULE_3__/* .explainFailure */ .SP)(`read version ${revision} of the secret ${where}`, 'secret-name', () => keyOf(() => secretManagerOf(session).accessSecretVersion({ secretId, revision: String(revision) })));
        },
    };
    return { access, newest, reader };
}
/** Reads the records of all versions, newest first; undefined without the permission to list versions. */
async function readRecords(session, secretId) {
    try {
        const api = new _scaleway_sdk_secret__WEBPACK_IMPORTED_MODULE_0__/* .Secretv1beta1.API */ .t.nC(session.withoutRetries());
        const list = await (0,_client_js__WEBPACK_IMPORTED_MODULE_3__/* .readWholeList */ .Ej)(api.listSecretVersions({ secretId, pageSize: 100 }));
        const versions = list.map(storedVersion).sort((a, b) => b.revision - a.revision);
        return versions.map(({ revision, status, description }) => {
            const reading = (0,_rotation_model_record_js__WEBPACK_IMPORTED_MODULE_2__/* .readRecord */ .aE)(description);
            return {
                revision,
                enabled: status === 'enabled',
                record: reading.kind === 'ours' ? reading.record : undefined,
            };
        });
    }
    catch (error) {
        if ((0,_client_js__WEBPACK_IMPORTED_MODULE_3__/* .statusOf */ .c2)(error) === 403)
            return undefined; // a reader needs only the permission to read payloads
        throw error;
    }
}
/** The API of Secret Manager for the credentials of the run. */
function secretManagerOf(session) {
    return new _scaleway_sdk_secret__WEBPACK_IMPORTED_MODULE_0__/* .Secretv1beta1.API */ .t.nC(session.client());
}
/**
 * Reads the key of a secret by its id. It needs only `SecretManagerSecretAccess` on that secret, and neither its Project nor
 * its name.
 */
function createSecretReader(options) {
    const { session, secretId } = options;
    const { newest, reader } = createVersionAccess(options, secretId);
    const notFound = {
        about: 'secret-id',
        problem: `the secret ${secretId} does not exist in the region ${session.region}, or has no enabled version`,
        remedy: 'Correct secret-id or scw-region. The report of the rotation and its output secret-id contain the id of the secret',
        knownCause: 'scaleway-secret-not-found',
    };
    return {
        ...reader,
        newest: () => newest(() => secretManagerOf(session).accessSecretVersion({ secretId, revision: 'latest_enabled' }), () => Promise.resolve(notFound)),
    };
}
/** Reads a version in an answer. */
function storedVersion(version) {
    if (!Number.isSafeInteger(version.revision) || version.revision < 1)
        throw new Error("Secret Manager's answer has a revision that is not valid");
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
            // An unknown status is treated as one that cannot be read.
            return 'disabled';
    }
}
/** Checks the id of a secret in an answer, because it becomes part of URLs. */
function checkedId(id) {
    if (!UUID.test(id))
        throw new Error("Secret Manager's answer has a secret id that is not valid");
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
/** @param setSecret registers one value with the runner: `setSecret` of `@actions/core` */
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
 * A set of texts that are searched for in other texts. They are indexed by their first characters, so that the time of a
 * search does not grow with their number: a run with many keys has tens of thousands, and prints thousands of lines.
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
                // Overlapping values are replaced together, so that no part of either remains.
                if (at >= hiddenTo)
                    redacted += `${text.slice(hiddenTo, at)}***`;
                hiddenTo = Math.max(hiddenTo, at + length);
            }
            return redacted + text.slice(hiddenTo);
        },
    };
}
/**
 * The runner also masks each line of a value, even a line that is a single brace or word. A value with such lines is not
 * registered as a whole: its longer lines are registered separately, and no log line contains a line break.
 */
function fitForRunner(form) {
    const lines = form.split(/[\r\n]+/).filter((line) => line !== '');
    return lines.length === 1 || lines.every((line) => line.trim().length >= SHORTEST_PART);
}
/** The forms of a value from which a reader of the log could recover it. */
function formsOf(value) {
    // Otherwise a value of three characters would be registered by its base64, which has four.
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
/** A UUID is often written without its hyphens. Text with white space is not changed. */
function undashed(text) {
    const short = /\s/.test(text) ? text : text.replaceAll('-', '');
    return short.length >= SHORTEST_PART ? short : text;
}
/**
 * Base64 encodes three bytes as four characters, so the form of a value inside a longer encoded text (Secret Manager's
 * `data`, a bundle in JSON) depends on its offset: there are three such forms. Each is cut to the characters that
 * depend only on the value. GitHub's runner derives these forms from each mask; other runners and `redact` do not.
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
/** How much of a text from another system a log line may contain, in UTF-16 code units. */
const LOG_LENGTH = 500;
/** The shortest limit that leaves space for the note about the cut. */
const SHORTEST_LIMIT = 64;
// Terminal sequences: colors and cursor (CSI), titles and links (OSC and similar), two-character escapes. Node's
// stripVTControlCharacters needs seconds for a malicious text; this pattern is linear.
// eslint-disable-next-line no-control-regex -- it matches control characters
const TERMINAL = /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])/g;
// Invisible characters: bidirectional controls, zero-width characters, variation selectors, tags. They hide text from a
// reader, and the culture-sensitive comparison that .NET (the runner) uses by default skips them: `#<soft hyphen>#[` would be `##[` to it.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
// C0 and C1 controls (every line break of ASCII and Latin-1 among them), Unicode's line and paragraph separators.
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
const UNASSIGNED = /\p{Cn}/gu;
/**
 * Makes text from other systems (a vendor's message, a description, a name) safe for the runner's log: one line, no
 * invisible character, no terminal sequence, and no workflow command. The runner executes `::name …` at the beginning of
 * a line and `##[name]…` anywhere, so both are broken everywhere: `: :`, `## [`. Applying it twice changes nothing more.
 *
 * @param options.maxLength of the result, in UTF-16 code units (at least 64; default 500); a cut is noted in the text
 */
function neutralize(text, options = {}) {
    const limit = Math.max(options.maxLength ?? LOG_LENGTH, SHORTEST_LIMIT);
    const line = text
        .toWellFormed()
        .replace(TERMINAL, '')
        .replace(INVISIBLE, '')
        .replace(UNASSIGNED, '\ufffd')
        .replace(BREAKS, ' ')
        // Last, because removed characters can have been between two colons.
        .replace(/:(?=:)/g, ': ')
        .replace(/##\[/g, '## [')
        .trim();
    return line.length <= limit ? line : cut(line, limit);
}
function cut(line, limit) {
    // Leaves space for the longest note; half of a surrogate pair at the end is removed.
    const kept = line
        .slice(0, limit - 40)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd();
    return `${kept}… (cut, ${line.length - kept.length} more characters)`;
}
// Characters with a meaning inside a line of GitHub's Markdown: HTML, tables, code, emphasis, links, images, headings and
// references, escapes, mathematics. A numeric reference is displayed as the character and never parsed as markup, in
// Markdown and in HTML (a backslash would be displayed in HTML).
const INLINE = /[&<>|`*_[\]!~\\$#@]/g;
// Characters with a meaning at the beginning of a line: lists, rules, underlines of headings.
const AT_START = /^(?:[-+=]|\d+[.)])/;
// GitHub's filters for mentions, addresses, issues, bare links and emoji run on the rendered page, where a reference is
// its character again. An invisible zero-width space keeps them from matching.
const REFERENCES = /@(?=\S)|#(?=\d)|\bGH-(?=\d)|:(?=\/\/)|\bwww(?=\.)|:(?=(?:[+-]1|100|1234|(?=[\d+-]*[a-z_])[\w+-]{1,40}):)/gi;
/**
 * Makes text from other systems safe for the job summary: `neutralize`, then escape Markdown, HTML, mentions and links.
 * Safe in a line, in a table cell, and between HTML tags (not inside of one).
 *
 * @param options as for `neutralize`; the length is that of the displayed text
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
 * The only way in which text from other systems is made safe to show: one line, no secret, no workflow command. Secrets
 * are replaced twice: in the original text, and again after invisible characters, which can hide one, are removed. Both
 * happen before the text is cut, because half of a secret is no longer recognized.
 *
 * @param redact replaces every form of every secret
 * @param maxLength of the result, in UTF-16 code units
 */
function sanitize(text, redact, maxLength = 500) {
    const whole = (0,_neutralize_js__WEBPACK_IMPORTED_MODULE_0__/* .neutralize */ .Y)(redact(text), { maxLength: Number.MAX_SAFE_INTEGER });
    return (0,_neutralize_js__WEBPACK_IMPORTED_MODULE_0__/* .neutralize */ .Y)(redact(whole), { maxLength });
}
/** The same for text of several lines, whose indentation is kept. Nothing is cut. */
function sanitizeLines(text, redact) {
    // A secret of several lines is recognized only before they are split.
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
