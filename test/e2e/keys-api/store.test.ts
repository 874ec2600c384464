import { expect, jest, test } from '@jest/globals'
import {
  asked,
  withKeysFixture,
  nameOf,
  NEW_KEY,
  productionKey,
  staging,
  stages,
  VERIFY,
} from '../fixtures/keys-api-fixture.ts'
import { changes, DAY, deploy, HOUR, projectId, reader, rotator, shop, signIn } from '../fixtures/fixture.ts'

// What people and other programs do to the store and to the targets, and who reads from it.

jest.setTimeout(120_000)

const MINUTE = 60_000
const byHand = (key: string) => JSON.stringify({ API_KEY: key })
const scalewayPair = JSON.stringify({ API_KEY: deploy.accessKey, SECRET_KEY: deploy.secretKey })

test.concurrent(
  'a secret that was made by hand is taken over when it is asked for, and its key is the one to roll over',
  withKeysFixture(async ({ sandbox, rollover, working, made, accepts, versions }) => {
    sandbox.scaleway.secrets.createSecret({
      name: 'shop-api-key',
      projectId,
      versions: [{ payload: byHand('FAKE-an-old-text') }, { payload: byHand(productionKey.key) }],
    })
    const store = { ...VERIFY, 'keys-api-key': '' }
    const refused = await rollover(store)
    expect(refused).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(refused.errors.join('\n')).toContain('set take-over: true')
    expect(asked(refused)).toEqual([])

    const run = await rollover({ ...store, 'take-over': 'true' })
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rolled-over', revision: '3' } })
    expect(run.log).toContain(`Its newest key that works is v2 (${nameOf(productionKey.key)})`)
    expect(accepts(productionKey.key)).toBe(false)
    expect(working()).toBe(made()[0]?.key)
    expect(stages(versions())).toEqual([undefined, 'retired', 'current'])
    sandbox.clock.advance(DAY)
    expect(changes(await rollover(store))).toEqual([])
  }),
)

test.concurrent(
  'a key that is taken over and is not due yet: nobody knows its end, so that the service is asked each day',
  withKeysFixture(async ({ sandbox, rollover, made, accepts, working, writes }) => {
    const hand = { payload: byHand(staging.key) }
    sandbox.scaleway.secrets.createSecret({ name: 'shop-api-key', projectId, versions: [hand] })
    const store = { ...VERIFY, 'keys-api-key': '' }
    const first = await rollover({ ...store, 'take-over': 'true' })
    expect(first.exitCode).toBe(0)
    expect(made()).toEqual([])
    // It is the current key from then on, for the targets as well.
    expect(writes()).toHaveLength(1)
    expect(working()).toBe(staging.key)
    sandbox.clock.advance(DAY)
    const waiting = await rollover(store)
    expect(waiting).toMatchObject({ exitCode: 0, outputs: { outcome: 'not-due', changed: 'false' } })
    sandbox.clock.advance(13 * DAY)
    const run = await rollover(store)
    expect(run.outputs['outcome']).toBe('rolled-over')
    expect(accepts(staging.key)).toBe(false)
    expect(working()).toBe(made()[0]?.key)
  }),
)

test.concurrent(
  'a secret with keys of Scaleway is not touched, not even with take-over',
  withKeysFixture(async ({ sandbox, rollover, rotate, made, writes }) => {
    const { secrets } = sandbox.scaleway
    const ours = [`key-rotation:repository:${sandbox.env()['GITHUB_REPOSITORY_ID'] ?? ''}`]
    secrets.createSecret({ name: 'by-hand', projectId, versions: [{ payload: scalewayPair }] })
    const description = JSON.stringify({
      'key-rotation': 1,
      stage: 'current',
      key: deploy.accessKey,
      since: sandbox.clock.now().toISOString(),
      run: '1/1',
    })
    secrets.createSecret({
      name: 'rotated',
      projectId,
      tags: ours,
      versions: [{ payload: scalewayPair, description }],
    })
    const before = JSON.stringify([secrets.secretNamed('by-hand'), secrets.secretNamed('rotated')])
    for (const name of ['by-hand', 'rotated']) {
      for (const takeOver of ['false', 'true']) {
        for (const start of [rollover, rotate]) {
          const run = await start({ ...VERIFY, 'secret-name': name, 'take-over': takeOver })
          expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
          expect(changes(run)).toEqual([])
          const said = takeOver === 'true' ? 'holds no key of this issuer' : 'set take-over: true'
          expect(run.errors.join('\n')).toContain(said)
        }
      }
    }
    expect(JSON.stringify([secrets.secretNamed('by-hand'), secrets.secretNamed('rotated')])).toBe(before)
    expect(made()).toEqual([])
    expect(writes()).toEqual([])
  }),
)

test.concurrent(
  'without secret-name the two issuers of one repository keep their keys apart',
  withKeysFixture(async ({ sandbox, rollover, versions }) => {
    const run = await rollover({ ...VERIFY, 'secret-name': '' })
    expect(run.outputs['outcome']).toBe('rolled-over')
    const own = (sandbox.env()['GITHUB_REPOSITORY'] ?? '').replace('/', '-')
    expect(versions(`${own}-api-key`)).toHaveLength(1)
    const secret = sandbox.scaleway.secrets.secretNamed(`${own}-api-key`)
    expect(secret?.tags).toEqual([
      `key-rotation:repository:${sandbox.env()['GITHUB_REPOSITORY_ID'] ?? ''}:keys-api`,
    ])
  }),
)

test.concurrent(
  'what a person overwrote or deleted in a target is mended, with the current key',
  withKeysFixture(async ({ sandbox, rollover, working, made }) => {
    await rollover(VERIFY)
    sandbox.clock.advance(HOUR)
    sandbox.github.setSecret(shop, 'API_KEY', 'FAKE-by-mistake')
    sandbox.clock.advance(DAY)
    const run = await rollover(VERIFY)
    expect(run.outputs['outcome']).toBe('repaired')
    expect(working()).toBe(made()[0]?.key)
    sandbox.github.deleteSecret(shop, 'API_KEY')
    expect((await rollover(VERIFY)).outputs['outcome']).toBe('repaired')
    expect(working()).toBe(made()[0]?.key)
    expect(made()).toHaveLength(1)
  }),
)

test.concurrent(
  'a current version that a person disabled: rollover says that it cannot be read, rotate makes another',
  withKeysFixture(async ({ sandbox, rollover, rotate, working, made, versions }) => {
    await rollover(VERIFY)
    const secret = sandbox.scaleway.secrets.secretNamed('shop-api-key')
    sandbox.scaleway.secrets.disableVersion(secret?.id ?? '', 1)
    sandbox.clock.advance(DAY)
    const run = await rollover({ ...VERIFY, 'keys-api-key': '' })
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(run.errors.join('\n')).toContain('The store holds no key that can be read and rolled over')
    expect(run.errors.join('\n')).toContain('command: rotate')
    expect(working()).toBe(made()[0]?.key)
    const out = await rotate(VERIFY)
    expect(out.outputs['outcome']).toBe('rotated')
    expect(working()).toBe(made()[1]?.key)
    expect(versions().map(({ status }) => status)).toEqual(['disabled', 'enabled'])
  }),
)

test.concurrent(
  'the same, and the key in use is given: it is rolled over',
  withKeysFixture(async ({ sandbox, rollover, held, working, made }) => {
    await rollover(VERIFY)
    const secret = sandbox.scaleway.secrets.secretNamed('shop-api-key')
    sandbox.scaleway.secrets.disableVersion(secret?.id ?? '', 1)
    sandbox.clock.advance(25 * DAY)
    const run = await rollover({ ...VERIFY, 'keys-api-key': held() ?? '' })
    expect(run.outputs['outcome']).toBe('rolled-over')
    expect(working()).toBe(made()[1]?.key)
  }),
)

test.concurrent(
  'a pending version that a person disabled is given up, and the next key goes its way',
  withKeysFixture(async ({ sandbox, rotate, working, made, versions }) => {
    const effect = { kind: 'status', status: 403 } as const
    sandbox.setFaults([{ service: 'github', method: 'PUT', times: 0, effect }])
    expect((await rotate(VERIFY)).outputs['outcome']).toBe('incomplete')
    sandbox.clearFaults()
    const secret = sandbox.scaleway.secrets.secretNamed('shop-api-key')
    sandbox.scaleway.secrets.disableVersion(secret?.id ?? '', 1)
    const run = await rotate(VERIFY)
    expect(run.outputs['outcome']).toBe('rotated')
    expect(stages(versions())).toEqual(['retired', 'current'])
    expect(working()).toBe(made()[1]?.key)
  }),
)

test.concurrent(
  'a version that a person deleted: nothing is on record any more, and the key in use must be given',
  withKeysFixture(async ({ sandbox, rollover, working, made }) => {
    await rollover(VERIFY)
    sandbox.scaleway.secrets.deleteVersion(sandbox.scaleway.secrets.secretNamed('shop-api-key')?.id ?? '', 1)
    sandbox.clock.advance(DAY)
    // It is a first run again.
    const run = await rollover({ ...VERIFY, 'keys-api-key': '' })
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(working()).toBe(made()[0]?.key)
  }),
)

test.concurrent(
  'retrieve: the key and its JSON, masked before they are handed on, and API_KEY in the environment',
  withKeysFixture(async ({ rollover, retrieve, made }) => {
    await rollover(VERIFY)
    const key = made()[0]?.key ?? ''
    const run = await retrieve({ 'export-env': 'true' })
    expect(run).toMatchObject({ exitCode: 0 })
    expect(run.outputs).toEqual({
      outcome: 'retrieved',
      changed: 'false',
      'api-key': key,
      json: byHand(key),
      'secret-id': expect.any(String),
      revision: '1',
    })
    expect(run.exportedEnv).toEqual({ API_KEY: key })
    expect(run.masks).toEqual(expect.arrayContaining([key, byHand(key)]))
    expect(changes(run)).toEqual([])
    expect(run.log).toContain(nameOf(key))

    expect((await retrieve()).exportedEnv).toEqual({})
  }),
)

test.concurrent(
  'retrieve with the other issuer says what is wrong, either way round, and shows nothing',
  withKeysFixture(async ({ sandbox, rollover, retrieve }) => {
    await rollover(VERIFY)
    sandbox.scaleway.secrets.createSecret({
      name: 'shop-deploy',
      projectId,
      versions: [{ payload: scalewayPair }],
    })
    const scaleway = await retrieve({ issuer: 'scaleway' })
    expect(scaleway).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(scaleway.errors.join('\n')).toContain(
      'revision 1 of the secret /shop-api-key does not hold a key of this issuer: expected the JSON {"API_KEY":"SCW…","SECRET_KEY":"…"}',
    )
    const keysApi = await retrieve({ 'secret-name': 'shop-deploy' })
    expect(keysApi).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(keysApi.errors.join('\n')).toContain('expected the JSON {"API_KEY":"…"}')
  }),
)

test.concurrent(
  'retrieve reads what a person stored, and needs nothing of the keys API',
  withKeysFixture(async ({ sandbox, retrieve }) => {
    sandbox.scaleway.secrets.createSecret({
      name: 'shop-api-key',
      projectId,
      versions: [{ payload: JSON.stringify({ API_KEY: productionKey.key, NOTE: 'of the shop' }) }],
    })
    const run = await retrieve({ ...signIn(rotator) })
    expect(run.outputs['api-key']).toBe(productionKey.key)
    expect(run.exchanges.every(({ service }) => service === 'scaleway')).toBe(true)
  }),
)

test.concurrent(
  'who can see the records gets the current key while another one is on its way',
  withKeysFixture(async ({ sandbox, rollover, rotate, retrieve, made }) => {
    await rollover(VERIFY)
    sandbox.scaleway.iam.setPermissions(reader.applicationId, [
      'SecretManagerReadOnly',
      'SecretManagerSecretAccess',
    ])
    sandbox.clock.advance(MINUTE)
    const effect = { kind: 'status', status: 403 } as const
    sandbox.setFaults([{ service: 'github', method: 'PUT', times: 0, effect }])
    await rotate({ ...VERIFY, ...NEW_KEY })
    expect((await retrieve()).outputs).toMatchObject({ 'api-key': made()[0]?.key, revision: '1' })
  }),
)

test.concurrent(
  'a command that a keys API cannot do is refused before anything is sent',
  withKeysFixture(async ({ rollover }) => {
    const run = await rollover({ ...VERIFY, command: 'retire', 'old-key': 'delete' })
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(run.exchanges).toEqual([])
    expect(run.log).toContain('2 problems with the inputs')
    expect(run.errors.join('\n')).toContain('a keys API cannot delete a key')
    expect(run.errors.join('\n')).toContain('there is nothing to retire')
  }),
)

test.concurrent(
  'versions of dead keys are pruned, and the rest stays readable',
  withKeysFixture(async ({ sandbox, rollover, working, made, versions, accepts }) => {
    for (let month = 1; month <= 4; month += 1) {
      await rollover({ ...VERIFY, 'keep-versions': '1' })
      sandbox.clock.advance(25 * DAY)
    }
    const left = versions().filter(({ status }) => status === 'enabled' || status === 'disabled')
    expect(left.map(({ record }) => record['stage'])).toEqual(['retired', 'current'])
    expect(made()).toHaveLength(4)
    expect(working()).toBe(left.at(-1)?.key)
    expect(made().filter(({ key }) => accepts(key))).toHaveLength(1)
  }),
)
