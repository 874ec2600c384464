import {
  createRateLimiter,
  type LimitNotice,
  type RateLimiter,
} from '../../../src/github/client/rate-limiter.ts'
import type { Allowance, LimitRefusal } from '../../../src/github/client/limit-headers.ts'

/** Time that passes only when everything waits for it. */
export interface FakeTime {
  readonly now: () => number
  readonly sleep: (milliseconds: number) => Promise<void>
  /** Wakes everybody who sleeps through {@link sleep}, as a cancelled run does. */
  readonly wake: () => void
  /** Lets time pass until nobody waits for it any more. */
  readonly pass: () => Promise<void>
}

/** @param turns how many turns of the event loop whatever is under way needs before it waits for time to pass */
export function createFakeTime(turns = 1): FakeTime {
  let time = 0
  let sleepers: { readonly at: number; readonly wake: () => void }[] = []
  return {
    now: () => time,
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        sleepers.push({ at: time + milliseconds, wake: resolve })
      }),
    wake() {
      const all = sleepers
      sleepers = []
      for (const { wake } of all) wake()
    },
    async pass() {
      for (;;) {
        for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve))
        const at = Math.min(...sleepers.map((sleeper) => sleeper.at))
        if (at === Number.POSITIVE_INFINITY) return
        time = Math.max(time, at)
        const due = sleepers.filter((sleeper) => sleeper.at <= time)
        sleepers = sleepers.filter((sleeper) => sleeper.at > time)
        for (const { wake } of due) wake()
      }
    },
  }
}

/** What a fake GitHub holds callers to. */
export interface Limits {
  readonly inFlight?: number
  readonly pointsAMinute?: number
  readonly changesAMinute?: number
  readonly changesAnHour?: number
  /** Requests in the hour that has begun, and when it ends. */
  readonly hour?: { readonly requests: number; readonly endsAt: number }
  /** Refuses, whatever it is, while this says so, with what it returns. */
  readonly refuse?: (at: number) => LimitRefusal | undefined
}

export interface Sent {
  readonly name: string
  readonly at: number
  readonly refused: boolean
}

/** A run that asks a fake GitHub through a limiter. */
export interface Simulation {
  readonly time: FakeTime
  readonly limiter: RateLimiter
  readonly notices: readonly LimitNotice[]
  /** Everything that came in, in order. */
  readonly sent: readonly Sent[]
  readonly mostInFlight: () => number
  /** Asks until it is not refused any more. */
  readonly ask: (method: string, name?: string) => Promise<void>
  /** Asks the run to end. */
  readonly stop: () => void
}

/** From sending to answering; GitHub counts a request in the middle. */
export const LATENCY = 50
const MINUTE = 60_000

export function simulate(limits: Limits, timeLeft: (now: number) => number = () => 30 * MINUTE): Simulation {
  const time = createFakeTime()
  const notices: LimitNotice[] = []
  const sent: Sent[] = []
  const counted: { readonly at: number; readonly points: number; readonly changes: number }[] = []
  let stopping = false
  let inFlight = 0
  let most = 0
  let requests = 0
  const limiter = createRateLimiter({
    now: time.now,
    sleep: time.sleep,
    stopping: () => stopping,
    timeLeft: () => timeLeft(time.now()),
    notify: (notice) => notices.push(notice),
  })

  function judge(points: number, changes: number): LimitRefusal | undefined {
    const at = time.now()
    const asked = limits.refuse?.(at)
    if (asked !== undefined) return asked
    if (limits.hour !== undefined && at < limits.hour.endsAt && requests >= limits.hour.requests)
      return { kind: 'primary', waitMs: limits.hour.endsAt - at }
    const windows = [
      { most: limits.pointsAMinute, length: MINUTE, cost: points, of: 'points' },
      { most: limits.changesAMinute, length: MINUTE, cost: changes, of: 'changes' },
      { most: limits.changesAnHour, length: 60 * MINUTE, cost: changes, of: 'changes' },
    ] as const
    for (const { most: limit, length, cost, of } of windows) {
      if (limit === undefined || cost === 0) continue
      const within = counted.filter((one) => one.at > at - length)
      if (within.reduce((sum, one) => sum + one[of], cost) <= limit) continue
      const room = (within.find((one) => one[of] > 0)?.at ?? at) + length
      return { kind: 'secondary', waitMs: Math.ceil((room - at) / 1000) * 1000 }
    }
    if ((limits.inFlight ?? 100) < inFlight) return { kind: 'secondary', waitMs: undefined }
    requests += 1
    counted.push({ at, points, changes })
    return undefined
  }

  function allowance(): Allowance | undefined {
    if (limits.hour === undefined) return undefined
    const { requests: all, endsAt } = limits.hour
    const at = time.now()
    if (at >= endsAt)
      return { remaining: 5000, reset: endsAt / 1000 + 3600, resetInMs: endsAt + 3_600_000 - at }
    return { remaining: Math.max(0, all - requests), reset: endsAt / 1000, resetInMs: endsAt - at }
  }

  return {
    time,
    limiter,
    notices,
    sent,
    mostInFlight: () => most,
    async ask(method, name = method) {
      for (;;) {
        const turn = await limiter.turn(method)
        inFlight += 1
        most = Math.max(most, inFlight)
        await time.sleep(LATENCY / 2)
        const reads = method === 'GET'
        const refusal = judge(reads ? 1 : 5, reads || method === 'DELETE' ? 0 : 1)
        sent.push({ name, at: time.now(), refused: refusal !== undefined })
        const left = allowance()
        await time.sleep(LATENCY / 2)
        inFlight -= 1
        turn.end({ refusal, allowance: left })
        if (refusal === undefined) return
      }
    },
    stop() {
      stopping = true
      time.wake()
    },
  }
}
