// The shapes in which the keys API answers: the guide's envelope, and its errors word for word, as clients read them.

import type { FastifyError, FastifyInstance } from 'fastify'
import type { ApiKeyRecord, KeyAnswerForm } from './model.ts'

/** An error answer of the keys API, thrown by a handler. */
export class KeysApiError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'KeysApiError'
    this.status = status
  }
}

export const unauthorized = (): KeysApiError => new KeysApiError(401, 'Unauthorized')

export const badRequest = (message: string): KeysApiError => new KeysApiError(400, message)

/** Also for another user's key, and for a deactivated one. */
export const keyNotFound = (): KeysApiError => new KeysApiError(404, 'API key not found')

export const notYet = (): KeysApiError =>
  badRequest('API key must be expired or expiring within 7 days to rollover')

export const keyNotNamed = (): KeysApiError => badRequest('Either api_key or expired_key_id must be provided')

/** The guide has no word for this one; which of the two keys would be meant is not to be guessed. */
export const keyNamedTwice = (): KeysApiError =>
  badRequest('Only one of api_key and expired_key_id may be provided')

/** A success. */
export function envelope(status: 200 | 201, data: unknown): object {
  return { status_code: status, message: 'Request successful', data }
}

/** How a new key is answered, the only time that it is shown. */
export function newKeyAnswer(form: KeyAnswerForm, status: 200 | 201, key: ApiKeyRecord): object {
  const shown = { api_key: key.key, expires_at: key.expiresAt.toISOString() }
  switch (form) {
    case 'envelope':
      return envelope(status, shown)
    case 'top-level':
      return shown
    case 'without-expiry':
      return envelope(status, { api_key: shown.api_key })
    case 'without-key':
      return envelope(status, { expires_at: shown.expires_at })
    case 'with-more':
      return {
        success: true,
        ...envelope(status, { ...describeKey(key), ...shown, replaces: key.replaces }),
        timestamp: key.createdAt.toISOString(),
      }
  }
}

/** A key as lists show it: without its value. */
export function describeKey(key: ApiKeyRecord): object {
  return {
    id: key.id,
    name: key.name,
    permissions: key.permissions,
    prefix: key.key.slice(0, 16),
    expires_at: key.expiresAt.toISOString(),
    is_active: key.deactivatedAt === null,
    created_at: key.createdAt.toISOString(),
  }
}

/** Adds how bodies are read, the answers to what Fastify refuses by itself, and the 404 of unknown addresses. */
export function prepareAnswers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, JSON.parse(String(body)))
    } catch {
      // Without the parser's message: it quotes the body, which may contain a key.
      done(badRequest('The body is not valid JSON'))
    }
  })
  app.setErrorHandler((error: FastifyError | KeysApiError, _request, reply) => {
    const status = error instanceof KeysApiError ? error.status : (error.statusCode ?? 500)
    const message = status < 500 ? error.message : `internal error of the sandbox: ${error.message}`
    return reply.code(status).send({ status_code: status, message })
  })
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ status_code: 404, message: `Cannot ${request.method} ${request.url}` }),
  )
}
