import type { Contradiction } from './observation.ts'

/** Why a version is given up before it became current. */
export type GiveUpReason =
  | 'disabled'
  | 'invalid'
  | 'expiring'
  | 'overtaken'
  | 'unverified'
  | 'rolled-back'
  /** Nothing confirms which secret belongs to its key. */
  | 'unpublishable'

/** Why a version is closed. */
export type CloseReason = 'deleted' | 'duplicate' | 'given-up' | 'unknown-version' | Contradiction

/** The next thing to do. What each one means for the cloud stands in acts.ts, in a reader's words in report/words.ts. */
export type Step =
  /** Make the secret this secret ours; the found version, if any, is the current generation. */
  | {
      readonly kind: 'take-over'
      readonly revision: number | undefined
      readonly accessKey: string | undefined
    }
  /** Delete a key that an interrupted run created and never verified. */
  | { readonly kind: 'discard'; readonly accessKey: string }
  /** Mark a key as replaced, or remove the mark of one that was not created here (`let-go`). */
  | {
      readonly kind: 'replace'
      readonly accessKey: string
      /** The newest version that holds it; undefined where none does. */
      readonly revision: number | undefined
      readonly how: 'mark' | 'release'
    }
  /** Give a pending version up: its key goes the way of every replaced key. */
  | {
      readonly kind: 'give-up'
      readonly revision: number
      readonly accessKey: string
      readonly reason: GiveUpReason
    }
  /** Say of a version that another one has replaced it (what a crash during a promotion left undone). */
  | {
      readonly kind: 'mark-previous'
      readonly revision: number
      readonly accessKey: string
      readonly since: Date
    }
  /** Disable a version and set it `retired`, so that nobody reads it any more. */
  | {
      readonly kind: 'close'
      readonly revision: number
      /** Undefined where it has no record of this action. */
      readonly accessKey: string | undefined
      readonly because: CloseReason
    }
  /** End a replaced key; `let-go` leaves it alive, without our mark. */
  | {
      readonly kind: 'retire'
      readonly accessKey: string
      readonly revision: number | undefined
      readonly how: 'delete' | 'release'
    }
  /** Delete a version of a dead key. */
  | { readonly kind: 'prune'; readonly revision: number }
  /** Verify a key of an issuer that shows it once. */
  | { readonly kind: 'verify'; readonly revision: number; readonly accessKey: string }
  | {
      readonly kind: 'publish'
      readonly revision: number
      readonly accessKey: string
      readonly targets: readonly string[]
    }
  /** Say of a version that it is current; what was current before is then a loose end for `mark-previous`. */
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
  /** Store the key of a replaced version once more, as a new version that goes the way of every new one. */
  | { readonly kind: 'roll-back'; readonly revision: number; readonly accessKey: string }
  | { readonly kind: 'stop'; readonly because: StopReason }

/** A step that something is done for. */
export type Action = Exclude<Step, { kind: 'stop' }>

/** Why a run ends. */
export type StopReason =
  /** Nothing is left to do. */
  | { readonly kind: 'settled' }
  /** Some targets could not be written; the next run goes on. */
  | { readonly kind: 'targets-lag'; readonly accessKey: string; readonly targets: readonly string[] }
  /** The new key did not work in time; it was given up. */
  | { readonly kind: 'unverified'; readonly accessKey: string }
  /** A new key did not work in time, and was given to the targets all the same: the old one is dead. */
  | { readonly kind: 'published-unverified'; readonly accessKey: string }
  /** The issuer rolls a key over only shortly before its end. `until`: when that will be, as far as it is known. */
  | {
      readonly kind: 'not-yet'
      readonly accessKey: string | undefined
      readonly until: Date | undefined
      readonly forced: boolean
    }
  /**
   * A key was made, or may have been, and the answer that showed it is lost: nobody can have it any more. `replaced`:
   * the key that was to be rolled over, which is dead then; undefined where another one was to be made.
   */
  | {
      readonly kind: 'answer-lost'
      readonly replaced: { readonly accessKey: string | undefined } | undefined
      /** Whether that is certain, or only may be so. */
      readonly certain: boolean
      /** Whether an earlier run asked for it: then a target may have been given it all the same. */
      readonly earlier: boolean
      /** What went wrong: text from elsewhere. */
      readonly why: string
    }
  /** A key was made and could not be stored. `rolledOver`: the targets were given it, as the old one is dead. */
  | {
      readonly kind: 'unstored'
      readonly accessKey: string
      readonly rolledOver: boolean
      /** The targets that could not be given it either. */
      readonly targets: readonly string[]
      /** What the store said: text from elsewhere. */
      readonly why: string
    }
  /** `retire` without `force`: some targets do not hold the current key for certain. */
  | { readonly kind: 'targets-differ'; readonly accessKey: string; readonly targets: readonly string[] }
  /** `retire`: the current key is dead or cannot be read, so that the replaced one is all there is. */
  | { readonly kind: 'no-successor'; readonly accessKey: string }
  /** `retire` without `force`: a run that still lives might write the old key somewhere. */
  | { readonly kind: 'too-early'; readonly accessKey: string; readonly until: Date }
  /** `rollback`: no replaced key is alive and readable. */
  | { readonly kind: 'nothing-to-roll-back-to' }
  /** `rollback` without `force`: the current key was restored by a rollback already. */
  | { readonly kind: 'rolled-back-already'; readonly accessKey: string }
  /** Another run's pending version can neither be published nor be closed. */
  | { readonly kind: 'unfinished-elsewhere'; readonly accessKey: string }

/** Why an issuer that was asked for a key gave none that could be stored. */
export type Halt = Extract<StopReason, { kind: 'not-yet' | 'answer-lost' | 'unstored' }>

/** Names a step among all steps of a run, so that one that failed is not tried again. */
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
  /** A target needs it, and its mark has no digest to compare the stored secret with: a release of format 1 made it. */
  | { readonly kind: 'unpublishable'; readonly accessKey: string }
  /** An earlier run was about to roll it over, and nobody knows how that ended. */
  | { readonly kind: 'in-doubt'; readonly accessKey: string }
  /** Nobody knows when it ends: the issuer is asked. */
  | { readonly kind: 'end-unknown'; readonly accessKey: string }
  | { readonly kind: 'expired'; readonly accessKey: string; readonly expiresAt: Date }
  | { readonly kind: 'expiring'; readonly accessKey: string; readonly expiresAt: Date }
  | { readonly kind: 'old'; readonly accessKey: string; readonly createdAt: Date }
  | { readonly kind: 'every-run' }
