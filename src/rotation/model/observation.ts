import type { IssuedKey, Issuer, LeftOutTarget, TargetState, WriteSpan } from './ports.ts'
import type { Mark } from './mark.ts'
import { secretTag, type Stage, type VersionRecord } from './record.ts'

/** A key of the bearer, with its mark read. */
export interface Key extends IssuedKey {
  readonly mark: Mark | undefined
  /** The user's own text. */
  readonly text: string
  /** Of a keys API: a rollover began, and its result is unknown. */
  readonly inDoubt?: true | undefined
  /** Of a keys API: it was accepted during the observation. */
  readonly works?: true | undefined
}

/** A version of the secret. `record` is undefined if the description is no record of this action. */
export interface Version {
  readonly revision: number
  readonly status: 'enabled' | 'disabled' | 'scheduled_for_deletion' | 'deleted'
  readonly record: VersionRecord | undefined
  /** When it was stored, if the store says so. */
  readonly createdAt?: Date | undefined
  /** The digest of the table of writes in its description (`tableDigest` of record.ts). */
  readonly tableDigest?: string | undefined
  /** Its description is a record that was not written with the record key of this run. */
  readonly unauthenticated?: true | undefined
}

/** A version with a record of this action. */
export interface Generation extends Version {
  readonly record: VersionRecord
}

/** The current state of the services, as far as a rotation needs it. */
export interface Observation {
  /** The services' time when the observation began. */
  readonly at: Date
  /** Whether the issuer can list, mark and delete its keys, or shows each only once. */
  readonly issuer: Issuer['kind']
  /** The keys could not be read, so only the records are known (`check` continues then). */
  readonly marksUnread?: true
  readonly secretId: string | undefined
  /** Set if the secret does not belong to this rotator yet and `take-over` is set. */
  readonly takeOver: TakeOver | undefined
  /** By revision, oldest first. */
  readonly versions: readonly Version[]
  /** The keys of the bearer, by access key. */
  readonly keys: ReadonlyMap<string, Key>
  /** Access keys that records name and that do not belong to the bearer, according to IAM. */
  readonly foreign: ReadonlySet<string>
  /** Revisions whose payload is not the key in their record. */
  readonly mismatched: ReadonlySet<number>
  readonly targets: readonly TargetState[]
  /** Targets that patterns match and that are not written. */
  readonly leftOut?: readonly LeftOutTarget[]
  /** When the targets were read; before `at` if the reading was cached. */
  readonly targetsReadAt: Date
}

/** What is taken over: the newest version with a key of this bearer, if there is one. */
export interface TakeOver {
  readonly from: 'nobody' | 'another-rotator'
  /** The secret's other tags, which are kept. */
  readonly otherTags: readonly string[]
  readonly revision: number | undefined
  readonly accessKey: string | undefined
}

/** The newest revision of the secret; 0 where it has none. */
export function newestRevision({ versions }: Observation): number {
  return Math.max(0, ...versions.map(({ revision }) => revision))
}

/** The versions with a record of this action that are not deleted, oldest first. */
export function generations(observation: Observation): readonly Generation[] {
  return observation.versions.filter(
    (version): version is Generation =>
      version.record !== undefined &&
      version.status !== 'deleted' &&
      version.status !== 'scheduled_for_deletion',
  )
}

/** A generation that exists. */
export function generationAt(observation: Observation, revision: number): Generation {
  const found = generations(observation).find((generation) => generation.revision === revision)
  /* c8 ignore next -- steps are decided only for versions that were observed */
  if (found === undefined) throw new Error(`version ${revision} is not known; this is a bug`)
  return found
}

/** The current generation: the newest, if a crash between two requests left two. */
export function currentGeneration(observation: Observation): Generation | undefined {
  return generations(observation).findLast(
    (generation) => versionState(observation, generation) === 'current',
  )
}

/**
 * The newest generation whose record says `current`, whether or not the mark of its key confirms it. For reports only:
 * nothing is deleted or published because of it.
 */
export function recordedCurrent(observation: Observation): Generation | undefined {
  return (
    currentGeneration(observation) ??
    generations(observation).findLast(
      ({ record }) => record.stage === 'current' && !observation.foreign.has(record.accessKey),
    )
  )
}

/**
 * What a version is. The issuer's marks decide it where there are any; the record alone does not.
 * `unfinished`: its key is not verified yet. `unpublishable`: pending, and its key has no digest. `duplicate`: another
 * version holds its key. `gone`: its key is deleted. The others contradict IAM ({@link CONTRADICTIONS}).
 */
export type VersionState = Stage | 'unfinished' | 'unpublishable' | 'duplicate' | 'gone' | Contradiction

/** How a record contradicts IAM. */
export type Contradiction = 'foreign-key' | 'unmarked-key' | 'wrong-revision' | 'wrong-payload'

const CONTRADICTIONS: ReadonlySet<string> = new Set<Contradiction>([
  'foreign-key',
  'unmarked-key',
  'wrong-revision',
  'wrong-payload',
])

export function isContradiction(state: string): state is Contradiction {
  return CONTRADICTIONS.has(state)
}

/** The mark of one of the bearer's keys, if it is for this secret. */
export function ownMark(observation: Observation, accessKey: string): Mark | undefined {
  const mark = observation.keys.get(accessKey)?.mark
  return mark?.secretId === observation.secretId ? mark : undefined
}

/** Whether the marks of the keys are known: a keys API has none, and a check may not be allowed to read them. */
export function hasMarks({ issuer, marksUnread }: Observation): boolean {
  return issuer === 'listing' && marksUnread !== true
}

/** What a version is, by its record and the mark of the key that it names (protocol, rules 4, 6, 9 and 13). */
export function versionState(observation: Observation, generation: Generation): VersionState {
  const { revision, record } = generation
  const { stage, accessKey } = record
  if (observation.mismatched.has(revision) && stage !== 'retired') return 'wrong-payload'
  if (!hasMarks(observation) || stage === 'retired') return stage
  if (observation.foreign.has(accessKey)) return 'foreign-key'
  if (stage === 'previous') return stage
  if (!observation.keys.has(accessKey)) return 'gone'
  const mark = ownMark(observation, accessKey)
  if (mark === undefined) return 'unmarked-key'
  switch (mark.phase) {
    case 'made':
      return 'unfinished'
    case 'replaced':
      return 'previous'
    case 'found':
      return stage === 'current' ? stage : 'unmarked-key'
    case 'stored':
      return stateOfStored(observation, generation, mark)
  }
}

function stateOfStored(
  observation: Observation,
  { revision, record }: Generation,
  { at, digest, published }: Mark,
): VersionState {
  // Format 1 had no more than the record.
  if (at === undefined) return record.stage === 'current' ? 'current' : 'unpublishable'
  if (digest === undefined) return 'unpublishable'
  // Only a promotion makes a version current, and it changes the mark first.
  if (published === undefined) return 'pending'
  if (published.revision === revision) return record.stage
  if (published.revision > revision) return 'duplicate'
  return isStoredTwice(observation, published.revision, record) ? 'duplicate' : 'wrong-revision'
}

/** Whether a newer version is one that a run stored a second time after it got no answer to the first request. */
function isStoredTwice(observation: Observation, revision: number, { stage, issued, madeBy }: VersionRecord) {
  const first = observation.versions.find((version) => version.revision === revision)?.record
  return (
    stage === 'pending' &&
    first?.madeBy === madeBy &&
    first?.issued !== undefined &&
    first.issued.getTime() === issued?.getTime()
  )
}

/** Whether a key may be written to targets: its secret can be compared with what IAM has of it (protocol, rule 6). */
export function isPublishable(observation: Observation, accessKey: string): boolean {
  return !hasMarks(observation) || ownMark(observation, accessKey)?.digest !== undefined
}

/** Whether the current version is enabled and its key is valid, so that readers do not need a newer one. */
export function hasWorkingPredecessor(observation: Observation): boolean {
  const current = currentGeneration(observation)
  return current?.status === 'enabled' && isValid(observation, current.record.accessKey)
}

/** When a key of an issuer with marks was replaced, and by when every target was last written with its successor. */
export function replacedSince(observation: Observation, accessKey: string): Date | undefined {
  const mark = ownMark(observation, accessKey)
  if (mark?.phase !== 'replaced' || mark.at === undefined) return undefined
  const current = currentGeneration(observation)
  const published = current && ownMark(observation, current.record.accessKey)?.published?.at
  return published !== undefined && published > mark.at ? published : mark.at
}

/** Whether a key exists, has not expired, and is not in doubt. */
export function isValid(observation: Observation, accessKey: string): boolean {
  const key = observation.keys.get(accessKey)
  return key !== undefined && !isExpired(observation, key) && key.inDoubt !== true
}

/** Whether a key has expired. */
export function isExpired(observation: Observation, key: IssuedKey): boolean {
  return key.expiresAt !== undefined && key.expiresAt <= observation.at
}

/** Whether a key was created for this secret and is not verified: then no application uses it. */
export function isMade(observation: Observation, key: Key | undefined): boolean {
  return key?.mark?.phase === 'made' && key.mark.secretId === observation.secretId
}

/** GitHub's `updated_at` has whole seconds, and its machines' clocks may differ by as much. */
const EARLIER_MS = 2000

/**
 * Whether a target holds what this action wrote for a generation: every declared name was last written within the span
 * of this action's own write. Otherwise the target is written again (protocol, rule 8). The end of the span, the `Date`
 * of the answer, is exact, because a later write is another one. The beginning has a tolerance, because an earlier
 * write was overwritten. A value that can be read is compared instead: writing an equal value may not change its
 * `updated_at`.
 */
export function holds(target: TargetState, generation: Generation): boolean {
  return target.secrets.every(({ name, updatedAt, value }) => {
    if (value !== undefined) return value === generation.record.accessKey
    return isWithin(generation.record.written.get(secretTag(target.id, name)), updatedAt)
  })
}

/** Whether a secret was last written within the span of a write of our own. */
export function isWithin(span: WriteSpan | undefined, updatedAt: Date | undefined): boolean {
  if (span === undefined || updatedAt === undefined) return false
  return updatedAt.getTime() >= span.from.getTime() - EARLIER_MS && updatedAt <= span.to
}

/** The declared targets that may not hold a generation. */
export function lagging(observation: Observation, generation: Generation): readonly TargetState[] {
  return observation.targets.filter((target) => !holds(target, generation))
}

/**
 * The targets that are updated although no new key is due: those that may not hold the current generation, and those
 * whose visibility differs from the declared one. The latter do not delay anything else.
 */
export function inNeedOfRepair(observation: Observation, current: Generation): readonly TargetState[] {
  return observation.targets.filter(
    (target) => !holds(target, current) || target.secrets.some(({ accessDiffers }) => accessDiffers === true),
  )
}

/** Whether a key is the current one, or on its way to become it (a rollback gives a key a second version). */
export function isInUse(observation: Observation, accessKey: string): boolean {
  const current = currentGeneration(observation)
  return generations(observation).some(
    (generation) =>
      generation.record.accessKey === accessKey &&
      (generation.revision === current?.revision || versionState(observation, generation) === 'pending'),
  )
}

/** The age of something at the start of the observation, in milliseconds. */
export function ageMs(observation: Observation, createdAt: Date): number {
  return observation.at.getTime() - createdAt.getTime()
}
