import type { FirstAnswers } from './prefetch.ts'
import { poll } from '../../lib/poll.ts'
import { withSpans } from '../model/record-digest.ts'
import { withHolders } from '../model/target-identities.ts'
import { readDescription } from '../model/mark.ts'
import { probeCurrent } from './probe-current.ts'
import { hasMarks, ownMark, type Key, type Observation, type Version } from '../model/observation.ts'
import { RUN_DEADLINE_MS, type Policy } from '../model/policy.ts'
import {
  RunProblems,
  type IssuedKey,
  type ListingIssuer,
  type Problem,
  type StoredSecret,
  type StoredVersion,
  type Targets,
} from '../model/ports.ts'
import { readRecord, tableDigest, type VersionRecord } from '../model/record.ts'
import { withTakeOver } from './take-over.ts'
import { ROTATOR_TAG_PREFIX, type RotationContext } from '../model/context.ts'
import { recordedKeys } from '../model/recorded-keys.ts'

/** How often, and at which interval, a key that a list does not show is read before it counts as deleted. */
const CONFIRMATION = { attempts: 2, intervalMs: 1000 } as const

/**
 * Reads all that stands in the cloud, and changes nothing.
 * @param seen called with what is known before the versions are read
 * @throws {RunProblems} with everything at once that keeps a rotation from being safe
 */
export async function observe(
  context: RotationContext,
  policy: Policy,
  seen?: (look: FirstAnswers) => void,
): Promise<Observation> {
  const { began, secret: found, keys: listed, places: observed } = await readFirst(context)
  const problems: Problem[] = []
  const secret = settled(found, problems)
  const keys = settled(listed, problems)
  const places = settled(observed, problems)
  if (places !== undefined) problems.push(...places.problems)
  if (secret !== undefined) problems.push(...secretProblems(context, policy, secret))
  if (problems.length === 0 && keys !== undefined && places !== undefined)
    seen?.({ at: began(), secretId: secret?.id, keys, targets: places.states })
  // A version that was stored after the keys were listed names a key that the list lacks: it is asked for below.
  const [versionsRead] = await Promise.allSettled([readVersions(context, secret)])
  const versions = settled(versionsRead, problems)
  if (versions !== undefined) problems.push(...versions.problems)
  if (problems.length > 0 || versions === undefined || keys === undefined || places === undefined)
    throw new RunProblems(problems)

  const at = began()
  const whole = await withKeys(context, {
    at,
    issuer: context.issuer.kind,
    secretId: secret?.id,
    takeOver: undefined,
    versions: versions.versions,
    keys: byAccessKey(keys),
    foreign: new Set(),
    mismatched: new Set(),
    targets: places.states,
    leftOut: withHolders(versions.versions, places.leftOut ?? []),
    targetsReadAt: new Date(at.getTime() - (places.ageMs ?? 0)),
  })
  if (secret === undefined || secret.tags.includes(context.rotatorTag)) return whole
  return withTakeOver(context, secret, whole)
}

/** What is asked for first, side by side, and what came of each. */
export interface FirstReadResult {
  /** The services' time when it began. */
  readonly began: () => Date
  readonly secret: PromiseSettledResult<StoredSecret | undefined>
  /** Those that the issuer lists; none where it keeps no list. */
  readonly keys: PromiseSettledResult<readonly Key[]>
  readonly places: PromiseSettledResult<Awaited<ReturnType<Targets['observe']>>>
}

/** Who is asked first. */
export interface FirstReadSources extends Pick<RotationContext, 'issuer' | 'store' | 'clock'> {
  readonly targets: Pick<Targets, 'observe'>
}

/** Asks for all that can be asked for at once. */
export async function readFirst({
  issuer,
  store,
  targets,
  clock,
}: FirstReadSources): Promise<FirstReadResult> {
  const began = clock.stamp()
  const [secret, keys, places] = await Promise.allSettled([
    store.find(),
    issuer.kind === 'listing' ? issuer.keys().then((listed) => listed.map(parseKey)) : [],
    targets.observe(),
  ])
  return { began, secret, keys, places }
}

/** The versions of a secret, oldest first; none where there is no secret. Records that cannot be understood are problems. */
export async function readVersions(
  { store }: Pick<RotationContext, 'store'>,
  secret: Pick<StoredSecret, 'id'> | undefined,
): Promise<{ readonly versions: readonly Version[]; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = []
  const listed = secret === undefined ? [] : await store.versions(secret.id)
  const versions = listed.map((version) => readVersion(version, problems))
  return { versions: versions.sort((a, b) => a.revision - b.revision), problems }
}

/**
 * An observation with all of its keys: those that a list did not show, or those that only the records tell of. What the
 * records say of targets is kept where it can be trusted.
 */
export async function withKeys(
  context: Pick<RotationContext, 'issuer' | 'store' | 'clock'>,
  observation: Observation,
): Promise<Observation> {
  const { issuer } = context
  const whole =
    issuer.kind === 'listing'
      ? await withUnlistedKeys(context, issuer, observation)
      : await probeCurrent(context, issuer, { ...observation, keys: recordedKeys(observation) })
  return withConfirmedTables(whole)
}

/**
 * The records with what they say of each target, also where only a digest of that is stored. A table that the mark of
 * its key does not confirm says nothing (protocol, rule 8): doubt is settled by writing again.
 */
export function withConfirmedTables(observation: Observation): Observation {
  const versions = observation.versions.map((version): Version => {
    const { record } = version
    if (record === undefined) return version
    if (isTableConfirmed(observation, version))
      return { ...version, record: withSpans(record, observation.targets) }
    return { ...version, record: withoutTable(record) }
  })
  return { ...observation, versions }
}

function withoutTable({ groupDigests: _unconfirmed, ...record }: VersionRecord): VersionRecord {
  return { ...record, written: new Map() }
}

function isTableConfirmed(
  observation: Observation,
  { revision, record, tableDigest: digest }: Version,
): boolean {
  if (!hasMarks(observation)) return true
  const published = ownMark(observation, record?.accessKey ?? '')?.published
  return published?.revision === revision && published.table === digest
}

/** Keys by their access keys. */
export function byAccessKey(keys: readonly Key[]): ReadonlyMap<string, Key> {
  return new Map(keys.map((key) => [key.accessKey, key]))
}

/** Reads the versions and the tags again, after something was written. */
export async function rereadVersions(
  context: RotationContext,
  secretId: string,
): Promise<readonly Version[]> {
  const [secret, { versions, problems }] = await Promise.all([
    context.store.find(),
    readVersions(context, { id: secretId }),
  ])
  if (secret?.id !== secretId || !secret.tags.includes(context.rotatorTag)) {
    throw new Error(
      'the secret was taken over by another rotator during this run; the run stops and changes nothing more',
    )
  }
  if (problems.length > 0) throw new RunProblems(problems)
  return versions
}

/** A key with its description taken apart. */
export function parseKey(key: IssuedKey): Key {
  return { ...key, ...readDescription(key.description) }
}

function readVersion(version: StoredVersion, problems: Problem[]): Version {
  const reading = readRecord(version.description)
  if (reading.kind === 'newer') {
    problems.push({
      about: `version ${version.revision} of the secret`,
      problem: `its record has format ${reading.format}, which is newer than this action knows`,
      remedy: 'Use the newer release of the action that wrote it',
    })
  }
  return {
    revision: version.revision,
    status: version.status,
    record: reading.kind === 'ours' ? reading.record : undefined,
    createdAt: version.createdAt,
    tableDigest: tableDigest(version.description),
    unauthenticated: version.unauthenticated,
  }
}

/**
 * Adds the keys that a version names and the list did not show: it may have been read before the key was created, or
 * be stale. A key counts as deleted only when the issuer says so when asked for it by name, more than once.
 */
async function withUnlistedKeys(
  { clock }: Pick<RotationContext, 'clock'>,
  issuer: ListingIssuer,
  observation: Observation,
): Promise<Observation> {
  const { versions, keys } = observation
  const known = new Map(keys)
  const foreign = new Set<string>()
  const relevant = versions.flatMap(({ record, status }) =>
    record === undefined || record.stage === 'retired' || status === 'deleted' ? [] : [record.accessKey],
  )
  const missing = [...new Set(relevant)].filter((accessKey) => !known.has(accessKey))
  await Promise.all(
    missing.map(async (accessKey) => {
      const answer = await poll(() => issuer.key(accessKey), {
        ...CONFIRMATION,
        clock,
        isFinal: ({ kind }) => kind !== 'none',
      })
      if (answer.kind === 'own') known.set(accessKey, parseKey(answer.key))
      if (answer.kind === 'foreign') foreign.add(accessKey)
      // A key of the bearer can be read, at the latest when it was created long enough ago.
      if (answer.kind === 'hidden' && isNamedForLong(observation, accessKey)) foreign.add(accessKey)
    }),
  )
  return { ...observation, keys: known, foreign }
}

/** Whether a version has named a key for longer than a run lasts. */
function isNamedForLong({ versions, at }: Observation, accessKey: string): boolean {
  return versions.some(
    ({ record, createdAt }) =>
      record?.accessKey === accessKey &&
      createdAt !== undefined &&
      at.getTime() - createdAt.getTime() > RUN_DEADLINE_MS,
  )
}

function secretProblems(context: RotationContext, policy: Policy, secret: StoredSecret): readonly Problem[] {
  const problems: Problem[] = []
  if (secret.locked) {
    problems.push({
      about: 'secret-name',
      problem: `the secret ${secret.id} is locked, so that nothing can be stored in it`,
      remedy: 'Only Scaleway locks and unlocks secrets: ask its support, or name another secret',
      knownCause: 'scaleway-secret-locked',
    })
  }
  if (!secret.tags.includes(context.rotatorTag) && !policy.takeOver) {
    const other = secret.tags.find((tag) => tag.startsWith(ROTATOR_TAG_PREFIX))
    problems.push({
      about: 'secret-name',
      problem:
        other === undefined
          ? `the secret ${secret.id} exists already and was not made by this action`
          : `the secret ${secret.id} belongs to another rotator (tag ${other})`,
      remedy:
        'Name another secret, or set take-over: true for one run if this workflow, and no other, is to rotate its key from now on',
      knownCause: 'scaleway-secret-of-another-rotation',
    })
  }
  return problems
}

/** The value of a settled promise; known problems are collected, anything else is thrown. */
function settled<T>(result: PromiseSettledResult<T>, problems: Problem[]): T | undefined {
  if (result.status === 'fulfilled') return result.value
  if (!(result.reason instanceof RunProblems)) throw result.reason
  problems.push(...result.reason.problems)
  return undefined
}
