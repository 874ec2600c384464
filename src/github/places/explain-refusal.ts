import type { Problem } from '../../rotation/model/ports.ts'
import { generalRemedy, type GithubFailure, type Octokit } from '../client/client.ts'
import { permissionFor } from './token-permissions.ts'
import { inputOf, placeLabel, type Place, type EntryKind } from './places.ts'

/** GitHub's own token starts with this, and so does a GitHub App's. */
const INSTALLATION_TOKEN = 'ghs_'
/** What stands for the token of an App, which changes, where one kind of token is told from another. */
export const APP_TOKEN = 'github-app'

/**
 * Explains why a place could not be read, asking once more where GitHub says 404 for two reasons.
 * @param token only its prefix is looked at, to tell a workflow's own token
 */
export async function readProblem(
  octokit: Octokit,
  token: string,
  place: Place,
  thing: EntryKind,
  failure: GithubFailure,
): Promise<Problem> {
  if (failure.status === 403) return forbidden(token, place, thing, failure.message)
  if (failure.status === 404) return notFound(octokit, token, place, thing, failure.message)
  return failedRead(inputOf(place), placeLabel(place), failure)
}

/** Explains why something could not be read for other reasons than a place's own. */
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

/** Only the text tells: GitHub answers as it does to a token without the permission. */
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

/** Explains a refusal for want of a permission. */
export function forbidden(token: string, place: Place, thing: EntryKind, message: string): Problem {
  const permission = permissionFor(place, thing)
  if (message.includes('archived')) {
    return {
      about: inputOf(place),
      problem: `${placeLabel(place)} is archived (${message})`,
      remedy: 'Unarchive the repository, or take it out of the targets',
      knownCause: 'github-repository-archived',
    }
  }
  if (asksForSingleSignOn(message)) return singleSignOn(placeLabel(place), message)
  const problem = `the token may not use the ${thing} of ${placeLabel(place)} (${message})`
  if (token.startsWith(INSTALLATION_TOKEN)) {
    return {
      about: 'github-token',
      problem,
      remedy:
        'If it is GITHUB_TOKEN: that one can never write secrets; give a fine-grained personal access token, or the ' +
        `token of a GitHub App, with the ${permission}`,
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

/** GitHub says 404 of what is not there, and of what the token may not see. */
async function notFound(
  octokit: Octokit,
  token: string,
  place: Place,
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
      problem: `there is no organization ${organization} that the token can see (a person's account has no secrets of this sort)`,
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
        problem: `the repository ${owner}/${repo} has no environment "${place.environment}" that the token can read`,
        remedy:
          'Create the environment, or correct its name (an environment in another repository is owner/repo/name)',
        knownCause: 'github-target-not-found',
      }
    }
    return {
      about: 'kinds',
      problem: `GitHub knows no ${thing} of this kind in ${placeLabel(place)}, or hides them from the token (${message})`,
      remedy: `Take the kind out where this GitHub does not have it, or give the token the ${permission}`,
      knownCause: 'github-target-not-found',
    }
  }
  return {
    about,
    problem: `the token cannot see the repository ${owner}/${repo}, or there is none of this name`,
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
    return false // asked only to word a message better: not to know is as good as no
  }
}
