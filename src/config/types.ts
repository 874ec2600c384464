import type { FindingKind } from '../check/findings.ts'
import type { RotationCommand } from '../rotation/model/policy.ts'
import type { DeclaredTargets } from '../github/targets/resolve.ts'
import type { Place } from '../github/places/places.ts'
import type { SecretNames } from '../github/secrets/secret-names.ts'
import type { Duration } from './duration.ts'
import type { Region } from '../scaleway/regions.ts'

export type { Place, SecretNames }

/** Every command of the product, in the order of its documentation. */
export const COMMANDS = ['rotate', 'rollover', 'retrieve', 'check', 'retire', 'rollback', 'plan'] as const
export type Command = (typeof COMMANDS)[number]

/** How to reach Scaleway, and as whom. */
export interface ScalewayInputs {
  /** An identifier (`SCW…`), not secret. */
  readonly accessKey: string
  /** Secret. */
  readonly secretKey: string
  /** Default: the organization of the key that signs in. */
  readonly organizationId?: string
  /** The Project that Secret Manager's secret lives in. */
  readonly projectId: string
  readonly region: Region
  /** An address that passed the trust rules, without a slash at its end. */
  readonly apiUrl: string
}

/** The same without the Project, for what does not need it. */
export type ScalewayConnection = Omit<ScalewayInputs, 'projectId'>

/** How to reach GitHub, and as whom: with a token, or as a GitHub App that makes tokens for itself. */
export type GithubInputs = {
  /** An address that passed the trust rules, without a slash at its end. */
  readonly apiUrl: string
  /** The part of GitHub's limits that this job may use, from 0 to 1. */
  readonly budget: number
} & (
  | {
      /** Secret. */
      readonly token: string
    }
  | { readonly app: GithubAppInputs }
)

export interface GithubAppInputs {
  /** The App's id (a number) or its client id. */
  readonly id: string
  /** Secret: an RSA key in PEM, with its line breaks. */
  readonly privateKey: string
}

/** When a new key dies by itself. `inherit`: after the lifetime that the replaced key had. */
export type ExpiryInput =
  | { readonly kind: 'inherit' }
  | { readonly kind: 'never' }
  | { readonly kind: 'after'; readonly duration: Duration }

/** What makes the keys. */
export const ISSUERS = ['scaleway', 'keys-api'] as const
export type IssuerName = (typeof ISSUERS)[number]

/** Which key a keys API is to roll over where the store has none: the key (secret), or its id. */
export type Rollable = { readonly key: string } | { readonly id: string }

/** How to reach a keys API, and what its new keys are to be. */
export interface KeysApiInputs {
  /** An address that passed the trust rules, without a slash at its end. */
  readonly url: string
  /** Secret: the JWT that signs in. */
  readonly token: string
  /** Name of a new key; given where the command may make one. */
  readonly name?: string
  readonly permissions: readonly string[]
  readonly expiry: '1H' | '1D' | '1M' | '1Y'
  readonly first?: Rollable
  /** Where a key is shown to be seen to work, and in which header. */
  readonly verify?: { readonly url: string; readonly header: string }
  /** Base64, 32 bytes: who can open it gets a key that could not be stored. */
  readonly recoveryPublicKey?: string
  /** Secret: what signs the records of the versions. */
  readonly recordKey?: string
}

/** Which key is made, and when. */
export interface KeyInputs {
  /** Default: the bearer of the key that signs in. */
  readonly applicationId?: string
  /** Default: what the replaced key has. Any length: it is shortened where it is written. */
  readonly description?: string
  readonly expiry: ExpiryInput
  /** Default: none; then every run that is not finishing an earlier one rotates. Longer than zero. */
  readonly maxAge?: Duration
  readonly rolloverWindow: Duration
  readonly force: boolean
  /** The key of an earlier time that this rotation may retire. */
  readonly replacesAccessKey?: string
  /** Whether a secret that this rotator did not make may be taken over. */
  readonly takeOver: boolean
  /** No new key is created because of age before this date. */
  readonly pauseUntil?: Date
  /** More than zero and at most ten minutes; no months in it. */
  readonly propagationTimeout: Duration
}

/** The secret of Secret Manager that holds the key. */
export interface StoreInputs {
  readonly name: string
  /** Begins with a slash and does not end with one, except for the root, `/`. */
  readonly path: string
}

/** Where the key goes: at least one place or pattern. */
export interface TargetInputs extends DeclaredTargets {
  readonly names: SecretNames
  /** What becomes of a run where one of them cannot be reached. */
  readonly onUnreachable: 'fail' | 'continue'
  /** Names of repositories and organizations, in lower case, that may be others than before. */
  readonly accepted: readonly string[]
}

export interface OldKeyInputs {
  readonly policy: 'delete' | 'keep'
  /** How long a replaced key goes on working; zero is allowed. */
  readonly gracePeriod: Duration
}

/** Who rotates: the repository whose workflow this is, and this run of it. */
export interface RotatorInputs {
  /** GitHub's number of the repository, which survives a rename. */
  readonly repositoryId: string
  /** `owner/repo`. */
  readonly repository: string
  readonly run: { readonly id: string; readonly attempt: number; readonly url: string }
  /** The key's name in its file; undefined where there is no file. */
  readonly key?: string
  /** Who or what started it, for an audit; undefined where the runner does not say. */
  readonly actor?: string
}

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

/** One thing that is wrong with what a run was told. Whoever prints it sanitizes it. */
export interface InputProblem {
  /** The input's name, or the runner's variable or `on` (the workflow's trigger) where that is at fault. */
  readonly input: string
  /** What is wrong. */
  readonly problem: string
  /** What would be right, with an example. */
  readonly remedy: string
  /** Where it stands in a file, from 1 on. */
  readonly at?: { readonly file: string; readonly line: number; readonly column: number }
}

/** Where raw values come from. */
export interface InputSource {
  /** What `getInput` of `@actions/core` does: the value, or `''` where none is given. */
  readonly input: (name: string) => string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Replaces every form of the secrets that are masked already; without it, only the secret inputs as they are given. */
  readonly redact?: (text: string) => string
  /** The event's payload (the file at `GITHUB_EVENT_PATH`), parsed; needed for `workflow_run`. */
  readonly event?: unknown
  /** The key of a file that is read; undefined where the step itself says everything. */
  readonly keyName?: string
  /** Whether the file has keys of several issuers: then what the step says may be for another key than this. */
  readonly mixed?: boolean
  /** How a problem with an input is told where the file gives it; undefined where the step does. */
  readonly locate?: (input: string) => (Required<Pick<InputProblem, 'at'>> & { readonly name: string }) | undefined
}
