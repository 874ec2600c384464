/** A key of a file, and the number of requests that its run sends to GitHub. */
export interface Load {
  readonly name: string
  /** Requests that write. */
  readonly writes: number
  readonly reads: number
}

/** The keys of one job. */
export interface Share {
  readonly keys: readonly string[]
  readonly writes: number
  readonly reads: number
  /** The part of GitHub's rate limits that the job may use. The jobs share one installation's limits, so the sum is 1. */
  readonly budget: number
}

/** The most jobs that a matrix can have. */
export const MOST_JOBS = 256
/** GitHub's points for a request that writes, and for one that reads. */
const WRITE_POINTS = 5
const READ_POINTS = 1
/** GitHub's points a minute. */
const POINTS_PER_MINUTE = 900
/** The writes of one job by default. */
const WRITES_PER_JOB = 100

/** The points that a load costs. */
export function pointsOf({ writes, reads }: Pick<Load, 'writes' | 'reads'>): number {
  return writes * WRITE_POINTS + reads * READ_POINTS
}

/**
 * Distributes keys over jobs so that each job costs about the same number of points: the most expensive key first,
 * always to the job with the fewest points. More jobs isolate failures and are not faster, because they share GitHub's
 * limits.
 * @param jobs the most jobs; by default one for each 100 writes
 * @returns no job without a key; the keys of a job in the order of the file
 */
export function spread(loads: readonly Load[], jobs?: number): readonly Share[] {
  const total = loads.reduce((sum, { writes }) => sum + writes, 0)
  const wanted = jobs ?? Math.max(1, Math.ceil(total / WRITES_PER_JOB))
  const count = Math.min(wanted, MOST_JOBS, loads.length)
  const bins = Array.from({ length: count }, () => ({ points: 0, loads: [] as Load[] }))
  for (const load of loads.toSorted((a, b) => pointsOf(b) - pointsOf(a))) {
    const lightest = bins.reduce((least, bin) => (isLighter(bin, least) ? bin : least))
    lightest.points += pointsOf(load)
    lightest.loads.push(load)
  }
  const all = bins.reduce((sum, { points }) => sum + points, 0)
  // Every job needs a part, however few points it costs.
  const parts = bins.map((bin) => ({
    ...bin,
    part: all === 0 ? 1 : Math.max(bin.points / all, 0.5 / count),
  }))
  const whole = parts.reduce((sum, { part }) => sum + part, 0)
  return parts.map(({ loads: own, part }) => ({
    keys: loads.filter((load) => own.includes(load)).map(({ name }) => name),
    writes: own.reduce((sum, { writes }) => sum + writes, 0),
    reads: own.reduce((sum, { reads }) => sum + reads, 0),
    budget: part / whole,
  }))
}

function isLighter(
  a: { readonly points: number; readonly loads: readonly Load[] },
  b: { readonly points: number; readonly loads: readonly Load[] },
): boolean {
  return a.points < b.points || (a.points === b.points && a.loads.length < b.loads.length)
}

/**
 * The shortest time for a number of points under GitHub's limits, in seconds: the points of the first minute are spent at
 * once, those of each further minute when the previous one is over.
 */
export function leastSeconds(points: number): number {
  return Math.max(0, Math.ceil(points / POINTS_PER_MINUTE) - 1) * 60
}
