/** The kinds of secrets: for Actions, Dependabot, Codespaces and coding agents. */
export const SECRET_KINDS = ['actions', 'dependabot', 'codespaces', 'agents'] as const
export type SecretKind = (typeof SECRET_KINDS)[number]

/** Which repositories of an organization may read one of its secrets or variables, in GitHub's terms. */
export const VISIBILITIES = ['all', 'private', 'selected'] as const
export type Visibility = (typeof VISIBILITIES)[number]

export interface Repository {
  readonly owner: string
  readonly repo: string
}

/** Which repositories shall read an organization's secrets; undefined: the current access is kept. */
export interface DeclaredAccess {
  readonly visibility: Visibility
  /** Only with `selected`; undefined: the current repositories are kept. */
  readonly repositories?: readonly Repository[]
}

/** A repository, environment or organization in whose secrets (of one kind) and variables the key is written. */
export type Place =
  | (Repository & { readonly kind: SecretKind; readonly scope: 'repository' })
  // Environments have Actions secrets only.
  | (Repository & { readonly kind: 'actions'; readonly scope: 'environment'; readonly environment: string })
  | {
      readonly kind: SecretKind
      readonly scope: 'organization'
      readonly organization: string
      readonly access?: DeclaredAccess
    }

const KIND_NAMES: Readonly<Record<SecretKind, string>> = {
  actions: 'Actions',
  dependabot: 'Dependabot',
  codespaces: 'Codespaces',
  agents: 'agents',
}

/**
 * The stable id of a place. GitHub ignores the case of owners, repositories and environments. Only a repository contains
 * a slash, so ids are unique.
 */
export function placeId(place: Place): string {
  if (place.scope === 'organization') return `${place.kind}\n${place.organization}`.toLowerCase()
  const environment = place.scope === 'environment' ? `\n${place.environment}` : ''
  return `${place.kind}\n${place.owner}/${place.repo}${environment}`.toLowerCase()
}

/** The places without duplicates; the first spelling of each is kept. */
export function distinctPlaces(places: readonly Place[]): readonly Place[] {
  const byId = new Map<string, Place>()
  for (const place of places) if (!byId.has(placeId(place))) byId.set(placeId(place), place)
  return [...byId.values()]
}

/** A place for messages. The kind is left out for Actions, the default. */
export function placeLabel(place: Place): string {
  const kind = place.kind === 'actions' ? '' : ` (${KIND_NAMES[place.kind]})`
  if (place.scope === 'organization') return `organization ${place.organization}${kind}`
  const repository = `${place.owner}/${place.repo}`
  return place.scope === 'repository'
    ? `${repository}${kind}`
    : `environment ${place.environment} of ${repository}`
}

/** The input that names a place. */
export function inputOf(place: Place): 'repositories' | 'environments' | 'organization' {
  if (place.scope === 'repository') return 'repositories'
  return place.scope === 'environment' ? 'environments' : 'organization'
}

/** Whether a place has variables: only Actions has them. */
export function hasVariables(place: Place): boolean {
  return place.kind === 'actions'
}

export type EntryKind = 'secrets' | 'variables'

/** The API's name of the path parameter for the name of a secret or variable. */
export function namePart(thing: EntryKind): 'secret_name' | 'name' {
  return thing === 'secrets' ? 'secret_name' : 'name'
}

/** A place's route in the API: a template and its parameters, which the client encodes. */
export interface Route {
  readonly route: string
  readonly parts: Readonly<Record<string, string>>
}

export function routeTo(place: Place, thing: EntryKind): Route {
  if (place.scope === 'organization')
    return { route: `/orgs/{org}/${place.kind}/${thing}`, parts: { org: place.organization } }
  const { owner, repo } = place
  if (place.scope === 'repository')
    return { route: `/repos/{owner}/{repo}/${place.kind}/${thing}`, parts: { owner, repo } }
  return {
    route: `/repos/{owner}/{repo}/environments/{environment_name}/${thing}`,
    parts: { owner, repo, environment_name: place.environment },
  }
}

/** The most secrets or variables that a place can hold, as documented by GitHub. */
export function capacityOf(place: Place, thing: EntryKind): number {
  const { kind, scope } = place
  if (thing === 'secrets') return scope === 'organization' && kind !== 'codespaces' ? 1000 : 100
  return { repository: 500, environment: 100, organization: 1000 }[scope]
}
