import { describe, expect, test } from '@jest/globals'
import { MINUTE } from '../simulation/cloud.ts'
import type { Fate } from '../simulation/gate.ts'
import { settle } from '../simulation/judge.ts'
import { createModel, type Model, type RunOptions } from '../simulation/simulation.ts'
import { STARTS, type Start } from '../simulation/starts.ts'
import { walk } from '../simulation/walk.ts'

/** How long the random stories may go on in an ordinary test run, in milliseconds. */
const BUDGET_MS = 2500

/** Every place of the first switch is tried, and of the second every third, a different third for each: for the time's sake. */
const STRIDE = 3
/** For a machine that is busy with other things. */
const PATIENCE_MS = 60_000

const FORCED: RunOptions = { policy: { force: true } }

/** Lets a run send so many requests; tells whether it has more to send. */
async function send(model: Model, run: string, count: number, last: Fate = 'answered'): Promise<boolean> {
  for (let left = count; ; left -= 1) {
    const index = (await model.gate.waiting()).findIndex((one) => one.run === run)
    if (index < 0) return false
    if (left === 0) return true
    model.gate.let(index, left === 1 ? last : 'answered')
  }
}

/** How many requests a run sends that nobody disturbs. */
async function lengthOf(start: Start): Promise<number> {
  const model = createModel({ targets: ['T1'] })
  await STARTS[start](model)
  const before = model.gate.log.length
  await model.run()
  return model.gate.log.length - before
}

/**
 * Two runs from a state. A sends so many requests, the last of which meets a fate; then B so many; then A all of its
 * rest, and B the rest of its own.
 * @returns whether B still had something to send when it was switched from
 */
async function twoSwitches(start: Start, a: number, b: number, fate: Fate, stall: number): Promise<boolean> {
  const model = createModel({ targets: ['T1'] })
  await STARTS[start](model)
  const first = model.begin('A')
  await send(model, 'A', a, fate)
  const second = model.begin('B', FORCED)
  const more = await send(model, 'B', b)
  model.cloud.now += stall
  await model.finish('A')
  await model.finish('B')
  await Promise.all([first, second])
  await settle(model)
  return more
}

/** Places of both switches; what broke first, and how many schedules were tried. */
async function everySchedule(
  start: Start,
  fate: Fate,
  stall: number,
): Promise<{ tried: number; broken: string[] }> {
  const length = await lengthOf(start)
  let tried = 0
  for (let a = 0; a <= length; a += 1) {
    for (let b = a % STRIDE, more = true; more; b += STRIDE) {
      tried += 1
      try {
        more = await twoSwitches(start, a, b, fate, stall)
      } catch (error) {
        const broken = `A ${a} (${fate}), B ${b}, stalled ${stall} ms: ${String(error).slice(0, 600)}`
        return { tried, broken: [broken] } // one is enough to look into
      }
    }
  }
  return { tried, broken: [] }
}

describe('two runs at once', () => {
  test.each<[Start, Fate, number]>([
    ['no secret', 'answered', 0],
    ['due', 'answered', 0],
    ['due', 'crash-after', 0],
    ['due', 'answered', 31 * MINUTE],
    ['pending, written to one target', 'answered', 0],
    ['created by a run that crashed an hour ago', 'answered', 0],
    ['target changed by hand', 'answered', 0],
    ['grace period over', 'answered', 20 * MINUTE],
  ])(
    'two switches between them, from: %s (%s, stalled %i ms)',
    async (start, fate, stall) => {
      const { tried, broken } = await everySchedule(start, fate, stall)
      expect(broken).toEqual([])
      expect(tried).toBeGreaterThan(50)
    },
    PATIENCE_MS,
  )

  test.each([
    ['with faults and a person', () => 0],
    ['and somebody who may only write to the secret', (seed: number) => 1 + (seed % 3)],
  ])(
    'random stories of two or three runs, %s',
    async (_, attacks) => {
      const until = performance.now() + BUDGET_MS
      const broken: string[] = []
      let seed = 1
      for (; performance.now() < until && broken.length < 3; seed += 1) {
        await walk(seed, attacks(seed)).catch((error: unknown) =>
          broken.push(`seed ${seed}: ${String(error).slice(0, 600)}`),
        )
      }
      expect(broken).toEqual([])
      // The number says how much this run of the tests has tried; a slow machine tries less.
      process.stdout.write(`${seed - 1} random stories, none broke a rule\n`)
    },
    PATIENCE_MS,
  )
})
