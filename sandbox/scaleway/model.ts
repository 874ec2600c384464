// The types of the fake Scaleway: its seed, its state, and its controls.

import type { Span } from '../lib/latency.ts'
import type { Grant } from './permissions.ts'

export type Region = 'fr-par' | 'nl-ams' | 'pl-waw'
export const regions: readonly Region[] = ['fr-par', 'nl-ams', 'pl-waw']

/** Who a key belongs to: exactly one of the two. */
export interface BearerOf {
  readonly applicationId?: string
  readonly userId?: string
}

export interface KeySeed extends BearerOf {
  /** Given out when it is left out, as is the secret key. */
  readonly accessKey?: string
  readonly secretKey?: string
  readonly description?: string
  /** The sandbox's time when it is left out. */
  readonly createdAt?: Date
  readonly expiresAt?: Date | null
  /** The Organization's default Project when it is left out. */
  readonly defaultProjectId?: string
}

/** An API key in the fake; a deleted one stays, with the time of its deletion. */
export interface KeyRecord {
  readonly accessKey: string
  readonly secretKey: string
  readonly applicationId: string | undefined
  readonly userId: string | undefined
  readonly description: string
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly expiresAt: Date | null
  readonly defaultProjectId: string
  readonly creationIp: string
  /** When it was deleted; null while it lives. */
  readonly deletedAt: Date | null
}

export interface ApplicationSeed {
  readonly id?: string
  readonly name: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly permissions: readonly Grant[]
  readonly createdAt?: Date
}

export interface UserSeed {
  readonly id?: string
  readonly email: string
  /** `member` when it is left out. An owner may do everything. */
  readonly type?: 'owner' | 'member'
  readonly permissions: readonly Grant[]
}

/** An application or a user. */
export interface BearerRecord {
  readonly kind: 'application' | 'user'
  readonly id: string
  /** An application's name, a user's email address. */
  readonly name: string
  readonly owner: boolean
  readonly description: string
  readonly tags: readonly string[]
  readonly permissions: readonly Grant[]
  readonly createdAt: Date
  readonly updatedAt: Date
}

export type SecretType =
  'opaque' | 'certificate' | 'key_value' | 'basic_credentials' | 'database_credentials' | 'ssh_key'
export const secretTypes: readonly SecretType[] = [
  'opaque',
  'certificate',
  'key_value',
  'basic_credentials',
  'database_credentials',
  'ssh_key',
]

export type VersionStatus = 'enabled' | 'disabled' | 'scheduled_for_deletion' | 'deleted'

export interface VersionSeed {
  /** In the clear; text is taken as UTF-8. */
  readonly payload: string | Uint8Array
  readonly description?: string
  /** `enabled` when it is left out. */
  readonly status?: 'enabled' | 'disabled'
  readonly createdAt?: Date
}

export interface ScalewaySecretSeed {
  readonly id?: string
  /** `fr-par` when it is left out. */
  readonly region?: Region
  /** The Organization's default Project when it is left out. */
  readonly projectId?: string
  readonly name: string
  /** `/` when it is left out. */
  readonly path?: string
  /** `opaque` when it is left out. */
  readonly type?: SecretType
  readonly description?: string
  readonly tags?: readonly string[]
  readonly protected?: boolean
  readonly versions?: readonly VersionSeed[]
}

export interface VersionRecord {
  readonly revision: number
  readonly status: VersionStatus
  readonly description: string
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly deletedAt: Date | null
  readonly deletionRequestedAt: Date | null
  /** Empty once the version is deleted. */
  readonly payload: Buffer
  /** Only where the writer sent one. */
  readonly crc32: number | null
}

export interface SecretRecord {
  readonly id: string
  readonly region: Region
  readonly projectId: string
  readonly name: string
  readonly path: string
  readonly type: SecretType
  readonly description: string
  readonly tags: readonly string[]
  readonly status: 'ready' | 'locked'
  readonly protected: boolean
  readonly createdAt: Date
  readonly updatedAt: Date
  /** It is gone seven days later. */
  readonly deletionRequestedAt: Date | null
  readonly versions: readonly VersionRecord[]
}

/** What the Organization has set, and how the fake behaves where no recording shows what Scaleway does. */
export interface ScalewaySettings {
  /** The longest life that a new key may have, in seconds; 0: no limit. */
  readonly maxKeyLifetime: number
  /** Keys that the Organization may have at once. */
  readonly keyQuota: number
  /** Whether an existing expiry may be changed by PATCH (not according to Scaleway's documentation, but according to its API description). */
  readonly expiryChangeable: boolean
  /** Whether an application may manage its own keys without any IAM permission set (unverified; users may). */
  readonly selfKeys: boolean
  /** Versions that a secret may have. */
  readonly versionLimit: number
  /** Which versions count towards that limit (unverified). */
  readonly countedVersions: readonly VersionStatus[]
  /** Whether lists still show deleted versions (unverified). */
  readonly listDeletedVersions: boolean
  /** The longest description that a version may have, in characters (no limit is documented). */
  readonly versionDescriptionLimit: number
  /**
   * How conditions apply to a list of secrets, which needs a rule that applies without `resource.id` in any case
   * (unverified): `once`, and the list shows every secret of the rule's scope; or to `each` secret again.
   */
  readonly listConditions: 'once' | 'each'
  /** Whether the conditions of a read by path see the secret as `resource.*` (unverified), or no resource. */
  readonly pathHasResource: boolean
}

/**
 * IAM's (and Secret Manager's) eventual consistency. It applies to keys, secrets and changes made after it was set;
 * what is left out is consistent.
 */
export interface Consistency {
  /**
   * How the first requests that sign in with a new key are met, one entry each, before anything else here counts:
   * `unknown` is a 401 `not_found`, `forbidden` a 403 `permissions_denied`. Real IAM goes back and forth like that.
   */
  readonly flapping?: readonly ('unknown' | 'forbidden' | 'ok')[]
  /** A new key gets 401 `not_found` for so many requests that sign in with it, or so long since its creation. */
  readonly newKeyUnknownFor?: Span
  /** From then on (or from the start) it gets 403 `permissions_denied` for so many more requests, or until so long after its creation. */
  readonly permissionsDeniedFor?: Span
  /** Lists of keys show what stood so many lists, or so long, before the last changes. */
  readonly staleListFor?: Span
  /** A new secret answers 404 to everything but lists for so long since its creation, or so many requests for it. */
  readonly newSecretUnknownFor?: Span
}

export interface ScalewaySeed {
  /** Also the id of its default Project, as at Scaleway. */
  readonly organizationId: string
  /** Further Projects. */
  readonly projects?: readonly { readonly id: string; readonly name: string }[]
  readonly applications?: readonly ApplicationSeed[]
  readonly users?: readonly UserSeed[]
  readonly keys?: readonly KeySeed[]
  readonly secrets?: readonly ScalewaySecretSeed[]
  readonly settings?: Partial<ScalewaySettings>
  /** What the ids and keys that are given out are derived from: the same text, the same keys in the same order. */
  readonly idSeed?: string
}
