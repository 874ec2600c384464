import type { Clock, Problem } from '../../rotation/model/ports.ts'
import { mapConcurrent } from '../../lib/map-concurrent.ts'
import { createInstallations } from './installations.ts'
import { grantsFor, missingPermissions, type AppNeed, type Grant } from './required-permissions.ts'
import { createAppClient, type AppIdentity } from './jwt-client.ts'
import { createAppToken, isUnauthorized, type AppToken, type MintedToken } from './installation-token.ts'
import { errorMessage } from '../../lib/error-message.ts'
import { createGithub, type GithubRequest, type Octokit } from '../client/client.ts'

export interface GithubAppOptions {
  readonly identity: AppIdentity
  readonly apiUrl: string
  /** A `fetch` for requests with the tokens (http/connection.ts). */
  readonly connection: typeof fetch
  /** A `fetch` for requests that create and revoke tokens, which the run's deadline does not prevent. */
  readonly tokenConnection: typeof fetch
  /** GitHub's time. */
  readonly clock: Clock
  readonly mask: (secret: string) => void
}

/**
 * A GitHub App that creates its tokens: as few as possible, each for one account and with only the permissions that the
 * run needs there. A token is renewed before it expires, and revoked at the end of the run.
 */
export interface GithubApp {
  /** GitHub's client, which authenticates each request with the token for its target. */
  readonly octokit: Octokit
  /** The same over another connection. */
  client(over: typeof fetch): Octokit
  /**
   * Creates the tokens for these needs. Existing tokens are kept. Concurrent calls wait for each other, because they may be
   * for the same places.
   * @returns all problems
   */
  open(needs: readonly AppNeed[]): Promise<readonly Problem[]>
  /** Whether there is a token for a need. */
  covers(need: AppNeed): boolean
  /** Revokes every token. @returns messages about the ones that could not be revoked */
  close(): Promise<readonly string[]>
}

/** The token for a place, and the needs that it covers. */
interface Opened {
  readonly token: AppToken
  readonly needs: readonly AppNeed[]
}

/** The most accounts whose tokens are created at once. */
const CONCURRENT_ACCOUNTS = 20
/** The most tokens that are revoked at once. */
const CONCURRENT_REVOCATIONS = 20

export function createGithubApp(options: GithubAppOptions): GithubApp {
  const { identity, apiUrl, connection, tokenConnection, clock, mask } = options
  const asApp = createAppClient({ identity, connection: tokenConnection, apiUrl, clock, mask })
  const minted: MintedToken[] = []
  const installations = createInstallations({
    asApp,
    appId: identity.id,
    clock,
    created(token) {
      mask(token.token)
      minted.push(token)
    },
  })
  const opened = new Map<string, Opened>()
  let opening: Promise<unknown> = Promise.resolve()

  function covers(need: AppNeed): boolean {
    const permissions = opened.get(keyOf(need))?.token.grant.permissions
    return (
      permissions !== undefined && missingPermissions([{ ...need, expected: [] }], permissions).length === 0
    )
  }

  async function openAccount(needs: readonly AppNeed[]): Promise<readonly Problem[]> {
    /* c8 ignore next -- needs are grouped by owner, so there is one */
    const owner = needs[0]?.owner ?? ''
    const installation = await installations.find(owner)
    if ('problem' in installation) return [installation]
    const { problems, possible } = installations.check(installation, needs)
    const about = (repository: string): string =>
      /* c8 ignore next 2 -- a grant is for the repositories of these needs alone */
      needs.find((need) => need.repository?.toLowerCase() === repository.toLowerCase())?.about ??
      'repositories'
    const results = await Promise.all(
      grantsFor(owner, possible).map((grant) => installations.open(installation, grant, about)),
    )
    for (const { opened: made } of results) {
      if (made === undefined) continue
      const { grant } = made
      const token = createAppToken(grant, made.minted, () => installations.mint(installation, grant), clock)
      for (const key of keysOf(grant)) {
        const served = possible.filter((need) => keyOf(need) === key)
        opened.set(key, { token, needs: served })
      }
    }
    return [...problems, ...results.flatMap((result) => result.problems)]
  }

  async function openAll(needs: readonly AppNeed[]): Promise<readonly Problem[]> {
    const missing = needs.filter((need) => !covers(need))
    const keys = new Set(missing.map(keyOf))
    // A place with further needs gets a token for all of its needs.
    const all = [...[...keys].flatMap((key) => opened.get(key)?.needs ?? []), ...missing]
    const byOwner = Map.groupBy(all, ({ owner }) => owner.toLowerCase())
    const found = await mapConcurrent(CONCURRENT_ACCOUNTS, [...byOwner.values()], openAccount)
    return found.flat()
  }

  async function revoke({ token }: MintedToken): Promise<string | undefined> {
    try {
      await createGithub(tokenConnection, apiUrl, token).request('DELETE /installation/token')
      return undefined
    } catch (error) {
      if (isUnauthorized(error)) return undefined // it has expired or was revoked
      // Some refusals have no message.
      return errorMessage(error) || 'GitHub gave no reason'
    }
  }

  const client = (over: typeof fetch): Octokit =>
    createGithub(over, apiUrl, (send, request) => tokenFor(opened, request).send(send, request))

  return {
    octokit: client(connection),
    client,

    open(needs) {
      const found = opening.then(() => openAll(needs))
      opening = found.catch(() => undefined) // the caller gets the error
      return found
    },

    covers,

    async close() {
      const now = clock.now()
      const valid = minted.splice(0).filter(({ expiresAt }) => expiresAt > now)
      const problems = await mapConcurrent(CONCURRENT_REVOCATIONS, valid, async (token) => {
        const problem = await revoke(token)
        const until = token.expiresAt.toISOString()
        return problem && `A token of the GitHub App could not be revoked; it expires at ${until}: ${problem}`
      })
      opened.clear()
      return problems.filter((problem) => problem !== undefined)
    },
  }
}

function keyOf({ owner, repository }: Pick<AppNeed, 'owner' | 'repository'>): string {
  return (repository === undefined ? owner : `${owner}/${repository}`).toLowerCase()
}

function keysOf({ owner, repositories }: Grant): readonly string[] {
  return repositories === undefined
    ? [keyOf({ owner, repository: undefined })]
    : repositories.map((repository) => keyOf({ owner, repository }))
}

/** The token for a request: the one for its repository or account, else the one for the repository's account. */
function tokenFor(opened: ReadonlyMap<string, Opened>, request: GithubRequest): AppToken {
  const owner = text(request['org']) ?? text(request['owner'])
  if (owner === undefined) throw new Error('a request to GitHub has no account; this is a bug')
  const found =
    opened.get(keyOf({ owner, repository: text(request['repo']) })) ??
    opened.get(keyOf({ owner, repository: undefined }))
  if (found === undefined) throw new Error(`no token was created for ${owner}; this is a bug`)
  return found.token
}

function text(part: unknown): string | undefined {
  return typeof part === 'string' ? part : undefined
}
