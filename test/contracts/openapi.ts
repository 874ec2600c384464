/** OpenAPI descriptions (3.0 and 3.1) as far as checking an exchange needs them. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [name: string]: Json
}

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema?: JsonObject
}

interface MediaHolder {
  readonly required?: boolean
  readonly content?: Readonly<Record<string, { readonly schema?: JsonObject }>>
}

export interface Operation {
  /** `GET /iam/v1alpha1/api-keys/{access_key}`: names the operation in messages and caches. */
  readonly name: string
  readonly parameters: readonly Parameter[]
  readonly requestBody: MediaHolder | undefined
  readonly responses: Readonly<Record<string, MediaHolder>>
}

export interface Description {
  /** Finds what a request is about; undefined where the description has no such path or method. */
  find(
    method: string,
    path: string,
  ): { operation: Operation; pathValues: ReadonlyMap<string, string> } | undefined
  /** The schema as JSON Schema: references put in place, `nullable` spelled out, unknown fields forbidden. */
  strict(schema: JsonObject): JsonObject
  /** Follows a reference; what is none comes back as it is. */
  resolve(value: Json | undefined): JsonObject
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads a description that has been parsed from its JSON or YAML. */
export function readDescription(document: JsonObject): Description {
  const paths = document['paths']
  if (!isObject(paths)) throw new Error('This is no OpenAPI description: it has no paths')
  // A path without parameters is the better fit: `…/secrets/public-key` is not the secret named `public-key`.
  const templates = Object.keys(paths)
    .map((template) => ({ template, segments: template.split('/') }))
    .sort((one, other) => parameterCount(one.segments) - parameterCount(other.segments))

  const resolve = (value: Json | undefined): JsonObject => {
    if (!isObject(value)) return {}
    const reference = value['$ref']
    if (typeof reference !== 'string') return value
    const found = reference
      .replace('#/', '')
      .split('/')
      .reduce<Json | undefined>((place, name) => (isObject(place) ? place[name] : undefined), document)
    if (!isObject(found)) throw new Error(`The description refers to ${reference}, which it does not hold`)
    return resolve(found)
  }

  const holder = (value: Json | undefined): MediaHolder => resolve(value)

  const operations = new Map<string, Operation>()
  const readOperation = (template: string, method: string): Operation | undefined => {
    const name = `${method} ${template}`
    const known = operations.get(name)
    if (known !== undefined) return known
    const path = resolve(paths[template])
    const described = path[method.toLowerCase()]
    if (!isObject(described)) return undefined
    const parameters = [path['parameters'], described['parameters']]
      .flatMap((list): readonly Json[] => (Array.isArray(list) ? (list as readonly Json[]) : []))
      .map((parameter) => resolve(parameter) as unknown as Parameter)
    const operation: Operation = {
      name,
      parameters,
      requestBody: described['requestBody'] === undefined ? undefined : holder(described['requestBody']),
      responses: Object.fromEntries(
        Object.entries(resolve(described['responses'])).map(([status, response]) => [
          status,
          holder(response),
        ]),
      ),
    }
    operations.set(name, operation)
    return operation
  }

  return {
    resolve,
    strict: (schema) => strict(schema, resolve, []),
    find(method, path) {
      const segments = path.split('/')
      for (const { template, segments: wanted } of templates) {
        const pathValues = match(wanted, segments)
        if (pathValues === undefined) continue
        const operation = readOperation(template, method)
        if (operation !== undefined) return { operation, pathValues }
      }
      return undefined
    },
  }
}

function parameterCount(segments: readonly string[]): number {
  return segments.filter((segment) => segment.startsWith('{')).length
}

/** The values of a template's parameters, decoded; undefined where the path does not fit. */
function match(
  template: readonly string[],
  path: readonly string[],
): ReadonlyMap<string, string> | undefined {
  if (template.length !== path.length) return undefined
  const values = new Map<string, string>()
  for (const [at, wanted] of template.entries()) {
    const segment = path[at] ?? ''
    if (!wanted.startsWith('{')) {
      if (wanted !== segment) return undefined
    } else if (segment === '') return undefined
    else values.set(wanted.slice(1, -1), decodeURIComponent(segment))
  }
  return values
}

const annotations = new Set([
  'example',
  'examples',
  'description',
  'title',
  'deprecated',
  'nullable',
  'default',
])

/**
 * Turns an OpenAPI schema into a JSON Schema that forbids what it does not name.
 * @param within the references that are being put in place, to end where one contains itself
 */
function strict(
  schema: JsonObject,
  resolve: (value: Json | undefined) => JsonObject,
  within: readonly JsonObject[],
  open = false,
): JsonObject {
  const target = resolve(schema)
  if (within.includes(target)) return {}
  const path = [...within, target]
  const inner = (value: Json, stayOpen = false): JsonObject =>
    isObject(value) ? strict(value, resolve, path, stayOpen) : {}
  const list = (value: Json, stayOpen = false) =>
    Array.isArray(value) ? (value as readonly Json[]).map((item) => inner(item, stayOpen)) : []

  const made: Record<string, Json> = {}
  for (const [keyword, value] of Object.entries(target)) {
    if (annotations.has(keyword) || keyword.startsWith('x-') || keyword === 'discriminator') continue
    if (keyword === 'properties' && isObject(value))
      made[keyword] = Object.fromEntries(
        Object.entries(value).map(([name, property]) => [name, inner(property)]),
      )
    else if (keyword === 'items' || keyword === 'not') made[keyword] = inner(value)
    else if (keyword === 'additionalProperties') made[keyword] = isObject(value) ? inner(value) : value
    else if (keyword === 'allOf' || keyword === 'anyOf' || keyword === 'oneOf')
      made[keyword] = list(value, keyword === 'allOf' || 'properties' in target)
    else made[keyword] = value
  }
  // Members of a composition must not forbid each other's fields: only the whole forbids, and it sees them all.
  if (!open && 'properties' in target && !('additionalProperties' in target))
    made['unevaluatedProperties'] = false
  if (!open && 'allOf' in target) made['unevaluatedProperties'] = false
  // OpenAPI 3.0 says `nullable`; Scaleway's 3.1 files still do.
  const nullable = target['nullable'] === true || schema['nullable'] === true
  return nullable ? { anyOf: [made, { type: 'null' }] } : made
}
