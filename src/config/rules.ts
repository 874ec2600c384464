import { DURATION_GRAMMAR, type Duration, parseDuration } from './duration.ts'

/** A part of a JSON Schema. */
export type Schema = Readonly<Record<string, unknown>>

/** How one kind of value is read. */
export interface Rule<T> {
  /** The value, or `undefined` if `text` is none. */
  readonly parse: (text: string) => T | undefined
  /** What the value is called, with its article: `a region`. */
  readonly what: string
  /** What is expected, with an example. */
  readonly remedy: string
  /** For inputs that people paste a secret into by mistake: problems do not show the value. */
  readonly hidden?: true
  /** How the key file declares it; default: a text that is not empty. */
  readonly schema?: Schema
}

/** A rule for text that matches a pattern. */
export function matching(pattern: RegExp, description: Omit<Rule<string>, 'parse'>): Rule<string> {
  return { ...description, parse: (text) => (pattern.test(text) ? text : undefined) }
}

/** Text that is checked where it is used. */
export const TEXT: Rule<string> = { parse: (text) => text, what: 'a text', remedy: 'a text' }

export function oneOf<const T extends string>(values: readonly T[], what: string): Rule<T> {
  return {
    parse: (text) => values.find((value) => value === text),
    what,
    remedy: `one of ${values.join(', ')}`,
    schema: { type: 'string', enum: values },
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** @param source what the ID belongs to, for the remedy */
export function uuid(what: string, source: string): Rule<string> {
  return matching(UUID, { what, remedy: `${source}, a UUID such as 11111111-2222-3333-4444-555555555555` })
}

// The booleans of YAML 1.2's core schema, as `getBooleanInput` of @actions/core reads them.
const BOOLEANS = new Map([
  ...['true', 'True', 'TRUE'].map((text) => [text, true] as const),
  ...['false', 'False', 'FALSE'].map((text) => [text, false] as const),
])

export const BOOLEAN: Rule<boolean> = {
  parse: (text) => BOOLEANS.get(text),
  what: 'a boolean',
  remedy: 'true or false',
  schema: { type: 'boolean' },
}

/** @param from the smallest and `to` the largest number that is accepted */
export function wholeNumber(from: number, to: number): Rule<number> {
  return {
    parse: (text) => {
      const value = Number(text)
      return /^\d{1,9}$/.test(text) && value >= from && value <= to ? value : undefined
    },
    what: `a whole number from ${from} to ${to}`,
    remedy: `a whole number from ${from} to ${to}, for example ${Math.min(Math.max(5, from), to)}`,
    schema: { type: 'integer' },
  }
}

/** A duration in the key file; `0` may be written as a number. */
export const DURATION_SCHEMA: Schema = {
  type: ['string', 'integer'],
  minLength: 1,
  minimum: 0,
  maximum: 0,
}

/**
 * @param example what the remedy suggests
 * @param condition what is asked of the duration besides
 */
export function duration(
  example: string,
  condition: { readonly test: (value: Duration) => boolean; readonly text: string } = {
    test: () => true,
    text: '',
  },
): Rule<Duration> {
  return {
    parse: (text) => {
      const value = parseDuration(text)
      return value !== undefined && condition.test(value) ? value : undefined
    },
    what: `a duration${condition.text}`,
    remedy: `for example ${example}; a duration is ${DURATION_GRAMMAR}`,
    schema: DURATION_SCHEMA,
  }
}
