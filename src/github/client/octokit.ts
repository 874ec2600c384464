import type { Octokit } from '@octokit/core'

/** The part of GitHub's client that is used. */
export type GithubClient = Pick<Octokit, 'request'>

type Options = Omit<NonNullable<ConstructorParameters<typeof Octokit>[0]>, 'auth'>

/**
 * Creates GitHub's own client. `@actions/github` would take too long to load (CONTRIBUTING.md, "Runtime dependencies").
 * The client is loaded with the first request, so that the first request to another service does not wait for it.
 */
export function getOctokit(token: string, options: Options): GithubClient {
  let loading: Promise<Octokit> | undefined
  const load = async (): Promise<Octokit> => {
    const { Octokit } = await import('@octokit/core')
    return new Octokit({ ...options, auth: token })
  }
  const request = async (...parameters: Parameters<Octokit['request']>): Promise<unknown> => {
    const octokit = await (loading ??= load())
    return octokit.request(...parameters)
  }
  // The type of `request` has an overload for each endpoint.
  return { request: request as unknown as Octokit['request'] }
}
