import type { Scenario } from './scenario.ts'

/** What may still happen besides the runs' own requests. */
export interface Budget {
  readonly faults: number
  readonly acts: number
  readonly stalls: number
  /** Stale lists. */
  readonly stale: number
}

/** The initial budget of a scenario. */
export function budgetFor({ faults = 0, acts, actCount = 1, stalls = 0, stale = 0 }: Scenario): Budget {
  return { faults, acts: acts === undefined ? 0 : actCount, stalls, stale }
}

/** A budget as a number. */
export function codeOf({ faults, acts, stalls, stale }: Budget): number {
  return ((faults * 8 + acts) * 8 + stalls) * 8 + stale
}

/** The budget of a number. */
export function budgetOf(code: number): Budget {
  return {
    faults: Math.floor(code / 512),
    acts: Math.floor(code / 64) % 8,
    stalls: Math.floor(code / 8) % 8,
    stale: code % 8,
  }
}
