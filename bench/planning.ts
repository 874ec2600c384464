import { spread } from '../src/fleet/spread.ts'
import type { Known } from '../src/rotation/effects.ts'
import type { Observation } from '../src/rotation/observation.ts'
import { plan } from '../src/rotation/plan.ts'
import { policyOf } from '../test/rotation/model/model.ts'
import { freshMemory, key, observed, version } from '../test/rotation/build.ts'
import { megabytes, milliseconds, type Section } from './report.ts'
import { growth, median } from './statistics.ts'

const KEYS = 100
const SIZES = [100, 1000, 10_000]
const TIMES = 7

/** What a rotation of a key into so many targets is planned from. */
function knownWith(targets: number): Known {
  const state = observed({
    versions: [version(1, 'previous', 'K1', { days: 40 }), version(2, 'current', 'K2', { days: 35 })],
    keys: [key('K1', { days: 70 }), key('K2', { days: 35 })],
  })
  const [one] = state.targets
  if (one === undefined) throw new Error('there is no target to make many of')
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

function timed(work: () => void): number {
  const all = Array.from({ length: TIMES }, () => {
    const began = performance.now()
    work()
    return performance.now() - began
  })
  return median(all)
}

/** The plan, as the pure function that it is: of one key in more and more targets, and of a whole fleet. */
export function planning(): Section {
  const policy = policyOf({ force: true })
  const costs = SIZES.map((size) => {
    const known = knownWith(size)
    return { size, cost: timed(() => plan(known, policy, 'ROTATOR')) }
  })
  const keys = Array.from({ length: KEYS }, () => knownWith(Math.max(...SIZES) / KEYS))
  const before = process.memoryUsage().heapUsed
  const fleet = timed(() => {
    const loads = keys.map((known, index) => {
      const { steps } = plan(known, policy, 'ROTATOR')
      const written = steps.flatMap((step) => (step.kind === 'publish' ? step.targets : []))
      return { name: `key-${index + 1}`, writes: 2 * written.length, reads: 2 * written.length }
    })
    spread(loads)
  })
  const memory = Math.max(0, process.memoryUsage().heapUsed - before)
  return {
    title: `The plan, without any service, the median of ${TIMES}`,
    figures: [
      ...costs.map(({ size, cost }) => ({ what: `1 key in ${size} targets`, value: milliseconds(cost) })),
      { what: 'cost grows with the targets to the power of', value: growth(costs).toFixed(2) },
      { what: `${KEYS} keys in 10000 repositories`, value: milliseconds(fleet) },
      { what: `  memory on top, before it is collected, of ${TIMES} of them`, value: megabytes(memory) },
    ],
  }
}
