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

/** Another repository took the name of a target while it was written. */
export class RepositoryReplaced extends RequestNotSent {
  readonly found: Problem
  constructor(found: Problem) {
    super(found.problem)
    this.found = found
  }
}

/** The identity of a place: the ID of its repository or organization. */
export interface PlaceIdentity {
  /**
   * Reads and remembers it.
   * @param after a moment of the shared reads: an older answer is not used
   */
  read(after: number): Promise<readonly Identity[]>
  /**
   * Reads it again.
   * @throws {RepositoryReplaced} if it differs from what {@link read} returned last
   */
  confirm(after: number): Promise<void>
}

/** @param listed the IDs from the list of a pattern's repositories */
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
      // Anyone who may create a repository that the pattern matches gets the key anyway, so its list is recent enough.
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

/** Reads the ID of a repository, which a rename does not change. */
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

/** The ID in GitHub's answer about a repository or organization. */
function idIn(data: unknown): number {
  const { id } = checkedItem(data) as { readonly id?: number }
  if (isId(id)) return id
  throw new ConnectionError("GitHub's answer is not valid: it has no ID")
}

/** The owner of a pattern's repositories: another organization can take its name after a rename. */
function ownerOf(place: Place, listed: ListedIds | undefined): readonly Identity[] {
  if (place.scope === 'organization' || listed?.owner === undefined) return []
  return [{ name: place.owner, id: String(listed.owner) }]
}

function nameOf(place: Place): string {
  return place.scope === 'organization' ? place.organization : `${place.owner}/${place.repo}`
}
