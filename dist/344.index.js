export const id = 344;
export const ids = [344];
export const modules = {

/***/ 2757:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ decide),
  h: () => (/* binding */ spareVersions)
});

// EXTERNAL MODULE: ./build/rotation/decide/due.js
var decide_due = __webpack_require__(1862);
// EXTERNAL MODULE: ./build/rotation/model/observation.js
var model_observation = __webpack_require__(5919);
// EXTERNAL MODULE: ./build/rotation/model/policy.js
var model_policy = __webpack_require__(8575);
// EXTERNAL MODULE: ./build/rotation/decide/rollover-source.js
var rollover_source = __webpack_require__(3873);
;// CONCATENATED MODULE: ./build/rotation/decide/close-versions.js



/**
 * Versions that must not be read or finished any more, or that do not say what became of them (protocol, rules 4, 7
 * and 13). Closing disables a version and sets its record to `retired`; it deletes nothing.
 */
function* closings(observation, policy) {
    for (const generation of (0,model_observation/* generations */.YZ)(observation))
        yield* closing(observation, policy, generation);
    yield* unknownVersions(observation);
}
function* closing(observation, policy, generation) {
    const { revision, status, record } = generation;
    const { accessKey } = record;
    const current = (0,model_observation/* currentGeneration */.Ev)(observation);
    const state = (0,model_observation/* versionState */.M7)(observation, generation);
    const close = (because) => ({
        kind: 'close',
        revision,
        accessKey,
        because,
    });
    // Where nothing else can be read, a version stays as it is until its successor is stored.
    const spare = (0,model_observation/* hasWorkingPredecessor */.PI)(observation);
    if ((0,model_observation/* isContradiction */._J)(state)) {
        if (state !== 'unmarked-key' || spare)
            yield close(state);
        return;
    }
    switch (state) {
        case 'pending':
            yield* givenUp(observation, policy, generation);
            return;
        case 'unpublishable':
            if (spare)
                yield { kind: 'give-up', revision, accessKey, reason: 'unpublishable' };
            return;
        case 'unfinished': {
            const key = observation.keys.get(accessKey);
            const over = key !== undefined && (0,model_observation/* ageMs */.WO)(observation, key.createdAt) > model_policy/* ORPHAN_AFTER_MS */.h;
            if (over && spare)
                yield { kind: 'give-up', revision, accessKey, reason: 'unpublishable' };
            return;
        }
        case 'gone':
            if (spare || status !== 'enabled')
                yield close('deleted');
            return;
        case 'duplicate':
            if (current !== undefined && current.revision !== revision)
                yield close('duplicate');
            return;
        case 'retired':
            // Whoever asks for the newest version must not get a key that is deleted or was given up.
            if (status === 'enabled' && isReadByMistake(observation, generation))
                yield close('given-up');
            return;
        case 'current':
            // A promotion was cut between its two writes. Where there are marks, the one of the older key changes first.
            if (observation.issuer === 'blind' && current !== undefined && current.revision > revision)
                yield { kind: 'mark-previous', revision, accessKey, since: current.record.since };
            return;
        case 'previous':
            yield* replaced(observation, generation, current);
    }
}
/** A version whose key was replaced: its record says so, unless it is over or another version speaks for the key. */
function* replaced(observation, { revision, record, status }, current) {
    const { accessKey, stage } = record;
    if (!observation.keys.has(accessKey))
        yield { kind: 'close', revision, accessKey, because: 'deleted' };
    else if (accessKey === current?.record.accessKey && revision !== current.revision)
        yield { kind: 'close', revision, accessKey, because: 'duplicate' };
    else if (current === undefined)
        return;
    else if (revision > current.revision) {
        // Newer than the current version, and not on its way to become current: nobody may read it as the newest.
        if (status === 'enabled' || stage !== 'previous')
            yield { kind: 'close', revision, accessKey, because: 'given-up' };
    }
    else if (stage !== 'previous')
        yield { kind: 'mark-previous', revision, accessKey, since: current.record.since };
}
/** Pending versions that cannot or must not be finished. */
function* givenUp(observation, policy, generation) {
    const { revision, status, record } = generation;
    const { accessKey } = record;
    const current = (0,model_observation/* currentGeneration */.Ev)(observation);
    const giveUp = (reason) => ({
        kind: 'give-up',
        revision,
        accessKey,
        reason,
    });
    // Expired or in doubt, it may be all that there is to roll over.
    const spared = status === 'enabled' && (0,rollover_source/* canBeRolledOver */.a)(observation, policy, accessKey);
    if (!(0,model_observation/* isValid */.fn)(observation, accessKey)) {
        if (!spared)
            yield giveUp('invalid');
    }
    else if (status !== 'enabled')
        yield giveUp('disabled');
    else if (accessKey === current?.record.accessKey)
        yield { kind: 'close', revision, accessKey, because: 'duplicate' };
    else if (current !== undefined && current.revision > revision)
        yield giveUp('overtaken');
}
/** Whether a version that is over can still be read as the newest one, or holds a key that is deleted. */
function isReadByMistake(observation, { revision, record }) {
    const current = (0,model_observation/* currentGeneration */.Ev)(observation);
    return !observation.keys.has(record.accessKey) || (current !== undefined && revision > current.revision);
}
/**
 * Versions without a record of this action that are newer than the current one: whoever reads the newest version gets
 * them in place of the current key. For a keys API only those are closed whose record is forged, which needs a record
 * key to find out.
 */
function* unknownVersions(observation) {
    const current = (0,model_observation/* currentGeneration */.Ev)(observation);
    if (current?.status !== 'enabled')
        return;
    if (!(0,model_observation/* isPublishable */.oB)(observation, current.record.accessKey))
        return;
    for (const { revision, status, record, unauthenticated } of observation.versions) {
        const isUnknown = observation.issuer === 'listing' ? record === undefined : unauthenticated === true;
        if (isUnknown && status === 'enabled' && revision > current.revision)
            yield { kind: 'close', revision, accessKey: undefined, because: 'unknown-version' };
    }
}

// EXTERNAL MODULE: ./build/rotation/decide/retirement.js
var retirement = __webpack_require__(4665);
// EXTERNAL MODULE: ./build/rotation/decide/replacement.js
var replacement = __webpack_require__(8852);
;// CONCATENATED MODULE: ./build/rotation/decide/housekeeping.js





/** What can fail without harm to anything that follows; the next run tries again. */
function* housekeeping(observation, policy, memory) {
    if (memory.promoted)
        yield* (0,replacement/* replacedByPromotion */.p4)(observation, policy);
    yield* orphans(observation);
    yield* closings(observation, policy);
    yield* (0,replacement/* leftBehind */.aU)(observation, policy, memory);
    // A rollback deletes no key: it may be the very one to go back to.
    if (policy.command !== 'rollback')
        yield* (0,retirement/* retirements */.n4)(observation, policy, memory);
}
/**
 * Keys that still say `made` for this secret and are older than any run can last. Nobody published them, because
 * nothing is published before the mark says `stored`. One that a version names is marked replaced instead (protocol,
 * rule 4): whoever reads the store may hold it.
 */
function* orphans(observation) {
    const named = new Set((0,model_observation/* generations */.YZ)(observation).map(({ record }) => record.accessKey));
    for (const key of observation.keys.values()) {
        if (isOrphan(observation, key) && !named.has(key.accessKey))
            yield { kind: 'discard', accessKey: key.accessKey };
    }
}
/** Whether a key's run can no longer be about to verify it. */
function isOrphan(observation, key) {
    return (0,model_observation/* isMade */.sX)(observation, key) && (0,model_observation/* ageMs */.WO)(observation, key.createdAt) > model_policy/* ORPHAN_AFTER_MS */.h;
}

// EXTERNAL MODULE: ./build/rotation/decide/pause.js
var pause = __webpack_require__(150);
// EXTERNAL MODULE: ./build/rotation/model/steps.js
var steps = __webpack_require__(9446);
;// CONCATENATED MODULE: ./build/rotation/decide/decide.js







/**
 * Decides the next step of a rotation from the observed state. Pure: no clock, no service, no randomness. A first run, a
 * resumed run and a run with nothing to do are the same sequence of calls to this function.
 *
 * The order matters: first what failed runs left behind, then keys whose grace period is over (before a new key is
 * created), then a pending version, then a new key, and last the targets that differ. `retire` and `rollback` do a part
 * of this.
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
            // The secret of a new key may be lost while the old key is deactivated: no target is written.
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
            return (0,retirement/* retireStop */.oQ)(observation, policy, memory) ?? settled;
    }
}
/**
 * The next step of a rollback: a new version with the previous key (protocol, rule 14), so that the newest current
 * version counts. If a version of another key is pending, it is given up instead, which keeps the current key.
 */
function rollbackStep(observation, policy, memory) {
    const stands = (0,model_observation/* hasWorkingPredecessor */.PI)(observation);
    if (memory.promoted || memory.helped || (memory.rolledBack && stands))
        return undefined;
    const pending = validPending(observation);
    if (memory.unverified !== undefined && pending.length === 0) {
        return { kind: 'stop', because: { kind: 'unverified', accessKey: memory.unverified } };
    }
    if (pending.some(({ generation }) => generation.record.rolledBack === true)) {
        return pendingStep(observation, policy, memory);
    }
    const previous = rollbackSource(observation);
    const [unfinished] = pending;
    // Never the only valid key: there must be one to roll back to.
    if (unfinished !== undefined && (stands || previous !== undefined)) {
        const { revision, record } = unfinished.generation;
        return { kind: 'give-up', revision, accessKey: record.accessKey, reason: 'rolled-back' };
    }
    const current = (0,model_observation/* currentGeneration */.Ev)(observation);
    if (current !== undefined && (0,pause/* isRolledBack */.Gm)(observation) && !policy.force) {
        // Its predecessor is the key that was rolled back from.
        const { accessKey } = current.record;
        return { kind: 'stop', because: { kind: 'rolled-back-already', accessKey } };
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
/** The newest version of a replaced key that works and can be published (protocol, rule 14). */
function rollbackSource(observation) {
    return (0,model_observation/* generations */.YZ)(observation).findLast((generation) => {
        const { record, status } = generation;
        return ((0,model_observation/* versionState */.M7)(observation, generation) === 'previous' &&
            status === 'enabled' &&
            (0,model_observation/* isValid */.fn)(observation, record.accessKey) &&
            isReplaced(observation, record.accessKey) &&
            (0,model_observation/* isPublishable */.oB)(observation, record.accessKey));
    });
}
/** Whether a key was current once and is not any more, as far as its issuer keeps marks. */
function isReplaced(observation, accessKey) {
    if (observation.issuer === 'blind')
        return true;
    const phase = (0,model_observation/* ownMark */.a1)(observation, accessKey)?.phase;
    return phase === 'replaced' || (phase === 'stored' && !(0,model_observation/* isInUse */.ly)(observation, accessKey));
}
/** Pending versions that can be read, are newer than the current one, and whose key works; oldest first. */
function validPending(observation) {
    const floor = (0,model_observation/* currentGeneration */.Ev)(observation)?.revision ?? 0;
    return (0,model_observation/* generations */.YZ)(observation).flatMap((generation) => {
        const { revision, status, record } = generation;
        const key = observation.keys.get(record.accessKey);
        if ((0,model_observation/* versionState */.M7)(observation, generation) !== 'pending')
            return [];
        if (status !== 'enabled' || revision <= floor)
            return [];
        if (key === undefined || !(0,model_observation/* isValid */.fn)(observation, record.accessKey))
            return [];
        return [{ generation, key }];
    });
}
/** The next step of a version that is stored and not yet in every target; of several the oldest wins. */
function pendingStep(observation, policy, memory) {
    // A run publishes one key: another pending version belongs to another run, which closes it.
    if (memory.promoted || memory.helped)
        return undefined;
    for (const { generation, key } of validPending(observation)) {
        const { revision, record } = generation;
        const { accessKey } = record;
        if (record.rolledBack !== true && memory.issued !== accessKey && (0,decide_due/* isDueByTime */.zj)(observation, policy, key)) {
            // It would be replaced again at once. What can only be rolled over is not given up: it is the one that the next
            // key is made from.
            if ((0,rollover_source/* canBeRolledOver */.a)(observation, policy, accessKey))
                continue;
            // Where nothing else can be read, it is finished first.
            if ((0,model_observation/* hasWorkingPredecessor */.PI)(observation))
                return { kind: 'give-up', revision, accessKey, reason: 'expiring' };
        }
        const late = (0,model_observation/* lagging */.SO)(observation, generation).map(({ id }) => id);
        if (late.length === 0)
            return { kind: 'promote', revision, accessKey };
        const failed = late.filter((id) => memory.failedTargets.has(id));
        if (failed.length > 0)
            return { kind: 'stop', because: { kind: 'targets-lag', accessKey, targets: failed } };
        const proof = observation.issuer === 'blind' ? verifyStep(observation, memory, generation) : undefined;
        return proof ?? { kind: 'publish', revision, accessKey, targets: late };
    }
    return undefined;
}
/** A key that is shown once is stored before it is verified; nothing is published before that (keys API). */
function verifyStep(observation, memory, generation) {
    const { revision, record } = generation;
    const { accessKey } = record;
    if (memory.unverified !== accessKey)
        return memory.verified.has(accessKey) ? undefined : { kind: 'verify', revision, accessKey };
    if (currentWorks(observation))
        return { kind: 'give-up', revision, accessKey, reason: 'unverified' };
    // The probe may be wrong, not the key: another key, which could not be deleted, would fail as well.
    return isReplacedKeyInvalid(observation, generation)
        ? undefined
        : { kind: 'stop', because: { kind: 'unverified', accessKey } };
}
/** Whether the current key was accepted by the same probe as the new one. */
function currentWorks(observation) {
    const current = (0,model_observation/* currentGeneration */.Ev)(observation);
    return observation.keys.get(current?.record.accessKey ?? '')?.works === true;
}
/** Whether the key in the targets is invalid, so that writing an unverified key does no harm. */
function isReplacedKeyInvalid(observation, { record }) {
    const current = (0,model_observation/* currentGeneration */.Ev)(observation);
    return (record.rolledOver === true || (current !== undefined && !(0,model_observation/* isValid */.fn)(observation, current.record.accessKey)));
}
/** A new key if one is due, and before it the deletion of old versions. */
function newKeyStep(observation, policy, memory) {
    if (memory.unverified !== undefined) {
        // Another key would probably fail for the same reason: a later run tries again.
        const { unverified: accessKey, promoted } = memory;
        return { kind: 'stop', because: { kind: promoted ? 'published-unverified' : 'unverified', accessKey } };
    }
    const due = (0,decide_due/* whetherDue */.GO)(observation, policy, memory);
    if (!due.due) {
        return memory.promoted ? pruning(observation, policy.keepVersions, memory) : undefined;
    }
    if (observation.secretId === undefined)
        return { kind: 'create-secret' };
    const rival = validPending(observation).find(({ key }) => !(0,rollover_source/* canBeRolledOver */.a)(observation, policy, key.accessKey));
    if (rival !== undefined) {
        // A new version would lose against this older one; a failed step keeps it from being closed.
        return { kind: 'stop', because: { kind: 'unfinished-elsewhere', accessKey: rival.key.accessKey } };
    }
    return pruning(observation, policy.keepVersions, memory) ?? { kind: 'issue', because: due.because };
}
/** Deletes the oldest version of a dead (or let go) key while there are more of them than are to be kept. */
function pruning(observation, keep, memory) {
    const spare = spareVersions(observation);
    const step = spare
        .map(({ revision }) => ({ kind: 'prune', revision }))
        .find((candidate) => !memory.failedSteps.has((0,steps/* stepName */.u)(candidate)));
    return spare.length > keep ? step : undefined;
}
/** The versions of keys that are deleted or let go, oldest first: those that may be deleted (protocol, rule 16). */
function spareVersions(observation) {
    return (0,model_observation/* generations */.YZ)(observation).filter(({ record }) => {
        if (record.stage !== 'retired')
            return false;
        // The stage alone is not enough: a key that carries our mark is valid, and its only copy may be here.
        return !(0,model_observation/* isInUse */.ly)(observation, record.accessKey) && (0,model_observation/* ownMark */.a1)(observation, record.accessKey) === undefined;
    });
}
/**
 * Targets that may not hold the current key any more (written by someone else, deleted, or newly declared), or that
 * others have access to than was declared.
 */
function repairStep(observation, memory) {
    const current = (0,model_observation/* currentGeneration */.Ev)(observation);
    if (current?.status !== 'enabled' || !(0,model_observation/* isValid */.fn)(observation, current.record.accessKey))
        return undefined;
    const { revision, record } = current;
    if (!(0,model_observation/* isPublishable */.oB)(observation, record.accessKey))
        return undefined;
    const late = (0,model_observation/* inNeedOfRepair */.Cj)(observation, current).map(({ id }) => id);
    if (late.length === 0)
        return undefined;
    const failed = late.filter((id) => memory.failedTargets.has(id));
    if (failed.length > 0) {
        return { kind: 'stop', because: { kind: 'targets-lag', accessKey: record.accessKey, targets: failed } };
    }
    return { kind: 'repair', revision, accessKey: record.accessKey, targets: late };
}


/***/ }),

/***/ 1862:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GO: () => (/* binding */ whetherDue),
/* harmony export */   Wd: () => (/* binding */ windowOpens),
/* harmony export */   zj: () => (/* binding */ isDueByTime)
/* harmony export */ });
/* unused harmony export isExpiring */
/* harmony import */ var _model_observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5919);
/* harmony import */ var _pause_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(150);


/**
 * Whether the key is to be replaced now. A key is due when `force` says so; when there is no current generation;
 * when its key is deleted, expired, or expires within the rollover window, whatever its age; when it was found, or cannot
 * be published and a target needs it; when it has reached `max-age`, or, without `max-age`, on every run that did not
 * just finish an earlier one's work. While rotation is paused only the first ones count (see pause.ts).
 */
function whetherDue(observation, policy, memory) {
    const current = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    // A run makes one key, and promotes once: what it promoted is the replacement that was asked for, whoever made it.
    if (memory.promoted || memory.issued !== undefined)
        return { due: false, next: undefined };
    if (memory.halted !== undefined)
        return { due: false, next: undefined };
    if (policy.force)
        return { due: true, because: { kind: 'forced' } };
    if (current === undefined)
        return { due: true, because: withoutCurrent(observation) };
    if (current.status !== 'enabled')
        return { due: true, because: { kind: 'unreadable', revision: current.revision } };
    const { accessKey } = current.record;
    const key = observation.keys.get(accessKey);
    if (key === undefined)
        return { due: true, because: { kind: 'deleted', accessKey } };
    if (key.inDoubt === true)
        return { due: true, because: { kind: 'in-doubt', accessKey } };
    const ends = endReason(observation, policy, key);
    if (ends !== undefined)
        return { due: true, because: ends };
    const pause = (0,_pause_js__WEBPACK_IMPORTED_MODULE_1__/* .pauseOf */ .eY)(observation, policy);
    if (pause !== undefined)
        return { due: false, next: earlier(pause.until, opening(policy, key.expiresAt)), pause };
    const unusable = unusableReason(observation, memory, current);
    if (unusable !== undefined)
        return { due: true, because: unusable };
    return dueByAge(observation, policy, memory, key);
}
/** Why there is no current generation: there never was one, or the key of the last one is deleted. */
function withoutCurrent(observation) {
    const recorded = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .recordedCurrent */ .mh)(observation);
    return recorded === undefined || observation.keys.has(recorded.record.accessKey)
        ? { kind: 'first' }
        : { kind: 'deleted', accessKey: recorded.record.accessKey };
}
/** Why a current key that works is replaced all the same: nothing can be published with it. */
function unusableReason(observation, memory, current) {
    const { accessKey } = current.record;
    if ((0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .ownMark */ .a1)(observation, accessKey)?.phase === 'found')
        return { kind: 'found', accessKey };
    if (memory.migrationPostponed || (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isPublishable */ .oB)(observation, accessKey))
        return undefined;
    return (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .inNeedOfRepair */ .Cj)(observation, current).length === 0 ? undefined : { kind: 'unpublishable', accessKey };
}
function dueByAge(observation, policy, memory, { accessKey, createdAt, expiresAt }) {
    if (policy.command === 'rollover') {
        if (expiresAt === undefined && observation.issuer === 'blind') {
            return { due: true, because: { kind: 'end-unknown', accessKey } };
        }
        return { due: false, next: opening(policy, expiresAt) };
    }
    if (policy.maxAge === undefined) {
        return memory.resumed ? { due: false, next: undefined } : { due: true, because: { kind: 'every-run' } };
    }
    const old = policy.maxAge.after(createdAt);
    if (old <= observation.at)
        return { due: true, because: { kind: 'old', accessKey, createdAt } };
    return { due: false, next: earlier(old, opening(policy, expiresAt)) };
}
/** Why a key's end makes it due; undefined where that is far enough away. */
function endReason(observation, policy, key) {
    const { accessKey, expiresAt } = key;
    if (expiresAt === undefined)
        return undefined;
    if ((0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isExpired */ ._d)(observation, key))
        return { kind: 'expired', accessKey, expiresAt };
    return isExpiring(observation, policy, expiresAt) ? { kind: 'expiring', accessKey, expiresAt } : undefined;
}
/** Whether a key that is on its way to become current is to be replaced itself, by its end or its age (rule 7). */
function isDueByTime(observation, policy, key) {
    if (key.expiresAt !== undefined && isExpiring(observation, policy, key.expiresAt))
        return true;
    return (policy.command === 'rotate' &&
        policy.maxAge !== undefined &&
        policy.maxAge.after(key.createdAt) <= observation.at);
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
function opening(policy, expiresAt) {
    return expiresAt === undefined ? undefined : windowOpens(policy, expiresAt);
}
function earlier(a, b) {
    return b !== undefined && b < a ? b : a;
}


/***/ }),

/***/ 8915:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ forgedRecordTexts),
/* harmony export */   Y: () => (/* binding */ forgedRecords)
/* harmony export */ });
/* harmony import */ var _model_observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5919);

const HOW = {
    'foreign-key': 'does not belong to the application or user of this rotation',
    'unmarked-key': 'was not created by this rotation',
    'wrong-revision': 'is held by another version',
    'wrong-payload': 'is not the key that the version holds',
};
/**
 * The versions whose records contradict IAM or, for a keys API, were not written with the record key. They are reported
 * in every run while they exist: whoever wrote them can write to the secret, and can make applications that read it use
 * another key until a run disables the version.
 */
function forgedRecords(observation) {
    // Where IAM could not be asked, nothing is known of it.
    const isKnown = observation.issuer === 'blind' || (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .hasMarks */ .ZF)(observation);
    const contradicting = (isKnown ? (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation) : []).flatMap((generation) => {
        const { revision, record } = generation;
        const state = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .versionState */ .M7)(observation, generation);
        const how = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isContradiction */ ._J)(state) ? state : undefined;
        if (how === undefined && record.forged !== true)
            return [];
        if (how === 'unmarked-key' && isOnlyGeneration(observation, generation))
            return [];
        const text = textOf(observation, generation, how);
        return [{ revision, accessKey: record.accessKey, how, text }];
    });
    const revisions = unauthenticated(observation);
    const text = unauthenticatedText(revisions);
    return [
        ...contradicting,
        ...revisions.map((revision) => ({
            revision,
            accessKey: undefined,
            how: 'unauthenticated',
            text,
        })),
    ];
}
/** What is reported of all of them; several that a person deals with in the same way are one text. */
function forgedRecordTexts(observation) {
    return [...new Set(forgedRecords(observation).map(({ text }) => text))];
}
/** The revisions that are still there and whose record was not written with the record key. */
function unauthenticated({ versions }) {
    return versions.flatMap(({ revision, status, unauthenticated: isForged }) => isForged === true && status !== 'deleted' && status !== 'scheduled_for_deletion' ? [revision] : []);
}
/** A person may have removed the mark of the key that was current; there is nothing that it could be compared with. */
function isOnlyGeneration(observation, { record }) {
    return record.stage === 'current' && (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation) === undefined;
}
function textOf({ issuer }, { revision, record }, how) {
    const contradicts = issuer === 'listing' ? 'contradicts IAM' : 'does not match the key that it holds';
    const what = how === undefined
        ? `Version ${revision} of the secret was disabled, because its record ${contradicts}.`
        : `The record of version ${revision} of the secret ${contradicts}: it names the key ${record.accessKey}, which ${HOW[how]}.`;
    return (`${what} Nothing was deleted or published because of it. Find out who can write to the secret, and delete the ` +
        'version once you have.');
}
function unauthenticatedText(revisions) {
    const several = revisions.length > 1;
    const which = several
        ? `The records of versions ${revisions.slice(0, -1).join(', ')} and ${revisions.at(-1) ?? ''} of the secret were`
        : `The record of version ${revisions[0] ?? ''} of the secret was`;
    const versions = several ? 'the versions' : 'the version';
    return (`${which} not written with record-key, so this action does not use ${versions}: nothing is published or rolled ` +
        `over because of ${several ? 'them' : 'it'}. If ${versions} ${several ? 'are' : 'is'} older than record-key, or ` +
        `than its present value, delete ${several ? 'them' : 'it'} once nothing uses ${several ? 'their keys' : 'its key'}. ` +
        `Otherwise somebody else wrote to the secret: find out who can, and delete ${versions} then.`);
}


/***/ }),

/***/ 8052:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ planNewKey)
/* harmony export */ });
/* harmony import */ var _model_observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5919);

/**
 * What the new key inherits and what it is told: the description and default project of the key that it replaces,
 * and its lifetime where no expiry is given.
 * @param runAccessKey the access key that the run signs in with, which is the replaced one on a first self-rotation
 * @param at when the key is made, in the services' time
 */
function planNewKey(observation, policy, runAccessKey, at) {
    const current = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    const model = modelKey(observation, policy, runAccessKey);
    const replaces = current?.record.accessKey ?? policy.replacesAccessKey;
    const recorded = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .recordedCurrent */ .mh)(observation)?.record.text;
    return {
        text: policy.description ?? (recorded === undefined || recorded === '' ? model?.text : recorded) ?? '',
        expiresAt: expiryOf(policy, model, at),
        defaultProjectId: model?.defaultProjectId,
        replaces,
    };
}
/** The key that a new one is modelled on: the current one, else the named one, else our own, else the bearer's newest. */
function modelKey(observation, policy, runAccessKey) {
    const { keys } = observation;
    const current = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    const named = [current?.record.accessKey, policy.replacesAccessKey, runAccessKey];
    const first = named.map((accessKey) => keys.get(accessKey ?? '')).find((key) => key !== undefined);
    if (first !== undefined)
        return first;
    // Another rotation's key of the same bearer is no model: its Project and its lifetime are its own.
    const others = [...keys.values()].filter(({ mark }) => mark === undefined || (mark.secretId === observation.secretId && mark.phase !== 'made'));
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

/***/ 150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gm: () => (/* binding */ isRolledBack),
/* harmony export */   cn: () => (/* binding */ latestPause),
/* harmony export */   eY: () => (/* binding */ pauseOf)
/* harmony export */ });
/* harmony import */ var _model_observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5919);
/* harmony import */ var _model_policy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8575);


/** How long automatic rotation is paused after a rollback where no `max-age` is given: 30 days, in milliseconds. */
const DEFAULT_PAUSE_MS = 30 * 24 * 60 * 60 * 1000;
/**
 * Whether automatic rotation is paused: no new key is created because of age, but repairs and housekeeping go on. A
 * rollback pauses it for `max-age` (30 days without one), `pause-until` until a date; the later one counts.
 * @returns undefined where nothing pauses it
 */
function pauseOf(observation, policy) {
    const pause = latestPause(observation, policy);
    return pause !== undefined && pause.until > observation.at ? pause : undefined;
}
/** The pause that ends last, over or not. */
function latestPause(observation, policy) {
    const pauses = [];
    const since = rolledBackAt(observation);
    if (since !== undefined) {
        const until = policy.maxAge?.after(since) ?? new Date(since.getTime() + DEFAULT_PAUSE_MS);
        pauses.push({ until, because: 'rollback' });
    }
    if (policy.pauseUntil !== undefined)
        pauses.push({ until: policy.pauseUntil, because: 'pause-until' });
    return pauses.sort((a, b) => b.until.getTime() - a.until.getTime())[0];
}
/** Whether the current key was restored by a rollback. */
function isRolledBack(observation) {
    return (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation)?.record.rolledBack === true;
}
/**
 * When somebody went back to the current key. Whoever may write to the secret could write any date into the record;
 * one that is still to come does not count, so that one write cannot stop the rotation for good.
 */
function rolledBackAt(observation) {
    const current = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    if (current?.record.rolledBack !== true)
        return undefined;
    const { rolledBackAt: at, promoted, since } = current.record;
    const when = at ?? promoted ?? (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .ownMark */ .a1)(observation, current.record.accessKey)?.at ?? since;
    return when.getTime() > observation.at.getTime() + _model_policy_js__WEBPACK_IMPORTED_MODULE_1__/* .RUN_DEADLINE_MS */ .Y ? undefined : when;
}


/***/ }),

/***/ 6261:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bd: () => (/* binding */ NEW_KEY),
/* harmony export */   et: () => (/* binding */ plan),
/* harmony export */   rh: () => (/* binding */ MAX_STEPS)
/* harmony export */ });
/* harmony import */ var _decide_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2757);
/* harmony import */ var _transition_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9533);
/* harmony import */ var _model_mark_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7332);
/* harmony import */ var _model_observation_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5919);
/* harmony import */ var _new_key_settings_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8052);
/* harmony import */ var _model_recorded_keys_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4686);
/* harmony import */ var _rollover_source_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3873);
/* harmony import */ var _model_run_state_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(720);








/** Stands for a key that does not exist yet. */
const NEW_KEY = 'the new key';
/** More steps than any state can need: reaching it is a bug, and ends the plan or the run. */
const MAX_STEPS = 500;
/**
 * Plans a run. Changes nothing: every step is decided by the function that decides in a real run, on what would be
 * known after the step before it.
 * @param runAccessKey the access key that the run signs in with
 */
function plan(known, policy, runAccessKey) {
    const steps = [];
    let end = known;
    while (steps.length < MAX_STEPS) {
        const step = (0,_decide_js__WEBPACK_IMPORTED_MODULE_0__/* .decide */ .L)(end.observation, policy, end.memory);
        if (step.kind === 'stop')
            return { steps, stop: step.because, end };
        steps.push(step);
        end = (0,_transition_js__WEBPACK_IMPORTED_MODULE_1__/* .applyStep */ .pA)(end, step, imagined(end, step, policy, runAccessKey));
    }
    /* c8 ignore next -- every step brings the end nearer */
    throw new Error('the plan of this run does not come to an end; this is a bug');
}
/** What the services would answer if all went well. */
function imagined(known, step, policy, runAccessKey) {
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
            return { ...facts, restored: (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_3__/* .newestRevision */ .Aw)(observation) + 1 };
        case 'issue': {
            const planned = (0,_new_key_settings_js__WEBPACK_IMPORTED_MODULE_4__/* .planNewKey */ .b)(observation, policy, runAccessKey, observation.at);
            const { text, expiresAt, defaultProjectId } = planned;
            const rolledOver = blind && policy.command === 'rollover';
            const replaces = rolledOver ? (0,_rollover_source_js__WEBPACK_IMPORTED_MODULE_6__/* .rolloverSource */ .$)(observation)?.record.accessKey : planned.replaces;
            const secretId = (0,_model_run_state_js__WEBPACK_IMPORTED_MODULE_7__/* .secretIdOf */ .z)(known);
            const mark = (0,_transition_js__WEBPACK_IMPORTED_MODULE_1__/* .storedMark */ .p9)((0,_transition_js__WEBPACK_IMPORTED_MODULE_1__/* .newMark */ .e0)({ secretId }, 'made', facts), (0,_model_mark_js__WEBPACK_IMPORTED_MODULE_2__/* .shortDigest */ .VK)(NEW_KEY), facts);
            const revision = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_3__/* .newestRevision */ .Aw)(observation) + 1;
            return {
                ...facts,
                issued: {
                    key: {
                        ...(0,_model_recorded_keys_js__WEBPACK_IMPORTED_MODULE_5__/* .unmarkedKey */ .T9)({ accessKey: NEW_KEY, createdAt: observation.at, expiresAt, text }),
                        defaultProjectId,
                        mark: blind ? undefined : mark,
                    },
                    version: {
                        revision,
                        status: 'enabled',
                        record: {
                            stage: 'pending',
                            accessKey: NEW_KEY,
                            since: observation.at,
                            replaces,
                            rolledOver: rolledOver || undefined,
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

/***/ 8852:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rg: () => (/* binding */ newestVersion),
/* harmony export */   Zd: () => (/* binding */ unmarkedPredecessor),
/* harmony export */   aU: () => (/* binding */ leftBehind),
/* harmony export */   p4: () => (/* binding */ replacedByPromotion)
/* harmony export */ });
/* harmony import */ var _model_observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5919);
/* harmony import */ var _model_policy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8575);


/** The keys that a promotion replaces: the mark of each says so at once (protocol, rules 9 and 12). */
function* replacedByPromotion(observation, policy) {
    const current = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    if (current === undefined)
        return;
    for (const key of otherKeys(observation))
        if (wasCurrent(observation, key, current.revision))
            yield* replaced(observation, policy, key);
}
/**
 * Keys that earlier runs left behind, in a run that found every target as it was left (protocol, rules 4 and 10). A
 * leaked key does not wait for that.
 */
function* leftBehind(observation, policy, memory) {
    const current = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    if (current === undefined)
        return;
    const isForced = policy.command === 'retire' && policy.force;
    for (const key of otherKeys(observation)) {
        const isOver = memory.targetsUnchanged && isOlderThanAnyRun(key, memory);
        if (isOver || (isForced && wasCurrent(observation, key, current.revision)))
            yield* replaced(observation, policy, key);
    }
}
/** The keys that are neither current nor on their way to become current, while the current one works. */
function otherKeys(observation) {
    if (!(0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .hasMarks */ .ZF)(observation) || !(0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .hasWorkingPredecessor */ .PI)(observation))
        return [];
    return [...observation.keys.values()].filter(({ accessKey }) => !(0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isInUse */ .ly)(observation, accessKey));
}
function* replaced(observation, policy, key) {
    const how = replacementMethod(observation, policy, key);
    const { accessKey } = key;
    if (how !== undefined)
        yield { kind: 'replace', accessKey, revision: newestVersion(observation, accessKey), how };
}
/** Whether a key is to be marked replaced or to lose its mark; undefined where it is neither. */
function replacementMethod(observation, policy, key) {
    const named = key.accessKey === policy.replacesAccessKey;
    if (key.mark === undefined)
        return named && policy.oldKey === 'delete' ? 'mark' : undefined;
    const mark = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .ownMark */ .a1)(observation, key.accessKey);
    switch (mark?.phase) {
        case 'found':
            return named ? 'mark' : 'release';
        case 'stored':
            return mark.at === undefined && isAdopted(observation, key.accessKey) && !named ? 'release' : 'mark';
        case 'made':
            return isClosed(observation, key.accessKey) ? 'mark' : undefined;
        default:
            return undefined;
    }
}
/** Whether a key was current before the version that this run promoted, or is named as the key from before that. */
function wasCurrent(observation, { accessKey, mark }, promoted) {
    if (mark === undefined)
        return true; // only a key that replaces-access-key names comes here
    if (mark.phase === 'made')
        return false;
    const version = mark.published?.revision ?? newestVersion(observation, accessKey);
    const isPublished = mark.published !== undefined || mark.at === undefined || mark.phase === 'found';
    return isPublished && version !== undefined && version < promoted;
}
/** A key that was current before and is not marked replaced yet; undefined where there is none. */
function unmarkedPredecessor(observation, policy) {
    const current = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    if (current === undefined || observation.issuer === 'blind')
        return undefined;
    return [...observation.keys.values()].find((key) => key.accessKey !== current.record.accessKey &&
        replacementMethod(observation, policy, key) === 'mark' &&
        wasCurrent(observation, key, current.revision))?.accessKey;
}
/** Whether no run that is still at work can be about to store or publish a key. */
function isOlderThanAnyRun({ mark, createdAt }, { startedAt }) {
    if (mark === undefined)
        return true;
    if (mark.phase === 'made')
        return startedAt.getTime() - createdAt.getTime() > _model_policy_js__WEBPACK_IMPORTED_MODULE_1__/* .ORPHAN_AFTER_MS */ .h;
    return mark.at === undefined || startedAt.getTime() - mark.at.getTime() > _model_policy_js__WEBPACK_IMPORTED_MODULE_1__/* .RUN_DEADLINE_MS */ .Y;
}
/** Format 1 recorded in the version alone that a key had been found and not created. */
function isAdopted(observation, accessKey) {
    return (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).some(({ record }) => record.accessKey === accessKey && record.adopted === true);
}
/** Whether versions name a key, and none of them can be read any more. */
function isClosed(observation, accessKey) {
    const naming = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).filter(({ record }) => record.accessKey === accessKey);
    return naming.length > 0 && naming.every(({ status }) => status !== 'enabled');
}
/** The newest version that holds a key and does not contradict IAM; undefined where there is none. */
function newestVersion(observation, accessKey) {
    return (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).findLast((generation) => generation.record.accessKey === accessKey &&
        (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .versionState */ .M7)(observation, generation) !== 'wrong-payload' &&
        (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .versionState */ .M7)(observation, generation) !== 'wrong-revision')?.revision;
}


/***/ }),

/***/ 4665:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LI: () => (/* binding */ retirementMethod),
/* harmony export */   Z_: () => (/* binding */ replacedKeys),
/* harmony export */   n4: () => (/* binding */ retirements),
/* harmony export */   oQ: () => (/* binding */ retireStop)
/* harmony export */ });
/* harmony import */ var _model_observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5919);
/* harmony import */ var _model_policy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8575);
/* harmony import */ var _replacement_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8852);



/** Replaced keys whose grace period is over, and retirements that were cut half-way (protocol, rule 11). */
function* retirements(observation, policy, memory) {
    const current = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    if (current === undefined)
        return;
    for (const { accessKey, revision, since } of replacedKeys(observation)) {
        if (mayRetire(observation, policy, memory, current, since))
            yield { kind: 'retire', accessKey, revision, how: retirementMethod(observation, policy) };
    }
}
/** What becomes of a replaced key at the end of its grace period. */
function retirementMethod({ issuer }, policy) {
    return issuer === 'blind' || policy.oldKey === 'keep' ? 'release' : 'delete';
}
/** The replaced keys that still work: by their marks, or, of an issuer without marks, by the records. */
function replacedKeys(observation) {
    if (!(0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .hasMarks */ .ZF)(observation))
        return recordedAsReplaced(observation);
    return [...observation.keys.keys()].flatMap((accessKey) => {
        const since = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .replacedSince */ .XP)(observation, accessKey);
        if (since === undefined || (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isInUse */ .ly)(observation, accessKey))
            return [];
        return [{ accessKey, revision: (0,_replacement_js__WEBPACK_IMPORTED_MODULE_2__/* .newestVersion */ .Rg)(observation, accessKey), since }];
    });
}
function recordedAsReplaced(observation) {
    return (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).flatMap((generation) => {
        const { revision, record } = generation;
        const { accessKey, stage, since } = record;
        if (stage !== 'previous' || (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isInUse */ .ly)(observation, accessKey) || hasNewerVersion(observation, generation))
            return [];
        // Nobody could say of a key in doubt that it goes on working; when it expires its version is closed.
        const key = observation.keys.get(accessKey);
        return key === undefined || key.inDoubt === true ? [] : [{ accessKey, revision, since }];
    });
}
/** Whether a newer version of the same key says when it ends. */
function hasNewerVersion(observation, { revision, record }) {
    return (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).some((other) => other.revision > revision &&
        other.record.accessKey === record.accessKey &&
        other.record.stage !== 'retired');
}
/**
 * Whether a replaced key may end: its successor is valid and readable, the grace period is over, and, because a run
 * that started before the promotion may still write the old key somewhere, this run read the targets more than D after it
 * and found each as it was left. A grace period of nothing gives that last protection up, and says so in the docs.
 */
function mayRetire(observation, policy, memory, current, since) {
    if (current.status !== 'enabled' || !(0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isValid */ .fn)(observation, current.record.accessKey))
        return false;
    if (policy.command === 'retire') {
        // A person ends the grace period; a leaked key does not even wait for targets that lag.
        if (policy.force)
            return true;
    }
    else if (!policy.grace.none && policy.grace.after(since) > observation.at)
        return false;
    if ((0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .lagging */ .SO)(observation, current).length > 0)
        return false;
    if (policy.grace.none)
        return true;
    // The run that promotes does not retire: its successor was in no target when this run began.
    if (memory.promoted)
        return false;
    return memory.targetsUnchanged && memory.targetsReadAt > lastPossibleWrite(observation, current, since);
}
/**
 * When every run has ended that might write a replaced key somewhere: one that began before it was replaced, or before
 * its successor became current.
 */
function lastPossibleWrite(observation, current, since) {
    const promoted = observation.issuer === 'blind' ? current.record.since : since;
    return new Date(Math.max(promoted.getTime(), since.getTime()) + _model_policy_js__WEBPACK_IMPORTED_MODULE_1__/* .RUN_DEADLINE_MS */ .Y);
}
/** Why `retire` left a replaced key valid; undefined where there is none. */
function retireStop(observation, policy, memory) {
    const current = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    const [replaced] = replacedKeys(observation);
    if (current === undefined)
        return replaced && stopWithoutSuccessor(replaced.accessKey);
    const accessKey = replaced?.accessKey ?? (0,_replacement_js__WEBPACK_IMPORTED_MODULE_2__/* .unmarkedPredecessor */ .Zd)(observation, policy);
    if (accessKey === undefined)
        return undefined;
    const since = replaced?.since ?? current.record.since;
    if (replaced !== undefined && mayRetire(observation, policy, memory, current, since))
        return undefined;
    if (current.status !== 'enabled' || !(0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isValid */ .fn)(observation, current.record.accessKey))
        return stopWithoutSuccessor(accessKey);
    const late = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .lagging */ .SO)(observation, current).map(({ id }) => id);
    if (late.length > 0)
        return { kind: 'stop', because: { kind: 'targets-differ', accessKey, targets: late } };
    const until = lastPossibleWrite(observation, current, since);
    return { kind: 'stop', because: { kind: 'too-early', accessKey, until } };
}
/** The replaced key may be the only one that works. */
function stopWithoutSuccessor(accessKey) {
    return { kind: 'stop', because: { kind: 'no-successor', accessKey } };
}


/***/ }),

/***/ 3873:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ rolloverSource),
/* harmony export */   a: () => (/* binding */ canBeRolledOver)
/* harmony export */ });
/* harmony import */ var _model_observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5919);

/** Whether the next key is made by rolling a key over that is on record, so that giving it up would be the end of all. */
function canBeRolledOver(observation, policy, accessKey) {
    return observation.issuer === 'blind' && policy.command === 'rollover' && observation.keys.has(accessKey);
}
/**
 * The generation whose key a blind issuer is to roll over: the newest one on its way to become current that was not
 * rolled over yet, else the current one. An expired key will do; of one that seems dead the issuer knows best.
 */
function rolloverSource(observation) {
    const current = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    const floor = current?.revision ?? 0;
    const readable = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).filter(({ status }) => status === 'enabled');
    const pending = readable.findLast((generation) => (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .versionState */ .M7)(observation, generation) === 'pending' &&
        generation.revision > floor &&
        observation.keys.has(generation.record.accessKey));
    return pending ?? readable.find(({ revision }) => revision === current?.revision);
}


/***/ }),

/***/ 9533:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L7: () => (/* binding */ afterMismatch),
/* harmony export */   S0: () => (/* binding */ publishedMark),
/* harmony export */   bK: () => (/* binding */ releasedVersions),
/* harmony export */   e0: () => (/* binding */ newMark),
/* harmony export */   j9: () => (/* binding */ rolledBackRecord),
/* harmony export */   nw: () => (/* binding */ applyFailure),
/* harmony export */   p9: () => (/* binding */ storedMark),
/* harmony export */   pA: () => (/* binding */ applyStep),
/* harmony export */   uw: () => (/* binding */ applyHalt),
/* harmony export */   zv: () => (/* binding */ recordOf)
/* harmony export */ });
/* harmony import */ var _model_changes_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4784);
/* harmony import */ var _model_in_doubt_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2921);
/* harmony import */ var _model_target_identities_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9919);
/* harmony import */ var _model_observation_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5919);
/* harmony import */ var _model_mark_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7332);
/* harmony import */ var _model_record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5352);
/* harmony import */ var _model_steps_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9446);
/* harmony import */ var _model_recorded_keys_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4686);








/**
 * The state after a step, given the state before it. The executor writes this to the services, a dry run reports it,
 * and the exploration of the state space steps through it, so that they cannot differ.
 */
function applyStep(known, step, facts) {
    const { observation, memory } = known;
    switch (step.kind) {
        case 'take-over':
            return takenOver(known, step, facts);
        case 'discard':
            return { observation: { ...observation, keys: (0,_model_changes_js__WEBPACK_IMPORTED_MODULE_5__/* .withoutKey */ .wC)(observation.keys, step.accessKey) }, memory };
        case 'give-up':
            return givenUp(known, step, facts);
        case 'replace':
            return replaced(known, step, facts);
        case 'mark-previous': {
            const versions = setStage(observation.versions, step.revision, 'previous', { ...facts, at: step.since });
            return {
                observation: { ...observation, versions },
                memory: { ...memory, resumed: memory.resumed || !memory.promoted },
            };
        }
        case 'close':
            return closedFor(known, step, facts);
        case 'retire':
            return retired(known, step, facts);
        case 'prune': {
            const versions = observation.versions.map((version) => version.revision === step.revision
                ? { ...version, status: 'scheduled_for_deletion' }
                : version);
            return { observation: { ...observation, versions }, memory };
        }
        case 'verify':
            return probed(known, step, facts);
        case 'publish':
        case 'repair':
            return written(known, step, facts);
        case 'promote':
            return promoted(known, step, facts);
        case 'create-secret':
            return { observation: { ...observation, secretId: facts.secretId }, memory };
        case 'issue':
            return issued(known, step, facts);
        case 'roll-back':
            return rolledBack(known, step, facts);
    }
}
/** The newest usable version becomes the current generation, and its key is marked `found`. */
function takenOver({ observation, memory }, step, facts) {
    const { revision, accessKey } = step;
    const versions = observation.versions.map((version) => version.revision === revision && accessKey !== undefined
        ? { ...version, record: takenOverRecord(accessKey, facts) }
        : version);
    const keys = (0,_model_changes_js__WEBPACK_IMPORTED_MODULE_5__/* .changeKey */ .Cy)(observation.keys, accessKey, (key) => ({
        ...key,
        mark: newMark(observation, 'found', facts),
    }));
    const listed = observation.issuer === 'listing' ? keys : observation.keys;
    return { observation: { ...observation, takeOver: undefined, versions, keys: listed }, memory };
}
/** A pending version is closed. */
function givenUp({ observation, memory }, step, facts) {
    const versions = closed(observation.versions, step.revision, facts);
    if (step.reason !== 'rolled-back')
        return { observation: { ...observation, versions }, memory };
    // Somebody goes back to the current key, so automatic rotation is paused as after any rollback.
    const current = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .currentGeneration */ .Ev)(observation)?.revision;
    const paused = (0,_model_changes_js__WEBPACK_IMPORTED_MODULE_5__/* .changeRecord */ .U9)(versions, current, (record) => ({
        ...record,
        rolledBack: true,
        rolledBackAt: facts.at,
    }));
    return { observation: { ...observation, versions: paused }, memory: { ...memory, rolledBack: true } };
}
/** A key is marked `replaced`, or released. */
function replaced({ observation, memory }, step, facts) {
    const { accessKey, how } = step;
    const keys = (0,_model_changes_js__WEBPACK_IMPORTED_MODULE_5__/* .changeKey */ .Cy)(observation.keys, accessKey, (key) => ({
        ...key,
        mark: how === 'mark' ? replacedMark(observation, key, facts) : undefined,
    }));
    const versions = how === 'mark'
        ? observation.versions
        : recordsEnded(observation, releasedVersions(observation, step), facts);
    return {
        observation: { ...observation, keys, versions },
        memory: { ...memory, resumed: memory.resumed || !memory.promoted },
    };
}
/** A version is disabled and retired. */
function closedFor({ observation, memory }, step, facts) {
    const forged = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .isContradiction */ ._J)(step.because);
    const versions = (0,_model_changes_js__WEBPACK_IMPORTED_MODULE_5__/* .changeRecord */ .U9)(closed(observation.versions, step.revision, facts), step.revision, (record) => (forged ? { ...record, forged: true } : record));
    return { observation: { ...observation, versions }, memory };
}
/** A replaced key is deleted or released, and its versions are retired. */
function retired({ observation, memory }, step, facts) {
    const { how, accessKey } = step;
    const over = observation.versions.filter(({ record }) => record?.accessKey === accessKey && record.stage !== 'retired');
    const versions = over.reduce((all, { revision }) => how === 'release'
        ? (0,_model_changes_js__WEBPACK_IMPORTED_MODULE_5__/* .changeRecord */ .U9)(all, revision, (record) => retiredRecord(record, facts))
        : closed(all, revision, facts), how === 'release' ? observation.versions : disabledHolders(observation.versions, accessKey));
    const keys = how === 'delete'
        ? (0,_model_changes_js__WEBPACK_IMPORTED_MODULE_5__/* .withoutKey */ .wC)(observation.keys, accessKey)
        : (0,_model_changes_js__WEBPACK_IMPORTED_MODULE_5__/* .changeKey */ .Cy)(observation.keys, accessKey, (key) => ({ ...key, mark: undefined }));
    return { observation: { ...observation, versions, keys }, memory };
}
/** A key was accepted, or not in time. */
function probed({ observation, memory }, step, facts) {
    const { accessKey, revision } = step;
    if (facts.works !== false) {
        const versions = (0,_model_changes_js__WEBPACK_IMPORTED_MODULE_5__/* .changeRecord */ .U9)(observation.versions, revision, _model_recorded_keys_js__WEBPACK_IMPORTED_MODULE_4__/* .asVerified */ .nN);
        const known = { ...memory, verified: new Set([...memory.verified, accessKey]) };
        return { observation: { ...observation, versions }, memory: known };
    }
    const versions = (0,_model_changes_js__WEBPACK_IMPORTED_MODULE_5__/* .changeRecord */ .U9)(observation.versions, revision, (record) => observation.issuer === 'blind' ? { ...record, unproven: true } : record);
    return { observation: { ...observation, versions }, memory: { ...memory, unverified: accessKey } };
}
/** A version becomes the current one. */
function promoted({ observation, memory }, step, facts) {
    const current = setStage(observation.versions, step.revision, 'current', facts);
    const versions = (0,_model_changes_js__WEBPACK_IMPORTED_MODULE_5__/* .changeRecord */ .U9)(current, step.revision, (record) => ({ ...record, promoted: facts.at }));
    const resumed = memory.resumed || memory.issued !== step.accessKey;
    return {
        observation: { ...observation, versions, keys: published(observation, step, facts, []) },
        memory: { ...memory, promoted: true, resumed },
    };
}
/** A key was created and stored. */
function issued(known, _step, facts) {
    const { observation, memory } = known;
    const { issued } = facts;
    /* c8 ignore next -- whoever makes a key says what was made */
    if (issued === undefined)
        return known;
    const { rolledOver, replaces } = issued.version.record;
    const left = rolledOver && replaces !== undefined ? (0,_model_changes_js__WEBPACK_IMPORTED_MODULE_5__/* .withoutKey */ .wC)(observation.keys, replaces) : observation.keys;
    const keys = new Map(left).set(issued.key.accessKey, issued.key);
    const versions = [...observation.versions, issued.version];
    return {
        observation: { ...observation, keys, versions },
        memory: { ...memory, issued: issued.key.accessKey },
    };
}
/** A replaced key is stored again, as a new pending version. */
function rolledBack(known, step, facts) {
    const { observation, memory } = known;
    const { restored } = facts;
    /* c8 ignore next -- whoever stores a version says which */
    if (restored === undefined)
        return known;
    const source = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .generationAt */ .cU)(observation, step.revision);
    const record = rolledBackRecord(observation, source, facts);
    const versions = [...observation.versions, { revision: restored, status: 'enabled', record }];
    const keys = (0,_model_changes_js__WEBPACK_IMPORTED_MODULE_5__/* .changeKey */ .Cy)(observation.keys, step.accessKey, (key) => ({
        ...key,
        mark: key.mark && storedMark(key.mark, key.mark.digest, facts),
    }));
    return {
        observation: { ...observation, versions, keys },
        memory: { ...memory, issued: step.accessKey },
    };
}
/** The revisions whose records a released key leaves behind: without its mark they would seem to contradict IAM. */
function releasedVersions(observation, { accessKey }) {
    return (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .generations */ .YZ)(observation)
        .filter((generation) => {
        const { record } = generation;
        const isOver = record.stage === 'retired' || (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .isContradiction */ ._J)((0,_model_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .versionState */ .M7)(observation, generation));
        return record.accessKey === accessKey && !isOver;
    })
        .map(({ revision }) => revision);
}
/** What is known once a stored payload turned out not to be the key that its record names. */
function afterMismatch({ observation, memory }, revision) {
    const mismatched = new Set([...observation.mismatched, revision]);
    return { observation: { ...observation, mismatched }, memory };
}
/** A mark for a key that had none for this secret. */
function newMark({ secretId }, phase, { at, attempt = '0' }) {
    /* c8 ignore next -- there is a secret before there is a mark for it */
    return { phase, secretId: secretId ?? '', attempt, at: (0,_model_mark_js__WEBPACK_IMPORTED_MODULE_2__/* .wholeSecond */ .Q5)(at) };
}
/** The mark of a key that was verified, and that is about to be stored. */
function storedMark({ secretId, attempt }, digest, { at }) {
    return { phase: 'stored', secretId, attempt, at, ...(digest !== undefined && { digest }) };
}
function replacedMark(observation, { accessKey }, facts) {
    const mark = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .ownMark */ .a1)(observation, accessKey);
    return mark === undefined
        ? newMark(observation, 'replaced', facts)
        : { ...mark, phase: 'replaced', at: (0,_model_mark_js__WEBPACK_IMPORTED_MODULE_2__/* .wholeSecond */ .Q5)(facts.at) };
}
/**
 * The mark of a key that targets were written with (protocol, rule 9).
 * @param table the digest of the table of writes in the record
 */
function publishedMark(mark, revision, table, at) {
    return { ...mark, published: { revision, table, at: (0,_model_mark_js__WEBPACK_IMPORTED_MODULE_2__/* .wholeSecond */ .Q5)(at) } };
}
/**
 * The keys after a publication. The digest of the table is known when it is written; nothing is decided by it.
 * @param targets those that were written, as they were before; none where nothing was left to write
 */
function published(observation, { accessKey, revision }, { at }, targets) {
    const current = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .currentGeneration */ .Ev)(observation);
    const before = current && (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .ownMark */ .a1)(observation, current.record.accessKey)?.published?.at;
    const known = before !== undefined && current !== undefined && targets.every((one) => (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .holds */ .v9)(one, current));
    return (0,_model_changes_js__WEBPACK_IMPORTED_MODULE_5__/* .changeKey */ .Cy)(observation.keys, accessKey, ({ mark, ...key }) => {
        if (mark === undefined)
            return { ...key, mark };
        // Grace periods count from the last time at which a target may have held an older key than the current one. A
        // target that held just that does not move it; otherwise frequent rotations would never let a grace period end.
        const candidates = [mark.published?.at, known ? before : at].filter((date) => date !== undefined);
        const latest = candidates.reduce((a, b) => (b > a ? b : a));
        return { ...key, mark: publishedMark(mark, revision, mark.published?.table ?? (0,_model_mark_js__WEBPACK_IMPORTED_MODULE_2__/* .shortDigest */ .VK)(''), latest) };
    });
}
/** What is known after a step that failed and is left to the next run. */
function applyFailure(known, step) {
    const failedSteps = new Set([...known.memory.failedSteps, (0,_model_steps_js__WEBPACK_IMPORTED_MODULE_6__/* .stepName */ .u)(step)]);
    return { ...known, memory: { ...known.memory, failedSteps } };
}
/**
 * What is known after an issuer was asked for a key, and the run got none that it could store.
 * @param source the generation that was to be rolled over
 */
function applyHalt(known, because, source) {
    const memory = { ...known.memory, halted: because };
    const { observation } = known;
    if (source === undefined)
        return { observation, memory };
    const { accessKey } = source.record;
    switch (because.kind) {
        case 'not-yet': {
            // So the issuer knows it, and it lives, even where it could not be seen to work.
            const settled = (0,_model_in_doubt_js__WEBPACK_IMPORTED_MODULE_7__/* .withoutDoubt */ .hL)(observation, source.revision);
            const key = settled.keys.get(accessKey) ?? (0,_model_recorded_keys_js__WEBPACK_IMPORTED_MODULE_4__/* .recordedKeys */ .NC)(settled).get(accessKey);
            const keys = key === undefined ? settled.keys : new Map(settled.keys).set(accessKey, key);
            return { observation: { ...settled, keys }, memory };
        }
        case 'answer-lost': {
            const certain = because.certain ? (0,_model_in_doubt_js__WEBPACK_IMPORTED_MODULE_7__/* .deactivated */ .hu)(observation, accessKey) : (0,_model_in_doubt_js__WEBPACK_IMPORTED_MODULE_7__/* .inDoubt */ .aE)(observation, accessKey);
            return { observation: certain, memory };
        }
        case 'unstored':
            return { observation: because.rolledOver ? (0,_model_in_doubt_js__WEBPACK_IMPORTED_MODULE_7__/* .deactivated */ .hu)(observation, accessKey) : observation, memory };
    }
}
/** The record of a version; undefined where it has none. */
function recordOf(observation, revision) {
    return observation.versions.find((version) => version.revision === revision)?.record;
}
function written({ observation, memory }, step, facts) {
    const { kind, revision, accessKey } = step;
    const writes = new Map(facts.written);
    const wrote = [...writes.keys()].map((id) => facts.identities?.get(id) ?? []);
    const identities = (0,_model_target_identities_js__WEBPACK_IMPORTED_MODULE_0__/* .identitiesAfter */ .BD)(observation, revision, wrote);
    const versions = (0,_model_changes_js__WEBPACK_IMPORTED_MODULE_5__/* .changeRecord */ .U9)(observation.versions, revision, (record) => {
        // Only declared secrets are worth remembering; what is no longer declared is no longer looked at.
        const declared = new Set(observation.targets.flatMap(({ id, secrets }) => secrets.map(({ name }) => (0,_model_record_js__WEBPACK_IMPORTED_MODULE_3__/* .secretTag */ .$q)(id, name))));
        const all = new Map([...record.written].filter(([tag]) => declared.has(tag)));
        for (const [id, names] of writes)
            for (const [name, span] of names)
                all.set((0,_model_record_js__WEBPACK_IMPORTED_MODULE_3__/* .secretTag */ .$q)(id, name), span);
        const known = identities.size === 0 ? {} : { identities };
        // Whatever its record says: only a promotion makes a version current.
        const stage = kind === 'publish' ? 'pending' : record.stage;
        return { ...record, stage, written: all, ...known, run: facts.run };
    });
    const targets = observation.targets.map((target) => {
        const names = writes.get(target.id);
        if (names === undefined)
            return target;
        const secrets = target.secrets.map((secret) => afterWrite(secret, names.get(secret.name), accessKey));
        return { ...target, secrets };
    });
    const failedTargets = new Set([...memory.failedTargets, ...(facts.failed ?? [])]);
    const before = observation.targets.filter(({ id }) => writes.has(id));
    const keys = writes.size === 0 ? observation.keys : published(observation, { accessKey, revision }, facts, before);
    return { observation: { ...observation, versions, targets, keys }, memory: { ...memory, failedTargets } };
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
    const replaced = (0,_model_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .currentGeneration */ .Ev)(observation)?.record.accessKey;
    const { accessKey, issued, madeBy, expires, text } = source.record;
    return {
        stage: 'pending',
        accessKey,
        since: facts.at,
        ...(replaced === undefined ? {} : { replaces: replaced }),
        rolledBack: true,
        rolledBackAt: facts.at,
        ...(issued === undefined ? {} : { issued }),
        ...(madeBy === undefined ? {} : { madeBy }),
        ...(expires === undefined ? {} : { expires }),
        run: facts.run,
        text,
        written: new Map(),
    };
}
function takenOverRecord(accessKey, facts) {
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
function retiredRecord(record, facts) {
    return { ...record, stage: 'retired', retired: facts.at, run: facts.run };
}
function recordsEnded({ versions }, revisions, facts) {
    return revisions.reduce((all, revision) => (0,_model_changes_js__WEBPACK_IMPORTED_MODULE_5__/* .changeRecord */ .U9)(all, revision, (record) => retiredRecord(record, facts)), versions);
}
function setStage(versions, revision, stage, facts) {
    return (0,_model_changes_js__WEBPACK_IMPORTED_MODULE_5__/* .changeRecord */ .U9)(versions, revision, (record) => ({ ...record, stage, since: facts.at, run: facts.run }));
}
/** A version that is disabled, and whose record says `retired`. */
function closed(versions, revision, facts) {
    return (0,_model_changes_js__WEBPACK_IMPORTED_MODULE_5__/* .changeRecord */ .U9)(disabled(versions, revision), revision, (record) => record.stage === 'retired' ? record : retiredRecord(record, facts));
}
function disabledHolders(versions, accessKey) {
    return versions.reduce((all, { revision, record }) => (record?.accessKey === accessKey ? disabled(all, revision) : all), versions);
}
function disabled(versions, revision) {
    return versions.map((version) => version.revision === revision && version.status === 'enabled'
        ? { ...version, status: 'disabled' }
        : version);
}


/***/ }),

/***/ 4784:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cy: () => (/* binding */ changeKey),
/* harmony export */   U9: () => (/* binding */ changeRecord),
/* harmony export */   wC: () => (/* binding */ withoutKey)
/* harmony export */ });
/** The keys without one of them. */
function withoutKey(keys, accessKey) {
    return new Map([...keys].filter(([name]) => name !== accessKey));
}
/** The keys, one of them changed. */
function changeKey(keys, accessKey, change) {
    return new Map([...keys].map(([name, key]) => [name, name === accessKey ? change(key) : key]));
}
/** The versions, the record of one of them changed. */
function changeRecord(versions, revision, change) {
    return versions.map((version) => version.revision === revision
        ? { ...version, record: version.record && change(version.record) }
        : version);
}


/***/ }),

/***/ 2921:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HD: () => (/* binding */ withRolloverStarted),
/* harmony export */   Vn: () => (/* binding */ withoutRolloverStarted),
/* harmony export */   aE: () => (/* binding */ inDoubt),
/* harmony export */   hL: () => (/* binding */ withoutDoubt),
/* harmony export */   hu: () => (/* binding */ deactivated)
/* harmony export */ });
/* harmony import */ var _changes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4784);

/**
 * A rollover deactivates a key at the moment at which its successor is created and shown once. So the key's version
 * says beforehand that a rollover begins (`replacing`). From then on the key is in doubt for every run, until it is
 * accepted again or its successor is stored. A key in doubt is never written to a target.
 */
function withRolloverStarted(record, at, run) {
    return { ...record, replacing: at, run };
}
/** The record of a key that is no longer in doubt. */
function withoutRolloverStarted({ replacing: _over, ...record }) {
    return record;
}
/** The observation once the key of a version was accepted, or its issuer confirmed it. */
function withoutDoubt(observation, revision) {
    const { versions, keys } = observation;
    const accessKey = versions.find((version) => version.revision === revision)?.record?.accessKey;
    return {
        ...observation,
        versions: (0,_changes_js__WEBPACK_IMPORTED_MODULE_0__/* .changeRecord */ .U9)(versions, revision, withoutRolloverStarted),
        keys: (0,_changes_js__WEBPACK_IMPORTED_MODULE_0__/* .changeKey */ .Cy)(keys, accessKey, ({ inDoubt: _over, ...key }) => key),
    };
}
/** The observation once it is unknown whether a key is still valid. */
function inDoubt(observation, accessKey) {
    return {
        ...observation,
        keys: (0,_changes_js__WEBPACK_IMPORTED_MODULE_0__/* .changeKey */ .Cy)(observation.keys, accessKey, (key) => ({ ...key, inDoubt: true })),
    };
}
/** The observation once a key is certainly deactivated or deleted. */
function deactivated(observation, accessKey) {
    return { ...observation, keys: (0,_changes_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutKey */ .wC)(observation.keys, accessKey) };
}


/***/ }),

/***/ 5919:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Aw: () => (/* binding */ newestRevision),
/* harmony export */   Cj: () => (/* binding */ inNeedOfRepair),
/* harmony export */   Ev: () => (/* binding */ currentGeneration),
/* harmony export */   M7: () => (/* binding */ versionState),
/* harmony export */   PI: () => (/* binding */ hasWorkingPredecessor),
/* harmony export */   SO: () => (/* binding */ lagging),
/* harmony export */   UO: () => (/* binding */ isWithin),
/* harmony export */   WO: () => (/* binding */ ageMs),
/* harmony export */   XP: () => (/* binding */ replacedSince),
/* harmony export */   YZ: () => (/* binding */ generations),
/* harmony export */   ZF: () => (/* binding */ hasMarks),
/* harmony export */   _J: () => (/* binding */ isContradiction),
/* harmony export */   _d: () => (/* binding */ isExpired),
/* harmony export */   a1: () => (/* binding */ ownMark),
/* harmony export */   cU: () => (/* binding */ generationAt),
/* harmony export */   fn: () => (/* binding */ isValid),
/* harmony export */   ly: () => (/* binding */ isInUse),
/* harmony export */   mh: () => (/* binding */ recordedCurrent),
/* harmony export */   oB: () => (/* binding */ isPublishable),
/* harmony export */   sX: () => (/* binding */ isMade),
/* harmony export */   v9: () => (/* binding */ holds)
/* harmony export */ });
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5352);

/** The newest revision of the secret; 0 where it has none. */
function newestRevision({ versions }) {
    return Math.max(0, ...versions.map(({ revision }) => revision));
}
/** The versions with a record of this action that are not deleted, oldest first. */
function generations(observation) {
    return observation.versions.filter((version) => version.record !== undefined &&
        version.status !== 'deleted' &&
        version.status !== 'scheduled_for_deletion');
}
/** A generation that exists. */
function generationAt(observation, revision) {
    const found = generations(observation).find((generation) => generation.revision === revision);
    /* c8 ignore next -- steps are decided only for versions that were observed */
    if (found === undefined)
        throw new Error(`version ${revision} is not known; this is a bug`);
    return found;
}
/** The current generation: the newest, if a crash between two requests left two. */
function currentGeneration(observation) {
    return generations(observation).findLast((generation) => versionState(observation, generation) === 'current');
}
/**
 * The newest generation whose record says `current`, whether or not the mark of its key confirms it. For reports only:
 * nothing is deleted or published because of it.
 */
function recordedCurrent(observation) {
    return (currentGeneration(observation) ??
        generations(observation).findLast(({ record }) => record.stage === 'current' && !observation.foreign.has(record.accessKey)));
}
const CONTRADICTIONS = new Set([
    'foreign-key',
    'unmarked-key',
    'wrong-revision',
    'wrong-payload',
]);
function isContradiction(state) {
    return CONTRADICTIONS.has(state);
}
/** The mark of one of the bearer's keys, if it is for this secret. */
function ownMark(observation, accessKey) {
    const mark = observation.keys.get(accessKey)?.mark;
    return mark?.secretId === observation.secretId ? mark : undefined;
}
/** Whether the marks of the keys are known: a keys API has none, and a check may not be allowed to read them. */
function hasMarks({ issuer, marksUnread }) {
    return issuer === 'listing' && marksUnread !== true;
}
/** What a version is, by its record and the mark of the key that it names (protocol, rules 4, 6, 9 and 13). */
function versionState(observation, generation) {
    const { revision, record } = generation;
    const { stage, accessKey } = record;
    if (observation.mismatched.has(revision) && stage !== 'retired')
        return 'wrong-payload';
    if (!hasMarks(observation) || stage === 'retired')
        return stage;
    if (observation.foreign.has(accessKey))
        return 'foreign-key';
    if (stage === 'previous')
        return stage;
    if (!observation.keys.has(accessKey))
        return 'gone';
    const mark = ownMark(observation, accessKey);
    if (mark === undefined)
        return 'unmarked-key';
    switch (mark.phase) {
        case 'made':
            return 'unfinished';
        case 'replaced':
            return 'previous';
        case 'found':
            return stage === 'current' ? stage : 'unmarked-key';
        case 'stored':
            return stateOfStored(observation, generation, mark);
    }
}
function stateOfStored(observation, { revision, record }, { at, digest, published }) {
    // Format 1 had no more than the record.
    if (at === undefined)
        return record.stage === 'current' ? 'current' : 'unpublishable';
    if (digest === undefined)
        return 'unpublishable';
    // Only a promotion makes a version current, and it changes the mark first.
    if (published === undefined)
        return 'pending';
    if (published.revision === revision)
        return record.stage;
    if (published.revision > revision)
        return 'duplicate';
    return isStoredTwice(observation, published.revision, record) ? 'duplicate' : 'wrong-revision';
}
/** Whether a newer version is one that a run stored a second time after it got no answer to the first request. */
function isStoredTwice(observation, revision, { stage, issued, madeBy }) {
    const first = observation.versions.find((version) => version.revision === revision)?.record;
    return (stage === 'pending' &&
        first?.madeBy === madeBy &&
        first?.issued !== undefined &&
        first.issued.getTime() === issued?.getTime());
}
/** Whether a key may be written to targets: its secret can be compared with what IAM has of it (protocol, rule 6). */
function isPublishable(observation, accessKey) {
    return !hasMarks(observation) || ownMark(observation, accessKey)?.digest !== undefined;
}
/** Whether the current version is enabled and its key is valid, so that readers do not need a newer one. */
function hasWorkingPredecessor(observation) {
    const current = currentGeneration(observation);
    return current?.status === 'enabled' && isValid(observation, current.record.accessKey);
}
/** When a key of an issuer with marks was replaced, and by when every target was last written with its successor. */
function replacedSince(observation, accessKey) {
    const mark = ownMark(observation, accessKey);
    if (mark?.phase !== 'replaced' || mark.at === undefined)
        return undefined;
    const current = currentGeneration(observation);
    const published = current && ownMark(observation, current.record.accessKey)?.published?.at;
    return published !== undefined && published > mark.at ? published : mark.at;
}
/** Whether a key exists, has not expired, and is not in doubt. */
function isValid(observation, accessKey) {
    const key = observation.keys.get(accessKey);
    return key !== undefined && !isExpired(observation, key) && key.inDoubt !== true;
}
/** Whether a key has expired. */
function isExpired(observation, key) {
    return key.expiresAt !== undefined && key.expiresAt <= observation.at;
}
/** Whether a key was created for this secret and is not verified: then no application uses it. */
function isMade(observation, key) {
    return key?.mark?.phase === 'made' && key.mark.secretId === observation.secretId;
}
/** GitHub's `updated_at` has whole seconds, and its machines' clocks may differ by as much. */
const EARLIER_MS = 2000;
/**
 * Whether a target holds what this action wrote for a generation: every declared name was last written within the span
 * of this action's own write. Otherwise the target is written again (protocol, rule 8). The end of the span, the `Date`
 * of the answer, is exact, because a later write is another one. The beginning has a tolerance, because an earlier
 * write was overwritten. A value that can be read is compared instead: writing an equal value may not change its
 * `updated_at`.
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
 * The targets that are updated although no new key is due: those that may not hold the current generation, and those
 * whose visibility differs from the declared one. The latter do not delay anything else.
 */
function inNeedOfRepair(observation, current) {
    return observation.targets.filter((target) => !holds(target, current) || target.secrets.some(({ accessDiffers }) => accessDiffers === true));
}
/** Whether a key is the current one, or on its way to become it (a rollback gives a key a second version). */
function isInUse(observation, accessKey) {
    const current = currentGeneration(observation);
    return generations(observation).some((generation) => generation.record.accessKey === accessKey &&
        (generation.revision === current?.revision || versionState(observation, generation) === 'pending'));
}
/** The age of something at the start of the observation, in milliseconds. */
function ageMs(observation, createdAt) {
    return observation.at.getTime() - createdAt.getTime();
}


/***/ }),

/***/ 4686:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NC: () => (/* binding */ recordedKeys),
/* harmony export */   T9: () => (/* binding */ unmarkedKey),
/* harmony export */   nN: () => (/* binding */ asVerified)
/* harmony export */ });
/* harmony import */ var _observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5919);

/**
 * The keys of a blind issuer, as far as the versions' records tell of them: those that were made, less those that
 * ended when they were rolled over. Nobody can ask for the others.
 */
function recordedKeys(observation) {
    const all = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation);
    const ended = new Set(all.flatMap(({ record }) => (record.rolledOver ? (record.replaces ?? []) : [])));
    const keys = new Map();
    for (const { record } of all) {
        const { accessKey, issued, expires, since, stage, text } = record;
        const inDoubt = record.replacing === undefined ? undefined : true;
        const key = unmarkedKey({ accessKey, createdAt: issued ?? since, expiresAt: expires, text, inDoubt });
        // An expired key can still be rolled over, so that the current one and the one on its way count until then.
        const counts = stage === 'current' || stage === 'pending' || !(0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isExpired */ ._d)(observation, key);
        if (counts && !ended.has(accessKey))
            keys.set(accessKey, key);
        else
            keys.delete(accessKey);
    }
    return keys;
}
/** A record that no longer says that its key could not be seen to work. */
function asVerified({ unproven: _over, ...record }) {
    return record;
}
/** A key that is known only by what the versions or this run say of it: its issuer lists no keys. */
function unmarkedKey(known) {
    return { description: '', defaultProjectId: undefined, mark: undefined, text: '', ...known };
}


/***/ }),

/***/ 720:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ secretIdOf)
/* harmony export */ });
/** The ID of the secret, once it exists. */
function secretIdOf({ observation }) {
    /* c8 ignore next -- the secret is made before any step that needs its id */
    if (observation.secretId === undefined)
        throw new Error('there is no secret yet; this is a bug');
    return observation.secretId;
}


/***/ }),

/***/ 9446:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ stepName)
/* harmony export */ });
/** Identifies a step within a run, so that a failed step is not repeated. */
function stepName(step) {
    const at = 'revision' in step ? ` v${step.revision ?? 0}` : '';
    const key = 'accessKey' in step ? ` ${step.accessKey ?? ''}` : '';
    return `${step.kind}${at}${key}`;
}


/***/ }),

/***/ 9919:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BD: () => (/* binding */ identitiesAfter),
/* harmony export */   BH: () => (/* binding */ replacedIdentities),
/* harmony export */   E7: () => (/* binding */ leftOutProblems),
/* harmony export */   K$: () => (/* binding */ newlyMatched),
/* harmony export */   Of: () => (/* binding */ refusalOf),
/* harmony export */   Sw: () => (/* binding */ withHolders),
/* harmony export */   nY: () => (/* binding */ recordedIdentities),
/* harmony export */   uO: () => (/* binding */ replacedProblem)
/* harmony export */ });
/* unused harmony export replacedError */
/* harmony import */ var _observation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5919);
/* harmony import */ var _ports_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8209);
/* harmony import */ var _recorded_identities_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7752);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5352);




/** A run has at most 1,000 repositories. What is not declared any more is remembered up to this many in all. */
const MAX_IDENTITIES = 2000;
/**
 * Who the targets of a generation are known to be: what the records of all generations say, of two the newer one. What
 * the generation's own record says counts most, because a person may have accepted a new repository for it. An older
 * record still says it where somebody has removed it from a newer one.
 * @param revision of the generation; undefined, or not there yet, where it has no record so far
 */
function recordedIdentities(observation, revision) {
    const all = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).flatMap(({ record }) => [...(record.identities ?? [])]);
    const own = observation.versions.find((version) => version.revision === revision)?.record?.identities;
    return new Map([...all, ...(own ?? [])]);
}
/** Those of a target's names that belong to another repository or organization than is recorded. */
function replacedIdentities(recorded, identities) {
    return identities.flatMap(({ name, id }) => {
        const before = recorded.get((0,_recorded_identities_js__WEBPACK_IMPORTED_MODULE_2__/* .identityTag */ .pY)(name));
        return before === undefined || before === id ? [] : [{ name, before, now: id }];
    });
}
/** What is recorded of a generation once these targets were written. */
function identitiesAfter(observation, revision, written) {
    const all = new Map(recordedIdentities(observation, revision));
    const news = [...written].flat();
    for (const { name, id } of news) {
        // What was written last comes last: it is what stays where there is too much to remember.
        all.delete((0,_recorded_identities_js__WEBPACK_IMPORTED_MODULE_2__/* .identityTag */ .pY)(name));
        all.set((0,_recorded_identities_js__WEBPACK_IMPORTED_MODULE_2__/* .identityTag */ .pY)(name), id);
    }
    for (const { repository, onPurpose } of observation.leftOut ?? [])
        if (onPurpose)
            all.delete((0,_recorded_identities_js__WEBPACK_IMPORTED_MODULE_2__/* .identityTag */ .pY)(repository));
    return new Map([...all].slice(-MAX_IDENTITIES));
}
/**
 * Why a target is not to be written; undefined where it is who it was, or was not known before.
 * @param identities who it is now, as {@link Prepared} has it
 * @param accepted names, in lower case, whose new identity a person accepts
 */
function refusalOf({ label }, recorded, identities, accepted) {
    if (identities === undefined) {
        const message = `the ID of ${label} could not be read, so nothing was written to it`;
        return new _ports_js__WEBPACK_IMPORTED_MODULE_1__/* .TargetError */ .I0(message, 'untouched', 'The next run tries again');
    }
    const [first] = replacedIdentities(recorded, identities).filter(({ name }) => !accepted.has(name.toLowerCase()));
    return first && replacedError(label, first);
}
/** The error for a target that belongs to another repository than is recorded, and is not written. */
function replacedError(label, replaced) {
    const { problem, remedy, knownCause } = replacedProblem(label, replaced);
    return new _ports_js__WEBPACK_IMPORTED_MODULE_1__/* .TargetError */ .I0(problem, 'untouched', remedy, { knownCause });
}
/** What is wrong with a target that belongs to another repository or organization than is recorded, and what to do. */
function replacedProblem(label, { name, before, now }) {
    const what = name.includes('/') ? 'repository' : 'organization';
    return {
        about: label,
        problem: `${name} is not the ${what} that this key is for: its ID was ${before} and is now ${now}. The earlier one was ` +
            `deleted, renamed or transferred, and another one has its name now. Nothing is written to ${label}`,
        remedy: `If the new ${what} is to get the key, run once with accept-repositories: ${name}. If not, remove it from the ` +
            'targets, or name the earlier one as it is called now',
        knownCause: 'github-repository-replaced',
    };
}
/** The repositories among these targets that a pattern newly matches, by pattern. */
function newlyMatched(observation, revision, targets) {
    const recorded = recordedIdentities(observation, revision);
    const written = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation)?.record.written;
    const found = new Map();
    for (const { id, matched, secrets } of targets) {
        if (matched === undefined || recorded.has((0,_recorded_identities_js__WEBPACK_IMPORTED_MODULE_2__/* .identityTag */ .pY)(matched.repository)))
            continue;
        if (secrets.some(({ name }) => written?.has((0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .secretTag */ .$q)(id, name)) === true))
            continue;
        found.set(matched.pattern, (found.get(matched.pattern) ?? new Set()).add(matched.repository));
    }
    return new Map([...found].map(([pattern, repositories]) => [pattern, [...repositories]]));
}
/**
 * Marks those targets that were left out although a generation in use was written to them, as far as the records say.
 * @param versions with their records as they are stored
 */
function withHolders(versions, leftOut) {
    const records = versions.flatMap(({ record }) => record ?? []);
    const current = records.findLast(({ stage }) => stage === 'current');
    const inUse = records.filter((record) => record === current || record.stage === 'pending');
    return leftOut.map((one) => ({ ...one, holds: inUse.some((record) => mayHold(record, one)) }));
}
function mayHold(record, { id, repository, names }) {
    const { identities, written, groupDigests } = record;
    if (identities?.has((0,_recorded_identities_js__WEBPACK_IMPORTED_MODULE_2__/* .identityTag */ .pY)(repository)) === true)
        return true;
    // Records of earlier releases have no identities. Where they have digests in place of a list, any target may be one.
    if (identities === undefined && groupDigests !== undefined)
        return true;
    return names.some((name) => written.has((0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .secretTag */ .$q)(id, name)));
}
/** The public repositories that hold the key and would be left out because of what a pattern means by default. */
function leftOutProblems({ leftOut = [] }) {
    const holding = leftOut.filter(({ holds, onPurpose }) => holds === true && !onPurpose);
    return [...new Set(holding.map(({ repository }) => repository))].map((repository) => ({
        about: 'repositories',
        problem: `${repository} has this key and is public, and patterns leave public repositories out`,
        remedy: `Name ${repository} in repositories to go on writing to it, or set public-repositories: include for all public ` +
            'repositories that a pattern matches. Set public-repositories: exclude to leave it with the key that it has, which ' +
            'is revoked later',
        knownCause: 'github-public-repository-left-out',
    }));
}


/***/ })

};
