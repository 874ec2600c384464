import type { Credential } from './ports.ts'
import type { VersionRecord } from './record.ts'

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

/**
 * Finds the current key. The newest enabled version is the current one but for the moments in which a rotation is
 * under way: then the newest is pending and perhaps not known everywhere yet. Where the records can be seen, the
 * newest version that says `current` is taken; where they cannot, or nothing says so, the newest enabled one. A key that
 * ended the one before it in the moment of its making is taken at once: that other one works no more.
 */
export async function retrieve(
  store: StoreReader,
): Promise<StoredKey & { readonly record: VersionRecord | undefined }> {
  const newest = await store.newest()
  const records = await store.records(newest.secretId)
  const current = records?.find(
    ({ enabled, record }) => enabled && record !== undefined && isToBeUsed(record),
  )
  if (current === undefined || current.revision === newest.revision) {
    return { ...newest, record: records?.find(({ revision }) => revision === newest.revision)?.record }
  }
  return { ...(await store.version(newest.secretId, current.revision)), record: current.record }
}

function isToBeUsed({ stage, rolledOver }: VersionRecord): boolean {
  return stage === 'current' || (stage === 'pending' && rolledOver === true)
}
