import { NoAnswer } from '../rotation/ports.ts'
import { ConnectionError } from './connection.ts'
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
    request: { fetch: jsonOnly(connection) },
    // What goes wrong is told by whoever asked, with what it means; the client's own log would say it twice.
    log: { debug: silent, info: silent, warn: silent, error: silent },
  })
}

/**
 * GitHub's client hands on whatever an answer holds, be it a gateway's page that asks to sign in. What is neither empty
 * nor the JSON of an object or a list is no answer of GitHub's.
 */
function jsonOnly(connection: typeof fetch): typeof fetch {
  return async (input, init) => {
    const answer = await connection(input, init)
    if (!answer.ok || answer.body === null) return answer
    const text = await answer.text()
    const { status, statusText, headers } = answer
    const isRead = init?.method === undefined || init.method === 'GET'
    if ((text === '' && !isRead) || isJson(text)) return new Response(text, { status, statusText, headers })
    const told = `GitHub's answer (${status}) is not what GitHub answers: it is no JSON. Something in between may answer in its place`
    throw init?.method === 'POST' ? new NoAnswer(told) : new ConnectionError(told)
  }
}

function isJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
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
}

/**
 * Reads an error of GitHub's client.
 * @throws the error itself where it does not come from the service, such as a deadline that has passed
 */
export function githubFailure(error: unknown): GithubFailure {
  if (!(error instanceof Error)) throw error
  // The client wraps what the connection throws.
  const unreached = [error, error.cause].find((one) => one instanceof Error && one.name === 'ConnectionError')
  if (unreached instanceof Error) return { status: undefined, message: unreached.message }
  // Never sent, so it is like any refusal for too many requests.
  const postponed = [error, error.cause].find((one) => one instanceof Error && one.name === 'Postponed')
  if (postponed instanceof Error) return { status: 429, message: postponed.message }
  if (
    'response' in error &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.response !== undefined
  ) {
    return { status: error.status, message: error.message }
  }
  throw error.cause instanceof Error ? error.cause : error
}

/** Whether an error is of a kind, or was wrapped around one by GitHub's client. */
export function causedBy(error: unknown, kind: abstract new (...parameters: never[]) => Error): boolean {
  return error instanceof kind || (error instanceof Error && error.cause instanceof kind)
}
