/** A key of a file, and how many requests its run will send to GitHub. */
export interface Load {
  readonly name: string
  /** Those that write. */
  readonly writes: number
  readonly reads: number
}

/** One job: which keys it looks after. */
export interface Share {
  readonly keys: readonly string[]
  readonly writes: number
  readonly reads: number
  /** The part of GitHub's budget that the job may use; those of all jobs make 1, as they share one installation's limits. */
  readonly budget: number
}

/** The most jobs that a matrix can have. */
export const MOST_JOBS = 256
/** What GitHub counts for a request that writes, and for one that reads. */
const WRITE_POINTS = 5
const READ_POINTS = 1
/** GitHub's points a minute. */
const POINTS_PER_MINUTE = 900
/** Where nobody says how many jobs there are to be: one for so many writes. */
const WRITES_PER_JOB = 100

/** How many points of GitHub's budget a load costs. */
export function pointsOf({ writes, reads }: Pick<Load, 'writes' | 'reads'>): number {
  return writes * WRITE_POINTS + reads * READ_POINTS
}

/**
 * Spreads keys over jobs so that each has about as many points to spend: the heaviest key first, always to the job
 * that has least. More jobs are more isolation and no more speed, because they share GitHub's limits.
 * @param jobs how many jobs there are to be at most; as few as seem sensible where undefined
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
  // No job may be left without any, however little it is expected to need.
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
 * How long a number of points takes at least under GitHub's limits, in seconds: the first minute's points go out at
 * once, every further minute's when that one is over.
 */
export function leastSeconds(points: number): number {
  return Math.max(0, Math.ceil(points / POINTS_PER_MINUTE) - 1) * 60
}
