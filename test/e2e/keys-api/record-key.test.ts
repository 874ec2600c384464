import { expect, jest, test } from '@jest/globals'
import type { FaultRule } from '../../../sandbox/index.ts'
import { fingerprint } from '../../../src/lib/fingerprint.ts'
import type { Run } from '../../harness/run-action.ts'
import { check, kinds, watcher } from '../fixtures/check-fixture.ts'
import {
  asked,
  withKeysFixture,
  nameOf,
  productionKey,
  stages,
  stranger,
  VERIFY,
  type KeysFixture,
} from '../fixtures/keys-api-fixture.ts'
import { changes, DAY, everythingSaid, HOUR, projectId } from '../fixtures/fixture.ts'

// Somebody with rights on Secret Manager alone writes versions with a key of his own.

jest.setTimeout(240_000)

const RECORD_KEY = 'FAKE-record-key-of-a-test-0123456789'
const SIGNED = { ...VERIFY, 'record-key': RECORD_KEY } as const

function secretId({ sandbox }: KeysFixture): string {
  return sandbox.scaleway.secrets.secretNamed('shop-api-key')?.id ?? ''
}

/** A key of another user, which the service accepts. */
function attackersKey({ sandbox }: KeysFixture): string {
  return sandbox.keysApi.createKey({ user: stranger.id, name: 'Mine', permissions: ['read'] }).key
}

/** A version that says that it is one of this rotation. */
function forge(fixture: KeysFixture, key: string, record: Readonly<Record<string, unknown>>): number {
  const { sandbox } = fixture
  const description = JSON.stringify({
    'key-rotation': 2,
    stage: 'pending',
    key: fingerprint(key),
    since: sandbox.clock.now().toISOString(),
    run: '1/1',
    ...record,
  })
  const version = { payload: JSON.stringify({ API_KEY: key }), description }
  return sandbox.scaleway.secrets.createVersion(secretId(fixture), version).revision
}

/** The description of a version, as anybody with rights on Secret Manager reads it. */
function descriptionOf(fixture: KeysFixture, revision: number): string {
  return fixture.sandbox.scaleway.secrets.version(secretId(fixture), revision)?.description ?? ''
}

function forgedWarnings(run: Run): readonly string[] {
  return run.warnings.filter((text) => text.includes('not written with record-key'))
}

const forgeries = [
  { stage: 'pending' },
  { stage: 'pending', rolledOver: true },
  { stage: 'current', promoted: '2030-01-01T00:00:00.000Z' },
] as const

test.concurrent.each(forgeries)('without record-key, a forged version is published: %j', (record) =>
  withKeysFixture(async (fixture) => {
    await fixture.rotate({ ...VERIFY, 'max-age': '20d' })
    fixture.sandbox.clock.advance(DAY)
    const mine = attackersKey(fixture)
    forge(fixture, mine, record)
    const run = await fixture.rotate({ ...VERIFY, 'max-age': '20d' })
    expect(run.exitCode).toBe(0)
    expect(fixture.held()).toBe(mine)
  })(),
)

test.concurrent.each(forgeries)('with record-key, it is not used, disabled and reported: %j', (record) =>
  withKeysFixture(async (fixture) => {
    const { sandbox, rotate, rollover, held, versions, retrieve } = fixture
    const daily = { ...SIGNED, 'max-age': '20d' }
    await rotate(daily)
    const own = held() ?? ''
    sandbox.clock.advance(DAY)
    const mine = attackersKey(fixture)
    const revision = forge(fixture, mine, record)
    const run = await rotate(daily)
    expect(run.exitCode).toBe(0)
    expect(held()).toBe(own)
    expect(forgedWarnings(run)).toEqual([
      `The record of version ${revision} of the secret was not written with record-key, so this action does not use ` +
        'the version: nothing is published or rolled over because of it. If the version is older than record-key, or ' +
        'than its present value, delete it once nothing uses its key. Otherwise somebody else wrote to the secret: ' +
        'find out who can, and delete the version then.',
    ])
    expect(everythingSaid(run)).not.toContain(nameOf(mine))
    expect(versions().map(({ status }) => status)).toEqual(['enabled', 'disabled'])
    const read = await retrieve()
    expect(read.outputs['api-key']).toBe(own)

    // It is reported for as long as it exists, and is never the key that is rolled over.
    sandbox.clock.advance(25 * DAY)
    const next = await rollover({ ...SIGNED, 'keys-api-key': '' })
    expect(next.outputs['outcome']).toBe('rolled-over')
    expect(forgedWarnings(next)).toHaveLength(1)
    expect(sandbox.keysApi.accepts(mine)).toBe(true)
    expect(held()).toBe(versions().at(-1)?.key)
    sandbox.scaleway.secrets.deleteVersion(secretId(fixture), revision)
    sandbox.clock.advance(DAY)
    expect((await rollover({ ...SIGNED, 'keys-api-key': '' })).warnings).toEqual([])
  })(),
)

test.concurrent(
  'with record-key, a signed record that is copied to a version with another key is not used',
  withKeysFixture(async (fixture) => {
    const { sandbox, rotate, held, versions } = fixture
    const daily = { ...SIGNED, 'max-age': '20d' }
    // A target refuses, so that the first record of the version stays as it was stored.
    const refusal: FaultRule = {
      service: 'github',
      method: 'PUT',
      path: '/secrets/',
      times: 0,
      effect: { kind: 'status', status: 403 },
    }
    sandbox.setFaults([refusal])
    await rotate(daily)
    sandbox.clearFaults()
    const { secrets } = sandbox.scaleway
    const payload = JSON.stringify({ API_KEY: stranger.key })
    const { revision } = secrets.createVersion(secretId(fixture), {
      payload,
      description: descriptionOf(fixture, 1),
    })
    secrets.disableVersion(secretId(fixture), 1)
    sandbox.clock.advance(HOUR)
    const run = await rotate(daily)
    expect(run.exitCode).toBe(0)
    expect(run.outputs['outcome']).toBe('rotated')
    expect(held()).toBe(versions().at(-1)?.key)
    expect(versions()[revision - 1]).toMatchObject({
      status: 'disabled',
      record: { stage: 'retired', forged: true },
    })
    sandbox.clock.advance(HOUR)
    const next = await rotate(daily)
    expect(next.warnings.join('\n')).toContain(
      `Version ${revision} of the secret was disabled, because its record does not match the key that it holds.`,
    )
  }),
)

test.concurrent(
  'with record-key, a changed record of the current version is not used: rotate begins anew, rollover says what it needs',
  withKeysFixture(async (fixture) => {
    const { sandbox, rollover, rotate, held, working, versions } = fixture
    await rollover(SIGNED)
    const own = held() ?? ''
    sandbox.clock.advance(DAY)
    const changed = descriptionOf(fixture, 1).replace('"stage":"current"', '"stage":"previous"')
    sandbox.scaleway.secrets.changeVersion(secretId(fixture), 1, { description: changed })
    const stopped = await rollover({ ...SIGNED, 'keys-api-key': '' })
    expect(stopped).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(stopped.errors.join('\n')).toContain('set keys-api-key to the key that you use now')
    expect(forgedWarnings(stopped)).toHaveLength(1)
    expect(changes(stopped)).toEqual([])
    expect(held()).toBe(own)
    const run = await rotate(SIGNED)
    expect(run.outputs['outcome']).toBe('rotated')
    expect(working()).toBe(versions()[1]?.key)
    expect(sandbox.keysApi.accepts(own)).toBe(true)
  }),
)

test.concurrent(
  'record-key on an installation that has none: the first run begins like a first run, and says which versions it ignores',
  withKeysFixture(async (fixture) => {
    const { sandbox, rollover, held, working, accepts, versions } = fixture
    await rollover(VERIFY)
    sandbox.clock.advance(25 * DAY)
    await rollover({ ...VERIFY, 'keys-api-key': '' })
    const before = held() ?? ''
    sandbox.clock.advance(25 * DAY)
    const refused = await rollover({ ...SIGNED, 'keys-api-key': '' })
    expect(refused).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    const run = await rollover({ ...SIGNED, 'keys-api-key': before })
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rolled-over' } })
    expect(forgedWarnings(run)[0]).toContain('The records of versions 1 and 2 of the secret were not written')
    expect(accepts(before)).toBe(false)
    expect(working()).toBe(versions()[2]?.key)
    sandbox.clock.advance(DAY)
    const quiet = await rollover({ ...SIGNED, 'keys-api-key': '' })
    expect(changes(quiet)).toEqual([])

    // Whoever loses the record key, or changes it, begins anew too.
    const lost = await rollover({ ...SIGNED, 'record-key': `${RECORD_KEY}-changed`, 'keys-api-key': '' })
    expect(lost.exitCode).toBe(1)
    expect(forgedWarnings(lost)[0]).toContain(
      'The records of versions 1, 2 and 3 of the secret were not written',
    )
    expect(working()).toBe(versions()[2]?.key)
  }),
)

test.concurrent(
  'take-over with record-key takes the secret and none of the keys that others stored',
  withKeysFixture(async (fixture) => {
    const { sandbox, rotate, held, versions } = fixture
    sandbox.scaleway.secrets.createSecret({
      name: 'shop-api-key',
      projectId,
      versions: [{ payload: JSON.stringify({ API_KEY: stranger.key }) }],
    })
    const run = await rotate({ ...SIGNED, 'take-over': 'true' })
    expect(run.outputs['outcome']).toBe('rotated')
    expect(held()).toBe(versions()[1]?.key)
    expect(stages(versions())).toEqual([undefined, 'current'])
  }),
)

test.concurrent(
  'rotate, rollback, rollover and check work with record-key, and a quiet run changes nothing',
  withKeysFixture(async (fixture) => {
    const { sandbox, rollover, rotate, working, versions, accepts } = fixture
    expect((await rotate(SIGNED)).outputs['outcome']).toBe('rotated')
    const first = working() ?? ''
    sandbox.clock.advance(DAY)
    expect((await rotate(SIGNED)).outputs['outcome']).toBe('rotated')
    const second = working() ?? ''
    sandbox.clock.advance(HOUR)
    const back = await rollover({ ...SIGNED, command: 'rollback' })
    expect(back).toMatchObject({ exitCode: 0, outputs: { outcome: 'rolled-back' } })
    expect(working()).toBe(first)
    expect(accepts(second)).toBe(true)
    sandbox.clock.advance(HOUR)
    expect(changes(await rollover({ ...SIGNED, 'keys-api-key': '' }))).toEqual([])
    sandbox.clock.advance(27 * DAY)
    expect((await rollover({ ...SIGNED, 'keys-api-key': '' })).outputs['outcome']).toBe('rolled-over')
    expect(accepts(first)).toBe(false)
    expect(working()).toBe(versions().at(-1)?.key)
    expect(stages(versions()).at(-1)).toBe('current')
    for (const { record } of versions())
      expect(record).toMatchObject({ payload: expect.any(String), mac: expect.any(String) })
    const eyes = {
      ...watcher(sandbox, ['SecretManagerReadOnly', 'SecretManagerSecretAccess']),
      issuer: 'keys-api',
      'secret-name': 'shop-api-key',
      'application-id': '',
      'max-age': '',
      'github-token': '',
      'keys-api-url': sandbox.urls.keysApi,
      ...SIGNED,
    }
    expect(kinds(await check(sandbox, { ...eyes, 'fail-on': 'no-key' }))).not.toContain('no-key')
    const other = await check(sandbox, {
      ...eyes,
      'record-key': `${RECORD_KEY}-changed`,
      'fail-on': 'no-key',
    })
    expect(kinds(other)).toEqual(expect.arrayContaining(['no-key', 'forged-records']))
  }),
)

const VERSION = { service: 'scaleway', method: 'POST', path: '/versions$', times: 1 } as const
const DESCRIBE = { service: 'scaleway', method: 'PATCH', path: '/versions/', times: 1 } as const
const ROLLOVER = { service: 'keys-api', method: 'POST', path: '/keys/rollover$', times: 1 } as const
const CUT_AFTER = { kind: 'cut', when: 'after' } as const
const lostAnswers: readonly (readonly [string, FaultRule])[] = [
  ['a store', { ...VERSION, effect: CUT_AFTER }],
  ['a record', { ...DESCRIBE, effect: CUT_AFTER }],
  ['a rollover that was not carried out', { ...ROLLOVER, effect: { kind: 'cut', when: 'before' } }],
]

test.concurrent.each(lostAnswers)('with record-key, a lost answer to %s costs nothing', (_, rule) =>
  withKeysFixture(async ({ sandbox, rollover, working, made, versions }) => {
    sandbox.setFaults([rule])
    await rollover(SIGNED)
    sandbox.clearFaults()
    sandbox.clock.advance(HOUR)
    const next = await rollover(SIGNED)
    expect(next.exitCode).toBe(0)
    expect(made()).toHaveLength(1)
    expect(working()).toBe(made()[0]?.key)
    expect(stages(versions())).toEqual(['current'])
    expect(forgedWarnings(next)).toEqual([])
  })(),
)

test.concurrent(
  'a run that dies after the store is finished by the next one, with the same record key',
  withKeysFixture(async ({ sandbox, begin, rollover, working, made, accepts }) => {
    const run = begin(SIGNED)
    await run.waitForRequest(({ method, url }) => method === 'POST' && url.endsWith('/versions'))
    await run.waitForRequest(({ url }) => url === '/wallet/balance')
    run.kill('SIGKILL')
    await run.result
    sandbox.clock.advance(HOUR)
    const next = await rollover(SIGNED)
    expect(next.exitCode).toBe(0)
    expect(made()).toHaveLength(1)
    expect(working()).toBe(made()[0]?.key)
    expect(accepts(productionKey.key)).toBe(false)
    expect(asked(next)).toEqual([])
  }),
)

test.concurrent(
  'the record key is in no log, in no output and in no request',
  withKeysFixture(async ({ rollover }) => {
    const run = await rollover(SIGNED)
    expect(everythingSaid(run)).not.toContain(RECORD_KEY)
    expect(JSON.stringify(run.exchanges)).not.toContain(RECORD_KEY)
    const short = await rollover({ ...SIGNED, 'record-key': 'FAKE-too-short' })
    expect(short).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(short.errors.join('\n')).toContain('openssl rand -base64 32')
    expect(everythingSaid(short)).not.toContain('FAKE-too-short')
  }),
)
