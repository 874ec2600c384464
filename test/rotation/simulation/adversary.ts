import { readRecord, writeRecord, type VersionRecord } from '../../../src/rotation/model/record.ts'
import type { Credential, VersionStatus } from '../../../src/rotation/model/ports.ts'
import { handMade, secretOf, type Cloud, type ModelSecret, type ModelVersion } from './cloud.ts'

/**
 * What somebody can do who may write to the secret and has no IAM rights: add versions, change descriptions, enable and
 * disable versions, change tags. He can read every payload.
 */

/** A key of the adversary's own, which belongs to another bearer. */
export const M = 'MALLORY'
/** A key of a third party, such as the owner of the organization. */
export const F = 'FOREIGN'

/** Adds the adversary's own key and a third party's, neither of which is the bearer's. */
export function addForeignKeys(cloud: Cloud): void {
  for (const accessKey of [M, F]) handMade(cloud, accessKey, { foreign: true })
}

/** The key of an access key, as IAM issued it. */
export function pairOf(accessKey: string): Credential {
  return { accessKey, secret: secretOf(accessKey) }
}

/** A pair of which only the access key is of the named key: its secret is the adversary's. */
export function mixedPairOf(accessKey: string): Credential {
  return { accessKey, secret: secretOf(M) }
}

/** Adds a version. @returns its revision */
export function forge(
  cloud: Cloud,
  record: Partial<VersionRecord> & Pick<VersionRecord, 'stage' | 'accessKey'>,
  payload: Credential = pairOf(record.accessKey),
): number {
  const { versions } = secretIn(cloud)
  const revision = versions.length + 1
  const since = new Date(cloud.now)
  const description = writeRecord({ since, run: 'forged', text: '', written: new Map(), ...record })
  versions.push({ revision, status: 'enabled', description, payload })
  return revision
}

/** Changes the record of a version. What is no record is left alone. */
export function patch(cloud: Cloud, revision: number, change: Partial<VersionRecord>): void {
  const version = versionIn(cloud, revision)
  const reading = readRecord(version.description)
  if (reading.kind === 'ours') version.description = writeRecord({ ...reading.record, ...change })
}

export function setStatus(cloud: Cloud, revision: number, status: VersionStatus): void {
  versionIn(cloud, revision).status = status
}

/** A table of writes that says that every secret was written within the last month. */
export function writtenEverywhere(
  cloud: Cloud,
  tags: (id: string, name: string) => string,
): VersionRecord['written'] {
  const span = { from: new Date(0), to: new Date(cloud.now) }
  return new Map(
    cloud.targets.flatMap(({ id, values }) =>
      [...values.keys()].map((name) => [tags(id, name), span] as const),
    ),
  )
}

function secretIn({ secret }: Cloud): ModelSecret {
  if (secret === undefined) throw new Error('there is no secret to write to')
  return secret
}

function versionIn(cloud: Cloud, revision: number): ModelVersion {
  const found = secretIn(cloud).versions.find((version) => version.revision === revision)
  if (found === undefined) throw new Error(`there is no version ${revision}`)
  return found
}
