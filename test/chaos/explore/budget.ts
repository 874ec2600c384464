import type { Scenario } from './scenarios.ts'

/** What may still happen besides the runs' own requests. */
export interface Budget {
  readonly faults: number
  readonly acts: number
  readonly stalls: number
}

/** What may happen in a scenario. */
export function budgetFor({ faults = 0, acts, stalls = 0 }: Scenario): Budget {
  return { faults, acts: acts === undefined ? 0 : 1, stalls }
}

/** A budget as a number. */
export function codeOf({ faults, acts, stalls }: Budget): number {
  return (faults * 8 + acts) * 8 + stalls
}

/** The budget that a number stands for. */
export function budgetOf(code: number): Budget {
  return { faults: Math.floor(code / 64), acts: Math.floor(code / 8) % 8, stalls: code % 8 }
}
