import type { Observation } from './observation.ts'
import type { Halt } from './steps.ts'

/** What stands in the cloud, and what the run knows beyond it. */
export interface RunState {
  readonly observation: Observation
  readonly memory: RunMemory
}

/** The id of the secret, of a run that has come so far that there is one. */
export function secretIdOf({ observation }: RunState): string {
  /* c8 ignore next -- the secret is made before any step that needs its id */
  if (observation.secretId === undefined) throw new Error('there is no secret yet; this is a bug')
  return observation.secretId
}

/** What a run knows beyond what stands in the cloud. Decisions read it; the interpreter writes it. */
export interface RunMemory {
  /** When the run began, in the services' time. */
  readonly startedAt: Date
  /** When the run began, every declared target held the current generation just as it was left. */
  readonly targetsUnchanged: boolean
  /** That was at this moment, or before the run began where somebody else had asked. */
  readonly targetsReadAt: Date
  /** The access key that this run made, or took back into use, if it did. */
  readonly issued: string | undefined
  /** This run finished what another had begun. */
  readonly resumed: boolean
  /** A key of format 1 is replaced by a later run: the quota leaves no room for it in this one. */
  readonly migrationPostponed: boolean
  /** This run promoted a version. */
  readonly promoted: boolean
  /** Another run published the key that this one made. */
  readonly helped: boolean
  /** The access key of a new key that did not work in time. */
  readonly unverified: string | undefined
  /** Why this run makes no key, although one is due: an issuer that can only be asked once has said so. */
  readonly halted: Halt | undefined
  /** This run gave an unfinished version up to go back to the key before it. */
  readonly rolledBack: boolean
  /** Access keys that this run has proven to work. */
  readonly verified: ReadonlySet<string>
  /** Targets that could not be written in this run. */
  readonly failedTargets: ReadonlySet<string>
  /** Steps (by {@link stepName}) that failed and are left to the next run. */
  readonly failedSteps: ReadonlySet<string>
}
