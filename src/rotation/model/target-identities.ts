import { currentGeneration, generations, type Observation, type Version } from './observation.ts'
import { TargetError, type Identity, type LeftOutTarget, type Problem, type TargetState } from './ports.ts'
import { identityTag, type Identities } from './recorded-identities.ts'
import { secretTag, type VersionRecord } from './record.ts'

/**
 * Who the targets of a key are. A name is not enough: a repository can be renamed, transferred or deleted, and whoever
 * may create one can then take its name. GitHub's ID of a repository or organization is never given to another one, so
 * the record keeps it, and nothing is written where it has changed.
 */

/** A name that belongs to another repository or organization than the record says. */
export interface ReplacedIdentity {
  /** `owner/repo`, or an organization. */
  readonly name: string
  readonly before: string
  readonly now: string
}

/** A run has at most 1,000 repositories. What is not declared any more is remembered up to this many in all. */
const MAX_IDENTITIES = 2000

/**
 * Who the targets of a generation are known to be: what the records of all generations say, of two the newer one. What
 * the generation's own record says counts most, because a person may have accepted a new repository for it. An older
 * record still says it where somebody has removed it from a newer one.
 * @param revision of the generation; undefined, or not there yet, where it has no record so far
 */
export function recordedIdentities(observation: Observation, revision: number | undefined): Identities {
  const all = generations(observation).flatMap(({ record }) => [...(record.identities ?? [])])
  const own = observation.versions.find((version) => version.revision === revision)?.record?.identities
  return new Map([...all, ...(own ?? [])])
}

/** Those of a target's names that belong to another repository or organization than is recorded. */
export function replacedIdentities(
  recorded: Identities,
  identities: readonly Identity[],
): readonly ReplacedIdentity[] {
  return identities.flatMap(({ name, id }) => {
    const before = recorded.get(identityTag(name))
    return before === undefined || before === id ? [] : [{ name, before, now: id }]
  })
}

/** What is recorded of a generation once these targets were written. */
export function identitiesAfter(
  observation: Observation,
  revision: number,
  written: Iterable<readonly Identity[]>,
): Identities {
  const all = new Map(recordedIdentities(observation, revision))
  const news = [...written].flat()
  for (const { name, id } of news) {
    // What was written last comes last: it is what stays where there is too much to remember.
    all.delete(identityTag(name))
    all.set(identityTag(name), id)
  }
  for (const { repository, onPurpose } of observation.leftOut ?? [])
    if (onPurpose) all.delete(identityTag(repository))
  return new Map([...all].slice(-MAX_IDENTITIES))
}

/**
 * Why a target is not to be written; undefined where it is who it was, or was not known before.
 * @param identities who it is now, as {@link Prepared} has it
 * @param accepted names, in lower case, whose new identity a person accepts
 */
export function refusalOf(
  { label }: Pick<TargetState, 'label'>,
  recorded: Identities,
  identities: readonly Identity[] | undefined,
  accepted: ReadonlySet<string>,
): TargetError | undefined {
  if (identities === undefined) {
    const message = `the ID of ${label} could not be read, so nothing was written to it`
    return new TargetError(message, 'untouched', 'The next run tries again')
  }
  const [first] = replacedIdentities(recorded, identities).filter(
    ({ name }) => !accepted.has(name.toLowerCase()),
  )
  return first && replacedError(label, first)
}

/** The error for a target that belongs to another repository than is recorded, and is not written. */
export function replacedError(label: string, replaced: ReplacedIdentity): TargetError {
  const { problem, remedy, knownCause } = replacedProblem(label, replaced)
  return new TargetError(problem, 'untouched', remedy, { knownCause })
}

/** What is wrong with a target that belongs to another repository or organization than is recorded, and what to do. */
export function replacedProblem(label: string, { name, before, now }: ReplacedIdentity): Problem {
  const what = name.includes('/') ? 'repository' : 'organization'
  return {
    about: label,
    problem:
      `${name} is not the ${what} that this key is for: its ID was ${before} and is now ${now}. The earlier one was ` +
      `deleted, renamed or transferred, and another one has its name now. Nothing is written to ${label}`,
    remedy:
      `If the new ${what} is to get the key, run once with accept-repositories: ${name}. If not, remove it from the ` +
      'targets, or name the earlier one as it is called now',
    knownCause: 'github-repository-replaced',
  }
}

/** The repositories among these targets that a pattern newly matches, by pattern. */
export function newlyMatched(
  observation: Observation,
  revision: number | undefined,
  targets: readonly TargetState[],
): ReadonlyMap<string, readonly string[]> {
  const recorded = recordedIdentities(observation, revision)
  const written = currentGeneration(observation)?.record.written
  const found = new Map<string, Set<string>>()
  for (const { id, matched, secrets } of targets) {
    if (matched === undefined || recorded.has(identityTag(matched.repository))) continue
    if (secrets.some(({ name }) => written?.has(secretTag(id, name)) === true)) continue
    found.set(matched.pattern, (found.get(matched.pattern) ?? new Set()).add(matched.repository))
  }
  return new Map([...found].map(([pattern, repositories]) => [pattern, [...repositories]]))
}

/**
 * Marks those targets that were left out although a generation in use was written to them, as far as the records say.
 * @param versions with their records as they are stored
 */
export function withHolders(
  versions: readonly Version[],
  leftOut: readonly LeftOutTarget[],
): readonly LeftOutTarget[] {
  const records = versions.flatMap(({ record }) => record ?? [])
  const current = records.findLast(({ stage }) => stage === 'current')
  const inUse = records.filter((record) => record === current || record.stage === 'pending')
  return leftOut.map((one) => ({ ...one, holds: inUse.some((record) => mayHold(record, one)) }))
}

function mayHold(record: VersionRecord, { id, repository, names }: LeftOutTarget): boolean {
  const { identities, written, groupDigests } = record
  if (identities?.has(identityTag(repository)) === true) return true
  // Records of earlier releases have no identities. Where they have digests in place of a list, any target may be one.
  if (identities === undefined && groupDigests !== undefined) return true
  return names.some((name) => written.has(secretTag(id, name)))
}

/** The public repositories that hold the key and would be left out because of what a pattern means by default. */
export function leftOutProblems({ leftOut = [] }: Pick<Observation, 'leftOut'>): readonly Problem[] {
  const holding = leftOut.filter(({ holds, onPurpose }) => holds === true && !onPurpose)
  return [...new Set(holding.map(({ repository }) => repository))].map((repository) => ({
    about: 'repositories',
    problem: `${repository} has this key and is public, and patterns leave public repositories out`,
    remedy:
      `Name ${repository} in repositories to go on writing to it, or set public-repositories: include for all public ` +
      'repositories that a pattern matches. Set public-repositories: exclude to leave it with the key that it has, which ' +
      'is revoked later',
    knownCause: 'github-public-repository-left-out',
  }))
}
