import {
  ageMs,
  generations,
  isExpired,
  isMade,
  type Key,
  type Observation,
} from '../rotation/model/observation.ts'
import { ORPHAN_AFTER_MS, type Policy } from '../rotation/model/policy.ts'
import type { CheckSnapshot } from './snapshot.ts'

/**
 * What a key of the bearer is to this rotation that no version of its secret names. `unknown`: nobody marked it.
 * `orphaned`: it carries the mark of a secret, or of a version, that is gone, so that no rotation looks after it.
 * `replaced`: the rotation retires it. `unfinished`: a run is making it, or died.
 * `elsewhere`: another secret's rotation looks after it.
 */
export type BearerKeyState = 'unknown' | 'orphaned' | 'replaced' | 'unfinished' | 'elsewhere'

export interface BearerKey {
  readonly key: Key
  readonly state: BearerKeyState
  readonly expired: boolean
}

/** The keys that the issuer lists for the bearer and no version of the secret names, oldest first. */
export function bearerKeys(
  { listed, marks }: Pick<CheckSnapshot, 'listed' | 'marks'>,
  observation: Observation,
  policy: Pick<Policy, 'replacesAccessKey'>,
): readonly BearerKey[] {
  const named = new Set(generations(observation).map(({ record }) => record.accessKey))
  return [...observation.keys.values()]
    .filter(({ accessKey }) => listed?.has(accessKey) === true && !named.has(accessKey))
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
    .map((key) => ({
      key,
      state: stateOf(key, observation, marks, policy),
      expired: isExpired(observation, key),
    }))
}

function stateOf(
  key: Key,
  observation: Observation,
  marks: CheckSnapshot['marks'],
  { replacesAccessKey }: Pick<Policy, 'replacesAccessKey'>,
): BearerKeyState {
  const { mark, accessKey } = key
  if (mark?.phase === 'replaced' && mark.secretId === observation.secretId) return 'replaced'
  if (mark === undefined) return accessKey === replacesAccessKey ? 'replaced' : 'unknown'
  if (mark.secretId !== observation.secretId) {
    // Where nobody could look, somebody may well look after it; that nobody could look is told.
    return marks.get(mark.secretId) === false ? 'orphaned' : 'elsewhere'
  }
  // Its run may live, and if it does not, a later one clears up.
  const young = isMade(observation, key) && ageMs(observation, key.createdAt) <= ORPHAN_AFTER_MS
  return young ? 'unfinished' : 'orphaned'
}
