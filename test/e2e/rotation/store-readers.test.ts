import { expect, jest, test } from '@jest/globals'
import type { PendingRequest } from '../../../sandbox/index.ts'
import { watchReaders } from '../fixtures/store-readers.ts'
import {
  after,
  both,
  DAY,
  deploy,
  HOUR,
  inShort,
  killed,
  nth,
  rotateHalf,
  rotateTwice,
  shop,
  type Fixture,
} from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const STORE = 'POST /secret-manager/v1beta1/regions/fr-par/secrets/<id>/versions'
const byHand = { event: { name: 'workflow_dispatch' } }
const force = { force: 'true' }
const oneGeneration = after(async ({ sandbox, rotate }) => {
  await rotate()
  sandbox.clock.advance(DAY)
})
const twoGenerations = after(rotateTwice)

const isStore = (request: PendingRequest): boolean => inShort(request) === STORE

/**
 * Lets two forced runs meet: each has created and verified its key before one of them is stored.
 * @param release called when the second one is about to store its key; the promise lets it go on
 */
async function meet(
  { sandbox, begin }: Fixture,
  release: () => Promise<void>,
): Promise<readonly { readonly exitCode: number | undefined }[]> {
  const first = Promise.withResolvers<undefined>()
  let stores = 0
  sandbox.beforeRequest(async (request) => {
    if (!isStore(request)) return undefined
    stores += 1
    if (stores === 1) await first.promise
    if (stores !== 2) return undefined
    first.resolve(undefined)
    await release()
    return undefined
  })
  const runs = [begin(force, { sharesSandbox: true }), begin(force, { sharesSandbox: true })]
  const results = await Promise.all(runs.map(({ result }) => result))
  sandbox.beforeRequest(undefined)
  return results
}

/** Resolves with the first exchange from now on that fits. */
function exchangeOf({ sandbox }: Fixture, pattern: RegExp): Promise<void> {
  return new Promise((resolve) => {
    const stop = sandbox.onExchange((exchange) => {
      if (!pattern.test(inShort(exchange))) return
      stop()
      resolve()
    })
  })
}

test.concurrent.each([
  { when: 'the other has stored its key', pattern: /^POST .*\/versions$/ },
  { when: 'the other has published its key', pattern: /^PUT .*SCW_/ },
  { when: 'the other has made its key current', pattern: /^PATCH .*\/versions\/\d+$/ },
])('two forced runs that meet end well when one stores its key after $when', ({ pattern }) =>
  oneGeneration(async (stage) => {
    const { sandbox, rotate, retrieve, lives, workingKey, living } = stage
    const readers = watchReaders(sandbox)
    const runs = await meet(stage, () => exchangeOf(stage, pattern))
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0])

    // Whatever a reader was given goes on working: right after it, after the next runs, and through a grace period.
    const handed = (await retrieve()).outputs['access-key'] ?? ''
    const published = workingKey(shop)
    expect(lives(handed)).toBe(true)
    for (const hours of [0, 2, 24, 24 * 5]) {
      sandbox.clock.advance(hours * HOUR)
      expect((await rotate()).exitCode).toBe(0)
      expect((await retrieve()).outputs['access-key']).toBe(published)
      expect(workingKey(shop)).toBe(published)
      expect([...readers.keys].filter((accessKey) => !lives(accessKey))).toEqual([])
    }
    // In the end one key is left besides the one that was made by hand.
    sandbox.clock.advance(8 * DAY)
    await rotate()
    expect(living()).toEqual([deploy.accessKey, published])
    expect(readers.broken).toEqual([])
  })(),
)

/** Where a run is killed, and what is read from the store until the next one. */
const kills: readonly { readonly name: string; readonly last: Parameters<typeof killed>[2] }[] = [
  { name: 'has created its key', last: (one) => inShort(one) === 'POST /iam/v1alpha1/api-keys' },
  { name: 'has marked its key stored', last: (one) => inShort(one) === 'PATCH /iam/v1alpha1/api-keys/<key>' },
  { name: 'has stored its key', last: (one) => inShort(one) === STORE },
  { name: 'has written one half of a pair', last: nth(1, ({ method }) => method === 'PUT') },
  { name: 'has promoted its key', last: (one) => /^PATCH .*\/versions\/\d+$/.test(inShort(one)) },
]

test.concurrent.each(kills)(
  'what a reader was given when a run died that $name goes on working',
  ({ last }) =>
    oneGeneration(async (stage) => {
      const { sandbox, begin, rotate, retrieve, lives, workingKey } = stage
      const readers = watchReaders(sandbox)
      await killed(sandbox, begin(force), last)
      const handed = (await retrieve()).outputs['access-key'] ?? ''
      for (const hours of [2, 0, 24 * 5]) {
        sandbox.clock.advance(hours * HOUR)
        expect((await rotate()).exitCode).toBe(0)
        expect(lives(handed)).toBe(true)
        expect((await retrieve()).outputs['access-key']).toBe(workingKey(shop))
      }
      expect(readers.broken).toEqual([])
    })(),
)

test.concurrent(
  'a key that never works is read by nobody',
  oneGeneration(async ({ sandbox, rotate, retrieve, workingKey }) => {
    const current = workingKey(shop)
    const readers = watchReaders(sandbox)
    sandbox.scaleway.setConsistency({ newKeyUnknownFor: { requests: 1000 } })
    await rotate({ ...force, 'propagation-timeout': '1s' })
    expect([...readers.keys]).toEqual([current])
    expect(readers.broken).toEqual([])
    sandbox.scaleway.setConsistency({})
    expect((await retrieve()).outputs['access-key']).toBe(current)
  }),
)

test.concurrent(
  'a key that was given up works through a grace period, because it could be read',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, retrieve, lives } = stage
    const readers = watchReaders(sandbox)
    const unfinished = await rotateHalf(stage)
    expect((await retrieve()).outputs['access-key']).toBe(unfinished)
    await rotate({ ...both, command: 'rollback' }, byHand)
    for (const days of [1, 6]) {
      sandbox.clock.advance(days * DAY)
      await rotate(both)
      expect(lives(unfinished)).toBe(true)
    }
    sandbox.clock.advance(2 * DAY)
    await rotate(both)
    expect(lives(unfinished)).toBe(false)
    expect(readers.broken).toEqual([])
  }),
)
