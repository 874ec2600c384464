import { DURATION_GRAMMAR, type Duration, parseDuration } from './duration.ts'
import type { Rule } from './reader.ts'

/** A rule for text of a certain shape. */
export function matching(pattern: RegExp, words: Omit<Rule<string>, 'parse'>): Rule<string> {
  return { ...words, parse: (text) => (pattern.test(text) ? text : undefined) }
}

export function oneOf<const T extends string>(values: readonly T[], what: string): Rule<T> {
  return {
    parse: (text) => values.find((value) => value === text),
    what,
    remedy: `one of ${values.join(', ')}`,
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** @param whose where to find such an id, for the remedy */
export function uuid(what: string, whose: string): Rule<string> {
  return matching(UUID, { what, remedy: `${whose}, a UUID such as 11111111-2222-3333-4444-555555555555` })
}

// YAML 1.2's core schema, as `getBooleanInput` of @actions/core has it.
const TRUE = ['true', 'True', 'TRUE']
const FALSE = ['false', 'False', 'FALSE']

export const BOOLEAN: Rule<boolean> = {
  parse: (text) => (TRUE.includes(text) ? true : FALSE.includes(text) ? false : undefined),
  what: 'a boolean',
  remedy: 'true or false',
}

/** @param from the smallest and `to` the greatest number that is right */
export function wholeNumber(from: number, to: number): Rule<number> {
  return {
    parse: (text) => (/^\d{1,9}$/.test(text) && within(Number(text), from, to) ? Number(text) : undefined),
    what: `a whole number from ${from} to ${to}`,
    remedy: `a whole number from ${from} to ${to}, for example ${Math.min(Math.max(5, from), to)}`,
  }
}

function within(value: number, from: number, to: number): boolean {
  return value >= from && value <= to
}

/**
 * @param example what the remedy suggests
 * @param right what is asked of the duration besides
 */
export function duration(
  example: string,
  right: { readonly test: (value: Duration) => boolean; readonly said: string } = {
    test: () => true,
    said: '',
  },
): Rule<Duration> {
  return {
    parse: (text) => {
      const value = parseDuration(text)
      return value !== undefined && right.test(value) ? value : undefined
    },
    what: `a duration${right.said}`,
    remedy: `for example ${example}; a duration is ${DURATION_GRAMMAR}`,
  }
}
