import { fingerprint } from '../lib/fingerprint.ts'
import type { Credential } from '../rotation/model/ports.ts'

const ACCESS_KEY = /^SCW[A-Z0-9]{17}$/

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
    return ACCESS_KEY.test(accessKey) ? { accessKey, secret } : undefined
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

/** The fields that hold a secret, for either issuer. */
const SECRET_FIELDS = ['API_KEY', 'SECRET_KEY']
/** A shorter value is a word, and no key of either issuer. */
const SHORTEST_SECRET = 8

/**
 * What must not be seen of a payload: the key, and the whole, which a secret of GitHub may hold too (a bundle). Of a
 * payload that cannot be read, the fields of a key as far as they can be one. No other field: a mask replaces its value
 * in every later line of the job, so that a payload with `"error": "false"` would make the log unreadable.
 */
export function secretsIn(text: string, credential: Credential | undefined): readonly string[] {
  const fields = fieldsOf(text)
  const values = credential === undefined ? SECRET_FIELDS.map((name) => fields[name]) : [credential.secret]
  return [...values, text].filter(
    (value) => typeof value === 'string' && value.length >= SHORTEST_SECRET && !ACCESS_KEY.test(value),
  ) as readonly string[]
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {} // not ours; the parser's message would quote the payload
  }
}
