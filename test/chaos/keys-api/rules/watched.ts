import type { KeysApiCloud } from '../../scaleway/cloud.ts'
import type { Run } from '../../scaleway/connection.ts'
import type { Violation } from '../../scaleway/rules/watched.ts'
import type { KeysMoment } from '../state.ts'
import type { KeyRotation } from '../rotation.ts'

export type KeyRun = Run<KeyRotation>

/** How a key was created. */
export interface Making {
  readonly run: KeyRun
  readonly how: 'create' | 'rollover'
  /** Whether the run received the response with the key. No other response contains it. */
  readonly arrived: boolean
}

/** What a run has learned so far. */
export interface Book {
  /**
   * The keys that worked and were not in doubt when the run last listed the versions. Empty after the run has
   * read or probed a key, because that list was not for its next write.
   */
  seenWorking: ReadonlySet<string>
  /** The keys that a readable version held then that was not retired. */
  seenStored: ReadonlySet<string>
  /** A new key that the run has received and not started to store. */
  toStore: string | undefined
  /** For each key, by id: the number of consecutive successful probes. */
  readonly proofs: Map<string, number>
  /** The key of the version that was current then. */
  seenCurrent: string | undefined
  /** The keys that the service refused when the run last probed them. */
  readonly refused: Set<string>
  /** The number of its attempts to store a version with a fault. */
  storesBefallen: number
  /** The addresses of its writes to targets with a fault. */
  readonly putsBefallen: Set<string>
  /** The number of its probes with a fault. */
  questionsBefallen: number
  /** The number of its requests with a fault, without probes. */
  othersBefallen: number
  /** Keys that it printed encrypted. */
  readonly boxes: string[]
}

/** The state of a monitored scenario. Rules read it, and some record facts in it. */
export interface KeysWatched {
  readonly cloud: KeysApiCloud
  readonly rotations: readonly KeyRotation[]
  /** Whether runs may overlap. */
  readonly company: boolean
  /** The states before and after the last request. */
  before: KeysMoment
  moment: KeysMoment
  /** The keys that runs created, by id, in order of creation. */
  readonly made: Map<string, Making>
  readonly bookOf: (run: KeyRun) => Book
  readonly violate: (rule: string, what: string) => void
}

export type { Violation }
