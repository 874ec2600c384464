import { describe, expect, test } from '@jest/globals'
import {
  readAllowance,
  readLimitRefusal,
  type LimitRefusal,
} from '../../../src/github/client/limit-headers.ts'

const NOW = new Date('2030-01-01T00:00:00Z')
const inSeconds = (seconds: number) => String(NOW.getTime() / 1000 + seconds)
const hour = (remaining: string, seconds: number) => ({
  'x-ratelimit-remaining': remaining,
  'x-ratelimit-reset': inSeconds(seconds),
})

describe('a refusal for too many requests', () => {
  test.each<readonly [string, number, Readonly<Record<string, string>>, string, LimitRefusal | undefined]>([
    ['a 429 that says nothing', 429, {}, '', { kind: 'secondary', waitMs: undefined }],
    [
      'a 403 that says so in its text',
      403,
      {},
      'You have exceeded a secondary rate limit.',
      { kind: 'secondary', waitMs: undefined },
    ],
    ['a 403 for another reason', 403, {}, 'Resource not accessible', undefined],
    ['a wait that is asked for', 403, { 'retry-after': '7' }, '', { kind: 'secondary', waitMs: 7000 }],
    ['a wait into the past', 429, { 'retry-after': '-7' }, '', { kind: 'secondary', waitMs: 0 }],
    ['an hour that is used up', 403, hour('0', 60), '', { kind: 'primary', waitMs: 61_000 }],
    ['both', 403, { ...hour('0', 60), 'retry-after': '7' }, '', { kind: 'primary', waitMs: 7000 }],
    ['an hour that is not', 403, hour('1', 60), '', undefined],
    ['the budget of searches', 403, { ...hour('0', 60), 'x-ratelimit-resource': 'search' }, '', undefined],
    ['an answer', 200, hour('0', 60), 'rate limit', undefined],
  ])('%s', async (_, status, headers, text, refusal) => {
    expect(await readLimitRefusal(new Response(text, { status, headers }), NOW)).toEqual(refusal)
  })
})

describe('what is left of the hour', () => {
  const left = (headers: Readonly<Record<string, string>>) => readAllowance(new Headers(headers), NOW)

  test('goes by the time of the very answer, or else by what was known before', () => {
    const reset = Number(inSeconds(60))
    expect(left(hour('7', 60))).toEqual({ remaining: 7, reset, resetInMs: 61_000 })
    const date = new Date(NOW.getTime() + 50_000).toUTCString()
    expect(left({ ...hour('7', 60), date })).toMatchObject({ resetInMs: 11_000 })
    expect(left({ ...hour('7', 60), date: 'soon' })).toMatchObject({ resetInMs: 61_000 })
    expect(left(hour('7', -60))).toMatchObject({ resetInMs: 1000 })
  })

  test.each([
    ['of another budget', { ...hour('7', 60), 'x-ratelimit-resource': 'search' }],
    ['on a server without limits', {}],
    ['in words', { ...hour('7', 60), 'x-ratelimit-reset': 'soon' }],
    ['by half', { 'x-ratelimit-remaining': '7' }],
  ])('is not known %s', (_, headers) => {
    expect(left(headers)).toBeUndefined()
  })
})
