// The types of the fake GitHub: its seed, the places of secrets, and the permissions of tokens.

/** What reads a secret: jobs of Actions, Dependabot, Codespaces, or agents. Each kind has its own secrets and public keys. */
export type SecretKind = 'actions' | 'dependabot' | 'codespaces' | 'agents'

export const secretKinds: readonly SecretKind[] = ['actions', 'dependabot', 'codespaces', 'agents']

/** Which repositories of an organization see one of its secrets or variables. */
export type Visibility = 'all' | 'private' | 'selected'

/**
 * The place of secrets: a repository (`owner/name`), an environment of it, or an organization. Owners and repositories
 * are matched case-insensitively. The kind is `actions` by default; environments have no other.
 */
export type Place =
  | { readonly repository: string; readonly environment?: string; readonly kind?: SecretKind }
  | { readonly organization: string; readonly kind?: SecretKind }

/** Who sees an organization's secret or variable; left out for the other places. */
export interface Sight {
  readonly visibility: Visibility
  /** Ids of repositories; counts only with `selected`. */
  readonly selectedRepositoryIds?: readonly number[]
}

/** Names as GitHub's `X-Accepted-GitHub-Permissions` and its Apps use them. */
export type PermissionName =
  | 'actions'
  | 'actions_variables'
  | 'administration'
  | 'agent_secrets'
  | 'codespaces_secrets'
  | 'dependabot_secrets'
  | 'environments'
  | 'metadata'
  | 'secrets'
  | 'organization_actions_variables'
  | 'organization_administration'
  | 'organization_agent_secrets'
  | 'organization_codespaces_secrets'
  | 'organization_dependabot_secrets'
  | 'organization_secrets'

export type Access = 'read' | 'write'
export type Permissions = Readonly<Partial<Record<PermissionName, Access>>>

export interface OrganizationSeed {
  readonly login: string
  /** Given out when it is left out. */
  readonly id?: number
}

export interface RepositorySeed {
  /** `owner/name`; the owner must exist. */
  readonly name: string
  /** Given out when it is left out. */
  readonly id?: number
  /** True when it is left out. */
  readonly private?: boolean
  /** Visible to all members of the enterprise. GitHub lists such a repository as private, with the visibility `internal`. */
  readonly internal?: boolean
  readonly archived?: boolean
  readonly topics?: readonly string[]
  /** Names of its environments. */
  readonly environments?: readonly string[]
}

export interface TokenSeed {
  /** `ghs_…` is an installation's (or a workflow's GITHUB_TOKEN), anything else a person's. */
  readonly token: string
  /** `owner/name`, or all repositories there are. */
  readonly repositories: 'all' | readonly string[]
  readonly permissions: Permissions
  /** The person behind a personal token; `octocat` when it is left out. */
  readonly login?: string
  /** ISO 8601; refused from then on. */
  readonly expiresAt?: string
}

/** A GitHub App. Whoever makes one keeps its private key: the fake needs only the public half. */
export interface AppSeed {
  readonly id: number
  /** Made from the id when it is left out. */
  readonly clientId?: string
  /** Its name in addresses; made from the id when it is left out. */
  readonly slug?: string
  /** Login of the account that it belongs to. */
  readonly owner: string
  /** PEM; an App may have several keys, or none yet. */
  readonly publicKeys: readonly string[]
  /** Seconds that its installation tokens live; an hour, as GitHub's, when it is left out. */
  readonly tokenLifetime?: number
  readonly installations?: readonly InstallationSeed[]
}

/** An App at one account. */
export interface InstallationSeed {
  /** Given out when it is left out. */
  readonly id?: number
  /** Login of an organization or a person. */
  readonly account: string
  /** `owner/name` each, or all that the account has, later ones included. */
  readonly repositories: 'all' | readonly string[]
  readonly permissions: Permissions
  readonly suspended?: boolean
}

/** A token that an installation was given. */
export interface InstallationToken {
  readonly token: string
  /** Login of the account that it is for. */
  readonly account: string
  /** What it was narrowed to: `owner/name` each, or all that the installation has. */
  readonly repositories: 'all' | readonly string[]
  readonly permissions: Permissions
  /** ISO 8601. */
  readonly expiresAt: string
  /** Whether it was ended before its time. */
  readonly revoked: boolean
}

/** What GitHub limits. Off by default: the headers count, nothing is refused. */
export interface LimitOptions {
  /** Requests an hour for each token (GitHub: 5,000). Counted always, enforced when given. */
  readonly requestsPerHour?: number
  /** Points a minute for each token (GitHub: 900); a GET costs 1, anything else 5. */
  readonly pointsPerMinute?: number
  /** Writes that create content, a minute (GitHub: 80) and an hour (500). Whether PUTs of secrets count is unverified. */
  readonly contentPerMinute?: number
  readonly contentPerHour?: number
}

export interface SecretSeed {
  readonly place: Place
  readonly name: string
  readonly value: string
  readonly sight?: Sight
  /** When it was written; the sandbox's time when it is left out. */
  readonly at?: Date
}

export interface GithubSeed {
  readonly organizations?: readonly OrganizationSeed[]
  /** People who own repositories. */
  readonly users?: readonly OrganizationSeed[]
  readonly repositories?: readonly RepositorySeed[]
  readonly tokens?: readonly TokenSeed[]
  readonly apps?: readonly AppSeed[]
  readonly secrets?: readonly SecretSeed[]
  readonly limits?: LimitOptions
}

/** A secret as the fake holds it, opened. Times are ISO 8601 in whole seconds, as GitHub shows them. */
export interface SecretInfo {
  readonly name: string
  readonly value: string
  readonly createdAt: string
  readonly updatedAt: string
  /** Only an organization's secret has them. */
  readonly visibility?: Visibility
  readonly selectedRepositoryIds?: readonly number[]
}

/** One change of one secret, in the order in which they happened. */
export interface SecretWrite {
  /** Counts up from 1 over all places. */
  readonly number: number
  /** The sandbox's time, ISO 8601 with milliseconds. */
  readonly at: string
  /** The place as GitHub writes it now, with its kind: `actions acme/shop`, `actions acme/shop production`, `dependabot acme`. */
  readonly place: string
  readonly name: string
  /** Undefined where the secret was deleted. */
  readonly value: string | undefined
  /** `api` for a write over HTTP, `hand` for one by a test or the demo. */
  readonly by: 'api' | 'hand'
}

export interface Variable {
  readonly name: string
  readonly value: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly visibility?: Visibility
  readonly selectedRepositoryIds?: readonly number[]
}
