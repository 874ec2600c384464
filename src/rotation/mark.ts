/**
 * The mark in a key's description: which secret the key was made for, by which attempt, and how far it came.
 *
 * `made`: created, perhaps stored; nobody may publish it. `stored`: a version has its secret, and it may be in a
 * target. Only a key that says `made` is ever deleted for being unfinished, so the change from one to the other
 * is what separates garbage from keys that somebody may rely on.
 */
export interface Mark {
  readonly phase: 'made' | 'stored'
  readonly secretId: string
  /** Names the attempt that made the key, so that a create without an answer can be found again. */
  readonly attempt: string
}

/** The longest description that Scaleway IAM takes, in characters. */
const MAX_DESCRIPTION = 200

const SHAPE =
  /^\[key-rotation (made|stored) ([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}) ([0-9a-z]{1,16})\] ?(.*)$/s

/**
 * Splits a key's description.
 * @returns the mark, undefined where there is none, and the user's own text without it
 */
export function readDescription(description: string): { mark: Mark | undefined; text: string } {
  const found = SHAPE.exec(description)
  if (found === null) return { mark: undefined, text: description }
  const [, phase, secretId, attempt, text] = found as unknown as [
    string,
    'made' | 'stored',
    string,
    string,
    string,
  ]
  return { mark: { phase, secretId, attempt }, text }
}

/**
 * Writes a key's description: the mark, then the user's text, shortened so that the whole fits 200 characters.
 * The full text is kept in the version's record.
 */
export function writeDescription(mark: Mark, text: string): string {
  const head = `[key-rotation ${mark.phase} ${mark.secretId} ${mark.attempt}]`
  if (text === '') return head
  return shorten(`${head} ${text}`)
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
