import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { signedInApp } from './app-jwt.ts'
import type { Apps } from '../apps.ts'
import { notFound, Refusal } from './errors.ts'
import type { RateLimits } from './rate-limits.ts'
import type { Token, Directory, App } from '../entities.ts'

/** One request, as the endpoints see it. */
export interface Call {
  readonly method: string
  /** Path and query, still encoded. */
  readonly url: string
  /** Decoded parts of the path. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** What came in as JSON; undefined where nothing did. */
  readonly body: unknown
  /** Where this API stands, without a slash at the end; addresses in answers begin with it. */
  readonly base: string
  readonly caller: Token | undefined
  /** Who asks where an App asks as itself. */
  readonly app: App | undefined
  /** Names the permission that the endpoint asks for, for the answer's header. */
  readonly accepts: (permission: string) => void
}

export interface Answer {
  readonly status: number
  /** Left out for an empty body. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Endpoint {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'
  /** As Fastify's router reads it. */
  readonly path: string
  /** The page below `https://docs.github.com/rest` that errors name. */
  readonly docs: string
  /** Whether it may be asked without a token. */
  readonly open?: boolean
  /** `app` where it is an App itself that asks, with a JWT; no token is taken there. */
  readonly signIn?: 'app'
  /** Asking for the limits does not count against them. */
  readonly free?: boolean
  readonly answer: (call: Call) => Answer
}

/** The address that was asked, without its query. */
export function address(call: Call): string {
  return call.base + (call.url.split('?', 1)[0] ?? '')
}

const docsRoot = 'https://docs.github.com/rest'
const jsonType = 'application/json; charset=utf-8'

/** GitHub's own way to number requests; these say where they come from. */
function requestId(count: number, time: Date): string {
  const hex = (value: number): string => value.toString(16).toUpperCase()
  return `5A4D:${hex(count)}:${hex(count * 7919)}:${hex(count * 104729)}:${hex(Math.floor(time.getTime() / 1000))}`
}

/** Whose budget a caller's requests count for: all tokens of an installation share one. */
function limitedAs(caller: Token | undefined): string {
  if (caller?.installation !== undefined) return `installation ${caller.installation.id}`
  return caller?.token ?? ''
}

function acceptable(accept: string | undefined): boolean {
  return accept === undefined || accept === '' || /\*\/\*|application\/(\*|json|vnd\.github)/i.test(accept)
}

/**
 * Adds endpoints, GitHub's errors and its headers to an app, in a scope of their own, so that the app's other
 * routes keep theirs.
 */
export function addEndpoints(
  app: FastifyInstance,
  parts: {
    readonly directory: Directory
    readonly apps: Apps
    readonly limits: RateLimits
    readonly endpoints: readonly Endpoint[]
    readonly now: () => Date
  },
): void {
  const { directory, apps, limits, endpoints, now } = parts
  let requests = 0

  function send(reply: FastifyReply, request: FastifyRequest, answer: Answer): FastifyReply {
    const budget = limits.budget(limitedAs(authorized(request)))
    void reply.code(answer.status).headers({
      'x-github-media-type': 'github.v3; format=json',
      'x-github-api-version-selected': '2022-11-28',
      'x-ratelimit-limit': String(budget.limit),
      'x-ratelimit-remaining': String(budget.remaining),
      'x-ratelimit-reset': String(budget.reset),
      'x-ratelimit-used': String(budget.used),
      'x-ratelimit-resource': 'core',
      'x-github-request-id': requestId(++requests, now()),
      'x-content-type-options': 'nosniff',
      ...answer.headers,
    })
    if (answer.body === undefined) return reply.send()
    return reply.header('content-type', jsonType).send(JSON.stringify(answer.body))
  }

  function refuse(
    reply: FastifyReply,
    request: FastifyRequest,
    error: Refusal,
    more: { readonly docs: string; readonly headers?: Readonly<Record<string, string>> } = { docs: docsRoot },
  ): FastifyReply {
    const location = error.headers['location']
    const body = {
      message: error.message,
      ...(location !== undefined && { url: location }),
      documentation_url: error.documentation ?? more.docs,
      status: String(error.status),
    }
    return send(reply, request, {
      status: error.status,
      ...(!error.empty && { body }),
      headers: { ...more.headers, ...error.headers },
    })
  }

  /** The token of a request; undefined where it has none or a bad one. */
  function authorized(request: FastifyRequest): Token | undefined {
    const value = /^(?:token|bearer) +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    return value === undefined ? undefined : directory.findToken(value)
  }

  function checkCaller(request: FastifyRequest, open: boolean): Token | undefined {
    const caller = authorized(request)
    if (caller?.installation?.suspendedAt !== undefined) {
      throw new Refusal(403, 'This installation has been suspended', { documentation: docsRoot })
    }
    if (caller !== undefined) return caller
    if (request.headers.authorization !== undefined) {
      throw new Refusal(401, 'Bad credentials', { documentation: docsRoot })
    }
    if (!open) throw new Refusal(401, 'Requires authentication')
    return undefined
  }

  function checkHeaders(request: FastifyRequest): void {
    if (!request.headers['user-agent']) {
      throw new Refusal(
        403,
        'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
        { documentation: docsRoot },
      )
    }
    const { accept } = request.headers
    if (!acceptable(accept)) {
      throw new Refusal(
        415,
        `Unsupported 'Accept' header: '${String(accept)}'. Must accept 'application/json'.`,
        {
          documentation: `${docsRoot}/using-the-rest-api/getting-started-with-the-rest-api#media-types`,
        },
      )
    }
  }

  function handle(endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const permissions: string[] = []
    const permissionHeaders = (): Record<string, string> =>
      permissions.length > 0 ? { 'x-accepted-github-permissions': permissions.join('; ') } : {}
    try {
      checkHeaders(request)
      const asApp = endpoint.signIn === 'app'
      const app = asApp ? signedInApp(request.headers.authorization, apps, now()) : undefined
      const caller = asApp ? undefined : checkCaller(request, endpoint.open ?? false)
      if (endpoint.free !== true) {
        limits.count(app === undefined ? limitedAs(caller) : `app ${app.id}`, request.method)
      }
      const answer = endpoint.answer({
        method: request.method,
        url: request.url,
        params: request.params as Record<string, string>,
        query: new URL(request.url, 'http://localhost').searchParams,
        body: request.body,
        base: `${request.protocol}://${request.host}`,
        caller,
        app,
        accepts: (permission) => {
          permissions.push(permission)
        },
      })
      return send(reply, request, { ...answer, headers: { ...permissionHeaders(), ...answer.headers } })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return refuse(reply, request, error, {
        docs: `${docsRoot}/${endpoint.docs}`,
        headers: permissionHeaders(),
      })
    }
  }

  void app.register((scope, _options, done) => {
    // GitHub reads every body as JSON, whatever its type says: its own examples with curl send it as a form.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, parsed) => {
      if (text === '') {
        parsed(null, undefined)
        return
      }
      let body: unknown
      try {
        body = JSON.parse(String(text))
      } catch {
        parsed(new Refusal(400, 'Problems parsing JSON'))
        return
      }
      parsed(null, body)
    })
    scope.setErrorHandler((error, request, reply) => {
      const status = (error as { statusCode?: number }).statusCode
      if (error instanceof Refusal) return refuse(reply, request, error)
      // Fastify's own refusals, such as a body that is too large.
      if (status !== undefined && status < 500) {
        return refuse(reply, request, new Refusal(status, (error as Error).message))
      }
      throw error
    })
    scope.setNotFoundHandler((request, reply) => {
      try {
        checkHeaders(request)
        checkCaller(request, true)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        return refuse(reply, request, error)
      }
      return refuse(reply, request, notFound())
    })
    for (const endpoint of endpoints) {
      const method: HTTPMethods = endpoint.method
      // After a rename clients follow to the address by number, so every path of a repository has both.
      for (const url of new Set([
        endpoint.path,
        endpoint.path.replace('/repos/:owner/:repo', '/repositories/:id'),
      ])) {
        scope.route({ method, url, handler: (request, reply) => handle(endpoint, request, reply) })
      }
    }
    done()
  })
}
