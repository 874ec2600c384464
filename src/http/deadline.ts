import type { Clock } from '../rotation/model/ports.ts'
import { RUN_DEADLINE_MS } from '../rotation/model/policy.ts'

/** The run is older than any run may be; what it would change now could undo what another one did since. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed'
}

/** Asked before each request that changes something; throws {@link DeadlinePassed} where that is no longer allowed. */
export interface Deadline {
  (): void
  /** How long it is still allowed, in milliseconds; negative where it no longer is. */
  readonly leftMs: () => number
}

/**
 * What is asked before each request that changes something.
 * @param limitMs what is changed later than this after the run began is refused
 * @throws {DeadlinePassed} when the run began more than D ago by the services' time (protocol, D), or `limitMs`
 */
export function createDeadline(clock: Clock, limitMs = RUN_DEADLINE_MS): Deadline {
  const began = clock.stamp()
  const leftMs = (): number => limitMs - (clock.now().getTime() - began().getTime())
  const check = (): void => {
    if (leftMs() > 0) return
    const minutes = limitMs / 60_000
    throw new DeadlinePassed(
      `this run began more than ${minutes} minutes ago, so it changes nothing more: another one may be at work. The next run goes on from here`,
    )
  }
  return Object.assign(check, { leftMs })
}
