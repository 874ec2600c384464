import { isDueByTime, whetherDue } from './due.ts'
import { housekeeping } from './housekeeping.ts'
import {
  currentGeneration,
  generations,
  hasWorkingPredecessor,
  inNeedOfRepair,
  isValid,
  isInUse,
  isPublishable,
  lagging,
  ownMark,
  versionState,
  type Generation,
  type Key,
  type Observation,
} from '../model/observation.ts'
import { isRolledBack } from './pause.ts'
import type { Policy } from '../model/policy.ts'
import { retireStop } from './retirement.ts'
import { canBeRolledOver } from './rollover-source.ts'
import { stepName, type Step } from '../model/steps.ts'
import type { RunMemory } from '../model/run-state.ts'

/**
 * Decides the next step of a rotation from the observed state. Pure: no clock, no service, no randomness. A first run, a
 * resumed run and a run with nothing to do are the same sequence of calls to this function.
 *
 * The order matters: first what failed runs left behind, then keys whose grace period is over (before a new key is
 * created), then a pending version, then a new key, and last the targets that differ. `retire` and `rollback` do a part
 * of this.
 */
export function decide(observation: Observation, policy: Policy, memory: RunMemory): Step {
  const { takeOver } = observation
  if (takeOver !== undefined)
    return { kind: 'take-over', revision: takeOver.revision, accessKey: takeOver.accessKey }
  for (const step of housekeeping(observation, policy, memory)) {
    if (!memory.failedSteps.has(stepName(step))) return step
  }
  const settled: Step = { kind: 'stop', because: { kind: 'settled' } }
  switch (policy.command) {
    case 'rotate':
    case 'rollover': {
      const { halted } = memory
      const end: Step = halted === undefined ? settled : { kind: 'stop', because: halted }
      // The secret of a new key may be lost while the old key is deactivated: no target is written.
      if (halted !== undefined && halted.kind !== 'not-yet') return end
      return (
        pendingStep(observation, policy, memory) ??
        newKeyStep(observation, policy, memory) ??
        repairStep(observation, memory) ??
        end
      )
    }
    case 'rollback':
      return rollbackStep(observation, policy, memory) ?? repairStep(observation, memory) ?? settled
    case 'retire':
      return retireStop(observation, policy, memory) ?? settled
  }
}

/**
 * The next step of a rollback: a new version with the previous key (protocol, rule 14), so that the newest current
 * version counts. If a version of another key is pending, it is given up instead, which keeps the current key.
 */
function rollbackStep(observation: Observation, policy: Policy, memory: RunMemory): Step | undefined {
  const stands = hasWorkingPredecessor(observation)
  if (memory.promoted || memory.helped || (memory.rolledBack && stands)) return undefined
  const pending = validPending(observation)
  if (memory.unverified !== undefined && pending.length === 0) {
    return { kind: 'stop', because: { kind: 'unverified', accessKey: memory.unverified } }
  }
  if (pending.some(({ generation }) => generation.record.rolledBack === true)) {
    return pendingStep(observation, policy, memory)
  }
  const previous = rollbackSource(observation)
  const [unfinished] = pending
  // Never the only valid key: there must be one to roll back to.
  if (unfinished !== undefined && (stands || previous !== undefined)) {
    const { revision, record } = unfinished.generation
    return { kind: 'give-up', revision, accessKey: record.accessKey, reason: 'rolled-back' }
  }
  const current = currentGeneration(observation)
  if (current !== undefined && isRolledBack(observation) && !policy.force) {
    // Its predecessor is the key that was rolled back from.
    const { accessKey } = current.record
    return { kind: 'stop', because: { kind: 'rolled-back-already', accessKey } }
  }
  if (previous === undefined) return { kind: 'stop', because: { kind: 'nothing-to-roll-back-to' } }
  const { revision, record } = previous
  return (
    pruning(observation, policy.keepVersions, memory) ?? {
      kind: 'roll-back',
      revision,
      accessKey: record.accessKey,
    }
  )
}

/** The newest version of a replaced key that works and can be published (protocol, rule 14). */
function rollbackSource(observation: Observation): Generation | undefined {
  return generations(observation).findLast((generation) => {
    const { record, status } = generation
    return (
      versionState(observation, generation) === 'previous' &&
      status === 'enabled' &&
      isValid(observation, record.accessKey) &&
      isReplaced(observation, record.accessKey) &&
      isPublishable(observation, record.accessKey)
    )
  })
}

/** Whether a key was current once and is not any more, as far as its issuer keeps marks. */
function isReplaced(observation: Observation, accessKey: string): boolean {
  if (observation.issuer === 'blind') return true
  const phase = ownMark(observation, accessKey)?.phase
  return phase === 'replaced' || (phase === 'stored' && !isInUse(observation, accessKey))
}

/** Pending versions that can be read, are newer than the current one, and whose key works; oldest first. */
function validPending(observation: Observation): readonly { generation: Generation; key: Key }[] {
  const floor = currentGeneration(observation)?.revision ?? 0
  return generations(observation).flatMap((generation) => {
    const { revision, status, record } = generation
    const key = observation.keys.get(record.accessKey)
    if (versionState(observation, generation) !== 'pending') return []
    if (status !== 'enabled' || revision <= floor) return []
    if (key === undefined || !isValid(observation, record.accessKey)) return []
    return [{ generation, key }]
  })
}

/** The next step of a version that is stored and not yet in every target; of several the oldest wins. */
function pendingStep(observation: Observation, policy: Policy, memory: RunMemory): Step | undefined {
  // A run publishes one key: another pending version belongs to another run, which closes it.
  if (memory.promoted || memory.helped) return undefined
  for (const { generation, key } of validPending(observation)) {
    const { revision, record } = generation
    const { accessKey } = record
    if (record.rolledBack !== true && memory.issued !== accessKey && isDueByTime(observation, policy, key)) {
      // It would be replaced again at once. What can only be rolled over is not given up: it is the one that the next
      // key is made from.
      if (canBeRolledOver(observation, policy, accessKey)) continue
      // Where nothing else can be read, it is finished first.
      if (hasWorkingPredecessor(observation))
        return { kind: 'give-up', revision, accessKey, reason: 'expiring' }
    }
    const late = lagging(observation, generation).map(({ id }) => id)
    if (late.length === 0) return { kind: 'promote', revision, accessKey }
    const failed = late.filter((id) => memory.failedTargets.has(id))
    if (failed.length > 0)
      return { kind: 'stop', because: { kind: 'targets-lag', accessKey, targets: failed } }
    const proof = observation.issuer === 'blind' ? verifyStep(observation, memory, generation) : undefined
    return proof ?? { kind: 'publish', revision, accessKey, targets: late }
  }
  return undefined
}

/** A key that is shown once is stored before it is verified; nothing is published before that (keys API). */
function verifyStep(observation: Observation, memory: RunMemory, generation: Generation): Step | undefined {
  const { revision, record } = generation
  const { accessKey } = record
  if (memory.unverified !== accessKey)
    return memory.verified.has(accessKey) ? undefined : { kind: 'verify', revision, accessKey }
  if (currentWorks(observation)) return { kind: 'give-up', revision, accessKey, reason: 'unverified' }
  // The probe may be wrong, not the key: another key, which could not be deleted, would fail as well.
  return isReplacedKeyInvalid(observation, generation)
    ? undefined
    : { kind: 'stop', because: { kind: 'unverified', accessKey } }
}

/** Whether the current key was accepted by the same probe as the new one. */
function currentWorks(observation: Observation): boolean {
  const current = currentGeneration(observation)
  return observation.keys.get(current?.record.accessKey ?? '')?.works === true
}

/** Whether the key in the targets is invalid, so that writing an unverified key does no harm. */
function isReplacedKeyInvalid(observation: Observation, { record }: Generation): boolean {
  const current = currentGeneration(observation)
  return (
    record.rolledOver === true || (current !== undefined && !isValid(observation, current.record.accessKey))
  )
}

/** A new key if one is due, and before it the deletion of old versions. */
function newKeyStep(observation: Observation, policy: Policy, memory: RunMemory): Step | undefined {
  if (memory.unverified !== undefined) {
    // Another key would probably fail for the same reason: a later run tries again.
    const { unverified: accessKey, promoted } = memory
    return { kind: 'stop', because: { kind: promoted ? 'published-unverified' : 'unverified', accessKey } }
  }
  const due = whetherDue(observation, policy, memory)
  if (!due.due) {
    return memory.promoted ? pruning(observation, policy.keepVersions, memory) : undefined
  }
  if (observation.secretId === undefined) return { kind: 'create-secret' }
  const rival = validPending(observation).find(
    ({ key }) => !canBeRolledOver(observation, policy, key.accessKey),
  )
  if (rival !== undefined) {
    // A new version would lose against this older one; a failed step keeps it from being closed.
    return { kind: 'stop', because: { kind: 'unfinished-elsewhere', accessKey: rival.key.accessKey } }
  }
  return pruning(observation, policy.keepVersions, memory) ?? { kind: 'issue', because: due.because }
}

/** Deletes the oldest version of a dead (or let go) key while there are more of them than are to be kept. */
function pruning(observation: Observation, keep: number, memory: RunMemory): Step | undefined {
  const spare = spareVersions(observation)
  const step = spare
    .map(({ revision }) => ({ kind: 'prune' as const, revision }))
    .find((candidate) => !memory.failedSteps.has(stepName(candidate)))
  return spare.length > keep ? step : undefined
}

/** The versions of keys that are deleted or let go, oldest first: those that may be deleted (protocol, rule 16). */
export function spareVersions(observation: Observation): readonly Generation[] {
  return generations(observation).filter(({ record }) => {
    if (record.stage !== 'retired') return false
    // The stage alone is not enough: a key that carries our mark is valid, and its only copy may be here.
    return !isInUse(observation, record.accessKey) && ownMark(observation, record.accessKey) === undefined
  })
}

/**
 * Targets that may not hold the current key any more (written by someone else, deleted, or newly declared), or that
 * others have access to than was declared.
 */
function repairStep(observation: Observation, memory: RunMemory): Step | undefined {
  const current = currentGeneration(observation)
  if (current?.status !== 'enabled' || !isValid(observation, current.record.accessKey)) return undefined
  const { revision, record } = current
  if (!isPublishable(observation, record.accessKey)) return undefined
  const late = inNeedOfRepair(observation, current).map(({ id }) => id)
  if (late.length === 0) return undefined
  const failed = late.filter((id) => memory.failedTargets.has(id))
  if (failed.length > 0) {
    return { kind: 'stop', because: { kind: 'targets-lag', accessKey: record.accessKey, targets: failed } }
  }
  return { kind: 'repair', revision, accessKey: record.accessKey, targets: late }
}
