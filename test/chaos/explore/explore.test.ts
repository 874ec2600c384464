import { describe, expect, test } from '@jest/globals'
import type { World } from '../../../src/rotation/world.ts'
import { exploreOne } from './index.ts'
import { DAILY, FORCED, startAt, type Scenario } from './scenarios.ts'
import { search } from './search.ts'

/** A few thousand states each: seconds in all. `main.ts` explores all scenarios, and further. */
const STATES = 2000
/** For a machine that is busy with other things. */
const PATIENCE_MS = 60_000

describe('the state space of a rotation', () => {
  test.each([
    'a run, two faults: nothing there',
    'a forced run, two faults: steady',
    'two runs: grace over',
    'two runs, a fault: due',
    'two runs, a stall: stored, not published',
    'two runs, a person: grace over',
    'two runs, T2 refuses: due',
    'three runs, a grace period of a minute, a stall: a target was written by somebody',
    'a run and a hasty retirement, a fault: just promoted',
    'a run and a rollback, a fault: just promoted',
  ])(
    '%s',
    async (name) => {
      const { states, ends, violations, complete } = await exploreOne(name, STATES)
      process.stdout.write(
        `${name}: ${states} states${complete ? '' : ' (cut short)'}, ${ends} ends, ${violations.length} violations\n`,
      )
      expect(violations).toEqual([])
      expect(ends).toBeGreaterThan(0)
    },
    PATIENCE_MS,
  )

  test('a search that is cut short says so', async () => {
    expect(await exploreOne('two runs, a fault: due', 100)).toMatchObject({ states: 100, complete: false })
  })

  test('the same scenario has the same states every time', async () => {
    const numbers = async (): Promise<unknown> => {
      const { states, transitions, terminal, ends } = await exploreOne(
        'a forced run, two faults: due',
        STATES,
      )
      return { states, transitions, terminal, ends }
    }
    expect(await numbers()).toEqual(await numbers())
  })
})

describe('what is broken on purpose is found', () => {
  const due = (): Promise<string> => startAt('due', ['T1'])
  const broken = async (scenario: Omit<Scenario, 'name' | 'targets'>, states = 4000): Promise<string> => {
    const { violations } = await search({ name: 'broken', targets: ['T1'], ...scenario }, states)
    return violations[0]?.what ?? 'nothing was found'
  }

  test(
    'a world without D, in which a run that stalled for days goes on',
    async () => {
      const timeless = (world: World, startedAt: number): World => {
        const now = (): Date => new Date(startedAt)
        return { ...world, clock: { ...world.clock, now, stamp: () => now } }
      }
      const found = await broken(
        {
          start: () => startAt('a target was written by somebody', ['T1']),
          runs: [
            { name: 'A', options: DAILY, broken: timeless },
            { name: 'B', options: FORCED },
            { name: 'C', options: DAILY },
          ],
          stalls: 1,
          lengths: ['8 days pass'],
          deadline: Infinity,
        },
        40_000,
      )
      expect(found).toMatch(/held the working key K2, and now holds K1, which is dead/)
    },
    PATIENCE_MS,
  )

  test(
    'a store that shows one run nothing of what another has stored',
    async () => {
      const blind = (world: World): World => {
        const versions = async (id: string) => {
          const all = await world.store.versions(id)
          return all.filter(({ revision }) => revision === 1 || revision === all.length)
        }
        return { ...world, store: { ...world.store, versions } }
      }
      const runs = [
        { name: 'A', options: DAILY },
        { name: 'B', options: FORCED, broken: blind },
      ]
      expect(await broken({ start: due, runs }, 20_000)).toMatch(/published K\d while the older version/)
    },
    PATIENCE_MS,
  )

  test(
    'a key that says stored from its first moment',
    async () => {
      const hasty = ({ issuer, ...world }: World): World => {
        if (issuer.kind !== 'listing') throw new Error('the model has no other issuer')
        const create: typeof issuer.create = (request) =>
          issuer.create({ ...request, description: request.description.replace('made', 'stored') })
        return { ...world, issuer: { ...issuer, create } }
      }
      const runs = [{ name: 'A', options: DAILY, broken: hasty }]
      expect(await broken({ start: due, runs, faults: 1 })).toMatch(
        /works, says stored, and stands in no version/,
      )
    },
    PATIENCE_MS,
  )
})
