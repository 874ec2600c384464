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

/** Lets a check look around places that get no key, where that takes more than a token that was given to it. */
export interface Admission {
  /** Before the environments of these repositories are listed. @returns what stands in the way of some */
  admitLists(repositories: readonly Repository[]): Promise<readonly Problem[]>
  mayList(repository: Repository): boolean
  /** Before the secrets of these places are listed. @returns what stands in the way of some */
  admit(places: readonly Place[]): Promise<readonly Problem[]>
  isAdmitted(place: Place): boolean
}

export interface ShadowOptions {
  readonly octokit: Octokit
  /** Those that get the key. */
  readonly places: readonly Place[]
  readonly names: SecretNames
  /** Undefined where a token for everything was given. */
  readonly admission?: Admission
}

/** A narrower place whose entries are read in place of a wider one's. */
interface Narrower {
  readonly place: Place
  readonly wider: Place
}

/** A repository below which environments may hide what `wider` has: the repository itself, or its organization. */
interface Holder extends Narrower {
  readonly place: Extract<Place, { readonly scope: 'repository' }>
}

/** Something that could not be looked at. */
interface Failure {
  /** What it was wanted for: it says what to grant as well. */
  readonly what: 'environments' | 'entries' | 'organization'
  readonly label: string
  readonly reason: string
}

/** Lists that are read at once; when a request goes is the limiter's business. */
const SIDE_BY_SIDE = 50

type Organization = Extract<Place, { readonly scope: 'organization' }>

/**
 * Looks for entries of the declared names in narrower places than those that get the key: a job that may read both
 * gets the narrower one, which nobody keeps up to date. An environment hides its repository, and both hide the
 * organization. Places that get the key themselves hide nothing that matters: they hold the same.
 */
export async function findShadows(
  options: ShadowOptions,
): Promise<{ readonly shadows: readonly Shadow[]; readonly problems: readonly Problem[] }> {
  const { places } = options
  const failures: Failure[] = []
  const problems: Problem[] = []
  const declared = new Set(places.map(placeId))
  const organizations = places.filter((place): place is Organization => place.scope === 'organization')

  const readers = await mapConcurrent(SIDE_BY_SIDE, organizations, async (wider) => {
    const repositories = await readersOf(options, wider, failures)
    const { kind } = wider
    return repositories.map((repository): Narrower => ({
      place: { kind, scope: 'repository', ...repository },
      wider,
    }))
  })
  const repositories = readers.flat().filter(({ place }) => !declared.has(placeId(place)))
  // Below a repository that gets the key itself it is that one which is hidden.
  const holders = [...places.map((place): Narrower => ({ place, wider: place })), ...repositories].filter(
    mayHaveEnvironments,
  )
  const lists = holders.map(({ place: { owner, repo } }): Repository => ({ owner, repo }))
  problems.push(...((await options.admission?.admitLists(lists)) ?? []))
  const environments = await mapConcurrent(SIDE_BY_SIDE, holders, (holder) =>
    environmentsOf(options, holder, failures),
  )
  const all = [...repositories, ...environments.flat()].filter(({ place }) => !declared.has(placeId(place)))
  const narrower = all.slice(0, MOST_MATCHED)
  if (narrower.length < all.length) {
    const reason = `there are ${all.length} of them, and a check looks through ${MOST_MATCHED}`
    failures.push({ what: 'entries', label: 'environments and repositories', reason })
  }
  problems.push(...((await options.admission?.admit(narrower.map(({ place }) => place))) ?? []))
  const shadows = await mapConcurrent(SIDE_BY_SIDE, narrower, (one) => shadowOf(options, one, failures))
  return {
    shadows: shadows.filter((shadow) => shadow !== undefined),
    problems: [...problems, ...failureProblems(failures)],
  }
}

/** Environments have secrets of Actions alone. */
function mayHaveEnvironments(one: Narrower): one is Holder {
  return one.place.scope === 'repository' && one.place.kind === 'actions'
}

/** What of a narrower place hides something of a wider one; undefined where nothing does. */
async function shadowOf(
  { octokit, names, admission }: ShadowOptions,
  { place, wider }: Narrower,
  failures: Failure[],
): Promise<Shadow | undefined> {
  if (admission?.isAdmitted(place) === false) return undefined // what is in the way was told when it was asked for
  const secrets = secretNamesIn(names)
  const variables = hasVariables(place) && hasVariables(wider) ? names.accessKeyVariable : []
  try {
    const [ofSecrets, ofVariables] = await Promise.all([
      standing(octokit, place, 'secrets', secrets),
      variables.length === 0 ? [] : standing(octokit, place, 'variables', variables),
    ])
    const hidden = [...ofSecrets, ...ofVariables.map(variableName)]
    return hidden.length === 0 ? undefined : { target: placeId(wider), by: placeLabel(place), names: hidden }
  } catch (error) {
    failures.push({ what: 'entries', label: placeLabel(place), reason: githubFailure(error).message })
    return undefined
  }
}

/** Those of the names that stand in a place. */
async function standing(
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
  { place: { owner, repo }, wider }: Holder,
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
    return items.filter(addressable).map(({ name }) => ({
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
    const reason = `${readers.size} repositories read its secrets, and a check looks through at most ${MOST_MATCHED}`
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
  return items.filter(living).map(({ name: repository }) => repository)
}

async function repositoriesOf(
  octokit: Octokit,
  owner: string,
  onlyPrivate: boolean,
): Promise<readonly string[]> {
  return (await listOrganization(octokit, owner))
    .filter((repository) => living(repository) && (!onlyPrivate || repository.private !== false))
    .map(({ name }) => name)
}

/** No job runs in a repository that was archived. */
function living(repository: ListedRepository): boolean {
  return repository.archived !== true && addressable(repository)
}

/** Whether a name from an answer can be a part of an address; these would change it, even encoded. */
function addressable({ name }: { readonly name: string }): boolean {
  return name !== '.' && name !== '..' && name !== ''
}

const WANTED: Readonly<Record<Failure['what'], { readonly said: string; readonly remedy: string }>> = {
  environments: {
    said: 'whether an environment hides the secrets of its repository could not be looked at, because the environments could not be listed',
    remedy: 'Give the token the repository permission Actions: read, with which environments are listed',
  },
  entries: {
    said: 'whether narrower secrets of the same names hide those that are kept up to date could not be looked at',
    remedy:
      'Give the token access to these repositories, with the permissions Secrets: read and Environments: read (of ' +
      'other kinds of secrets those of that kind, for variables Variables: read)',
  },
  organization: {
    said: "whether repositories hide the organization's secrets could not be looked at",
    remedy: 'Give the token the organization permission Secrets: read, and access to its repositories',
  },
}

/** One problem for each thing that is lacking, not one for each of a thousand places. */
function failureProblems(failures: readonly Failure[]): readonly Problem[] {
  const kindOf = ({ what, reason }: Failure): string => `${what}\n${reason}`
  const kinds = new Map(failures.map((failure) => [kindOf(failure), failure]))
  return [...kinds].map(([kind, { what, reason }]) => {
    const { said, remedy } = WANTED[what]
    const labels = shortList(failures.filter((failure) => kindOf(failure) === kind).map(({ label }) => label))
    return { about: 'github-token', problem: `${said}: ${labels} (${reason})`, remedy }
  })
}
