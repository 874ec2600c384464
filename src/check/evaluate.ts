import { spareVersions } from '../rotation/decide/decide.ts'
import { windowOpens } from '../rotation/decide/due.ts'
import { recordedIdentities, replacedIdentities } from '../rotation/model/target-identities.ts'
import {
  generations,
  holds,
  inNeedOfRepair,
  isValid,
  isExpired,
  recordedCurrent,
  versionState,
  type Generation,
  type Key,
  type Observation,
} from '../rotation/model/observation.ts'
import { forgedRecords } from '../rotation/decide/forged-records.ts'
import { latestPause, pauseOf } from '../rotation/decide/pause.ts'
import { RUN_DEADLINE_MS, type Policy, type Span } from '../rotation/model/policy.ts'
import { replacedKeys } from '../rotation/decide/retirement.ts'
import { bearerKeys, type BearerKey } from './bearer-keys.ts'
import { FINDING_KINDS, type Finding, type FindingKind } from './findings.ts'
import { notEvaluated, type NotEvaluated } from './not-evaluated.ts'
import type { CheckSnapshot } from './snapshot.ts'

/** What a check makes of what stands. */
export interface Evaluation {
  readonly findings: readonly Finding[]
  /** What could not be looked at, and which findings it may hide. */
  readonly unchecked: readonly NotEvaluated[]
  /** The keys of the bearer that no version of the secret names. */
  readonly others: readonly BearerKey[]
  /** When the current key is due; undefined where nothing says so. */
  readonly due: Date | undefined
  /** How many versions can still be added to the secret, once those of dead keys are pruned. */
  readonly versionsLeft: number | undefined
}

/** The policy of the rotation that is checked, and how late a schedule may be. */
export interface CheckPolicy {
  readonly policy: Policy
  /** A key that is due for longer is overdue. */
  readonly overdueAfter: Span
}

/** Below so many, the next rotations have no room. */
const LOW_QUOTA = 2

/** Judges what stands of one key. Pure. */
export function evaluate(seen: CheckSnapshot, check: CheckPolicy): Evaluation {
  const { observation } = seen
  if (observation === undefined) {
    const unchecked = notEvaluated(seen, undefined, undefined)
    return { findings: [], unchecked, others: [], due: undefined, versionsLeft: undefined }
  }
  const { policy } = check
  // A key that somebody deleted is reported as the current one all the same.
  const current = recordedCurrent(observation)
  const others = bearerKeys(seen, observation, policy)
  const due = current && dueDate(observation, policy, current)
  const versionsLeft = remainingVersions(seen, observation, policy)
  const replaced = replacedTargets(seen, observation, current)
  const sameBearer = listsCurrentKey(seen, observation, current)
  const findings: readonly Finding[] = [
    ...keyFindings(observation, check, current, due),
    ...forgedRecords(observation).map((forged): Finding => ({ kind: 'forged-records', forged })),
    ...unfinished(observation, check),
    ...overGrace(observation, check),
    ...paused(observation, policy),
    ...replaced,
    ...drifted(observation, current, new Set(replaced.map(({ target }) => target))),
    ...seen.shadows.map((shadow): Finding => ({ kind: 'shadowed', ...shadow })),
    ...(sameBearer ? unmanagedKeys(others) : []),
    ...quotaFindings(seen, versionsLeft),
  ]
  const order = (finding: Finding): number => FINDING_KINDS.indexOf(finding.kind)
  return {
    findings: findings.toSorted((a, b) => order(a) - order(b)),
    unchecked: notEvaluated(seen, { current, sameBearer, due }, observation),
    others: sameBearer ? others : [],
    due,
    versionsLeft,
  }
}

/** The kinds that were found. */
export function foundKinds({ findings, unchecked }: Evaluation): readonly FindingKind[] {
  const found = new Set<FindingKind>(findings.map(({ kind }) => kind))
  if (unchecked.length > 0) found.add('unchecked')
  return FINDING_KINDS.filter((kind) => found.has(kind))
}

/** When a key is to be replaced: when it reaches `max-age`, or when the rollover window before its end opens. */
function dueDate(observation: Observation, policy: Policy, { record }: Generation): Date | undefined {
  const key = observation.keys.get(record.accessKey)
  if (key === undefined) return undefined
  const { createdAt, expiresAt } = key
  const old = policy.maxAge?.after(createdAt)
  // Also a pause that is over: no run could replace the key before its end.
  const until = latestPause(observation, policy)?.until
  const dates = [
    ...(old === undefined ? [] : [until !== undefined && until > old ? until : old]),
    ...(expiresAt === undefined ? [] : [windowOpens(policy, expiresAt)]),
  ]
  return dates.sort((a, b) => a.getTime() - b.getTime())[0]
}

/**
 * Whether the issuer lists the current key for the bearer that it was asked about. If it does not, and the key is
 * there, the list is of somebody else's keys.
 */
function listsCurrentKey(
  { listed }: CheckSnapshot,
  observation: Observation,
  current: Generation | undefined,
): boolean {
  if (listed === undefined || current === undefined) return true
  const { accessKey } = current.record
  return listed.has(accessKey) || !observation.keys.has(accessKey)
}

/** What is wrong with the current key. */
function keyFindings(
  observation: Observation,
  { policy, overdueAfter }: CheckPolicy,
  current: Generation | undefined,
  due: Date | undefined,
): readonly Finding[] {
  const { secretId, at } = observation
  if (secretId === undefined) return [{ kind: 'no-key', why: { kind: 'no-secret' } }]
  if (current === undefined) return [{ kind: 'no-key', why: { kind: 'never-made', secretId } }]
  const { revision, record } = current
  const { accessKey } = record
  const which = { accessKey, revision }
  const findings: Finding[] = []
  if (current.status !== 'enabled') findings.push({ kind: 'no-key', why: { kind: 'unreadable', ...which } })
  const key = observation.keys.get(accessKey)
  if (key === undefined) findings.push({ kind: 'no-key', why: { kind: 'gone', ...which } })
  else findings.push(...endFindings(observation, policy, which, key))
  if (due !== undefined && overdueAfter.after(due) <= at) findings.push({ kind: 'overdue', ...which, due })
  return findings
}

function endFindings(
  observation: Observation,
  { rolloverWindow }: Policy,
  which: { readonly accessKey: string; readonly revision: number },
  key: Key,
): readonly Finding[] {
  const { expiresAt } = key
  if (expiresAt === undefined) return []
  if (isExpired(observation, key)) return [{ kind: 'expired', ...which, at: expiresAt }]
  return expiresAt <= rolloverWindow.after(observation.at)
    ? [{ kind: 'expiring', ...which, at: expiresAt }]
    : []
}

/** What a run should have finished by now. */
function unfinished(observation: Observation, { overdueAfter }: CheckPolicy): readonly Finding[] {
  const { at } = observation
  const late = (since: Date): boolean =>
    overdueAfter.after(since) <= at && since.getTime() + RUN_DEADLINE_MS <= at.getTime()
  return generations(observation).flatMap((generation): readonly Finding[] => {
    const { revision, record } = generation
    const { accessKey, since, replacing } = record
    const state = versionState(observation, generation)
    const key = observation.keys.get(accessKey)
    const which = { accessKey, revision }
    if ((state === 'pending' || state === 'unpublishable' || state === 'unfinished') && late(since))
      return [{ kind: 'unfinished', what: 'pending', ...which, since }]
    if (state === 'current' && key?.inDoubt === true && replacing !== undefined && late(replacing))
      return [{ kind: 'unfinished', what: 'in-doubt', ...which, since: replacing }]
    return []
  })
}

/** Replaced keys that no run retired. A keys API's keys end by themselves. */
function overGrace(observation: Observation, { policy, overdueAfter }: CheckPolicy): readonly Finding[] {
  if (observation.issuer === 'blind') return []
  const { at } = observation
  return replacedKeys(observation).flatMap(({ accessKey, revision, since }): readonly Finding[] => {
    const ends = policy.grace.after(since)
    const isLate = overdueAfter.after(ends) <= at && ends.getTime() + RUN_DEADLINE_MS <= at.getTime()
    // A key without a version is found by its mark alone.
    if (!isLate || revision === undefined || !isValid(observation, accessKey)) return []
    return [{ kind: 'unfinished', what: 'grace', accessKey, revision, since: ends }]
  })
}

/** Until when no key is replaced because of its age. */
function paused(observation: Observation, policy: Policy): readonly Finding[] {
  const pause = pauseOf(observation, policy)
  return pause === undefined ? [] : [{ kind: 'paused', pause }]
}

/** The targets whose repository or organization is another one than the record of the current generation says. */
function replacedTargets(
  { identities }: CheckSnapshot,
  observation: Observation,
  current: Generation | undefined,
): readonly Extract<Finding, { readonly kind: 'replaced-repository' }>[] {
  const recorded = recordedIdentities(observation, current?.revision)
  return observation.targets.flatMap(({ id }) =>
    replacedIdentities(recorded, identities.get(id) ?? []).map((one) => ({
      kind: 'replaced-repository',
      target: id,
      ...one,
    })),
  )
}

/**
 * The targets that do not hold the current key. Those that hold its successor already are no drift, and those that are
 * not to be written have a finding of their own.
 */
function drifted(
  observation: Observation,
  current: Generation | undefined,
  replaced: ReadonlySet<string>,
): readonly Finding[] {
  if (current === undefined) return []
  const coming = generations(observation).filter(
    (generation) => versionState(observation, generation) === 'pending',
  )
  return inNeedOfRepair(observation, current)
    .filter(({ id }) => !replaced.has(id))
    .filter((target) => !coming.some((generation) => holds(target, generation)))
    .map((target) => ({ kind: 'drift', target: target.id, how: holds(target, current) ? 'access' : 'key' }))
}

/** Keys that nobody looks after. Those that expired harm nobody. */
function unmanagedKeys(others: readonly BearerKey[]): readonly Finding[] {
  return others.flatMap((key): readonly Finding[] => {
    if (key.expired) return []
    if (key.state === 'unknown') return [{ kind: 'unknown-keys', key }]
    return key.state === 'orphaned' ? [{ kind: 'orphaned-keys', key }] : []
  })
}

function remainingVersions(
  { capacity }: CheckSnapshot,
  observation: Observation,
  policy: Policy,
): number | undefined {
  if (observation.secretId === undefined) return undefined
  const there = observation.versions.filter(
    ({ status }) => status === 'enabled' || status === 'disabled',
  ).length
  const pruned = Math.max(0, spareVersions(observation).length - policy.keepVersions)
  return Math.max(0, capacity - there + pruned)
}

function quotaFindings({ keysLeft }: CheckSnapshot, versionsLeft: number | undefined): readonly Finding[] {
  const little = (of: 'versions' | 'keys', left: number | undefined): readonly Finding[] =>
    left !== undefined && left < LOW_QUOTA ? [{ kind: 'quota', of, left }] : []
  return [...little('versions', versionsLeft), ...little('keys', keysLeft)]
}
