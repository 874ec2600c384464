import { currentGeneration, ownMark, type Observation } from '../model/observation.ts'
import { RUN_DEADLINE_MS, type Policy } from '../model/policy.ts'

/** How long automatic rotation is paused after a rollback where no `max-age` is given: 30 days, in milliseconds. */
const DEFAULT_PAUSE_MS = 30 * 24 * 60 * 60 * 1000

/** Until when automatic rotation is paused, and what paused it. */
export interface Pause {
  readonly until: Date
  readonly because: 'rollback' | 'pause-until'
}

/**
 * Whether automatic rotation is paused: no new key is created because of age, but repairs and housekeeping go on. A
 * rollback pauses it for `max-age` (30 days without one), `pause-until` until a date; the later one counts.
 * @returns undefined where nothing pauses it
 */
export function pauseOf(
  observation: Observation,
  policy: Pick<Policy, 'maxAge' | 'pauseUntil'>,
): Pause | undefined {
  const pause = latestPause(observation, policy)
  return pause !== undefined && pause.until > observation.at ? pause : undefined
}

/** The pause that ends last, over or not. */
export function latestPause(
  observation: Observation,
  policy: Pick<Policy, 'maxAge' | 'pauseUntil'>,
): Pause | undefined {
  const pauses: Pause[] = []
  const since = rolledBackAt(observation)
  if (since !== undefined) {
    const until = policy.maxAge?.after(since) ?? new Date(since.getTime() + DEFAULT_PAUSE_MS)
    pauses.push({ until, because: 'rollback' })
  }
  if (policy.pauseUntil !== undefined) pauses.push({ until: policy.pauseUntil, because: 'pause-until' })
  return pauses.sort((a, b) => b.until.getTime() - a.until.getTime())[0]
}

/** Whether the current key was restored by a rollback. */
export function isRolledBack(observation: Observation): boolean {
  return currentGeneration(observation)?.record.rolledBack === true
}

/**
 * When somebody went back to the current key. Whoever may write to the secret could write any date into the record;
 * one that is still to come does not count, so that one write cannot stop the rotation for good.
 */
function rolledBackAt(observation: Observation): Date | undefined {
  const current = currentGeneration(observation)
  if (current?.record.rolledBack !== true) return undefined
  const { rolledBackAt: at, promoted, since } = current.record
  const when = at ?? promoted ?? ownMark(observation, current.record.accessKey)?.at ?? since
  return when.getTime() > observation.at.getTime() + RUN_DEADLINE_MS ? undefined : when
}
