import type { Problem } from '../../rotation/model/ports.ts'
import { generalRemedy, type GithubFailure, type Octokit } from '../client/client.ts'
import { permissionFor } from './token-permissions.ts'
import { inputOf, placeLabel, type Place, type EntryKind } from './places.ts'

/** The prefix of `GITHUB_TOKEN` and of a GitHub App's tokens. */
const INSTALLATION_TOKEN = 'ghs_'
/** Replaces the token of a GitHub App, which changes during a run, where only the kind of token matters. */
export const APP_TOKEN = 'github-app'

/** A read or write of the secrets or variables of a place. */
export interface PlaceAccess {
  readonly octokit: Octokit
  /** Only its prefix is used, to recognize `GITHUB_TOKEN`. */
  readonly token: string
  readonly place: Place
}

/** Explains why a place could not be read. A 404 has several causes, so a second request finds out which. */
export async function readProblem(
  access: PlaceAccess,
  thing: EntryKind,
  failure: GithubFailure,
): Promise<Problem> {
  const { place } = access
  if (failure.status === 403) return forbidden(access.token, place, thing, failure.message)
  if (failure.status === 404) return notFound(access, thing, failure.message)
  return failedRead(inputOf(place), placeLabel(place), failure)
}

/** Explains a failed read for reasons that apply to every object. */
export function failedRead(about: string, label: string, failure: GithubFailure): Problem {
  const { status, message } = failure
  if (status === 403 && asksForSingleSignOn(message)) return singleSignOn(label, message)
  if (status === 401) {
    return {
      about: 'github-token',
      problem: 'GitHub does not accept the token (401)',
      remedy: 'Give a token that is neither expired nor revoked',
      knownCause: 'github-token-not-accepted',
    }
  }
  return { about, problem: `${label} could not be read: ${message}`, ...generalRemedy(failure) }
}

/** Only the text distinguishes this from a missing permission. */
function asksForSingleSignOn(message: string): boolean {
  return /\bSAML\b|single sign-on|\bSSO\b/i.test(message)
}

function singleSignOn(label: string, message: string): Problem {
  return {
    about: 'github-token',
    problem: `${label} belongs to an organization with single sign-on, for which the token is not authorized (${message})`,
    remedy:
      'Authorize the token for the organization ("Configure SSO" beside it in the settings of its owner), or use a ' +
      'GitHub App, which needs no such authorization',
    knownCause: 'github-single-sign-on',
  }
}

/** Explains a refusal because of a missing permission. */
export function forbidden(token: string, place: Place, thing: EntryKind, message: string): Problem {
  const permission = permissionFor(place, thing)
  if (message.includes('archived')) {
    return {
      about: inputOf(place),
      problem: `${placeLabel(place)} is archived (${message})`,
      remedy: 'Unarchive the repository, or remove it from the targets',
      knownCause: 'github-repository-archived',
    }
  }
  if (asksForSingleSignOn(message)) return singleSignOn(placeLabel(place), message)
  const problem = `the token is not allowed to use the ${thing} of ${placeLabel(place)} (${message})`
  if (token.startsWith(INSTALLATION_TOKEN)) {
    return {
      about: 'github-token',
      problem,
      remedy:
        'GITHUB_TOKEN can never write secrets. Use a fine-grained personal access token, or the token of a GitHub App, ' +
        `with the ${permission}`,
      knownCause: 'github-github_token-used',
    }
  }
  return {
    about: 'github-token',
    problem,
    remedy: `Give the token the ${permission}`,
    knownCause: token === APP_TOKEN ? 'github-app-permission-missing' : 'github-token-permission-missing',
  }
}

/** GitHub answers 404 for what does not exist, and for what the token cannot access. */
async function notFound(
  { octokit, token, place }: PlaceAccess,
  thing: EntryKind,
  message: string,
): Promise<Problem> {
  const about = inputOf(place)
  const permission = permissionFor(place, thing)
  if (place.scope === 'organization') {
    const { organization } = place
    if (await canSee(octokit, 'GET /orgs/{org}', { org: organization }))
      return forbidden(token, place, thing, message)
    return {
      about,
      problem: `the organization ${organization} does not exist, or the token cannot access it (personal accounts have no such secrets)`,
      remedy: `Correct the name, or give the token access to the organization and the ${permission}`,
      knownCause: 'github-target-not-found',
    }
  }
  const { owner, repo } = place
  const plain = place.scope === 'repository' && place.kind === 'actions' && thing === 'secrets'
  if (!plain && (await canSee(octokit, 'GET /repos/{owner}/{repo}', { owner, repo }))) {
    if (place.scope === 'environment') {
      return {
        about,
        problem: `the environment "${place.environment}" of the repository ${owner}/${repo} does not exist, or the token cannot access it`,
        remedy:
          'Create the environment, or correct its name (an environment in another repository is owner/repo/name)',
        knownCause: 'github-target-not-found',
      }
    }
    return {
      about: 'kinds',
      problem: `this GitHub has no ${thing} of this kind for ${placeLabel(place)}, or the token cannot access them (${message})`,
      remedy: `Remove the kind if this GitHub does not support it, or give the token the ${permission}`,
      knownCause: 'github-target-not-found',
    }
  }
  return {
    about,
    problem: `the repository ${owner}/${repo} does not exist, or the token cannot access it`,
    remedy: `Correct the name, or give the token access to the repository and the ${permission}`,
    knownCause: 'github-target-not-found',
  }
}

async function canSee(
  octokit: Octokit,
  route: string,
  parts: Readonly<Record<string, string>>,
): Promise<boolean> {
  try {
    await octokit.request(route, { ...parts })
    return true
  } catch {
    return false // only used to choose a message
  }
}
