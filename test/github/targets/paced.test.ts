import { expect, test } from '@jest/globals'
import type { RateLimiter } from '../../../src/github/client/rate-limiter.ts'
import { createPacedTargets } from '../../../src/github/targets/paced.ts'
import { placeId } from '../../../src/github/places/places.ts'
import { emptyGithub, NAMES, NEW, shop, targetsAt } from './github-responses.ts'

/** Targets under a limiter that lets everything through, and what was reserved there. */
function paced() {
  const reserved: number[] = []
  const insists: boolean[] = []
  const limiter: RateLimiter = {
    turn: () => Promise.resolve({ mostAttempts: () => 1, end: () => undefined }),
    together(changes, work, insist = false) {
      reserved.push(changes)
      insists.push(insist)
      return work()
    },
    within: () => limiter,
  }
  const names = { ...NAMES, bundle: ['SCW_KEY'] }
  return {
    targets: createPacedTargets(targetsAt(emptyGithub, [shop], { names }).targets, limiter),
    reserved,
    insists,
  }
}

const id = placeId(shop)

test('all names of a place are written together, once there is room for all of them', async () => {
  const { targets, reserved } = paced()
  await targets.observe()
  await targets.write(id, NEW, undefined)
  expect(reserved).toEqual([3])
})

test('a write that is insisted on is reserved as a whole as well, and begins even when the run is asked to end', async () => {
  const { targets, reserved, insists } = paced()
  await targets.observe()
  await targets.write(id, NEW, undefined, true)
  expect([reserved, insists]).toEqual([[3], [true]])
})

test('a place that was never looked at waits for its turn all the same', async () => {
  const { targets, reserved } = paced()
  await expect(targets.write(id, NEW, undefined)).rejects.toThrow('not one of the declared ones')
  expect(reserved).toEqual([1])
})
