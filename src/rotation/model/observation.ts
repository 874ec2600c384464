import type { IssuedKey, Issuer, LeftOutTarget, TargetState, WriteSpan } from './ports.ts'
import type { Mark } from './mark.ts'
import { secretTag, type Stage, type VersionRecord } from './record.ts'

/** A key of the bearer, with its mark read. */
export interface Key extends IssuedKey {
  readonly mark: Mark | undefined
  /** The user's own text. */
  readonly text: string
  /** Of a blind issuer: somebody was about to roll it over, and nobody knows how that ended. */
  readonly inDoubt?: true | undefined
  /** Of a blind issuer: it was seen to work when everything was observed. */
  readonly works?: true | undefined
}

/** A version of the secret, with its record read; undefined where the description is not ours. */
export interface Version {
  readonly revision: number
  readonly status: 'enabled' | 'disabled' | 'scheduled_for_deletion' | 'deleted'
  readonly record: VersionRecord | undefined
  /** When it was stored, as far as the store says. */
  readonly createdAt?: Date | undefined
  /** The digest of the table of writes in its description (`tableDigest` of record.ts). */
  readonly tableDigest?: string | undefined
  /** Its description reads as a record, and was not written with the record key of this run. */
  readonly unauthenticated?: true | undefined
}

/** A version that this action keeps the record of. */
export interface Generation extends Version {
  readonly record: VersionRecord
}

/** All that stands in the cloud, as far as a rotation is concerned. */
export interface Observation {
  /** The services' time when the observation began. */
  readonly at: Date
  /** Whether the issuer can list, mark and end its keys, or shows each once and never again. */
  readonly issuer: Issuer['kind']
  /** The keys of an issuer with marks could not be read (`check` alone goes on then): only the records are known. */
  readonly marksUnread?: true
  readonly secretId: string | undefined
  /** Set where the secret is not (or not yet) this rotator's and the user said `take-over`. */
  readonly takeOver: TakeOver | undefined
  /** By revision, oldest first. */
  readonly versions: readonly Version[]
  /** The keys of the bearer, by access key. */
  readonly keys: ReadonlyMap<string, Key>
  /** Access keys that records name and that are not the bearer's, as far as IAM says. */
  readonly foreign: ReadonlySet<string>
  /** Revisions whose payload is not the key that their record names. */
  readonly mismatched: ReadonlySet<number>
  readonly targets: readonly TargetState[]
  /** Targets that patterns match and that are not written. */
  readonly leftOut?: readonly LeftOutTarget[]
  /** Nothing that happened to a target later is seen. It may be before `at`, where somebody else asked. */
  readonly targetsReadAt: Date
}

/** What is taken over: the newest version with a pair that the issuer knows for this bearer, if there is one. */
export interface TakeOver {
  readonly from: 'nobody' | 'another-rotator'
  /** The secret's tags that are no rotator's, and stay. */
  readonly otherTags: readonly string[]
  readonly revision: number | undefined
  readonly accessKey: string | undefined
}

/** The newest revision of the secret; 0 where it has none. */
export function newestRevision({ versions }: Observation): number {
  return Math.max(0, ...versions.map(({ revision }) => revision))
}

/** The versions that this action keeps the record of and that are still there, oldest first. */
export function generations(observation: Observation): readonly Generation[] {
  return observation.versions.filter(
    (version): version is Generation =>
      version.record !== undefined &&
      version.status !== 'deleted' &&
      version.status !== 'scheduled_for_deletion',
  )
}

/** A generation that is known to be there. */
export function generationAt(observation: Observation, revision: number): Generation {
  const found = generations(observation).find((generation) => generation.revision === revision)
  /* c8 ignore next -- steps are decided only for versions that were observed */
  if (found === undefined) throw new Error(`version ${revision} is not known; this is a bug`)
  return found
}

/** The current generation: of several that are, the newest counts (a crash between two requests leaves two). */
export function currentGeneration(observation: Observation): Generation | undefined {
  return generations(observation).findLast(
    (generation) => versionState(observation, generation) === 'current',
  )
}

/**
 * The newest generation whose record says `current`, whether or not its key confirms it: what people know as the
 * current key. Nothing is deleted or published because of it.
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

/** The mark of one of the bearer's keys, where it is for this secret. */
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

/** Whether whoever reads the newest enabled version of an older one gets a key that works. */
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

/** Whether a key exists, has not expired, and is not about to be ended by somebody. */
export function isValid(observation: Observation, accessKey: string): boolean {
  const key = observation.keys.get(accessKey)
  return key !== undefined && !isExpired(observation, key) && key.inDoubt !== true
}

/** Whether a key's time is over. */
export function isExpired(observation: Observation, key: IssuedKey): boolean {
  return key.expiresAt !== undefined && key.expiresAt <= observation.at
}

/** Whether a key says that it was made for this secret and not stored yet: then nobody relies on it. */
export function isMade(observation: Observation, key: Key | undefined): boolean {
  return key?.mark?.phase === 'made' && key.mark.secretId === observation.secretId
}

/** GitHub's `updated_at` has whole seconds, and its machines' clocks may differ by as much. */
const EARLIER_MS = 2000

/**
 * Whether a target still holds what this action wrote for a generation: every declared name was last written within
 * the span of our own write. Anything else is a doubt, and doubt is settled by writing again. The end of the span,
 * the `Date` of the answer, gets no leeway: a later write is somebody else's. The beginning may: what was written
 * before ours is overwritten by it. What can be read back leaves no doubt: there the value tells, whoever wrote it
 * and whenever (nobody says that writing what stands already changes its `updated_at`).
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
 * The targets to be written although no new key is due: those that may not hold the current generation, and those
 * that hold it and show it to others than was declared. The latter are no obstacle to anything else.
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

/** How long something is there, in milliseconds, at the start of the observation. */
export function ageMs(observation: Observation, createdAt: Date): number {
  return observation.at.getTime() - createdAt.getTime()
}
