export const id = 996;
export const ids = [996];
export const modules = {

/***/ 3996:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runPlan: () => (/* binding */ runPlan)
/* harmony export */ });
/* harmony import */ var _fleet_spread_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2828);
/* harmony import */ var _rotation_side_by_side_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5106);
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5610);
/* harmony import */ var _rotate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8615);




/** How many keys are looked at at once. */
const SIDE_BY_SIDE = 8;
/** Looks what each key of a file needs now, and spreads them over jobs. Changes nothing. */
async function runPlan({ keys, jobs }, surroundings) {
    const [first] = keys;
    const access = first && (0,_github_js__WEBPACK_IMPORTED_MODULE_0__/* .openGithub */ .K)(first.inputs.github, surroundings, () => undefined);
    const looked = await (0,_rotation_side_by_side_js__WEBPACK_IMPORTED_MODULE_2__/* .sideBySide */ .Q)(SIDE_BY_SIDE, keys, async ({ name, inputs }) => ({
        name,
        outcome: await (0,_rotate_js__WEBPACK_IMPORTED_MODULE_1__/* .runRotate */ .n)({ ...inputs, dryRun: true }, (0,_rotate_js__WEBPACK_IMPORTED_MODULE_1__/* .policyOf */ .U)(inputs), surroundings, () => undefined, access),
    }));
    await access?.close();
    const loads = looked.map(({ name, outcome }) => loadOf(name, outcome));
    const points = loads.reduce((sum, load) => sum + (0,_fleet_spread_js__WEBPACK_IMPORTED_MODULE_3__/* .pointsOf */ .XE)(load), 0);
    return {
        shares: (0,_fleet_spread_js__WEBPACK_IMPORTED_MODULE_3__/* .spread */ .il)(loads, jobs),
        seconds: (0,_fleet_spread_js__WEBPACK_IMPORTED_MODULE_3__/* .leastSeconds */ .P)(points),
        unknown: looked.filter(({ outcome }) => outcome.known === undefined),
    };
}
/** What a run of a key asks of GitHub: each target is listed, and each that is written gives its public key first. */
function loadOf(name, { known, steps }) {
    if (known === undefined)
        return { name, writes: 0, reads: 1 };
    const { targets } = known.observation;
    const written = new Set(steps.flatMap(({ step }) => (step.kind === 'publish' || step.kind === 'repair' ? step.targets : [])));
    const writes = targets
        .filter(({ id }) => written.has(id))
        .reduce((sum, { secrets }) => sum + secrets.length, 0);
    return { name, writes, reads: targets.length + written.size };
}


/***/ })

};
