import type { Problem } from '../../rotation/model/ports.ts'
import { githubFailure, type Octokit } from '../client/client.ts'
import { listAll } from './paginate.ts'
import type { Repository } from './places.ts'
import { failedRead } from './explain-refusal.ts'
import type { ReadCache } from './read-cache.ts'
import { isId, type ListedIds, type ListedRepository } from './listing.ts'

/** Matches an organization's repositories by name, with `*` as a wildcard, or by topic. */
export type RepositoryPattern =
  { readonly owner: string; readonly name: string } | { readonly owner: string; readonly topic: string }

/** The most repositories that the patterns of one run may match together. */
export const MOST_MATCHED = 1000
/** The most names that a message lists. */
const MOST_LISTED = 10
/** A valid repository name: it becomes part of URLs and messages. */
const NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/

/** A repository and the first pattern that matches it. */
export interface MatchedRepository extends Repository {
  readonly pattern: string
  readonly ids: ListedIds
}

export interface PatternMatches {
  readonly repositories: readonly MatchedRepository[]
  /** Public repositories that a pattern matches. */
  readonly leftOut: readonly Repository[]
  readonly problems: readonly Problem[]
  /** Notes for the log: which repositories were skipped. */
  readonly notes: readonly string[]
  /** Owners, in lower case, whose repositories could not be listed this time: a later run may match some. */
  readonly unlisted: readonly string[]
}

/** A pattern as it is written in the input. */
export function patternText(pattern: RepositoryPattern): string {
  return `${pattern.owner}/${'topic' in pattern ? `topic:${pattern.topic}` : pattern.name}`
}

/**
 * Returns the repositories that patterns match now. Archived ones are skipped, because their secrets cannot be written,
 * and so are public ones unless they are included.
 */
export async function matchRepositories(
  octokit: Octokit,
  reads: ReadCache,
  patterns: readonly RepositoryPattern[],
  includePublic: boolean,
): Promise<PatternMatches> {
  const owners = new Map(patterns.map(({ owner }) => [owner.toLowerCase(), owner]))
  const lists = await Promise.all(
    [...owners].map(async ([id, owner]) => [id, await listRepositories(octokit, reads, owner)] as const),
  )
  const unlisted = lists.flatMap(([id, list]) => ('problem' in list && list.mayPass ? [id] : []))
  const listed = new Map(lists)
  const repositories = new Map<string, MatchedRepository>()
  const leftOut = new Map<string, Repository>()
  const archived = new Set<string>()
  const problems: Problem[] = lists.flatMap(([, list]) => ('problem' in list ? [list.problem] : []))

  for (const pattern of patterns) {
    const list = listed.get(pattern.owner.toLowerCase())
    if (list === undefined || 'problem' in list) continue
    const matching = list.filter((repository) => matches(pattern, repository))
    const living = matching.filter((repository) => repository.archived !== true)
    const open = includePublic ? [] : living.filter(isPublic)
    if (living.length === open.length)
      problems.push(noMatchProblem(pattern, matching.length - living.length, open.length))
    for (const repository of matching) {
      const { name } = repository
      const place = { owner: pattern.owner, repo: name }
      const full = `${pattern.owner}/${name}`
      if (repository.archived === true) archived.add(full)
      else if (open.includes(repository)) leftOut.set(full.toLowerCase(), place)
      else if (!repositories.has(full.toLowerCase()))
        repositories.set(full.toLowerCase(), {
          ...place,
          pattern: patternText(pattern),
          ids: idsOf(repository),
        })
    }
  }
  if (repositories.size > MOST_MATCHED) {
    const problem: Problem = {
      about: 'repositories',
      problem: `${patterns.map(patternText).join(', ')} match ${repositories.size} repositories, and one run can write to at most ${MOST_MATCHED}`,
      remedy: 'Use narrower patterns, or split them over several jobs',
    }
    return { repositories: [], leftOut: [], problems: [...problems, problem], notes: [], unlisted }
  }
  const note = `Skipped, because secrets of archived repositories cannot be written: ${shortList([...archived])}`
  const notes = archived.size === 0 ? [] : [note]
  return {
    repositories: [...repositories.values()],
    leftOut: [...leftOut.values()],
    problems,
    notes,
    unlisted,
  }
}

/** Why an owner's repositories could not be listed. */
interface Unlisted {
  readonly problem: Problem
  /** Whether a later run may succeed. */
  readonly mayPass: boolean
}

async function listRepositories(
  octokit: Octokit,
  reads: ReadCache,
  owner: string,
): Promise<readonly ListedRepository[] | Unlisted> {
  try {
    const { answer } = await reads.repositories.ask(owner.toLowerCase(), () =>
      listOrganization(octokit, owner),
    )
    if (!answer.every(({ name }) => NAME.test(name)))
      throw new Error(`GitHub lists a repository of ${owner} with a name that is not valid`)
    return answer
  } catch (error) {
    const failure = githubFailure(error)
    const label = `the list of ${owner}'s repositories`
    if (failure.status !== 404) return { problem: failedRead('repositories', label, failure), mayPass: true }
    const problem: Problem = {
      about: 'repositories',
      problem: `the organization ${owner} does not exist, or the token cannot access it, so no pattern can be matched`,
      remedy: 'Correct the name. For a personal account, list the repositories by name',
      knownCause: 'github-target-not-found',
    }
    return { problem, mayPass: false }
  }
}

/** Lists an organization's repositories. */
export async function listOrganization(
  octokit: Octokit,
  owner: string,
): Promise<readonly ListedRepository[]> {
  const route = { route: '/orgs/{org}/repos', parts: { org: owner } }
  const page = (all: readonly ListedRepository[]): readonly ListedRepository[] => all
  return (await listAll(octokit, route, page)).items
}

function idsOf({ id, owner }: ListedRepository): ListedIds {
  return { repository: isId(id) ? id : undefined, owner: isId(owner?.id) ? owner.id : undefined }
}

/** Whether a repository is public. GitHub lists internal ones as private. */
function isPublic(repository: ListedRepository): boolean {
  return repository.private !== true
}

function noMatchProblem(pattern: RepositoryPattern, archived: number, open: number): Problem {
  const kinds = [
    ...(archived === 0 ? [] : [`archived ones (${archived})`]),
    ...(open === 0 ? [] : [`public ones (${open})`]),
  ]
  const only = kinds.length === 0 ? '' : ` but ${kinds.join(' and ')}`
  return {
    about: 'repositories',
    problem: `${patternText(pattern)} matches no repository that the token can access${only}`,
    remedy:
      'Correct the pattern, or give the token access to the repositories' +
      (open === 0 ? '' : '; for public ones set public-repositories: include'),
    knownCause: 'github-target-not-found',
  }
}

function matches(pattern: RepositoryPattern, { name, topics = [] }: ListedRepository): boolean {
  if ('topic' in pattern) return topics.includes(pattern.topic.toLowerCase())
  return matchesWildcards(pattern.name.toLowerCase(), name.toLowerCase())
}

/** Whether a name matches a pattern with `*` wildcards. A regular expression could take exponential time. */
export function matchesWildcards(pattern: string, name: string): boolean {
  const [start = '', ...rest] = pattern.split('*')
  const end = rest.pop()
  if (end === undefined) return name === pattern
  if (!name.startsWith(start)) return false
  let at = start.length
  for (const part of rest) {
    const found = name.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return name.length - end.length >= at && name.endsWith(end)
}

/** A list of names that is short enough for a message. */
export function shortList(names: readonly string[]): string {
  const more = names.length - MOST_LISTED
  return names.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '')
}
