export const id = 5;
export const ids = [5];
export const modules = {

/***/ 6106:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P: () => (/* binding */ resolveFleet)
});

// EXTERNAL MODULE: ./build/github/secrets/secret-names.js
var secret_names = __webpack_require__(9927);
// EXTERNAL MODULE: ./build/github/places/patterns.js
var patterns = __webpack_require__(6312);
// EXTERNAL MODULE: ./build/github/places/places.js
var places = __webpack_require__(7319);
;// CONCATENATED MODULE: ./build/config/file/overlaps.js



const REMEDY = 'Use narrower patterns, or different names for one of them (access-key-secret, secret-key-secret, bundle-secret, access-key-variable)';
/**
 * Finds what two keys of a file would both write, once it is known which repositories their patterns stand for: each
 * would take what the other one wrote for drift, and write its own again. What the file itself shows is refused before
 * anything is asked of anybody (inputs/collisions.ts); this is the rest.
 * @returns what stands in the way of each key, by its name
 */
function findOverlaps(writers) {
    const problems = new Map();
    const add = ({ name }, problem, remedy) => {
        problems.set(name, [...(problems.get(name) ?? []), { about: 'repositories', problem, remedy }]);
    };
    for (const { one, other, entries, places } of shared(writers)) {
        const what = `${(0,patterns/* shortList */.pg)([...entries])} of ${(0,patterns/* shortList */.pg)([...places])}`;
        add(one, `writes ${what}, as does ${other.name}`, REMEDY);
        add(other, `writes ${what}, as does ${one.name}`, REMEDY);
    }
    for (const other of writers) {
        if (other.resolved.unlisted.length === 0)
            continue;
        for (const one of writers.filter((writer) => writer !== other && mayShare(writer, other))) {
            const problem = `the repositories that match the patterns of ${other.name} could not be listed, and may include targets of this key`;
            add(one, problem, 'Run again later');
        }
    }
    return problems;
}
function shared(writers) {
    const holders = new Map();
    const found = new Map();
    for (const one of writers) {
        for (const [place] of one.resolved.places) {
            for (const entry of (0,secret_names/* entriesOf */.Mc)(one.names, (0,places/* hasVariables */.cF)(place))) {
                const id = `${(0,places/* placeId */.VM)(place)}\n${entry}`;
                const other = holders.get(id);
                if (other === undefined)
                    holders.set(id, one);
                if (other === undefined || other === one)
                    continue;
                const pair = `${other.name}\n${one.name}`;
                const overlap = found.get(pair) ?? { one, other, entries: new Set(), places: new Set() };
                overlap.entries.add(entry);
                overlap.places.add((0,places/* placeLabel */.sk)(place));
                found.set(pair, overlap);
            }
        }
    }
    return found.values();
}
/** Whether a key writes something that another one might, of whose owners nobody knows which repositories there are. */
function mayShare(writer, { names, kinds, resolved: { unlisted } }) {
    const own = new Set((0,secret_names/* entriesOf */.Mc)(writer.names, true));
    if (!(0,secret_names/* entriesOf */.Mc)(names, true).some((entry) => own.has(entry)))
        return false;
    return writer.resolved.places.some(([place]) => place.scope === 'repository' &&
        kinds.includes(place.kind) &&
        unlisted.includes(place.owner.toLowerCase()));
}

// EXTERNAL MODULE: ./build/lib/map-concurrent.js
var map_concurrent = __webpack_require__(1522);
// EXTERNAL MODULE: ./build/github/targets/app-targets.js + 1 modules
var app_targets = __webpack_require__(9345);
// EXTERNAL MODULE: ./build/commands/github.js + 30 modules
var github = __webpack_require__(8838);
;// CONCATENATED MODULE: ./build/commands/key-file-targets.js





/** How many keys' targets are looked up at once. */
const SIDE_BY_SIDE = 50;
/**
 * Looks up the targets of all keys of a file before the run of any key, to find keys that would write the same secret:
 * those are refused, and the others run. Tokens of a GitHub App are created for all of them together.
 * @param others keys of the file that another job runs; targets that they might share with `keys` are looked up as well
 * @returns gives the targets of a key, or throws the error of its lookup
 */
async function resolveFleet(access, keys, others) {
    // Problems and errors are reported by the run of each key, which requests what is missing again.
    const open = async (needs) => {
        await access.app?.open(needs).catch(() => undefined);
    };
    const own = keys.map(({ name, inputs }) => ({ name, inputs: inputs.targets }));
    const all = [...own, ...others.flatMap((other) => nearTo(own, other))];
    await open(all.flatMap(({ inputs }) => (0,app_targets/* needsToResolve */.fz)(inputs)));
    const looked = await (0,map_concurrent/* mapConcurrent */._)(SIDE_BY_SIDE, all, async ({ name, inputs }) => {
        const [found] = await Promise.allSettled([(0,github/* resolveDeclared */.jR)(access, inputs)]);
        return { name, inputs, found };
    });
    const overlaps = findOverlaps(looked.map(writerOf));
    const results = new Map(looked.map(({ name, found }) => [name, found]));
    const needs = keys.flatMap(({ name, inputs: { targets, dryRun } }) => {
        const found = results.get(name);
        const places = found?.status === 'fulfilled' ? found.value.places.map(([place]) => place) : [];
        return (0,app_targets/* needsOf */.hN)(places, { names: targets.names, level: dryRun ? 'read' : 'write' });
    });
    await open(needs);
    const resolved = (name) => {
        const found = results.get(name);
        /* c8 ignore next -- the targets of every key were looked up */
        if (found === undefined)
            throw new Error(`the targets of ${name} were not looked up; this is a bug`);
        if (found.status === 'rejected')
            throw found.reason;
        const { problems, ...rest } = found.value;
        return { ...rest, problems: [...problems, ...(overlaps.get(name) ?? [])] };
    };
    return async (name) => Promise.resolve(resolved(name));
}
function writerOf({ name, inputs: { names, kinds, patterns }, found }) {
    const resolved = found.status === 'fulfilled'
        ? found.value
        : { places: [], unlisted: patterns.map(({ owner }) => owner.toLowerCase()) };
    return { name, names, kinds, resolved };
}
/**
 * The part of another key's targets that these keys could share: nothing, if its secrets have other names; otherwise its
 * repositories, and its patterns for the owners that these keys write to.
 */
function nearTo(keys, { name, inputs }) {
    const entries = new Set((0,secret_names/* entriesOf */.Mc)(inputs.names, true));
    const rivals = keys.filter((key) => (0,secret_names/* entriesOf */.Mc)(key.inputs.names, true).some((entry) => entries.has(entry)));
    if (rivals.length === 0)
        return [];
    const owners = new Set(rivals.flatMap((rival) => ownersOf(rival.inputs)));
    const places = inputs.places.filter(({ scope }) => scope === 'repository');
    const patterns = inputs.patterns.filter(({ owner }) => owners.has(owner.toLowerCase()));
    return [{ name, inputs: { ...inputs, places, patterns } }];
}
function ownersOf({ places, patterns }) {
    const named = places.flatMap((place) => (place.scope === 'repository' ? [place.owner] : []));
    return [...named, ...patterns.map(({ owner }) => owner)].map((owner) => owner.toLowerCase());
}


/***/ }),

/***/ 2005:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runFleet: () => (/* binding */ runFleet)
});

// EXTERNAL MODULE: ./build/report/rotation/log.js + 2 modules
var rotation_log = __webpack_require__(594);
// EXTERNAL MODULE: ./build/report/text/annotations.js
var annotations = __webpack_require__(937);
// EXTERNAL MODULE: ./build/report/key-file/summary.js
var summary = __webpack_require__(6220);
// EXTERNAL MODULE: ./build/report/text/phrases.js
var phrases = __webpack_require__(4545);
// EXTERNAL MODULE: ./build/report/text/time.js
var time = __webpack_require__(9094);
;// CONCATENATED MODULE: ./build/report/key-file/log.js




/**
 * Makes the log of many keys: no groups, since the lines of several come in between each other, and the key's name in
 * front of each. GitHub shows ten annotations of each kind for a step, and one cause often stops many keys: so what is
 * said of keys is a line at first, and at the end one annotation for all keys that it was said of. Errors are told by
 * what the keys came to (see fleet.ts).
 */
function createKeyFileLog(core) {
    const shared = (0,annotations/* limitAnnotations */.y)(core);
    const said = new Map();
    const collect = (kind, name) => (message, { title }) => {
        for (const line of message.split('\n'))
            core.info(`${name}: ${annotations/* ANNOTATION_PREFIX */.L[kind]}: ${line}`);
        if (kind === 'error')
            return;
        const id = JSON.stringify([kind, title, message]);
        const one = said.get(id);
        if (one === undefined)
            said.set(id, { kind, title, message, names: [name] });
        else
            one.names.push(name);
    };
    return {
        shared,
        forKey: (name) => {
            const say = (message) => `${name}: ${message.trimStart()}`;
            return {
                startGroup: (phase) => {
                    core.debug(say(phase));
                },
                endGroup: () => undefined,
                info: (message) => {
                    core.info(say(message));
                },
                debug: (message) => {
                    core.debug(say(message));
                },
                notice: collect('notice', name),
                warning: collect('warning', name),
                error: collect('error', name),
            };
        },
        finish(results) {
            (0,summary/* printKeyFileErrors */.e3)(shared, results);
            for (const { kind, title, message, names } of [...said.values()].sort((a, b) => b.names.length - a.names.length)) {
                const whose = names.length === 1 ? (0,phrases/* listKeyNames */.mQ)(names) : (0,time/* pluralize */.td)(names.length, 'key');
                shared[kind](`${(0,phrases/* listKeyNames */.mQ)(names)}: ${message}`, { title: `${whose}: ${title}` });
            }
            shared.finish();
        },
    };
}

// EXTERNAL MODULE: ./build/lib/map-concurrent.js
var map_concurrent = __webpack_require__(1522);
// EXTERNAL MODULE: ./build/commands/key-file-targets.js + 1 modules
var key_file_targets = __webpack_require__(6106);
// EXTERNAL MODULE: ./build/commands/github.js + 30 modules
var github = __webpack_require__(8838);
// EXTERNAL MODULE: ./build/commands/rotate.js + 20 modules
var rotate = __webpack_require__(5189);
;// CONCATENATED MODULE: ./build/commands/key-file.js






/** How many keys are processed at once: a rotation mostly waits for answers. */
const SIDE_BY_SIDE = 8;
/**
 * Runs several keys of a file, each in a run of its own: one that fails does not stop the others.
 * @param report.core receives the log lines of each key
 * @param report.page the URL of the troubleshooting page
 * @param ended called with the result of each key as soon as it is known
 * @returns the results in the order of the file
 */
async function runFleet({ keys, others }, runtime, { core, redact, page }, ended) {
    const [first] = keys;
    /* c8 ignore next -- a key file has at least one key */
    if (first === undefined)
        return [];
    const results = [];
    const fleetLog = createKeyFileLog(core);
    const forAll = (0,rotation_log/* createLog */.h)({ core: fleetLog.shared, redact, dryRun: first.inputs.dryRun, page });
    // All keys of a file use the credentials of the step, and share their rate limits.
    const access = (0,github/* openGithub */.K5)(first.inputs.github, runtime, forAll.report);
    const resolve = await (0,key_file_targets/* resolveFleet */.P)(access, keys, others);
    const migrations = { started: 0 };
    const run = async ({ name, inputs }) => {
        const policy = (0,rotate.policyOf)(inputs);
        const log = (0,rotation_log/* createLog */.h)({ core: fleetLog.forKey(name), redact, dryRun: inputs.dryRun, page });
        const fleet = { access, resolve: () => resolve(name), migrations };
        const outcome = await (0,rotate.runRotate)(inputs, policy, runtime, log.report, { fleet });
        const verdict = log.finish(outcome, policy);
        const result = { name, outcome, policy, verdict, context: { redact, notes: log.notes, page } };
        results.push(result);
        ended(result, results.length);
    };
    // The rotation of the run's own credentials may delete them (`grace-period: 0`), so it runs last, alone.
    const isOwnKey = ({ inputs }) => inputs.keysApi === undefined && inputs.key.applicationId === undefined;
    await (0,map_concurrent/* mapConcurrent */._)(SIDE_BY_SIDE, keys.filter((key) => !isOwnKey(key)), run);
    for (const key of keys.filter(isOwnKey))
        await run(key);
    for (const text of await access.close())
        fleetLog.shared.warning(text, { title: 'GitHub App' });
    const inOrder = keys.flatMap(({ name }) => results.filter((result) => result.name === name));
    fleetLog.finish(inOrder);
    return inOrder;
}


/***/ })

};
