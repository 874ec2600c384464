import { expect, jest, test } from '@jest/globals'
import type { FaultEffect, FaultRule } from '../../../sandbox/index.ts'
import {
  asked,
  keysScene,
  nameOf,
  NEW_KEY,
  productionKey,
  stages,
  VERIFY,
  type KeysScene,
} from '../fixtures/keys-api-fixture.ts'
import { DAY, production, reader, shop } from '../fixtures/fixture.ts'

// A rollover ends the old key at once and shows the new one once: what happens where that one answer does not come.

jest.setTimeout(240_000)

const ROLLOVER: Omit<FaultRule, 'effect'> = { service: 'keys-api', method: 'POST', path: '/keys/rollover$' }
const CREATE: Omit<FaultRule, 'effect'> = { service: 'keys-api', method: 'POST', path: '/keys/create$' }
const CUT_AFTER: FaultEffect = { kind: 'cut', when: 'after' }
const CUT_BEFORE: FaultEffect = { kind: 'cut', when: 'before' }

/** A first rollover, and the day on which the next one is due. */
async function untilDue({ sandbox, rollover, working }: KeysScene): Promise<string> {
  const run = await rollover(VERIFY)
  if (run.outputs['outcome'] !== 'rolled-over') throw new Error(`The first rollover failed:\n${run.log}`)
  sandbox.clock.advance(25 * DAY)
  return working() ?? ''
}

/**
 * What must hold once a key went astray: every later rollover says so, names the way out, and writes nothing; neither
 * the dead key over one that a person wrote, nor any other.
 */
async function expectWayOut(scene: KeysScene, dead: string, inputs: Readonly<Record<string, string>>) {
  const { sandbox, rollover, rotate, working, held, accepts, made } = scene
  expect(accepts(dead)).toBe(false)
  // A person helps out with a key of their own.
  const helping = sandbox.keysApi.createKey({
    user: productionOwner(scene),
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

function productionOwner({ keyOf }: KeysScene): string {
  return keyOf(productionKey.key).userId
}

const unseen: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['with keys-api-verify-url', VERIFY],
  ['without it', {}],
]

test.concurrent.each(unseen)('an answer that is cut before the effect costs nothing (%s)', (_, inputs) =>
  keysScene(async (scene) => {
    const { sandbox, rollover, working, made, versions } = scene
    await untilDue(scene)
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
    keysScene(async (scene) => {
      const old = await untilDue(scene)
      scene.sandbox.setFaults([{ ...ROLLOVER, effect: CUT_AFTER }])
      const run = await scene.rollover(inputs)
      scene.sandbox.clearFaults()
      expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'true' } })
      expect(run.errors.join('\n')).toContain(
        `the service rolled the old key ${nameOf(old)} over, and the answer with the new key was lost`,
      )
      expect(run.errors.join('\n')).toContain('run once with command: rotate')
      expect(run.log).not.toContain('goes on working')
      expect(scene.versions()[0]?.record).toHaveProperty('replacing')
      await expectWayOut(scene, old, inputs)
    })(),
)

test.concurrent(
  'the same where the key had expired already, so that nothing could be seen of it',
  keysScene(async (scene) => {
    const old = await untilDue(scene)
    scene.sandbox.clock.advance(6 * DAY)
    scene.sandbox.setFaults([{ ...ROLLOVER, effect: CUT_AFTER }])
    const run = await scene.rollover(VERIFY)
    scene.sandbox.clearFaults()
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(run.errors.join('\n')).toContain('the answer with the new key was lost')
    await expectWayOut(scene, old, VERIFY)
  }),
)

test.concurrent(
  'the same on the first run, where nothing is in the store',
  keysScene(async (scene) => {
    scene.sandbox.setFaults([{ ...ROLLOVER, effect: CUT_AFTER }])
    const run = await scene.rollover(VERIFY)
    scene.sandbox.clearFaults()
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'true' } })
    // It may as well be a key that the service never knew.
    expect(run.errors.join('\n')).toContain('nobody knows whether the service rolled the old key')
    expect(run.log).not.toContain('was left as it is')
    await expectWayOut(scene, productionKey.key, VERIFY)
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
  keysScene(async (scene) => {
    const old = await untilDue(scene)
    scene.sandbox.setFaults([{ ...ROLLOVER, effect }])
    const run = await scene.rollover(VERIFY)
    scene.sandbox.clearFaults()
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(run.errors.join('\n')).toContain('the answer with the new key was lost')
    expect(scene.accepts(old)).toBe(false)
    expect((await scene.rotate(VERIFY)).outputs['outcome']).toBe('rotated')
    expect(scene.working()).toBe(scene.versions().at(-1)?.key)
  })(),
)

test.concurrent(
  'an answer that has everything but the key is a lost one as well',
  keysScene(async (scene) => {
    await untilDue(scene)
    scene.sandbox.keysApi.changeSettings({ keyAnswer: 'without-key' })
    const run = await scene.rollover(VERIFY)
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(run.errors.join('\n')).toContain('shows no key')
    expect(run.errors.join('\n')).toContain('run once with command: rotate')
  }),
)

test.concurrent(
  'a service that never answers: where the old key is seen to work nothing is called lost, and the next run goes on',
  keysScene(async (scene) => {
    const { sandbox, rollover, working, made } = scene
    const old = await untilDue(scene)
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
  keysScene(async (scene) => {
    scene.sandbox.setFaults([{ ...ROLLOVER, effect: CUT_BEFORE }])
    const run = await scene.rollover({ 'keys-api-key': 'FAKE-a-key-that-nobody-made' })
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(run.errors.join('\n')).toContain('nobody knows whether the service rolled the old key')
    expect(run.errors.join('\n')).not.toContain('the answer with the new key was lost')
    expect(scene.made()).toEqual([])
  }),
)

test.concurrent(
  'a key that was to be made and whose answer is lost: the old one works, and the next run makes another',
  keysScene(async (scene) => {
    const { sandbox, rotate, working, made, versions } = scene
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
  keysScene(async (scene) => {
    const { sandbox, rollover, working, held, made, versions } = scene
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
  keysScene(async (scene) => {
    const { sandbox, rollover, retrieve, working, made } = scene
    await untilDue(scene)
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
    await scene.rotate({ ...NEW_KEY, ...VERIFY })
    expect((await retrieve()).outputs).toMatchObject({ 'api-key': made()[1]?.key, revision: '2' })
  }),
)
