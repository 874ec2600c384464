import { fingerprint } from '../lib/fingerprint.ts'
import type { Credential } from '../rotation/model/ports.ts'

const ACCESS_KEY = /^SCW[A-Z0-9]{17}$/

/** The format of a key in a version of the secret and in a bundle: a flat JSON object of strings. */
export interface Payload {
  readonly write: (credential: Credential) => string
  /** Reads what {@link write} wrote; undefined for anything else. No error quotes the text. */
  readonly read: (text: string) => Credential | undefined
  /** An example, for messages. */
  readonly shape: string
}

/**
 * `{"API_KEY":"SCW…","SECRET_KEY":"…"}`: the answer of the retrieval function that preceded this action, so its readers
 * continue to work.
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

/** `{"API_KEY":"…"}`: the key of a keys API. Its fingerprint is used as its access key. */
export const API_KEY_PAYLOAD: Payload = {
  write: ({ secret }) => JSON.stringify({ API_KEY: secret }),
  read(text) {
    const { API_KEY: secret, SECRET_KEY: foreign } = fieldsOf(text)
    if (typeof secret !== 'string' || secret === '' || foreign !== undefined) return undefined
    return { accessKey: fingerprint(secret), secret }
  },
  shape: '{"API_KEY":"…"}',
}

/** The format for the keys of an issuer. */
export function payloadOf(issuer: 'scaleway' | 'keys-api'): Payload {
  return issuer === 'scaleway' ? SCALEWAY_PAYLOAD : API_KEY_PAYLOAD
}

/** The fields of either format that can contain a secret. */
const SECRET_FIELDS = ['API_KEY', 'SECRET_KEY']
/** A shorter value cannot be a key of either issuer. */
const SHORTEST_SECRET = 8

/**
 * The values of a payload that must be masked: the key, and the whole text, which a bundle in GitHub contains as well. If
 * the payload cannot be read, the fields that can contain a key. Other fields are not masked: a mask replaces its value in
 * every later line of the job, so a payload with `"error": "false"` would make the log unreadable.
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
    return {} // the parser's message would quote the payload
  }
}
