import type { Problem } from '../../rotation/model/ports.ts'
import type { AppPermission } from './required-permissions.ts'
import { generalRemedy, type GithubFailure, type Octokit } from '../client/client.ts'

/** The App in a reader's words, and where it is installed. */
export interface AppNames {
  readonly name: string
  /** Where somebody installs it; undefined where that is not known. */
  readonly installUrl: string | undefined
}

const NAMELESS: AppNames = { name: 'the App', installUrl: undefined }

/**
 * Explains why the App's installation could not be found, asking who the App is where GitHub says 404: of an App that
 * is not installed, and of one that there is not.
 */
export async function lookupProblem(
  asApp: Octokit,
  id: string,
  owner: string,
  refused: GithubFailure,
): Promise<Problem> {
  if (refused.status !== 404) return appProblem(id, refused, `find where the App is installed at ${owner}`)
  const names = await namesOf(asApp)
  if (names === undefined) {
    return {
      about: 'github-app-id',
      problem: `GitHub knows no App ${id} (${refused.message})`,
      remedy: "Give the App id or the client id that stands in the App's settings, under General",
      knownCause: 'github-app-not-accepted',
    }
  }
  return {
    about: 'github-app-id',
    problem: `${names.name} is not installed at ${owner}, or there is no account of this name`,
    remedy: `Install it there${names.installUrl === undefined ? '' : ` (${names.installUrl})`}, for the repositories that are to get the key; or correct the name of the owner`,
    knownCause: 'github-app-not-installed',
  }
}

/** Explains a refusal that has nothing to do with what was asked. */
export function appProblem(id: string, failure: GithubFailure, doing: string): Problem {
  const { status, message } = failure
  if (status === 401 && /'(Expiration time|Issued at)' claim/.test(message)) {
    return {
      about: 'github-app-private-key',
      problem: `GitHub does not accept the times that the App signs in with, not even with its own time (${message})`,
      remedy: "Set the machine's clock, or look for a proxy that changes the Date of GitHub's answers",
      knownCause: 'clock-off',
    }
  }
  if (status === 401) {
    return {
      about: 'github-app-private-key',
      problem: `GitHub does not accept this private key for the App ${id} (${message})`,
      remedy:
        "Give a private key that stands in this App's settings (a key that was deleted there is of no use any more), " +
        'and the App id or the client id of this very App',
      knownCause: 'github-app-not-accepted',
    }
  }
  return { about: 'github-app-id', problem: `could not ${doing}: ${message}`, ...generalRemedy(failure) }
}

export function suspendedProblem(name: string, owner: string, settings: string): Problem {
  return {
    about: 'github-app-id',
    problem: `the installation of ${name} at ${owner} is suspended`,
    remedy: `Unsuspend it (${settings})`,
    knownCause: 'github-app-not-installed',
  }
}

export function permissionProblem(
  name: string,
  owner: string,
  settings: string,
  missing: readonly AppPermission[],
): Problem {
  const words = missing.map((permission) => `${permission.label}: ${permission.level}`).join(', ')
  return {
    about: 'github-app-id',
    problem: `${name} has not been given at ${owner} what the run needs: ${words}`,
    remedy: `Give it to the App in its settings, under Permissions & events; then somebody at ${owner} has to accept it (${settings})`,
    knownCause: 'github-app-permission-missing',
  }
}

export function repositoryProblem(
  about: string,
  name: string,
  repository: string,
  settings: string,
  failure: GithubFailure,
): Problem {
  if (failure.status !== 404) {
    const problem = `whether ${name} is installed for the repository ${repository} could not be found out: ${failure.message}`
    return { about, problem, ...generalRemedy(failure) }
  }
  return {
    about,
    problem: `${name} is not installed for the repository ${repository}, or there is none of this name`,
    remedy: `Add the repository to the installation (${settings}), or correct the name`,
    knownCause: 'github-app-not-installed',
  }
}

/** Who the App is; undefined where GitHub knows no such App. */
async function namesOf(asApp: Octokit): Promise<AppNames | undefined> {
  try {
    const { data } = await asApp.request('GET /app')
    if (typeof data?.name !== 'string') return NAMELESS
    return { name: `the App ${data.name}`, installUrl: `${data.html_url}/installations/new` }
  } catch (error) {
    const unknown = error instanceof Error && 'status' in error && error.status === 404
    return unknown ? undefined : NAMELESS // asked only to word a message better
  }
}
