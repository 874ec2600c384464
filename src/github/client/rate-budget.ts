import type { Allowance } from './limit-headers.ts'
import { createSlidingWindow } from './sliding-window.ts'

/** GitHub's documented points for a request that changes something, and for one that reads. */
export const CHANGE_POINTS = 5
export const READ_POINTS = 1
const POINTS_A_MINUTE = 900
/** GitHub's limits for requests that create content. Whether secrets count is unknown; it is assumed after a refusal. */
const CHANGES_A_MINUTE = 80
const CHANGES_AN_HOUR = 500
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** A refusal is attributed to the limit for changes if at least this part of it was used. */
const SUSPICION = 1 / 2
/** After a refusal without explanation, the share of the limits shrinks: another client may use the same limits. */
const SLOWER = 3 / 4
const SLOWEST = 1 / 10
/** A smaller share of the limits would allow no request. */
const SMALLEST_SHARE = 1 / 20
/** Points that no group may reserve: one that has begun may need further requests, such as for a new public key. */
const POINTS_ASIDE = 20

/** What a request needs of the budget. */
export interface BudgetRequest {
  readonly points: number
  readonly changes: number
  /** Requests of the hour beyond those that are promised to its group. */
  readonly unpromised: number
  /** Whether it reserves for a group. */
  readonly reserves: boolean
}

/** GitHub's rate limits, and how much of them is used. All times are milliseconds of one clock. */
export type Budget = ReturnType<typeof createBudget>

/** @param sharePart the part of the limits that may be used, from 0 to 1 */
export function createBudget(sharePart = 1) {
  const points = createSlidingWindow(MINUTE_MS)
  const changesInMinute = createSlidingWindow(MINUTE_MS)
  const changesInHour = createSlidingWindow(HOUR_MS)
  let share = Math.max(SMALLEST_SHARE, sharePart)
  let changesLimited = false
  /** Requests of the hour that are set aside for groups that have begun. */
  let promised = 0
  let hour: { reset: number; remaining: number; over: number } | undefined

  return {
    pointsAMinute: () => Math.floor(POINTS_A_MINUTE * share),
    /** Undefined while GitHub is not known to limit changes. */
    changesAMinute: () => (changesLimited ? Math.floor(CHANGES_A_MINUTE * share) : undefined),

    /** When the budget allows a request; Infinity if that depends on those in flight. */
    earliest({ points: cost, changes, unpromised, reserves }: BudgetRequest, at: number): number {
      const pointsAMinute = POINTS_A_MINUTE * share - (reserves ? POINTS_ASIDE : 0)
      const times = [points.earliest(cost, pointsAMinute, at)]
      if (changesLimited && changes > 0) {
        times.push(changesInMinute.earliest(changes, CHANGES_A_MINUTE * share, at))
        times.push(changesInHour.earliest(changes, CHANGES_AN_HOUR * share, at))
      }
      if (unpromised > 0 && hour !== undefined && hour.remaining - promised < unpromised)
        times.push(hour.over)
      return Math.max(...times)
    },

    begin(cost: number, changes: number): void {
      points.begin(cost)
      changesInMinute.begin(changes)
      changesInHour.begin(changes)
    },

    endPoints(cost: number, at: number): void {
      points.end(cost, at)
    },

    endChanges(changes: number, at: number): void {
      changesInMinute.end(changes, at)
      changesInHour.end(changes, at)
    },

    /** Returns what was reserved for changes that are not made. */
    release(changes: number, cost = changes * CHANGE_POINTS): void {
      points.drop(cost)
      changesInMinute.drop(changes)
      changesInHour.drop(changes)
    },

    /** Sets requests of the hour aside for a group; negative: gives them back. */
    promise(requests: number): void {
      promised += requests
    },

    countRequest(): void {
      if (hour !== undefined) hour.remaining -= 1
    },

    /** Learns what is left of the hour. Answers may arrive out of order, so the lowest number of an hour counts. */
    learn({ remaining, reset, resetInMs }: Allowance, inFlight: number, at: number): void {
      if (hour !== undefined && (reset < hour.reset || (reset === hour.reset && remaining >= hour.remaining)))
        return
      hour = { reset, remaining: Math.max(0, remaining - inFlight), over: at + resetInMs }
    },

    /** Adapts to a refusal. @returns what is slowed down */
    slowDown(at: number): 'changes' | 'everything' {
      const suspicious =
        changesInMinute.spent(at) >= CHANGES_A_MINUTE * SUSPICION ||
        changesInHour.spent(at) >= CHANGES_AN_HOUR * SUSPICION
      if (!changesLimited && suspicious) {
        changesLimited = true
        return 'changes'
      }
      share = Math.max(Math.min(SLOWEST, share), share * SLOWER)
      return 'everything'
    },
  }
}
