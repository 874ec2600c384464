import type { Cloud } from '../cloud.ts'
import type { Run } from '../connection.ts'
import type { Moment } from '../state.ts'
import { MINUTE, type Rotation } from '../rotation.ts'

/** Rules whose violations are passed over, so that what lies behind a known one can be looked at. */
const ignored = new Set<string>()

export function ignoreRules(rules: readonly string[]): void {
  for (const rule of rules) ignored.add(rule)
}

export function isIgnored(rule: string): boolean {
  return ignored.has(rule)
}

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
  /** Somebody with the rights of Secret Manager alone forges what it holds. */
  readonly adversary?: boolean
}

/** Stands among the replaced keys for the one from before the first generation. */
export const FIRST_KEY = 'before'

/** For each rotation and key: since when it is replaced, or given up (milliseconds since 1970). */
export type Replaced = ReadonlyMap<Rotation, ReadonlyMap<string, number>>

/** What one watch hands on to the next, which goes on from there. */
export interface Known {
  readonly replaced: Replaced
  /** For each rotation and key: when whoever reads the store could last get it (milliseconds since 1970). */
  readonly served: ReadonlyMap<Rotation, ReadonlyMap<string, number>>
  /** For each rotation and key: when a target last held it (milliseconds since 1970). */
  readonly heldByTargets: ReadonlyMap<Rotation, ReadonlyMap<string, number>>
  /** The keys that some run has seen to work. */
  readonly proven: ReadonlySet<string>
}

/** What the adversary did. */
export interface Forgeries {
  /** The versions that he added, as `secret id/revision`. */
  readonly added: Set<string>
  /** Those that he added or changed. */
  readonly touched: Set<string>
  /** When he last acted; undefined where he has not. */
  last: number | undefined
  /** The rotations of which he decides what readers get, until a run changes that. */
  readonly controlled: Set<Rotation>
}

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
  /** The keys that some run has seen to work so often that they count as verified. */
  readonly proven: Set<string>
  /** For each rotation and key: when whoever reads the store could last get it. */
  readonly served: ReadonlyMap<Rotation, Map<string, number>>
  /** For each rotation and key: when a target last held it. */
  readonly heldByTargets: ReadonlyMap<Rotation, Map<string, number>>
  /** The keys of each rotation that IAM gave to it: they have, or had, its mark. */
  readonly given: ReadonlyMap<Rotation, Set<string>>
  readonly forgeries: Forgeries
  /** For each run: what it did that has readers get a replaced key, until it undoes that. */
  readonly replacedForReaders: Map<Run, string>
  /** For each run: the phase that the mark of a key had when the run last read it by the key's name. */
  readonly readMarks: Map<Run, Map<string, string>>
  /** When each run last listed versions. */
  readonly listed: Map<Run, number>
  /** The runs that have listed keys since they last asked for a new one. */
  readonly lookedSince: Set<Run>
  readonly violate: (rule: string, what: string) => void
}

/** The bearers whose keys the runs rotate. */
export function bearersOf({ rotations }: Pick<Watched, 'rotations'>): ReadonlySet<string> {
  return new Set(rotations.map(({ bearer }) => bearer))
}

/** Whether a person wrote it, a moment ago: no run can know. */
export function isPersons(accessKey: string | undefined): boolean {
  return accessKey?.startsWith('SCWHAND') === true
}
