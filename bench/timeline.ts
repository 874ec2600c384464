/**
 * One request of a run: when it arrived and when its response was sent, in milliseconds since the run was
 * started.
 */
export interface Request {
  readonly service: string
  readonly method: string
  /** The path, without ids and queries. */
  readonly path: string
  readonly status: number | undefined
  readonly from: number
  readonly to: number
  /** Whether it is a repeated probe of a new key, after an intended wait. */
  readonly furtherProof: boolean
}

/**
 * The critical path: from the last request back, each time to the one whose response came last before it was
 * sent.
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

/** The number of sequential round trips of a run, without repeated probes, which are delayed on purpose. */
export function roundTrips(requests: readonly Request[]): number {
  return criticalPath(requests).filter(({ furtherProof }) => !furtherProof).length
}

/** The maximum number of parallel requests. */
export function mostInFlight(requests: readonly Request[]): number {
  const moments = requests.flatMap(({ from, to }) => [
    { at: from, by: 1 },
    { at: to, by: -1 },
  ])
  // A request that ends when another begins does not overlap with it.
  moments.sort((a, b) => a.at - b.at || a.by - b.by)
  let now = 0
  return moments.reduce((most, { by }) => Math.max(most, (now += by)), 0)
}

/** A chart of a run with a bar for each request. Requests on the critical path are marked. */
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
