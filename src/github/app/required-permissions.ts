/** The level of a permission. */
export type AppAccess = 'read' | 'write'

/** A permission of a GitHub App. */
export interface AppPermission {
  /** The name in the API: `dependabot_secrets`. */
  readonly name: string
  readonly level: AppAccess
  /** The name in an App's settings: `repository permission Dependabot secrets`. */
  readonly label: string
}

/** What a run needs of a GitHub App's token for one place. */
export interface AppNeed {
  /** The account that the place belongs to. */
  readonly owner: string
  /** The repository's name; undefined for the account itself, as for the secrets of an organization. */
  readonly repository: string | undefined
  readonly permissions: readonly AppPermission[]
  /** Further permissions that the App must have, although the run does not use them: a dry run only reads. */
  readonly expected: readonly AppPermission[]
  /** The input that names the place. */
  readonly about: string
}

/** The scope of one token. */
export interface Grant {
  readonly owner: string
  /** Undefined: the account itself. Such a token is limited to permissions, not to repositories. */
  readonly repositories: readonly string[] | undefined
  readonly permissions: Readonly<Record<string, AppAccess>>
}

/** GitHub's limit of repositories for one token. */
const MOST_REPOSITORIES = 500

/**
 * Combines the needs of one account into as few tokens as possible: one for each 500 of its repositories, and one for the
 * account itself. The latter can access every repository of the installation, so it gets no repository permissions.
 */
export function grantsFor(owner: string, needs: readonly AppNeed[]): readonly Grant[] {
  const ofAccount = needs.filter(({ repository }) => repository === undefined)
  const ofRepositories = needs.filter(({ repository }) => repository !== undefined)
  const names = new Map(
    ofRepositories.map(({ repository = '' }) => [repository.toLowerCase(), repository] as const),
  )
  const repositories = [...names.values()]
  const chunks = Array.from({ length: Math.ceil(repositories.length / MOST_REPOSITORIES) }, (_, at) =>
    repositories.slice(at * MOST_REPOSITORIES, (at + 1) * MOST_REPOSITORIES),
  )
  return [
    ...chunks.map((chunk) => ({ owner, repositories: chunk, permissions: combined(ofRepositories) })),
    ...(ofAccount.length === 0 ? [] : [{ owner, repositories: undefined, permissions: combined(ofAccount) }]),
  ]
}

function combined(needs: readonly AppNeed[]): Readonly<Record<string, AppAccess>> {
  const levels: Record<string, AppAccess> = {}
  for (const { name, level } of needs.flatMap(({ permissions }) => permissions)) {
    if (levels[name] !== 'write') levels[name] = level
  }
  return levels
}

/** The permissions that an installation lacks for its needs, without duplicates. */
export function missingPermissions(
  needs: readonly AppNeed[],
  granted: Readonly<Record<string, string | undefined>>,
): readonly AppPermission[] {
  const missing = new Map<string, AppPermission>()
  for (const permission of needs.flatMap(({ permissions, expected }) => [...permissions, ...expected])) {
    const { name, level } = permission
    if (covers(granted[name], level)) continue
    if (missing.get(name)?.level !== 'write') missing.set(name, permission)
  }
  return [...missing.values()]
}

function covers(held: string | undefined, level: AppAccess): boolean {
  // GitHub has a third level, `admin`, for some permissions.
  return held === 'write' || held === 'admin' || (held === 'read' && level === 'read')
}
