import { isExpiring, whetherDue } from './due.ts'
import type { RunMemory } from './memory.ts'
import {
  currentGeneration,
  firstPromotion,
  generations,
  isAlive,
  isExpired,
  isMade,
  lagging,
  type Generation,
  type Key,
  type Observation,
} from './observation.ts'
import { GARBAGE_AFTER_MS, RUN_DEADLINE_MS, type Policy } from './policy.ts'
import { stepName, type Step } from './steps.ts'

/**
 * Decides the next step of a rotation from what stands in the cloud. Pure: no clock, no service, no randomness.
 * A first run, a resumed run and a run with nothing to do are the same sequence of calls to this function.
 *
 * The order is part of the promise: first what dead runs left, then what is past its grace period (a run that is
 * due ends the old grace period before it makes its key), then an unfinished version, then a new key, and only
 * where none of that is to be done, targets that drifted. `retire` and `rollback` do a part of it.
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
    case 'rollover':
      return (
        pendingStep(observation, policy, memory) ??
        newKeyStep(observation, policy, memory) ??
        repairStep(observation, memory) ??
        settled
      )
    case 'rollback':
      return rollbackStep(observation, policy, memory) ?? repairStep(observation, memory) ?? settled
    case 'retire':
      return unretired(observation, policy, memory) ?? settled
  }
}

/** What can fail without harm to anything that follows; the next run tries again. */
function* housekeeping(observation: Observation, policy: Policy, memory: RunMemory): Generator<Step> {
  yield* garbage(observation)
  yield* givenUp(observation)
  yield* loosePromotion(observation)
  yield* closings(observation)
  // A rollback ends no key: it may be the very one to go back to.
  if (policy.command !== 'rollback') yield* retirements(observation, policy, memory)
}

/**
 * Keys that still say `made` for this secret and are older than any run can last. Nobody published them, because
 * nothing is published before the mark says `stored`; so they go, even where a version holds them.
 */
function* garbage(observation: Observation): Generator<Step> {
  for (const key of observation.keys.values()) {
    if (!isMade(observation, key) || ageMs(observation, key.createdAt) <= GARBAGE_AFTER_MS) continue
    const holders = generations(observation).filter(
      (generation) => generation.record.accessKey === key.accessKey,
    )
    // A version in another stage means that a person changed the mark; such a key is not ours to delete.
    if (holders.some(({ record }) => record.stage !== 'pending' && record.stage !== 'abandoned')) continue
    yield { kind: 'discard', accessKey: key.accessKey, revisions: holders.map(({ revision }) => revision) }
  }
}

/** Pending versions that cannot or must not be finished. */
function* givenUp(observation: Observation): Generator<Step> {
  const current = currentGeneration(observation)
  for (const { revision, status, record } of generations(observation)) {
    if (record.stage !== 'pending') continue
    const { accessKey } = record
    // A key that says `made` is garbage soon: until then its run may live.
    if (isMade(observation, observation.keys.get(accessKey))) continue
    if (!isAlive(observation, accessKey)) yield { kind: 'give-up', revision, accessKey, reason: 'dead' }
    else if (status !== 'enabled') yield { kind: 'give-up', revision, accessKey, reason: 'disabled' }
    else if (current !== undefined && current.revision > revision) {
      yield { kind: 'give-up', revision, accessKey, reason: 'overtaken' }
    }
  }
}

/** Older versions that still say `current`: a promotion was cut between its two writes. */
function* loosePromotion(observation: Observation): Generator<Step> {
  const current = currentGeneration(observation)
  if (current === undefined) return
  for (const { revision, record } of generations(observation)) {
    if (record.stage !== 'current' || revision === current.revision) continue
    yield { kind: 'mark-previous', revision, accessKey: record.accessKey, since: current.record.since }
  }
}

/** Versions that are over and do not say so yet, or can still be read by mistake. */
function* closings(observation: Observation): Generator<Step> {
  const current = currentGeneration(observation)
  for (const { revision, status, record } of generations(observation)) {
    const { accessKey, stage } = record
    const over = stage === 'retired' || stage === 'abandoned'
    if (!observation.keys.has(accessKey)) {
      if (stage === 'previous' || (over && status === 'enabled')) {
        yield { kind: 'close', revision, accessKey, because: 'dead' }
      }
    } else if (accessKey === current?.record.accessKey && revision !== current.revision) {
      // One key in two versions: stored twice after a lost answer, or gone back to. The current one speaks for it.
      if (stage === 'previous' || stage === 'pending') {
        yield { kind: 'close', revision, accessKey, because: 'duplicate' }
      }
    }
  }
}

/** Replaced keys whose grace period is over, and retirements that were cut half-way. */
function* retirements(observation: Observation, policy: Policy, memory: RunMemory): Generator<Step> {
  const current = currentGeneration(observation)
  if (current === undefined) return
  for (const generation of generations(observation)) {
    const { revision, record } = generation
    const { accessKey, stage } = record
    const key = observation.keys.get(accessKey)
    if (key === undefined || isInUse(observation, accessKey) || anotherDecides(observation, generation))
      continue
    const how =
      policy.oldKey === 'keep' || (record.adopted === true && policy.replacesAccessKey !== accessKey)
        ? 'let-go'
        : 'delete'
    // The version says `retired` before its key is ended, so that nobody goes back to it in between.
    const cutShort = stage === 'retired' && key.mark?.secretId === observation.secretId
    const over = stage === 'previous' || stage === 'abandoned'
    if (cutShort || (over && mayRetire(observation, policy, memory, current, record.since))) {
      if (isMade(observation, key)) continue // only garbage collection ends such a key
      yield { kind: 'retire', accessKey, revision, how }
    }
  }
  const named = policy.replacesAccessKey
  if (
    named !== undefined &&
    policy.oldKey === 'delete' &&
    observation.keys.has(named) &&
    !generations(observation).some(({ record }) => record.accessKey === named) &&
    mayRetire(observation, policy, memory, current, firstPromotion(observation, current))
  ) {
    yield { kind: 'retire', accessKey: named, revision: undefined, how: 'delete' }
  }
}

/**
 * Whether a replaced key may end: its successor is alive and readable, the grace period is over, and, because a run
 * that started before the promotion may still write the old key somewhere, this run began more than D after it and
 * found every target as it was left. A grace period of nothing gives that last protection up, and says so in the docs.
 */
function mayRetire(
  observation: Observation,
  policy: Policy,
  memory: RunMemory,
  current: Generation,
  since: Date,
): boolean {
  if (current.status !== 'enabled' || !isAlive(observation, current.record.accessKey)) return false
  if (policy.command === 'retire') {
    // A person ends the grace period; a leaked key does not even wait for targets that lag.
    if (policy.force) return true
  } else if (policy.grace.after(since) > observation.at) return false
  if (lagging(observation, current).length > 0) return false
  if (policy.grace.none) return true
  // Nor may a run still live that was writing the key which is to end when it was given up.
  const settled = Math.max(current.record.since.getTime(), since.getTime())
  return memory.targetsAsLeft && memory.startedAt.getTime() > settled + RUN_DEADLINE_MS
}

/** Whether another version of the same key says when it ends: the newest one that is not over. */
function anotherDecides(observation: Observation, { revision, record }: Generation): boolean {
  return generations(observation).some((other) => {
    if (other.revision === revision || other.record.accessKey !== record.accessKey) return false
    if (other.record.stage === 'retired') return false
    return record.stage === 'retired' || other.revision > revision
  })
}

/** Why `retire` left a replaced key alive; undefined where there is none. */
function unretired(observation: Observation, policy: Policy, memory: RunMemory): Step | undefined {
  const current = currentGeneration(observation)
  const left = generations(observation).find(
    ({ record }) => record.stage === 'previous' && observation.keys.has(record.accessKey),
  )
  if (left === undefined || current === undefined) return undefined
  if (mayRetire(observation, policy, memory, current, left.record.since)) return undefined
  const { accessKey } = left.record
  const late = lagging(observation, current).map(({ id }) => id)
  if (late.length > 0) return { kind: 'stop', because: { kind: 'targets-lag', accessKey, targets: late } }
  const settled = Math.max(current.record.since.getTime(), left.record.since.getTime())
  return {
    kind: 'stop',
    because: { kind: 'too-early', accessKey, until: new Date(settled + RUN_DEADLINE_MS) },
  }
}

/**
 * The next step back to the key before. A rollback is a rotation forward: a new version with the previous key, so
 * that the list only grows and the newest current version counts. An unfinished version of another key is given up
 * instead: the current key is then the one before it.
 */
function rollbackStep(observation: Observation, policy: Policy, memory: RunMemory): Step | undefined {
  if (memory.promoted || memory.rolledBack) return undefined
  const pending = livingPending(observation)
  if (pending.some(({ generation }) => generation.record.rolledBack === true)) {
    return pendingStep(observation, policy, memory)
  }
  const [unfinished] = pending
  if (unfinished !== undefined && currentGeneration(observation) !== undefined) {
    const { revision, record } = unfinished.generation
    return { kind: 'give-up', revision, accessKey: record.accessKey, reason: 'rolled-back' }
  }
  const previous = generations(observation).findLast(
    ({ record, status }) =>
      record.stage === 'previous' && status === 'enabled' && isAlive(observation, record.accessKey),
  )
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

/** Whether a key is the current one, or on its way to become it (a rollback gives a key a second version). */
function isInUse(observation: Observation, accessKey: string): boolean {
  const current = currentGeneration(observation)
  return generations(observation).some(
    (generation) =>
      generation.record.accessKey === accessKey &&
      (generation.revision === current?.revision || generation.record.stage === 'pending'),
  )
}

/** Pending versions that can be read, are newer than the current one, and whose key is alive; oldest first. */
function livingPending(observation: Observation): readonly { generation: Generation; key: Key }[] {
  const floor = currentGeneration(observation)?.revision ?? 0
  return generations(observation).flatMap((generation) => {
    const { revision, status, record } = generation
    const key = observation.keys.get(record.accessKey)
    if (record.stage !== 'pending' || status !== 'enabled' || revision <= floor) return []
    if (key === undefined || isExpired(observation, key)) return []
    return [{ generation, key }]
  })
}

/** The next step of a version that is stored and not yet in every target; of several the oldest wins. */
function pendingStep(observation: Observation, policy: Policy, memory: RunMemory): Step | undefined {
  // A run promotes once: what is pending after that belongs to a run that lost, and is garbage soon.
  if (memory.promoted) return undefined
  for (const { generation, key } of livingPending(observation)) {
    const { revision, record } = generation
    const { accessKey } = record
    if (isMade(observation, key)) {
      if (ageMs(observation, key.createdAt) < RUN_DEADLINE_MS)
        return { kind: 'mark-stored', revision, accessKey }
      continue // nobody can publish it any more
    }
    if (
      record.rolledBack !== true &&
      key.expiresAt !== undefined &&
      memory.made !== accessKey &&
      isExpiring(observation, policy, key.expiresAt)
    ) {
      // Its own time is nearly over: publishing it would hand out a key that dies soon.
      return { kind: 'give-up', revision, accessKey, reason: 'expiring' }
    }
    const late = lagging(observation, generation).map(({ id }) => id)
    if (late.length === 0) return { kind: 'promote', revision, accessKey }
    const failed = late.filter((id) => memory.failedTargets.has(id))
    if (failed.length > 0)
      return { kind: 'stop', because: { kind: 'targets-lag', accessKey, targets: failed } }
    if (!memory.proven.has(accessKey)) return { kind: 'prove', revision, accessKey }
    return { kind: 'publish', revision, accessKey, targets: late }
  }
  return undefined
}

/** A new key where one is due, and before it the room that it needs. */
function newKeyStep(observation: Observation, policy: Policy, memory: RunMemory): Step | undefined {
  const due = whetherDue(observation, policy, memory)
  if (!due.due) {
    return memory.promoted ? pruning(observation, policy.keepVersions, memory) : undefined
  }
  if (observation.secretId === undefined) return { kind: 'create-secret' }
  const rival = livingPending(observation)[0]
  if (rival !== undefined) {
    // A new version would lose against this older one, which can neither be published nor, yet, be cleaned up.
    const until = new Date(rival.key.createdAt.getTime() + GARBAGE_AFTER_MS)
    return { kind: 'stop', because: { kind: 'unfinished-elsewhere', accessKey: rival.key.accessKey, until } }
  }
  return pruning(observation, policy.keepVersions, memory) ?? { kind: 'make', because: due.because }
}

/** Deletes the oldest version of a dead (or let go) key while there are more of them than are to be kept. */
function pruning(observation: Observation, keep: number, memory: RunMemory): Step | undefined {
  const all = generations(observation)
  const spare = all.filter(({ record }) => {
    if (record.stage !== 'retired' && record.stage !== 'abandoned') return false
    const mark = observation.keys.get(record.accessKey)?.mark
    // The stage alone is not enough: a key that carries our mark is alive, and its only copy may stand here.
    return !isInUse(observation, record.accessKey) && mark?.secretId !== observation.secretId
  })
  const step = spare
    .map(({ revision }) => ({ kind: 'prune' as const, revision }))
    .find((candidate) => !memory.failedSteps.has(stepName(candidate)))
  return spare.length > keep ? step : undefined
}

/** Targets that may not hold the current key any more: written by someone else, deleted, or newly declared. */
function repairStep(observation: Observation, memory: RunMemory): Step | undefined {
  const current = currentGeneration(observation)
  if (current?.status !== 'enabled' || !isAlive(observation, current.record.accessKey)) return undefined
  const { revision, record } = current
  const late = lagging(observation, current).map(({ id }) => id)
  if (late.length === 0) return undefined
  const failed = late.filter((id) => memory.failedTargets.has(id))
  if (failed.length > 0) {
    return { kind: 'stop', because: { kind: 'targets-lag', accessKey: record.accessKey, targets: failed } }
  }
  return { kind: 'repair', revision, accessKey: record.accessKey, targets: late }
}

function ageMs(observation: Observation, createdAt: Date): number {
  return observation.at.getTime() - createdAt.getTime()
}
