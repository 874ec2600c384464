import type { Backoff } from './backoff.ts'
import type { Budget } from './rate-budget.ts'
import type { Group, QueuedRequest } from './request-queue.ts'

/** The most requests in flight: GitHub's documented limit. */
const MOST_IN_FLIGHT = 100
const FEWEST_IN_FLIGHT = 5

export interface FlightsOptions {
  readonly budget: Budget
  readonly backoff: Backoff
  readonly stopping: () => boolean
}

/** The requests in flight and the groups that have begun. */
export type Flights = ReturnType<typeof createFlights>

export function createFlights({ budget, backoff, stopping }: FlightsOptions) {
  let mostInFlight = MOST_IN_FLIGHT
  let inFlight = 0
  let halfWrittenInFlight = 0
  let activeGroups = 0

  /** When a half-written group may be completed or restored; one at a time while GitHub refuses. */
  function earliestHalfWritten(group: Group, at: number): number {
    if (backoff.heldUntil() <= at || (stopping() && !group.lastAttempt)) return at
    return halfWrittenInFlight > 0 ? Number.POSITIVE_INFINITY : backoff.earliestHalfWritten(at)
  }

  return {
    /** The number of requests in flight. */
    count: () => inFlight,

    /** When a request may be sent; Infinity if that depends on those in flight. */
    earliest(request: QueuedRequest, at: number): number {
      const { slots, reserves, group } = request
      if (inFlight > 0 && inFlight + slots > mostInFlight) return Number.POSITIVE_INFINITY
      if (group?.begun === true) return earliestHalfWritten(group, at)
      // After a refusal groups start one by one, so that a further refusal leaves only one of them half-written.
      if (reserves && backoff.isRefusing() && activeGroups > 0) return Number.POSITIVE_INFINITY
      return Math.max(at, backoff.heldUntil(), budget.earliest(request, at))
    },

    /** Counts a request as sent. @returns whether it completes or restores a half-written group */
    begin({ points, changes, reserves, group }: QueuedRequest, at: number): boolean {
      budget.begin(points, changes)
      // A reservation is not in flight: each of its requests takes a slot when it is sent.
      if (reserves) {
        activeGroups += 1
        if (group !== undefined) budget.promise(group.promised)
        return false
      }
      inFlight += 1
      budget.countRequest()
      if (group !== undefined && group.promised > 0) {
        group.promised -= 1
        budget.promise(-1)
      }
      if (group?.begun !== true) return false
      halfWrittenInFlight += 1
      if (stopping() && backoff.heldUntil() > at) group.lastAttempt = true
      return true
    },

    /** @param halfWritten as returned by `begin` */
    end(halfWritten: boolean): void {
      inFlight -= 1
      if (halfWritten) halfWrittenInFlight -= 1
    },

    /** Releases what a group has reserved and not used. */
    endGroup(group: Group): void {
      budget.release(group.left)
      budget.promise(-group.promised)
      activeGroups -= 1
      group.left = 0
      group.promised = 0
    },

    halveLimit(): void {
      mostInFlight = Math.max(FEWEST_IN_FLIGHT, Math.floor(mostInFlight / 2))
    },
  }
}
