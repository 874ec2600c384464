import type { Policy } from '../../../../src/rotation/model/policy.ts'
import { DAY, MINUTE } from '../../../rotation/simulation/cloud.ts'
import { days, type RunOptions } from '../../../rotation/simulation/simulation.ts'
import { STARTS, type Start } from '../../../rotation/simulation/starts.ts'
import { PERSONS_ACTS } from '../model/manual-changes.ts'
import { ADVERSARYS_ACTS } from '../model/adversary.ts'
import type { Beginning, Scenario } from './scenario.ts'

/** At most two probes for a key that does not work. Its duration is not part of the model. */
const PATIENCE = { propagationTimeoutMs: 5000 }
export const DAILY: RunOptions = { policy: PATIENCE }
export const FORCED: RunOptions = { policy: { ...PATIENCE, force: true } }
/** A grace period that is shorter than the maximum duration of a run. */
const SHORT: Partial<Policy> = { ...PATIENCE, grace: days(MINUTE / DAY) }
const command = (name: Policy['command'], force = false): RunOptions => ({
  policy: { ...PATIENCE, command: name, force },
})

const ALL_STARTS: readonly Beginning[] = [
  ...(Object.keys(STARTS) as Start[]),
  'stored, not published',
  'verified, not stored',
  'rolled back',
  'restored, not published',
]
/** Starting states from which a daily run starts a new action. */
const BUSY: readonly Beginning[] = [
  'no secret',
  'due',
  'grace period over',
  'grace period over, and due',
  'created by a run that crashed an hour ago',
  'promotion interrupted',
  'retirement interrupted',
  'stored, not published',
]

/** Starting states from which two runs behave differently (with one target, some are the same). */
const TWO_RUN_STARTS: readonly Beginning[] = [
  'no secret',
  'due',
  'target changed by hand',
  'grace period nearly over',
  'grace period over',
  'grace period over, and due',
  'created by a run that crashed 20 minutes ago',
  'created by a run that crashed an hour ago',
  'promotion interrupted',
  'retirement interrupted',
  'stored, not published',
  'verified, not stored',
]
/** Starting states with a key to roll back to. */
const PREVIOUS_STARTS: readonly Beginning[] = [
  'just promoted',
  'grace period nearly over',
  'grace period over',
  'grace period over, and due',
  'promotion interrupted',
  'retirement interrupted',
  'stored, not published',
  'pending, written to one target',
  'restored, not published',
]
/** Starting states with a key in use. */
const SETTLED: readonly Beginning[] = [
  'due',
  'just promoted',
  'grace period over',
  'target changed by hand',
  'stored, not published',
]

/** Starting states with versions that an adversary can misuse. */
const ADVERSARY_STARTS: readonly Beginning[] = [
  'due',
  'just promoted',
  'grace period over',
  'stored, not published',
  'pending, written to one target',
  'promotion interrupted',
  'retirement interrupted',
]

/**
 * The maximum number of states for scenarios that are too large. Schedules with the fewest switches between
 * runs come first.
 */
const LARGE = 300_000

export interface Family {
  readonly what: string
  readonly starts: readonly Beginning[]
  readonly targets: readonly string[]
  readonly runs: readonly RunOptions[]
  readonly rest?: Pick<
    Scenario,
    'faults' | 'stalls' | 'lengths' | 'acts' | 'actCount' | 'stale' | 'most' | 'policy' | 'apart'
  >
  /** The third run begins when the second is over. */
  readonly inARow?: boolean
  readonly refusing?: string
}

/**
 * The minimum to delete a key that a run from before a promotion still holds: a run that promotes, and a later
 * one.
 */
export const IN_A_ROW = 'a run beside two others in a row, a grace period of a minute, a stall of 20 minutes'

const ONE = ['T1'] as const
const TWO = ['T1', 'T2'] as const

export const FAMILIES: readonly Family[] = [
  { what: 'a run, two faults', starts: ALL_STARTS, targets: TWO, runs: [DAILY], rest: { faults: 2 } },
  { what: 'a forced run, two faults', starts: ALL_STARTS, targets: ONE, runs: [FORCED], rest: { faults: 2 } },
  { what: 'two runs', starts: TWO_RUN_STARTS, targets: ONE, runs: [DAILY, FORCED] },
  {
    what: IN_A_ROW,
    starts: ['due', 'just promoted', 'target changed by hand'],
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
    rest: { acts: PERSONS_ACTS },
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
    starts: ['just promoted', 'grace period nearly over', 'grace period over', 'retirement interrupted'],
    targets: ONE,
    runs: [FORCED, command('retire')],
    rest: { stalls: 1 },
  },
  {
    what: 'a run and a forced retirement, a fault',
    starts: ['just promoted', 'grace period over'],
    targets: ONE,
    runs: [DAILY, command('retire', true)],
    rest: { faults: 1 },
  },
  {
    what: 'a rollback, two faults',
    starts: [...PREVIOUS_STARTS, 'rolled back'],
    targets: TWO,
    runs: [command('rollback')],
    rest: { faults: 2 },
  },
  {
    what: 'a forced run and a rollback, a fault',
    starts: PREVIOUS_STARTS,
    targets: ONE,
    runs: [FORCED, command('rollback')],
    rest: { faults: 1 },
  },
  {
    what: 'a daily run and a rollback, a fault',
    starts: PREVIOUS_STARTS,
    targets: ONE,
    runs: [DAILY, command('rollback')],
    rest: { faults: 1 },
  },
  {
    what: 'a daily run and a rollback, a stall',
    starts: PREVIOUS_STARTS,
    targets: ONE,
    runs: [DAILY, command('rollback')],
    rest: { stalls: 1 },
  },
  {
    what: 'a forced run and a rollback, a stall',
    starts: ['just promoted', 'grace period nearly over'],
    targets: ONE,
    runs: [FORCED, command('rollback')],
    rest: { stalls: 1 },
  },
  {
    what: 'a retirement and a rollback, a fault',
    starts: ['just promoted', 'grace period over', 'retirement interrupted'],
    targets: ONE,
    runs: [command('retire'), command('rollback')],
    rest: { faults: 1, stale: 1 },
  },
  {
    what: 'a retirement and a rollback, two stale lists',
    starts: ['just promoted', 'grace period over', 'retirement interrupted'],
    targets: ONE,
    runs: [command('retire'), command('rollback')],
    rest: { stale: 2 },
  },
  {
    what: 'a forced retirement and a rollback, a stale list',
    starts: ['just promoted', 'grace period over'],
    targets: ONE,
    runs: [command('retire', true), command('rollback')],
    rest: { stale: 1 },
  },
  {
    what: 'a daily run and a rollback, two stale lists',
    starts: [
      'grace period over',
      'grace period over, and due',
      'target changed by hand',
      'retirement interrupted',
    ],
    targets: ONE,
    runs: [DAILY, command('rollback')],
    rest: { stale: 2 },
  },
  {
    what: 'two rollbacks, a fault',
    starts: ['just promoted', 'stored, not published', 'restored, not published'],
    targets: ONE,
    runs: [command('rollback'), command('rollback')],
    rest: { faults: 1 },
  },
  {
    what: 'two runs, two stale lists',
    starts: ['due', 'grace period over', 'stored, not published', 'promotion interrupted'],
    targets: ONE,
    runs: [DAILY, FORCED],
    rest: { stale: 2 },
  },
  ...adversaries(),
]

/** An adversary that may write to the secret and nothing else. */
function adversaries(): readonly Family[] {
  const acts = { acts: ADVERSARYS_ACTS }
  return [
    { what: 'a run, an adversary', starts: ALL_STARTS, targets: ONE, runs: [DAILY], rest: acts },
    {
      what: 'a forced run, an adversary',
      starts: ADVERSARY_STARTS,
      targets: ONE,
      runs: [FORCED],
      rest: acts,
    },
    {
      what: 'a rollback, an adversary',
      starts: PREVIOUS_STARTS,
      targets: ONE,
      runs: [command('rollback')],
      rest: acts,
    },
    {
      what: 'a retirement, an adversary',
      starts: ['just promoted', 'grace period over', 'retirement interrupted'],
      targets: ONE,
      runs: [command('retire')],
      rest: acts,
    },
    {
      what: 'a forced retirement, an adversary',
      starts: ['just promoted', 'grace period over', 'retirement interrupted'],
      targets: ONE,
      runs: [command('retire', true)],
      rest: acts,
    },
    {
      what: 'a run, an adversary and a fault',
      starts: ['due', 'grace period over', 'stored, not published'],
      targets: ONE,
      runs: [DAILY],
      rest: { ...acts, faults: 1 },
    },
    {
      what: 'a run, an adversary with two actions',
      starts: ADVERSARY_STARTS,
      targets: ONE,
      runs: [DAILY],
      rest: { ...acts, actCount: 2, most: LARGE },
    },
    {
      what: 'two runs, an adversary',
      starts: ['due', 'grace period over', 'stored, not published'],
      targets: ONE,
      runs: [DAILY, FORCED],
      rest: { ...acts, most: LARGE },
    },
    {
      what: 'a daily run and a rollback, an adversary',
      starts: ['just promoted', 'grace period over'],
      targets: ONE,
      runs: [DAILY, command('rollback')],
      rest: { ...acts, most: LARGE },
    },
    {
      what: 'a retirement and a rollback, an adversary',
      starts: ['just promoted', 'grace period over'],
      targets: ONE,
      runs: [command('retire'), command('rollback')],
      rest: { ...acts, most: LARGE },
    },
  ]
}
