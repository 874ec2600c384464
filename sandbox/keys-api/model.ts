// The types of the fake keys API: its seed, its state, and its controls.

import type { Span } from '../lib/latency.ts'

/** What a key may do with its user's wallet. */
export type KeyPermission = 'read' | 'deposit' | 'transfer'
export const keyPermissions: readonly KeyPermission[] = ['read', 'deposit', 'transfer']

/** One hour, day, calendar month or calendar year. */
export type ExpiryCode = '1H' | '1D' | '1M' | '1Y'
export const expiryCodes: readonly ExpiryCode[] = ['1H', '1D', '1M', '1Y']

export interface KeysApiUserSeed {
  readonly id?: string
  readonly username: string
  readonly email: string
  readonly password: string
  /** What the wallet holds; 0 when it is left out. */
  readonly balance?: number
}

/** Somebody who signs in, and whose keys are kept apart from those of others. */
export type KeysApiUser = Required<KeysApiUserSeed>

export interface ApiKeySeed {
  /** Given out when it is left out, as is the key. */
  readonly id?: string
  readonly key?: string
  /** Whose it is: a username, an email address or a user's id. */
  readonly user: string
  readonly name: string
  readonly permissions: readonly KeyPermission[]
  /** The sandbox's time when it is left out. */
  readonly createdAt?: Date
  /** When it ends, as a time or counted from its making; `1M` when both are left out. */
  readonly expiresAt?: Date
  readonly expiry?: ExpiryCode
}

/** A key as the fake holds it; a deactivated one stays, for an audit. */
export interface ApiKeyRecord {
  readonly id: string
  readonly key: string
  readonly userId: string
  readonly name: string
  readonly permissions: readonly KeyPermission[]
  readonly createdAt: Date
  readonly expiresAt: Date
  /** The id of the key that it was made from by a rollover. */
  readonly replaces: string | null
  /** Null while it is active, even where it has expired. */
  readonly deactivatedAt: Date | null
  /** The id of the user who rolled it over, or `hand`. */
  readonly deactivatedBy: string | null
  /** The id of the key that a rollover made from it. */
  readonly replacedBy: string | null
}

export interface ApiKeyChange {
  readonly name?: string
  readonly permissions?: readonly KeyPermission[]
  readonly expiresAt?: Date
}

/** A JWT that was given out. */
export interface KeysApiToken {
  readonly accessToken: string
  readonly userId: string
  readonly issuedAt: Date
  readonly expiresAt: Date
}

/**
 * The form in which a new key is answered.
 * - `envelope`: the guide's, `{status_code, message, data: {api_key, expires_at}}`.
 * - `top-level`: the guide's short one, `{api_key, expires_at}`.
 * - `without-expiry`, `without-key`: the envelope, with that field of its data missing.
 * - `with-more`: the envelope with fields around those of the guide that it does not show.
 */
export type KeyAnswerForm = 'envelope' | 'top-level' | 'without-expiry' | 'without-key' | 'with-more'
export const keyAnswerForms: readonly KeyAnswerForm[] = [
  'envelope',
  'top-level',
  'without-expiry',
  'without-key',
  'with-more',
]

export interface KeysApiSettings {
  /** How long a JWT of `POST /auth/login` lives, in seconds. */
  readonly tokenLifetime: number
  readonly keyAnswer: KeyAnswerForm
}

/**
 * Eventual consistency of what accepts keys (`GET /wallet/balance`); the endpoints that manage them know every change
 * at once. It applies to changes made after it was set; what is left out is consistent.
 */
export interface KeysApiConsistency {
  /** How the first requests with a new key are met, one entry each, before `newKeyUnknownFor` counts. */
  readonly flapping?: readonly ('unknown' | 'ok')[]
  /** A new key gets a 401 for so many requests with it, or so long since it was made. */
  readonly newKeyUnknownFor?: Span
  /** A deactivated key is accepted for so many more requests with it, or so long since then. */
  readonly oldKeyAcceptedFor?: Span
}

export interface KeysApiSeed {
  readonly users?: readonly KeysApiUserSeed[]
  readonly keys?: readonly ApiKeySeed[]
  readonly settings?: Partial<KeysApiSettings>
  /** What JWTs are signed with. */
  readonly signingSecret?: string
  /** What the ids and keys that are given out are derived from: the same text, the same keys in the same order. */
  readonly idSeed?: string
}
