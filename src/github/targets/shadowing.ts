import type { Problem, Shadow } from '../../rotation/model/ports.ts'
import { mapConcurrent } from '../../lib/map-concurrent.ts'
import { githubFailure, type Octokit } from '../client/client.ts'
import { listSelected } from '../secrets/visibility.ts'
import { secretNamesIn, type SecretNames } from '../secrets/secret-names.ts'
import { listAll } from '../places/paginate.ts'
import { shortList, listOrganization, MOST_MATCHED } from '../places/patterns.ts'
import {
  hasVariables,
  namePart,
  placeId,
  placeLabel,
  routeTo,
  type Place,
  type Repository,
  type EntryKind,
} from '../places/places.ts'
import { variableName } from '../secrets/variables.ts'
import type { ListedRepository, Listed } from '../places/listing.ts'

/** Gets tokens of a GitHub App for further places; not needed where a token was given. */
export interface Admission {
  /** Called before the environments of these repositories are listed. @returns why some cannot be */
  admitLists(repositories: readonly Repository[]): Promise<readonly Problem[]>
  mayList(repository: Repository): boolean
  /** Called before these places are read or written. @returns why some cannot be */
  admit(places: readonly Place[]): Promise<readonly Problem[]>
  isAdmitted(place: Place): boolean
}

export interface ShadowOptions {
  readonly octokit: Octokit
  /** The targets. */
  readonly places: readonly Place[]
  readonly names: SecretNames
  /** Undefined if one token was given for everything. */
  readonly admission?: Admission
}

/** A place whose entries take precedence over those of a wider one. */
interface Narrower {
  readonly place: Place
  readonly wider: Place
}

/** A repository whose environments may shadow the entries of `wider`: the repository itself, or its organization. */
interface NarrowerRepository extends Narrower {
  readonly place: Extract<Place, { readonly scope: 'repository' }>
}

/** A failed read. */
interface Failure {
  /** What was to be read, which determines the remedy. */
  readonly what: 'environments' | 'entries' | 'organization'
  readonly label: string
  readonly reason: string
}

/** The most lists that are read at once; the rate limiter decides when each request is sent. */
const CONCURRENT_READS = 50

type Organization = Extract<Place, { readonly scope: 'organization' }>

/**
 * Finds entries of the declared names in narrower places than the targets. A job that may read both gets the narrower
 * one, which is not rotated. An environment shadows its repository, and both shadow the organization. Targets do not
 * shadow each other, because they hold the same key.
 */
export async function findShadows(
  options: ShadowOptions,
): Promise<{ readonly shadows: readonly Shadow[]; readonly problems: readonly Problem[] }> {
  const { places } = options
  const failures: Failure[] = []
  const problems: Problem[] = []
  const declared = new Set(places.map(placeId))
  const organizations = places.filter((place): place is Organization => place.scope === 'organization')

  const readers = await mapConcurrent(CONCURRENT_READS, organizations, async (wider) => {
    const repositories = await readersOf(options, wider, failures)
    const { kind } = wider
    return repositories.map((repository): Narrower => ({
      place: { kind, scope: 'repository', ...repository },
      wider,
    }))
  })
  const repositories = readers.flat().filter(({ place }) => !declared.has(placeId(place)))
  // In a repository that is a target itself, that repository is shadowed.
  const holders = [...places.map((place): Narrower => ({ place, wider: place })), ...repositories].filter(
    mayHaveEnvironments,
  )
  const lists = holders.map(({ place: { owner, repo } }): Repository => ({ owner, repo }))
  problems.push(...((await options.admission?.admitLists(lists)) ?? []))
  const environments = await mapConcurrent(CONCURRENT_READS, holders, (holder) =>
    environmentsOf(options, holder, failures),
  )
  const all = [...repositories, ...environments.flat()].filter(({ place }) => !declared.has(placeId(place)))
  const narrower = all.slice(0, MOST_MATCHED)
  if (narrower.length < all.length) {
    const reason = `there are ${all.length}, and a check reads at most ${MOST_MATCHED}`
    failures.push({ what: 'entries', label: 'environments and repositories', reason })
  }
  problems.push(...((await options.admission?.admit(narrower.map(({ place }) => place))) ?? []))
  const shadows = await mapConcurrent(CONCURRENT_READS, narrower, (one) => shadowOf(options, one, failures))
  return {
    shadows: shadows.filter((shadow) => shadow !== undefined),
    problems: [...problems, ...failureProblems(failures)],
  }
}

/** Environments have Actions secrets only. */
function mayHaveEnvironments(one: Narrower): one is NarrowerRepository {
  return one.place.scope === 'repository' && one.place.kind === 'actions'
}

/** The entries of a narrower place that shadow a wider one; undefined if there are none. */
async function shadowOf(
  { octokit, names, admission }: ShadowOptions,
  { place, wider }: Narrower,
  failures: Failure[],
): Promise<Shadow | undefined> {
  if (admission?.isAdmitted(place) === false) return undefined // `admit` reported the problem
  const secrets = secretNamesIn(names)
  const variables = hasVariables(place) && hasVariables(wider) ? names.accessKeyVariable : []
  try {
    const [ofSecrets, ofVariables] = await Promise.all([
      existing(octokit, place, 'secrets', secrets),
      variables.length === 0 ? [] : existing(octokit, place, 'variables', variables),
    ])
    const hidden = [...ofSecrets, ...ofVariables.map(variableName)]
    return hidden.length === 0 ? undefined : { target: placeId(wider), by: placeLabel(place), names: hidden }
  } catch (error) {
    failures.push({ what: 'entries', label: placeLabel(place), reason: githubFailure(error).message })
    return undefined
  }
}

/** The names that exist in a place. */
async function existing(
  octokit: Octokit,
  place: Place,
  thing: EntryKind,
  names: readonly string[],
): Promise<readonly string[]> {
  const found = new Set((await listEntries(octokit, place, thing)).map(({ name }) => name.toUpperCase()))
  return names.filter((name) => found.has(name.toUpperCase()))
}

async function listEntries(octokit: Octokit, place: Place, thing: EntryKind): Promise<readonly Listed[]> {
  type Page = Readonly<Record<EntryKind, readonly Listed[]>>
  const { items } = await listAll<Page, Listed>(octokit, routeTo(place, thing), (page) => page[thing])
  return items
}

async function environmentsOf(
  { octokit, admission }: ShadowOptions,
  { place: { owner, repo }, wider }: NarrowerRepository,
  failures: Failure[],
): Promise<readonly Narrower[]> {
  if (admission?.mayList({ owner, repo }) === false) return []
  interface Page {
    readonly environments: readonly { readonly name: string }[]
  }
  try {
    const { items } = await listAll<Page, { readonly name: string }>(
      octokit,
      { route: '/repos/{owner}/{repo}/environments', parts: { owner, repo } },
      ({ environments }) => environments,
    )
    return items.filter(isPathSegment).map(({ name }) => ({
      place: { kind: 'actions', scope: 'environment', owner, repo, environment: name },
      wider,
    }))
  } catch (error) {
    failures.push({ what: 'environments', label: `${owner}/${repo}`, reason: githubFailure(error).message })
    return []
  }
}

/** The repositories that read an organization's declared secrets or variables. */
async function readersOf(
  { octokit, names }: ShadowOptions,
  place: Organization,
  failures: Failure[],
): Promise<readonly Repository[]> {
  const owner = place.organization
  const wanted: readonly (readonly [EntryKind, readonly string[]])[] = [
    ['secrets', secretNamesIn(names)],
    ['variables', hasVariables(place) ? names.accessKeyVariable : []],
  ]
  try {
    const readers = new Map<string, Repository>()
    let all: 'none' | 'private' | 'all' = 'none'
    for (const [thing, those] of wanted) {
      if (those.length === 0) continue
      const listed = await listEntries(octokit, place, thing)
      const entries = listed.filter(({ name }) => those.includes(name.toUpperCase()))
      if (entries.some(({ visibility }) => visibility === 'all')) all = 'all'
      else if (entries.some(({ visibility }) => visibility === 'private') && all === 'none') all = 'private'
      for (const { name } of entries.filter(({ visibility }) => visibility === 'selected'))
        for (const repo of await selectedRepositories(octokit, place, thing, name))
          readers.set(repo.toLowerCase(), { owner, repo })
    }
    if (all !== 'none')
      for (const repo of await repositoriesOf(octokit, owner, all === 'private'))
        readers.set(repo.toLowerCase(), { owner, repo })
    if (readers.size <= MOST_MATCHED) return [...readers.values()]
    const reason = `${readers.size} repositories read its secrets, and a check reads at most ${MOST_MATCHED}`
    failures.push({ what: 'organization', label: placeLabel(place), reason })
    return []
  } catch (error) {
    failures.push({ what: 'organization', label: placeLabel(place), reason: githubFailure(error).message })
    return []
  }
}

async function selectedRepositories(
  octokit: Octokit,
  place: Organization,
  thing: EntryKind,
  name: string,
): Promise<readonly string[]> {
  const { items } = await listSelected(octokit, routeTo(place, thing), namePart(thing), name)
  return items.filter(isActive).map(({ name: repository }) => repository)
}

async function repositoriesOf(
  octokit: Octokit,
  owner: string,
  onlyPrivate: boolean,
): Promise<readonly string[]> {
  return (await listOrganization(octokit, owner))
    .filter((repository) => isActive(repository) && (!onlyPrivate || repository.private !== false))
    .map(({ name }) => name)
}

/** Whether jobs can run in a repository: not in an archived one. */
function isActive(repository: ListedRepository): boolean {
  return repository.archived !== true && isPathSegment(repository)
}

/** Whether a name from an answer can be a path segment of a URL; these would change it, even encoded. */
function isPathSegment({ name }: { readonly name: string }): boolean {
  return name !== '.' && name !== '..' && name !== ''
}

const FAILURE_TEXTS: Readonly<Record<Failure['what'], { readonly text: string; readonly remedy: string }>> = {
  environments: {
    text: 'could not check whether an environment shadows the secrets of its repository, because the environments could not be listed',
    remedy: 'Give the token the repository permission Actions: read, which is needed to list environments',
  },
  entries: {
    text: 'could not check whether secrets of the same names in narrower places shadow the rotated ones',
    remedy:
      'Give the token access to these repositories, with the permissions Secrets: read and Environments: read (for ' +
      'other kinds of secrets, the permission of that kind; for variables, Variables: read)',
  },
  organization: {
    text: "could not check whether secrets of repositories shadow the organization's",
    remedy: 'Give the token the organization permission Secrets: read, and access to its repositories',
  },
}

/** One problem for each reason, not one for each place. */
function failureProblems(failures: readonly Failure[]): readonly Problem[] {
  const kindOf = ({ what, reason }: Failure): string => `${what}\n${reason}`
  const kinds = new Map(failures.map((failure) => [kindOf(failure), failure]))
  return [...kinds].map(([kind, { what, reason }]) => {
    const { text, remedy } = FAILURE_TEXTS[what]
    const labels = shortList(failures.filter((failure) => kindOf(failure) === kind).map(({ label }) => label))
    return { about: 'github-token', problem: `${text}: ${labels} (${reason})`, remedy }
  })
}
