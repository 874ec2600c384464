import { describe, expect, test } from '@jest/globals'
import { asyncProperty, array, assert, constantFrom, integer, record } from 'fast-check'
import { Postponed } from '../../../src/rotation/model/ports.ts'
import { Interrupted } from '../../../src/rotation/model/context.ts'
import { LATENCY, simulate, type Simulation } from './rate-limit-simulation.ts'

const MINUTE = 60_000
const DOCUMENTED = { inFlight: 100, pointsAMinute: 900 }

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index)
const refused = ({ sent }: Simulation): number => sent.filter((one) => one.refused).length
const between = ({ sent }: Simulation, from: number, to: number): number =>
  sent.filter(({ at }) => at > from && at < to).length

/** Asks everything at once; answers how each of them ended. */
async function ended(simulation: Simulation, work: readonly Promise<unknown>[]): Promise<readonly unknown[]> {
  const all = Promise.allSettled(work)
  await simulation.time.pass()
  return (await all).map((one) => (one.status === 'rejected' ? (one.reason as unknown) : 'done'))
}

describe('within the documented limits', () => {
  test('what fits goes out in one burst, with 100 in flight', async () => {
    const run = simulate(DOCUMENTED)
    await ended(
      run,
      range(180).map(() => run.ask('PUT')),
    )
    expect(run.mostInFlight()).toBe(100)
    expect(run.time.now()).toBe(2 * LATENCY)
    expect([refused(run), run.notices]).toEqual([0, []])
  })

  test('what does not is paced: never refused, and hardly slower than the limit itself', async () => {
    const run = simulate(DOCUMENTED)
    const target = async (): Promise<void> => {
      await run.ask('GET')
      await run.ask('GET')
      await run.ask('PUT')
    }
    await ended(run, range(500).map(target))
    expect(run.sent).toHaveLength(1500)
    expect(refused(run)).toBe(0)
    // 3,500 points are 900 at once and three minutes.
    expect(run.time.now()).toBeGreaterThanOrEqual(3 * MINUTE)
    expect(run.time.now()).toBeLessThan(3 * MINUTE * 1.01)
    expect(run.notices).toEqual([{ kind: 'paced', pointsAMinute: 900 }])
  })

  test('whatever is asked whenever', async () => {
    const wave = record({
      after: integer({ min: 0, max: 90_000 }),
      count: integer({ min: 1, max: 150 }),
      method: constantFrom('GET', 'PUT', 'DELETE', 'POST'),
      together: integer({ min: 1, max: 4 }),
    })
    await assert(
      asyncProperty(array(wave, { maxLength: 8 }), async (waves) => {
        const run = simulate(DOCUMENTED, () => Number.POSITIVE_INFINITY)
        const work = waves.map(async ({ after, count, method, together }) => {
          await run.time.sleep(after)
          const one = (): Promise<unknown> => Promise.all(range(together).map(() => run.ask(method)))
          await Promise.all(
            range(count).map(() => (together === 1 ? one() : run.limiter.together(together, one))),
          )
        })
        await ended(run, work)
        expect(refused(run)).toBe(0)
        expect(run.sent).toHaveLength(waves.reduce((sum, { count, together }) => sum + count * together, 0))
        expect(run.mostInFlight()).toBeLessThanOrEqual(100)
      }),
      { numRuns: 20 },
    )
  }, 60_000)

  test("the hour's last requests are not overdrawn: the rest waits for the next hour", async () => {
    const run = simulate({ hour: { requests: 40, endsAt: 20 * MINUTE } })
    await ended(run, [run.ask('GET')])
    await ended(
      run,
      range(60).map(() => run.ask('GET')),
    )
    expect(refused(run)).toBe(0)
    expect(between(run, 0, 20 * MINUTE)).toBe(40)
    expect(between(run, 20 * MINUTE, 21 * MINUTE)).toBe(21)
  })
})

describe('the names of one target', () => {
  test('go out together, however the run is paced', async () => {
    const run = simulate(DOCUMENTED)
    // An odd sum before them, so that the budget ends inside a pair.
    await ended(
      run,
      range(13).map(() => run.ask('GET')),
    )
    const pair = (name: string) =>
      run.limiter.together(2, () => Promise.all([run.ask('PUT', name), run.ask('PUT', name)]))
    await ended(
      run,
      range(300).map((index) => pair(String(index))),
    )
    for (const index of range(300)) {
      const times = run.sent.filter(({ name }) => name === String(index)).map(({ at }) => at)
      expect(times).toEqual([times[0], times[0]])
    }
    expect(refused(run)).toBe(0)
  })

  test('are finished first where one of them was refused', async () => {
    let first = true
    const run = simulate({
      refuse: () => {
        if (!first) return undefined
        first = false
        return { kind: 'secondary', waitMs: 5000 }
      },
    })
    const pair = (name: string) =>
      run.limiter.together(2, () => Promise.all([run.ask('PUT', name), run.ask('PUT', name)]))
    await ended(
      run,
      range(200).map((index) => pair(String(index))),
    )
    const after = run.sent.filter(({ at }) => at >= 5000)
    const begun = new Set(run.sent.filter(({ at }) => at < 5000).map(({ name }) => name))
    const finished = after.findLastIndex(({ name }) => begun.has(name))
    const firstNew = after.findIndex(({ name }) => Number(name) >= 88)
    expect(finished).toBeLessThan(firstNew)
    expect(run.sent).toHaveLength(401)
  })

  test('what was reserved and not sent is given back', async () => {
    const run = simulate(DOCUMENTED)
    await ended(
      run,
      range(400).map(() => run.limiter.together(50, () => Promise.resolve())),
    )
    await ended(
      run,
      range(180).map(() => run.ask('PUT')),
    )
    expect(run.time.now()).toBe(2 * LATENCY)
  })

  test('more than the whole budget goes when nothing else counts', async () => {
    const run = simulate({ inFlight: 100 })
    const work = () => Promise.all(range(150).map(() => run.ask('PUT')))
    expect(await ended(run, [run.limiter.together(150, work)])).toEqual(['done'])
    expect(run.mostInFlight()).toBeLessThanOrEqual(100)
  })
})

describe('limited all the same', () => {
  const refuseOnce = (waitMs: number | undefined, kind: 'primary' | 'secondary' = 'secondary') => {
    let until: number | undefined
    return (at: number) => {
      until ??= at + 10
      return at <= until ? { kind, waitMs } : undefined
    }
  }

  test.each([
    { asked: 7000, waits: 7000 },
    { asked: 90_000, waits: 90_000 },
    { asked: undefined, waits: MINUTE },
  ])(
    'waits for $waits ms where GitHub asks for $asked: everything, not only what was refused',
    async ({ asked, waits }) => {
      const run = simulate({ refuse: refuseOnce(asked) })
      await ended(
        run,
        range(150).map(() => run.ask('GET')),
      )
      expect(between(run, LATENCY, waits + LATENCY)).toBe(0)
      expect(run.sent).toHaveLength(250)
      expect(run.notices).toEqual([{ kind: 'limited', waitMs: waits, changesAMinute: undefined }])
    },
  )

  test('goes on with fewer at a time, and fewer in a minute', async () => {
    const run = simulate({ refuse: refuseOnce(1000) })
    await ended(run, [run.ask('GET')])
    const from = run.time.now()
    await ended(
      run,
      range(900).map(() => run.ask('GET')),
    )
    const burst = between(run, from, from + 30_000)
    expect(burst).toBeGreaterThan(600)
    expect(burst).toBeLessThanOrEqual(675)
    expect(between(run, from, from + LATENCY)).toBe(50)
  })

  test('a wait that nobody named is doubled while it does not help, and told each time', async () => {
    const run = simulate({
      refuse: (at) => (at < 6 * MINUTE ? { kind: 'secondary', waitMs: undefined } : undefined),
    })
    await ended(run, [run.ask('GET')])
    expect(run.notices.map((notice) => notice.kind === 'limited' && notice.waitMs / MINUTE)).toEqual([
      1, 2, 4,
    ])
  })

  test('a limit for writes is found out once, and then kept', async () => {
    const run = simulate({ ...DOCUMENTED, changesAMinute: 80 })
    await ended(
      run,
      range(400).map(() => run.ask('PUT')),
    )
    expect(run.notices.filter(({ kind }) => kind === 'limited')).toEqual([
      { kind: 'limited', waitMs: MINUTE, changesAMinute: 80 },
    ])
    const [first] = run.sent.filter((one) => one.refused)
    expect(run.sent.filter((one) => one.refused && one.at > (first?.at ?? 0) + 2 * LATENCY)).toEqual([])
    // 400 are 80 at once and four minutes.
    expect(run.time.now()).toBeLessThan(4.1 * MINUTE)
  })

  test('so is one for writes in an hour: what is past it is left to the next run', async () => {
    const run = simulate({ ...DOCUMENTED, changesAnHour: 500 }, (now) => 30 * MINUTE - now)
    const ends = await ended(
      run,
      range(600).map(() => run.ask('PUT')),
    )
    expect(ends.filter((end) => end === 'done')).toHaveLength(500)
    expect(ends.filter((end) => end instanceof Postponed)).toHaveLength(100)
    expect(run.time.now()).toBeLessThan(5 * MINUTE)
  })
})

describe('what cannot be waited for', () => {
  test('is not begun where the run has no time for it; nothing hangs', async () => {
    const run = simulate(DOCUMENTED, (now) => 3.5 * MINUTE - now)
    const ends = await ended(
      run,
      range(1000).map(() => run.ask('PUT')),
    )
    expect(ends.filter((end) => end === 'done')).toHaveLength(720)
    expect(ends.filter((end) => end instanceof Postponed)).toHaveLength(280)
    expect(run.time.now()).toBeLessThan(3.5 * MINUTE)
  })

  test('ends when the run is asked to end: what waits, and what would begin', async () => {
    const run = simulate(DOCUMENTED)
    const asked = Promise.allSettled(range(300).map(() => run.ask('PUT')))
    const begun: string[] = []
    const target = run.limiter.together(2, () => Promise.resolve(begun.push('target')))
    const refusal = expect(target).rejects.toBeInstanceOf(Interrupted)
    void run.time.sleep(10_000).then(run.stop)
    await run.time.pass()
    await refusal
    const ends = (await asked).map((one) => one.status)
    expect(ends.filter((status) => status === 'fulfilled')).toHaveLength(180)
    expect(run.time.now()).toBeLessThanOrEqual(10_000 + LATENCY)
    expect(begun).toEqual([])
  })
})
