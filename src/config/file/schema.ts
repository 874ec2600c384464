import { definitionOf, keyFileInputs, type InputName } from '../inputs.ts'
import type { Schema } from '../rules.ts'

const TEXT: Schema = { type: 'string', minLength: 1 }
const LIST: Schema = { type: ['string', 'array'], minLength: 1, minItems: 1, items: TEXT }

/** What a key of the file may set, under the names of the step's inputs. None of them is secret. */
export const KEY_FIELDS: Readonly<Record<string, Schema>> = Object.fromEntries(
  keyFileInputs('allowed').map((name) => [name, schemaOf(name)]),
)

function schemaOf(name: InputName): Schema {
  const { list, rule } = definitionOf(name)
  return list ? LIST : (rule.schema ?? TEXT)
}

/** More than an organization has API keys, and few enough for one run. */
export const MOST_KEYS = 1000

/** Names of keys become parts of tags and of names of secrets. */
const KEY_NAME = '^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$'

/** The schema of the key file (`config`): what editors complete and what the action checks. */
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
