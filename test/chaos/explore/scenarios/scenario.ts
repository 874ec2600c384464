import type { Policy } from '../../../../src/rotation/model/policy.ts'
import { DAY, MINUTE } from '../../../rotation/simulation/cloud.ts'
import type { Start } from '../../../rotation/simulation/starts.ts'
import type { ActName } from '../model/manual-changes.ts'
import type { RunSpec } from '../model/program.ts'
import type { Apart } from '../model/outcomes.ts'

/** A scenario: its starting state, its runs, and what may happen to them. */
export interface Scenario {
  readonly name: string
  readonly targets: readonly string[]
  /** The serialized cloud that it starts from. */
  readonly start: () => Promise<string>
  readonly runs: readonly RunSpec[]
  /** How the daily runs afterwards differ. */
  readonly policy?: Partial<Policy>
  /** How many requests may be refused or lost, or runs killed. */
  readonly faults?: number
  /** How often a pause may happen. */
  readonly stalls?: number
  /** The durations of pauses; any of {@link STALLS} if undefined. */
  readonly lengths?: readonly StallName[]
  /** What a user or an adversary may do: one of these, up to `actCount` times. */
  readonly acts?: readonly ActName[]
  /** 1 if undefined. */
  readonly actCount?: number
  /** How many lists may be stale. */
  readonly stale?: number
  /** The distance between writes to one target secret; `far` if undefined. */
  readonly apart?: Apart
  /** Disables all reductions, to compare the results. */
  readonly unreduced?: boolean
  /** The maximum number of states, for a scenario that is too large. The search need not be complete. */
  readonly most?: number
  /** The deadline for changes, in milliseconds; D of the protocol if undefined. */
  readonly deadline?: number
}

/** The starting states of the model, and one with a version that waits to be published. */
export type Beginning =
  Start | 'stored, not published' | 'verified, not stored' | 'rolled back' | 'restored, not published'

/** The durations of pauses, in milliseconds. */
export const STALLS = {
  '20 minutes pass': 20 * MINUTE,
  '31 minutes pass': 31 * MINUTE,
  '2 hours pass': 120 * MINUTE,
  '8 days pass': 8 * DAY,
} as const

export type StallName = keyof typeof STALLS
