import type { Policy } from '../../../src/rotation/policy.ts'
import { DAY, MINUTE, targetOf } from '../../rotation/model/cloud.ts'
import { createModel, days, ROTATOR_KEY, type Model, type RunOptions } from '../../rotation/model/model.ts'
import { STARTS, type Start } from '../../rotation/model/starts.ts'
import { ALL_ACTS, type ActName } from './acts.ts'
import type { RunSpec } from './program.ts'
import type { Apart } from './fates.ts'
import { save } from './snapshot.ts'

/** What is explored: where it starts, which runs there are, and what may happen to them. */
export interface Scenario {
  readonly name: string
  readonly targets: readonly string[]
  /** The state of the cloud that it starts from, written down. */
  readonly start: () => Promise<string>
  readonly runs: readonly RunSpec[]
  /** What the clean daily runs afterwards are to do differently. */
  readonly policy?: Partial<Policy>
  /** How many requests may be refused or cut, or runs killed. */
  readonly faults?: number
  /** How many times a while may pass in which no run gets on. */
  readonly stalls?: number
  /** For how long; any of {@link STALLS} where undefined. */
  readonly lengths?: readonly StallName[]
  /** What a person may do; one of these, once. */
  readonly acts?: readonly ActName[]
  /** How far apart the writes to one secret of a target are; `far` where undefined. */
  readonly apart?: Apart
  /** Tells runs apart by all that they were told, and tries every order of everything: to compare with. */
  readonly unreduced?: boolean
  /** The time after which no change is let through, in milliseconds; the protocol's D where undefined. */
  readonly deadline?: number
}

/** For how long nothing happens, where a run stalls, in milliseconds. */
export const STALLS = {
  '20 minutes pass': 20 * MINUTE,
  '31 minutes pass': 31 * MINUTE,
  '2 hours pass': 120 * MINUTE,
  '8 days pass': 8 * DAY,
} as const
export type StallName = keyof typeof STALLS

/** Where the explorations start: those of the model, and a version that waits to be published. */
export type Beginning = Start | 'stored, not published' | 'stored by a run that died a moment ago'

/** Two probes at most for a key that does not work: the time that it may take is no part of this. */
const PATIENCE = { propagationTimeoutMs: 5000 }
export const DAILY: RunOptions = { policy: PATIENCE }
export const FORCED: RunOptions = { policy: { ...PATIENCE, force: true } }
/** A grace period that is shorter than a run may last. */
const SHORT: Partial<Policy> = { ...PATIENCE, grace: days(MINUTE / DAY) }
const command = (name: Policy['command'], force = false): RunOptions => ({
  policy: { ...PATIENCE, command: name, force },
})

const ALL_STARTS: readonly Beginning[] = [
  ...(Object.keys(STARTS) as Start[]),
  'stored, not published',
  'stored by a run that died a moment ago',
]
/** Those from which a daily run begins something of its own. */
const BUSY: readonly Beginning[] = [
  'nothing there',
  'due',
  'grace over',
  'grace over, and due',
  'made, by a run that died long ago',
  'promoted half-way',
  'retired half-way',
  'stored, not published',
]

/** Those from which two runs go different ways (with one target, some are the same). */
const TWO_RUN_STARTS: readonly Beginning[] = [
  'nothing there',
  'due',
  'a target was written by somebody',
  'grace nearly over',
  'grace over',
  'grace over, and due',
  'made, by a run that died a moment ago',
  'made, by a run that died long ago',
  'promoted half-way',
  'retired half-way',
  'stored, not published',
  'stored by a run that died a moment ago',
]
/** Those that have a key to lose. */
const SETTLED: readonly Beginning[] = [
  'due',
  'just promoted',
  'grace over',
  'a target was written by somebody',
  'stored, not published',
]

/** The state of a cloud to start from, written down. */
export async function startAt(
  start: Beginning,
  targets: readonly string[],
  refusing?: string,
): Promise<string> {
  const model = createModel({ targets })
  if (start === 'stored, not published') await died(model, 'put ')
  else if (start === 'stored by a run that died a moment ago') await died(model, 'iam.describe')
  else await STARTS[start](model)
  if (refusing !== undefined) targetOf(model.cloud, refusing).refuses.add('SCW_SECRET_KEY')
  model.cloud.now += MINUTE - (model.cloud.now % MINUTE) // the seconds from here on count writes to targets
  return save(model.cloud)
}

/** A run that was due died before it sent a request. */
async function died(model: Model, request: string): Promise<void> {
  await STARTS.due(model)
  const ended = model.begin('dying', { signIn: ROTATOR_KEY })
  await model.advance('dying', request)
  model.gate.let(0, 'crash-before')
  await ended
  model.cloud.now += 2 * MINUTE
}

interface Family {
  readonly what: string
  readonly starts: readonly Beginning[]
  readonly targets: readonly string[]
  readonly runs: readonly RunOptions[]
  readonly rest?: Pick<Scenario, 'faults' | 'stalls' | 'lengths' | 'acts' | 'policy' | 'apart'>
  /** The third run begins when the second is over. */
  readonly inARow?: boolean
  readonly refusing?: string
}

/** What it takes to end a key that a run from before a promotion still holds: a run that promotes, and a later one. */
export const IN_A_ROW = 'a run beside two others in a row, a grace period of a minute, a stall of 20 minutes'

const ONE = ['T1'] as const
const TWO = ['T1', 'T2'] as const

const FAMILIES: readonly Family[] = [
  { what: 'a run, two faults', starts: ALL_STARTS, targets: TWO, runs: [DAILY], rest: { faults: 2 } },
  { what: 'a forced run, two faults', starts: ALL_STARTS, targets: ONE, runs: [FORCED], rest: { faults: 2 } },
  { what: 'two runs', starts: TWO_RUN_STARTS, targets: ONE, runs: [DAILY, FORCED] },
  {
    what: IN_A_ROW,
    starts: ['due', 'just promoted', 'a target was written by somebody'],
    targets: ONE,
    runs: [{ policy: SHORT }, { policy: { ...SHORT, force: true } }, { policy: SHORT }],
    inARow: true,
    rest: { stalls: 1, lengths: ['20 minutes pass'], policy: SHORT },
  },
  {
    what: 'two runs, a fault',
    starts: TWO_RUN_STARTS,
    targets: ONE,
    runs: [DAILY, FORCED],
    rest: { faults: 1 },
  },
  {
    what: 'two runs, a stall',
    starts: TWO_RUN_STARTS,
    targets: ONE,
    runs: [DAILY, FORCED],
    rest: { stalls: 1 },
  },
  {
    what: 'two runs, a grace period of a minute, two stalls of 20 or 31 minutes',
    starts: SETTLED,
    targets: ONE,
    runs: [{ policy: SHORT }, { policy: { ...SHORT, force: true } }],
    rest: { stalls: 2, lengths: ['20 minutes pass', '31 minutes pass'], policy: SHORT },
  },
  {
    what: 'two runs, a person',
    starts: TWO_RUN_STARTS,
    targets: ONE,
    runs: [DAILY, FORCED],
    rest: { acts: ALL_ACTS },
  },
  {
    what: 'two daily runs, a fault and a stall of 31 minutes',
    starts: BUSY,
    targets: ONE,
    runs: [DAILY, DAILY],
    rest: { faults: 1, stalls: 1, lengths: ['31 minutes pass'] },
  },
  { what: 'two runs, T2 refuses', starts: BUSY, targets: TWO, runs: [DAILY, DAILY], refusing: 'T2' },
  {
    what: 'a run and a retirement, a stall',
    starts: ['just promoted', 'grace nearly over', 'grace over', 'retired half-way'],
    targets: ONE,
    runs: [FORCED, command('retire')],
    rest: { stalls: 1 },
  },
  {
    what: 'a run and a hasty retirement, a fault',
    starts: ['just promoted', 'grace over'],
    targets: ONE,
    runs: [DAILY, command('retire', true)],
    rest: { faults: 1 },
  },
  {
    what: 'a run and a rollback, a fault',
    starts: ['just promoted', 'grace over', 'stored, not published', 'pending, in one target'],
    targets: ONE,
    runs: [FORCED, command('rollback')],
    rest: { faults: 1 },
  },
  {
    what: 'a run and a rollback, a stall',
    starts: ['just promoted', 'grace nearly over', 'grace over', 'stored, not published', 'retired half-way'],
    targets: ONE,
    runs: [DAILY, command('rollback')],
    rest: { stalls: 1 },
  },
]

/** All that is explored. */
export const SCENARIOS: readonly Scenario[] = FAMILIES.flatMap(
  ({ what, starts, targets, runs, rest, refusing, inARow = false }) =>
    starts.map((start) => ({
      name: `${what}: ${start}`,
      targets,
      start: () => startAt(start, targets, refusing),
      runs: runs.map((options, index) => ({
        name: 'ABC'[index] ?? '',
        options,
        ...(inARow && index === 2 ? { after: 'B' } : {}),
      })),
      ...rest,
    })),
)
