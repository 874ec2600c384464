import { getOctokit } from './octokit.ts'

export type Octokit = ReturnType<typeof getOctokit>

/**
 * GitHub's client.
 * @param connection the `fetch` that keeps the rules of the house (connection.ts)
 */
export function createGithub(connection: typeof fetch, apiUrl: string, token: string): Octokit {
  return getOctokit(token, {
    baseUrl: apiUrl,
    userAgent: 'scaleway-key-rotation',
    request: { fetch: connection },
    // What goes wrong is told by whoever asked, with what it means; the client's own log would say it twice.
    log: { debug: silent, info: silent, warn: silent, error: silent },
  })
}

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
  if (error.cause instanceof Error && error.cause.name === 'ConnectionError') {
    return { status: undefined, message: error.cause.message }
  }
  // Never sent, so it is like any refusal for too many requests.
  if (error.cause instanceof Error && error.cause.name === 'Postponed') {
    return { status: 429, message: error.cause.message }
  }
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
