import type { Place, SecretKind, EntryKind } from './places.ts'

const OF_REPOSITORY: Readonly<Record<SecretKind, string>> = {
  actions: 'Secrets: write',
  dependabot: 'Dependabot secrets: write',
  codespaces: 'Codespaces secrets: write',
  agents: 'Agent secrets: write',
}

const OF_ORGANIZATION: Readonly<Record<SecretKind, string>> = {
  actions: 'Secrets: write',
  dependabot: 'Organization dependabot secrets: write',
  codespaces: 'Organization codespaces secrets: write',
  agents: 'Agent secrets: write',
}

/** The permission that a token needs to write there, as GitHub's settings name it. */
export function permissionFor(place: Place, thing: EntryKind): string {
  const { scope, kind } = place
  // One permission covers everything in an environment.
  if (scope === 'environment') return 'permission Environments: write'
  const permission =
    thing === 'variables'
      ? 'Variables: write'
      : (scope === 'repository' ? OF_REPOSITORY : OF_ORGANIZATION)[kind]
  return scope === 'organization'
    ? `organization permission ${permission} (a classic token: the scope admin:org)`
    : `permission ${permission}`
}
