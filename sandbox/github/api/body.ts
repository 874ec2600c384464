import { invalidRequest, Refusal, unprocessable } from './errors.ts'
import type { Sight, Visibility } from '../options.ts'

/** What a request's body may hold. GitHub checks types and presence before it looks at anything else. */
export type Fields = Readonly<Record<string, unknown>>

const visibilities: readonly string[] = ['all', 'private', 'selected'] satisfies Visibility[]

/** 48 KB, for secrets and variables alike. */
const largestValue = 48 * 1024

/** @throws Refusal 400 where the body is no JSON object, 422 where required fields are not there */
export function readFields(body: unknown, required: readonly string[]): Fields {
  if (body !== undefined && (typeof body !== 'object' || body === null || Array.isArray(body))) {
    throw new Refusal(400, 'Body should be a JSON object')
  }
  const fields = (body ?? {}) as Fields
  const missing = required.filter((name) => fields[name] === undefined)
  if (missing.length > 0) {
    const names = missing.map((name) => `"${name}"`).join(', ')
    throw invalidRequest(`${names} ${missing.length === 1 ? "wasn't" : "weren't"} supplied.`)
  }
  return fields
}

/** @throws Refusal 422 where the field is there and no text */
export function readText(fields: Fields, name: string): string | undefined {
  const value = fields[name]
  if (value === undefined || typeof value === 'string') return value
  throw invalidRequest(`For 'properties/${name}', ${JSON.stringify(value)} is not a string.`)
}

/** Base64 as GitHub's description wants it. What does not match is echoed, a secret in the clear included: so does GitHub. */
export function readBase64(fields: Fields, name: string): string | undefined {
  const value = readText(fields, name)
  const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/
  if (value !== undefined && !base64.test(value))
    throw invalidRequest(`${value} does not match ${String(base64)}.`)
  return value
}

/**
 * The ids of repositories.
 * @param known whether the organization has such a repository
 * @throws Refusal 422 if one is not a number or unknown (GitHub's response for an unknown one is unverified)
 */
export function readRepositoryIds(
  fields: Fields,
  allowText: boolean,
  known: (id: number) => boolean,
): readonly number[] | undefined {
  const list = fields['selected_repository_ids']
  if (list === undefined) return undefined
  if (!Array.isArray(list)) {
    throw invalidRequest(`For 'properties/selected_repository_ids', ${JSON.stringify(list)} is not an array.`)
  }
  const ids = list.map((item: unknown) => {
    if (Number.isInteger(item)) return Number(item)
    if (allowText && typeof item === 'string' && /^\d+$/.test(item)) return Number(item)
    throw invalidRequest(`For 'items', ${JSON.stringify(item)} is not an integer.`)
  })
  const unknown = ids.find((id) => !known(id))
  if (unknown !== undefined) throw unprocessable(`Validation Failed: there is no repository ${unknown} here.`)
  return [...new Set(ids)]
}

/**
 * Who may see an organization's entry.
 * @param before what stood there, kept where the body says nothing; `selected` without a list clears the list, as
 *   people report of GitHub
 */
export function readSight(
  fields: Fields,
  before: Sight | undefined,
  allowText: boolean,
  known: (id: number) => boolean,
): Sight {
  const visibility = readText(fields, 'visibility') ?? before?.visibility ?? 'all'
  if (!visibilities.includes(visibility)) {
    throw invalidRequest(
      `For 'properties/visibility', "${visibility}" is not a possible value. Must be one of the following: ${visibilities.join(', ')}.`,
    )
  }
  const ids = readRepositoryIds(fields, allowText, known)
  if (visibility !== 'selected') return { visibility: visibility as Visibility }
  const kept = fields['visibility'] === undefined ? before?.selectedRepositoryIds : undefined
  return { visibility, selectedRepositoryIds: ids ?? kept ?? [] }
}

/** @returns the name in upper case, as GitHub keeps it. @throws Refusal 422 */
export function checkName(name: string, what: 'Secret' | 'Variable'): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw unprocessable(
      `${what} names can only contain alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_). ` +
        'Spaces are not allowed. Must start with a letter ([a-z], [A-Z]) or underscores (_).',
    )
  }
  const upper = name.toUpperCase()
  if (upper.startsWith('GITHUB_')) throw unprocessable(`${what} names must not start with GITHUB_.`)
  return upper
}

/** @throws Refusal 422; GitHub's words for it are unverified */
export function checkSize(value: string, what: 'Secret' | 'Variable'): void {
  if (Buffer.byteLength(value) > largestValue)
    throw unprocessable(`${what} value is too large. It may have 48 KB.`)
}
