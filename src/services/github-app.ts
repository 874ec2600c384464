import type { Clock, Problem } from '../rotation/ports.ts'
import { sideBySide } from '../rotation/side-by-side.ts'
import { createInstallations, type Installation, type MintedToken } from './app-installation.ts'
import { grantsFor, missingPermissions, type AppNeed, type Grant } from './app-needs.ts'
import { createAppSession, type AppIdentity } from './app-session.ts'
import { createGithub, type GithubRequest, type Octokit, type SendSigned } from './github.ts'

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
  /** Makes the tokens for these needs, and finds all that stands in the way. What is open already stays. */
  open(needs: readonly AppNeed[]): Promise<readonly Problem[]>
  /** Whether there is a token for a need. */
  covers(need: AppNeed): boolean
  /** Ends every token. @returns what went wrong with it, in a reader's words */
  close(): Promise<readonly string[]>
}

/** What is open of one place: the token for it, and the needs that it serves there. */
interface Opened {
  readonly open: Open
  readonly needs: readonly AppNeed[]
}

/** A token that is in use, and what it was made for. */
interface Open {
  readonly installation: Installation
  readonly grant: Grant
  current: MintedToken
  renewing: Promise<MintedToken> | undefined
}

/** Accounts that are opened at once. */
const ACCOUNTS_SIDE_BY_SIDE = 20
/** Tokens that are ended at once. */
const ENDS_SIDE_BY_SIDE = 20
/** A token is made anew when so much of its life is over: five minutes before its hour ends. */
const USED_UP = 11 / 12
/**
 * GitHub's machines learn of a new token one after the other: of one that is not older than this, in milliseconds, a
 * refusal may mean only that, and so many of them are waited out.
 */
const NEW_FOR_MS = 5000
const NEW_REFUSALS = 4
const NEW_WAIT_MS = 1000

export function createGithubApp(options: GithubAppOptions): GithubApp {
  const { identity, apiUrl, connection, tokenConnection, clock, mask } = options
  const asApp = createAppSession({ identity, connection: tokenConnection, apiUrl, clock, mask })
  const installations = createInstallations({ asApp, appId: identity.id, clock, mask })
  const opened = new Map<string, Opened>()
  const minted: MintedToken[] = []

  function covers(need: AppNeed): boolean {
    const permissions = opened.get(keyOf(need))?.open.grant.permissions
    return (
      permissions !== undefined && missingPermissions([{ ...need, expected: [] }], permissions).length === 0
    )
  }

  async function openAccount(needs: readonly AppNeed[]): Promise<readonly Problem[]> {
    const owner = needs[0]?.owner ?? ''
    const installation = await installations.find(owner)
    if ('problem' in installation) return [installation]
    const { problems, possible } = installations.check(installation, needs)
    const about = (repository: string): string =>
      needs.find((need) => need.repository?.toLowerCase() === repository.toLowerCase())?.about ??
      'repositories'
    const results = await Promise.all(
      grantsFor(owner, possible).map((grant) => installations.open(installation, grant, about)),
    )
    for (const { opened: made } of results) {
      if (made === undefined) continue
      minted.push(made.minted)
      const open: Open = { installation, grant: made.grant, current: made.minted, renewing: undefined }
      for (const key of keysOf(made.grant)) {
        const served = possible.filter((need) => keyOf(need) === key)
        opened.set(key, { open, needs: served })
      }
    }
    return [...problems, ...results.flatMap((result) => result.problems)]
  }

  /** Makes a token anew; whoever comes meanwhile gets the same one. */
  function renew(open: Open): Promise<MintedToken> {
    open.renewing ??= installations
      .mint(open.installation, open.grant)
      .then((made) => {
        minted.push(made)
        open.current = made
        return made
      })
      .finally(() => {
        open.renewing = undefined
      })
    return open.renewing
  }

  function isUsedUp({ madeAt, expiresAt }: MintedToken): boolean {
    const life = expiresAt.getTime() - madeAt.getTime()
    return clock.now().getTime() >= madeAt.getTime() + life * USED_UP
  }

  async function tokenOf(open: Open): Promise<MintedToken> {
    if (!isUsedUp(open.current)) return open.current
    try {
      return await renew(open)
    } catch (error) {
      // There are some minutes left, in which whoever comes next tries again.
      if (open.current.expiresAt > clock.now()) return open.current
      throw error
    }
  }

  function isNew({ madeAt }: MintedToken): boolean {
    return clock.now().getTime() - madeAt.getTime() < NEW_FOR_MS
  }

  const sendSigned: SendSigned = async (send, request) => {
    const open = openFor(opened, request)
    let used = await tokenOf(open)
    let renewed = false
    for (let refusals = 0; ; refusals += 1) {
      try {
        return await send(withToken(request, used))
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
        used = open.current === used ? await renew(open) : open.current
      }
    }
  }

  async function end({ token }: MintedToken): Promise<string | undefined> {
    try {
      await createGithub(tokenConnection, apiUrl, token).request('DELETE /installation/token')
      return undefined
    } catch (error) {
      if (isUnauthorized(error)) return undefined // it has ended already
      return error instanceof Error ? error.message : String(error)
    }
  }

  return {
    octokit: createGithub(connection, apiUrl, sendSigned),
    client: (over) => createGithub(over, apiUrl, sendSigned),

    async open(needs) {
      const missing = needs.filter((need) => !covers(need))
      const keys = new Set(missing.map(keyOf))
      // Whoever needs more of a place than before gets a token for both.
      const all = [...[...keys].flatMap((key) => opened.get(key)?.needs ?? []), ...missing]
      const byOwner = Map.groupBy(all, ({ owner }) => owner.toLowerCase())
      const found = await sideBySide(ACCOUNTS_SIDE_BY_SIDE, [...byOwner.values()], openAccount)
      return found.flat()
    },

    covers,

    async close() {
      const now = clock.now()
      const living = minted.splice(0).filter(({ expiresAt }) => expiresAt > now)
      const problems = await sideBySide(ENDS_SIDE_BY_SIDE, living, async (token) => {
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
function openFor(opened: ReadonlyMap<string, Opened>, request: GithubRequest): Open {
  const owner = text(request['org']) ?? text(request['owner'])
  if (owner === undefined) throw new Error('a request to GitHub goes to no account; this is a bug')
  const found =
    opened.get(keyOf({ owner, repository: text(request['repo']) })) ??
    opened.get(keyOf({ owner, repository: undefined }))
  if (found === undefined) throw new Error(`no token was made for ${owner}; this is a bug`)
  return found.open
}

function text(part: unknown): string | undefined {
  return typeof part === 'string' ? part : undefined
}

function withToken(request: GithubRequest, { token }: MintedToken): GithubRequest {
  return { ...request, headers: { ...request.headers, authorization: `token ${token}` } }
}

function isUnauthorized(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 401
}
