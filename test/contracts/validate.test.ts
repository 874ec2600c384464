import { describe, expect, test } from '@jest/globals'
import type { Exchange } from '../../sandbox/server/service.ts'
import { loadContracts } from './validate.ts'

const contracts = loadContracts()

const base = {
  number: 1,
  requestHeaders: {},
  requestBody: undefined,
  responseHeaders: {},
  at: '2026-01-01T00:00:00Z',
  fault: undefined,
} as const

const key = {
  access_key: 'SCWXXXXXXXXXXXXXXXXX',
  secret_key: null,
  application_id: '6170692e-7363-616c-6577-61792e636f6d',
  description: '',
  created_at: '2026-01-01T00:00:00.123456Z',
  updated_at: '2026-01-01T00:00:00.123456Z',
  expires_at: null,
  default_project_id: '6170692e-7363-616c-6577-61792e636f6d',
  editable: true,
  deletable: true,
  managed: false,
  creation_ip: '192.0.2.1',
}
const getKey: Exchange = {
  ...base,
  service: 'scaleway',
  method: 'GET',
  url: '/iam/v1alpha1/api-keys/SCWXXXXXXXXXXXXXXXXX',
  status: 200,
  responseBody: key,
}
const putSecret: Exchange = {
  ...base,
  service: 'github',
  method: 'PUT',
  url: '/repos/acme/web/environments/team%2Fproduction/secrets/SCW_ACCESS_KEY',
  requestBody: { encrypted_value: 'c2VjcmV0', key_id: '012345678912345678' },
  status: 201,
  responseBody: {},
}
const permissionsDenied = {
  type: 'permissions_denied',
  message: 'insufficient permissions',
  details: [{ resource: 'api_key', action: 'write' }],
}
const list = '/iam/v1alpha1/api-keys'

const right: Record<string, Exchange> = {
  'a key': getKey,
  'a secret of an environment with a slash in its name': putSecret,
  'a recorded error': { ...getKey, status: 403, responseBody: permissionsDenied },
  'a 429 without a body': { ...getKey, status: 429, responseBody: undefined },
  'an error of GitHub': {
    ...putSecret,
    status: 403,
    responseBody: { message: 'Resource not accessible by integration' },
  },
  'a request that was cut': { ...getKey, status: undefined, responseBody: undefined, fault: 'cut' },
  'what a fault answered': { ...getKey, status: 599, responseBody: 'nonsense', fault: 'status' },
  'several values of one parameter': {
    ...getKey,
    url: `${list}?access_keys=A&access_keys=B&page_size=50&expired=false`,
    responseBody: { api_keys: [key], total_count: 1 },
  },
}

const wrong: Record<string, readonly [Exchange, string]> = {
  'a renamed field': [
    { ...getKey, responseBody: { ...key, accessKey: 'SCW' } },
    'response body /accessKey: the description has no such field',
  ],
  'a wrong type': [
    { ...getKey, responseBody: { ...key, editable: 'yes' } },
    'response body /editable: must be boolean',
  ],
  'a null that is not allowed': [
    { ...getKey, responseBody: { ...key, description: null } },
    'response body /description: must be string',
  ],
  'a date in another form': [
    { ...getKey, responseBody: { ...key, created_at: 'yesterday' } },
    'response body /created_at: must match format "date-time"',
  ],
  'an unknown path': [{ ...getKey, url: '/iam/v1/keys' }, 'the description has no such path or method'],
  'an unknown method': [{ ...getKey, method: 'PUT' }, 'the description has no such path or method'],
  'an unknown query parameter': [
    { ...getKey, url: `${list}?bearer=x`, responseBody: { api_keys: [], total_count: 0 } },
    'query: there is no parameter bearer',
  ],
  'a query parameter of the wrong type': [
    { ...getKey, url: `${list}?page_size=many`, responseBody: { api_keys: [], total_count: 0 } },
    'query page_size: must be integer',
  ],
  'an unknown region': [
    {
      ...getKey,
      url: '/secret-manager/v1beta1/regions/mars/secrets?scheduled_for_deletion=false',
      responseBody: { secrets: [], total_count: 0 },
    },
    'query path region: must be equal to one of the allowed values',
  ],
  'an unknown field in a request': [
    { ...putSecret, requestBody: { ...(putSecret.requestBody as object), value: 'x' } },
    'request body /value: the description has no such field',
  ],
  'a missing field in a request': [
    { ...putSecret, requestBody: { encrypted_value: 'c2VjcmV0' } },
    "request body (whole): must have required property 'key_id'",
  ],
  'a missing request body': [{ ...putSecret, requestBody: undefined }, 'the request body is missing'],
  'an unexpected status': [{ ...getKey, status: 201 }, 'status 201 is not one that the description lists'],
  'a body where there is none': [
    { ...putSecret, status: 204, responseBody: {} },
    'status 204: there is no response body to send',
  ],
  'a missing field of GitHub': [
    {
      ...putSecret,
      method: 'GET',
      requestBody: undefined,
      status: 200,
      responseBody: { name: 'A', created_at: '2026-01-01T00:00:00Z' },
    },
    "response body (whole): must have required property 'updated_at'",
  ],
  'an error of an unknown type': [
    { ...getKey, status: 403, responseBody: { type: 'go_away', message: '' } },
    'status 403: no error of type go_away is known',
  ],
  'an error with the wrong status': [
    { ...getKey, status: 400, responseBody: permissionsDenied },
    'status 400: an error of type permissions_denied never came with status 400',
  ],
  'a 429 with a body': [
    { ...getKey, status: 429, responseBody: { message: 'slow' } },
    'status 429: the answer has a body',
  ],
}

describe('the checks against the vendors’ descriptions', () => {
  if (contracts === undefined) {
    test.skip('the descriptions are not at hand', () => undefined)
    return
  }
  test.each(Object.entries(right).filter(([, exchange]) => contracts.describes(exchange)))(
    'accept %s',
    (_, exchange) => {
      expect(contracts.check(exchange)).toEqual([])
    },
  )
  test.each(Object.entries(wrong).filter(([, [exchange]]) => contracts.describes(exchange)))(
    'refuse %s',
    (_, [exchange, words]) => {
      const path = exchange.url.split('?')[0] ?? ''
      expect(contracts.check(exchange)).toEqual([
        `${exchange.service} #1 ${exchange.method} ${path}: ${words}`,
      ])
    },
  )
  test('show no value', () => {
    const exchange = { ...getKey, responseBody: { ...key, secret_key: 12345678 } }
    expect(contracts.check(exchange).join()).not.toContain('12345678')
  })
  test('leave out the request where it is wrong on purpose', () => {
    const exchange = { ...getKey, url: '/iam/v1/keys', status: 404, responseBody: { message: 'not found' } }
    expect(contracts.check(exchange, { request: false })).toEqual([])
  })
})
