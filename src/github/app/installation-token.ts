import type { Clock } from '../../rotation/model/ports.ts'
import type { Grant } from './required-permissions.ts'
import type { GithubRequest, SendAuthenticated } from '../client/client.ts'

/** A token that GitHub created. */
export interface MintedToken {
  /** Secret. */
  readonly token: string
  readonly madeAt: Date
  readonly expiresAt: Date
}

/** A token that is renewed before it expires. */
export interface AppToken {
  /** What the token may access. */
  readonly grant: Grant
  /** Sends a request with the token. */
  readonly send: SendAuthenticated
}

/** A token is renewed after this part of its lifetime: five minutes before an hour is over. */
const RENEW_AFTER = 11 / 12
/**
 * A new token takes some seconds to reach all of GitHub's servers. While a token is not older than this, in milliseconds,
 * this number of refusals is retried.
 */
const NEW_FOR_MS = 5000
const NEW_REFUSALS = 4
const NEW_WAIT_MS = 1000

/**
 * @param first the first token
 * @param mint creates another one for the same grant
 * @param clock GitHub's time
 */
export function createAppToken(
  grant: Grant,
  first: MintedToken,
  mint: () => Promise<MintedToken>,
  clock: Clock,
): AppToken {
  let current = first
  let renewing: Promise<MintedToken> | undefined

  /** Renews the token; concurrent callers get the same one. */
  function renew(): Promise<MintedToken> {
    renewing ??= mint()
      .then((made) => (current = made))
      .finally(() => {
        renewing = undefined
      })
    return renewing
  }

  async function usable(): Promise<MintedToken> {
    const { madeAt, expiresAt } = current
    const renewAt = madeAt.getTime() + (expiresAt.getTime() - madeAt.getTime()) * RENEW_AFTER
    if (clock.now().getTime() < renewAt) return current
    try {
      return await renew()
    } catch (error) {
      // It is valid for some minutes, in which the next request tries again.
      if (current.expiresAt > clock.now()) return current
      throw error
    }
  }

  function isNew({ madeAt }: MintedToken): boolean {
    return clock.now().getTime() - madeAt.getTime() < NEW_FOR_MS
  }

  return {
    grant,
    async send(send, request) {
      let used = await usable()
      let renewed = false
      for (let refusals = 0; ; refusals += 1) {
        try {
          return await send(authenticated(request, used))
        } catch (error) {
          // The refusal had no effect, so even a write may be sent again.
          if (!isUnauthorized(error)) throw error
          if (isNew(used) && refusals < NEW_REFUSALS) {
            await clock.sleep(NEW_WAIT_MS)
            continue
          }
          if (renewed) throw error
          renewed = true
          // It was revoked, or has expired.
          used = current === used ? await renew() : current
        }
      }
      /* c8 ignore next -- only an answer or an error ends the loop */
    },
  }
}

/** Whether GitHub did not accept the credentials of a request. */
export function isUnauthorized(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 401
}

function authenticated(request: GithubRequest, { token }: MintedToken): GithubRequest {
  return { ...request, headers: { ...request.headers, authorization: `token ${token}` } }
}
