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
  /** Called by the server once for each request. */
  onRequest(): void
}

/**
 * Makes a clock.
 * @param start the time that it shows at first; the machine's by default
 */
export function createClock(start: Date = new Date()): SandboxClock {
  let offset = start.getTime() - Date.now()
  let tick = 0
  return {
    now: () => new Date(Date.now() + offset),
    advance(milliseconds) {
      offset += milliseconds
    },
    set(time) {
      offset = time.getTime() - Date.now()
    },
    tickPerRequest(milliseconds) {
      tick = milliseconds
    },
    onRequest() {
      offset += tick
    },
  }
}
