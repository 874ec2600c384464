import type { Clock } from '../rotation/model/ports.ts'

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
  /** What fixes the moments that no answer has come since. */
  let open: (() => void)[] = []
  const timeAt = (wall: number, steady: number): Date =>
    new Date(learned.date + Math.max(wall - learned.wall, steady - learned.steady))
  return {
    now: () => timeAt(Date.now(), performance.now()),
    stamp() {
      const wall = Date.now()
      const steady = performance.now()
      let fixed: Date | undefined
      // By the first answer after it, and by no later one: before the very first the machine's clock may be wrong by
      // hours, and a machine that sleeps later, its steady clock with it, must not take this moment along.
      open.push(() => {
        fixed = new Date(learned.date + Math.min(0, steady - learned.steady))
      })
      return () => fixed ?? timeAt(wall, steady)
    },
    told: () => (told ? timeAt(Date.now(), performance.now()) : undefined),
    learn(date) {
      told = true
      learned = { date: date.getTime(), wall: Date.now(), steady: performance.now() }
      for (const fix of open) fix()
      open = []
    },
    sleep,
  }
}
