import { AsyncLocalStorage } from 'node:async_hooks'
import { Postponed } from '../rotation/model/ports.ts'
import { Interrupted } from '../rotation/model/context.ts'
import type { Allowance, LimitRefusal } from './limit-headers.ts'
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
  /** How often the request may be sent in all while it is refused for too many requests; known once it has ended. */
  readonly mostAttempts: () => number
  /** Must be called when the request has ended. Without an answer nobody knows whether it counted, so it does. */
  readonly end: (answer?: {
    readonly allowance: Allowance | undefined
    readonly refusal: LimitRefusal | undefined
    /** False where the answer says that a change had no effect, for whatever reason. */
    readonly effect?: boolean
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
   * Makes several changes that belong together, such as the two halves of a pair, once all of them may be sent. Their
   * requests go before all others. Once one of the changes may have taken effect, the others no longer wait for this
   * limiter's own estimates, and a refusal makes them wait only briefly before they are tried again.
   * @param insist begins even where the run was asked to end
   * @throws as {@link turn} does, before `work` has begun
   */
  readonly together: <T>(changes: number, work: () => Promise<T>, insist?: boolean) => Promise<T>
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
/** How often a request is sent that is refused for too many requests. */
const MOST_ATTEMPTS = 11
/** The same for one that completes or restores a half-written group: then the opposite is tried. */
const MOST_ATTEMPTS_HALF_WRITTEN = 3
/** Waits after a refusal before a half-written group is tried again, whatever GitHub asks for; the last one repeats. */
const HALF_WRITTEN_WAITS_MS = [1000, 2000, 2000, 4000, 8000, 15_000, 30_000, MINUTE_MS] as const
/** A wait that is worth a word. */
const WORTH_TELLING_MS = 3000

/** What was reserved for changes that belong together. */
interface Group {
  /** How many changes there are. */
  readonly size: number
  /** Changes that are reserved and not sent. */
  left: number
  /** Requests of the hour that are set aside for them, and for putting them back. */
  promised: number
  /** Whether one of the changes may have taken effect. */
  begun: boolean
  /** Whether a last attempt was made after the run was asked to end. */
  lastAttempt: boolean
}

interface Waiting {
  readonly points: number
  readonly changes: number
  /** How many requests it is. */
  readonly slots: number
  /** How many requests of the hour it needs beyond those that are promised to its group. */
  readonly unpromised: number
  /** It reserves for changes that belong together, and is no request itself. */
  readonly reserves: boolean
  /** It begins something new, which a run that is asked to end does not. */
  readonly begins: boolean
  /** It is one of several changes that belong together. */
  readonly group: Group | undefined
  readonly timeLeft: () => number
  /** @param halfWritten whether it completes or restores a half-written group */
  readonly admit: (halfWritten: boolean) => void
  readonly refuse: (error: Error) => void
}

/** Makes a limiter that has let nothing through yet. */
export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const { now, tell } = options
  const points = createSlidingWindow(MINUTE_MS)
  const changesInMinute = createSlidingWindow(MINUTE_MS)
  const changesInHour = createSlidingWindow(HOUR_MS)
  const reserved = new AsyncLocalStorage<Group>()
  /** Changes that were reserved: they wait for nothing that others have reserved. */
  const ofGroups: Waiting[] = []
  const urgent: Waiting[] = []
  const usual: Waiting[] = []
  let inFlight = 0
  /** Groups that are under way. */
  let groups = 0
  /** Requests of the hour that are set aside for groups under way. */
  let promised = 0
  /** When anything was last refused, and how often half-written groups were refused since then. */
  let refusedAt = Number.NEGATIVE_INFINITY
  let refusedHalfWritten = 0
  let halfWrittenInFlight = 0
  let mostInFlight = IN_FLIGHT
  let share = Math.max(SMALLEST_SHARE, options.share ?? 1)
  let changesLimited = false
  let heldUntil = Number.NEGATIVE_INFINITY
  let limitedAt = Number.NEGATIVE_INFINITY
  let timesInARow = 0
  let hour: { reset: number; remaining: number; over: number } | undefined
  let wakesAt: number | undefined
  let toldPaced = false

  /** When a half-written group may be completed or restored; one at a time while GitHub refuses. */
  function earliestHalfWritten(group: Group, at: number): number {
    if (heldUntil <= at || (options.stopping() && !group.lastAttempt)) return at
    if (halfWrittenInFlight > 0) return Number.POSITIVE_INFINITY
    const wait = HALF_WRITTEN_WAITS_MS[refusedHalfWritten] ?? MINUTE_MS
    return Math.max(at, Math.min(heldUntil, refusedAt + wait))
  }

  /** When a request may be sent; Infinity where that depends on those in flight. */
  function earliest(waiting: Waiting, at: number): number {
    const { points: cost, changes, slots, unpromised, reserves, group } = waiting
    if (inFlight > 0 && inFlight + slots > mostInFlight) return Number.POSITIVE_INFINITY
    if (group?.begun === true) return earliestHalfWritten(group, at)
    // After a refusal one group goes first: what is refused then leaves no other one half-written.
    if (reserves && timesInARow > 0 && groups > 0) return Number.POSITIVE_INFINITY
    const pointsAMinute = POINTS_A_MINUTE * share - (reserves ? POINTS_ASIDE : 0)
    const times = [heldUntil, points.earliest(cost, pointsAMinute, at)]
    if (changesLimited && changes > 0) {
      times.push(changesInMinute.earliest(changes, CHANGES_A_MINUTE * share, at))
      times.push(changesInHour.earliest(changes, CHANGES_AN_HOUR * share, at))
    }
    if (unpromised > 0 && hour !== undefined && hour.remaining - promised < unpromised) times.push(hour.over)
    return Math.max(at, ...times)
  }

  /** @returns whether it completes or restores a half-written group */
  function begin({ points: cost, changes, reserves, group }: Waiting, at: number): boolean {
    points.begin(cost)
    changesInMinute.begin(changes)
    changesInHour.begin(changes)
    // What is reserved is not in flight yet: each of its requests takes its place when it is sent.
    if (reserves) {
      groups += 1
      if (group !== undefined) promised += group.promised
      return false
    }
    inFlight += 1
    if (hour !== undefined) hour.remaining -= 1
    if (group !== undefined && group.promised > 0) {
      group.promised -= 1
      promised -= 1
    }
    if (group?.begun !== true) return false
    halfWrittenInFlight += 1
    if (options.stopping() && heldUntil > at) group.lastAttempt = true
    return true
  }

  /** Whose turn is next: half-written groups, then groups that were begun, then everything else. */
  function nextQueue(): Waiting[] {
    for (const queue of [ofGroups, urgent]) {
      const at = queue.findIndex(({ group }) => group?.begun === true)
      if (at === -1) continue
      queue.unshift(...queue.splice(at, 1))
      return queue
    }
    return [ofGroups, urgent].find((queue) => queue.length > 0) ?? usual
  }

  /** Lets through what may go, in order, and sees to it that the rest is looked at again. */
  function pump(): void {
    for (;;) {
      const queue = nextQueue()
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
        next.admit(begin(next, at))
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

  function wait(entry: Omit<Waiting, 'admit' | 'refuse'>, queue: Waiting[]): Promise<boolean> {
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

  /** A half-written group was tried although GitHub had asked to wait: that makes nobody else wait longer than it asks. */
  function obeyEarly(refusal: LimitRefusal): void {
    refusedHalfWritten += 1
    refusedAt = now()
    heldUntil = Math.max(heldUntil, refusedAt + (refusal.waitMs ?? 0))
  }

  function obey(refusal: LimitRefusal, sentAt: number): void {
    const at = now()
    refusedAt = at
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

  function turnOf(cost: number, changes: number, group: Group | undefined, halfWritten: boolean): Turn {
    const sentAt = now()
    const early = halfWritten && heldUntil > sentAt
    return {
      mostAttempts: () => (group?.begun === true ? MOST_ATTEMPTS_HALF_WRITTEN : MOST_ATTEMPTS),
      end(answer) {
        const at = now()
        inFlight -= 1
        if (halfWritten) halfWrittenInFlight -= 1
        points.end(cost, at)
        if (answer?.refusal === undefined) {
          changesInMinute.end(changes, at)
          changesInHour.end(changes, at)
          if (answer !== undefined && sentAt > limitedAt) accepted(early)
          // Without an answer it may have taken effect, too.
          if (group !== undefined && group.size > 1 && answer?.effect !== false) group.begun = true
        } else {
          if (early) obeyEarly(answer.refusal)
          else obey(answer.refusal, sentAt)
          if (group === undefined) release(changes, 0)
          else keep(group, changes)
        }
        if (answer?.allowance !== undefined) learn(answer.allowance)
        pump()
      },
    }
  }

  /** GitHub accepts requests again. @param early whether it had asked to wait longer: other half-written groups go on, too */
  function accepted(early: boolean): void {
    timesInARow = 0
    refusedHalfWritten = 0
    if (early) refusedAt = Number.NEGATIVE_INFINITY
  }

  /** What was refused is tried again: it stays reserved. */
  function keep(group: Group, changes: number): void {
    group.left += changes
    points.begin(changes * CHANGE_POINTS)
  }

  /** Gives back what was reserved for changes that are not made. */
  function release(changes: number, cost = changes * CHANGE_POINTS): void {
    points.drop(cost)
    changesInMinute.drop(changes)
    changesInHour.drop(changes)
  }

  const within = (timeLeft: () => number): RateLimiter => ({
    within,

    async turn(method) {
      const reads = method === 'GET' || method === 'HEAD'
      const cost = reads ? READ_POINTS : CHANGE_POINTS
      const changes = reads || method === 'DELETE' ? 0 : 1
      const group = reserved.getStore()
      const request = { slots: 1, unpromised: 1, reserves: false, begins: false, timeLeft }
      if (group === undefined || (changes === 0 && !group.begun)) {
        const queue = group === undefined ? usual : urgent
        const halfWritten = await wait({ ...request, points: cost, changes, group: undefined }, queue)
        return turnOf(cost, changes, undefined, halfWritten)
      }
      if (group.left === 0 || changes === 0) {
        const halfWritten = await wait({ ...request, points: cost, changes, group }, urgent)
        return turnOf(cost, changes, group, halfWritten)
      }
      group.left -= 1
      try {
        const reserved = { ...request, points: 0, changes: 0, unpromised: 0, group }
        return turnOf(cost, changes, group, await wait(reserved, ofGroups))
      } catch (error) {
        release(1)
        throw error
      }
    },

    async together(wanted, work, insist = false) {
      const changes = Math.min(wanted, MOST_TOGETHER)
      const [slots, cost] = [changes, changes * CHANGE_POINTS]
      // Whatever is written of them may have to be put back.
      const all = 2 * changes - 1
      const group = { size: changes, left: changes, promised: all, begun: false, lastAttempt: false }
      const reservation = { points: cost, changes, slots, unpromised: all, reserves: true, timeLeft }
      await wait({ ...reservation, begins: !insist, group }, usual)
      try {
        return await reserved.run(group, work)
      } finally {
        release(group.left)
        promised -= group.promised
        groups -= 1
        group.left = 0
        group.promised = 0
        pump()
      }
    },
  })
  return within(options.timeLeft)
}
