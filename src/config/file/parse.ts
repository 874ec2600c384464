import { Ajv, type ErrorObject } from 'ajv'
import { LineCounter } from 'yaml'
import { keyFileInputs } from '../inputs.ts'
import type { InputProblem, ProblemCode } from '../reader.ts'
import { CONFIG_SCHEMA, KEY_FIELDS, MOST_KEYS } from './schema.ts'
import { readYaml, type Fault } from './yaml.ts'

/** What is wrong with the file; `invalid` where it has no code of its own. */
interface SchemaFault extends Pick<Fault, 'what' | 'remedy'> {
  readonly code?: ProblemCode
}
type LocatedFault = SchemaFault & Pick<Fault, 'offset'>

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
  | { readonly ok: false; readonly problems: readonly InputProblem[] }

/** So many problems are told; a person corrects these first. */
const MOST_PROBLEMS = 100

/**
 * Reads a file of keys: YAML that fits the schema (schema.ts). What the values mean is read like any input, later.
 * @param path for messages
 */
export function parseConfig(text: string, path: string): Parsed {
  const at = positions(text)
  const problem = ({ code = 'invalid', what, remedy, offset }: LocatedFault): InputProblem => ({
    input: 'config',
    code,
    problem: what,
    remedy,
    ...(offset !== undefined && { at: { file: path, ...at(offset) } }),
  })
  const no = (faults: readonly LocatedFault[]): Parsed => ({
    ok: false,
    problems: faults.slice(0, MOST_PROBLEMS).map(problem),
  })

  const read = readYaml(text)
  if (!read.ok) return no(read.faults)
  const { value, offsetOf } = read.file
  const faults = schemaErrors(value).map((error) => ({
    ...textOfError(error),
    offset: offsetOf(placeOf(error)),
  }))
  if (faults.length > 0) return no(faults)

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
        const place = own ? ['keys', name, field] : field in defaults ? ['defaults', field] : ['keys', name]
        return at(offsetOf(place))
      },
    })),
  }
}

/** What does not fit the schema. */
function schemaErrors(value: unknown): readonly ErrorObject[] {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(CONFIG_SCHEMA)
  validate(value)
  return (
    (validate.errors ?? [])
      // It only says that one of the others was found.
      .filter(({ keyword }) => keyword !== 'propertyNames')
      .slice(0, MOST_PROBLEMS)
  )
}

/** Lines and columns of offsets into a text. */
function positions(text: string): (offset: number) => Position {
  const lines = new LineCounter()
  for (let start = 0; start !== -1; start = nextLine(text, start)) lines.addNewLine(start)
  return (offset) => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
}

/** Where the line after the one of `offset` begins; -1 where it is the last. */
function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end === -1 ? -1 : end + 1
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

/** The place that an error is about. */
function placeOf({ instancePath, params, propertyName }: ErrorObject): readonly string[] {
  const path = pathOf(instancePath)
  const unknown = (params as { additionalProperty?: string }).additionalProperty ?? propertyName
  return unknown === undefined ? path : [...path, unknown]
}

/** What a schema's error means, and what would be right. */
function textOfError(error: ErrorObject): SchemaFault {
  const { keyword, instancePath } = error
  const params = error.params as Readonly<Record<string, unknown>>
  const name = pathOf(instancePath).join('.') || 'the file'
  switch (keyword) {
    case 'additionalProperties':
      return unknownField(String(params['additionalProperty']), name, instancePath === '')
    case 'required':
      return {
        code: 'missing',
        what: 'the field keys is missing',
        remedy: 'keys, with an entry for each key',
      }
    case 'maxProperties':
      return { what: `${name} has more than ${MOST_KEYS} keys`, remedy: 'several smaller files' }
    case 'minProperties':
      return { code: 'missing', what: 'keys is empty', remedy: 'an entry for each key' }
    case 'pattern':
      return {
        what: `${JSON.stringify(error.propertyName)} is not a valid name for a key`,
        remedy: 'at most 50 lowercase letters, digits and hyphens, for example shop-deploy',
      }
    case 'enum':
      return {
        what: `${name} has an unsupported value`,
        remedy: `one of ${list(params['allowedValues'])}`,
      }
    case 'type':
      return { what: `${name} has the wrong type`, remedy: list(params['type']) }
    case 'minItems':
    case 'minLength':
      return { what: `${name} is empty`, remedy: 'a value, or no field' }
    case 'minimum':
    case 'maximum':
      return {
        what: `${name} is a number without a unit`,
        remedy: 'a unit, for example 7d; only 0 needs none',
      }
    /* c8 ignore next 2 -- the schema has no other keywords; one that it gets is told in the validator's words */
    default:
      return {
        what: `${name} ${error.message ?? 'is wrong'}`,
        remedy: 'a value that fits the schema of the key file',
      }
  }
}

/** @param inFile whether the field is on top of the file, and not one of a key */
function unknownField(field: string, name: string, inFile: boolean): SchemaFault {
  const fields = inFile ? ['defaults', 'keys'] : Object.keys(KEY_FIELDS)
  const address = nearest(field, keyFileInputs('refused'))
  if (address !== undefined) {
    return {
      code: 'untrusted',
      what: `${JSON.stringify(field)} in ${name} is not allowed in the key file: only the step decides where credentials and keys are sent`,
      remedy: `the input ${address} of the step`,
    }
  }
  const near = nearest(field, fields)
  return {
    code: 'unknown',
    what: `unknown field ${JSON.stringify(field)} in ${name}`,
    remedy: near === undefined ? `one of ${fields.join(', ')}` : `the field ${near}`,
  }
}

function list(values: unknown): string {
  return [values]
    .flat()
    .map((value) => (value === 'object' ? 'mapping' : String(value)))
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
