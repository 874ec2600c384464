import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { SandboxClock } from '../lib/clock.ts'
import type { Accounts } from './accounts.ts'
import {
  badRequest,
  describeKey,
  envelope,
  keyNamedTwice,
  keyNotFound,
  keyNotNamed,
  KeysApiError,
  newKeyAnswer,
  notYet,
  unauthorized,
} from './responses.ts'
import type { ApiKeys } from './api-keys.ts'
import type { ConsistencyState } from './consistency.ts'
import { type Fields, optionalText, readExpiry, readFields, readPermissions, requiredText } from './fields.ts'
import type { ApiKeyRecord, KeyPermission, KeysApiSettings, KeysApiUser } from './model.ts'

interface Parts {
  readonly clock: SandboxClock
  readonly accounts: Accounts
  readonly apiKeys: ApiKeys
  readonly consistency: ConsistencyState
  readonly settings: () => KeysApiSettings
}

/** A key may be rolled over this long before its end, and ever after. */
const rolloverWindow = 7 * 24 * 60 * 60 * 1000
const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Adds `POST /auth/login`. */
export function addLogin(app: FastifyInstance, { accounts, settings }: Parts): void {
  app.post('/auth/login', (request, reply) => {
    const fields = readFields(request.body)
    const names = [optionalText(fields, 'username'), optionalText(fields, 'email')].filter(
      (name) => name !== undefined,
    )
    const [name] = names
    if (name === undefined) {
      throw badRequest('Either username or email must be provided')
    }
    const password = requiredText(fields, 'password')
    const user = accounts.user(name)
    // An id is no name to sign in with, and where both names are given, both must be the user's.
    const isKnown = user !== undefined && names.every((one) => [user.username, user.email].includes(one))
    if (!isKnown || user.password !== password) {
      throw unauthorized()
    }
    const { accessToken, expiresAt } = accounts.issueToken(user.id, settings().tokenLifetime)
    return reply.send(envelope(200, { access_token: accessToken, expires_at: expiresAt.toISOString() }))
  })
}

/** Adds `POST /keys/create`, `POST /keys/rollover` and `GET /keys`, for who signs in with a JWT. */
export function addKeyRoutes(app: FastifyInstance, parts: Parts): void {
  const { accounts, apiKeys, clock, settings } = parts

  const signIn = (request: FastifyRequest): KeysApiUser => {
    const token = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    const user = token === undefined ? undefined : accounts.bearerOf(token)
    if (user === undefined) {
      throw unauthorized()
    }
    return user
  }

  app.post('/keys/create', (request, reply) => {
    const user = signIn(request)
    const fields = readFields(request.body)
    const key = apiKeys.createKey({
      user: user.id,
      name: requiredText(fields, 'name'),
      permissions: readPermissions(fields),
      expiry: readExpiry(fields),
    })
    return reply.code(201).send(newKeyAnswer(settings().keyAnswer, 201, key))
  })

  app.post('/keys/rollover', (request, reply) => {
    const user = signIn(request)
    const fields = readFields(request.body)
    const which = readNaming(fields)
    const expiry = readExpiry(fields)
    const old = apiKeys.keys().find((key) => key.userId === user.id && which(key))
    if (old === undefined || old.deactivatedAt !== null) {
      throw keyNotFound()
    }
    if (old.expiresAt.getTime() - clock.now().getTime() > rolloverWindow) {
      throw notYet()
    }
    return reply.send(newKeyAnswer(settings().keyAnswer, 200, apiKeys.rollOver(old, expiry, user.id)))
  })

  app.get('/keys', (request, reply) => {
    const user = signIn(request)
    const own = apiKeys.keys().filter(({ userId }) => userId === user.id)
    return reply.send(envelope(200, own.map(describeKey)))
  })
}

/** Which key a rollover is about: named by itself or by its id. Throws a 400 where it is neither, or both. */
function readNaming(fields: Fields): (key: ApiKeyRecord) => boolean {
  const apiKey = optionalText(fields, 'api_key')
  const id = optionalText(fields, 'expired_key_id')
  if (apiKey !== undefined && id !== undefined) {
    throw keyNamedTwice()
  }
  if (apiKey !== undefined) {
    return ({ key }) => key === apiKey
  }
  if (id === undefined) {
    throw keyNotNamed()
  }
  if (!uuidPattern.test(id)) {
    throw badRequest('expired_key_id must be a UUID')
  }
  return (key) => key.id === id.toLowerCase()
}

/** Adds `GET /wallet/balance`, for who has a key in the header `x-api-key`. */
export function addWallet(app: FastifyInstance, { accounts, apiKeys, consistency }: Parts): void {
  /** Throws a 401 where the key is none, and a 403 where it may not do what is needed. */
  const require = (request: FastifyRequest, needed: KeyPermission): ApiKeyRecord => {
    const given = request.headers['x-api-key']
    const key = apiKeys.keys().find((one) => one.key === given)
    if (key === undefined || apiKeys.isExpired(key)) {
      throw unauthorized()
    }
    const accepted =
      key.deactivatedAt === null ? !consistency.hides(key.id) : consistency.stillAccepts(key.id)
    if (!accepted) {
      throw unauthorized()
    }
    if (!key.permissions.includes(needed)) {
      throw new KeysApiError(403, `API key does not have the permission ${needed}`)
    }
    return key
  }

  app.get('/wallet/balance', (request, reply) => {
    const { userId } = require(request, 'read')
    return reply.send(envelope(200, { balance: accounts.user(userId)?.balance }))
  })
}
