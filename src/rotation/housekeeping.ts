import type { RunMemory } from './memory.ts'
import { ageMs, currentGeneration, generations, isAlive, isMade, type Observation } from './observation.ts'
import { GARBAGE_AFTER_MS, type Policy } from './policy.ts'
import { retirements } from './retirement.ts'
import { canBeRolledOver } from './rollover-source.ts'
import type { Step } from './steps.ts'

/** What can fail without harm to anything that follows; the next run tries again. */
export function* housekeeping(observation: Observation, policy: Policy, memory: RunMemory): Generator<Step> {
  yield* garbage(observation)
  yield* givenUp(observation, policy)
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
function* givenUp(observation: Observation, policy: Policy): Generator<Step> {
  const current = currentGeneration(observation)
  for (const { revision, status, record } of generations(observation)) {
    if (record.stage !== 'pending') continue
    const { accessKey } = record
    // A key that says `made` is garbage soon: until then its run may live.
    if (isMade(observation, observation.keys.get(accessKey))) continue
    // Expired or in doubt, it may be all that there is to roll over.
    const spared = status === 'enabled' && canBeRolledOver(observation, policy, accessKey)
    if (!isAlive(observation, accessKey)) {
      if (!spared) yield { kind: 'give-up', revision, accessKey, reason: 'dead' }
    } else if (status !== 'enabled') yield { kind: 'give-up', revision, accessKey, reason: 'disabled' }
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
    if (stage === 'abandoned' && status === 'enabled') {
      // Nobody who asks for the newest version may get a key that was given up.
      yield { kind: 'close', revision, accessKey, because: 'given-up' }
    } else if (!observation.keys.has(accessKey)) {
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
