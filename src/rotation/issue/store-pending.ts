import { AmbiguousResult, type Credential } from '../model/ports.ts'
import { readRecord, writeRecord, type VersionRecord } from '../model/record.ts'
import type { RotationContext } from '../model/context.ts'

/** The store refused a version at the first try: it holds nothing of it. The refusal is the cause. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused'
  declare readonly cause: Error
}

/** How often a store is sent, each time but the first after it was looked for. */
const ATTEMPTS = 2
/** How often, and how far apart in milliseconds, something whose answer was lost is looked for. */
export const LOOKS = 3
export const LOOK_AGAIN_AFTER_MS = 2000

/**
 * Stores a key as a pending version. A store without an answer is looked for before it is sent again.
 * @param newest the newest revision before
 * @returns the revision
 * @throws {StoreRefused} where it is certain that nothing was stored
 * @throws {AmbiguousResult} where it is not
 */
export async function storePending(
  { store, clock }: RotationContext,
  secretId: string,
  credential: Credential,
  record: VersionRecord,
  newest: number,
): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return (await store.add(secretId, credential, writeRecord(record))).revision
    } catch (error) {
      if (!(error instanceof AmbiguousResult)) {
        if (attempt > 1 || !(error instanceof Error)) throw error
        throw new StoreRefused(error.message, { cause: error })
      }
      for (let look = 1; look <= LOOKS; look += 1) {
        if (look > 1) await clock.sleep(LOOK_AGAIN_AFTER_MS)
        const versions = await store.versions(secretId)
        const found = versions.find(({ revision, description }) => {
          const reading = readRecord(description)
          return (
            revision > newest && reading.kind === 'ours' && reading.record.accessKey === credential.accessKey
          )
        })
        if (found !== undefined) return found.revision
      }
      // Sent again after a list that came too early, it is stored twice: one key in two versions is no rival.
      if (attempt === ATTEMPTS) throw error
    }
  }
}
