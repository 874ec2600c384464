import type { ReportEvent } from './events.ts'
import type { Clock, Credential, Issuer, Store, Targets } from './ports.ts'

/** The dependencies of a rotation. */
export interface RotationContext {
  readonly issuer: Issuer
  readonly store: Store
  readonly targets: Targets
  readonly clock: Clock
  readonly report: ReportEvent
  /** Whether the run was asked to end; then no new step begins. */
  readonly stopping: () => boolean
  /** Names an attempt to create a key; random, 1 to 16 of `0-9a-z`. */
  readonly newAttempt: () => string
  /** The secret's tag that says which rotator it belongs to. */
  readonly rotatorTag: string
  /** Names this run in records. */
  readonly run: string
  /** Encrypts a text with the recovery key, in base64; undefined without `recovery-public-key`. */
  readonly sealForRecovery: ((text: string) => Promise<string>) | undefined
  /** Names of repositories and organizations, in lower case, whose changed identity is accepted. */
  readonly accepted: ReadonlySet<string>
  /** The credentials that the run started with: the replaced key if the bearer rotates itself. */
  readonly runCredentials: Credential
  /** Shared by the keys of a file: they run in parallel, and one quota counts all of their new keys. */
  readonly migrations?: Migrations
}

/** The keys of format 1 that the runs of this job replace. */
export interface Migrations {
  started: number
}

/** The prefix of the tag that says which rotator a secret belongs to. */
export const ROTATOR_TAG_PREFIX = 'key-rotation:'

/** The run was asked to end (a canceled job). The step that was under way is complete; the next run continues. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}
