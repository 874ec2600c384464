import type { Clock } from '../../rotation/model/ports.ts'
import type { Grant } from './required-permissions.ts'
import type { GithubRequest, SendAuthenticated } from '../client/client.ts'

/** A token as GitHub made it. */
export interface MintedToken {
  /** Secret. */
  readonly token: string
  readonly madeAt: Date
  readonly expiresAt: Date
}

/** A token that is made anew before its time is over. */
export interface AppToken {
  /** What it is made for. */
  readonly grant: Grant
  /** Sends a request signed with it. */
  readonly send: SendAuthenticated
}

/** A token is made anew when so much of its life is over: five minutes before its hour ends. */
const USED_UP = 11 / 12
/**
 * GitHub's machines learn of a new token one after the other: of one that is not older than this, in milliseconds, a
 * refusal may mean only that, and so many of them are waited out.
 */
const NEW_FOR_MS = 5000
const NEW_REFUSALS = 4
const NEW_WAIT_MS = 1000

/**
 * @param first the token to begin with
 * @param mint makes another one for the same grant
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

  /** Makes the token anew; whoever comes meanwhile gets the same one. */
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
    const usedUpAt = madeAt.getTime() + (expiresAt.getTime() - madeAt.getTime()) * USED_UP
    if (clock.now().getTime() < usedUpAt) return current
    try {
      return await renew()
    } catch (error) {
      // There are some minutes left, in which whoever comes next tries again.
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
          return await send(signed(request, used))
        } catch (error) {
          // Refused before it had any effect, so even a write may be sent again.
          if (!isUnauthorized(error)) throw error
          if (isNew(used) && refusals < NEW_REFUSALS) {
            await clock.sleep(NEW_WAIT_MS)
            continue
          }
          if (renewed) throw error
          renewed = true
          // Somebody has ended it, or its time was over after all.
          used = current === used ? await renew() : current
        }
      }
      /* c8 ignore next -- nothing but an answer or an error ends the loop */
    },
  }
}

/** Whether GitHub did not accept what a request was signed with. */
export function isUnauthorized(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 401
}

function signed(request: GithubRequest, { token }: MintedToken): GithubRequest {
  return { ...request, headers: { ...request.headers, authorization: `token ${token}` } }
}
