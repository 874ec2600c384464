import { Ajv, type ErrorObject } from 'ajv'
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import type { Problem } from '../inputs/types.ts'
import { CONFIG_SCHEMA, KEY_FIELDS } from './schema.ts'

/** Where something stands in the file; both count from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** One key of the file, with what `defaults` says where it says nothing itself. */
export interface ConfigKey {
  readonly name: string
  /** A field as an input would give it; undefined where neither the key nor the defaults have it. */
  readonly value: (field: string) => string | undefined
  /** Where that stands, or the key itself; of what stands in an alias, where the alias does. */
  readonly position: (field: string) => Position
}

/** What a file of keys says, or everything that is wrong with how it is written. */
export type Parsed =
  | { readonly ok: true; readonly keys: readonly ConfigKey[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** An anchor that is used oftener, itself counted, is there to make the file blow up. */
const MOST_ALIASES = 50

/**
 * Reads a file of keys: YAML that fits the schema (schema.ts). What the values mean is read like any input, later.
 * @param path for messages
 */
export function parseConfig(text: string, path: string): Parsed {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    merge: false,
    strict: true,
    uniqueKeys: true,
    logLevel: 'error',
  })
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const problem = (what: string, remedy: string, position?: Position): Problem => ({
    input: 'config',
    problem: what,
    remedy,
    ...(position === undefined ? {} : { at: { file: path, ...position } }),
  })

  if (document.errors.length > 0) {
    const problems = document.errors.map((error) =>
      problem(firstLine(error.message), 'YAML, as the example in docs/fleets.md', at(error.pos[0])),
    )
    return { ok: false, problems }
  }
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: MOST_ALIASES })
  } catch (error) {
    const { message } = error as Error // the parser throws nothing else
    return {
      ok: false,
      problems: [problem(firstLine(message), 'fewer aliases; say what is common in defaults')],
    }
  }
  const validate = new Ajv({ allErrors: true, strict: false }).compile(CONFIG_SCHEMA)
  validate(value)
  const errors = validate.errors ?? []
  if (errors.length > 0) {
    const problems = errors
      // It only says that one of the others was found.
      .filter(({ keyword }) => keyword !== 'propertyNames')
      .map((error) => {
        const { what, remedy } = wordsOf(error)
        return problem(what, remedy, at(offsetOf(document, error)))
      })
    return { ok: false, problems }
  }

  const { defaults = {}, keys } = value as {
    readonly defaults?: Readonly<Record<string, unknown>>
    readonly keys: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>
  }
  return {
    ok: true,
    keys: Object.entries(keys).map(([name, fields]) => ({
      name,
      value: (field) => textOf(fields?.[field] ?? defaults[field]),
      position: (field) => {
        const own = fields?.[field] !== undefined
        const path = own ? ['keys', name, field] : field in defaults ? ['defaults', field] : ['keys', name]
        return at(nearestOffset(document, path))
      },
    })),
  }
}

/** A value as an input gives it; the schema lets nothing else through. */
function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.join('\n')
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

/** The names that a JSON pointer leads along. */
function pathOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** Where what an error is about stands. */
function offsetOf(document: Document, { instancePath, params, propertyName }: ErrorObject): number {
  const path = pathOf(instancePath)
  const unknown = (params as { additionalProperty?: string }).additionalProperty ?? propertyName
  return nearestOffset(document, unknown === undefined ? path : [...path, unknown])
}

/** Where the key of an entry begins, of a list its item; of what stands in an alias, where the alias does. */
function nearestOffset(document: Document, path: readonly string[]): number {
  const [first] = path
    .map((_, index) => keyOffset(document, path.slice(0, path.length - index)))
    .filter((offset) => offset !== undefined)
  return first ?? document.contents?.range?.[0] ?? 0
}

function keyOffset(document: Document, path: readonly string[]): number | undefined {
  const parent = nodeAt(document, path.slice(0, -1))
  const name = path.at(-1)
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === name)
    return isScalar(pair?.key) ? pair.key.range?.[0] : undefined
  }
  return nodeAt(document, path)?.range?.[0]
}

function nodeAt(document: Document, path: readonly string[]): Node | undefined {
  const found: unknown = document.getIn(path, true)
  return isNode(found) ? found : undefined
}

/** What a schema's error means, and what would be right. */
function wordsOf(error: ErrorObject): { what: string; remedy: string } {
  const { keyword, instancePath } = error
  const params = error.params as Readonly<Record<string, unknown>>
  const name = pathOf(instancePath).join('.') || 'the file'
  switch (keyword) {
    case 'additionalProperties': {
      const field = String(params['additionalProperty'])
      const fields = instancePath === '' ? ['defaults', 'keys'] : Object.keys(KEY_FIELDS)
      const near = nearest(field, fields)
      return {
        what: `unknown field ${JSON.stringify(field)} in ${name}`,
        remedy: near === undefined ? `one of ${fields.join(', ')}` : `perhaps ${near} is meant`,
      }
    }
    case 'required':
      return { what: 'no keys', remedy: 'a field keys, with an entry for each key' }
    case 'minProperties':
      return { what: 'keys names no key', remedy: 'an entry for each key' }
    case 'pattern':
      return {
        what: `${JSON.stringify(error.propertyName)} is not a name for a key`,
        remedy: 'small letters, digits and hyphens, at most 50, for example shop-deploy',
      }
    case 'enum':
      return {
        what: `${name} has a value that it cannot have`,
        remedy: `one of ${list(params['allowedValues'])}`,
      }
    case 'type':
      return { what: `${name} is not what it must be`, remedy: list(params['type']) }
    case 'minItems':
    case 'minLength':
      return { what: `${name} is empty`, remedy: 'a value, or leave it out' }
    case 'minimum':
    case 'maximum':
      return { what: `${name} is a number without a unit`, remedy: 'for example 7d; only 0 needs no unit' }
    /* c8 ignore next 2 -- the schema has no other keywords; one that it gets is told in the validator's words */
    default:
      return { what: `${name} ${error.message ?? 'is wrong'}`, remedy: 'what the schema of the file says' }
  }
}

function list(values: unknown): string {
  return [values]
    .flat()
    .map((value) => (value === 'object' ? 'fields' : String(value)))
    .join(', ')
}

/** The name that differs least from a misspelt one; undefined where none is near. */
function nearest(misspelt: string, names: readonly string[]): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]/g, '')
  // `repository` means `repositories`.
  const plural = (text: string): string => plain(text).replace(/y$/, 'ies')
  return (
    names.find((name) => plural(name) === plural(misspelt)) ??
    names.find((name) => differsByOne(plain(name), plain(misspelt)))
  )
}

/** Whether two texts differ by one letter that was left out, added or changed. */
function differsByOne(a: string, b: string): boolean {
  let from = 0
  while (from < a.length && a[from] === b[from]) from += 1
  const ends = (skipA: number, skipB: number): boolean => a.slice(from + skipA) === b.slice(from + skipB)
  return ends(1, 0) || ends(0, 1) || ends(1, 1)
}

/** A message without the place and the excerpt that the parser adds: the place is told apart. */
function firstLine(message: string): string {
  return message.replace(/\n.*$/s, '').replace(/ at line \d+, column \d+:?$/, '')
}
