import { formatOne, readRecord } from './adversary/records.ts'
import type { Cloud } from './cloud.ts'
import { projectId, type Rotation } from './rotation.ts'

/** Options for the records of format 1. */
export interface FormatOne {
  /** Whether the record of the current version says that its key was adopted. */
  readonly adopted?: true
  /** Whether the key of the pending version is unverified: format 1 stored keys before it verified them. */
  readonly unverified?: true
}

/** Rewrites what runs wrote in format 1: its records, and marks with the phases `made` and `stored` only. */
export function toFormatOne(
  { scaleway: { secrets, iam } }: Cloud,
  { secretName, bearer }: Rotation,
  { adopted, unverified }: FormatOne = {},
): void {
  const secret = secrets.secretNamed(secretName, { projectId })
  if (secret === undefined) throw new Error('there is no secret to convert to format 1')
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
