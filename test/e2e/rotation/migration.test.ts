import { expect, jest, test } from '@jest/globals'
import type { KeyRecord, Place, Sandbox } from '../../../sandbox/index.ts'
import { installFormat1, type Format1Version } from '../fixtures/format-1.ts'
import { watchReaders } from '../fixtures/store-readers.ts'
import {
  both,
  changes,
  DAY,
  deploy,
  HOUR,
  inShort,
  keyOf,
  killed,
  production,
  withFixture,
  shop,
  type Fixture,
} from '../fixtures/fixture.ts'
import { recordOf } from '../fixtures/secret-writer.ts'

jest.setTimeout(180_000)

const byHand = { event: { name: 'workflow_dispatch' } }
const ANNOUNCED = 'An earlier release of this action created the current key'
const DELETE = 'DELETE /iam/v1alpha1/api-keys/<key>'
const CREATE = 'POST /iam/v1alpha1/api-keys'

function hold({ github }: Sandbox, place: Place, key: KeyRecord | undefined): void {
  github.setSecret(place, 'SCW_ACCESS_KEY', key?.accessKey ?? '')
  github.setSecret(place, 'SCW_SECRET_KEY', key?.secretKey ?? '')
}

/**
 * A fixture in which a release of format 1 was at work until now. The targets hold the key of the version that says
 * `current`.
 */
function installed(
  versions: readonly Format1Version[],
  fixture: (stage: Fixture, keys: readonly KeyRecord[]) => Promise<void>,
): () => Promise<void> {
  return withFixture(async (stage) => {
    const { sandbox } = stage
    const keys = installFormat1(sandbox, versions)
    const current = keys[versions.findIndex(({ stage: name }) => name === 'current')]
    for (const place of [shop, production]) hold(sandbox, place, current)
    sandbox.clock.advance(HOUR)
    const readers = watchReaders(sandbox)
    await fixture(stage, keys)
    expect(readers.broken).toEqual([])
  })
}

test.concurrent(
  'the first run announces one new key and brings it to the targets; the old one has a grace period',
  installed([{ stage: 'current', days: 10 }], async (stage, [old]) => {
    const { sandbox, rotate, retrieve, workingKey, living, lives, versions } = stage
    const accessKey = old?.accessKey ?? ''
    const dry = await rotate({ 'dry-run': 'true' })
    expect(changes(dry)).toEqual([])
    expect(dry.log).toContain(`${ANNOUNCED} ${accessKey}`)

    const run = await rotate()
    expect(run).toMatchObject({
      exitCode: 0,
      outputs: { outcome: 'rotated', 'previous-access-key': accessKey },
    })
    expect(run.log).toContain(`${ANNOUNCED} ${accessKey}`)
    expect(changes(run).filter((change) => change === CREATE)).toHaveLength(1)
    expect(changes(run)).not.toContain(DELETE)
    const made = run.outputs['access-key'] ?? ''
    expect(workingKey(shop)).toBe(made)
    expect((await retrieve()).outputs['access-key']).toBe(made)
    expect(keyOf(sandbox, made).description).toMatch(/^\[key-rotation stored .*\] deploys the shop$/)
    expect(versions()).toMatchObject([{ stage: 'previous' }, { stage: 'current', accessKey: made }])
    expect(recordOf(sandbox, 2)['key-rotation']).toBe(2)

    sandbox.clock.advance(6 * DAY)
    expect(changes(await rotate())).toEqual([])
    expect(lives(accessKey)).toBe(true)
    sandbox.clock.advance(DAY + HOUR)
    expect((await rotate()).outputs['outcome']).toBe('retired')
    expect(living()).toEqual([deploy.accessKey, made])
    sandbox.clock.advance(DAY)
    const quiet = await rotate()
    expect(changes(quiet)).toEqual([])
    expect(quiet.log).not.toContain(ANNOUNCED)
  }),
)

test.concurrent(
  'keys whose grace period is over are not deleted by the first run: it starts once more',
  installed(
    [
      { stage: 'previous', days: 60 },
      { stage: 'previous', days: 20 },
      { stage: 'current', days: 10 },
    ],
    async ({ sandbox, rotate, living, workingKey }, keys) => {
      const old = keys.map(({ accessKey }) => accessKey)
      const run = await rotate()
      expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
      expect(changes(run)).not.toContain(DELETE)
      const made = run.outputs['access-key']
      // (The sandbox lists keys in the order in which they were created in it.)
      expect(living()).toEqual([deploy.accessKey, ...old, made])
      sandbox.clock.advance(6 * DAY)
      expect(changes(await rotate())).not.toContain(DELETE)
      sandbox.clock.advance(2 * DAY)
      expect((await rotate()).outputs['outcome']).toBe('retired')
      expect(living()).toEqual([deploy.accessKey, made])
      expect(workingKey(shop)).toBe(made)
    },
  ),
)

test.concurrent(
  'a pending version is closed and superseded; a target that had its key gets the new one before it is deleted',
  installed(
    [
      { stage: 'current', days: 10 },
      { stage: 'pending', days: 1 },
    ],
    async (stage, [current, pending]) => {
      const { sandbox, rotate, workingKey, lives, living, versions } = stage
      hold(sandbox, production, pending)
      sandbox.clock.advance(HOUR)
      const run = await rotate(both)
      expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
      expect(run.log).toContain('nothing in IAM confirms the secret of its key')
      const made = run.outputs['access-key']
      expect([workingKey(shop), workingKey(production)]).toEqual([made, made])
      expect(versions()).toMatchObject([
        { stage: 'previous' },
        { stage: 'retired', status: 'disabled' },
        { stage: 'current', accessKey: made },
      ])
      sandbox.clock.advance(6 * DAY)
      await rotate(both)
      for (const key of [current, pending]) expect(lives(key?.accessKey ?? '')).toBe(true)
      for (const days of [2, 8]) {
        sandbox.clock.advance(days * DAY)
        await rotate(both)
      }
      expect(living()).toEqual([deploy.accessKey, made])
    },
  ),
)

test.concurrent(
  'a version whose key was never marked stored is disabled, and its key has a grace period',
  installed(
    [
      { stage: 'current', days: 10 },
      { stage: 'pending', days: 1, mark: 'made' },
    ],
    async ({ sandbox, rotate, retrieve, lives, versions, living }, [, unfinished]) => {
      const handed = unfinished?.accessKey ?? ''
      expect((await retrieve()).outputs['access-key']).toBe(handed)
      const run = await rotate()
      expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
      expect(versions()[1]).toMatchObject({ status: 'disabled' })
      for (const days of [0, 1, 5]) {
        sandbox.clock.advance(days * DAY)
        expect((await rotate()).exitCode).toBe(0)
        expect(lives(handed)).toBe(true)
      }
      for (const days of [3, 8]) {
        sandbox.clock.advance(days * DAY)
        await rotate()
      }
      expect(living()).toEqual([deploy.accessKey, run.outputs['access-key']])
    },
  ),
)

test.concurrent(
  'a key that was taken over with its secret is released, and goes on working',
  installed([{ stage: 'current', days: 10, adopted: true }], async (stage, [adopted]) => {
    const { sandbox, rotate, workingKey, lives } = stage
    const accessKey = adopted?.accessKey ?? ''
    const run = await rotate()
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    expect(workingKey(shop)).toBe(run.outputs['access-key'])
    expect(keyOf(sandbox, accessKey).description).toBe('deploys the shop')
    for (const days of [1, 8, 30]) {
      sandbox.clock.advance(days * DAY)
      const next = await rotate({ 'max-age': '90d' })
      expect(changes(next)).toEqual([])
      expect(next.warnings.join('\n')).not.toContain('contradicts IAM')
    }
    expect(lives(accessKey)).toBe(true)
  }),
)

test.concurrent(
  'a rollback in the first run is refused and changes nothing: nothing confirms the secret of the previous key',
  installed(
    [
      { stage: 'previous', days: 3 },
      { stage: 'current', days: 3 },
    ],
    async ({ rotate, workingKey, lives }, [previous, current]) => {
      const run = await rotate({ command: 'rollback' }, byHand)
      expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
      expect(run.errors.join('\n')).toContain('no previous key that is alive and readable')
      expect(changes(run)).toEqual([])
      expect(workingKey(shop)).toBe(current?.accessKey)
      expect(lives(previous?.accessKey ?? '')).toBe(true)
    },
  ),
)

test.concurrent(
  'a leaked previous key is deleted by the first run with retire and force, and no key is created for it',
  installed(
    [
      { stage: 'previous', days: 3 },
      { stage: 'current', days: 3 },
    ],
    async ({ rotate, workingKey, living }, [, current]) => {
      const run = await rotate({ command: 'retire', force: 'true' }, byHand)
      expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'retired' } })
      expect(changes(run)).not.toContain(CREATE)
      expect(living()).toEqual([deploy.accessKey, current?.accessKey])
      expect(workingKey(shop)).toBe(current?.accessKey)
      expect(await rotate()).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    },
  ),
)

test.concurrent(
  'a leaked current key is replaced and deleted in the first run with force and no grace period',
  installed(
    [
      { stage: 'previous', days: 3 },
      { stage: 'current', days: 3 },
    ],
    async ({ rotate, workingKey, living }) => {
      const run = await rotate({ force: 'true', 'grace-period': '0' }, byHand)
      expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated', 'previous-access-key': '' } })
      expect(living()).toEqual([deploy.accessKey, run.outputs['access-key']])
      expect(workingKey(shop)).toBe(run.outputs['access-key'])
    },
  ),
)

test.concurrent.each([
  { name: 'has created its key', last: CREATE },
  { name: 'has stored its key', last: 'POST /secret-manager/v1beta1/regions/fr-par/secrets/<id>/versions' },
  {
    name: 'has made it current',
    last: 'PATCH /secret-manager/v1beta1/regions/fr-par/secrets/<id>/versions/2',
  },
])('a first run that dies when it $name is finished by the next one', ({ last }) =>
  installed([{ stage: 'current', days: 10 }], async (stage, [old]) => {
    const { sandbox, begin, rotate, workingKey, lives, living } = stage
    await killed(sandbox, begin(), (exchange) => inShort(exchange) === last)
    expect(workingKey(shop)).toBeDefined()
    sandbox.clock.advance(2 * HOUR)
    const next = await rotate()
    expect(next.exitCode).toBe(0)
    expect(workingKey(shop)).toBe(next.outputs['access-key'])
    expect(lives(old?.accessKey ?? '')).toBe(true)
    for (const days of [1, 8, 8]) {
      sandbox.clock.advance(days * DAY)
      await rotate()
    }
    expect(living()).toEqual([deploy.accessKey, next.outputs['access-key']])
  })(),
)

test.concurrent(
  'the keys of a file take turns where the quota of API keys is nearly full',
  withFixture(async ({ sandbox, rotate, workingKey, living }) => {
    const api = { repository: 'acme/api' } as const
    const install = (key: string, id: string): KeyRecord | undefined => {
      const tag = `key-rotation:repository:700003:key:${key}`
      return installFormat1(sandbox, [{ stage: 'current', days: 3 }], { name: `${key}-deploy`, id, tag })[0]
    }
    const first = install('shop', '0f0e0d0c-0b0a-4908-8706-050403020100')
    const second = install('api', '0f0e0d0c-0b0a-4908-8706-050403020101')
    hold(sandbox, shop, first)
    hold(sandbox, api, second)
    sandbox.clock.advance(HOUR)
    // Two more fit, of which one stays free for a rotation that cannot wait.
    sandbox.scaleway.changeSettings({ keyQuota: sandbox.scaleway.iam.livingKeys().length + 2 })
    const lines = ['shop', 'api'].map(
      (key) => `  ${key}:\n    secret-name: ${key}-deploy\n    repositories: [acme/${key}]\n`,
    )
    const file = `defaults:\n  application-id: ${deploy.applicationId}\n  max-age: 60d\nkeys:\n${lines.join('')}`
    const path = '.github/key-rotation.yml'
    const none = { 'application-id': '', repositories: '', 'max-age': '', 'secret-name': '' }
    const run = () => rotate({ ...none, config: path }, { workspace: { [path]: file } })
    const created = (one: Parameters<typeof changes>[0]) => changes(one).filter((change) => change === CREATE)

    const one = await run()
    expect(one.exitCode).toBe(0)
    expect(created(one)).toHaveLength(1)
    expect(one.log).toContain('is nearly full, so a later run replaces it. The key goes on working')
    const olds = [first?.accessKey, second?.accessKey]
    expect([workingKey(shop), workingKey(api)].filter((held) => olds.includes(held))).toHaveLength(1)
    sandbox.clock.advance(DAY)
    expect(created(await run())).toEqual([])
    // The first one's old key is deleted, so that the other one's turn has come.
    sandbox.clock.advance(8 * DAY)
    await run()
    sandbox.clock.advance(DAY)
    await run()
    const held = [workingKey(shop), workingKey(api)]
    expect(held).not.toContain(undefined)
    expect(held.filter((accessKey) => olds.includes(accessKey))).toEqual([])
    sandbox.clock.advance(9 * DAY)
    expect((await run()).exitCode).toBe(0)
    expect([...living()].sort()).toEqual([deploy.accessKey, ...held].sort())
  }),
)
