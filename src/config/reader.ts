import { sanitize } from '../trust/sanitize.ts'
import { definitionOf, INPUT_NAMES, type InputName, type InputValue, type RequiredInput } from './inputs.ts'
import type { Rule } from './rules.ts'

/**
 * What kind of problem it is, for tests and for whoever reads problems with a program. `missing`: not given.
 * `invalid`: not a value of this input. `conflict`: contradicts another input. `not-applicable`: has no meaning with this
 * command or issuer. `unknown`: the key file has no such field or key. `unreadable`: the key file cannot be read.
 * `untrusted`: the credentials may not be used here.
 */
export type ProblemCode =
  'missing' | 'invalid' | 'conflict' | 'not-applicable' | 'unknown' | 'unreadable' | 'untrusted'

/** One thing that is wrong with the inputs. Whoever prints it sanitizes it. */
export interface InputProblem {
  /** The input's name, or the runner's variable or `on` (the workflow's trigger) where that is at fault. */
  readonly input: string
  readonly code: ProblemCode
  /** What is wrong. */
  readonly problem: string
  /** What is expected, with an example. */
  readonly remedy: string
  /** Its place in the key file; both numbers count from 1. */
  readonly at?: { readonly file: string; readonly line: number; readonly column: number }
}

/** Where raw values come from. */
export interface InputSource {
  /** As `getInput` of `@actions/core`: the value, or `''` where none is given. */
  readonly input: (name: string) => string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Replaces every form of the secrets that are masked already; without it, only the secret inputs as they are given. */
  readonly redact?: (text: string) => string
  /** The event's payload (the file at `GITHUB_EVENT_PATH`), parsed; needed for `workflow_run`. */
  readonly event?: unknown
  /** The key of the key file that is read; undefined where there is no file. */
  readonly keyName?: string
  /** Whether the file has keys of several issuers: then an input of the step may be meant for another key. */
  readonly mixed?: boolean
  /** Names an input in problems where the key file sets it; undefined where the step does. */
  readonly locate?: (
    input: string,
  ) => (Required<Pick<InputProblem, 'at'>> & { readonly name: string }) | undefined
}

/** Inputs that are read together, by the names of the fields that they become. */
export type Fields = Readonly<Record<string, InputName>>

/** What `read` makes of such inputs: a field is optional where its input may be missing. */
export type FieldValues<F extends Fields> = {
  readonly [K in keyof F as F[K] extends RequiredInput ? K : never]: InputValue<F[K]>
} & {
  readonly [K in keyof F as F[K] extends RequiredInput ? never : K]?: InputValue<F[K]>
}

/** A raw value and where it comes from. */
export type Given =
  | { readonly text: string; readonly from: 'input' | 'default' }
  | { readonly text: string; readonly from: 'environment'; readonly variable: string }

/** Reads inputs by the rules of the table and collects what is wrong, so that all problems are reported at once. */
export interface Reader {
  /** The raw value: the input, else its variable, else its default. Empty means not given. */
  readonly given: (name: InputName) => Given | undefined
  /** Whether the step sets it, and may mean another key of the file. */
  readonly mayBeForAnother: (name: InputName) => boolean
  /**
   * The value; `undefined` where it is not given, or is wrong (then the problem is noted).
   * @param rule in place of the input's own
   */
  readonly optional: <N extends InputName, T = InputValue<N>>(name: N, rule?: Rule<T>) => T | undefined
  /** The same, and not given is a problem too. */
  readonly required: <N extends InputName>(name: N) => InputValue<N> | undefined
  /** The entries between commas or line breaks; those that are wrong are noted and left out. */
  readonly list: <N extends InputName, T = InputValue<N>>(name: N, rule?: Rule<T>) => readonly T[]
  /** Several inputs at once, in the order of `fields`; `undefined` where a required one is missing or wrong. */
  readonly read: <F extends Fields>(fields: F) => FieldValues<F> | undefined
  /** A variable that the runner sets; not given is a problem. */
  readonly runner: <T>(variable: string, rule: Rule<T>) => T | undefined
  /** A variable, without the white space around it; empty means not given. */
  readonly variable: (variable: string) => string | undefined
  readonly reject: (input: string, code: ProblemCode, problem: string, remedy: string) => void
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

  function reject(input: string, code: ProblemCode, problem: string, remedy: string): void {
    const { name, ...at } = source.locate?.(input) ?? { name: input }
    problems.push({ input: name, code, problem: sanitize(problem, redact), remedy, ...at })
  }

  function parse<T>(
    input: string,
    text: string,
    rule: Rule<T>,
    hidden = rule.hidden,
    origin = '',
  ): T | undefined {
    const value = rule.parse(text)
    if (value === undefined) {
      const subject = hidden ? 'the value' : show(text)
      reject(input, 'invalid', `${subject}${origin} is not ${rule.what}`, rule.remedy)
    }
    return value
  }

  function optional<T>(name: InputName, rule = ruleOf<T>(name)): T | undefined {
    const raw = given(name)
    if (raw === undefined) return undefined
    const origin = raw.from === 'environment' ? ` (from the environment variable ${raw.variable})` : ''
    return parse(name, raw.text, rule, definitionOf(name).secret ?? rule.hidden, origin)
  }

  function required<N extends InputName>(name: N): InputValue<N> | undefined {
    const { rule, variable: fallback } = definitionOf(name)
    if (given(name) !== undefined) return optional(name, rule)
    const either = fallback === undefined ? '' : `; the environment variable ${fallback} is not set either`
    reject(name, 'missing', `not set${either}`, rule.remedy)
    return undefined
  }

  function list<T>(name: InputName, rule = ruleOf<T>(name)): readonly T[] {
    return splitList(given(name)?.text ?? '').flatMap((item) => parse(name, item, rule) ?? [])
  }

  function read<F extends Fields>(fields: F): FieldValues<F> | undefined {
    const values: Record<string, unknown> = {}
    const incomplete = Object.entries(fields).filter(([field, name]) => {
      const value = isRequired(name) ? required(name) : optional(name)
      if (value !== undefined) values[field] = value
      return value === undefined && isRequired(name)
    })
    return incomplete.length === 0 ? (values as FieldValues<F>) : undefined
  }

  return {
    problems,
    given,
    mayBeForAnother: (name) => source.mixed === true && source.locate?.(name) === undefined,
    variable,
    reject,
    show,
    optional,
    required,
    list,
    read,
    runner: (name, rule) => {
      const text = variable(name)
      if (text !== undefined) return parse(name, text, rule)
      reject(name, 'missing', 'not set by the runner', rule.remedy)
      return undefined
    },
  }
}

function ruleOf<T>(name: InputName): Rule<T> {
  return definitionOf(name).rule as Rule<unknown> as Rule<T>
}

function isRequired(name: InputName): boolean {
  const { required = false, default: preset } = definitionOf(name)
  return required || preset !== undefined
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
