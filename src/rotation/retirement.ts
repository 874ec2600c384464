import type { RunMemory } from './memory.ts'
import {
  currentGeneration,
  firstPromotion,
  generations,
  isAlive,
  isInUse,
  isMade,
  lagging,
  type Generation,
  type Key,
  type Observation,
} from './observation.ts'
import { RUN_DEADLINE_MS, type Policy } from './policy.ts'
import type { VersionRecord } from './record.ts'
import type { Step } from './steps.ts'

/** Replaced keys whose grace period is over, and retirements that were cut half-way. */
export function* retirements(observation: Observation, policy: Policy, memory: RunMemory): Generator<Step> {
  const current = currentGeneration(observation)
  if (current === undefined) return
  const mayEnd = (since: Date): boolean => mayRetire(observation, policy, memory, current, since)
  for (const generation of generations(observation)) {
    const { revision, record } = generation
    const { accessKey, stage } = record
    const key = observation.keys.get(accessKey)
    if (key === undefined || isInUse(observation, accessKey) || anotherDecides(observation, generation))
      continue
    if (isMade(observation, key)) continue // only garbage collection ends such a key
    if (key.inDoubt === true) continue // nobody could say that it goes on working; when it expires it is closed
    // The version says `retired` before its key is ended, so that nobody goes back to it in between: a key that is
    // alive and still ours then is one whose retirement was cut.
    const cutShort = stage === 'retired' && isMarked(observation, key)
    if ((cutShort || stage === 'previous' || stage === 'abandoned') && mayEnd(record.since)) {
      yield { kind: 'retire', accessKey, revision, how: howItEnds(policy, record) }
    }
  }
  for (const key of withoutVersion(observation, policy)) {
    const { accessKey } = key
    const since = isMarked(observation, key)
      ? promotionAfter(observation, key)
      : firstPromotion(observation, current)
    if (since === undefined || !mayEnd(since)) continue
    const letGo = policy.oldKey === 'keep'
    yield { kind: 'retire', accessKey, revision: undefined, how: letGo ? 'let-go' : 'delete' }
  }
}

/** What becomes of a replaced key: one that was found, not made, is ended only where the user names it. */
export function howItEnds(policy: Policy, { accessKey, adopted }: VersionRecord): 'delete' | 'let-go' {
  const foreign = adopted === true && policy.replacesAccessKey !== accessKey
  return policy.oldKey === 'keep' || foreign ? 'let-go' : 'delete'
}

/**
 * Keys that no version names and that may end all the same: those that carry our mark (a person deleted their version),
 * and the one that the user names.
 */
function withoutVersion(observation: Observation, policy: Policy): readonly Key[] {
  const named = new Set(generations(observation).map(({ record }) => record.accessKey))
  return [...observation.keys.values()].filter((key) => {
    if (named.has(key.accessKey)) return false
    if (isMarked(observation, key)) return !isMade(observation, key)
    return key.accessKey === policy.replacesAccessKey && policy.oldKey === 'delete' && key.mark === undefined
  })
}

/** The first promotion after a key was made, which is its own or its successor's; undefined where none is on record. */
function promotionAfter(observation: Observation, { createdAt }: Key): Date | undefined {
  const later = generations(observation).flatMap(({ record }) =>
    record.promoted !== undefined && record.promoted > createdAt ? [record.promoted] : [],
  )
  return later.sort((a, b) => a.getTime() - b.getTime())[0]
}

function isMarked(observation: Observation, key: Key): boolean {
  return key.mark?.secretId === observation.secretId
}

/**
 * Whether a replaced key may end: its successor is alive and readable, the grace period is over, and, because a run
 * that started before the promotion may still write the old key somewhere, this run read the targets more than D after it
 * and found each as it was left. A grace period of nothing gives that last protection up, and says so in the docs.
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
  } else if (!policy.grace.none && policy.grace.after(since) > observation.at) return false
  if (lagging(observation, current).length > 0) return false
  if (policy.grace.none) return true
  return memory.targetsAsLeft && memory.targetsReadAt > nobodyWritesAfter(current, since)
}

/**
 * When every run has ended that might write a replaced key somewhere: one that began before its successor was promoted,
 * or before it was given up.
 */
function nobodyWritesAfter(current: Generation, since: Date): Date {
  return new Date(Math.max(current.record.since.getTime(), since.getTime()) + RUN_DEADLINE_MS)
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
export function unretired(observation: Observation, policy: Policy, memory: RunMemory): Step | undefined {
  const current = currentGeneration(observation)
  if (current === undefined) return undefined
  const previous = generations(observation).find(
    ({ record }) => record.stage === 'previous' && observation.keys.has(record.accessKey),
  )
  const accessKey = previous?.record.accessKey ?? withoutVersion(observation, policy)[0]?.accessKey
  const since = previous?.record.since ?? firstPromotion(observation, current)
  if (accessKey === undefined || mayRetire(observation, policy, memory, current, since)) return undefined
  if (current.status !== 'enabled' || !isAlive(observation, current.record.accessKey)) {
    return { kind: 'stop', because: { kind: 'no-successor', accessKey } }
  }
  const late = lagging(observation, current).map(({ id }) => id)
  if (late.length > 0) return { kind: 'stop', because: { kind: 'targets-differ', accessKey, targets: late } }
  const until = nobodyWritesAfter(current, since)
  return { kind: 'stop', because: { kind: 'too-early', accessKey, until } }
}
