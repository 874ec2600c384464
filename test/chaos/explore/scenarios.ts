import type { Policy } from '../../../src/rotation/model/policy.ts'
import { DAY, MINUTE, targetOf } from '../../rotation/simulation/cloud.ts'
import { createModel, ROTATOR_KEY, type Model } from '../../rotation/simulation/simulation.ts'
import { STARTS, type Start } from '../../rotation/simulation/starts.ts'
import type { ActName } from './acts.ts'
import { addOtherKeys, ADVERSARYS_ACTS } from './adversary.ts'
import { FAMILIES } from './families.ts'
import type { RunSpec } from './program.ts'
import type { Apart } from './fates.ts'
import { pastOf } from './past.ts'
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
  /** What a person or an adversary may do: one of these, as often as `actCount` says. */
  readonly acts?: readonly ActName[]
  /** Once where undefined. */
  readonly actCount?: number
  /** How many lists may show what was there before their last change. */
  readonly stale?: number
  /** How far apart the writes to one secret of a target are; `far` where undefined. */
  readonly apart?: Apart
  /** Tells runs apart by all that they were told, and tries every order of everything: to compare with. */
  readonly unreduced?: boolean
  /** The search ends after so many states, because all of them would be too many: it need not be complete. */
  readonly most?: number
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
export type Beginning =
  Start | 'stored, not published' | 'verified, not stored' | 'rolled back' | 'restored, not published'

/** What a start has beyond its name. */
export interface StartOptions {
  /** A target that refuses one of its secrets. */
  readonly refusing?: string | undefined
  /** There are keys that an adversary may name. */
  readonly adversary?: boolean
  readonly stale?: boolean
}

/** The state of a cloud to start from, written down. */
export async function startAt(
  start: Beginning,
  targets: readonly string[],
  { refusing, adversary = false, stale = false }: StartOptions = {},
): Promise<string> {
  const model = createModel({ targets })
  if (start === 'stored, not published') await died(model, 'put ')
  else if (start === 'verified, not stored') await died(model, 'store.add')
  else if (start === 'rolled back' || start === 'restored, not published') {
    await STARTS['just promoted'](model)
    if (start === 'rolled back') await model.run({ policy: { command: 'rollback' } })
    else await die(model, 'put ', { command: 'rollback' })
    model.cloud.now += 2 * MINUTE
  } else await STARTS[start](model)
  if (refusing !== undefined) targetOf(model.cloud, refusing).refuses.add('SCW_SECRET_KEY')
  model.cloud.now += MINUTE - (model.cloud.now % MINUTE) // the seconds from here on count writes to targets
  if (adversary) addOtherKeys(model.cloud)
  return save({ ...model.cloud, past: pastOf(model.cloud, stale) })
}

/** A run that was due died before it sent a request. */
async function died(model: Model, request: string): Promise<void> {
  await STARTS.due(model)
  await die(model, request)
  model.cloud.now += 2 * MINUTE
}

async function die(model: Model, request: string, policy: Partial<Policy> = {}): Promise<void> {
  const ended = model.begin('dying', { signIn: ROTATOR_KEY, policy })
  await model.advance('dying', request)
  model.gate.let(0, 'crash-before')
  await ended
}

const ADVERSARYS: ReadonlySet<string> = new Set(ADVERSARYS_ACTS)

/** All that is explored. */
export const SCENARIOS: readonly Scenario[] = FAMILIES.flatMap(
  ({ what, starts, targets, runs, rest, refusing, inARow = false }) =>
    starts.map((start) => ({
      name: `${what}: ${start}`,
      targets,
      start: () =>
        startAt(start, targets, {
          refusing,
          adversary: rest?.acts?.some((name) => ADVERSARYS.has(name)) === true,
          stale: (rest?.stale ?? 0) > 0,
        }),
      runs: runs.map((options, index) => ({
        name: 'ABC'[index] ?? '',
        options,
        ...(inARow && index === 2 ? { after: 'B' } : {}),
      })),
      ...rest,
    })),
)
