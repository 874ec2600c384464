/** How far a permission goes. */
export type AppAccess = 'read' | 'write'

/** A permission of a GitHub App. */
export interface AppPermission {
  /** As the API names it: `dependabot_secrets`. */
  readonly name: string
  readonly level: AppAccess
  /** As an App's settings show it: `repository permission Dependabot secrets`. */
  readonly label: string
}

/** What a run has to do with a GitHub App's tokens in one place. */
export interface AppNeed {
  /** The account that the place is of. */
  readonly owner: string
  /** The repository's name; undefined where the account itself is meant, as for the secrets of an organization. */
  readonly repository: string | undefined
  readonly permissions: readonly AppPermission[]
  /** The permissions that the App must have besides, though the run does not use them: a dry run only reads. */
  readonly expected: readonly AppPermission[]
  /** The input that names the place. */
  readonly about: string
}

/** What one token is made for. */
export interface Grant {
  readonly owner: string
  /** Undefined: the account itself. Such a token is narrowed to permissions, not to repositories. */
  readonly repositories: readonly string[] | undefined
  readonly permissions: Readonly<Record<string, AppAccess>>
}

/** GitHub takes so many repositories for one token. */
const MOST_REPOSITORIES = 500

/**
 * Puts the needs of one account together, so that it takes as few tokens as can be: one for all of its repositories
 * (of 500 each), and one for the account itself. The latter reaches every repository of the installation, so it gets
 * no permission in them.
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
    ...chunks.map((chunk) => ({ owner, repositories: chunk, permissions: together(ofRepositories) })),
    ...(ofAccount.length === 0 ? [] : [{ owner, repositories: undefined, permissions: together(ofAccount) }]),
  ]
}

function together(needs: readonly AppNeed[]): Readonly<Record<string, AppAccess>> {
  const levels: Record<string, AppAccess> = {}
  for (const { name, level } of needs.flatMap(({ permissions }) => permissions)) {
    if (levels[name] !== 'write') levels[name] = level
  }
  return levels
}

/** The permissions that an installation lacks for its needs, without repetition. */
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
