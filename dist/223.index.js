export const id = 223;
export const ids = [223];
export const modules = {

/***/ 6220:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ux: () => (/* binding */ keyFileOutputs),
/* harmony export */   e3: () => (/* binding */ printKeyFileErrors),
/* harmony export */   eb: () => (/* binding */ keyFileOutcome),
/* harmony export */   q3: () => (/* binding */ renderKeyFileSummary),
/* harmony export */   xZ: () => (/* binding */ keyFileVerdict)
/* harmony export */ });
/* harmony import */ var _rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5919);
/* harmony import */ var _text_clean_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(8598);
/* harmony import */ var _text_doc_links_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(7505);
/* harmony import */ var _text_gantt_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1733);
/* harmony import */ var _text_markdown_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(1998);
/* harmony import */ var _text_phrases_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4545);
/* harmony import */ var _view_state_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2594);
/* harmony import */ var _rotation_outputs_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3096);
/* harmony import */ var _rotation_results_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1652);
/* harmony import */ var _view_key_view_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4330);
/* harmony import */ var _rotation_summary_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7586);
/* harmony import */ var _view_target_view_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(1036);
/* harmony import */ var _text_time_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(9094);
/* harmony import */ var _rotation_timeline_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(4667);
/* harmony import */ var _rotation_verdict_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(3679);















/** What many keys come to: the first of these that any of them came to, unless one failed; else none was due. */
const WEIGHTIEST = [
    'rotated',
    'rolled-over',
    'rolled-back',
    'resumed',
    'repaired',
    'retired',
];
/** The format of the `report` output of many keys. */
const FORMAT = 1;
/** The runner takes 1 MiB of outputs from a job; the rest is room for the others. In characters. */
const LONGEST_REPORT = 700_000;
/** One outcome for all: `failed` where every key failed, `incomplete` where one did. */
function keyFileOutcome(results) {
    const kinds = results.map(({ outcome }) => outcome.kind);
    const broken = kinds.filter(_rotation_verdict_js__WEBPACK_IMPORTED_MODULE_11__/* .isFailure */ .N6);
    if (broken.length > 0)
        return broken.length === kinds.length && !kinds.includes('incomplete') ? 'failed' : 'incomplete';
    return WEIGHTIEST.find((kind) => kinds.includes(kind)) ?? 'not-due';
}
/** One line on all keys: how many came to what, and which need a look. */
function keyFileVerdict(results) {
    const counts = new Map();
    for (const { outcome } of results)
        counts.set(outcome.kind, (counts.get(outcome.kind) ?? 0) + 1);
    const said = [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
    const broken = results.filter(({ outcome }) => (0,_rotation_verdict_js__WEBPACK_IMPORTED_MODULE_11__/* .isFailure */ .N6)(outcome.kind)).map(({ name }) => name);
    const look = broken.length === 0 ? '' : ` Look at: ${(0,_text_phrases_js__WEBPACK_IMPORTED_MODULE_2__/* .listKeyNames */ .mQ)(broken)}.`;
    return `${(0,_text_time_js__WEBPACK_IMPORTED_MODULE_9__/* .pluralize */ .td)(results.length, 'key')}: ${said}.${look}`;
}
/** The outputs of a run over many keys. Those that name one key are empty. */
function keyFileOutputs(results) {
    const outcome = keyFileOutcome(results);
    const changed = results.some((result) => result.outcome.changed);
    const report = (withDetails) => JSON.stringify({
        format: FORMAT,
        outcome,
        changed,
        verdict: keyFileVerdict(results),
        keys: Object.fromEntries(results.map((result) => {
            const { targets, generations, steps, ...rest } = (0,_rotation_outputs_js__WEBPACK_IMPORTED_MODULE_4__/* .rotationReport */ .Dz)(result.outcome, result.policy, result.context);
            return [result.name, withDetails ? { ...rest, generations, targets, steps } : rest];
        })),
    });
    const whole = report(true);
    return {
        outcome,
        changed: String(changed),
        report: whole.length <= LONGEST_REPORT ? whole : report(false),
    };
}
/**
 * The job summary of a run over many keys: all at a glance, what a person must do, and each key in full behind its
 * name, those that failed first. What there is no room for is left out, and said.
 */
function renderKeyFileSummary(results) {
    const kind = keyFileOutcome(results);
    const failed = results.filter((result) => (0,_rotation_verdict_js__WEBPACK_IMPORTED_MODULE_11__/* .isFailure */ .N6)(result.outcome.kind));
    const sorted = [...failed, ...results.filter((result) => !(0,_rotation_verdict_js__WEBPACK_IMPORTED_MODULE_11__/* .isFailure */ .N6)(result.outcome.kind))];
    const dryRun = results.some(({ outcome }) => outcome.dryRun);
    return (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_12__/* .joinParts */ .nn)([
        `## ${(0,_rotation_summary_js__WEBPACK_IMPORTED_MODULE_7__/* .iconOf */ .ZG)({ kind, dryRun })} Key rotation: ${kind}${dryRun ? ' (dry run)' : ''}`,
        keyFileVerdict(results),
        whatToDo(results),
        (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_12__/* .table */ .tp)('### Keys', HEAD, sorted.map(overviewRow), MOST_KEYS),
        keyFileTimeline(results),
        ...sorted.map((result, at) => details(result, at < MOST_OPEN)),
    ], (left) => `… and ${(0,_text_time_js__WEBPACK_IMPORTED_MODULE_9__/* .pluralize */ .td)(left, 'key')} more, for which there is no room; the log has them.`);
}
const HEAD = ['Key', 'Outcome', 'Version', 'Access key', 'Age', 'Expiry', 'Due', 'Targets'];
/** So many rows, with a name and an access key each, leave room for all the rest. */
const MOST_KEYS = 500;
/** Of the keys that failed, so many are open: what they have in common stands above. */
const MOST_OPEN = 3;
/** More than this are too small to be read. */
const MOST_BARS = 30;
function whatToDo(results) {
    const told = sharedActions(results);
    const sealed = results.flatMap(({ name, context }) => (0,_rotation_summary_js__WEBPACK_IMPORTED_MODULE_7__/* .sealedKeys */ .BC)(context).map((line) => `**${name}**: ${line}`));
    if (told.length + sealed.length === 0)
        return _rotation_summary_js__WEBPACK_IMPORTED_MODULE_7__/* .NO_ACTION_REQUIRED */ .$W;
    return (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_12__/* .list */ .p_)('### What you have to do', [
        ...sealed,
        ...told.map(({ names, line, more, context }) => {
            const words = (0,_text_clean_js__WEBPACK_IMPORTED_MODULE_13__/* .createClean */ .G)(context.redact).markdown(line.text);
            return `**${(0,_text_phrases_js__WEBPACK_IMPORTED_MODULE_2__/* .listKeyNames */ .mQ)(names)}**: ${words}${likeIt(more)}${(0,_text_doc_links_js__WEBPACK_IMPORTED_MODULE_14__/* .docLinkMarkdown */ .sz)(line.knownCause, context.page)}`;
        }),
    ]);
}
/** Up to so many lines of one sort are each told. */
const FEW = 3;
/** What a person must do, what stops most keys first. */
function sharedActions(results) {
    const all = results.flatMap(({ name, outcome, context }) => (0,_rotation_results_js__WEBPACK_IMPORTED_MODULE_5__/* .requiredActions */ .nU)(outcome, context).map((line) => ({ name, line, context })));
    const sorts = Map.groupBy(all, ({ line: { text, remedy, knownCause } }) => remedy === undefined ? text : `${knownCause ?? ''} ${remedy}`);
    const groups = [...sorts.values()].flatMap((sort) => {
        const texts = Map.groupBy(sort, ({ line }) => line.text);
        return texts.size <= FEW ? [...texts.values()] : [sort];
    });
    return groups
        .flatMap((group) => {
        const names = [...new Set(group.map(({ name }) => name))];
        const more = new Set(group.map(({ line }) => line.text)).size - 1;
        return group.slice(0, 1).map(({ line, context }) => ({ names, line, more, context }));
    })
        .sort((a, b) => b.names.length - a.names.length);
}
function likeIt(more) {
    return more === 0 ? '' : ` (And ${more} more like it.)`;
}
/** The errors of a run over many keys, as annotations of which GitHub shows but a few: those that stop most keys first. */
function printKeyFileErrors(core, results) {
    for (const { names, line, more, context } of sharedActions(results)) {
        const whose = names.length === 1 ? (0,_text_phrases_js__WEBPACK_IMPORTED_MODULE_2__/* .listKeyNames */ .mQ)(names) : (0,_text_time_js__WEBPACK_IMPORTED_MODULE_9__/* .pluralize */ .td)(names.length, 'key');
        const words = (0,_text_clean_js__WEBPACK_IMPORTED_MODULE_13__/* .createClean */ .G)(context.redact).text(`${(0,_text_phrases_js__WEBPACK_IMPORTED_MODULE_2__/* .listKeyNames */ .mQ)(names)}: ${line.text}${likeIt(more)}`, _text_phrases_js__WEBPACK_IMPORTED_MODULE_2__/* .LINE_LENGTH */ .uK);
        core.error(words + (0,_text_doc_links_js__WEBPACK_IMPORTED_MODULE_14__/* .docLinkText */ .kU)(line.knownCause, context.page), { title: `Key rotation of ${whose}` });
    }
}
/** When the keys were made current, and when they are due; those that are due first come first. */
function keyFileTimeline(results) {
    const at = results.find(({ outcome }) => outcome.known !== undefined)?.outcome.known?.observation.at;
    if (at === undefined)
        return '';
    const rows = results.flatMap(({ name, outcome: { known }, policy }) => {
        const bars = known === undefined ? [] : (0,_rotation_timeline_js__WEBPACK_IMPORTED_MODULE_10__/* .currentBars */ .I)(known, policy);
        const end = bars.at(-1)?.to;
        return end === undefined ? [] : [{ name, bars, end }];
    });
    const shown = rows.sort((a, b) => a.end.getTime() - b.end.getTime()).slice(0, MOST_BARS);
    const chart = (0,_text_gantt_js__WEBPACK_IMPORTED_MODULE_1__/* .gantt */ .V)(at, shown.map(({ name, bars }) => [name, bars]));
    if (chart === '')
        return '';
    const left = rows.length - shown.length;
    const more = left > 0 ? [`The ${shown.length} that are due first; ${left} more are due later.`] : [];
    return ['### Timeline', chart, ...more].join('\n\n');
}
function details({ name, outcome, policy, verdict, context }, mayOpen) {
    const open = mayOpen && (0,_rotation_verdict_js__WEBPACK_IMPORTED_MODULE_11__/* .isFailure */ .N6)(outcome.kind) ? ' open' : '';
    const body = [
        (0,_text_clean_js__WEBPACK_IMPORTED_MODULE_13__/* .createClean */ .G)(context.redact).markdown(verdict, 1500),
        ...(0,_rotation_summary_js__WEBPACK_IMPORTED_MODULE_7__/* .stateSections */ .CL)(outcome, policy, context, false),
    ].filter((part) => part !== '');
    return [
        `<details${open}><summary>${(0,_rotation_summary_js__WEBPACK_IMPORTED_MODULE_7__/* .iconOf */ .ZG)(outcome)} ${name}: ${outcome.kind}</summary>`,
        ...body,
        '</details>',
    ].join('\n\n');
}
function overviewRow({ name, outcome, policy, context }) {
    const clean = (0,_text_clean_js__WEBPACK_IMPORTED_MODULE_13__/* .createClean */ .G)(context.redact);
    const { known, kind, steps } = outcome;
    const said = `${(0,_rotation_summary_js__WEBPACK_IMPORTED_MODULE_7__/* .iconOf */ .ZG)(outcome)}&nbsp;${kind}`;
    if (known === undefined)
        return (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_12__/* .tableRow */ .jD)([name, said, '', '', '', '', '', '']);
    const { observation } = known;
    const current = (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .recordedCurrent */ .mh)(observation);
    const accessKey = current?.record.accessKey ?? '';
    const rows = (0,_view_target_view_js__WEBPACK_IMPORTED_MODULE_8__/* .targetViews */ .OR)(observation, steps, context.notes);
    const wanted = (0,_view_target_view_js__WEBPACK_IMPORTED_MODULE_8__/* .wantedRevision */ .hv)(observation, rows);
    const inOrder = rows.filter(({ revision }) => revision !== undefined && revision === wanted);
    const due = current === undefined ? undefined : (0,_view_key_view_js__WEBPACK_IMPORTED_MODULE_6__/* .nextDue */ .m3)(known, policy);
    const when = due === undefined ? '' : due.due ? 'now' : due.next === undefined ? 'never' : (0,_text_time_js__WEBPACK_IMPORTED_MODULE_9__/* .isoDay */ .kh)(due.next);
    return (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_12__/* .tableRow */ .jD)([
        name,
        said,
        current === undefined ? 'none' : `v${current.revision}`,
        clean.markdown(accessKey, _text_phrases_js__WEBPACK_IMPORTED_MODULE_2__/* .NAME_LENGTH */ .xt),
        (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_12__/* .noBreak */ .BC)((0,_view_state_text_js__WEBPACK_IMPORTED_MODULE_3__/* .ageCell */ .aG)(observation, accessKey)),
        (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_12__/* .noBreak */ .BC)((0,_view_state_text_js__WEBPACK_IMPORTED_MODULE_3__/* .expiryCell */ .CX)(observation, accessKey, _text_time_js__WEBPACK_IMPORTED_MODULE_9__/* .isoDay */ .kh)),
        (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_12__/* .noBreak */ .BC)(when),
        (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_12__/* .noBreak */ .BC)(`${inOrder.length} of ${rows.length}`),
    ]);
}


/***/ }),

/***/ 594:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h: () => (/* binding */ createLog)
});

// EXTERNAL MODULE: ./build/report/text/clean.js
var text_clean = __webpack_require__(8598);
// EXTERNAL MODULE: ./build/report/text/doc-links.js
var doc_links = __webpack_require__(7505);
// EXTERNAL MODULE: ./build/report/text/phrases.js
var phrases = __webpack_require__(4545);
// EXTERNAL MODULE: ./build/report/text/time.js
var time = __webpack_require__(9094);
;// CONCATENATED MODULE: ./build/report/rotation/key-event-text.js


/**
 * What happened to a new key, in one line.
 * @param at the services' time, to say how far away its end is
 * @param issuer whether an end that is not known is none, or only was not told
 */
function keyEventText(event, at, issuer = 'listing') {
    const name = (0,phrases/* keyName */.xT)(event.accessKey);
    switch (event.kind) {
        case 'lost-answer':
            return (0,phrases/* safeLine */.om)(`A key was made, but the answer with its secret was lost: the key ${name} was deleted again.`);
        case 'key-created': {
            const unknown = issuer === 'blind' ? 'and nobody knows when it expires' : 'which never expires';
            const end = event.expiresAt === undefined ? unknown : `which expires on ${(0,time/* relativeDateText */.KB)(event.expiresAt, at)}`;
            return (0,phrases/* safeLine */.om)(`Made the key ${name}, ${end}.`);
        }
        case 'key-stored':
            return (0,phrases/* safeLine */.om)(`Stored the key ${name} as v${event.revision}, pending.`);
    }
}
/** Whose key goes on where two runs made one each. */
function overtakenText({ accessKey, by }) {
    if (accessKey === by) {
        return (0,phrases/* safeLine */.om)(`Another run is at work with the key ${(0,phrases/* keyName */.xT)(by)} of this one: what stands now decides what is left to do.`);
    }
    return (0,phrases/* safeLine */.om)(`Another run stored the key ${(0,phrases/* keyName */.xT)(by)} first: this run helps with that one, and a later run deletes ` +
        `${(0,phrases/* keyName */.xT)(accessKey)}, which nobody uses.`);
}
/** A key that could not be stored, sealed. The box is this action's own base64, and is useless when it is cut. */
function sealedKeyText({ accessKey, box }) {
    return (0,phrases/* safeLine */.om)(`The key ${(0,phrases/* keyName */.xT)(accessKey)} could not be stored. Here it is, sealed to recovery-public-key ` +
        `(npm run recovery -- open FILE opens it): ${box}`);
}

// EXTERNAL MODULE: ./build/report/text/rate-limit-text.js
var rate_limit_text = __webpack_require__(8767);
// EXTERNAL MODULE: ./build/report/view/run-notes.js
var run_notes = __webpack_require__(4832);
// EXTERNAL MODULE: ./build/report/view/state-text.js
var state_text = __webpack_require__(2594);
;// CONCATENATED MODULE: ./build/report/view/phases.js
/**
 * The phase that a step belongs to.
 * @param before the phase of the step before it: what was current becomes previous as the second half of a promotion
 */
function phaseOf(step, before) {
    switch (step.kind) {
        case 'take-over':
            return 'Take over';
        case 'replace':
        case 'mark-previous':
            return before === 'Promote' ? 'Promote' : 'Clean up';
        case 'discard':
        case 'give-up':
        case 'close':
        case 'prune':
            return 'Clean up';
        case 'retire':
            return 'Retire';
        case 'create-secret':
        case 'issue':
        case 'roll-back':
            return 'New key';
        case 'verify':
            return 'Prove';
        case 'publish':
            return 'Publish';
        case 'promote':
            return 'Promote';
        case 'repair':
            return 'Repair';
        case 'stop':
            return undefined;
    }
}

// EXTERNAL MODULE: ./build/report/view/key-view.js
var key_view = __webpack_require__(4330);
// EXTERNAL MODULE: ./build/report/view/target-view.js
var target_view = __webpack_require__(1036);
// EXTERNAL MODULE: ./build/report/text/print-error.js
var print_error = __webpack_require__(6939);
// EXTERNAL MODULE: ./build/report/rotation/verdict.js
var verdict = __webpack_require__(3679);
// EXTERNAL MODULE: ./build/report/rotation/step-text.js + 1 modules
var step_text = __webpack_require__(4619);
;// CONCATENATED MODULE: ./build/report/rotation/log.js













/** Up to so many targets each has a line of its own. */
const FEW_TARGETS = 10;
/** Steps that take a while, and are announced when they begin. */
const SLOW = new Set(['issue', 'verify', 'publish', 'repair']);
function createLog({ core, redact, dryRun, page, began }) {
    const clean = (0,text_clean/* createClean */.G)(redact);
    const { notes, take } = (0,run_notes/* createNotes */.a)(() => performance.now(), began);
    const told = new Set();
    const unproven = new Set();
    let phase;
    let planning = false;
    let limited = false;
    let labelOf = (0,key_view/* labelOfIn */.ZN)(undefined);
    let observed;
    const line = (text) => clean.text(text, phrases/* LINE_LENGTH */.uK);
    const say = (text) => {
        // Its indentation would be taken off as well.
        const words = text.trimStart();
        core.info(`${' '.repeat(text.length - words.length)}${line(words)}`);
    };
    const titled = (title) => ({ title: clean.text(title, 200) });
    function enter(next) {
        if (next === phase)
            return;
        close();
        core.startGroup(next);
        phase = next;
    }
    function close() {
        if (phase !== undefined)
            core.endGroup();
        phase = undefined;
    }
    function tellError(error, title) {
        told.add(error);
        (0,print_error/* printError */.y)(core, error, title, redact, page);
    }
    function begin(step) {
        if (dryRun) {
            if (step.kind === 'stop')
                return;
            close();
            if (!planning)
                say('A run would do this now; this dry run changes nothing:');
            planning = true;
            say(`  - ${(0,step_text/* stepText */.uw)(step, true, labelOf)}`);
            return;
        }
        const next = phaseOf(step, phase);
        if (next === undefined)
            return;
        enter(next);
        if (SLOW.has(step.kind))
            say((0,phrases/* sentence */.em)((0,step_text/* stepText */.uw)(step, false, labelOf)));
    }
    function done(step) {
        if (step.kind === 'issue' || step.kind === 'stop')
            return; // a made key has lines of its own
        if (step.kind === 'verify' && unproven.has(step.accessKey))
            return;
        const failed = (0,target_view/* targetsOfStep */.ef)(step)?.filter((id) => notes.failures.has(labelOf(id)));
        // Which targets those are was said before.
        say((0,phrases/* sentence */.em)((0,step_text/* stepDoneText */.ey)(step, labelOf, new Set(failed), false)));
    }
    function report(event) {
        take(event);
        switch (event.kind) {
            case 'observed':
                enter('Observe');
                labelOf = (0,key_view/* labelOfIn */.ZN)(event.observation);
                observed = event.observation;
                for (const seen of (0,state_text/* stateLines */.Bk)(observed))
                    say(seen);
                break;
            case 'unchecked':
                if (event.accessKey !== undefined)
                    unproven.add(event.accessKey);
                core.notice(line(`Could not check ${event.what}: ${(0,phrases/* sentence */.em)(event.why)} It is no error; if it stands in the way, the run says so.`), titled(`Could not check ${event.what}`));
                break;
            case 'advice':
                core.warning(line(event.text), titled('Advice'));
                break;
            case 'step':
                begin(event.step);
                break;
            case 'step-done':
                done(event.step);
                break;
            case 'step-failed':
                tellError(event.error, `Could not ${(0,step_text/* stepText */.uw)(event.step, false, labelOf)}`);
                break;
            case 'lost-answer':
            case 'key-created':
            case 'key-stored':
                say(keyEventText(event, observed?.at ?? new Date(0), observed?.issuer));
                break;
            case 'sealed':
                core.warning(sealedKeyText(event), titled('A key to be recovered'));
                break;
            case 'overtaken':
                core.notice(line(overtakenText(event)), titled('Two runs at once'));
                break;
            case 'unverified':
                unproven.add(event.accessKey);
                core.error(line(`The key ${event.accessKey} did not work within ${event.seconds} s. What that means for the targets is said ` +
                    'at the end. Run again later, or raise propagation-timeout.') + (0,doc_links/* docLinkText */.kU)('new-key-not-working', page), titled('New key'));
                break;
            case 'key-probed':
                core.debug(line(`${(0,phrases/* keyName */.xT)(event.accessKey)}: ${event.answer}, ${event.inARow} of ${event.needed} in a row`));
                break;
            case 'target-written':
                progress(event.label, event.count, event.total);
                break;
            case 'target-failed':
                tellError(event.error, `Could not write ${event.label}`);
                break;
            case 'targets-postponed':
                core.error(line((0,rate_limit_text/* postponedText */.kQ)(event.labels)), titled('Not in this run'));
                break;
            case 'paced':
                say((0,rate_limit_text/* pacedText */.fD)(event));
                break;
            case 'limited':
                // Once as an annotation: what follows says the same.
                if (limited)
                    say((0,rate_limit_text/* rateLimitedText */.Un)(event));
                else
                    core.warning(line((0,rate_limit_text/* rateLimitedText */.Un)(event)), titled("GitHub's rate limits"));
                limited = true;
                break;
            case 'interrupted':
                core.warning('The run was asked to end, and begins nothing new; the next run goes on from here.', titled('Interrupted'));
        }
    }
    function progress(label, count, total) {
        if (total <= FEW_TARGETS)
            say(`  ${count} of ${total}: ${label}`);
        else {
            const tenths = (number) => Math.floor((number * 10) / total);
            if (tenths(count) > tenths(count - 1))
                say(`  ${count} of ${total} targets written`);
        }
    }
    function finish(outcome, policy) {
        close();
        const { error } = outcome;
        if (error !== undefined && !told.has(error))
            tellError(error, 'The run could not go on');
        return (0,verdict/* verdict */.WJ)(outcome, policy, { redact, notes });
    }
    return { report, close, finish, notes };
}


/***/ }),

/***/ 3096:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dz: () => (/* binding */ rotationReport),
/* harmony export */   F6: () => (/* binding */ retrieveOutputs),
/* harmony export */   bu: () => (/* binding */ rotationOutputs),
/* harmony export */   n4: () => (/* binding */ exportedVariables)
/* harmony export */ });
/* harmony import */ var _rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5919);
/* harmony import */ var _scaleway_payload_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1766);
/* harmony import */ var _text_clean_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8598);
/* harmony import */ var _text_doc_links_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(7505);
/* harmony import */ var _text_phrases_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4545);
/* harmony import */ var _results_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1652);
/* harmony import */ var _view_key_view_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4330);
/* harmony import */ var _view_target_view_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1036);
/* harmony import */ var _text_time_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9094);
/* harmony import */ var _verdict_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3679);










/** The format of the `report` output. It grows by fields; a change that a reader must know of gets another number. */
const FORMAT = 1;
/**
 * The outputs of `rotate` and `rollover`, by name; the empty string where there is nothing to say. They tell what
 * stands: in a dry run not what would be, except for `outcome`. No secret is in them.
 */
function rotationOutputs(outcome, policy, context) {
    const clean = (0,_text_clean_js__WEBPACK_IMPORTED_MODULE_8__/* .createClean */ .G)(context.redact);
    const key = currentKey(outcome.known, clean);
    const previous = previousKey(outcome.known, policy, clean);
    return {
        outcome: outcome.kind,
        changed: String(outcome.changed),
        'access-key': key?.accessKey ?? '',
        'secret-id': clean.text(outcome.known?.observation.secretId ?? '', _text_phrases_js__WEBPACK_IMPORTED_MODULE_2__/* .NAME_LENGTH */ .xt),
        revision: key === undefined ? '' : String(key.revision),
        'expires-at': key?.expiresAt ?? '',
        'previous-access-key': previous?.accessKey ?? '',
        'previous-retires-at': previous?.retiresAt ?? '',
        report: JSON.stringify(rotationReport(outcome, policy, context)),
    };
}
/**
 * The outputs of `retrieve`, by name. A key of a keys API has no access key; its fingerprint is no output, lest
 * somebody takes it for one.
 * @param mask is called with every secret among them before this returns
 */
function retrieveOutputs(found, issuer, mask) {
    const { credential, secretId, revision } = found;
    // The very JSON that the secret holds, so that who read it from there can read it here.
    const json = (0,_scaleway_payload_js__WEBPACK_IMPORTED_MODULE_1__/* .payloadOf */ .Md)(issuer).write(credential);
    mask(credential.secret);
    mask(json);
    const key = issuer === 'keys-api'
        ? { 'api-key': credential.secret }
        : { 'access-key': credential.accessKey, 'secret-key': credential.secret };
    return {
        outcome: 'retrieved',
        changed: 'false',
        ...key,
        json,
        'secret-id': secretId,
        revision: String(revision),
    };
}
/** The environment variables that `export-env` sets. */
function exportedVariables(found, issuer) {
    const { accessKey, secret } = found.credential;
    return issuer === 'keys-api' ? { API_KEY: secret } : { SCW_ACCESS_KEY: accessKey, SCW_SECRET_KEY: secret };
}
/** All that a run found and did, as plain data without a secret in it. */
function rotationReport(outcome, policy, context) {
    const clean = (0,_text_clean_js__WEBPACK_IMPORTED_MODULE_8__/* .createClean */ .G)(context.redact);
    const { known, steps } = outcome;
    const observation = known?.observation;
    return {
        format: FORMAT,
        outcome: outcome.kind,
        changed: outcome.changed,
        dryRun: outcome.dryRun,
        verdict: (0,_verdict_js__WEBPACK_IMPORTED_MODULE_7__/* .verdict */ .WJ)(outcome, policy, context),
        secretId: observation?.secretId === undefined ? null : clean.text(observation.secretId, _text_phrases_js__WEBPACK_IMPORTED_MODULE_2__/* .NAME_LENGTH */ .xt),
        observedAt: (0,_text_time_js__WEBPACK_IMPORTED_MODULE_6__/* .isoTime */ .Ly)(observation?.at) || null,
        key: currentKey(known, clean) ?? null,
        previous: previousKey(known, policy, clean) ?? null,
        generations: observation === undefined
            ? []
            : (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).map(({ revision, status, record }) => {
                const key = observation.keys.get(record.accessKey);
                return {
                    revision,
                    accessKey: clean.text(record.accessKey, _text_phrases_js__WEBPACK_IMPORTED_MODULE_2__/* .NAME_LENGTH */ .xt),
                    stage: record.stage,
                    since: (0,_text_time_js__WEBPACK_IMPORTED_MODULE_6__/* .isoTime */ .Ly)(record.since),
                    enabled: status === 'enabled',
                    alive: (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isValid */ .fn)(observation, record.accessKey),
                    createdAt: (0,_text_time_js__WEBPACK_IMPORTED_MODULE_6__/* .isoTime */ .Ly)(key?.createdAt) || null,
                    expiresAt: (0,_text_time_js__WEBPACK_IMPORTED_MODULE_6__/* .isoTime */ .Ly)(key?.expiresAt) || null,
                };
            }),
        targets: observation === undefined
            ? []
            : (0,_view_target_view_js__WEBPACK_IMPORTED_MODULE_5__/* .targetViews */ .OR)(observation, steps, context.notes).map((row) => ({
                label: clean.text(row.label, _text_phrases_js__WEBPACK_IMPORTED_MODULE_2__/* .NAME_LENGTH */ .xt),
                holds: row.holds,
                revision: row.revision ?? null,
                writtenAt: (0,_text_time_js__WEBPACK_IMPORTED_MODULE_6__/* .isoTime */ .Ly)(row.writtenAt) || null,
            })),
        steps: (0,_results_js__WEBPACK_IMPORTED_MODULE_3__/* .stepResults */ .v8)(outcome, context),
        problems: (0,_results_js__WEBPACK_IMPORTED_MODULE_3__/* .problemLines */ .pb)(outcome, context).map(({ text, knownCause }) => text + (0,_text_doc_links_js__WEBPACK_IMPORTED_MODULE_9__/* .docLinkText */ .kU)(knownCause, context.page)),
        unchecked: (context.notes?.unchecked ?? []).map(({ what, why }) => clean.text(`${what}: ${why}`)),
        advice: (context.notes?.advice ?? []).map((text) => clean.text(text)),
    };
}
function currentKey(known, clean) {
    const current = known && (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .recordedCurrent */ .mh)(known.observation);
    if (known === undefined || current === undefined)
        return undefined;
    const key = known.observation.keys.get(current.record.accessKey);
    return {
        accessKey: clean.text(current.record.accessKey, _text_phrases_js__WEBPACK_IMPORTED_MODULE_2__/* .NAME_LENGTH */ .xt),
        revision: current.revision,
        createdAt: (0,_text_time_js__WEBPACK_IMPORTED_MODULE_6__/* .isoTime */ .Ly)(key?.createdAt) || null,
        expiresAt: (0,_text_time_js__WEBPACK_IMPORTED_MODULE_6__/* .isoTime */ .Ly)(key?.expiresAt) || null,
    };
}
function previousKey(known, policy, clean) {
    const replaced = known && (0,_view_key_view_js__WEBPACK_IMPORTED_MODULE_4__/* .replacedKey */ .y6)(known.observation, policy);
    return (replaced && {
        accessKey: clean.text(replaced.accessKey, _text_phrases_js__WEBPACK_IMPORTED_MODULE_2__/* .NAME_LENGTH */ .xt),
        revision: replaced.revision ?? null,
        retiresAt: (0,_text_time_js__WEBPACK_IMPORTED_MODULE_6__/* .isoTime */ .Ly)(replaced.graceEnds) || null,
    });
}


/***/ }),

/***/ 1652:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   nU: () => (/* binding */ requiredActions),
/* harmony export */   pb: () => (/* binding */ problemLines),
/* harmony export */   v8: () => (/* binding */ stepResults)
/* harmony export */ });
/* harmony import */ var _text_clean_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8598);
/* harmony import */ var _text_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7456);
/* harmony import */ var _text_phrases_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4545);
/* harmony import */ var _view_key_view_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4330);
/* harmony import */ var _view_target_view_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1036);
/* harmony import */ var _verdict_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3679);
/* harmony import */ var _step_text_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4619);







/** Ends that nothing else tells the reason of. */
const TOLD_ELSEWHERE = new Set(['settled', 'targets-lag']);
/** What became of each step, in order. A step that wrote some of its targets and not others is not ok. */
function stepResults(outcome, context) {
    const { text } = (0,_text_clean_js__WEBPACK_IMPORTED_MODULE_6__/* .createClean */ .G)(context.redact);
    const labelOf = (0,_view_key_view_js__WEBPACK_IMPORTED_MODULE_2__/* .labelOfIn */ .ZN)(outcome.known?.observation);
    return outcome.steps.map(({ step, error }) => {
        if (outcome.dryRun)
            return { step: text((0,_step_text_js__WEBPACK_IMPORTED_MODULE_5__/* .stepText */ .uw)(step, true, labelOf)), ok: true };
        if (error !== undefined) {
            const why = (0,_text_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorText */ .kc)(error, context.redact).join(' ');
            return { step: text((0,_step_text_js__WEBPACK_IMPORTED_MODULE_5__/* .stepText */ .uw)(step, false, labelOf)), ok: false, error: text(why) };
        }
        if (step.kind === 'verify' && outcome.known?.memory.unverified === step.accessKey) {
            return { step: text((0,_step_text_js__WEBPACK_IMPORTED_MODULE_5__/* .stepText */ .uw)(step, false, labelOf)), ok: false, error: 'it did not work in time' };
        }
        const unasked = context.notes?.unchecked.some(({ accessKey }) => step.kind === 'verify' && accessKey === step.accessKey);
        if (step.kind === 'verify' && unasked === true) {
            return {
                step: text(`could not check whether ${(0,_text_phrases_js__WEBPACK_IMPORTED_MODULE_1__/* .keyName */ .xT)(step.accessKey, step.revision)} works`),
                ok: true,
            };
        }
        const halted = outcome.known?.memory.halted;
        if (step.kind === 'issue' && halted !== undefined) {
            return {
                step: text((0,_step_text_js__WEBPACK_IMPORTED_MODULE_5__/* .stepText */ .uw)(step, false, labelOf)),
                ok: false,
                error: text((0,_step_text_js__WEBPACK_IMPORTED_MODULE_5__/* .stopText */ .IC)(halted, labelOf), 1500),
            };
        }
        const failed = failedTargets({ step, error }, outcome);
        const done = text((0,_step_text_js__WEBPACK_IMPORTED_MODULE_5__/* .stepDoneText */ .ey)(step, labelOf, new Set(failed)));
        if (failed.length === 0)
            return { step: done, ok: true };
        return { step: done, ok: false, error: text(`could not write ${(0,_text_phrases_js__WEBPACK_IMPORTED_MODULE_1__/* .listNames */ .Zv)(failed.map(labelOf))}`) };
    });
}
/** All that stands in the way or went wrong, one line each. Neutralised and redacted. */
function problemLines(outcome, { redact, notes }) {
    const { text } = (0,_text_clean_js__WEBPACK_IMPORTED_MODULE_6__/* .createClean */ .G)(redact);
    const failures = [...(notes?.failures ?? [])].flatMap(([label, error]) => (0,_text_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorLines */ .S6)(error, redact).map((line, index) => index > 0 || line.text.includes(label) ? line : { ...line, text: text(`${label}: ${line.text}`) }));
    const errors = [outcome.error, ...outcome.steps.map(({ error }) => error)];
    const lines = [...new Set(errors)].flatMap((error) => (0,_text_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errorLines */ .S6)(error, redact));
    const distinct = [...new Map([...lines, ...failures].map((line) => [line.text, line])).values()];
    if (distinct.length > 0 || !(0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .isFailure */ .N6)(outcome.kind))
        return distinct;
    const { stop, known } = outcome;
    if (stop === undefined || TOLD_ELSEWHERE.has(stop.kind))
        return [];
    const unproven = stop.kind === 'unverified' || stop.kind === 'published-unverified';
    const words = (0,_text_phrases_js__WEBPACK_IMPORTED_MODULE_1__/* .sentence */ .em)((0,_step_text_js__WEBPACK_IMPORTED_MODULE_5__/* .stopText */ .IC)(stop, (0,_view_key_view_js__WEBPACK_IMPORTED_MODULE_2__/* .labelOfIn */ .ZN)(known?.observation)));
    const told = text(words, 1500);
    return [{ text: told, knownCause: unproven ? 'new-key-not-working' : undefined, remedy: told }];
}
function failedTargets({ step }, { known }) {
    return ((0,_view_target_view_js__WEBPACK_IMPORTED_MODULE_3__/* .targetsOfStep */ .ef)(step) ?? []).filter((id) => known?.memory.failedTargets.has(id) === true);
}
/** What a person is told to do: what says so, or else all that went wrong; and where nothing did that has words, to run it again. */
function requiredActions(outcome, context) {
    const lines = problemLines(outcome, context);
    const told = lines.filter(({ remedy }) => remedy !== undefined);
    if (told.length > 0 || (lines.length === 0 && !(0,_verdict_js__WEBPACK_IMPORTED_MODULE_4__/* .isFailure */ .N6)(outcome.kind)))
        return told;
    const again = 'Run it again: the next run goes on from here.';
    return [...lines, { text: again, knownCause: undefined, remedy: again }];
}


/***/ }),

/***/ 4619:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  _S: () => (/* binding */ closeText),
  sC: () => (/* binding */ dueText),
  ey: () => (/* binding */ stepDoneText),
  uw: () => (/* binding */ stepText),
  IC: () => (/* binding */ stopText)
});

// UNUSED EXPORTS: giveUpText

// EXTERNAL MODULE: ./build/report/text/phrases.js
var phrases = __webpack_require__(4545);
// EXTERNAL MODULE: ./build/report/text/time.js
var time = __webpack_require__(9094);
;// CONCATENATED MODULE: ./build/report/rotation/lost-key-text.js


/** That a key cannot be rolled over yet. */
function notYetText({ accessKey, until, forced }) {
    const name = accessKey === undefined ? 'the key' : `the key ${(0,phrases/* keyName */.xT)(accessKey)}`;
    const when = until === undefined ? 'shortly before it expires' : `from ${(0,time/* dateText */.MK)(until)} on`;
    const instead = forced ? '; to replace it now, make another one with command: rotate' : '';
    return (0,phrases/* safeLine */.om)(`${name} goes on working, and the service rolls it over only ${when}${instead}`);
}
/** That a key was made, or may have been, and that nobody has it. */
function answerLostText({ replaced, certain, earlier, why }) {
    if (replaced === undefined) {
        return (0,phrases/* safeLine */.om)('nobody knows whether the service made a key, and whoever asked for it did not get it. The old key goes on ' +
            'working. If the service shows a new key of this name in its list, deactivate it there; the next run makes ' +
            `another one. What went wrong: ${(0,phrases/* withPeriod */.uA)(why)}`);
    }
    const { accessKey } = replaced;
    const name = accessKey === undefined ? 'the old key' : `the old key ${(0,phrases/* keyName */.xT)(accessKey)}`;
    const what = LOST[earlier ? 'earlier' : 'now'][certain ? 'certain' : 'possible'](name);
    return (0,phrases/* safeLine */.om)(`${what}. The way out: run once with command: rotate, which makes another key. What went wrong: ${(0,phrases/* withPeriod */.uA)(why)}`);
}
/** What became of a key that was rolled over, by this run or an earlier one, and of its successor. */
const LOST = {
    now: {
        certain: (name) => `the service rolled ${name} over, and the answer with the new key was lost: the old one is dead, and nobody has the new one`,
        possible: (name) => `nobody knows whether the service rolled ${name} over; if it did, the old one is dead, and nobody has the new one`,
    },
    earlier: {
        certain: (name) => `an earlier run had ${name} rolled over, and its successor is in no store: the old one is dead, and nobody has the new one, unless a target was given it`,
        possible: (name) => `an earlier run was about to have ${name} rolled over, and now the service knows no such key: either it is dead, and ` +
            'nobody has its successor, unless a target was given it; or keys-api-token belongs to another user',
    },
};
/** That a key was made and could not be stored. */
function unstoredText({ accessKey, rolledOver, targets, why }, labelOf) {
    const name = (0,phrases/* keyName */.xT)(accessKey);
    if (!rolledOver) {
        return (0,phrases/* safeLine */.om)(`the new key ${name} could not be stored, so no target was given it, and the old key goes on working. The next ` +
            `run makes another one; deactivate this one where the service lists it. What went wrong: ${(0,phrases/* withPeriod */.uA)(why)}`);
    }
    const given = targets.length === 0
        ? 'every target was given it'
        : `${(0,time/* pluralize */.td)(targets.length, 'target')} could not be given it either: ${(0,phrases/* listNames */.Zv)(targets.map(labelOf))}`;
    return (0,phrases/* safeLine */.om)(`the new key ${name} could not be stored, and the old one is dead; ${given}. It stands in no store, so no later ` +
        `run knows it: run once with command: rotate, which makes another that is stored. What went wrong: ${(0,phrases/* withPeriod */.uA)(why)}`);
}

;// CONCATENATED MODULE: ./build/report/rotation/step-text.js



const asItIs = (id) => id;
const NOBODY = new Set();
/**
 * A step in one line: `delete the replaced key …`.
 * @param dryRun says `would delete …` instead
 */
function stepText(step, dryRun = false, labelOf = asItIs) {
    const { does, what } = stepParts(step, labelOf, NOBODY);
    return (0,phrases/* safeLine */.om)(`${dryRun ? 'would ' : ''}${does} ${what}`);
}
/**
 * A step that was carried out, in one line: `deleted the replaced key …`.
 * @param failed the targets (by id) that could not be written: they are not among those that were
 * @param named whether to name the targets, or only to count them
 */
function stepDoneText(step, labelOf = asItIs, failed = NOBODY, named = true) {
    const { did, what } = stepParts(step, named ? labelOf : undefined, failed);
    return (0,phrases/* safeLine */.om)(`${did} ${what}`);
}
function stepParts(step, labelOf, failed) {
    const parts = (does, did, what) => ({ does, did, what });
    switch (step.kind) {
        case 'take-over': {
            const { revision, accessKey } = step;
            const found = revision === undefined || accessKey === undefined
                ? ''
                : `; ${(0,phrases/* keyName */.xT)(accessKey, revision)} counts as its current key`;
            return parts('take', 'took', `the secret over${found}`);
        }
        case 'discard':
            return parts('delete', 'deleted', `the key ${(0,phrases/* keyName */.xT)(step.accessKey)}, which an interrupted run created and did not store`);
        case 'replace': {
            const key = (0,phrases/* keyName */.xT)(step.accessKey, step.revision);
            return step.how === 'mark'
                ? parts('mark', 'marked', `the key ${key} as replaced: its grace period begins`)
                : parts('release', 'released', `the key ${key}, which was not created here: its mark is removed`);
        }
        case 'give-up':
            return parts('give', 'gave', `${(0,phrases/* keyName */.xT)(step.accessKey, step.revision)} up: ${giveUpText(step.reason)}`);
        case 'mark-previous':
            return parts('mark', 'marked', `${(0,phrases/* keyName */.xT)(step.accessKey, step.revision)} as previous: it was replaced on ${(0,time/* dateText */.MK)(step.since)}`);
        case 'close': {
            const { accessKey, revision } = step;
            const version = accessKey === undefined ? `v${revision}` : (0,phrases/* keyName */.xT)(accessKey, revision);
            return parts('disable', 'disabled', `${version}: ${closeText(step.because)}`);
        }
        case 'retire': {
            const key = `the replaced key ${(0,phrases/* keyName */.xT)(step.accessKey, step.revision)}`;
            if (step.how === 'delete')
                return parts('delete', 'deleted', key);
            return parts('let', 'let', `${key} go: it goes on working, and this action has nothing to do with it any more`);
        }
        case 'roll-back':
            return parts('store', 'stored', `the previous key ${(0,phrases/* keyName */.xT)(step.accessKey, step.revision)} as a new version`);
        case 'prune':
            return parts('delete', 'deleted', `the old version v${step.revision} from the secret`);
        case 'verify':
            return parts('prove', 'proved', `that ${(0,phrases/* keyName */.xT)(step.accessKey, step.revision)} works`);
        case 'publish':
        case 'repair': {
            const written = step.targets.filter((id) => !failed.has(id));
            const all = written.length === step.targets.length;
            const count = all
                ? (0,time/* pluralize */.td)(written.length, 'target')
                : `${written.length} of ${(0,time/* pluralize */.td)(step.targets.length, 'target')}`;
            const names = written.length === 0 || labelOf === undefined ? '' : `: ${(0,phrases/* listNames */.Zv)(written.map(labelOf))}`;
            const key = step.kind === 'repair' ? 'the current key ' : '';
            return parts('write', 'wrote', `${key}${(0,phrases/* keyName */.xT)(step.accessKey, step.revision)} to ${count}${names}`);
        }
        case 'promote':
            return parts('make', 'made', `${(0,phrases/* keyName */.xT)(step.accessKey, step.revision)} the current key`);
        case 'create-secret':
            return parts('create', 'created', 'the secret in Secret Manager');
        case 'issue':
            return parts('create and store', 'created and stored', `a new key, because ${dueText(step.because)}`);
        case 'stop':
            return parts('stop', 'stopped', `there: ${stopText(step.because, labelOf)}`);
    }
}
/**
 * Why a key is replaced.
 * @param at the services' time, to say how old a key is; without it the date stands alone
 */
function dueText(reason, at) {
    switch (reason.kind) {
        case 'forced':
            return 'force is set';
        case 'first':
            return 'there is no current key yet';
        case 'unreadable':
            return `v${reason.revision}, the current version, can no longer be read`;
        case 'deleted':
            return (0,phrases/* safeLine */.om)(`the current key ${(0,phrases/* keyName */.xT)(reason.accessKey)} no longer exists`);
        case 'found':
            return (0,phrases/* safeLine */.om)(`the current key ${(0,phrases/* keyName */.xT)(reason.accessKey)} was taken over with the secret and was not created by this action`);
        case 'unpublishable':
            return (0,phrases/* safeLine */.om)(`an earlier release of this action created the current key ${(0,phrases/* keyName */.xT)(reason.accessKey)}, and nothing in IAM ` +
                'confirms its stored secret');
        case 'in-doubt':
            return (0,phrases/* safeLine */.om)(`an earlier run was about to roll ${(0,phrases/* keyName */.xT)(reason.accessKey)} over, and nobody knows how that ended`);
        case 'end-unknown':
            return (0,phrases/* safeLine */.om)(`nobody knows when the current key ${(0,phrases/* keyName */.xT)(reason.accessKey)} expires`);
        case 'expired':
            return (0,phrases/* safeLine */.om)(`the current key ${(0,phrases/* keyName */.xT)(reason.accessKey)} expired on ${(0,time/* dateText */.MK)(reason.expiresAt)}`);
        case 'expiring':
            return (0,phrases/* safeLine */.om)(`the current key ${(0,phrases/* keyName */.xT)(reason.accessKey)} expires soon, on ${(0,time/* dateText */.MK)(reason.expiresAt)}`);
        case 'old': {
            const age = at === undefined ? '' : ` (${(0,time/* durationText */.S5)(at.getTime() - reason.createdAt.getTime())} ago)`;
            return (0,phrases/* safeLine */.om)(`the current key ${(0,phrases/* keyName */.xT)(reason.accessKey)}, made on ${(0,time/* dateText */.MK)(reason.createdAt)}${age}, has reached max-age`);
        }
        case 'every-run':
            return 'every run replaces the key (no max-age is set)';
    }
}
/** Why a version is closed. */
function closeText(reason) {
    switch (reason) {
        case 'deleted':
            return 'its key is deleted';
        case 'duplicate':
            return 'another version holds its key';
        case 'given-up':
            return 'it was superseded, and could still be read as the newest version';
        case 'unknown-version':
            return 'this action did not store it, and it is newer than the current version';
        case 'foreign-key':
            return 'its record names a key that does not belong to the application or user of this rotation';
        case 'unmarked-key':
            return 'its record names a key that this rotation did not create';
        case 'wrong-revision':
            return 'its record names a key that another version holds';
        case 'wrong-payload':
            return 'it does not hold the key that its record names';
    }
}
/** Why a run ends. */
function stopText(reason, labelOf = asItIs) {
    switch (reason.kind) {
        case 'settled':
            return 'nothing is left to do';
        case 'targets-lag': {
            const { targets } = reason;
            return (0,phrases/* safeLine */.om)(`${(0,time/* pluralize */.td)(targets.length, 'target')} could not be written: ${(0,phrases/* listNames */.Zv)(targets.map(labelOf))}`);
        }
        case 'unverified':
            return (`the new key ${(0,phrases/* keyName */.xT)(reason.accessKey)} did not work in time, so no target was given it; the old key goes ` +
                'on working. Run again later, or raise propagation-timeout');
        case 'published-unverified':
            return (0,phrases/* safeLine */.om)(`the new key ${(0,phrases/* keyName */.xT)(reason.accessKey)} could not be seen to work in time; it was given to the targets all ` +
                'the same, because the old one is dead. Look whether it works, and whether keys-api-verify-url asks the right thing');
        case 'not-yet':
            return notYetText(reason);
        case 'answer-lost':
            return answerLostText(reason);
        case 'unstored':
            return unstoredText(reason, labelOf);
        case 'targets-differ':
            return (0,phrases/* safeLine */.om)(`${(0,time/* pluralize */.td)(reason.targets.length, 'target')} may not hold the current key: ` +
                `${(0,phrases/* listNames */.Zv)(reason.targets.map(labelOf))}. So ${(0,phrases/* keyName */.xT)(reason.accessKey)} goes on working: rotate first, ` +
                'or end it all the same with force, for a leaked key');
        case 'no-successor':
            return (`the current key is deleted, expired or cannot be read, so ${(0,phrases/* keyName */.xT)(reason.accessKey)} may be the only one ` +
                'that works: rotate first');
        case 'too-early':
            return (0,phrases/* safeLine */.om)(`the key ${(0,phrases/* keyName */.xT)(reason.accessKey)} was replaced a moment ago, and a run that still lives might write it ` +
                `somewhere; it can be retired after ${(0,time/* dateText */.MK)(reason.until)}, or at once with force`);
        case 'nothing-to-roll-back-to':
            return 'there is no previous key that is alive and readable, so there is nothing to go back to';
        case 'rolled-back-already':
            return (0,phrases/* safeLine */.om)(`the current key ${(0,phrases/* keyName */.xT)(reason.accessKey)} was restored by a rollback already, and the previous key is the ` +
                'one that it replaced. Set force: true to restore that one');
        case 'unfinished-elsewhere':
            return (0,phrases/* safeLine */.om)(`another run left the key ${(0,phrases/* keyName */.xT)(reason.accessKey)} unfinished, and its version could not be closed; run again`);
    }
}
/** Why a version is given up. */
function giveUpText(reason) {
    switch (reason) {
        case 'disabled':
            return 'a person disabled it';
        case 'invalid':
            return 'its key no longer exists, or has expired';
        case 'expiring':
            return 'its key expires soon';
        case 'overtaken':
            return 'a newer version is current already';
        case 'unverified':
            return 'its key did not work in time';
        case 'rolled-back':
            return 'the key before it is restored';
        case 'unpublishable':
            return 'nothing in IAM confirms the secret of its key';
    }
}


/***/ }),

/***/ 7586:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $W: () => (/* binding */ NO_ACTION_REQUIRED),
/* harmony export */   BC: () => (/* binding */ sealedKeys),
/* harmony export */   Br: () => (/* binding */ renderSummary),
/* harmony export */   CL: () => (/* binding */ stateSections),
/* harmony export */   ZG: () => (/* binding */ iconOf)
/* harmony export */ });
/* harmony import */ var _rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5919);
/* harmony import */ var _text_clean_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(8598);
/* harmony import */ var _text_doc_links_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(7505);
/* harmony import */ var _text_markdown_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(1998);
/* harmony import */ var _text_phrases_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4545);
/* harmony import */ var _view_state_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2594);
/* harmony import */ var _results_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1652);
/* harmony import */ var _view_key_view_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4330);
/* harmony import */ var _view_target_view_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1036);
/* harmony import */ var _text_time_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9094);
/* harmony import */ var _timeline_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4667);
/* harmony import */ var _verdict_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(3679);












/** What a person must do, where it is nothing. */
const NO_ACTION_REQUIRED = '**There is nothing that you have to do.**';
/**
 * The job summary, in Markdown: the verdict, what a person must do, the generations of the key, what each target
 * holds, the generations over time, and what was done step by step. Readable where access keys show as `***`, because
 * generations have numbers. Tables and lists are cut, and say so; with every character at its longest it stays below
 * what GitHub takes.
 */
function renderSummary(outcome, policy, context) {
    const title = `## ${iconOf(outcome)} Key rotation: ${outcome.kind}${outcome.dryRun ? ' (dry run)' : ''}`;
    const todo = whatToDo(outcome, context);
    return (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_9__/* .joinParts */ .nn)([
        title,
        (0,_text_clean_js__WEBPACK_IMPORTED_MODULE_10__/* .createClean */ .G)(context.redact).markdown((0,_verdict_js__WEBPACK_IMPORTED_MODULE_8__/* .verdict */ .WJ)(outcome, policy, context), 1500),
        todo.length === 0 ? NO_ACTION_REQUIRED : (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_9__/* .list */ .p_)('### What you have to do', todo),
        ...stateSections(outcome, policy, context),
    ], (left) => `… and ${left} more parts, for which there is no room; the log has them.`);
}
/** What stands and what was done: all of the summary that is not for everybody. */
function stateSections(outcome, policy, context, withTimeline = true) {
    const clean = (0,_text_clean_js__WEBPACK_IMPORTED_MODULE_10__/* .createClean */ .G)(context.redact);
    const { known } = outcome;
    const stands = known === undefined
        ? ['Nothing could be observed, so that this summary cannot say what stands.']
        : [
            keys(known.observation, policy, clean),
            targets(known.observation, outcome, context, clean),
            withTimeline ? (0,_timeline_js__WEBPACK_IMPORTED_MODULE_7__/* .timeline */ .p)(known, policy) : '',
        ];
    return [...stands, steps(outcome, context, clean), remarks(context, clean)];
}
function iconOf({ kind, dryRun }) {
    if ((0,_verdict_js__WEBPACK_IMPORTED_MODULE_8__/* .isFailure */ .N6)(kind))
        return kind === 'failed' ? '❌' : '⚠️';
    return dryRun ? '📝' : '✅';
}
/** What a person must do, in Markdown: what stands in the way, and a key that only a person can save. */
function whatToDo(outcome, context) {
    const clean = (0,_text_clean_js__WEBPACK_IMPORTED_MODULE_10__/* .createClean */ .G)(context.redact);
    const problems = (0,_results_js__WEBPACK_IMPORTED_MODULE_3__/* .requiredActions */ .nU)(outcome, context).map(({ text, knownCause }) => clean.markdown(text) + (0,_text_doc_links_js__WEBPACK_IMPORTED_MODULE_11__/* .docLinkMarkdown */ .sz)(knownCause, context.page));
    // First, as lists are cut.
    return [...sealedKeys(context), ...problems];
}
/** Keys that could not be stored: a person can open what is sealed here, and nobody else. */
function sealedKeys({ notes, redact }) {
    const clean = (0,_text_clean_js__WEBPACK_IMPORTED_MODULE_10__/* .createClean */ .G)(redact);
    return (notes?.sealed ?? []).map(({ accessKey, box }) => {
        const safe = /^[A-Za-z0-9+/=]+$/.test(box) ? box : '';
        return `The key ${clean.markdown(accessKey, _text_phrases_js__WEBPACK_IMPORTED_MODULE_1__/* .NAME_LENGTH */ .xt)} could not be stored; sealed to recovery-public-key: \`${safe}\``;
    });
}
function keys(observation, policy, clean) {
    const replaced = (0,_view_key_view_js__WEBPACK_IMPORTED_MODULE_4__/* .replacedKey */ .y6)(observation, policy);
    const current = (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .recordedCurrent */ .mh)(observation);
    const row = (name, accessKey, stage, bold) => {
        const alive = observation.keys.has(accessKey);
        const cells = [
            name,
            clean.markdown(accessKey, _text_phrases_js__WEBPACK_IMPORTED_MODULE_1__/* .NAME_LENGTH */ .xt),
            alive ? (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_9__/* .noBreak */ .BC)((0,_view_state_text_js__WEBPACK_IMPORTED_MODULE_2__/* .ageCell */ .aG)(observation, accessKey)) : '',
            alive ? (0,_view_state_text_js__WEBPACK_IMPORTED_MODULE_2__/* .expiryCell */ .CX)(observation, accessKey) : (0,_view_key_view_js__WEBPACK_IMPORTED_MODULE_4__/* .missingKeyText */ .ls)(observation, accessKey, 'dead'),
            stage,
        ];
        return (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_9__/* .tableRow */ .jD)(bold ? cells.map((cell) => (cell === '' ? '' : `**${cell}**`)) : cells);
    };
    const ends = replaced?.graceEnds;
    const grace = ends === undefined ? '' : `, until ${(0,_text_time_js__WEBPACK_IMPORTED_MODULE_6__/* .relativeDayText */ .AG)(ends, observation.at)}`;
    const stageOf = ({ revision, record, status }) => `${record.stage}${status === 'enabled' ? '' : ' (disabled)'}${revision === replaced?.revision ? grace : ''}`;
    const rows = (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation)
        .toReversed()
        .map((generation) => row(`v${generation.revision}`, generation.record.accessKey, stageOf(generation), generation === current));
    if (replaced !== undefined && replaced.revision === undefined) {
        rows.push(row('before v1', replaced.accessKey, `previous${grace}`, false));
    }
    if (rows.length === 0)
        return '### Keys\n\nNo key of this action is in the secret yet.';
    return (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_9__/* .table */ .tp)('### Keys', ['Version', 'Access key', 'Age', 'Expiry', 'Stage'], rows);
}
function targets(observation, outcome, context, clean) {
    const all = (0,_view_target_view_js__WEBPACK_IMPORTED_MODULE_5__/* .targetViews */ .OR)(observation, outcome.steps, context.notes);
    const wanted = (0,_view_target_view_js__WEBPACK_IMPORTED_MODULE_5__/* .wantedRevision */ .hv)(observation, all);
    const isBehind = (revision) => wanted === undefined || revision !== wanted;
    // What is cut off should be what is in order.
    const behind = all.filter(({ revision }) => isBehind(revision));
    const sorted = [...behind, ...all.filter(({ revision }) => !isBehind(revision))];
    const rows = sorted.map((row) => (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_9__/* .tableRow */ .jD)([
        clean.markdown(row.label, _text_phrases_js__WEBPACK_IMPORTED_MODULE_1__/* .NAME_LENGTH */ .xt),
        `${isBehind(row.revision) ? '⚠️ ' : ''}${(0,_view_target_view_js__WEBPACK_IMPORTED_MODULE_5__/* .targetText */ .Z3)(row)}`,
        row.writtenAt === undefined ? '' : (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_9__/* .noBreak */ .BC)((0,_text_time_js__WEBPACK_IMPORTED_MODULE_6__/* .dateText */ .MK)(row.writtenAt)),
    ]));
    const count = wanted === undefined ? '' : `: ${all.length - behind.length} of ${all.length} hold v${wanted}`;
    return (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_9__/* .table */ .tp)(`### Targets${count}`, ['Target', 'Holds', 'Since'], rows);
}
function steps(outcome, context, clean) {
    const results = (0,_results_js__WEBPACK_IMPORTED_MODULE_3__/* .stepResults */ .v8)(outcome, context);
    if (outcome.dryRun)
        return (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_9__/* .list */ .p_)('### What a run would do', results.map(({ step }) => clean.markdown(step)));
    const { observedMs, stepsMs = [] } = context.notes ?? {};
    const took = (milliseconds) => milliseconds === undefined ? '' : (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_9__/* .noBreak */ .BC)((0,_text_time_js__WEBPACK_IMPORTED_MODULE_6__/* .elapsedText */ .QF)(milliseconds));
    const looked = observedMs === undefined ? [] : [(0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_9__/* .tableRow */ .jD)(['✅', 'looked at what stands', took(observedMs)])];
    const rows = results.map((result, at) => (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_9__/* .tableRow */ .jD)([
        result.ok ? '✅' : '❌',
        result.ok ? clean.markdown(result.step) : clean.markdown(`${result.step}: ${result.error}`, 1000),
        took(stepsMs[at]),
    ]));
    if (looked.length + rows.length === 0)
        return '';
    return (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_9__/* .table */ .tp)('### What was done', ['', 'Step', 'Took'], [...looked, ...rows], 50);
}
function remarks({ notes }, clean) {
    const unchecked = (notes?.unchecked ?? []).map(({ what, why }) => clean.markdown(`Could not check ${what}: ${why}`));
    return (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_9__/* .list */ .p_)('### Worth knowing', [
        ...(notes?.advice ?? []).map((text) => clean.markdown(text)),
        ...unchecked,
    ]);
}


/***/ }),

/***/ 4667:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ currentBars),
/* harmony export */   p: () => (/* binding */ timeline)
/* harmony export */ });
/* harmony import */ var _rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5919);
/* harmony import */ var _text_gantt_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1733);
/* harmony import */ var _view_key_view_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4330);



/** More than this are too small to be read. */
const MOST_GENERATIONS = 8;
/**
 * The generations of a key over time, as Markdown; empty where there is nothing to draw. Generations are named by
 * their numbers: access keys may be hidden, and what comes from elsewhere has no place in a diagram.
 */
function timeline(known, policy) {
    const { observation } = known;
    const all = (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation);
    const shown = all.slice(-MOST_GENERATIONS);
    const rows = shown.map((generation) => [`v${generation.revision}`, barsOf(generation, known, policy)]);
    const chart = (0,_text_gantt_js__WEBPACK_IMPORTED_MODULE_1__/* .gantt */ .V)(observation.at, rows);
    if (chart === '')
        return '';
    const left = all.length - shown.length;
    const more = left > 0 ? [`The newest ${shown.length} of ${all.length} versions.`] : [];
    return ['### Timeline', chart, ...more].join('\n\n');
}
/** The time of the current key of one rotation among many, until it is due, by its version. */
function currentBars(known, policy) {
    const current = (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .recordedCurrent */ .mh)(known.observation);
    if (current === undefined)
        return [];
    return barsOf(current, known, policy).map((bar) => ({ ...bar, name: `v${current.revision}` }));
}
function barsOf(generation, known, policy) {
    const { observation } = known;
    const { at } = observation;
    const { stage, since, promoted, retired } = generation.record;
    const begin = promoted ?? madeAt(generation, observation) ?? since;
    const bar = (name, look, from, to) => ({ name, look, from, to });
    switch (stage) {
        case 'pending':
            return [bar('pending', 'late', since, at)];
        case 'current': {
            if (generation !== (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .recordedCurrent */ .mh)(observation))
                return [];
            const due = (0,_view_key_view_js__WEBPACK_IMPORTED_MODULE_2__/* .nextDue */ .m3)(known, policy);
            if (due.due) {
                const late = due.because.kind !== 'every-run';
                return [bar(late ? 'current, and due' : 'current', late ? 'late' : 'living', begin, at)];
            }
            if (due.next === undefined)
                return [bar('current', 'living', begin, at)];
            return [bar('current, until it is due', 'living', begin, due.next)];
        }
        case 'previous': {
            const end = policy.grace.after(since);
            return [bar('current', 'over', begin, since), bar('grace period', 'living', since, end > at ? end : at)];
        }
        case 'retired': {
            if (generation.record.promoted === undefined && generation.record.legacy !== true)
                return [bar('closed', 'over', begin, retired ?? since)];
            const grace = retired === undefined ? [] : [bar('grace period', 'over', since, retired)];
            return [bar('current', 'over', begin, since), ...grace];
        }
    }
}
function madeAt({ record }, { keys }) {
    return record.issued ?? keys.get(record.accessKey)?.createdAt;
}


/***/ }),

/***/ 3679:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N6: () => (/* binding */ isFailure),
/* harmony export */   U$: () => (/* binding */ pauseCause),
/* harmony export */   WJ: () => (/* binding */ verdict)
/* harmony export */ });
/* harmony import */ var _rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5919);
/* harmony import */ var _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8209);
/* harmony import */ var _text_clean_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8598);
/* harmony import */ var _text_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7456);
/* harmony import */ var _view_key_view_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4330);
/* harmony import */ var _text_time_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9094);
/* harmony import */ var _text_phrases_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4545);
/* harmony import */ var _step_text_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4619);








const LENGTH = 1500;
/** Whether an outcome fails the job: somebody should look, even where the next run would do the rest. */
function isFailure(kind) {
    return kind === 'incomplete' || kind === 'failed';
}
/** One line that says what happened, what stands, and what comes next. Neutralised and redacted. */
function verdict(outcome, policy, { redact }) {
    const { text } = (0,_text_clean_js__WEBPACK_IMPORTED_MODULE_7__/* .createClean */ .G)(redact);
    const parts = outcome.dryRun && !isFailure(outcome.kind)
        ? dryRunParts(outcome, policy)
        : runParts(outcome, policy, redact);
    return text(parts.filter((part) => part !== '').join(' '), LENGTH);
}
function runParts(outcome, policy, redact) {
    const { known } = outcome;
    const { stands, after } = wordsOn(known, policy);
    const name = currentName(known);
    const everywhere = `${name} is in ${allTargets(known)}`;
    switch (outcome.kind) {
        case 'rotated':
            return [`Rotated: ${everywhere}.`, ...after];
        case 'rolled-back':
            return [`Rolled back: ${everywhere}.`, ...after];
        case 'rolled-over':
            return [`Rolled over: ${everywhere}.`, ...after];
        case 'resumed': {
            const promoted = outcome.steps.some(({ step }) => step.kind === 'promote');
            const what = promoted ? everywhere : (0,_text_time_js__WEBPACK_IMPORTED_MODULE_4__/* .pluralize */ .td)(outcome.steps.length, 'thing') + ' put in order';
            return [`Finished what an earlier run had left: ${what}.`, promoted ? '' : stands, ...after];
        }
        case 'repaired':
            return [`Repaired: ${everywhere} again.`, ...after];
        case 'retired': {
            const retired = outcome.steps.flatMap(({ step }) => (step.kind === 'retire' ? [step] : []));
            return [`Retired: ${retired.map((step) => retiredWords(step)).join(', ')}.`, stands, ...after];
        }
        case 'not-due': {
            const { stop } = outcome;
            const notYet = stop?.kind === 'not-yet' ? (0,_text_phrases_js__WEBPACK_IMPORTED_MODULE_5__/* .withPeriod */ .uA)((0,_step_text_js__WEBPACK_IMPORTED_MODULE_6__/* .stopText */ .IC)(stop)) : '';
            return ['Nothing to do:', notYet, stands, ...after];
        }
        case 'incomplete':
            return ['Incomplete:', (0,_text_phrases_js__WEBPACK_IMPORTED_MODULE_5__/* .withPeriod */ .uA)(whyIncomplete(outcome, redact)), ...whatNow(outcome)];
        case 'failed':
            return ['Failed:', (0,_text_phrases_js__WEBPACK_IMPORTED_MODULE_5__/* .withPeriod */ .uA)(whyIncomplete(outcome, redact)), ...whatNow(outcome)];
    }
}
function dryRunParts({ kind, steps, known }, policy) {
    const { stands, after } = wordsOn(known, policy);
    if (kind === 'not-due')
        return ['Dry run: a run would change nothing.', stands, ...after];
    const labelOf = (0,_view_key_view_js__WEBPACK_IMPORTED_MODULE_3__/* .labelOfIn */ .ZN)(known?.observation);
    const main = MAIN_STEPS.flatMap((wanted) => steps.filter(({ step }) => step.kind === wanted).map(({ step }) => step));
    const told = (main.length > 0 ? main : steps.map(({ step }) => step)).slice(0, 3);
    const words = told.map((step) => (0,_step_text_js__WEBPACK_IMPORTED_MODULE_6__/* .stepText */ .uw)(step, false, labelOf)).join('; ');
    return [
        `Dry run: a run would end as "${kind}" after ${(0,_text_time_js__WEBPACK_IMPORTED_MODULE_4__/* .pluralize */ .td)(steps.length, 'step')}, among them: ${words}.`,
        'Nothing was changed.',
        stands,
    ];
}
/** The steps that a reader of one line wants to hear of. */
const MAIN_STEPS = ['issue', 'publish', 'repair', 'retire'];
function whyIncomplete(outcome, redact) {
    const { error, stop, steps, known } = outcome;
    if (error instanceof _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .RunProblems */ .ww) {
        const [first] = error.problems;
        // What to do about it is said with the error itself.
        if (first !== undefined && error.problems.length === 1)
            return `${first.about}: ${first.problem}`;
        return `${error.problems.length} problems keep the run from going on; each is listed above`;
    }
    if (error !== undefined)
        return (0,_text_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorText */ .kc)(error, redact).slice(0, 1).join('');
    if (stop !== undefined && stop.kind !== 'settled')
        return (0,_step_text_js__WEBPACK_IMPORTED_MODULE_6__/* .stopText */ .IC)(stop, (0,_view_key_view_js__WEBPACK_IMPORTED_MODULE_3__/* .labelOfIn */ .ZN)(known?.observation));
    const [first, ...others] = steps.filter((done) => done.error !== undefined);
    if (first === undefined)
        return 'the run did not come to its end';
    const more = others.length > 0 ? `, and ${(0,_text_time_js__WEBPACK_IMPORTED_MODULE_4__/* .pluralize */ .td)(others.length, 'other step')} failed` : '';
    return `could not ${(0,_step_text_js__WEBPACK_IMPORTED_MODULE_6__/* .stepText */ .uw)(first.step, false, (0,_view_key_view_js__WEBPACK_IMPORTED_MODULE_3__/* .labelOfIn */ .ZN)(known?.observation))}${more}`;
}
/** After a failure: what still works, and what the next run does. */
function whatNow({ changed, known, kind, stop }) {
    const words = [changed ? '' : 'Nothing was changed.'];
    if (known === undefined || (stop !== undefined && saysAll(stop)))
        return words;
    const { observation } = known;
    const current = (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .recordedCurrent */ .mh)(observation);
    if (current === undefined)
        words.push('The key that was used until now was left as it is.');
    else if ((0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isValid */ .fn)(observation, current.record.accessKey))
        words.push(`${(0,_view_key_view_js__WEBPACK_IMPORTED_MODULE_3__/* .generationName */ .C4)(current)} is current and goes on working.`);
    else if (observation.keys.get(current.record.accessKey)?.inDoubt === true)
        words.push(`Nobody knows whether the current key ${(0,_view_key_view_js__WEBPACK_IMPORTED_MODULE_3__/* .generationName */ .C4)(current)} still works.`);
    else
        words.push(`The current key ${(0,_view_key_view_js__WEBPACK_IMPORTED_MODULE_3__/* .generationName */ .C4)(current)} does not work any more: run again as soon as you can.`);
    if (kind === 'incomplete' || changed)
        words.push('The next run goes on from here.');
    return words;
}
/** What went astray is found by no later run, and nothing of the old key is certain: the way out is told with it. */
function saysAll({ kind }) {
    return kind === 'answer-lost' || kind === 'unstored' || kind === 'published-unverified';
}
function retiredWords({ accessKey, revision, how }) {
    return `the replaced key ${(0,_text_phrases_js__WEBPACK_IMPORTED_MODULE_5__/* .keyName */ .xT)(accessKey, revision)} is ${how === 'delete' ? 'deleted' : 'let go and goes on working'}`;
}
function currentName(known) {
    const current = known && (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .recordedCurrent */ .mh)(known.observation);
    return current === undefined ? 'the key' : (0,_view_key_view_js__WEBPACK_IMPORTED_MODULE_3__/* .generationName */ .C4)(current);
}
function allTargets(known) {
    const count = known?.observation.targets.length ?? 0;
    if (count === 1)
        return 'its target';
    return count === 2 ? 'both targets' : `all ${count} targets`;
}
/** What stands, and what comes of it; nothing of either where nothing could be observed. */
function wordsOn(known, policy) {
    if (known === undefined)
        return { stands: '', after: [] };
    return { stands: standsWords(known), after: [previousWords(known, policy), nextWords(known, policy)] };
}
function standsWords({ observation }) {
    const current = (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .recordedCurrent */ .mh)(observation);
    if (current === undefined)
        return 'There is no current key yet.';
    const key = observation.keys.get(current.record.accessKey);
    if (key === undefined)
        return `${(0,_view_key_view_js__WEBPACK_IMPORTED_MODULE_3__/* .generationName */ .C4)(current)} is current, but its key no longer exists.`;
    const age = (0,_text_time_js__WEBPACK_IMPORTED_MODULE_4__/* .durationText */ .S5)(observation.at.getTime() - key.createdAt.getTime());
    return `${(0,_view_key_view_js__WEBPACK_IMPORTED_MODULE_3__/* .generationName */ .C4)(current)} is current and ${age} old.`;
}
function previousWords({ observation }, policy) {
    const replaced = (0,_view_key_view_js__WEBPACK_IMPORTED_MODULE_3__/* .replacedKey */ .y6)(observation, policy);
    if (replaced === undefined)
        return '';
    const { accessKey, revision, graceEnds, then, key } = replaced;
    const name = (0,_text_phrases_js__WEBPACK_IMPORTED_MODULE_5__/* .keyName */ .xT)(accessKey, revision);
    if (graceEnds === undefined && then === 'delete')
        return `The key ${name} keeps working; its grace period starts with the next run that finds every target in order.`;
    if (graceEnds === undefined)
        return `The key ${name} that it replaced goes on working; nothing will retire it.`;
    const { at } = observation;
    if (key.expiresAt !== undefined && key.expiresAt < graceEnds) {
        return `The replaced key ${name} goes on working until it expires on ${(0,_text_time_js__WEBPACK_IMPORTED_MODULE_4__/* .relativeDateText */ .KB)(key.expiresAt, at)}.`;
    }
    const end = then === 'delete' ? 'deletes it' : 'lets it go';
    const when = graceEnds > at ? `after ${(0,_text_time_js__WEBPACK_IMPORTED_MODULE_4__/* .relativeDateText */ .KB)(graceEnds, at)}` : 'that finds every target in order';
    return `The replaced key ${name} goes on working; the first run ${when} ${end}.`;
}
function nextWords(known, policy) {
    const { observation } = known;
    const current = (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .recordedCurrent */ .mh)(observation);
    if (current === undefined)
        return '';
    const due = (0,_view_key_view_js__WEBPACK_IMPORTED_MODULE_3__/* .nextDue */ .m3)(known, policy);
    if (!due.due && due.pause !== undefined)
        return pauseText(due.pause, observation.at);
    if (due.due) {
        if (due.because.kind === 'every-run')
            return 'The next run replaces it again: no max-age is set.';
        if (due.because.kind === 'end-unknown')
            return 'Nobody knows when the current key expires, so every run asks the service to roll it over.';
        return `The current key is due: ${(0,_step_text_js__WEBPACK_IMPORTED_MODULE_6__/* .dueText */ .sC)(due.because, observation.at)}.`;
    }
    if (due.next === undefined)
        return 'The current key never expires, so that it is replaced only with force: true.';
    return `The current key is due on ${(0,_text_time_js__WEBPACK_IMPORTED_MODULE_4__/* .relativeDateText */ .KB)(due.next, observation.at)}.`;
}
/** Why no key is replaced because of its age, and until when. */
function pauseText(pause, at) {
    const { until } = pause;
    return (`Automatic rotation is paused ${pauseCause(pause)} until ${(0,_text_time_js__WEBPACK_IMPORTED_MODULE_4__/* .relativeDateText */ .KB)(until, at)}. ` +
        'Repairs go on; set force: true to rotate before that date.');
}
/** What pauses a rotation. */
function pauseCause({ because }) {
    return because === 'rollback' ? 'after a rollback' : 'by pause-until';
}


/***/ }),

/***/ 937:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ ANNOTATION_PREFIX),
/* harmony export */   y: () => (/* binding */ limitAnnotations)
/* harmony export */ });
/* harmony import */ var _time_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9094);

/** GitHub shows ten annotations of each kind for a step. One says how many more there are, and one is the verdict. */
const MOST = 8;
const KINDS = ['error', 'warning', 'notice'];
/** How an annotation that is none any more begins. */
const ANNOTATION_PREFIX = { error: 'Error', warning: 'Warning', notice: 'Notice' };
/**
 * Keeps within what GitHub shows of a step: what comes after the first few of a kind is a line of the log alone.
 * `finish` says how many those were.
 */
function limitAnnotations(core) {
    const said = { error: 0, warning: 0, notice: 0 };
    const annotate = (kind) => (message, properties) => {
        said[kind] += 1;
        if (said[kind] <= MOST)
            core[kind](message, properties);
        else
            for (const line of message.split('\n'))
                core.info(`${ANNOTATION_PREFIX[kind]}: ${line}`);
    };
    return {
        ...core,
        error: annotate('error'),
        warning: annotate('warning'),
        notice: annotate('notice'),
        finish() {
            for (const kind of KINDS) {
                const more = said[kind] - MOST;
                if (more > 0)
                    core[kind](`${(0,_time_js__WEBPACK_IMPORTED_MODULE_0__/* .pluralize */ .td)(more, `more ${kind}`)}: the log has all of them.`, { title: 'And more' });
                said[kind] = 0;
            }
        },
    };
}


/***/ }),

/***/ 8598:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ createClean)
/* harmony export */ });
/* harmony import */ var _trust_neutralize_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8762);
/* harmony import */ var _trust_sanitize_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5890);


const ACCESS_KEY = /\bSCW[A-Z0-9]{17}\b/g;
function createClean(redact) {
    const text = (raw, maxLength) => (0,_trust_sanitize_js__WEBPACK_IMPORTED_MODULE_0__/* .sanitize */ .a)(raw, redact, maxLength);
    return {
        text,
        markdown: (raw, maxLength = 500) => {
            const safe = (0,_trust_neutralize_js__WEBPACK_IMPORTED_MODULE_1__/* .neutralizeMarkdown */ .d)(text(raw, maxLength), { maxLength });
            // Where an access key is a secret of the workflow, the runner makes it `***`, which would be Markdown by itself.
            return safe.replace(ACCESS_KEY, '`$&`');
        },
    };
}


/***/ }),

/***/ 7505:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cw: () => (/* binding */ troubleshootingPage),
/* harmony export */   kU: () => (/* binding */ docLinkText),
/* harmony export */   sz: () => (/* binding */ docLinkMarkdown)
/* harmony export */ });
/** The page on known causes, as it is called in the repository of this action. */
const PAGE = 'docs/troubleshooting.md';
/**
 * The address of the page on known causes, of the very release that runs: the runner says which repository it took the
 * action from, and at which tag, branch or commit. Its bare name where that is not said, as for `uses: ./`, or is said
 * in a way that cannot become a part of an address.
 */
function troubleshootingPage(env) {
    const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com';
    const repository = env['GITHUB_ACTION_REPOSITORY'] ?? '';
    const ref = env['GITHUB_ACTION_REF'] ?? '';
    const known = /^https:\/\/[a-z0-9.-]+(?::\d+)?$/i.test(server) &&
        /^[\w-]+\/[\w.-]+$/.test(repository) &&
        /^\w[\w./-]*$/.test(ref) &&
        !ref.includes('..');
    return known ? `${server}/${repository}/blob/${ref}/${PAGE}` : PAGE;
}
/** Where more is said on a cause, as the end of a line of text; empty where nothing is known of it. */
function docLinkText(cause, page = PAGE) {
    return cause === undefined ? '' : ` See ${page}#${cause}`;
}
/** The same in Markdown: a link where there is an address. */
function docLinkMarkdown(cause, page = PAGE) {
    if (cause === undefined)
        return '';
    return page.startsWith('https://') ? ` [More on this](${page}#${cause})` : docLinkText(cause, page);
}


/***/ }),

/***/ 7456:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S6: () => (/* binding */ errorLines),
/* harmony export */   kc: () => (/* binding */ errorText)
/* harmony export */ });
/* unused harmony exports problemText, afterFailureText */
/* harmony import */ var _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8209);
/* harmony import */ var _clean_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8598);
/* harmony import */ var _phrases_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4545);



const MOST_LINES = 50;
/**
 * What went wrong, one line each: the error, what caused it, and so on, with every part of an `AggregateError`.
 * Every line is neutralised and redacted; there is never a stack in it. Nothing for `undefined`.
 */
function errorLines(error, redact) {
    if (error === undefined)
        return [];
    const { text } = (0,_clean_js__WEBPACK_IMPORTED_MODULE_2__/* .createClean */ .G)(redact);
    const seen = new Set();
    const lines = [];
    const add = (raw, before, known) => {
        const line = text(raw);
        // A wrapper often repeats what it wraps.
        if (line !== '' && !lines.some((earlier) => earlier.text.includes(line)))
            lines.push({ text: `${before}${line}`, knownCause: known?.knownCause, remedy: known?.remedy });
    };
    const walk = (thrown, before) => {
        if (seen.has(thrown))
            return;
        seen.add(thrown);
        if (thrown instanceof _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_0__/* .RunProblems */ .ww)
            for (const problem of thrown.problems)
                add(problemText(problem), before, problem);
        else if (thrown instanceof _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_0__/* .TargetError */ .I0)
            add(targetWords(thrown), before, {
                remedy: thrown.remedy,
                ...(thrown.knownCause && { knownCause: thrown.knownCause }),
            });
        else
            add(messageOf(thrown), before);
        if (!isObject(thrown))
            return;
        const parts = thrown['errors'];
        if (Array.isArray(parts))
            for (const part of parts)
                walk(part, 'with: ');
        if (thrown['cause'] !== undefined)
            walk(thrown['cause'], 'because: ');
    };
    walk(error, '');
    const rest = lines.length - MOST_LINES;
    if (rest <= 0)
        return lines.length > 0 ? lines : [plain('an error without a message')];
    return [...lines.slice(0, MOST_LINES), plain(`… and ${rest} more`)];
}
function plain(text) {
    return { text, knownCause: undefined, remedy: undefined };
}
/** The same as text alone. */
function errorText(error, redact) {
    return errorLines(error, redact).map(({ text }) => text);
}
/** What it is about, what is wrong, and what to do. Not neutralised: whoever shows it does that. */
function problemText({ about, problem, remedy }) {
    return `${about}: ${problem}. ${(0,_phrases_js__WEBPACK_IMPORTED_MODULE_1__/* .sentence */ .em)(remedy)}`;
}
/** What a target holds after a write that failed. */
function afterFailureText(left) {
    switch (left) {
        case 'untouched':
            return 'It holds what it held before.';
        case 'restored':
            return 'A part was written and put back: it holds what it held before.';
        case 'mixed':
            return 'It holds a mixed pair, a part new and a part old, until it is written again.';
        case 'unknown':
            return 'Nobody knows what it holds now, because there was no answer.';
    }
}
function targetWords({ message, left, remedy }) {
    return `${(0,_phrases_js__WEBPACK_IMPORTED_MODULE_1__/* .sentence */ .em)(message)} ${afterFailureText(left)} ${(0,_phrases_js__WEBPACK_IMPORTED_MODULE_1__/* .sentence */ .em)(remedy)}`;
}
function messageOf(thrown) {
    if (!isObject(thrown))
        return typeof thrown === 'symbol' ? 'a symbol was thrown' : `${thrown}`;
    const { message, name, code } = thrown;
    if (typeof message === 'string' && message.trim() !== '')
        return message;
    return ([code, name].find((word) => typeof word === 'string' && word !== '') ??
        'an error without a message');
}
function isObject(value) {
    return typeof value === 'object' && value !== null;
}


/***/ }),

/***/ 1733:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ gantt)
/* harmony export */ });
const DAY = 86_400_000;
/** What lies farther from the moment of the report, in either direction, is cut off: it would make the rest too small. */
const FARTHEST_MS = 400 * DAY;
/** How wide a letter of a row's name is, in pixels. */
const WIDTH = 6.5;
/** Mermaid's words for how a bar looks. */
const LOOKS = { over: 'done, ', living: '', late: 'crit, ' };
/**
 * A chart of stretches of time, as GitHub renders it in Markdown (Mermaid, Gantt); what does not last is left out. Empty
 * where there is nothing to draw.
 * @param at the moment of the report
 * @param rows by the name of what they are about: small letters, digits and hyphens
 */
function gantt(at, rows) {
    const first = new Date(at.getTime() - FARTHEST_MS);
    const last = new Date(at.getTime() + FARTHEST_MS);
    const ends = [];
    const sections = rows.flatMap(([name, bars]) => {
        const drawn = bars.flatMap(({ name: what, look, from, to }) => {
            const begin = from < first ? first : from;
            const end = to > last ? last : to;
            if (!(begin < end))
                return []; // nor is what is no date
            ends.push(begin, end);
            return [`    ${what} :${LOOKS[look]}${stamp(begin)}, ${stamp(end)}`];
        });
        return drawn.length === 0 ? [] : [`    section ${name}`, ...drawn];
    });
    if (sections.length === 0)
        return '';
    return [
        '```mermaid',
        '---',
        'displayMode: compact', // all bars of a row side by side
        'config:',
        '  gantt:',
        `    leftPadding: ${30 + Math.ceil(WIDTH * Math.max(...rows.map(([name]) => name.length)))}`,
        '---',
        'gantt',
        '    dateFormat YYYY-MM-DD HH:mm',
        ...axis(ends),
        ...sections,
        '```',
    ].join('\n');
}
/** So many marks that their words do not overlap. */
function axis(ends) {
    const times = ends.map((date) => date.getTime());
    const days = (Math.max(...times) - Math.min(...times)) / DAY;
    const [interval, format] = days <= 12
        ? ['1day', '%d %b']
        : days <= 84
            ? ['1week', '%d %b']
            : days <= 360
                ? ['1month', '%b %Y']
                : ['3month', '%b %Y'];
    return [`    axisFormat ${format}`, `    tickInterval ${interval}`];
}
function stamp(date) {
    return date.toISOString().slice(0, 16).replace('T', ' ');
}


/***/ }),

/***/ 1998:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BC: () => (/* binding */ noBreak),
/* harmony export */   jD: () => (/* binding */ tableRow),
/* harmony export */   nn: () => (/* binding */ joinParts),
/* harmony export */   p_: () => (/* binding */ list),
/* harmony export */   tp: () => (/* binding */ table)
/* harmony export */ });
/* unused harmony export SUMMARY_LIMIT_BYTES */
// The parts that a job summary is made of. What goes into them is Markdown already.
/** GitHub takes 1 MiB of summary from a step, and with more than that shows nothing of it. In bytes. */
const SUMMARY_LIMIT_BYTES = 900_000;
const MOST_ROWS = 100;
const MOST_LINES = 50;
/** @param most so many rows are shown; of the others it is said how many they are */
function table(title, head, rows, most = MOST_ROWS) {
    const left = rows.length - most;
    const more = left > 0 ? ['', `… and ${left} more`] : [];
    return [title, '', tableRow(head), tableRow(head.map(() => '---')), ...rows.slice(0, most), ...more].join('\n');
}
function tableRow(cells) {
    return `| ${cells.join(' | ')} |`;
}
/** A short text that stays in one line of its cell. */
function noBreak(text) {
    return text.replaceAll(' ', '&nbsp;').replaceAll('-', '&#8209;');
}
/** A list under a title; empty where it has no lines. */
function list(title, lines) {
    if (lines.length === 0)
        return '';
    const left = lines.length - MOST_LINES;
    const shown = lines.slice(0, MOST_LINES).map((line) => `- ${line}`);
    return [title, '', ...shown, ...(left > 0 ? [`- … and ${left} more`] : [])].join('\n');
}
/**
 * Puts parts together that are not empty, as many as there is room for.
 * @param cut says how many are left out
 */
function joinParts(parts, cut) {
    const told = parts.filter((part) => part !== '');
    const shown = [];
    let size = 0;
    for (const part of told) {
        size += Buffer.byteLength(part) + 2;
        if (size > SUMMARY_LIMIT_BYTES)
            break;
        shown.push(part);
    }
    const left = told.length - shown.length;
    return `${[...shown, ...(left > 0 ? [cut(left)] : [])].join('\n\n')}\n`;
}


/***/ }),

/***/ 4545:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Zv: () => (/* binding */ listNames),
/* harmony export */   em: () => (/* binding */ sentence),
/* harmony export */   mQ: () => (/* binding */ listKeyNames),
/* harmony export */   om: () => (/* binding */ safeLine),
/* harmony export */   uA: () => (/* binding */ withPeriod),
/* harmony export */   uK: () => (/* binding */ LINE_LENGTH),
/* harmony export */   xT: () => (/* binding */ keyName),
/* harmony export */   xt: () => (/* binding */ NAME_LENGTH)
/* harmony export */ });
/* harmony import */ var _rotation_decide_plan_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6261);
/* harmony import */ var _trust_neutralize_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8762);


/** How long a name (an access key, a target) may be. */
const NAME_LENGTH = 200;
/** How long a line of the log may be. */
const LINE_LENGTH = 3000;
const MOST_NAMES = 10;
/**
 * Names a generation by its revision first, because an access key that is a registered secret shows as `***`:
 * `v3 (SCW…)`.
 */
function keyName(accessKey, revision) {
    const key = named(accessKey);
    if (accessKey === _rotation_decide_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .NEW_KEY */ .bd)
        return key;
    return revision === undefined ? key : `v${revision} (${key})`;
}
/** Names, at most ten of them: `a; b and 3 more`. */
function listNames(names) {
    const shown = names.slice(0, MOST_NAMES).map(named);
    const rest = names.length - shown.length;
    return `${shown.join('; ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
/** The names of keys of a file, at most ten of them: `a, b and 3 more`. */
function listKeyNames(names) {
    const rest = names.length - MOST_NAMES;
    return `${names.slice(0, MOST_NAMES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
/** A sentence: upper case first, where that is a word and no name (`acme/shop`, `v3`), and a full stop last. */
function sentence(text) {
    return withPeriod(text.replace(/^[a-z](?=[a-z]*(?:[ ,:']|$))/, (first) => first.toUpperCase()));
}
/** The same without the upper case, for what begins with a name that is written small. */
function withPeriod(text) {
    return /[.!?]$/.test(text) ? text : `${text}.`;
}
/**
 * A finished line: where two texts meet, something could have come to be that neither of them held. Nothing is cut
 * here, because what is cut before it is redacted may show half of a secret (see clean.ts).
 */
function safeLine(line) {
    return (0,_trust_neutralize_js__WEBPACK_IMPORTED_MODULE_1__/* .neutralize */ .Y)(line, { maxLength: Number.MAX_SAFE_INTEGER });
}
/** A name from elsewhere. One that no service would give is not shown at all: it would hide the words around it. */
function named(name) {
    const shown = safeLine(name);
    return shown.length <= NAME_LENGTH ? shown : `(a name of ${shown.length} characters)`;
}


/***/ }),

/***/ 6939:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ printError)
/* harmony export */ });
/* harmony import */ var _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8209);
/* harmony import */ var _clean_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8598);
/* harmony import */ var _doc_links_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7505);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7456);
/* harmony import */ var _phrases_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4545);





/**
 * Prints what went wrong as errors with titles: each problem by itself, titled with what it is about.
 * @param title of anything else
 * @param page where known causes are explained (see docs.ts)
 */
function printError(core, error, title, redact, page) {
    const { text } = (0,_clean_js__WEBPACK_IMPORTED_MODULE_3__/* .createClean */ .G)(redact);
    const titled = (words) => ({ title: text(words, 200) });
    if (!(error instanceof _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_0__/* .RunProblems */ .ww)) {
        const lines = (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorLines */ .S6)(error, redact).map((line) => line.text + (0,_doc_links_js__WEBPACK_IMPORTED_MODULE_4__/* .docLinkText */ .kU)(line.knownCause, page));
        core.error(lines.join('\n'), titled(title));
        return;
    }
    for (const { about, problem, remedy, knownCause } of error.problems) {
        const words = text(`${about}: ${(0,_phrases_js__WEBPACK_IMPORTED_MODULE_2__/* .sentence */ .em)(problem)} ${(0,_phrases_js__WEBPACK_IMPORTED_MODULE_2__/* .sentence */ .em)(remedy)}`, _phrases_js__WEBPACK_IMPORTED_MODULE_2__/* .LINE_LENGTH */ .uK);
        core.error(words + (0,_doc_links_js__WEBPACK_IMPORTED_MODULE_4__/* .docLinkText */ .kU)(knownCause, page), titled(about));
    }
}


/***/ }),

/***/ 8767:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Un: () => (/* binding */ rateLimitedText),
/* harmony export */   fD: () => (/* binding */ pacedText),
/* harmony export */   kQ: () => (/* binding */ postponedText)
/* harmony export */ });
/* harmony import */ var _phrases_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4545);
/* harmony import */ var _time_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9094);


/** Why a run takes its time. */
function pacedText({ pointsAMinute }) {
    return (0,_phrases_js__WEBPACK_IMPORTED_MODULE_0__/* .safeLine */ .om)(`GitHub allows ${pointsAMinute} points a minute, of which a read costs 1 and a write 5: the rest is sent as fast as that.`);
}
/** What GitHub refused, and how the run goes on. */
function rateLimitedText({ waitMs, changesAMinute }) {
    const pace = changesAMinute === undefined ? 'with fewer at a time' : `with at most ${changesAMinute} writes a minute`;
    return (0,_phrases_js__WEBPACK_IMPORTED_MODULE_0__/* .safeLine */ .om)(`GitHub refuses requests because there were too many: the run waits for ${Math.ceil(waitMs / 1000)} s and goes on ${pace}.`);
}
/** The targets that were not begun. */
function postponedText(labels) {
    return (0,_phrases_js__WEBPACK_IMPORTED_MODULE_0__/* .safeLine */ .om)(`GitHub's rate limits leave no time in this run for ${(0,_time_js__WEBPACK_IMPORTED_MODULE_1__/* .pluralize */ .td)(labels.length, 'target')}; the next run goes on ` +
        `with what keeps its old key until then: ${(0,_phrases_js__WEBPACK_IMPORTED_MODULE_0__/* .listNames */ .Zv)(labels)}.`);
}


/***/ }),

/***/ 9094:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AG: () => (/* binding */ relativeDayText),
/* harmony export */   KB: () => (/* binding */ relativeDateText),
/* harmony export */   Ly: () => (/* binding */ isoTime),
/* harmony export */   MK: () => (/* binding */ dateText),
/* harmony export */   QF: () => (/* binding */ elapsedText),
/* harmony export */   S5: () => (/* binding */ durationText),
/* harmony export */   kh: () => (/* binding */ isoDay),
/* harmony export */   td: () => (/* binding */ pluralize)
/* harmony export */ });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A moment for people, to the minute: `2026-08-01 12:00 UTC`. */
function dateText(date) {
    if (Number.isNaN(date.getTime()))
        return 'an unknown time';
    return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
/** A length of time for people, in its largest fitting unit: `40 days`, `30 hours`, `5 minutes`. */
function durationText(milliseconds) {
    if (Number.isNaN(milliseconds))
        return 'an unknown time';
    if (milliseconds >= 2 * DAY)
        return pluralize(Math.floor(milliseconds / DAY), 'day');
    if (milliseconds >= HOUR)
        return pluralize(Math.floor(milliseconds / HOUR), 'hour');
    if (milliseconds >= MINUTE)
        return pluralize(Math.floor(milliseconds / MINUTE), 'minute');
    return 'less than a minute';
}
/** How long something took: `320 ms`, `3.2 s`, `2 min 5 s`. */
function elapsedText(milliseconds) {
    if (milliseconds < 1000)
        return `${Math.round(milliseconds)} ms`;
    if (milliseconds < MINUTE)
        return `${(milliseconds / 1000).toFixed(1)} s`;
    return `${Math.floor(milliseconds / MINUTE)} min ${Math.floor((milliseconds % MINUTE) / 1000)} s`;
}
/** A moment and how far away it is: `2026-08-01 12:00 UTC (in 22 days)`, `… (3 hours ago)`. */
function relativeDateText(date, at) {
    const ahead = date.getTime() - at.getTime();
    if (Number.isNaN(ahead))
        return dateText(date);
    return `${dateText(date)} (${ahead > 0 ? `in ${durationText(ahead)}` : `${durationText(-ahead)} ago`})`;
}
/** The same to the day, where it is some days away: `2026-08-23 (in 22 days)`. */
function relativeDayText(date, at) {
    const words = relativeDateText(date, at);
    const isFar = Math.abs(date.getTime() - at.getTime()) >= 2 * DAY;
    return isFar ? words.replace(/ \d\d:\d\d UTC/, '') : words;
}
/** The day alone, where there is little room. */
function isoDay(date) {
    return isoTime(date).slice(0, 10);
}
/** For outputs: ISO 8601; the empty string where there is no such moment. */
function isoTime(date) {
    return date === undefined || Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
/** `1 target`, `2 targets`. */
function pluralize(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}


/***/ }),

/***/ 4330:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C4: () => (/* binding */ generationName),
/* harmony export */   U2: () => (/* binding */ stageText),
/* harmony export */   ZN: () => (/* binding */ labelOfIn),
/* harmony export */   ls: () => (/* binding */ missingKeyText),
/* harmony export */   m3: () => (/* binding */ nextDue),
/* harmony export */   y6: () => (/* binding */ replacedKey)
/* harmony export */ });
/* harmony import */ var _rotation_decide_due_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1862);
/* harmony import */ var _rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5919);
/* harmony import */ var _rotation_decide_retirement_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4665);
/* harmony import */ var _text_phrases_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4545);




/** The key that was replaced last and still works; undefined where there is none. */
function replacedKey(observation, policy) {
    const then = (0,_rotation_decide_retirement_js__WEBPACK_IMPORTED_MODULE_2__/* .retirementMethod */ .LI)(observation, policy);
    const working = (0,_rotation_decide_retirement_js__WEBPACK_IMPORTED_MODULE_2__/* .replacedKeys */ .Z_)(observation).filter(({ accessKey }) => (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .isValid */ .fn)(observation, accessKey));
    const newest = working.toSorted((a, b) => a.since.getTime() - b.since.getTime()).at(-1);
    if (newest !== undefined) {
        const { accessKey, revision, since } = newest;
        const key = observation.keys.get(accessKey);
        return key && { accessKey, revision, key, graceEnds: policy.grace.after(since), then };
    }
    // The key from before this action: nothing ends it unless replaces-access-key names it.
    const current = (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .recordedCurrent */ .mh)(observation);
    const named = policy.replacesAccessKey ?? current?.record.replaces;
    const key = named === undefined ? undefined : observation.keys.get(named);
    if (current === undefined || key?.mark !== undefined || named === current.record.accessKey)
        return undefined;
    if (named === undefined || key === undefined || !(0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .isValid */ .fn)(observation, named))
        return undefined;
    const isNamed = named === policy.replacesAccessKey && policy.oldKey === 'delete';
    return {
        accessKey: named,
        revision: undefined,
        key,
        graceEnds: undefined,
        then: isNamed ? then : 'release',
    };
}
/** When the current key will be due, whatever this run did and was forced to do. */
function nextDue({ observation, memory }, policy) {
    const rested = { ...memory, issued: undefined, promoted: false, resumed: false, halted: undefined };
    return (0,_rotation_decide_due_js__WEBPACK_IMPORTED_MODULE_0__/* .whetherDue */ .GO)(observation, { ...policy, force: false }, rested);
}
/** What a version is, in a word: its stage as IAM confirms it. */
function stageText(observation, generation) {
    const { stage } = generation.record;
    const state = (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .versionState */ .M7)(observation, generation);
    if ((0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .isContradiction */ ._J)(state))
        return 'contradicts IAM';
    if (stage !== 'current')
        return stage;
    if (state === 'pending' || state === 'previous')
        return state;
    return generation.revision === (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .recordedCurrent */ .mh)(observation)?.revision ? stage : 'no longer current';
}
/** Names a generation: `v3 (SCW…)`. */
function generationName({ revision, record }) {
    return (0,_text_phrases_js__WEBPACK_IMPORTED_MODULE_3__/* .keyName */ .xT)(record.accessKey, revision);
}
/** Turns the ids of targets into their labels. */
function labelOfIn(observation) {
    const labels = new Map(observation?.targets.map(({ id, label }) => [id, label]));
    return (id) => labels.get(id) ?? id;
}
/** What is said of a key that is not among those of the bearer. A forged record may name a key of somebody else. */
function missingKeyText({ foreign, versions }, accessKey, deleted) {
    const isForged = versions.some(({ record }) => record?.accessKey === accessKey && record.forged === true);
    return foreign.has(accessKey) || isForged ? 'not a key of this application or user' : deleted;
}


/***/ }),

/***/ 4832:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ NO_NOTES),
/* harmony export */   a: () => (/* binding */ createNotes)
/* harmony export */ });
/* harmony import */ var _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8209);

/** Where nothing listened to the events. */
const NO_NOTES = {
    failures: new Map(),
    written: new Map(),
    unchecked: [],
    advice: [],
    sealed: [],
    observedMs: undefined,
    stepsMs: [],
};
/**
 * Collects notes from the events that it is given.
 * @param now milliseconds of a clock that never goes back: how long something takes is the machine's to say
 * @param began when the run did, by that clock
 */
function createNotes(now = () => performance.now(), began = now()) {
    const failures = new Map();
    const written = new Map();
    const unchecked = [];
    const advice = [];
    const sealed = [];
    const stepsMs = [];
    let observedMs;
    let stepBegan = began;
    let writing;
    return {
        notes: {
            failures,
            written,
            unchecked,
            advice,
            sealed,
            stepsMs,
            get observedMs() {
                return observedMs;
            },
        },
        take(event) {
            if (event.kind === 'observed') {
                observedMs ??= now() - began;
            }
            else if (event.kind === 'step-done' || event.kind === 'step-failed') {
                stepsMs.push(now() - stepBegan);
            }
            else if (event.kind === 'step') {
                const { step } = event;
                stepBegan = now();
                writing = step.kind === 'publish' || step.kind === 'repair' ? step.accessKey : undefined;
            }
            else if (event.kind === 'key-created') {
                writing = event.accessKey; // where it cannot be stored, the targets are given it in the same step
            }
            else if (event.kind === 'target-written') {
                failures.delete(event.label);
                if (writing !== undefined)
                    written.set(event.label, writing);
            }
            else if (event.kind === 'target-failed') {
                written.delete(event.label);
                failures.set(event.label, event.error);
            }
            else if (event.kind === 'targets-postponed') {
                for (const label of event.labels)
                    failures.set(label, postponed(label));
            }
            else if (event.kind === 'unchecked') {
                unchecked.push(event);
            }
            else if (event.kind === 'advice') {
                advice.push(event.text);
            }
            else if (event.kind === 'sealed') {
                sealed.push({ accessKey: event.accessKey, box: event.box });
            }
        },
    };
}
function postponed(label) {
    return new _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_0__/* .TargetError */ .I0(`${label} was not written: GitHub's rate limits left no time for it in this run`, 'untouched', 'The next run goes on with it');
}


/***/ }),

/***/ 2594:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bk: () => (/* binding */ stateLines),
/* harmony export */   CX: () => (/* binding */ expiryCell),
/* harmony export */   aG: () => (/* binding */ ageCell)
/* harmony export */ });
/* harmony import */ var _rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5919);
/* harmony import */ var _target_view_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1036);
/* harmony import */ var _text_time_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9094);
/* harmony import */ var _key_view_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4330);
/* harmony import */ var _text_phrases_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4545);





const MOST_TARGETS = 10;
/** What stands when a run begins, line by line. Not cleaned: whoever shows it does that. */
function stateLines(observation) {
    return [...secretLines(observation), ...generationLines(observation), ...targetLines(observation)];
}
function secretLines({ secretId, takeOver, at }) {
    const when = `At ${(0,_text_time_js__WEBPACK_IMPORTED_MODULE_2__/* .dateText */ .MK)(at)} (the services' time)`;
    if (secretId === undefined)
        return [`${when} there is no secret yet; this is the first run.`];
    if (takeOver === undefined)
        return [`${when} the secret ${secretId} holds:`];
    const whose = takeOver.from === 'nobody' ? 'was not made by this action' : 'belongs to another rotator';
    const { accessKey, revision } = takeOver;
    const found = accessKey === undefined ? '' : ` Its newest key that works is ${(0,_text_phrases_js__WEBPACK_IMPORTED_MODULE_4__/* .keyName */ .xT)(accessKey, revision)}.`;
    return [`${when} the secret ${secretId} ${whose}, and take-over is set.${found}`];
}
function generationLines(observation) {
    const lines = (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation)
        .toReversed()
        .map((generation) => {
        const { record, status } = generation;
        const disabled = status === 'enabled' ? '' : ', disabled';
        const stage = (0,_key_view_js__WEBPACK_IMPORTED_MODULE_3__/* .stageText */ .U2)(observation, generation);
        return `  ${(0,_key_view_js__WEBPACK_IMPORTED_MODULE_3__/* .generationName */ .C4)(generation)}: ${stage}${disabled}; ${keyText(observation, record.accessKey)}`;
    });
    if (observation.secretId !== undefined && lines.length === 0)
        return ['  no key that this action made'];
    return lines;
}
/** The age and the end of a key: `31 days old, expires 2026-08-01 12:00 UTC (in 22 days)`. */
function keyText(observation, accessKey) {
    const { at, keys } = observation;
    const key = keys.get(accessKey);
    if (key === undefined)
        return (0,_key_view_js__WEBPACK_IMPORTED_MODULE_3__/* .missingKeyText */ .ls)(observation, accessKey, 'its key no longer exists');
    return `${(0,_text_time_js__WEBPACK_IMPORTED_MODULE_2__/* .durationText */ .S5)(at.getTime() - key.createdAt.getTime())} old, ${expiryWords(observation, key)}`;
}
/** How old a key is, for a column that is called so; empty where there is no such key. */
function ageCell({ keys, at }, accessKey) {
    const key = keys.get(accessKey);
    if (key === undefined)
        return '';
    const age = at.getTime() - key.createdAt.getTime();
    return age < 60_000 ? 'new' : (0,_text_time_js__WEBPACK_IMPORTED_MODULE_2__/* .durationText */ .S5)(age);
}
function expiryWords(observation, key) {
    if (key.expiresAt === undefined)
        return observation.issuer === 'blind' ? 'nobody knows when it expires' : 'never expires';
    return `${(0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isExpired */ ._d)(observation, key) ? 'expired' : 'expires'} ${(0,_text_time_js__WEBPACK_IMPORTED_MODULE_2__/* .relativeDateText */ .KB)(key.expiresAt, observation.at)}`;
}
/**
 * When a key expires, for a column that is called so; empty where there is no such key.
 * @param moment how its end is said
 */
function expiryCell(observation, accessKey, moment = _text_time_js__WEBPACK_IMPORTED_MODULE_2__/* .relativeDayText */ .AG) {
    const key = observation.keys.get(accessKey);
    if (key === undefined)
        return '';
    if (key.expiresAt === undefined)
        return observation.issuer === 'blind' ? 'unknown' : 'never';
    return `${(0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isExpired */ ._d)(observation, key) ? 'expired ' : ''}${moment(key.expiresAt, observation.at)}`;
}
function targetLines(observation) {
    const rows = (0,_target_view_js__WEBPACK_IMPORTED_MODULE_1__/* .targetViews */ .OR)(observation);
    const current = (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .recordedCurrent */ .mh)(observation);
    const behind = rows.filter(({ revision }) => current === undefined || revision !== current.revision);
    const title = current === undefined
        ? `Targets: ${rows.length}, none of them written by this action as far as it knows`
        : `Targets: ${rows.length - behind.length} of ${rows.length} hold the current key`;
    const told = rows.length <= MOST_TARGETS ? rows : behind.slice(0, MOST_TARGETS);
    const lines = told.map((row) => `  ${row.label}: ${(0,_target_view_js__WEBPACK_IMPORTED_MODULE_1__/* .targetText */ .Z3)(row)}${byWhom(row)}`);
    const left = rows.length <= MOST_TARGETS ? 0 : behind.length - told.length;
    return [title, ...lines, ...(left > 0 ? [`  and ${left} more that do not hold it`] : [])];
}
function byWhom({ holds, writtenAt }) {
    return holds === 'unknown' && writtenAt !== undefined
        ? `, written by somebody else on ${(0,_text_time_js__WEBPACK_IMPORTED_MODULE_2__/* .dateText */ .MK)(writtenAt)}`
        : '';
}


/***/ }),

/***/ 1036:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OR: () => (/* binding */ targetViews),
/* harmony export */   Z3: () => (/* binding */ targetText),
/* harmony export */   ef: () => (/* binding */ targetsOfStep),
/* harmony export */   hv: () => (/* binding */ wantedRevision)
/* harmony export */ });
/* harmony import */ var _rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5919);
/* harmony import */ var _run_notes_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4832);


/**
 * What every declared target holds.
 * @param steps those that were carried out or failed; what a broken one was writing is unknown
 */
function targetViews(observation, steps = [], notes = _run_notes_js__WEBPACK_IMPORTED_MODULE_1__/* .NO_NOTES */ .M) {
    const newestFirst = (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).toReversed();
    const last = steps.at(-1);
    const broken = last?.error === undefined ? undefined : targetsOfStep(last.step);
    return observation.targets.map((target) => {
        const { id, label, secrets } = target;
        const times = secrets.flatMap(({ updatedAt }) => (updatedAt === undefined ? [] : [updatedAt]));
        const writtenAt = times.sort((a, b) => b.getTime() - a.getTime())[0];
        const row = (what, generation) => ({
            id,
            label,
            holds: what,
            revision: generation?.revision,
            writtenAt,
        });
        const left = notes.failures.get(label)?.left;
        if (left === 'mixed' || left === 'unknown')
            return row(left);
        const given = notes.written.get(label);
        // A step that broke is not in the observation; the writes that it did are in the notes.
        const written = newestFirst.find(({ record }) => record.accessKey === given);
        if (given !== undefined && written === undefined)
            return row('unstored');
        const found = newestFirst.find((generation) => (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .holds */ .v9)(target, generation)) ?? written;
        if (left === undefined && given === undefined && broken?.includes(id) === true)
            return row('unknown');
        if (found !== undefined)
            return row(found.record.stage, found);
        return row(incompleteState(target, newestFirst));
    });
}
/**
 * The version that targets should hold: the current one, or the one that is on its way to them and came to some of them
 * already. Undefined where there is neither.
 */
function wantedRevision(observation, rows) {
    const pending = (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).findLast(({ record, status, revision }) => record.stage === 'pending' && status === 'enabled' && rows.some((row) => row.revision === revision));
    return (pending ?? (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .recordedCurrent */ .mh)(observation))?.revision;
}
function incompleteState(target, newestFirst) {
    const { secrets } = target;
    if (secrets.every(({ updatedAt }) => updatedAt === undefined))
        return 'missing';
    const known = secrets.every((secret) => newestFirst.some((generation) => (0,_rotation_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .holds */ .v9)({ ...target, secrets: [secret] }, generation)));
    return known ? 'mixed' : 'unknown';
}
/** The targets (by id) that a step writes; undefined where it writes none. */
function targetsOfStep(step) {
    return step.kind === 'publish' || step.kind === 'repair' ? step.targets : undefined;
}
/** What a target holds, in words. */
function targetText({ holds: what, revision }) {
    if (revision !== undefined)
        return `v${revision}, ${what}`;
    if (what === 'mixed')
        return 'a mixed pair: a part of one key, a part of another';
    if (what === 'unstored')
        return 'a new key that could not be stored';
    return what === 'missing' ? 'nothing yet' : 'unknown';
}


/***/ })

};
