/** A length of time, calendar arithmetic included, as the inputs room makes it. */
export interface Span {
  /** In a reader's words, as the user wrote it. */
  readonly text: string
  /** True for a length of nothing. */
  readonly none: boolean
  /** The moment that lies this long after another. */
  readonly after: (from: Date) => Date
}

/** When a new key is to expire. `inherit`: with the lifetime that the replaced key had. */
export type Expiry =
  { readonly kind: 'inherit' } | { readonly kind: 'never' } | { readonly kind: 'after'; readonly span: Span }

/**
 * What a run is to do. `rotate` replaces a key by its age or near its end, `rollover` only near its end; `retire` ends
 * the grace period now; `rollback` brings the previous key back.
 */
export type RotationCommand = 'rotate' | 'rollover' | 'retire' | 'rollback'

/** What the user wants of a rotation. */
export interface Policy {
  readonly command: RotationCommand
  readonly maxAge: Span | undefined
  readonly rolloverWindow: Span
  readonly force: boolean
  readonly grace: Span
  readonly oldKey: 'delete' | 'keep'
  readonly expiry: Expiry
  /** The user's text for the key; the replaced key's where undefined. */
  readonly description: string | undefined
  /** The access key, without a version of its own, that the first generation replaces and that may be retired. */
  readonly replacesAccessKey: string | undefined
  readonly takeOver: boolean
  readonly keepVersions: number
  /** No key is replaced because of its age before this date; undefined where nothing pauses the rotation. */
  readonly pauseUntil: Date | undefined
  /** How long a new key may take until it works, in milliseconds. */
  readonly propagationTimeoutMs: number
}

/**
 * D of the protocol: no request that changes something is sent later than this after the start of a run, in
 * milliseconds of the services' time. What others may conclude from a run's silence rests on it.
 */
export const RUN_DEADLINE_MS = 30 * 60 * 1000

/**
 * A key that still says `made` after this long is garbage for everyone. Twice the deadline: a `made` may turn
 * into `stored` until D after the key's creation, and the gap outlasts a list that shows it late.
 */
export const ORPHAN_AFTER_MS = 2 * RUN_DEADLINE_MS
