import type { Consistency } from '../../sandbox/scaleway/model.ts'
import { aim, FAULTS, together, type Plan } from './faults.ts'
import { scalewaySetting, writeByHand } from './hands.ts'
import { kill, type Run, type Waiting } from './line.ts'
import { comeToRest } from './rest.ts'
import {
  API,
  APPLICATION,
  DAY,
  deploy,
  HOUR,
  INFRA,
  MINUTE,
  rotator,
  type Inputs,
  type Rotation,
} from './rotation.ts'
import type { Theatre } from './scenario.ts'
import { createStage, type Ended } from './stage.ts'
import { STARTS, type Start } from './starts.ts'
import { numbers, passTime, setMachineAhead, virtualNow } from './virtual-time.ts'
import { D, type Violation } from './rules/watched.ts'
import { createWatch } from './watch.ts'

/** What came of a scenario with several runs at once. */
export interface CompanyResult {
  readonly violations: readonly Violation[]
  readonly log: readonly string[]
  /** The requests of the run that sent most. */
  readonly requests: number
}

interface Draw {
  /** True so often: 0.25 is one time in four. */
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
  /** A whole number from 1 to `most`. */
  readonly count: (most: number) => number
}

/**
 * Where runs may meet. With a grace period of nothing a key that rotates itself may lock itself out then: nobody is
 * left who could mend its target. The documents ask for a `concurrency` group.
 */
const MEETINGS = STARTS.filter(({ rotation }) => rotation.grace > 0 || rotation.signsInWith === 'rotator')

/** What a run that meets another one may be told: nothing special, mostly. */
const OTHERS: readonly Inputs[] = [
  {},
  {},
  {},
  { force: 'true' },
  { force: 'true' },
  { command: 'rollback' },
  { command: 'retire' },
]

/** How long the machine, or a person, leaves everything standing still, in milliseconds. */
const STALLS = [MINUTE, 10 * MINUTE, 29 * MINUTE, 45 * MINUTE, 61 * MINUTE, 3 * HOUR, 23 * HOUR]
const CONSISTENCIES: readonly Consistency[] = [
  { staleListFor: { milliseconds: 20_000 } },
  { newKeyUnknownFor: { milliseconds: 8_000 }, permissionsDeniedFor: { milliseconds: 20_000 } },
  { flapping: ['unknown', 'ok', 'forbidden', 'ok', 'unknown', 'ok', 'ok', 'unknown'] },
]

/**
 * A random scenario: two runs (sometimes three) whose requests are interleaved one by one, in one rotation or in two
 * of one bearer's, with faults, stalls, a person who interferes and clocks that disagree. The same seed and number
 * play the same scenario.
 */
export async function playCompany(
  theatre: Theatre,
  seed: number,
  n: number,
  verbose: boolean,
): Promise<CompanyResult> {
  const draw = drawing(seed, n)
  // Where a key is to be made there is more to go wrong.
  const start = draw.pick(draw.chance(0.7) ? MEETINGS.filter(({ needs }) => needs === 1) : MEETINGS)
  const replaced = await theatre.goTo(start)
  const { cloud, subject } = theatre
  const rotations = [start.rotation]
  if (start.rotation.replaces === undefined && draw.chance(0.25)) {
    const second = secondOf(start.rotation)
    writeByHand(cloud, second, second.bearer === rotator.applicationId ? rotator : deploy)
    rotations.push(second)
  }
  const consistency = draw.chance(0.3) ? draw.pick(CONSISTENCIES) : undefined
  if (consistency !== undefined) cloud.scaleway.setConsistency(consistency)
  setMachineAhead(draw.pick([0, 0, 0, 10 * MINUTE, -10 * MINUTE]))

  const allowed = {
    company: true,
    deadKeys: start.deadKeys === true,
    staleLists: consistency?.staleListFor !== undefined,
  }
  const watch = createWatch(cloud, rotations, allowed, replaced)
  const stage = createStage(cloud, subject, scalewaySetting(cloud), watch, verbose)
  const waiting: Waiting[] = []
  const runs: Run[] = []
  const ends: Promise<Ended>[] = []
  let faults = 0
  let going = 0
  const begin = (rotation: Rotation, inputs: Inputs): void => {
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

  begin(start.rotation, start.inputs ?? {})
  const others = [rotations.at(-1) ?? start.rotation, ...(draw.chance(0.15) ? [start.rotation] : [])]
  // A run that another one meets half-way, or at once.
  let beginsIn = draw.pick([0, 0, draw.count(25)])
  let last: Run | undefined
  let stood = 0
  const stickiness = draw.pick([0, 0.5, 0.9])
  for (let idle = 0; ;) {
    await turnOver()
    if (others.length > 0 && (beginsIn <= 0 || going === 0)) {
      const rotation = others.shift()
      if (rotation !== undefined) begin(rotation, draw.pick([start.inputs ?? {}, ...othersFor(start)]))
      beginsIn = draw.pick([0, draw.count(25)])
      continue
    }
    if (going === 0) break
    for (let at = waiting.length - 1; at >= 0; at -= 1)
      if (waiting[at]?.run.over === true) waiting.splice(at, 1)
    if (waiting.length === 0) {
      if ((idle += 1) > 2000) throw new Error('a run waits for nothing, for ever; this is a bug of the proof')
      continue
    }
    idle = 0
    const stall = draw.chance(0.01) ? draw.pick(STALLS) : 0
    // No longer than a day in all: a grace period that ends meanwhile must not end while this comes to rest.
    if (stall > 0 && stood + stall <= DAY) {
      stood += stall
      passTime(stall)
      stage.note(`everything stands still for ${stall / MINUTE} min`)
    }
    const own = waiting.filter(({ run }) => run === last)
    const next = draw.pick(own.length > 0 && draw.chance(stickiness) ? own : waiting)
    waiting.splice(waiting.indexOf(next), 1)
    last = next.run
    beginsIn -= 1
    if (isTooLate(next)) kill(next.run)
    else await next.perform()
  }
  await Promise.all(ends)
  cloud.scaleway.setConsistency({})
  const needs = start.needs + (rotations.length - 1)
  if (watch.violations.length === 0) await comeToRest(stage, watch, rotations, needs + runs.length + faults)
  setMachineAhead(0)
  return {
    violations: watch.violations,
    log: [`${start.name}: ${rotations.map(({ secretName }) => secretName).join(' and ')}`, ...stage.log],
    requests: Math.max(...runs.map(({ sent }) => sent)),
  }
}

/**
 * Whether a request can no longer be sent: what waits here stands for a run that stood still before it looked at the
 * clock, and past the deadline it would have stopped.
 */
function isTooLate({ run, changes, since }: Waiting): boolean {
  if (!changes || virtualNow() - since < 20_000) return false
  return virtualNow() - run.began > D - 2000
}

/** Another rotation of the same bearer, which begins with the same key. */
function secondOf(rotation: Rotation): Rotation {
  const place = rotation.places.includes(API) ? INFRA : API
  const self = rotation.signsInWith !== 'rotator'
  return {
    ...APPLICATION,
    ...rotation,
    secretName: 'second',
    places: [place],
    signsInWith: self ? place : 'rotator',
  }
}

/** What else another run may be told. Back to a key that is about to expire is no way to come to rest. */
function othersFor(start: Start): readonly Inputs[] {
  const expires = start.rotation.inputs?.['expiry'] !== undefined
  return expires ? OTHERS.filter(({ command }) => command !== 'rollback') : OTHERS
}

function faultsFor(draw: Draw): readonly Plan[] {
  const count = draw.pick([0, 0, 0, 1, 1, 2])
  return Array.from({ length: count }, () => aim(draw.pick(FAULTS), draw.count(40)))
}

function drawing(seed: number, n: number): Draw {
  const next = numbers(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b))
  next()
  return {
    chance: (probability) => next() < probability,
    pick: <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T,
    count: (most) => 1 + Math.floor(next() * most),
  }
}

/** Lets every run come to what it waits for next. */
async function turnOver(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
