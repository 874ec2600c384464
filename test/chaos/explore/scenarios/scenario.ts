import type { Policy } from '../../../../src/rotation/model/policy.ts'
import { DAY, MINUTE } from '../../../rotation/simulation/cloud.ts'
import type { Start } from '../../../rotation/simulation/starts.ts'
import type { ActName } from '../model/manual-changes.ts'
import type { RunSpec } from '../model/program.ts'
import type { Apart } from '../model/outcomes.ts'

/** What is explored: where it starts, which runs there are, and what may happen to them. */
export interface Scenario {
  readonly name: string
  readonly targets: readonly string[]
  /** The state of the cloud that it starts from, written down. */
  readonly start: () => Promise<string>
  readonly runs: readonly RunSpec[]
  /** What the clean daily runs afterwards are to do differently. */
  readonly policy?: Partial<Policy>
  /** How many requests may be refused or cut, or runs killed. */
  readonly faults?: number
  /** How many times a while may pass in which no run gets on. */
  readonly stalls?: number
  /** For how long; any of {@link STALLS} where undefined. */
  readonly lengths?: readonly StallName[]
  /** What a person or an adversary may do: one of these, as often as `actCount` says. */
  readonly acts?: readonly ActName[]
  /** Once where undefined. */
  readonly actCount?: number
  /** How many lists may show what was there before their last change. */
  readonly stale?: number
  /** How far apart the writes to one secret of a target are; `far` where undefined. */
  readonly apart?: Apart
  /** Tells runs apart by all that they were told, and tries every order of everything: to compare with. */
  readonly unreduced?: boolean
  /** The search ends after so many states, because all of them would be too many: it need not be complete. */
  readonly most?: number
  /** The time after which no change is let through, in milliseconds; the protocol's D where undefined. */
  readonly deadline?: number
}

/** Where the explorations start: those of the model, and a version that waits to be published. */
export type Beginning =
  Start | 'stored, not published' | 'verified, not stored' | 'rolled back' | 'restored, not published'

/** For how long nothing happens, where a run stalls, in milliseconds. */
export const STALLS = {
  '20 minutes pass': 20 * MINUTE,
  '31 minutes pass': 31 * MINUTE,
  '2 hours pass': 120 * MINUTE,
  '8 days pass': 8 * DAY,
} as const

export type StallName = keyof typeof STALLS
