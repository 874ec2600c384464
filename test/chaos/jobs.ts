import {
  aim,
  applies,
  FAULTS,
  FORGERIES,
  isForgery,
  isMeeting,
  MEETINGS,
  READERS,
  together,
} from './faults.ts'
import {
  issuerOf,
  startNamed,
  STARTS_OF,
  type AnyStart,
  type House,
  type Issuer,
  type MeetingIssuer,
} from './issuers.ts'
import { BrokenBefore, type PlayOptions, type Result } from './scaleway/scenario.ts'
import { numbers } from './virtual-time.ts'

/**
 * Work for a worker: one starting state with one kind of fault, some pairs of faults, or some random scenarios.
 */
export type Job =
  | { readonly kind: 'singles'; readonly start: string; readonly fault: string; readonly every: number }
  | ({ readonly kind: 'one'; readonly start: string } & Aimed & {
        readonly then?: Aimed & { readonly inNextRun: boolean }
      })
  | {
      readonly kind: 'pairs'
      readonly start: string
      readonly seed: number
      readonly count: number
      /** Whether the adversary acts in each scenario. */
      readonly forging?: true
    }
  | {
      readonly kind: 'random'
      readonly issuer: MeetingIssuer
      readonly seed: number
      readonly from: number
      readonly count: number
      /** Whether the adversary acts in some of the scenarios. */
      readonly forging?: true
      /** The starting state of all scenarios; a random one if undefined. */
      readonly start?: string
    }

/** A fault and the number of the request that it affects. */
interface Aimed {
  readonly fault: string
  readonly at: number
}

/** A scenario that violated an invariant. */
export interface Failure {
  readonly rule: string
  readonly what: string
  readonly standing: readonly string[]
  /** The arguments that repeat the scenario. */
  readonly reproduce: string
}

/** The result of a job. */
export interface Report {
  readonly issuer: Issuer
  readonly start: string
  readonly scenarios: number
  /** The number of requests of a run without faults. */
  readonly requests: number
  readonly failures: readonly Failure[]
  /** The log, if a single scenario was run. */
  readonly log?: readonly string[]
}

const COMPANY = 'concurrent runs'

/** Stands for "no fault". */
export const NO_FAULT = 'none'

/** Runs a job. @param verbose whether to return a log */
export async function work(house: House, job: Job, verbose: boolean): Promise<Report> {
  try {
    return await doJob(house, job, verbose)
  } catch (error) {
    if (!(error instanceof BrokenBefore)) throw error
    const start = job.start ?? COMPANY
    const issuer = job.kind === 'random' ? job.issuer : issuerOf(startNamed(job.start))
    const failures = failuresOf(error, `--scenario "${start}" --fault ${NO_FAULT}`)
    return { issuer, start, scenarios: 1, requests: 0, failures }
  }
}

async function doJob(house: House, job: Job, verbose: boolean): Promise<Report> {
  switch (job.kind) {
    case 'singles':
      return singles(house, startNamed(job.start), job.fault, job.every, verbose)
    case 'one': {
      const { then } = job
      const start = startNamed(job.start)
      const options = then === undefined ? single(job) : pair(job, then)
      const result = await house.play(start, { ...options, verbose })
      const failures = failuresOf(result, reproduction(start, job, then))
      const requests = result.requests.length
      return { ...about(start), scenarios: 1, requests, failures, log: result.log }
    }
    case 'pairs':
      return pairs(house, job, verbose)
    case 'random':
      return random(house, job, verbose)
  }
}

function single({ fault, at }: Aimed): PlayOptions {
  return fault === NO_FAULT ? { faults: 0 } : { plan: aim(fault, at), faults: 1, ...kindOf([fault]) }
}

/** What a scenario with these faults allows. */
function kindOf(faults: readonly string[]): Pick<PlayOptions, 'company' | 'adversary'> {
  return { company: faults.some(isMeeting), adversary: faults.some(isForgery) }
}

function pair(first: Aimed, then: Aimed & { readonly inNextRun: boolean }): PlayOptions {
  const [plan, next] = [aim(first.fault, first.at), aim(then.fault, then.at)]
  const common = { faults: 2, ...kindOf([first.fault, then.fault]) }
  return then.inNextRun ? { plan, next, ...common } : { plan: together([plan, next]), ...common }
}

function reproduction(
  { name }: AnyStart,
  { fault, at }: Aimed,
  then?: Aimed & { readonly inNextRun: boolean },
): string {
  const one = `--scenario "${name}" --fault ${fault} --at ${at}`
  if (then === undefined) return one
  return `${one} --then ${then.fault} --then-at ${then.at}${then.inNextRun ? ' --next-run' : ''}`
}

/** The requests of a run without faults. They are the same each time, so one run is enough. */
async function undisturbed(house: House, start: AnyStart): Promise<Result['requests']> {
  const known = lengths.get(start)
  if (known !== undefined) return known
  const { requests } = await house.play(start, { faults: 0 })
  lengths.set(start, requests)
  return requests
}
const lengths = new Map<AnyStart, Result['requests']>()

/** One kind of fault at each request in turn. @param every tests only every n-th request */
async function singles(
  house: House,
  start: AnyStart,
  fault: string,
  every: number,
  verbose: boolean,
): Promise<Report> {
  const requests = await undisturbed(house, start)
  const failures: Failure[] = []
  // A different offset for each starting state and fault, so that a sample covers different requests.
  const offset =
    (STARTS_OF[issuerOf(start)].indexOf(start) +
      5 * [...FAULTS, ...MEETINGS, READERS, ...FORGERIES].indexOf(fault)) %
    every
  let scenarios = 0
  const fitting = (wire: Result['requests'][number] | undefined, index: number): readonly number[] =>
    (wire === undefined || applies(fault, wire)) && index % every === offset ? [index + 1] : []
  // The adversary acts before each request and after the last one.
  const moments = isForgery(fault) ? [...requests, undefined] : requests
  const spots = fault === NO_FAULT ? [0] : moments.flatMap(fitting)
  for (const at of spots) {
    const result = await house.play(start, { ...single({ fault, at }), verbose })
    if (result.idle !== true) scenarios += 1
    failures.push(...failuresOf(result, reproduction(start, { fault, at })))
  }
  return { ...about(start), scenarios, requests: requests.length, failures }
}

/** Two faults: both in one run, or the second in the next run. */
async function pairs(
  house: House,
  { start: name, seed, count, forging }: Extract<Job, { kind: 'pairs' }>,
  verbose: boolean,
): Promise<Report> {
  const start = startNamed(name)
  const requests = await undisturbed(house, start)
  const failures: Failure[] = []
  const draw = numbers(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T
  for (let n = 0; n < count; n += 1) {
    const kinds = forging === true ? forgingPair(draw, pick) : ([FAULTS, FAULTS] as const)
    const first = { fault: pick(kinds[0]), at: 1 + Math.floor(draw() * requests.length) }
    const inNextRun = draw() < 0.5
    const at = inNextRun ? 1 + Math.floor(draw() * 30) : first.at + 1 + Math.floor(draw() * 12)
    const then = { fault: pick(kinds[1]), at, inNextRun }
    const result = await house.play(start, { ...pair(first, then), verbose })
    failures.push(...failuresOf(result, reproduction(start, first, then)))
  }
  return { ...about(start), scenarios: count, requests: requests.length, failures }
}

/**
 * The kinds of a pair that includes the adversary: two actions, or one action and a fault or a concurrent run.
 */
function forgingPair(
  draw: () => number,
  pick: <T>(list: readonly T[]) => T,
): readonly [readonly string[], readonly string[]] {
  const other = pick([FORGERIES, FORGERIES, FAULTS, FAULTS, MEETINGS])
  return draw() < 0.5 ? [FORGERIES, other] : [other, FORGERIES]
}

/** Random scenarios: two concurrent runs with interleaved requests and random faults. */
async function random(
  house: House,
  job: Extract<Job, { kind: 'random' }>,
  verbose: boolean,
): Promise<Report> {
  const { issuer, seed, from, count } = job
  const forging = job.forging === true
  const start = job.start === undefined ? {} : { from: job.start }
  const named = job.start === undefined ? '' : ` --scenario "${job.start}"`
  const failures: Failure[] = []
  let requests = 0
  let log: readonly string[] = []
  for (let n = from; n < from + count; n += 1) {
    const result = await house.playCompany(issuer, seed, n, { verbose, forging, ...start })
    requests = Math.max(requests, result.requests)
    failures.push(
      ...failuresOf(
        result,
        `--issuer ${issuer}${named} --seed ${seed} --only ${n}${forging ? ' --adversary' : ''}`,
      ),
    )
    log = result.log
  }
  return { issuer, start: COMPANY, scenarios: count, requests, failures, ...(verbose ? { log } : {}) }
}

function about(start: AnyStart): Pick<Report, 'issuer' | 'start'> {
  return { issuer: issuerOf(start), start: start.name }
}

function failuresOf({ violations }: Pick<Result, 'violations'>, reproduce: string): readonly Failure[] {
  const [first] = violations
  return first === undefined ? [] : [{ ...first, reproduce }]
}

/** Every starting state with every kind of fault, at every n-th request. */
export function allSingles(
  every: number,
  starts: readonly AnyStart[],
  faults?: readonly string[],
): readonly Job[] {
  return starts.flatMap((start) =>
    (faults ?? faultsFor(start)).map((fault) => ({
      kind: 'singles' as const,
      start: start.name,
      fault,
      every,
    })),
  )
}

/**
 * The faults for a starting state. Concurrent runs are included for a keys API only; Scaleway's are tested at
 * random.
 */
function faultsFor(start: AnyStart): readonly string[] {
  return [NO_FAULT, ...FAULTS, ...(issuerOf(start) === 'keys-api' ? MEETINGS : [READERS])]
}

/** The starting states in which the adversary acts. The others would add no new action. */
export const FORGED_STARTS: readonly AnyStart[] = [
  'first',
  'first, replaces',
  'replaced key past its grace period',
  'existing secret',
  'steady',
  'due, two targets',
  'due, self',
  'due, keep',
  'due, grace 0',
  'forced, grace running',
  'grace running',
  'grace over',
  'grace over, due',
  'killed before storing',
  'killed after storing',
  'killed after storing, ten minutes ago',
  'killed after marking',
  'killed within a pair',
  'retire',
  'rollback',
  'current key deleted',
].map(startNamed)

/** Every action of the adversary, at every n-th request of those starting states and after the last one. */
export function allForgeries(every: number, starts: readonly AnyStart[] = FORGED_STARTS): readonly Job[] {
  return allSingles(every, starts, FORGERIES)
}

/** Pairs of an action of the adversary and another action, a fault or a concurrent run. */
export function allForgedPairs(seed: number, count: number): readonly Job[] {
  const each = Math.ceil(count / FORGED_STARTS.length)
  return FORGED_STARTS.map(({ name: start }, index): Job => ({
    kind: 'pairs',
    start,
    seed: seed * 1000 + index,
    count: each,
    forging: true,
  }))
}

/** Pairs of faults, spread over the starting states of an issuer. */
export function allPairs(issuer: Issuer, seed: number, count: number): readonly Job[] {
  const starts = STARTS_OF[issuer]
  const each = Math.ceil(count / starts.length)
  return starts.map(({ name }, index) => ({
    kind: 'pairs',
    start: name,
    seed: seed * 1000 + index,
    count: each,
  }))
}

/** Random scenarios, in batches. @param start the starting state of all of them */
export function allRandom(
  issuer: MeetingIssuer,
  seed: number,
  count: number,
  { forging = false, start }: { readonly forging?: boolean; readonly start?: string | undefined } = {},
): readonly Job[] {
  const batch = 20
  return Array.from({ length: Math.ceil(count / batch) }, (_, index) => ({
    kind: 'random',
    issuer,
    seed,
    from: index * batch,
    count: Math.min(batch, count - index * batch),
    ...(start === undefined ? {} : { start }),
    ...(forging ? { forging: true as const } : {}),
  }))
}
