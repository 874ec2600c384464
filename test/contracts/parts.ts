import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { Exchange } from '../../sandbox/server/service.ts'
import type { KnownException } from './exceptions.ts'
import type { Description, JsonObject, Operation, Parameter } from './openapi.ts'
import { scalewayErrorShape } from './scaleway-errors.ts'

const ajv = new Ajv2020({
  allErrors: true,
  strict: false,
  formats: { uint32: /./, uint64: /./, timestamp: /./ },
})
formats.default(ajv)
ajv.addFormat('uint32', {
  type: 'number',
  validate: (value: number) => Number.isInteger(value) && value >= 0 && value < 2 ** 32,
})
ajv.addFormat('uint64', {
  type: 'number',
  validate: (value: number) => Number.isInteger(value) && value >= 0,
})

const compiled = new Map<string, ValidateFunction>()

function validator(name: string, schema: () => JsonObject): ValidateFunction {
  const known = compiled.get(name)
  if (known !== undefined) return known
  const made = ajv.compile(schema())
  compiled.set(name, made)
  return made
}

type Part = KnownException['part']

/** What is wrong in one part of an exchange: a JSON Schema keyword, the place, and words for both. */
export interface Finding {
  readonly part: Part
  readonly place: string
  readonly keyword: string
  readonly words: string
}

const isEmpty = (body: unknown): boolean => body === undefined || body === null || body === ''

/** Puts ajv's findings into words, leaving out those that only follow from another at the same place. */
function findingsOf(validate: ValidateFunction, part: Part, prefix = ''): readonly Finding[] {
  const errors = validate.errors ?? []
  const place = (error: ErrorObject) => prefix + error.instancePath
  return errors
    .filter(({ keyword, schemaPath }) => keyword !== 'anyOf' && !/anyOf\/1\/type$/.test(schemaPath))
    .map((error) => {
      const name: unknown = error.params['unevaluatedProperty'] ?? error.params['additionalProperty']
      const at = typeof name === 'string' ? `${place(error)}/${name}` : place(error)
      const what =
        typeof name === 'string' ? 'the description has no such field' : (error.message ?? error.keyword)
      return { part, place: at, keyword: error.keyword, words: `${part} ${at || '(whole)'}: ${what}` }
    })
}

/** Checks the parameters in a request's path and query. */
export function checkParameters(
  operation: Operation,
  pathValues: ReadonlyMap<string, string>,
  { url }: Exchange,
  described: Description,
): readonly Finding[] {
  const findings: Finding[] = []
  const verify = (parameter: Parameter, values: readonly string[]) => {
    const schema = described.resolve(parameter.schema)
    const validate = validator(`${operation.name} parameter ${parameter.name}`, () =>
      described.strict(schema),
    )
    const value = typed(values, schema, described)
    const part = 'query'
    if (!validate(value))
      findings.push(
        ...findingsOf(validate, part, `${parameter.in === 'path' ? 'path ' : ''}${parameter.name}`),
      )
  }
  for (const parameter of operation.parameters.filter((one) => one.in === 'path'))
    verify(parameter, [pathValues.get(parameter.name) ?? ''])

  const query = new URL(url, 'http://sandbox').searchParams
  const parameters = operation.parameters.filter((one) => one.in === 'query')
  for (const name of new Set(query.keys())) {
    const parameter = parameters.find((one) => one.name === name)
    if (parameter !== undefined) verify(parameter, query.getAll(name))
    else
      findings.push({
        part: 'query',
        place: name,
        keyword: 'unknown',
        words: `query: there is no parameter ${name}`,
      })
  }
  for (const { name, required } of parameters)
    if (required === true && !query.has(name))
      findings.push({
        part: 'query',
        place: name,
        keyword: 'required',
        words: `query: the parameter ${name} is missing`,
      })
  return findings
}

/** A parameter's text as the type that its schema wants, where it can be read so. */
function typed(values: readonly string[], schema: JsonObject, described: Description): unknown {
  const [value = ''] = values
  const one = (text: string, type: unknown): unknown => {
    if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
    if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
    return text
  }
  if (schema['type'] !== 'array') return one(value, schema['type'])
  const items = described.resolve(schema['items'])
  return values.map((text) => one(text, items['type']))
}

/** Checks a request's body, and whether there should be one. */
export function checkRequestBody(
  operation: Operation,
  { requestBody }: Exchange,
  described: Description,
): readonly Finding[] {
  const finding = (words: string): Finding => ({
    part: 'request body',
    place: '',
    keyword: 'presence',
    words,
  })
  const wanted = operation.requestBody
  const schema = wanted?.content?.['application/json']?.schema
  if (isEmpty(requestBody)) return wanted?.required === true ? [finding('the request body is missing')] : []
  if (wanted === undefined || schema === undefined) return [finding('there is no request body to send')]
  const validate = validator(`${operation.name} request`, () => described.strict(schema))
  return validate(requestBody) ? [] : findingsOf(validate, 'request body')
}

/**
 * Checks an answer's status and body.
 * @param operation undefined where the description does not know the request: the answer is then an error
 */
export function checkResponse(
  operation: Operation | undefined,
  { service, responseBody }: Exchange,
  status: number,
  described: Description,
): readonly Finding[] {
  const finding = (words: string): Finding => ({ part: 'status', place: '', keyword: 'presence', words })
  const verify = (name: string, schema: () => JsonObject) => {
    const validate = validator(name, schema)
    return validate(responseBody) ? [] : findingsOf(validate, 'response body')
  }
  const response = operation?.responses[String(status)]
  if (response === undefined && status >= 400) {
    if (service === 'github') return verify('github error', () => githubErrorShape)
    const shape = scalewayErrorShape(status, responseBody)
    if ('unknown' in shape) return [finding(`status ${status}: ${shape.unknown}`)]
    if ('empty' in shape)
      return isEmpty(responseBody) ? [] : [finding(`status ${status}: the answer has a body`)]
    return verify(`scaleway error ${JSON.stringify(shape.schema)}`, () => shape.schema)
  }
  if (response === undefined)
    return [{ ...finding(`status ${status} is not one that the description lists`), place: String(status) }]
  const schema = response.content?.['application/json']?.schema
  if (schema === undefined)
    return isEmpty(responseBody) ? [] : [finding(`status ${status}: there is no response body to send`)]
  if (isEmpty(responseBody)) return [finding(`status ${status}: the response body is missing`)]
  return verify(`${operation?.name ?? ''} response ${status}`, () => described.strict(schema))
}

/** GitHub's general error; its description leaves it out for statuses that any operation may answer (401, 403, 404). */
const githubErrorShape: JsonObject = {
  type: 'object',
  properties: {
    message: { type: 'string' },
    documentation_url: { type: 'string' },
    status: { type: 'string' },
    errors: { type: 'array' },
  },
  required: ['message'],
  unevaluatedProperties: false,
}
