import type { KeysApiConsistency } from '../../../sandbox/index.ts'
import type { CompanyResult } from '../scaleway/concurrent-runs.ts'
import { drawing, interleave } from '../scaleway/interleave.ts'
import { DAY, HOUR, MINUTE, type Inputs } from '../scaleway/rotation.ts'
import { createStage } from '../scaleway/fixture.ts'
import { setMachineAhead } from '../virtual-time.ts'
import { comeToRest } from './final-state.ts'
import type { KeysTheatre } from './scenario.ts'
import { KEY_STARTS } from './starts.ts'
import { createKeysWatch } from './watch.ts'

/** Where runs may meet. Whoever makes a key where none was due yet changes what everything is to come to rest at. */
const MEETINGS = KEY_STARTS.filter(({ idle }) => idle !== true)

/** What a run that meets another one may be told: nothing special, mostly. */
const OTHERS: readonly Inputs[] = [
  {},
  {},
  {},
  { command: 'rollover', force: 'true' },
  { command: 'rotate' },
  { command: 'rotate', force: 'true' },
  { command: 'rollback' },
  { command: 'retrieve' },
]

const CONSISTENCIES: readonly KeysApiConsistency[] = [
  { newKeyUnknownFor: { milliseconds: 8_000 }, oldKeyAcceptedFor: { milliseconds: 20_000 } },
  { flapping: ['unknown', 'ok', 'ok', 'unknown', 'unknown', 'ok'], oldKeyAcceptedFor: { requests: 2 } },
]

/**
 * A random scenario: two runs (sometimes three) of one rotation whose requests are interleaved one by one, with
 * faults, stalls, a person who interferes and clocks that disagree. The same seed and number play the same scenario.
 *
 * What cannot hold while two runs overlap stands in rules/targets.ts: a target may be given a key that another run has
 * rolled over in between. And where one run takes back what the other has just written of a doubt, a run that dies in
 * the same moment leaves no word of it; the service itself says then what became of the key. Whatever the
 * interleaving, though, everything converges afterwards as if nothing had met: within three clean scheduled runs, or
 * by one `rotate` where a key went astray.
 */
export async function playKeysCompany(
  theatre: KeysTheatre,
  seed: number,
  n: number,
  verbose: boolean,
): Promise<CompanyResult> {
  const draw = drawing(seed, n)
  // Where a key is to be made there is more to go wrong.
  const start = draw.pick(draw.chance(0.8) ? MEETINGS.filter(({ needs }) => needs === 1) : MEETINGS)
  await theatre.goTo(start)
  const { cloud, subject, setting } = theatre
  const { rotation, inputs = {} } = start
  if (draw.chance(0.3)) cloud.keysApi.setConsistency(draw.pick(CONSISTENCIES))
  setMachineAhead(draw.pick([0, 0, 0, 10 * MINUTE, -10 * MINUTE]))

  const watch = createKeysWatch(cloud, [rotation], true)
  const stage = createStage(cloud, subject, setting, watch, verbose)
  const { runs, faults } = await interleave(
    stage,
    draw,
    { rotation, inputs },
    () =>
      Array.from({ length: draw.chance(0.15) ? 2 : 1 }, () => () => ({
        rotation,
        inputs: draw.pick([inputs, ...OTHERS]),
      })),
    { longest: rotation.every < HOUR ? 10 * MINUTE : DAY },
  )
  cloud.keysApi.setConsistency({})
  if (watch.violations.length === 0) {
    const mayMake = start.needs + runs.length + faults
    await comeToRest(cloud, stage, watch, rotation, mayMake, start.idle === true)
  }
  setMachineAhead(0)
  return {
    violations: watch.violations,
    log: [start.name, ...stage.log],
    requests: Math.max(...runs.map(({ sent }) => sent)),
  }
}
