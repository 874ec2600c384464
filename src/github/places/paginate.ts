import { mapConcurrent } from '../../lib/map-concurrent.ts'
import { ConnectionError } from '../../http/connection.ts'
import type { Octokit } from '../client/client.ts'
import type { Route } from './places.ts'

/** GitHub's largest page. */
const PAGE_SIZE = 100
/** The most pages that are read: an organization of 20,000 repositories. */
const MOST_PAGES = 200
/** Pages that are read at once. */
const PAGES_SIDE_BY_SIDE = 10

/**
 * Reads all pages of a list. The first page says how many there are, so the others are read concurrently.
 * @param itemsOf returns the items of a page
 * @throws {Error} if the list has more than 200 pages
 * @returns the items, and the first page for its other fields
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
  throw new ConnectionError("GitHub's answer is not valid: it has no list")
}

/**
 * Checks the fields that secrets, variables and repositories have in common: a proxy or gateway may have answered in
 * place of GitHub. A name or an ID is required; the other fields are optional.
 * @throws {ConnectionError} if a field has the wrong type
 */
export function checkedItem(data: unknown): unknown {
  const { name, id, updated_at, value, topics } = (data ?? {}) as Readonly<Record<string, unknown>>
  const isItem =
    (typeof name === 'string' || (name === undefined && id !== undefined)) &&
    (id === undefined || typeof id === 'number') &&
    (value === undefined || typeof value === 'string') &&
    (topics === undefined || Array.isArray(topics)) &&
    (updated_at === undefined || (typeof updated_at === 'string' && !Number.isNaN(Date.parse(updated_at))))
  if (!isItem) throw new ConnectionError("GitHub's answer is not valid: a field has the wrong type")
  return data
}

/** The number of the last page, from the `Link` header; 1 if there is no other page. */
function lastPage(link: string | undefined): number {
  const address = /<([^>]+)>;\s*rel="last"/.exec(link ?? '')?.[1] ?? ''
  return Number(/[?&]page=(\d+)/.exec(address)?.[1] ?? 1)
}
