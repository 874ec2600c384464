import { hash } from 'node:crypto'

// Descriptions that the adversary writes. They are made from a record that a run wrote, so that they have its
// format. Only texts that may not exist yet are written out here.

/** A record as JSON. */
export interface StoredRecord {
  readonly [field: string]: unknown
  readonly stage: string
  readonly key: string
}

export const LONG_AGO = '2020-01-01T00:00:00.000Z'

/** The fields of a record that hold a time. */
const TIMES = ['since', 'promoted', 'retired', 'rolledBackAt', 'issued', 'expires', 'replacing']

/** Reads the record in a description; undefined if there is none. */
export function readRecord(description: string): StoredRecord | undefined {
  try {
    const value = JSON.parse(description) as Partial<StoredRecord> | null
    if (typeof value?.['key-rotation'] !== 'number') return undefined
    const { stage, key } = value
    return typeof stage === 'string' && typeof key === 'string' ? { ...value, stage, key } : undefined
  } catch {
    return undefined // written by a user, or already forged
  }
}

/** The fields of a record for the state and the ids of targets. The mark of the key has their digest. */
export const TABLE = ['written', 'asLeft', 'ids']

/** A record without its table of writes. */
export function withoutTable(record: StoredRecord): StoredRecord {
  const fields = Object.entries(record).filter(([name]) => !TABLE.includes(name))
  return { ...(Object.fromEntries(fields) as StoredRecord) }
}

/** A copy of a record with some fields changed. Undefined fields are left out. */
export function forge(template: StoredRecord | undefined, fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...(template ?? FALLBACK), ...fields })
}

/** Used if no run has written a record yet. */
const FALLBACK: StoredRecord = {
  'key-rotation': 2,
  stage: 'current',
  key: '',
  since: LONG_AGO,
  run: 'acme/infra/1/1',
}

/** A record of a format that no release knows. */
export function newerFormat(template: StoredRecord | undefined): string {
  return forge(template, { 'key-rotation': 99 })
}

/** The fields that format 2 added. */
const NEW_FIELDS = ['rolledBackAt', 'forged', 'ids']

/** The record in format 1. Format 2 renamed none of its fields. */
export function formatOne(template: StoredRecord, fields: Readonly<Record<string, unknown>> = {}): string {
  const old = Object.entries(template).filter(([name]) => !NEW_FIELDS.includes(name))
  return forge(Object.fromEntries(old) as StoredRecord, { 'key-rotation': 1, ...fields })
}

/** The record with every time set to {@link LONG_AGO}. */
export function longAgo(template: StoredRecord): string {
  const times = TIMES.filter((name) => template[name] !== undefined).map((name) => [name, LONG_AGO])
  return forge(template, Object.fromEntries(times) as Record<string, string>)
}

/** A text in the format of a key's mark, with a digest that matches no key. */
export function textLikeMark(phase: 'made' | 'stored' | 'replaced' | 'found', secretId: string): string {
  const digest = phase === 'made' || phase === 'found' ? '-' : 'AAAAAAAAAAAA'
  return `[key-rotation ${phase} ${secretId} 0abc t00000 ${digest}]`
}

/**
 * The mark that a run would set on a key whose secret the adversary knows.
 * @param version the version that it names as published; undefined for none
 */
export function markFor(
  secretId: string,
  { accessKey, secretKey }: { readonly accessKey: string; readonly secretKey: string },
  version?: { readonly revision: number; readonly record: StoredRecord },
): string {
  const digest = shortDigest(`${secretId}\n${accessKey}\n${secretKey}`)
  const fields: Readonly<Record<string, unknown>> = version?.record ?? {}
  const { written = {}, asLeft = '', ids = '' } = fields
  const table = shortDigest(JSON.stringify([written, asLeft, ids]))
  const published = version === undefined ? '' : ` ${version.revision}.${table}.t00000`
  return `[key-rotation stored ${secretId} 0abc t00000 ${digest}${published}]`
}

function shortDigest(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 12)
}

/** The mark in the format of the previous release. */
export function textLikeOldMark(phase: 'made' | 'stored', secretId: string): string {
  return `[key-rotation ${phase} ${secretId} 0abc]`
}
