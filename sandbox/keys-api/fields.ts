import { badRequest } from './responses.ts'
import { type ExpiryCode, expiryCodes, type KeyPermission, keyPermissions } from './model.ts'

/** What a request's body holds. */
export type Fields = Readonly<Record<string, unknown>>

/** Throws a 400 where the body is there and is no object; so do the others here where a field is not as it must be. */
export function readFields(body: unknown): Fields {
  if (body === undefined) {
    return {}
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badRequest('The body must be a JSON object')
  }
  return body as Fields
}

/** A text that may be left out; null and an empty one count as left out. */
export function optionalText(fields: Fields, name: string): string | undefined {
  const value = fields[name] ?? ''
  if (typeof value !== 'string') {
    throw badRequest(`${name} must be a string`)
  }
  return value === '' ? undefined : value
}

/** A text that must be there. */
export function requiredText(fields: Fields, name: string): string {
  const value = optionalText(fields, name)
  if (value === undefined) {
    throw badRequest(`${name} should not be empty`)
  }
  return value
}

/** The permissions of a new key, each once. */
export function readPermissions(fields: Fields): readonly KeyPermission[] {
  const value: unknown = fields['permissions']
  if (!Array.isArray(value) || value.length === 0) {
    throw badRequest('permissions must be a non-empty array')
  }
  const names: readonly unknown[] = keyPermissions
  if (!value.every((item) => names.includes(item))) {
    throw badRequest(
      `each value in permissions must be one of the following values: ${keyPermissions.join(', ')}`,
    )
  }
  return keyPermissions.filter((permission) => value.includes(permission))
}

/** One of the four codes, letter by letter. */
export function readExpiry(fields: Fields): ExpiryCode {
  const code = expiryCodes.find((one) => one === fields['expiry'])
  if (code === undefined) {
    throw badRequest(`expiry must be one of the following values: ${expiryCodes.join(', ')}`)
  }
  return code
}
