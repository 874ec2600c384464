import { expect, jest, test } from '@jest/globals'
import type { FaultEffect, FaultRule } from '../../../sandbox/index.ts'
import {
  asked,
  withKeysFixture,
  productionKey,
  staging,
  stages,
  stranger,
  VERIFY,
  type KeysFixture,
} from '../fixtures/keys-api-fixture.ts'
import { changes, DAY, everythingSaid } from '../fixtures/fixture.ts'

jest.setTimeout(120_000)

const ROLLOVER: Omit<FaultRule, 'effect'> = { service: 'keys-api', method: 'POST', path: '/keys/rollover$' }

/** Nothing was made, nothing was written, and what works goes on working. */
function expectUntouched({ made, writes, working }: KeysFixture): void {
  expect(made()).toEqual([])
  expect(writes()).toEqual([])
  expect(working()).toBe(productionKey.key)
}

test.concurrent(
  'API key not found: of somebody else; the remedy names the user, the deletion and the way out',
  withKeysFixture(async (fixture) => {
    const run = await fixture.rollover({ ...VERIFY, 'keys-api-key': stranger.key })
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    const said = run.errors.join('\n')
    expect(said).toContain('keys-api-key: ')
    expect(said).toContain('API key not found')
    expect(said).toContain('Check that keys-api-token belongs to the user of the key')
    expect(said).toContain('run once with command: rotate')
    expectUntouched(fixture)
    expect(fixture.accepts(stranger.key)).toBe(true)

    const byId = { 'keys-api-key': '', 'keys-api-expired-key-id': stranger.keyId }
    const other = await fixture.rollover({ ...VERIFY, ...byId })
    expect(other.errors.join('\n')).toContain('keys-api-expired-key-id: ')
    expectUntouched(fixture)
  }),
)

test.concurrent(
  'API key not found, day after day because the token is of another user: nothing is called dead that lives',
  withKeysFixture(async (fixture) => {
    const { sandbox, rollover, working, made } = fixture
    await rollover()
    const current = working()
    sandbox.clock.advance(25 * DAY)
    const foreign = sandbox.keysApi.issueToken(stranger.email).accessToken
    const remedies = [
      'Check that keys-api-token belongs to the user of the key',
      'keys-api-token belongs to another user',
    ]
    for (const remedy of remedies) {
      const run = await rollover({ 'keys-api-token': foreign })
      expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
      expect(run.errors.join('\n')).toContain(remedy)
      expect(run.errors.join('\n')).not.toContain('the old one is dead')
      expect(working()).toBe(current)
    }
    expect((await rollover()).outputs['outcome']).toBe('rolled-over')
    expect(working()).toBe(made().at(-1)?.key)
  }),
)

test.concurrent(
  'not within 7 days yet: no error, and the date where the store knows it',
  withKeysFixture(async (fixture) => {
    const { rollover, rotate, sandbox, working } = fixture
    const first = await rollover({ ...VERIFY, 'keys-api-key': staging.key })
    // The secret for it was made all the same.
    expect(first).toMatchObject({ exitCode: 0, outputs: { outcome: 'not-due', changed: 'true' } })
    expect(first.log).toContain('the service rolls it over only shortly before it expires')
    const second = await rollover({ ...VERIFY, 'keys-api-key': staging.key })
    expect(second).toMatchObject({ exitCode: 0, outputs: { outcome: 'not-due', changed: 'false' } })
    expectUntouched(fixture)

    await rotate(VERIFY)
    sandbox.clock.advance(DAY)
    const current = working()
    const run = await rollover({ ...VERIFY, force: 'true' })
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    const opens = new Date(new Date(run.outputs['expires-at'] ?? '').getTime() - 7 * DAY)
    expect(run.log).toContain(`only from ${opens.toISOString().slice(0, 10)}`)
    expect(run.log).toContain('make another one with command: rotate')
    expect(working()).toBe(current)
    // It was asked in doubt, and the doubt is settled: nobody is kept from writing the key.
    expect(fixture.versions()[0]?.record).not.toHaveProperty('replacing')
    expect((await rollover(VERIFY)).outputs['outcome']).toBe('not-due')
  }),
)

test.concurrent(
  'neither field given: said before anything is asked or changed',
  withKeysFixture(async (fixture) => {
    const run = await fixture.rollover({ ...VERIFY, 'keys-api-key': '' })
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(changes(run)).toEqual([])
    expect(run.errors.join('\n')).toContain('keys-api-key: The store holds no key')
    expect(run.errors.join('\n')).toContain('or keys-api-expired-key-id to its ID')
    expectUntouched(fixture)
  }),
)

test.concurrent(
  'a JWT that has expired is told before anything is changed, as far as it shows',
  withKeysFixture(async (fixture) => {
    for (const start of [fixture.rollover, fixture.rotate]) {
      const run = await start({ ...VERIFY, 'keys-api-token': fixture.token(0) })
      expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
      expect(changes(run)).toEqual([])
      expect(run.errors.join('\n')).toMatch(
        /keys-api-token: The token expired on .* Authenticate right before this step/,
      )
    }
    expectUntouched(fixture)
  }),
)

test.concurrent(
  'where nothing is due, an expired JWT is in nobody’s way',
  withKeysFixture(async ({ rollover, token }) => {
    await rollover(VERIFY)
    const run = await rollover({ ...VERIFY, 'keys-api-token': token(0) })
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'not-due' } })
  }),
)

/** What the service may say, and what is made of it. Each is sent before anything took effect. */
const refusals: readonly { name: string; effect: FaultEffect; at: string; said: readonly string[] }[] = [
  {
    name: '401',
    effect: { kind: 'status', status: 401 },
    at: 'keys-api-token',
    said: ['does not accept the token (401: Unauthorized)', 'Authenticate right before this step'],
  },
  {
    name: '401 without a body',
    effect: { kind: 'raw', status: 401, body: '' },
    at: 'keys-api-token',
    said: ['does not accept the token (401)'],
  },
  {
    name: '403',
    effect: { kind: 'status', status: 403, body: { status_code: 403, message: 'Forbidden resource' } },
    at: 'keys-api-token',
    said: ['Forbidden resource', 'Use a JWT of a user who is allowed to manage keys'],
  },
  {
    name: '429 for an hour',
    effect: { kind: 'rate-limit', seconds: 3600 },
    at: 'keys-api-url',
    said: ['429', 'Run again later'],
  },
  {
    name: 'a list of messages',
    effect: {
      kind: 'status',
      status: 400,
      body: { status_code: 400, message: ['expiry must be one of 1H, 1D', 'name should not be empty'] },
    },
    at: 'keys-api-url',
    said: ['expiry must be one of 1H, 1D; name should not be empty', 'Check keys-api-name'],
  },
  {
    name: 'a refusal in a 200',
    effect: { kind: 'raw', status: 200, body: '{"status_code":403,"message":"No"}' },
    at: 'keys-api-token',
    said: ['403: No'],
  },
  {
    name: 'neither field, by a service that wants another one',
    effect: {
      kind: 'status',
      status: 400,
      body: { status_code: 400, message: 'Either api_key or expired_key_id must be provided' },
    },
    at: 'keys-api-key',
    said: [
      'Either api_key or expired_key_id must be provided',
      'Set keys-api-key or keys-api-expired-key-id',
    ],
  },
  {
    name: '404 of a gateway',
    effect: { kind: 'raw', status: 404, body: '<html>not found</html>' },
    at: 'keys-api-url',
    said: ['404', 'Check keys-api-url'],
  },
  {
    name: 'a message that speaks to the runner',
    effect: {
      kind: 'status',
      status: 400,
      body: { message: 'x\n::add-mask::Nothing\n##[error]boo ::stop-commands::t' },
    },
    at: 'keys-api-url',
    said: ['x : :add-mask: :Nothing'],
  },
]

test.concurrent.each(refusals)('$name: nothing is lost, and the remedy is told', ({ effect, at, said }) =>
  withKeysFixture(async (fixture) => {
    const { sandbox, rollover, rotate, working, versions, made } = fixture
    await rollover(VERIFY)
    const current = working()
    sandbox.clock.advance(25 * DAY)
    sandbox.setFaults([{ service: 'keys-api', method: 'POST', path: '/keys/', times: 0, effect }])
    for (const start of [rollover, rotate]) {
      const run = await start(VERIFY)
      expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
      expect(run.errors.join('\n')).toContain(`${at}: `)
      for (const words of said) expect(everythingSaid(run)).toContain(words)
      expect(run.log).toContain('is current and goes on working')
      expect(stages(versions())).toEqual(['current'])
      expect(versions()[0]?.record).not.toHaveProperty('replacing')
      expect(working()).toBe(current)
    }
    sandbox.clearFaults()
    expect((await rollover(VERIFY)).outputs['outcome']).toBe('rolled-over')
    expect(made()).toHaveLength(2)
  })(),
)

test.concurrent(
  'a short limit is waited for',
  withKeysFixture(async ({ sandbox, rollover, working, made }) => {
    sandbox.setFaults([{ ...ROLLOVER, times: 2, effect: { kind: 'rate-limit', seconds: 1 } }])
    const run = await rollover(VERIFY)
    expect(run.outputs['outcome']).toBe('rolled-over')
    expect(asked(run)).toHaveLength(3)
    expect(working()).toBe(made()[0]?.key)
  }),
)

test.concurrent(
  'an address that is not quite right is told as such, and no key is called unknown',
  withKeysFixture(async (fixture) => {
    const url = `${fixture.sandbox.urls.keysApi}/v2`
    const run = await fixture.rollover({ ...VERIFY, 'keys-api-url': url })
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(run.errors.join('\n')).toContain('keys-api-url: ')
    expect(run.errors.join('\n')).toContain('Check keys-api-url: /keys/… is appended to it')
    expectUntouched(fixture)
  }),
)

test.concurrent(
  'a redirect is followed nowhere with the token',
  withKeysFixture(async (fixture) => {
    const elsewhere = { location: 'http://127.0.0.1:9/keys/rollover' }
    fixture.sandbox.setFaults([
      { ...ROLLOVER, times: 0, effect: { kind: 'raw', status: 308, headers: elsewhere } },
    ])
    const run = await fixture.rollover(VERIFY)
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(run.log).toContain('with a redirect (308), which is not followed with credentials')
    expect(asked(run)).toHaveLength(1)
    expectUntouched(fixture)
  }),
)

test.concurrent.each(['top-level', 'with-more', 'without-expiry'] as const)(
  'an answer in another form (%s) is understood',
  (keyAnswer) =>
    withKeysFixture(async ({ sandbox, rollover, rotate, working, made }) => {
      sandbox.keysApi.changeSettings({ keyAnswer })
      const run = await rollover(VERIFY)
      expect(run.outputs['outcome']).toBe('rolled-over')
      expect(working()).toBe(made()[0]?.key)
      const known = keyAnswer !== 'without-expiry'
      expect(run.outputs['expires-at']).toBe(known ? made()[0]?.expiresAt.toISOString() : '')
      if (!known) expect(run.log).toContain('nobody knows when it expires')

      // Whose end is not known is asked for every day; the service knows better.
      sandbox.clock.advance(DAY)
      const next = await rollover(VERIFY)
      expect(next).toMatchObject({ exitCode: 0, outputs: { outcome: 'not-due', changed: 'false' } })
      expect(asked(next)).toHaveLength(known ? 0 : 1)
      expect(everythingSaid(next)).not.toContain('never expires')
      expect((await rotate(VERIFY)).outputs['outcome']).toBe('rotated')
      expect(working()).toBe(made()[1]?.key)
    })(),
)
