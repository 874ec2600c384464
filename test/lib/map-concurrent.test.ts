import { expect, test } from '@jest/globals'
import { mapConcurrent } from '../../src/lib/map-concurrent.ts'

/** Does so many things, and tells how many were under way at once. */
async function play(limit: number, count: number, failing?: number) {
  let most = 0
  let underWay = 0
  const begun: number[] = []
  const ended: number[] = []
  const result = mapConcurrent(
    limit,
    Array.from({ length: count }, (_, index) => index),
    async (item) => {
      begun.push(item)
      underWay += 1
      most = Math.max(most, underWay)
      // Later ones end first.
      for (let turn = item; turn < count; turn += 1) await Promise.resolve()
      underWay -= 1
      if (item === failing) throw new Error(`${item} broke`)
      ended.push(item)
      return item * 2
    },
  )
  const [settled] = await Promise.allSettled([result])
  return { settled, most, begun, ended }
}

test('results come in the order of the items, and no more than the limit are under way', async () => {
  const { settled, most, begun } = await play(3, 7)
  expect(settled).toEqual({ status: 'fulfilled', value: [0, 2, 4, 6, 8, 10, 12] })
  expect(most).toBe(3)
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6])
})

test('a limit above what there is, and nothing at all', async () => {
  expect((await play(10, 2)).most).toBe(2)
  expect((await play(10, 0)).settled).toEqual({ status: 'fulfilled', value: [] })
})

test('after one that fails none is begun, and what is under way ends first', async () => {
  const { settled, begun, ended } = await play(2, 6, 1)
  expect(settled).toMatchObject({ status: 'rejected', reason: new Error('1 broke') })
  expect(begun).toEqual([0, 1])
  expect(ended).toEqual([0])
})
