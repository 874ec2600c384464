import { execFileSync } from 'node:child_process'
import { plan } from '../src/rotation/decide/plan.ts'
import { findNode24 } from '../test/harness/step.ts'
import { policyOf } from '../test/rotation/simulation/simulation.ts'
import { knownWith } from './known.ts'
import type { Planned } from './plan-fleet.ts'
import { megabytes, milliseconds, type Section } from './report.ts'
import { growth, median } from './statistics.ts'

const KEYS = 100
const REPOSITORIES = 10_000
const SIZES = [100, 1000, 10_000]
const TIMES = 5

/**
 * The plan without network requests: of one key with several numbers of targets, and of a large file of keys.
 */
export function planning(): Section {
  const policy = policyOf({ force: true })
  const costs = SIZES.map((size) => {
    const known = knownWith(size)
    return { size, cost: median(repeat(() => timed(() => plan(known, policy, 'ROTATOR')))) }
  })
  const nothing = repeat(() => planFleet(1, 1))
  const fleet = repeat(() => planFleet(KEYS, REPOSITORIES))
  const middle = (all: readonly Planned[], pick: (one: Planned) => number): number => median(all.map(pick))
  return {
    title: `The plan without network requests, median of ${TIMES}`,
    figures: [
      { what: `${KEYS} keys in ${REPOSITORIES} repositories`, value: milliseconds(middle(fleet, total)) },
      { what: '  of that, reading the file', value: milliseconds(middle(fleet, ({ readMs }) => readMs)) },
      {
        what: '  peak memory; for one key in one repository',
        value: [fleet, nothing].map((all) => megabytes(middle(all, ({ peakBytes }) => peakBytes))).join('; '),
      },
      ...costs.map(({ size, cost }) => ({ what: `1 key in ${size} targets`, value: milliseconds(cost) })),
      { what: 'exponent of the growth with the number of targets', value: growth(costs).toFixed(2) },
    ],
  }
}

function repeat<T>(work: () => T): readonly T[] {
  return Array.from({ length: TIMES }, work)
}

function timed(work: () => void): number {
  const began = performance.now()
  work()
  return performance.now() - began
}

function planFleet(keys: number, repositories: number): Planned {
  const script = new URL('plan-fleet.ts', import.meta.url).pathname
  const told = execFileSync(findNode24(), [script, String(keys), String(repositories)], { encoding: 'utf8' })
  return JSON.parse(told) as Planned
}

const total = ({ readMs, planMs }: Planned): number => readMs + planMs
