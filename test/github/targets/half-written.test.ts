import { describe, expect, test } from '@jest/globals'
import { Postponed, TargetError } from '../../../src/rotation/model/ports.ts'
import { Interrupted } from '../../../src/rotation/model/context.ts'
import { repositories, tooMany, writeAt } from './half-written.ts'

const SECOND = 1000
const MINUTE = 60_000

describe('a pair of which GitHub refuses one half for too many requests', () => {
  test('is restored within seconds where only that half is refused, and written later', async () => {
    const run = await writeAt({
      befall: ({ name, at }) =>
        name === 'SCW_SECRET_KEY' && at < 20 * MINUTE && at > 0 ? { answer: tooMany() } : undefined,
    })
    const { ends, holds, mixed, longestMixed } = await run.end()
    expect(longestMixed).toBeLessThan(30 * SECOND)
    expect(mixed).toEqual([])
    expect(holds).toHaveLength(1)
    expect(
      ends.every((end) => end === 'written' || end instanceof TargetError || end instanceof Postponed),
    ).toBe(true)
  })

  test('is restored where that half is refused until the run ends, and the target is as it was', async () => {
    const run = await writeAt({
      befall: ({ name }) => (name === 'SCW_SECRET_KEY' ? { answer: tooMany() } : undefined),
    })
    const { holds, mixed, longestMixed } = await run.end()
    expect([holds, mixed]).toEqual([['old'], []])
    expect(longestMixed).toBeLessThan(30 * SECOND)
  })

  test.each([[['SCW_ACCESS_KEY']], [['SCW_SECRET_KEY']]])(
    'is completed at once where the refusal was a single one (%j)',
    async ([name]) => {
      const run = await writeAt({
        befall: (change) => (change.name === name && change.before < 2 ? { answer: tooMany() } : undefined),
      })
      const { ends, longestMixed } = await run.end()
      expect(ends).toEqual(['written'])
      expect(longestMixed).toBeLessThan(2 * SECOND)
    },
  )

  test('is completed as soon as GitHub accepts anything, where it refuses everything for three minutes', async () => {
    const run = await writeAt({
      befall: ({ before, at }) => (before > 0 && at < 3 * MINUTE ? { answer: tooMany() } : undefined),
    })
    const { ends, holds, longestMixed, changes } = await run.end()
    expect(longestMixed).toBeLessThan(4 * MINUTE + 10 * SECOND)
    expect(holds).toHaveLength(1)
    expect(ends).toEqual(['written'])
    // GitHub bans whoever goes on asking: a few requests, further and further apart.
    expect(changes.filter(({ at }) => at < 3 * MINUTE).length).toBeLessThan(14)
  })

  test('waits no longer than Retry-After, and nothing else is begun before it is complete', async () => {
    const run = await writeAt({
      places: repositories(30),
      befall: ({ before, at }) =>
        before >= 7 && at < MINUTE
          ? { answer: tooMany({ 'retry-after': String(Math.ceil((MINUTE - at) / SECOND)) }) }
          : undefined,
    })
    const { ends, longestMixed, holds } = await run.end()
    expect(new Set(ends)).toEqual(new Set(['written']))
    expect(holds).toEqual(['new'])
    expect(longestMixed).toBeLessThan(62 * SECOND)
  })

  test('is one of few: after the first refusal one pair is begun at a time', async () => {
    let refusals = 0
    const run = await writeAt({
      places: repositories(80),
      befall: ({ before }) => {
        if (before < 20 || before % 2 === 0 || before > 199) return undefined
        refusals += 1
        return { answer: tooMany() }
      },
    })
    const { ends, longestMixed, mixed, changes, holds } = await run.end()
    expect(refusals).toBeGreaterThan(10)
    expect([mixed, holds]).toEqual([[], ['new']])
    expect(new Set(ends)).toEqual(new Set(['written']))
    // Those that were in flight with the first refusal are completed one after the other.
    expect(longestMixed).toBeLessThan(65 * SECOND)
    const first = changes.find(({ before }) => before === 21)?.at ?? 0
    const inFlight = new Set(changes.filter(({ at }) => at <= first + 200).map(({ place }) => place))
    const later = changes.filter(({ at, place }) => at > first + 200 && !inFlight.has(place))
    const firstOfLater = later.filter(
      ({ place, at }) => !later.some((one) => one.place === place && one.at < at),
    )
    expect(new Set(firstOfLater.slice(0, 2).map(({ place }) => place)).size).toBe(1)
  })

  test('without a key to put back is completed, whatever it takes', async () => {
    const run = await writeAt({
      withoutFallback: true,
      befall: ({ name, at }) =>
        name === 'SCW_SECRET_KEY' && at < 10 * MINUTE ? { answer: tooMany() } : undefined,
    })
    const { ends, longestMixed } = await run.end()
    expect(ends).toEqual(['written'])
    expect(longestMixed).toBeLessThan(11 * MINUTE + SECOND)
  })

  test('is put back, however often GitHub refuses that, where the other half is refused for good', async () => {
    const run = await writeAt({
      befall: ({ name, before }) => {
        if (name === 'SCW_SECRET_KEY') {
          return {
            answer: new Response('{"message":"no"}', {
              status: 403,
              headers: { 'content-type': 'application/json' },
            }),
          }
        }
        return before >= 2 && before < 12 ? { answer: tooMany() } : undefined
      },
    })
    const { ends, holds } = await run.end()
    expect(ends[0]).toMatchObject({ left: 'restored' })
    expect(holds).toEqual(['old'])
  })

  test('says so where the run has no time left for either half', async () => {
    const run = await writeAt({
      lasts: 2 * MINUTE,
      befall: ({ before }) => (before > 0 ? { answer: tooMany() } : undefined),
    })
    const { ends, lasted } = await run.end()
    expect(ends[0]).toMatchObject({ name: 'TargetError', left: 'mixed' })
    expect(lasted).toBeLessThan(2 * MINUTE)
  })
})

describe('variables and bundles', () => {
  const names = { bundle: ['SCW_KEY'], accessKeyVariable: ['SCW_ACCESS_KEY'] }

  test.each([['SCW_KEY'], ['variable SCW_ACCESS_KEY'], ['SCW_SECRET_KEY']])(
    'are restored together where %s is refused for too many requests',
    async (refused) => {
      const run = await writeAt({
        names,
        befall: ({ name }) => (name === refused ? { answer: tooMany() } : undefined),
      })
      const { holds, mixed, longestMixed } = await run.end()
      expect([holds, mixed]).toEqual([['old'], []])
      expect(longestMixed).toBeLessThan(30 * SECOND)
    },
  )
})

describe('the requests that are left in the hour', () => {
  // Each place is read with two requests before.
  test.each([0, 1, 2, 3, 4, 7, 10])('are promised to a pair as a whole (%d of them)', async (spare) => {
    let left = 24 + spare
    const reset = Math.ceil(Date.now() / 1000) + 20 * 60
    const run = await writeAt({
      places: repositories(12),
      headers: () => {
        left = Math.max(0, left - 1)
        return {
          date: new Date((reset - 20 * 60) * 1000).toUTCString(),
          'x-ratelimit-remaining': String(left),
          'x-ratelimit-reset': String(reset),
        }
      },
      befall: ({ at }) =>
        left === 0 && at < 20 * MINUTE
          ? { answer: tooMany({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) }) }
          : undefined,
    })
    const { ends, longestMixed, mixed } = await run.end()
    expect(new Set(ends)).toEqual(new Set(['written']))
    expect(mixed).toEqual([])
    expect(longestMixed).toBeLessThan(SECOND)
  })
})

describe('a run that is asked to end while a pair is half-written', () => {
  test('makes a last attempt at once', async () => {
    const run = await writeAt({
      befall: ({ name, at }) =>
        name === 'SCW_SECRET_KEY' && at < 10 * SECOND ? { answer: tooMany() } : undefined,
      withoutFallback: true,
    })
    run.stopAt(14 * SECOND)
    const { ends, longestMixed } = await run.end()
    expect(ends).toEqual(['written'])
    expect(longestMixed).toBeLessThan(16 * SECOND)
  })

  test('reports a mixed pair where that is refused, and does not call it one that was not begun', async () => {
    const run = await writeAt({ befall: ({ before }) => (before > 0 ? { answer: tooMany() } : undefined) })
    run.stopAt(3 * SECOND)
    const { ends, lasted } = await run.end()
    expect(ends[0]).toMatchObject({ name: 'TargetError', left: 'mixed' })
    expect(lasted).toBeLessThan(5 * SECOND)
  })

  test('does not begin those that wait', async () => {
    const run = await writeAt({ places: repositories(3), befall: () => ({ answer: tooMany() }) })
    run.stopAt(3 * SECOND)
    const { ends, mixed } = await run.end()
    expect(ends.every((end) => end instanceof Interrupted || end instanceof TargetError)).toBe(true)
    expect(mixed).toEqual([])
  })
})

describe('an earlier attempt of a write that may have taken effect', () => {
  const cut = (effect: boolean) => ({ answer: new TypeError('fetch failed'), effect })
  const forbidden = (): Response =>
    new Response('{"message":"no"}', { status: 403, headers: { 'content-type': 'application/json' } })

  test.each([true, false])('is not undone by a later refusal (effect: %j)', async (effect) => {
    const seen = new Set<string>()
    const run = await writeAt({
      withoutFallback: true,
      befall: ({ name }) => {
        if (name !== 'SCW_ACCESS_KEY') return { answer: forbidden() }
        if (seen.has(name)) return { answer: forbidden() }
        seen.add(name)
        return cut(effect)
      },
    })
    const { ends } = await run.end()
    expect(ends[0]).toMatchObject({ name: 'TargetError', left: 'unknown' })
  })

  test('is put back together with the other half', async () => {
    let cuts = 0
    const run = await writeAt({
      befall: ({ name, before }) => {
        if (name === 'SCW_SECRET_KEY' && before < 3) return { answer: forbidden() }
        if (name === 'SCW_ACCESS_KEY' && cuts < 1) {
          cuts += 1
          return cut(true)
        }
        return before < 3 ? { answer: forbidden() } : undefined
      },
    })
    const { ends, holds, mixed } = await run.end()
    expect(ends[0]).toMatchObject({ name: 'TargetError', left: 'restored' })
    expect([holds, mixed]).toEqual([['old'], []])
  })
})
