import { replacedProblem } from '../../rotation/model/target-identities.ts'
import type { Identity, Problem } from '../../rotation/model/ports.ts'
import { ConnectionError } from '../../http/connection.ts'
import type { Octokit } from '../client/client.ts'
import { RequestNotSent } from './not-sent.ts'
import { checkedItem } from './paginate.ts'
import { placeLabel, type Place, type Repository } from './places.ts'
import type { ReadCache } from './read-cache.ts'
import type { ListedIds } from './listing.ts'
import { isId } from './listing.ts'

/** Another repository took the name of one while it was written. */
export class RepositoryReplaced extends RequestNotSent {
  readonly found: Problem
  constructor(found: Problem) {
    super(found.problem)
    this.found = found
  }
}

/** Who a place belongs to. */
export interface PlaceIdentity {
  /**
   * Reads it, and remembers it.
   * @param after a moment of the shared reads: what was asked for before it does not count
   */
  read(after: number): Promise<readonly Identity[]>
  /**
   * Reads it anew after a moment.
   * @throws {RepositoryReplaced} where it is not what {@link read} found last
   */
  confirm(after: number): Promise<void>
}

/** @param listed what the list of a pattern's repositories says already */
export function createPlaceIdentity(
  octokit: Octokit,
  reads: ReadCache,
  place: Place,
  {
    access,
    listed,
  }: {
    readonly access?: { readonly selected?: readonly Identity[] } | undefined
    readonly listed?: ListedIds | undefined
  },
): PlaceIdentity {
  let known: Identity | undefined

  async function ask(after: number): Promise<Identity> {
    const id =
      place.scope === 'organization'
        ? await readOrganizationId(octokit, reads, place.organization, after)
        : await readRepositoryId(octokit, reads, place, after)
    return { name: nameOf(place), id: String(id) }
  }

  return {
    async read(after) {
      // Whoever may create a repository that a pattern matches gets the key anyway, so its list is recent enough.
      const id = listed?.repository
      known = id === undefined ? await ask(after) : { name: nameOf(place), id: String(id) }
      return [known, ...ownerOf(place, listed), ...(access?.selected ?? [])]
    },
    async confirm(after) {
      if (known === undefined) return
      const { name, id } = await ask(after)
      if (id === known.id) return
      throw new RepositoryReplaced(replacedProblem(placeLabel(place), { name, before: known.id, now: id }))
    },
  }
}

/** GitHub's number of a repository, which stays through a rename. */
export async function readRepositoryId(
  octokit: Octokit,
  reads: ReadCache,
  { owner, repo }: Repository,
  after = 0,
): Promise<number> {
  const ask = async (): Promise<number> => {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}', { owner, repo })
    return idIn(data)
  }
  const { answer } = await reads.repositoryIds.ask(`${owner}/${repo}`.toLowerCase(), ask, after)
  return answer
}

async function readOrganizationId(
  octokit: Octokit,
  reads: ReadCache,
  org: string,
  after: number,
): Promise<number> {
  const ask = async (): Promise<number> => idIn((await octokit.request('GET /orgs/{org}', { org })).data)
  const { answer } = await reads.organizationIds.ask(org.toLowerCase(), ask, after)
  return answer
}

/** The number in GitHub's answer about a repository or organization. */
function idIn(data: unknown): number {
  const { id } = checkedItem(data) as { readonly id?: number }
  if (isId(id)) return id
  throw new ConnectionError("GitHub's answer is not what GitHub answers: there is no ID in it")
}

/** Whose repositories a pattern is about: an organization can be renamed, and its name be taken by somebody else, too. */
function ownerOf(place: Place, listed: ListedIds | undefined): readonly Identity[] {
  if (place.scope === 'organization' || listed?.owner === undefined) return []
  return [{ name: place.owner, id: String(listed.owner) }]
}

function nameOf(place: Place): string {
  return place.scope === 'organization' ? place.organization : `${place.owner}/${place.repo}`
}
