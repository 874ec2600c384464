import { AsyncLocalStorage } from 'node:async_hooks'
import type { Pace } from '../../http/connection.ts'
import { createBackoff, type Backoff } from './backoff.ts'
import { createFlights, type Flights } from './flights.ts'
import { CHANGE_POINTS, createBudget, READ_POINTS, type Budget } from './rate-budget.ts'
import { createRequestQueue, type Group, type QueuedRequest, type RequestQueue } from './request-queue.ts'
import { readAllowance, readLimitRefusal, type Allowance, type LimitRefusal } from './limit-headers.ts'

export interface RateLimiterOptions {
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number
  /** Waits for a number of milliseconds, or until the run is asked to stop. */
  readonly sleep: (milliseconds: number) => Promise<void>
  /** Whether the run was asked to stop. */
  readonly stopping: () => boolean
  /** The longest that a request may wait, in milliseconds. One that would wait longer is left to the next run. */
  readonly timeLeft: () => number
  /** The part of the limits that may be used, from 0 to 1, where other jobs share them. Default: 1. */
  readonly share?: number
  /** Called when users should know why the run is slow; not for every request. */
  readonly notify: (notice: LimitNotice) => void
}

/** Why a run is slow. */
export type LimitNotice =
  /** The requests exceed the limits of one minute, so they are paced; reported once. */
  | { readonly kind: 'paced'; readonly pointsAMinute: number }
  /** GitHub refused requests; reported once for each period, however many it refused. */
  | { readonly kind: 'limited'; readonly waitMs: number; readonly changesAMinute: number | undefined }

/** A request that may be sent. */
export interface Turn {
  /** How often the request may be sent in total while it is refused for too many requests; valid after `end`. */
  readonly mostAttempts: () => number
  /** Must be called once, when the request has ended. Without an answer it counts: it may have been received. */
  readonly end: (answer?: {
    readonly allowance: Allowance | undefined
    readonly refusal: LimitRefusal | undefined
    /** False if the answer shows that a change had no effect, for whatever reason. */
    readonly effect?: boolean
  }) => void
}

/** Sends requests as fast as GitHub's rate limits allow. One limiter serves all requests with one token. */
export interface RateLimiter {
  /**
   * Waits until a request may be sent.
   * @throws {Postponed} if that would take longer than the run has
   * @throws {Interrupted} if the run is asked to stop while the request waits
   */
  readonly turn: (method: string) => Promise<Turn>
  /**
   * Makes changes that belong together, such as the two halves of a pair, once all of them may be sent. Their requests
   * take precedence over all others. After one of the changes may have taken effect, the others no longer wait for this
   * limiter's own estimates, and after a refusal they wait only briefly before they are sent again.
   * @param insist starts even if the run was asked to stop
   * @throws as {@link turn} does, before `work` has started
   */
  readonly together: <T>(changes: number, work: () => Promise<T>, insist?: boolean) => Promise<T>
  /** Returns the same limiter with another time limit for waits. */
  readonly within: (timeLeft: () => number) => RateLimiter
}

/** The most changes that wait for each other; a target's pair is two. */
const MOST_TOGETHER = 50
/** How often a request is sent that is refused for too many requests. */
const MOST_ATTEMPTS = 11
/** The same for one that completes or restores a half-written group; after that the opposite is tried. */
const MOST_ATTEMPTS_HALF_WRITTEN = 3
/** The shortest wait, in milliseconds, that users are notified of. */
const NOTIFIED_WAIT_MS = 3000

/** Creates a limiter for a token that has sent no request yet. */
export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const { now, notify, stopping } = options
  const budget = createBudget(options.share)
  const backoff = createBackoff(now)
  const flights = createFlights({ budget, backoff, stopping })
  let reportedPacing = false

  const queue = createRequestQueue({
    now,
    sleep: options.sleep,
    stopping,
    earliest: (request, at) => flights.earliest(request, at),
    begin: (request, at) => flights.begin(request, at),
    reportPacing(when, at) {
      if (reportedPacing || when <= backoff.heldUntil() || when - at < NOTIFIED_WAIT_MS) return
      reportedPacing = true
      notify({ kind: 'paced', pointsAMinute: budget.pointsAMinute() })
    },
  })
  const reserved = new AsyncLocalStorage<Group>()
  const parts: Parts = { now, notify, budget, backoff, flights, queue }
  const within = (timeLeft: () => number): RateLimiter => ({
    within,
    turn: (method) => waitForTurn(parts, { method, group: reserved.getStore(), timeLeft }),
    async together(changes, work, insist = false) {
      const group = createGroup(Math.min(changes, MOST_TOGETHER))
      await queue.wait({ ...reservationOf(group), begins: !insist, timeLeft }, 'normal')
      try {
        return await reserved.run(group, work)
      } finally {
        flights.endGroup(group)
        queue.admit()
      }
    },
  })
  return within(options.timeLeft)
}

interface Parts extends Pick<RateLimiterOptions, 'now' | 'notify'> {
  readonly budget: Budget
  readonly backoff: Backoff
  readonly flights: Flights
  readonly queue: RequestQueue
}

interface TurnRequest extends Pick<RateLimiterOptions, 'timeLeft'> {
  readonly method: string
  /** The group whose work sends the request. */
  readonly group: Group | undefined
}

async function waitForTurn(parts: Parts, { method, group, timeLeft }: TurnRequest): Promise<Turn> {
  const { queue, budget } = parts
  const cost = costOf(method)
  const request = { slots: 1, unpromised: 1, reserves: false, begins: false, timeLeft }
  if (group === undefined || (cost.changes === 0 && !group.begun)) {
    const priority = group === undefined ? 'normal' : 'urgent'
    const halfWritten = await queue.wait({ ...request, ...cost, group: undefined }, priority)
    return startTurn(parts, { cost, group: undefined, halfWritten })
  }
  if (group.left === 0 || cost.changes === 0) {
    const halfWritten = await queue.wait({ ...request, ...cost, group }, 'urgent')
    return startTurn(parts, { cost, group, halfWritten })
  }
  group.left -= 1
  try {
    const ofReservation = { ...request, points: 0, changes: 0, unpromised: 0, group }
    return startTurn(parts, { cost, group, halfWritten: await queue.wait(ofReservation, 'reserved') })
  } catch (error) {
    budget.release(1)
    throw error
  }
}

interface StartedRequest {
  readonly cost: Cost
  /** The group that the request is one of the changes of. */
  readonly group: Group | undefined
  /** Whether it completes or restores a half-written group. */
  readonly halfWritten: boolean
}

function startTurn(parts: Parts, { cost, group, halfWritten }: StartedRequest): Turn {
  const { now, budget, backoff, flights, queue } = parts
  const sentAt = now()
  const early = halfWritten && backoff.heldUntil() > sentAt
  return {
    mostAttempts: () => (group?.begun === true ? MOST_ATTEMPTS_HALF_WRITTEN : MOST_ATTEMPTS),
    end(answer) {
      const at = now()
      flights.end(halfWritten)
      budget.endPoints(cost.points, at)
      if (answer?.refusal === undefined) {
        budget.endChanges(cost.changes, at)
        if (answer !== undefined) backoff.accepted(sentAt, early)
        // Without an answer it may have taken effect as well.
        if (group !== undefined && group.size > 1 && answer?.effect !== false) group.begun = true
      } else {
        if (early) backoff.refusedEarly(answer.refusal)
        else slowDown(parts, answer.refusal, sentAt)
        // A refused change of a group is sent again, so it stays reserved.
        if (group === undefined) budget.release(cost.changes, 0)
        else {
          group.left += cost.changes
          budget.begin(cost.changes * CHANGE_POINTS, 0)
        }
      }
      if (answer?.allowance !== undefined) budget.learn(answer.allowance, flights.count(), at)
      queue.admit()
    },
  }
}

function slowDown(
  { now, notify, budget, backoff, flights }: Parts,
  refusal: LimitRefusal,
  sentAt: number,
): void {
  const waitMs = backoff.refused(refusal, sentAt)
  if (waitMs === undefined) return
  if (refusal.kind === 'secondary' && budget.slowDown(now()) === 'everything') flights.halveLimit()
  notify({ kind: 'limited', waitMs, changesAMinute: budget.changesAMinute() })
}

/** What GitHub counts for a request. */
type Cost = Pick<QueuedRequest, 'points' | 'changes'>

function costOf(method: string): Cost {
  const reads = method === 'GET' || method === 'HEAD'
  return {
    points: reads ? READ_POINTS : CHANGE_POINTS,
    changes: reads || method === 'DELETE' ? 0 : 1,
  }
}

function createGroup(size: number): Group {
  // All but the last change may have to be restored.
  return { size, left: size, promised: 2 * size - 1, begun: false, lastAttempt: false }
}

/** A reservation of all changes of a group, and of what it may take to restore them. */
function reservationOf(group: Group): Omit<QueuedRequest, 'begins' | 'timeLeft'> {
  const { size: changes, promised: unpromised } = group
  return { points: changes * CHANGE_POINTS, changes, slots: changes, unpromised, reserves: true, group }
}

/** Paces the requests of a connection to GitHub with a limiter. */
export function pacedBy(limiter: RateLimiter): Pace {
  return async (method) => {
    const turn = await limiter.turn(method)
    return {
      mostAttempts: turn.mostAttempts,
      async answered(answer, now) {
        const refusal = await readLimitRefusal(answer, now)
        const { status, headers } = answer
        const effect = status < 300 || status === 408 || status >= 500
        turn.end({ refusal, allowance: readAllowance(headers, now), effect })
        return refusal !== undefined
      },
      unanswered: () => {
        turn.end()
      },
    }
  }
}
