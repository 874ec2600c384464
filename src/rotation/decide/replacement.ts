import {
  currentGeneration,
  generations,
  hasMarks,
  hasWorkingPredecessor,
  isInUse,
  ownMark,
  versionState,
  type Key,
  type Observation,
} from '../model/observation.ts'
import { ORPHAN_AFTER_MS, RUN_DEADLINE_MS, type Policy } from '../model/policy.ts'
import type { Step } from '../model/steps.ts'
import type { RunMemory } from '../model/run-state.ts'

/** The keys that a promotion replaces: the mark of each says so at once (protocol, rules 9 and 12). */
export function* replacedByPromotion(observation: Observation, policy: Policy): Generator<Step> {
  const current = currentGeneration(observation)
  if (current === undefined) return
  for (const key of otherKeys(observation))
    if (wasCurrent(observation, key, current.revision)) yield* replaced(observation, policy, key)
}

/**
 * Keys that earlier runs left behind, in a run that found every target as it was left (protocol, rules 4 and 10). A
 * leaked key does not wait for that.
 */
export function* leftBehind(observation: Observation, policy: Policy, memory: RunMemory): Generator<Step> {
  const current = currentGeneration(observation)
  if (current === undefined) return
  const isForced = policy.command === 'retire' && policy.force
  for (const key of otherKeys(observation)) {
    const isOver = memory.targetsUnchanged && isOlderThanAnyRun(key, memory)
    if (isOver || (isForced && wasCurrent(observation, key, current.revision)))
      yield* replaced(observation, policy, key)
  }
}

/** The keys that are neither current nor on their way to become current, while the current one works. */
function otherKeys(observation: Observation): readonly Key[] {
  if (!hasMarks(observation) || !hasWorkingPredecessor(observation)) return []
  return [...observation.keys.values()].filter(({ accessKey }) => !isInUse(observation, accessKey))
}

function* replaced(observation: Observation, policy: Policy, key: Key): Generator<Step> {
  const how = replacementMethod(observation, policy, key)
  const { accessKey } = key
  if (how !== undefined)
    yield { kind: 'replace', accessKey, revision: newestVersion(observation, accessKey), how }
}

/** Whether a key is to be marked replaced or to lose its mark; undefined where it is neither. */
function replacementMethod(
  observation: Observation,
  policy: Policy,
  key: Key,
): 'mark' | 'release' | undefined {
  const named = key.accessKey === policy.replacesAccessKey
  if (key.mark === undefined) return named && policy.oldKey === 'delete' ? 'mark' : undefined
  const mark = ownMark(observation, key.accessKey)
  switch (mark?.phase) {
    case 'found':
      return named ? 'mark' : 'release'
    case 'stored':
      return mark.at === undefined && isAdopted(observation, key.accessKey) && !named ? 'release' : 'mark'
    case 'made':
      return isClosed(observation, key.accessKey) ? 'mark' : undefined
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
      replacementMethod(observation, policy, key) === 'mark' &&
      wasCurrent(observation, key, current.revision),
  )?.accessKey
}

/** Whether no run that is still at work can be about to store or publish a key. */
function isOlderThanAnyRun({ mark, createdAt }: Key, { startedAt }: RunMemory): boolean {
  if (mark === undefined) return true
  if (mark.phase === 'made') return startedAt.getTime() - createdAt.getTime() > ORPHAN_AFTER_MS
  return mark.at === undefined || startedAt.getTime() - mark.at.getTime() > RUN_DEADLINE_MS
}

/** Format 1 recorded in the version alone that a key had been found and not created. */
function isAdopted(observation: Observation, accessKey: string): boolean {
  return generations(observation).some(
    ({ record }) => record.accessKey === accessKey && record.adopted === true,
  )
}

/** Whether versions name a key, and none of them can be read any more. */
function isClosed(observation: Observation, accessKey: string): boolean {
  const naming = generations(observation).filter(({ record }) => record.accessKey === accessKey)
  return naming.length > 0 && naming.every(({ status }) => status !== 'enabled')
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
