import type { Problem } from '../rotation/ports.ts'
import type { GithubFailure, Octokit } from '../services/github.ts'
import { placeLabel, type Place } from './places.ts'

/** GitHub's own token starts with this, and so does a GitHub App's. */
const INSTALLATION_TOKEN = 'ghs_'

/** What to grant, for each scope of place. */
const PERMISSIONS = {
  repository: 'Secrets: write',
  environment: 'Environments: write',
} as const

/**
 * Explains why a place could not be read, asking once more where GitHub says 404 for two reasons.
 * @param token only its prefix is looked at, to tell a workflow's own token
 */
export async function readProblem(
  octokit: Octokit,
  token: string,
  place: Place,
  failure: GithubFailure,
): Promise<Problem> {
  const about = place.scope === 'environment' ? 'environments' : 'repositories'
  const label = placeLabel(place)
  const { status, message } = failure
  if (status === 401) {
    return {
      about: 'github-token',
      problem: 'GitHub does not accept the token (401)',
      remedy: 'Give a token that is neither expired nor revoked',
    }
  }
  if (status === 403) return forbidden(token, place, message)
  if (status === 404) {
    const { owner, repo } = place
    if (place.scope === 'environment' && (await canSee(octokit, owner, repo))) {
      return {
        about,
        problem: `the repository ${owner}/${repo} has no environment "${place.environment}" that the token can read`,
        remedy:
          'Create the environment, or correct its name (an environment in another repository is owner/repo/name)',
      }
    }
    return {
      about: place.scope === 'repository' ? 'repositories' : 'environments',
      problem: `the token cannot see the repository ${owner}/${repo}, or there is none of this name`,
      remedy: `Correct the name, or give the token access to the repository and the permission ${PERMISSIONS[place.scope]}`,
    }
  }
  return {
    about,
    problem: `${label} could not be read: ${message}`,
    remedy: status === undefined || status >= 500 || status === 429 ? 'Run again later' : 'Check this input',
  }
}

/** Explains a refusal for want of a permission. */
export function forbidden(token: string, place: Place, message: string): Problem {
  const permission = PERMISSIONS[place.scope]
  if (message.includes('archived')) {
    return {
      about: 'repositories',
      problem: `${placeLabel(place)} is archived (${message})`,
      remedy: 'Unarchive the repository, or take it out of the targets',
    }
  }
  if (token.startsWith(INSTALLATION_TOKEN)) {
    return {
      about: 'github-token',
      problem: `the token may not use the secrets of ${placeLabel(place)} (${message})`,
      remedy:
        'If it is GITHUB_TOKEN: that one can never write secrets; give a fine-grained personal access token, or the ' +
        `token of a GitHub App, with the permission ${permission}`,
    }
  }
  return {
    about: 'github-token',
    problem: `the token may not use the secrets of ${placeLabel(place)} (${message})`,
    remedy: `Give the token the permission ${permission}`,
  }
}

async function canSee(octokit: Octokit, owner: string, repo: string): Promise<boolean> {
  try {
    await octokit.request('GET /repos/{owner}/{repo}', { owner, repo })
    return true
  } catch {
    return false // asked only to word a message better: not to know is as good as no
  }
}
