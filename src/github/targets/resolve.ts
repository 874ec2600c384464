import type { Problem } from '../../rotation/model/ports.ts'
import { mapConcurrent } from '../../lib/map-concurrent.ts'
import { githubFailure, type Octokit } from '../client/client.ts'
import type { ResolvedAccess } from '../secrets/visibility-keeper.ts'
import { adviseOnPlaces } from './place-advice.ts'
import { readRepositoryId } from '../places/repository-identity.ts'
import { shortList, matchRepositories, type RepositoryPattern } from '../places/patterns.ts'
import {
  distinctPlaces,
  placeId,
  type DeclaredAccess,
  type Place,
  type Repository,
  type SecretKind,
} from '../places/places.ts'
import { failedRead } from '../places/explain-refusal.ts'
import type { ReadCache } from '../places/read-cache.ts'
import type { ListedIds } from '../places/listing.ts'

/** The declared targets, as written in the inputs; they are resolved when a run starts. */
export interface DeclaredTargets {
  /** Without duplicates, ignoring case. */
  readonly places: readonly Place[]
  readonly patterns: readonly RepositoryPattern[]
  /** The kinds of secrets in repositories that patterns match. */
  readonly kinds: readonly SecretKind[]
  /** Whether public repositories that a pattern matches are written; undefined (no input): they are not. */
  readonly publicRepositories?: 'include' | 'exclude'
}

/** The pattern that matched a repository, and the IDs in its list. */
export interface PatternMatch {
  readonly pattern: string
  readonly ids: ListedIds
}

/** A place that is written. */
export type ResolvedPlace = readonly [Place, ResolvedAccess | undefined, (PatternMatch | undefined)?]

/** The resolved targets. */
export interface ResolvedTargets {
  readonly places: readonly ResolvedPlace[]
  readonly problems: readonly Problem[]
  /** Notes for the log. */
  readonly advice: readonly string[]
  /** Owners, in lower case, whose repositories could not be listed this time: a later run may match some. */
  readonly unlisted: readonly string[]
  /** Places of public repositories that a pattern matches and that are skipped. */
  readonly leftOut?: readonly Extract<Place, { readonly scope: 'repository' }>[]
  /** Whether an input requests that. */
  readonly leftOutOnPurpose?: boolean
}

/** The most repositories that are read at once. */
const CONCURRENT_READS = 50

/** Resolves the declared targets; changes nothing. */
export async function resolveTargets(
  octokit: Octokit,
  reads: ReadCache,
  { places: named, patterns, kinds, publicRepositories }: DeclaredTargets,
): Promise<ResolvedTargets> {
  const selected = named.flatMap((place) =>
    place.scope === 'organization' ? (place.access?.repositories ?? []) : [],
  )
  const [matched, found] = await Promise.all([
    matchRepositories(octokit, reads, patterns, publicRepositories === 'include'),
    findIds(octokit, reads, selected),
  ])
  const ofKinds = ({ owner, repo }: Repository) =>
    kinds.map((kind) => ({ kind, scope: 'repository', owner, repo }) as const)
  const places = distinctPlaces([...named, ...matched.repositories.flatMap(ofKinds)])
  const isNamed = new Set(named.map(placeId))
  const matches = new Map<string, PatternMatch>(
    matched.repositories.flatMap(({ pattern, ids, ...repository }) =>
      ofKinds(repository).map((place) => [placeId(place), { pattern, ids }] as const),
    ),
  )
  const leftOut = matched.leftOut.flatMap(ofKinds).filter((place) => !isNamed.has(placeId(place)))
  const unsaid = publicRepositories === undefined ? leftOut : []
  return {
    places: places.map((place): ResolvedPlace => {
      const match = isNamed.has(placeId(place)) ? undefined : matches.get(placeId(place))
      return [place, resolveAccess(place, found.ids), match]
    }),
    problems: [...matched.problems, ...found.problems],
    advice: [...matched.notes, ...adviseOnPublic(unsaid), ...adviseOnPlaces(places, kinds)],
    unlisted: matched.unlisted,
    leftOut,
    leftOutOnPurpose: publicRepositories === 'exclude',
  }
}

function adviseOnPublic(leftOut: readonly Repository[]): readonly string[] {
  if (leftOut.length === 0) return []
  const names = [...new Set(leftOut.map(({ owner, repo }) => `${owner}/${repo}`))]
  return [
    `Skipped, because they are public (set public-repositories: include to write to them): ${shortList(names)}`,
  ]
}

function resolveAccess(place: Place, ids: ReadonlyMap<string, number>): ResolvedAccess | undefined {
  const access: DeclaredAccess | undefined = place.scope === 'organization' ? place.access : undefined
  if (access === undefined) return undefined
  const { visibility, repositories } = access
  if (repositories === undefined) return { visibility }
  const selected = repositories.flatMap((one) => {
    const id = ids.get(fullName(one))
    return id === undefined ? [] : [{ name: `${one.owner}/${one.repo}`, id }]
  })
  const repositoryIds = new Set(selected.map(({ id }) => id))
  return { visibility, repositoryIds, selected: selected.map(({ name, id }) => ({ name, id: String(id) })) }
}

/** The IDs of repositories, by their names in lower case. */
async function findIds(
  octokit: Octokit,
  reads: ReadCache,
  repositories: readonly Repository[],
): Promise<{ readonly ids: ReadonlyMap<string, number>; readonly problems: readonly Problem[] }> {
  const distinct = [...new Map(repositories.map((one) => [fullName(one), one])).values()]
  const found = await mapConcurrent(CONCURRENT_READS, distinct, async ({ owner, repo }) => {
    try {
      return [fullName({ owner, repo }), await readRepositoryId(octokit, reads, { owner, repo })] as const
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
    problem: `the repository ${label} does not exist, or the token cannot access it`,
    remedy: 'Correct the name, or give the token access to the repository',
    knownCause: 'github-target-not-found',
  }
}

function fullName({ owner, repo }: Repository): string {
  return `${owner}/${repo}`.toLowerCase()
}
