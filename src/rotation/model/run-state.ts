import type { Observation } from './observation.ts'
import type { Halt } from './steps.ts'

/** The observed state, and what the run knows besides. */
export interface RunState {
  readonly observation: Observation
  readonly memory: RunMemory
}

/** The ID of the secret, once it exists. */
export function secretIdOf({ observation }: RunState): string {
  /* c8 ignore next -- the secret is made before any step that needs its id */
  if (observation.secretId === undefined) throw new Error('there is no secret yet; this is a bug')
  return observation.secretId
}

/** What a run knows besides the observed state. Decisions read it; the executor writes it. */
export interface RunMemory {
  /** When the run began, in the services' time. */
  readonly startedAt: Date
  /** When the run began, every declared target held the current generation unchanged. */
  readonly targetsUnchanged: boolean
  /** When that was read; before the run began if the reading was cached. */
  readonly targetsReadAt: Date
  /** The access key that this run created or restored. */
  readonly issued: string | undefined
  /** This run completed what another run had begun. */
  readonly resumed: boolean
  /** A key of format 1 is replaced by a later run, because of the quota. */
  readonly migrationPostponed: boolean
  /** This run promoted a version. */
  readonly promoted: boolean
  /** Another run published the key that this one created. */
  readonly helped: boolean
  /** The access key of a new key that was not accepted in time. */
  readonly unverified: string | undefined
  /** Why this run issues no key although one is due: the result of the request to a keys API. */
  readonly halted: Halt | undefined
  /** This run gave up a pending version to roll back to the key before it. */
  readonly rolledBack: boolean
  /** Access keys that this run has verified. */
  readonly verified: ReadonlySet<string>
  /** Targets that could not be written in this run. */
  readonly failedTargets: ReadonlySet<string>
  /** Steps (by {@link stepName}) that failed and are left to the next run. */
  readonly failedSteps: ReadonlySet<string>
}
