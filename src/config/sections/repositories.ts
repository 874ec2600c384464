import type { RepositoryPattern } from '../../github/places/patterns.ts'
import type { Repository } from '../../github/places/places.ts'
import { OWNER, REPOSITORY } from '../names.ts'
import type { Rule } from '../reader.ts'
import { matching } from '../rules.ts'

export const ORGANIZATION = matching(OWNER, {
  what: "an organization's name",
  remedy: 'as in its address, without a slash; for example acme',
})

// As GitHub takes them: lower case, though nobody minds here.
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
  what: 'a repository, or a pattern for repositories of an organization',
  remedy: 'owner/repo, for example acme/shop, or a pattern: acme/deploy-*, acme/topic:scaleway',
}

/** The name of a target whose repository, or organization, may be another one than before. */
export const ACCEPTED: Rule<string> = {
  parse: (text) => {
    const isName = text.includes('/') ? REPOSITORY.parse(text) !== undefined : OWNER.test(text)
    return isName ? text : undefined
  },
  what: 'a repository or an organization',
  remedy: 'owner/repo, for example acme/shop, as the message of the run names it',
}

/** A repository of an organization, by its name alone or with the organization's. */
export function repositoryOf(organization: string): Rule<Repository> {
  return {
    parse: (text) => {
      const found = REPOSITORY.parse(text.includes('/') ? text : `${organization}/${text}`)
      return found?.owner.toLowerCase() === organization.toLowerCase() ? found : undefined
    },
    what: `a repository of the organization ${organization}`,
    remedy: `its name, for example shop, or ${organization}/shop`,
  }
}
