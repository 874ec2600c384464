import type { Contradiction } from './observation.ts'

/** Why a version is given up before it became current. */
export type GiveUpReason =
  | 'disabled'
  | 'invalid'
  | 'expiring'
  | 'overtaken'
  | 'unverified'
  | 'rolled-back'
  /** Its key's mark has no digest. */
  | 'unpublishable'

/** Why a version is closed. */
export type CloseReason = 'deleted' | 'duplicate' | 'given-up' | 'unknown-version' | Contradiction

/** The next step. Its effects are in transition.ts and executor.ts, its text in report/rotation/step-text.ts. */
export type Step =
  /** Take over the secret; its newest usable version, if any, becomes the current generation. */
  | {
      readonly kind: 'take-over'
      readonly revision: number | undefined
      readonly accessKey: string | undefined
    }
  /** Delete a key that an interrupted run created and never verified. */
  | { readonly kind: 'discard'; readonly accessKey: string }
  /** Mark a key as replaced, or remove the mark of a key that this action did not create (`release`). */
  | {
      readonly kind: 'replace'
      readonly accessKey: string
      /** The newest version that holds it; undefined where none does. */
      readonly revision: number | undefined
      readonly how: 'mark' | 'release'
    }
  /** Close a pending version; its key is treated as any replaced key. */
  | {
      readonly kind: 'give-up'
      readonly revision: number
      readonly accessKey: string
      readonly reason: GiveUpReason
    }
  /** Record that a version was replaced (also after a crash during a promotion). */
  | {
      readonly kind: 'mark-previous'
      readonly revision: number
      readonly accessKey: string
      readonly since: Date
    }
  /** Disable a version and set it `retired`, so that no application reads it. */
  | {
      readonly kind: 'close'
      readonly revision: number
      /** Undefined if it has no record of this action. */
      readonly accessKey: string | undefined
      readonly because: CloseReason
    }
  /** Delete a replaced key; `release` removes its mark and keeps it valid. */
  | {
      readonly kind: 'retire'
      readonly accessKey: string
      readonly revision: number | undefined
      readonly how: 'delete' | 'release'
    }
  /** Delete a version whose key is deleted or released. */
  | { readonly kind: 'prune'; readonly revision: number }
  /** Verify a key of an issuer that shows it once. */
  | { readonly kind: 'verify'; readonly revision: number; readonly accessKey: string }
  | {
      readonly kind: 'publish'
      readonly revision: number
      readonly accessKey: string
      readonly targets: readonly string[]
    }
  /** Record that a version is current; `mark-previous` follows for the version that was current before. */
  | { readonly kind: 'promote'; readonly revision: number; readonly accessKey: string }
  /** Write the current key to targets that may not hold it. */
  | {
      readonly kind: 'repair'
      readonly revision: number
      readonly accessKey: string
      readonly targets: readonly string[]
    }
  | { readonly kind: 'create-secret' }
  | { readonly kind: 'issue'; readonly because: DueReason }
  /** Store the key of a replaced version again, as a new pending version. */
  | { readonly kind: 'roll-back'; readonly revision: number; readonly accessKey: string }
  | { readonly kind: 'stop'; readonly because: StopReason }

/** A step that is carried out. */
export type Action = Exclude<Step, { kind: 'stop' }>

/** Why a run ends. */
export type StopReason =
  /** Nothing is left to do. */
  | { readonly kind: 'settled' }
  /** Some targets could not be written; the next run continues. */
  | { readonly kind: 'targets-lag'; readonly accessKey: string; readonly targets: readonly string[] }
  /** The new key was not accepted in time and was given up. */
  | { readonly kind: 'unverified'; readonly accessKey: string }
  /** A new key was not accepted in time, and was written to the targets because the old one is deactivated. */
  | { readonly kind: 'published-unverified'; readonly accessKey: string }
  /** The issuer rolls a key over only shortly before its expiry. `until`: when that is, if known. */
  | {
      readonly kind: 'not-yet'
      readonly accessKey: string | undefined
      readonly until: Date | undefined
      readonly forced: boolean
    }
  /**
   * A key was, or may have been, created, and the answer that showed it is lost. `replaced`: the key that was to be
   * rolled over, which is deactivated then; undefined if an additional one was to be created.
   */
  | {
      readonly kind: 'answer-lost'
      readonly replaced: { readonly accessKey: string | undefined } | undefined
      /** Whether it is certain that the key was created. */
      readonly certain: boolean
      /** Whether an earlier run requested it: then a target may hold it. */
      readonly earlier: boolean
      /** The error message of the service. */
      readonly why: string
    }
  /** A key was created and could not be stored. `rolledOver`: it was written to the targets, as the old one is deactivated. */
  | {
      readonly kind: 'unstored'
      readonly accessKey: string
      readonly rolledOver: boolean
      /** The targets that could not be written. */
      readonly targets: readonly string[]
      /** The error message of the store. */
      readonly why: string
    }
  /** `retire` without `force`: some targets may not hold the current key. */
  | { readonly kind: 'targets-differ'; readonly accessKey: string; readonly targets: readonly string[] }
  /** `retire`: the current key is invalid or cannot be read, so the replaced key may be the only valid one. */
  | { readonly kind: 'no-successor'; readonly accessKey: string }
  /** `retire` without `force`: a run that is still under way might write the old key. */
  | { readonly kind: 'too-early'; readonly accessKey: string; readonly until: Date }
  /** `rollback`: no replaced key is valid and readable. */
  | { readonly kind: 'nothing-to-roll-back-to' }
  /** `rollback` without `force`: the current key was restored by a rollback already. */
  | { readonly kind: 'rolled-back-already'; readonly accessKey: string }
  /** Another run's pending version can neither be published nor be closed. */
  | { readonly kind: 'unfinished-elsewhere'; readonly accessKey: string }

/** Why a request to a keys API gave no key that could be stored. */
export type Halt = Extract<StopReason, { kind: 'not-yet' | 'answer-lost' | 'unstored' }>

/** Identifies a step within a run, so that a failed step is not repeated. */
export function stepName(step: Step): string {
  const at = 'revision' in step ? ` v${step.revision ?? 0}` : ''
  const key = 'accessKey' in step ? ` ${step.accessKey ?? ''}` : ''
  return `${step.kind}${at}${key}`
}

/** Why a key is to be replaced. */
export type DueReason =
  | { readonly kind: 'forced' }
  | { readonly kind: 'first' }
  /** The current version can no longer be read. */
  | { readonly kind: 'unreadable'; readonly revision: number }
  | { readonly kind: 'deleted'; readonly accessKey: string }
  /** It was taken over with the secret, not created here. */
  | { readonly kind: 'found'; readonly accessKey: string }
  /** A target needs it, and its mark has no digest: a release of format 1 created it. */
  | { readonly kind: 'unpublishable'; readonly accessKey: string }
  /** An earlier run began to roll it over, and the result is unknown. */
  | { readonly kind: 'in-doubt'; readonly accessKey: string }
  /** Its expiry is unknown: the issuer decides. */
  | { readonly kind: 'end-unknown'; readonly accessKey: string }
  | { readonly kind: 'expired'; readonly accessKey: string; readonly expiresAt: Date }
  | { readonly kind: 'expiring'; readonly accessKey: string; readonly expiresAt: Date }
  | { readonly kind: 'old'; readonly accessKey: string; readonly createdAt: Date }
  | { readonly kind: 'every-run' }
