import { AmbiguousResult, type Clock, type Problem } from '../../rotation/model/ports.ts'
import { mapConcurrent } from '../../lib/map-concurrent.ts'
import { missingPermissions, type AppNeed, type Grant } from './required-permissions.ts'
import {
  lookupProblem,
  permissionProblem,
  repositoryProblem,
  appProblem,
  suspendedProblem,
} from './problems.ts'
import { ConnectionError } from '../../http/connection.ts'
import type { MintedToken } from './installation-token.ts'
import { isCausedBy, githubFailure, type Octokit } from '../client/client.ts'

/** The App at one account. */
export interface Installation {
  readonly id: number
  readonly owner: string
  /** The App in a reader's words. */
  readonly name: string
  /** The page where it is looked after. */
  readonly settings: string
  readonly permissions: Readonly<Record<string, string | undefined>>
  readonly suspended: boolean
}

export interface InstallationsOptions {
  /** GitHub's client for the App as itself. */
  readonly asApp: Octokit
  readonly appId: string
  readonly clock: Clock
  /** Called with every token at the moment it is known, before anything else is done with it. */
  readonly made: (token: MintedToken) => void
}

/** How often a token is asked for where nobody knows whether one was made, and the wait in between, in milliseconds. */
const ATTEMPTS = 3
const WAIT_MS = 500
/** What a token lives for where GitHub does not say it: the hour that its documentation promises. */
const USUAL_LIFE_MS = 3_600_000
/** Questions in flight at once where it is to be found out which repositories are out of reach. */
const QUESTIONS_SIDE_BY_SIDE = 20

/** Finds where the App is installed, and makes tokens there. Repeats nothing that had an effect which matters. */
export type Installations = ReturnType<typeof createInstallations>

export function createInstallations({ asApp, appId, clock, made }: InstallationsOptions) {
  /**
   * Finds the App's installation at an account. GitHub answers the question about a user for organizations as well,
   * though it does not say so in its description; a server that does not is asked the other one.
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

  /** Makes a token. An unanswered request may have made one as well, which nobody knows: it ends within the hour. */
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
          throw new Error('GitHub made a token and did not show it')
        const told = new Date(data.expires_at).getTime()
        const expiresAt = new Date(Number.isNaN(told) ? madeAt.getTime() + USUAL_LIFE_MS : told)
        const token = { token: data.token, madeAt, expiresAt }
        made(token)
        return token
      } catch (error) {
        if (!isCausedBy(error, AmbiguousResult)) throw error
        if (attempt >= ATTEMPTS) throw new ConnectionError(error.message, { cause: error })
        await clock.sleep(WAIT_MS * attempt)
      }
    }
    /* c8 ignore next -- nothing but a token or an error ends the loop */
  }

  /** Why a token for these repositories is refused, as far as one of them is to blame: GitHub does not say which. */
  async function problemsWith(
    { owner, name, settings }: Installation,
    repositories: readonly string[],
    about: (repository: string) => string,
  ): Promise<ReadonlyMap<string, Problem>> {
    const found = await mapConcurrent(QUESTIONS_SIDE_BY_SIDE, repositories, async (repo) => {
      try {
        await asApp.request('GET /repos/{owner}/{repo}/installation', { owner, repo })
        return undefined
      } catch (error) {
        const failure = githubFailure(error)
        return [repo, repositoryProblem(about(repo), name, `${owner}/${repo}`, settings, failure)] as const
      }
    })
    return new Map(found.filter((one) => one !== undefined))
  }

  return {
    find,
    mint,

    /** What keeps an installation from all or some of its needs, and the needs that are left. */
    check(
      installation: Installation,
      needs: readonly AppNeed[],
    ): { readonly problems: readonly Problem[]; readonly possible: readonly AppNeed[] } {
      const { name, owner, settings, permissions } = installation
      if (installation.suspended) return { problems: [suspendedProblem(name, owner, settings)], possible: [] }
      const missing = missingPermissions(needs, permissions)
      return {
        problems: missing.length === 0 ? [] : [permissionProblem(name, owner, settings, missing)],
        possible: needs.filter((need) => missingPermissions([need], permissions).length === 0),
      }
    },

    /**
     * Makes a token for as much of a grant as can be.
     * @param about the input that names a repository
     * @returns the grant that it was made for, undefined where none was made
     */
    async open(
      installation: Installation,
      grant: Grant,
      about: (repository: string) => string,
    ): Promise<{
      readonly opened: { readonly grant: Grant; readonly minted: MintedToken } | undefined
      readonly problems: readonly Problem[]
    }> {
      const doing = `make a token for ${installation.owner}`
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
  // It becomes a part of an address.
  if (!Number.isSafeInteger(id)) throw new Error('GitHub gave an installation a number that is none')
  return {
    id,
    owner,
    name: `the App ${app_slug}`,
    settings: html_url,
    permissions: { ...permissions },
    suspended: suspended_at !== null,
  }
}
