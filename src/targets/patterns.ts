import type { Problem } from '../rotation/ports.ts'
import { githubFailure, type Octokit } from '../services/github.ts'
import { listAll } from './pages.ts'
import type { Repository } from './places.ts'
import { failedRead } from './refusals.ts'
import type { SharedReads } from './shared-reads.ts'

/** Stands for those of an organization's repositories whose name fits, or that have a topic. */
export type RepositoryPattern =
  { readonly owner: string; readonly name: string } | { readonly owner: string; readonly topic: string }

/** How many repositories the patterns of one run may stand for together. */
export const MOST_MATCHED = 1000
/** How many names a message lists. */
const MOST_LISTED = 10
/** What a repository can be called: the name becomes a part of addresses and messages. */
const NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/

/** A repository as GitHub lists it. */
export interface ListedRepository {
  readonly name: string
  readonly private?: boolean
  readonly archived?: boolean
  readonly topics?: readonly string[]
}

export interface Matched {
  readonly repositories: readonly Repository[]
  readonly problems: readonly Problem[]
  /** What a reader should know: which repositories were left out. */
  readonly notes: readonly string[]
  /** Owners, in lower case, of whose repositories nobody knows now which there are: a later try may find some. */
  readonly unlisted: readonly string[]
}

/** A pattern as it is written. */
export function patternText(pattern: RepositoryPattern): string {
  return `${pattern.owner}/${'topic' in pattern ? `topic:${pattern.topic}` : pattern.name}`
}

/** Finds out which repositories patterns stand for at this moment. Archived ones, which take no secrets, are left out. */
export async function matchRepositories(
  octokit: Octokit,
  reads: SharedReads,
  patterns: readonly RepositoryPattern[],
): Promise<Matched> {
  const owners = new Map(patterns.map(({ owner }) => [owner.toLowerCase(), owner]))
  const lists = await Promise.all(
    [...owners].map(async ([id, owner]) => [id, await listRepositories(octokit, reads, owner)] as const),
  )
  const unlisted = lists.flatMap(([id, list]) => ('problem' in list && list.mayPass ? [id] : []))
  const listed = new Map(lists)
  const repositories = new Map<string, Repository>()
  const archived = new Set<string>()
  const problems: Problem[] = lists.flatMap(([, list]) => ('problem' in list ? [list.problem] : []))

  for (const pattern of patterns) {
    const list = listed.get(pattern.owner.toLowerCase())
    if (list === undefined || 'problem' in list) continue
    const fitting = list.filter((repository) => fits(pattern, repository))
    const living = fitting.filter((repository) => repository.archived !== true)
    if (living.length === 0) problems.push(nothingFits(pattern, fitting.length))
    for (const { name, archived: isArchived } of fitting) {
      const full = `${pattern.owner}/${name}`
      if (isArchived === true) archived.add(full)
      else repositories.set(full.toLowerCase(), { owner: pattern.owner, repo: name })
    }
  }
  if (repositories.size > MOST_MATCHED) {
    const problem: Problem = {
      about: 'repositories',
      problem: `${patterns.map(patternText).join(', ')} stand for ${repositories.size} repositories, and one run takes at most ${MOST_MATCHED}`,
      remedy: 'Use narrower patterns, or several jobs',
    }
    return { repositories: [], problems: [...problems, problem], notes: [], unlisted }
  }
  const leftOut = `Left out, because archived repositories take no secrets: ${inShort([...archived])}`
  const notes = archived.size === 0 ? [] : [leftOut]
  return { repositories: [...repositories.values()], problems, notes, unlisted }
}

/** Why an owner's repositories are not known. */
interface Unlisted {
  readonly problem: Problem
  /** Whether a later try may find some all the same. */
  readonly mayPass: boolean
}

async function listRepositories(
  octokit: Octokit,
  reads: SharedReads,
  owner: string,
): Promise<readonly ListedRepository[] | Unlisted> {
  try {
    const { answer } = await reads.repositories.ask(owner.toLowerCase(), () =>
      listOrganization(octokit, owner),
    )
    if (!answer.every(({ name }) => NAME.test(name)))
      throw new Error(`GitHub lists a repository of ${owner} under a name that is none`)
    return answer
  } catch (error) {
    const failure = githubFailure(error)
    const label = `the list of ${owner}'s repositories`
    if (failure.status !== 404) return { problem: failedRead('repositories', label, failure), mayPass: true }
    const problem: Problem = {
      about: 'repositories',
      problem: `there is no organization ${owner} that the token can see, so that no pattern can be looked up in it`,
      remedy: "Correct the name; a person's repositories have to be named one by one",
      knownCause: 'github-target-not-found',
    }
    return { problem, mayPass: false }
  }
}

/** Asks GitHub for an organization's repositories, as it lists them. */
export async function listOrganization(
  octokit: Octokit,
  owner: string,
): Promise<readonly ListedRepository[]> {
  const route = { route: '/orgs/{org}/repos', parts: { org: owner } }
  const page = (all: readonly ListedRepository[]): readonly ListedRepository[] => all
  return (await listAll(octokit, route, page)).items
}

function nothingFits(pattern: RepositoryPattern, archived: number): Problem {
  const only = archived === 0 ? '' : ` but archived ones (${archived})`
  return {
    about: 'repositories',
    problem: `${patternText(pattern)} stands for no repository that the token can see${only}`,
    remedy: 'Correct the pattern, or give the token access to the repositories',
    knownCause: 'github-target-not-found',
  }
}

function fits(pattern: RepositoryPattern, { name, topics = [] }: ListedRepository): boolean {
  if ('topic' in pattern) return topics.includes(pattern.topic.toLowerCase())
  return fitsWildcards(pattern.name.toLowerCase(), name.toLowerCase())
}

/** Whether a name fits a pattern in which `*` stands for any characters. No regular expression: those can take for ever. */
export function fitsWildcards(pattern: string, name: string): boolean {
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

/** A list that stays readable. */
export function inShort(names: readonly string[]): string {
  const more = names.length - MOST_LISTED
  return names.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '')
}
