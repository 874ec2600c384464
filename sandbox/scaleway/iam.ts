import type { SandboxClock } from '../lib/clock.ts'
import { checkCondition } from './conditions.ts'
import type { ConsistencyState } from './consistency.ts'
import type { Ids } from './ids.ts'
import type {
  ApplicationSeed,
  BearerOf,
  BearerRecord,
  KeyRecord,
  KeySeed,
  ScalewaySeed,
  ScalewaySettings,
  UserSeed,
} from './model.ts'
import type { Grant } from './permissions.ts'

/** What the parts of the fake Scaleway have in common. */
export interface Core {
  readonly clock: SandboxClock
  readonly ids: Ids
  readonly settings: () => ScalewaySettings
}

export interface KeyChange {
  readonly description?: string
  readonly expiresAt?: Date | null
  readonly defaultProjectId?: string
}

/** The Organization's keys and their bearers. These methods check no permission, quota or policy. */
export interface ScalewayIam {
  readonly organizationId: string
  readonly projects: () => readonly { readonly id: string; readonly name: string }[]
  readonly bearers: () => readonly BearerRecord[]
  /** An application or a user. */
  readonly bearer: (id: string) => BearerRecord | undefined
  readonly createApplication: (application: ApplicationSeed) => BearerRecord
  readonly createUser: (user: UserSeed) => BearerRecord
  /** Throws where there is no such bearer. */
  readonly changeApplication: (
    id: string,
    change: Pick<Partial<BearerRecord>, 'name' | 'description' | 'tags'>,
  ) => BearerRecord
  /** Its keys die with it. Throws where there is no such application. */
  readonly deleteApplication: (id: string) => void
  /**
   * Replaces what an application or a user may do, at once. Throws where there is no such bearer, or where a condition
   * is not CEL.
   */
  readonly setPermissions: (bearerId: string, permissions: readonly Grant[]) => void

  /** Throws where the bearer does not exist, or the access key is taken. */
  readonly createKey: (key: KeySeed) => KeyRecord
  /** Throws if no such key is valid; so do the next two. */
  readonly changeKey: (accessKey: string, change: KeyChange) => KeyRecord
  readonly deleteKey: (accessKey: string) => void
  /** All keys, including deleted ones (`deletedAt`), in the order of their creation. */
  readonly keys: () => readonly KeyRecord[]
  readonly livingKeys: () => readonly KeyRecord[]
  /** A key by its access key, including deleted ones. */
  readonly key: (accessKey: string) => KeyRecord | undefined
  /** Whether Scaleway would accept the pair now: the key exists, the secret key is its own, and it has not expired. */
  readonly accepts: (accessKey: string, secretKey: string) => boolean
  readonly isExpired: (key: KeyRecord) => boolean
  readonly secretValues: () => readonly string[]
  /** Saves the current bearers and keys. @returns restores them; the counters of ids are not reset */
  readonly remember: () => () => void
}

/** Makes the IAM of one Organization. */
export function createIam(core: Core, consistency: ConsistencyState, seed: ScalewaySeed): ScalewayIam {
  const { clock, ids } = core
  const { organizationId } = seed
  const projects = [{ id: organizationId, name: 'default' }, ...(seed.projects ?? [])]
  const bearers = new Map<string, BearerRecord>()
  const keys = new Map<string, KeyRecord>()

  const livingKeys = (): readonly KeyRecord[] => [...keys.values()].filter((key) => key.deletedAt === null)
  const changed = (): void => {
    consistency.keysChanged(livingKeys())
  }
  const isExpired = (key: KeyRecord): boolean => key.expiresAt !== null && key.expiresAt <= clock.now()
  const living = (accessKey: string): KeyRecord => {
    const key = keys.get(accessKey)
    if (key?.deletedAt !== null) {
      throw new Error(`The sandbox has no valid key ${accessKey}.`)
    }
    return key
  }
  const existing = (id: string): BearerRecord => {
    const bearer = bearers.get(id)
    if (bearer === undefined) {
      throw new Error(`The sandbox has no application or user ${id}.`)
    }
    return bearer
  }
  const addBearer = (bearer: Omit<BearerRecord, 'updatedAt'>): BearerRecord => {
    checkConditions(bearer.permissions)
    const record = { ...bearer, updatedAt: bearer.createdAt }
    bearers.set(record.id, record)
    return record
  }
  const deleteKey = (accessKey: string): void => {
    keys.set(accessKey, { ...living(accessKey), deletedAt: clock.now() })
    changed()
  }

  const iam: ScalewayIam = {
    organizationId,
    projects: () => projects,
    bearers: () => [...bearers.values()],
    bearer: (id) => bearers.get(id),
    createApplication: ({ id, name, description, tags, permissions, createdAt }) =>
      addBearer({
        kind: 'application',
        id: id ?? ids.uuid('application'),
        name,
        owner: false,
        description: description ?? '',
        tags: tags ?? [],
        permissions,
        createdAt: createdAt ?? clock.now(),
      }),
    createUser: ({ id, email, type, permissions }) =>
      addBearer({
        kind: 'user',
        id: id ?? ids.uuid('user'),
        name: email,
        owner: type === 'owner',
        description: '',
        tags: [],
        permissions,
        createdAt: clock.now(),
      }),
    changeApplication(id, change) {
      const bearer = { ...existing(id), ...change, updatedAt: clock.now() }
      bearers.set(id, bearer)
      return bearer
    },
    deleteApplication(id) {
      existing(id)
      for (const key of livingKeys().filter(({ applicationId }) => applicationId === id)) {
        deleteKey(key.accessKey)
      }
      bearers.delete(id)
    },
    setPermissions(bearerId, permissions) {
      checkConditions(permissions)
      bearers.set(bearerId, { ...existing(bearerId), permissions })
    },
    createKey(input) {
      const bearer = existing(bearerIdOf(input) ?? '')
      const accessKey = input.accessKey ?? ids.accessKey()
      if (keys.has(accessKey)) {
        throw new Error(`The sandbox has a key ${accessKey} already.`)
      }
      const createdAt = input.createdAt ?? clock.now()
      const key: KeyRecord = {
        accessKey,
        secretKey: input.secretKey ?? ids.uuid('secret key'),
        applicationId: bearer.kind === 'application' ? bearer.id : undefined,
        userId: bearer.kind === 'user' ? bearer.id : undefined,
        description: input.description ?? '',
        createdAt,
        updatedAt: createdAt,
        expiresAt: input.expiresAt ?? null,
        defaultProjectId: input.defaultProjectId ?? organizationId,
        creationIp: '127.0.0.1',
        deletedAt: null,
      }
      keys.set(accessKey, key)
      consistency.keyCreated(key)
      changed()
      return key
    },
    changeKey(accessKey, change) {
      const key = { ...living(accessKey), ...change, updatedAt: clock.now() }
      keys.set(accessKey, key)
      changed()
      return key
    },
    deleteKey,
    keys: () => [...keys.values()],
    livingKeys,
    key: (accessKey) => keys.get(accessKey),
    accepts(accessKey, secretKey) {
      const key = keys.get(accessKey)
      return key?.deletedAt === null && key.secretKey === secretKey && !isExpired(key)
    },
    isExpired,
    secretValues: () => [...keys.values()].map(({ secretKey }) => secretKey),
    remember() {
      // Records are replaced and never changed, so that copies of the maps are enough.
      const [oldBearers, oldKeys] = [new Map(bearers), new Map(keys)]
      return () => {
        refill(bearers, oldBearers)
        refill(keys, oldKeys)
        changed()
      }
    },
  }

  for (const application of seed.applications ?? []) {
    iam.createApplication(application)
  }
  for (const user of seed.users ?? []) {
    iam.createUser(user)
  }
  for (const key of seed.keys ?? []) {
    iam.createKey(key)
  }
  // Seeded keys are consistent, whatever consistency settings follow.
  consistency.set({}, livingKeys())
  return iam
}

function checkConditions(permissions: readonly Grant[]): void {
  for (const grant of permissions) {
    if (typeof grant !== 'string' && grant.condition !== undefined) checkCondition(grant.condition)
  }
}

function refill<K, V>(map: Map<K, V>, content: ReadonlyMap<K, V>): void {
  map.clear()
  for (const [key, value] of content) map.set(key, value)
}

/** The id of the application or user that a key belongs to. */
export function bearerIdOf({
  applicationId,
  userId,
}: BearerOf | { applicationId: string | undefined; userId: string | undefined }): string | undefined {
  return applicationId ?? userId
}
