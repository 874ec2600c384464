import githubAppJwt from 'universal-github-app-jwt'
import type { Clock } from '../../rotation/model/ports.ts'
import { createGithub, type GithubRequest, type Octokit, type SendAuthenticated } from '../client/client.ts'

/** The identity of a GitHub App. */
export interface AppIdentity {
  /** Its App ID or client ID. */
  readonly id: string
  /** Secret: PEM. */
  readonly privateKey: string
}

export interface AppClientOptions {
  readonly identity: AppIdentity
  /** A `fetch` for GitHub (http/connection.ts), which updates the clock with every answer. */
  readonly connection: typeof fetch
  readonly apiUrl: string
  /** GitHub's time. */
  readonly clock: Clock
  readonly mask: (secret: string) => void
}

/** A JWT is replaced this long before it expires, in milliseconds. */
const MARGIN_MS = 60_000

/**
 * Creates GitHub's client that authenticates as the App, with JWTs. A JWT is valid for some minutes of GitHub's time, and
 * the machine's clock may be wrong: a request that is refused for the JWT's times is sent once more with a JWT for the
 * time of that answer.
 */
export function createAppClient({ identity, connection, apiUrl, clock, mask }: AppClientOptions): Octokit {
  let current: { readonly token: string; readonly endsAt: number } | undefined

  async function jwt(): Promise<string> {
    const now = clock.now().getTime()
    if (current !== undefined && now < current.endsAt - MARGIN_MS) return current.token
    const { id, privateKey } = identity
    const made = await githubAppJwt<string | number>({
      // Older servers accept an App ID only as a number.
      id: /^\d+$/.test(id) ? Number(id) : id,
      privateKey,
      now: Math.floor(now / 1000),
    })
    mask(made.token)
    current = { token: made.token, endsAt: made.expiration * 1000 }
    return made.token
  }

  const signed = async (request: GithubRequest): Promise<GithubRequest> => ({
    ...request,
    headers: { ...request.headers, authorization: `bearer ${await jwt()}` },
  })

  const sendSigned: SendAuthenticated = async (send, request) => {
    try {
      return await send(await signed(request))
    } catch (error) {
      if (!isAboutTime(error)) throw error
      current = undefined
      return send(await signed(request))
    }
  }
  return createGithub(connection, apiUrl, sendSigned)
}

/** Whether GitHub refused a JWT because of its times. */
function isAboutTime(error: unknown): boolean {
  return error instanceof Error && /'(Expiration time|Issued at)' claim/.test(error.message)
}
