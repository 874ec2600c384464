import { ACT_NAMES } from './adversary/index.ts'
import { aim, FAULTS, together, type Plan } from '../faults.ts'
import { kill, type Run, type Waiting } from './connection.ts'
import { HOUR, MINUTE, type Inputs } from './rotation.ts'
import { D } from './rules/watched.ts'
import type { Ended, Stage } from './fixture.ts'
import { numbers, passTime, virtualNow } from '../virtual-time.ts'

/** Random choices, the same for the same seed and number. */
export interface Draw {
  /** True with this probability. */
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
  /** An integer from 1 to `most`. */
  readonly count: (most: number) => number
}

/** The inputs of a concurrent run. */
export interface Part<R> {
  readonly rotation: R
  readonly inputs: Inputs
}

export interface InterleaveOptions {
  /** The maximum total pause, in milliseconds. */
  readonly longest: number
  /** The random choices of the adversary, which does not act without them. */
  readonly forging?: Draw
}

/** The durations for which everything pauses, in milliseconds. */
const STALLS = [MINUTE, 10 * MINUTE, 29 * MINUTE, 45 * MINUTE, 61 * MINUTE, 3 * HOUR, 23 * HOUR]

/**
 * Interleaves the requests of several runs one by one, with faults and pauses.
 * @param others called once the first run has started, for the runs that overlap with it
 * @returns the runs and the number of planned faults
 */
export async function interleave<R>(
  stage: Stage<R>,
  draw: Draw,
  first: Part<R>,
  others: () => readonly (() => Part<R>)[],
  { longest, forging }: InterleaveOptions,
): Promise<{ readonly runs: readonly Run<R>[]; readonly faults: number }> {
  const waiting: Waiting<R>[] = []
  const runs: Run<R>[] = []
  const ends: Promise<Ended>[] = []
  let faults = 0
  let going = 0
  const begin = ({ rotation, inputs }: Part<R>): void => {
    const plans = faultsFor(draw)
    faults += plans.length
    const { run, ended } = stage.begin(rotation, {
      inputs,
      plan: together(plans),
      turns: (entry) => waiting.push(entry),
    })
    runs.push(run)
    going += 1
    ends.push(ended.finally(() => (going -= 1)))
  }

  begin(first)
  const coming = [...others()]
  // The other run begins in the middle of the first one, or at once.
  let beginsIn = draw.pick([0, 0, draw.count(25)])
  let last: Run<R> | undefined
  let stood = 0
  let acts = forging?.pick([1, 1, 2]) ?? 0
  const stickiness = draw.pick([0, 0.5, 0.9])
  for (let idle = 0; ;) {
    await turnOver()
    if (coming.length > 0 && (beginsIn <= 0 || going === 0)) {
      const next = coming.shift()
      if (next !== undefined) begin(next())
      beginsIn = draw.pick([0, draw.count(25)])
      continue
    }
    if (going === 0) break
    for (let at = waiting.length - 1; at >= 0; at -= 1)
      if (waiting[at]?.run.over === true) waiting.splice(at, 1)
    if (waiting.length === 0) {
      if ((idle += 1) > 2000)
        throw new Error('a run neither waits nor ends; this is a bug in the test harness')
      continue
    }
    idle = 0
    const stall = draw.chance(0.01) ? draw.pick(STALLS) : 0
    if (stall > 0 && stood + stall <= longest) {
      stood += stall
      passTime(stall)
      stage.note(`everything pauses for ${stall / MINUTE} min`)
    }
    const own = waiting.filter(({ run }) => run === last)
    const next = draw.pick(own.length > 0 && draw.chance(stickiness) ? own : waiting)
    waiting.splice(waiting.indexOf(next), 1)
    last = next.run
    beginsIn -= 1
    if (acts > 0 && forging?.chance(0.05) === true) {
      acts -= 1
      stage.forge(last.rotation, forging.pick(ACT_NAMES))
    }
    if (isTooLate(next)) kill(next.run)
    else await next.perform()
  }
  await Promise.all(ends)
  return { runs, faults }
}

/** The random choices of the n-th scenario of a seed. */
export function drawing(seed: number, n: number): Draw {
  const next = numbers(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b))
  next()
  return {
    chance: (probability) => next() < probability,
    pick: <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T,
    count: (most) => 1 + Math.floor(next() * most),
  }
}

/**
 * Whether a request can no longer be sent. A request that waits here stands for a run that was suspended before
 * it checked its clock; after the deadline, the run would have stopped.
 */
function isTooLate<R>({ run, changes, since }: Waiting<R>): boolean {
  if (!changes || virtualNow() - since < 20_000) return false
  return virtualNow() - run.began > D - 2000
}

function faultsFor(draw: Draw): readonly Plan[] {
  const count = draw.pick([0, 0, 0, 1, 1, 2])
  return Array.from({ length: count }, () => aim(draw.pick(FAULTS), draw.count(40)))
}

/** Lets every run continue until it waits again. */
async function turnOver(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
