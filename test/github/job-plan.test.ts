import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { leastSeconds, MOST_JOBS, pointsOf, spread, type Load } from '../../src/github/job-plan.ts'

const LOADS = fc
  .array(fc.record({ writes: fc.nat(2000), reads: fc.nat(500) }), { minLength: 1, maxLength: 400 })
  .map((list) => list.map((load, index): Load => ({ name: `key-${index}`, ...load })))
const JOBS = fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined })

describe('keys are spread over jobs', () => {
  test('each key once, no job empty, no more jobs than a matrix has', () => {
    fc.assert(
      fc.property(LOADS, JOBS, (loads, jobs) => {
        const shares = spread(loads, jobs)
        expect(shares.flatMap(({ keys }) => keys).sort()).toEqual(loads.map(({ name }) => name).sort())
        expect(shares.every(({ keys }) => keys.length > 0)).toBe(true)
        expect(shares.length).toBeLessThanOrEqual(Math.min(jobs ?? MOST_JOBS, MOST_JOBS))
      }),
    )
  })

  test('no job has more than the lightest one and the heaviest key together', () => {
    fc.assert(
      fc.property(LOADS, JOBS, (loads, jobs) => {
        const points = spread(loads, jobs).map(pointsOf)
        const heaviest = Math.max(...loads.map(pointsOf))
        expect(Math.max(...points)).toBeLessThanOrEqual(Math.min(...points) + heaviest)
      }),
    )
  })

  test('their budgets leave nobody without, and are those of their work', () => {
    const loads = ['a', 'b', 'c', 'd'].map((name, index) => ({ name, writes: 100 * (index + 1), reads: 0 }))
    expect(spread(loads, 2)).toEqual([
      { keys: ['a', 'd'], writes: 500, reads: 0, budget: 0.5 },
      { keys: ['b', 'c'], writes: 500, reads: 0, budget: 0.5 },
    ])
    const uneven = [
      { name: 'a', writes: 999, reads: 5 },
      { name: 'b', writes: 0, reads: 0 },
    ]
    expect(spread(uneven, 2).map(({ budget }) => budget)).toEqual([0.8, 0.2])
    expect(spread([{ name: 'a', writes: 0, reads: 0 }])).toEqual([
      { keys: ['a'], writes: 0, reads: 0, budget: 1 },
    ])
  })

  test('in one job where there is little to do, in more where there is much', () => {
    const loads = Array.from({ length: 40 }, (_, index): Load => ({
      name: `k${index}`,
      writes: 20,
      reads: 20,
    }))
    expect(spread(loads.slice(0, 5))).toHaveLength(1)
    expect(spread(loads)).toHaveLength(8)
  })
})

test.each([
  [0, 0],
  [900, 0],
  [901, 60],
  [4500, 240],
])('%i points take %i seconds at least', (points, seconds) => {
  expect(leastSeconds(points)).toBe(seconds)
})
