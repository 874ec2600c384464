// The machine that runs the proof: its clocks and its randomness are ours, so that months pass in an instant and a
// scenario that failed can be played again. To be installed in a process or a worker of its own, never in a test's.

let now = Date.UTC(2030, 0, 1, 4, 17)
let ahead = 0
let random = numbers(1)

/** Takes over `Date.now`, `performance.now`, `Math.random` and the time limits of this thread. */
export function installVirtualTime(): void {
  Date.now = () => now + ahead
  performance.now = () => now
  Math.random = () => random()
  // Requests that hang are rejected by the line as their time limit would; real timers would only pile up.
  AbortSignal.timeout = () => new AbortController().signal
}

/** The services' time, in milliseconds. */
export function virtualNow(): number {
  return now
}

/** Moves all clocks. */
export function passTime(milliseconds: number): void {
  now += milliseconds
}

/** Sets all clocks, for a scenario that begins anew. */
export function setTime(time: number): void {
  now = time
}

/** Makes the machine's own clock wrong by so many milliseconds. The services' is always right. */
export function setMachineAhead(milliseconds: number): void {
  ahead = milliseconds
}

/** Begins the row of random numbers anew. */
export function seedRandom(seed: number): void {
  random = numbers(seed)
}

/** An endless row of numbers from 0 to below 1, always the same for one seed (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
