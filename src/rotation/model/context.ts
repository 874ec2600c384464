import type { ReportEvent } from './events.ts'
import type { Clock, Credential, Issuer, Store, Targets } from './ports.ts'

/** All that a rotation touches. */
export interface RotationContext {
  readonly issuer: Issuer
  readonly store: Store
  readonly targets: Targets
  readonly clock: Clock
  readonly report: ReportEvent
  /** Whether somebody asked the run to end; nothing new is begun then. */
  readonly stopping: () => boolean
  /** Names an attempt to make a key; random, 1 to 16 of `0-9a-z`. */
  readonly newAttempt: () => string
  /** The secret's tag that says whose it is. */
  readonly rotatorTag: string
  /** Names this run in records. */
  readonly run: string
  /** Seals a text for whoever holds the key to recover it, in base64; undefined where nobody does. */
  readonly sealForRecovery: ((text: string) => Promise<string>) | undefined
  /** Names of repositories and organizations, in lower case, that may be others than the record says. */
  readonly accepted: ReadonlySet<string>
  /** The key that the run signed in with first: it is the replaced key where the bearer rotates itself. */
  readonly runCredentials: Credential
  /** Shared by the keys of a file: their runs start side by side, and one quota counts all of their new keys. */
  readonly migrations?: Migrations
}

/** The keys of format 1 that the runs of this job replace. */
export interface Migrations {
  started: number
}

/** The prefix of the tag that says which rotator a secret belongs to. */
export const ROTATOR_TAG_PREFIX = 'key-rotation:'

/** Somebody asked the run to end (a cancelled job). What was begun was finished; the next run does the rest. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}
