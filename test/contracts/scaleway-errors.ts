import type { JsonObject } from './openapi.ts'

/**
 * How Scaleway words its errors. Its API descriptions list successes only; these shapes come from recorded exchanges
 * (in the test suites of Scaleway's own command line client and Terraform provider) and, where the comment says so,
 * from the error classes of Scaleway's own SDK.
 */

const text = { type: 'string' }
const exactly = (fields: JsonObject, optional: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties: { ...fields, ...optional },
  required: Object.keys(fields),
  unevaluatedProperties: false,
})
const typed = (type: string, fields: JsonObject, optional: JsonObject = {}): JsonObject =>
  exactly({ type: { const: type }, message: text, ...fields }, optional)
const details = (fields: JsonObject, optional: JsonObject = {}): JsonObject => ({
  details: { type: 'array', items: exactly(fields, optional) },
})

/** By `type`: the statuses that it was seen with (none: not recorded, any will do) and the body. */
const knownTypes: Readonly<Record<string, { statuses: readonly number[]; schema: JsonObject }>> = {
  invalid_arguments: {
    statuses: [400],
    schema: typed('invalid_arguments', details({ argument_name: text, reason: text, help_message: text })),
  },
  denied_authentication: {
    statuses: [401],
    schema: typed('denied_authentication', {
      method: text,
      reason: { enum: ['invalid_argument', 'not_found', 'expired'] },
    }),
  },
  permissions_denied: {
    statuses: [403],
    schema: typed('permissions_denied', details({ resource: text, action: text })),
  },
  not_found: { statuses: [404], schema: typed('not_found', { resource: text, resource_id: text }) },
  already_exists: {
    statuses: [409],
    schema: typed('already_exists', { resource: text, resource_id: text, help_message: text }),
  },
  transient_state: {
    statuses: [409],
    schema: typed('transient_state', { resource: text, resource_id: text, current_state: text }),
  },
  precondition_failed: {
    statuses: [412],
    schema: typed('precondition_failed', { precondition: text, help_message: text }),
  },
  // From the SDK's error classes; never recorded on these services.
  quotas_exceeded: {
    statuses: [],
    schema: typed(
      'quotas_exceeded',
      details({ resource: text, quota: { type: 'integer' }, current: { type: 'integer' } }, { scope: {} }),
    ),
  },
  locked: { statuses: [], schema: typed('locked', { resource: text, resource_id: text }) },
  expired_resource: {
    statuses: [],
    schema: typed('expired_resource', { resource: text, resource_id: text, expired_since: text }),
  },
}

/** Where an error has no `type`: seen with these statuses, as nothing but a message. */
const untyped: { statuses: readonly number[]; schema: JsonObject } = {
  statuses: [400, 403, 404, 409, 500, 502, 503, 504],
  schema: exactly({ message: text }),
}

/**
 * The shape that an error answer of Scaleway's must have.
 * @returns a JSON Schema; `empty` where there must be no body (a 429); a sentence where no such error is known
 */
export function scalewayErrorShape(
  status: number,
  body: unknown,
): { schema: JsonObject } | { empty: true } | { unknown: string } {
  if (status === 429) return { empty: true }
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined
  if (type !== undefined && typeof type !== 'string') return { unknown: 'the type of an error is a string' }
  const known = type === undefined ? untyped : knownTypes[type]
  if (known === undefined) return { unknown: `no error of type ${String(type)} is known` }
  if (known.statuses.length > 0 && !known.statuses.includes(status))
    return { unknown: `an error of type ${type ?? 'none'} never came with status ${status}` }
  return { schema: known.schema }
}
