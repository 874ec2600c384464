import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Exchange, ServiceName } from '../../sandbox/server/service.ts'
import { contractsFolder } from './folder.ts'
import { loadContracts } from './validate.ts'

/** Exchanges with the real services: whatever the checks say against them is the checks' mistake. */
const contracts = loadContracts()

interface Recorded {
  readonly request: {
    readonly method: string
    readonly url?: string
    readonly path?: string
    readonly body: unknown
  }
  readonly response: { readonly status: number; readonly body: unknown }
}

function recordings(service: ServiceName): readonly { name: string; exchange: Exchange }[] {
  const place = join(contractsFolder, `${service}-recordings`)
  if (!existsSync(place)) return []
  return readdirSync(place)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const { examples = [], interactions = [] } = JSON.parse(readFileSync(join(place, file), 'utf8')) as {
        examples?: Recorded[]
        interactions?: Recorded[]
      }
      return [...examples, ...interactions].map(({ request, response }, index) => ({
        name: `${basename(file, '.json')} ${index + 1}`,
        exchange: {
          number: index + 1,
          service,
          method: request.method,
          url: request.path ?? (request.url ?? '').replace(/^https:\/\/[^/]+/, ''),
          requestHeaders: {},
          requestBody: request.body ?? undefined,
          status: response.status,
          responseHeaders: {},
          responseBody: response.body,
          at: '2026-01-01T00:00:00Z',
          fault: undefined,
        },
      }))
    })
}

/**
 * Left out: recordings from which long answers were cut, answers from a cache (304), and at GitHub all but the secrets
 * APIs (the recordings of repositories, and all of the organization BeaverSoftware, are years older than the
 * description or cut to a few fields).
 */
function isWhole({ exchange }: { exchange: Exchange }): boolean {
  const { service, status, url } = exchange
  if (
    status === 304 ||
    url.startsWith('/orgs/BeaverSoftware/') ||
    /_(trimmed|truncated)_here/.test(JSON.stringify(exchange))
  )
    return false
  return service === 'scaleway' || /\/(secrets|environments)(\/|$)/.test(url)
}

const cases = [...recordings('scaleway'), ...recordings('github')].filter(isWhole)

describe('the checks accept what the real services did', () => {
  if (contracts === undefined || cases.length === 0) {
    test.skip('the recordings are not at hand', () => undefined)
    return
  }
  test.each(cases.map(({ name, exchange }) => [name, exchange] as const))('%s', (_, exchange) => {
    // The recordings' requests come from clients that send more than the description allows (null for a list), and some
    // were recorded with the answer in the request's place.
    expect(contracts.check(exchange, { request: false })).toEqual([])
  })
})
