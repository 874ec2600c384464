import type { IssuedKey, Issuer, LeftOutTarget, TargetState, WriteSpan } from './ports.ts'
import type { Mark } from './mark.ts'
import { secretTag, type VersionRecord } from './record.ts'

/** A key of the bearer, with its mark read. */
export interface Key extends IssuedKey {
  readonly mark: Mark | undefined
  /** The user's own text. */
  readonly text: string
  /** Of a blind issuer: somebody was about to roll it over, and nobody knows how that ended. */
  readonly inDoubt?: true
  /** Of a blind issuer: it was seen to work when everything was observed. */
  readonly works?: true
}

/** A version of the secret, with its record read; undefined where the description is not ours. */
export interface Version {
  readonly revision: number
  readonly status: 'enabled' | 'disabled' | 'scheduled_for_deletion' | 'deleted'
  readonly record: VersionRecord | undefined
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
  readonly secretId: string | undefined
  /** Set where the secret is not (or not yet) this rotator's and the user said `take-over`. */
  readonly takeOver: TakeOver | undefined
  /** By revision, oldest first. */
  readonly versions: readonly Version[]
  readonly keys: ReadonlyMap<string, Key>
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

/** The current generation: of several that say so the newest counts (a crash between two requests leaves two). */
export function currentGeneration(observation: Observation): Generation | undefined {
  return generations(observation).findLast((generation) => generation.record.stage === 'current')
}

/** When the first generation that is still on record became current: since then a key from before it is replaced. */
export function firstPromotion(observation: Observation, current: Generation): Date {
  const promotions = generations(observation).flatMap(({ record }) => record.promoted ?? [])
  return promotions.reduce((first, date) => (date < first ? date : first), current.record.since)
}

/** Whether a key exists, has not expired, and is not about to be ended by somebody. */
export function isAlive(observation: Observation, accessKey: string): boolean {
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
      (generation.revision === current?.revision || generation.record.stage === 'pending'),
  )
}

/** How long something is there, in milliseconds, at the start of the observation. */
export function ageMs(observation: Observation, createdAt: Date): number {
  return observation.at.getTime() - createdAt.getTime()
}
