import { AsyncLocalStorage } from 'node:async_hooks'
import { Postponed } from '../rotation/ports.ts'
import { Interrupted } from '../rotation/world.ts'
import type { Allowance, LimitRefusal } from './github-limit.ts'
import { createSlidingWindow } from './sliding-window.ts'

export interface RateLimiterOptions {
  /** Milliseconds of a steady clock. */
  readonly now: () => number
  /** Waits so many milliseconds, or until the run is asked to end. */
  readonly sleep: (milliseconds: number) => Promise<void>
  readonly stopping: () => boolean
  /** How long a wait may last, in milliseconds: what has to wait longer is for the next run. */
  readonly timeLeft: () => number
  /** The part of the limits that may be used, from 0 to 1, where others use the same ones; all of them by default. */
  readonly share?: number
  /** Called when a reader should know why the run is slow; not for every request. */
  readonly tell: (notice: LimitNotice) => void
}

/** Why a run is slow. */
export type LimitNotice =
  /** What is to be sent does not fit into the limits at once; told once. */
  | { readonly kind: 'paced'; readonly pointsAMinute: number }
  /** GitHub refused requests all the same; told once for each time, however many it refused. */
  | { readonly kind: 'limited'; readonly waitMs: number; readonly changesAMinute: number | undefined }

/** A request that may be sent. */
export interface Turn {
  /** Must be called when the request has ended. Without an answer nobody knows whether it counted, so it does. */
  readonly end: (answer?: {
    readonly allowance: Allowance | undefined
    readonly refusal: LimitRefusal | undefined
  }) => void
}

/** Lets requests through as fast as GitHub's limits allow. One serves all that is asked with one token. */
export interface RateLimiter {
  /**
   * Waits until a request may be sent.
   * @throws {Postponed} where that would take longer than the run has
   * @throws {Interrupted} where the run is asked to end while it waits
   */
  readonly turn: (method: string) => Promise<Turn>
  /**
   * Does something that makes so many changes, once all of them may be sent: they are not torn apart by a wait. What
   * else is asked in it goes first.
   * @throws as {@link turn} does, before `work` has begun
   */
  readonly together: <T>(changes: number, work: () => Promise<T>) => Promise<T>
  /** The same limits for somebody whose waits may last another time. */
  readonly within: (timeLeft: () => number) => RateLimiter
}

/** What GitHub documents: requests in flight, and points in a minute, of which a change costs more than a read. */
const IN_FLIGHT = 100
const POINTS_A_MINUTE = 900
const CHANGE_POINTS = 5
const READ_POINTS = 1
/** What it documents for changes that create content. Whether secrets are such is not known: they are until refused. */
const CHANGES_A_MINUTE = 80
const CHANGES_AN_HOUR = 500
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** So much of the limit for changes must have been used for a refusal to be put down to it. */
const SUSPICION = 1 / 2
/** After a refusal that nothing explains: somebody else may use the same budget. */
const SLOWER = 3 / 4
const SLOWEST = 1 / 10
const FEWEST_IN_FLIGHT = 5
/** A smaller share of the limits would let nothing through. */
const SMALLEST_SHARE = 1 / 20
/** The longest wait where GitHub names none; the first is a minute, and it is doubled while it goes on refusing. */
const LONGEST_UNASKED_MS = 8 * MINUTE_MS
/** The most changes that wait for each other; a place's pair is two. */
const MOST_TOGETHER = 50
/** Points that nothing new may reserve: what was begun can always ask something more, such as for a new public key. */
const POINTS_ASIDE = 20
/** A wait that is worth a word. */
const WORTH_TELLING_MS = 3000

interface Waiting {
  readonly points: number
  readonly changes: number
  /** How many requests it is. */
  readonly slots: number
  /** It reserves for something new, which a run that is asked to end does not begin. */
  readonly begins: boolean
  readonly timeLeft: () => number
  readonly admit: () => void
  readonly refuse: (error: Error) => void
}

/** Makes a limiter that has let nothing through yet. */
export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const { now, tell } = options
  const points = createSlidingWindow(MINUTE_MS)
  const changesInMinute = createSlidingWindow(MINUTE_MS)
  const changesInHour = createSlidingWindow(HOUR_MS)
  const reserved = new AsyncLocalStorage<{ left: number }>()
  const urgent: Waiting[] = []
  const usual: Waiting[] = []
  let inFlight = 0
  let mostInFlight = IN_FLIGHT
  let share = Math.max(SMALLEST_SHARE, options.share ?? 1)
  let changesLimited = false
  let heldUntil = Number.NEGATIVE_INFINITY
  let limitedAt = Number.NEGATIVE_INFINITY
  let timesInARow = 0
  let hour: { reset: number; remaining: number; over: number } | undefined
  let wakesAt: number | undefined
  let toldPaced = false

  /** When a request may be sent; Infinity where that depends on those in flight. */
  function earliest({ points: cost, changes, slots, begins }: Waiting, at: number): number {
    if (inFlight > 0 && inFlight + slots > mostInFlight) return Number.POSITIVE_INFINITY
    const pointsAMinute = POINTS_A_MINUTE * share - (begins ? POINTS_ASIDE : 0)
    const times = [heldUntil, points.earliest(cost, pointsAMinute, at)]
    if (changesLimited && changes > 0) {
      times.push(changesInMinute.earliest(changes, CHANGES_A_MINUTE * share, at))
      times.push(changesInHour.earliest(changes, CHANGES_AN_HOUR * share, at))
    }
    if (hour !== undefined && hour.remaining < slots) times.push(hour.over)
    return Math.max(at, ...times)
  }

  function begin({ points: cost, changes, begins }: Waiting): void {
    points.begin(cost)
    changesInMinute.begin(changes)
    changesInHour.begin(changes)
    // What is reserved is not in flight yet: each of its requests takes its place when it is sent.
    if (begins) return
    inFlight += 1
    if (hour !== undefined) hour.remaining -= 1
  }

  /** Lets through what may go, in order, and sees to it that the rest is looked at again. */
  function pump(): void {
    for (;;) {
      const queue = urgent.length > 0 ? urgent : usual
      const [next] = queue
      if (next === undefined) return
      const at = now()
      const when = earliest(next, at)
      const stopping = options.stopping()
      if (stopping && (next.begins || (when > at && when < Number.POSITIVE_INFINITY))) {
        queue.shift()
        next.refuse(
          new Interrupted('the run was asked to end while it waited for GitHub; the next run goes on'),
        )
      } else if (when <= at) {
        queue.shift()
        begin(next)
        next.admit()
      } else if (when === Number.POSITIVE_INFINITY) {
        return // whatever ends next looks again
      } else if (when - at > next.timeLeft()) {
        queue.shift()
        next.refuse(
          new Postponed("GitHub's rate limits leave no time for it in this run; the next run goes on"),
        )
      } else {
        wakeAt(when, at)
        return
      }
    }
  }

  function wakeAt(when: number, at: number): void {
    if (!toldPaced && when > heldUntil && when - at >= WORTH_TELLING_MS) {
      toldPaced = true
      tell({ kind: 'paced', pointsAMinute: Math.floor(POINTS_A_MINUTE * share) })
    }
    if (wakesAt !== undefined && wakesAt <= when) return
    wakesAt = when
    void options.sleep(Math.ceil(when - at)).then(() => {
      wakesAt = undefined
      pump()
    })
  }

  function wait(entry: Omit<Waiting, 'admit' | 'refuse'>, queue: Waiting[]): Promise<void> {
    return new Promise((resolve, reject) => {
      queue.push({ ...entry, admit: resolve, refuse: reject })
      pump()
    })
  }

  /** Learns what is left of the hour. Answers overtake each other, so within one hour the least counts. */
  function learn({ remaining, reset, resetInMs }: Allowance): void {
    if (hour !== undefined && (reset < hour.reset || (reset === hour.reset && remaining >= hour.remaining)))
      return
    hour = { reset, remaining: Math.max(0, remaining - inFlight), over: now() + resetInMs }
  }

  function obey(refusal: LimitRefusal, sentAt: number): void {
    const at = now()
    // Whatever was under way when the first was refused belongs to the same time.
    const again = sentAt > limitedAt
    if (again) timesInARow += 1
    const unasked = Math.min(LONGEST_UNASKED_MS, MINUTE_MS * 2 ** (timesInARow - 1))
    const waitMs = refusal.waitMs ?? unasked
    heldUntil = Math.max(heldUntil, at + waitMs)
    if (!again) return
    limitedAt = at
    if (refusal.kind === 'secondary') slowDown(at)
    const changesAMinute = changesLimited ? Math.floor(CHANGES_A_MINUTE * share) : undefined
    tell({ kind: 'limited', waitMs, changesAMinute })
  }

  function slowDown(at: number): void {
    const suspicious =
      changesInMinute.spent(at) >= CHANGES_A_MINUTE * SUSPICION ||
      changesInHour.spent(at) >= CHANGES_AN_HOUR * SUSPICION
    if (!changesLimited && suspicious) {
      changesLimited = true
      return
    }
    share = Math.max(Math.min(SLOWEST, share), share * SLOWER)
    mostInFlight = Math.max(FEWEST_IN_FLIGHT, Math.floor(mostInFlight / 2))
  }

  function turnOf(cost: number, changes: number): Turn {
    const sentAt = now()
    return {
      end(answer) {
        const at = now()
        inFlight -= 1
        points.end(cost, at)
        if (answer?.refusal === undefined) {
          changesInMinute.end(changes, at)
          changesInHour.end(changes, at)
          if (answer !== undefined && sentAt > limitedAt) timesInARow = 0
        } else {
          obey(answer.refusal, sentAt)
          changesInMinute.drop(changes)
          changesInHour.drop(changes)
        }
        if (answer?.allowance !== undefined) learn(answer.allowance)
        pump()
      },
    }
  }

  /** Gives back what was reserved for changes that are not made. */
  function release(changes: number): void {
    points.drop(changes * CHANGE_POINTS)
    changesInMinute.drop(changes)
    changesInHour.drop(changes)
  }

  const within = (timeLeft: () => number): RateLimiter => ({
    within,

    async turn(method) {
      const reads = method === 'GET' || method === 'HEAD'
      const cost = reads ? READ_POINTS : CHANGE_POINTS
      const changes = reads || method === 'DELETE' ? 0 : 1
      const reservation = reserved.getStore()
      if (changes === 0 || reservation === undefined || reservation.left === 0) {
        const queue = reservation === undefined ? usual : urgent
        await wait({ points: cost, changes, slots: 1, begins: false, timeLeft }, queue)
        return turnOf(cost, changes)
      }
      reservation.left -= 1
      try {
        await wait({ points: 0, changes: 0, slots: 1, begins: false, timeLeft }, urgent)
      } catch (error) {
        release(1)
        throw error
      }
      return turnOf(cost, changes)
    },

    async together(wanted, work) {
      const changes = Math.min(wanted, MOST_TOGETHER)
      await wait({ points: changes * CHANGE_POINTS, changes, slots: changes, begins: true, timeLeft }, usual)
      const reservation = { left: changes }
      try {
        return await reserved.run(reservation, work)
      } finally {
        release(reservation.left)
        reservation.left = 0
        pump()
      }
    },
  })
  return within(options.timeLeft)
}
