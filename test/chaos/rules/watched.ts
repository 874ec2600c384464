import type { Cloud } from '../cloud.ts'
import type { Run } from '../line.ts'
import type { Moment } from '../moment.ts'
import { MINUTE, type Rotation } from '../rotation.ts'

/** D of the protocol. */
export const D = 30 * MINUTE

/** Something happened that must never happen. */
export interface Violation {
  /** The rule that was broken. */
  readonly rule: string
  readonly what: string
  /** What stood then. */
  readonly standing: readonly string[]
}

/** What a scenario allows beyond what a plain rotation may do. */
export interface Allowed {
  /** Two runs are at work: a target may differ for a while from what one of them knows. */
  readonly company: boolean
  /** A person may have pulled the ground away: a key that was deleted by hand, a version that was disabled. */
  readonly deadKeys: boolean
  /** Lists may show what stood a while ago. */
  readonly staleLists: boolean
}

/** Stands among the replaced keys for the one from before the first generation. */
export const FIRST_KEY = 'before'

/** For each rotation and key: since when it is replaced, or given up (milliseconds since 1970). */
export type Replaced = ReadonlyMap<Rotation, ReadonlyMap<string, number>>

/** What is known while a scenario is watched; the rules read it, and some remember things in it. */
export interface Watched {
  readonly cloud: Cloud
  readonly rotations: readonly Rotation[]
  readonly allowed: Allowed
  /** What stood before the request that was handled last, and what stands after it. */
  before: Moment
  moment: Moment
  /** Who made which key, by access key, in the order of their making. */
  readonly made: Map<string, Run>
  readonly replaced: ReadonlyMap<Rotation, Map<string, number>>
  /** Who made which key the current one. */
  readonly promotedBy: Map<string, Run>
  /** For each run and key: how often in a row it signed in. */
  readonly proofs: Map<Run, Map<string, number>>
  /** The runs that have listed keys since they last asked for a new one. */
  readonly lookedSince: Set<Run>
  readonly violate: (rule: string, what: string) => void
}

/** Whether a person wrote it, a moment ago: no run can know. */
export function isPersons(accessKey: string | undefined): boolean {
  return accessKey?.startsWith('SCWHAND') === true
}
