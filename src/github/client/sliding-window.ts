/** How much of a limit for a period is used. All times are milliseconds of one monotonic clock. */
export interface SlidingWindow {
  /** Adds the cost of a request that has begun and not ended. */
  readonly begin: (cost: number) => void
  /** Ends a request: its cost counts for one period from now on. */
  readonly end: (cost: number, now: number) => void
  /** Removes the cost of a request that never counted. */
  readonly drop: (cost: number) => void
  /** The cost that counts at a moment. */
  readonly spent: (now: number) => number
  /**
   * When a further cost is within the limit.
   * @returns `now` if it already is; Infinity if that depends on requests that have not ended
   */
  readonly earliest: (cost: number, limit: number, now: number) => number
}

/**
 * Creates an empty window. The service counts a request when it receives it, which is some time between its sending and
 * its answer. So its cost counts from its sending until one period after its answer.
 * @param length the period, in milliseconds
 */
export function createSlidingWindow(length: number): SlidingWindow {
  let open = 0
  const ended: { readonly until: number; readonly cost: number }[] = []
  let endedCost = 0

  function forget(now: number): void {
    const first = ended.findIndex(({ until }) => until > now)
    const gone = ended.splice(0, first === -1 ? ended.length : first)
    for (const { cost } of gone) endedCost -= cost
  }

  return {
    begin(cost) {
      open += cost
    },
    end(cost, now) {
      open -= cost
      endedCost += cost
      ended.push({ until: now + length, cost })
    },
    drop(cost) {
      open -= cost
    },
    spent(now) {
      forget(now)
      return open + endedCost
    },
    earliest(cost, limit, now) {
      forget(now)
      // A cost above the whole limit is allowed when nothing else counts.
      let over = open + endedCost + cost - Math.max(limit, cost)
      if (over <= 0) return now
      for (const { until, cost: freed } of ended) {
        over -= freed
        if (over <= 0) return until
      }
      return Number.POSITIVE_INFINITY
    },
  }
}
