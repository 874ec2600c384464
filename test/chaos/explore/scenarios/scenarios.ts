import type { Policy } from '../../../../src/rotation/model/policy.ts'
import { MINUTE, targetOf } from '../../../rotation/simulation/cloud.ts'
import { createModel, ROTATOR_KEY, type Model } from '../../../rotation/simulation/simulation.ts'
import { STARTS } from '../../../rotation/simulation/starts.ts'
import { addOtherKeys, ADVERSARYS_ACTS } from '../model/adversary.ts'
import { FAMILIES } from './families.ts'
import { pastOf } from '../model/past.ts'
import { save } from '../model/snapshot.ts'
import type { Beginning, Scenario } from './scenario.ts'

/** Options of a starting state. */
export interface StartOptions {
  /** A target that refuses one of its secrets. */
  readonly refusing?: string | undefined
  /** Whether to add the keys that an adversary may name. */
  readonly adversary?: boolean
  readonly stale?: boolean
}

/** The serialized cloud of a starting state. */
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
  model.cloud.now += MINUTE - (model.cloud.now % MINUTE) // from here on, the seconds count writes to targets
  if (adversary) addOtherKeys(model.cloud)
  return save({ ...model.cloud, past: pastOf(model.cloud, stale) })
}

/** A due run that was killed before its first request. */
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

/** All scenarios. */
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
