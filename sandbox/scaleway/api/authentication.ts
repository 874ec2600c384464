import type { FastifyRequest } from 'fastify'
import type { SandboxClock } from '../../lib/clock.ts'
import { deniedAuthentication, permissionsDenied } from './responses.ts'
import { uuidPattern } from './parameters.ts'
import { isFulfilled } from '../conditions.ts'
import type { ConsistencyState } from '../consistency.ts'
import { bearerIdOf, type ScalewayIam } from '../iam.ts'
import type { BearerRecord, KeyRecord, ScalewaySettings } from '../model.ts'
import { type About, isGranted, type Need } from '../permissions.ts'

/** Who sends a request, and what it may do. */
export interface Caller {
  readonly key: KeyRecord
  readonly bearer: BearerRecord
  /** Whether one of the needs is granted. */
  readonly may: (needs: readonly Need[], about?: About) => boolean
  /** Throws a 403 that names the needs where none of them is granted. */
  readonly require: (needs: readonly Need[], about?: About) => void
  /** The same for a key: one's own can be managed with less. */
  readonly requireForKey: (action: 'read' | 'write', key: KeyOf) => void
}

/** Whose key a request is about, and which one, unless it is to be created. */
export type KeyOf = Pick<KeyRecord, 'applicationId' | 'userId'> & Partial<Pick<KeyRecord, 'accessKey'>>

/** Authenticates a request. Throws a 401 if it has no valid credentials. */
export type SignIn = (request: FastifyRequest) => Caller

/** Makes the way in. */
export function createSignIn(
  clock: SandboxClock,
  iam: ScalewayIam,
  consistency: ConsistencyState,
  settings: () => ScalewaySettings,
): SignIn {
  return (request) => {
    const token = request.headers['x-auth-token']
    if (typeof token !== 'string' || !uuidPattern.test(token)) {
      throw deniedAuthentication('invalid_argument')
    }
    const key = iam.livingKeys().find(({ secretKey }) => secretKey === token)
    const bearer = key && iam.bearer(bearerIdOf(key) ?? '')
    if (key === undefined || bearer === undefined) {
      throw deniedAuthentication('not_found')
    }
    if (key.expiresAt !== null && key.expiresAt <= clock.now()) {
      throw deniedAuthentication('expired')
    }
    const met = consistency.meet(key)
    if (met === 'unknown') {
      throw deniedAuthentication('not_found')
    }
    // Users may always manage what is their own; whether applications may is unverified.
    const ownKeys = bearer.kind === 'user' || settings().selfKeys
    const context = {
      ip: request.ip,
      time: clock.now(),
      userAgent: request.headers['user-agent'] ?? '',
    }
    const holds = (condition: string, { resource }: About): boolean =>
      isFulfilled(condition, { request: context, resource })
    const may: Caller['may'] = (needs, about = {}) =>
      met === 'ok' &&
      needs.some((need) =>
        need.resource === 'self_api_key' ? ownKeys : isGranted(bearer, need, about, holds),
      )
    const require: Caller['require'] = (needs, about) => {
      if (!may(needs, about)) {
        throw permissionsDenied(needs)
      }
    }
    return {
      key,
      bearer,
      may,
      require,
      requireForKey(action, target) {
        const own = bearerIdOf(target) === bearer.id
        const about: About = {
          keyOf: target.userId === undefined ? 'application' : 'user',
          ...(target.accessKey !== undefined && { resource: { id: target.accessKey } }),
        }
        const need: Need = { resource: 'api_key', action }
        const self: Need = { resource: 'self_api_key', action }
        // As recorded: a refused write of one's own key names both, a refused reading only the first.
        if (!may(own ? [need, self] : [need], about)) {
          throw permissionsDenied(own && action === 'write' ? [need, self] : [need])
        }
      },
    }
  }
}
