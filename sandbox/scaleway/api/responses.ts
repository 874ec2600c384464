// The shapes in which Scaleway answers, errors above all. Messages and fields as recorded where a recording exists.

import type { FastifyError, FastifyInstance } from 'fastify'
import type { Ids } from '../ids.ts'
import type { Need } from '../permissions.ts'

/** An error answer of Scaleway, thrown by a handler. */
export class ScalewayError extends Error {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(JSON.stringify(body))
    this.name = 'ScalewayError'
    this.status = status
    this.body = body
  }
}

export interface InvalidArgument {
  readonly argument_name: string
  readonly reason: 'required' | 'format' | 'constraint' | 'unknown'
  readonly help_message: string
}

export const invalidArguments = (details: readonly InvalidArgument[]): ScalewayError =>
  new ScalewayError(400, { details, message: 'invalid argument(s)', type: 'invalid_arguments' })

export const deniedAuthentication = (reason: 'invalid_argument' | 'not_found' | 'expired'): ScalewayError =>
  new ScalewayError(401, {
    message: 'authentication is denied',
    method: 'api_key',
    reason,
    type: 'denied_authentication',
  })

export const permissionsDenied = (needs: readonly Need[]): ScalewayError =>
  new ScalewayError(403, {
    details: needs.map(({ action, resource }) => ({ action, resource })),
    message: 'insufficient permissions',
    type: 'permissions_denied',
  })

/** Never recorded; the fields are those that Scaleway's own clients read. */
export const quotasExceeded = (resource: string, quota: number, current: number): ScalewayError =>
  new ScalewayError(403, {
    details: [{ resource, quota, current }],
    message: 'quota(s) exceeded for this resource',
    type: 'quotas_exceeded',
  })

export const notFound = (resource: string, resourceId: string): ScalewayError =>
  new ScalewayError(404, {
    message: 'resource is not found',
    resource,
    resource_id: resourceId,
    type: 'not_found',
  })

export const preconditionFailed = (precondition: string, help: string): ScalewayError =>
  new ScalewayError(412, {
    help_message: help,
    message: 'precondition is not respected',
    precondition,
    type: 'precondition_failed',
  })

/** Never recorded; the fields are those that Scaleway's own clients read. */
export const locked = (resource: string, resourceId: string): ScalewayError =>
  new ScalewayError(423, {
    message: 'resource is locked',
    resource,
    resource_id: resourceId,
    type: 'locked',
  })

/**
 * A time as Scaleway writes those that it sets itself: six decimals. The sandbox's clock has three; the last three are
 * made up, always the same ones, so that a client that cannot read microseconds is found out.
 */
export function timestamp(time: Date): string
export function timestamp(time: Date | null): string | null
export function timestamp(time: Date | null): string | null {
  return time === null ? null : time.toISOString().replace('Z', '417Z')
}

/** A time as Scaleway returns those of requests: without decimals if it has none. */
export function givenTimestamp(time: Date | null): string | null {
  return time === null ? null : time.toISOString().replace('.000Z', 'Z')
}

/** Adds Scaleway's headers, its answers to what Fastify refuses by itself, and its 404. */
export function prepareAnswers(app: FastifyInstance, ids: Ids): void {
  app.addHook('onSend', (_request, reply, payload, done) => {
    void reply.headers({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      server: 'Scaleway API Gateway (fr-par-2;edge01)',
      'strict-transport-security': 'max-age=63072000',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-request-id': ids.uuid('request'),
      // Without a charset: Scaleway's JavaScript SDK compares the whole value. A 204 has it too.
      'content-type': 'application/json',
    })
    done(null, payload)
  })
  // Scaleway reads every body as JSON, whatever its Content-Type (its own examples send none), and an empty one as none.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(String(body)))
    } catch {
      done(new ScalewayError(400, { message: 'cannot parse the body: it is not valid JSON' }))
    }
  })
  app.setErrorHandler((error: FastifyError | ScalewayError, _request, reply) => {
    if (error instanceof ScalewayError) {
      return reply.code(error.status).send(error.body)
    }
    const status = error.statusCode ?? 500
    return reply
      .code(status)
      .send({ message: status < 500 ? error.message : `internal error of the sandbox: ${error.message}` })
  })
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ message: 'not found' }))
}
