import type { SandboxClock } from '../lib/clock.ts'
import type { OrganizationSeed, Permissions, RepositorySeed, TokenSeed } from './options.ts'

/** An organization or a person. */
export interface Owner {
  readonly id: number
  readonly login: string
  readonly type: 'Organization' | 'User'
  readonly createdAt: string
}

export interface Environment {
  readonly id: number
  readonly name: string
  readonly createdAt: string
  updatedAt: string
}

export interface Repository {
  readonly id: number
  owner: Owner
  name: string
  private: boolean
  internal: boolean
  archived: boolean
  topics: readonly string[]
  readonly createdAt: string
  updatedAt: string
  /** By name in lower case: GitHub finds them whatever the case. */
  readonly environments: Map<string, Environment>
}

export interface Token {
  readonly token: string
  readonly login: string
  /** Ids, so that a rename changes nothing. */
  repositories: 'all' | ReadonlySet<number>
  permissions: Permissions
  expiresAt: Date | undefined
  /** The App's installation that it was made for; left out for all other tokens. */
  readonly installation?: Installation
}

export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`
}

/** The time as GitHub's API writes it: whole seconds. */
export function githubTime(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}

/** Who and what there is, apart from the secrets. Lookups answer undefined, changes throw where something is missing. */
export type Directory = ReturnType<typeof createDirectory>

export function createDirectory(clock: SandboxClock) {
  const owners = new Map<string, Owner>()
  const repositories = new Map<number, Repository>()
  /** Old `owner/name` in lower case to the id that it led to. */
  const moved = new Map<string, number>()
  const tokens = new Map<string, Token>()
  const everyToken = new Set<string>()
  let lastId = 1_000_000

  const newId = (): number => ++lastId
  const now = (): string => githubTime(clock.now())

  function addOwner(type: Owner['type'], { login, id }: OrganizationSeed): void {
    if (owners.has(login.toLowerCase())) throw new Error(`There is an owner ${login} already.`)
    owners.set(login.toLowerCase(), { id: id ?? newId(), login, type, createdAt: now() })
  }

  function findRepository(name: string): Repository | undefined {
    for (const repository of repositories.values()) {
      if (fullName(repository).toLowerCase() === name.toLowerCase()) return repository
    }
    return undefined
  }

  function repository(name: string): Repository {
    const found = findRepository(name)
    if (found === undefined) throw new Error(`There is no repository ${name}.`)
    return found
  }

  function splitName(name: string): { owner: Owner; name: string } {
    const [login = '', short = '', ...rest] = name.split('/')
    const owner = owners.get(login.toLowerCase())
    if (owner === undefined) throw new Error(`There is no owner ${login}.`)
    if (short === '' || rest.length > 0) throw new Error(`${name} is not owner/name.`)
    if (findRepository(name) !== undefined) throw new Error(`There is a repository ${name} already.`)
    return { owner, name: short }
  }

  function addEnvironment(place: Repository, name: string): Environment {
    const environment = { id: newId(), name, createdAt: now(), updatedAt: now() }
    place.environments.set(name.toLowerCase(), environment)
    return environment
  }

  function reach(names: 'all' | readonly string[]): Token['repositories'] {
    return names === 'all' ? 'all' : new Set(names.map((name) => repository(name).id))
  }

  return {
    addOwner,
    findOwner: (login: string) => owners.get(login.toLowerCase()),
    owners: () => [...owners.values()],

    findRepository,
    repository,
    repositoryById: (id: number) => repositories.get(id),
    repositories: () => [...repositories.values()],
    /** Where an old name leads. */
    movedTo(name: string): Repository | undefined {
      const id = moved.get(name.toLowerCase())
      return id === undefined ? undefined : repositories.get(id)
    },
    addRepository: (seed: RepositorySeed): void => {
      const added: Repository = {
        ...splitName(seed.name),
        id: seed.id ?? newId(),
        private: seed.internal === true || (seed.private ?? true),
        internal: seed.internal ?? false,
        archived: seed.archived ?? false,
        topics: seed.topics ?? [],
        createdAt: now(),
        updatedAt: now(),
        environments: new Map(),
      }
      repositories.set(added.id, added)
      // Whoever takes a name ends the redirect from it, for good.
      moved.delete(seed.name.toLowerCase())
      for (const name of seed.environments ?? []) addEnvironment(added, name)
    },
    renameRepository: (from: string, to: string): void => {
      const renamed = repository(from)
      const target = splitName(to)
      moved.set(fullName(renamed).toLowerCase(), renamed.id)
      moved.delete(to.toLowerCase())
      Object.assign(renamed, target, { updatedAt: now() })
    },
    deleteRepository: (gone: Repository) => repositories.delete(gone.id),

    addEnvironment,
    environment(place: Repository, name: string): Environment {
      const found = place.environments.get(name.toLowerCase())
      if (found === undefined) throw new Error(`There is no environment ${name} in ${fullName(place)}.`)
      return found
    },

    tokens: () => [...tokens.values()],
    /** Every token there ever was, revoked ones included. */
    everyToken: () => [...everyToken],
    /** The token as it stands in a request; undefined where it is unknown or has expired. */
    findToken(value: string): Token | undefined {
      const token = tokens.get(value)
      const alive = token?.expiresAt === undefined || token.expiresAt > clock.now()
      return alive ? token : undefined
    },
    token(value: string): Token {
      const found = tokens.get(value)
      if (found === undefined) throw new Error('There is no such token.')
      return found
    },
    reach,
    /** The names of what is reached. */
    reached: (ids: Token['repositories']): 'all' | readonly string[] =>
      ids === 'all' ? 'all' : [...repositories.values()].filter(({ id }) => ids.has(id)).map(fullName),
    addToken: (seed: TokenSeed): void => {
      everyToken.add(seed.token)
      tokens.set(seed.token, {
        token: seed.token,
        login: seed.login ?? 'octocat',
        repositories: reach(seed.repositories),
        permissions: seed.permissions,
        expiresAt: seed.expiresAt === undefined ? undefined : new Date(seed.expiresAt),
      })
    },
    /** Takes in a token that was made elsewhere. */
    keepToken: (token: Token): void => {
      everyToken.add(token.token)
      tokens.set(token.token, token)
    },
    deleteToken: (value: string) => tokens.delete(value),
  }
}

/** A GitHub App. */
export interface App {
  readonly id: number
  readonly clientId: string
  readonly slug: string
  readonly owner: Owner
  /** PEM. */
  readonly publicKeys: readonly string[]
  /** Seconds that its installation tokens live. */
  readonly tokenLifetime: number
  readonly createdAt: string
}

/** An App at one account: what it may do there, and where. A change holds for the tokens that there are already. */
export interface Installation {
  readonly id: number
  readonly app: App
  readonly account: Owner
  repositories: 'all' | ReadonlySet<number>
  permissions: Permissions
  suspendedAt: string | undefined
  readonly createdAt: string
}
