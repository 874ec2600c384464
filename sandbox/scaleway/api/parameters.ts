import { type InvalidArgument, invalidArguments } from './responses.ts'

interface Limits {
  readonly required?: boolean
  /** In characters. */
  readonly max?: number
}

/**
 * Reads the arguments of one request, from its body or its query. What is null counts as left out. All problems are
 * collected; `check` throws them as one `invalid_arguments`.
 */
export interface Arguments {
  readonly text: (name: string, limits?: Limits) => string | undefined
  readonly uuid: (name: string, limits?: Limits) => string | undefined
  readonly flag: (name: string) => boolean | undefined
  readonly integer: (
    name: string,
    range: { readonly min: number; readonly max: number },
  ) => number | undefined
  readonly texts: (name: string) => readonly string[] | undefined
  readonly time: (name: string) => Date | undefined
  readonly oneOf: <T extends string>(name: string, values: readonly T[]) => T | undefined
  readonly problem: (problem: InvalidArgument) => void
  readonly check: () => void
}

export const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** @param source a parsed body or query */
export function readArguments(source: unknown): Arguments {
  const values = (typeof source === 'object' && source !== null ? source : {}) as Readonly<
    Record<string, unknown>
  >
  const problems: InvalidArgument[] = []
  /** The value where it is as it must be; else a problem. */
  const checked = <T>(
    name: string,
    value: T,
    isRight: boolean,
    reason: InvalidArgument['reason'],
    help: string,
  ): T | undefined => {
    if (!isRight) {
      problems.push({ argument_name: name, reason, help_message: help })
    }
    return isRight ? value : undefined
  }
  const given = (name: string, required = false): unknown => {
    const value = values[name] ?? undefined
    return checked(name, value, !required || (value !== undefined && value !== ''), 'required', '')
  }

  const text: Arguments['text'] = (name, { required, max = Infinity } = {}) => {
    const value = given(name, required)
    if (typeof value !== 'string') {
      return checked<string | undefined>(
        name,
        undefined,
        value === undefined,
        'format',
        'value must be a string',
      )
    }
    const length = Array.from(value).length
    return checked(name, value, length <= max, 'constraint', `value length must be at most ${max} characters`)
  }

  return {
    text,
    uuid(name, limits) {
      const value = text(name, limits)
      const isRight = value === undefined || uuidPattern.test(value)
      return checked(name, value, isRight, 'format', 'value must be a valid UUID')
    },
    flag(name) {
      const value = given(name)
      const flag = value === 'true' ? true : value === 'false' ? false : value
      return typeof flag === 'boolean'
        ? flag
        : checked<boolean | undefined>(
            name,
            undefined,
            flag === undefined,
            'format',
            'value must be a boolean',
          )
    },
    integer(name, { min, max }) {
      const value = given(name)
      const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
      if (typeof number !== 'number' || !Number.isInteger(number)) {
        return checked<number | undefined>(
          name,
          undefined,
          value === undefined,
          'format',
          'value must be an integer',
        )
      }
      const isRight = number >= min && number <= max
      return checked(name, number, isRight, 'constraint', `value must be inside range [${min}, ${max}]`)
    },
    texts(name) {
      const value = given(name)
      if (value === undefined) {
        return undefined
      }
      const list: readonly unknown[] = Array.isArray(value) ? value : [value]
      const only = list.filter((item) => typeof item === 'string')
      return checked(name, only, only.length === list.length, 'format', 'value must be a list of strings')
    },
    time(name) {
      const value = text(name)
      if (value === undefined) {
        return undefined
      }
      const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/
      const time = new Date(value)
      const isRight = rfc3339.test(value) && !Number.isNaN(time.getTime())
      return checked(name, time, isRight, 'format', 'value must be a RFC 3339 timestamp')
    },
    oneOf(name, choices) {
      const value = text(name)
      const choice = choices.find((one) => one === value)
      const isRight = value === undefined || choice !== undefined
      return checked(name, choice, isRight, 'format', 'value is not one of the enum')
    },
    problem(problem) {
      problems.push(problem)
    },
    check() {
      if (problems.length > 0) {
        throw invalidArguments(problems)
      }
    },
  }
}

/** The page of a list that a query asks for. @param standard how long a page is where the query does not say */
export function readPage(query: Arguments, standard: number): <T>(items: readonly T[]) => readonly T[] {
  const page = query.integer('page', { min: 1, max: 1_000_000 }) ?? 1
  const size = query.integer('page_size', { min: 1, max: 100 }) ?? standard
  return (items) => items.slice((page - 1) * size, page * size)
}

/** Compares two items by what a list's `order_by` names, such as `created_at_desc`. */
export function orderBy<T>(
  order: string,
  values: Readonly<Record<string, (item: T) => string | number>>,
): (one: T, other: T) => number {
  const descending = order.endsWith('_desc')
  const value = values[order.replace(/_(asc|desc)$/, '')]
  return (one, other) => {
    if (value === undefined) {
      return 0
    }
    const [left, right] = [value(one), value(other)]
    const difference = left < right ? -1 : left > right ? 1 : 0
    return descending ? -difference : difference
  }
}
