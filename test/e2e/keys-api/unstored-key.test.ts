import { expect, jest, test } from '@jest/globals'
import sodium from 'libsodium-wrappers'
import type { FaultEffect, FaultRule } from '../../../sandbox/index.ts'
import type { Run } from '../../harness/run-action.ts'
import {
  asked,
  withKeysFixture,
  nameOf,
  productionKey,
  stages,
  VERIFY,
  type KeysFixture,
} from '../fixtures/keys-api-fixture.ts'
import { changes, DAY, everythingSaid, production, shop } from '../fixtures/fixture.ts'

// A rolled-over key that the store does not take: the old one is dead, so the targets get it all the same.

jest.setTimeout(240_000)

const STORE: Omit<FaultRule, 'effect'> = { service: 'scaleway', method: 'POST', path: '/versions$', times: 0 }
const REFUSED: FaultEffect = { kind: 'status', status: 400 }

interface Recovery {
  readonly inputs: Readonly<Record<string, string>>
  readonly open: (box: string) => string
}

/** A pair of keys as a user would make it. */
async function recovery(): Promise<Recovery> {
  await sodium.ready
  const { publicKey, privateKey } = sodium.crypto_box_keypair()
  return {
    inputs: { ...VERIFY, 'recovery-public-key': Buffer.from(publicKey).toString('base64') },
    open: (box) =>
      Buffer.from(sodium.crypto_box_seal_open(Buffer.from(box, 'base64'), publicKey, privateKey)).toString(
        'utf8',
      ),
  }
}

/** The boxes that a run printed, in its log and in its summary. */
function boxes(run: Run): readonly string[] {
  const inLog = run.warnings.flatMap((text) => /opens it\): (\S+)$/.exec(text)?.[1] ?? [])
  const inSummary = [...run.summary.matchAll(/sealed to recovery-public-key: `([^`]+)`/g)].map(
    ([, box]) => box ?? '',
  )
  return [...inLog, ...inSummary]
}

/** Whatever comes later, what the targets were given stays until `rotate` makes a key that is stored. */
async function expectRotateHelps({
  sandbox,
  rollover,
  rotate,
  held,
  accepts,
  working,
  versions,
}: KeysFixture) {
  const given = held() ?? ''
  for (let day = 1; day <= 2; day += 1) {
    sandbox.clock.advance(DAY)
    const next = await rollover(VERIFY)
    expect(next).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(next.errors.join('\n')).toContain('run once with command: rotate')
    expect(held()).toBe(given)
    expect(accepts(given)).toBe(true)
  }
  const out = await rotate(VERIFY)
  expect(out).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
  expect(working()).toBe(versions().at(-1)?.key)
  expect(working()).not.toBe(given)
  sandbox.clock.advance(DAY)
  expect(changes(await rollover(VERIFY))).toEqual([])
}

test.concurrent(
  'a store that fails for good: the targets get the key, and the log has it sealed',
  withKeysFixture(async (fixture) => {
    const { sandbox, rollover, working, made, versions } = fixture
    const { inputs, open } = await recovery()
    await rollover(VERIFY)
    sandbox.github.setSecret(production, 'API_KEY', 'FAKE-nothing-yet')
    sandbox.clock.advance(25 * DAY)
    sandbox.setFaults([{ ...STORE, effect: REFUSED }])
    const run = await rollover({ ...inputs, environments: 'acme/shop/production' })
    sandbox.clearFaults()
    const key = made()[1]?.key ?? ''
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete', changed: 'true' } })
    expect(asked(run)).toHaveLength(1)
    expect([working(shop), working(production)]).toEqual([key, key])
    expect(boxes(run)).toHaveLength(2)
    for (const box of boxes(run)) expect(open(box)).toBe(key)
    const said = run.errors.join('\n')
    expect(said).toContain(`the new key ${nameOf(key)} could not be stored, and the old one is dead`)
    expect(said).toContain('every target was given it')
    expect(said).toContain('run once with command: rotate')
    expect(everythingSaid(run)).not.toContain('goes on working')
    expect(stages(versions())).toEqual(['current'])
    // Nobody may read from the summary that the targets hold the dead key.
    expect(run.summary.match(/\| ⚠️ a new key that could not be stored \|/g)).toHaveLength(2)
    await expectRotateHelps(fixture)
  }),
)

test.concurrent(
  'the same on the first run, without anybody who could open a box',
  withKeysFixture(async (fixture) => {
    const { sandbox, rollover, working, made, versions } = fixture
    sandbox.setFaults([{ ...STORE, effect: REFUSED }])
    const run = await rollover(VERIFY)
    sandbox.clearFaults()
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete' } })
    expect(boxes(run)).toEqual([])
    expect(working()).toBe(made()[0]?.key)
    expect(versions()).toEqual([])
    await expectRotateHelps(fixture)
  }),
)

test.concurrent(
  'a target that fails as well is named, whatever it fails with, and keeps no other from being written',
  withKeysFixture(async ({ sandbox, rollover, working, held, made }) => {
    const { inputs, open } = await recovery()
    sandbox.github.setSecret(production, 'API_KEY', productionKey.key)
    sandbox.setFaults([
      { ...STORE, effect: REFUSED },
      {
        service: 'github',
        method: 'PUT',
        path: '/environments/',
        times: 0,
        effect: { kind: 'status', status: 403 },
      },
    ])
    const run = await rollover({ ...inputs, environments: 'acme/shop/production' })
    const key = made()[0]?.key ?? ''
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete' } })
    expect(working(shop)).toBe(key)
    expect(held(production)).toBe(productionKey.key)
    expect(run.errors.join('\n')).toMatch(/1 target could not be given it either: .*production/)
    expect(boxes(run).map(open)).toEqual([key, key])
  }),
)

test.concurrent(
  'asked to end while the store fails: the targets are given the key all the same, and fast',
  withKeysFixture(async ({ sandbox, begin, working, made }) => {
    const { inputs, open } = await recovery()
    sandbox.setFaults([{ ...STORE, effect: { kind: 'status', status: 500 } }])
    sandbox.setFaults([{ ...STORE, effect: { kind: 'status', status: 500 } }])
    const run = begin(inputs)
    await run.waitForRequest(({ method, url }) => method === 'POST' && url.endsWith('/versions'))
    run.kill('SIGINT')
    const killed = performance.now()
    const ended = await run.result
    // The runner kills the process after 10 seconds. Without the signal, the retries alone sleep for more than 30 seconds.
    expect(performance.now() - killed).toBeLessThan(30_000)
    expect(ended).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete' } })
    expect(working()).toBe(made()[0]?.key)
    expect(boxes(ended).map(open)).toEqual([working(), working()])
  }),
)

test.concurrent(
  'a key that was made beside a living one is sealed and given to nobody',
  withKeysFixture(async ({ sandbox, rotate, held, made, versions }) => {
    const { inputs, open } = await recovery()
    sandbox.setFaults([{ ...STORE, effect: REFUSED }])
    const run = await rotate(inputs)
    sandbox.clearFaults()
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete' } })
    expect(held()).toBe(productionKey.key)
    expect(boxes(run).map(open)).toEqual([made()[0]?.key, made()[0]?.key])
    expect(run.errors.join('\n')).toContain('no target was given it, and the old key goes on working')
    expect(versions()).toEqual([])
    expect((await rotate(VERIFY)).outputs['outcome']).toBe('rotated')
  }),
)

const passing: readonly (readonly [string, FaultRule])[] = [
  ['refuses for a while', { ...STORE, times: 3, effect: REFUSED }],
  ['limits', { ...STORE, times: 2, effect: { kind: 'rate-limit' } }],
  ['stores and does not say so', { ...STORE, times: 1, effect: { kind: 'cut', when: 'after' } }],
  ['breaks off', { ...STORE, times: 2, effect: { kind: 'cut', when: 'before' } }],
  ['fails after it stored', { ...STORE, times: 1, effect: { kind: 'status', status: 500, when: 'after' } }],
]

test.concurrent.each(passing)('a store that %s is waited for, and nothing is told of a lost key', (_, rule) =>
  withKeysFixture(async ({ sandbox, rollover, working, made, versions }) => {
    sandbox.setFaults([rule])
    const run = await rollover((await recovery()).inputs)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rolled-over' } })
    expect(boxes(run)).toEqual([])
    expect(made()).toHaveLength(1)
    expect(working()).toBe(made()[0]?.key)
    expect(stages(versions())).toEqual(['current'])
  })(),
)

test.concurrent(
  'a recovery key to which nothing can be sealed is told before anything is changed',
  withKeysFixture(async ({ rollover, made }) => {
    const zero = Buffer.alloc(32).toString('base64')
    const run = await rollover({ ...VERIFY, 'recovery-public-key': zero })
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(run.errors.join('\n')).toContain('recovery-public-key: Nothing can be sealed to it')
    expect(changes(run)).toEqual([])
    expect(made()).toEqual([])
  }),
)

test.concurrent(
  'no room in the store is told before anything is changed',
  withKeysFixture(async ({ sandbox, rollover, made }) => {
    await rollover(VERIFY)
    const secret = sandbox.scaleway.secrets.secretNamed('shop-api-key')
    for (let count = 1; count < 20; count += 1) {
      sandbox.scaleway.secrets.createVersion(secret?.id ?? '', { payload: '{"API_KEY":"FAKE-by-hand"}' })
    }
    sandbox.clock.advance(25 * DAY)
    const run = await rollover(VERIFY)
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(run.errors.join('\n')).toContain('20 versions of at most 20')
    expect(changes(run)).toEqual([])
    expect(made()).toHaveLength(1)
  }),
)

test.concurrent(
  'a target that cannot be written at all is told before anything is changed',
  withKeysFixture(async ({ rollover, made, working }) => {
    const run = await rollover({ ...VERIFY, environments: 'acme/shop/nowhere' })
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(asked(run)).toEqual([])
    expect(made()).toEqual([])
    expect(working()).toBe(productionKey.key)
  }),
)
