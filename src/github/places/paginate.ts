import { mapConcurrent } from '../../lib/map-concurrent.ts'
import { ConnectionError } from '../../http/connection.ts'
import type { Octokit } from '../client/client.ts'
import type { Route } from './places.ts'

/** The most that GitHub puts on a page. */
const PAGE_SIZE = 100
/** The most pages that are read: an organization of 20,000 repositories. */
const MOST_PAGES = 200
/** Pages that are read at once. */
const PAGES_SIDE_BY_SIDE = 10

/**
 * Reads a list to its end. GitHub says with the first page how many there are, so the others need not wait for each other.
 * @param itemsOf what stands on a page
 * @throws {Error} where it is longer than anything that this action reads
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
  if (last > MOST_PAGES)
    throw new Error(`GitHub announced a list of ${last} pages; this action reads at most ${MOST_PAGES}`)
  const rest = await mapConcurrent(
    PAGES_SIDE_BY_SIDE,
    Array.from({ length: last - 1 }, (_, index) => index + 2),
    read,
  )
  const pages = [first, ...rest].map(({ data }) => itemsOf(data) as unknown)
  return {
    items: pages.flatMap((page) => listIn(page).map((item) => checkedItem(item) as T)),
    first: first.data,
  }
}

function listIn(page: unknown): readonly unknown[] {
  if (Array.isArray(page)) return page
  throw new ConnectionError("GitHub's answer is not what GitHub answers: there is no list in it")
}

/**
 * What GitHub tells of a secret, a variable or a repository. That all of them have in common is checked, as an answer
 * may come from something in between: a name or a number, and the rest of the type that GitHub documents, where it is there at all.
 * @throws {ConnectionError} where it is something else
 */
export function checkedItem(data: unknown): unknown {
  const { name, id, updated_at, value, topics } = (data ?? {}) as Readonly<Record<string, unknown>>
  const isItem =
    (typeof name === 'string' || (name === undefined && id !== undefined)) &&
    (id === undefined || typeof id === 'number') &&
    (value === undefined || typeof value === 'string') &&
    (topics === undefined || Array.isArray(topics)) &&
    (updated_at === undefined || (typeof updated_at === 'string' && !Number.isNaN(Date.parse(updated_at))))
  if (!isItem)
    throw new ConnectionError("GitHub's answer is not what GitHub answers: something in it has a wrong type")
  return data
}

/** The number of the last page, from the `Link` header; 1 where the first is the only one. */
function lastPage(link: string | undefined): number {
  const address = /<([^>]+)>;\s*rel="last"/.exec(link ?? '')?.[1] ?? ''
  return Number(/[?&]page=(\d+)/.exec(address)?.[1] ?? 1)
}
