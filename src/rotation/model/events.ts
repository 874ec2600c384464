import type { Observation } from './observation.ts'
import type { TargetError } from './ports.ts'
import type { Step } from './steps.ts'
import type { RunState } from './run-state.ts'

/** What happens in a run, as it happens. The words for it live in the report room. */
export type RotationEvent =
  | { readonly kind: 'observed'; readonly observation: Observation }
  /** Something could not be checked beforehand; it is no error. */
  | {
      readonly kind: 'unchecked'
      readonly what: string
      readonly why: string
      /** The access key that nobody could be asked about, where it is that. */
      readonly accessKey?: string
    }
  | { readonly kind: 'advice'; readonly text: string }
  /** `known`: what a real run decided it on, and all that it goes on with; a dry run has only imagined it. */
  | { readonly kind: 'step'; readonly step: Step; readonly known?: RunState }
  | { readonly kind: 'step-done'; readonly step: Step }
  | { readonly kind: 'step-failed'; readonly step: Step; readonly error: unknown }
  /** A key was made by a request whose answer was lost, and its secret with it; it was deleted again. */
  | { readonly kind: 'lost-answer'; readonly accessKey: string }
  | { readonly kind: 'key-created'; readonly accessKey: string; readonly expiresAt: Date | undefined }
  | { readonly kind: 'key-stored'; readonly accessKey: string; readonly revision: number }
  /** A new key that could not be stored, sealed for whoever can open it. */
  | { readonly kind: 'sealed'; readonly accessKey: string; readonly box: string }
  /** Another run stored a key before this one; this run helps with that one, and its own is garbage. */
  | { readonly kind: 'overtaken'; readonly accessKey: string; readonly by: string }
  | {
      readonly kind: 'key-probed'
      readonly accessKey: string
      readonly answer: string
      readonly inARow: number
      readonly needed: number
    }
  /** A new key did not work within this many seconds. */
  | { readonly kind: 'unverified'; readonly accessKey: string; readonly seconds: number }
  | {
      readonly kind: 'target-written'
      readonly label: string
      readonly count: number
      readonly total: number
    }
  | { readonly kind: 'target-failed'; readonly label: string; readonly error: TargetError }
  /** These targets were not begun: the targets' limits leave no time for them in this run. */
  | { readonly kind: 'targets-postponed'; readonly labels: readonly string[] }
  /** What is to be sent does not fit into GitHub's limits at once, so it is paced. */
  | { readonly kind: 'paced'; readonly pointsAMinute: number }
  /** GitHub refused requests because there were too many: everything waits, and goes on slower. */
  | { readonly kind: 'limited'; readonly waitMs: number; readonly changesAMinute: number | undefined }
  | { readonly kind: 'interrupted' }

export type ReportEvent = (event: RotationEvent) => void
