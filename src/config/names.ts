import type { RepositoryPattern } from '../github/places/patterns.ts'
import type { Repository } from '../github/places/places.ts'
import { matching, type Rule } from './rules.ts'

// GitHub's names of users and organizations: letters, digits, hyphens, and `_` in those that an enterprise manages.
const OWNER = /^[A-Za-z0-9_-]{1,39}$/
const REPO = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/

export const REPOSITORY: Rule<Repository> = {
  parse: (text) => {
    const [owner = '', repo = '', ...rest] = text.split('/')
    return OWNER.test(owner) && REPO.test(repo) && rest.length === 0 ? { owner, repo } : undefined
  },
  what: 'a repository',
  remedy: 'owner/repo, for example acme/shop',
}

export const ORGANIZATION = matching(OWNER, {
  what: 'an organization name',
  remedy: 'the name from its URL, without a slash, for example acme',
})

// Topics are lower case; here they may be written in any case.
const TOPIC = /^topic:([A-Za-z0-9][A-Za-z0-9-]{0,49})$/
const NAME_PATTERN = /^(?=.*\*)[A-Za-z0-9._*-]{1,100}$/

/** A repository, or a pattern for those of an organization: `acme/*`, `acme/deploy-*`, `acme/topic:scaleway`. */
export const REPOSITORIES: Rule<Repository | RepositoryPattern> = {
  parse: (text) => {
    const [owner = '', rest = '', ...more] = text.split('/')
    if (!OWNER.test(owner) || more.length > 0) return undefined
    const topic = TOPIC.exec(rest)?.[1]
    if (topic !== undefined) return { owner, topic: topic.toLowerCase() }
    return NAME_PATTERN.test(rest) ? { owner, name: rest } : REPOSITORY.parse(text)
  },
  what: 'a repository or a repository pattern',
  remedy: 'owner/repo, for example acme/shop, or a pattern such as acme/deploy-* or acme/topic:scaleway',
}

/** A repository or an organization. */
export const ACCEPTED: Rule<string> = {
  parse: (text) => {
    const isName = text.includes('/') ? REPOSITORY.parse(text) !== undefined : OWNER.test(text)
    return isName ? text : undefined
  },
  what: 'a repository or an organization',
  remedy: 'owner/repo, for example acme/shop, or an organization, as named in the message of the run',
}

/** A repository of an organization, by its name alone or with the organization's. */
export function repositoryOf(organization: string): Rule<Repository> {
  return {
    parse: (text) => {
      const found = REPOSITORY.parse(text.includes('/') ? text : `${organization}/${text}`)
      return found?.owner.toLowerCase() === organization.toLowerCase() ? found : undefined
    },
    what: `a repository of the organization ${organization}`,
    remedy: `the name of a repository, for example shop, or ${organization}/shop`,
  }
}

/** An environment, and its repository where one is named with it. */
export interface NamedEnvironment {
  readonly repository?: Repository
  readonly environment: string
}

// GitHub allows slashes and most other characters. `.` and `..` as a whole would change the address that they
// become a part of, even encoded.
const ENVIRONMENT = /^(?!\.{1,2}$)\P{C}{1,255}$/u

/**
 * `name`, or `owner/repo/name` from two slashes on. So a name with two slashes or more has to be written in the long
 * form, and a name with one slash may be written either way.
 */
export const ENVIRONMENT_OF_REPOSITORY: Rule<NamedEnvironment> = {
  parse: (text) => {
    const parts = text.split('/')
    const long = parts.length > 2
    const environment = long ? parts.slice(2).join('/') : text
    if (!ENVIRONMENT.test(environment)) return undefined
    if (!long) return { environment }
    const repository = REPOSITORY.parse(parts.slice(0, 2).join('/'))
    return repository && { repository, environment }
  },
  what: 'an environment',
  remedy:
    "an environment of the workflow's own repository, for example production, or owner/repo/name, for example acme/shop/production",
}

/** The name of a GitHub secret, in upper case, as GitHub stores it. */
export const GITHUB_SECRET: Rule<string> = {
  parse: (text) => {
    const name = text.toUpperCase()
    return /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/.test(name) ? name : undefined
  },
  what: 'a valid name for a GitHub secret',
  remedy: 'letters, digits and _, not beginning with a digit or GITHUB_, for example SCW_SECRET_KEY',
}

/**
 * What Secret Manager takes is nowhere published; the recorded names have letters, digits, `-` and `_`, and these
 * and the dot need no encoding in an address.
 */
export const STORE_NAME = matching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}$/, {
  what: 'a valid name for a secret in Secret Manager',
  remedy: 'at most 255 letters, digits, -, _ and ., not beginning with - or ., for example shop-deploy-key',
})

export const STORE_PATH: Rule<string> = {
  parse: (text) => {
    if (text === '/') return text
    const path = /^((?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9_.-]+)+)\/?$/.exec(text)
    return path?.[1]
  },
  what: 'a valid path in Secret Manager',
  remedy: 'a slash, then names of letters, digits, -, _ and . that slashes separate, for example /ci/keys',
}

/** The secret's name where none is given: the repository's, with all that may not be in it turned into hyphens. */
export function defaultStoreName(repository: Repository): string {
  // GitHub's names mean the same in any case.
  return `${repository.owner}-${repository.repo}`
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '-')
    .replace(/^-+/, '')
}
