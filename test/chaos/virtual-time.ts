// Replaces the clocks and the random numbers, so that months pass in an instant and a failed scenario can be
// repeated. Install it in a process or worker of its own, never in a test's.

let now = Date.UTC(2030, 0, 1, 4, 17)
let ahead = 0
let random = numbers(1)

/** Replaces `Date.now`, `performance.now`, `Math.random` and the timeouts of this thread. */
export function installVirtualTime(): void {
  Date.now = () => now + ahead
  performance.now = () => now
  Math.random = () => random()
  // The connection rejects requests that hang when their timeout is over; real timers would pile up.
  AbortSignal.timeout = () => new AbortController().signal
}

/** The time of the services, in milliseconds. */
export function virtualNow(): number {
  return now
}

/** Advances all clocks. */
export function passTime(milliseconds: number): void {
  now += milliseconds
}

/** Sets all clocks, for a new scenario. */
export function setTime(time: number): void {
  now = time
}

/** Sets the clock of the machine ahead, in milliseconds. The services' clocks are always right. */
export function setMachineAhead(milliseconds: number): void {
  ahead = milliseconds
}

/** Restarts the sequence of random numbers. */
export function seedRandom(seed: number): void {
  random = numbers(seed)
}

/** A sequence of numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
