import type { AccessControl } from '../api/access.ts'
import type { Call } from '../api/http.ts'
import { secretKinds, type Access, type PermissionName, type SecretKind } from '../options.ts'
import type { ValueSet, ValueStore } from '../stored-values.ts'

/** One way to a valueSet by HTTP: where its addresses begin, how its docs are called, and who may come in. */
export interface Way {
  readonly kind: SecretKind
  readonly scope: 'repository' | 'environment' | 'organization'
  /** What stands before `/secrets` or `/variables`. */
  readonly path: string
  /** The place in words, as the docs' addresses have it: `a-repository`. */
  readonly place: string
  /** The page of the docs, without the part after `#`. */
  readonly docs: string
  /** How many entries it holds. */
  readonly room: number
  /** The valueSet that a request is about. @throws Refusal 404, 403 */
  readonly enter: (call: Call, access: Access) => ValueSet
}

type Thing = 'secrets' | 'variables'

const repositoryPermissions: Readonly<Record<SecretKind, PermissionName>> = {
  actions: 'secrets',
  dependabot: 'dependabot_secrets',
  codespaces: 'codespaces_secrets',
  agents: 'agent_secrets',
}

const organizationPermissions: Readonly<Record<SecretKind, PermissionName>> = {
  actions: 'organization_secrets',
  dependabot: 'organization_dependabot_secrets',
  codespaces: 'organization_codespaces_secrets',
  agents: 'organization_agent_secrets',
}

const rooms = {
  secrets: { repository: 100, environment: 100, organization: 1000 },
  variables: { repository: 500, environment: 100, organization: 1000 },
} as const

/** How much an organization holds: fewer secrets of Codespaces than of any other kind. */
function roomOfOrganization(kind: SecretKind, thing: Thing): number {
  return kind === 'codespaces' ? 100 : rooms[thing].organization
}

function docsOf(kind: SecretKind, scope: Way['scope'], thing: Thing): string {
  if (kind !== 'codespaces') return `${kind}/${thing}`
  return scope === 'organization' ? 'codespaces/organization-secrets' : 'codespaces/repository-secrets'
}

/** Every way to a valueSet: all kinds of secrets in repositories and organizations, Actions alone in environments. */
export function waysTo(thing: Thing, access: AccessControl, valueStore: ValueStore): readonly Way[] {
  const kinds: readonly SecretKind[] = thing === 'secrets' ? secretKinds : ['actions']
  const ofRepository = (kind: SecretKind): PermissionName =>
    thing === 'secrets' ? repositoryPermissions[kind] : 'actions_variables'
  const ofOrganization = (kind: SecretKind): PermissionName =>
    thing === 'secrets' ? organizationPermissions[kind] : 'organization_actions_variables'

  return [
    ...kinds.flatMap((kind): Way[] => [
      {
        kind,
        scope: 'repository',
        path: `/repos/:owner/:repo/${kind}`,
        place: 'a-repository',
        docs: docsOf(kind, 'repository', thing),
        room: rooms[thing].repository,
        enter: (call, mode) =>
          valueStore.valueSet({ repository: access.repository(call, ofRepository(kind), mode) }, kind),
      },
      {
        kind,
        scope: 'organization',
        path: `/orgs/:org/${kind}`,
        place: 'an-organization',
        docs: docsOf(kind, 'organization', thing),
        room: roomOfOrganization(kind, thing),
        enter: (call, mode) =>
          valueStore.valueSet({ organization: access.organization(call, ofOrganization(kind), mode) }, kind),
      },
    ]),
    {
      kind: 'actions',
      scope: 'environment',
      path: '/repos/:owner/:repo/environments/:environment',
      place: 'an-environment',
      docs: docsOf('actions', 'environment', thing),
      room: rooms[thing].environment,
      enter: (call, mode) => valueStore.valueSet(access.environment(call, 'environments', mode), 'actions'),
    },
  ]
}
