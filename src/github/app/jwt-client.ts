import githubAppJwt from 'universal-github-app-jwt'
import type { Clock } from '../../rotation/model/ports.ts'
import { createGithub, type GithubRequest, type Octokit, type SendAuthenticated } from '../client/client.ts'

/** Which GitHub App it is. */
export interface AppIdentity {
  /** Its App id or its client id. */
  readonly id: string
  /** Secret: PEM. */
  readonly privateKey: string
}

export interface AppClientOptions {
  readonly identity: AppIdentity
  /** The `fetch` that keeps the rules of the house (connection.ts); it tells the clock the time of every answer. */
  readonly connection: typeof fetch
  readonly apiUrl: string
  /** GitHub's time, as far as it is known. */
  readonly clock: Clock
  readonly mask: (secret: string) => void
}

/** A JWT is not used any more when it is so near its end, in milliseconds. */
const SPARE_MS = 60_000

/**
 * GitHub's client for the App as itself, signed in with JWTs that it makes. Each is valid for some minutes of GitHub's
 * time, which the machine's clock may be far from: what is refused for its time is sent once more with the time of the
 * very answer that refused it.
 */
export function createAppClient({ identity, connection, apiUrl, clock, mask }: AppClientOptions): Octokit {
  let current: { readonly token: string; readonly endsAt: number } | undefined

  async function jwt(): Promise<string> {
    const now = clock.now().getTime()
    if (current !== undefined && now < current.endsAt - SPARE_MS) return current.token
    const { id, privateKey } = identity
    const made = await githubAppJwt<string | number>({
      // Older servers take the number of an App as a number only.
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
