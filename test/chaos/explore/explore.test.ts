import { describe, expect, test } from '@jest/globals'
import type { RotationContext } from '../../../src/rotation/model/context.ts'
import { exploreOne } from './index.ts'
import { DAILY, FORCED, IN_A_ROW } from './scenarios/families.ts'
import { startAt } from './scenarios/scenarios.ts'
import { search } from './search.ts'
import type { Beginning, Scenario } from './scenarios/scenario.ts'

/** For a busy machine. */
const PATIENCE_MS = 600_000
/** The maximum number of states of a search in this test. `main.ts` explores all scenarios completely. */
const STATES = 4000

describe('the state space of a rotation', () => {
  test.each([
    ['a run, two faults: no secret', true],
    ['a forced run, two faults: steady', true],
    ['two runs: stored, not published', false],
    ['two runs: grace period nearly over', true],
    ['two runs, a fault: due', false],
    ['two runs, a stall: stored, not published', false],
    ['two runs, a person: grace period over', false],
    ['two runs, T2 refuses: due', false],
    [`${IN_A_ROW}: target changed by hand`, false],
    ['a run and a forced retirement, a fault: just promoted', true],
    ['a rollback, two faults: just promoted', true],
    ['a forced run and a rollback, a fault: just promoted', false],
    ['a retirement and a rollback, two stale lists: grace period over', false],
    ['a run, an adversary: stored, not published', true],
    ['a run, an adversary: grace period over', true],
    ['a rollback, an adversary: pending, written to one target', true],
    ['two runs, an adversary: due', false],
  ] as const)(
    '%s',
    async (name, whole) => {
      const { states, ends, violations, complete } = await exploreOne(name, STATES)
      process.stdout.write(
        `${name}: ${states} states${complete ? '' : ' (truncated)'}, ${ends} ends, ${violations.length} violations\n`,
      )
      expect(violations).toEqual([])
      expect(ends).toBeGreaterThan(0)
      expect({ complete, full: states === STATES }).toEqual({ complete: whole, full: !whole })
    },
    PATIENCE_MS,
  )

  test('a truncated search is reported as incomplete', async () => {
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

// The search identifies runs by what they know, processes some requests first, and compares final clouds by
// what rules can distinguish. None of that may lose a final cloud: the same search without these reductions
// finds the same ones, with more states.
describe('the reductions of the search lose no final cloud', () => {
  const runs = [
    { name: 'A', options: DAILY },
    { name: 'B', options: FORCED },
  ]
  const alone = runs.slice(0, 1)
  const acts = ['a person deletes the current key', 'a person writes an older key to T1'] as const
  test.each<readonly [string, Beginning, Omit<Scenario, 'name' | 'targets' | 'start'>]>([
    ['a run and a fault', 'due', { runs: alone, faults: 1 }],
    [
      'a run, a fault and a stall',
      'due',
      { runs: alone, faults: 1, stalls: 1, lengths: ['31 minutes pass'] },
    ],
    ['a run and a person', 'grace period over', { runs: alone, acts }],
    ['two runs', 'stored, not published', { runs }],
    ['two runs near the end of a grace period', 'grace period nearly over', { runs }],
  ])(
    '%s',
    async (name, start, rest) => {
      const scenario = { name, targets: ['T1'], start: () => startAt(start, ['T1']), ...rest }
      const reduced = await search(scenario, 25_000)
      const whole = await search({ ...scenario, unreduced: true }, 25_000)
      expect([reduced.complete, whole.complete]).toEqual([true, true])
      expect(reduced.endings).toBe(whole.endings)
      expect(reduced.states).toBeLessThan(whole.states)
    },
    PATIENCE_MS,
  )
})

describe('deliberate defects are detected', () => {
  const due = (): Promise<string> => startAt('due', ['T1'])
  const broken = async (scenario: Omit<Scenario, 'name' | 'targets'>, states = 4000): Promise<string> => {
    const { violations } = await search({ name: 'broken', targets: ['T1'], ...scenario }, states)
    return violations[0]?.what ?? 'no violation was found'
  }

  test(
    'no deadline: a run continues after a pause of days',
    async () => {
      const timeless = (world: RotationContext, startedAt: number): RotationContext => {
        const now = (): Date => new Date(startedAt)
        return { ...world, clock: { ...world.clock, now, stamp: () => now } }
      }
      const found = await broken(
        {
          start: () => startAt('target changed by hand', ['T1']),
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
      expect(found).toMatch(/held the working key K2, and now holds K1, which is (dead|invalid)/)
    },
    PATIENCE_MS,
  )

  test(
    'a store that hides the versions of other runs',
    async () => {
      const blind = (world: RotationContext): RotationContext => {
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
      expect(await broken({ start: due, runs }, 20_000)).toMatch(
        /published K\d while the older version|promoted K2 in place of K3/,
      )
    },
    PATIENCE_MS,
  )

  test(
    'a store in which a disabled version stays readable',
    async () => {
      const open = (world: RotationContext): RotationContext => ({
        ...world,
        store: { ...world.store, disable: () => Promise.resolve() },
      })
      const runs = [{ name: 'A', options: FORCED, broken: open }]
      const start = (): Promise<string> => startAt('grace period over', ['T1'])
      expect(await broken({ start, runs })).toMatch(/deleted K1, which an enabled version holds/)
    },
    PATIENCE_MS,
  )
})
