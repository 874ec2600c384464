import { describe, expect, test } from '@jest/globals'
import type { Policy } from '../../../src/rotation/model/policy.ts'
import type { Fate } from '../simulation/gate.ts'
import { settle } from '../simulation/judge.ts'
import { createModel, days } from '../simulation/simulation.ts'
import { modelAt, STARTS, type Start } from '../simulation/starts.ts'

const FATES: readonly Fate[] = ['refused', 'cut-before', 'cut-after', 'crash-before', 'crash-after']

/** For a machine that is busy with other things. */
const PATIENCE_MS = 60_000

/** One run without faults: the requests that it sends, and how many keys there were in the end. */
async function faultless(
  start: Start,
  policy: Partial<Policy>,
): Promise<{ requests: readonly string[]; made: number }> {
  const model = await modelAt(start, { policy })
  const before = model.gate.log.length
  await model.run()
  return { requests: model.gate.log.slice(before), made: model.cloud.made }
}

/** Before its version is stored a run may leave a key behind that nobody can use; elsewhere it may not. */
function mayCostAKey(requests: readonly string[], at: number): boolean {
  const create = requests.findIndex((request) => request.includes('iam.create'))
  const store = requests.findIndex((request) => request.includes('store.add'))
  return create >= 0 && at >= create && at <= store
}

async function tryEveryFault(start: Start, policy: Partial<Policy> = {}): Promise<readonly string[]> {
  const { requests, made } = await faultless(start, policy)
  const broken: string[] = []
  for (const [at, request] of requests.entries()) {
    for (const fate of FATES) {
      const model = await modelAt(start, { policy })
      try {
        await model.run({}, new Map([[at, fate]]))
        await settle(model)
        const allowed = made + (mayCostAKey(requests, at) ? 1 : 0)
        if (model.cloud.made > allowed) throw new Error(`${model.cloud.made} keys were made, not ${allowed}`)
      } catch (error) {
        broken.push(`request ${at}, ${request}, ${fate}: ${String(error)}`)
      }
    }
  }
  return broken
}

/**
 * A fault at each request in turn, of each kind; then clean daily runs. After every request the invariants hold (see
 * model/invariants.ts), within three clean runs everything has converged, and no key is left or made in vain.
 */
describe('a run survives a fault at any of its requests', () => {
  test.each(Object.keys(STARTS) as Start[])(
    '%s',
    async (start) => {
      expect(await tryEveryFault(start)).toEqual([])
    },
    PATIENCE_MS,
  )

  test(
    'without a grace period',
    async () => {
      expect(await tryEveryFault('due', { grace: days(0) })).toEqual([])
    },
    PATIENCE_MS,
  )

  test('with one target', async () => {
    const model = createModel({ targets: ['T1'] })
    await STARTS.due(model)
    await model.run()
    await settle(model)
  })
})
