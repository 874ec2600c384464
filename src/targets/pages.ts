import { sideBySide } from '../rotation/side-by-side.ts'
import type { Octokit } from '../services/github.ts'
import type { Route } from './places.ts'

/** The most that GitHub puts on a page. */
const PAGE_SIZE = 100
/** Pages that are read at once. */
const PAGES_SIDE_BY_SIDE = 10

/**
 * Reads a list to its end. GitHub says with the first page how many there are, so the others need not wait for each other.
 * @param itemsOf what stands on a page
 * @returns the items, and the first page, for what else it says
 */
export async function listAll<P, T>(
  octokit: Octokit,
  { route, parts }: Route,
  itemsOf: (page: P) => readonly T[],
): Promise<{ readonly items: readonly T[]; readonly first: P }> {
  const read = async (page: number): Promise<{ readonly data: P; readonly link: string | undefined }> => {
    const more = page === 1 ? {} : { page }
    const answer = await octokit.request(`GET ${route}`, { ...parts, per_page: PAGE_SIZE, ...more })
    return { data: answer.data as P, link: answer.headers.link }
  }
  const first = await read(1)
  const last = lastPage(first.link)
  const rest = await sideBySide(
    PAGES_SIDE_BY_SIDE,
    Array.from({ length: last - 1 }, (_, index) => index + 2),
    read,
  )
  return { items: [first, ...rest].flatMap(({ data }) => itemsOf(data)), first: first.data }
}

/** The number of the last page, from the `Link` header; 1 where the first is the only one. */
function lastPage(link: string | undefined): number {
  const address = /<([^>]+)>;\s*rel="last"/.exec(link ?? '')?.[1] ?? ''
  return Number(/[?&]page=(\d+)/.exec(address)?.[1] ?? 1)
}
