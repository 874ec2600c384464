// The rollover guide, section by section.

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type Sandbox, smallCompany, startSandbox } from '../../../sandbox/index.ts'
import { connect, type KeysApiClient, newKey, recordOf } from './client.ts'

const { user, production, staging, expired, stranger } = smallCompany
const minute = 60_000
const day = 24 * 60 * minute
let sandbox: Sandbox
let client: KeysApiClient

beforeEach(async () => {
  sandbox = await startSandbox({ clockSpeed: 0, start: new Date('2025-12-10T18:00:00Z') })
  client = connect(sandbox)
})
afterEach(() => sandbox.stop())

const refusal = (status: number, message: string) => ({ status, body: { status_code: status, message } })

describe('when to roll over', () => {
  test('a key that has expired', async () => {
    expect(await client.balance(expired.key)).toBe(401)
    const answer = await client.rollOver({ api_key: expired.key, expiry: '1M' })
    expect(answer.status).toBe(200)
    expect(await client.balance(newKey(answer).api_key)).toBe(200)
  })

  test('a key that ends within 7 days, and none that lives longer', async () => {
    const made = (daysLeft: number) =>
      sandbox.keysApi.createKey({
        user: user.id,
        name: 'made',
        permissions: ['read'],
        expiresAt: new Date(sandbox.clock.now().getTime() + daysLeft * day),
      }).key
    expect((await client.rollOver({ api_key: made(6.99), expiry: '1M' })).status).toBe(200)
    expect((await client.rollOver({ api_key: made(7.01), expiry: '1M' })).status).toBe(400)
  })
})

describe('how to roll over', () => {
  test('by the key itself', async () => {
    const answer = await client.rollOver({ api_key: production.key, expiry: '1M' })
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({
      status_code: 200,
      message: 'Request successful',
      data: {
        api_key: expect.stringMatching(/^sk_live_\w{24,}$/),
        expires_at: expect.stringMatching(/^2026-01-10T18:00:0\d\.\d{3}Z$/),
      },
    })
  })

  test('by its id', async () => {
    const answer = await client.rollOver({ expired_key_id: production.id, expiry: '1M' })
    expect(answer.status).toBe(200)
    expect(recordOf(sandbox, newKey(answer).api_key).replaces).toBe(production.id)
  })

  test('with null for the other one', async () => {
    const body = { api_key: production.key, expired_key_id: null, expiry: '1D' }
    expect((await client.rollOver(body)).status).toBe(200)
  })
})

test('the complete example', async () => {
  sandbox.clock.advance(3 * day + minute)
  // Step 1: the API says 401.
  expect(await client.balance(production.key)).toBe(401)
  // Step 2: log in, roll over.
  const login = await client.ask('POST', '/auth/login', {
    body: { username: user.username, password: user.password },
  })
  const { access_token: token } = (login.body as { data: { access_token: string } }).data
  const answer = await client.as(token, 'POST', '/keys/rollover', { api_key: production.key, expiry: '1M' })
  // Steps 3 and 4: the new key works, the old one is over but remains for an audit.
  const { api_key: key } = newKey(answer)
  expect([await client.balance(key), await client.balance(production.key)]).toEqual([200, 401])
  expect(recordOf(sandbox, production.key)).toMatchObject({
    deactivatedBy: user.id,
    replacedBy: recordOf(sandbox, key).id,
  })
  expect(recordOf(sandbox, production.key).deactivatedAt).toEqual(recordOf(sandbox, key).createdAt)
})

test.each([
  ['1H', '2025-12-10T19:00'],
  ['1D', '2025-12-11T18:00'],
  ['1M', '2026-01-10T18:00'],
  ['1Y', '2026-12-10T18:00'],
])('the expiry %s', async (expiry, time) => {
  const rolled = newKey(await client.rollOver({ api_key: production.key, expiry }))
  expect(rolled.expires_at.slice(0, 16)).toBe(time)
  const made = newKey(await client.create({ name: 'Made', permissions: ['read'], expiry }))
  expect(made.expires_at.slice(0, 16)).toBe(time)
  expect(recordOf(sandbox, made.api_key).expiresAt.toISOString()).toBe(made.expires_at)
  sandbox.clock.set(new Date(Date.parse(made.expires_at) - minute))
  expect([await client.balance(rolled.api_key), await client.balance(made.api_key)]).toEqual([200, 200])
  sandbox.clock.advance(minute)
  expect([await client.balance(rolled.api_key), await client.balance(made.api_key)]).toEqual([401, 401])
})

test('what is preserved, and what changes', async () => {
  const old = recordOf(sandbox, production.key)
  const answer = newKey(await client.rollOver({ api_key: production.key, expiry: '1Y' }))
  const successor = recordOf(sandbox, answer.api_key)
  expect(successor).toMatchObject({
    name: 'Production API',
    permissions: ['read', 'deposit', 'transfer'],
    userId: user.id,
  })
  expect(successor.key).not.toBe(old.key)
  expect(successor.id).not.toBe(old.id)
  expect(successor.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(successor.expiresAt.getTime()).toBeGreaterThan(old.expiresAt.getTime())
})

describe('"API key not found"', () => {
  const notFound = refusal(404, 'API key not found')

  test.each([
    ['an unknown key', { api_key: 'sk_live_FAKE_unknown_00000000000000000000' }],
    ['an unknown id', { expired_key_id: '123e4567-e89b-42d3-a456-426614174000' }],
    ["another user's key", { api_key: stranger.key }],
    ["another user's key by its id", { expired_key_id: stranger.keyId }],
    ['an id where the key belongs', { api_key: production.id }],
  ])('%s', async (_what, which) => {
    expect(await client.rollOver({ ...which, expiry: '1M' })).toMatchObject(notFound)
    expect(await client.balance(stranger.key)).toBe(200)
  })

  test('one that was rolled over before, however it is named', async () => {
    const first = newKey(await client.rollOver({ api_key: production.key, expiry: '1D' }))
    for (const which of [{ api_key: production.key }, { expired_key_id: production.id }]) {
      expect(await client.rollOver({ ...which, expiry: '1M' })).toMatchObject(notFound)
    }
    expect(await client.balance(first.api_key)).toBe(200)
    expect((await client.rollOver({ api_key: first.api_key, expiry: '1M' })).status).toBe(200)
  })

  test('one that a person deactivated, or deleted', async () => {
    sandbox.keysApi.deactivateKey(production.key)
    sandbox.keysApi.deleteKey(expired.id)
    for (const { key } of [production, expired]) {
      expect(await client.rollOver({ api_key: key, expiry: '1M' })).toMatchObject(notFound)
    }
    expect(recordOf(sandbox, production.id)).toMatchObject({ deactivatedBy: 'hand', replacedBy: null })
  })
})

test('"API key must be expired or expiring within 7 days to rollover"', async () => {
  const early = () => client.rollOver({ api_key: staging.key, expiry: '1M' })
  expect(await early()).toMatchObject(
    refusal(400, 'API key must be expired or expiring within 7 days to rollover'),
  )
  expect(await client.balance(staging.key)).toBe(200)
  // The solution: wait until the key is within 7 days of its expiry.
  sandbox.clock.advance(13 * day + minute)
  expect((await early()).status).toBe(200)
})

describe('"Either api_key or expired_key_id must be provided"', () => {
  test.each([[{ expiry: '1M' }], [{}], [{ api_key: '', expired_key_id: null, expiry: '1M' }], [undefined]])(
    '%j',
    async (body) => {
      expect(await client.rollOver(body)).toMatchObject(
        refusal(400, 'Either api_key or expired_key_id must be provided'),
      )
    },
  )
})

test.each([
  [
    'both ways at once',
    { api_key: production.key, expired_key_id: production.id, expiry: '1M' },
    /^Only one/,
  ],
  ['no expiry', { api_key: production.key }, /^expiry must be one of .* 1H, 1D, 1M, 1Y$/],
  ['another expiry', { api_key: production.key, expiry: '2M' }, /^expiry must be one of/],
  ['a small letter', { api_key: production.key, expiry: '1m' }, /^expiry must be one of/],
  ['a number for the expiry', { api_key: production.key, expiry: 1 }, /^expiry must be one of/],
  ['a number for the key', { api_key: 1, expiry: '1M' }, /^api_key must be a string$/],
  [
    'a list for the id',
    { expired_key_id: [production.id], expiry: '1M' },
    /^expired_key_id must be a string$/,
  ],
  ['an id that is none', { expired_key_id: production.key, expiry: '1M' }, /^expired_key_id must be a UUID$/],
  ['a list', [], /^The body must be a JSON object$/],
  ['a text', '"text"', /^The body must be a JSON object$/],
  ['broken JSON', `{"api_key":"${production.key}`, /^The body is not valid JSON$/],
])('a rollover with %s is refused', async (_what, body, message) => {
  const answer = await client.rollOver(body)
  expect(answer.body).toEqual({ status_code: 400, message: expect.stringMatching(message) })
  expect(answer.status).toBe(400)
  expect(answer.text).not.toContain(production.key)
  expect(await client.balance(production.key)).toBe(200)
  expect(sandbox.keysApi.keys()).toHaveLength(5)
})

test('rollover deactivates the old key, create leaves it active and may give other permissions', async () => {
  const made = newKey(
    await client.create({ name: 'Staging, deposits', permissions: ['deposit'], expiry: '1M' }),
  )
  expect(recordOf(sandbox, made.api_key)).toMatchObject({
    name: 'Staging, deposits',
    permissions: ['deposit'],
    replaces: null,
  })
  expect(await client.balance(staging.key)).toBe(200)
  expect(await client.balance(production.key)).toBe(200)
  await client.rollOver({ api_key: production.key, expiry: '1M' })
  expect(await client.balance(production.key)).toBe(401)
})

test('testing rollover: a 1H key after 54 minutes', async () => {
  const created = await client.create({ name: 'Test Key', permissions: ['read'], expiry: '1H' })
  expect(created).toMatchObject({
    status: 201,
    body: { status_code: 201, message: 'Request successful', data: { api_key: expect.any(String) } },
  })
  const { api_key: old } = newKey(created)
  sandbox.clock.advance(54 * minute)
  expect(await client.balance(old)).toBe(200)
  const { api_key: key, expires_at: end } = newKey(await client.rollOver({ api_key: old, expiry: '1D' }))
  expect([await client.balance(old), await client.balance(key)]).toEqual([401, 200])
  expect(end.slice(0, 16)).toBe('2025-12-11T18:54')
})

test('the example workflow: a production key that ends in three days', async () => {
  expect(await client.balance(production.key)).toBe(200)
  const { api_key: key } = newKey(await client.rollOver({ api_key: production.key, expiry: '1M' }))
  const answer = await client.ask('GET', '/wallet/balance', { headers: { 'x-api-key': key } })
  expect(answer.body).toEqual({ status_code: 200, message: 'Request successful', data: { balance: 15_000 } })
  sandbox.clock.advance(4 * day)
  expect(await client.balance(key)).toBe(200)
})
