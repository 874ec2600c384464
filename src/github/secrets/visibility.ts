import type { Octokit } from '../client/client.ts'
import { listAll } from '../places/paginate.ts'
import type { Route, SecretKind } from '../places/places.ts'
import type { Listed, ListedRepository } from '../places/listing.ts'

/** Which repositories of an organization read a secret or variable of it. */
export type Access =
  | { readonly visibility: 'all' | 'private' }
  | {
      readonly visibility: 'selected'
      readonly repositoryIds: ReadonlySet<number>
      /** False if the token can access only some of them. */
      readonly complete: boolean
    }

interface SelectionPage {
  readonly total_count: number
  readonly repositories: readonly SelectedRepository[]
}

type SelectedRepository = ListedRepository & { readonly id: number }

/** The access of a new secret by default: not `all`, which includes public repositories. */
export const DEFAULT_ACCESS: Access = { visibility: 'private' }

/**
 * Reads who has access to a secret or variable.
 * @param route of the organization's secrets or variables
 * @param part the path parameter for the name: `secret_name` or `name`
 */
export async function readAccess(
  octokit: Octokit,
  route: Route,
  part: string,
  { name, visibility }: Pick<Listed, 'name' | 'visibility'>,
): Promise<Access> {
  if (visibility === undefined) throw new Error(`GitHub's answer does not include the visibility of ${name}`)
  if (visibility !== 'selected') return { visibility }
  const { items, first } = await listSelected(octokit, route, part, name)
  const repositoryIds = new Set(items.map(({ id }) => id))
  return { visibility, repositoryIds, complete: repositoryIds.size >= first.total_count }
}

/**
 * Lists the repositories that an organization's secret or variable is selected for.
 * @param route of the organization's secrets or variables
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
 * The fields of a request that set the access. `selected` always needs the list: GitHub treats a missing one as empty.
 * Dependabot's list has strings in older API descriptions, and either type in the newest.
 */
export function accessFields(access: Access, kind: SecretKind): Readonly<Record<string, unknown>> {
  if (access.visibility !== 'selected') return { visibility: access.visibility }
  const ids = [...access.repositoryIds]
  return {
    visibility: access.visibility,
    selected_repository_ids: kind === 'dependabot' ? ids.map(String) : ids,
  }
}
