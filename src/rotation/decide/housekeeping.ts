import { closings } from './close-versions.ts'
import { ageMs, generations, isMade, type Observation } from '../model/observation.ts'
import { ORPHAN_AFTER_MS, type Policy } from '../model/policy.ts'
import { retirements } from './retirement.ts'
import { leftBehind, replacedByPromotion } from './replacement.ts'
import type { Step } from '../model/steps.ts'
import type { RunMemory } from '../model/run-state.ts'

/** What can fail without harm to anything that follows; the next run tries again. */
export function* housekeeping(observation: Observation, policy: Policy, memory: RunMemory): Generator<Step> {
  if (memory.promoted) yield* replacedByPromotion(observation, policy)
  yield* orphans(observation)
  yield* closings(observation, policy)
  yield* leftBehind(observation, policy, memory)
  // A rollback deletes no key: it may be the very one to go back to.
  if (policy.command !== 'rollback') yield* retirements(observation, policy, memory)
}

/**
 * Keys that still say `made` for this secret and are older than any run can last. Nobody published them, because
 * nothing is published before the mark says `stored`. One that a version names is marked replaced instead (protocol,
 * rule 4): whoever reads the store may hold it.
 */
function* orphans(observation: Observation): Generator<Step> {
  const named = new Set(generations(observation).map(({ record }) => record.accessKey))
  for (const key of observation.keys.values()) {
    if (isOrphan(observation, key) && !named.has(key.accessKey))
      yield { kind: 'discard', accessKey: key.accessKey }
  }
}

/** Whether a key's run can no longer be about to verify it. */
function isOrphan(observation: Observation, key: Parameters<typeof isMade>[1] & object): boolean {
  return isMade(observation, key) && ageMs(observation, key.createdAt) > ORPHAN_AFTER_MS
}
