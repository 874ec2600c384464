import { sanitize } from '../trust/sanitize.ts'
import { definitionOf, INPUT_NAMES, type InputName } from './definitions.ts'
import type { InputSource, InputProblem } from './types.ts'

/** How one kind of value is read. */
export interface Rule<T> {
  /** The value, or `undefined` if `text` is none. */
  readonly parse: (text: string) => T | undefined
  /** What the value is called, with its article: `a region`. */
  readonly what: string
  /** What would be right, with an example. */
  readonly remedy: string
  /** For what people paste a secret into by mistake: the value is not shown. */
  readonly hidden?: true
}

/** A raw value and where it was written. */
export type Given =
  | { readonly text: string; readonly from: 'input' | 'default' }
  | { readonly text: string; readonly from: 'environment'; readonly variable: string }

/** Reads values by rules and collects what is wrong, so that every problem of a run is told at once. */
export interface Reader {
  /** The raw value: the input, else its variable, else its default. Empty means not given. */
  readonly given: (name: InputName) => Given | undefined
  /** Whether the step says it, and may mean another key of the file. */
  readonly mayBeForAnother: (name: InputName) => boolean
  /** The value, or `undefined` where it is not given or is wrong (then the problem is noted). */
  readonly optional: <T>(name: InputName, rule: Rule<T>) => T | undefined
  /** The same, and not given is a problem too. */
  readonly required: <T>(name: InputName, rule: Rule<T>) => T | undefined
  /** The values between commas or line breaks; those that are wrong are noted and left out. */
  readonly list: <T>(name: InputName, rule: Rule<T>) => readonly T[]
  /** A variable that the runner sets; not given is a problem. */
  readonly runner: <T>(variable: string, rule: Rule<T>) => T | undefined
  /** A variable, without the white space around it; empty means not given. */
  readonly variable: (variable: string) => string | undefined
  readonly reject: (input: string, problem: string, remedy: string) => void
  /** A value as a message may show it: in quotes, harmless, short, without this run's secrets. */
  readonly show: (text: string) => string
  /** All that was noted, in the order of reading. */
  readonly problems: readonly InputProblem[]
}

const SHOWN_LENGTH = 80

export function createReader(source: InputSource): Reader {
  const problems: InputProblem[] = []

  const variable = (name: string): string | undefined => orUndefined(source.env[name])

  function given(name: InputName): Given | undefined {
    const { variable: fallback, default: preset } = definitionOf(name)
    const input = orUndefined(source.input(name))
    if (input !== undefined) return { text: input, from: 'input' }
    const planted = fallback === undefined ? undefined : variable(fallback)
    if (fallback !== undefined && planted !== undefined)
      return { text: planted, from: 'environment', variable: fallback }
    return preset === undefined ? undefined : { text: preset, from: 'default' }
  }

  // Secret inputs are never shown as such; this is for a secret that was pasted into another input as well.
  const secrets = INPUT_NAMES.filter((name) => definitionOf(name).secret)
    .flatMap((name) => withLines(given(name)?.text ?? ''))
    .filter((secret) => secret.length >= 4)
  const redact = (text: string): string =>
    secrets.reduce(
      (redacted, secret) => replaceAnyCase(redacted, secret, '***'),
      source.redact?.(text) ?? text,
    )

  const show = (text: string): string => `"${sanitize(text, redact, SHOWN_LENGTH)}"`

  function reject(input: string, problem: string, remedy: string): void {
    const located = source.locate?.(input)
    const { name, ...at } = located ?? { name: input }
    problems.push({ input: name, problem: sanitize(problem, redact), remedy, ...at })
  }

  function parse<T>(input: string, text: string, rule: Rule<T>, hidden: boolean, origin = ''): T | undefined {
    const value = rule.parse(text)
    if (value === undefined) {
      reject(input, `${hidden ? 'the value' : show(text)}${origin} is not ${rule.what}`, rule.remedy)
    }
    return value
  }

  function optional<T>(name: InputName, rule: Rule<T>): T | undefined {
    const raw = given(name)
    if (raw === undefined) return undefined
    const { secret } = definitionOf(name)
    const origin = raw.from === 'environment' ? ` (of the variable ${raw.variable})` : ''
    return parse(name, raw.text, rule, secret ?? rule.hidden ?? false, origin)
  }

  return {
    problems,
    given,
    mayBeForAnother: (name) => source.mixed === true && source.locate?.(name) === undefined,
    variable,
    reject,
    show,
    optional,
    required: (name, rule) => {
      if (given(name) === undefined) {
        const { variable: fallback } = definitionOf(name)
        const places = fallback === undefined ? '' : ` (nor is the variable ${fallback})`
        reject(name, `not given${places}`, rule.remedy)
      }
      return optional(name, rule)
    },
    list: (name, rule) =>
      splitList(given(name)?.text ?? '').flatMap((item) => {
        const value = parse(name, item, rule, rule.hidden ?? false)
        return value === undefined ? [] : [value]
      }),
    runner: (name, rule) => {
      const text = variable(name)
      if (text !== undefined) return parse(name, text, rule, false)
      reject(name, 'not set, though the runner always sets it', rule.remedy)
      return undefined
    },
  }
}

/** The entries of a list, which commas or line breaks separate; empty ones do not count. */
export function splitList(text: string): readonly string[] {
  return text
    .split(/[\r\n,]/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

/** A text of several lines (a PEM) is recognised by each of them as well. */
function withLines(text: string): readonly string[] {
  return [text, ...text.split(/\\n|\r?\n/).map((line) => line.trim())]
}

function orUndefined(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? undefined : trimmed
}

function replaceAnyCase(text: string, search: string, replacement: string): string {
  const literal = search.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  return text.replace(new RegExp(literal, 'gi'), replacement)
}
