import { expect, test } from '@jest/globals'
import { growth, inTurns, median } from '../../bench/statistics.ts'

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[10, 2, 4, 8], 6],
  // By size, not by spelling.
  [[100, 20, 3], 20],
])('the median of %j is %d', (numbers, middle) => {
  expect(median(numbers)).toBe(middle)
})

test('there is no median of nothing', () => {
  expect(() => median([])).toThrow('there are no measurements')
})

test('works take turns, and each keeps its own results', async () => {
  const order: string[] = []
  const work = (name: string) => (): Promise<string> => {
    order.push(name)
    return Promise.resolve(`${name}${order.length}`)
  }
  const results = await inTurns(2, { a: work('a'), b: work('b') })
  expect(order).toEqual(['a', 'b', 'a', 'b'])
  expect(results).toEqual({ a: ['a1', 'a3'], b: ['b2', 'b4'] })
})

test('what fails is not measured', async () => {
  await expect(inTurns(2, { a: () => Promise.reject(new Error('broken')) })).rejects.toThrow('broken')
})

test.each([
  ['in proportion', (size: number) => 7 * size, 1],
  ['with its square', (size: number) => 0.5 * size ** 2, 2],
  ['not at all', () => 4, 0],
])('a cost that grows %s', (_, cost, power) => {
  const points = [100, 1000, 10_000].map((size) => ({ size, cost: cost(size) }))
  expect(growth(points)).toBeCloseTo(power, 6)
})
