import type { Credential } from '../model/ports.ts'
import type { VersionRecord } from '../model/record.ts'

/** What a reader needs of the store. It gets by with the permission to read payloads and nothing else. */
export interface StoreReader {
  /** Reads the newest enabled version, in one request; undefined where its payload is no key of ours. */
  newest(): Promise<StoredKey>
  /**
   * Reads the records of all versions, newest first; undefined where the reader may not see them.
   * @param secretId as {@link newest} gave it
   */
  records(secretId: string): Promise<
    | readonly {
        readonly revision: number
        readonly enabled: boolean
        readonly record: VersionRecord | undefined
      }[]
    | undefined
  >
  /** Reads one version. */
  version(secretId: string, revision: number): Promise<StoredKey>
}

export interface StoredKey {
  readonly secretId: string
  readonly revision: number
  readonly credential: Credential
}

/** Which version a reader gets. */
export type VersionSelection =
  /** The newest enabled one, as every other reader of Secret Manager gets it. */
  | 'newest'
  /** The newest one that says that it is to be used. */
  | 'newest-current'

/**
 * Finds the current key. A key of Scaleway is verified before it is stored, and no version is enabled whose key was
 * deleted, so the newest enabled version is read. A keys API shows a key once, so that it is stored before it is
 * verified: where the records can be seen, the newest version that says `current` is taken, and a key that ended the one
 * before it in the moment of its creation at once; where they cannot, or nothing says so, the newest enabled one.
 */
export async function retrieve(
  store: StoreReader,
  reading: VersionSelection,
): Promise<StoredKey & { readonly record: VersionRecord | undefined }> {
  const newest = await store.newest()
  const records = await store.records(newest.secretId)
  const own = records?.find(({ revision }) => revision === newest.revision)?.record
  if (reading === 'newest') return { ...newest, record: own }
  const current = records?.find(
    ({ enabled, record }) => enabled && record !== undefined && isToBeUsed(record),
  )
  if (current === undefined || current.revision === newest.revision) return { ...newest, record: own }
  return { ...(await store.version(newest.secretId, current.revision)), record: current.record }
}

function isToBeUsed({ stage, rolledOver }: VersionRecord): boolean {
  return stage === 'current' || (stage === 'pending' && rolledOver === true)
}
