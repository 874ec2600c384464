/** What reads a secret: jobs of Actions, Dependabot, Codespaces, or coding agents. Each kind has secrets of its own. */
export const SECRET_KINDS = ['actions', 'dependabot', 'codespaces', 'agents'] as const
export type SecretKind = (typeof SECRET_KINDS)[number]

/** Which repositories of an organization may read one of its secrets or variables, as GitHub names it. */
export const VISIBILITIES = ['all', 'private', 'selected'] as const
export type Visibility = (typeof VISIBILITIES)[number]

export interface Repository {
  readonly owner: string
  readonly repo: string
}

/** Who is to read an organization's secrets; undefined where what stands is to be kept. */
export interface DeclaredAccess {
  readonly visibility: Visibility
  /** Only with `selected`; undefined where the repositories that stand are to be kept. */
  readonly repositories?: readonly Repository[]
}

/** A place in GitHub whose secrets (of one kind) and variables get the key. */
export type Place =
  | (Repository & { readonly kind: SecretKind; readonly scope: 'repository' })
  // Environments are of Actions alone.
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
 * Identifies a place for ever: GitHub ignores the case of owners, repositories and environments. A repository has a
 * slash in it and an organization none, so no two places share an id.
 */
export function placeId(place: Place): string {
  if (place.scope === 'organization') return `${place.kind}\n${place.organization}`.toLowerCase()
  const environment = place.scope === 'environment' ? `\n${place.environment}` : ''
  return `${place.kind}\n${place.owner}/${place.repo}${environment}`.toLowerCase()
}

/** The places without repetition; the first way of writing one stays. */
export function distinctPlaces(places: readonly Place[]): readonly Place[] {
  const byId = new Map<string, Place>()
  for (const place of places) if (!byId.has(placeId(place))) byId.set(placeId(place), place)
  return [...byId.values()]
}

/** A place in a reader's words. Actions, the usual kind, goes without saying. */
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

/** Whether a place has variables as well: they are of Actions alone. */
export function hasVariables(place: Place): boolean {
  return place.kind === 'actions'
}

export type EntryKind = 'secrets' | 'variables'

/** How the API calls the name of an entry in an address. */
export function namePart(thing: EntryKind): 'secret_name' | 'name' {
  return thing === 'secrets' ? 'secret_name' : 'name'
}

/** A place's address in the API: a route template and what fills it in (the client encodes every part). */
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

/** How many secrets or variables a place holds at most, as GitHub documents it. */
export function capacityOf(place: Place, thing: EntryKind): number {
  const { kind, scope } = place
  if (thing === 'secrets') return scope === 'organization' && kind !== 'codespaces' ? 1000 : 100
  return { repository: 500, environment: 100, organization: 1000 }[scope]
}
