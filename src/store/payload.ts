import { fingerprint } from '../rotation/fingerprint.ts'
import type { Credential } from '../rotation/ports.ts'

/** How a version of the secret, and with it a bundle, holds a key: a flat JSON of texts. */
export interface Payload {
  readonly write: (credential: Credential) => string
  /** Reads what {@link write} wrote; undefined for anything else. No error quotes what it was given. */
  readonly read: (text: string) => Credential | undefined
  /** What it looks like, for messages. */
  readonly shape: string
}

/**
 * `{"API_KEY":"SCW…","SECRET_KEY":"…"}`, the very answer of the retrieval function that came before this action, so
 * that its readers go on working.
 */
export const SCALEWAY_PAYLOAD: Payload = {
  write: ({ accessKey, secret }) => JSON.stringify({ API_KEY: accessKey, SECRET_KEY: secret }),
  read(text) {
    const { API_KEY: accessKey, SECRET_KEY: secret } = fieldsOf(text)
    if (typeof accessKey !== 'string' || typeof secret !== 'string' || secret === '') return undefined
    return /^SCW[A-Z0-9]{17}$/.test(accessKey) ? { accessKey, secret } : undefined
  },
  shape: '{"API_KEY":"SCW…","SECRET_KEY":"…"}',
}

/** `{"API_KEY":"…"}`: the key of a keys API, which has nothing else. It is named by its fingerprint. */
export const API_KEY_PAYLOAD: Payload = {
  write: ({ secret }) => JSON.stringify({ API_KEY: secret }),
  read(text) {
    const { API_KEY: secret, SECRET_KEY: foreign } = fieldsOf(text)
    if (typeof secret !== 'string' || secret === '' || foreign !== undefined) return undefined
    return { accessKey: fingerprint(secret), secret }
  },
  shape: '{"API_KEY":"…"}',
}

/** How the keys of an issuer are stored. */
export function payloadOf(issuer: 'scaleway' | 'keys-api'): Payload {
  return issuer === 'scaleway' ? SCALEWAY_PAYLOAD : API_KEY_PAYLOAD
}

/**
 * All that must not be seen of a payload: whatever it is, it was kept as a secret. This is every field but the access key
 * of one that can be read, and the whole, which may stand in a secret of GitHub's just so (a bundle).
 */
export function secretsIn(text: string, credential: Credential | undefined): readonly string[] {
  const values = Object.values(fieldsOf(text)).filter((value) => typeof value === 'string')
  return [...values.filter((value) => value !== credential?.accessKey), text]
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {} // not ours; the parser's message would quote the payload
  }
}
