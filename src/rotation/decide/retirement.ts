import {
  currentGeneration,
  generations,
  hasMarks,
  isValid,
  isInUse,
  lagging,
  replacedSince,
  type Generation,
  type Observation,
} from '../model/observation.ts'
import { RUN_DEADLINE_MS, type Policy } from '../model/policy.ts'
import { newestVersion, unmarkedPredecessor } from './replacement.ts'
import type { Step } from '../model/steps.ts'
import type { RunMemory } from '../model/run-state.ts'

/** A replaced key whose grace period can end. */
interface ReplacedKey {
  readonly accessKey: string
  /** The newest version that holds it; undefined where none does. */
  readonly revision: number | undefined
  /** Its grace period counts from then. */
  readonly since: Date
}

/** Replaced keys whose grace period is over, and retirements that were cut half-way (protocol, rule 11). */
export function* retirements(observation: Observation, policy: Policy, memory: RunMemory): Generator<Step> {
  const current = currentGeneration(observation)
  if (current === undefined) return
  for (const { accessKey, revision, since } of replacedKeys(observation)) {
    if (mayRetire(observation, policy, memory, current, since))
      yield { kind: 'retire', accessKey, revision, how: retirementMethod(observation, policy) }
  }
}

/** What becomes of a replaced key at the end of its grace period. */
export function retirementMethod(
  { issuer }: Pick<Observation, 'issuer'>,
  policy: Policy,
): 'delete' | 'release' {
  return issuer === 'blind' || policy.oldKey === 'keep' ? 'release' : 'delete'
}

/** The replaced keys that still work: by their marks, or, of an issuer without marks, by the records. */
export function replacedKeys(observation: Observation): readonly ReplacedKey[] {
  if (!hasMarks(observation)) return recordedAsReplaced(observation)
  return [...observation.keys.keys()].flatMap((accessKey) => {
    const since = replacedSince(observation, accessKey)
    if (since === undefined || isInUse(observation, accessKey)) return []
    return [{ accessKey, revision: newestVersion(observation, accessKey), since }]
  })
}

function recordedAsReplaced(observation: Observation): readonly ReplacedKey[] {
  return generations(observation).flatMap((generation) => {
    const { revision, record } = generation
    const { accessKey, stage, since } = record
    if (stage !== 'previous' || isInUse(observation, accessKey) || hasNewerVersion(observation, generation))
      return []
    // Nobody could say of a key in doubt that it goes on working; when it expires its version is closed.
    const key = observation.keys.get(accessKey)
    return key === undefined || key.inDoubt === true ? [] : [{ accessKey, revision, since }]
  })
}

/** Whether a newer version of the same key says when it ends. */
function hasNewerVersion(observation: Observation, { revision, record }: Generation): boolean {
  return generations(observation).some(
    (other) =>
      other.revision > revision &&
      other.record.accessKey === record.accessKey &&
      other.record.stage !== 'retired',
  )
}

/**
 * Whether a replaced key may end: its successor is valid and readable, the grace period is over, and, because a run
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
  if (current.status !== 'enabled' || !isValid(observation, current.record.accessKey)) return false
  if (policy.command === 'retire') {
    // A person ends the grace period; a leaked key does not even wait for targets that lag.
    if (policy.force) return true
  } else if (!policy.grace.none && policy.grace.after(since) > observation.at) return false
  if (lagging(observation, current).length > 0) return false
  if (policy.grace.none) return true
  // The run that promotes does not retire: its successor was in no target when this run began.
  if (memory.promoted) return false
  return memory.targetsUnchanged && memory.targetsReadAt > lastPossibleWrite(observation, current, since)
}

/**
 * When every run has ended that might write a replaced key somewhere: one that began before it was replaced, or before
 * its successor became current.
 */
function lastPossibleWrite(observation: Observation, current: Generation, since: Date): Date {
  const promoted = observation.issuer === 'blind' ? current.record.since : since
  return new Date(Math.max(promoted.getTime(), since.getTime()) + RUN_DEADLINE_MS)
}

/** Why `retire` left a replaced key valid; undefined where there is none. */
export function retireStop(observation: Observation, policy: Policy, memory: RunMemory): Step | undefined {
  const current = currentGeneration(observation)
  const [replaced] = replacedKeys(observation)
  if (current === undefined) return replaced && stopWithoutSuccessor(replaced.accessKey)
  const accessKey = replaced?.accessKey ?? unmarkedPredecessor(observation, policy)
  if (accessKey === undefined) return undefined
  const since = replaced?.since ?? current.record.since
  if (replaced !== undefined && mayRetire(observation, policy, memory, current, since)) return undefined
  if (current.status !== 'enabled' || !isValid(observation, current.record.accessKey))
    return stopWithoutSuccessor(accessKey)
  const late = lagging(observation, current).map(({ id }) => id)
  if (late.length > 0) return { kind: 'stop', because: { kind: 'targets-differ', accessKey, targets: late } }
  const until = lastPossibleWrite(observation, current, since)
  return { kind: 'stop', because: { kind: 'too-early', accessKey, until } }
}

/** The replaced key may be the only one that works. */
function stopWithoutSuccessor(accessKey: string): Step {
  return { kind: 'stop', because: { kind: 'no-successor', accessKey } }
}
