import type { KeysApiCloud } from '../../scaleway/cloud.ts'
import type { Run } from '../../scaleway/connection.ts'
import type { Violation } from '../../scaleway/rules/watched.ts'
import type { KeysMoment } from '../state.ts'
import type { KeyRotation } from '../rotation.ts'

export type KeyRun = Run<KeyRotation>

/** How a key came to be. */
export interface Making {
  readonly run: KeyRun
  readonly how: 'create' | 'rollover'
  /** Whether the run got the answer that shows the key. No other answer ever does. */
  readonly arrived: boolean
}

/** What is remembered of one run. */
export interface Book {
  /**
   * The keys that worked, and were in no doubt on record, when the run last listed the versions; none where it has read or
   * tried a key since, as that look was not for what it writes next.
   */
  seenWorking: ReadonlySet<string>
  /** The keys that a version held then that could be read, and was not over. */
  seenStored: ReadonlySet<string>
  /** A key that the run has just been shown, and that it has not yet begun to store. */
  toStore: string | undefined
  /** How often in a row each key, by id, was seen to work. */
  readonly proofs: Map<string, number>
  /** The key of the version that was current then. */
  seenCurrent: string | undefined
  /** The keys that were refused when the run last asked whether they work. */
  readonly refused: Set<string>
  /** How many of its attempts to store a version something befell. */
  storesBefallen: number
  /** The addresses of the writes to targets that something befell. */
  readonly putsBefallen: Set<string>
  /** How many of its questions whether a key works something befell. */
  questionsBefallen: number
  /** How many of its requests something befell that did not only ask whether a key works. */
  othersBefallen: number
  /** Keys that it printed sealed. */
  readonly boxes: string[]
}

/** What is known while a scenario is watched; the rules read it, and some remember things in it. */
export interface KeysWatched {
  readonly cloud: KeysApiCloud
  readonly rotations: readonly KeyRotation[]
  /** Two runs are at work at once. */
  readonly company: boolean
  /** What stood before the request that was handled last, and what stands after it. */
  before: KeysMoment
  moment: KeysMoment
  /** The keys that runs made, by id, in the order of their making. */
  readonly made: Map<string, Making>
  readonly bookOf: (run: KeyRun) => Book
  readonly violate: (rule: string, what: string) => void
}

export type { Violation }
