/** A duration, with calendar arithmetic. */
export interface Span {
  /** As the user wrote it. */
  readonly text: string
  /** Whether it is zero. */
  readonly none: boolean
  /** The time that is this long after another. */
  readonly after: (from: Date) => Date
}

/** When a new key expires. `inherit`: with the lifetime of the replaced key. */
export type Expiry =
  { readonly kind: 'inherit' } | { readonly kind: 'never' } | { readonly kind: 'after'; readonly span: Span }

/**
 * What a run does. `rotate` replaces a key by its age or before it expires, `rollover` only before it expires; `retire`
 * ends the grace period now; `rollback` restores the previous key.
 */
export type RotationCommand = 'rotate' | 'rollover' | 'retire' | 'rollback'

/** The settings of a rotation. */
export interface Policy {
  readonly command: RotationCommand
  readonly maxAge: Span | undefined
  readonly rolloverWindow: Span
  readonly force: boolean
  readonly grace: Span
  readonly oldKey: 'delete' | 'keep'
  readonly expiry: Expiry
  /** The user's description of the key; undefined: that of the replaced key. */
  readonly description: string | undefined
  /** The access key, without a version of its own, that the first generation replaces and that may be retired. */
  readonly replacesAccessKey: string | undefined
  readonly takeOver: boolean
  readonly keepVersions: number
  /** No key is replaced because of its age before this date; undefined where nothing pauses the rotation. */
  readonly pauseUntil: Date | undefined
  /** How long a new key may take until it is accepted, in milliseconds. */
  readonly propagationTimeoutMs: number
}

/**
 * D of the protocol: no request that changes something is sent later than this after the start of a run, in
 * milliseconds of the services' time. Other runs rely on it.
 */
export const RUN_DEADLINE_MS = 30 * 60 * 1000

/**
 * A key that is still marked `made` after this time is an orphan. Twice the deadline: a mark can change from `made` to
 * `stored` until D after the key's creation, and a list may be stale for some time after that.
 */
export const ORPHAN_AFTER_MS = 2 * RUN_DEADLINE_MS
