import type { Octokit } from '../client/client.ts'
import { listAll } from '../places/paginate.ts'
import type { Route, SecretKind } from '../places/places.ts'
import type { ListedRepository } from '../places/listing.ts'
import type { Listed } from '../places/listing.ts'

/** Which repositories of an organization read a secret or variable of it. */
export type Access =
  | { readonly visibility: 'all' | 'private' }
  | {
      readonly visibility: 'selected'
      readonly repositoryIds: ReadonlySet<number>
      /** False where the token sees only a part of them. */
      readonly complete: boolean
    }

interface SelectionPage {
  readonly total_count: number
  readonly repositories: readonly SelectedRepository[]
}

type SelectedRepository = ListedRepository & { readonly id: number }

/** What a new secret gets where nothing is said: not `all`, which shows it to public repositories as well. */
export const USUAL_ACCESS: Access = { visibility: 'private' }

/**
 * Reads who has access to a secret or variable.
 * @param route where the organization's secrets or variables stand
 * @param part how the API calls a name in an address: `secret_name` or `name`
 */
export async function readAccess(
  octokit: Octokit,
  route: Route,
  part: string,
  { name, visibility }: Pick<Listed, 'name' | 'visibility'>,
): Promise<Access> {
  if (visibility === undefined) throw new Error(`GitHub does not say who has access to ${name}`)
  if (visibility !== 'selected') return { visibility }
  const { items, first } = await listSelected(octokit, route, part, name)
  const repositoryIds = new Set(items.map(({ id }) => id))
  return { visibility, repositoryIds, complete: repositoryIds.size >= first.total_count }
}

/**
 * The repositories that an organization's secret or variable is selected for, and the first page, for what else it says.
 * @param route where the organization's secrets or variables stand
 * @param part as for {@link readAccess}
 */
export function listSelected(octokit: Octokit, { route, parts }: Route, part: string, name: string) {
  return listAll<SelectionPage, SelectedRepository>(
    octokit,
    { route: `${route}/{${part}}/repositories`, parts: { ...parts, [part]: name } },
    ({ repositories }) => repositories,
  )
}

export function sameAccess(one: Access, other: Access): boolean {
  if (one.visibility !== 'selected' || other.visibility !== 'selected')
    return one.visibility === other.visibility
  return (
    one.repositoryIds.size === other.repositoryIds.size &&
    [...one.repositoryIds].every((id) => other.repositoryIds.has(id))
  )
}

/**
 * The fields that say it to GitHub. The list always goes with `selected`: GitHub takes none for an empty one. For
 * Dependabot it is a list of texts in older descriptions, and of either in the newest.
 */
export function accessFields(access: Access, kind: SecretKind): Readonly<Record<string, unknown>> {
  if (access.visibility !== 'selected') return { visibility: access.visibility }
  const ids = [...access.repositoryIds]
  return {
    visibility: access.visibility,
    selected_repository_ids: kind === 'dependabot' ? ids.map(String) : ids,
  }
}
