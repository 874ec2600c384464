/** The sandbox's own time. It runs with the machine's clock plus an offset that tests and the admin API move. */
export interface SandboxClock {
  /** The sandbox's time now. */
  now(): Date
  /** Moves the sandbox's time by so many milliseconds (a negative number moves it back). */
  advance(milliseconds: number): void
  /** Sets the sandbox's time. */
  set(time: Date): void
  /** Lets every request move the time by so many milliseconds more, so that no two share a second; 0 turns it off. */
  tickPerRequest(milliseconds: number): void
  /** Lets the sandbox's time run so many times as fast as the machine's, so that a minute's limits last a second. */
  setSpeed(factor: number): void
  /** Called by the server once for each request. */
  onRequest(): void
}

/**
 * Makes a clock.
 * @param start the time that it shows at first; the machine's by default
 */
export function createClock(start: Date = new Date()): SandboxClock {
  let began = { shown: start.getTime(), machine: Date.now() }
  let speed = 1
  let tick = 0
  const now = (): number => began.shown + (Date.now() - began.machine) * speed
  const goOnFrom = (shown: number): void => {
    began = { shown, machine: Date.now() }
  }
  return {
    now: () => new Date(now()),
    advance(milliseconds) {
      goOnFrom(now() + milliseconds)
    },
    set(time) {
      goOnFrom(time.getTime())
    },
    tickPerRequest(milliseconds) {
      tick = milliseconds
    },
    setSpeed(factor) {
      goOnFrom(now())
      speed = factor
    },
    onRequest() {
      if (tick !== 0) goOnFrom(now() + tick)
    },
  }
}
