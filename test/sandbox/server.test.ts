import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  type Exchange,
  type FaultEffect,
  type Sandbox,
  smallOrganization,
  startSandbox,
} from '../../sandbox/index.ts'
import { iamKeys, scaleway } from './client.ts'

const { rotator, deploy } = smallOrganization
let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox({ clockSpeed: 0, start: new Date('2026-03-01T12:00:00Z') })
})
afterEach(() => sandbox.stop())

const listKeys = () => scaleway(sandbox, rotator.secretKey, 'GET', iamKeys)
const createKey = () =>
  scaleway(sandbox, rotator.secretKey, 'POST', iamKeys, {
    application_id: deploy.applicationId,
    description: 'new',
  })

/** A request with headers that fetch would not send. */
function raw(headers: Record<string, string>, base = sandbox.urls.scaleway): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${base}${iamKeys}`, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
}

describe('who is answered', () => {
  test('only its own loopback names', async () => {
    const port = new URL(sandbox.urls.scaleway).port
    expect(await raw({ host: `localhost:${port}` })).toBe(401)
    expect(await raw({ host: `[::1]:${port}` })).toBe(401)
    expect(await raw({ host: 'evil.example' })).toBe(403)
    expect(await raw({ host: '127.0.0.1' })).toBe(403)
    expect(await raw({ host: 'evil.example' }, sandbox.urls.admin)).toBe(403)
  })

  test('no web page', async () => {
    expect(await raw({ origin: sandbox.urls.scaleway })).toBe(403)
    expect(await raw({ origin: 'https://evil.example' }, sandbox.urls.admin)).toBe(403)
    expect(sandbox.exchanges).toEqual([])
  })
})

describe('the clock', () => {
  test('is what every answer is dated by', async () => {
    expect((await listKeys()).headers.get('date')).toBe('Sun, 01 Mar 2026 12:00:00 GMT')
    sandbox.clock.advance(60 * 60 * 1000)
    expect((await listKeys()).headers.get('date')).toBe('Sun, 01 Mar 2026 13:00:00 GMT')
    const github = await fetch(`${sandbox.urls.github}/nowhere`)
    expect(github.headers.get('date')).toBe('Sun, 01 Mar 2026 13:00:00 GMT')
  })

  test('ticks once for each request', async () => {
    sandbox.clock.tickPerRequest(60_000)
    await listKeys()
    expect((await listKeys()).headers.get('date')).toBe('Sun, 01 Mar 2026 12:02:00 GMT')
  })
})

describe('the log', () => {
  test('has each exchange whole, by number, and tells listeners', async () => {
    const heard: Exchange[] = []
    const end = sandbox.onExchange((exchange) => heard.push(exchange))
    await createKey()
    end()
    await listKeys()
    expect(heard).toHaveLength(1)
    expect(sandbox.exchanges.map(({ number, method, status }) => [number, method, status])).toEqual([
      [1, 'POST', 200],
      [2, 'GET', 200],
    ])
    expect(heard[0]).toMatchObject({
      number: 1,
      service: 'scaleway',
      url: iamKeys,
      requestHeaders: { 'x-auth-token': rotator.secretKey },
      requestBody: { application_id: deploy.applicationId, description: 'new' },
      status: 200,
      responseHeaders: { 'content-type': 'application/json' },
      responseBody: { description: 'new' },
      fault: undefined,
    })
    expect(heard[0]?.at).toMatch(/^2026-03-01T12:00:00/)
  })

  test('has what the vendor would refuse before any handler', async () => {
    expect((await scaleway(sandbox, rotator.secretKey, 'POST', iamKeys, '{')).status).toBe(400)
    expect((await scaleway(sandbox, rotator.secretKey, 'GET', '/iam/v2/nothing?x=%2F')).status).toBe(404)
    expect(
      (await scaleway(sandbox, rotator.secretKey, 'POST', iamKeys, `"${'x'.repeat(2 ** 21)}"`)).status,
    ).toBe(413)
    expect(sandbox.exchanges.map(({ url, requestBody }) => [url, String(requestBody).slice(0, 3)])).toEqual([
      [iamKeys, '{'],
      ['/iam/v2/nothing?x=%2F', 'undefined'.slice(0, 3)],
      [iamKeys, '"xx'],
    ])
  })
})

describe('faults', () => {
  const livingKeys = () => sandbox.scaleway.iam.livingKeys().length
  const outcome = (call: Promise<{ status: number }>) =>
    call.then(
      ({ status }) => status,
      () => 'broken',
    )
  const fault = (effect: FaultEffect) => {
    sandbox.setFaults([{ effect }])
  }

  test('match by service, method and path, let some through, and end', async () => {
    sandbox.setFaults([
      { service: 'github', effect: { kind: 'status', status: 500 }, times: 0 },
      { method: 'post', effect: { kind: 'status', status: 500 }, times: 0 },
      { path: '^/iam/.*keys$', after: 1, times: 2, effect: { kind: 'status', status: 503 } },
    ])
    const statuses = []
    for (let turn = 0; turn < 4; turn += 1) {
      statuses.push((await listKeys()).status)
    }
    expect(statuses).toEqual([200, 503, 503, 200])
    expect((await createKey()).status).toBe(500)
    sandbox.clearFaults()
    expect((await createKey()).status).toBe(200)
  })

  test('cut before or after the effect', async () => {
    fault({ kind: 'cut', when: 'before' })
    expect(await outcome(createKey())).toBe('broken')
    expect(livingKeys()).toBe(3)
    fault({ kind: 'cut', when: 'after' })
    expect(await outcome(createKey())).toBe('broken')
    expect(livingKeys()).toBe(4)
    expect(sandbox.exchanges.map(({ status, fault: kind }) => [status, kind])).toEqual([
      [undefined, 'cut'],
      [undefined, 'cut'],
    ])
    expect((await listKeys()).status).toBe(200)
  })

  test('an error although it took effect', async () => {
    fault({ kind: 'status', status: 500, when: 'after' })
    const answer = await createKey()
    expect([answer.status, answer.body, livingKeys()]).toEqual([500, { message: 'internal error' }, 4])
  })

  test('a hang is never answered, has no effect, and does not keep the sandbox from stopping', async () => {
    const arrives = (): Promise<void> =>
      new Promise((resolve) => {
        const unsubscribe = sandbox.onExchange(() => {
          unsubscribe()
          resolve()
        })
      })
    fault({ kind: 'hang' })
    const [first, patience] = [arrives(), new AbortController()]
    const gaveUp = fetch(`${sandbox.urls.scaleway}${iamKeys}`, { signal: patience.signal })
    await first
    setTimeout(() => {
      patience.abort()
    }, 50)
    await expect(gaveUp).rejects.toThrow('aborted')
    fault({ kind: 'hang' })
    const second = arrives()
    const hanging = outcome(createKey())
    await second
    await sandbox.stop()
    expect(await hanging).toBe('broken')
    expect(livingKeys()).toBe(3)
  })

  test('latency comes before other faults', async () => {
    sandbox.setFaults([
      { effect: { kind: 'latency', milliseconds: 30 }, times: 2 },
      { effect: { kind: 'status', status: 403 } },
    ])
    const begin = performance.now()
    expect((await listKeys()).status).toBe(403)
    expect(performance.now() - begin).toBeGreaterThan(25)
    await listKeys()
    expect(sandbox.exchanges.map(({ fault: kind }) => kind)).toEqual(['status', 'latency'])
  })

  test("Scaleway's 429 has no body, no type and no Retry-After", async () => {
    fault({ kind: 'rate-limit' })
    const answer = await listKeys()
    expect([answer.status, answer.body]).toEqual([429, ''])
    expect(answer.headers.get('x-envoy-ratelimited')).toBe('true')
    expect(answer.headers.get('content-type')).toBeNull()
    expect(answer.headers.get('retry-after')).toBeNull()
    expect(answer.headers.get('date')).toMatch(/^Sun, 01 Mar 2026/)
  })

  test("GitHub's limits say when they end", async () => {
    const get = () => fetch(`${sandbox.urls.github}/user`)
    fault({ kind: 'rate-limit', limit: 'primary', seconds: 90 })
    const primary = await get()
    expect(primary.status).toBe(403)
    expect(primary.headers.get('x-ratelimit-remaining')).toBe('0')
    expect(
      Number(primary.headers.get('x-ratelimit-reset')) - Date.parse('2026-03-01T12:00:00Z') / 1000,
    ).toBeCloseTo(90, -1)
    fault({ kind: 'rate-limit', status: 429, seconds: 7 })
    const secondary = await get()
    expect([secondary.status, secondary.headers.get('retry-after')]).toEqual([429, '7'])
    fault({ kind: 'status', status: 403 })
    expect(await (await get()).json()).toMatchObject({ message: 'Resource not accessible by integration' })
  })

  test('raw answers are as given', async () => {
    fault({
      kind: 'raw',
      status: 200,
      headers: { 'Content-Type': 'text/html' },
      body: '<p>',
      repeat: 100_000,
    })
    const answer = await listKeys()
    expect([answer.status, String(answer.body).length]).toEqual([200, 300_000])
    expect(answer.headers.get('content-type')).toBe('text/html')
  })
})

describe('beforeRequest', () => {
  test('holds requests until it lets them go', async () => {
    const waiting: { readonly method: string; readonly go: () => void }[] = []
    let arrived: () => void = () => undefined
    const both = new Promise<void>((resolve) => (arrived = resolve))
    sandbox.beforeRequest(
      ({ method }) =>
        new Promise((resolve) => {
          waiting.push({
            method,
            go: () => {
              resolve(undefined)
            },
          })
          if (waiting.length === 2) {
            arrived()
          }
        }),
    )
    const creating = createKey()
    const listing = listKeys()
    await both
    expect(sandbox.exchanges).toEqual([])
    waiting.find(({ method }) => method === 'GET')?.go()
    expect((await listing).body).toMatchObject({ total_count: 3 })
    waiting.find(({ method }) => method === 'POST')?.go()
    expect((await creating).status).toBe(200)
    expect(sandbox.exchanges.map(({ number }) => number)).toEqual([1, 2])
  })

  test('may say what befalls the request', async () => {
    sandbox.beforeRequest(({ number }) =>
      Promise.resolve(number === 1 ? { kind: 'status', status: 500 } : undefined),
    )
    expect([(await listKeys()).status, (await listKeys()).status]).toEqual([500, 200])
    sandbox.beforeRequest(undefined)
    expect((await listKeys()).status).toBe(200)
  })
})

test('the environment names everything that a client needs', () => {
  expect(sandbox.env()).toEqual({
    SCW_API_URL: sandbox.urls.scaleway,
    SCW_ACCESS_KEY: rotator.accessKey,
    SCW_SECRET_KEY: rotator.secretKey,
    SCW_DEFAULT_ORGANIZATION_ID: smallOrganization.id,
    SCW_DEFAULT_PROJECT_ID: smallOrganization.projectId,
    SCW_DEFAULT_REGION: 'fr-par',
    GITHUB_API_URL: sandbox.urls.github,
    GITHUB_SERVER_URL: sandbox.urls.github,
    GITHUB_REPOSITORY: 'acme/infra',
    GITHUB_REPOSITORY_ID: '700003',
    GITHUB_REPOSITORY_OWNER: 'acme',
    GITHUB_REPOSITORY_OWNER_ID: '9001',
    GH_TOKEN: expect.stringContaining('FAKE'),
    SANDBOX_URL: sandbox.urls.admin,
  })
})

test('every secret value is known', async () => {
  const { body } = await createKey()
  const { secret_key: secretKey, access_key: accessKey } = body as Record<string, string>
  sandbox.scaleway.iam.deleteKey(accessKey ?? '')
  expect(sandbox.secretValues()).toEqual(
    expect.arrayContaining([secretKey, rotator.secretKey, sandbox.env()['GH_TOKEN']]),
  )
  expect(sandbox.secretValues()).not.toContain(accessKey)
})
