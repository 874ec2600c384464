import { hash } from 'node:crypto'
import type { Credential } from './ports.ts'

/**
 * The mark in a key's description: which secret the key was created for, by which attempt, and how far it came. Only
 * who may change API keys can write it, so it decides which key is published and which one is deleted (protocol,
 * "IAM is the authority").
 *
 * `made`: created, not verified, not stored. `stored`: verified, and stored or about to be. `replaced`: no longer the
 * current key. `found`: taken over with the secret, not created here.
 */
export interface Mark {
  readonly phase: Phase
  readonly secretId: string
  /** Names the attempt that created the key, so that a create without an answer can be found again. */
  readonly attempt: string
  /** When the phase began, in whole seconds; undefined in marks of format 1. */
  readonly at: Date | undefined
  /** The digest of the key's secret ({@link secretDigest}); undefined of a key that nothing is published of. */
  readonly digest?: string
  /** The last publication; undefined before there was one. */
  readonly published?: Publication
}

export type Phase = 'made' | 'stored' | 'replaced' | 'found'

/** What a mark says of the publication of its key. */
export interface Publication {
  /** The revision of the secret that holds the key. */
  readonly revision: number
  /** The digest of the table of writes in that revision's record (`tableDigest` of record.ts). */
  readonly table: string
  /** Until when a target may have held a key that is older than the one before this, in whole seconds. */
  readonly at: Date
}

/** The longest description that Scaleway IAM takes, in characters. */
const MAX_DESCRIPTION = 200
/** How many characters of a SHA-256 in base64url a digest has: 72 bits. */
const DIGEST_LENGTH = 12

const SHAPE =
  /^\[key-rotation (made|stored|replaced|found) ([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}) ([0-9a-z]{1,16})(?: ([0-9a-z]{1,8}) ([\w-]{12}|-)(?: (\d{1,6})\.([\w-]{12})\.([0-9a-z]{1,8}))?)?\] ?(.*)$/s

/**
 * Splits a key's description.
 * @returns the mark, undefined where there is none, and the user's own text without it
 */
export function readDescription(description: string): { mark: Mark | undefined; text: string } {
  const found = SHAPE.exec(description)
  if (found === null) return { mark: undefined, text: description }
  const [, phase, secretId, attempt, at, digest, revision, table, publishedAt, text] = found
  // What format 1 wrote has two phases and nothing after the attempt.
  if (at === undefined && phase !== 'made' && phase !== 'stored')
    return { mark: undefined, text: description }
  const mark: Mark = {
    phase: phase as Phase,
    secretId: secretId ?? '',
    attempt: attempt ?? '',
    at: at === undefined ? undefined : readTime(at),
    ...(digest !== undefined && digest !== '-' && { digest }),
    ...(revision !== undefined &&
      table !== undefined &&
      publishedAt !== undefined && {
        published: { revision: Number(revision), table, at: readTime(publishedAt) },
      }),
  }
  return { mark, text: text ?? '' }
}

/**
 * Writes a key's description: the mark, then the user's text, shortened so that the whole fits 200 characters.
 * The full text is kept in the version's record.
 */
export function writeDescription({ phase, secretId, attempt, at, ...rest }: Mark, text: string): string {
  const published = rest.published
  const parts = [
    '[key-rotation',
    phase,
    secretId,
    attempt,
    ...(at === undefined ? [] : [writeTime(at), rest.digest ?? '-']),
    ...(at === undefined || published === undefined
      ? []
      : [`${published.revision}.${published.table}.${writeTime(published.at)}`]),
  ]
  const head = `${parts.join(' ')}]`
  const ownText = withoutMarks(text)
  return ownText === '' ? head : shorten(`${head} ${ownText}`)
}

/** The description of a key that the rotation lets go: the user's text, without a mark. */
export function unmarkedDescription(text: string): string {
  return shorten(withoutMarks(text))
}

/** A text without anything that could be read as a mark, wherever it comes from (protocol, D11). */
export function withoutMarks(text: string): string {
  return text.replaceAll(/\[key-rotation [^\]]*\] ?/g, '').replaceAll('[key-rotation', '(key-rotation')
}

/** Cuts a text to what fits into a key's description, without splitting a character. */
export function shorten(text: string): string {
  const characters = Array.from(text)
  if (characters.length <= MAX_DESCRIPTION && text.length <= MAX_DESCRIPTION) return text
  let cut = ''
  for (const character of characters) {
    if (cut.length + character.length > MAX_DESCRIPTION - 1) break
    cut += character
  }
  return `${cut}…`
}

/** The digest that a mark has of its key's secret. It tells whether a stored payload is the key that was created. */
export function secretDigest(secretId: string, { accessKey, secret }: Credential): string {
  return shortDigest(`${secretId}\n${accessKey}\n${secret}`)
}

/** The beginning of a text's SHA-256, as marks have it. */
export function shortDigest(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, DIGEST_LENGTH)
}

/** A time as marks have it. Rounded up: what waits for a time to pass since then never waits too short. */
export function wholeSecond(at: Date): Date {
  return new Date(Math.ceil(at.getTime() / 1000) * 1000)
}

function writeTime(at: Date): string {
  return (wholeSecond(at).getTime() / 1000).toString(36)
}

function readTime(text: string): Date {
  return new Date(Number.parseInt(text, 36) * 1000)
}
