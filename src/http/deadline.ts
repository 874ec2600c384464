import type { Clock } from '../rotation/model/ports.ts'
import { RUN_DEADLINE_MS } from '../rotation/model/policy.ts'

/** The run has exceeded its time limit. Another run may have started, whose changes this one could undo. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed'
}

/** Called before each request that changes something; throws {@link DeadlinePassed} after the deadline. */
export interface Deadline {
  (): void
  /** The time until the deadline, in milliseconds; negative after it. */
  readonly leftMs: () => number
}

/**
 * Creates the deadline of a run that starts now: D of the protocol, by the service's time.
 * @param limitMs a shorter time limit, in milliseconds
 */
export function createDeadline(clock: Clock, limitMs = RUN_DEADLINE_MS): Deadline {
  const began = clock.stamp()
  const leftMs = (): number => limitMs - (clock.now().getTime() - began().getTime())
  const check = (): void => {
    if (leftMs() > 0) return
    const minutes = limitMs / 60_000
    throw new DeadlinePassed(
      `the run started more than ${minutes} minutes ago, so it makes no further changes: another run may have started. The next run continues from here`,
    )
  }
  return Object.assign(check, { leftMs })
}
