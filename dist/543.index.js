export const id = 543;
export const ids = [543];
export const modules = {

/***/ 4543:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runFleet: () => (/* binding */ runFleet)
/* harmony export */ });
/* harmony import */ var _report_log_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5368);
/* harmony import */ var _rotation_side_by_side_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5106);
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5610);
/* harmony import */ var _rotate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8615);




/** How many keys are looked after at once: most of a rotation is waiting, for proofs and for answers. */
const SIDE_BY_SIDE = 8;
/**
 * Looks after several keys of a file, each in a run of its own: one that fails does not stop the others.
 * @param core what the lines of each key's log go to
 * @param ended called with what became of each key, as soon as it is known
 * @returns the results in the order of the file
 */
async function runFleet(keys, surroundings, core, redact, ended) {
    const [first] = keys;
    if (first === undefined)
        return [];
    const results = new Map();
    const forAll = (0,_report_log_js__WEBPACK_IMPORTED_MODULE_0__/* .createLog */ .h)({ core, redact, dryRun: first.inputs.dryRun });
    // Every key of a file has the step's own credentials, and all of them share what those are allowed.
    const access = (0,_github_js__WEBPACK_IMPORTED_MODULE_1__/* .openGithub */ .K)(first.inputs.github, surroundings, forAll.tell);
    const run = async ({ name, inputs }) => {
        const policy = (0,_rotate_js__WEBPACK_IMPORTED_MODULE_2__/* .policyOf */ .U)(inputs);
        const log = (0,_report_log_js__WEBPACK_IMPORTED_MODULE_0__/* .createLog */ .h)({ core: namedLog(core, name), redact, dryRun: inputs.dryRun });
        const outcome = await (0,_rotate_js__WEBPACK_IMPORTED_MODULE_2__/* .runRotate */ .n)(inputs, policy, surroundings, log.tell, access);
        const verdict = log.finish(outcome, policy);
        const result = { name, outcome, policy, verdict, context: { redact, notes: log.notes } };
        results.set(name, result);
        ended(result, results.size);
    };
    // The key that signs in may be ended by its own rotation (a grace period of nothing), so it comes last, alone.
    const signsIn = ({ inputs }) => inputs.keysApi === undefined && inputs.key.applicationId === undefined;
    await (0,_rotation_side_by_side_js__WEBPACK_IMPORTED_MODULE_3__/* .sideBySide */ .Q)(SIDE_BY_SIDE, keys.filter((key) => !signsIn(key)), run);
    for (const key of keys.filter(signsIn))
        await run(key);
    for (const text of await access.close())
        core.warning(text, { title: 'GitHub App' });
    return keys.flatMap(({ name }) => results.get(name) ?? []);
}
/** A log for one key among many: no groups, since the lines of several come in between each other, and its name in front. */
function namedLog(core, name) {
    const say = (message) => `${name}: ${message.trimStart()}`;
    const titled = ({ title }) => ({ title: `${name}: ${title}` });
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
        notice: (message, properties) => {
            core.notice(say(message), titled(properties));
        },
        warning: (message, properties) => {
            core.warning(say(message), titled(properties));
        },
        error: (message, properties) => {
            core.error(say(message), titled(properties));
        },
    };
}


/***/ })

};
