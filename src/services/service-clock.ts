import type { Clock } from '../rotation/ports.ts'

/** A service's time, learned from the `Date` of its answers; the machine's own until the first one. */
export interface ServiceClock extends Clock {
  /** The service's time, and nothing where it has not answered yet. */
  readonly told: () => Date | undefined
  /** Learns the service's time from an answer's `Date` header. */
  readonly learn: (date: Date) => void
}

/**
 * Makes a service's clock. Between answers it runs with whichever of the machine's clocks moved further since: the
 * steady one stands still while a machine sleeps, the other one may be set while it runs. Too late is the safe side.
 */
export function createServiceClock(sleep: (milliseconds: number) => Promise<void>): ServiceClock {
  let told = false
  let learned = { date: Date.now(), wall: Date.now(), steady: performance.now() }
  const timeAt = (wall: number, steady: number): Date =>
    new Date(learned.date + Math.max(wall - learned.wall, steady - learned.steady))
  return {
    now: () => timeAt(Date.now(), performance.now()),
    stamp() {
      const wall = Date.now()
      const steady = performance.now()
      // Of a moment before the last answer the clocks tell the same, as nothing slept unseen in between.
      return () =>
        steady < learned.steady ? new Date(learned.date + (steady - learned.steady)) : timeAt(wall, steady)
    },
    told: () => (told ? timeAt(Date.now(), performance.now()) : undefined),
    learn(date) {
      told = true
      learned = { date: date.getTime(), wall: Date.now(), steady: performance.now() }
    },
    sleep,
  }
}
