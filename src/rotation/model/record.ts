import { readIdentities, writeIdentities, type Identities } from './recorded-identities.ts'
import { hash } from 'node:crypto'
import { shortDigest } from './mark.ts'
import type { WriteSpan } from './ports.ts'

/**
 * The stage of a version of the secret.
 * `pending`: stored, not yet in every target. `current`: in every target. `previous`: replaced, still valid.
 * `retired`: its key is deleted or let go, or the version was closed. Format 1's `abandoned` reads as `retired`.
 */
export type Stage = 'pending' | 'current' | 'previous' | 'retired'

/**
 * What a version's description says: all the state of a rotation that is not secret. Whoever may write to the secret
 * can write it, so for an issuer with marks it is an index and no authority (protocol, "IAM is the authority").
 */
export interface VersionRecord {
  /** It was written by a release of format 1. */
  readonly legacy?: true | undefined
  readonly stage: Stage
  /** The access key, because the payload of a disabled version cannot be read. */
  readonly accessKey: string
  /** When the stage began; of a retired one, when its key was replaced. */
  readonly since: Date
  /** When it was retired. */
  readonly retired?: Date | undefined
  /** When it became current; undefined where it has not. */
  readonly promoted?: Date | undefined
  /** The access key of a key without a version of its own that this generation replaced, and that may be retired. */
  readonly replaces?: string | undefined
  /** The key was taken over with the secret: it is unknown where else it is used. */
  readonly adopted?: true | undefined
  /** It was restored by a rollback: automatic rotation is paused (see pause.ts). */
  readonly rolledBack?: true | undefined
  /** When that was. */
  readonly rolledBackAt?: Date | undefined
  /** The version was closed because its record contradicted IAM; it is reported while it exists. */
  readonly forged?: true | undefined
  /** When its key was created. */
  readonly issued?: Date | undefined
  /** The run that created it, for an audit. */
  readonly madeBy?: string | undefined
  /** When its key expires, for an issuer that cannot list keys. */
  readonly expires?: Date | undefined
  /** The creation of its key deactivated the key that it replaces. */
  readonly rolledOver?: true | undefined
  /** Since when a rollover of its key is under way: its key may be deactivated. */
  readonly replacing?: Date | undefined
  /** It was written to the targets although it was not accepted, because the key before it was deactivated. */
  readonly unproven?: true | undefined
  /** The run that wrote this last. */
  readonly run: string
  /** The user's description in full. */
  readonly text: string
  /** When each secret of each target was written; it comes from the answers to our own writes. */
  readonly written: Written
  /**
   * If there are too many secrets to list: a digest of when those of each group of targets were last written, by group
   * (see record-digest.ts).
   */
  readonly groupDigests?: ReadonlyMap<string, string> | undefined
  /** Which repositories and organizations got the key, in full however many there are; undefined in older records. */
  readonly identities?: Identities | undefined
}

/** For each secret of each target (by {@link secretTag}) the span within which this action wrote it. */
export type Written = ReadonlyMap<string, WriteSpan>

/** What a version's description contains. */
export type RecordReading =
  | { readonly kind: 'ours'; readonly record: VersionRecord }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'newer'; readonly format: number }

const FORMAT = 2
const LEGACY_FORMAT = 1
const STAGES: ReadonlyMap<string, Stage> = new Map<string, Stage>([
  ['pending', 'pending'],
  ['current', 'current'],
  ['previous', 'previous'],
  ['retired', 'retired'],
  ['abandoned', 'retired'],
])

/**
 * A short name for a target's secret in a record. Two that share one by chance share an entry, of which the last
 * write counts; the other then looks as if someone had written it, and is written again: harmless.
 */
export function secretTag(target: string, name: string): string {
  return hash('sha256', `${target}\n${name}`, 'base64url').slice(0, 5)
}

/** Writes a record as the description of a version: one line of JSON of fixed shape. */
export function writeRecord(record: VersionRecord): string {
  const spans = new Map<string, string>()
  for (const [tag, span] of record.written) {
    const from = Math.floor(span.from.getTime() / 1000)
    const to = Math.ceil(span.to.getTime() / 1000)
    const key = `${from.toString(36)}+${(to - from).toString(36)}`
    spans.set(key, (spans.get(key) ?? '') + tag)
  }
  return JSON.stringify({
    'key-rotation': FORMAT,
    stage: record.stage,
    key: record.accessKey,
    since: record.since.toISOString(),
    retired: record.retired?.toISOString(),
    promoted: record.promoted?.toISOString(),
    replaces: record.replaces,
    adopted: record.adopted,
    rolledBack: record.rolledBack,
    rolledBackAt: record.rolledBackAt?.toISOString(),
    forged: record.forged,
    issued: record.issued?.toISOString(),
    madeBy: record.madeBy,
    expires: record.expires?.toISOString(),
    rolledOver: record.rolledOver,
    replacing: record.replacing?.toISOString(),
    unproven: record.unproven,
    run: record.run,
    text: record.text === '' ? undefined : record.text,
    written: spans.size === 0 ? undefined : Object.fromEntries(spans),
    asLeft: record.groupDigests && [...record.groupDigests].flat().join(''),
    ids: record.identities && writeIdentities(record.identities),
  })
}

/**
 * Reads a version's description. Anything that is not exactly what {@link writeRecord} writes is foreign, and is
 * left alone; a record of a newer format is told apart, so that an older action refuses instead of guessing.
 */
export function readRecord(description: string): RecordReading {
  let value: unknown
  try {
    value = JSON.parse(description)
  } catch {
    return { kind: 'foreign' } // a description that is not JSON is a person's, and none of our business
  }
  if (typeof value !== 'object' || value === null) return { kind: 'foreign' }
  const fields = value as Record<string, unknown>
  const format = fields['key-rotation']
  if (typeof format !== 'number') return { kind: 'foreign' }
  if (format > FORMAT) return { kind: 'newer', format }
  const known = format === FORMAT || format === LEGACY_FORMAT
  const record = known ? recordFrom(fields, format === LEGACY_FORMAT) : undefined
  return record === undefined ? { kind: 'foreign' } : { kind: 'ours', record }
}

/** The fields that hold a moment, besides `since`, which no record is without. */
const MOMENTS = ['retired', 'promoted', 'rolledBackAt', 'issued', 'expires', 'replacing'] as const
const TEXTS = ['replaces', 'madeBy'] as const
const FLAGS = ['adopted', 'rolledBack', 'forged', 'rolledOver', 'unproven'] as const

function recordFrom(fields: Record<string, unknown>, legacy: boolean): VersionRecord | undefined {
  const { key, run, text, written } = fields
  const stage = typeof fields['stage'] === 'string' ? STAGES.get(fields['stage']) : undefined
  if (stage === undefined) return undefined
  // It becomes a part of addresses, and anybody may have written it.
  if (typeof key !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(key) || typeof run !== 'string')
    return undefined
  const since = dateFrom(fields['since'])
  if (since === undefined) return undefined
  const given = (name: string): boolean => fields[name] !== undefined
  const moments = MOMENTS.filter(given).map((name) => [name, dateFrom(fields[name])] as const)
  const texts = TEXTS.filter(given).map((name) => [name, fields[name]] as const)
  if (moments.some(([, date]) => date === undefined)) return undefined
  if ([...texts, ['text', text ?? ''] as const].some(([, value]) => typeof value !== 'string'))
    return undefined
  const spans = writtenFrom(written)
  const groupDigests = digestsFrom(fields['asLeft'])
  const identities = readIdentities(fields['ids'])
  if (spans === undefined || (given('asLeft') && groupDigests === undefined)) return undefined
  if (given('ids') && identities === undefined) return undefined
  const flags = FLAGS.filter((name) => fields[name] === true).map((name) => [name, true] as const)
  return {
    legacy: legacy || undefined,
    stage,
    accessKey: key,
    since,
    ...(Object.fromEntries([...moments, ...texts, ...flags]) as Partial<VersionRecord>),
    run,
    text: (text as string | undefined) ?? '',
    written: spans,
    groupDigests,
    identities,
  }
}

/**
 * The digest of the table of writes in a version's description, as it is stored; undefined where that is no record. A
 * key's mark carries it, so that a table that somebody else wrote is not trusted (protocol, rule 8).
 */
export function tableDigest(description: string): string | undefined {
  let fields: { readonly written?: unknown; readonly asLeft?: unknown; readonly ids?: unknown } | null
  try {
    fields = JSON.parse(description) as typeof fields
  } catch {
    return undefined // a description that is not JSON has no table
  }
  if (typeof fields !== 'object' || fields === null) return undefined
  return shortDigest(JSON.stringify([fields.written ?? {}, fields.asLeft ?? '', fields.ids ?? '']))
}

function dateFrom(value: unknown): Date | undefined {
  if (typeof value !== 'string') return undefined
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** For each group one character, and eight of its digest. */
function digestsFrom(value: unknown): ReadonlyMap<string, string> | undefined {
  if (typeof value !== 'string' || !/^(?:[\w-]{9})*$/.test(value)) return undefined
  return new Map(value.match(/.{9}/g)?.map((one) => [one.slice(0, 1), one.slice(1)]))
}

function writtenFrom(value: unknown): Written | undefined {
  const written = new Map<string, WriteSpan>()
  if (value === undefined) return written
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, tags] of Object.entries(value)) {
    const isSpan = /^[0-9a-z]{1,8}\+[0-9a-z]{1,6}$/.test(key)
    if (!isSpan || typeof tags !== 'string' || tags.length % 5 !== 0) return undefined
    const from = Number.parseInt(key, 36) // up to the plus sign, which is no digit
    const to = from + Number.parseInt(key.slice(key.indexOf('+') + 1), 36)
    for (let at = 0; at < tags.length; at += 5) {
      written.set(tags.slice(at, at + 5), { from: new Date(from * 1000), to: new Date(to * 1000) })
    }
  }
  return written
}
