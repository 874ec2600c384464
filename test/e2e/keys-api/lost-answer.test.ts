import { expect, jest, test } from '@jest/globals'
import type { FaultEffect, FaultRule } from '../../../sandbox/index.ts'
import {
  asked,
  withKeysFixture,
  nameOf,
  NEW_KEY,
  productionKey,
  stages,
  VERIFY,
  type KeysFixture,
} from '../fixtures/keys-api-fixture.ts'
import { DAY, production, reader, shop } from '../fixtures/fixture.ts'

// A rollover ends the old key at once and shows the new one once: what happens where that one answer does not come.

jest.setTimeout(240_000)

const ROLLOVER: Omit<FaultRule, 'effect'> = { service: 'keys-api', method: 'POST', path: '/keys/rollover$' }
const CREATE: Omit<FaultRule, 'effect'> = { service: 'keys-api', method: 'POST', path: '/keys/create$' }
const CUT_AFTER: FaultEffect = { kind: 'cut', when: 'after' }
const CUT_BEFORE: FaultEffect = { kind: 'cut', when: 'before' }

/** A first rollover, and the day on which the next one is due. */
async function untilDue({ sandbox, rollover, working }: KeysFixture): Promise<string> {
  const run = await rollover(VERIFY)
  if (run.outputs['outcome'] !== 'rolled-over') throw new Error(`The first rollover failed:\n${run.log}`)
  sandbox.clock.advance(25 * DAY)
  return working() ?? ''
}

/**
 * What must hold once a key went astray: every later rollover says so, names the way out, and writes nothing; neither
 * the dead key over one that a person wrote, nor any other.
 */
async function expectWayOut(fixture: KeysFixture, dead: string, inputs: Readonly<Record<string, string>>) {
  const { sandbox, rollover, rotate, working, held, accepts, made } = fixture
  expect(accepts(dead)).toBe(false)
  // A person helps out with a key of their own.
  const helping = sandbox.keysApi.createKey({
    user: productionOwner(fixture),
    name: 'By hand',
    permissions: ['read'],
  })
  sandbox.github.setSecret(shop, 'API_KEY', helping.key)
  for (let day = 1; day <= 2; day += 1) {
    sandbox.clock.advance(DAY)
    const count = made().length
    const next = await rollover(inputs)
    expect(next).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(next.errors.join('\n')).toContain('run once with command: rotate')
    expect(held()).toBe(helping.key)
    expect(made()).toHaveLength(count)
  }
  sandbox.clock.advance(DAY)
  const out = await rotate(inputs)
  expect(out).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
  const current = working()
  expect(current).toBe(made().at(-1)?.key)
  sandbox.clock.advance(DAY)
  const quiet = await rollover(inputs)
  expect(quiet.exitCode).toBe(0)
  expect(asked(quiet)).toEqual([])
  expect(working()).toBe(current)
}

function productionOwner({ keyOf }: KeysFixture): string {
  return keyOf(productionKey.key).userId
}

const unseen: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['with keys-api-verify-url', VERIFY],
  ['without it', {}],
]

test.concurrent.each(unseen)('an answer that is cut before the effect costs nothing (%s)', (_, inputs) =>
  withKeysFixture(async (fixture) => {
    const { sandbox, rollover, working, made, versions } = fixture
    await untilDue(fixture)
    sandbox.setFaults([{ ...ROLLOVER, effect: CUT_BEFORE }])
    const run = await rollover(inputs)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rolled-over' } })
    expect(asked(run)).toHaveLength(2)
    expect(made()).toHaveLength(2)
    expect(working()).toBe(made()[1]?.key)
    expect(stages(versions())).toEqual(['retired', 'current'])
  })(),
)

test.concurrent.each(unseen)(
  'an answer that is cut after the effect is told as what it is, and rotate is the way out (%s)',
  (_, inputs) =>
    withKeysFixture(async (fixture) => {
      const old = await untilDue(fixture)
      fixture.sandbox.setFaults([{ ...ROLLOVER, effect: CUT_AFTER }])
      const run = await fixture.rollover(inputs)
      fixture.sandbox.clearFaults()
      expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'true' } })
      expect(run.errors.join('\n')).toContain(
        `the service rolled the old key ${nameOf(old)} over, and the answer with the new key was lost`,
      )
      expect(run.errors.join('\n')).toContain('run once with command: rotate')
      expect(run.log).not.toContain('goes on working')
      expect(fixture.versions()[0]?.record).toHaveProperty('replacing')
      await expectWayOut(fixture, old, inputs)
    })(),
)

test.concurrent(
  'the same where the key had expired already, so that nothing could be seen of it',
  withKeysFixture(async (fixture) => {
    const old = await untilDue(fixture)
    fixture.sandbox.clock.advance(6 * DAY)
    fixture.sandbox.setFaults([{ ...ROLLOVER, effect: CUT_AFTER }])
    const run = await fixture.rollover(VERIFY)
    fixture.sandbox.clearFaults()
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(run.errors.join('\n')).toContain('the answer with the new key was lost')
    await expectWayOut(fixture, old, VERIFY)
  }),
)

test.concurrent(
  'the same on the first run, where nothing is in the store',
  withKeysFixture(async (fixture) => {
    fixture.sandbox.setFaults([{ ...ROLLOVER, effect: CUT_AFTER }])
    const run = await fixture.rollover(VERIFY)
    fixture.sandbox.clearFaults()
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'true' } })
    // It may as well be a key that the service never knew.
    expect(run.errors.join('\n')).toContain('nobody knows whether the service rolled the old key')
    expect(run.log).not.toContain('was left as it is')
    await expectWayOut(fixture, productionKey.key, VERIFY)
  }),
)

const lost: readonly (readonly [string, FaultEffect])[] = [
  ['a 500', { kind: 'status', status: 500, when: 'after' }],
  ['a 408', { kind: 'raw', status: 408, body: '', when: 'after' }],
  [
    'JSON that breaks off',
    { kind: 'raw', status: 200, body: '{"status_code":200,"data":{"api_k', when: 'after' },
  ],
  ['a page', { kind: 'raw', status: 200, body: '<html>\nwelcome\n</html>', when: 'after' }],
  ['no body', { kind: 'raw', status: 200, when: 'after' }],
  ['a list', { kind: 'raw', status: 200, body: '[]', when: 'after' }],
  ['far too much', { kind: 'raw', status: 200, body: 'x'.repeat(1024), repeat: 5000, when: 'after' }],
]

test.concurrent.each(lost)('an answer without a key (%s), after the effect, is a lost one', (_, effect) =>
  withKeysFixture(async (fixture) => {
    const old = await untilDue(fixture)
    fixture.sandbox.setFaults([{ ...ROLLOVER, effect }])
    const run = await fixture.rollover(VERIFY)
    fixture.sandbox.clearFaults()
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(run.errors.join('\n')).toContain('the answer with the new key was lost')
    expect(fixture.accepts(old)).toBe(false)
    expect((await fixture.rotate(VERIFY)).outputs['outcome']).toBe('rotated')
    expect(fixture.working()).toBe(fixture.versions().at(-1)?.key)
  })(),
)

test.concurrent(
  'an answer that has everything but the key is a lost one as well',
  withKeysFixture(async (fixture) => {
    await untilDue(fixture)
    fixture.sandbox.keysApi.changeSettings({ keyAnswer: 'without-key' })
    const run = await fixture.rollover(VERIFY)
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(run.errors.join('\n')).toContain('has no key')
    expect(run.errors.join('\n')).toContain('run once with command: rotate')
  }),
)

test.concurrent(
  'a service that never answers: where the old key is seen to work nothing is called lost, and the next run goes on',
  withKeysFixture(async (fixture) => {
    const { sandbox, rollover, working, made } = fixture
    const old = await untilDue(fixture)
    sandbox.setFaults([{ ...ROLLOVER, times: 0, effect: CUT_BEFORE }])
    const run = await rollover(VERIFY)
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(run.log).toContain('did not answer POST /keys/rollover')
    expect(run.log).not.toContain('command: rotate')
    expect(run.errors.join('\n')).toContain('was accepted after that, so it was probably not rolled over')
    expect(run.outputs['changed']).toBe('true') // it may still take effect
    expect(working()).toBe(old)
    const blind = await rollover()
    expect(blind).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(blind.log).toContain('nobody knows whether the service rolled')
    sandbox.clearFaults()
    // In doubt it is not written anywhere, though somebody overwrote it; but it is asked for again.
    sandbox.github.setSecret(shop, 'API_KEY', 'FAKE-somebody-elses-text')
    const next = await rollover()
    expect(next.outputs['outcome']).toBe('rolled-over')
    expect(next.log).toContain('nobody knows how that ended')
    expect(working()).toBe(made()[1]?.key)
    expect(made()).toHaveLength(2)
  }),
)

test.concurrent(
  'a first run whose request is cut, and whose key the service never knew, does not claim that it was rolled over',
  withKeysFixture(async (fixture) => {
    fixture.sandbox.setFaults([{ ...ROLLOVER, effect: CUT_BEFORE }])
    const run = await fixture.rollover({ 'keys-api-key': 'FAKE-a-key-that-nobody-made' })
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(run.errors.join('\n')).toContain('nobody knows whether the service rolled the old key')
    expect(run.errors.join('\n')).not.toContain('the answer with the new key was lost')
    expect(fixture.made()).toEqual([])
  }),
)

test.concurrent(
  'a key that was to be made and whose answer is lost: the old one works, and the next run makes another',
  withKeysFixture(async (fixture) => {
    const { sandbox, rotate, working, made, versions } = fixture
    for (const effect of [CUT_AFTER, CUT_BEFORE]) {
      sandbox.setFaults([{ ...CREATE, effect }])
      const run = await rotate(VERIFY)
      expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
      expect(asked(run)).toHaveLength(1)
      expect(run.errors.join('\n')).toContain('nobody knows whether the service made a key')
      expect(run.errors.join('\n')).toContain('deactivate it there')
      expect(working()).toBe(productionKey.key)
      expect(versions()).toEqual([])
    }
    const next = await rotate(VERIFY)
    expect(next.outputs['outcome']).toBe('rotated')
    expect(made()).toHaveLength(2)
    expect(working()).toBe(made()[1]?.key)
  }),
)

test.concurrent(
  'targets that fail: the others get the key, and the next run goes on with the same one',
  withKeysFixture(async (fixture) => {
    const { sandbox, rollover, working, held, made, versions } = fixture
    sandbox.github.setSecret(production, 'API_KEY', productionKey.key)
    const both = { ...VERIFY, environments: 'acme/shop/production' }
    const effect = { kind: 'status', status: 403 } as const
    sandbox.setFaults([{ service: 'github', method: 'PUT', path: '/environments/', times: 0, effect }])
    const run = await rollover(both)
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete' } })
    expect(working(shop)).toBe(made()[0]?.key)
    expect(held(production)).toBe(productionKey.key)
    expect(stages(versions())).toEqual(['pending'])
    sandbox.clearFaults()
    sandbox.clock.advance(DAY)
    const next = await rollover(both)
    expect(next.outputs['outcome']).toBe('resumed')
    expect(made()).toHaveLength(1)
    expect(working(production)).toBe(made()[0]?.key)
  }),
)

test.concurrent(
  'no target can be written: who retrieves the key gets the new one, because the old one is dead',
  withKeysFixture(async (fixture) => {
    const { sandbox, rollover, retrieve, working, made } = fixture
    await untilDue(fixture)
    sandbox.scaleway.iam.setPermissions(reader.applicationId, [
      'SecretManagerReadOnly',
      'SecretManagerSecretAccess',
    ])
    const effect = { kind: 'status', status: 500 } as const
    sandbox.setFaults([{ service: 'github', method: 'PUT', times: 0, effect }])
    expect((await rollover(VERIFY)).outputs['outcome']).toBe('incomplete')
    expect(working()).toBeUndefined()
    expect((await retrieve()).outputs).toMatchObject({ 'api-key': made()[1]?.key, revision: '2' })
    sandbox.clearFaults()
    expect((await rollover(VERIFY)).outputs['outcome']).toBe('resumed')
    expect(working()).toBe(made()[1]?.key)
    expect((await retrieve()).outputs).toMatchObject({ 'api-key': made()[1]?.key, revision: '2' })

    // A key that was made beside the current one is not handed out before it is current.
    sandbox.setFaults([{ service: 'github', method: 'PUT', times: 0, effect }])
    await fixture.rotate({ ...NEW_KEY, ...VERIFY })
    expect((await retrieve()).outputs).toMatchObject({ 'api-key': made()[1]?.key, revision: '2' })
  }),
)
