import type { ForgedRecord } from '../rotation/decide/forged-records.ts'
import type { Pause } from '../rotation/decide/pause.ts'
import type { ReplacedIdentity } from '../rotation/model/target-identities.ts'
import type { BearerKey } from './bearer-keys.ts'

/**
 * What a check can find, by the names that `fail-on` and the report have. The order is that of reports: what breaks
 * something now, what will, what nobody looks after, and what could not be looked at.
 */
export const FINDING_KINDS = [
  'no-key',
  'forged-records',
  'expired',
  'expiring',
  'overdue',
  'unfinished',
  'paused',
  'replaced-repository',
  'drift',
  'shadowed',
  'unknown-keys',
  'orphaned-keys',
  'quota',
  'unchecked',
] as const
export type FindingKind = (typeof FINDING_KINDS)[number]

/** Something that a person should know of. */
export type Finding =
  /** There is no key that works: nobody ever made one, it was ended, or its version cannot be read. */
  | { readonly kind: 'no-key'; readonly why: NoKey }
  /** The record of a version contradicts IAM: somebody else wrote it. */
  | { readonly kind: 'forged-records'; readonly forged: ForgedRecord }
  | { readonly kind: 'expired'; readonly accessKey: string; readonly revision: number; readonly at: Date }
  | { readonly kind: 'expiring'; readonly accessKey: string; readonly revision: number; readonly at: Date }
  /** It was to be replaced at `due`, and nobody did within the time that a schedule may be late. */
  | { readonly kind: 'overdue'; readonly accessKey: string; readonly revision: number; readonly due: Date }
  /** A rotation that no run finished, or a replaced key that no run retired. */
  | {
      readonly kind: 'unfinished'
      readonly what: 'pending' | 'grace' | 'in-doubt'
      readonly accessKey: string
      readonly revision: number
      readonly since: Date
    }
  /** No key is replaced because of its age before a date. */
  | { readonly kind: 'paused'; readonly pause: Pause }
  /** A target whose repository or organization is another one than the record says. By the target's id. */
  | ({ readonly kind: 'replaced-repository'; readonly target: string } & ReplacedIdentity)
  /** A target that does not hold the current key, or shows it to others than was declared. By the target's id. */
  | { readonly kind: 'drift'; readonly target: string; readonly how: 'key' | 'access' }
  | {
      readonly kind: 'shadowed'
      readonly target: string
      readonly by: string
      readonly names: readonly string[]
    }
  | { readonly kind: 'unknown-keys'; readonly key: BearerKey }
  | { readonly kind: 'orphaned-keys'; readonly key: BearerKey }
  /** There is room for so few more: versions of the secret, or keys of the organization. */
  | { readonly kind: 'quota'; readonly of: 'versions' | 'keys'; readonly left: number }

/** Why there is no key that works. */
export type NoKey =
  | { readonly kind: 'no-secret' }
  /** The secret holds nothing that this action keeps. */
  | { readonly kind: 'never-made'; readonly secretId: string }
  | { readonly kind: 'gone'; readonly accessKey: string; readonly revision: number }
  | { readonly kind: 'unreadable'; readonly accessKey: string; readonly revision: number }
