export const id = 549;
export const ids = [549];
export const modules = {

/***/ 2958:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ createClean)
/* harmony export */ });
/* harmony import */ var _trust_neutralise_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91);

/**
 * @param redact is applied twice: to the text as it came, and again once characters that hid a secret are taken out
 * of it. Both before anything is cut, because half of a secret is no longer recognised.
 */
function createClean(redact) {
    const text = (raw, maxLength = 500) => (0,_trust_neutralise_js__WEBPACK_IMPORTED_MODULE_0__/* .neutralise */ .$)(redact((0,_trust_neutralise_js__WEBPACK_IMPORTED_MODULE_0__/* .neutralise */ .$)(redact(raw), { maxLength: Number.MAX_SAFE_INTEGER })), { maxLength });
    return {
        text,
        markdown: (raw, maxLength = 500) => (0,_trust_neutralise_js__WEBPACK_IMPORTED_MODULE_0__/* .neutraliseMarkdown */ .G)(text(raw, maxLength), { maxLength }),
    };
}


/***/ }),

/***/ 3976:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   kc: () => (/* binding */ errorText)
/* harmony export */ });
/* unused harmony exports problemWords, leftWords */
/* harmony import */ var _rotation_ports_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5271);
/* harmony import */ var _clean_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2958);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9563);



const MOST_LINES = 50;
/**
 * What went wrong, one line each: the error, what caused it, and so on, with every part of an `AggregateError`.
 * Every line is neutralised and redacted; there is never a stack in it. Nothing for `undefined`.
 */
function errorText(error, redact) {
    if (error === undefined)
        return [];
    const { text } = (0,_clean_js__WEBPACK_IMPORTED_MODULE_2__/* .createClean */ .G)(redact);
    const seen = new Set();
    const lines = [];
    const add = (raw, before) => {
        const line = text(raw);
        // A wrapper often repeats what it wraps.
        if (line !== '' && !lines.some((earlier) => earlier.includes(line)))
            lines.push(`${before}${line}`);
    };
    const walk = (thrown, before) => {
        if (seen.has(thrown))
            return;
        seen.add(thrown);
        if (thrown instanceof _rotation_ports_js__WEBPACK_IMPORTED_MODULE_0__/* .RunProblems */ .ww)
            for (const problem of thrown.problems)
                add(problemWords(problem), before);
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
        return lines.length > 0 ? lines : ['an error without a message'];
    return [...lines.slice(0, MOST_LINES), `… and ${rest} more`];
}
/** What it is about, what is wrong, and what to do. Not neutralised: whoever shows it does that. */
function problemWords({ about, problem, remedy }) {
    return `${about}: ${problem}. ${(0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .sentence */ .em)(remedy)}`;
}
/** What a target holds after a write that failed. */
function leftWords(left) {
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
function messageOf(thrown) {
    if (thrown instanceof _rotation_ports_js__WEBPACK_IMPORTED_MODULE_0__/* .TargetError */ .I0) {
        return `${(0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .sentence */ .em)(thrown.message)} ${leftWords(thrown.left)} ${(0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .sentence */ .em)(thrown.remedy)}`;
    }
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

/***/ 8587:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Oj: () => (/* binding */ limitedWords),
/* harmony export */   a7: () => (/* binding */ postponedWords),
/* harmony export */   lF: () => (/* binding */ pacedWords)
/* harmony export */ });
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9563);
/* harmony import */ var _time_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8062);


/** Why a run takes its time. */
function pacedWords({ pointsAMinute }) {
    return (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .fit */ .Uj)(`GitHub allows ${pointsAMinute} points a minute, of which a read costs 1 and a write 5: the rest is sent as fast as that.`);
}
/** What GitHub refused, and how the run goes on. */
function limitedWords({ waitMs, changesAMinute }) {
    const pace = changesAMinute === undefined ? 'with fewer at a time' : `with at most ${changesAMinute} writes a minute`;
    return (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .fit */ .Uj)(`GitHub refuses requests because there were too many: the run waits for ${Math.ceil(waitMs / 1000)} s and goes on ${pace}.`);
}
/** The targets that were not begun. */
function postponedWords(labels) {
    return (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .fit */ .Uj)(`GitHub's rate limits leave no time in this run for ${(0,_time_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(labels.length, 'target')}; the next run goes on ` +
        `with what keeps its old key until then: ${(0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .listWords */ .yh)(labels)}.`);
}


/***/ }),

/***/ 7549:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h: () => (/* binding */ createLog)
});

// EXTERNAL MODULE: ./build/rotation/ports.js
var ports = __webpack_require__(5271);
// EXTERNAL MODULE: ./build/report/clean.js
var report_clean = __webpack_require__(2958);
// EXTERNAL MODULE: ./build/report/errors.js
var errors = __webpack_require__(3976);
// EXTERNAL MODULE: ./build/report/names.js
var names = __webpack_require__(9563);
// EXTERNAL MODULE: ./build/report/time.js
var time = __webpack_require__(8062);
;// CONCATENATED MODULE: ./build/report/happened.js


/**
 * What happened to a new key, in one line.
 * @param at the services' time, to say how far away its end is
 * @param issuer whether an end that is not known is none, or only was not told
 */
function happenedWords(event, at, issuer = 'listing') {
    const name = (0,names/* keyName */.xT)(event.accessKey);
    switch (event.kind) {
        case 'lost-answer':
            return (0,names/* fit */.Uj)(`A key was made, but the answer with its secret was lost: the key ${name} was deleted again.`);
        case 'key-made': {
            const unknown = issuer === 'blind' ? 'and nobody knows when it expires' : 'which never expires';
            const end = event.expiresAt === undefined ? unknown : `which expires on ${(0,time/* momentWords */.ud)(event.expiresAt, at)}`;
            return (0,names/* fit */.Uj)(`Made the key ${name}, ${end}.`);
        }
        case 'key-stored':
            return (0,names/* fit */.Uj)(`Stored the key ${name} as v${event.revision}, pending.`);
    }
}
/** Whose key goes on where two runs made one each. */
function overtakenWords({ accessKey, by }) {
    if (accessKey === by) {
        return (0,names/* fit */.Uj)(`Another run is at work with the key ${(0,names/* keyName */.xT)(by)} of this one: what stands now decides what is left to do.`);
    }
    return (0,names/* fit */.Uj)(`Another run stored the key ${(0,names/* keyName */.xT)(by)} first: this run helps with that one, and a later run deletes ` +
        `${(0,names/* keyName */.xT)(accessKey)}, which nobody uses.`);
}
/** A key that could not be stored, sealed. The box is this action's own base64, and is useless when it is cut. */
function sealedWords({ accessKey, box }) {
    return (0,names/* fit */.Uj)(`The key ${(0,names/* keyName */.xT)(accessKey)} could not be stored. Here it is, sealed to recovery-public-key ` +
        `(npm run recovery -- open FILE opens it): ${box}`);
}

// EXTERNAL MODULE: ./build/report/limits.js
var limits = __webpack_require__(8587);
// EXTERNAL MODULE: ./build/report/notes.js
var report_notes = __webpack_require__(2362);
// EXTERNAL MODULE: ./build/report/observed.js
var report_observed = __webpack_require__(8003);
;// CONCATENATED MODULE: ./build/report/phases.js
/**
 * The phase that a step belongs to.
 * @param before the phase of the step before it: what was current becomes previous as the second half of a promotion
 */
function phaseOf(step, before) {
    switch (step.kind) {
        case 'take-over':
            return 'Take over';
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
        case 'make':
        case 'mark-stored':
        case 'roll-back':
            return 'New key';
        case 'prove':
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

// EXTERNAL MODULE: ./build/report/standing.js
var standing = __webpack_require__(739);
// EXTERNAL MODULE: ./build/report/targets.js
var targets = __webpack_require__(661);
// EXTERNAL MODULE: ./build/report/verdict.js
var verdict = __webpack_require__(7342);
// EXTERNAL MODULE: ./build/report/words.js + 1 modules
var words = __webpack_require__(7825);
;// CONCATENATED MODULE: ./build/report/log.js













/** Up to so many targets each has a line of its own. */
const FEW_TARGETS = 10;
/** Steps that take a while, and are announced when they begin. */
const SLOW = new Set(['make', 'prove', 'publish', 'repair']);
function createLog({ core, redact, dryRun }) {
    const clean = (0,report_clean/* createClean */.G)(redact);
    const { notes, take } = (0,report_notes/* createNotes */.a)();
    const told = new Set();
    const unproven = new Set();
    let phase;
    let planning = false;
    let limited = false;
    let labelOf = (0,standing/* labelOfIn */.ZN)(undefined);
    let observed;
    const line = (text) => clean.text(text, names/* LINE_LENGTH */.uK);
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
        if (error instanceof ports/* RunProblems */.ww) {
            for (const { about, problem, remedy } of error.problems) {
                core.error(line(`${about}: ${(0,names/* sentence */.em)(problem)} ${(0,names/* sentence */.em)(remedy)}`), titled(about));
            }
        }
        else
            core.error((0,errors/* errorText */.kc)(error, redact).join('\n'), titled(title));
    }
    function begin(step) {
        if (dryRun) {
            if (step.kind === 'stop')
                return;
            close();
            if (!planning)
                say('A run would do this now; this dry run changes nothing:');
            planning = true;
            say(`  - ${(0,words/* stepWords */.c9)(step, true, labelOf)}`);
            return;
        }
        const next = phaseOf(step, phase);
        if (next === undefined)
            return;
        enter(next);
        if (SLOW.has(step.kind))
            say((0,names/* sentence */.em)((0,words/* stepWords */.c9)(step, false, labelOf)));
    }
    function done(step) {
        if (step.kind === 'make' || step.kind === 'stop')
            return; // a made key has lines of its own
        if (step.kind === 'prove' && unproven.has(step.accessKey))
            return;
        const failed = (0,targets/* writtenBy */.xO)(step)?.filter((id) => notes.failures.has(labelOf(id)));
        say((0,names/* sentence */.em)((0,words/* stepDoneWords */.It)(step, labelOf, new Set(failed))));
    }
    function tell(event) {
        take(event);
        switch (event.kind) {
            case 'observed':
                enter('Observe');
                labelOf = (0,standing/* labelOfIn */.ZN)(event.observation);
                observed = event.observation;
                for (const seen of (0,report_observed/* observedLines */.KE)(observed))
                    say(seen);
                break;
            case 'unchecked':
                if (event.accessKey !== undefined)
                    unproven.add(event.accessKey);
                core.notice(line(`Could not check ${event.what}: ${(0,names/* sentence */.em)(event.why)} It is no error; if it stands in the way, the run says so.`), titled(`Could not check ${event.what}`));
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
                tellError(event.error, `Could not ${(0,words/* stepWords */.c9)(event.step, false, labelOf)}`);
                break;
            case 'lost-answer':
            case 'key-made':
            case 'key-stored':
                say(happenedWords(event, observed?.at ?? new Date(0), observed?.issuer));
                break;
            case 'sealed':
                core.warning(sealedWords(event), titled('A key to be recovered'));
                break;
            case 'overtaken':
                core.notice(line(overtakenWords(event)), titled('Two runs at once'));
                break;
            case 'unproven':
                unproven.add(event.accessKey);
                core.error(line(`The key ${event.accessKey} did not work within ${event.seconds} s. What that means for the targets is said ` +
                    'at the end. Run again later, or raise propagation-timeout.'), titled('New key'));
                break;
            case 'proof':
                core.debug(line(`${(0,names/* keyName */.xT)(event.accessKey)}: ${event.answer}, ${event.inARow} of ${event.needed} in a row`));
                break;
            case 'target-written':
                progress(event.label, event.count, event.total);
                break;
            case 'target-failed':
                tellError(event.error, `Could not write ${event.label}`);
                break;
            case 'targets-postponed':
                core.error(line((0,limits/* postponedWords */.a7)(event.labels)), titled('Not in this run'));
                break;
            case 'paced':
                say((0,limits/* pacedWords */.lF)(event));
                break;
            case 'limited':
                // Once as an annotation: what follows says the same.
                if (limited)
                    say((0,limits/* limitedWords */.Oj)(event));
                else
                    core.warning(line((0,limits/* limitedWords */.Oj)(event)), titled("GitHub's rate limits"));
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
        return (0,verdict/* verdict */.W)(outcome, policy, { redact, notes });
    }
    return { tell, close, finish, notes };
}


/***/ }),

/***/ 9563:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Uj: () => (/* binding */ fit),
/* harmony export */   em: () => (/* binding */ sentence),
/* harmony export */   uK: () => (/* binding */ LINE_LENGTH),
/* harmony export */   v6: () => (/* binding */ ended),
/* harmony export */   xT: () => (/* binding */ keyName),
/* harmony export */   xt: () => (/* binding */ NAME_LENGTH),
/* harmony export */   yh: () => (/* binding */ listWords)
/* harmony export */ });
/* harmony import */ var _rotation_plan_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8352);
/* harmony import */ var _trust_neutralise_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(91);


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
    if (accessKey === _rotation_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .NEW_KEY */ .bd)
        return key;
    return revision === undefined ? key : `v${revision} (${key})`;
}
/** Names, at most ten of them: `a; b and 3 more`. */
function listWords(names) {
    const shown = names.slice(0, MOST_NAMES).map(named);
    const rest = names.length - shown.length;
    return `${shown.join('; ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
/** A sentence: upper case first, a full stop last. */
function sentence(text) {
    return ended(text.charAt(0).toUpperCase() + text.slice(1));
}
/** The same without the upper case, for what begins with a name that is written small. */
function ended(text) {
    return /[.!?]$/.test(text) ? text : `${text}.`;
}
/**
 * A finished line: where two texts meet, something could have come to be that neither of them held. Nothing is cut
 * here, because what is cut before it is redacted may show half of a secret (see clean.ts).
 */
function fit(line) {
    return (0,_trust_neutralise_js__WEBPACK_IMPORTED_MODULE_1__/* .neutralise */ .$)(line, { maxLength: Number.MAX_SAFE_INTEGER });
}
/** A name from elsewhere. One that no service would give is not shown at all: it would hide the words around it. */
function named(name) {
    const shown = fit(name);
    return shown.length <= NAME_LENGTH ? shown : `(a name of ${shown.length} characters)`;
}


/***/ }),

/***/ 2362:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ NO_NOTES),
/* harmony export */   a: () => (/* binding */ createNotes)
/* harmony export */ });
/* harmony import */ var _rotation_ports_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5271);

/** Where nothing listened to the events. */
const NO_NOTES = {
    failures: new Map(),
    written: new Map(),
    unchecked: [],
    advice: [],
    sealed: [],
};
/** Collects notes from the events that it is given. */
function createNotes() {
    const failures = new Map();
    const written = new Map();
    const unchecked = [];
    const advice = [];
    const sealed = [];
    let writing;
    return {
        notes: { failures, written, unchecked, advice, sealed },
        take(event) {
            if (event.kind === 'step') {
                const { step } = event;
                writing = step.kind === 'publish' || step.kind === 'repair' ? step.accessKey : undefined;
            }
            else if (event.kind === 'key-made') {
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
    return new _rotation_ports_js__WEBPACK_IMPORTED_MODULE_0__/* .TargetError */ .I0(`${label} was not written: GitHub's rate limits left no time for it in this run`, 'untouched', 'The next run goes on with it');
}


/***/ }),

/***/ 8003:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KE: () => (/* binding */ observedLines),
/* harmony export */   T_: () => (/* binding */ expiryWords),
/* harmony export */   hy: () => (/* binding */ ageOf)
/* harmony export */ });
/* unused harmony export keyWords */
/* harmony import */ var _rotation_observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(813);
/* harmony import */ var _targets_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(661);
/* harmony import */ var _time_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8062);
/* harmony import */ var _standing_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(739);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9563);





const MOST_TARGETS = 10;
/** What stands when a run begins, line by line. Not cleaned: whoever shows it does that. */
function observedLines(observation) {
    return [...secretLines(observation), ...generationLines(observation), ...targetLines(observation)];
}
function secretLines({ secretId, takeOver, at }) {
    const when = `At ${(0,_time_js__WEBPACK_IMPORTED_MODULE_2__/* .dateWords */ .W$)(at)} (the services' time)`;
    if (secretId === undefined)
        return [`${when} there is no secret yet; this is the first run.`];
    if (takeOver === undefined)
        return [`${when} the secret ${secretId} holds:`];
    const whose = takeOver.from === 'nobody' ? 'was not made by this action' : 'belongs to another rotator';
    const { accessKey, revision } = takeOver;
    const found = accessKey === undefined ? '' : ` Its newest key that works is ${(0,_names_js__WEBPACK_IMPORTED_MODULE_4__/* .keyName */ .xT)(accessKey, revision)}.`;
    return [`${when} the secret ${secretId} ${whose}, and take-over is set.${found}`];
}
function generationLines(observation) {
    const current = (0,_rotation_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    const lines = (0,_rotation_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation)
        .toReversed()
        .map((generation) => {
        const { record, status } = generation;
        const disabled = status === 'enabled' ? '' : ', disabled';
        const stage = record.stage === 'current' && generation !== current ? 'no longer current' : record.stage;
        return `  ${(0,_standing_js__WEBPACK_IMPORTED_MODULE_3__/* .generationName */ .C4)(generation)}: ${stage}${disabled}; ${keyWords(observation, record.accessKey)}`;
    });
    if (observation.secretId !== undefined && lines.length === 0)
        return ['  no key that this action made'];
    return lines;
}
/** The age and the end of a key: `31 days old, expires 2026-08-01 12:00 UTC (in 22 days)`. */
function keyWords(observation, accessKey) {
    const key = observation.keys.get(accessKey);
    if (key === undefined)
        return 'its key no longer exists';
    return `${ageOf(observation, accessKey)} old, ${expiryWords(observation, accessKey)}`;
}
/** How old a key is, in words; empty where there is no such key. */
function ageOf({ keys, at }, accessKey) {
    const key = keys.get(accessKey);
    return key === undefined ? '' : (0,_time_js__WEBPACK_IMPORTED_MODULE_2__/* .lengthWords */ .up)(at.getTime() - key.createdAt.getTime());
}
/** When a key expires, in words; empty where there is no such key. */
function expiryWords(observation, accessKey) {
    const key = observation.keys.get(accessKey);
    if (key === undefined)
        return '';
    if (key.expiresAt === undefined)
        return observation.issuer === 'blind' ? 'nobody knows when it expires' : 'never expires';
    return `${(0,_rotation_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isExpired */ ._d)(observation, key) ? 'expired' : 'expires'} ${(0,_time_js__WEBPACK_IMPORTED_MODULE_2__/* .momentWords */ .ud)(key.expiresAt, observation.at)}`;
}
function targetLines(observation) {
    const rows = (0,_targets_js__WEBPACK_IMPORTED_MODULE_1__/* .targetRows */ .dg)(observation);
    const current = (0,_rotation_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    const behind = rows.filter(({ revision }) => current === undefined || revision !== current.revision);
    const title = current === undefined
        ? `Targets: ${rows.length}, none of them written by this action as far as it knows`
        : `Targets: ${rows.length - behind.length} of ${rows.length} hold the current key`;
    const told = rows.length <= MOST_TARGETS ? rows : behind.slice(0, MOST_TARGETS);
    const lines = told.map((row) => `  ${row.label}: ${(0,_targets_js__WEBPACK_IMPORTED_MODULE_1__/* .holdsWords */ .uf)(row)}${row.holds === 'unknown' ? byWhom(row.writtenAt) : ''}`);
    const left = rows.length <= MOST_TARGETS ? 0 : behind.length - told.length;
    return [title, ...lines, ...(left > 0 ? [`  and ${left} more that do not hold it`] : [])];
}
function byWhom(writtenAt) {
    return writtenAt === undefined
        ? ', written in part'
        : `, written by somebody else on ${(0,_time_js__WEBPACK_IMPORTED_MODULE_2__/* .dateWords */ .W$)(writtenAt)}`;
}


/***/ }),

/***/ 739:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C4: () => (/* binding */ generationName),
/* harmony export */   ZN: () => (/* binding */ labelOfIn),
/* harmony export */   m3: () => (/* binding */ nextDue),
/* harmony export */   y6: () => (/* binding */ replacedKey)
/* harmony export */ });
/* harmony import */ var _rotation_due_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6005);
/* harmony import */ var _rotation_observation_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(813);
/* harmony import */ var _rotation_retirement_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6064);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9563);




/** The newest replaced key that still works; undefined where there is none. */
function replacedKey(observation, policy) {
    const all = (0,_rotation_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .generations */ .YZ)(observation);
    const current = (0,_rotation_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .currentGeneration */ .Ev)(observation);
    const previous = all.findLast(({ record }) => record.stage === 'previous' &&
        record.accessKey !== current?.record.accessKey &&
        (0,_rotation_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .isAlive */ ._n)(observation, record.accessKey));
    if (previous !== undefined) {
        const { accessKey, since } = previous.record;
        const key = observation.keys.get(accessKey);
        const then = (0,_rotation_retirement_js__WEBPACK_IMPORTED_MODULE_2__/* .howItEnds */ .ex)(policy, previous.record);
        const graceEnds = policy.grace.after(since);
        return key && { accessKey, revision: previous.revision, key, graceEnds, then };
    }
    const named = policy.replacesAccessKey ?? current?.record.replaces;
    const key = named === undefined ? undefined : observation.keys.get(named);
    if (current === undefined || named === undefined || key === undefined || !(0,_rotation_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .isAlive */ ._n)(observation, named))
        return undefined;
    if (all.some(({ record }) => record.accessKey === named))
        return undefined;
    const ends = policy.oldKey === 'delete' && policy.replacesAccessKey === named && key.mark === undefined;
    const graceEnds = ends ? policy.grace.after((0,_rotation_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .firstPromotion */ .eH)(observation, current)) : undefined;
    return { accessKey: named, revision: undefined, key, graceEnds, then: ends ? 'delete' : 'let-go' };
}
/** When the current key will be due, whatever this run did and was forced to do. */
function nextDue({ observation, memory }, policy) {
    const rested = { ...memory, made: undefined, promoted: false, resumed: false, halted: undefined };
    return (0,_rotation_due_js__WEBPACK_IMPORTED_MODULE_0__/* .whetherDue */ .GO)(observation, { ...policy, force: false }, rested);
}
/** Names a generation: `v3 (SCW…)`. */
function generationName({ revision, record }) {
    return (0,_names_js__WEBPACK_IMPORTED_MODULE_3__/* .keyName */ .xT)(record.accessKey, revision);
}
/** Turns the ids of targets into their labels. */
function labelOfIn(observation) {
    const labels = new Map(observation?.targets.map(({ id, label }) => [id, label]));
    return (id) => labels.get(id) ?? id;
}


/***/ }),

/***/ 661:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   dg: () => (/* binding */ targetRows),
/* harmony export */   uf: () => (/* binding */ holdsWords),
/* harmony export */   xO: () => (/* binding */ writtenBy)
/* harmony export */ });
/* harmony import */ var _rotation_observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(813);
/* harmony import */ var _notes_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2362);


/**
 * What every declared target holds.
 * @param steps those that were carried out or failed; what a broken one was writing is unknown
 */
function targetRows(observation, steps = [], notes = _notes_js__WEBPACK_IMPORTED_MODULE_1__/* .NO_NOTES */ .M) {
    const newestFirst = (0,_rotation_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).toReversed();
    const last = steps.at(-1);
    const broken = last?.error === undefined ? undefined : writtenBy(last.step);
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
        const found = newestFirst.find((generation) => (0,_rotation_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .holds */ .v9)(target, generation)) ?? written;
        if (left === undefined && given === undefined && broken?.includes(id) === true)
            return row('unknown');
        if (found !== undefined)
            return row(found.record.stage, found);
        return row(inParts(target, newestFirst));
    });
}
function inParts(target, newestFirst) {
    const { secrets } = target;
    if (secrets.every(({ updatedAt }) => updatedAt === undefined))
        return 'missing';
    const known = secrets.every((secret) => newestFirst.some((generation) => (0,_rotation_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .holds */ .v9)({ ...target, secrets: [secret] }, generation)));
    return known ? 'mixed' : 'unknown';
}
/** The targets (by id) that a step writes; undefined where it writes none. */
function writtenBy(step) {
    return step.kind === 'publish' || step.kind === 'repair' ? step.targets : undefined;
}
/** What a target holds, in words. */
function holdsWords({ holds: what, revision }) {
    if (revision !== undefined)
        return `v${revision}, ${what}`;
    if (what === 'mixed')
        return 'a mixed pair: a part of one key, a part of another';
    if (what === 'unstored')
        return 'a new key that could not be stored';
    return what === 'missing' ? 'nothing yet' : 'unknown';
}


/***/ }),

/***/ 8062:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ly: () => (/* binding */ isoTime),
/* harmony export */   W$: () => (/* binding */ dateWords),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   ud: () => (/* binding */ momentWords),
/* harmony export */   up: () => (/* binding */ lengthWords)
/* harmony export */ });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A moment for people, to the minute: `2026-08-01 12:00 UTC`. */
function dateWords(date) {
    if (Number.isNaN(date.getTime()))
        return 'an unknown time';
    return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
/** A length of time for people, in its largest fitting unit: `40 days`, `30 hours`, `5 minutes`. */
function lengthWords(milliseconds) {
    if (Number.isNaN(milliseconds))
        return 'an unknown time';
    if (milliseconds >= 2 * DAY)
        return counted(Math.floor(milliseconds / DAY), 'day');
    if (milliseconds >= HOUR)
        return counted(Math.floor(milliseconds / HOUR), 'hour');
    if (milliseconds >= MINUTE)
        return counted(Math.floor(milliseconds / MINUTE), 'minute');
    return 'less than a minute';
}
/** A moment and how far away it is: `2026-08-01 12:00 UTC (in 22 days)`, `… (3 hours ago)`. */
function momentWords(date, at) {
    const ahead = date.getTime() - at.getTime();
    if (Number.isNaN(ahead))
        return dateWords(date);
    return `${dateWords(date)} (${ahead > 0 ? `in ${lengthWords(ahead)}` : `${lengthWords(-ahead)} ago`})`;
}
/** For outputs: ISO 8601; the empty string where there is no such moment. */
function isoTime(date) {
    return date === undefined || Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
/** `1 target`, `2 targets`. */
function counted(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}


/***/ }),

/***/ 7342:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ isFailure),
/* harmony export */   W: () => (/* binding */ verdict)
/* harmony export */ });
/* harmony import */ var _rotation_observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(813);
/* harmony import */ var _rotation_ports_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5271);
/* harmony import */ var _clean_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2958);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3976);
/* harmony import */ var _standing_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(739);
/* harmony import */ var _time_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8062);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9563);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7825);








const LENGTH = 1500;
/** Whether an outcome fails the job: somebody should look, even where the next run would do the rest. */
function isFailure(kind) {
    return kind === 'incomplete' || kind === 'failed';
}
/** One line that says what happened, what stands, and what comes next. Neutralised and redacted. */
function verdict(outcome, policy, { redact }) {
    const { text } = (0,_clean_js__WEBPACK_IMPORTED_MODULE_7__/* .createClean */ .G)(redact);
    const parts = outcome.dryRun && !isFailure(outcome.kind)
        ? dryRunParts(outcome, policy)
        : runParts(outcome, policy, redact);
    return text(parts.filter((part) => part !== '').join(' '), LENGTH);
}
function runParts(outcome, policy, redact) {
    const { known } = outcome;
    const after = known === undefined ? [] : [previousWords(known, policy), nextWords(known, policy)];
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
            const what = promoted ? everywhere : (0,_time_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(outcome.steps.length, 'thing') + ' put in order';
            return [`Finished what an earlier run had left: ${what}.`, promoted ? '' : standsWords(known), ...after];
        }
        case 'repaired':
            return [`Repaired: ${everywhere} again.`, ...after];
        case 'retired': {
            const retired = outcome.steps.flatMap(({ step }) => (step.kind === 'retire' ? [step] : []));
            return [
                `Retired: ${retired.map((step) => retiredWords(step)).join(', ')}.`,
                standsWords(known),
                ...after,
            ];
        }
        case 'not-due': {
            const { stop } = outcome;
            const notYet = stop?.kind === 'not-yet' ? (0,_names_js__WEBPACK_IMPORTED_MODULE_5__/* .ended */ .v6)((0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .stopWords */ .e$)(stop)) : '';
            return ['Nothing to do:', notYet, standsWords(known), ...after];
        }
        case 'incomplete':
            return ['Incomplete:', (0,_names_js__WEBPACK_IMPORTED_MODULE_5__/* .ended */ .v6)(whyIncomplete(outcome, redact)), ...whatNow(outcome)];
        case 'failed':
            return ['Failed:', (0,_names_js__WEBPACK_IMPORTED_MODULE_5__/* .ended */ .v6)(whyIncomplete(outcome, redact)), ...whatNow(outcome)];
    }
}
function dryRunParts({ kind, steps, known }, policy) {
    const after = known === undefined ? [] : [previousWords(known, policy), nextWords(known, policy)];
    if (kind === 'not-due')
        return ['Dry run: a run would change nothing.', standsWords(known), ...after];
    const labelOf = (0,_standing_js__WEBPACK_IMPORTED_MODULE_3__/* .labelOfIn */ .ZN)(known?.observation);
    const main = MAIN_STEPS.flatMap((wanted) => steps.filter(({ step }) => step.kind === wanted).map(({ step }) => step));
    const told = (main.length > 0 ? main : steps.map(({ step }) => step)).slice(0, 3);
    const words = told.map((step) => (0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .stepWords */ .c9)(step, false, labelOf)).join('; ');
    return [
        `Dry run: a run would end as "${kind}" after ${(0,_time_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(steps.length, 'step')}, among them: ${words}.`,
        'Nothing was changed.',
        standsWords(known),
    ];
}
/** The steps that a reader of one line wants to hear of. */
const MAIN_STEPS = ['make', 'publish', 'repair', 'retire'];
function whyIncomplete(outcome, redact) {
    const { error, stop, steps, known } = outcome;
    if (error instanceof _rotation_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .RunProblems */ .ww && error.problems.length > 1) {
        return `${error.problems.length} problems keep the run from going on; each is listed above`;
    }
    if (error !== undefined)
        return (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorText */ .kc)(error, redact)[0] ?? '';
    if (stop !== undefined && stop.kind !== 'settled')
        return (0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .stopWords */ .e$)(stop, (0,_standing_js__WEBPACK_IMPORTED_MODULE_3__/* .labelOfIn */ .ZN)(known?.observation));
    const failed = steps.filter((done) => done.error !== undefined);
    const first = failed[0];
    if (first === undefined)
        return 'the run did not come to its end';
    const more = failed.length > 1 ? `, and ${(0,_time_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(failed.length - 1, 'other step')} failed` : '';
    return `could not ${(0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .stepWords */ .c9)(first.step, false, (0,_standing_js__WEBPACK_IMPORTED_MODULE_3__/* .labelOfIn */ .ZN)(known?.observation))}${more}`;
}
/** After a failure: what still works, and what the next run does. */
function whatNow({ changed, known, kind, stop }) {
    const words = [changed ? '' : 'Nothing was changed.'];
    if (known === undefined || (stop !== undefined && saysAll(stop)))
        return words;
    const { observation } = known;
    const current = (0,_rotation_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    if (current === undefined)
        words.push('The key that was used until now was left as it is.');
    else if ((0,_rotation_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isAlive */ ._n)(observation, current.record.accessKey))
        words.push(`${(0,_standing_js__WEBPACK_IMPORTED_MODULE_3__/* .generationName */ .C4)(current)} is current and goes on working.`);
    else if (observation.keys.get(current.record.accessKey)?.inDoubt === true)
        words.push(`Nobody knows whether the current key ${(0,_standing_js__WEBPACK_IMPORTED_MODULE_3__/* .generationName */ .C4)(current)} still works.`);
    else
        words.push(`The current key ${(0,_standing_js__WEBPACK_IMPORTED_MODULE_3__/* .generationName */ .C4)(current)} does not work any more: run again as soon as you can.`);
    if (kind === 'incomplete' || changed)
        words.push('The next run goes on from here.');
    return words;
}
/** What went astray is found by no later run, and nothing of the old key is certain: the way out is told with it. */
function saysAll({ kind }) {
    return kind === 'answer-lost' || kind === 'unstored' || kind === 'published-unproven';
}
function retiredWords({ accessKey, revision, how }) {
    return `the replaced key ${(0,_names_js__WEBPACK_IMPORTED_MODULE_5__/* .keyName */ .xT)(accessKey, revision)} is ${how === 'delete' ? 'deleted' : 'let go and goes on working'}`;
}
function currentName(known) {
    const current = known && (0,_rotation_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(known.observation);
    return current === undefined ? 'the key' : (0,_standing_js__WEBPACK_IMPORTED_MODULE_3__/* .generationName */ .C4)(current);
}
function allTargets(known) {
    const count = known?.observation.targets.length ?? 0;
    if (count === 1)
        return 'its target';
    return count === 2 ? 'both targets' : `all ${count} targets`;
}
function standsWords(known) {
    if (known === undefined)
        return '';
    const { observation } = known;
    const current = (0,_rotation_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    if (current === undefined)
        return 'There is no current key yet.';
    const key = observation.keys.get(current.record.accessKey);
    if (key === undefined)
        return `${(0,_standing_js__WEBPACK_IMPORTED_MODULE_3__/* .generationName */ .C4)(current)} is current, but its key no longer exists.`;
    const age = (0,_time_js__WEBPACK_IMPORTED_MODULE_4__/* .lengthWords */ .up)(observation.at.getTime() - key.createdAt.getTime());
    return `${(0,_standing_js__WEBPACK_IMPORTED_MODULE_3__/* .generationName */ .C4)(current)} is current and ${age} old.`;
}
function previousWords({ observation }, policy) {
    const replaced = (0,_standing_js__WEBPACK_IMPORTED_MODULE_3__/* .replacedKey */ .y6)(observation, policy);
    if (replaced === undefined)
        return '';
    const { accessKey, revision, graceEnds, then, key } = replaced;
    const name = (0,_names_js__WEBPACK_IMPORTED_MODULE_5__/* .keyName */ .xT)(accessKey, revision);
    if (graceEnds === undefined)
        return `The key ${name} that it replaced goes on working; nothing will retire it.`;
    const { at } = observation;
    if (key.expiresAt !== undefined && key.expiresAt < graceEnds) {
        return `The replaced key ${name} goes on working until it expires on ${(0,_time_js__WEBPACK_IMPORTED_MODULE_4__/* .momentWords */ .ud)(key.expiresAt, at)}.`;
    }
    const end = then === 'delete' ? 'deletes it' : 'lets it go';
    const when = graceEnds > at ? `after ${(0,_time_js__WEBPACK_IMPORTED_MODULE_4__/* .momentWords */ .ud)(graceEnds, at)}` : 'that finds every target in order';
    return `The replaced key ${name} goes on working; the first run ${when} ${end}.`;
}
function nextWords(known, policy) {
    const { observation } = known;
    const current = (0,_rotation_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    if (current === undefined)
        return '';
    const due = (0,_standing_js__WEBPACK_IMPORTED_MODULE_3__/* .nextDue */ .m3)(known, policy);
    if (current.record.rolledBack === true && !due.due) {
        const end = due.next === undefined ? '' : ` The key expires on ${(0,_time_js__WEBPACK_IMPORTED_MODULE_4__/* .momentWords */ .ud)(due.next, observation.at)}.`;
        return `Somebody went back to this key, so automatic rotation rests until a run with force: true.${end}`;
    }
    if (due.due) {
        if (due.because.kind === 'every-run')
            return 'The next run replaces it again: no max-age is set.';
        if (due.because.kind === 'end-unknown')
            return 'Nobody knows when the current key expires, so every run asks the service to roll it over.';
        return `The current key is due: ${(0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .dueWords */ .k_)(due.because, observation.at)}.`;
    }
    if (due.next === undefined)
        return 'The current key never expires, so that it is replaced only with force: true.';
    return `The current key is due on ${(0,_time_js__WEBPACK_IMPORTED_MODULE_4__/* .momentWords */ .ud)(due.next, observation.at)}.`;
}


/***/ }),

/***/ 7825:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  k_: () => (/* binding */ dueWords),
  It: () => (/* binding */ stepDoneWords),
  c9: () => (/* binding */ stepWords),
  e$: () => (/* binding */ stopWords)
});

// UNUSED EXPORTS: giveUpWords

// EXTERNAL MODULE: ./build/report/names.js
var report_names = __webpack_require__(9563);
// EXTERNAL MODULE: ./build/report/time.js
var time = __webpack_require__(8062);
;// CONCATENATED MODULE: ./build/report/astray.js


/** That a key cannot be rolled over yet. */
function notYetWords({ accessKey, until, forced }) {
    const name = accessKey === undefined ? 'the key' : `the key ${(0,report_names/* keyName */.xT)(accessKey)}`;
    const when = until === undefined ? 'shortly before it expires' : `from ${(0,time/* dateWords */.W$)(until)} on`;
    const instead = forced ? '; to replace it now, make another one with command: rotate' : '';
    return (0,report_names/* fit */.Uj)(`${name} goes on working, and the service rolls it over only ${when}${instead}`);
}
/** That a key was made, or may have been, and that nobody has it. */
function lostWords({ replaced, certain, earlier, why }) {
    if (replaced === undefined) {
        return (0,report_names/* fit */.Uj)('nobody knows whether the service made a key, and whoever asked for it did not get it. The old key goes on ' +
            'working. If the service shows a new key of this name in its list, deactivate it there; the next run makes ' +
            `another one. What went wrong: ${(0,report_names/* ended */.v6)(why)}`);
    }
    const { accessKey } = replaced;
    const name = accessKey === undefined ? 'the old key' : `the old key ${(0,report_names/* keyName */.xT)(accessKey)}`;
    const what = LOST[earlier ? 'earlier' : 'now'][certain ? 'certain' : 'possible'](name);
    return (0,report_names/* fit */.Uj)(`${what}. The way out: run once with command: rotate, which makes another key. What went wrong: ${(0,report_names/* ended */.v6)(why)}`);
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
            'nobody has its successor, unless a target was given it; or keys-api-token signs in as somebody else',
    },
};
/** That a key was made and could not be stored. */
function unstoredWords({ accessKey, rolledOver, targets, why }, labelOf) {
    const name = (0,report_names/* keyName */.xT)(accessKey);
    if (!rolledOver) {
        return (0,report_names/* fit */.Uj)(`the new key ${name} could not be stored, so no target was given it, and the old key goes on working. The next ` +
            `run makes another one; deactivate this one where the service lists it. What went wrong: ${(0,report_names/* ended */.v6)(why)}`);
    }
    const given = targets.length === 0
        ? 'every target was given it'
        : `${(0,time/* counted */.hS)(targets.length, 'target')} could not be given it either: ${(0,report_names/* listWords */.yh)(targets.map(labelOf))}`;
    return (0,report_names/* fit */.Uj)(`the new key ${name} could not be stored, and the old one is dead; ${given}. It stands in no store, so no later ` +
        `run knows it: run once with command: rotate, which makes another that is stored. What went wrong: ${(0,report_names/* ended */.v6)(why)}`);
}

;// CONCATENATED MODULE: ./build/report/words.js



const asItIs = (id) => id;
const NOBODY = new Set();
/**
 * A step in one line: `delete the replaced key …`.
 * @param dryRun says `would delete …` instead
 */
function stepWords(step, dryRun = false, labelOf = asItIs) {
    const { does, what } = partsOf(step, labelOf, NOBODY);
    return (0,report_names/* fit */.Uj)(`${dryRun ? 'would ' : ''}${does} ${what}`);
}
/**
 * A step that was carried out, in one line: `deleted the replaced key …`.
 * @param failed the targets (by id) that could not be written: they are not among those that were
 */
function stepDoneWords(step, labelOf = asItIs, failed = NOBODY) {
    const { did, what } = partsOf(step, labelOf, failed);
    return (0,report_names/* fit */.Uj)(`${did} ${what}`);
}
function partsOf(step, labelOf, failed) {
    const parts = (does, did, what) => ({ does, did, what });
    switch (step.kind) {
        case 'take-over': {
            const { revision, accessKey } = step;
            const found = revision === undefined || accessKey === undefined
                ? ''
                : `; ${(0,report_names/* keyName */.xT)(accessKey, revision)} counts as its current key`;
            return parts('take', 'took', `the secret over${found}`);
        }
        case 'discard': {
            const versions = step.revisions.map((revision) => `v${revision}`).join(', ');
            const disable = versions === '' ? '' : ` (with it ${versions} is disabled)`;
            return parts('delete', 'deleted', `the key ${(0,report_names/* keyName */.xT)(step.accessKey)}, which a run that died left unfinished${disable}`);
        }
        case 'give-up':
            return parts('give', 'gave', `${(0,report_names/* keyName */.xT)(step.accessKey, step.revision)} up: ${giveUpWords(step.reason)}`);
        case 'mark-previous':
            return parts('mark', 'marked', `${(0,report_names/* keyName */.xT)(step.accessKey, step.revision)} as previous: it was replaced on ${(0,time/* dateWords */.W$)(step.since)}`);
        case 'close':
            return parts('close', 'closed', `${(0,report_names/* keyName */.xT)(step.accessKey, step.revision)}: ${CLOSED[step.because]}`);
        case 'retire': {
            const key = `the replaced key ${(0,report_names/* keyName */.xT)(step.accessKey, step.revision)}`;
            if (step.how === 'delete')
                return parts('delete', 'deleted', key);
            return parts('let', 'let', `${key} go: it goes on working, and this action has nothing to do with it any more`);
        }
        case 'roll-back':
            return parts('store', 'stored', `the previous key ${(0,report_names/* keyName */.xT)(step.accessKey, step.revision)} as a new version`);
        case 'prune':
            return parts('delete', 'deleted', `the old version v${step.revision} from the secret`);
        case 'mark-stored':
            return parts('mark', 'marked', `${(0,report_names/* keyName */.xT)(step.accessKey, step.revision)}, which another run made, as stored`);
        case 'prove':
            return parts('prove', 'proved', `that ${(0,report_names/* keyName */.xT)(step.accessKey, step.revision)} works`);
        case 'publish':
        case 'repair': {
            const written = step.targets.filter((id) => !failed.has(id));
            const all = written.length === step.targets.length;
            const count = all
                ? (0,time/* counted */.hS)(written.length, 'target')
                : `${written.length} of ${(0,time/* counted */.hS)(step.targets.length, 'target')}`;
            const names = written.length === 0 ? '' : `: ${(0,report_names/* listWords */.yh)(written.map(labelOf))}`;
            const key = step.kind === 'repair' ? 'the current key ' : '';
            return parts('write', 'wrote', `${key}${(0,report_names/* keyName */.xT)(step.accessKey, step.revision)} to ${count}${names}`);
        }
        case 'promote':
            return parts('make', 'made', `${(0,report_names/* keyName */.xT)(step.accessKey, step.revision)} the current key`);
        case 'create-secret':
            return parts('create', 'created', 'the secret in Secret Manager');
        case 'make':
            return parts('make and store', 'made and stored', `a new key, because ${dueWords(step.because)}`);
        case 'stop':
            return parts('stop', 'stopped', `there: ${stopWords(step.because, labelOf)}`);
    }
}
/**
 * Why a key is replaced.
 * @param at the services' time, to say how old a key is; without it the date stands alone
 */
function dueWords(reason, at) {
    switch (reason.kind) {
        case 'forced':
            return 'force is set';
        case 'first':
            return 'there is no current key yet';
        case 'unreadable':
            return `v${reason.revision}, the current version, can no longer be read`;
        case 'dead':
            return (0,report_names/* fit */.Uj)(`the current key ${(0,report_names/* keyName */.xT)(reason.accessKey)} no longer exists`);
        case 'in-doubt':
            return (0,report_names/* fit */.Uj)(`an earlier run was about to roll ${(0,report_names/* keyName */.xT)(reason.accessKey)} over, and nobody knows how that ended`);
        case 'end-unknown':
            return (0,report_names/* fit */.Uj)(`nobody knows when the current key ${(0,report_names/* keyName */.xT)(reason.accessKey)} expires`);
        case 'expired':
            return (0,report_names/* fit */.Uj)(`the current key ${(0,report_names/* keyName */.xT)(reason.accessKey)} expired on ${(0,time/* dateWords */.W$)(reason.expiresAt)}`);
        case 'expiring':
            return (0,report_names/* fit */.Uj)(`the current key ${(0,report_names/* keyName */.xT)(reason.accessKey)} expires soon, on ${(0,time/* dateWords */.W$)(reason.expiresAt)}`);
        case 'old': {
            const age = at === undefined ? '' : ` (${(0,time/* lengthWords */.up)(at.getTime() - reason.createdAt.getTime())} ago)`;
            return (0,report_names/* fit */.Uj)(`the current key ${(0,report_names/* keyName */.xT)(reason.accessKey)}, made on ${(0,time/* dateWords */.W$)(reason.createdAt)}${age}, has reached max-age`);
        }
        case 'every-run':
            return 'every run replaces the key (no max-age is set)';
    }
}
/** Why a version is closed. */
const CLOSED = {
    dead: 'its key is dead',
    duplicate: 'a newer version holds its key',
    'given-up': 'it was given up, and could still be read',
};
/** Why a run ends. */
function stopWords(reason, labelOf = asItIs) {
    switch (reason.kind) {
        case 'settled':
            return 'nothing is left to do';
        case 'targets-lag': {
            const { targets } = reason;
            return (0,report_names/* fit */.Uj)(`${(0,time/* counted */.hS)(targets.length, 'target')} could not be written: ${(0,report_names/* listWords */.yh)(targets.map(labelOf))}`);
        }
        case 'unproven':
            return (`the new key ${(0,report_names/* keyName */.xT)(reason.accessKey)} did not work in time, so no target was given it; the old key goes ` +
                'on working. Run again later, or raise propagation-timeout');
        case 'published-unproven':
            return (0,report_names/* fit */.Uj)(`the new key ${(0,report_names/* keyName */.xT)(reason.accessKey)} could not be seen to work in time; it was given to the targets all ` +
                'the same, because the old one is dead. Look whether it works, and whether keys-api-verify-url asks the right thing');
        case 'not-yet':
            return notYetWords(reason);
        case 'answer-lost':
            return lostWords(reason);
        case 'unstored':
            return unstoredWords(reason, labelOf);
        case 'targets-differ':
            return (0,report_names/* fit */.Uj)(`${(0,time/* counted */.hS)(reason.targets.length, 'target')} may not hold the current key: ` +
                `${(0,report_names/* listWords */.yh)(reason.targets.map(labelOf))}. So ${(0,report_names/* keyName */.xT)(reason.accessKey)} goes on working: rotate first, ` +
                'or end it all the same with force, for a leaked key');
        case 'no-successor':
            return (`the current key is dead or cannot be read, so that ${(0,report_names/* keyName */.xT)(reason.accessKey)} is all there is: ` +
                'rotate first');
        case 'too-early':
            return (0,report_names/* fit */.Uj)(`the key ${(0,report_names/* keyName */.xT)(reason.accessKey)} was replaced a moment ago, and a run that still lives might write it ` +
                `somewhere; it can be retired after ${(0,time/* dateWords */.W$)(reason.until)}, or at once with force`);
        case 'nothing-to-roll-back-to':
            return 'there is no previous key that is alive and readable, so there is nothing to go back to';
        case 'unfinished-elsewhere':
            return (0,report_names/* fit */.Uj)(`another run left the key ${(0,report_names/* keyName */.xT)(reason.accessKey)} unfinished; it can be neither used nor, before ` +
                `${(0,time/* dateWords */.W$)(reason.until)}, be cleaned up`);
    }
}
/** Why a version is given up. */
function giveUpWords(reason) {
    switch (reason) {
        case 'disabled':
            return 'a person disabled it';
        case 'dead':
            return 'its key no longer exists, or has expired';
        case 'expiring':
            return 'its key expires soon';
        case 'overtaken':
            return 'a newer version is current already';
        case 'unproven':
            return 'its key did not work in time';
        case 'rolled-back':
            return 'somebody goes back to the key before it';
    }
}


/***/ })

};
