import { AmbiguousResult, type Problem } from '../../rotation/model/ports.ts'
import { Redirected } from '../../http/connection.ts'
import { unconfirmedStatus } from '../../http/confirmed-status.ts'
import { jsonOnly } from '../../http/json-only.ts'
import { getOctokit } from './octokit.ts'

export type Octokit = ReturnType<typeof getOctokit>

/** A request of the client before it goes out: its parts by name, and its headers. */
export interface GithubRequest {
  readonly headers: Readonly<Record<string, string | number | undefined>>
  readonly [part: string]: unknown
}

/** Adds credentials to a request of the client and sends it; may send it again. */
export type SendAuthenticated = (
  send: (request: GithubRequest) => Promise<unknown>,
  request: GithubRequest,
) => Promise<unknown>

/**
 * Creates GitHub's client.
 * @param connection a `fetch` for GitHub (http/connection.ts)
 * @param auth a token, or a function that authenticates each request
 */
export function createGithub(
  connection: typeof fetch,
  apiUrl: string,
  auth: string | SendAuthenticated,
): Octokit {
  const isToken = typeof auth === 'string'
  return getOctokit(isToken ? auth : UNUSED_TOKEN, {
    ...(!isToken && { authStrategy: () => ({ hook: auth }) }),
    baseUrl: apiUrl,
    userAgent: 'scaleway-key-rotation',
    // Callers report failures with their meaning. The client's default log, the console, would report them twice, and
    // would warn users of endpoints that GitHub deprecates.
    request: { fetch: jsonOnly('GitHub', connection), log: { warn: silent } },
  })
}

/** The client requires a token even where an authentication strategy replaces it. */
const UNUSED_TOKEN = 'none'

function silent(): void {
  // on purpose
}

/** Why a request to GitHub failed. */
export interface GithubFailure {
  /** Undefined if there was no answer. */
  readonly status: number | undefined
  /** GitHub's message: untrusted text. */
  readonly message: string
  /** Whether the request was not sent, because the run has no time left or was asked to stop. */
  readonly notSent?: true
  /** Whether GitHub redirected it, without effect: the repository was renamed. */
  readonly redirected?: true
}

/**
 * Reads an error of GitHub's client.
 * @throws the error itself if it does not come from GitHub, such as a deadline that has passed
 */
export function githubFailure(error: unknown): GithubFailure {
  if (!(error instanceof Error)) throw error
  const unreached = [error, error.cause].find((one) => one instanceof Error && one.name === 'ConnectionError')
  if (unreached instanceof Error) {
    const { message } = unreached
    return { status: undefined, message, ...(unreached instanceof Redirected && { redirected: true }) }
  }
  // It was not sent, so it has no effect, like a refusal for too many requests.
  const postponed = [error, error.cause].find((one) => one instanceof Error && one.name === 'Postponed')
  if (postponed instanceof Error) return { status: 429, message: postponed.message, notSent: true }
  if (
    'response' in error &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.response !== undefined
  ) {
    const { status, message } = error
    // GitHub uses either status for too many requests.
    return { status: status === 403 && /rate limit/i.test(message) ? 429 : status, message }
  }
  throw error.cause instanceof Error ? error.cause : error
}

/**
 * Accepts the answer to a change only with a status that GitHub documents for it: 201 or 204. A proxy or gateway may
 * answer with another success.
 * @param what the request, for the message
 * @throws {AmbiguousResult} for any other status: the result is unknown
 */
export function requireStatus<T extends { readonly status: number }>(
  answer: T,
  what: string,
  confirming: readonly number[],
): T {
  if (confirming.includes(answer.status)) return answer
  throw new AmbiguousResult(unconfirmedStatus('GitHub', what, answer.status, confirming))
}

/** The remedy for a failure that is not about the requested object. */
export function generalRemedy({ status, redirected }: GithubFailure): Pick<Problem, 'remedy' | 'knownCause'> {
  if (redirected === true) return { remedy: 'Use its new name', knownCause: 'github-repository-renamed' }
  if (status === 429) return { remedy: 'Run again later', knownCause: 'github-too-many-requests' }
  if (status === undefined || status >= 500)
    return { remedy: 'Run again later', knownCause: 'github-unreachable' }
  return { remedy: 'Check this input' }
}

/** Whether an error is of a class, or wraps one: GitHub's client wraps what the connection throws. */
export function isCausedBy(
  error: unknown,
  kind: abstract new (...parameters: never[]) => Error,
): error is Error {
  return error instanceof kind || (error instanceof Error && error.cause instanceof kind)
}
