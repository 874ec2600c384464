import type { RepositoryPattern } from '../../github/places/patterns.ts'
import {
  distinctPlaces,
  hasVariables,
  type DeclaredAccess,
  type Place,
  type Repository,
  type SecretKind,
} from '../../github/places/places.ts'
import type { DeclaredTargets } from '../../github/targets/resolve.ts'
import type { InputName } from '../inputs.ts'
import { repositoryOf } from '../names.ts'
import { type Reader, splitList } from '../reader.ts'

/**
 * Reads which places get the key.
 * @param own the workflow's own repository, if it could be read
 * @returns what could be read; it is complete only if nothing was noted
 */
export function readDeclared(reader: Reader, own: Repository | undefined): DeclaredTargets {
  const kinds = readKinds(reader)
  const named = reader.list('repositories')
  const repositories = named.filter((one): one is Repository => 'repo' in one)
  const patterns = named.filter((one): one is RepositoryPattern => !('repo' in one))
  const places: Place[] = ofKinds(kinds, repositories)
  for (const { repository = own, environment } of reader.list('environments')) {
    if (repository) places.push({ kind: 'actions', scope: 'environment', ...repository, environment })
  }
  places.push(...readOrganization(reader, kinds))

  // A key that is meant for a protected environment must not stand open in the repository as well.
  const inputs = (['repositories', 'environments', 'organization'] as const).map((name) => reader.given(name))
  const given = inputs.filter((one) => one !== undefined)
  if (given.length === 0 && own) places.push(...ofKinds(kinds, [own]))
  if (given.length > 0 && given.every(({ text }) => splitList(text).length === 0)) {
    const problem = 'repositories, environments and organization name no target'
    reader.reject('repositories', 'missing', problem, 'at least one target, for example acme/shop')
  }
  checkKinds(reader, kinds)
  const publicRepositories = reader.optional('public-repositories')
  return {
    places: distinctPlaces(places),
    patterns: distinctPatterns(patterns),
    kinds,
    ...(publicRepositories && { publicRepositories }),
  }
}

function ofKinds(kinds: readonly SecretKind[], repositories: readonly Repository[]): Place[] {
  return repositories.flatMap(({ owner, repo }) =>
    kinds.map((kind): Place => ({ kind, scope: 'repository', owner, repo })),
  )
}

function readKinds(reader: Reader): readonly SecretKind[] {
  const kinds = [...new Set(reader.list('kinds'))]
  const given = reader.given('kinds')
  if (given !== undefined && splitList(given.text).length === 0)
    reader.reject(
      'kinds',
      'missing',
      'no kind of secret is listed',
      'at least one kind, for example actions, dependabot',
    )
  return kinds
}

/** Environments know Actions alone; next to other places that is no contradiction, by themselves it is. */
function checkKinds(reader: Reader, kinds: readonly SecretKind[]): void {
  const others = reader.given('repositories') ?? reader.given('organization')
  if (kinds.length === 0 || kinds.includes('actions')) return
  if (reader.given('environments') === undefined || others !== undefined) return
  reader.reject(
    'kinds',
    'conflict',
    `environments have Actions secrets only, and no other target can have the given kinds (${kinds.join(', ')})`,
    'actions, or repositories or an organization that have the other kinds',
  )
}

function readOrganization(reader: Reader, kinds: readonly SecretKind[]): readonly Place[] {
  if (reader.given('organization') === undefined) {
    for (const input of ['visibility', 'selected-repositories'] as const) rejectAlone(reader, input)
    return []
  }
  const organization = reader.optional('organization')
  if (organization === undefined) return []
  const access = readAccess(reader, organization)
  return kinds.map((kind) => ({ kind, scope: 'organization', organization, ...(access && { access }) }))
}

function readAccess(reader: Reader, organization: string): DeclaredAccess | undefined {
  const visibility = reader.optional('visibility')
  const selected = reader.given('selected-repositories')
  if (selected === undefined) return visibility && { visibility }
  if (splitList(selected.text).length === 0)
    reader.reject(
      'selected-repositories',
      'missing',
      'no repository is listed',
      'at least one repository, for example shop, api',
    )
  if (visibility !== undefined && visibility !== 'selected') {
    const remedy = 'visibility: selected, or no selected-repositories'
    reader.reject('selected-repositories', 'conflict', `set, but visibility is ${visibility}`, remedy)
  }
  const repositories = reader.list('selected-repositories', repositoryOf(organization))
  return { visibility: 'selected', repositories }
}

function rejectAlone(reader: Reader, input: InputName): void {
  if (reader.given(input) === undefined) return
  reader.reject(
    input,
    'conflict',
    'set without organization, to whose secrets it applies',
    'an organization, for example acme',
  )
}

function distinctPatterns(patterns: readonly RepositoryPattern[]): readonly RepositoryPattern[] {
  return [...new Map(patterns.map((one) => [JSON.stringify(one).toLowerCase(), one])).values()]
}

/** Notes where variables are named and no place has any. */
export function checkVariables(
  reader: Reader,
  { places, patterns, kinds }: DeclaredTargets,
  names: readonly string[],
): void {
  if (names.length === 0 || kinds.length === 0) return
  if (places.some(hasVariables) || (patterns.length > 0 && kinds.includes('actions'))) return
  if (places.length === 0 && patterns.length === 0) return
  reader.reject(
    'access-key-variable',
    'conflict',
    `variables exist for Actions only, and no target is for Actions (kinds: ${kinds.join(', ')})`,
    'kinds that include actions, or no access-key-variable',
  )
}
