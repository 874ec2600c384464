import { describe, expect, test } from '@jest/globals'
import { createConnection, type ConnectionOptions } from '../../src/http/connection.ts'
import { createRateLimiter, pacedBy } from '../../src/github/client/rate-limiter.ts'
import { createServiceClock } from '../../src/http/service-clock.ts'
import { json, serviceOf, thrownBy, type Asked } from './responses.ts'
import { createFakeTime } from '../github/client/rate-limit-simulation.ts'

const URL_OF_KEYS = 'https://keys.example.com/v1/keys'

/** A connection to a service that answers like this, and the waits between its tries. */
function connected(
  answer: (asked: Asked, count: number) => Response | Promise<Response>,
  rest: Partial<ConnectionOptions> = {},
) {
  const waits: number[] = []
  const { fetch, asked } = serviceOf((one) => answer(one, asked.length))
  const clock = createServiceClock((milliseconds) => Promise.resolve(void waits.push(milliseconds)))
  const connection = createConnection({
    service: 'The keys API',
    baseUrl: 'https://keys.example.com/v1',
    clock,
    fetch,
    allowChange: () => undefined,
    debug: () => undefined,
    retryForbidden: false,
    ...rest,
  })
  return { connection, asked, waits, clock }
}

const fine = () => json({})

describe('where a request goes', () => {
  test('nothing is sent to any other host', async () => {
    const { connection, asked } = connected(fine)
    for (const other of ['https://keys.example.com:8443/v1/keys', 'http://keys.example.com/v1/keys'])
      await expect(connection(other)).rejects.toThrow(
        `GET /v1/keys was not sent to ${new URL(other).origin}: The keys API is at https://keys.example.com`,
      )
    expect(asked).toEqual([])
  })
})

describe('what is sent', () => {
  const sent = async (...parameters: Parameters<typeof fetch>) => {
    const { connection, asked } = connected(fine)
    await connection(...parameters)
    return asked.map(({ method, body }) => ({ method, body }))
  }
  const [body, text] = [{ expiry: '1M' }, '{"expiry":"1M"}']
  const request = () => new Request(URL_OF_KEYS, { method: 'PUT', body: '{}' })

  test('is the same, however a client hands it over', async () => {
    expect(await sent(URL_OF_KEYS)).toEqual([{ method: 'GET', body: undefined }])
    expect(await sent(URL_OF_KEYS, { method: 'post', body: text })).toEqual([{ method: 'POST', body }])
    expect(await sent(URL_OF_KEYS, { method: 'POST', body: Buffer.from(text) })).toEqual([
      { method: 'POST', body },
    ])
    expect(await sent(request())).toEqual([{ method: 'PUT', body: {} }])
    expect(await sent(request(), { method: 'PATCH', body: text })).toEqual([{ method: 'PATCH', body }])
  })
})

describe('the time of the service', () => {
  test('is known from an answer that tells it, and from no other', async () => {
    const { connection, clock } = connected((_, count) => {
      const dates = [{}, { date: 'soon' }, { date: 'Tue, 01 Jan 2030 00:00:00 GMT' }]
      return json({}, 200, dates[count - 1])
    })
    await connection(URL_OF_KEYS)
    await connection(URL_OF_KEYS)
    expect(clock.known()).toBeUndefined()
    await connection(URL_OF_KEYS)
    expect(clock.known()?.toISOString()).toMatch(/^2030-01-01T00:00:00/)
  })
})

describe('a refusal for too many requests', () => {
  const refused = (headers: Readonly<Record<string, string>>) => json({ message: 'no' }, 403, headers)
  const once = (headers: Readonly<Record<string, string>>) =>
    connected((_, count) => (count === 1 ? refused(headers) : fine()))
  const date = 'Tue, 01 Jan 2030 00:00:00 GMT'
  const reset = String(Date.parse(date) / 1000 + 40)

  test('is waited out until the budget begins anew', async () => {
    const { connection, waits } = once({ date, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset })
    expect((await connection(URL_OF_KEYS)).status).toBe(200)
    expect(waits).toHaveLength(1)
    expect(waits[0]).toBeGreaterThan(40_000)
    expect(waits[0]).toBeLessThanOrEqual(41_000)
  })

  test('is waited out as long as the service asks, if that is no more than two minutes', async () => {
    const short = once({ 'retry-after': '120' })
    expect((await short.connection(URL_OF_KEYS)).status).toBe(200)
    expect(short.waits).toEqual([120_000])
    const long = once({ 'retry-after': '121' })
    expect((await long.connection(URL_OF_KEYS)).status).toBe(403)
    expect(long.waits).toEqual([])
  })

  test.each([
    ['nobody says when', { 'x-ratelimit-remaining': '0' }],
    ['it is said in words', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' }],
  ])('is tried again a little later where %s', async (_, headers) => {
    const { connection, waits } = once(headers)
    expect((await connection(URL_OF_KEYS)).status).toBe(200)
    expect(waits).toHaveLength(1)
    expect(waits[0]).toBeLessThanOrEqual(600)
  })

  test('that never ends is handed on after ten more tries, each when the limiter lets it', async () => {
    const time = createFakeTime()
    const limiter = createRateLimiter({
      now: time.now,
      sleep: time.sleep,
      stopping: () => false,
      timeLeft: () => Number.POSITIVE_INFINITY,
      notify: () => undefined,
    })
    const { connection, asked, waits } = connected(() => json({}, 429, { 'retry-after': '7' }), {
      pace: pacedBy(limiter),
    })
    const answer = connection(URL_OF_KEYS)
    await time.pass()
    expect((await answer).status).toBe(429)
    expect(asked).toHaveLength(11)
    expect(waits).toEqual([])
    expect(time.now()).toBeGreaterThanOrEqual(10 * 7000)
  })
})

describe('a service that does not answer', () => {
  const refusedBy = (cause: object) => Object.assign(new TypeError('fetch failed'), { cause })
  const slow = Object.assign(new Error('The operation was aborted due to timeout'), { name: 'TimeoutError' })

  test.each<readonly [string, unknown, string]>([
    ['nothing came for too long', slow, 'no answer within 20 s'],
    ['the network says why', refusedBy(new Error('getaddrinfo ENOTFOUND')), 'getaddrinfo ENOTFOUND'],
    [
      'several addresses failed',
      refusedBy(Object.assign(new Error(''), { code: 'ECONNREFUSED' })),
      'ECONNREFUSED',
    ],
    ['the network says nothing', refusedBy(new Error('')), 'fetch failed'],
    ['the client says why', new TypeError('bad port'), 'bad port'],
    ['it is no error at all', 'cut', 'the connection failed'],
  ])('%s', async (_, reason, said) => {
    const cut = AbortSignal.abort(reason)
    const { connection, asked, waits } = connected(() => {
      cut.throwIfAborted()
      return fine()
    })
    const error = await thrownBy(connection(URL_OF_KEYS))
    expect(error).toMatchObject({ name: 'ConnectionError' })
    expect((error as Error).message).toBe(`The keys API did not answer GET /v1/keys: ${said}`)
    expect([asked.length, waits.length]).toEqual([5, 4])
  })
})
