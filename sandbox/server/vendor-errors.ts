// What the vendors answer when something is wrong that is not the request's fault, for the faults that ask for it.

import type { FaultEffect } from './faults.ts'
import type { ServiceName } from './service.ts'

/** Status, headers and body as they go over the wire. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

type Answering = Extract<FaultEffect, { kind: 'status' | 'rate-limit' | 'raw' | 'faked' }>

/**
 * The answer that a fault gives.
 * @param now the sandbox's time, for limits that say when they end
 * @param asked the request's body, for an intermediary that echoes it
 */
export function faultAnswer(service: ServiceName, effect: Answering, now: Date, asked?: unknown): RawAnswer {
  switch (effect.kind) {
    case 'faked':
      return fakedAnswer(effect, asked)
    case 'raw':
      return {
        status: effect.status,
        headers: effect.headers ?? {},
        body: (effect.body ?? '').repeat(effect.repeat ?? 1),
      }
    case 'rate-limit':
      return rateLimit(service, effect, now)
    case 'status': {
      const standard = standardAnswer(service, effect.status, now)
      const headers = { ...standard.headers, ...effect.headers }
      return effect.body === undefined
        ? { ...standard, headers }
        : {
            status: effect.status,
            headers: { 'Content-Type': 'application/json', ...headers },
            body: JSON.stringify(effect.body),
          }
    }
  }
}

function rateLimit(
  service: ServiceName,
  effect: Extract<FaultEffect, { kind: 'rate-limit' }>,
  now: Date,
): RawAnswer {
  const seconds = effect.seconds ?? 60
  switch (service) {
    case 'scaleway':
      return scalewayRateLimit
    case 'github':
      return githubRateLimit(effect.limit ?? 'secondary', effect.status ?? 403, seconds, now)
    case 'keys-api':
      return keysApiRateLimit(seconds)
  }
}

function standardAnswer(service: ServiceName, status: number, now: Date): RawAnswer {
  switch (service) {
    case 'scaleway':
      return scalewayAnswer(status)
    case 'github':
      return githubAnswer(status, now)
    case 'keys-api':
      return keysApiAnswer(status)
  }
}

/** What an intermediary answers that does not pass the request on. */
function fakedAnswer(
  { answer, status = 200 }: Extract<FaultEffect, { kind: 'faked' }>,
  asked: unknown,
): RawAnswer {
  const json = { 'Content-Type': 'application/json' }
  switch (answer) {
    case 'object':
      return { status, headers: json, body: '{}' }
    case 'empty':
      return { status, headers: {}, body: '' }
    case 'echo':
      return { status, headers: json, body: JSON.stringify(asked ?? {}) }
    case 'page':
      return { status, headers: { 'Content-Type': 'text/html' }, body: '<html><body>Welcome</body></html>' }
  }
}

/** As recorded: no body, no Content-Type, no Retry-After. */
const scalewayRateLimit: RawAnswer = { status: 429, headers: { 'X-Envoy-Ratelimited': 'true' }, body: '' }

function scalewayAnswer(status: number): RawAnswer {
  const json = (body: object): RawAnswer => ({
    status,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  switch (status) {
    case 401:
      return json({
        message: 'authentication is denied',
        method: 'api_key',
        reason: 'not_found',
        type: 'denied_authentication',
      })
    case 403:
      return json({
        details: [{ action: 'write', resource: 'api_key' }],
        message: 'insufficient permissions',
        type: 'permissions_denied',
      })
    case 429:
      return scalewayRateLimit
    case 503:
      // The gateway's, when a service behind it is away: plain text.
      return {
        status,
        headers: { 'Content-Type': 'text/plain' },
        body: 'upstream connect error or disconnect',
      }
    default:
      return json({ message: status >= 500 ? 'internal error' : 'request failed' })
  }
}

function githubAnswer(status: number, now: Date): RawAnswer {
  const json = (message: string): RawAnswer => ({
    status,
    headers: githubHeaders,
    body: JSON.stringify({
      message,
      documentation_url: 'https://docs.github.com/rest',
      status: String(status),
    }),
  })
  switch (status) {
    case 401:
      return json('Bad credentials')
    case 403:
      return json('Resource not accessible by integration')
    case 404:
      return json('Not Found')
    case 429:
      return githubRateLimit('secondary', 429, 60, now)
    case 500:
      return { status, headers: githubHeaders, body: '' }
    case 502:
      return json('Server Error')
    case 503:
      return json('Service unavailable')
    default:
      return json('Request failed')
  }
}

const githubHeaders = { 'Content-Type': 'application/json; charset=utf-8' }

function githubRateLimit(
  limit: 'primary' | 'secondary',
  status: 403 | 429,
  seconds: number,
  now: Date,
): RawAnswer {
  const body = (message: string, about: string): string =>
    JSON.stringify({
      message,
      documentation_url: `https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api${about}`,
    })
  return limit === 'primary'
    ? {
        status,
        headers: {
          ...githubHeaders,
          'X-RateLimit-Limit': '5000',
          'X-RateLimit-Remaining': '0',
          'X-RateLimit-Reset': String(Math.ceil(now.getTime() / 1000 + seconds)),
          'X-RateLimit-Used': '5000',
          'X-RateLimit-Resource': 'core',
        },
        body: body('API rate limit exceeded for installation.', ''),
      }
    : {
        status,
        headers: { ...githubHeaders, 'Retry-After': String(seconds) },
        body: body(
          'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
          '#about-secondary-rate-limits',
        ),
      }
}

/** The guide shows none of these; they are what a service of its kind answers, in its envelope without data. */
function keysApiAnswer(status: number): RawAnswer {
  switch (status) {
    case 401:
      return keysApiError(status, 'Unauthorized')
    case 403:
      return keysApiError(status, 'Forbidden')
    case 404:
      return keysApiError(status, 'API key not found')
    case 429:
      return keysApiRateLimit(60)
    case 500:
      return keysApiError(status, 'Internal server error')
    case 502:
      // The proxy's in front of the service, which knows nothing of envelopes.
      return {
        status,
        headers: { 'Content-Type': 'text/html' },
        body: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body></body>\r\n</html>\r\n',
      }
    case 503:
      return keysApiError(status, 'Service Unavailable')
    default:
      return keysApiError(status, 'Request failed')
  }
}

function keysApiRateLimit(seconds: number): RawAnswer {
  return keysApiError(429, 'Too Many Requests', { 'Retry-After': String(seconds) })
}

function keysApiError(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): RawAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify({ status_code: status, message }),
  }
}
