import { crc32 } from 'node:zlib'
import { Secretv1beta1 } from '@scaleway/sdk-secret'
import { wrongLocationProblem } from '../rotation/observe/wrong-location.ts'
import {
  RunProblems,
  type Credential,
  type Problem,
  type SecretInWrongLocation,
  type Store,
  type StoredSecret,
  type StoredVersion,
  type VersionStatus,
} from '../rotation/model/ports.ts'
import { readRecord } from '../rotation/model/record.ts'
import type { StoredKey, StoreReader } from '../rotation/observe/retrieve.ts'
import { ROTATOR_TAG_PREFIX } from '../rotation/model/context.ts'
import { change, explained, requireConfirmed, statusOf, wholeList, type ScalewaySession } from './client.ts'
import { secretsIn, type Payload } from './payload.ts'
import { REGIONS } from './regions.ts'
import { storeLabel } from './secret-label.ts'

export interface SecretManagerOptions {
  readonly session: ScalewaySession
  readonly projectId: string
  readonly name: string
  readonly path: string
  /** How a version holds a key. */
  readonly payload: Payload
  /** Called with every secret key at the moment it is known. */
  readonly mask: (secret: string) => void
  readonly sleep: (milliseconds: number) => Promise<void>
}

/** Scaleway's limit, for all statuses that its documentation counts. */
const MAX_VERSIONS = 20
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** A secret that was just made may not be found for some seconds: how often, and how far apart it is tried. */
const NEW_SECRET_TRIES = 6
const NEW_SECRET_WAIT_MS = 1500

/** An answer to a read of what a version holds. */
type Accessed = Promise<{ secretId: string; revision: number; data: string }>

/** Reads what versions hold. Every secret among it is masked before it is returned. */
function createAccess({
  session,
  payload,
  mask,
  where,
}: Pick<SecretManagerOptions, 'session' | 'payload' | 'mask'> & { readonly where: string }) {
  async function access(request: () => Accessed) {
    const { secretId, revision, data } = await request()
    if (typeof data !== 'string') throw new Error('Secret Manager showed a version without a payload')
    const bytes = Buffer.from(data, 'base64')
    const text = bytes.toString('utf8')
    const credential = payload.read(text)
    for (const secret of secretsIn(text, credential)) mask(secret)
    return { secretId: checkedId(secretId), revision, credential }
  }

  async function keyOf(request: () => Accessed): Promise<StoredKey> {
    const { credential, ...rest } = await access(request)
    if (credential === undefined) {
      throw new Error(
        `revision ${rest.revision} of the secret ${where} does not hold a key of this issuer: expected the JSON ${payload.shape}`,
      )
    }
    return { ...rest, credential }
  }

  /** Reads the newest enabled version. @param notFound what to say where there is none */
  async function newest(request: () => Accessed, notFound: () => Promise<Problem>): Promise<StoredKey> {
    return explained(`read the newest version of the secret ${where}`, 'secret-name', async () => {
      try {
        return await keyOf(request)
      } catch (error) {
        if (statusOf(error) !== 404) throw error
        throw new RunProblems([await notFound()], { cause: error })
      }
    })
  }

  const reader: Pick<StoreReader, 'records' | 'version'> = {
    async records(secretId) {
      try {
        const asking = new Secretv1beta1.API(session.asking())
        const list = await wholeList(asking.listSecretVersions({ secretId, pageSize: 100 }))
        const versions = list.map(storedVersion).sort((a, b) => b.revision - a.revision)
        return versions.map(({ revision, status, description }) => {
          const reading = readRecord(description)
          return {
            revision,
            enabled: status === 'enabled',
            record: reading.kind === 'ours' ? reading.record : undefined,
          }
        })
      } catch (error) {
        if (statusOf(error) === 403) return undefined // a reader needs no more than the right to read payloads
        throw error
      }
    },

    async version(secretId, revision) {
      return explained(`read version ${revision} of the secret ${where}`, 'secret-name', () =>
        keyOf(() => apiOf(session).accessSecretVersion({ secretId, revision: String(revision) })),
      )
    },
  }
  return { access, newest, reader }
}

function apiOf(session: ScalewaySession): InstanceType<typeof Secretv1beta1.API> {
  return new Secretv1beta1.API(session.client())
}

/**
 * Reads the key of a secret by its id. It needs `SecretManagerSecretAccess` on that secret and nothing else, neither its
 * Project nor its name.
 */
export function createSecretReader(
  options: Pick<SecretManagerOptions, 'session' | 'payload' | 'mask'> & { readonly secretId: string },
): StoreReader {
  const { session, secretId } = options
  const { newest, reader } = createAccess({ ...options, where: secretId })
  const notFound: Problem = {
    about: 'secret-id',
    problem: `there is no secret ${secretId} with a version that can be read in the region ${session.region}`,
    remedy:
      'Correct secret-id or scw-region: the report of the rotation, and its output secret-id, have the id of the secret',
    knownCause: 'scaleway-secret-not-found',
  }
  return {
    ...reader,
    newest: () =>
      newest(
        () => apiOf(session).accessSecretVersion({ secretId, revision: 'latest_enabled' }),
        () => Promise.resolve(notFound),
      ),
  }
}

/** Scaleway Secret Manager as the store of one key: one secret, one version for each generation. */
export function createSecretManager(options: SecretManagerOptions): Store & StoreReader {
  const { session, projectId, name, path, payload, sleep } = options
  const api = (): InstanceType<typeof Secretv1beta1.API> => apiOf(session)
  const where = storeLabel({ path, name })
  const { access, newest, reader } = createAccess({ ...options, where })
  const made = new Set<string>()

  /** Retries a 404 about a secret that this run made a moment ago. It is a refusal without effect. */
  async function patiently<T>(secretId: string, request: () => Promise<T>): Promise<T> {
    for (let attempt = 1; attempt < NEW_SECRET_TRIES; attempt += 1) {
      try {
        return await request()
      } catch (error) {
        if (statusOf(error) !== 404 || !made.has(secretId)) throw error
        await sleep(NEW_SECRET_WAIT_MS)
      }
    }
    return request()
  }

  /** The secrets of this name and path in other regions and Projects, as far as they can be seen. */
  async function wrongLocations(): Promise<readonly SecretInWrongLocation[]> {
    const asking = new Secretv1beta1.API(session.asking())
    const found = await Promise.allSettled(
      REGIONS.map((region) =>
        wholeList(asking.listSecrets({ region, name, path, scheduledForDeletion: false, pageSize: 100 })),
      ),
    )
    // Whoever may not look there is no worse off than before.
    const secrets = found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
    return secrets
      .filter((secret) => secret.name === name && secret.path === path)
      .flatMap(({ region, projectId: project, tags }): SecretInWrongLocation[] => {
        if (project !== projectId)
          return [{ differs: 'project', where: `the Project ${project} (${region})`, value: project, tags }]
        return region === session.region
          ? []
          : [{ differs: 'region', where: `the region ${region}`, value: region, tags }]
      })
  }

  async function notFound(): Promise<Problem> {
    const [found] = await wrongLocations()
    if (found !== undefined) return wrongLocationProblem(found)
    return {
      about: 'secret-name',
      problem: `there is no secret ${where} with a version that can be read in the Project ${projectId}, in the region ${session.region}`,
      remedy:
        'Correct secret-name, secret-path, scw-project-id or scw-region: the log of the rotation names the secret that it keeps',
      knownCause: 'scaleway-secret-not-found',
    }
  }

  return {
    capacity: MAX_VERSIONS,
    wrongLocations,

    async find() {
      const list = await explained(`look for the secret ${where}`, 'secret-name', () =>
        wholeList(api().listSecrets({ projectId, name, path, scheduledForDeletion: false, pageSize: 100 })),
      )
      const found = list.find((secret) => secret.name === name && secret.path === path)
      return found && storedSecret(found)
    },

    async neighbors() {
      const asking = new Secretv1beta1.API(session.asking())
      const list = await wholeList(
        asking.listSecrets({ projectId, path, scheduledForDeletion: false, pageSize: 100 }),
      )
      return list
        .filter(
          (secret) =>
            secret.path === path &&
            secret.name !== name &&
            secret.tags.some((tag) => tag.startsWith(ROTATOR_TAG_PREFIX)),
        )
        .map((secret) => secret.name)
    },

    async create(tags) {
      const request = () =>
        api().createSecret({
          projectId,
          name,
          path,
          type: 'key_value',
          tags: [...tags],
          description: 'Kept by scaleway-key-rotation: one version for each generation of an API key',
          protected: false,
        })
      const stored = await change(`make the secret ${where}`, 'secret-name', request, (secret) => {
        const confirmed = secret.name === name && sameTags(secret.tags, tags)
        requireConfirmed(`the secret ${where} and its tags`, confirmed)
        return storedSecret(secret)
      })
      made.add(stored.id)
      return stored
    },

    async tag(id, tags) {
      const request = () => api().updateSecret({ secretId: id, tags: [...tags] })
      await change(`tag the secret ${where}`, 'secret-name', request, (secret) => {
        const confirmed = secret.id === id && sameTags(secret.tags, tags)
        requireConfirmed(`the new tags of the secret ${where}`, confirmed)
      })
    },

    async versions(id) {
      const list = await explained(`list the versions of the secret ${where}`, 'secret-name', () =>
        patiently(id, () => wholeList(api().listSecretVersions({ secretId: id, pageSize: 100 }))),
      )
      return list.map(storedVersion)
    },

    async add(id, credential, description) {
      const bytes = Buffer.from(payload.write(credential), 'utf8')
      const request = () =>
        patiently(id, () =>
          api().createSecretVersion({
            secretId: id,
            data: bytes.toString('base64'),
            dataCrc32: crc32(bytes),
            description,
          }),
        )
      // Where the answer does not confirm it, the version may be stored all the same: the caller looks for it.
      return change(`store a version of the secret ${where}`, 'secret-name', request, (answer) => {
        const version = storedVersion(answer)
        const confirmed = version.description === description && version.status === 'enabled'
        requireConfirmed(`the new version of the secret ${where}`, confirmed)
        return version
      })
    },

    async describe(id, revision, description) {
      const doing = `update version ${revision} of the secret ${where}`
      const request = () =>
        api().updateSecretVersion({ secretId: id, revision: String(revision), description })
      await change(doing, 'secret-name', request, (answer) => {
        // The revision is not in the request's body: a gateway that echoes the body does not know it.
        const confirmed = answer.revision === revision && (answer.description ?? '') === description
        requireConfirmed(`the new description of version ${revision} of the secret ${where}`, confirmed)
      })
    },

    async read(id, revision): Promise<Credential | undefined> {
      const { credential } = await explained(
        `read version ${revision} of the secret ${where}`,
        'secret-name',
        () => access(() => api().accessSecretVersion({ secretId: id, revision: String(revision) })),
      )
      return credential
    },

    async disable(id, revision) {
      const doing = `disable version ${revision} of the secret ${where}`
      const request = () => api().disableSecretVersion({ secretId: id, revision: String(revision) })
      await change(doing, 'secret-name', request, (answer) => {
        const confirmed = answer.revision === revision && answer.status === 'disabled'
        requireConfirmed(`that version ${revision} of the secret ${where} is disabled`, confirmed)
      })
    },

    async enable(id, revision) {
      const doing = `enable version ${revision} of the secret ${where}`
      const request = () => api().enableSecretVersion({ secretId: id, revision: String(revision) })
      await change(doing, 'secret-name', request, (answer) => {
        const confirmed = answer.revision === revision && answer.status === 'enabled'
        requireConfirmed(`that version ${revision} of the secret ${where} is enabled`, confirmed)
      })
    },

    async remove(id, revision) {
      const doing = `delete version ${revision} of the secret ${where}`
      const request = async () => {
        try {
          await api().deleteSecretVersion({ secretId: id, revision: String(revision) })
        } catch (error) {
          if (statusOf(error) !== 404) throw error // gone already: perhaps by the first of two tries
        }
      }
      // The status, which the session checks, is all that confirms a deletion.
      await change(doing, 'secret-name', request, () => undefined)
    },

    newest: () =>
      newest(
        () =>
          api().accessSecretVersionByPath({
            revision: 'latest_enabled',
            secretName: name,
            secretPath: path,
            projectId,
          }),
        notFound,
      ),

    ...reader,
  }
}

function storedSecret(secret: {
  readonly id: string
  readonly tags: readonly string[]
  readonly status: string
}): StoredSecret {
  return { id: checkedId(secret.id), tags: secret.tags, locked: secret.status === 'locked' }
}

function storedVersion(version: {
  readonly revision: number
  readonly status: string
  readonly description?: string | null
  readonly createdAt?: Date
}): StoredVersion {
  if (!Number.isSafeInteger(version.revision) || version.revision < 1)
    throw new Error('Secret Manager named a version with something that is no revision')
  return {
    revision: version.revision,
    status: statusFrom(version.status),
    description: version.description ?? '',
    createdAt: version.createdAt,
  }
}

function statusFrom(status: string): VersionStatus {
  switch (status) {
    case 'enabled':
    case 'scheduled_for_deletion':
    case 'deleted':
      return status
    default:
      // What is not known to be readable is treated like what is not.
      return 'disabled'
  }
}

/** Whether an answer has exactly these tags, in any order. */
function sameTags(answered: unknown, tags: readonly string[]): boolean {
  return (
    Array.isArray(answered) &&
    answered.length === tags.length &&
    tags.every((tag) => (answered as unknown[]).includes(tag))
  )
}

/** Ids from answers become parts of addresses, so they are checked. */
function checkedId(id: string): string {
  if (!UUID.test(id)) throw new Error('Secret Manager named a secret with something that is no id')
  return id
}
