import type { FastifyInstance } from 'fastify'
import type { SandboxClock } from '../lib/clock.ts'

/** One HTTP exchange as it went over the wire, for the request log and for checks against the vendors' contracts. */
export interface Exchange {
  /** Counts up from 1 over all services. */
  readonly number: number
  readonly service: ServiceName
  readonly method: string
  /** Path and query, as sent (still percent-encoded). */
  readonly url: string
  readonly requestHeaders: Readonly<Record<string, string>>
  /** Parsed where it is JSON, else the text; undefined where there was none. */
  readonly requestBody: unknown
  /** Undefined where a fault cut the connection before an answer. */
  readonly status: number | undefined
  readonly responseHeaders: Readonly<Record<string, string>>
  readonly responseBody: unknown
  /** The sandbox's time when the request came in, ISO 8601. */
  readonly at: string
  /** The fault that was applied to it, by kind; undefined where none was. */
  readonly fault: string | undefined
}

/** A request that has come in whole and that no handler has seen yet. */
export interface PendingRequest {
  /** The number that its exchange will have. */
  readonly number: number
  readonly service: ServiceName
  readonly method: string
  /** Path and query, as sent (still percent-encoded). */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Parsed where it is JSON, else the text; undefined where there was none. */
  readonly body: unknown
}

export type ServiceName = 'scaleway' | 'github' | 'keys-api'

/** What every fake service gets. */
export interface SandboxContext {
  readonly clock: SandboxClock
}

/** What every fake service is: an app that answers over HTTP, and a view on what it holds. */
export interface Service {
  readonly name: ServiceName
  /** Adds the service's routes, its error answers and its 404 to an app that already has the shared hooks. */
  readonly routes: (app: FastifyInstance) => void
  /** Everything it holds, secrets in the clear, as plain JSON for `GET /_sandbox/state`. */
  readonly state: () => unknown
  /** Every secret value (key, token, private key) that it ever issued or was seeded with: no log may show one. */
  readonly secretValues: () => readonly string[]
}
