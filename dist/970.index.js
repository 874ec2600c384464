export const id = 970;
export const ids = [970];
export const modules = {

/***/ 3970:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createLog: () => (/* reexport */ log/* createLog */.h),
  errorText: () => (/* reexport */ report_errors/* errorText */.kc),
  exportedVariables: () => (/* reexport */ exportedVariables),
  fleetOutcome: () => (/* reexport */ fleetOutcome),
  fleetOutputs: () => (/* reexport */ fleetOutputs),
  fleetVerdict: () => (/* reexport */ fleetVerdict),
  isFailure: () => (/* reexport */ verdict/* isFailure */.N),
  matrixOf: () => (/* reexport */ matrixOf),
  planVerdict: () => (/* reexport */ planVerdict),
  renderFleetSummary: () => (/* reexport */ renderFleetSummary),
  renderPlan: () => (/* reexport */ renderPlan),
  renderSummary: () => (/* reexport */ renderSummary),
  retrieveOutputs: () => (/* reexport */ retrieveOutputs),
  rotationOutputs: () => (/* reexport */ rotationOutputs)
});

// EXTERNAL MODULE: ./build/report/errors.js
var report_errors = __webpack_require__(3976);
// EXTERNAL MODULE: ./build/rotation/observation.js
var rotation_observation = __webpack_require__(813);
// EXTERNAL MODULE: ./build/report/clean.js
var report_clean = __webpack_require__(2958);
// EXTERNAL MODULE: ./build/report/names.js
var names = __webpack_require__(9563);
// EXTERNAL MODULE: ./build/report/observed.js
var observed = __webpack_require__(8003);
// EXTERNAL MODULE: ./build/store/payload.js
var payload = __webpack_require__(9496);
// EXTERNAL MODULE: ./build/report/standing.js
var standing = __webpack_require__(739);
// EXTERNAL MODULE: ./build/report/targets.js
var targets = __webpack_require__(661);
// EXTERNAL MODULE: ./build/report/words.js + 1 modules
var words = __webpack_require__(7825);
;// CONCATENATED MODULE: ./build/report/results.js






/** What became of each step, in order. A step that wrote some of its targets and not others is not ok. */
function stepResults(outcome, context) {
    const { text } = (0,report_clean/* createClean */.G)(context.redact);
    const labelOf = (0,standing/* labelOfIn */.ZN)(outcome.known?.observation);
    return outcome.steps.map(({ step, error }) => {
        if (outcome.dryRun)
            return { step: text((0,words/* stepWords */.c9)(step, true, labelOf)), ok: true };
        if (error !== undefined) {
            const why = (0,report_errors/* errorText */.kc)(error, context.redact).join(' ');
            return { step: text((0,words/* stepWords */.c9)(step, false, labelOf)), ok: false, error: text(why) };
        }
        if (step.kind === 'prove' && outcome.known?.memory.unproven === step.accessKey) {
            return { step: text((0,words/* stepWords */.c9)(step, false, labelOf)), ok: false, error: 'it did not work in time' };
        }
        const unasked = context.notes?.unchecked.some(({ accessKey }) => step.kind === 'prove' && accessKey === step.accessKey);
        if (step.kind === 'prove' && unasked === true) {
            return {
                step: text(`could not check whether ${(0,names/* keyName */.xT)(step.accessKey, step.revision)} works`),
                ok: true,
            };
        }
        const halted = outcome.known?.memory.halted;
        if (step.kind === 'make' && halted !== undefined) {
            return {
                step: text((0,words/* stepWords */.c9)(step, false, labelOf)),
                ok: false,
                error: text((0,words/* stopWords */.e$)(halted, labelOf), 1500),
            };
        }
        const failed = failedTargets({ step, error }, outcome);
        const done = text((0,words/* stepDoneWords */.It)(step, labelOf, new Set(failed)));
        if (failed.length === 0)
            return { step: done, ok: true };
        return { step: done, ok: false, error: text(`could not write ${(0,names/* listWords */.yh)(failed.map(labelOf))}`) };
    });
}
/** All that stands in the way or went wrong, one line each. Neutralised and redacted. */
function problemLines(outcome, context) {
    const { text } = (0,report_clean/* createClean */.G)(context.redact);
    const failures = [...(context.notes?.failures ?? [])].flatMap(([label, error]) => (0,report_errors/* errorText */.kc)(error, context.redact).map((line, index) => (index === 0 ? text(`${label}: ${line}`) : line)));
    const errors = [outcome.error, ...outcome.steps.map(({ error }) => error)];
    const lines = [...new Set(errors)].flatMap((error) => (0,report_errors/* errorText */.kc)(error, context.redact));
    return [...new Set([...lines, ...failures])];
}
function failedTargets({ step }, { known }) {
    return ((0,targets/* writtenBy */.xO)(step) ?? []).filter((id) => known?.memory.failedTargets.has(id) === true);
}

// EXTERNAL MODULE: ./build/report/time.js
var report_time = __webpack_require__(8062);
// EXTERNAL MODULE: ./build/report/verdict.js
var verdict = __webpack_require__(7342);
;// CONCATENATED MODULE: ./build/report/outputs.js









/** The format of the `report` output. It grows by fields; a change that a reader must know of gets another number. */
const FORMAT = 1;
/**
 * The outputs of `rotate` and `rollover`, by name; the empty string where there is nothing to say. They tell what
 * stands: in a dry run not what would be, except for `outcome`. No secret is in them.
 */
function rotationOutputs(outcome, policy, context) {
    const clean = (0,report_clean/* createClean */.G)(context.redact);
    const key = currentKey(outcome.known, clean);
    const previous = previousKey(outcome.known, policy, clean);
    return {
        outcome: outcome.kind,
        changed: String(outcome.changed),
        'access-key': key?.accessKey ?? '',
        'secret-id': clean.text(outcome.known?.observation.secretId ?? '', names/* NAME_LENGTH */.xt),
        revision: key === undefined ? '' : String(key.revision),
        'expires-at': key?.expiresAt ?? '',
        'previous-access-key': previous?.accessKey ?? '',
        'previous-retires-at': previous?.retiresAt ?? '',
        report: JSON.stringify(reportOf(outcome, policy, context)),
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
    const json = (0,payload/* payloadOf */.Md)(issuer).write(credential);
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
function reportOf(outcome, policy, context) {
    const clean = (0,report_clean/* createClean */.G)(context.redact);
    const { known, steps } = outcome;
    const observation = known?.observation;
    return {
        format: FORMAT,
        outcome: outcome.kind,
        changed: outcome.changed,
        dryRun: outcome.dryRun,
        verdict: (0,verdict/* verdict */.W)(outcome, policy, context),
        secretId: observation?.secretId === undefined ? null : clean.text(observation.secretId, names/* NAME_LENGTH */.xt),
        observedAt: (0,report_time/* isoTime */.Ly)(observation?.at) || null,
        key: currentKey(known, clean) ?? null,
        previous: previousKey(known, policy, clean) ?? null,
        generations: observation === undefined
            ? []
            : (0,rotation_observation/* generations */.YZ)(observation).map(({ revision, status, record }) => {
                const key = observation.keys.get(record.accessKey);
                return {
                    revision,
                    accessKey: clean.text(record.accessKey, names/* NAME_LENGTH */.xt),
                    stage: record.stage,
                    since: (0,report_time/* isoTime */.Ly)(record.since) || null,
                    enabled: status === 'enabled',
                    alive: (0,rotation_observation/* isAlive */._n)(observation, record.accessKey),
                    createdAt: (0,report_time/* isoTime */.Ly)(key?.createdAt) || null,
                    expiresAt: (0,report_time/* isoTime */.Ly)(key?.expiresAt) || null,
                };
            }),
        targets: observation === undefined
            ? []
            : (0,targets/* targetRows */.dg)(observation, steps, context.notes).map((row) => ({
                label: clean.text(row.label, names/* NAME_LENGTH */.xt),
                holds: row.holds,
                revision: row.revision ?? null,
                writtenAt: (0,report_time/* isoTime */.Ly)(row.writtenAt) || null,
            })),
        steps: stepResults(outcome, context),
        problems: problemLines(outcome, context),
        unchecked: (context.notes?.unchecked ?? []).map(({ what, why }) => clean.text(`${what}: ${why}`)),
        advice: (context.notes?.advice ?? []).map((text) => clean.text(text)),
    };
}
function currentKey(known, clean) {
    const current = known && (0,rotation_observation/* currentGeneration */.Ev)(known.observation);
    if (known === undefined || current === undefined)
        return undefined;
    const key = known.observation.keys.get(current.record.accessKey);
    return {
        accessKey: clean.text(current.record.accessKey, names/* NAME_LENGTH */.xt),
        revision: current.revision,
        createdAt: (0,report_time/* isoTime */.Ly)(key?.createdAt) || null,
        expiresAt: (0,report_time/* isoTime */.Ly)(key?.expiresAt) || null,
    };
}
function previousKey(known, policy, clean) {
    const replaced = known && (0,standing/* replacedKey */.y6)(known.observation, policy);
    return (replaced && {
        accessKey: clean.text(replaced.accessKey, names/* NAME_LENGTH */.xt),
        revision: replaced.revision ?? null,
        retiresAt: (0,report_time/* isoTime */.Ly)(replaced.graceEnds) || null,
    });
}

;// CONCATENATED MODULE: ./build/report/summary.js









// GitHub takes 1 MiB of summary from a step. With these, and with every character at its longest, it stays well below.
const MOST_ROWS = 100;
const MOST_LINES = 50;
/**
 * The job summary, in Markdown: the verdict, what a person must do, the generations of the key, what each target
 * holds, and what was done step by step. Readable where access keys show as `***`, because generations have numbers.
 */
function renderSummary(outcome, policy, context) {
    const clean = (0,report_clean/* createClean */.G)(context.redact);
    const observation = outcome.known?.observation;
    const title = `## ${iconOf(outcome)} Key rotation: ${outcome.kind}${outcome.dryRun ? ' (dry run)' : ''}`;
    const sections = [
        title,
        clean.markdown((0,verdict/* verdict */.W)(outcome, policy, context), 1500),
        problems(outcome, context, clean),
        ...(observation === undefined
            ? ['Nothing could be observed, so that this summary cannot say what stands.']
            : [keys(observation, policy, clean), summary_targets(observation, outcome, context, clean)]),
        steps(outcome, context, clean),
        remarks(context, clean),
    ];
    return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}
function iconOf({ kind, dryRun }) {
    if ((0,verdict/* isFailure */.N)(kind))
        return kind === 'failed' ? '❌' : '⚠️';
    return dryRun ? '📝' : '✅';
}
function problems(outcome, context, clean) {
    const lines = problemLines(outcome, context).map((line) => clean.markdown(line));
    return lines.length === 0 ? '' : ['### What to look at', '', ...bullets(lines)].join('\n');
}
function keys(observation, policy, clean) {
    const replaced = (0,standing/* replacedKey */.y6)(observation, policy);
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    const row = (name, accessKey, stage, bold) => {
        const alive = observation.keys.has(accessKey);
        const cells = [
            name,
            clean.markdown(accessKey, names/* NAME_LENGTH */.xt),
            stage,
            alive ? (0,observed/* ageOf */.hy)(observation, accessKey) : '',
            alive ? (0,observed/* expiryWords */.T_)(observation, accessKey) : 'dead',
        ];
        return tableRow(bold ? cells.map((cell) => (cell === '' ? '' : `**${cell}**`)) : cells);
    };
    const ends = replaced?.graceEnds;
    const grace = ends === undefined ? '' : `, grace period until ${(0,report_time/* momentWords */.ud)(ends, observation.at)}`;
    const stageOf = ({ revision, record, status }) => `${record.stage}${status === 'enabled' ? '' : ' (disabled)'}${revision === replaced?.revision ? grace : ''}`;
    const rows = (0,rotation_observation/* generations */.YZ)(observation)
        .toReversed()
        .map((generation) => row(`v${generation.revision}`, generation.record.accessKey, stageOf(generation), generation === current));
    if (replaced !== undefined && replaced.revision === undefined) {
        rows.push(row('before v1', replaced.accessKey, `previous${grace}`, false));
    }
    if (rows.length === 0)
        return '### Keys\n\nNo key of this action is in the secret yet.';
    return table('### Keys', ['Version', 'Access key', 'Stage', 'Age', 'Expiry'], rows);
}
function summary_targets(observation, outcome, context, clean) {
    const all = (0,targets/* targetRows */.dg)(observation, outcome.steps, context.notes);
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation)?.revision;
    const isBehind = (revision) => current === undefined || revision !== current;
    // What is cut off should be what is in order.
    const sorted = [
        ...all.filter(({ revision }) => isBehind(revision)),
        ...all.filter(({ revision }) => !isBehind(revision)),
    ];
    const rows = sorted.map((row) => tableRow([
        clean.markdown(row.label, names/* NAME_LENGTH */.xt),
        `${isBehind(row.revision) ? '⚠️ ' : ''}${(0,targets/* holdsWords */.uf)(row)}`,
        row.writtenAt === undefined ? '' : (0,report_time/* dateWords */.W$)(row.writtenAt),
    ]));
    return table(`### Targets`, ['Target', 'Holds', 'Last written'], rows);
}
function steps(outcome, context, clean) {
    const results = stepResults(outcome, context);
    if (results.length === 0)
        return '';
    const lines = results.map(({ step, ok, error }) => {
        if (outcome.dryRun)
            return clean.markdown(step);
        return ok ? `✅ ${clean.markdown(step)}` : `❌ ${clean.markdown(`${step}: ${error ?? ''}`, 1000)}`;
    });
    return [outcome.dryRun ? '### What a run would do' : '### What was done', '', ...bullets(lines)].join('\n');
}
function remarks({ notes }, clean) {
    const unchecked = (notes?.unchecked ?? []).map(({ what, why }) => clean.markdown(`Could not check ${what}: ${why}`));
    const boxes = (notes?.sealed ?? []).map(({ accessKey, box }) => {
        const safe = /^[A-Za-z0-9+/=]+$/.test(box) ? box : '';
        return `The key ${clean.markdown(accessKey, names/* NAME_LENGTH */.xt)} could not be stored; sealed to recovery-public-key: \`${safe}\``;
    });
    const lines = [...boxes, ...(notes?.advice ?? []).map((text) => clean.markdown(text)), ...unchecked];
    return lines.length === 0 ? '' : ['### Remarks', '', ...bullets(lines)].join('\n');
}
/** Lines of a list. What they hold is Markdown already. */
function bullets(lines) {
    const left = lines.length - MOST_LINES;
    const shown = lines.slice(0, MOST_LINES).map((line) => `- ${line}`);
    return left > 0 ? [...shown, `- … and ${left} more`] : shown;
}
/** @param most so many rows are shown; of the others it is said how many they are */
function table(title, head, rows, most = MOST_ROWS) {
    const left = rows.length - most;
    const more = left > 0 ? ['', `… and ${left} more`] : [];
    return [title, '', tableRow(head), tableRow(head.map(() => '---')), ...rows.slice(0, most), ...more].join('\n');
}
/** A row of a table. What its cells hold is Markdown already. */
function tableRow(cells) {
    return `| ${cells.join(' | ')} |`;
}

;// CONCATENATED MODULE: ./build/report/fleet.js










/** What many keys come to: the first of these that any of them came to, unless one failed. */
const WEIGHTIEST = [
    'rotated',
    'rolled-over',
    'rolled-back',
    'resumed',
    'repaired',
    'retired',
    'not-due',
];
/** The format of the `report` output of many keys. */
const fleet_FORMAT = 1;
/** The runner takes 1 MiB of outputs from a job; the rest is room for the others. In characters. */
const LONGEST_REPORT = 700_000;
/** GitHub takes 1 MiB of summary from a step. In bytes. */
const LONGEST_SUMMARY = 900_000;
/** One outcome for all: `failed` where every key failed, `incomplete` where one did. */
function fleetOutcome(results) {
    const kinds = results.map(({ outcome }) => outcome.kind);
    const broken = kinds.filter(verdict/* isFailure */.N);
    if (broken.length > 0)
        return broken.length === kinds.length && !kinds.includes('incomplete') ? 'failed' : 'incomplete';
    return WEIGHTIEST.find((kind) => kinds.includes(kind)) ?? 'not-due';
}
/** One line on all keys: how many came to what, and which need a look. */
function fleetVerdict(results) {
    const counts = new Map();
    for (const { outcome } of results)
        counts.set(outcome.kind, (counts.get(outcome.kind) ?? 0) + 1);
    const said = [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
    const broken = results.filter(({ outcome }) => (0,verdict/* isFailure */.N)(outcome.kind)).map(({ name }) => name);
    const look = broken.length === 0 ? '' : ` Look at: ${broken.join(', ')}.`;
    return `${(0,report_time/* counted */.hS)(results.length, 'key')}: ${said}.${look}`;
}
/** The outputs of a run over many keys. Those that name one key are empty. */
function fleetOutputs(results) {
    const outcome = fleetOutcome(results);
    const changed = results.some((result) => result.outcome.changed);
    const report = (withDetails) => JSON.stringify({
        format: fleet_FORMAT,
        outcome,
        changed,
        verdict: fleetVerdict(results),
        keys: Object.fromEntries(results.map((result) => {
            const { targets, generations, steps, ...rest } = reportOf(result.outcome, result.policy, result.context);
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
/** The job summary of a run over many keys: all at a glance, and each in full behind its name. */
function renderFleetSummary(results) {
    const outcome = fleetOutcome(results);
    const icon = (0,verdict/* isFailure */.N)(outcome) ? '⚠️' : '✅';
    const failedFirst = [
        ...results.filter((result) => (0,verdict/* isFailure */.N)(result.outcome.kind)),
        ...results.filter((result) => !(0,verdict/* isFailure */.N)(result.outcome.kind)),
    ];
    const overview = table('### Keys', ['Key', 'Outcome', 'Current', 'Age', 'Expiry', 'Due', 'Targets'], failedFirst.map(overviewRow), results.length);
    const head = [`## ${icon} Key rotation: ${outcome}`, fleetVerdict(results), overview].join('\n\n');
    const parts = [head];
    let size = Buffer.byteLength(head);
    let left = 0;
    for (const result of failedFirst) {
        const open = (0,verdict/* isFailure */.N)(result.outcome.kind) ? ' open' : '';
        const body = renderSummary(result.outcome, result.policy, result.context);
        const part = `<details${open}><summary>${result.name}: ${result.outcome.kind}</summary>\n\n${body}\n</details>`;
        size += Buffer.byteLength(part);
        if (size > LONGEST_SUMMARY)
            left += 1;
        else
            parts.push(part);
    }
    if (left > 0)
        parts.push(`… and ${(0,report_time/* counted */.hS)(left, 'key')} more, for which there is no room; the log has them.`);
    return `${parts.join('\n\n')}\n`;
}
function overviewRow({ name, outcome, policy, context }) {
    const clean = (0,report_clean/* createClean */.G)(context.redact);
    const { known, kind, steps } = outcome;
    const icon = (0,verdict/* isFailure */.N)(kind) ? '⚠️ ' : '';
    if (known === undefined)
        return tableRow([name, `${icon}${kind}`, '', '', '', '', '']);
    const { observation } = known;
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    const accessKey = current?.record.accessKey ?? '';
    const rows = (0,targets/* targetRows */.dg)(observation, steps, context.notes);
    const inOrder = rows.filter(({ revision }) => revision !== undefined && revision === current?.revision);
    const due = current === undefined ? undefined : (0,standing/* nextDue */.m3)(known, policy);
    const when = due === undefined ? '' : due.due ? 'now' : due.next === undefined ? 'never' : (0,report_time/* dateWords */.W$)(due.next);
    return tableRow([
        name,
        `${icon}${kind}`,
        current === undefined ? 'none' : clean.markdown((0,names/* keyName */.xT)(accessKey, current.revision), names/* NAME_LENGTH */.xt),
        (0,observed/* ageOf */.hy)(observation, accessKey),
        (0,observed/* expiryWords */.T_)(observation, accessKey),
        when,
        `${inOrder.length} of ${rows.length}`,
    ]);
}

// EXTERNAL MODULE: ./build/report/log.js + 3 modules
var log = __webpack_require__(5368);
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
    const rows = plan.shares.map(({ keys, writes, reads, budget }, index) => tableRow([
        `${index + 1}`,
        keys.join(', '),
        String(writes),
        String(reads),
        `${Math.round(budget * 100)} %`,
    ]));
    const head = ['Job', 'Keys', 'Writes', 'Reads', "Share of GitHub's limits"];
    const words = 'All jobs share the limits of one token or installation: more jobs keep failures apart, and are no faster.';
    return `## 📝 Key rotation: planned\n\n${planVerdict(plan)}\n\n${table('### Jobs', head, rows, rows.length)}\n\n${words}\n`;
}

;// CONCATENATED MODULE: ./build/report/index.js
// What comes out of a run, as one piece that is loaded when there is something to say.









/***/ })

};
