import type { LimitRefusal } from './limit-headers.ts'

const MINUTE_MS = 60_000
/** The longest wait if GitHub specifies none. The first is a minute; it doubles with each further refusal. */
const LONGEST_UNSPECIFIED_MS = 8 * MINUTE_MS
/** Waits after a refusal before a half-written group is tried again, whatever GitHub asks for; the last one repeats. */
const HALF_WRITTEN_WAITS_MS = [1000, 2000, 2000, 4000, 8000, 15_000, 30_000, MINUTE_MS] as const

/** How long requests wait after GitHub refused some for too many requests. All times are milliseconds of one clock. */
export interface Backoff {
  /** No request is sent before this moment, except to complete or restore a half-written group. */
  readonly heldUntil: () => number
  /** Whether nothing was accepted since the last refusal. */
  readonly isRefusing: () => boolean
  /** When a half-written group may be tried again although GitHub asks to wait longer. */
  readonly earliestHalfWritten: (at: number) => number
  /** @returns how long all requests wait; undefined if the request was in flight when another one was refused */
  readonly refused: (refusal: LimitRefusal, sentAt: number) => number | undefined
  /** A half-written group was tried before the wait was over. Other requests wait only as long as GitHub asks. */
  readonly refusedEarly: (refusal: LimitRefusal) => void
  /** @param early whether the request was sent before the wait was over: other half-written groups may follow */
  readonly accepted: (sentAt: number, early: boolean) => void
}

/** @param now milliseconds of a monotonic clock */
export function createBackoff(now: () => number): Backoff {
  let heldUntil = Number.NEGATIVE_INFINITY
  /** When the current series of refusals was last extended. */
  let limitedAt = Number.NEGATIVE_INFINITY
  let consecutive = 0
  let refusedAt = Number.NEGATIVE_INFINITY
  let earlyRefusals = 0

  return {
    heldUntil: () => heldUntil,
    isRefusing: () => consecutive > 0,

    earliestHalfWritten(at) {
      const wait = HALF_WRITTEN_WAITS_MS[earlyRefusals] ?? MINUTE_MS
      return Math.max(at, Math.min(heldUntil, refusedAt + wait))
    },

    refused(refusal, sentAt) {
      refusedAt = now()
      const isNew = sentAt > limitedAt
      if (isNew) consecutive += 1
      const unspecified = Math.min(LONGEST_UNSPECIFIED_MS, MINUTE_MS * 2 ** (consecutive - 1))
      const waitMs = refusal.waitMs ?? unspecified
      heldUntil = Math.max(heldUntil, refusedAt + waitMs)
      if (!isNew) return undefined
      limitedAt = refusedAt
      return waitMs
    },

    refusedEarly({ waitMs = 0 }) {
      earlyRefusals += 1
      refusedAt = now()
      heldUntil = Math.max(heldUntil, refusedAt + waitMs)
    },

    accepted(sentAt, early) {
      if (sentAt <= limitedAt) return
      consecutive = 0
      earlyRefusals = 0
      if (early) refusedAt = Number.NEGATIVE_INFINITY
    },
  }
}
