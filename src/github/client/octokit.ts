import type { Octokit } from '@octokit/core'

/** What of GitHub's client is used. */
export type GithubClient = Pick<Octokit, 'request'>

type Options = Omit<NonNullable<ConstructorParameters<typeof Octokit>[0]>, 'auth'>

/**
 * GitHub's own client, only the part that is used. What `@actions/github` adds to it (a method for every endpoint of
 * GitHub, pages, proxies) is not, and is most of what there would be to load. It is loaded with the first request, so
 * that no other service's first one waits for it.
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
  // Its type has an overload for every endpoint, which no function written here could have.
  return { request: request as unknown as Octokit['request'] }
}
