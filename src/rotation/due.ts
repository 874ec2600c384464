import { currentGeneration, isExpired, type Observation } from './observation.ts'
import type { Policy } from './policy.ts'
import type { RunMemory } from './memory.ts'

/** Why a key is to be replaced. */
export type DueReason =
  | { readonly kind: 'forced' }
  | { readonly kind: 'first' }
  /** The current version can no longer be read. */
  | { readonly kind: 'unreadable'; readonly revision: number }
  | { readonly kind: 'dead'; readonly accessKey: string }
  /** An earlier run was about to roll it over, and nobody knows how that ended. */
  | { readonly kind: 'in-doubt'; readonly accessKey: string }
  /** Nobody knows when it ends: the issuer is asked. */
  | { readonly kind: 'end-unknown'; readonly accessKey: string }
  | { readonly kind: 'expired'; readonly accessKey: string; readonly expiresAt: Date }
  | { readonly kind: 'expiring'; readonly accessKey: string; readonly expiresAt: Date }
  | { readonly kind: 'old'; readonly accessKey: string; readonly createdAt: Date }
  | { readonly kind: 'every-run' }

export type Due =
  | { readonly due: true; readonly because: DueReason }
  /** `next`: when the key will be due; undefined where nothing but a forced run would make it so. */
  | { readonly due: false; readonly next: Date | undefined }

/**
 * Whether the key is to be replaced now. A key is due when `force` says so; when there is no current generation;
 * when its key is dead, expired, or expires within the rollover window, whatever its age; when it has reached
 * `max-age`, or, without `max-age`, on every run that did not just finish an earlier one's work.
 */
export function whetherDue(observation: Observation, policy: Policy, memory: RunMemory): Due {
  const current = currentGeneration(observation)
  // A run makes one key, and promotes once: what it promoted is the replacement that was asked for, whoever made it.
  if (memory.promoted || memory.made !== undefined) return { due: false, next: undefined }
  if (memory.halted !== undefined) return { due: false, next: undefined }
  if (policy.force) return { due: true, because: { kind: 'forced' } }
  if (current === undefined) return { due: true, because: { kind: 'first' } }
  if (current.status !== 'enabled')
    return { due: true, because: { kind: 'unreadable', revision: current.revision } }
  const accessKey = current.record.accessKey
  const key = observation.keys.get(accessKey)
  if (key === undefined) return { due: true, because: { kind: 'dead', accessKey } }
  if (key.inDoubt === true) return { due: true, because: { kind: 'in-doubt', accessKey } }
  const { expiresAt, createdAt } = key
  if (expiresAt !== undefined && isExpired(observation, key)) {
    return { due: true, because: { kind: 'expired', accessKey, expiresAt } }
  }
  // Somebody went back to this key for a reason: it is replaced when somebody says so, or when it is dead.
  if (current.record.rolledBack === true) return { due: false, next: expiresAt }
  if (expiresAt !== undefined) {
    if (isExpiring(observation, policy, expiresAt)) {
      return { due: true, because: { kind: 'expiring', accessKey, expiresAt } }
    }
  }
  if (policy.command === 'rollover') {
    if (expiresAt === undefined && observation.issuer === 'blind') {
      return { due: true, because: { kind: 'end-unknown', accessKey } }
    }
    return { due: false, next: expiresAt === undefined ? undefined : windowOpens(policy, expiresAt) }
  }
  if (policy.maxAge === undefined) {
    return memory.resumed ? { due: false, next: undefined } : { due: true, because: { kind: 'every-run' } }
  }
  const old = policy.maxAge.after(createdAt)
  if (old <= observation.at) return { due: true, because: { kind: 'old', accessKey, createdAt } }
  return { due: false, next: earlier(old, expiresAt && windowOpens(policy, expiresAt)) }
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

function earlier(a: Date, b: Date | undefined): Date {
  return b !== undefined && b < a ? b : a
}
