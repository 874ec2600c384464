export const id = 757;
export const ids = [757];
export const modules = {

/***/ 1757:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runFleet: () => (/* binding */ runFleet)
});

// EXTERNAL MODULE: ./build/report/log.js + 3 modules
var report_log = __webpack_require__(5368);
// EXTERNAL MODULE: ./build/report/annotations.js
var annotations = __webpack_require__(6241);
// EXTERNAL MODULE: ./build/report/fleet.js
var fleet = __webpack_require__(6151);
// EXTERNAL MODULE: ./build/report/names.js
var report_names = __webpack_require__(9563);
// EXTERNAL MODULE: ./build/report/time.js
var time = __webpack_require__(8062);
;// CONCATENATED MODULE: ./build/report/fleet-log.js




/**
 * Makes the log of many keys: no groups, since the lines of several come in between each other, and the key's name in
 * front of each. GitHub shows ten annotations of each kind for a step, and one cause often stops many keys: so what is
 * said of keys is a line at first, and at the end one annotation for all keys that it was said of. Errors are told by
 * what the keys came to (see fleet.ts).
 */
function createFleetLog(core) {
    const forAll = (0,annotations/* limitAnnotations */.y)(core);
    const said = new Map();
    const collect = (kind, name) => (message, { title }) => {
        for (const line of message.split('\n'))
            core.info(`${name}: ${annotations/* BEGINNING */.C[kind]}: ${line}`);
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
        forAll,
        of: (name) => {
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
            (0,fleet/* tellFleetErrors */.Be)(forAll, results);
            for (const { kind, title, message, names } of [...said.values()].sort((a, b) => b.names.length - a.names.length)) {
                const whose = names.length === 1 ? (0,report_names/* listWords */.yh)(names) : (0,time/* counted */.hS)(names.length, 'key');
                forAll[kind](`${(0,report_names/* listWords */.yh)(names)}: ${message}`, { title: `${whose}: ${title}` });
            }
            forAll.finish();
        },
    };
}

// EXTERNAL MODULE: ./build/rotation/side-by-side.js
var side_by_side = __webpack_require__(5106);
// EXTERNAL MODULE: ./build/commands/github.js + 25 modules
var github = __webpack_require__(5610);
// EXTERNAL MODULE: ./build/commands/rotate.js + 28 modules
var rotate = __webpack_require__(8615);
;// CONCATENATED MODULE: ./build/commands/fleet.js





/** How many keys are looked after at once: most of a rotation is waiting, for proofs and for answers. */
const SIDE_BY_SIDE = 8;
/**
 * Looks after several keys of a file, each in a run of its own: one that fails does not stop the others.
 * @param core what the lines of each key's log go to
 * @param ended called with what became of each key, as soon as it is known
 * @param page where known causes are explained
 * @returns the results in the order of the file
 */
async function runFleet(keys, surroundings, core, redact, page, ended) {
    const [first] = keys;
    if (first === undefined)
        return [];
    const results = new Map();
    const fleetLog = createFleetLog(core);
    const forAll = (0,report_log/* createLog */.h)({ core: fleetLog.forAll, redact, dryRun: first.inputs.dryRun, page });
    // Every key of a file has the step's own credentials, and all of them share what those are allowed.
    const access = (0,github/* openGithub */.K)(first.inputs.github, surroundings, forAll.tell);
    const run = async ({ name, inputs }) => {
        const policy = (0,rotate/* policyOf */.U)(inputs);
        const log = (0,report_log/* createLog */.h)({ core: fleetLog.of(name), redact, dryRun: inputs.dryRun, page });
        const outcome = await (0,rotate/* runRotate */.n)(inputs, policy, surroundings, log.tell, access);
        const verdict = log.finish(outcome, policy);
        const result = { name, outcome, policy, verdict, context: { redact, notes: log.notes, page } };
        results.set(name, result);
        ended(result, results.size);
    };
    // The key that signs in may be ended by its own rotation (a grace period of nothing), so it comes last, alone.
    const signsIn = ({ inputs }) => inputs.keysApi === undefined && inputs.key.applicationId === undefined;
    await (0,side_by_side/* sideBySide */.Q)(SIDE_BY_SIDE, keys.filter((key) => !signsIn(key)), run);
    for (const key of keys.filter(signsIn))
        await run(key);
    for (const text of await access.close())
        fleetLog.forAll.warning(text, { title: 'GitHub App' });
    const inOrder = keys.flatMap(({ name }) => results.get(name) ?? []);
    fleetLog.finish(inOrder);
    return inOrder;
}


/***/ })

};
