import { expect, jest, test } from '@jest/globals'
import type { PendingRequest } from '../../../sandbox/index.ts'
import type { Run } from '../../harness/run-action.ts'
import {
  asked,
  withKeysFixture,
  NEW_KEY,
  stages,
  VERIFY,
  type KeysFixture,
} from '../fixtures/keys-api-fixture.ts'
import { DAY, HOUR, nth, shop } from '../fixtures/fixture.ts'

// Runs that die, are asked to end, or are two at once.

jest.setTimeout(120_000)

type Inputs = Readonly<Record<string, string>>

/** A first rollover, and the day on which the next one is due. */
async function untilDue({ sandbox, rollover, working }: KeysFixture): Promise<string> {
  await rollover(VERIFY)
  sandbox.clock.advance(25 * DAY)
  return working() ?? ''
}

/**
 * Kills a run in the moment in which the service has carried out its n-th request that changes something, so that it
 * never sees the answer. What stands then is what stands if it dies at any request before the next such one.
 * @returns that request; undefined where the run came to its end before
 */
async function killedAt(
  { sandbox, begin }: KeysFixture,
  n: number,
  inputs: Inputs,
): Promise<PendingRequest | undefined> {
  const run = begin(inputs)
  let count = 0
  let last: PendingRequest | undefined
  sandbox.beforeRequest((request) => {
    if (last === undefined && request.method !== 'GET') {
      count += 1
      if (count === n) {
        last = request
        run.kill('SIGKILL')
      }
    }
    return Promise.resolve(request === last ? { kind: 'cut', when: 'after' } : undefined)
  })
  await run.result
  sandbox.beforeRequest(undefined)
  return last
}

/** Whether a living key is left to somebody: in the target, or in a version that can be read. */
function reachable({ working, versions, accepts }: KeysFixture): boolean {
  return working() !== undefined || versions().some(({ status, key }) => status === 'enabled' && accepts(key))
}

const moments = [1, 2, 3, 4, 5, 6, 7, 8]
const NOBODY_ASKS: Inputs = {}
const ways: readonly (readonly [string, Inputs])[] = [
  ['with keys-api-verify-url', VERIFY],
  ['without it', NOBODY_ASKS],
]
const deaths = moments.flatMap((n) => ways.map(([name, inputs]) => ({ n, name, inputs })))

test.concurrent.each(deaths)(
  'a rollover that dies at its change $n ($name) loses no key but one',
  ({ n, inputs }) =>
    withKeysFixture(async (fixture) => {
      const { sandbox, rollover, rotate, working, versions, made } = fixture
      await untilDue(fixture)
      const last = await killedAt(fixture, n, inputs)
      expect(last).toBeDefined()
      const lost = last?.url === '/keys/rollover'
      expect(reachable(fixture)).toBe(!lost)
      const count = made().length
      sandbox.clock.advance(HOUR)
      const next = await rollover(inputs)
      if (lost) {
        expect(next).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
        expect(next.errors.join('\n')).toContain('an earlier run')
        expect(next.errors.join('\n')).toContain('run once with command: rotate')
        expect((await rotate(inputs)).outputs['outcome']).toBe('rotated')
      } else {
        expect(next.exitCode).toBe(0)
        // What was made is finished, and no other is made.
        expect(made()).toHaveLength(2)
        expect(asked(next)).toHaveLength(2 - count)
      }
      expect(working()).toBe(versions().at(-1)?.key)
      // Where nobody can ask, the old one is in doubt until it expires.
      const unclear = lost && inputs === NOBODY_ASKS
      expect(stages(versions())).toEqual([unclear ? 'previous' : 'retired', 'current'])
      sandbox.clock.advance(HOUR)
      expect((await rollover(inputs)).outputs['outcome']).toBe('not-due')
    })(),
)

test.concurrent.each([1, 2, 3, 4, 5])(
  'a rotate that dies at its change %i leaves everybody a working key',
  (n) =>
    withKeysFixture(async (fixture) => {
      const { sandbox, rotate, working, versions, accepts } = fixture
      const old = await untilDue(fixture)
      const inputs = { ...VERIFY, ...NEW_KEY, 'keys-api-key': '', 'max-age': '20d' }
      const last = await killedAt(fixture, n, inputs)
      expect(last).toBeDefined()
      expect(accepts(old)).toBe(true)
      expect(working()).toBeDefined()
      sandbox.clock.advance(HOUR)
      const next = await rotate(inputs)
      expect(next.exitCode).toBe(0)
      expect(asked(next)).toHaveLength(last?.url === '/keys/create' ? 1 : 0)
      expect(working()).toBe(versions().at(-1)?.key)
      expect(working()).not.toBe(old)
      expect(stages(versions())).toEqual(['previous', 'current'])
      expect(accepts(old)).toBe(true)
    })(),
)

test.concurrent.each([2, 3, 4, 5])('a first rollover that dies at its change %i', (n) =>
  withKeysFixture(async (fixture) => {
    const { sandbox, rollover, rotate, working, versions, made } = fixture
    const last = await killedAt(fixture, n, VERIFY)
    expect(last).toBeDefined()
    const lost = last?.url === '/keys/rollover'
    expect(reachable(fixture)).toBe(!lost)
    sandbox.clock.advance(HOUR)
    const next = await rollover(VERIFY)
    if (lost) {
      expect(next.exitCode).toBe(1)
      expect(next.errors.join('\n')).toContain('run once with command: rotate')
      await rotate(VERIFY)
    } else {
      expect(next.exitCode).toBe(0)
      expect(made()).toHaveLength(1)
    }
    expect(working()).toBe(versions().at(-1)?.key)
  })(),
)

test.concurrent(
  'asked to end while the service rolls the key over: it is stored all the same, and the next run publishes it',
  withKeysFixture(async (fixture) => {
    const { sandbox, begin, rollover, working, versions, made } = fixture
    await untilDue(fixture)
    const probe = `process.on('SIGINT', () => console.log('received SIGINT'))`
    const run = begin(VERIFY, {
      workspace: { 'probe.mjs': probe },
      env: { NODE_OPTIONS: '--import=./probe.mjs' },
    })
    let done = false
    sandbox.beforeRequest(async ({ url }) => {
      if (url === '/keys/rollover' && !done) {
        done = true
        run.kill('SIGINT')
        await run.waitForOutput('received SIGINT')
      }
      return undefined
    })
    const ended = await run.result
    sandbox.beforeRequest(undefined)
    expect(ended).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete' } })
    expect(versions().at(-1)).toMatchObject({ key: made()[1]?.key, status: 'enabled' })
    expect(working()).toBeUndefined()
    const next = await rollover(VERIFY)
    expect(next.outputs['outcome']).toBe('resumed')
    expect(working()).toBe(made()[1]?.key)
  }),
)

test.concurrent.each(ways)('two rollovers at once make one key (%s)', (_, inputs) =>
  withKeysFixture(async (fixture) => {
    const { sandbox, begin, rollover, working, versions, made } = fixture
    await untilDue(fixture)
    // Both have seen what stands before either asks.
    let waiting: (() => void)[] = []
    sandbox.beforeRequest(async ({ url }) => {
      if (url !== '/keys/rollover') return undefined
      await new Promise<void>((resolve) => {
        waiting.push(resolve)
        if (waiting.length === 2) {
          for (const go of waiting) go()
          waiting = []
        }
      })
      return undefined
    })
    const shared = { sharesSandbox: true }
    const runs: readonly Run[] = await Promise.all([
      begin(inputs, shared).result,
      begin(inputs, shared).result,
    ])
    sandbox.beforeRequest(undefined)
    expect(made()).toHaveLength(2)
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0])
    expect(working()).toBe(made()[1]?.key)
    sandbox.clock.advance(HOUR)
    const next = await rollover(inputs)
    expect(next.exitCode).toBe(0)
    expect(made()).toHaveLength(2)
    expect(working()).toBe(made()[1]?.key)
    expect(stages(versions())).toEqual(['retired', 'current'])
  })(),
)

test.concurrent(
  'two rotates at once: each key lives, and both runs and the next one leave a current one in the target',
  withKeysFixture(async ({ sandbox, begin, rotate, working, versions, made, accepts }) => {
    const inputs = { ...VERIFY, ...NEW_KEY, 'keys-api-key': '', 'max-age': '20d' }
    const shared = { sharesSandbox: true }
    await Promise.all([begin(inputs, shared).result, begin(inputs, shared).result])
    expect(working()).toBeDefined()
    sandbox.clock.advance(HOUR)
    await rotate(inputs)
    sandbox.clock.advance(HOUR)
    expect((await rotate(inputs)).outputs['outcome']).toBe('not-due')
    const current = versions().findLast(({ record }) => record['stage'] === 'current')
    expect(working()).toBe(current?.key)
    for (const { key } of made()) expect(accepts(key)).toBe(true)
  }),
)

test.concurrent(
  'a run that is held up while another one rolls over does not write the dead key',
  withKeysFixture(async (fixture) => {
    const { sandbox, begin, rollover, working, held, made } = fixture
    const old = await untilDue(fixture)
    // Somebody deletes the secret, so that a run has the old key to write again, and stands still before it does.
    const quiet = { ...VERIFY, 'rollover-window': '0' }
    sandbox.github.deleteSecret(shop, 'API_KEY')
    let release = (): void => undefined
    const gate = new Promise<void>((resolve) => (release = resolve))
    let held1 = false
    sandbox.beforeRequest(async ({ method, url }) => {
      if (!held1 && method === 'GET' && url.includes('/public-key')) {
        held1 = true
        await gate
      }
      return undefined
    })
    const slow = begin(quiet, { sharesSandbox: true })
    await slow.waitForRequest(nth(1, ({ service }) => service === 'keys-api'))
    const fast = await rollover(VERIFY, { sharesSandbox: true })
    expect(fast.outputs['outcome']).toBe('rolled-over')
    release()
    await slow.result
    expect(held()).not.toBe(old)
    expect(working()).toBe(made()[1]?.key)
  }),
)
