import type { Plan } from '../faults.ts'
import { DAY, HOUR } from '../scaleway/rotation.ts'
import type { Stage } from '../scaleway/fixture.ts'
import { passTime } from '../virtual-time.ts'
import { BOTH_ISSUERS, EVERY_KIND, PAIRS, type Fleet } from './fleet.ts'

/** A starting state of several keys of one file. */
export interface FleetStart {
  readonly issuer: 'file'
  readonly name: string
  readonly fleet: Fleet
  /** The number of keys that must be created from here if nothing fails. */
  readonly needs: number
  readonly prepare: (stage: Stage<Fleet>) => Promise<void>
}

async function run(stage: Stage<Fleet>, fleet: Fleet, outcome: string, plan?: Plan): Promise<void> {
  const ended = await stage.begin(fleet, plan === undefined ? {} : { plan }).ended
  if (ended.kind !== outcome)
    throw new Error(`a run of the preparation ended ${ended.kind}, not ${outcome}`, { cause: ended.error })
}

/** A rotation of all keys, and some days later. */
const later =
  (fleet: Fleet, days: number) =>
  async (stage: Stage<Fleet>): Promise<void> => {
    await run(stage, fleet, 'rotated')
    passTime(days * DAY)
  }

/** Kills the run at the n-th write of a secret. */
const atWrite =
  (count: number): Plan =>
  (_, { method }) => {
    if (method === 'PUT') count -= 1
    return count === 0 ? { kind: 'kill', effect: true } : undefined
  }

export const FLEET_STARTS: readonly FleetStart[] = [
  {
    issuer: 'file',
    name: 'file: first',
    fleet: EVERY_KIND,
    needs: 3,
    prepare: () => Promise.resolve(),
  },
  {
    issuer: 'file',
    name: 'file: due',
    fleet: EVERY_KIND,
    needs: 3,
    prepare: later(EVERY_KIND, 31),
  },
  {
    issuer: 'file',
    name: 'file: killed during writes',
    fleet: EVERY_KIND,
    needs: 0,
    async prepare(stage) {
      await later(EVERY_KIND, 31)(stage)
      await run(stage, EVERY_KIND, 'killed', atWrite(4))
      passTime(HOUR)
    },
  },
  {
    issuer: 'file',
    name: 'file: grace over',
    fleet: EVERY_KIND,
    needs: 0,
    async prepare(stage) {
      await later(EVERY_KIND, 31)(stage)
      await later(EVERY_KIND, 8)(stage)
    },
  },
  {
    issuer: 'file',
    name: 'file: one bearer, same places, due',
    fleet: PAIRS,
    needs: 2,
    prepare: later(PAIRS, 31),
  },
  {
    issuer: 'file',
    name: 'file: two issuers, first',
    fleet: BOTH_ISSUERS,
    needs: 2,
    prepare: () => Promise.resolve(),
  },
]
