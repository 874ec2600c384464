import { describe, expect, test } from '@jest/globals'
import { decide } from '../../../src/rotation/decide/decide.ts'
import type { Policy } from '../../../src/rotation/model/policy.ts'
import { freshMemory, key, observed, stepText, version, type State } from '../build.ts'
import { DAY, MINUTE, SECOND } from '../simulation/cloud.ts'
import { policyOf } from '../simulation/simulation.ts'
import type { RunMemory } from '../../../src/rotation/model/run-state.ts'

/** The deadline of a run, as the protocol has it. */
export const D = (30 * MINUTE) / DAY
export const TWO_D = 2 * D
export const A_SECOND = SECOND / DAY

export interface Row extends State {
  readonly memory?: Partial<RunMemory>
  readonly policy?: Partial<Policy>
}

/** Each row: what it is about, what stands, and the next step. */
export type Rows = readonly (readonly [title: string, row: Row, step: string])[]

export function stepFor({ memory, policy, ...state }: Row): string {
  const observation = observed(state)
  return stepText(decide(observation, policyOf(policy), freshMemory(observation, memory)))
}

export function table(title: string, rows: Rows): void {
  describe(title, () => {
    test.each(rows)('%s', (_, row, step) => {
      expect(stepFor(row)).toBe(step)
    })
  })
}

/** One current generation, K1, 3 days old and in every target. */
export const STEADY = { versions: [version(1, 'current', 'K1', { days: 3 })], keys: [key('K1', { days: 3 })] }
/** The same, but the key has come of age. */
export const DUE = { versions: [version(1, 'current', 'K1', { days: 31 })], keys: [key('K1', { days: 31 })] }

export function pendingAfter(
  base: State,
  pending: { readonly days: number; readonly mark: 'made' | 'stored' },
): State {
  return {
    versions: [...(base.versions ?? []), version(2, 'pending', 'K2', { days: pending.days })],
    keys: [...(base.keys ?? []), key('K2', pending)],
    held: [1, 1],
  }
}

/** K1 was replaced by K2 so many days ago. */
export function replaced(daysAgo: number, rest: { readonly stage?: 'previous' | 'retired' } = {}): State {
  return {
    versions: [
      version(1, rest.stage ?? 'previous', 'K1', { days: daysAgo }),
      version(2, 'current', 'K2', { days: daysAgo }),
    ],
    keys: [key('K1', { days: daysAgo + 30 }), key('K2', { days: daysAgo })],
  }
}
