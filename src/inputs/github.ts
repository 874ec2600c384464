import { checkGithubUrl, type HostCheck } from '../trust/hosts.ts'
import { REPOSITORY } from './names.ts'
import type { Reader } from './reader.ts'
import { matching, wholeNumber } from './rules.ts'
import type { GithubInputs, RotatorInputs } from './types.ts'

const TOKEN = matching(/^\S+$/, {
  what: 'a token: there is white space in it',
  remedy:
    'a token that may write secrets: of a GitHub App (permission Secrets: write; Environments: write for those of ' +
    'environments) or a fine-grained personal one, for example ${{ steps.app-token.outputs.token }}; ' +
    'GITHUB_TOKEN cannot write secrets',
})

const ID = matching(/^\d{1,20}$/, { what: 'a number', remedy: 'leave it as the runner sets it' })

/** The address of GitHub's API, and whether the token may go there. A refusal is noted. */
export function readGithubUrl(reader: Reader): HostCheck {
  const checked = checkGithubUrl(
    reader.variable('GITHUB_API_URL') ?? 'https://api.github.com',
    reader.variable('GITHUB_SERVER_URL'),
  )
  if (!checked.ok) reader.reject('GITHUB_API_URL', checked.problem, checked.remedy)
  return checked
}

/** @returns `undefined` if something is wrong; it is noted */
export function readGithub(reader: Reader, url: HostCheck): GithubInputs | undefined {
  const token = reader.required('github-token', TOKEN)
  return url.ok && token !== undefined ? { token, apiUrl: url.url } : undefined
}

/**
 * The workflow's own repository and this run, as the runner tells them.
 *
 * @param repository the workflow's own, if it could be read
 * @param keyName the key's name in its file, if it has one
 * @returns `undefined` if something is wrong; it is noted
 */
export function readRotator(
  reader: Reader,
  repository: OwnRepository | undefined,
  keyName: string | undefined,
): RotatorInputs | undefined {
  const repositoryId = reader.runner('GITHUB_REPOSITORY_ID', ID)
  const id = reader.runner('GITHUB_RUN_ID', ID)
  const attempt = reader.runner('GITHUB_RUN_ATTEMPT', wholeNumber(1, 1_000_000))
  if (repositoryId === undefined || repository === undefined) return undefined
  if (id === undefined || attempt === undefined) return undefined
  const full = `${repository.owner}/${repository.repo}`
  const server = (reader.variable('GITHUB_SERVER_URL') ?? 'https://github.com').replace(/\/+$/, '')
  const url = `${server}/${full}/actions/runs/${id}/attempts/${attempt}`
  // A login, or an app's with `[bot]` at its end; it is written into records and asked nothing of.
  const actor = [reader.variable('GITHUB_TRIGGERING_ACTOR'), reader.variable('GITHUB_ACTOR')].find(
    (name) => name !== undefined && /^[A-Za-z0-9_-]{1,64}(\[bot\])?$/.test(name),
  )
  return {
    repositoryId,
    repository: full,
    run: { id, attempt, url },
    ...(keyName !== undefined && { key: keyName }),
    ...(actor !== undefined && { actor }),
  }
}

/** The repository whose workflow this is. */
export interface OwnRepository {
  readonly owner: string
  readonly repo: string
}

/** @returns `undefined` if `GITHUB_REPOSITORY` is missing or wrong; it is noted */
export function readOwnRepository(reader: Reader): OwnRepository | undefined {
  return reader.runner('GITHUB_REPOSITORY', REPOSITORY)
}
