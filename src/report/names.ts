import { NEW_KEY } from '../rotation/plan.ts'
import { neutralise } from '../trust/neutralise.ts'

/** How long a name (an access key, a target) may be; longer ones are cut, so that they leave room for the words. */
export const NAME_LENGTH = 200
/** How long a line of the log may be. */
export const LINE_LENGTH = 3000
const MOST_NAMES = 10

/**
 * Names a generation by its revision first, because an access key that is a registered secret shows as `***`:
 * `v3 (SCW…)`.
 */
export function keyName(accessKey: string, revision?: number): string {
  const key = neutralise(accessKey, { maxLength: NAME_LENGTH })
  if (accessKey === NEW_KEY) return key
  return revision === undefined ? key : `v${revision} (${key})`
}

/** Names, at most ten of them: `a; b and 3 more`. */
export function listWords(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => neutralise(name, { maxLength: NAME_LENGTH }))
  const rest = names.length - shown.length
  return `${shown.join('; ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** A sentence: upper case first, a full stop last. */
export function sentence(text: string): string {
  return ended(text.charAt(0).toUpperCase() + text.slice(1))
}

/** The same without the upper case, for what begins with a name that is written small. */
export function ended(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

/** A finished line: where two texts meet, something could have come to be that neither of them held. */
export function fit(line: string): string {
  return neutralise(line, { maxLength: LINE_LENGTH })
}
