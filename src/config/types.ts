import type { FindingKind } from '../check/findings.ts'
import type { RotationCommand } from '../rotation/model/policy.ts'
import type { Duration } from './duration.ts'
import type { IssuerName } from './inputs.ts'
import type { GithubInputs, RotatorInputs } from './sections/github.ts'
import type { KeyInputs } from './sections/key.ts'
import type { KeysApiInputs } from './sections/keys-api.ts'
import type { OldKeyInputs } from './sections/old-key.ts'
import type { ScalewayConnection, ScalewayInputs } from './sections/scaleway.ts'
import type { StoreInputs } from './sections/store.ts'
import type { TargetInputs } from './sections/targets.ts'

export type { InputProblem, InputSource } from './reader.ts'
export type { GithubInputs, IssuerName, KeysApiInputs, ScalewayConnection, TargetInputs }

export interface RotateInputs {
  readonly command: RotationCommand
  readonly dryRun: boolean
  /** Undefined where Scaleway makes the keys. */
  readonly keysApi?: KeysApiInputs
  readonly scaleway: ScalewayInputs
  readonly github: GithubInputs
  readonly key: KeyInputs
  readonly store: StoreInputs & { readonly keepVersions: number }
  readonly targets: TargetInputs
  readonly oldKey: OldKeyInputs
  readonly rotator: RotatorInputs
}

export interface RetrieveInputs {
  readonly command: 'retrieve'
  readonly issuer: IssuerName
  /** Whether the key goes into the environment of the job's later steps as well. */
  readonly exportEnv: boolean
  readonly scaleway: ScalewayConnection
  /** Which secret holds the key: by its id, or by its name and path in a Project. */
  readonly store: { readonly id: string } | (StoreInputs & Pick<ScalewayInputs, 'projectId'>)
}

/** One key of a file, and what its run is told. */
export interface FleetKey<T> {
  readonly name: string
  readonly inputs: T
}

/** Several keys of a file: each has a run of its own. */
export interface FleetInputs {
  readonly command: 'fleet'
  /** At least one. */
  readonly keys: readonly FleetKey<RotateInputs>[]
  /** The other keys of the file: another job may look after them, and none of them may share a secret with these. */
  readonly others: readonly FleetKey<TargetInputs>[]
}

/** What spreads the keys of a file over jobs. */
export interface PlanInputs {
  readonly command: 'plan'
  readonly keys: readonly FleetKey<RotateInputs>[]
  /** As in {@link FleetInputs}. */
  readonly others: readonly FleetKey<TargetInputs>[]
  /** How many jobs at most; as few as seem sensible where undefined. */
  readonly jobs?: number
}

/** What a check needs of a keys API: how to verify its keys, and the records of their versions. */
export type CheckedKeysApi = Pick<KeysApiInputs, 'verify' | 'recordKey'>

/** One key that is looked at: what its rotation is told, without what makes and writes keys. */
export interface CheckedInputs extends Pick<
  RotateInputs,
  'scaleway' | 'key' | 'store' | 'targets' | 'oldKey'
> {
  readonly command: 'check'
  readonly issuer: IssuerName
  readonly keysApi?: CheckedKeysApi
  /** Undefined where nobody gave a way in: then the targets are not looked at. */
  readonly github?: GithubInputs
  /** A key that is due for longer is overdue. */
  readonly overdueAfter: Duration
  readonly failOn: readonly FindingKind[]
}

/** Looks at keys, and says what a person should know. */
export interface CheckInputs {
  readonly command: 'check'
  /** At least one; without a name where there is no file. */
  readonly keys: readonly { readonly name: string | undefined; readonly inputs: CheckedInputs }[]
  /** The findings that fail the job. */
  readonly failOn: readonly FindingKind[]
}

/** All that a run was told, checked. */
export type Inputs = RotateInputs | RetrieveInputs | FleetInputs | PlanInputs | CheckInputs
