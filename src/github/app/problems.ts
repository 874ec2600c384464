import type { Problem } from '../../rotation/model/ports.ts'
import type { AppPermission } from './required-permissions.ts'
import { generalRemedy, type GithubFailure, type Octokit } from '../client/client.ts'

/** The App's name for messages, and its installation page. */
export interface AppNames {
  readonly name: string
  /** Undefined if it is not known. */
  readonly installUrl: string | undefined
}

const NAMELESS: AppNames = { name: 'the App', installUrl: undefined }

/**
 * Explains why the App's installation could not be found. GitHub answers 404 if the App is not installed and if it does not
 * exist; a further request finds out which.
 */
export async function lookupProblem(
  asApp: Octokit,
  id: string,
  owner: string,
  refused: GithubFailure,
): Promise<Problem> {
  if (refused.status !== 404) return appProblem(id, refused, `find the App's installation at ${owner}`)
  const names = await namesOf(asApp)
  if (names === undefined) {
    return {
      about: 'github-app-id',
      problem: `the App ${id} does not exist (${refused.message})`,
      remedy: "Use the App ID or the client ID from the App's settings, under General",
      knownCause: 'github-app-not-accepted',
    }
  }
  return {
    about: 'github-app-id',
    problem: `${names.name} is not installed at ${owner}, or this account does not exist`,
    remedy: `Install it there${names.installUrl === undefined ? '' : ` (${names.installUrl})`}, for the repositories of the targets, or correct the name of the owner`,
    knownCause: 'github-app-not-installed',
  }
}

/** Explains a refusal that is not about the requested object. */
export function appProblem(id: string, failure: GithubFailure, doing: string): Problem {
  const { status, message } = failure
  if (status === 401 && /'(Expiration time|Issued at)' claim/.test(message)) {
    return {
      about: 'github-app-private-key',
      problem: `GitHub does not accept the time of the App's JWT, even after a correction with GitHub's own time (${message})`,
      remedy:
        "Correct the machine's clock, or find the proxy that changes the Date header of GitHub's answers",
      knownCause: 'clock-off',
    }
  }
  if (status === 401) {
    return {
      about: 'github-app-private-key',
      problem: `GitHub does not accept this private key for the App ${id} (${message})`,
      remedy:
        "Use a private key that is listed in this App's settings (a deleted key is no longer valid), and the App ID or the " +
        'client ID of the same App',
      knownCause: 'github-app-not-accepted',
    }
  }
  return { about: 'github-app-id', problem: `could not ${doing}: ${message}`, ...generalRemedy(failure) }
}

export function suspendedProblem({ name, owner, settings }: Installation): Problem {
  return {
    about: 'github-app-id',
    problem: `the installation of ${name} at ${owner} is suspended`,
    remedy: `Unsuspend it (${settings})`,
    knownCause: 'github-app-not-installed',
  }
}

export function permissionProblem(
  { name, owner, settings }: Installation,
  missing: readonly AppPermission[],
): Problem {
  const permissions = missing.map((permission) => `${permission.label}: ${permission.level}`).join(', ')
  return {
    about: 'github-app-id',
    problem: `${name} does not have the permissions at ${owner} that the run needs: ${permissions}`,
    remedy: `Add them in the App's settings, under Permissions & events. Then an owner of ${owner} must accept them (${settings})`,
    knownCause: 'github-app-permission-missing',
  }
}

/** @param about the input that names the repository */
export function repositoryProblem(
  about: string,
  { name, settings }: Pick<Installation, 'name' | 'settings'>,
  repository: string,
  failure: GithubFailure,
): Problem {
  if (failure.status !== 404) {
    const problem = `could not check whether ${name} is installed for the repository ${repository}: ${failure.message}`
    return { about, problem, ...generalRemedy(failure) }
  }
  return {
    about,
    problem: `${name} is not installed for the repository ${repository}, or it does not exist`,
    remedy: `Add the repository to the installation (${settings}), or correct the name`,
    knownCause: 'github-app-not-installed',
  }
}

/** Reads the App's name; undefined if the App does not exist. */
async function namesOf(asApp: Octokit): Promise<AppNames | undefined> {
  try {
    const { data } = await asApp.request('GET /app')
    if (typeof data?.name !== 'string') return NAMELESS
    return { name: `the App ${data.name}`, installUrl: `${data.html_url}/installations/new` }
  } catch (error) {
    const unknown = error instanceof Error && 'status' in error && error.status === 404
    return unknown ? undefined : NAMELESS // only used to choose a message
  }
}

/** An installation of the App at an account. */
export interface Installation {
  readonly id: number
  readonly owner: string
  /** The App's name for messages. */
  readonly name: string
  /** The URL of its settings page. */
  readonly settings: string
  readonly permissions: Readonly<Record<string, string | undefined>>
  readonly suspended: boolean
}
