// What depends on a single millisecond or day: with a clock that stands still, so without a server of its own.

import { expect, test } from '@jest/globals'
import fastify, { type FastifyInstance } from 'fastify'
import type { SandboxClock } from '../../../sandbox/lib/clock.ts'
import {
  createKeysApi,
  type KeysApiService,
  smallCompany,
  smallKeysApi,
} from '../../../sandbox/keys-api/index.ts'

const { user } = smallCompany
const week = 7 * 24 * 60 * 60 * 1000

interface Scene {
  readonly app: FastifyInstance
  readonly keysApi: KeysApiService
  readonly set: (time: string | number) => void
}

function scene(time: string): Scene {
  let now = new Date(time)
  const clock: SandboxClock = {
    now: () => now,
    advance: (milliseconds) => (now = new Date(now.getTime() + milliseconds)),
    set: (next) => (now = next),
    tickPerRequest: () => undefined,
    setSpeed: () => undefined,
    onRequest: () => undefined,
  }
  const app = fastify()
  const keysApi = createKeysApi({ clock }, smallKeysApi(now))
  keysApi.routes(app)
  return { app, keysApi, set: (next) => (now = new Date(next)) }
}

async function rollOver({ app, keysApi }: Scene, key: string, expiry = '1M') {
  const { accessToken } = keysApi.issueToken(user.username)
  const answer = await app.inject({
    method: 'POST',
    url: '/keys/rollover',
    headers: { authorization: `Bearer ${accessToken}` },
    payload: { api_key: key, expiry },
  })
  return { status: answer.statusCode, data: answer.json<{ data?: { expires_at: string } }>().data }
}

const made = ({ keysApi }: Scene, expiresAt: Date) =>
  keysApi.createKey({ user: user.id, name: 'made', permissions: ['read'], expiresAt }).key

test.each([
  ['2026-01-31T23:59:59.999Z', '1M', '2026-02-28T23:59:59.999Z'],
  ['2028-01-31T08:00:00.000Z', '1M', '2028-02-29T08:00:00.000Z'],
  ['2026-03-31T00:00:00.000Z', '1M', '2026-04-30T00:00:00.000Z'],
  ['2026-12-31T10:00:00.000Z', '1M', '2027-01-31T10:00:00.000Z'],
  ['2026-02-28T10:00:00.000Z', '1M', '2026-03-28T10:00:00.000Z'],
  ['2028-02-29T10:00:00.000Z', '1Y', '2029-02-28T10:00:00.000Z'],
  ['2027-02-28T10:00:00.000Z', '1Y', '2028-02-28T10:00:00.000Z'],
  // The day on which clocks change in Europe has 24 hours all the same.
  ['2026-03-28T12:00:00.000Z', '1D', '2026-03-29T12:00:00.000Z'],
  ['2026-12-31T23:30:00.000Z', '1H', '2027-01-01T00:30:00.000Z'],
])('at %s a key for %s ends %s', async (now, expiry, end) => {
  const on = scene(now)
  expect((await rollOver(on, smallCompany.production.key, expiry)).data?.expires_at).toBe(end)
})

test.each([
  [week + 1, 400],
  [week, 200],
  [1, 200],
  [0, 200],
  [-3 * 365 * week, 200],
])('a key that ends in %d ms: %d', async (left, status) => {
  const on = scene('2026-03-01T12:00:00Z')
  const key = made(on, new Date(Date.parse('2026-03-01T12:00:00Z') + left))
  expect((await rollOver(on, key)).status).toBe(status)
})

test('a key lives until its expiry, and not at it', async () => {
  const on = scene('2026-03-01T12:00:00Z')
  const end = Date.parse('2026-03-02T00:00:00Z')
  const key = made(on, new Date(end))
  const balance = async () =>
    (await on.app.inject({ url: '/wallet/balance', headers: { 'x-api-key': key } })).statusCode
  on.set(end - 1)
  expect([await balance(), on.keysApi.accepts(key)]).toEqual([200, true])
  on.set(end)
  expect([await balance(), on.keysApi.accepts(key)]).toEqual([401, false])
})

test('a JWT lives until its `exp`, and not at it', async () => {
  const on = scene('2026-03-01T12:00:00Z')
  const { accessToken, expiresAt } = on.keysApi.issueToken(user.id, 60)
  const list = async () =>
    (await on.app.inject({ url: '/keys', headers: { authorization: `Bearer ${accessToken}` } })).statusCode
  expect(expiresAt).toEqual(new Date('2026-03-01T12:01:00Z'))
  on.set(expiresAt.getTime() - 1)
  expect(await list()).toBe(200)
  on.set(expiresAt.getTime())
  expect(await list()).toBe(401)
})

test('two runs of the same events give the same keys, and what was remembered comes back', async () => {
  const [one, other] = [scene('2026-03-01T12:00:00Z'), scene('2026-03-01T12:00:00Z')]
  const { key, deletedId } = { key: smallCompany.production.key, deletedId: smallCompany.staging.id }
  const before = JSON.stringify(one.keysApi.state())
  const valuesBefore = one.keysApi.secretValues()
  const goBack = one.keysApi.remember()
  await rollOver(one, key)
  await rollOver(other, key)
  expect(one.keysApi.state()).toEqual(other.keysApi.state())
  expect(one.keysApi.keys()).toHaveLength(6)
  const values = one.keysApi.secretValues()
  one.keysApi.deleteKey(deletedId)
  one.keysApi.changeSettings({ keyAnswer: 'top-level' })
  expect(one.keysApi.secretValues()).toEqual(values)
  goBack()
  expect(JSON.stringify(one.keysApi.state())).toBe(before)
  expect(one.keysApi.secretValues()).toEqual(valuesBefore)
  // Ids go on counting: no key comes twice.
  await rollOver(one, key)
  const last = (on: Scene) => on.keysApi.keys().at(-1)?.key
  expect(last(one)).not.toBe(last(other))
})
