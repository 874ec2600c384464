import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Exchange } from '../../sandbox/server/service.ts'
import { knownExceptions } from './exceptions.ts'
import { contractFiles } from './folder.ts'
import { readDescription, type Description, type JsonObject } from './openapi.ts'
import { checkParameters, checkRequestBody, checkResponse, type Finding } from './parts.ts'

export interface Contracts {
  /** Whether there is a description of the service that an exchange is with. */
  describes(exchange: Exchange): boolean
  /**
   * Checks one exchange against the vendor's description of it.
   * @param options.request `false` where a test asks for something wrong on purpose: then only the answer is checked
   * @returns a sentence for each violation, without any value in it (values may be secret)
   */
  check(exchange: Exchange, options?: { readonly request?: boolean }): readonly string[]
}

const loaded = new Map<string, Description>()

/** Reads a description when it is first asked for: most test files need only one of them. */
function description(file: string): Description {
  const known = loaded.get(file)
  if (known !== undefined) return known
  const text = readFileSync(file, 'utf8')
  const read = readDescription((file.endsWith('.json') ? JSON.parse(text) : parse(text)) as JsonObject)
  loaded.set(file, read)
  return read
}

/** Undefined where nobody describes the service, or the description is not at hand. */
function descriptionOf({ service, url }: Exchange): Description | undefined {
  const { iam, secretManager, github } = contractFiles
  if (service === 'keys-api') return undefined
  const file = service === 'github' ? github : url.startsWith('/secret-manager/') ? secretManager : iam
  return file === undefined || !existsSync(file) ? undefined : description(file)
}

/**
 * Reads the vendors' descriptions, as far as they are at hand (folder.ts); what is not goes unchecked.
 * @returns undefined where none is
 */
export function loadContracts(): Contracts | undefined {
  const { iam, secretManager, github } = contractFiles
  if (github === undefined && ![iam, secretManager].some(existsSync)) return undefined
  return {
    describes: (exchange) => descriptionOf(exchange) !== undefined,
    check(exchange, options = {}) {
      const described = descriptionOf(exchange)
      if (described === undefined) return []
      const path = exchange.url.split('?')[0] ?? ''
      const where = `${exchange.service} #${exchange.number} ${exchange.method} ${path}`
      const found = described.find(exchange.method, path)
      const checkRequest = options.request !== false
      if (found === undefined && checkRequest) return [`${where}: the description has no such path or method`]
      const findings: Finding[] = []
      if (found !== undefined && checkRequest) {
        findings.push(...checkParameters(found.operation, found.pathValues, exchange, described))
        findings.push(...checkRequestBody(found.operation, exchange, described))
      }
      // What an injected fault answers is not the service's own doing.
      if (exchange.status !== undefined && exchange.fault === undefined)
        findings.push(...checkResponse(found?.operation, exchange, exchange.status, described))
      const name = found?.operation.name ?? ''
      return findings
        .filter((finding) => !isForgiven(finding, exchange, name))
        .map(({ words }) => `${where}: ${words}`)
    },
  }
}

/**
 * Throws with everything in these exchanges that the vendors' descriptions do not allow; passes where the descriptions
 * are not at hand. For the options see `Contracts.check`.
 */
export function refuseBrokenContracts(
  exchanges: readonly Exchange[],
  options?: { readonly request?: boolean },
): void {
  const contracts = loadContracts()
  if (contracts === undefined) return
  const violations = exchanges.flatMap((exchange) => contracts.check(exchange, options))
  if (violations.length > 0)
    throw new Error(`The exchanges break the vendors' descriptions:\n- ${violations.join('\n- ')}`)
}

function isForgiven({ part, place, keyword }: Finding, { service }: Exchange, operation: string): boolean {
  return knownExceptions.some(
    (exception) =>
      exception.service === service &&
      exception.part === part &&
      exception.operation.test(operation) &&
      exception.place.test(place) &&
      exception.keywords.includes(keyword),
  )
}
