import type { ConsistencyState } from './consistency.ts'
import type { Core } from './iam.ts'
import type {
  Region,
  ScalewaySeed,
  SecretRecord,
  ScalewaySecretSeed,
  VersionRecord,
  VersionSeed,
  VersionStatus,
} from './model.ts'
import { secretTexts } from './payload.ts'

export type Revision = number | 'latest' | 'latest_enabled'

export type SecretChange = Partial<
  Pick<
    SecretRecord,
    'name' | 'path' | 'tags' | 'description' | 'status' | 'protected' | 'deletionRequestedAt'
  >
>
export type VersionChange = Partial<Pick<VersionRecord, 'description' | 'status' | 'deletionRequestedAt'>>

/** Secret Manager's secrets, of all regions and Projects. Methods check no permission, and throw if the secret or version does not exist. */
export interface ScalewaySecrets {
  readonly createSecret: (secret: ScalewaySecretSeed) => SecretRecord
  /** Every secret, those that are scheduled for deletion included. */
  readonly secrets: () => readonly SecretRecord[]
  readonly secret: (id: string) => SecretRecord | undefined
  /** The secret of that name and path that is not scheduled for deletion. */
  readonly secretNamed: (
    name: string,
    where?: { readonly path?: string; readonly projectId?: string; readonly region?: Region },
  ) => SecretRecord | undefined
  readonly changeSecret: (id: string, change: SecretChange) => SecretRecord
  /** Schedules it for deletion in seven days. */
  readonly deleteSecret: (id: string) => void
  /** At once and for good, without the seven days. */
  readonly removeSecret: (id: string) => void
  readonly createVersion: (
    secretId: string,
    version: VersionSeed & { readonly crc32?: number | null },
  ) => VersionRecord
  readonly version: (secretId: string, revision: Revision) => VersionRecord | undefined
  readonly changeVersion: (secretId: string, revision: number, change: VersionChange) => VersionRecord
  readonly disableVersion: (secretId: string, revision: number) => void
  readonly enableVersion: (secretId: string, revision: number) => void
  /** Schedules it for deletion in seven days. */
  readonly deleteVersion: (secretId: string, revision: number) => void
  /** A payload in the clear, whatever the version's status; undefined where there is none (any more). */
  readonly payload: (secretId: string, revision: Revision) => string | undefined
  /** The secrets as plain JSON, payloads in the clear. */
  readonly describe: () => unknown
  readonly secretValues: () => readonly string[]
  /** Saves the current secrets. @returns restores them */
  readonly remember: () => () => void
}

const deletionDelay = 7 * 24 * 60 * 60 * 1000

/** Makes the Secret Manager of one Organization. */
export function createSecrets(
  { clock, ids }: Core,
  consistency: ConsistencyState,
  seed: ScalewaySeed,
): ScalewaySecrets {
  let all = new Map<string, SecretRecord>()
  const values = new Set<string>()

  /** Carries out the deletions whose time has come, as of when it came. */
  const settle = (): ReadonlyMap<string, SecretRecord> => {
    const now = clock.now().getTime()
    const due = (requested: Date | null): boolean =>
      requested !== null && requested.getTime() + deletionDelay <= now
    all = new Map(
      [...all]
        .filter(([, secret]) => !due(secret.deletionRequestedAt))
        .map(([id, secret]) => [
          id,
          {
            ...secret,
            versions: secret.versions.map((version) =>
              version.status === 'scheduled_for_deletion' && due(version.deletionRequestedAt)
                ? {
                    ...version,
                    status: 'deleted',
                    deletedAt: new Date((version.deletionRequestedAt?.getTime() ?? 0) + deletionDelay),
                    payload: Buffer.alloc(0),
                  }
                : version,
            ),
          },
        ]),
    )
    return all
  }
  const existing = (id: string): SecretRecord => {
    const secret = settle().get(id)
    if (secret === undefined) {
      throw new Error(`The sandbox has no secret ${id}.`)
    }
    return secret
  }
  const find = (secret: SecretRecord, revision: Revision): VersionRecord | undefined => {
    switch (revision) {
      case 'latest':
        return latestVersion(secret)
      case 'latest_enabled':
        return secret.versions.findLast(({ status }) => status === 'enabled')
      default:
        return secret.versions.find((version) => version.revision === revision)
    }
  }
  const addVersion = (
    secret: SecretRecord,
    { payload, description, status, createdAt, crc32 }: VersionSeed & { readonly crc32?: number | null },
  ): VersionRecord => {
    const bytes = Buffer.from(payload)
    const time = createdAt ?? clock.now()
    const version: VersionRecord = {
      // Revisions are never given out twice, so deleted versions count here.
      revision: (secret.versions.at(-1)?.revision ?? 0) + 1,
      status: status ?? 'enabled',
      description: description ?? '',
      createdAt: time,
      updatedAt: time,
      deletedAt: null,
      deletionRequestedAt: null,
      payload: bytes,
      crc32: crc32 ?? null,
    }
    all.set(secret.id, { ...secret, versions: [...secret.versions, version] })
    for (const text of secretTexts(bytes)) {
      for (const value of secretsIn(text)) values.add(value)
    }
    return version
  }
  const changeVersion: ScalewaySecrets['changeVersion'] = (secretId, revision, change) => {
    const secret = existing(secretId)
    const version = find(secret, revision)
    if (version === undefined) {
      throw new Error(`The sandbox's secret ${secretId} has no version ${revision}.`)
    }
    const changed = { ...version, ...change, updatedAt: clock.now() }
    all.set(secretId, {
      ...secret,
      versions: secret.versions.map((other) => (other === version ? changed : other)),
    })
    return changed
  }
  const setStatus = (secretId: string, revision: number, status: VersionStatus): void => {
    changeVersion(secretId, revision, { status, deletionRequestedAt: null })
  }

  const secrets: ScalewaySecrets = {
    createSecret(input) {
      const createdAt = clock.now()
      const secret: SecretRecord = {
        id: input.id ?? ids.uuid('secret'),
        region: input.region ?? 'fr-par',
        projectId: input.projectId ?? seed.organizationId,
        name: input.name,
        path: input.path ?? '/',
        type: input.type ?? 'opaque',
        description: input.description ?? '',
        tags: input.tags ?? [],
        status: 'ready',
        protected: input.protected ?? false,
        createdAt,
        updatedAt: createdAt,
        deletionRequestedAt: null,
        versions: [],
      }
      all.set(secret.id, secret)
      for (const version of input.versions ?? []) {
        addVersion(existing(secret.id), version)
      }
      consistency.secretCreated(secret.id)
      return existing(secret.id)
    },
    secrets: () => [...settle().values()],
    secret: (id) => settle().get(id),
    secretNamed: (name, { path = '/', projectId, region = 'fr-par' } = {}) =>
      [...settle().values()].find(
        (secret) =>
          secret.name === name &&
          secret.path === path &&
          secret.region === region &&
          (projectId === undefined || secret.projectId === projectId) &&
          secret.deletionRequestedAt === null,
      ),
    changeSecret(id, change) {
      const secret = { ...existing(id), ...change, updatedAt: clock.now() }
      all.set(id, secret)
      return secret
    },
    deleteSecret(id) {
      secrets.changeSecret(id, { deletionRequestedAt: clock.now() })
    },
    removeSecret(id) {
      existing(id)
      all.delete(id)
    },
    createVersion: (secretId, version) => addVersion(existing(secretId), version),
    version(secretId, revision) {
      const secret = settle().get(secretId)
      return secret && find(secret, revision)
    },
    changeVersion,
    disableVersion(secretId, revision) {
      setStatus(secretId, revision, 'disabled')
    },
    enableVersion(secretId, revision) {
      setStatus(secretId, revision, 'enabled')
    },
    deleteVersion(secretId, revision) {
      changeVersion(secretId, revision, {
        status: 'scheduled_for_deletion',
        deletionRequestedAt: clock.now(),
      })
    },
    payload(secretId, revision) {
      const version = secrets.version(secretId, revision)
      return version === undefined || version.status === 'deleted'
        ? undefined
        : version.payload.toString('utf8')
    },
    describe: () =>
      secrets.secrets().map((secret) => ({
        ...secret,
        versions: secret.versions.map((version) => ({
          ...version,
          payload: version.payload.toString('utf8'),
        })),
      })),
    secretValues: () => [...values],
    remember() {
      const old = new Map(all)
      return () => {
        all = new Map(old)
      }
    },
  }

  for (const secret of seed.secrets ?? []) {
    secrets.createSecret(secret)
  }
  return secrets
}

/** The newest version without a deletion request. */
export function latestVersion(secret: SecretRecord): VersionRecord | undefined {
  return secret.versions.findLast(({ status }) => status === 'enabled' || status === 'disabled')
}

/**
 * What is secret about a payload: of a JSON object with a key, the key (an access key in it is an identifier); of
 * anything else, all of it.
 */
function secretsIn(payload: string): readonly string[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(payload)
  } catch {
    return [payload]
  }
  if (typeof parsed !== 'object' || parsed === null) return [payload]
  const fields = parsed as Readonly<Record<string, unknown>>
  const keys = ['API_KEY', 'SECRET_KEY'].filter((name) => name in fields).map((name) => String(fields[name]))
  return keys.length === 0 ? [payload] : keys.filter((value) => !/^SCW[A-Z0-9]{17}$/.test(value))
}
