import type { Consistency } from '../../../sandbox/scaleway/model.ts'
import { scalewaySetting, writeByHand } from './manual-changes.ts'
import { drawing, interleave } from './interleave.ts'
import { comeToRest } from './final-state.ts'
import {
  API,
  APPLICATION,
  DAY,
  deploy,
  INFRA,
  MINUTE,
  rotator,
  type Inputs,
  type Rotation,
} from './rotation.ts'
import type { Theatre } from './scenario.ts'
import { createStage } from './fixture.ts'
import { STARTS, type Start } from './starts.ts'
import { setMachineAhead } from '../virtual-time.ts'
import type { Violation } from './rules/watched.ts'
import { createWatch } from './watch.ts'

/** The result of a scenario with concurrent runs. */
export interface CompanyResult {
  readonly violations: readonly Violation[]
  readonly log: readonly string[]
  /** The number of requests of the run that sent most. */
  readonly requests: number
}

export interface CompanyOptions {
  readonly verbose: boolean
  /** Whether the adversary acts in some of the scenarios. */
  readonly forging: boolean
  /** The starting state of all scenarios; a random one if undefined. */
  readonly from?: string
}

/**
 * The starting states for concurrent runs. Without a grace period, concurrent runs that rotate their own key
 * can lock themselves out, and no run can repair the target. The documentation requires a `concurrency` group.
 */
const MEETINGS = STARTS.filter(({ rotation }) => rotation.grace > 0 || rotation.signsInWith === 'rotator')

/** The inputs of a concurrent run. Most have none. */
const OTHERS: readonly Inputs[] = [
  {},
  {},
  {},
  { force: 'true' },
  { force: 'true' },
  { command: 'rollback' },
  { command: 'retire' },
]

const CONSISTENCIES: readonly Consistency[] = [
  { staleListFor: { milliseconds: 20_000 } },
  { newKeyUnknownFor: { milliseconds: 8_000 }, permissionsDeniedFor: { milliseconds: 20_000 } },
  { flapping: ['unknown', 'ok', 'forbidden', 'ok', 'unknown', 'ok', 'ok', 'unknown'] },
]

/**
 * A random scenario: two or three runs with interleaved requests, in one rotation or in two of the same bearer,
 * with faults, pauses, manual changes and clock skew. The same seed and number repeat the same scenario.
 */
export async function playCompany(
  theatre: Theatre,
  seed: number,
  n: number,
  { verbose, forging, from }: CompanyOptions,
): Promise<CompanyResult> {
  const draw = drawing(seed, n)
  // More can go wrong when a key is created, so these states are drawn more often.
  const starts = draw.chance(0.7) ? MEETINGS.filter(({ needs }) => needs === 1) : MEETINGS
  const start = from === undefined ? draw.pick(starts) : meetingAt(from)
  const known = await theatre.goTo(start)
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
    adversary: forging,
  }
  const watch = createWatch(cloud, rotations, allowed, known)
  const stage = createStage(cloud, subject, scalewaySetting(cloud), watch, verbose)
  const { runs, faults } = await interleave(
    stage,
    draw,
    { rotation: start.rotation, inputs: start.inputs ?? {} },
    () =>
      [rotations.at(-1) ?? start.rotation, ...(draw.chance(0.15) ? [start.rotation] : [])].map(
        (rotation) => () => ({
          rotation,
          inputs: draw.pick([start.inputs ?? {}, ...othersFor(start)]),
        }),
      ),
    {
      // A grace period that ends meanwhile must not end during the checks.
      longest: DAY,
      ...(forging ? { forging: drawing(seed + 1000, n) } : {}),
    },
  )
  stage.restore()
  cloud.scaleway.setConsistency({})
  const needs = start.needs + (rotations.length - 1)
  if (watch.violations.length === 0)
    await comeToRest(stage, watch, rotations, needs + runs.length + faults + stage.forgeries())
  setMachineAhead(0)
  return {
    violations: watch.violations,
    log: [`${start.name}: ${rotations.map(({ secretName }) => secretName).join(' and ')}`, ...stage.log],
    requests: Math.max(...runs.map(({ sent }) => sent)),
  }
}

function meetingAt(name: string): Start {
  const start = MEETINGS.find((one) => one.name === name)
  if (start === undefined) throw new Error(`no concurrent runs start from "${name}"`)
  return start
}

/** Another rotation of the same bearer, which starts with the same key. */
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

/** The inputs of another concurrent run. A rollback to a key that is about to expire would not converge. */
function othersFor(start: Start): readonly Inputs[] {
  const expires = start.rotation.inputs?.['expiry'] !== undefined
  return expires ? OTHERS.filter(({ command }) => command !== 'rollback') : OTHERS
}
