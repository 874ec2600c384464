export const id = 371;
export const ids = [371];
export const modules = {

/***/ 5371:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createLog: () => (/* reexport */ log/* createLog */.h),
  errorText: () => (/* reexport */ errors/* errorText */.kc),
  exportedVariables: () => (/* reexport */ outputs/* exportedVariables */.n4),
  fleetOutcome: () => (/* reexport */ fleet/* fleetOutcome */.FG),
  fleetOutputs: () => (/* reexport */ fleet/* fleetOutputs */.nQ),
  fleetVerdict: () => (/* reexport */ fleet/* fleetVerdict */.GC),
  isFailure: () => (/* reexport */ verdict/* isFailure */.N),
  limitAnnotations: () => (/* reexport */ annotations/* limitAnnotations */.y),
  matrixOf: () => (/* reexport */ matrixOf),
  planVerdict: () => (/* reexport */ planVerdict),
  renderFleetSummary: () => (/* reexport */ fleet/* renderFleetSummary */.LL),
  renderPlan: () => (/* reexport */ renderPlan),
  renderSummary: () => (/* reexport */ summary/* renderSummary */.Br),
  retrieveOutputs: () => (/* reexport */ outputs/* retrieveOutputs */.F6),
  rotationOutputs: () => (/* reexport */ outputs/* rotationOutputs */.bu),
  tellError: () => (/* reexport */ tell_error/* tellError */.S),
  troubleshootingPage: () => (/* reexport */ docs/* troubleshootingPage */.cw)
});

// EXTERNAL MODULE: ./build/report/annotations.js
var annotations = __webpack_require__(6241);
// EXTERNAL MODULE: ./build/report/docs.js
var docs = __webpack_require__(7744);
// EXTERNAL MODULE: ./build/report/errors.js
var errors = __webpack_require__(3976);
// EXTERNAL MODULE: ./build/report/fleet.js
var fleet = __webpack_require__(6151);
// EXTERNAL MODULE: ./build/report/log.js + 3 modules
var log = __webpack_require__(5368);
// EXTERNAL MODULE: ./build/report/outputs.js
var outputs = __webpack_require__(4121);
// EXTERNAL MODULE: ./build/report/markdown.js
var markdown = __webpack_require__(4902);
// EXTERNAL MODULE: ./build/report/time.js
var report_time = __webpack_require__(8062);
;// CONCATENATED MODULE: ./build/report/plan.js


/** The matrix of a plan, for `strategy.matrix`. */
function matrixOf({ shares }) {
    const include = shares.map(({ keys, budget }, index) => ({
        name: `${index + 1} of ${shares.length}`,
        key: keys.join(', '),
        // Never more than all of it together.
        budget: String(Math.floor(budget * 10_000) / 10_000),
    }));
    return JSON.stringify({ include });
}
/** One line on a plan. */
function planVerdict({ shares, seconds }) {
    const keys = shares.reduce((sum, share) => sum + share.keys.length, 0);
    const writes = shares.reduce((sum, share) => sum + share.writes, 0);
    const time = seconds === 0 ? 'they fit into one burst' : `they take at least ${(0,report_time/* lengthWords */.up)(seconds * 1000)}`;
    const limits = writes === 0 ? 'nothing is to be written' : `under GitHub's limits ${time}`;
    return `Planned: ${(0,report_time/* counted */.hS)(keys, 'key')} in ${(0,report_time/* counted */.hS)(shares.length, 'job')}, ${(0,report_time/* counted */.hS)(writes, 'write')}; ${limits}.`;
}
/** The job summary of a plan. */
function renderPlan(plan) {
    const rows = plan.shares.map(({ keys, writes, reads, budget }, index) => (0,markdown/* tableRow */.jD)([
        `${index + 1}`,
        keys.join(', '),
        String(writes),
        String(reads),
        `${Math.round(budget * 100)} %`,
    ]));
    const head = ['Job', 'Keys', 'Writes', 'Reads', "Share of GitHub's limits"];
    const words = 'All jobs share the limits of one token or installation: more jobs keep failures apart, and are no faster.';
    return `## 📝 Key rotation: planned\n\n${planVerdict(plan)}\n\n${(0,markdown/* table */.tp)('### Jobs', head, rows, rows.length)}\n\n${words}\n`;
}

// EXTERNAL MODULE: ./build/report/summary.js
var summary = __webpack_require__(4611);
// EXTERNAL MODULE: ./build/report/tell-error.js
var tell_error = __webpack_require__(8151);
// EXTERNAL MODULE: ./build/report/verdict.js
var verdict = __webpack_require__(7342);
;// CONCATENATED MODULE: ./build/report/index.js
// What comes out of a run, as one piece that is loaded when there is something to say.












/***/ })

};
