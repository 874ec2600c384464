import type { InputName } from '../definitions.ts'

/** A JSON Schema, as far as this file needs one. */
type Schema = Readonly<Record<string, unknown>>

const text: Schema = { type: 'string', minLength: 1 }
/** A duration; `0` may be written as a number. */
const duration: Schema = { type: ['string', 'integer'], minLength: 1, minimum: 0, maximum: 0 }
const list: Schema = { type: ['string', 'array'], minLength: 1, minItems: 1, items: text }
const flag: Schema = { type: 'boolean' }
const oneOf = (...values: readonly string[]): Schema => ({ type: 'string', enum: values })

/** What a key may say of itself, under the names that the step's inputs have. No secret is among it. */
export const KEY_FIELDS = {
  issuer: oneOf('scaleway', 'keys-api'),
  'scw-project-id': text,
  'scw-region': oneOf('fr-par', 'nl-ams', 'pl-waw'),

  'keys-api-name': text,
  'keys-api-permissions': list,
  'keys-api-verify-header': text,

  'application-id': text,
  description: text,
  expiry: duration,
  'max-age': duration,
  'rollover-window': duration,
  'pause-until': text,
  'replaces-access-key': text,
  'take-over': flag,
  'propagation-timeout': duration,

  'secret-name': text,
  'secret-path': text,
  'keep-versions': { type: 'integer' },

  repositories: list,
  environments: list,
  organization: text,
  visibility: oneOf('all', 'private', 'selected'),
  'selected-repositories': list,
  kinds: list,
  'access-key-secret': list,
  'secret-key-secret': list,
  'bundle-secret': list,
  'api-key-secret': list,
  'access-key-variable': list,
  'on-unreachable': oneOf('fail', 'continue'),
  'public-repositories': oneOf('include', 'exclude'),

  'old-key': oneOf('delete', 'keep'),
  'grace-period': duration,
  'overdue-after': duration,
} as const satisfies Partial<Record<InputName, Schema>>

export type KeyField = keyof typeof KEY_FIELDS

/**
 * Inputs that say where credentials and keys are sent, or who can read a key. Only the step sets them: whoever may change
 * the file must not get the credentials of the step with it.
 */
export const STEP_ONLY = [
  'scw-api-url',
  'keys-api-url',
  'keys-api-verify-url',
  'keys-api-verify-origin',
  'recovery-public-key',
] as const satisfies readonly InputName[]

/** More than an organization has API keys, and enough for one run. */
export const MOST_KEYS = 1000

/** Names of keys become parts of tags and of names of secrets. */
export const KEY_NAME = '^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$'

/** The schema of a file of keys (`config`): what editors complete and what the action checks. */
export const CONFIG_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Keys that scaleway-key-rotation rotates',
  type: 'object',
  required: ['keys'],
  additionalProperties: false,
  properties: {
    defaults: {
      description: 'What holds for every key that does not say otherwise.',
      type: 'object',
      additionalProperties: false,
      properties: KEY_FIELDS,
    },
    keys: {
      description: 'The keys, by name.',
      type: 'object',
      minProperties: 1,
      maxProperties: MOST_KEYS,
      propertyNames: { pattern: KEY_NAME },
      additionalProperties: {
        type: ['object', 'null'],
        additionalProperties: false,
        properties: KEY_FIELDS,
      },
    },
  },
}
