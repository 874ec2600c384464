import type { InvalidArgument } from './api/responses.ts'
import type { SecretType } from './model.ts'

/** What a payload may weigh at most, in bytes before base64. */
export const payloadLimit = 64 * 1024

/** What Secret Manager would say against a payload; undefined where it takes it. */
export function payloadProblem(type: SecretType, payload: Buffer): InvalidArgument | undefined {
  const problem = (reason: 'format' | 'constraint', help: string): InvalidArgument => ({
    argument_name: 'data',
    reason,
    help_message: help,
  })
  if (payload.length > payloadLimit) {
    return problem('constraint', `data size must be at most ${payloadLimit} bytes`)
  }
  if (type !== 'key_value') {
    return undefined
  }
  let value: unknown
  try {
    value = JSON.parse(payload.toString('utf8'))
  } catch {
    return problem('format', 'data must be valid JSON')
  }
  // The wording is that of a recorded refusal.
  const expected = (field: string, wanted: string, given: unknown): string =>
    `- ${field}: Invalid type. Expected: ${wanted}, given: ${jsonType(given)}\n`
  if (jsonType(value) !== 'object') {
    return problem('format', expected('(root)', 'object', value))
  }
  const wrong = Object.entries(value as object).filter(([, field]) => typeof field !== 'string')
  return wrong.length === 0
    ? undefined
    : problem('format', wrong.map(([name, field]) => expected(name, 'string', field)).join(''))
}

function jsonType(value: unknown): string {
  if (value === null) {
    return 'null'
  }
  if (Array.isArray(value)) {
    return 'array'
  }
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value
}

/** The secret texts in a payload that no log may show: the payload itself and, of a JSON object, the key in it. */
export function secretTexts(payload: Buffer): readonly string[] {
  const text = payload.toString('utf8')
  try {
    const value: unknown = JSON.parse(text)
    if (jsonType(value) === 'object') {
      const { API_KEY: apiKey, SECRET_KEY: secretKey } = value as Readonly<Record<string, unknown>>
      const keys = [apiKey, secretKey].filter((field) => typeof field === 'string')
      return [text, ...keys].filter((field) => field !== '' && !/^SCW[0-9A-Z]{17}$/.test(field))
    }
  } catch {
    // Not JSON: the payload is one secret.
  }
  return [text]
}
