/** The sandbox's own clock. It runs at a multiple of the machine's speed, or is stopped and moves only when told to. */
export interface SandboxClock {
  /** The sandbox's time now. */
  now(): Date
  /** Moves the clock by this many milliseconds; a negative number moves it back. */
  advance(milliseconds: number): void
  /** Sets the clock. */
  set(time: Date): void
  /** Moves the clock by this many milliseconds with each request, so that no two share a time; 0 turns it off. */
  tickPerRequest(milliseconds: number): void
  /** Runs the clock this many times as fast as the machine's; 0 stops it. */
  setSpeed(factor: number): void
  /** Called by the server once for each request. */
  onRequest(): void
}

/**
 * Creates a clock.
 * @param start the time that it shows at first; the machine's by default
 * @param initialSpeed see {@link SandboxClock.setSpeed}
 */
export function createClock(start: Date = new Date(), initialSpeed = 1): SandboxClock {
  let began = { shown: start.getTime(), machine: Date.now() }
  let speed = initialSpeed
  let tick = 0
  const now = (): number => began.shown + (Date.now() - began.machine) * speed
  const restartAt = (shown: number): void => {
    began = { shown, machine: Date.now() }
  }
  return {
    now: () => new Date(now()),
    advance(milliseconds) {
      restartAt(now() + milliseconds)
    },
    set(time) {
      restartAt(time.getTime())
    },
    tickPerRequest(milliseconds) {
      tick = milliseconds
    },
    setSpeed(factor) {
      restartAt(now())
      speed = factor
    },
    onRequest() {
      if (tick !== 0) restartAt(now() + tick)
    },
  }
}
