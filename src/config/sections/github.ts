import { createPrivateKey } from 'node:crypto'
import { checkGithubUrl, type HostCheck } from '../../trust/hosts.ts'
import { REPOSITORY } from '../names.ts'
import type { Reader, Rule } from '../reader.ts'
import { matching, wholeNumber } from '../rules.ts'
import type { GithubInputs, RotatorInputs } from '../types.ts'

const TOKEN = matching(/^\S+$/, {
  what: 'a token: there is white space in it',
  remedy:
    'a token that may write secrets: of a GitHub App (permission Secrets: write; Environments: write for those of ' +
    'environments) or a fine-grained personal one, for example ${{ steps.app-token.outputs.token }}; ' +
    'GITHUB_TOKEN cannot write secrets',
})

/** Hidden in problems: what does not look like one may be the private key, in the wrong place. */
const APP_ID: Rule<string> = {
  ...matching(/^(\d{1,20}|Iv[A-Za-z0-9._-]{6,60})$/, {
    what: 'the id of a GitHub App',
    remedy: "the App id or the client id in the App's settings, under General; for example 123456",
  }),
  hidden: true,
}

const PRIVATE_KEY: Rule<string> = {
  parse: readPrivateKey,
  what: 'the private key of a GitHub App (an RSA key in PEM, without a passphrase)',
  remedy:
    "all of the .pem file that GitHub made in the App's settings, from -----BEGIN to the last -----END …-----; its " +
    'line breaks may be written as \\n',
}

/** @returns the key with its line breaks; undefined where it is none, or one that an App cannot have */
function readPrivateKey(text: string): string | undefined {
  const pem = text.replaceAll(/(?:\\r)?\\n|\r\n/g, '\n')
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa' ? pem : undefined
  } catch {
    // What OpenSSL says of it helps nobody, and might show a part of it.
    return undefined
  }
}

const BUDGET: Rule<number> = {
  parse: (text) => (/^(0?\.\d{1,6}|1(\.0+)?)$/.test(text) && Number(text) > 0 ? Number(text) : undefined),
  what: 'a part of a budget',
  remedy: 'a number above 0 and at most 1, for example 0.25; the matrix of plan has the right ones',
}

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

/**
 * Reads who writes the secrets: a token, or a GitHub App.
 * @returns `undefined` if something is wrong; it is noted
 */
export function readGithub(reader: Reader, url: HostCheck): GithubInputs | undefined {
  const budget = reader.required('github-budget', BUDGET)
  const ofApp = (['github-app-id', 'github-app-private-key'] as const).filter(
    (name) => reader.given(name) !== undefined,
  )
  if (ofApp.length === 0) {
    const token = readToken(reader)
    if (!url.ok || token === undefined || budget === undefined) return undefined
    return { token, apiUrl: url.url, budget }
  }
  if (reader.given('github-token') !== undefined) {
    reader.reject(
      'github-token',
      `given together with ${ofApp.join(' and ')}, and nobody knows which of them is meant`,
      'either github-token alone, or github-app-id with github-app-private-key',
    )
  }
  const id = reader.required('github-app-id', APP_ID)
  const privateKey = reader.required('github-app-private-key', PRIVATE_KEY)
  if (!url.ok || id === undefined || privateKey === undefined || budget === undefined) return undefined
  return { app: { id, privateKey }, apiUrl: url.url, budget }
}

/**
 * The same for a run that does not need to get in: nothing given is nothing wrong.
 * @returns `undefined` if nothing is given, or something is wrong (which is noted)
 */
export function readGithubIfGiven(reader: Reader, url: HostCheck): GithubInputs | undefined {
  const names = ['github-token', 'github-app-id', 'github-app-private-key'] as const
  return names.some((name) => reader.given(name) !== undefined) ? readGithub(reader, url) : undefined
}

function readToken(reader: Reader): string | undefined {
  if (reader.given('github-token') !== undefined) return reader.optional('github-token', TOKEN)
  reader.reject(
    'github-token',
    'not given, nor are github-app-id and github-app-private-key',
    `${TOKEN.remedy}; or a GitHub App, which makes its tokens itself: github-app-id and github-app-private-key`,
  )
  return undefined
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
