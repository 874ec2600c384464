import { writeDescription, type Mark } from './mark.ts'
import type { NewKeyPlan } from './new-key.ts'
import { keysOnRecord } from './keys-on-record.ts'
import {
  currentGeneration,
  isExpired,
  newestRevision,
  type Generation,
  type Key,
  type Observation,
  type Version,
} from './observation.ts'
import { lookAgain, withMark } from './observe.ts'
import { NoAnswer, type Credential, type IssuedKey, type ListingIssuer } from './ports.ts'
import { RUN_DEADLINE_MS } from './policy.ts'
import type { VersionRecord } from './record.ts'
import { LOOK_AGAIN_AFTER_MS, LOOKS, storePending, StoreRefused } from './store-pending.ts'
import type { World } from './world.ts'

/** What became of an attempt to make a key. */
export type Made =
  /** It is stored and marked so: it may be published. */
  | {
      readonly kind: 'stored'
      readonly key: Key
      readonly version: Generation
      readonly credential: Credential
    }
  /** Another run was first. This one's key is left alone, and garbage soon. */
  | { readonly kind: 'lost'; readonly accessKey: string }
  /** Another run went on with this one's version, and published it or gave it up. */
  | { readonly kind: 'helped'; readonly accessKey: string }

/** How often a create is sent, each time but the first after it was looked for. */
const ATTEMPTS = 2

/**
 * Makes a key, stores it, looks again, and marks it stored: the four requests between which a crash may fall.
 * Nobody has published the key before the mark says `stored`, so a run that dies here leaves garbage at worst.
 * @param seen called with the key as soon as there is one, for what may be asked of it beside all this
 */
export async function make(
  world: World,
  issuer: ListingIssuer,
  observation: Observation,
  secretId: string,
  plan: NewKeyPlan,
  seen: (credential: Credential) => void,
): Promise<Made> {
  const { clock, tell } = world
  const { key, credential, mark } = await create(world, issuer, secretId, plan)
  seen(credential)
  tell({ kind: 'key-made', accessKey: key.accessKey, expiresAt: key.expiresAt })
  const record: VersionRecord = {
    stage: 'pending',
    accessKey: key.accessKey,
    since: clock.now(),
    ...(plan.replaces === undefined ? {} : { replaces: plan.replaces }),
    issued: key.createdAt,
    madeBy: world.run,
    run: world.run,
    text: plan.text,
    written: new Map(),
  }
  const newest = newestRevision(observation)
  const revision = await storeNewKey(world, issuer, secretId, credential, record, newest)
  tell({ kind: 'key-stored', accessKey: key.accessKey, revision })

  const description = writeDescription({ ...mark, phase: 'stored' }, plan.text)
  const markStored = async (): Promise<void> => {
    if (clock.now().getTime() - key.createdAt.getTime() >= RUN_DEADLINE_MS) {
      throw new Error(
        `the key ${key.accessKey} was stored too late to be used safely; a later run deletes it and makes another`,
      )
    }
    await issuer.describe(key.accessKey, description)
  }
  // Revisions count up: where none lies between those that were known and this one, no other run stored a key before
  // this one, so it cannot have lost, and the mark need not wait for the look that tells the rest.
  const first = revision === newest + 1
  const [looked, marked] = await Promise.allSettled([
    lookAgain(world, secretId),
    first ? markStored() : undefined,
  ])
  if (looked.status === 'rejected') throw looked.reason
  const versions = looked.value
  const own = versions.find((version) => version.revision === revision)
  if (own?.record?.stage !== 'pending' || own.status !== 'enabled') {
    // Somebody published it, or gave it up: what stands now says the rest.
    tell({ kind: 'overtaken', accessKey: key.accessKey, by: key.accessKey })
    return { kind: 'helped', accessKey: key.accessKey }
  }
  const rival = await olderRival(world, observation, versions, own.revision, key.accessKey)
  if (rival !== undefined) {
    // This run has lost. It touches neither its key nor its version: somebody may be helping with them right now.
    tell({ kind: 'overtaken', accessKey: key.accessKey, by: rival })
    return { kind: 'lost', accessKey: key.accessKey }
  }
  if (marked.status === 'rejected') throw marked.reason
  if (!first) await markStored()
  return {
    kind: 'stored',
    key: withMark({ ...key, description }),
    version: { revision, status: 'enabled', record },
    credential,
  }
}

/** Creates the key. A create without an answer is settled by looking for its mark, never by blindly trying again. */
async function create(
  world: World,
  issuer: ListingIssuer,
  secretId: string,
  plan: NewKeyPlan,
): Promise<{ key: IssuedKey; credential: Credential; mark: Mark }> {
  for (let attempt = 1; ; attempt += 1) {
    const mark: Mark = { phase: 'made', secretId, attempt: world.newAttempt() }
    try {
      const { key, credential } = await issuer.create({
        description: writeDescription(mark, plan.text),
        expiresAt: plan.expiresAt,
        defaultProjectId: plan.defaultProjectId,
      })
      return { key, credential, mark }
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      const orphan = await findOrphan(world, issuer, mark)
      if (orphan !== undefined) {
        // Its secret was in the answer that was lost: nobody has it, nobody can ever have it.
        await issuer.delete(orphan)
        world.tell({ kind: 'lost-answer', accessKey: orphan })
      }
      if (attempt === ATTEMPTS || world.stopping()) throw error
    }
    /* c8 ignore next 2 -- the loop is left by returning or throwing */
  }
}

async function findOrphan({ clock }: World, issuer: ListingIssuer, mark: Mark): Promise<string | undefined> {
  for (let look = 1; look <= LOOKS; look += 1) {
    await clock.sleep(LOOK_AGAIN_AFTER_MS)
    const keys = (await issuer.keys()).map(withMark)
    const orphan = keys.find(
      (key) => key.mark?.attempt === mark.attempt && key.mark.secretId === mark.secretId,
    )
    if (orphan !== undefined) return orphan.accessKey
  }
  return undefined
}

/** Stores the new key. A plain refusal means that it is stored nowhere and known to this run alone: it goes at once. */
async function storeNewKey(
  world: World,
  issuer: ListingIssuer,
  secretId: string,
  credential: Credential,
  record: VersionRecord,
  newest: number,
): Promise<number> {
  try {
    return await storePending(world, secretId, credential, record, newest)
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

/** The access key of an older pending version that lives, if there is one. Keys are compared, not revisions. */
export async function olderRival(
  { issuer }: World,
  observation: Observation,
  versions: readonly Version[],
  revision: number,
  accessKey: string,
): Promise<string | undefined> {
  const floor = currentGeneration({ ...observation, versions })?.revision ?? 0
  const onRecord = keysOnRecord({ ...observation, versions })
  for (const version of versions) {
    const { record, status } = version
    if (record?.stage !== 'pending' || status !== 'enabled' || record.accessKey === accessKey) continue
    if (version.revision <= floor || version.revision >= revision) continue
    const key =
      issuer.kind === 'listing' ? await issuer.key(record.accessKey) : onRecord.get(record.accessKey)
    if (key !== undefined && !isExpired(observation, key)) return record.accessKey
  }
  return undefined
}
