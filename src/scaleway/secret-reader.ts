import { Secretv1beta1 } from '@scaleway/sdk-secret'
import { RunProblems, type Problem, type StoredVersion, type VersionStatus } from '../rotation/model/ports.ts'
import { readRecord } from '../rotation/model/record.ts'
import type { StoredKey, StoreReader } from '../rotation/observe/retrieve.ts'
import { explainFailure, readWholeList, statusOf, type ScalewaySession } from './client.ts'
import { secretsIn, type Payload } from './payload.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export interface VersionAccessOptions {
  readonly session: ScalewaySession
  /** The format of the versions. */
  readonly payload: Payload
  /** Called with every secret key before anything else is done with it. */
  readonly mask: (secret: string) => void
}

/** The payload of a version. */
type AccessedVersion = Promise<{ secretId: string; revision: number; data: string }>

/**
 * Reads the payloads of versions. Secret keys are masked before they are returned.
 * @param where the secret, for messages
 */
export function createVersionAccess({ session, payload, mask }: VersionAccessOptions, where: string) {
  async function access(request: () => AccessedVersion) {
    const { secretId, revision, data } = await request()
    if (typeof data !== 'string') throw new Error("Secret Manager's answer has no payload")
    const bytes = Buffer.from(data, 'base64')
    const text = bytes.toString('utf8')
    const credential = payload.read(text)
    for (const secret of secretsIn(text, credential)) mask(secret)
    return { secretId: checkedId(secretId), revision, credential }
  }

  async function keyOf(request: () => AccessedVersion): Promise<StoredKey> {
    const { credential, ...rest } = await access(request)
    if (credential === undefined) {
      throw new Error(
        `revision ${rest.revision} of the secret ${where} does not hold a key of this issuer: expected the JSON ${payload.shape}`,
      )
    }
    return { ...rest, credential }
  }

  /** Reads the newest enabled version. @param notFound the problem if there is none */
  async function newest(
    request: () => AccessedVersion,
    notFound: () => Promise<Problem>,
  ): Promise<StoredKey> {
    return explainFailure(`read the newest version of the secret ${where}`, 'secret-name', async () => {
      try {
        return await keyOf(request)
      } catch (error) {
        if (statusOf(error) !== 404) throw error
        throw new RunProblems([await notFound()], { cause: error })
      }
    })
  }

  const reader: Pick<StoreReader, 'records' | 'version'> = {
    records: (secretId) => readRecords(session, secretId),

    async version(secretId, revision) {
      return explainFailure(`read version ${revision} of the secret ${where}`, 'secret-name', () =>
        keyOf(() => secretManagerOf(session).accessSecretVersion({ secretId, revision: String(revision) })),
      )
    },
  }
  return { access, newest, reader }
}

/** Reads the records of all versions, newest first; undefined without the permission to list versions. */
async function readRecords(session: ScalewaySession, secretId: string): ReturnType<StoreReader['records']> {
  try {
    const api = new Secretv1beta1.API(session.withoutRetries())
    const list = await readWholeList(api.listSecretVersions({ secretId, pageSize: 100 }))
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
    if (statusOf(error) === 403) return undefined // a reader needs only the permission to read payloads
    throw error
  }
}

/** The API of Secret Manager for the credentials of the run. */
export function secretManagerOf(session: ScalewaySession): InstanceType<typeof Secretv1beta1.API> {
  return new Secretv1beta1.API(session.client())
}

/**
 * Reads the key of a secret by its id. It needs only `SecretManagerSecretAccess` on that secret, and neither its Project nor
 * its name.
 */
export function createSecretReader(
  options: VersionAccessOptions & { readonly secretId: string },
): StoreReader {
  const { session, secretId } = options
  const { newest, reader } = createVersionAccess(options, secretId)
  const notFound: Problem = {
    about: 'secret-id',
    problem: `the secret ${secretId} does not exist in the region ${session.region}, or has no enabled version`,
    remedy:
      'Correct secret-id or scw-region. The report of the rotation and its output secret-id contain the id of the secret',
    knownCause: 'scaleway-secret-not-found',
  }
  return {
    ...reader,
    newest: () =>
      newest(
        () => secretManagerOf(session).accessSecretVersion({ secretId, revision: 'latest_enabled' }),
        () => Promise.resolve(notFound),
      ),
  }
}

/** Reads a version in an answer. */
export function storedVersion(version: {
  readonly revision: number
  readonly status: string
  readonly description?: string | null
  readonly createdAt?: Date
}): StoredVersion {
  if (!Number.isSafeInteger(version.revision) || version.revision < 1)
    throw new Error("Secret Manager's answer has a revision that is not valid")
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
      // An unknown status is treated as one that cannot be read.
      return 'disabled'
  }
}

/** Checks the id of a secret in an answer, because it becomes part of URLs. */
export function checkedId(id: string): string {
  if (!UUID.test(id)) throw new Error("Secret Manager's answer has a secret id that is not valid")
  return id
}
