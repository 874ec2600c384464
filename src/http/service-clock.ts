import type { Clock } from '../rotation/model/ports.ts'

/** A service's time, learned from the `Date` header of its answers; the machine's time until the first one. */
export interface ServiceClock extends Clock {
  /** The service's time; undefined before its first answer. */
  readonly known: () => Date | undefined
  /** Learns the service's time from an answer's `Date` header. */
  readonly learn: (date: Date) => void
}

/**
 * Creates a service's clock. Between answers it follows whichever of the machine's clocks advanced more: the monotonic
 * one stops while a machine sleeps, and the wall clock can be set back. A time that is too late is safe.
 */
export function createServiceClock(sleep: (milliseconds: number) => Promise<void>): ServiceClock {
  let isKnown = false
  let learned = { date: Date.now(), wall: Date.now(), steady: performance.now() }
  /** Stamps without an answer after them. */
  let open: (() => void)[] = []
  const timeAt = (wall: number, steady: number): Date =>
    new Date(learned.date + Math.max(wall - learned.wall, steady - learned.steady))
  return {
    now: () => timeAt(Date.now(), performance.now()),
    stamp() {
      const wall = Date.now()
      const steady = performance.now()
      let fixed: Date | undefined
      // The first answer after a stamp determines its time. Before the first answer the machine's clock may be wrong by
      // hours; a later answer would include the time that the machine sleeps after the stamp.
      open.push(() => {
        fixed = new Date(learned.date + Math.min(0, steady - learned.steady))
      })
      return () => fixed ?? timeAt(wall, steady)
    },
    known: () => (isKnown ? timeAt(Date.now(), performance.now()) : undefined),
    learn(date) {
      isKnown = true
      learned = { date: date.getTime(), wall: Date.now(), steady: performance.now() }
      for (const fix of open) fix()
      open = []
    },
    sleep,
  }
}
