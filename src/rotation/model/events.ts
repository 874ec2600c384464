import type { Observation } from './observation.ts'
import type { TargetError } from './ports.ts'
import type { Step } from './steps.ts'
import type { RunState } from './run-state.ts'

/** The events of a run. Their text is in `src/report`. */
export type RotationEvent =
  | { readonly kind: 'observed'; readonly observation: Observation }
  /** Something could not be checked in advance; it is no error. */
  | {
      readonly kind: 'unchecked'
      readonly what: string
      readonly why: string
      /** The access key that could not be verified. */
      readonly accessKey?: string
    }
  | { readonly kind: 'advice'; readonly text: string }
  /** `known`: the state that a run decided it on; undefined in a dry run. */
  | { readonly kind: 'step'; readonly step: Step; readonly known?: RunState }
  | { readonly kind: 'step-done'; readonly step: Step }
  | { readonly kind: 'step-failed'; readonly step: Step; readonly error: unknown }
  /** A key was created by a request whose answer, with the secret, was lost; the key was deleted. */
  | { readonly kind: 'lost-answer'; readonly accessKey: string }
  | { readonly kind: 'key-created'; readonly accessKey: string; readonly expiresAt: Date | undefined }
  | { readonly kind: 'key-stored'; readonly accessKey: string; readonly revision: number }
  /** A new key that could not be stored, encrypted with the recovery key. */
  | { readonly kind: 'sealed'; readonly accessKey: string; readonly box: string }
  /** Another run stored a key first; this run helps to publish that one, and its own is marked replaced. */
  | { readonly kind: 'overtaken'; readonly accessKey: string; readonly by: string }
  | {
      readonly kind: 'key-probed'
      readonly accessKey: string
      readonly answer: string
      readonly inARow: number
      readonly needed: number
    }
  /** A new key was not accepted within this many seconds. */
  | { readonly kind: 'unverified'; readonly accessKey: string; readonly seconds: number }
  | {
      readonly kind: 'target-written'
      readonly label: string
      readonly count: number
      readonly total: number
    }
  | { readonly kind: 'target-failed'; readonly label: string; readonly error: TargetError }
  /** These targets were not written: the rate limits leave no time for them in this run. */
  | { readonly kind: 'targets-postponed'; readonly labels: readonly string[] }
  /** The requests exceed GitHub's rate limits, so they are paced. */
  | { readonly kind: 'paced'; readonly pointsAMinute: number }
  /** GitHub refused requests because of its rate limits: all requests wait, and continue at a lower rate. */
  | { readonly kind: 'limited'; readonly waitMs: number; readonly changesAMinute: number | undefined }
  | { readonly kind: 'interrupted' }

export type ReportEvent = (event: RotationEvent) => void
