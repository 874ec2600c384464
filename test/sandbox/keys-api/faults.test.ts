// The keys API when it misbehaves, and what the sandbox shows and does around it.

import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  type FaultEffect,
  type KeyAnswerForm,
  type KeysApiConsistency,
  type Sandbox,
  smallCompany,
  startSandbox,
} from '../../../sandbox/index.ts'
import { admin } from '../client.ts'
import { connect, type KeysApiClient, newKey, recordOf } from './client.ts'

const { user, production, staging } = smallCompany
let sandbox: Sandbox
let client: KeysApiClient

beforeEach(async () => {
  sandbox = await startSandbox({ clockSpeed: 0, start: new Date('2026-03-01T12:00:00Z') })
  client = connect(sandbox)
})
afterEach(() => sandbox.stop())

const rollOver = () => client.rollOver({ api_key: production.key, expiry: '1M' })
const fault = (effect: FaultEffect) => {
  sandbox.setFaults([{ service: 'keys-api', path: '^/keys/rollover$', effect }])
}

describe('faults', () => {
  test.each([
    [401, 'Unauthorized'],
    [403, 'Forbidden'],
    [404, 'API key not found'],
    [429, 'Too Many Requests'],
    [500, 'Internal server error'],
    [503, 'Service Unavailable'],
    [418, 'Request failed'],
  ])('a %d in the envelope', async (status, message) => {
    fault({ kind: 'status', status })
    const answer = await rollOver()
    expect(answer).toMatchObject({ status, body: { status_code: status, message } })
    expect(answer.headers.get('retry-after')).toBe(status === 429 ? '60' : null)
    expect(sandbox.keysApi.accepts(production.key)).toBe(true)
    expect((await rollOver()).status).toBe(200)
  })

  test('a 502 of the proxy in front', async () => {
    fault({ kind: 'status', status: 502 })
    const answer = await rollOver()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'text/html'])
    expect(answer.text).toContain('502 Bad Gateway')
  })

  test('a limit that says when to come back', async () => {
    fault({ kind: 'rate-limit', seconds: 7 })
    const answer = await rollOver()
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7'])
  })

  test('an answer of one’s own', async () => {
    fault({ kind: 'status', status: 400, body: { status_code: 400, message: 'Maximum reached' } })
    expect((await rollOver()).body).toEqual({ status_code: 400, message: 'Maximum reached' })
  })

  test.each([['before'], ['after']] as const)('a connection that is cut %s the effect', async (when) => {
    fault({ kind: 'cut', when })
    await expect(rollOver()).rejects.toThrow()
    expect(sandbox.keysApi.accepts(production.key)).toBe(when === 'before')
    expect(sandbox.keysApi.keys()).toHaveLength(when === 'before' ? 5 : 6)
    expect(sandbox.exchanges.at(-1)).toMatchObject({ service: 'keys-api', status: undefined, fault: 'cut' })
    expect((await rollOver()).status).toBe(when === 'before' ? 200 : 404)
  })

  test('a 500 after the effect', async () => {
    fault({ kind: 'status', status: 500, when: 'after' })
    expect((await rollOver()).status).toBe(500)
    const successor = recordOf(sandbox, recordOf(sandbox, production.id).replacedBy ?? '')
    expect(await client.balance(successor.key)).toBe(200)
    expect(sandbox.secretValues()).toContain(successor.key)
  })
})

describe('the form in which a new key is answered', () => {
  const both = { api_key: expect.any(String), expires_at: expect.any(String) }

  test.each<[KeyAnswerForm, unknown]>([
    ['top-level', both],
    [
      'without-expiry',
      { status_code: 200, message: 'Request successful', data: { api_key: expect.any(String) } },
    ],
    [
      'without-key',
      { status_code: 200, message: 'Request successful', data: { expires_at: expect.any(String) } },
    ],
    [
      'with-more',
      {
        success: true,
        status_code: 200,
        message: 'Request successful',
        data: expect.objectContaining({ ...both, name: 'Production API', replaces: production.id }),
        timestamp: expect.any(String),
      },
    ],
  ])('%s', async (keyAnswer, shown) => {
    sandbox.keysApi.changeSettings({ keyAnswer })
    const { status, body, text } = await rollOver()
    expect([status, body]).toEqual([200, shown])
    const successor = recordOf(sandbox, recordOf(sandbox, production.id).replacedBy ?? '')
    expect(text.includes(successor.key)).toBe(keyAnswer !== 'without-key')
    const created = await client.create({ name: 'x', permissions: ['read'], expiry: '1D' })
    expect([created.status, Object.keys(created.body as object)]).toEqual([201, Object.keys(body as object)])
  })
})

describe('eventual consistency', () => {
  const met = async (key: string, times: number) => {
    const statuses: number[] = []
    for (let turn = 0; turn < times; turn += 1) statuses.push(await client.balance(key))
    return statuses
  }
  const rolledOver = async (consistency: KeysApiConsistency) => {
    sandbox.keysApi.setConsistency(consistency)
    return newKey(await rollOver()).api_key
  }

  test('a new key is unknown to the wallet for so many requests', async () => {
    const key = await rolledOver({ newKeyUnknownFor: { requests: 2 } })
    expect(sandbox.keysApi.accepts(key)).toBe(true)
    expect(await met(key, 3)).toEqual([401, 401, 200])
    expect(await met(staging.key, 1)).toEqual([200])
  })

  test('or for so long', async () => {
    const key = await rolledOver({ newKeyUnknownFor: { milliseconds: 30_000 } })
    expect(await met(key, 2)).toEqual([401, 401])
    sandbox.clock.advance(30_000)
    expect(await met(key, 2)).toEqual([200, 200])
  })

  test('or goes back and forth first', async () => {
    const key = await rolledOver({ flapping: ['ok', 'unknown', 'ok'], newKeyUnknownFor: { requests: 1 } })
    expect(await met(key, 5)).toEqual([200, 401, 200, 401, 200])
  })

  test('a deactivated key is accepted for a while still, but cannot be rolled over', async () => {
    await rolledOver({ oldKeyAcceptedFor: { requests: 2 } })
    expect((await rollOver()).status).toBe(404)
    expect(await met(production.key, 3)).toEqual([200, 200, 401])
    sandbox.keysApi.setConsistency({ oldKeyAcceptedFor: { milliseconds: 60_000 } })
    sandbox.keysApi.deactivateKey(staging.key)
    expect(await met(staging.key, 1)).toEqual([200])
    sandbox.clock.advance(60_000)
    expect(await met(staging.key, 1)).toEqual([401])
  })

  test('keys from before are not concerned', async () => {
    sandbox.keysApi.setConsistency({ newKeyUnknownFor: { requests: 5 }, oldKeyAcceptedFor: { requests: 5 } })
    const { api_key: key } = newKey(await rollOver())
    expect(await met(staging.key, 1)).toEqual([200])
    sandbox.keysApi.setConsistency({ newKeyUnknownFor: { requests: 5 } })
    expect(await met(key, 1)).toEqual([200])
    expect(await met(production.key, 1)).toEqual([401])
  })

  test('an expired key is never accepted', async () => {
    await rolledOver({ oldKeyAcceptedFor: { requests: 5 } })
    sandbox.clock.advance(3 * 24 * 60 * 60 * 1000)
    expect(await met(production.key, 1)).toEqual([401])
  })
})

describe('around it', () => {
  const raw = (headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      request(`${sandbox.urls.keysApi}/keys`, { headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .on('error', reject)
        .end()
    })

  test('only its own loopback names are answered, and no web page', async () => {
    expect(await raw({ host: `localhost:${new URL(sandbox.urls.keysApi).port}` })).toBe(401)
    expect(await raw({ host: 'evil.example' })).toBe(403)
    expect(await raw({ host: 'localhost:3000' })).toBe(403)
    expect(await raw({ origin: sandbox.urls.keysApi })).toBe(403)
  })

  test("answers are dated by the sandbox's clock", async () => {
    sandbox.clock.advance(60 * 60 * 1000)
    expect((await rollOver()).headers.get('date')).toBe('Sun, 01 Mar 2026 13:00:00 GMT')
  })

  test('beforeRequest holds requests, and may say what befalls them', async () => {
    const seen: unknown[] = []
    sandbox.beforeRequest(({ service, url, body }) => {
      seen.push([service, url, body])
      return Promise.resolve({ kind: 'status', status: 503 })
    })
    expect((await rollOver()).status).toBe(503)
    expect(seen).toEqual([['keys-api', '/keys/rollover', { api_key: production.key, expiry: '1M' }]])
    expect(sandbox.keysApi.accepts(production.key)).toBe(true)
  })

  test('the state shows keys and JWTs, the log every request', async () => {
    const { api_key: key } = newKey(await rollOver())
    const { body } = await admin(sandbox, 'GET', '/_sandbox/state')
    expect(body).toMatchObject({
      keysApi: {
        users: [{ username: 'acme' }, { username: 'globex' }],
        tokens: [{ accessToken: client.token, userId: user.id }],
        settings: { tokenLifetime: 3600, keyAnswer: 'envelope' },
      },
      requests: [{ service: 'keys-api', url: '/keys/rollover', status: 200 }],
    })
    const { keys } = (body as { keysApi: { keys: { key: string }[] } }).keysApi
    expect(keys).toHaveLength(6)
    expect(keys.map((shown) => shown.key)).toContain(key)
  })

  test('every secret value is known', async () => {
    const { api_key: key } = newKey(await rollOver())
    const login = await client.ask('POST', '/auth/login', {
      body: { email: user.email, password: user.password },
    })
    const { access_token: token } = (login.body as { data: { access_token: string } }).data
    sandbox.keysApi.deleteKey(key)
    expect(sandbox.secretValues()).toEqual(
      expect.arrayContaining([key, token, client.token, production.key, user.password]),
    )
    expect(sandbox.secretValues()).not.toContain(production.id)
  })

  test('the environment is enough to use it', async () => {
    const {
      KEYS_API_URL: url,
      KEYS_API_VERIFY_URL: verify,
      KEYS_API_TOKEN: token,
      API_KEY: key,
      ...more
    } = sandbox.keysApiEnv()
    expect([url, verify, key]).toEqual([
      sandbox.urls.keysApi,
      `${sandbox.urls.keysApi}/wallet/balance`,
      production.key,
    ])
    expect(more).toEqual({})
    sandbox.clock.advance(365 * 24 * 60 * 60 * 1000)
    expect((await client.as(token ?? null, 'GET', '/keys')).status).toBe(200)
  })
})

test("a person's acts", async () => {
  const hand = (method: string, path: string, body?: unknown) =>
    admin(sandbox, method, `/_sandbox/keys-api/${path}`, body)
  const accepts = async (key: string) =>
    ((await hand('POST', 'accepts', { key })).body as { accepts: boolean }).accepts

  const made = await hand('POST', 'keys', {
    user: user.username,
    name: 'by hand',
    permissions: ['read'],
    createdAt: '2026-01-01T00:00:00Z',
    expiry: '1Y',
  })
  expect(made.body).toMatchObject({ expiresAt: '2027-01-01T00:00:00.000Z', userId: user.id })
  const { id, key } = made.body as { id: string; key: string }
  expect(await accepts(key)).toBe(true)
  await hand('POST', `keys/${id}/expire`)
  expect(await accepts(key)).toBe(false)
  await hand('PATCH', `keys/${id}`, { name: 'renamed', expiresAt: '2026-04-01T00:00:00Z' })
  expect(await accepts(key)).toBe(true)
  expect(recordOf(sandbox, id)).toMatchObject({
    name: 'renamed',
    expiresAt: new Date('2026-04-01T00:00:00Z'),
  })
  await hand('POST', `keys/${id}/deactivate`)
  expect(await accepts(key)).toBe(false)
  expect((await hand('DELETE', `keys/${id}`)).status).toBe(200)
  expect(sandbox.keysApi.key(id)).toBeUndefined()
  expect((await hand('POST', `keys/${id}/deactivate`)).status).toBe(400)

  const token = await hand('POST', 'tokens', { user: user.username, lifetime: 60 })
  const { accessToken } = token.body as { accessToken: string }
  expect((await client.as(accessToken, 'GET', '/keys')).status).toBe(200)
  expect((await hand('POST', 'tokens', { user: 'nobody' })).status).toBe(400)

  expect((await hand('PATCH', 'settings', { keyAnswer: 'top-level' })).body).toEqual({
    tokenLifetime: 3600,
    keyAnswer: 'top-level',
  })
  expect((await hand('PATCH', 'settings', { keyAnswer: 'upside down' })).status).toBe(400)
  expect((await hand('PUT', 'consistency', { newKeyUnknownFor: { requests: 1 } })).status).toBe(200)
  expect((await hand('PUT', 'consistency', { newKeyUnknownFor: {} })).status).toBe(400)
  const { api_key: unknown } = (await rollOver()).body as { api_key: string }
  expect([await client.balance(unknown), await client.balance(unknown)]).toEqual([401, 200])
})

test('what cannot be is refused by hand as well', () => {
  const { keysApi } = sandbox
  const key = { user: user.id, name: 'x', permissions: ['read'] } as const
  expect(() => keysApi.createKey({ ...key, user: 'nobody' })).toThrow('no user nobody')
  expect(() => keysApi.createKey({ ...key, key: production.key })).toThrow('already')
  expect(() => keysApi.createKey({ ...key, id: production.id })).toThrow('already')
  expect(() => keysApi.deactivateKey('sk_live_FAKE_none')).toThrow('no such key')
  expect(() => keysApi.addUser({ username: 'acme', email: 'a@b.example', password: 'x' })).toThrow('already')
  expect(() => keysApi.issueToken('nobody')).toThrow('no user nobody')
})
