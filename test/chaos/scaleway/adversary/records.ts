import { hash } from 'node:crypto'

// The texts that the adversary writes into versions' descriptions. They are made by editing a record that a run wrote, so
// that they follow its format; only what no record of the rotation may have been written for yet is spelled out here.

/** A record as JSON. */
export interface StoredRecord {
  readonly [field: string]: unknown
  readonly stage: string
  readonly key: string
}

export const LONG_AGO = '2020-01-01T00:00:00.000Z'

/** The fields of a record that hold a time. */
const TIMES = ['since', 'promoted', 'retired', 'rolledBackAt', 'issued', 'expires', 'replacing']

/** What a description says; undefined where it is not a record. */
export function readRecord(description: string): StoredRecord | undefined {
  try {
    const value = JSON.parse(description) as Partial<StoredRecord> | null
    if (typeof value?.['key-rotation'] !== 'number') return undefined
    const { stage, key } = value
    return typeof stage === 'string' && typeof key === 'string' ? { ...value, stage, key } : undefined
  } catch {
    return undefined // a person's, or already forged
  }
}

/** The fields in which a record says what the targets hold and who they are. The mark of its key has their digest. */
export const TABLE = ['written', 'asLeft', 'ids']

/** A record without its table of writes. */
export function withoutTable(record: StoredRecord): StoredRecord {
  const fields = Object.entries(record).filter(([name]) => !TABLE.includes(name))
  return { ...(Object.fromEntries(fields) as StoredRecord) }
}

/** A record like another one, with some fields changed; those that are undefined are left out. */
export function forge(template: StoredRecord | undefined, fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...(template ?? FALLBACK), ...fields })
}

/** Where no run has written one yet. */
const FALLBACK: StoredRecord = {
  'key-rotation': 2,
  stage: 'current',
  key: '',
  since: LONG_AGO,
  run: 'acme/infra/1/1',
}

/** A record of a format that no release knows yet. */
export function newerFormat(template: StoredRecord | undefined): string {
  return forge(template, { 'key-rotation': 99 })
}

/** The fields that format 2 added. */
const NEW_FIELDS = ['rolledBackAt', 'forged', 'ids']

/** The same in format 1, whose fields format 2 did not rename. */
export function formatOne(template: StoredRecord, fields: Readonly<Record<string, unknown>> = {}): string {
  const old = Object.entries(template).filter(([name]) => !NEW_FIELDS.includes(name))
  return forge(Object.fromEntries(old) as StoredRecord, { 'key-rotation': 1, ...fields })
}

/** The same with every time long ago. */
export function longAgo(template: StoredRecord): string {
  const times = TIMES.filter((name) => template[name] !== undefined).map((name) => [name, LONG_AGO])
  return forge(template, Object.fromEntries(times) as Record<string, string>)
}

/** A text that reads as the mark of a key, with a digest that fits no key. */
export function textLikeMark(phase: 'made' | 'stored' | 'replaced' | 'found', secretId: string): string {
  const digest = phase === 'made' || phase === 'found' ? '-' : 'AAAAAAAAAAAA'
  return `[key-rotation ${phase} ${secretId} 0abc t00000 ${digest}]`
}

/**
 * The mark that a run would give to a key whose secret the adversary knows.
 * @param version the version that it says was published; undefined for none
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

/** The same as the release before wrote it. */
export function textLikeOldMark(phase: 'made' | 'stored', secretId: string): string {
  return `[key-rotation ${phase} ${secretId} 0abc]`
}
