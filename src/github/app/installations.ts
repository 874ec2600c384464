import { AmbiguousResult, type Clock, type Problem } from '../../rotation/model/ports.ts'
import { mapConcurrent } from '../../lib/map-concurrent.ts'
import { missingPermissions, type AppNeed, type Grant } from './required-permissions.ts'
import {
  lookupProblem,
  permissionProblem,
  repositoryProblem,
  appProblem,
  suspendedProblem,
  type Installation,
} from './problems.ts'
import { ConnectionError } from '../../http/connection.ts'
import type { MintedToken } from './installation-token.ts'
import { isCausedBy, githubFailure, type Octokit } from '../client/client.ts'

export interface InstallationsOptions {
  /** GitHub's client that authenticates as the App. */
  readonly asApp: Octokit
  readonly appId: string
  readonly clock: Clock
  /** Called with every token before anything else is done with it. */
  readonly created: (token: MintedToken) => void
}

/** How often a token is requested if the result is unknown, and the wait between two attempts, in milliseconds. */
const ATTEMPTS = 3
const WAIT_MS = 500
/** The documented lifetime of a token, used if GitHub's answer has none. */
const DEFAULT_LIFETIME_MS = 3_600_000
/** The most repositories that are checked at once. */
const CONCURRENT_CHECKS = 20

/** Finds the App's installations and creates their tokens. */
export type Installations = ReturnType<typeof createInstallations>

export function createInstallations({ asApp, appId, clock, created }: InstallationsOptions) {
  /**
   * Finds the App's installation at an account. GitHub answers the request for a user for organizations as well, which is
   * not documented; if it does not, the request for organizations follows.
   */
  async function find(owner: string): Promise<Installation | Problem> {
    try {
      return read(
        owner,
        (await asApp.request('GET /users/{username}/installation', { username: owner })).data,
      )
    } catch (error) {
      const refused = githubFailure(error)
      if (refused.status !== 404) return lookupProblem(asApp, appId, owner, refused)
    }
    try {
      return read(owner, (await asApp.request('GET /orgs/{org}/installation', { org: owner })).data)
    } catch (error) {
      return lookupProblem(asApp, appId, owner, githubFailure(error))
    }
  }

  /** Creates a token. An unanswered request may have created an unknown one, which expires within an hour. */
  async function mint({ id }: Installation, { repositories, permissions }: Grant): Promise<MintedToken> {
    for (let attempt = 1; ; attempt += 1) {
      const madeAt = clock.now()
      try {
        const { data } = await asApp.request('POST /app/installations/{installation_id}/access_tokens', {
          installation_id: id,
          permissions,
          ...(repositories !== undefined && { repositories: [...repositories] }),
        })
        if (typeof data.token !== 'string' || !/^\S+$/.test(data.token))
          throw new Error("GitHub's answer has no token")
        const expiry = new Date(data.expires_at).getTime()
        const expiresAt = new Date(Number.isNaN(expiry) ? madeAt.getTime() + DEFAULT_LIFETIME_MS : expiry)
        const token = { token: data.token, madeAt, expiresAt }
        created(token)
        return token
      } catch (error) {
        if (!isCausedBy(error, AmbiguousResult)) throw error
        if (attempt >= ATTEMPTS) throw new ConnectionError(error.message, { cause: error })
        await clock.sleep(WAIT_MS * attempt)
      }
    }
    /* c8 ignore next -- only a token or an error ends the loop */
  }

  /** Finds the repositories that a token was refused for: GitHub does not say which. */
  async function problemsWith(
    installation: Installation,
    repositories: readonly string[],
    about: (repository: string) => string,
  ): Promise<ReadonlyMap<string, Problem>> {
    const { owner } = installation
    const found = await mapConcurrent(CONCURRENT_CHECKS, repositories, async (repo) => {
      try {
        await asApp.request('GET /repos/{owner}/{repo}/installation', { owner, repo })
        return undefined
      } catch (error) {
        const failure = githubFailure(error)
        return [repo, repositoryProblem(about(repo), installation, `${owner}/${repo}`, failure)] as const
      }
    })
    return new Map(found.filter((one) => one !== undefined))
  }

  return {
    find,
    mint,

    /** The problems of an installation with its needs, and the needs without problems. */
    check(
      installation: Installation,
      needs: readonly AppNeed[],
    ): { readonly problems: readonly Problem[]; readonly possible: readonly AppNeed[] } {
      const { permissions } = installation
      if (installation.suspended) return { problems: [suspendedProblem(installation)], possible: [] }
      const missing = missingPermissions(needs, permissions)
      return {
        problems: missing.length === 0 ? [] : [permissionProblem(installation, missing)],
        possible: needs.filter((need) => missingPermissions([need], permissions).length === 0),
      }
    },

    /**
     * Creates a token for a grant, without the repositories that the App cannot access.
     * @param about returns the input that names a repository
     * @returns the token and its grant; undefined if none was created
     */
    async open(
      installation: Installation,
      grant: Grant,
      about: (repository: string) => string,
    ): Promise<{
      readonly opened: { readonly grant: Grant; readonly minted: MintedToken } | undefined
      readonly problems: readonly Problem[]
    }> {
      const doing = `create a token for ${installation.owner}`
      try {
        return { opened: { grant, minted: await mint(installation, grant) }, problems: [] }
      } catch (error) {
        const refused = githubFailure(error)
        const asked = refused.status === 422 ? (grant.repositories ?? []) : []
        const found = await problemsWith(installation, asked, about)
        const problems = [...found.values()]
        if (found.size === 0) return { opened: undefined, problems: [appProblem(appId, refused, doing)] }
        const rest = { ...grant, repositories: asked.filter((one) => !found.has(one)) }
        if (rest.repositories.length === 0) return { opened: undefined, problems }
        try {
          return { opened: { grant: rest, minted: await mint(installation, rest) }, problems }
        } catch (again) {
          return {
            opened: undefined,
            problems: [...problems, appProblem(appId, githubFailure(again), doing)],
          }
        }
      }
    },
  }
}

function read(
  owner: string,
  data: {
    readonly id: number
    readonly app_slug: string
    readonly html_url: string
    readonly permissions: object
    readonly suspended_at: string | null
  },
): Installation {
  const { id, app_slug, html_url, permissions, suspended_at } = data
  // It becomes part of URLs.
  if (!Number.isSafeInteger(id)) throw new Error("GitHub's answer has an installation ID that is not valid")
  return {
    id,
    owner,
    name: `the App ${app_slug}`,
    settings: html_url,
    permissions: { ...permissions },
    suspended: suspended_at !== null,
  }
}
