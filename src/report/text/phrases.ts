import { NEW_KEY } from '../../rotation/decide/plan.ts'
import { neutralize } from '../../trust/neutralize.ts'

/** How long a name (an access key, a target) may be. */
export const NAME_LENGTH = 200
/** How long a line of the log may be. */
export const LINE_LENGTH = 3000
const MOST_NAMES = 10

/**
 * Names a generation by its revision first, because an access key that is a registered secret shows as `***`:
 * `v3 (SCW…)`.
 */
export function keyName(accessKey: string, revision?: number): string {
  const key = named(accessKey)
  if (accessKey === NEW_KEY) return key
  return revision === undefined ? key : `v${revision} (${key})`
}

/** Names, at most ten of them: `a; b and 3 more`. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map(named)
  const rest = names.length - shown.length
  return `${shown.join('; ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** The names of keys of a file, at most ten of them: `a, b and 3 more`. */
export function listKeyNames(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES
  return `${names.slice(0, MOST_NAMES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** A sentence: upper case first, where that is a word and no name (`acme/shop`, `v3`), and a full stop last. */
export function sentence(text: string): string {
  return withPeriod(text.replace(/^[a-z](?=[a-z]*(?:[ ,:']|$))/, (first) => first.toUpperCase()))
}

/** The same without the upper case, for what begins with a name that is written small. */
export function withPeriod(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

/**
 * A finished line: where two texts meet, something could have come to be that neither of them held. Nothing is cut
 * here, because what is cut before it is redacted may show half of a secret (see clean.ts).
 */
export function safeLine(line: string): string {
  return neutralize(line, { maxLength: Number.MAX_SAFE_INTEGER })
}

/** A name from elsewhere. One that no service would give is not shown at all: it would hide the words around it. */
function named(name: string): string {
  const shown = safeLine(name)
  return shown.length <= NAME_LENGTH ? shown : `(a name of ${shown.length} characters)`
}
