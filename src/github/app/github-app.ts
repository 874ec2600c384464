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
  /** The `fetch` for what the tokens are made for, with the rules of the house (connection.ts). */
  readonly connection: typeof fetch
  /** The same for tokens themselves, which are made and ended whatever else may still be changed. */
  readonly tokenConnection: typeof fetch
  /** GitHub's time. */
  readonly clock: Clock
  readonly mask: (secret: string) => void
}

/**
 * A GitHub App that makes its own tokens: as few as can be, each for one account and for no more than the run needs
 * there, made anew before its hour ends, and ended with the run.
 */
export interface GithubApp {
  /** GitHub's client, which signs each request with the token for where it goes. */
  readonly octokit: Octokit
  /** The same over another connection. */
  client(over: typeof fetch): Octokit
  /**
   * Makes the tokens for these needs, and finds all that stands in the way. What is open already stays; whoever asks while
   * somebody else's are made waits, since they may be for the same places.
   */
  open(needs: readonly AppNeed[]): Promise<readonly Problem[]>
  /** Whether there is a token for a need. */
  covers(need: AppNeed): boolean
  /** Ends every token. @returns what went wrong with it, in a reader's words */
  close(): Promise<readonly string[]>
}

/** What is open of one place: the token for it, and the needs that it serves there. */
interface Opened {
  readonly token: AppToken
  readonly needs: readonly AppNeed[]
}

/** Accounts that are opened at once. */
const ACCOUNTS_SIDE_BY_SIDE = 20
/** Tokens that are ended at once. */
const ENDS_SIDE_BY_SIDE = 20

export function createGithubApp(options: GithubAppOptions): GithubApp {
  const { identity, apiUrl, connection, tokenConnection, clock, mask } = options
  const asApp = createAppClient({ identity, connection: tokenConnection, apiUrl, clock, mask })
  const minted: MintedToken[] = []
  const installations = createInstallations({
    asApp,
    appId: identity.id,
    clock,
    made(token) {
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
    /* c8 ignore next -- needs are put together by their owner, so there is one */
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
    // Whoever needs more of a place than before gets a token for both.
    const all = [...[...keys].flatMap((key) => opened.get(key)?.needs ?? []), ...missing]
    const byOwner = Map.groupBy(all, ({ owner }) => owner.toLowerCase())
    const found = await mapConcurrent(ACCOUNTS_SIDE_BY_SIDE, [...byOwner.values()], openAccount)
    return found.flat()
  }

  async function end({ token }: MintedToken): Promise<string | undefined> {
    try {
      await createGithub(tokenConnection, apiUrl, token).request('DELETE /installation/token')
      return undefined
    } catch (error) {
      if (isUnauthorized(error)) return undefined // it has ended already
      // Some refusals come without a word.
      return errorMessage(error) || 'GitHub did not say why'
    }
  }

  const client = (over: typeof fetch): Octokit =>
    createGithub(over, apiUrl, (send, request) => tokenFor(opened, request).send(send, request))

  return {
    octokit: client(connection),
    client,

    open(needs) {
      const found = opening.then(() => openAll(needs))
      opening = found.catch(() => undefined) // whoever asked is told
      return found
    },

    covers,

    async close() {
      const now = clock.now()
      const living = minted.splice(0).filter(({ expiresAt }) => expiresAt > now)
      const problems = await mapConcurrent(ENDS_SIDE_BY_SIDE, living, async (token) => {
        const problem = await end(token)
        const until = token.expiresAt.toISOString()
        return (
          problem &&
          `A token of the GitHub App could not be revoked; it ends by itself at ${until}: ${problem}`
        )
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

/** The token for where a request goes: for this very repository or account, or else for the account it is of. */
function tokenFor(opened: ReadonlyMap<string, Opened>, request: GithubRequest): AppToken {
  const owner = text(request['org']) ?? text(request['owner'])
  if (owner === undefined) throw new Error('a request to GitHub goes to no account; this is a bug')
  const found =
    opened.get(keyOf({ owner, repository: text(request['repo']) })) ??
    opened.get(keyOf({ owner, repository: undefined }))
  if (found === undefined) throw new Error(`no token was made for ${owner}; this is a bug`)
  return found.token
}

function text(part: unknown): string | undefined {
  return typeof part === 'string' ? part : undefined
}
