import { isExpired, type Generation, type Observation } from '../rotation/model/observation.ts'
import type { Problem } from '../rotation/model/ports.ts'
import { FINDING_KINDS, type FindingKind } from './findings.ts'
import { withReadOnlyRemedy } from './read-only-remedies.ts'
import type { SnapshotPart, CheckSnapshot } from './snapshot.ts'

/** Something that could not be looked at, or not be judged. */
export interface NotEvaluated {
  readonly problem: Problem
  /** What could be found there. */
  readonly hides: readonly FindingKind[]
}

/** What could be found in each part. */
const HIDES: Readonly<Record<SnapshotPart, readonly FindingKind[]>> = {
  store: FINDING_KINDS.filter((kind) => kind !== 'unchecked'),
  keys: ['no-key', 'forged-records', 'expired', 'expiring', 'unknown-keys', 'orphaned-keys'],
  proof: ['no-key'],
  targets: ['replaced-repository', 'drift', 'shadowed'],
  identities: ['replaced-repository'],
  shadows: ['shadowed'],
  marks: ['orphaned-keys'],
  quota: ['quota'],
}

/** What is known of the current key. */
interface CurrentKeyFacts {
  readonly current: Generation | undefined
  /** Whether the keys that the issuer listed are those of the current key's bearer. */
  readonly sameBearer: boolean
  readonly due: Date | undefined
}

/** All that could not be looked at or judged, with what it may hide. */
export function notEvaluated(
  { unread, listed, verifiable }: CheckSnapshot,
  known: CurrentKeyFacts | undefined,
  observation: Observation | undefined,
): readonly NotEvaluated[] {
  const told = uniqueProblems(unread)
  if (known?.current === undefined || observation === undefined) return told
  const { current, sameBearer, due } = known
  const key = observation.keys.get(current.record.accessKey)
  if (!sameBearer) told.push(OTHER_BEARER)
  if (due === undefined && key !== undefined)
    told.push(listed === undefined && observation.issuer === 'listing' ? AGE_WITHOUT_RULE_OR_END : NO_RULE)
  if (observation.issuer === 'blind' && key !== undefined && key.expiresAt === undefined)
    told.push(END_UNKNOWN)
  // Where the issuer keeps no list, only a question with the key tells whether it works.
  const ended = key === undefined || isExpired(observation, key)
  const answered = key?.works === true || unread.some(({ part }) => part === 'proof')
  if (verifiable && !ended && !answered) told.push(UNPROVEN)
  return told
}

/** One reason is told once, whatever it keeps from being seen. */
function uniqueProblems(unseen: CheckSnapshot['unread']): NotEvaluated[] {
  const byProblem = new Map<string, NotEvaluated>()
  for (const { part, problem } of unseen) {
    const words = withReadOnlyRemedy(problem)
    const name = JSON.stringify(words)
    const hides = new Set([...(byProblem.get(name)?.hides ?? []), ...HIDES[part]])
    byProblem.set(name, { problem: words, hides: [...hides] })
  }
  return [...byProblem.values()]
}

const OTHER_BEARER: NotEvaluated = {
  problem: {
    about: 'application-id',
    problem:
      'the current key belongs to another application or user than the one whose keys were listed (without ' +
      'application-id these are the credentials of the run), so IAM was not asked about it and its other keys',
    remedy: 'Give the application that the key belongs to as application-id',
  },
  hides: ['forged-records', 'expired', 'expiring', 'unknown-keys', 'orphaned-keys'],
}

const NO_RULE = withoutRule(
  'there is no max-age, and the key never expires, so that nobody can say when it is overdue',
)
const AGE_WITHOUT_RULE_OR_END = withoutRule(
  'there is no max-age, and when the key expires could not be read, so that nobody can say when it is overdue',
)

function withoutRule(problem: string): NotEvaluated {
  const remedy = 'Give max-age: the age at which the rotation replaces the key, for example 30d'
  return { problem: { about: 'max-age', problem, remedy }, hides: ['overdue'] }
}

const END_UNKNOWN: NotEvaluated = {
  problem: {
    about: 'keys-api-url',
    problem: 'nobody knows when the current key expires: the service did not say it when it made the key',
    remedy: 'Roll the key over or rotate it once; the record of the new one then says when it ends',
  },
  hides: ['expired', 'expiring'],
}

const UNPROVEN: NotEvaluated = {
  problem: {
    about: 'keys-api-verify-url',
    problem: 'the service was asked whether the current key works, and did not say so',
    remedy:
      'Run again; if it stays, look whether keys-api-verify-url and keys-api-verify-header ask the right thing',
  },
  hides: ['no-key'],
}
