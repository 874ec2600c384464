import type { SandboxClock } from '../lib/clock.ts'
import type { DerivedIds } from '../lib/ids.ts'
import { readJwt, signJwt } from './jwt.ts'
import type { KeysApiSeed, KeysApiToken, KeysApiUser, KeysApiUserSeed } from './model.ts'

/** The users, and the JWTs that they sign in with. */
export interface Accounts {
  readonly users: () => readonly KeysApiUser[]
  /** A user by username, email address or id. */
  readonly user: (who: string) => KeysApiUser | undefined
  /** Throws where the username, the email address or the id is taken. */
  readonly addUser: (user: KeysApiUserSeed) => KeysApiUser
  /** Throws where there is no such user. @param lifetime in seconds */
  readonly issueToken: (who: string, lifetime: number) => KeysApiToken
  readonly tokens: () => readonly KeysApiToken[]
  /** Whom a JWT signs in; undefined where it is none of this service, or has expired. */
  readonly bearerOf: (token: string) => KeysApiUser | undefined
  readonly secretValues: () => readonly string[]
  readonly remember: () => () => void
}

/** Makes the accounts that a seed has. */
export function createAccounts(clock: SandboxClock, ids: DerivedIds, seed: KeysApiSeed): Accounts {
  const secret = seed.signingSecret ?? 'FAKE-sandbox-jwt-signing-secret-000000000000'
  let users: readonly KeysApiUser[] = []
  let tokens: readonly KeysApiToken[] = []

  const user: Accounts['user'] = (who) =>
    users.find(({ id, username, email }) => [id, username, email].includes(who))

  const addUser: Accounts['addUser'] = (given) => {
    const added = { ...given, id: given.id ?? ids.uuid('user'), balance: given.balance ?? 0 }
    for (const name of [added.id, added.username, added.email]) {
      if (user(name) !== undefined) {
        throw new Error(`The sandbox's keys API has a user ${name} already.`)
      }
    }
    users = [...users, added]
    return added
  }
  for (const one of seed.users ?? []) {
    addUser(one)
  }

  return {
    users: () => users,
    user,
    addUser,
    issueToken(who, lifetime) {
      const owner = user(who)
      if (owner === undefined) {
        throw new Error(`The sandbox's keys API has no user ${who}.`)
      }
      const iat = Math.floor(clock.now().getTime() / 1000)
      const exp = iat + lifetime
      const token: KeysApiToken = {
        accessToken: signJwt({ sub: owner.id, iat, exp, jti: ids.uuid('token') }, secret),
        userId: owner.id,
        issuedAt: new Date(iat * 1000),
        expiresAt: new Date(exp * 1000),
      }
      tokens = [...tokens, token]
      return token
    },
    tokens: () => tokens,
    bearerOf(token) {
      const claims = readJwt(token, secret, clock.now())
      return users.find(({ id }) => id === claims?.sub)
    },
    secretValues: () => [
      secret,
      ...users.map(({ password }) => password),
      ...tokens.map(({ accessToken }) => accessToken),
    ],
    remember() {
      const old = { users, tokens }
      return () => {
        users = old.users
        tokens = old.tokens
      }
    },
  }
}
