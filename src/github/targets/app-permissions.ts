import type { AppAccess, AppNeed, AppPermission } from '../app/required-permissions.ts'
import { hasVariables, inputOf, type Place, type SecretKind } from '../places/places.ts'

/** A permission without its level: the API's name of it, and the words of an App's settings. */
type Named = readonly [name: string, words: string]

const OF_REPOSITORY: Readonly<Record<SecretKind | 'variables', Named>> = {
  actions: ['secrets', 'Secrets'],
  dependabot: ['dependabot_secrets', 'Dependabot secrets'],
  codespaces: ['codespaces_secrets', 'Codespaces secrets'],
  agents: ['agent_secrets', 'Agent secrets'],
  variables: ['actions_variables', 'Variables'],
}

const OF_ORGANIZATION: Readonly<Record<SecretKind | 'variables', Named>> = {
  actions: ['organization_secrets', 'Secrets'],
  dependabot: ['organization_dependabot_secrets', 'Organization dependabot secrets'],
  codespaces: ['organization_codespaces_secrets', 'Organization codespaces secrets'],
  agents: ['organization_agent_secrets', 'Agent secrets'],
  variables: ['organization_actions_variables', 'Variables'],
}

/** GitHub knows no way to read these and not to write them. */
const WITHOUT_READ: readonly string[] = ['codespaces_secrets']

/** The part of a place that its permissions depend on. */
export interface PlaceKind {
  readonly kind: SecretKind
  readonly scope: 'repository' | 'environment' | 'organization'
}

/**
 * The permissions of a GitHub App that a place's secrets need, and its variables where those are written as well.
 * Reading the repository itself (`metadata`) goes with every one of them.
 */
export function permissionsFor(
  { kind, scope }: PlaceKind,
  level: AppAccess,
  variables = false,
): readonly AppPermission[] {
  const permission = ([name, words]: Named): AppPermission => ({
    name,
    level: WITHOUT_READ.includes(name) ? 'write' : level,
    label: `${scope === 'organization' ? 'organization' : 'repository'} permission ${words}`,
  })
  // Environments have one permission for everything in them.
  if (scope === 'environment') return [permission(['environments', 'Environments'])]
  const table = scope === 'organization' ? OF_ORGANIZATION : OF_REPOSITORY
  return [permission(table[kind]), ...(variables ? [permission(table.variables)] : [])]
}

/**
 * What a run needs of an App's token in a place.
 * @param level `read` for a run that writes nothing, which checks all the same that another one could
 * @param variables whether the run looks after variables as well
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

/** What it takes to find out which repositories there are, or what a repository's number is. */
export function needToList(owner: string, repository: string | undefined): AppNeed {
  const metadata = { name: 'metadata', level: 'read', label: 'repository permission Metadata' } as const
  const about = repository === undefined ? 'repositories' : 'selected-repositories'
  return { owner, repository, permissions: [metadata], expected: [], about }
}

/** What it takes to find out which environments a repository has. */
export function needToListEnvironments(owner: string, repository: string): AppNeed {
  const actions = { name: 'actions', level: 'read', label: 'repository permission Actions' } as const
  return { owner, repository, permissions: [actions], expected: [], about: 'repositories' }
}
