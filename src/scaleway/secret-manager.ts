import { crc32 } from 'node:zlib'
import { Secretv1beta1 } from '@scaleway/sdk-secret'
import { wrongLocationProblem } from '../rotation/observe/wrong-location.ts'
import type { Problem, SecretInWrongLocation, Store, StoredSecret } from '../rotation/model/ports.ts'
import type { StoreReader } from '../rotation/observe/retrieve.ts'
import { ROTATOR_TAG_PREFIX } from '../rotation/model/context.ts'
import {
  change,
  explainFailure,
  ignoreNotFound,
  readWholeList,
  requireConfirmed,
  statusOf,
} from './client.ts'
import { REGIONS } from './regions.ts'
import { storeLabel } from './secret-label.ts'
import {
  checkedId,
  createVersionAccess,
  secretManagerOf,
  storedVersion,
  type VersionAccessOptions,
} from './secret-reader.ts'

export interface SecretManagerOptions extends VersionAccessOptions {
  readonly projectId: string
  readonly name: string
  readonly path: string
  readonly sleep: (milliseconds: number) => Promise<void>
}

/** Scaleway's limit. Versions of every status count, as documented. */
const MAX_VERSIONS = 20
/** A new secret may not be found for some seconds. */
const NEW_SECRET_ATTEMPTS = 6
const NEW_SECRET_WAIT_MS = 1500

/** Scaleway Secret Manager as the store of one key: one secret, with one version for each generation. */
export function createSecretManager(options: SecretManagerOptions): Store & StoreReader {
  const { session, projectId, name, path } = options
  const where = storeLabel(options)
  const access = createVersionAccess(options, where)
  const created = new Set<string>()
  return {
    capacity: MAX_VERSIONS,
    wrongLocations: () => findInWrongLocation(options),
    ...secretOperations(options, where, created),
    ...versionOperations(options, where, retryNew(options.sleep, created)),
    ...statusOperations(options, where),

    async read(id, revision) {
      const doing = `read version ${revision} of the secret ${where}`
      const request = { secretId: id, revision: String(revision) }
      const { credential } = await explainFailure(doing, 'secret-name', () =>
        access.access(() => secretManagerOf(session).accessSecretVersion(request)),
      )
      return credential
    },

    newest: () =>
      access.newest(
        () =>
          secretManagerOf(session).accessSecretVersionByPath({
            revision: 'latest_enabled',
            secretName: name,
            secretPath: path,
            projectId,
          }),
        () => notFoundProblem(options, where),
      ),

    ...access.reader,
  }
}

/** Retries a request while it is refused with 404 for a secret that this run has created. */
type RetryNew = <T>(secretId: string, request: () => Promise<T>) => Promise<T>

function retryNew(sleep: SecretManagerOptions['sleep'], created: ReadonlySet<string>): RetryNew {
  return async (secretId, request) => {
    for (let attempt = 1; attempt < NEW_SECRET_ATTEMPTS; attempt += 1) {
      try {
        return await request()
      } catch (error) {
        if (statusOf(error) !== 404 || !created.has(secretId)) throw error
        await sleep(NEW_SECRET_WAIT_MS)
      }
    }
    return request()
  }
}

/** Finds secrets of this name and path in other regions and Projects, as far as the run may list them. */
async function findInWrongLocation({
  session,
  projectId,
  name,
  path,
}: SecretManagerOptions): Promise<readonly SecretInWrongLocation[]> {
  const api = new Secretv1beta1.API(session.withoutRetries())
  const found = await Promise.allSettled(
    REGIONS.map((region) =>
      readWholeList(api.listSecrets({ region, name, path, scheduledForDeletion: false, pageSize: 100 })),
    ),
  )
  // A region that cannot be listed is ignored.
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

/** Why the secret has no version that can be read. */
async function notFoundProblem(options: SecretManagerOptions, where: string): Promise<Problem> {
  const { projectId, session } = options
  const [found] = await findInWrongLocation(options)
  if (found !== undefined) return wrongLocationProblem(found)
  return {
    about: 'secret-name',
    problem: `the secret ${where} does not exist in the Project ${projectId}, in the region ${session.region}, or has no enabled version`,
    remedy:
      'Correct secret-name, secret-path, scw-project-id or scw-region. The log of the rotation contains them',
    knownCause: 'scaleway-secret-not-found',
  }
}

/** The operations on the secret itself. */
function secretOperations(
  { session, projectId, name, path }: SecretManagerOptions,
  where: string,
  created: Set<string>,
): Pick<Store, 'find' | 'neighbors' | 'create' | 'tag'> {
  const api = () => secretManagerOf(session)
  return {
    async find() {
      const list = await explainFailure(`find the secret ${where}`, 'secret-name', () =>
        readWholeList(
          api().listSecrets({ projectId, name, path, scheduledForDeletion: false, pageSize: 100 }),
        ),
      )
      const found = list.find((secret) => secret.name === name && secret.path === path)
      return found && storedSecret(found)
    },

    async neighbors() {
      const withoutRetries = new Secretv1beta1.API(session.withoutRetries())
      const list = await readWholeList(
        withoutRetries.listSecrets({ projectId, path, scheduledForDeletion: false, pageSize: 100 }),
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
      const stored = await change(`create the secret ${where}`, 'secret-name', request, (secret) => {
        const confirmed = secret.name === name && sameTags(secret.tags, tags)
        requireConfirmed(`the secret ${where} and its tags`, confirmed)
        return storedSecret(secret)
      })
      created.add(stored.id)
      return stored
    },

    async tag(id, tags) {
      const request = () => api().updateSecret({ secretId: id, tags: [...tags] })
      await change(`tag the secret ${where}`, 'secret-name', request, (secret) => {
        const confirmed = secret.id === id && sameTags(secret.tags, tags)
        requireConfirmed(`the new tags of the secret ${where}`, confirmed)
      })
    },
  }
}

/** The operations that list, add, describe and delete versions. */
function versionOperations(
  { session, payload }: SecretManagerOptions,
  where: string,
  retry: RetryNew,
): Pick<Store, 'versions' | 'add' | 'describe' | 'remove'> {
  const api = () => secretManagerOf(session)
  return {
    async versions(id) {
      const list = await explainFailure(`list the versions of the secret ${where}`, 'secret-name', () =>
        retry(id, () => readWholeList(api().listSecretVersions({ secretId: id, pageSize: 100 }))),
      )
      return list.map(storedVersion)
    },

    async add(id, credential, description) {
      const bytes = Buffer.from(payload.write(credential), 'utf8')
      const request = () =>
        retry(id, () =>
          api().createSecretVersion({
            secretId: id,
            data: bytes.toString('base64'),
            dataCrc32: crc32(bytes),
            description,
          }),
        )
      // If the answer does not confirm it, the version may be stored nevertheless: the caller looks for it.
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
        // The revision is not in the request's body, so a gateway that echoes the body does not know it.
        const confirmed = answer.revision === revision && (answer.description ?? '') === description
        requireConfirmed(`the new description of version ${revision} of the secret ${where}`, confirmed)
      })
    },

    async remove(id, revision) {
      const doing = `delete version ${revision} of the secret ${where}`
      const request = () =>
        ignoreNotFound(api().deleteSecretVersion({ secretId: id, revision: String(revision) }))
      // Only the status confirms a deletion; the session checks it.
      await change(doing, 'secret-name', request, () => undefined)
    },
  }
}

/** The operations that change whether a version can be read. */
function statusOperations(
  { session }: SecretManagerOptions,
  where: string,
): Pick<Store, 'disable' | 'enable'> {
  const api = () => secretManagerOf(session)
  return {
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
  }
}

function storedSecret(secret: {
  readonly id: string
  readonly tags: readonly string[]
  readonly status: string
}): StoredSecret {
  return { id: checkedId(secret.id), tags: secret.tags, locked: secret.status === 'locked' }
}

/** Whether an answer has exactly these tags, in any order. */
function sameTags(answered: unknown, tags: readonly string[]): boolean {
  return (
    Array.isArray(answered) &&
    answered.length === tags.length &&
    tags.every((tag) => (answered as unknown[]).includes(tag))
  )
}
