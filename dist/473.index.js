export const id = 473;
export const ids = [473];
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

/***/ 3473:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runCheck: () => (/* binding */ runCheck)
});

// EXTERNAL MODULE: ./build/check/evaluate.js + 3 modules
var evaluate = __webpack_require__(9046);
// EXTERNAL MODULE: ./build/rotation/model/observation.js
var model_observation = __webpack_require__(5919);
// EXTERNAL MODULE: ./build/rotation/model/context.js
var context = __webpack_require__(2562);
;// CONCATENATED MODULE: ./build/check/notes.js


/** What a reader should know of a key that is in order all the same: what cannot be seen of it, and what rests. */
function checkNotes({ observation, secret, verifiable }, { maxAge }) {
    const remarks = [];
    if (observation === undefined)
        return remarks;
    const current = (0,model_observation/* recordedCurrent */.mh)(observation);
    if (observation.issuer === 'blind') {
        remarks.push('A keys API shows no list of its keys, so keys that this rotation does not know cannot be looked for.');
        if (!verifiable)
            remarks.push('Whether the key works was not asked: keys-api-verify-url says where that can be done.');
    }
    if (current !== undefined && maxAge === undefined)
        remarks.push('There is no max-age, so only the end of the key says when it is due. Where every run replaces it, give max-age ' +
            'here: the time between two runs.');
    if (secret !== undefined && !secret.tags.some((tag) => tag.startsWith(context/* ROTATOR_TAG_PREFIX */.C)))
        remarks.push('The secret carries no tag of a rotation: no workflow with this action looks after it yet.');
    return remarks;
}

// EXTERNAL MODULE: ./build/rotation/model/target-identities.js
var target_identities = __webpack_require__(9919);
// EXTERNAL MODULE: ./build/lib/error-message.js
var error_message = __webpack_require__(4244);
// EXTERNAL MODULE: ./build/rotation/observe/observe.js + 2 modules
var observe = __webpack_require__(2058);
// EXTERNAL MODULE: ./build/rotation/model/ports.js
var ports = __webpack_require__(8209);
// EXTERNAL MODULE: ./build/rotation/model/recorded-keys.js
var recorded_keys = __webpack_require__(4686);
;// CONCATENATED MODULE: ./build/check/snapshot.js






/**
 * Looks at everything that concerns one key, with the readings that a rotation begins with. What cannot be looked at
 * does not keep the rest from being seen, and is told.
 */
async function takeSnapshot(sources) {
    const { issuer, store } = sources;
    const unread = [];
    const take = (part, result) => {
        if (result.status === 'fulfilled')
            return result.value;
        for (const problem of problemsOf(result.reason))
            unread.push({ part, problem });
        return undefined;
    };
    const note = (part, problems) => {
        for (const problem of problems)
            unread.push({ part, problem });
    };
    const first = await (0,observe/* readFirst */.vv)(sources);
    const secret = take('store', first.secret);
    const keys = take('keys', first.keys);
    const places = take('targets', first.places);
    note('targets', places?.problems ?? []);
    const [versionsRead, shadowsFound, identitiesRead, limitsRead] = await Promise.allSettled([
        (0,observe/* readVersions */.q2)(sources, secret),
        places === undefined ? { shadows: [], problems: [] } : sources.shadows(),
        places === undefined ? { identities: new Map(), problems: [] } : sources.identities(),
        sources.limits?.(),
    ]);
    const versions = take('store', versionsRead);
    note('store', versions?.problems ?? []);
    const shadows = take('shadows', shadowsFound);
    note('shadows', shadows?.problems ?? []);
    const identities = take('identities', identitiesRead);
    note('identities', identities?.problems ?? []);
    const limits = take('quota', limitsRead);
    if (limits?.keysLeft.known === false) {
        // What keeps the keys from being listed keeps the quota from being read.
        const same = unread.flatMap(({ part, problem }) => (part === 'keys' ? [problem] : []));
        note('quota', same.length > 0 ? same : [quotaProblem(limits.keysLeft.why)]);
    }
    const rest = {
        secret,
        verifiable: issuer.kind === 'blind' && issuer.probe !== undefined,
        shadows: shadows?.shadows ?? [],
        identities: identities?.identities ?? new Map(),
        keysLeft: limits?.keysLeft.known === true ? limits.keysLeft.value : undefined,
        capacity: store.capacity,
        unread,
    };
    if (versions === undefined || unread.some(({ part }) => part === 'store'))
        return { ...rest, observation: undefined, listed: undefined, marks: new Map() };
    const at = first.began();
    const bare = {
        at,
        issuer: issuer.kind,
        secretId: secret?.id,
        takeOver: undefined,
        versions: versions.versions,
        keys: (0,observe/* byAccessKey */.zj)(keys ?? []),
        foreign: new Set(),
        mismatched: new Set(),
        targets: places?.states ?? [],
        leftOut: (0,target_identities/* withHolders */.Sw)(versions.versions, places?.leftOut ?? []),
        targetsReadAt: new Date(at.getTime() - (places?.ageMs ?? 0)),
    };
    note('targets', (0,target_identities/* leftOutProblems */.E7)(bare));
    const onRecord = (0,observe/* withConfirmedTables */.Te)({
        ...bare,
        ...(issuer.kind === 'listing' && { marksUnread: true }),
        keys: (0,recorded_keys/* recordedKeys */.NC)(bare),
    });
    const [whole] = await Promise.allSettled([keys === undefined ? onRecord : (0,observe/* withKeys */.jR)(sources, bare)]);
    const asked = take(issuer.kind === 'listing' ? 'keys' : 'proof', whole);
    const seen = issuer.kind === 'listing' && keys !== undefined && asked !== undefined;
    const [marks, problems] = seen
        ? await readMarks(sources, keys, secret?.id)
        : [new Map(), []];
    note('marks', problems);
    // Whoever lists the keys of somebody else can compare no record with them.
    const judged = seen && listsOthers(keys, asked) ? onRecord : asked;
    return {
        ...rest,
        observation: judged ?? onRecord,
        listed: seen ? new Set(keys.map(({ accessKey }) => accessKey)) : undefined,
        marks,
    };
}
/** Whether the listed keys are those of another bearer: none has a mark for the secret, and the current key is not among them. */
function listsOthers(keys, observation) {
    const { foreign, secretId } = observation;
    const recorded = (0,model_observation/* generations */.YZ)(observation).findLast(({ record }) => record.stage === 'current');
    if (recorded === undefined || !foreign.has(recorded.record.accessKey))
        return false;
    return keys.every(({ mark }) => mark?.secretId !== secretId);
}
/** Looks whether the other secrets are there that marks name. */
async function readMarks({ secretExists }, keys, own) {
    const named = new Set(keys.flatMap(({ mark }) => (mark === undefined || mark.secretId === own ? [] : [mark.secretId])));
    const marks = new Map();
    const problems = [];
    await Promise.all([...named].map(async (id) => {
        try {
            marks.set(id, await secretExists(id));
        }
        catch (error) {
            problems.push(...problemsOf(error));
        }
    }));
    return [marks, problems];
}
function quotaProblem(why) {
    return {
        about: 'quota',
        problem: `the quota of API keys could not be read: ${why}`,
        remedy: 'Give the bearer of the key that signs in the permission sets IAMReadOnly and OrganizationReadOnly',
    };
}
/** The problems that an error tells of. What nobody foresaw keeps one part from being seen, and is told like the rest. */
function problemsOf(error) {
    if (error instanceof ports/* RunProblems */.ww)
        return error.problems;
    return [
        {
            about: 'check',
            problem: `something nobody foresaw: ${(0,error_message/* errorMessage */.g)(error)}`,
            remedy: 'Run again; if it stays, it is a bug of this action',
        },
    ];
}

// EXTERNAL MODULE: ./build/scaleway/iam.js
var iam = __webpack_require__(2785);
// EXTERNAL MODULE: ./build/lib/map-concurrent.js
var map_concurrent = __webpack_require__(1522);
// EXTERNAL MODULE: ./build/http/deadline.js
var deadline = __webpack_require__(489);
// EXTERNAL MODULE: ./node_modules/@scaleway/sdk-secret/dist/index.gen.js + 4 modules
var index_gen = __webpack_require__(6540);
// EXTERNAL MODULE: ./build/scaleway/client.js
var client = __webpack_require__(6009);
// EXTERNAL MODULE: ./build/scaleway/regions.js
var regions = __webpack_require__(3381);
;// CONCATENATED MODULE: ./build/scaleway/secret-lookup.js



/**
 * Returns a function that finds out whether a secret exists in any region: the mark of a key contains the id of a secret
 * without its region. A secret that is scheduled for deletion does not count, because nothing is stored in it any more.
 */
function createSecretLookup(session) {
    const lookups = new Map();
    async function existsIn(region, secretId) {
        const doing = `find the secret ${secretId} in the mark of a key`;
        return (0,client/* explainFailure */.SP)(doing, 'scw-access-key', async () => {
            try {
                // A 403 may mean that the secret is in another Project, so it is not retried.
                const secret = await new index_gen/* Secretv1beta1.API */.t.nC(session.withoutRetries()).getSecret({ secretId, region });
                return secret.deletionRequestedAt === undefined;
            }
            catch (error) {
                if ((0,client/* statusOf */.c2)(error) === 404)
                    return false;
                throw error;
            }
        });
    }
    async function exists(secretId) {
        const found = await Promise.allSettled(regions/* REGIONS */.i.map((region) => existsIn(region, secretId)));
        if (found.some((one) => one.status === 'fulfilled' && one.value))
            return true;
        for (const one of found)
            if (one.status === 'rejected')
                throw one.reason;
        return false;
    }
    return (secretId) => {
        const lookup = lookups.get(secretId) ?? exists(secretId);
        lookups.set(secretId, lookup);
        return lookup;
    };
}

// EXTERNAL MODULE: ./build/commands/github.js + 30 modules
var commands_github = __webpack_require__(8838);
// EXTERNAL MODULE: ./build/commands/keys-api.js
var keys_api = __webpack_require__(4982);
// EXTERNAL MODULE: ./build/commands/read-only.js
var read_only = __webpack_require__(4890);
// EXTERNAL MODULE: ./build/commands/rotate.js + 20 modules
var rotate = __webpack_require__(5189);
// EXTERNAL MODULE: ./build/commands/scaleway.js + 1 modules
var commands_scaleway = __webpack_require__(1569);
// EXTERNAL MODULE: ./build/scaleway/secret-label.js
var secret_label = __webpack_require__(3837);
;// CONCATENATED MODULE: ./build/commands/check.js













/** How many keys are checked at once. */
const SIDE_BY_SIDE = 8;
/**
 * `check`: reads the state of every key and changes nothing; its connections refuse requests that would.
 * @param tell called when GitHub's rate limits make the job wait
 * @returns the results in the order of the keys
 */
async function runCheck({ keys }, runtime, tell) {
    // All keys of a file use the credentials of the step, and share their rate limits.
    const github = keys[0]?.inputs.github;
    const access = github && (0,commands_github/* openGithub */.K5)(github, runtime, tell);
    const limits = shared();
    const results = await (0,map_concurrent/* mapConcurrent */._)(SIDE_BY_SIDE, keys, ({ name, inputs }) => checkKey(name, inputs, access, limits, runtime));
    for (const text of (await access?.close()) ?? [])
        tell({ kind: 'advice', text });
    return results;
}
async function checkKey(name, inputs, access, limits, runtime) {
    const { issuer, key, store, oldKey } = inputs;
    const policy = (0,rotate.policyOf)({ command: 'rotate', key, store, oldKey });
    const overdueAfter = (0,rotate/* spanOf */.e)(inputs.overdueAfter);
    const advice = [];
    const sources = createSources(inputs, access, limits, { runtime, advise: (text) => advice.push(text) });
    const snapshot = await takeSnapshot(sources);
    return {
        name,
        issuer,
        secretPath: (0,secret_label/* storeLabel */.Y)(store),
        policy,
        overdueAfter,
        snapshot,
        evaluation: (0,evaluate/* evaluate */._)(snapshot, { policy, overdueAfter }),
        notes: [...checkNotes(snapshot, policy), ...advice],
    };
}
function createSources(inputs, access, limits, { runtime, advise }) {
    const { scaleway, keysApi, key, targets: declared } = inputs;
    const { clock, deadline, session, store } = (0,commands_scaleway/* openScaleway */.yI)(inputs, runtime, readOnlyDeadline);
    const scalewayIssuer = () => (0,iam/* createScalewayIssuer */.Z)({
        session,
        applicationId: key.applicationId,
        organizationId: scaleway.organizationId,
        mask: runtime.mask,
    });
    const issuer = keysApi === undefined ? scalewayIssuer() : (0,keys_api/* keysApiToCheck */.C)(keysApi, runtime);
    const targets = access === undefined
        ? targetsWithout(NO_CREDENTIALS)
        : (0,commands_github/* targetsToCheck */.yW)(access, declared, { runtime, deadline, advise });
    return {
        issuer,
        store,
        targets,
        clock,
        shadows: () => targets.shadows(),
        identities: () => targets.identities(),
        secretExists: createSecretLookup(session),
        // The limits belong to the Organization, so they are read once for all keys.
        limits: issuer.kind === 'listing' ? () => limits(() => issuer.limits()) : undefined,
    };
}
function shared() {
    let answer;
    return (ask) => (answer ??= ask());
}
/** How long a check may wait for GitHub's rate limits; changes are always refused. */
function readOnlyDeadline(clock) {
    return Object.assign(() => (0,read_only/* refuseChange */.P)(), { leftMs: (0,deadline/* createDeadline */.d)(clock).leftMs });
}
const NO_CREDENTIALS = {
    about: 'github-token',
    problem: 'neither github-token nor a GitHub App is set, so the targets were not checked',
    remedy: 'Set a token that can read them (Secrets: read; for environments also Environments: read). No action is required ' +
        'if the keys in Secret Manager are all that you want to check',
};
/** Targets that cannot be read. */
function targetsWithout(problem) {
    return {
        observe: () => Promise.resolve({ states: [], problems: [problem] }),
        shadows: () => Promise.resolve({ shadows: [], problems: [] }),
        identities: () => Promise.resolve({ identities: new Map(), problems: [] }),
    };
}


/***/ })

};
