import type { Cloud } from '../cloud.ts'
import type { Run } from '../connection.ts'
import type { Moment } from '../state.ts'
import { MINUTE, type Rotation } from '../rotation.ts'

/** Rules whose violations are ignored, to see what follows a known one. */
const ignored = new Set<string>()

export function ignoreRules(rules: readonly string[]): void {
  for (const rule of rules) ignored.add(rule)
}

export function isIgnored(rule: string): boolean {
  return ignored.has(rule)
}

/** The deadline of a run (D in the protocol). */
export const D = 30 * MINUTE

/** A violated invariant. */
export interface Violation {
  /** The violated rule. */
  readonly rule: string
  readonly what: string
  /** The state at the time of the violation. */
  readonly standing: readonly string[]
}

/** What a scenario allows in addition to a single rotation. */
export interface Allowed {
  /** Runs overlap, so a target may temporarily differ from what one of them knows. */
  readonly company: boolean
  /** A user deleted a key or disabled a version before. */
  readonly deadKeys: boolean
  /** Lists may be stale. */
  readonly staleLists: boolean
  /** An adversary with Secret Manager permissions only changes the secret. */
  readonly adversary?: boolean
}

/** Stands for the key from before the first version, among the replaced keys. */
export const FIRST_KEY = 'before'

/** For each rotation and key: since when it is replaced or abandoned (milliseconds since 1970). */
export type Replaced = ReadonlyMap<Rotation, ReadonlyMap<string, number>>

/** The history that a monitor passes to the next one. */
export interface Known {
  readonly replaced: Replaced
  /** For each rotation and key: when readers of the store could last get it (milliseconds since 1970). */
  readonly served: ReadonlyMap<Rotation, ReadonlyMap<string, number>>
  /** For each rotation and key: when a target last held it (milliseconds since 1970). */
  readonly heldByTargets: ReadonlyMap<Rotation, ReadonlyMap<string, number>>
  /** The keys that a run has verified. */
  readonly proven: ReadonlySet<string>
}

/** The adversary's actions. */
export interface Forgeries {
  /** The versions that it added, as `secret id/revision`. */
  readonly added: Set<string>
  /** The versions that it added or changed. */
  readonly touched: Set<string>
  /** When it last acted; undefined if it has not. */
  last: number | undefined
  /** The rotations whose readers it controls, until a run changes that. */
  readonly controlled: Set<Rotation>
}

/** The state of a monitored scenario. Rules read it, and some record facts in it. */
export interface Watched {
  readonly cloud: Cloud
  readonly rotations: readonly Rotation[]
  readonly allowed: Allowed
  /** The states before and after the last request. */
  before: Moment
  moment: Moment
  /** The run that created each key, by access key, in order of creation. */
  readonly made: Map<string, Run>
  readonly replaced: ReadonlyMap<Rotation, Map<string, number>>
  /** The run that promoted each key. */
  readonly promotedBy: Map<string, Run>
  /** For each run and key: the number of consecutive successful probes. */
  readonly proofs: Map<Run, Map<string, number>>
  /** The keys that a run has probed often enough to count as verified. */
  readonly proven: Set<string>
  /** For each rotation and key: when readers of the store could last get it. */
  readonly served: ReadonlyMap<Rotation, Map<string, number>>
  /** For each rotation and key: when a target last held it. */
  readonly heldByTargets: ReadonlyMap<Rotation, Map<string, number>>
  /** The keys of each rotation that IAM assigned to it: keys that have or had its mark. */
  readonly given: ReadonlyMap<Rotation, Set<string>>
  readonly forgeries: Forgeries
  /** For each run: the changes that give readers a replaced key, until the run reverts them. */
  readonly replacedForReaders: Map<Run, string>
  /** For each run: the phase of a key's mark when the run last read the key by its access key. */
  readonly readMarks: Map<Run, Map<string, string>>
  /** When each run last listed versions. */
  readonly listed: Map<Run, number>
  /** The runs that have listed keys since they last created one. */
  readonly lookedSince: Set<Run>
  readonly violate: (rule: string, what: string) => void
}

/** The bearers whose keys the runs rotate. */
export function bearersOf({ rotations }: Pick<Watched, 'rotations'>): ReadonlySet<string> {
  return new Set(rotations.map(({ bearer }) => bearer))
}

/** Whether a user wrote it a moment ago, so that no run can know of it. */
export function isPersons(accessKey: string | undefined): boolean {
  return accessKey?.startsWith('SCWHAND') === true
}
