export const id = 861;
export const ids = [861];
export const modules = {

/***/ 9046:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  _: () => (/* binding */ evaluate),
  i: () => (/* binding */ foundKinds)
});

// EXTERNAL MODULE: ./build/rotation/decide/decide.js + 2 modules
var decide = __webpack_require__(2757);
// EXTERNAL MODULE: ./build/rotation/decide/due.js
var due = __webpack_require__(1862);
// EXTERNAL MODULE: ./build/rotation/model/target-identities.js
var target_identities = __webpack_require__(9919);
// EXTERNAL MODULE: ./build/rotation/model/observation.js
var model_observation = __webpack_require__(5919);
// EXTERNAL MODULE: ./build/rotation/decide/forged-records.js
var forged_records = __webpack_require__(8915);
// EXTERNAL MODULE: ./build/rotation/decide/pause.js
var decide_pause = __webpack_require__(150);
// EXTERNAL MODULE: ./build/rotation/model/policy.js
var model_policy = __webpack_require__(8575);
// EXTERNAL MODULE: ./build/rotation/decide/retirement.js
var retirement = __webpack_require__(4665);
;// CONCATENATED MODULE: ./build/check/bearer-keys.js


/** The keys that the issuer lists for the bearer and no version of the secret names, oldest first. */
function bearerKeys({ listed, marks }, observation, policy) {
    const named = new Set((0,model_observation/* generations */.YZ)(observation).map(({ record }) => record.accessKey));
    return [...observation.keys.values()]
        .filter(({ accessKey }) => listed?.has(accessKey) === true && !named.has(accessKey))
        .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
        .map((key) => ({
        key,
        state: stateOf(key, observation, marks, policy),
        expired: (0,model_observation/* isExpired */._d)(observation, key),
    }));
}
function stateOf(key, observation, marks, { replacesAccessKey }) {
    const { mark, accessKey } = key;
    if (mark?.phase === 'replaced' && mark.secretId === observation.secretId)
        return 'replaced';
    if (mark === undefined)
        return accessKey === replacesAccessKey ? 'replaced' : 'unknown';
    if (mark.secretId !== observation.secretId) {
        // Where nobody could look, somebody may well look after it; that nobody could look is told.
        return marks.get(mark.secretId) === false ? 'orphaned' : 'elsewhere';
    }
    // Its run may live, and if it does not, a later one clears up.
    const young = (0,model_observation/* isMade */.sX)(observation, key) && (0,model_observation/* ageMs */.WO)(observation, key.createdAt) <= model_policy/* ORPHAN_AFTER_MS */.h;
    return young ? 'unfinished' : 'orphaned';
}

// EXTERNAL MODULE: ./build/check/findings.js
var check_findings = __webpack_require__(1069);
;// CONCATENATED MODULE: ./build/check/read-only-remedies.js
/** What a rotation is told to ask for, and what suffices for somebody who only looks. */
const SUFFICES = [
    [/\bpermission sets SecretManagerReadOnly(, SecretManager\w+)+/g, 'permission set SecretManagerReadOnly'],
    [/\bIAMApplicationManager \(or IAMManager\)/g, 'IAMReadOnly'],
    [/\bIAMApplicationManager\b/g, 'IAMReadOnly'],
    // GitHub knows no way to read the secrets of Codespaces in a repository and not to write them.
    [/(?<!permission Codespaces secrets): write\b/g, ': read'],
    [/\bmay write\b/g, 'may read'],
];
/** A problem whose remedy asks for no more than it takes to look. */
function withReadOnlyRemedy(problem) {
    const remedy = SUFFICES.reduce((text, [asked, suffices]) => text.replaceAll(asked, suffices), problem.remedy);
    return { ...problem, remedy };
}

;// CONCATENATED MODULE: ./build/check/not-evaluated.js



/** What could be found in each part. */
const HIDES = {
    store: check_findings/* FINDING_KINDS */.m.filter((kind) => kind !== 'unchecked'),
    keys: ['no-key', 'forged-records', 'expired', 'expiring', 'unknown-keys', 'orphaned-keys'],
    proof: ['no-key'],
    targets: ['replaced-repository', 'drift', 'shadowed'],
    identities: ['replaced-repository'],
    shadows: ['shadowed'],
    marks: ['orphaned-keys'],
    quota: ['quota'],
};
/** All that could not be looked at or judged, with what it may hide. */
function notEvaluated({ unread, listed, verifiable }, known, observation) {
    const told = uniqueProblems(unread);
    if (known?.current === undefined || observation === undefined)
        return told;
    const { current, sameBearer, due } = known;
    const key = observation.keys.get(current.record.accessKey);
    if (!sameBearer)
        told.push(OTHER_BEARER);
    if (due === undefined && key !== undefined)
        told.push(listed === undefined && observation.issuer === 'listing' ? AGE_WITHOUT_RULE_OR_END : NO_RULE);
    if (observation.issuer === 'blind' && key !== undefined && key.expiresAt === undefined)
        told.push(END_UNKNOWN);
    // Where the issuer keeps no list, only a question with the key tells whether it works.
    const ended = key === undefined || (0,model_observation/* isExpired */._d)(observation, key);
    const answered = key?.works === true || unread.some(({ part }) => part === 'proof');
    if (verifiable && !ended && !answered)
        told.push(UNPROVEN);
    return told;
}
/** One reason is told once, whatever it keeps from being seen. */
function uniqueProblems(unseen) {
    const byProblem = new Map();
    for (const { part, problem } of unseen) {
        const words = withReadOnlyRemedy(problem);
        const name = JSON.stringify(words);
        const hides = new Set([...(byProblem.get(name)?.hides ?? []), ...HIDES[part]]);
        byProblem.set(name, { problem: words, hides: [...hides] });
    }
    return [...byProblem.values()];
}
const OTHER_BEARER = {
    problem: {
        about: 'application-id',
        problem: 'the current key belongs to another application or user than the one whose keys were listed (without ' +
            'application-id these are the credentials of the run), so IAM was not asked about it and its other keys',
        remedy: 'Give the application that the key belongs to as application-id',
    },
    hides: ['forged-records', 'expired', 'expiring', 'unknown-keys', 'orphaned-keys'],
};
const NO_RULE = withoutRule('there is no max-age, and the key never expires, so that nobody can say when it is overdue');
const AGE_WITHOUT_RULE_OR_END = withoutRule('there is no max-age, and when the key expires could not be read, so that nobody can say when it is overdue');
function withoutRule(problem) {
    const remedy = 'Give max-age: the age at which the rotation replaces the key, for example 30d';
    return { problem: { about: 'max-age', problem, remedy }, hides: ['overdue'] };
}
const END_UNKNOWN = {
    problem: {
        about: 'keys-api-url',
        problem: 'nobody knows when the current key expires: the service did not say it when it made the key',
        remedy: 'Roll the key over or rotate it once; the record of the new one then says when it ends',
    },
    hides: ['expired', 'expiring'],
};
const UNPROVEN = {
    problem: {
        about: 'keys-api-verify-url',
        problem: 'the service was asked whether the current key works, and did not say so',
        remedy: 'Run again; if it stays, look whether keys-api-verify-url and keys-api-verify-header ask the right thing',
    },
    hides: ['no-key'],
};

;// CONCATENATED MODULE: ./build/check/evaluate.js











/** Below so many, the next rotations have no room. */
const LOW_QUOTA = 2;
/** Judges what stands of one key. Pure. */
function evaluate(seen, check) {
    const { observation } = seen;
    if (observation === undefined) {
        const unchecked = notEvaluated(seen, undefined, undefined);
        return { findings: [], unchecked, others: [], due: undefined, versionsLeft: undefined };
    }
    const { policy } = check;
    // A key that somebody deleted is reported as the current one all the same.
    const current = (0,model_observation/* recordedCurrent */.mh)(observation);
    const others = bearerKeys(seen, observation, policy);
    const due = current && dueDate(observation, policy, current);
    const versionsLeft = remainingVersions(seen, observation, policy);
    const replaced = replacedTargets(seen, observation, current);
    const sameBearer = listsCurrentKey(seen, observation, current);
    const findings = [
        ...keyFindings(observation, check, current, due),
        ...(0,forged_records/* forgedRecords */.Y)(observation).map((forged) => ({ kind: 'forged-records', forged })),
        ...unfinished(observation, check),
        ...overGrace(observation, check),
        ...paused(observation, policy),
        ...replaced,
        ...drifted(observation, current, new Set(replaced.map(({ target }) => target))),
        ...seen.shadows.map((shadow) => ({ kind: 'shadowed', ...shadow })),
        ...(sameBearer ? unmanagedKeys(others) : []),
        ...quotaFindings(seen, versionsLeft),
    ];
    const order = (finding) => check_findings/* FINDING_KINDS */.m.indexOf(finding.kind);
    return {
        findings: findings.toSorted((a, b) => order(a) - order(b)),
        unchecked: notEvaluated(seen, { current, sameBearer, due }, observation),
        others: sameBearer ? others : [],
        due,
        versionsLeft,
    };
}
/** The kinds that were found. */
function foundKinds({ findings, unchecked }) {
    const found = new Set(findings.map(({ kind }) => kind));
    if (unchecked.length > 0)
        found.add('unchecked');
    return check_findings/* FINDING_KINDS */.m.filter((kind) => found.has(kind));
}
/** When a key is to be replaced: when it reaches `max-age`, or when the rollover window before its end opens. */
function dueDate(observation, policy, { record }) {
    const key = observation.keys.get(record.accessKey);
    if (key === undefined)
        return undefined;
    const { createdAt, expiresAt } = key;
    const old = policy.maxAge?.after(createdAt);
    // Also a pause that is over: no run could replace the key before its end.
    const until = (0,decide_pause/* latestPause */.cn)(observation, policy)?.until;
    const dates = [
        ...(old === undefined ? [] : [until !== undefined && until > old ? until : old]),
        ...(expiresAt === undefined ? [] : [(0,due/* windowOpens */.Wd)(policy, expiresAt)]),
    ];
    return dates.sort((a, b) => a.getTime() - b.getTime())[0];
}
/**
 * Whether the issuer lists the current key for the bearer that it was asked about. If it does not, and the key is
 * there, the list is of somebody else's keys.
 */
function listsCurrentKey({ listed }, observation, current) {
    if (listed === undefined || current === undefined)
        return true;
    const { accessKey } = current.record;
    return listed.has(accessKey) || !observation.keys.has(accessKey);
}
/** What is wrong with the current key. */
function keyFindings(observation, { policy, overdueAfter }, current, due) {
    const { secretId, at } = observation;
    if (secretId === undefined)
        return [{ kind: 'no-key', why: { kind: 'no-secret' } }];
    if (current === undefined)
        return [{ kind: 'no-key', why: { kind: 'never-made', secretId } }];
    const { revision, record } = current;
    const { accessKey } = record;
    const which = { accessKey, revision };
    const findings = [];
    if (current.status !== 'enabled')
        findings.push({ kind: 'no-key', why: { kind: 'unreadable', ...which } });
    const key = observation.keys.get(accessKey);
    if (key === undefined)
        findings.push({ kind: 'no-key', why: { kind: 'gone', ...which } });
    else
        findings.push(...endFindings(observation, policy, which, key));
    if (due !== undefined && overdueAfter.after(due) <= at)
        findings.push({ kind: 'overdue', ...which, due });
    return findings;
}
function endFindings(observation, { rolloverWindow }, which, key) {
    const { expiresAt } = key;
    if (expiresAt === undefined)
        return [];
    if ((0,model_observation/* isExpired */._d)(observation, key))
        return [{ kind: 'expired', ...which, at: expiresAt }];
    return expiresAt <= rolloverWindow.after(observation.at)
        ? [{ kind: 'expiring', ...which, at: expiresAt }]
        : [];
}
/** What a run should have finished by now. */
function unfinished(observation, { overdueAfter }) {
    const { at } = observation;
    const late = (since) => overdueAfter.after(since) <= at && since.getTime() + model_policy/* RUN_DEADLINE_MS */.Y <= at.getTime();
    return (0,model_observation/* generations */.YZ)(observation).flatMap((generation) => {
        const { revision, record } = generation;
        const { accessKey, since, replacing } = record;
        const state = (0,model_observation/* versionState */.M7)(observation, generation);
        const key = observation.keys.get(accessKey);
        const which = { accessKey, revision };
        if ((state === 'pending' || state === 'unpublishable' || state === 'unfinished') && late(since))
            return [{ kind: 'unfinished', what: 'pending', ...which, since }];
        if (state === 'current' && key?.inDoubt === true && replacing !== undefined && late(replacing))
            return [{ kind: 'unfinished', what: 'in-doubt', ...which, since: replacing }];
        return [];
    });
}
/** Replaced keys that no run retired. A keys API's keys end by themselves. */
function overGrace(observation, { policy, overdueAfter }) {
    if (observation.issuer === 'blind')
        return [];
    const { at } = observation;
    return (0,retirement/* replacedKeys */.Z_)(observation).flatMap(({ accessKey, revision, since }) => {
        const ends = policy.grace.after(since);
        const isLate = overdueAfter.after(ends) <= at && ends.getTime() + model_policy/* RUN_DEADLINE_MS */.Y <= at.getTime();
        // A key without a version is found by its mark alone.
        if (!isLate || revision === undefined || !(0,model_observation/* isValid */.fn)(observation, accessKey))
            return [];
        return [{ kind: 'unfinished', what: 'grace', accessKey, revision, since: ends }];
    });
}
/** Until when no key is replaced because of its age. */
function paused(observation, policy) {
    const pause = (0,decide_pause/* pauseOf */.eY)(observation, policy);
    return pause === undefined ? [] : [{ kind: 'paused', pause }];
}
/** The targets whose repository or organization is another one than the record of the current generation says. */
function replacedTargets({ identities }, observation, current) {
    const recorded = (0,target_identities/* recordedIdentities */.nY)(observation, current?.revision);
    return observation.targets.flatMap(({ id }) => (0,target_identities/* replacedIdentities */.BH)(recorded, identities.get(id) ?? []).map((one) => ({
        kind: 'replaced-repository',
        target: id,
        ...one,
    })));
}
/**
 * The targets that do not hold the current key. Those that hold its successor already are no drift, and those that are
 * not to be written have a finding of their own.
 */
function drifted(observation, current, replaced) {
    if (current === undefined)
        return [];
    const coming = (0,model_observation/* generations */.YZ)(observation).filter((generation) => (0,model_observation/* versionState */.M7)(observation, generation) === 'pending');
    return (0,model_observation/* inNeedOfRepair */.Cj)(observation, current)
        .filter(({ id }) => !replaced.has(id))
        .filter((target) => !coming.some((generation) => (0,model_observation/* holds */.v9)(target, generation)))
        .map((target) => ({ kind: 'drift', target: target.id, how: (0,model_observation/* holds */.v9)(target, current) ? 'access' : 'key' }));
}
/** Keys that nobody looks after. Those that expired harm nobody. */
function unmanagedKeys(others) {
    return others.flatMap((key) => {
        if (key.expired)
            return [];
        if (key.state === 'unknown')
            return [{ kind: 'unknown-keys', key }];
        return key.state === 'orphaned' ? [{ kind: 'orphaned-keys', key }] : [];
    });
}
function remainingVersions({ capacity }, observation, policy) {
    if (observation.secretId === undefined)
        return undefined;
    const there = observation.versions.filter(({ status }) => status === 'enabled' || status === 'disabled').length;
    const pruned = Math.max(0, (0,decide/* spareVersions */.h)(observation).length - policy.keepVersions);
    return Math.max(0, capacity - there + pruned);
}
function quotaFindings({ keysLeft }, versionsLeft) {
    const little = (of, left) => left !== undefined && left < LOW_QUOTA ? [{ kind: 'quota', of, left }] : [];
    return [...little('versions', versionsLeft), ...little('keys', keysLeft)];
}


/***/ }),

/***/ 7861:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  checkFails: () => (/* reexport */ checkFails),
  checkOutputs: () => (/* reexport */ checkOutputs),
  checkVerdict: () => (/* reexport */ checkVerdict),
  createCheckLog: () => (/* reexport */ createCheckLog),
  createLog: () => (/* reexport */ log/* createLog */.h),
  errorText: () => (/* reexport */ errors/* errorText */.kc),
  exportedVariables: () => (/* reexport */ outputs/* exportedVariables */.n4),
  isFailure: () => (/* reexport */ verdict/* isFailure */.N6),
  keyFileOutcome: () => (/* reexport */ summary/* keyFileOutcome */.eb),
  keyFileOutputs: () => (/* reexport */ summary/* keyFileOutputs */.Ux),
  keyFileVerdict: () => (/* reexport */ summary/* keyFileVerdict */.xZ),
  limitAnnotations: () => (/* reexport */ text_annotations/* limitAnnotations */.y),
  matrixOf: () => (/* reexport */ matrixOf),
  planVerdict: () => (/* reexport */ planVerdict),
  printError: () => (/* reexport */ print_error/* printError */.y),
  printProblems: () => (/* reexport */ printProblems),
  renderCheckSummary: () => (/* reexport */ renderCheckSummary),
  renderKeyFileSummary: () => (/* reexport */ summary/* renderKeyFileSummary */.q3),
  renderPlan: () => (/* reexport */ renderPlan),
  renderSummary: () => (/* reexport */ rotation_summary/* renderSummary */.Br),
  retrieveOutputs: () => (/* reexport */ outputs/* retrieveOutputs */.F6),
  rotationOutputs: () => (/* reexport */ outputs/* rotationOutputs */.bu),
  saveReport: () => (/* reexport */ saveReport),
  troubleshootingPage: () => (/* reexport */ doc_links/* troubleshootingPage */.cw)
});

// EXTERNAL MODULE: ./build/check/findings.js
var findings = __webpack_require__(1069);
// EXTERNAL MODULE: ./build/check/evaluate.js + 3 modules
var evaluate = __webpack_require__(9046);
// EXTERNAL MODULE: ./build/rotation/model/observation.js
var model_observation = __webpack_require__(5919);
// EXTERNAL MODULE: ./build/report/text/clean.js
var text_clean = __webpack_require__(8598);
// EXTERNAL MODULE: ./build/report/text/phrases.js
var phrases = __webpack_require__(4545);
// EXTERNAL MODULE: ./build/report/text/time.js
var text_time = __webpack_require__(9094);
;// CONCATENATED MODULE: ./build/report/check/outcome.js






const LENGTH = 1500;
/** What one key came to. */
function outcomeOfKey({ snapshot, evaluation }) {
    if (snapshot.observation === undefined)
        return 'failed';
    return (0,evaluate/* foundKinds */.i)(evaluation).length === 0 ? 'healthy' : 'attention';
}
/** What all keys came to together. */
function checkOutcome(results) {
    const outcomes = new Set(results.map(outcomeOfKey));
    const [only] = outcomes;
    return outcomes.size === 1 && only !== undefined ? only : 'attention';
}
/** The kinds that were found, over all keys. */
function checkFindings(results) {
    const found = new Set(results.flatMap(({ evaluation }) => (0,evaluate/* foundKinds */.i)(evaluation)));
    return findings/* FINDING_KINDS */.m.filter((kind) => found.has(kind));
}
/** What fails the job by `fail-on`: what was found of it, and what could not be ruled out. */
function checkAlarms(results, failOn) {
    return failOn.flatMap((kind) => {
        const found = results.filter(({ evaluation }) => (0,evaluate/* foundKinds */.i)(evaluation).includes(kind));
        const hidden = results.filter(({ evaluation }) => evaluation.unchecked.some(({ hides }) => hides.includes(kind)));
        const keys = found.length > 0 ? found : hidden;
        return keys.length === 0
            ? []
            : [{ kind, keys: keys.map(({ name = '' }) => name), found: found.length > 0 }];
    });
}
/** Whether the job fails: `fail-on` names something, or a key could not be looked at at all. */
function checkFails(results, failOn) {
    return checkAlarms(results, failOn).length > 0 || results.some((one) => outcomeOfKey(one) === 'failed');
}
/** One line on a key: what was found, what stands, what could not be looked at. */
function keyVerdict(result, redact) {
    const { text } = (0,text_clean/* createClean */.G)(redact);
    const { snapshot, evaluation } = result;
    const [first] = evaluation.unchecked;
    if (snapshot.observation === undefined)
        return text(`Could not be looked at: ${first?.problem.problem ?? 'nobody knows why'}.`, LENGTH);
    const kinds = (0,evaluate/* foundKinds */.i)(evaluation).filter((kind) => kind !== 'unchecked');
    const head = kinds.length > 0 ? `Attention: ${kinds.join(', ')}.` : first === undefined ? 'Healthy.' : 'Nothing found.';
    return text([head, standsWords(result), uncheckedWords([result])].filter((part) => part !== '').join(' '), LENGTH);
}
/** One line on all keys, and why the job fails, if it does. */
function checkVerdict(results, failOn, redact) {
    const { text } = (0,text_clean/* createClean */.G)(redact);
    const [only, second] = results;
    const alarms = checkAlarms(results, failOn).map(alarmWords);
    const end = alarms.length === 0 ? '' : `The job fails by fail-on: ${alarms.join('; ')}.`;
    const head = only !== undefined && second === undefined && only.name === undefined
        ? keyVerdict(only, redact)
        : fleetWords(results);
    return text(end === '' ? head : `${head} ${end}`, LENGTH);
}
function fleetWords(results) {
    const of = (outcome) => results.filter((one) => outcomeOfKey(one) === outcome);
    const counts = [
        [of('healthy').length, 'healthy'],
        [of('attention').length, 'to be looked at'],
        [of('failed').length, 'out of sight'],
    ];
    const said = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
    const kinds = checkFindings(results)
        .filter((kind) => kind !== 'unchecked')
        .map((kind) => {
        const keys = results.filter(({ evaluation }) => (0,evaluate/* foundKinds */.i)(evaluation).includes(kind));
        return `${kind} (${(0,phrases/* listNames */.Zv)(keys.map(({ name = '' }) => name))})`;
    });
    const found = kinds.length === 0 ? '' : ` Found: ${kinds.join(', ')}.`;
    const unseen = uncheckedWords(results);
    return `${(0,text_time/* pluralize */.td)(results.length, 'key')}: ${said.join(', ')}.${found}${unseen === '' ? '' : ` ${unseen}`}`;
}
function alarmWords({ kind, keys, found }) {
    const names = keys.filter((name) => name !== '');
    const of = names.length === 0 ? '' : ` of ${(0,phrases/* listNames */.Zv)(names)}`;
    return found ? `${kind}${of}` : `${kind}${of} could not be ruled out`;
}
function uncheckedWords(results) {
    const count = results.reduce((sum, { evaluation }) => sum + evaluation.unchecked.length, 0);
    return count === 0 ? '' : `${(0,text_time/* pluralize */.td)(count, 'thing')} could not be looked at.`;
}
/** What stands, in a sentence or two. */
function standsWords({ snapshot, evaluation }) {
    const { observation } = snapshot;
    const current = observation && (0,model_observation/* recordedCurrent */.mh)(observation);
    if (observation === undefined || current === undefined)
        return '';
    const { at, keys, targets } = observation;
    const name = (0,phrases/* keyName */.xT)(current.record.accessKey, current.revision);
    const key = keys.get(current.record.accessKey);
    if (key === undefined)
        return '';
    const { due } = evaluation;
    const next = due === undefined ? '' : ` It ${due > at ? 'is' : 'was'} due on ${(0,text_time/* relativeDateText */.KB)(due, at)}.`;
    const behind = evaluation.findings.filter(({ kind }) => kind === 'drift').length;
    const held = targets.length === 0 ? '' : ` Targets that hold it: ${targets.length - behind} of ${targets.length}.`;
    return `${name} is current and ${(0,text_time/* durationText */.S5)(at.getTime() - key.createdAt.getTime())} old.${next}${held}`;
}

// EXTERNAL MODULE: ./build/report/view/key-view.js
var key_view = __webpack_require__(4330);
// EXTERNAL MODULE: ./build/report/view/target-view.js
var target_view = __webpack_require__(1036);
;// CONCATENATED MODULE: ./build/report/view/check-view.js





/** The keys of a check: newest version first, then those that no version names. */
function checkKeyViews(result) {
    const { observation } = result.snapshot;
    if (observation === undefined)
        return [];
    const current = (0,model_observation/* recordedCurrent */.mh)(observation);
    return [
        ...(0,model_observation/* generations */.YZ)(observation)
            .toReversed()
            .map((generation) => {
            const { revision, status, record } = generation;
            const isCurrent = revision === current?.revision;
            const stage = (0,key_view/* stageText */.U2)(observation, generation);
            return {
                revision,
                accessKey: record.accessKey,
                stage: `${stage}${status === 'enabled' ? '' : ', disabled'}`,
                isCurrent,
                ...ageAndExpiry(result, observation, record.accessKey, record.issued),
            };
        }),
        ...result.evaluation.others.map(({ key, state }) => ({
            revision: undefined,
            accessKey: key.accessKey,
            stage: BEARER_KEY_STATE_TEXT[state],
            isCurrent: false,
            ...ageAndExpiry(result, observation, key.accessKey, undefined),
        })),
    ];
}
/** Whether the issuer was asked which keys live, or keeps no list that could be asked for. */
function keysWereRead({ snapshot: { listed, observation } }) {
    return listed !== undefined || observation?.issuer === 'blind';
}
/** Whether a key works, as far as anybody knows. */
function isKeyValid(result, accessKey) {
    const { observation } = result.snapshot;
    return observation === undefined || !keysWereRead(result) ? undefined : (0,model_observation/* isValid */.fn)(observation, accessKey);
}
function ageAndExpiry(result, observation, accessKey, issued) {
    const { at, issuer } = observation;
    const key = observation.keys.get(accessKey);
    const age = (from) => (0,text_time/* durationText */.S5)(at.getTime() - from.getTime());
    if (!keysWereRead(result)) {
        const from = issued ?? key?.createdAt;
        return { age: from === undefined ? '' : age(from), expiry: 'could not be read' };
    }
    if (key === undefined)
        return { age: '', expiry: (0,key_view/* missingKeyText */.ls)(observation, accessKey, 'dead') };
    const { createdAt, expiresAt } = key;
    if (expiresAt === undefined)
        return {
            age: age(createdAt),
            expiry: issuer === 'blind' ? 'nobody knows when it expires' : 'never expires',
        };
    const verb = (0,model_observation/* isExpired */._d)(observation, key) ? 'expired' : 'expires';
    return { age: age(createdAt), expiry: `${verb} ${(0,text_time/* relativeDateText */.KB)(expiresAt, at)}` };
}
/** What a key is that no version of the secret names, in a word or two. */
const BEARER_KEY_STATE_TEXT = {
    unknown: 'unknown',
    orphaned: 'orphaned',
    replaced: 'replaced, to be retired',
    unfinished: 'being made',
    elsewhere: "another secret's",
};
/** The targets of a check, those that are not in order first. */
function checkTargetViews({ snapshot, evaluation }) {
    const { observation, shadows } = snapshot;
    if (observation === undefined)
        return [];
    const drifted = new Map(evaluation.findings.flatMap((one) => (one.kind === 'drift' ? [[one.target, one.how]] : [])));
    const rows = (0,target_view/* targetViews */.OR)(observation).map((row) => {
        const hiddenBy = shadows.filter(({ target }) => target === row.id).map(({ by }) => by);
        const access = drifted.get(row.id) === 'access' ? 'differs' : 'as-declared';
        const entries = observation.targets.flatMap(({ id, secrets }) => (id === row.id ? secrets : []));
        const missing = entries.flatMap(({ name, updatedAt }) => (updatedAt === undefined ? [name] : []));
        const said = targetWords(row, missing);
        return {
            ...row,
            access,
            hiddenBy,
            missing,
            inOrder: (0,model_observation/* recordedCurrent */.mh)(observation) !== undefined && !drifted.has(row.id) && hiddenBy.length === 0,
            words: access === 'differs' ? `${said}, shown to others than declared` : said,
        };
    });
    return [...rows.filter(({ inOrder }) => !inOrder), ...rows.filter(({ inOrder }) => inOrder)];
}
function targetWords(row, missing) {
    if (row.holds === 'missing')
        return 'nothing: none of the declared secrets is there';
    if (row.holds !== 'unknown')
        return (0,target_view/* targetText */.Z3)(row);
    return missing.length > 0
        ? `only a part: ${(0,phrases/* listNames */.Zv)(missing)} is not there`
        : 'unknown: written by somebody else';
}

// EXTERNAL MODULE: ./build/rotation/model/target-identities.js
var target_identities = __webpack_require__(9919);
// EXTERNAL MODULE: ./build/report/rotation/verdict.js
var verdict = __webpack_require__(3679);
// EXTERNAL MODULE: ./build/report/rotation/step-text.js + 1 modules
var step_text = __webpack_require__(4619);
;// CONCATENATED MODULE: ./build/report/check/finding-text.js







/** All that was found of a key, in words, and what could not be looked at. */
function findingTexts(result) {
    const { findings, unchecked } = result.evaluation;
    const { observation } = result.snapshot;
    // Where nothing could be observed, nothing was found.
    const told = observation === undefined
        ? []
        : findings.map((finding) => ({ kind: finding.kind, ...words(result, observation, finding) }));
    return [
        ...told,
        ...unchecked.map(({ problem: { about, problem, remedy } }) => ({
            kind: 'unchecked',
            found: (0,phrases/* safeLine */.om)(`${about}: ${problem}`),
            remedy,
        })),
    ];
}
function words(result, observation, finding) {
    const { at } = observation;
    const moment = (date) => (0,text_time/* relativeDateText */.KB)(date, at);
    const labelOf = (0,key_view/* labelOfIn */.ZN)(observation);
    switch (finding.kind) {
        case 'no-key':
            return noKeyText(finding.why, result);
        case 'expired':
            return {
                found: (0,phrases/* safeLine */.om)(`the current key ${(0,phrases/* keyName */.xT)(finding.accessKey, finding.revision)} expired on ${moment(finding.at)}`),
                remedy: 'Run the rotation now: it makes a new key and brings every target to it',
            };
        case 'expiring':
            return {
                found: (0,phrases/* safeLine */.om)(`the current key ${(0,phrases/* keyName */.xT)(finding.accessKey, finding.revision)} expires on ${moment(finding.at)}`),
                remedy: 'See to it that the rotation runs: it replaces a key that expires within rollover-window',
            };
        case 'overdue':
            return {
                found: (0,phrases/* safeLine */.om)(`the current key ${(0,phrases/* keyName */.xT)(finding.accessKey, finding.revision)} was due on ${moment(finding.due)}, and nobody has ` +
                    'replaced it'),
                remedy: "Look at the rotation's last runs: GitHub may have stopped its schedule, or it fails. Enable it, or run it by hand",
            };
        case 'forged-records':
            return forgedText(observation, finding.forged);
        case 'unfinished':
            return unfinishedText(finding, moment(finding.since));
        case 'paused':
            return {
                found: (0,phrases/* safeLine */.om)(`automatic rotation is paused ${(0,verdict/* pauseCause */.U$)(finding.pause)} until ${moment(finding.pause.until)}`),
                remedy: 'No action required if this is intended. To rotate before that date, run with force: true',
            };
        case 'replaced-repository': {
            const { problem, remedy } = (0,target_identities/* replacedProblem */.uO)(labelOf(finding.target), finding);
            return { found: (0,phrases/* safeLine */.om)(problem), remedy };
        }
        case 'drift':
            return driftText(result, labelOf(finding.target), finding);
        case 'shadowed':
            return {
                found: (0,phrases/* safeLine */.om)(`the secrets of ${labelOf(finding.target)} are hidden by ${finding.by}, which has ${(0,phrases/* listNames */.Zv)(finding.names)} ` +
                    'too and is no declared target: jobs there get what stands there, and no rotation keeps that up to date'),
                remedy: 'Delete them there, or declare that place as a target as well',
            };
        case 'unknown-keys':
        case 'orphaned-keys':
            return unmanagedKeyText(finding.key.key, at);
        case 'quota':
            return quotaText(finding.of, finding.left, result);
    }
}
/** The text ends like a log line; a finding has its remedy apart. */
function forgedText({ issuer }, { revision, accessKey, how }) {
    if (how === 'unauthenticated' || accessKey === undefined) {
        return {
            found: `the record of version ${revision} was not written with record-key, so the version is not used`,
            remedy: 'If the version is older than record-key or than its present value, delete it once nothing uses its key; ' +
                'otherwise find out who can write to the secret, and delete it then',
        };
    }
    const name = (0,phrases/* keyName */.xT)(accessKey, revision);
    const [contradicted, contradicts] = issuer === 'listing'
        ? ['contradicted IAM', 'contradicts IAM']
        : ['did not match the key that it holds', 'does not match the key that it holds'];
    return {
        found: (0,phrases/* safeLine */.om)(how === undefined
            ? `the version of ${name} was disabled by the rotation, because its record ${contradicted}`
            : `the record of ${name} ${contradicts}: ${(0,step_text/* closeText */._S)(how)}`),
        remedy: 'Find out who can write to the secret; then delete the version',
    };
}
function noKeyText(why, { secretPath }) {
    const rotate = 'Run the rotation now: it makes a new key and brings every target to it';
    switch (why.kind) {
        case 'no-secret':
            return {
                found: (0,phrases/* safeLine */.om)(`there is no secret ${secretPath} in Secret Manager, so nothing was rotated yet, or it was deleted`),
                remedy: 'Run the rotation; or, if it has another name, give secret-name (rotator-repository where another ' +
                    "repository's workflow rotates it)",
            };
        case 'never-made':
            return {
                found: (0,phrases/* safeLine */.om)(`the secret ${secretPath} (${why.secretId}) has no current key of a rotation`),
                remedy: 'Run the rotation, with take-over: true if the secret was made by hand or by other tools',
            };
        case 'gone':
            return {
                found: (0,phrases/* safeLine */.om)(`the current key ${(0,phrases/* keyName */.xT)(why.accessKey, why.revision)} no longer exists: somebody ended it`),
                remedy: rotate,
            };
        case 'unreadable':
            return {
                found: (0,phrases/* safeLine */.om)(`v${why.revision}, the current version, was disabled, so that nobody can read the key ${(0,phrases/* keyName */.xT)(why.accessKey)}`),
                remedy: rotate,
            };
    }
}
function unfinishedText({ what, accessKey, revision }, when) {
    const name = (0,phrases/* keyName */.xT)(accessKey, revision);
    switch (what) {
        case 'pending':
            return {
                found: (0,phrases/* safeLine */.om)(`${name} has been pending since ${when}: no run brought it to every target`),
                remedy: "Look at the rotation's last runs: the next one that can write every target finishes it",
            };
        case 'grace':
            return {
                found: (0,phrases/* safeLine */.om)(`the grace period of the replaced key ${name} ended on ${when}, and the key still works`),
                remedy: "Look at the rotation's last runs: one that finds every target in order retires it, as does command: retire",
            };
        case 'in-doubt':
            return {
                found: (0,phrases/* safeLine */.om)(`a run was about to roll ${name} over on ${when}, and nobody knows how that ended`),
                remedy: 'Run the rotation: it finds out, or makes another key (command: rotate)',
            };
    }
}
function driftText(result, label, { target, how }) {
    const of = `the secrets of ${label}`;
    if (how === 'access') {
        return {
            found: (0,phrases/* safeLine */.om)(`${of} hold the current key, and other repositories read them than were declared`),
            remedy: 'Run the rotation: it mends that; or declare what is meant (visibility, selected-repositories)',
        };
    }
    const rows = checkTargetViews(result).filter(({ id }) => id === target);
    const held = rows.map(({ words: what, writtenAt }) => writtenAt === undefined ? what : `${what}; last written on ${(0,text_time/* dateText */.MK)(writtenAt)}`);
    return {
        found: (0,phrases/* safeLine */.om)(`${of} do not hold the current key: ${held.join('')}`),
        remedy: 'Run the rotation: it writes the current key there; and look who else writes or deletes there',
    };
}
function unmanagedKeyText(key, at) {
    const age = (0,text_time/* durationText */.S5)(at.getTime() - key.createdAt.getTime());
    const said = key.text === '' ? '' : `, described as "${key.text}"`;
    const name = `the key ${(0,phrases/* keyName */.xT)(key.accessKey)} of the same bearer (${age} old${said})`;
    if (key.mark === undefined) {
        return {
            found: (0,phrases/* safeLine */.om)(`${name} was not made by a rotation, and nothing replaces or ends it`),
            remedy: 'If nobody uses it, delete it; if the rotation replaced it, name it as replaces-access-key, which retires it',
        };
    }
    return {
        found: (0,phrases/* safeLine */.om)(`${name} carries the mark of the secret ${key.mark.secretId}, and no secret or no version there holds it any more`),
        remedy: 'If nobody uses it, delete it; a key of this secret is retired by the rotation itself, and for another one remove ' +
            'the mark [key-rotation …] from its description',
    };
}
function quotaText(of, left, { snapshot }) {
    if (of === 'versions') {
        return {
            found: (0,phrases/* safeLine */.om)(`the secret takes ${left === 0 ? 'no more versions' : `only ${(0,text_time/* pluralize */.td)(left, 'more version')}`} (of ${snapshot.capacity})`),
            remedy: 'Lower keep-versions, or delete versions that no rotation keeps a record of',
        };
    }
    return {
        found: (0,phrases/* safeLine */.om)(`the organization's quota has room for ${left === 0 ? 'no more API keys' : `only ${(0,text_time/* pluralize */.td)(left, 'more API key')}`}`),
        remedy: 'Delete keys that nobody uses, or ask Scaleway to raise the quota',
    };
}

// EXTERNAL MODULE: ./build/report/text/rate-limit-text.js
var rate_limit_text = __webpack_require__(8767);
;// CONCATENATED MODULE: ./build/report/check/log.js






/** So many targets have a line of their own; of more only those that are not in order. */
const FEW_TARGETS = 10;
/** And of those so many. */
const MOST_TARGETS = 50;
function createCheckLog({ core, redact }) {
    const clean = (0,text_clean/* createClean */.G)(redact);
    const line = (text) => clean.text(text, phrases/* LINE_LENGTH */.uK);
    function say(text) {
        // Its indentation would be taken off as well.
        const words = text.trimStart();
        core.info(`${' '.repeat(text.length - words.length)}${line(words)}`);
    }
    function annotate(result, failOn) {
        const { evaluation, name } = result;
        // What cannot be ruled out fails the job like what was found.
        const hidden = new Set(evaluation.unchecked.flatMap(({ hides }) => hides));
        const uncheckedFails = failOn.includes('unchecked') || failOn.some((kind) => hidden.has(kind));
        for (const { kind, found, remedy } of findingTexts(result)) {
            const fails = kind === 'unchecked' ? uncheckedFails : failOn.includes(kind);
            const said = kind === 'unchecked' ? `Could not be looked at: ${found}` : found;
            const title = { title: clean.text(name === undefined ? kind : `${name}: ${kind}`, 200) };
            const text = line(`${(0,phrases/* sentence */.em)(said)} ${(0,phrases/* sentence */.em)(remedy)}`);
            if (fails)
                core.error(text, title);
            else
                core.warning(text, title);
        }
    }
    return {
        report(event) {
            if (event.kind === 'paced')
                say((0,rate_limit_text/* pacedText */.fD)(event));
            else if (event.kind === 'limited')
                core.warning(line((0,rate_limit_text/* rateLimitedText */.Un)(event)), { title: "GitHub's rate limits" });
            else if (event.kind === 'advice')
                core.warning(line(event.text), { title: 'Advice' });
        },
        print(results, failOn) {
            for (const result of results) {
                core.startGroup(clean.text(result.name ?? 'Check', 200));
                for (const text of standingLines(result))
                    say(text);
                core.endGroup();
                annotate(result, failOn);
            }
        },
    };
}
/** What stands of a key, line by line. */
function standingLines(result) {
    const { snapshot, evaluation, secretPath, notes } = result;
    const { observation, secret } = snapshot;
    if (observation === undefined)
        return [`The secret ${secretPath} could not be looked at.`];
    const when = `At ${(0,text_time/* dateText */.MK)(observation.at)} (the services' time)`;
    const head = secret === undefined
        ? `${when} there is no secret ${secretPath}.`
        : `${when} the secret ${secretPath} (${secret.id}) holds:`;
    const rows = checkKeyViews(result);
    const lines = rows.map(({ accessKey, revision, stage, age, expiry }) => {
        const life = [age === '' ? '' : `${age} old`, expiry].filter((part) => part !== '').join(', ');
        return `  ${(0,phrases/* keyName */.xT)(accessKey, revision)}: ${stage}; ${life}`;
    });
    const none = secret !== undefined && rows.every(({ revision }) => revision === undefined);
    const { versionsLeft } = evaluation;
    const room = [
        ...(versionsLeft === undefined ? [] : [`${versionsLeft} of ${snapshot.capacity} versions of the secret`]),
        ...(snapshot.keysLeft === undefined
            ? []
            : [`${(0,text_time/* pluralize */.td)(snapshot.keysLeft, 'API key')} of the organization's quota`]),
    ];
    return [
        head,
        ...(none ? ['  no key that this action made'] : []),
        ...lines,
        ...targetLines(result),
        ...(room.length === 0 ? [] : [`Room left: ${room.join(', ')}`]),
        ...notes,
    ];
}
function targetLines(result) {
    const rows = checkTargetViews(result);
    if (rows.length === 0)
        return [];
    const behind = rows.filter(({ inOrder }) => !inOrder);
    const told = rows.length <= FEW_TARGETS ? rows : behind.slice(0, MOST_TARGETS);
    const left = rows.length <= FEW_TARGETS ? 0 : behind.length - told.length;
    return [
        `Targets: ${rows.length - behind.length} of ${rows.length} in order`,
        ...told.map(({ label, words, hiddenBy }) => {
            const hidden = hiddenBy.length === 0 ? '' : `, hidden by ${hiddenBy.slice(0, 3).join('; ')}`;
            return `  ${label}: ${words}${hidden}`;
        }),
        ...(left > 0 ? [`  and ${left} more that are not in order`] : []),
    ];
}

;// CONCATENATED MODULE: ./build/report/check/report.js









/** The format of the report (schema/check-report.json). It grows by fields; a change that a reader must know of gets another number. */
const FORMAT = 1;
/** The runner takes 1 MiB of outputs from a job; the rest is room for the others. In characters. */
const LONGEST_REPORT = 700_000;
/** The outputs of `check`, by name, and the whole report for a file. No secret is in them. */
function checkOutputs(results, failOn, redact) {
    const whole = JSON.stringify(reportOf(results, failOn, redact, 'full'));
    const [only, second] = results;
    const one = only !== undefined && second === undefined ? keyOutputs(only, (0,text_clean/* createClean */.G)(redact)) : {};
    const outputs = {
        outcome: checkOutcome(results),
        changed: 'false',
        findings: checkFindings(results).join(', '),
        ...one,
        report: fitting(results, failOn, redact, whole),
    };
    return { outputs, whole };
}
/** The report as an output can hold it: of a large fleet with less on each key, and if need be with fewer keys. */
function fitting(results, failOn, redact, whole) {
    if (whole.length <= LONGEST_REPORT)
        return whole;
    const brief = reportOf(results, failOn, redact, 'brief');
    const text = JSON.stringify(brief);
    if (text.length <= LONGEST_REPORT)
        return text;
    let room = LONGEST_REPORT - JSON.stringify({ ...brief, keys: [] }).length;
    const weightiest = [
        ...brief.keys.filter(({ outcome }) => outcome !== 'healthy'),
        ...brief.keys.filter(({ outcome }) => outcome === 'healthy'),
    ];
    const keys = weightiest.filter((key) => {
        room -= JSON.stringify(key).length + 1;
        return room > 0;
    });
    return JSON.stringify({ ...brief, keys, keysLeftOut: brief.keys.length - keys.length });
}
function reportOf(results, failOn, redact, detail) {
    const outcome = checkOutcome(results);
    return {
        format: FORMAT,
        command: 'check',
        outcome,
        fails: checkFails(results, failOn),
        verdict: checkVerdict(results, failOn, redact),
        findings: checkFindings(results),
        failOn,
        alarms: checkAlarms(results, failOn).map(({ kind, keys, found }) => ({
            kind,
            keys: keys.filter((name) => name !== ''),
            found,
        })),
        shortened: detail === 'brief',
        keysLeftOut: 0,
        keys: results.map((result) => keyReport(result, redact, detail)),
    };
}
function keyReport(result, redact, detail) {
    const clean = (0,text_clean/* createClean */.G)(redact);
    const { snapshot, evaluation, issuer, name, secretPath, notes } = result;
    const { observation, capacity, keysLeft } = snapshot;
    const base = {
        name: name ?? null,
        issuer,
        outcome: outcomeOfKey(result),
        verdict: keyVerdict(result, redact),
        kinds: (0,evaluate/* foundKinds */.i)(evaluation),
        observedAt: (0,text_time/* isoTime */.Ly)(observation?.at) || null,
        secret: {
            path: clean.text(secretPath, phrases/* NAME_LENGTH */.xt),
            id: snapshot.secret === undefined ? null : clean.text(snapshot.secret.id, phrases/* NAME_LENGTH */.xt),
        },
        current: observation === undefined ? null : currentKey(result, observation, clean),
        findings: findingTexts(result).map(({ kind, found, remedy }) => ({
            kind,
            found: clean.text(found, LONGEST_TEXT),
            remedy: clean.text(remedy, LONGEST_TEXT),
        })),
        hidden: [...new Set(evaluation.unchecked.flatMap(({ hides }) => hides))],
        remarks: notes.map((text) => clean.text(text, LONGEST_TEXT)),
        room: {
            versions: { of: capacity, left: evaluation.versionsLeft ?? null },
            keys: { left: keysLeft ?? null },
        },
    };
    if (detail === 'brief' || observation === undefined)
        return base;
    return {
        ...base,
        generations: (0,model_observation/* generations */.YZ)(observation).map(({ revision, status, record }) => ({
            revision,
            accessKey: clean.text(record.accessKey, phrases/* NAME_LENGTH */.xt),
            stage: record.stage,
            since: (0,text_time/* isoTime */.Ly)(record.since),
            enabled: status === 'enabled',
            alive: isKeyValid(result, record.accessKey) ?? null,
            createdAt: (0,text_time/* isoTime */.Ly)(record.issued ?? observation.keys.get(record.accessKey)?.createdAt) || null,
            expiresAt: (0,text_time/* isoTime */.Ly)(observation.keys.get(record.accessKey)?.expiresAt) || null,
        })),
        otherKeys: evaluation.others.map(({ key, state, expired }) => ({
            accessKey: clean.text(key.accessKey, phrases/* NAME_LENGTH */.xt),
            standing: state,
            expired,
            createdAt: (0,text_time/* isoTime */.Ly)(key.createdAt) || null,
            expiresAt: (0,text_time/* isoTime */.Ly)(key.expiresAt) || null,
            description: clean.text(key.text, phrases/* NAME_LENGTH */.xt),
            markedFor: key.mark === undefined ? null : clean.text(key.mark.secretId, phrases/* NAME_LENGTH */.xt),
        })),
        targets: checkTargetViews(result).map((target) => ({
            label: clean.text(target.label, phrases/* NAME_LENGTH */.xt),
            holds: target.holds,
            revision: target.revision ?? null,
            writtenAt: (0,text_time/* isoTime */.Ly)(target.writtenAt) || null,
            missing: target.missing,
            access: target.access,
            hiddenBy: target.hiddenBy.map((label) => clean.text(label, phrases/* NAME_LENGTH */.xt)),
        })),
    };
}
const LONGEST_TEXT = 1000;
function currentKey(result, observation, clean) {
    const current = (0,model_observation/* recordedCurrent */.mh)(observation);
    if (current === undefined)
        return null;
    const { record, revision } = current;
    const key = observation.keys.get(record.accessKey);
    const { due } = result.evaluation;
    const overdue = result.evaluation.findings.some(({ kind }) => kind === 'overdue');
    return {
        accessKey: clean.text(record.accessKey, phrases/* NAME_LENGTH */.xt),
        revision,
        alive: isKeyValid(result, record.accessKey) ?? null,
        createdAt: (0,text_time/* isoTime */.Ly)(key?.createdAt ?? record.issued) || null,
        ageSeconds: key === undefined ? null : Math.floor((observation.at.getTime() - key.createdAt.getTime()) / 1000),
        expiresAt: (0,text_time/* isoTime */.Ly)(key?.expiresAt) || null,
        expiryKnown: key !== undefined &&
            keysWereRead(result) &&
            (key.expiresAt !== undefined || observation.issuer === 'listing'),
        dueAt: (0,text_time/* isoTime */.Ly)(due) || null,
        overdue: due === undefined ? null : overdue,
    };
}
/** What the other commands say of their one key. */
function keyOutputs({ snapshot, policy }, clean) {
    const { observation, secret } = snapshot;
    const current = observation && (0,model_observation/* recordedCurrent */.mh)(observation);
    const replaced = observation && (0,key_view/* replacedKey */.y6)(observation, policy);
    const key = current && observation.keys.get(current.record.accessKey);
    return {
        'access-key': clean.text(current?.record.accessKey ?? '', phrases/* NAME_LENGTH */.xt),
        'secret-id': clean.text(secret?.id ?? '', phrases/* NAME_LENGTH */.xt),
        revision: current === undefined ? '' : String(current.revision),
        'expires-at': (0,text_time/* isoTime */.Ly)(key?.expiresAt),
        'previous-access-key': clean.text(replaced?.accessKey ?? '', phrases/* NAME_LENGTH */.xt),
        'previous-retires-at': (0,text_time/* isoTime */.Ly)(replaced?.graceEnds),
    };
}

// EXTERNAL MODULE: ./build/report/text/markdown.js
var markdown = __webpack_require__(1998);
;// CONCATENATED MODULE: ./build/report/check/summary.js









/** GitHub takes 1 MiB of summary from a step. In bytes. */
const LONGEST_SUMMARY = 900_000;
const MOST_LINES = 50;
/**
 * The job summary of a check, in Markdown: for one key all that stands; for many an overview, and each key behind its
 * name, those first that need a look.
 */
function renderCheckSummary(results, failOn, redact) {
    const clean = (0,text_clean/* createClean */.G)(redact);
    const outcome = checkOutcome(results);
    const icon = checkFails(results, failOn) ? '❌' : ICONS[outcome];
    const head = [
        `## ${icon} Key check: ${outcome}`,
        clean.markdown(checkVerdict(results, failOn, redact), 1500),
    ];
    const [only, second] = results;
    if (only !== undefined && second === undefined)
        return `${[...head, ...keySections(only, failOn, clean)].filter((part) => part !== '').join('\n\n')}\n`;
    const sorted = results.toSorted((a, b) => WEIGHTS[outcomeOfKey(a)] - WEIGHTS[outcomeOfKey(b)]);
    const overview = (0,markdown/* table */.tp)('### Keys', ['Key', 'Found', 'Current', 'Age', 'Expiry', 'Due', 'Targets in order'], sorted.map((result) => overviewRow(result, clean)));
    const parts = [...head, overview];
    let size = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
    let left = 0;
    for (const result of sorted) {
        const { name = '' } = result;
        const open = outcomeOfKey(result) === 'healthy' ? '' : ' open';
        const body = [clean.markdown(keyVerdict(result, redact), 1500), ...keySections(result, failOn, clean)];
        const title = `${ICONS[outcomeOfKey(result)]} ${name}`;
        const part = `<details${open}><summary>${title}</summary>\n\n${body.filter((one) => one !== '').join('\n\n')}\n\n</details>`;
        size += Buffer.byteLength(part);
        if (size > LONGEST_SUMMARY)
            left += 1;
        else
            parts.push(part);
    }
    if (left > 0)
        parts.push(`… and ${(0,text_time/* pluralize */.td)(left, 'key')} more, for which there is no room; the report has them.`);
    return `${parts.join('\n\n')}\n`;
}
const ICONS = { healthy: '✅', attention: '⚠️', failed: '❌' };
const WEIGHTS = { failed: 0, attention: 1, healthy: 2 };
function keySections(result, failOn, clean) {
    return [
        summary_findings(result, failOn, clean),
        keys(result, clean),
        targets(result, clean),
        room(result),
        remarks(result, clean),
    ];
}
function summary_findings(result, failOn, clean) {
    const texts = findingTexts(result);
    const lines = texts.map(({ kind, found, remedy }) => {
        const icon = failOn.includes(kind) ? '❌' : '⚠️';
        return `${icon} **${kind}**: ${clean.markdown(`${(0,phrases/* sentence */.em)(found)} ${(0,phrases/* sentence */.em)(remedy)}`, 1000)}`;
    });
    return list('### What to look at', lines);
}
function keys(result, clean) {
    const rows = checkKeyViews(result).map(({ revision, accessKey, stage, isCurrent, age, expiry }) => {
        const cells = [
            revision === undefined ? '' : `v${revision}`,
            clean.markdown(accessKey, phrases/* NAME_LENGTH */.xt),
            stage,
            age,
            expiry,
        ];
        return (0,markdown/* tableRow */.jD)(isCurrent ? cells.map((cell) => (cell === '' ? '' : `**${cell}**`)) : cells);
    });
    if (rows.length === 0)
        return '';
    return (0,markdown/* table */.tp)('### Keys of the bearer', ['Version', 'Access key', 'Stage', 'Age', 'Expiry'], rows);
}
function targets(result, clean) {
    const rows = checkTargetViews(result).map(({ label, words, inOrder, hiddenBy, writtenAt }) => (0,markdown/* tableRow */.jD)([
        clean.markdown(label, phrases/* NAME_LENGTH */.xt),
        `${inOrder ? '' : '⚠️ '}${words}`,
        hiddenBy
            .slice(0, 5)
            .map((one) => clean.markdown(one, phrases/* NAME_LENGTH */.xt))
            .join(', '),
        writtenAt === undefined ? '' : (0,text_time/* dateText */.MK)(writtenAt),
    ]));
    if (rows.length === 0)
        return '';
    return (0,markdown/* table */.tp)('### Targets', ['Target', 'Holds', 'Hidden by', 'Last written'], rows);
}
function room({ snapshot, evaluation }) {
    if (snapshot.observation === undefined)
        return '';
    const { versionsLeft } = evaluation;
    const versions = versionsLeft === undefined ? '' : `${versionsLeft} of ${snapshot.capacity} versions of the secret`;
    const quota = snapshot.keysLeft === undefined
        ? ''
        : `${(0,text_time/* pluralize */.td)(snapshot.keysLeft, 'API key')} of the organization's quota`;
    const left = [versions, quota].filter((part) => part !== '');
    return left.length === 0 ? '' : `**Room left:** ${left.join(', ')}.`;
}
function remarks({ notes: texts }, clean) {
    return list('### Remarks', texts.map((text) => clean.markdown(text)));
}
function list(title, lines) {
    if (lines.length === 0)
        return '';
    const left = lines.length - MOST_LINES;
    const shown = lines.slice(0, MOST_LINES).map((line) => `- ${line}`);
    return [title, '', ...shown, ...(left > 0 ? [`- … and ${left} more`] : [])].join('\n');
}
function overviewRow(result, clean) {
    const { name = '', evaluation, snapshot } = result;
    const { observation } = snapshot;
    const icon = ICONS[outcomeOfKey(result)];
    const found = `${icon} ${(0,evaluate/* foundKinds */.i)(evaluation).join(', ')}`;
    const current = observation && (0,model_observation/* recordedCurrent */.mh)(observation);
    const row = checkKeyViews(result).find(({ isCurrent }) => isCurrent);
    if (observation === undefined || current === undefined || row === undefined)
        return (0,markdown/* tableRow */.jD)([name, found, '', '', '', '', '']);
    const rows = checkTargetViews(result);
    const inOrder = rows.filter((target) => target.inOrder).length;
    return (0,markdown/* tableRow */.jD)([
        name,
        found,
        `v${current.revision} (${clean.markdown(current.record.accessKey, phrases/* NAME_LENGTH */.xt)})`,
        row.age,
        row.expiry,
        evaluation.due === undefined ? '' : (0,text_time/* relativeDateText */.KB)(evaluation.due, observation.at),
        rows.length === 0 ? '' : `${inOrder} of ${rows.length}`,
    ]);
}

// EXTERNAL MODULE: ./build/report/text/annotations.js
var text_annotations = __webpack_require__(937);
// EXTERNAL MODULE: ./build/trust/sanitize.js
var sanitize = __webpack_require__(5890);
;// CONCATENATED MODULE: ./build/report/text/input-problems.js



/** So many problems are printed; a person corrects these first. */
const MOST = 100;
const NAME_LENGTH = 200;
const TEXT_LENGTH = 1000;
/** Prints what is wrong with the inputs and with the file of keys: where, what, and what is expected. */
function printProblems(core, problems, redact) {
    const annotations = (0,text_annotations/* limitAnnotations */.y)(core);
    for (const problem of problems.slice(0, MOST)) {
        const { at } = problem;
        const place = at && { file: at.file, startLine: at.line, startColumn: at.column };
        const title = `Input ${(0,sanitize/* sanitize */.a)(problem.input, redact, NAME_LENGTH)}`;
        annotations.error(problemText(problem, redact), { title, ...place });
    }
    const more = problems.length - MOST;
    if (more > 0)
        annotations.error(`${(0,text_time/* pluralize */.td)(more, 'more problem')}, not listed. Correct those above first.`, {
            title: 'Inputs',
        });
    annotations.finish();
}
function problemText({ input, problem, remedy, at }, redact) {
    const where = at === undefined ? '' : `${(0,sanitize/* sanitize */.a)(at.file, redact)}:${at.line}:${at.column}: `;
    const parts = [
        (0,sanitize/* sanitize */.a)(input, redact, NAME_LENGTH),
        (0,sanitize/* sanitize */.a)(problem, redact, TEXT_LENGTH),
        (0,sanitize/* sanitize */.a)(remedy, redact, TEXT_LENGTH),
    ];
    return `${where}${parts[0]}: ${parts[1]}. Expected: ${parts[2]}`;
}

// EXTERNAL MODULE: ./build/report/text/doc-links.js
var doc_links = __webpack_require__(7505);
// EXTERNAL MODULE: ./build/report/text/errors.js
var errors = __webpack_require__(7456);
// EXTERNAL MODULE: ./build/report/key-file/summary.js
var summary = __webpack_require__(6220);
// EXTERNAL MODULE: ./build/report/rotation/log.js + 2 modules
var log = __webpack_require__(594);
// EXTERNAL MODULE: ./build/report/rotation/outputs.js
var outputs = __webpack_require__(3096);
;// CONCATENATED MODULE: ./build/report/key-file/plan.js


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
    const time = seconds === 0 ? 'they fit into one burst' : `they take at least ${(0,text_time/* durationText */.S5)(seconds * 1000)}`;
    const limits = writes === 0 ? 'nothing is to be written' : `under GitHub's limits ${time}`;
    return `Planned: ${(0,text_time/* pluralize */.td)(keys, 'key')} in ${(0,text_time/* pluralize */.td)(shares.length, 'job')}, ${(0,text_time/* pluralize */.td)(writes, 'write')}; ${limits}.`;
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

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/report/check/report-file.js


/**
 * Writes a report to a file of its own, which later steps of the job can read.
 * @param folder the runner's folder for what a job leaves behind until its end (`RUNNER_TEMP`)
 * @returns its path; the empty text where the runner has no such folder
 */
function saveReport(text, folder) {
    if (folder === undefined || folder === '')
        return '';
    const path = (0,external_node_path_.join)((0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(folder, 'key-check-')), 'report.json');
    (0,external_node_fs_.writeFileSync)(path, `${text}\n`, { mode: 0o600 });
    return path;
}

// EXTERNAL MODULE: ./build/report/rotation/summary.js
var rotation_summary = __webpack_require__(7586);
// EXTERNAL MODULE: ./build/report/text/print-error.js
var print_error = __webpack_require__(6939);
;// CONCATENATED MODULE: ./build/report/index.js
// What comes out of a run, as one piece that is loaded when there is something to say.


















/***/ })

};
