import {
  ageMs,
  currentGeneration,
  generations,
  hasWorkingPredecessor,
  isValid,
  isContradiction,
  isPublishable,
  versionState,
  type Generation,
  type Observation,
} from '../model/observation.ts'
import { ORPHAN_AFTER_MS, type Policy } from '../model/policy.ts'
import { canBeRolledOver } from './rollover-source.ts'
import type { Step } from '../model/steps.ts'

/**
 * Versions that must not be read or finished any more, or that do not say what became of them (protocol, rules 4, 7
 * and 13). Closing disables a version and sets its record to `retired`; it deletes nothing.
 */
export function* closings(observation: Observation, policy: Policy): Generator<Step> {
  for (const generation of generations(observation)) yield* closing(observation, policy, generation)
  yield* unknownVersions(observation)
}

function* closing(observation: Observation, policy: Policy, generation: Generation): Generator<Step> {
  const { revision, status, record } = generation
  const { accessKey } = record
  const current = currentGeneration(observation)
  const state = versionState(observation, generation)
  const close = (because: Extract<Step, { kind: 'close' }>['because']): Step => ({
    kind: 'close',
    revision,
    accessKey,
    because,
  })
  // Where nothing else can be read, a version stays as it is until its successor is stored.
  const spare = hasWorkingPredecessor(observation)
  if (isContradiction(state)) {
    if (state !== 'unmarked-key' || spare) yield close(state)
    return
  }
  switch (state) {
    case 'pending':
      yield* givenUp(observation, policy, generation)
      return
    case 'unpublishable':
      if (spare) yield { kind: 'give-up', revision, accessKey, reason: 'unpublishable' }
      return
    case 'unfinished': {
      const key = observation.keys.get(accessKey)
      const over = key !== undefined && ageMs(observation, key.createdAt) > ORPHAN_AFTER_MS
      if (over && spare) yield { kind: 'give-up', revision, accessKey, reason: 'unpublishable' }
      return
    }
    case 'gone':
      if (spare || status !== 'enabled') yield close('deleted')
      return
    case 'duplicate':
      if (current !== undefined && current.revision !== revision) yield close('duplicate')
      return
    case 'retired':
      // Whoever asks for the newest version must not get a key that is deleted or was given up.
      if (status === 'enabled' && isReadByMistake(observation, generation)) yield close('given-up')
      return
    case 'current':
      // A promotion was cut between its two writes. Where there are marks, the one of the older key changes first.
      if (observation.issuer === 'blind' && current !== undefined && current.revision > revision)
        yield { kind: 'mark-previous', revision, accessKey, since: current.record.since }
      return
    case 'previous':
      yield* replaced(observation, generation, current)
  }
}

/** A version whose key was replaced: its record says so, unless it is over or another version speaks for the key. */
function* replaced(
  observation: Observation,
  { revision, record, status }: Generation,
  current: Generation | undefined,
): Generator<Step> {
  const { accessKey, stage } = record
  if (!observation.keys.has(accessKey)) yield { kind: 'close', revision, accessKey, because: 'deleted' }
  else if (accessKey === current?.record.accessKey && revision !== current.revision)
    yield { kind: 'close', revision, accessKey, because: 'duplicate' }
  else if (current === undefined) return
  else if (revision > current.revision) {
    // Newer than the current version, and not on its way to become current: nobody may read it as the newest.
    if (status === 'enabled' || stage !== 'previous')
      yield { kind: 'close', revision, accessKey, because: 'given-up' }
  } else if (stage !== 'previous')
    yield { kind: 'mark-previous', revision, accessKey, since: current.record.since }
}

/** Pending versions that cannot or must not be finished. */
function* givenUp(observation: Observation, policy: Policy, generation: Generation): Generator<Step> {
  const { revision, status, record } = generation
  const { accessKey } = record
  const current = currentGeneration(observation)
  const giveUp = (reason: Extract<Step, { kind: 'give-up' }>['reason']): Step => ({
    kind: 'give-up',
    revision,
    accessKey,
    reason,
  })
  // Expired or in doubt, it may be all that there is to roll over.
  const spared = status === 'enabled' && canBeRolledOver(observation, policy, accessKey)
  if (!isValid(observation, accessKey)) {
    if (!spared) yield giveUp('invalid')
  } else if (status !== 'enabled') yield giveUp('disabled')
  else if (accessKey === current?.record.accessKey)
    yield { kind: 'close', revision, accessKey, because: 'duplicate' }
  else if (current !== undefined && current.revision > revision) yield giveUp('overtaken')
}

/** Whether a version that is over can still be read as the newest one, or holds a key that is deleted. */
function isReadByMistake(observation: Observation, { revision, record }: Generation): boolean {
  const current = currentGeneration(observation)
  return !observation.keys.has(record.accessKey) || (current !== undefined && revision > current.revision)
}

/**
 * Versions without a record of this action that are newer than the current one: whoever reads the newest version gets
 * them in place of the current key. For a keys API only those are closed whose record is forged, which needs a record
 * key to find out.
 */
function* unknownVersions(observation: Observation): Generator<Step> {
  const current = currentGeneration(observation)
  if (current?.status !== 'enabled') return
  if (!isPublishable(observation, current.record.accessKey)) return
  for (const { revision, status, record, unauthenticated } of observation.versions) {
    const isUnknown = observation.issuer === 'listing' ? record === undefined : unauthenticated === true
    if (isUnknown && status === 'enabled' && revision > current.revision)
      yield { kind: 'close', revision, accessKey: undefined, because: 'unknown-version' }
  }
}
