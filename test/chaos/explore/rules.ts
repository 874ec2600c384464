import type { Outcome } from '../../../src/rotation/decide/outcome.ts'
import { readDescription } from '../../../src/rotation/model/mark.ts'
import { ORPHAN_AFTER_MS, type Policy } from '../../../src/rotation/model/policy.ts'
import { readRecord, type VersionRecord } from '../../../src/rotation/model/record.ts'
import { isAliveIn, ownerOf, type Cloud, type ModelKey } from '../../rotation/simulation/cloud.ts'
import { watch } from '../../rotation/simulation/invariants.ts'
import { heldKeys, isGivenEverywhere, readKeys, type CloudWithPast } from './model/past.ts'

/** A version with a record of this action. */
interface Recorded {
  readonly revision: number
  readonly enabled: boolean
  readonly record: VersionRecord
}

/** The run that sends a request. */
export interface Sender {
  readonly run: string
  readonly name: string
  readonly policy: Policy
}

/** The state before a change. */
interface Before {
  readonly keys: ReadonlyMap<string, ModelKey>
  readonly descriptions: ReadonlyMap<string, string>
  readonly held: ReadonlySet<string>
  readonly read: readonly string[]
  readonly stages: ReadonlyMap<number, string>
  readonly current: string | undefined
  readonly enabled: ReadonlySet<number>
}

/**
 * Checks one request: called before it takes effect; the returned function is called afterwards. Checks the
 * invariants of the model (every target has a working key) and those rules of the protocol that the cloud and
 * its past show at once.
 * @returns a function that throws an error with the violation
 */
export function rulesOf(cloud: CloudWithPast): (sender: Sender) => () => void {
  const watched = watch(cloud, { mayDelete: new Set() })
  return (sender) => {
    const verify = watched({ ...sender, method: 'write' })
    const before: Before = {
      keys: new Map(cloud.keys),
      descriptions: new Map([...cloud.keys.values()].map((key) => [key.accessKey, key.description])),
      held: heldKeys(cloud),
      read: readKeys(cloud),
      stages: new Map(recorded(cloud).map(({ revision, record }) => [revision, record.stage])),
      current: currentOf(cloud),
      enabled: new Set(recorded(cloud).flatMap(({ revision, enabled }) => (enabled ? [revision] : []))),
    }
    return () => {
      verify()
      const wrong =
        deletedTooEarly(cloud, before, sender) ??
        foreignTouched(cloud, before) ??
        readerLost(cloud, before) ??
        wronglyPublished(cloud, sender) ??
        wronglyPromoted(cloud, before) ??
        wronglyDisabled(cloud, before, sender)
      if (wrong !== undefined) throw new Error(`${sender.run} ${sender.name}: ${wrong}`)
    }
  }
}

function deletedTooEarly(cloud: CloudWithPast, before: Before, sender: Sender): string | undefined {
  for (const [accessKey, key] of before.keys) {
    const description = before.descriptions.get(accessKey) ?? ''
    const wrong = cloud.keys.has(accessKey) ? undefined : whyNotYet(cloud, key, description, before, sender)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

/** Why a key must not be deleted at this time; undefined if it may be. */
function whyNotYet(
  cloud: CloudWithPast,
  { accessKey, createdAt }: ModelKey,
  description: string,
  { held }: Before,
  { run, policy }: Sender,
): string | undefined {
  const { mark } = readDescription(description)
  const stored = (cloud.secret?.versions ?? []).some(
    ({ payload, forged }) => payload?.accessKey === accessKey && forged !== true,
  )
  // Only the run that created it has seen it.
  if (mark?.attempt.startsWith(`x${run.toLowerCase()}`) === true && !stored) return undefined
  if (mark?.phase === 'made') {
    const old = cloud.now - createdAt > ORPHAN_AFTER_MS
    return old ? undefined : `deleted ${accessKey}, which is unfinished and not yet older than 2 D`
  }
  const isHeld = held.has(accessKey) || cloud.past.heldUntil.has(accessKey)
  if (mark?.phase !== 'replaced' && !isHeld)
    return `deleted ${accessKey}, which a run may be about to publish`
  // The user ends the grace period. A manual change may not be visible to the runs yet.
  if (policy.command === 'retire' || cloud.endedByPerson.has(accessKey)) return undefined
  const since = held.has(accessKey) ? cloud.now : cloud.past.heldUntil.get(accessKey)
  const waited = since === undefined || policy.grace.after(new Date(since)).getTime() <= cloud.now
  return waited ? undefined : `deleted ${accessKey} before its grace period was over`
}

/** Only keys that a run created are described or written to a target (protocol, D1 to D4). */
function foreignTouched(cloud: Cloud, { descriptions }: Before): string | undefined {
  for (const { accessKey, ours, description } of cloud.keys.values()) {
    const before = descriptions.get(accessKey)
    if (!ours && before !== undefined && before !== description)
      return `changed the description of ${accessKey}, which no run created`
  }
  return undefined
}

/** Readers of the secret get a key that works, as long as nobody else changes what is readable. */
function readerLost(cloud: CloudWithPast, { read }: Before): string | undefined {
  if (!read.some((accessKey) => isAliveIn(cloud, accessKey))) return undefined
  const now = readKeys(cloud)
  if (now.length === 0 && !cloud.past.recordsTouched && !cloud.past.statusTouched)
    return 'readers of the secret no longer get a key'
  const dead = now.find((accessKey) => !isAliveIn(cloud, accessKey) && !cloud.endedByPerson.has(accessKey))
  return dead === undefined ? undefined : `readers of the secret get ${dead}, which is invalid`
}

function wronglyPublished(cloud: CloudWithPast, { name }: Sender): string | undefined {
  const [, id = '', place = '', accessKey] = /^put (\S+) (\S+) (\S+)$/.exec(name) ?? []
  if (accessKey === undefined) return undefined
  const value = cloud.targets.find((target) => target.id === id)?.values.get(place)?.value
  const owner = value === undefined ? undefined : ownerOf(value)
  // A key of this rotation may have been deleted since. A key that never belonged to it must not be written.
  if (owner !== undefined && cloud.keys.get(owner)?.ours !== true && !/^K\d+$/.test(owner))
    return `wrote to ${id} the key ${owner}, which no run created`
  const older = cloud.past.recordsTouched ? undefined : olderPending(cloud, accessKey)
  return older === undefined
    ? undefined
    : `published ${accessKey} while the older version ${older} was pending`
}

/** A promoted version is written everywhere, and replaces the version that its run saw as current. */
function wronglyPromoted(cloud: CloudWithPast, { stages, current }: Before): string | undefined {
  for (const { revision, record } of recorded(cloud)) {
    if (record.stage !== 'current' || stages.get(revision) === 'current') continue
    if (isAliveIn(cloud, record.accessKey) && !isGivenEverywhere(cloud, record.accessKey))
      return `version ${revision} is current, but not written to every target`
    const { replaces } = record
    // A repair that began before a promotion may write `current` to the older record; the newest counts.
    if (currentOf(cloud) !== record.accessKey) continue
    if (replaces === undefined || current === undefined || replaces === current) continue
    if (!cloud.past.recordsTouched && !cloud.past.statusTouched && isAliveIn(cloud, current))
      return `promoted ${record.accessKey} in place of ${current}, but it replaces ${replaces}`
  }
  return undefined
}

/**
 * No run disables the current version. A rollback that gives up a version while another run promotes it may do
 * so briefly: it checks the mark next, and enables the version again.
 */
function wronglyDisabled(cloud: CloudWithPast, { enabled }: Before, { policy }: Sender): string | undefined {
  if (cloud.past.statusTouched || cloud.past.recordsTouched || policy.command === 'rollback') return undefined
  const newest = recorded(cloud).findLast(
    ({ record }) => record.stage === 'current' && phaseOf(cloud, record.accessKey) === 'stored',
  )
  return newest?.enabled === false && enabled.has(newest.revision)
    ? `the current version ${newest.revision} is disabled`
    : undefined
}

/** The key of the newest version with the stage `current`, if its mark confirms it. */
function currentOf(cloud: Cloud): string | undefined {
  const current = recorded(cloud).findLast(
    ({ enabled, record }) =>
      enabled && record.stage === 'current' && phaseOf(cloud, record.accessKey) === 'stored',
  )
  return current?.record.accessKey
}

/**
 * An older version that may still be published while this pending key is published: it is pending and readable,
 * and its key is valid with the mark `stored`.
 */
function olderPending(cloud: Cloud, accessKey: string): number | undefined {
  const all = recorded(cloud)
  const current = all.findLast(({ record }) => record.stage === 'current')?.revision ?? 0
  const pending = all.filter(({ record, revision }) => record.stage === 'pending' && revision > current)
  const own = pending.find(({ record }) => record.accessKey === accessKey)
  const older = pending.find(
    ({ revision, enabled, record }) =>
      own !== undefined &&
      revision < own.revision &&
      enabled &&
      record.accessKey !== accessKey &&
      isAliveIn(cloud, record.accessKey) &&
      phaseOf(cloud, record.accessKey) === 'stored',
  )
  return older?.revision
}

/** The outcome that a run reports, and when the run began. */
export interface Claim {
  readonly run: string
  readonly outcome: Outcome['kind']
  readonly startedAt: number
}

/** A run that reports a rotation or rollback has performed it, or another run has, which it reports. */
export function wrongOutcome(cloud: CloudWithPast, { run, outcome, startedAt }: Claim): string | undefined {
  if (cloud.past.recordsTouched) return undefined
  const all = recorded(cloud)
  const isSince = (time: Date | undefined): boolean => time !== undefined && time.getTime() >= startedAt
  const rotated = all.some(({ record }) => record.rolledBack !== true && isSince(record.promoted))
  const rolledBack = all.some(
    ({ record }) =>
      record.rolledBack === true && isSince(record.rolledBackAt) && record.promoted !== undefined,
  )
  if (outcome === 'rotated' && !rotated) return `${run} reports a rotation, but no new key became current`
  if (outcome === 'rolled-back' && !rolledBack)
    return `${run} reports a rollback, but no previous key became current`
  return undefined
}

function phaseOf(cloud: Cloud, accessKey: string): string | undefined {
  const key = cloud.keys.get(accessKey)
  return key && readDescription(key.description).mark?.phase
}

function recorded({ secret }: Cloud): readonly Recorded[] {
  return (secret?.versions ?? []).flatMap(({ revision, status, description }) => {
    const reading = readRecord(description)
    if (reading.kind !== 'ours') return []
    return [{ revision, enabled: status === 'enabled', record: reading.record }]
  })
}
