// Who may do what at the keys API.

import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type Sandbox, smallCompany, smallKeysApi, startSandbox } from '../../../sandbox/index.ts'
import { connect, type KeysApiClient, newKey, recordOf } from './client.ts'

const { user, production, staging, deposits, expired, stranger } = smallCompany
const start = new Date('2026-03-01T12:00:00Z')
const signingSecret = 'FAKE-signing-secret-of-these-tests'
const minute = 60_000
let sandbox: Sandbox
let client: KeysApiClient

beforeEach(async () => {
  sandbox = await startSandbox({ clockSpeed: 0, start, keysApi: { ...smallKeysApi(start), signingSecret } })
  client = connect(sandbox)
})
afterEach(() => sandbox.stop())

const unauthorized = { status: 401, body: { status_code: 401, message: 'Unauthorized' } }
const login = (body: unknown) => client.ask('POST', '/auth/login', { body })
const list = async (token: string | null) => await client.as(token, 'GET', '/keys')

describe('the login', () => {
  test.each([
    [{ username: user.username }],
    [{ email: user.email }],
    [{ username: user.username, email: user.email }],
  ])('with %j', async (names) => {
    const answer = await login({ ...names, password: user.password })
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({
      status_code: 200,
      message: 'Request successful',
      data: { access_token: expect.any(String), expires_at: '2026-03-01T13:00:00.000Z' },
    })
    const { access_token: token } = (answer.body as { data: { access_token: string } }).data
    expect((await list(token)).status).toBe(200)
    expect(claims(token)).toMatchObject({ sub: user.id, exp: Date.parse('2026-03-01T13:00:00Z') / 1000 })
  })

  test.each([
    [{ username: user.username, password: stranger.password }],
    [{ username: user.username, email: stranger.email, password: user.password }],
    [{ username: 'nobody', password: user.password }],
    [{ username: user.id, password: user.password }],
  ])('refuses %j', async (body) => {
    expect(await login(body)).toMatchObject(unauthorized)
  })

  test.each([
    [{ password: user.password }, 'Either username or email must be provided'],
    [{ username: user.username }, 'password should not be empty'],
    [{ username: 1, password: user.password }, 'username must be a string'],
    ['{', 'The body is not valid JSON'],
  ])('cannot use %j', async (body, message) => {
    expect(await login(body)).toMatchObject({ status: 400, body: { status_code: 400, message } })
  })

  test('gives tokens that live as long as is set', async () => {
    sandbox.keysApi.changeSettings({ tokenLifetime: 24 * 60 * 60 })
    const { body } = await login({ username: user.username, password: user.password })
    expect(body).toMatchObject({ data: { expires_at: '2026-03-02T12:00:00.000Z' } })
  })
})

describe('a JWT', () => {
  test('expires by the clock', async () => {
    const { accessToken } = sandbox.keysApi.issueToken(user.email, 60 * 60)
    sandbox.clock.advance(59 * minute)
    expect((await list(accessToken)).status).toBe(200)
    sandbox.clock.advance(minute)
    expect(await list(accessToken)).toMatchObject(unauthorized)
    expect((await list(client.token)).status).toBe(200)
  })

  test.each([
    ['POST', '/keys/create', { name: 'x', permissions: ['read'], expiry: '1D' }],
    ['POST', '/keys/rollover', { api_key: production.key, expiry: '1D' }],
    ['GET', '/keys', undefined],
  ])('is needed for %s %s', async (method, path, body) => {
    const expiredToken = sandbox.keysApi.issueToken(user.id, 0).accessToken
    for (const token of [null, 'nonsense', 'a.b.c', expiredToken, production.key]) {
      expect(await client.as(token, method, path, body)).toMatchObject(unauthorized)
    }
    const withKey = { headers: { 'x-api-key': production.key }, ...(body === undefined ? {} : { body }) }
    expect(await client.ask(method, path, withKey)).toMatchObject(unauthorized)
    expect(sandbox.keysApi.keys()).toHaveLength(5)
    expect(sandbox.keysApi.accepts(production.key)).toBe(true)
  })

  test('counts only as it was signed', async () => {
    const own = { ...claims(client.token) }
    expect((await list(jwt({ alg: 'HS256' }, own, signingSecret))).status).toBe(200)
    const forged = [
      jwt({ alg: 'HS256' }, own, 'another secret'),
      jwt({ alg: 'none' }, own, signingSecret),
      `${jwt({ alg: 'none' }, own, signingSecret).split('.').slice(0, 2).join('.')}.`,
      jwt({ alg: 'HS256' }, { ...own, sub: 'nobody' }, signingSecret),
      jwt({ alg: 'HS256' }, { sub: user.id }, signingSecret),
      [client.token.split('.')[0], encode({ ...own, sub: stranger.id }), client.token.split('.')[2]].join(
        '.',
      ),
      `${client.token}.more`,
    ]
    for (const token of forged) {
      expect(await list(token)).toMatchObject(unauthorized)
    }
  })
})

describe('a list', () => {
  test("has one's own keys, never a key itself", async () => {
    await client.rollOver({ api_key: production.key, expiry: '1D' })
    const { body, text } = await list(client.token)
    const { data } = body as { data: readonly Record<string, unknown>[] }
    expect(data[0]).toEqual({
      id: production.id,
      name: 'Production API',
      permissions: ['read', 'deposit', 'transfer'],
      prefix: production.key.slice(0, 16),
      expires_at: '2026-03-04T12:00:00.000Z',
      is_active: false,
      created_at: '2026-02-02T12:00:00.000Z',
    })
    expect(data.map(({ name, is_active: active }) => [name, active])).toEqual([
      ['Production API', false],
      ['Staging API', true],
      ['Deposits', true],
      ['Old report', true],
      ['Production API', true],
    ])
    for (const { key } of sandbox.keysApi.keys()) expect(text).not.toContain(key)
  })

  test('of another user has other ones', async () => {
    const { accessToken } = sandbox.keysApi.issueToken(stranger.username)
    expect((await list(accessToken)).body).toMatchObject({ data: [{ id: stranger.keyId, name: 'Shop' }] })
  })
})

describe('the wallet', () => {
  test("is the key's user's, and needs the permission to read", async () => {
    const ask = (headers: Record<string, string>) => client.ask('GET', '/wallet/balance', { headers })
    expect((await ask({ 'X-API-Key': staging.key })).body).toMatchObject({ data: { balance: 15_000 } })
    expect((await ask({ 'x-api-key': stranger.key })).body).toMatchObject({ data: { balance: 700 } })
    expect(await ask({ 'x-api-key': deposits.key })).toMatchObject({
      status: 403,
      body: { status_code: 403, message: 'API key does not have the permission read' },
    })
    expect(await ask({})).toMatchObject(unauthorized)
    expect(await ask({ Authorization: `Bearer ${client.token}` })).toMatchObject(unauthorized)
  })

  test('is closed to unknown, expired and deactivated keys', async () => {
    sandbox.keysApi.deactivateKey(production.id)
    sandbox.keysApi.expireKey(staging.id)
    for (const key of ['sk_live_FAKE_unknown', production.id, production.key, staging.key, expired.key]) {
      expect(await client.balance(key)).toBe(401)
      expect(sandbox.keysApi.accepts(key)).toBe(false)
    }
    sandbox.keysApi.changeKey(staging.id, { expiresAt: new Date('2026-03-02T00:00:00Z') })
    expect(await client.balance(staging.key)).toBe(200)
  })
})

describe('creating', () => {
  test('keeps each permission once, in the order of the guide', async () => {
    const answer = await client.create({ name: 'x', permissions: ['transfer', 'read', 'read'], expiry: '1Y' })
    expect(recordOf(sandbox, newKey(answer).api_key).permissions).toEqual(['read', 'transfer'])
  })

  test.each([
    [{ permissions: ['read'], expiry: '1D' }, /^name should not be empty$/],
    [{ name: '', permissions: ['read'], expiry: '1D' }, /^name should not be empty$/],
    [{ name: 7, permissions: ['read'], expiry: '1D' }, /^name must be a string$/],
    [{ name: 'x', expiry: '1D' }, /^permissions must be a non-empty array$/],
    [{ name: 'x', permissions: [], expiry: '1D' }, /^permissions must be a non-empty array$/],
    [{ name: 'x', permissions: 'read', expiry: '1D' }, /^permissions must be a non-empty array$/],
    [{ name: 'x', permissions: ['read', 'admin'], expiry: '1D' }, /^each value .* read, deposit, transfer$/],
    [{ name: 'x', permissions: ['read'], expiry: 'P1D' }, /^expiry must be one of/],
    [{ name: 'x', permissions: ['read'] }, /^expiry must be one of/],
  ])('refuses %j', async (body, message) => {
    expect(await client.create(body)).toMatchObject({
      status: 400,
      body: { status_code: 400, message: expect.stringMatching(message) },
    })
    expect(sandbox.keysApi.keys()).toHaveLength(5)
  })
})

test("another user's attempt leaves a key alone", async () => {
  const other = sandbox.keysApi.issueToken(stranger.id).accessToken
  const body = { expired_key_id: production.id, expiry: '1M' }
  expect((await client.as(other, 'POST', '/keys/rollover', body)).status).toBe(404)
  expect((await client.rollOver(body)).status).toBe(200)
})

test('what is no endpoint is a 404 of its own, and bodies must be JSON', async () => {
  expect(await client.ask('GET', '/keys/rollover')).toMatchObject({
    status: 404,
    body: { status_code: 404, message: 'Cannot GET /keys/rollover' },
  })
  const form = { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'expiry=1M' }
  expect(await client.ask('POST', '/keys/rollover', form)).toMatchObject({
    status: 415,
    body: { status_code: 415 },
  })
})

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function claims(token: string): object {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as object
}

function jwt(header: object, payload: object, secret: string): string {
  const signed = `${encode(header)}.${encode(payload)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}
