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

/**
 * The starting states for concurrent runs. A run that creates a key before one is due would change the expected
 * final state.
 */
const MEETINGS = KEY_STARTS.filter(({ idle }) => idle !== true)

/** The inputs of a concurrent run. Most have none. */
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
 * A random scenario: two or three runs of one rotation with interleaved requests, faults, pauses, manual
 * changes and clock skew. The same seed and number repeat the same scenario.
 *
 * rules/targets.ts describes what overlapping runs cannot guarantee: a target may get a key that another run
 * has rolled over in between. If one run also reverts the note of another that is then interrupted, no note is
 * left; the service itself then says what became of the key. In every case the rotation converges afterwards:
 * within three scheduled runs without faults, or with one `rotate` if a key was lost.
 */
export async function playKeysCompany(
  theatre: KeysTheatre,
  seed: number,
  n: number,
  verbose: boolean,
): Promise<CompanyResult> {
  const draw = drawing(seed, n)
  // More can go wrong when a key is created, so these states are drawn more often.
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
