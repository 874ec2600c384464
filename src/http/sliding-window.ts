/** What was spent of a budget for a length of time that slides on. All times are milliseconds of a steady clock. */
export interface SlidingWindow {
  /** Spends so much for something that has begun and not ended. */
  readonly begin: (cost: number) => void
  /** Says when it ended: it counts for one length of time from then on. */
  readonly end: (cost: number, now: number) => void
  /** Takes back what was begun: it never counted. */
  readonly drop: (cost: number) => void
  /** How much counts at a moment. */
  readonly spent: (now: number) => number
  /**
   * When so much more may be spent.
   * @returns `now` where it may be at once; Infinity where that depends on something that has not ended
   */
  readonly earliest: (cost: number, limit: number, now: number) => number
}

/**
 * Makes an empty window. The service counts a request when it comes in, which nobody here sees: no earlier than it was
 * sent and no later than it was answered. So it counts from its sending until one length of time after its answer.
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
      // What is larger than the whole budget goes when nothing else counts.
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
