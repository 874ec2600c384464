export const id = 352;
export const ids = [352];
export const modules = {

/***/ 4689:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ secretIdOf),
/* harmony export */   z: () => (/* binding */ createCredentials)
/* harmony export */ });
function createCredentials(store) {
    // Only what this run made or read from the store. What it signs in with may be a mixed pair (only the secret counts
    // there), and must never be taken for the pair that its access key names.
    const held = new Map();
    return {
        async of(known, { revision, record }) {
            const { accessKey } = record;
            const own = held.get(accessKey);
            if (own !== undefined)
                return own;
            const read = await store.read(secretIdOf(known), revision);
            if (read?.accessKey !== accessKey) {
                throw new Error(`version ${revision} of the secret does not hold the key ${accessKey} that its record names; somebody changed it by hand`);
            }
            held.set(accessKey, read);
            return read;
        },
        hold(credential) {
            held.set(credential.accessKey, credential);
        },
    };
}
/** The id of the secret, of a run that has come so far that there is one. */
function secretIdOf({ observation }) {
    /* c8 ignore next -- the secret is made before any step that needs its id */
    if (observation.secretId === undefined)
        throw new Error('there is no secret yet; this is a bug');
    return observation.secretId;
}


/***/ }),

/***/ 1294:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ decide),
  h: () => (/* binding */ spareVersions)
});

// EXTERNAL MODULE: ./build/rotation/due.js
var rotation_due = __webpack_require__(6005);
// EXTERNAL MODULE: ./build/rotation/observation.js
var rotation_observation = __webpack_require__(813);
// EXTERNAL MODULE: ./build/rotation/policy.js
var rotation_policy = __webpack_require__(8133);
// EXTERNAL MODULE: ./build/rotation/retirement.js
var retirement = __webpack_require__(6064);
// EXTERNAL MODULE: ./build/rotation/rollover-source.js
var rollover_source = __webpack_require__(5490);
;// CONCATENATED MODULE: ./build/rotation/housekeeping.js




/** What can fail without harm to anything that follows; the next run tries again. */
function* housekeeping(observation, policy, memory) {
    yield* garbage(observation);
    yield* givenUp(observation, policy);
    yield* loosePromotion(observation);
    yield* closings(observation);
    // A rollback ends no key: it may be the very one to go back to.
    if (policy.command !== 'rollback')
        yield* (0,retirement/* retirements */.n4)(observation, policy, memory);
}
/**
 * Keys that still say `made` for this secret and are older than any run can last. Nobody published them, because
 * nothing is published before the mark says `stored`; so they go, even where a version holds them.
 */
function* garbage(observation) {
    for (const key of observation.keys.values()) {
        if (!(0,rotation_observation/* isMade */.sX)(observation, key) || (0,rotation_observation/* ageMs */.WO)(observation, key.createdAt) <= rotation_policy/* GARBAGE_AFTER_MS */.i)
            continue;
        const holders = (0,rotation_observation/* generations */.YZ)(observation).filter((generation) => generation.record.accessKey === key.accessKey);
        // A version in another stage means that a person changed the mark; such a key is not ours to delete.
        if (holders.some(({ record }) => record.stage !== 'pending' && record.stage !== 'abandoned'))
            continue;
        yield { kind: 'discard', accessKey: key.accessKey, revisions: holders.map(({ revision }) => revision) };
    }
}
/** Pending versions that cannot or must not be finished. */
function* givenUp(observation, policy) {
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    for (const { revision, status, record } of (0,rotation_observation/* generations */.YZ)(observation)) {
        if (record.stage !== 'pending')
            continue;
        const { accessKey } = record;
        // A key that says `made` is garbage soon: until then its run may live.
        if ((0,rotation_observation/* isMade */.sX)(observation, observation.keys.get(accessKey)))
            continue;
        // Expired or in doubt, it may be all that there is to roll over.
        const spared = status === 'enabled' && (0,rollover_source/* canBeRolledOver */.a)(observation, policy, accessKey);
        if (!(0,rotation_observation/* isAlive */._n)(observation, accessKey)) {
            if (!spared)
                yield { kind: 'give-up', revision, accessKey, reason: 'dead' };
        }
        else if (status !== 'enabled')
            yield { kind: 'give-up', revision, accessKey, reason: 'disabled' };
        else if (current !== undefined && current.revision > revision) {
            yield { kind: 'give-up', revision, accessKey, reason: 'overtaken' };
        }
    }
}
/** Older versions that still say `current`: a promotion was cut between its two writes. */
function* loosePromotion(observation) {
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    if (current === undefined)
        return;
    for (const { revision, record } of (0,rotation_observation/* generations */.YZ)(observation)) {
        if (record.stage !== 'current' || revision === current.revision)
            continue;
        yield { kind: 'mark-previous', revision, accessKey: record.accessKey, since: current.record.since };
    }
}
/** Versions that are over and do not say so yet, or can still be read by mistake. */
function* closings(observation) {
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    for (const { revision, status, record } of (0,rotation_observation/* generations */.YZ)(observation)) {
        const { accessKey, stage } = record;
        const over = stage === 'retired' || stage === 'abandoned';
        if (stage === 'abandoned' && status === 'enabled') {
            // Nobody who asks for the newest version may get a key that was given up.
            yield { kind: 'close', revision, accessKey, because: 'given-up' };
        }
        else if (!observation.keys.has(accessKey)) {
            if (stage === 'previous' || (over && status === 'enabled')) {
                yield { kind: 'close', revision, accessKey, because: 'dead' };
            }
        }
        else if (accessKey === current?.record.accessKey && revision !== current.revision) {
            // One key in two versions: stored twice after a lost answer, or gone back to. The current one speaks for it.
            if (stage === 'previous' || stage === 'pending') {
                yield { kind: 'close', revision, accessKey, because: 'duplicate' };
            }
        }
    }
}

// EXTERNAL MODULE: ./build/rotation/steps.js
var steps = __webpack_require__(6888);
;// CONCATENATED MODULE: ./build/rotation/decide.js







/**
 * Decides the next step of a rotation from what stands in the cloud. Pure: no clock, no service, no randomness.
 * A first run, a resumed run and a run with nothing to do are the same sequence of calls to this function.
 *
 * The order is part of the promise: first what dead runs left, then what is past its grace period (a run that is
 * due ends the old grace period before it makes its key), then an unfinished version, then a new key, and only
 * where none of that is to be done, targets that drifted. `retire` and `rollback` do a part of it.
 */
function decide(observation, policy, memory) {
    const { takeOver } = observation;
    if (takeOver !== undefined)
        return { kind: 'take-over', revision: takeOver.revision, accessKey: takeOver.accessKey };
    for (const step of housekeeping(observation, policy, memory)) {
        if (!memory.failedSteps.has((0,steps/* stepName */.u)(step)))
            return step;
    }
    const settled = { kind: 'stop', because: { kind: 'settled' } };
    switch (policy.command) {
        case 'rotate':
        case 'rollover': {
            const { halted } = memory;
            const end = halted === undefined ? settled : { kind: 'stop', because: halted };
            // Where a new key went astray, the targets may hold it, and the old one is dead: nothing is written any more.
            if (halted !== undefined && halted.kind !== 'not-yet')
                return end;
            return (pendingStep(observation, policy, memory) ??
                newKeyStep(observation, policy, memory) ??
                repairStep(observation, memory) ??
                end);
        }
        case 'rollback':
            return rollbackStep(observation, policy, memory) ?? repairStep(observation, memory) ?? settled;
        case 'retire':
            return (0,retirement/* unretired */.lh)(observation, policy, memory) ?? settled;
    }
}
/**
 * The next step back to the key before. A rollback is a rotation forward: a new version with the previous key, so
 * that the list only grows and the newest current version counts. An unfinished version of another key is given up
 * instead: the current key is then the one before it.
 */
function rollbackStep(observation, policy, memory) {
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    const stands = current?.status === 'enabled' && (0,rotation_observation/* isAlive */._n)(observation, current.record.accessKey);
    if (memory.promoted || (memory.rolledBack && stands))
        return undefined;
    const pending = livingPending(observation);
    if (memory.unproven !== undefined && pending.length === 0) {
        return { kind: 'stop', because: { kind: 'unproven', accessKey: memory.unproven } };
    }
    if (pending.some(({ generation }) => generation.record.rolledBack === true)) {
        return pendingStep(observation, policy, memory);
    }
    const previous = (0,rotation_observation/* generations */.YZ)(observation).findLast(({ record, status }) => record.stage === 'previous' && status === 'enabled' && (0,rotation_observation/* isAlive */._n)(observation, record.accessKey));
    const [unfinished] = pending;
    // Never the only key that works: there must be one to go back to.
    if (unfinished !== undefined && (stands || previous !== undefined)) {
        const { revision, record } = unfinished.generation;
        return { kind: 'give-up', revision, accessKey: record.accessKey, reason: 'rolled-back' };
    }
    if (previous === undefined)
        return { kind: 'stop', because: { kind: 'nothing-to-roll-back-to' } };
    const { revision, record } = previous;
    return (pruning(observation, policy.keepVersions, memory) ?? {
        kind: 'roll-back',
        revision,
        accessKey: record.accessKey,
    });
}
/** Pending versions that can be read, are newer than the current one, and whose key is alive; oldest first. */
function livingPending(observation) {
    const floor = (0,rotation_observation/* currentGeneration */.Ev)(observation)?.revision ?? 0;
    return (0,rotation_observation/* generations */.YZ)(observation).flatMap((generation) => {
        const { revision, status, record } = generation;
        const key = observation.keys.get(record.accessKey);
        if (record.stage !== 'pending' || status !== 'enabled' || revision <= floor)
            return [];
        if (key === undefined || !(0,rotation_observation/* isAlive */._n)(observation, record.accessKey))
            return [];
        return [{ generation, key }];
    });
}
/** The next step of a version that is stored and not yet in every target; of several the oldest wins. */
function pendingStep(observation, policy, memory) {
    // A run brings out one key: what is pending after that belongs to a run that lost, and is garbage soon.
    if (memory.promoted || memory.helped)
        return undefined;
    for (const { generation, key } of livingPending(observation)) {
        const { revision, record } = generation;
        const { accessKey } = record;
        if ((0,rotation_observation/* isMade */.sX)(observation, key)) {
            if ((0,rotation_observation/* ageMs */.WO)(observation, key.createdAt) < rotation_policy/* RUN_DEADLINE_MS */.Y)
                return { kind: 'mark-stored', revision, accessKey };
            continue; // nobody can publish it any more
        }
        if (record.rolledBack !== true &&
            key.expiresAt !== undefined &&
            memory.made !== accessKey &&
            (0,rotation_due/* isExpiring */.v$)(observation, policy, key.expiresAt)) {
            // Its own time is nearly over: publishing it would hand out a key that dies soon. What can only be rolled over
            // is not given up: it is the one that the next key is made from.
            if ((0,rollover_source/* canBeRolledOver */.a)(observation, policy, accessKey))
                continue;
            return { kind: 'give-up', revision, accessKey, reason: 'expiring' };
        }
        const late = (0,rotation_observation/* lagging */.SO)(observation, generation).map(({ id }) => id);
        if (late.length === 0)
            return { kind: 'promote', revision, accessKey };
        const failed = late.filter((id) => memory.failedTargets.has(id));
        if (failed.length > 0)
            return { kind: 'stop', because: { kind: 'targets-lag', accessKey, targets: failed } };
        if (memory.unproven === accessKey) {
            if (observation.issuer === 'listing' || currentWorks(observation))
                return { kind: 'give-up', revision, accessKey, reason: 'unproven' };
            // Perhaps the question is wrong, and not the key: another one, which nobody could end, would fare no better.
            if (!nothingToLose(observation, generation))
                return { kind: 'stop', because: { kind: 'unproven', accessKey } };
        }
        else if (!memory.proven.has(accessKey))
            return { kind: 'prove', revision, accessKey };
        return { kind: 'publish', revision, accessKey, targets: late };
    }
    return undefined;
}
/** Whether the current key was seen to work, by the very question that the new one was asked. */
function currentWorks(observation) {
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    return observation.keys.get(current?.record.accessKey ?? '')?.works === true;
}
/** Whether what the targets hold is dead, so that a key that could not be seen to work can only be better. */
function nothingToLose(observation, { record }) {
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    return (record.rolledOver === true || (current !== undefined && !(0,rotation_observation/* isAlive */._n)(observation, current.record.accessKey)));
}
/** A new key where one is due, and before it the room that it needs. */
function newKeyStep(observation, policy, memory) {
    if (memory.unproven !== undefined) {
        // Whatever kept the last one from working would keep the next one, too: that is for a later run.
        const { unproven: accessKey, promoted } = memory;
        return { kind: 'stop', because: { kind: promoted ? 'published-unproven' : 'unproven', accessKey } };
    }
    const due = (0,rotation_due/* whetherDue */.GO)(observation, policy, memory);
    if (!due.due) {
        return memory.promoted ? pruning(observation, policy.keepVersions, memory) : undefined;
    }
    if (observation.secretId === undefined)
        return { kind: 'create-secret' };
    const rival = livingPending(observation).find(({ key }) => !(0,rollover_source/* canBeRolledOver */.a)(observation, policy, key.accessKey));
    if (rival !== undefined) {
        // A new version would lose against this older one, which can neither be published nor, yet, be cleaned up.
        const until = new Date(rival.key.createdAt.getTime() + rotation_policy/* GARBAGE_AFTER_MS */.i);
        return { kind: 'stop', because: { kind: 'unfinished-elsewhere', accessKey: rival.key.accessKey, until } };
    }
    return pruning(observation, policy.keepVersions, memory) ?? { kind: 'make', because: due.because };
}
/** Deletes the oldest version of a dead (or let go) key while there are more of them than are to be kept. */
function pruning(observation, keep, memory) {
    const spare = spareVersions(observation);
    const step = spare
        .map(({ revision }) => ({ kind: 'prune', revision }))
        .find((candidate) => !memory.failedSteps.has((0,steps/* stepName */.u)(candidate)));
    return spare.length > keep ? step : undefined;
}
/** The versions of dead (or let go) keys, oldest first: those that may be deleted. */
function spareVersions(observation) {
    return (0,rotation_observation/* generations */.YZ)(observation).filter(({ record }) => {
        if (record.stage !== 'retired' && record.stage !== 'abandoned')
            return false;
        const mark = observation.keys.get(record.accessKey)?.mark;
        // The stage alone is not enough: a key that carries our mark is alive, and its only copy may stand here.
        return !(0,rotation_observation/* isInUse */.ly)(observation, record.accessKey) && mark?.secretId !== observation.secretId;
    });
}
/**
 * Targets that may not hold the current key any more (written by someone else, deleted, or newly declared), or that
 * others have access to than was declared.
 */
function repairStep(observation, memory) {
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    if (current?.status !== 'enabled' || !(0,rotation_observation/* isAlive */._n)(observation, current.record.accessKey))
        return undefined;
    const { revision, record } = current;
    const late = (0,rotation_observation/* inNeedOfRepair */.Cj)(observation, current).map(({ id }) => id);
    if (late.length === 0)
        return undefined;
    const failed = late.filter((id) => memory.failedTargets.has(id));
    if (failed.length > 0) {
        return { kind: 'stop', because: { kind: 'targets-lag', accessKey: record.accessKey, targets: failed } };
    }
    return { kind: 'repair', revision, accessKey: record.accessKey, targets: late };
}


/***/ }),

/***/ 6837:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Tm: () => (/* binding */ dead),
/* harmony export */   aE: () => (/* binding */ inDoubt),
/* harmony export */   hL: () => (/* binding */ withoutDoubt),
/* harmony export */   mC: () => (/* binding */ beginDoubt),
/* harmony export */   uA: () => (/* binding */ endDoubt)
/* harmony export */ });
/**
 * A blind issuer ends a key in the moment in which it makes the next one, and shows that one once. So before it is
 * asked, the key's version says so (`replacing`); from then on the key is in doubt, for every run, until it is seen
 * to work or its successor is stored. A key in doubt is never written to a target.
 */
function beginDoubt(record, at, run) {
    return { ...record, replacing: at, run };
}
/** The record of a key that is in doubt no longer. */
function endDoubt({ replacing: _over, ...record }) {
    return record;
}
/** What is known once a key was seen to work, or its issuer has said that it does. */
function withoutDoubt(observation, revision) {
    let accessKey;
    const versions = observation.versions.map((version) => {
        if (version.revision !== revision || version.record === undefined)
            return version;
        const record = endDoubt(version.record);
        accessKey = record.accessKey;
        return { ...version, record };
    });
    return {
        ...observation,
        versions,
        keys: changed(observation, accessKey, ({ inDoubt: _over, ...key }) => key),
    };
}
/** What is known once nobody knows whether a key still works. */
function inDoubt(observation, accessKey) {
    return { ...observation, keys: changed(observation, accessKey, (key) => ({ ...key, inDoubt: true })) };
}
/** What is known once a key is dead for certain. */
function dead(observation, accessKey) {
    return { ...observation, keys: new Map([...observation.keys].filter(([name]) => name !== accessKey)) };
}
function changed({ keys }, accessKey, change) {
    return new Map([...keys].map(([name, key]) => [name, name === accessKey ? change(key) : key]));
}


/***/ }),

/***/ 6005:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GO: () => (/* binding */ whetherDue),
/* harmony export */   Wd: () => (/* binding */ windowOpens),
/* harmony export */   v$: () => (/* binding */ isExpiring)
/* harmony export */ });
/* harmony import */ var _observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(813);

/**
 * Whether the key is to be replaced now. A key is due when `force` says so; when there is no current generation;
 * when its key is dead, expired, or expires within the rollover window, whatever its age; when it has reached
 * `max-age`, or, without `max-age`, on every run that did not just finish an earlier one's work.
 */
function whetherDue(observation, policy, memory) {
    const current = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    // A run makes one key, and promotes once: what it promoted is the replacement that was asked for, whoever made it.
    if (memory.promoted || memory.made !== undefined)
        return { due: false, next: undefined };
    if (memory.halted !== undefined)
        return { due: false, next: undefined };
    if (policy.force)
        return { due: true, because: { kind: 'forced' } };
    if (current === undefined)
        return { due: true, because: { kind: 'first' } };
    if (current.status !== 'enabled')
        return { due: true, because: { kind: 'unreadable', revision: current.revision } };
    const accessKey = current.record.accessKey;
    const key = observation.keys.get(accessKey);
    if (key === undefined)
        return { due: true, because: { kind: 'dead', accessKey } };
    if (key.inDoubt === true)
        return { due: true, because: { kind: 'in-doubt', accessKey } };
    const { expiresAt, createdAt } = key;
    if (expiresAt !== undefined && (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isExpired */ ._d)(observation, key)) {
        return { due: true, because: { kind: 'expired', accessKey, expiresAt } };
    }
    // Somebody went back to this key for a reason: it is replaced when somebody says so, or when it is dead.
    if (current.record.rolledBack === true)
        return { due: false, next: expiresAt };
    if (expiresAt !== undefined) {
        if (isExpiring(observation, policy, expiresAt)) {
            return { due: true, because: { kind: 'expiring', accessKey, expiresAt } };
        }
    }
    if (policy.command === 'rollover') {
        if (expiresAt === undefined && observation.issuer === 'blind') {
            return { due: true, because: { kind: 'end-unknown', accessKey } };
        }
        return { due: false, next: expiresAt === undefined ? undefined : windowOpens(policy, expiresAt) };
    }
    if (policy.maxAge === undefined) {
        return memory.resumed ? { due: false, next: undefined } : { due: true, because: { kind: 'every-run' } };
    }
    const old = policy.maxAge.after(createdAt);
    if (old <= observation.at)
        return { due: true, because: { kind: 'old', accessKey, createdAt } };
    return { due: false, next: earlier(old, expiresAt && windowOpens(policy, expiresAt)) };
}
/** Whether a key's end lies within the rollover window. */
function isExpiring(observation, policy, expiresAt) {
    return expiresAt <= policy.rolloverWindow.after(observation.at);
}
/** When the rollover window of an expiry opens, to within what calendar arithmetic allows. */
function windowOpens(policy, expiresAt) {
    const length = policy.rolloverWindow.after(expiresAt).getTime() - expiresAt.getTime();
    return new Date(expiresAt.getTime() - length);
}
function earlier(a, b) {
    return b !== undefined && b < a ? b : a;
}


/***/ }),

/***/ 409:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EQ: () => (/* binding */ afterHalt),
/* harmony export */   HP: () => (/* binding */ afterFailure),
/* harmony export */   Pl: () => (/* binding */ after),
/* harmony export */   j9: () => (/* binding */ rolledBackRecord),
/* harmony export */   zv: () => (/* binding */ recordOf)
/* harmony export */ });
/* harmony import */ var _doubt_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6837);
/* harmony import */ var _keys_on_record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4183);
/* harmony import */ var _observation_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(813);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8086);
/* harmony import */ var _steps_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6888);





/**
 * What is known after a step, given what was known before it. The interpreter writes to the services what this says,
 * a dry run only says it, and the exploration of the state space steps through it: they cannot disagree.
 */
function after(known, step, facts) {
    const { observation, memory } = known;
    switch (step.kind) {
        case 'take-over': {
            const { revision, accessKey } = step;
            const versions = observation.versions.map((version) => version.revision === revision && accessKey !== undefined
                ? { ...version, record: adoptedRecord(accessKey, facts) }
                : version);
            return { observation: { ...observation, takeOver: undefined, versions }, memory };
        }
        case 'discard': {
            const keys = without(observation.keys, step.accessKey);
            const versions = step.revisions.reduce((all, revision) => setStage(disabled(all, revision), revision, 'abandoned', facts), observation.versions);
            return { observation: { ...observation, keys, versions }, memory };
        }
        case 'give-up': {
            const versions = setStage(disabled(observation.versions, step.revision), step.revision, 'abandoned', facts);
            if (step.reason !== 'rolled-back')
                return { observation: { ...observation, versions }, memory };
            // Somebody goes back to the current key, so automatic rotation rests as after any rollback.
            const current = (0,_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .currentGeneration */ .Ev)(observation)?.revision;
            const resting = changeRecord(versions, current, (record) => ({ ...record, rolledBack: true }));
            return { observation: { ...observation, versions: resting }, memory: { ...memory, rolledBack: true } };
        }
        case 'mark-previous': {
            const versions = setStage(observation.versions, step.revision, 'previous', { ...facts, at: step.since });
            return {
                observation: { ...observation, versions },
                memory: { ...memory, resumed: memory.resumed || !memory.promoted },
            };
        }
        case 'close': {
            const versions = changeRecord(disabled(observation.versions, step.revision), step.revision, (record) => record.stage === 'previous' || record.stage === 'pending' ? ended(record, facts) : record);
            return { observation: { ...observation, versions }, memory };
        }
        case 'retire': {
            const { revision, how, accessKey } = step;
            const retired = changeRecord(observation.versions, revision, (record) => ended(record, facts));
            const versions = revision === undefined || how === 'let-go' ? retired : disabled(retired, revision);
            const keys = how === 'delete' ? without(observation.keys, accessKey) : unmarked(observation.keys, accessKey);
            return { observation: { ...observation, versions, keys }, memory };
        }
        case 'prune': {
            const versions = observation.versions.map((version) => version.revision === step.revision
                ? { ...version, status: 'scheduled_for_deletion' }
                : version);
            return { observation: { ...observation, versions }, memory };
        }
        case 'mark-stored': {
            const keys = marked(observation.keys, step.accessKey);
            return { observation: { ...observation, keys }, memory };
        }
        case 'prove': {
            const { accessKey, revision } = step;
            if (facts.works !== false) {
                const versions = changeRecord(observation.versions, revision, _keys_on_record_js__WEBPACK_IMPORTED_MODULE_0__/* .proven */ .H3);
                const known = { ...memory, proven: new Set([...memory.proven, accessKey]) };
                return { observation: { ...observation, versions }, memory: known };
            }
            const versions = changeRecord(observation.versions, revision, (record) => observation.issuer === 'blind' ? { ...record, unproven: true } : record);
            return { observation: { ...observation, versions }, memory: { ...memory, unproven: accessKey } };
        }
        case 'publish':
        case 'repair':
            return written(known, step.revision, step.accessKey, facts);
        case 'promote': {
            const current = setStage(observation.versions, step.revision, 'current', facts);
            const versions = changeRecord(current, step.revision, (record) => ({ ...record, promoted: facts.at }));
            const resumed = memory.resumed || memory.made !== step.accessKey;
            return { observation: { ...observation, versions }, memory: { ...memory, promoted: true, resumed } };
        }
        case 'create-secret':
            return { observation: { ...observation, secretId: facts.secretId }, memory };
        case 'make': {
            const { made } = facts;
            /* c8 ignore next -- whoever makes a key says what was made */
            if (made === undefined)
                return known;
            const { rolledOver, replaces } = made.version.record;
            const left = rolledOver && replaces !== undefined ? without(observation.keys, replaces) : observation.keys;
            const keys = new Map(left).set(made.key.accessKey, made.key);
            const versions = [...observation.versions, made.version];
            return {
                observation: { ...observation, keys, versions },
                memory: { ...memory, made: made.key.accessKey },
            };
        }
        case 'roll-back': {
            const { restored } = facts;
            /* c8 ignore next -- whoever stores a version says which */
            if (restored === undefined)
                return known;
            const source = (0,_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .generationAt */ .cU)(observation, step.revision);
            const record = rolledBackRecord(observation, source, facts);
            const versions = [...observation.versions, { revision: restored, status: 'enabled', record }];
            return { observation: { ...observation, versions }, memory: { ...memory, made: step.accessKey } };
        }
    }
}
/** What is known after a step that failed and is left to the next run. */
function afterFailure(known, step) {
    const failedSteps = new Set([...known.memory.failedSteps, (0,_steps_js__WEBPACK_IMPORTED_MODULE_3__/* .stepName */ .u)(step)]);
    return { ...known, memory: { ...known.memory, failedSteps } };
}
/**
 * What is known after an issuer was asked for a key, and the run got none that it could store.
 * @param source the generation that was to be rolled over
 */
function afterHalt(known, because, source) {
    const memory = { ...known.memory, halted: because };
    const { observation } = known;
    if (source === undefined)
        return { observation, memory };
    const { accessKey } = source.record;
    switch (because.kind) {
        case 'not-yet': {
            // So the issuer knows it, and it lives, even where it could not be seen to work.
            const settled = (0,_doubt_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutDoubt */ .hL)(observation, source.revision);
            const key = settled.keys.get(accessKey) ?? (0,_keys_on_record_js__WEBPACK_IMPORTED_MODULE_0__/* .keysOnRecord */ .nh)(settled).get(accessKey);
            const keys = key === undefined ? settled.keys : new Map(settled.keys).set(accessKey, key);
            return { observation: { ...settled, keys }, memory };
        }
        case 'answer-lost': {
            const certain = because.certain ? (0,_doubt_js__WEBPACK_IMPORTED_MODULE_4__/* .dead */ .Tm)(observation, accessKey) : (0,_doubt_js__WEBPACK_IMPORTED_MODULE_4__/* .inDoubt */ .aE)(observation, accessKey);
            return { observation: certain, memory };
        }
        case 'unstored':
            return { observation: because.rolledOver ? (0,_doubt_js__WEBPACK_IMPORTED_MODULE_4__/* .dead */ .Tm)(observation, accessKey) : observation, memory };
    }
}
/** The record of a version; undefined where it has none. */
function recordOf(observation, revision) {
    return observation.versions.find((version) => version.revision === revision)?.record;
}
function written({ observation, memory }, revision, accessKey, facts) {
    const writes = new Map(facts.written);
    const versions = changeRecord(observation.versions, revision, (record) => {
        // Only declared secrets are worth remembering; what is no longer declared is no longer looked at.
        const declared = new Set(observation.targets.flatMap(({ id, secrets }) => secrets.map(({ name }) => (0,_record_js__WEBPACK_IMPORTED_MODULE_2__/* .secretTag */ .$q)(id, name))));
        const all = new Map([...record.written].filter(([tag]) => declared.has(tag)));
        for (const [id, names] of writes)
            for (const [name, span] of names)
                all.set((0,_record_js__WEBPACK_IMPORTED_MODULE_2__/* .secretTag */ .$q)(id, name), span);
        return { ...record, written: all, run: facts.run };
    });
    const targets = observation.targets.map((target) => {
        const names = writes.get(target.id);
        if (names === undefined)
            return target;
        const secrets = target.secrets.map((secret) => afterWrite(secret, names.get(secret.name), accessKey));
        return { ...target, secrets };
    });
    const failedTargets = new Set([...memory.failedTargets, ...(facts.failed ?? [])]);
    return { observation: { ...observation, versions, targets }, memory: { ...memory, failedTargets } };
}
function afterWrite(secret, span, accessKey) {
    if (span === undefined)
        return secret;
    const { name, value } = secret;
    return { name, updatedAt: span.to, ...(value !== undefined && { value: accessKey }) };
}
/**
 * The record of a version that brings a replaced key back: its key is long since stored, so it may be published.
 * @param source the replaced generation
 */
function rolledBackRecord(observation, source, facts) {
    const replaced = (0,_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .currentGeneration */ .Ev)(observation)?.record.accessKey;
    const { accessKey, issued, madeBy, expires, text } = source.record;
    return {
        stage: 'pending',
        accessKey,
        since: facts.at,
        ...(replaced === undefined ? {} : { replaces: replaced }),
        rolledBack: true,
        ...(issued === undefined ? {} : { issued }),
        ...(madeBy === undefined ? {} : { madeBy }),
        ...(expires === undefined ? {} : { expires }),
        run: facts.run,
        text,
        written: new Map(),
    };
}
function adoptedRecord(accessKey, facts) {
    return {
        stage: 'current',
        accessKey,
        since: facts.at,
        adopted: true,
        run: facts.run,
        text: '',
        written: new Map(),
    };
}
/**
 * A record that says `retired`. It keeps when its key was replaced, so that a key that was taken for dead and comes
 * back, or whose retirement is cut, still has its grace period.
 */
function ended(record, facts) {
    return { ...record, stage: 'retired', retired: facts.at, run: facts.run };
}
function setStage(versions, revision, stage, facts) {
    return changeRecord(versions, revision, (record) => ({ ...record, stage, since: facts.at, run: facts.run }));
}
function changeRecord(versions, revision, change) {
    return versions.map((version) => version.revision === revision
        ? { ...version, record: version.record && change(version.record) }
        : version);
}
function disabled(versions, revision) {
    return versions.map((version) => version.revision === revision && version.status === 'enabled'
        ? { ...version, status: 'disabled' }
        : version);
}
function without(keys, accessKey) {
    return new Map([...keys].filter(([name]) => name !== accessKey));
}
function changeKey(keys, accessKey, change) {
    return new Map([...keys].map(([name, key]) => [name, name === accessKey ? change(key) : key]));
}
function unmarked(keys, accessKey) {
    return changeKey(keys, accessKey, (key) => ({ ...key, mark: undefined }));
}
function marked(keys, accessKey) {
    return changeKey(keys, accessKey, (key) => ({ ...key, mark: key.mark && { ...key.mark, phase: 'stored' } }));
}


/***/ }),

/***/ 4183:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H3: () => (/* binding */ proven),
/* harmony export */   O6: () => (/* binding */ withLiving),
/* harmony export */   nh: () => (/* binding */ keysOnRecord)
/* harmony export */ });
/* harmony import */ var _doubt_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6837);
/* harmony import */ var _observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(813);


/** How far apart a key that seems dead is tried, in milliseconds; twice in all. */
const LOOK_AGAIN_AFTER_MS = 1000;
/**
 * The keys of a blind issuer, as far as the versions' records tell of them: those that were made, less those that
 * ended when they were rolled over. Nobody can ask for the others.
 */
function keysOnRecord(observation) {
    const all = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation);
    const ended = new Set(all.flatMap(({ record }) => (record.rolledOver ? (record.replaces ?? []) : [])));
    const keys = new Map();
    for (const { record } of all) {
        const { accessKey, issued, expires, since, stage, text } = record;
        const key = {
            accessKey,
            description: '',
            createdAt: issued ?? since,
            expiresAt: expires,
            defaultProjectId: undefined,
            mark: undefined,
            text,
            ...(record.replacing === undefined ? {} : { inDoubt: true }),
        };
        // An expired key can still be rolled over, so that the current one and the one on its way count until then.
        const counts = stage === 'current' || stage === 'pending' || !(0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isExpired */ ._d)(observation, key);
        if (counts && !ended.has(accessKey))
            keys.set(accessKey, key);
        else
            keys.delete(accessKey);
    }
    return keys;
}
/**
 * Looks whether the current key of a blind issuer works, where there is a way to. One that is refused twice was ended
 * by somebody; one that is accepted is no longer in doubt, whatever the run was about that died over it.
 */
async function withLiving({ store, clock }, issuer, observation) {
    const current = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    const key = current && observation.keys.get(current.record.accessKey);
    const { secretId } = observation;
    if (issuer.probe === undefined || current?.status !== 'enabled' || secretId === undefined)
        return observation;
    if (key === undefined || (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isExpired */ ._d)(observation, key))
        return observation;
    const credential = await store.read(secretId, current.revision);
    if (credential?.accessKey !== key.accessKey)
        return observation; // somebody changed it; whoever reads it says so
    let answer = await issuer.probe(credential);
    if (answer === 'denied') {
        await clock.sleep(LOOK_AGAIN_AFTER_MS);
        answer = await issuer.probe(credential);
    }
    if (answer === 'accepted' || answer === 'forbidden') {
        const settled = (0,_doubt_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutDoubt */ .hL)(observation, current.revision);
        const versions = settled.versions.map((version) => version.revision === current.revision && version.record !== undefined
            ? { ...version, record: proven(version.record) }
            : version);
        const keys = new Map(settled.keys);
        const seen = keys.get(key.accessKey);
        if (seen !== undefined)
            keys.set(key.accessKey, { ...seen, works: true });
        return { ...settled, versions, keys };
    }
    // One that never could be seen to work is asked about in vain: the question is wrong, not the key.
    const ended = answer === 'denied' && current.record.unproven !== true;
    return ended ? (0,_doubt_js__WEBPACK_IMPORTED_MODULE_1__/* .dead */ .Tm)(observation, key.accessKey) : observation;
}
/** A record that no longer says that its key could not be seen to work. */
function proven({ unproven: _over, ...record }) {
    return record;
}


/***/ }),

/***/ 4919:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ planNewKey)
/* harmony export */ });
/* harmony import */ var _observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(813);

/**
 * What the new key inherits and what it is told: the description and default project of the key that it replaces,
 * and its lifetime where no expiry is given.
 * @param signedInAs the access key that the run signs in with, which is the replaced one on a first self-rotation
 * @param at when the key is made, in the services' time
 */
function planNewKey(observation, policy, signedInAs, at) {
    const current = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    const model = modelKey(observation, policy, signedInAs);
    const replaces = current?.record.accessKey ?? policy.replacesAccessKey;
    const recorded = current?.record.text;
    return {
        text: policy.description ?? (recorded === undefined || recorded === '' ? model?.text : recorded) ?? '',
        expiresAt: expiryOf(policy, model, at),
        defaultProjectId: model?.defaultProjectId,
        replaces,
    };
}
/** The key that a new one is modelled on: the current one, else the named one, else our own, else the bearer's newest. */
function modelKey(observation, policy, signedInAs) {
    const { keys } = observation;
    const current = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    const named = [current?.record.accessKey, policy.replacesAccessKey, signedInAs];
    const first = named.map((accessKey) => keys.get(accessKey ?? '')).find((key) => key !== undefined);
    if (first !== undefined)
        return first;
    const others = [...keys.values()].filter(({ mark }) => mark?.phase !== 'made');
    return others.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0];
}
function expiryOf(policy, model, at) {
    switch (policy.expiry.kind) {
        case 'never':
            return undefined;
        case 'after':
            return policy.expiry.span.after(at);
        case 'inherit':
            if (model?.expiresAt === undefined)
                return undefined;
            return new Date(at.getTime() + (model.expiresAt.getTime() - model.createdAt.getTime()));
    }
}


/***/ }),

/***/ 813:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Aw: () => (/* binding */ newestRevision),
/* harmony export */   Cj: () => (/* binding */ inNeedOfRepair),
/* harmony export */   Ev: () => (/* binding */ currentGeneration),
/* harmony export */   SO: () => (/* binding */ lagging),
/* harmony export */   UO: () => (/* binding */ isWithin),
/* harmony export */   WO: () => (/* binding */ ageMs),
/* harmony export */   YZ: () => (/* binding */ generations),
/* harmony export */   _d: () => (/* binding */ isExpired),
/* harmony export */   _n: () => (/* binding */ isAlive),
/* harmony export */   cU: () => (/* binding */ generationAt),
/* harmony export */   eH: () => (/* binding */ firstPromotion),
/* harmony export */   ly: () => (/* binding */ isInUse),
/* harmony export */   sX: () => (/* binding */ isMade),
/* harmony export */   v9: () => (/* binding */ holds)
/* harmony export */ });
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8086);

/** The newest revision of the secret; 0 where it has none. */
function newestRevision({ versions }) {
    return Math.max(0, ...versions.map(({ revision }) => revision));
}
/** The versions that this action keeps the record of and that are still there, oldest first. */
function generations(observation) {
    return observation.versions.filter((version) => version.record !== undefined &&
        version.status !== 'deleted' &&
        version.status !== 'scheduled_for_deletion');
}
/** A generation that is known to be there. */
function generationAt(observation, revision) {
    const found = generations(observation).find((generation) => generation.revision === revision);
    /* c8 ignore next -- steps are decided only for versions that were observed */
    if (found === undefined)
        throw new Error(`version ${revision} is not known; this is a bug`);
    return found;
}
/** The current generation: of several that say so the newest counts (a crash between two requests leaves two). */
function currentGeneration(observation) {
    return generations(observation).findLast((generation) => generation.record.stage === 'current');
}
/** When the first generation that is still on record became current: since then a key from before it is replaced. */
function firstPromotion(observation, current) {
    const promotions = generations(observation).flatMap(({ record }) => record.promoted ?? []);
    return promotions.reduce((first, date) => (date < first ? date : first), current.record.since);
}
/** Whether a key exists, has not expired, and is not about to be ended by somebody. */
function isAlive(observation, accessKey) {
    const key = observation.keys.get(accessKey);
    return key !== undefined && !isExpired(observation, key) && key.inDoubt !== true;
}
/** Whether a key's time is over. */
function isExpired(observation, key) {
    return key.expiresAt !== undefined && key.expiresAt <= observation.at;
}
/** Whether a key says that it was made for this secret and not stored yet: then nobody relies on it. */
function isMade(observation, key) {
    return key?.mark?.phase === 'made' && key.mark.secretId === observation.secretId;
}
/** GitHub's `updated_at` has whole seconds, and its machines' clocks may differ by as much. */
const EARLIER_MS = 2000;
/**
 * Whether a target still holds what this action wrote for a generation: every declared name was last written within
 * the span of our own write. Anything else is a doubt, and doubt is settled by writing again. The end of the span,
 * the `Date` of the answer, gets no leeway: a later write is somebody else's. The beginning may: what was written
 * before ours is overwritten by it. What can be read back leaves no doubt: there the value tells, whoever wrote it
 * and whenever (nobody says that writing what stands already changes its `updated_at`).
 */
function holds(target, generation) {
    return target.secrets.every(({ name, updatedAt, value }) => {
        if (value !== undefined)
            return value === generation.record.accessKey;
        return isWithin(generation.record.written.get((0,_record_js__WEBPACK_IMPORTED_MODULE_0__/* .secretTag */ .$q)(target.id, name)), updatedAt);
    });
}
/** Whether a secret was last written within the span of a write of our own. */
function isWithin(span, updatedAt) {
    if (span === undefined || updatedAt === undefined)
        return false;
    return updatedAt.getTime() >= span.from.getTime() - EARLIER_MS && updatedAt <= span.to;
}
/** The declared targets that may not hold a generation. */
function lagging(observation, generation) {
    return observation.targets.filter((target) => !holds(target, generation));
}
/**
 * The targets to be written although no new key is due: those that may not hold the current generation, and those
 * that hold it and show it to others than was declared. The latter are no obstacle to anything else.
 */
function inNeedOfRepair(observation, current) {
    return observation.targets.filter((target) => !holds(target, current) || target.secrets.some(({ accessDiffers }) => accessDiffers === true));
}
/** Whether a key is the current one, or on its way to become it (a rollback gives a key a second version). */
function isInUse(observation, accessKey) {
    const current = currentGeneration(observation);
    return generations(observation).some((generation) => generation.record.accessKey === accessKey &&
        (generation.revision === current?.revision || generation.record.stage === 'pending'));
}
/** How long something is there, in milliseconds, at the start of the observation. */
function ageMs(observation, createdAt) {
    return observation.at.getTime() - createdAt.getTime();
}


/***/ }),

/***/ 8352:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bd: () => (/* binding */ NEW_KEY),
/* harmony export */   et: () => (/* binding */ plan),
/* harmony export */   rh: () => (/* binding */ MAX_STEPS)
/* harmony export */ });
/* harmony import */ var _credentials_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4689);
/* harmony import */ var _decide_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1294);
/* harmony import */ var _effects_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(409);
/* harmony import */ var _observation_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(813);
/* harmony import */ var _new_key_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4919);
/* harmony import */ var _rollover_source_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5490);






/** Stands for a key that does not exist yet. */
const NEW_KEY = 'the new key';
/** More steps than any state can need: reaching it is a bug, and ends the plan or the run. */
const MAX_STEPS = 500;
/**
 * Plans a run. Changes nothing: every step is decided by the function that decides in a real run, on what would be
 * known after the step before it.
 * @param signedInAs the access key that the run signs in with
 */
function plan(known, policy, signedInAs) {
    const steps = [];
    let end = known;
    while (steps.length < MAX_STEPS) {
        const step = (0,_decide_js__WEBPACK_IMPORTED_MODULE_0__/* .decide */ .L)(end.observation, policy, end.memory);
        if (step.kind === 'stop')
            return { steps, stop: step.because, end };
        steps.push(step);
        end = (0,_effects_js__WEBPACK_IMPORTED_MODULE_1__/* .after */ .Pl)(end, step, imagined(end, step, policy, signedInAs));
    }
    /* c8 ignore next -- every step brings the end nearer */
    throw new Error('the plan of this run does not come to an end; this is a bug');
}
/** What the services would answer if all went well. */
function imagined(known, step, policy, signedInAs) {
    const { observation } = known;
    const blind = observation.issuer === 'blind';
    const facts = { at: observation.at, run: 'dry-run' };
    switch (step.kind) {
        case 'create-secret':
            return { ...facts, secretId: 'the new secret' };
        case 'publish':
        case 'repair': {
            const span = { from: observation.at, to: observation.at };
            const named = new Set(step.targets);
            const states = observation.targets.filter(({ id }) => named.has(id));
            const written = new Map(states.map(({ id, secrets }) => [id, new Map(secrets.map(({ name }) => [name, span]))]));
            return { ...facts, written, failed: [] };
        }
        case 'roll-back':
            return { ...facts, restored: (0,_observation_js__WEBPACK_IMPORTED_MODULE_2__/* .newestRevision */ .Aw)(observation) + 1 };
        case 'make': {
            const planned = (0,_new_key_js__WEBPACK_IMPORTED_MODULE_3__/* .planNewKey */ .b)(observation, policy, signedInAs, observation.at);
            const { text, expiresAt, defaultProjectId } = planned;
            const rolledOver = blind && policy.command === 'rollover';
            const replaces = rolledOver ? (0,_rollover_source_js__WEBPACK_IMPORTED_MODULE_4__/* .rolloverSource */ .$)(observation)?.record.accessKey : planned.replaces;
            const mark = { phase: 'stored', secretId: (0,_credentials_js__WEBPACK_IMPORTED_MODULE_5__/* .secretIdOf */ .S)(known), attempt: '0' };
            const revision = (0,_observation_js__WEBPACK_IMPORTED_MODULE_2__/* .newestRevision */ .Aw)(observation) + 1;
            return {
                ...facts,
                made: {
                    key: {
                        accessKey: NEW_KEY,
                        description: '',
                        createdAt: observation.at,
                        expiresAt,
                        defaultProjectId,
                        mark: blind ? undefined : mark,
                        text,
                    },
                    version: {
                        revision,
                        status: 'enabled',
                        record: {
                            stage: 'pending',
                            accessKey: NEW_KEY,
                            since: observation.at,
                            ...(replaces === undefined ? {} : { replaces }),
                            ...(rolledOver ? { rolledOver } : {}),
                            run: 'dry-run',
                            text,
                            written: new Map(),
                        },
                    },
                },
            };
        }
        default:
            return facts;
    }
}


/***/ }),

/***/ 6064:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ex: () => (/* binding */ howItEnds),
/* harmony export */   lh: () => (/* binding */ unretired),
/* harmony export */   n4: () => (/* binding */ retirements)
/* harmony export */ });
/* harmony import */ var _observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(813);
/* harmony import */ var _policy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8133);


/** Replaced keys whose grace period is over, and retirements that were cut half-way. */
function* retirements(observation, policy, memory) {
    const current = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    if (current === undefined)
        return;
    const mayEnd = (since) => mayRetire(observation, policy, memory, current, since);
    for (const generation of (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation)) {
        const { revision, record } = generation;
        const { accessKey, stage } = record;
        const key = observation.keys.get(accessKey);
        if (key === undefined || (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isInUse */ .ly)(observation, accessKey) || anotherDecides(observation, generation))
            continue;
        if ((0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isMade */ .sX)(observation, key))
            continue; // only garbage collection ends such a key
        if (key.inDoubt === true)
            continue; // nobody could say that it goes on working; when it expires it is closed
        // The version says `retired` before its key is ended, so that nobody goes back to it in between: a key that is
        // alive and still ours then is one whose retirement was cut.
        const cutShort = stage === 'retired' && isMarked(observation, key);
        if ((cutShort || stage === 'previous' || stage === 'abandoned') && mayEnd(record.since)) {
            yield { kind: 'retire', accessKey, revision, how: howItEnds(policy, record) };
        }
    }
    for (const key of withoutVersion(observation, policy)) {
        const { accessKey } = key;
        const since = isMarked(observation, key)
            ? promotionAfter(observation, key)
            : (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .firstPromotion */ .eH)(observation, current);
        if (since === undefined || !mayEnd(since))
            continue;
        const letGo = policy.oldKey === 'keep';
        yield { kind: 'retire', accessKey, revision: undefined, how: letGo ? 'let-go' : 'delete' };
    }
}
/** What becomes of a replaced key: one that was found, not made, is ended only where the user names it. */
function howItEnds(policy, { accessKey, adopted }) {
    const foreign = adopted === true && policy.replacesAccessKey !== accessKey;
    return policy.oldKey === 'keep' || foreign ? 'let-go' : 'delete';
}
/**
 * Keys that no version names and that may end all the same: those that carry our mark (a person deleted their version),
 * and the one that the user names.
 */
function withoutVersion(observation, policy) {
    const named = new Set((0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).map(({ record }) => record.accessKey));
    return [...observation.keys.values()].filter((key) => {
        if (named.has(key.accessKey))
            return false;
        if (isMarked(observation, key))
            return !(0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isMade */ .sX)(observation, key);
        return key.accessKey === policy.replacesAccessKey && policy.oldKey === 'delete' && key.mark === undefined;
    });
}
/** The first promotion after a key was made, which is its own or its successor's; undefined where none is on record. */
function promotionAfter(observation, { createdAt }) {
    const later = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).flatMap(({ record }) => record.promoted !== undefined && record.promoted > createdAt ? [record.promoted] : []);
    return later.sort((a, b) => a.getTime() - b.getTime())[0];
}
function isMarked(observation, key) {
    return key.mark?.secretId === observation.secretId;
}
/**
 * Whether a replaced key may end: its successor is alive and readable, the grace period is over, and, because a run
 * that started before the promotion may still write the old key somewhere, this run read the targets more than D after it
 * and found each as it was left. A grace period of nothing gives that last protection up, and says so in the docs.
 */
function mayRetire(observation, policy, memory, current, since) {
    if (current.status !== 'enabled' || !(0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isAlive */ ._n)(observation, current.record.accessKey))
        return false;
    if (policy.command === 'retire') {
        // A person ends the grace period; a leaked key does not even wait for targets that lag.
        if (policy.force)
            return true;
    }
    else if (!policy.grace.none && policy.grace.after(since) > observation.at)
        return false;
    if ((0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .lagging */ .SO)(observation, current).length > 0)
        return false;
    if (policy.grace.none)
        return true;
    return memory.targetsAsLeft && memory.targetsReadAt > nobodyWritesAfter(current, since);
}
/**
 * When every run has ended that might write a replaced key somewhere: one that began before its successor was promoted,
 * or before it was given up.
 */
function nobodyWritesAfter(current, since) {
    return new Date(Math.max(current.record.since.getTime(), since.getTime()) + _policy_js__WEBPACK_IMPORTED_MODULE_1__/* .RUN_DEADLINE_MS */ .Y);
}
/** Whether another version of the same key says when it ends: the newest one that is not over. */
function anotherDecides(observation, { revision, record }) {
    return (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).some((other) => {
        if (other.revision === revision || other.record.accessKey !== record.accessKey)
            return false;
        if (other.record.stage === 'retired')
            return false;
        return record.stage === 'retired' || other.revision > revision;
    });
}
/** Why `retire` left a replaced key alive; undefined where there is none. */
function unretired(observation, policy, memory) {
    const current = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    if (current === undefined)
        return undefined;
    const previous = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).find(({ record }) => record.stage === 'previous' && observation.keys.has(record.accessKey));
    const accessKey = previous?.record.accessKey ?? withoutVersion(observation, policy)[0]?.accessKey;
    const since = previous?.record.since ?? (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .firstPromotion */ .eH)(observation, current);
    if (accessKey === undefined || mayRetire(observation, policy, memory, current, since))
        return undefined;
    if (current.status !== 'enabled' || !(0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isAlive */ ._n)(observation, current.record.accessKey)) {
        return { kind: 'stop', because: { kind: 'no-successor', accessKey } };
    }
    const late = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .lagging */ .SO)(observation, current).map(({ id }) => id);
    if (late.length > 0)
        return { kind: 'stop', because: { kind: 'targets-differ', accessKey, targets: late } };
    const until = nobodyWritesAfter(current, since);
    return { kind: 'stop', because: { kind: 'too-early', accessKey, until } };
}


/***/ }),

/***/ 5490:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ rolloverSource),
/* harmony export */   a: () => (/* binding */ canBeRolledOver)
/* harmony export */ });
/* harmony import */ var _observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(813);

/** Whether the next key is made by rolling a key over that is on record, so that giving it up would be the end of all. */
function canBeRolledOver(observation, policy, accessKey) {
    return observation.issuer === 'blind' && policy.command === 'rollover' && observation.keys.has(accessKey);
}
/**
 * The generation whose key a blind issuer is to roll over: the newest one on its way to become current that was not
 * rolled over yet, else the current one. An expired key will do; of one that seems dead the issuer knows best.
 */
function rolloverSource(observation) {
    const current = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    const floor = current?.revision ?? 0;
    const readable = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).filter(({ status }) => status === 'enabled');
    const pending = readable.findLast(({ revision, record }) => record.stage === 'pending' && revision > floor && observation.keys.has(record.accessKey));
    return pending ?? readable.find(({ revision }) => revision === current?.revision);
}


/***/ }),

/***/ 6888:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ stepName)
/* harmony export */ });
/** Names a step among all steps of a run, so that one that failed is not tried again. */
function stepName(step) {
    const at = 'revision' in step ? ` v${step.revision ?? 0}` : '';
    const key = 'accessKey' in step ? ` ${step.accessKey ?? ''}` : '';
    return `${step.kind}${at}${key}`;
}


/***/ })

};
