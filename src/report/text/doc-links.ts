import type { KnownCause } from '../../lib/known-causes.ts'

/** The page on known causes, as it is called in the repository of this action. */
const PAGE = 'docs/troubleshooting.md'

/**
 * The address of the page on known causes, of the very release that runs: the runner says which repository it took the
 * action from, and at which tag, branch or commit. Its bare name where that is not said, as for `uses: ./`, or is said
 * in a way that cannot become a part of an address.
 */
export function troubleshootingPage(env: Readonly<Record<string, string | undefined>>): string {
  const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com'
  const repository = env['GITHUB_ACTION_REPOSITORY'] ?? ''
  const ref = env['GITHUB_ACTION_REF'] ?? ''
  const known =
    /^https:\/\/[a-z0-9.-]+(?::\d+)?$/i.test(server) &&
    /^[\w-]+\/[\w.-]+$/.test(repository) &&
    /^\w[\w./-]*$/.test(ref) &&
    !ref.includes('..')
  return known ? `${server}/${repository}/blob/${ref}/${PAGE}` : PAGE
}

/** Where more is said on a cause, as the end of a line of text; empty where nothing is known of it. */
export function docLinkText(cause: KnownCause | undefined, page = PAGE): string {
  return cause === undefined ? '' : ` See ${page}#${cause}`
}

/** The same in Markdown: a link where there is an address. */
export function docLinkMarkdown(cause: KnownCause | undefined, page = PAGE): string {
  if (cause === undefined) return ''
  return page.startsWith('https://') ? ` [More on this](${page}#${cause})` : docLinkText(cause, page)
}
