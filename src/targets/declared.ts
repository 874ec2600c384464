import type { Problem } from '../rotation/ports.ts'
import { sideBySide } from '../rotation/side-by-side.ts'
import { githubFailure, type Octokit } from '../services/github.ts'
import type { ResolvedAccess } from './access-keeper.ts'
import { adviseOnPlaces } from './advice.ts'
import { checkedItem } from './pages.ts'
import { matchRepositories, type RepositoryPattern } from './patterns.ts'
import {
  distinctPlaces,
  type DeclaredAccess,
  type Place,
  type Repository,
  type SecretKind,
} from './places.ts'
import { failedRead } from './refusals.ts'

/** What was declared to get the key, as it is written: what it stands for is found out when a run starts. */
export interface DeclaredTargets {
  /** No place twice, whatever the case it was written in. */
  readonly places: readonly Place[]
  readonly patterns: readonly RepositoryPattern[]
  /** Which secrets of the repositories that patterns stand for. */
  readonly kinds: readonly SecretKind[]
}

/** What it stands for at this moment. */
export interface ResolvedTargets {
  readonly places: readonly (readonly [Place, ResolvedAccess | undefined])[]
  readonly problems: readonly Problem[]
  /** What a reader should know. */
  readonly advice: readonly string[]
}

/** Repositories that are asked for at once. */
const READS_SIDE_BY_SIDE = 50

/** Finds out what the declared targets stand for, and changes nothing. */
export async function resolveTargets(
  octokit: Octokit,
  { places: named, patterns, kinds }: DeclaredTargets,
): Promise<ResolvedTargets> {
  const selected = named.flatMap((place) =>
    place.scope === 'organization' ? (place.access?.repositories ?? []) : [],
  )
  const [matched, found] = await Promise.all([
    matchRepositories(octokit, patterns),
    findIds(octokit, selected),
  ])
  const places = distinctPlaces([
    ...named,
    ...matched.repositories.flatMap((repository) =>
      kinds.map((kind): Place => ({ kind, scope: 'repository', ...repository })),
    ),
  ])
  return {
    places: places.map((place) => [place, resolveAccess(place, found.ids)]),
    problems: [...matched.problems, ...found.problems],
    advice: [...matched.notes, ...adviseOnPlaces(places, kinds)],
  }
}

function resolveAccess(place: Place, ids: ReadonlyMap<string, number>): ResolvedAccess | undefined {
  const access: DeclaredAccess | undefined = place.scope === 'organization' ? place.access : undefined
  if (access === undefined) return undefined
  const { visibility, repositories } = access
  if (repositories === undefined) return { visibility }
  const repositoryIds = new Set(repositories.flatMap((one) => ids.get(fullName(one)) ?? []))
  return { visibility, repositoryIds }
}

/** GitHub's numbers of repositories, by their names in lower case. */
async function findIds(
  octokit: Octokit,
  repositories: readonly Repository[],
): Promise<{ readonly ids: ReadonlyMap<string, number>; readonly problems: readonly Problem[] }> {
  const distinct = [...new Map(repositories.map((one) => [fullName(one), one])).values()]
  const found = await sideBySide(READS_SIDE_BY_SIDE, distinct, async ({ owner, repo }) => {
    try {
      const { data } = await octokit.request('GET /repos/{owner}/{repo}', { owner, repo })
      return [fullName({ owner, repo }), (checkedItem(data) as { readonly id: number }).id] as const
    } catch (error) {
      return idProblem(`${owner}/${repo}`, error)
    }
  })
  return {
    ids: new Map(found.flatMap((one) => ('problem' in one ? [] : [one]))),
    problems: found.flatMap((one) => ('problem' in one ? [one] : [])),
  }
}

function idProblem(label: string, error: unknown): Problem {
  const failure = githubFailure(error)
  if (failure.status !== 404) return failedRead('selected-repositories', label, failure)
  return {
    about: 'selected-repositories',
    problem: `the token cannot see the repository ${label}, or there is none of this name`,
    remedy: 'Correct the name, or give the token access to the repository',
  }
}

function fullName({ owner, repo }: Repository): string {
  return `${owner}/${repo}`.toLowerCase()
}
