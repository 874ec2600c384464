import { errorMessage } from '../../lib/error-message.ts'
import { secretDigest, writeDescription, type Mark } from '../model/mark.ts'
import type { NewKeyPlan } from '../decide/new-key-settings.ts'
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
import { LOOK_AGAIN_AFTER_MS, LOOKS, storePending, StoreRefused } from './store-pending.ts'
import type { RotationContext } from '../model/context.ts'
import { recordedKeys } from '../model/recorded-keys.ts'

/** What became of an attempt to create a key. */
export type IssueResult =
  /** It is verified and stored: it may be published. */
  | {
      readonly kind: 'stored'
      readonly key: Key
      readonly version: Generation
      readonly credential: Credential
    }
  /** It did not work in time, and was deleted again; it was stored nowhere. */
  | { readonly kind: 'unverified'; readonly accessKey: string }
  /** Another run was first. This one's version is closed, and its key is marked replaced. */
  | { readonly kind: 'lost'; readonly accessKey: string }
  /** Another run went on with this one's version, and published it or gave it up. */
  | { readonly kind: 'helped'; readonly accessKey: string }

/** How often a create is sent, each time but the first after it was looked for. */
const ATTEMPTS = 2

/** A key that was created, and that nobody else has seen yet. */
interface CreatedKey {
  readonly key: IssuedKey
  readonly credential: Credential
  readonly mark: Mark
}

/**
 * Creates a key, verifies it, marks it stored, stores it, and looks again (protocol, rules 1 to 3). So every version
 * that was ever enabled holds a verified key, and every later run can finish it.
 * @param verify whether the key works
 */
export async function issueListed(
  context: RotationContext,
  issuer: ListingIssuer,
  observation: Observation,
  secretId: string,
  plan: NewKeyPlan,
  verify: (credential: Credential) => Promise<boolean>,
): Promise<IssueResult> {
  const { clock, report } = context
  const created = await create(context, issuer, secretId, plan)
  const { credential } = created
  const { accessKey } = credential
  report({ kind: 'key-created', accessKey, expiresAt: created.key.expiresAt })
  const key = await deleteOnFailure(issuer, accessKey, async () =>
    (await verify(credential)) ? markStored(context, issuer, secretId, plan, created) : undefined,
  )
  if (key === undefined) {
    await issuer.delete(accessKey)
    return { kind: 'unverified', accessKey }
  }
  const record: VersionRecord = {
    stage: 'pending',
    accessKey,
    since: clock.now(),
    ...(plan.replaces === undefined ? {} : { replaces: plan.replaces }),
    issued: key.createdAt,
    madeBy: context.run,
    run: context.run,
    text: plan.text,
    written: new Map(),
  }
  const newest = newestRevision(observation)
  const revision = await storeNewKey(context, issuer, secretId, credential, record, newest)
  report({ kind: 'key-stored', accessKey, revision })
  const version: Generation = { revision, status: 'enabled', record }
  const lost = await checkAfterStore(context, issuer, observation, secretId, key, version)
  return lost ?? { kind: 'stored', key, version, credential }
}

/** Only the maker of a key writes its digest, from the answer that showed it, and only within D of its creation. */
async function markStored(
  { clock }: RotationContext,
  issuer: ListingIssuer,
  secretId: string,
  { text }: NewKeyPlan,
  { key, credential, mark }: CreatedKey,
): Promise<Key> {
  const at = clock.now()
  if (at.getTime() - key.createdAt.getTime() >= RUN_DEADLINE_MS) {
    throw new Error(`the key ${key.accessKey} was verified too late to be used safely; run again`)
  }
  const description = writeDescription(storedMark(mark, secretDigest(secretId, credential), { at }), text)
  await issuer.describe(key.accessKey, description)
  return parseKey({ ...key, description })
}

/**
 * What the versions and the key's own mark say once it is stored.
 * @returns undefined where this run goes on with its key
 */
async function checkAfterStore(
  context: RotationContext,
  issuer: ListingIssuer,
  observation: Observation,
  secretId: string,
  key: Key,
  { revision, record }: Generation,
): Promise<IssueResult | undefined> {
  const { accessKey } = key
  const [versions, answer] = await Promise.all([rereadVersions(context, secretId), issuer.key(accessKey)])
  const own = versions.find((version) => version.revision === revision)
  const mark = answer.kind === 'own' ? parseKey(answer.key).mark : undefined
  if (own?.record?.stage !== 'pending' || own.status !== 'enabled' || mark?.phase !== 'stored') {
    // Somebody published it, or gave it up: the current state says the rest.
    context.report({ kind: 'overtaken', accessKey, by: accessKey })
    return { kind: 'helped', accessKey }
  }
  const by = await competingKey(context, observation, versions, revision, accessKey)
  if (by === undefined) return undefined
  context.report({ kind: 'overtaken', accessKey, by })
  await closeVersion(context, secretId, revision, record)
  await markReplaced(context, issuer, key)
  return { kind: 'lost', accessKey }
}

/**
 * Runs what comes between the creation of a key and its storage. Where that fails, nobody else has seen the key, so it
 * is deleted at once.
 */
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
        `the key ${accessKey} could be neither verified and stored nor deleted (${errorMessage(error)}); a later run deletes it`,
      )
    })
    throw error
  }
}

/** Creates the key. A create without an answer is settled by looking for its mark, never by blindly trying again. */
async function create(
  context: RotationContext,
  issuer: ListingIssuer,
  secretId: string,
  plan: NewKeyPlan,
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
        // Its secret was in the answer that was lost: nobody has it, nobody can ever have it.
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
  for (let look = 1; look <= LOOKS; look += 1) {
    await clock.sleep(LOOK_AGAIN_AFTER_MS)
    const keys = (await issuer.keys()).map(parseKey)
    const orphan = keys.find(
      (key) => key.mark?.attempt === mark.attempt && key.mark.secretId === mark.secretId,
    )
    if (orphan !== undefined) return orphan.accessKey
  }
  return undefined
}

/** Stores the new key. A plain refusal means that it is stored nowhere and known to this run alone: it goes at once. */
async function storeNewKey(
  context: RotationContext,
  issuer: ListingIssuer,
  secretId: string,
  credential: Credential,
  record: VersionRecord,
  newest: number,
): Promise<number> {
  try {
    return await storePending(context, secretId, credential, record, newest)
  } catch (error) {
    // After a lost answer somebody may have found the version, and be publishing it.
    if (!(error instanceof StoreRefused)) throw error
    await issuer.delete(credential.accessKey).catch((inner: unknown) => {
      throw new AggregateError(
        [error.cause, inner],
        `the key ${credential.accessKey} could be neither stored nor deleted; a later run deletes it`,
      )
    })
    throw error.cause
  }
}

/**
 * The access key of the key that another run brings out or has brought out since the observation: an older pending
 * version that works, or a version that became current meanwhile. Keys are compared, not revisions.
 */
export async function competingKey(
  context: RotationContext,
  observation: Observation,
  versions: readonly Version[],
  revision: number,
  accessKey: string,
): Promise<string | undefined> {
  const before = currentGeneration(observation)?.revision ?? 0
  const rivals = generations({ ...observation, versions }).filter(
    ({ revision: other, status, record }) =>
      status === 'enabled' &&
      record.accessKey !== accessKey &&
      other > before &&
      ((record.stage === 'pending' && other < revision) || record.stage === 'current'),
  )
  const seen = await withNamedKeys(context, { ...observation, versions }, rivals)
  const floor = currentGeneration(seen)?.revision ?? 0
  return rivals.find((rival) => {
    const { revision: other, record } = rival
    const state = versionState(seen, rival)
    const key = seen.keys.get(record.accessKey)
    if (key === undefined || isExpired(observation, key)) return false
    return state === 'current' || (state === 'pending' && other < revision && other > floor)
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
