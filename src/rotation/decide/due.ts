import {
  currentGeneration,
  inNeedOfRepair,
  isExpired,
  isPublishable,
  ownMark,
  recordedCurrent,
  type Generation,
  type Key,
  type Observation,
} from '../model/observation.ts'
import { pauseOf, type Pause } from './pause.ts'
import type { Policy } from '../model/policy.ts'
import type { DueReason } from '../model/steps.ts'
import type { RunMemory } from '../model/run-state.ts'

export type Due =
  | { readonly due: true; readonly because: DueReason }
  /** `next`: when the key will be due; undefined where nothing but a forced run would make it so. */
  | { readonly due: false; readonly next: Date | undefined; readonly pause?: Pause }

/**
 * Whether the key is to be replaced now. A key is due when `force` says so; when there is no current generation;
 * when its key is deleted, expired, or expires within the rollover window, whatever its age; when it was found, or cannot
 * be published and a target needs it; when it has reached `max-age`, or, without `max-age`, on every run that did not
 * just finish an earlier one's work. While rotation is paused only the first ones count (see pause.ts).
 */
export function whetherDue(observation: Observation, policy: Policy, memory: RunMemory): Due {
  const current = currentGeneration(observation)
  // A run makes one key, and promotes once: what it promoted is the replacement that was asked for, whoever made it.
  if (memory.promoted || memory.issued !== undefined) return { due: false, next: undefined }
  if (memory.halted !== undefined) return { due: false, next: undefined }
  if (policy.force) return { due: true, because: { kind: 'forced' } }
  if (current === undefined) return { due: true, because: withoutCurrent(observation) }
  if (current.status !== 'enabled')
    return { due: true, because: { kind: 'unreadable', revision: current.revision } }
  const { accessKey } = current.record
  const key = observation.keys.get(accessKey)
  if (key === undefined) return { due: true, because: { kind: 'deleted', accessKey } }
  if (key.inDoubt === true) return { due: true, because: { kind: 'in-doubt', accessKey } }
  const ends = endReason(observation, policy, key)
  if (ends !== undefined) return { due: true, because: ends }
  const pause = pauseOf(observation, policy)
  if (pause !== undefined)
    return { due: false, next: earlier(pause.until, opening(policy, key.expiresAt)), pause }
  const unusable = unusableReason(observation, memory, current)
  if (unusable !== undefined) return { due: true, because: unusable }
  return dueByAge(observation, policy, memory, key)
}

/** Why there is no current generation: there never was one, or the key of the last one is deleted. */
function withoutCurrent(observation: Observation): DueReason {
  const recorded = recordedCurrent(observation)
  return recorded === undefined || observation.keys.has(recorded.record.accessKey)
    ? { kind: 'first' }
    : { kind: 'deleted', accessKey: recorded.record.accessKey }
}

/** Why a current key that works is replaced all the same: nothing can be published with it. */
function unusableReason(
  observation: Observation,
  memory: RunMemory,
  current: Generation,
): DueReason | undefined {
  const { accessKey } = current.record
  if (ownMark(observation, accessKey)?.phase === 'found') return { kind: 'found', accessKey }
  if (memory.migrationPostponed || isPublishable(observation, accessKey)) return undefined
  return inNeedOfRepair(observation, current).length === 0 ? undefined : { kind: 'unpublishable', accessKey }
}

function dueByAge(
  observation: Observation,
  policy: Policy,
  memory: RunMemory,
  { accessKey, createdAt, expiresAt }: Key,
): Due {
  if (policy.command === 'rollover') {
    if (expiresAt === undefined && observation.issuer === 'blind') {
      return { due: true, because: { kind: 'end-unknown', accessKey } }
    }
    return { due: false, next: opening(policy, expiresAt) }
  }
  if (policy.maxAge === undefined) {
    return memory.resumed ? { due: false, next: undefined } : { due: true, because: { kind: 'every-run' } }
  }
  const old = policy.maxAge.after(createdAt)
  if (old <= observation.at) return { due: true, because: { kind: 'old', accessKey, createdAt } }
  return { due: false, next: earlier(old, opening(policy, expiresAt)) }
}

/** Why a key's end makes it due; undefined where that is far enough away. */
function endReason(observation: Observation, policy: Policy, key: Key): DueReason | undefined {
  const { accessKey, expiresAt } = key
  if (expiresAt === undefined) return undefined
  if (isExpired(observation, key)) return { kind: 'expired', accessKey, expiresAt }
  return isExpiring(observation, policy, expiresAt) ? { kind: 'expiring', accessKey, expiresAt } : undefined
}

/** Whether a key that is on its way to become current is to be replaced itself, by its end or its age (rule 7). */
export function isDueByTime(observation: Observation, policy: Policy, key: Key): boolean {
  if (key.expiresAt !== undefined && isExpiring(observation, policy, key.expiresAt)) return true
  return (
    policy.command === 'rotate' &&
    policy.maxAge !== undefined &&
    policy.maxAge.after(key.createdAt) <= observation.at
  )
}

/** Whether a key's end lies within the rollover window. */
export function isExpiring(observation: Observation, policy: Policy, expiresAt: Date): boolean {
  return expiresAt <= policy.rolloverWindow.after(observation.at)
}

/** When the rollover window of an expiry opens, to within what calendar arithmetic allows. */
export function windowOpens(policy: Pick<Policy, 'rolloverWindow'>, expiresAt: Date): Date {
  const length = policy.rolloverWindow.after(expiresAt).getTime() - expiresAt.getTime()
  return new Date(expiresAt.getTime() - length)
}

function opening(policy: Policy, expiresAt: Date | undefined): Date | undefined {
  return expiresAt === undefined ? undefined : windowOpens(policy, expiresAt)
}

function earlier(a: Date, b: Date | undefined): Date {
  return b !== undefined && b < a ? b : a
}
