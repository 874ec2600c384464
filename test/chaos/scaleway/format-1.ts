import { formatOne, readRecord } from './adversary/records.ts'
import type { Cloud } from './cloud.ts'
import { projectId, type Rotation } from './rotation.ts'

/** What a test of the migration changes beside the format. */
export interface FormatOne {
  /** The current key was taken over, as the record of format 1 says. */
  readonly adopted?: true
  /** The key of the pending version is not verified yet: format 1 stored keys before that. */
  readonly unverified?: true
}

/**
 * Makes of what runs wrote what the release before format 2 would have written: records of format 1, and marks that say
 * `made` or `stored` and nothing else.
 */
export function toFormatOne(
  { scaleway: { secrets, iam } }: Cloud,
  { secretName, bearer }: Rotation,
  { adopted, unverified }: FormatOne = {},
): void {
  const secret = secrets.secretNamed(secretName, { projectId })
  if (secret === undefined) throw new Error('there is no secret to bring to format 1')
  const pending = new Set<string>()
  for (const { revision, description, status } of secret.versions) {
    const record = readRecord(description)
    if (record === undefined || status === 'deleted') continue
    if (record.stage === 'pending') pending.add(record.key)
    const fields = adopted && record.stage === 'current' ? { adopted: true } : {}
    secrets.changeVersion(secret.id, revision, { description: formatOne(record, fields) })
  }
  for (const { accessKey, applicationId, description } of iam.livingKeys()) {
    const mark = /^\[key-rotation (\w+) ([0-9a-f-]{36}) (\w+)[^\]]*\](.*)$/.exec(description)
    if (applicationId !== bearer || mark?.[2] !== secret.id) continue
    const [, phase, id, attempt, text] = mark
    const isMade = phase === 'made' || (unverified === true && pending.has(accessKey))
    const old = `[key-rotation ${isMade ? 'made' : 'stored'} ${id} ${attempt ?? ''}]${text ?? ''}`
    iam.changeKey(accessKey, { description: old })
  }
}
