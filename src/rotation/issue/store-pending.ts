import { poll } from '../../lib/poll.ts'
import { AmbiguousResult, type Credential } from '../model/ports.ts'
import { readRecord, writeRecord, type VersionRecord } from '../model/record.ts'
import type { RotationContext } from '../model/context.ts'

/** The store refused a version at the first attempt, so nothing was stored. The refusal is the cause. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused'
  declare readonly cause: Error
}

/** A version that is to be stored. */
export interface NewVersion {
  readonly secretId: string
  readonly credential: Credential
  readonly record: VersionRecord
  /** The newest revision before it. */
  readonly newest: number
}

/** How often a version is sent, each time but the first after it was searched for. */
const ATTEMPTS = 2
/** How often, and at which interval, the result of an unanswered request is searched for. */
export const SEARCH = { attempts: 3, intervalMs: 2000 } as const

/**
 * Stores a key as a pending version. After a request without an answer, the version is searched for before the request
 * is sent again (protocol, rule 5).
 * @returns the revision
 * @throws {StoreRefused} if it is certain that nothing was stored
 * @throws {AmbiguousResult} if it is unknown
 */
export async function storePending(context: RotationContext, version: NewVersion): Promise<number> {
  const { secretId, credential, record } = version
  for (let attempt = 1; ; attempt += 1) {
    try {
      return (await context.store.add(secretId, credential, writeRecord(record))).revision
    } catch (error) {
      if (!(error instanceof AmbiguousResult)) {
        if (attempt > 1 || !(error instanceof Error)) throw error
        throw new StoreRefused(error.message, { cause: error })
      }
      const revision = await findStored(context, version)
      if (revision !== undefined) return revision
      // If the list was stale, the key is now stored twice. Two versions of one key do not compete.
      if (attempt === ATTEMPTS) throw error
    }
  }
}

function findStored(
  { store, clock }: RotationContext,
  { secretId, credential, newest }: NewVersion,
): Promise<number | undefined> {
  const find = async (): Promise<number | undefined> => {
    const versions = await store.versions(secretId)
    return versions.find(({ revision, description }) => {
      const reading = readRecord(description)
      return revision > newest && reading.kind === 'ours' && reading.record.accessKey === credential.accessKey
    })?.revision
  }
  return poll(find, { ...SEARCH, clock, isFinal: (revision) => revision !== undefined })
}
