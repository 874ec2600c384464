import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { smallGithubTokens } from '../../../sandbox/github/index.ts'
import { startGithub, type TestGithub } from './fixture.ts'

const shop = '/repos/acme/shop/actions/secrets'

let site: TestGithub
beforeEach(async () => {
  site = await startGithub()
})
afterEach(() => site.stop())

const limitHeaders = (headers: Headers) =>
  ['limit', 'used', 'remaining', 'resource'].map((name) => headers.get(`x-ratelimit-${name}`))

describe('the hour', () => {
  test('is counted for each token in the headers, and begins anew when it is over', async () => {
    expect(limitHeaders((await site.ask('GET', shop)).headers)).toEqual(['5000', '1', '4999', 'core'])
    expect(limitHeaders((await site.ask('GET', `${shop}/NONE`)).headers)).toEqual([
      '5000',
      '2',
      '4998',
      'core',
    ])
    const other = await site.ask('GET', shop, { token: smallGithubTokens.reader })
    expect(limitHeaders(other.headers)).toEqual(['5000', '1', '4999', 'core'])
    const reset = Number(other.headers.get('x-ratelimit-reset')) * 1000
    expect(reset - site.clock.now().getTime()).toBeGreaterThan(3_590_000)
    site.clock.advance(3_600_000)
    expect(limitHeaders((await site.ask('GET', shop)).headers)).toEqual(['5000', '1', '4999', 'core'])
  })

  test('is refused only where it is enforced, until it is over', async () => {
    site.github.setLimits({ requestsPerHour: 2 })
    await site.ask('GET', shop)
    await site.ask('GET', shop)
    const refused = await site.ask('GET', shop)
    expect(refused.status).toBe(403)
    expect(refused.body).toMatchObject({ message: expect.stringMatching(/^API rate limit exceeded/) })
    expect(limitHeaders(refused.headers)).toEqual(['2', '2', '0', 'core'])
    expect(refused.headers.get('retry-after')).toBeNull()

    const left = await site.ask('GET', '/rate_limit')
    expect(left.body).toMatchObject({ rate: { limit: 2, remaining: 0 }, resources: { core: { used: 2 } } })
    site.clock.set(new Date(Number(refused.headers.get('x-ratelimit-reset')) * 1000))
    expect((await site.ask('GET', shop)).status).toBe(200)
  })
})

describe('the minute', () => {
  test('has points: a write costs 5, a read 1', async () => {
    site.github.setLimits({ pointsPerMinute: 12 })
    expect((await site.put(shop, 'A', 'v')).status).toBe(201)
    expect((await site.put(shop, 'A', 'v')).status).toBe(204)
    const refused = await site.ask('GET', shop)
    expect(refused.status).toBe(403)
    expect(refused.body).toMatchObject({
      message: expect.stringContaining('exceeded a secondary rate limit'),
    })
    const wait = Number(refused.headers.get('retry-after'))
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(60)
    site.clock.advance(wait * 1000)
    expect((await site.ask('GET', shop)).status).toBe(200)
  })

  test('and content that is created', async () => {
    site.github.setLimits({ contentPerMinute: 1, contentPerHour: 2 })
    expect((await site.put(shop, 'A', 'v')).status).toBe(201)
    expect((await site.put(shop, 'A', 'w')).status).toBe(403)
    expect((await site.ask('GET', shop)).status).toBe(200)
    site.clock.advance(60_000)
    expect((await site.put(shop, 'A', 'w')).status).toBe(204)
    site.clock.advance(60_000)
    const refused = await site.put(shop, 'A', 'x')
    expect(refused.status).toBe(403)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60)
    expect(site.github.secret({ repository: 'acme/shop' }, 'A')).toBe('w')
  })
})

test('a limit ends when the clock, at any speed, has passed it', async () => {
  site.github.setLimits({ contentPerMinute: 1 })
  expect((await site.put(shop, 'A', 'v')).status).toBe(201)
  const refused = await site.put(shop, 'A', 'w')
  expect(refused.status).toBe(403)
  const wait = Number(refused.headers.get('retry-after'))
  expect(wait).toBeLessThanOrEqual(60)
  const until = site.clock.now().getTime() + wait * 1000
  site.clock.setSpeed(6000)
  while (site.clock.now().getTime() < until) await setImmediate()
  expect((await site.put(shop, 'A', 'x')).status).toBe(204)
})
