import { errorMessage } from '../../lib/error-message.ts'
import { poll } from '../../lib/poll.ts'
import { secretDigest, writeDescription, type Mark } from '../model/mark.ts'
import {
  currentGeneration,
  generations,
  isExpired,
  newestRevision,
  versionState,
  type Generation,
  type Key,
  type Observation,
  type Version,
} from '../model/observation.ts'
import { rereadVersions, parseKey } from '../observe/observe.ts'
import { storedMark } from '../decide/transition.ts'
import { AmbiguousResult, type Credential, type IssuedKey, type ListingIssuer } from '../model/ports.ts'
import { RUN_DEADLINE_MS } from '../model/policy.ts'
import type { VersionRecord } from '../model/record.ts'
import { closeVersion, markReplaced } from '../publish/save.ts'
import type { IssueRequest } from './issue-request.ts'
import { SEARCH, storePending, StoreRefused, type NewVersion } from './store-pending.ts'
import type { RotationContext } from '../model/context.ts'
import { recordedKeys } from '../model/recorded-keys.ts'

/** The result of an attempt to issue a key. */
export type IssueResult =
  /** The key is verified and stored, and can be published. */
  | {
      readonly kind: 'stored'
      readonly key: Key
      readonly version: Generation
      readonly credential: Credential
    }
  /** The key was not accepted in time and was deleted. It was not stored. */
  | { readonly kind: 'unverified'; readonly accessKey: string }
  /** Another run stored a key first. This run closed its own version and marked its key `replaced`. */
  | { readonly kind: 'lost'; readonly accessKey: string }
  /** Another run published this run's version or gave it up. */
  | { readonly kind: 'helped'; readonly accessKey: string }

/** How often a create request is sent, each time but the first after its key was searched for. */
const ATTEMPTS = 2

/** A key that was created and that only this run knows. */
interface CreatedKey {
  readonly key: IssuedKey
  readonly credential: Credential
  readonly mark: Mark
}

/**
 * Creates a key, verifies it, marks it `stored`, stores it, and checks the versions again (protocol, rules 1 to 3). So
 * every version that was ever enabled holds a verified key, and any later run can complete it.
 * @param verify whether the key is accepted
 */
export async function issueListed(
  context: RotationContext,
  issuer: ListingIssuer,
  request: IssueRequest,
  verify: (credential: Credential) => Promise<boolean>,
): Promise<IssueResult> {
  const { clock, report, run } = context
  const { observation, secretId, plan } = request
  const created = await create(context, issuer, request)
  const { credential } = created
  const { accessKey } = credential
  report({ kind: 'key-created', accessKey, expiresAt: created.key.expiresAt })
  const key = await deleteOnFailure(issuer, accessKey, async () =>
    (await verify(credential)) ? markStored(context, issuer, request, created) : undefined,
  )
  if (key === undefined) {
    await issuer.delete(accessKey)
    return { kind: 'unverified', accessKey }
  }
  const record: VersionRecord = {
    stage: 'pending',
    accessKey,
    since: clock.now(),
    replaces: plan.replaces,
    issued: key.createdAt,
    madeBy: run,
    run,
    text: plan.text,
    written: new Map(),
  }
  const newest = newestRevision(observation)
  const revision = await storeNewKey(context, issuer, { secretId, credential, record, newest })
  report({ kind: 'key-stored', accessKey, revision })
  const version: Generation = { revision, status: 'enabled', record }
  const lost = await checkAfterStore(context, issuer, request, { key, version })
  return lost ?? { kind: 'stored', key, version, credential }
}

/** Only the run that creates a key writes its digest, from the answer that showed it, within D of its creation (rule 2). */
async function markStored(
  { clock }: RotationContext,
  issuer: ListingIssuer,
  { secretId, plan }: IssueRequest,
  { key, credential, mark }: CreatedKey,
): Promise<Key> {
  const at = clock.now()
  if (at.getTime() - key.createdAt.getTime() >= RUN_DEADLINE_MS) {
    throw new Error(
      `the key ${key.accessKey} was verified more than 30 minutes after its creation, so it is not used; run again`,
    )
  }
  const stored = storedMark(mark, secretDigest(secretId, credential), { at })
  const description = writeDescription(stored, plan.text)
  await issuer.describe(key.accessKey, description)
  return parseKey({ ...key, description })
}

/**
 * Reads the versions and the key's mark again after the key was stored (protocol, rule 3).
 * @returns undefined if this run continues with its key
 */
async function checkAfterStore(
  context: RotationContext,
  issuer: ListingIssuer,
  { observation, secretId }: IssueRequest,
  { key, version }: { readonly key: Key; readonly version: Generation },
): Promise<IssueResult | undefined> {
  const { accessKey } = key
  const { revision, record } = version
  const [versions, answer] = await Promise.all([rereadVersions(context, secretId), issuer.key(accessKey)])
  const own = versions.find((one) => one.revision === revision)
  const mark = answer.kind === 'own' ? parseKey(answer.key).mark : undefined
  if (own?.record?.stage !== 'pending' || own.status !== 'enabled' || mark?.phase !== 'stored') {
    // Another run published the version or gave it up; the current state shows which.
    context.report({ kind: 'overtaken', accessKey, by: accessKey })
    return { kind: 'helped', accessKey }
  }
  const by = await competingKey(context, observation, versions, { revision, accessKey })
  if (by === undefined) return undefined
  context.report({ kind: 'overtaken', accessKey, by })
  await closeVersion(context, secretId, revision, record)
  await markReplaced(context, issuer, key)
  return { kind: 'lost', accessKey }
}

/** Runs the work between the creation of a key and its storage. If it fails, only this run knows the key: it is deleted. */
async function deleteOnFailure<T>(
  issuer: ListingIssuer,
  accessKey: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    await issuer.delete(accessKey).catch((inner: unknown) => {
      throw new AggregateError(
        [error, inner],
        `the key ${accessKey} could not be verified and stored (${errorMessage(error)}), and could not be deleted; a later run deletes it`,
      )
    })
    throw error
  }
}

/** Creates the key. After a request without an answer, the key is searched for by its mark and deleted (rule 5). */
async function create(
  context: RotationContext,
  issuer: ListingIssuer,
  { secretId, plan }: IssueRequest,
): Promise<CreatedKey> {
  for (let attempt = 1; ; attempt += 1) {
    const mark: Mark = { phase: 'made', secretId, attempt: context.newAttempt(), at: context.clock.now() }
    try {
      const { key, credential } = await issuer.create({
        description: writeDescription(mark, plan.text),
        expiresAt: plan.expiresAt,
        defaultProjectId: plan.defaultProjectId,
      })
      return { key, credential, mark }
    } catch (error) {
      if (!(error instanceof AmbiguousResult)) throw error
      const orphan = await findOrphan(context, issuer, mark)
      if (orphan !== undefined) {
        // Its secret was in the lost answer, so the key can never be used.
        await issuer.delete(orphan)
        context.report({ kind: 'lost-answer', accessKey: orphan })
      }
      if (attempt === ATTEMPTS || context.stopping()) throw error
    }
    /* c8 ignore next 2 -- the loop is left by returning or throwing */
  }
}

async function findOrphan(
  { clock }: RotationContext,
  issuer: ListingIssuer,
  mark: Mark,
): Promise<string | undefined> {
  const find = async (): Promise<string | undefined> =>
    (await issuer.keys())
      .map(parseKey)
      .find((key) => key.mark?.attempt === mark.attempt && key.mark.secretId === mark.secretId)?.accessKey
  return poll(find, {
    ...SEARCH,
    delayFirst: true,
    clock,
    isFinal: (accessKey) => accessKey !== undefined,
  })
}

/** Stores the new key. If the store refuses it, the key is stored nowhere and only this run knows it: it is deleted. */
async function storeNewKey(
  context: RotationContext,
  issuer: ListingIssuer,
  version: NewVersion,
): Promise<number> {
  try {
    return await storePending(context, version)
  } catch (error) {
    // After an unknown result another run may be publishing the version, so the key is kept.
    if (!(error instanceof StoreRefused)) throw error
    const { accessKey } = version.credential
    await issuer.delete(accessKey).catch((inner: unknown) => {
      throw new AggregateError(
        [error.cause, inner],
        `the key ${accessKey} could be neither stored nor deleted; a later run deletes it`,
      )
    })
    throw error.cause
  }
}

/**
 * The access key that another run is publishing or has published since the observation: the key of an older pending
 * version that is valid, or of a version that became current. Access keys are compared, not revisions (rule 3).
 */
export async function competingKey(
  context: RotationContext,
  observation: Observation,
  versions: readonly Version[],
  own: { readonly revision: number; readonly accessKey: string },
): Promise<string | undefined> {
  const before = currentGeneration(observation)?.revision ?? 0
  const rivals = generations({ ...observation, versions }).filter(
    ({ revision, status, record }) =>
      status === 'enabled' &&
      record.accessKey !== own.accessKey &&
      revision > before &&
      ((record.stage === 'pending' && revision < own.revision) || record.stage === 'current'),
  )
  const seen = await withNamedKeys(context, { ...observation, versions }, rivals)
  const floor = currentGeneration(seen)?.revision ?? 0
  return rivals.find((rival) => {
    const { revision, record } = rival
    const state = versionState(seen, rival)
    const key = seen.keys.get(record.accessKey)
    if (key === undefined || isExpired(observation, key)) return false
    return state === 'current' || (state === 'pending' && revision < own.revision && revision > floor)
  })?.record.accessKey
}

/** An observation with the keys of some versions as they are now. */
export async function withNamedKeys(
  { issuer }: RotationContext,
  observation: Observation,
  named: readonly Generation[],
): Promise<Observation> {
  if (issuer.kind === 'blind') return { ...observation, keys: recordedKeys(observation) }
  const keys = new Map(observation.keys)
  const foreign = new Set(observation.foreign)
  for (const accessKey of new Set(named.map(({ record }) => record.accessKey))) {
    const answer = await issuer.key(accessKey)
    if (answer.kind === 'own') keys.set(accessKey, parseKey(answer.key))
    else keys.delete(accessKey)
    if (answer.kind === 'foreign' || answer.kind === 'hidden') foreign.add(accessKey)
  }
  return { ...observation, keys, foreign }
}
