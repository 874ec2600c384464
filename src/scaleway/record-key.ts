import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Credential, Store, StoredVersion } from '../rotation/model/ports.ts'
import { readRecord } from '../rotation/model/record.ts'

/** A signed description: the original text, followed by two fields. */
const SIGNED = /^(?<start>\{.*),"payload":"(?<payload>[\w-]{22})","mac":"(?<mac>[\w-]{43})"\}$/s
const PAYLOAD_LENGTH = 22

/**
 * The longest time between the date of a version's first record and its storage, in milliseconds. A run stores it within
 * minutes; the rest allows for clock differences.
 */
const STORED_WITHIN_MS = 24 * 60 * 60 * 1000

/**
 * A store that signs the records that it writes and accepts only signed ones, so that someone else who can write to the
 * secret cannot create a version that is published or rolled over. The last two fields of a description are a digest of
 * the payload, and an HMAC-SHA-256 over the id of the secret, the revision, that digest and the preceding description. The
 * revision is not known before a version is stored, so the first record is not bound to one: it is valid only in a version
 * that was stored when the record was written.
 *
 * An older record of the same version can be restored by someone else. Descriptions that are not records of this action
 * are returned unchanged.
 * @param recordKey secret; at least 32 characters
 */
export function withRecordKey(store: Store, recordKey: string): Store {
  const sign = signer(recordKey)
  /** The payload digests of verified records. A payload never changes, so that they stay valid for the whole run. */
  const digests = new Map<string, string>()

  /** The description as the core wrote it, if the record was written with this key for this version. */
  function verify(id: string, { revision, description, createdAt }: StoredVersion): string | undefined {
    const { start, payload, mac } = SIGNED.exec(description)?.groups ?? {}
    if (start === undefined || payload === undefined || mac === undefined) return undefined
    const plain = `${start}}`
    const isBound = isEqual(mac, sign.record(id, revision, payload, plain))
    const isFirst = isEqual(mac, sign.record(id, undefined, payload, plain)) && isStored(plain, createdAt)
    if (!isBound && !isFirst) return undefined
    digests.set(nameOf(id, revision), payload)
    return plain
  }

  function authenticated(id: string, version: StoredVersion): StoredVersion {
    // A record of a newer release stops the run, signed or not.
    if (readRecord(version.description).kind !== 'ours') return version
    const description = verify(id, version)
    return description === undefined
      ? { ...version, description: '', unauthenticated: true }
      : { ...version, description }
  }

  return {
    ...store,
    authenticates: true,

    async versions(id) {
      const versions = await store.versions(id)
      return versions.map((version) => authenticated(id, version))
    },

    async add(id, credential, description) {
      const payload = sign.payload(id, credential)
      const signed = signedDescription(description, payload, sign.record(id, undefined, payload, description))
      const version = await store.add(id, credential, signed)
      digests.set(nameOf(id, version.revision), payload)
      return { ...version, description }
    },

    async describe(id, revision, description) {
      const payload = digests.get(nameOf(id, revision))
      if (payload === undefined) {
        throw new Error(
          `version ${revision} of the secret has no record that is signed with record-key, so its record is not updated`,
        )
      }
      const mac = sign.record(id, revision, payload, description)
      await store.describe(id, revision, signedDescription(description, payload, mac))
    },

    async read(id, revision) {
      const payload = digests.get(nameOf(id, revision))
      if (payload === undefined) return undefined
      const credential = await store.read(id, revision)
      if (credential === undefined) return undefined
      return isEqual(payload, sign.payload(id, credential)) ? credential : undefined
    },
  }
}

/** Whether a version was stored when its record was written, by the store's time. */
function isStored(description: string, createdAt: Date | undefined): boolean {
  const reading = readRecord(description)
  if (createdAt === undefined || reading.kind !== 'ours') return createdAt === undefined
  return createdAt.getTime() - reading.record.since.getTime() <= STORED_WITHIN_MS
}

function signedDescription(description: string, payload: string, mac: string): string {
  return `${description.slice(0, -1)},"payload":"${payload}","mac":"${mac}"}`
}

interface Signer {
  /** A digest of a key. It includes the record key, so it cannot be used to guess a weak key. */
  readonly payload: (id: string, credential: Credential) => string
  /** @param revision undefined for the first record of a version */
  readonly record: (id: string, revision: number | undefined, payload: string, description: string) => string
}

function signer(recordKey: string): Signer {
  // Each message is a JSON array that starts with its purpose, so that one cannot be used as another.
  const hmac = (...message: readonly (string | number | null)[]): string =>
    createHmac('sha256', recordKey).update(JSON.stringify(message)).digest('base64url')
  return {
    payload: (id, { accessKey, secret }) =>
      hmac('key-rotation payload', id, accessKey, secret).slice(0, PAYLOAD_LENGTH),
    record: (id, revision, payload, description) =>
      hmac('key-rotation record', id, revision ?? null, payload, description),
  }
}

/** Compares in constant time. */
function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function nameOf(id: string, revision: number): string {
  return `${id}/${revision}`
}
