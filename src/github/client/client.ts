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

/** Sends a request of the client, signed; it may send it again. */
export type SendSigned = (
  send: (request: GithubRequest) => Promise<unknown>,
  request: GithubRequest,
) => Promise<unknown>

/**
 * GitHub's client.
 * @param connection the `fetch` that keeps the rules of the house (connection.ts)
 * @param signIn a token, or what signs each request by itself
 */
export function createGithub(connection: typeof fetch, apiUrl: string, signIn: string | SendSigned): Octokit {
  const signs = typeof signIn !== 'string'
  return getOctokit(signs ? SIGNED_ELSEWHERE : signIn, {
    ...(signs && { authStrategy: () => ({ hook: signIn }) }),
    baseUrl: apiUrl,
    userAgent: 'scaleway-key-rotation',
    // What goes wrong is told by whoever asked, with what it means; the client's own log, which is the console where
    // none is handed over here, would say it twice, or tell users that GitHub is to drop an address.
    request: { fetch: jsonOnly('GitHub', connection), log: { warn: silent } },
  })
}

/** What the client wants for a token where none is sent: the strategy takes its place. */
const SIGNED_ELSEWHERE = 'none'

function silent(): void {
  // on purpose
}

/** What a request to GitHub ended with. */
export interface GithubFailure {
  /** Undefined where there was no answer. */
  readonly status: number | undefined
  /** The service's own words: foreign text. */
  readonly message: string
  /** Whether it was not sent, because the run has no time left for it or was asked to end. */
  readonly notSent?: true
  /** Whether it was sent elsewhere, without effect: what was named has another name now. */
  readonly redirected?: true
}

/**
 * Reads an error of GitHub's client.
 * @throws the error itself where it does not come from the service, such as a deadline that has passed
 */
export function githubFailure(error: unknown): GithubFailure {
  if (!(error instanceof Error)) throw error
  // The client wraps what the connection throws.
  const unreached = [error, error.cause].find((one) => one instanceof Error && one.name === 'ConnectionError')
  if (unreached instanceof Error) {
    const { message } = unreached
    return { status: undefined, message, ...(unreached instanceof Redirected && { redirected: true }) }
  }
  // Never sent, so it is like any refusal for too many requests.
  const postponed = [error, error.cause].find((one) => one instanceof Error && one.name === 'Postponed')
  if (postponed instanceof Error) return { status: 429, message: postponed.message, notSent: true }
  if (
    'response' in error &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.response !== undefined
  ) {
    const { status, message } = error
    // GitHub refuses for too many requests with either status.
    return { status: status === 403 && /rate limit/i.test(message) ? 429 : status, message }
  }
  throw error.cause instanceof Error ? error.cause : error
}

/**
 * Accepts the answer to a change only with a status that GitHub documents for it: 201 or 204. Any other success comes
 * from something in between.
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

/** What to do about a failure that says nothing of what was asked for. */
export function otherwise({ status, redirected }: GithubFailure): Pick<Problem, 'remedy' | 'knownCause'> {
  if (redirected === true)
    return { remedy: 'Name it as it is called now', knownCause: 'github-repository-renamed' }
  if (status === 429) return { remedy: 'Run again later', knownCause: 'github-too-many-requests' }
  if (status === undefined || status >= 500)
    return { remedy: 'Run again later', knownCause: 'github-unreachable' }
  return { remedy: 'Check this input' }
}

/** Whether an error is of a kind, or was wrapped around one by GitHub's client. */
export function causedBy(
  error: unknown,
  kind: abstract new (...parameters: never[]) => Error,
): error is Error {
  return error instanceof kind || (error instanceof Error && error.cause instanceof kind)
}
