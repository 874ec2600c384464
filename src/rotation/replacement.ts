import type { RunMemory } from './memory.ts'
import {
  currentGeneration,
  generations,
  hasWorkingPredecessor,
  isInUse,
  ownMark,
  versionState,
  type Key,
  type Observation,
} from './observation.ts'
import { GARBAGE_AFTER_MS, RUN_DEADLINE_MS, type Policy } from './policy.ts'
import type { Step } from './steps.ts'

/**
 * Keys whose mark does not yet say that they are replaced (protocol, rules 4, 9, 10 and 12): those that a promotion of
 * this run replaced, and, in a run that found every target as it was left, whatever earlier runs left behind.
 */
export function* replacements(observation: Observation, policy: Policy, memory: RunMemory): Generator<Step> {
  const current = currentGeneration(observation)
  if (current === undefined || observation.issuer === 'blind') return
  if (!hasWorkingPredecessor(observation)) return
  for (const key of observation.keys.values()) {
    const { accessKey } = key
    if (accessKey === current.record.accessKey || isInUse(observation, accessKey)) continue
    const how = howItIsReplaced(observation, policy, key)
    if (how === undefined) continue
    // A leaked key does not wait for targets that lag, either.
    const atOnce = memory.promoted || (policy.command === 'retire' && policy.force)
    const now = atOnce && wasCurrent(observation, key, current.revision)
    if (now || (memory.targetsAsLeft && isOlderThanAnyRun(key, memory)))
      yield { kind: 'replace', accessKey, revision: newestVersion(observation, accessKey), how }
  }
}

/** Whether a key is to be marked replaced or to lose its mark; undefined where it is neither. */
function howItIsReplaced(observation: Observation, policy: Policy, key: Key): 'mark' | 'let-go' | undefined {
  const named = key.accessKey === policy.replacesAccessKey
  if (key.mark === undefined) return named && policy.oldKey === 'delete' ? 'mark' : undefined
  const mark = ownMark(observation, key.accessKey)
  switch (mark?.phase) {
    case 'found':
      return named ? 'mark' : 'let-go'
    case 'stored':
      return mark.at === undefined && isAdopted(observation, key.accessKey) && !named ? 'let-go' : 'mark'
    case 'made':
      return isNamed(observation, key.accessKey) ? 'mark' : undefined
    default:
      return undefined
  }
}

/** Whether a key was current before the version that this run promoted, or is named as the key from before that. */
function wasCurrent(observation: Observation, { accessKey, mark }: Key, promoted: number): boolean {
  if (mark === undefined) return true // only a key that replaces-access-key names comes here
  if (mark.phase === 'made') return false
  const version = mark.published?.revision ?? newestVersion(observation, accessKey)
  const isPublished = mark.published !== undefined || mark.at === undefined || mark.phase === 'found'
  return isPublished && version !== undefined && version < promoted
}

/** A key that was current before and is not marked replaced yet; undefined where there is none. */
export function unmarkedPredecessor(observation: Observation, policy: Policy): string | undefined {
  const current = currentGeneration(observation)
  if (current === undefined || observation.issuer === 'blind') return undefined
  return [...observation.keys.values()].find(
    (key) =>
      key.accessKey !== current.record.accessKey &&
      howItIsReplaced(observation, policy, key) === 'mark' &&
      wasCurrent(observation, key, current.revision),
  )?.accessKey
}

/** Whether no run that is still at work can be about to store or publish a key. */
function isOlderThanAnyRun({ mark, createdAt }: Key, { startedAt }: RunMemory): boolean {
  if (mark === undefined) return true
  if (mark.phase === 'made') return startedAt.getTime() - createdAt.getTime() > GARBAGE_AFTER_MS
  return mark.at === undefined || startedAt.getTime() - mark.at.getTime() > RUN_DEADLINE_MS
}

/** Format 1 recorded in the version alone that a key had been found and not created. */
function isAdopted(observation: Observation, accessKey: string): boolean {
  return generations(observation).some(
    ({ record }) => record.accessKey === accessKey && record.adopted === true,
  )
}

function isNamed(observation: Observation, accessKey: string): boolean {
  return generations(observation).some(({ record }) => record.accessKey === accessKey)
}

/** The newest version that holds a key and does not contradict IAM; undefined where there is none. */
export function newestVersion(observation: Observation, accessKey: string): number | undefined {
  return generations(observation).findLast(
    (generation) =>
      generation.record.accessKey === accessKey &&
      versionState(observation, generation) !== 'wrong-payload' &&
      versionState(observation, generation) !== 'wrong-revision',
  )?.revision
}
