import type { AppAccess, AppNeed, AppPermission } from '../app/required-permissions.ts'
import { hasVariables, inputOf, type Place, type SecretKind } from '../places/places.ts'

/** A permission without its level: its name in the API and in an App's settings. */
type NamedPermission = readonly [name: string, label: string]

const OF_REPOSITORY: Readonly<Record<SecretKind | 'variables', NamedPermission>> = {
  actions: ['secrets', 'Secrets'],
  dependabot: ['dependabot_secrets', 'Dependabot secrets'],
  codespaces: ['codespaces_secrets', 'Codespaces secrets'],
  agents: ['agent_secrets', 'Agent secrets'],
  variables: ['actions_variables', 'Variables'],
}

const OF_ORGANIZATION: Readonly<Record<SecretKind | 'variables', NamedPermission>> = {
  actions: ['organization_secrets', 'Secrets'],
  dependabot: ['organization_dependabot_secrets', 'Organization dependabot secrets'],
  codespaces: ['organization_codespaces_secrets', 'Organization codespaces secrets'],
  agents: ['organization_agent_secrets', 'Agent secrets'],
  variables: ['organization_actions_variables', 'Variables'],
}

/** GitHub has no read-only level for these. */
const WITHOUT_READ: readonly string[] = ['codespaces_secrets']

/** The properties of a place that its permissions depend on. */
export interface PlaceKind {
  readonly kind: SecretKind
  readonly scope: 'repository' | 'environment' | 'organization'
}

/**
 * The permissions of a GitHub App for a place's secrets, and for its variables if they are written as well. Each of them
 * includes reading the repository itself (`metadata`).
 */
export function permissionsFor(
  { kind, scope }: PlaceKind,
  level: AppAccess,
  variables = false,
): readonly AppPermission[] {
  const permission = ([name, label]: NamedPermission): AppPermission => ({
    name,
    level: WITHOUT_READ.includes(name) ? 'write' : level,
    label: `${scope === 'organization' ? 'organization' : 'repository'} permission ${label}`,
  })
  // One permission covers everything in an environment.
  if (scope === 'environment') return [permission(['environments', 'Environments'])]
  const table = scope === 'organization' ? OF_ORGANIZATION : OF_REPOSITORY
  return [permission(table[kind]), ...(variables ? [permission(table.variables)] : [])]
}

/**
 * What a run needs of an App's token for a place.
 * @param level `read` for a run that writes nothing; it checks all the same that another run could
 * @param variables whether variables are written as well
 */
export function needOf(place: Place, level: AppAccess, variables = false): AppNeed {
  const both = variables && hasVariables(place)
  return {
    ...(place.scope === 'organization'
      ? { owner: place.organization, repository: undefined }
      : { owner: place.owner, repository: place.repo }),
    permissions: permissionsFor(place, level, both),
    expected: permissionsFor(place, 'write', both),
    about: inputOf(place),
  }
}

/** What is needed to list repositories, or to read the ID of one. */
export function needToList(owner: string, repository: string | undefined): AppNeed {
  const metadata = { name: 'metadata', level: 'read', label: 'repository permission Metadata' } as const
  const about = repository === undefined ? 'repositories' : 'selected-repositories'
  return { owner, repository, permissions: [metadata], expected: [], about }
}

/** What is needed to list a repository's environments. */
export function needToListEnvironments(owner: string, repository: string): AppNeed {
  const actions = { name: 'actions', level: 'read', label: 'repository permission Actions' } as const
  return { owner, repository, permissions: [actions], expected: [], about: 'repositories' }
}
