import type { Observation } from '../src/rotation/model/observation.ts'
import { freshMemory, key, observed, version } from '../test/rotation/build.ts'
import type { RunState } from '../src/rotation/model/run-state.ts'

/** The state from which a rotation of a key in `count` targets is planned. */
export function knownWith(targets: number): RunState {
  const state = observed({
    versions: [version(1, 'previous', 'K1', { days: 40 }), version(2, 'current', 'K2', { days: 35 })],
    keys: [key('K1', { days: 70 }), key('K2', { days: 35 })],
  })
  const [one] = state.targets
  if (one === undefined) throw new Error('the state has no target to copy')
  const observation: Observation = {
    ...state,
    targets: Array.from({ length: targets }, (_, index) => ({
      ...one,
      id: `T${index + 1}`,
      label: `T${index + 1}`,
    })),
  }
  return { observation, memory: freshMemory(observation) }
}
