import { rolledBackRecord, storedMark } from '../decide/transition.ts'
import { competingKey } from './issue-listed.ts'
import { errorMessage } from '../../lib/error-message.ts'
import { writeDescription } from '../model/mark.ts'
import { generationAt, newestRevision, type Key, type Observation } from '../model/observation.ts'
import { rereadVersions, parseKey } from '../observe/observe.ts'
import type { Credential } from '../model/ports.ts'
import { closeVersion, markReplaced } from '../publish/save.ts'
import { storePending } from './store-pending.ts'
import type { RotationContext } from '../model/context.ts'

/**
 * Stores the key of a replaced version once more, as a pending version, and looks again (protocol, rule 14). Its mark
 * says `stored` first: whoever retires a key disables its versions first and reads the mark last, so that of the two,
 * one sees the other.
 * @param revision the version that holds the key
 * @returns the new version's revision; undefined where another run went on with it, and published it or gave it up
 * @throws where another run was at work on another key; the new version is closed then
 */
export async function rollBack(
  context: RotationContext,
  observation: Observation,
  secretId: string,
  revision: number,
  credential: Credential,
): Promise<number | undefined> {
  const { accessKey } = credential
  const { clock, run } = context
  const from = generationAt(observation, revision)
  const record = rolledBackRecord(observation, from, { at: clock.now(), run })
  await markStoredAgain(context, observation, accessKey)
  await refuseIfRetired(context, secretId, revision, accessKey)
  const newest = newestRevision(observation)
  const restored = await storePending(context, { secretId, credential, record, newest })
  context.report({ kind: 'key-stored', accessKey, revision: restored })

  const versions = await rereadVersions(context, secretId)
  const source = versions.find((version) => version.revision === revision)
  const own = versions.find((version) => version.revision === restored)
  // The list was read too early: another run may have found the version and be publishing it.
  if (own === undefined)
    throw new Error(`version ${restored} was stored and is not listed yet; the next run continues`)
  // What another run made current is not taken back: its targets hold the key.
  if (own.record?.stage !== 'pending' || own.status !== 'enabled') {
    context.report({ kind: 'overtaken', accessKey, by: accessKey })
    return undefined
  }
  const rival = await competingKey(context, observation, versions, { revision: restored, accessKey })
  const key = await restoredKey(context, observation, accessKey)
  // With marks, the key's own mark decides. Without them, the record of the source says whether a run retires the key.
  const isSource =
    context.issuer.kind === 'listing' || (source?.status === 'enabled' && source.record?.stage === 'previous')
  if (isSource && rival === undefined && key !== undefined) return restored
  await closeVersion(context, secretId, restored, record)
  if (context.issuer.kind === 'listing' && key !== undefined) await markReplaced(context, context.issuer, key)
  throw new Error(
    rival === undefined
      ? retiredText(accessKey)
      : `another run is publishing the key ${rival}; wait until that run has ended, then roll back`,
  )
}

/**
 * Looks before the key is stored: a retirement that read the mark before it said `stored` had disabled the version, so
 * the key may be deleted, and nobody must read it from a new version. The version is read, because a list may be old.
 */
async function refuseIfRetired(
  { issuer, store }: RotationContext,
  secretId: string,
  revision: number,
  accessKey: string,
): Promise<void> {
  if (issuer.kind !== 'listing') return
  try {
    await store.read(secretId, revision)
  } catch (error) {
    const why = `version ${revision} can no longer be read (${errorMessage(error)})`
    throw new Error(`the key ${accessKey} was not restored: ${why}; run again`, { cause: error })
  }
}

function retiredText(accessKey: string): string {
  return `another run is retiring the key ${accessKey}, so it cannot be restored`
}

/** Takes a replaced key back into use: from then on no run retires it. */
async function markStoredAgain(
  { issuer, clock }: RotationContext,
  observation: Observation,
  accessKey: string,
): Promise<void> {
  const key = observation.keys.get(accessKey)
  if (issuer.kind !== 'listing' || key?.mark === undefined) return
  const mark = storedMark(key.mark, key.mark.digest, { at: clock.now() })
  await issuer.describe(accessKey, writeDescription(mark, key.text))
}

/** The key as it is now, where it is still there and nobody took it out of use again. */
async function restoredKey(
  { issuer }: RotationContext,
  observation: Observation,
  accessKey: string,
): Promise<Key | undefined> {
  if (issuer.kind !== 'listing') return observation.keys.get(accessKey)
  const answer = await issuer.key(accessKey)
  const key = answer.kind === 'own' ? parseKey(answer.key) : undefined
  return key?.mark?.phase === 'stored' ? key : undefined
}
