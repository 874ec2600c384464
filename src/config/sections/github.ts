import { checkGithubUrl, type HostCheck } from '../../trust/hosts.ts'
import type { Repository } from '../../github/places/places.ts'
import { INPUTS } from '../inputs.ts'
import { REPOSITORY } from '../names.ts'
import type { Fields, FieldValues, Reader } from '../reader.ts'
import { matching, wholeNumber } from '../rules.ts'

const APP = {
  /** The App's ID (a number) or its client ID. */
  id: 'github-app-id',
  /** Secret: an RSA key in PEM, with its line breaks. */
  privateKey: 'github-app-private-key',
} as const satisfies Fields

/** How to reach GitHub, and the credentials: a token, or a GitHub App that creates its tokens itself. */
export type GithubInputs = {
  /** An address that passed the trust rules, without a slash at its end. */
  readonly apiUrl: string
  /** The share of GitHub's rate limits that this job may use, above 0 and at most 1. */
  readonly budget: number
} & (
  | {
      /** Secret. */
      readonly token: string
    }
  | { readonly app: FieldValues<typeof APP> }
)

/** The repository whose workflow this is, and this run of it. */
export interface RotatorInputs {
  /** GitHub's ID of the repository, which a rename does not change. */
  readonly repositoryId: string
  /** `owner/repo`. */
  readonly repository: string
  readonly run: { readonly id: string; readonly attempt: number; readonly url: string }
  /** The key's name in the key file; undefined where there is none. */
  readonly key?: string
  /** Who or what started the run, for an audit; undefined where the runner does not say. */
  readonly actor?: string
}

const ID = matching(/^\d{1,20}$/, { what: 'a number', remedy: 'the value that the runner sets' })

/** The address of GitHub's API, and whether the token may go there. A refusal is noted. */
export function readGithubUrl(reader: Reader): HostCheck {
  const checked = checkGithubUrl(
    reader.variable('GITHUB_API_URL') ?? 'https://api.github.com',
    reader.variable('GITHUB_SERVER_URL'),
  )
  if (!checked.ok) reader.reject('GITHUB_API_URL', checked.code, checked.problem, checked.remedy)
  return checked
}

/**
 * Reads the credentials that write the secrets: a token, or a GitHub App.
 * @returns `undefined` if something is wrong; it is noted
 */
export function readGithub(reader: Reader, url: HostCheck): GithubInputs | undefined {
  const budget = reader.required('github-budget')
  const ofApp = Object.values(APP).filter((name) => reader.given(name) !== undefined)
  const credentials = ofApp.length === 0 ? readToken(reader) : readApp(reader, ofApp)
  if (!url.ok || credentials === undefined || budget === undefined) return undefined
  return { ...credentials, apiUrl: url.url, budget }
}

/**
 * The same for a run that can do without GitHub.
 * @returns `undefined` if nothing is given, or something is wrong (which is noted)
 */
export function readGithubIfGiven(reader: Reader, url: HostCheck): GithubInputs | undefined {
  const names = ['github-token', ...Object.values(APP)] as const
  return names.some((name) => reader.given(name) !== undefined) ? readGithub(reader, url) : undefined
}

function readApp(
  reader: Reader,
  given: readonly string[],
): { readonly app: FieldValues<typeof APP> } | undefined {
  if (reader.given('github-token') !== undefined) {
    reader.reject(
      'github-token',
      'conflict',
      `set together with ${given.join(' and ')}, and only one kind of credentials can be used`,
      'either github-token, or github-app-id and github-app-private-key',
    )
  }
  const app = reader.read(APP)
  return app && { app }
}

function readToken(reader: Reader): { readonly token: string } | undefined {
  const token = reader.optional('github-token')
  if (reader.given('github-token') === undefined) {
    reader.reject(
      'github-token',
      'missing',
      'not set, and neither are github-app-id and github-app-private-key',
      `${INPUTS['github-token'].rule.remedy}. Or a GitHub App: github-app-id and github-app-private-key`,
    )
  }
  return token === undefined ? undefined : { token }
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
  repository: Repository | undefined,
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

/** @returns `undefined` if `GITHUB_REPOSITORY` is missing or wrong; it is noted */
export function readOwnRepository(reader: Reader): Repository | undefined {
  return reader.runner('GITHUB_REPOSITORY', REPOSITORY)
}
