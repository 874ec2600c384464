export const id = 996;
export const ids = [996];
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

/***/ 3996:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runPlan: () => (/* binding */ runPlan)
/* harmony export */ });
/* harmony import */ var _github_job_plan_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2633);
/* harmony import */ var _lib_map_concurrent_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1522);
/* harmony import */ var _key_file_targets_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6106);
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8838);
/* harmony import */ var _rotate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5189);





/** How many keys are read at once. */
const SIDE_BY_SIDE = 8;
/** Finds what each key of a file needs now, and distributes the keys over jobs. Changes nothing. */
async function runPlan({ keys: given, others, jobs }, runtime) {
    const keys = given.map(({ name, inputs }) => ({ name, inputs: { ...inputs, dryRun: true } }));
    const [first] = keys;
    /* c8 ignore next -- a file has a key at least */
    if (first === undefined)
        return { shares: [], seconds: 0, unknown: [] };
    const access = (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .openGithub */ .K5)(first.inputs.github, runtime, () => undefined);
    const resolve = await (0,_key_file_targets_js__WEBPACK_IMPORTED_MODULE_0__/* .resolveFleet */ .P)(access, keys, others);
    const results = await (0,_lib_map_concurrent_js__WEBPACK_IMPORTED_MODULE_3__/* .mapConcurrent */ ._)(SIDE_BY_SIDE, keys, async ({ name, inputs }) => {
        const fleet = { access, resolve: () => resolve(name) };
        const silent = () => undefined;
        return { name, outcome: await (0,_rotate_js__WEBPACK_IMPORTED_MODULE_2__.runRotate)(inputs, (0,_rotate_js__WEBPACK_IMPORTED_MODULE_2__.policyOf)(inputs), runtime, silent, { fleet }) };
    });
    await access.close();
    const loads = results.map(({ name, outcome }) => loadOf(name, outcome));
    const points = loads.reduce((sum, load) => sum + (0,_github_job_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .pointsOf */ .XE)(load), 0);
    return {
        shares: (0,_github_job_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .spread */ .il)(loads, jobs),
        seconds: (0,_github_job_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .leastSeconds */ .P)(points),
        unknown: results.filter(({ outcome }) => outcome.known === undefined),
    };
}
/** The requests of a key's run to GitHub: each target is listed, and the public key of each written target is read. */
function loadOf(name, { known, steps }) {
    if (known === undefined)
        return { name, writes: 0, reads: 1 };
    const { targets } = known.observation;
    const written = new Set(steps.flatMap(({ step }) => (step.kind === 'publish' || step.kind === 'repair' ? step.targets : [])));
    const writes = targets
        .filter(({ id }) => written.has(id))
        .reduce((sum, { secrets }) => sum + secrets.length, 0);
    // The second line of a target's ID is its repository or organization, whose GitHub ID is read once.
    const repositories = new Set([...written].map((id) => id.split('\n')[1]));
    return { name, writes, reads: targets.length + written.size + repositories.size };
}


/***/ })

};
