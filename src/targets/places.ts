/**
 * A place in GitHub whose secrets get the key. More kinds (Dependabot, …) and scopes (organization) are coming, so
 * both fields are read.
 */
export type Place =
  | { readonly kind: 'actions'; readonly scope: 'repository'; readonly owner: string; readonly repo: string }
  | {
      readonly kind: 'actions'
      readonly scope: 'environment'
      readonly owner: string
      readonly repo: string
      readonly environment: string
    }

/** Identifies a place for ever: GitHub ignores the case of owners, repositories and environments. */
export function placeId(place: Place): string {
  const environment = place.scope === 'environment' ? `\n${place.environment}` : ''
  return `${place.kind}\n${place.owner}/${place.repo}${environment}`.toLowerCase()
}

/** A place in a reader's words. */
export function placeLabel(place: Place): string {
  const repository = `${place.owner}/${place.repo}`
  return place.scope === 'repository' ? repository : `environment ${place.environment} of ${repository}`
}

/** A place's address in the API: a route template and what fills it in (the client encodes every part). */
export function secretsRoute(place: Place): {
  readonly route: string
  readonly parts: Readonly<Record<string, string>>
} {
  const { owner, repo } = place
  if (place.scope === 'repository')
    return { route: '/repos/{owner}/{repo}/actions/secrets', parts: { owner, repo } }
  return {
    route: '/repos/{owner}/{repo}/environments/{environment_name}/secrets',
    parts: { owner, repo, environment_name: place.environment },
  }
}
