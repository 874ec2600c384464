/** One request of a run: when it came in and when its answer went out, in milliseconds since the run was started. */
export interface Request {
  readonly service: string
  readonly method: string
  /** The path, without ids and queries. */
  readonly path: string
  readonly status: number | undefined
  readonly from: number
  readonly to: number
  /** It proves a new key once more: the wait before it is on purpose. */
  readonly furtherProof: boolean
}

/**
 * The requests that a run could not have done without waiting for one after the other: from the last one back, each
 * time to the one whose answer came last before it was sent.
 */
export function criticalPath(requests: readonly Request[]): readonly Request[] {
  const path: Request[] = []
  let next = latest(requests)
  while (next !== undefined) {
    path.unshift(next)
    const { from } = next
    next = latest(requests.filter(({ to }) => to <= from))
  }
  return path
}

/** How many round trips a run takes one after the other; further proofs, which are waited for on purpose, do not count. */
export function roundTrips(requests: readonly Request[]): number {
  return criticalPath(requests).filter(({ furtherProof }) => !furtherProof).length
}

/** The most requests of a kind that were under way at once. */
export function mostInFlight(requests: readonly Request[]): number {
  const moments = requests.flatMap(({ from, to }) => [
    { at: from, by: 1 },
    { at: to, by: -1 },
  ])
  // What ends in the moment in which another begins makes room for it.
  moments.sort((a, b) => a.at - b.at || a.by - b.by)
  let now = 0
  return moments.reduce((most, { by }) => Math.max(most, (now += by)), 0)
}

/** A run as lines of text, a bar for each request; those on the critical path are marked. */
export function waterfall(requests: readonly Request[], width = 44): readonly string[] {
  const critical = new Set(criticalPath(requests))
  const end = Math.max(...requests.map(({ to }) => to))
  const column = (at: number): number => Math.round((at / end) * width)
  return requests
    .toSorted((a, b) => a.from - b.from)
    .map((request) => {
      const { from, to, method, service, path, furtherProof } = request
      const bar = `${' '.repeat(column(from))}${'█'.repeat(Math.max(1, column(to) - column(from)))}`
      const mark = critical.has(request) ? (furtherProof ? '·' : '●') : ' '
      const times = `${String(Math.round(from)).padStart(5)} ${String(Math.round(to)).padStart(5)}`
      return `${mark} ${times} ${bar.padEnd(width + 1)} ${service} ${method} ${path}`
    })
}

function latest(requests: readonly Request[]): Request | undefined {
  return requests.reduce<Request | undefined>(
    (last, request) => (last === undefined || request.to > last.to ? request : last),
    undefined,
  )
}
