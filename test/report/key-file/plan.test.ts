import { expect, test } from '@jest/globals'
import { planVerdict, renderPlan } from '../../../src/report/key-file/plan.ts'

const share = (keys: readonly string[], writes: number, budget = 1) => ({ keys, writes, reads: 7, budget })

test.each([
  [0, 0, 'nothing is to be written'],
  [20, 0, "under GitHub's limits they fit into one burst"],
  [900, 240, "under GitHub's limits they take at least 4 minutes"],
])('%i writes in %i seconds: %s', (writes, seconds, words) => {
  expect(planVerdict({ shares: [share(['shop', 'api'], writes)], seconds })).toBe(
    `Planned: 2 keys in 1 job, ${writes} writes; ${words}.`,
  )
})

test('the summary has a line for each job', () => {
  const shares = [share(['shop', 'api'], 300, 0.75), share(['docs'], 100, 0.25)]
  expect(renderPlan({ shares, seconds: 120 }).split('\n')).toEqual(
    expect.arrayContaining(['| 1 | shop, api | 300 | 7 | 75 % |', '| 2 | docs | 100 | 7 | 25 % |']),
  )
})
