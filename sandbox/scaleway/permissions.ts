// What each permission set lets a bearer do. Names and meanings as Scaleway documents them ("Permission sets"); which
// single permissions stand behind them is documented only in words, so the finer points here are an interpretation.

import type { ConditionResource } from './conditions.ts'

/** What a 403 of Scaleway names. */
export interface Need {
  readonly resource:
    | 'api_key'
    | 'self_api_key'
    | 'application'
    | 'user'
    | 'self_user'
    | 'organization'
    | 'quota'
    | 'secret'
    | 'secret_version'
  readonly action: 'read' | 'write' | 'create' | 'delete' | 'access'
}

type Permission = `${Need['resource']}:${Need['action']}`

const secretReading = ['secret:read', 'secret_version:read'] as const

const permissionSets = {
  IAMManager: [
    'api_key:read',
    'api_key:write',
    'application:read',
    'application:write',
    'user:read',
    'user:write',
    'organization:read',
    'quota:read',
  ],
  IAMApplicationManager: ['api_key:read', 'api_key:write', 'application:read', 'application:write'],
  IAMReadOnly: ['api_key:read', 'application:read', 'user:read'],
  OrganizationReadOnly: ['organization:read', 'quota:read'],
  ObjectStorageFullAccess: [],
  SecretManagerFullAccess: [
    ...secretReading,
    'secret:create',
    'secret:write',
    'secret:delete',
    'secret_version:create',
    'secret_version:access',
    'secret_version:write',
    'secret_version:delete',
  ],
  SecretManagerReadOnly: [...secretReading],
  SecretManagerSecretAccess: ['secret_version:access'],
  SecretManagerSecretCreate: ['secret:create', 'secret_version:create'],
  SecretManagerSecretWrite: ['secret:write', 'secret_version:create', 'secret_version:write'],
  SecretManagerSecretDelete: ['secret:delete', 'secret_version:delete'],
} as const satisfies Record<string, readonly Permission[]>

export type PermissionSet = keyof typeof permissionSets
export const permissionSetNames: readonly string[] = Object.keys(permissionSets)

/** IAMApplicationManager manages the keys of applications, not of users. */
const applicationKeysOnly: ReadonlySet<PermissionSet> = new Set(['IAMApplicationManager'])

/** What a request is about, as far as permissions depend on it. */
export interface About {
  /** The Project whose resource it is. Without one a grant for some Projects does not reach. */
  readonly projectId?: string
  /** Whose key it is. */
  readonly keyOf?: 'application' | 'user'
  /** What conditions see as `resource.*`. Without one no condition on it is fulfilled. */
  readonly resource?: ConditionResource
}

/**
 * Whether a bearer's permission sets give it what is needed.
 * @param holds whether a rule's condition is fulfilled
 */
export function isGranted(
  bearer: { readonly owner: boolean; readonly permissions: readonly Grant[] },
  need: Need,
  about: About,
  holds: (condition: string, about: About) => boolean,
): boolean {
  return bearer.owner || bearer.permissions.some((grant) => reaches(grant, need, about, holds))
}

function reaches(
  grant: Grant,
  need: Need,
  about: About,
  holds: (condition: string, about: About) => boolean,
): boolean {
  const { set, projectIds, condition } =
    typeof grant === 'string' ? { set: grant, projectIds: undefined, condition: undefined } : grant
  const permissions: readonly Permission[] = permissionSets[set]
  if (!permissions.includes(`${need.resource}:${need.action}`)) {
    return false
  }
  if (applicationKeysOnly.has(set) && about.keyOf === 'user') {
    return false
  }
  if (projectIds !== undefined && (about.projectId === undefined || !projectIds.includes(about.projectId))) {
    return false
  }
  return condition === undefined || holds(condition, about)
}

/** A rule of a policy: a permission set for the whole Organization, or for some of its Projects, or on a condition. */
export type Grant =
  | PermissionSet
  | {
      readonly set: PermissionSet
      /** The whole Organization when it is left out. */
      readonly projectIds?: readonly string[]
      /** A CEL expression over `request.*` and `resource.*`. The rule applies to requests that fulfill it. */
      readonly condition?: string
    }
