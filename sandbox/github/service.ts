import type { Service } from '../server/service.ts'
import type {
  AppSeed,
  InstallationSeed,
  InstallationToken,
  LimitOptions,
  OrganizationSeed,
  Place,
  Permissions,
  RepositorySeed,
  SecretInfo,
  SecretKind,
  SecretWrite,
  Sight,
  TokenSeed,
  Variable,
} from './options.ts'

/** GitHub's REST API as far as secrets go, and controls that act as a person or another program. Methods throw if the object does not exist. */
export interface GithubService extends Service {
  readonly name: 'github'

  readonly addOrganization: (organization: OrganizationSeed) => void
  readonly addRepository: (repository: RepositorySeed) => void
  /**
   * Renames a repository, or transfers it to another owner. It keeps its id, and the old name answers with a redirect
   * until another repository takes it.
   * @param name the new `owner/name`
   */
  readonly renameRepository: (repository: string, name: string) => void
  readonly changeRepository: (
    repository: string,
    change: {
      readonly private?: boolean
      readonly internal?: boolean
      readonly archived?: boolean
      readonly topics?: readonly string[]
    },
  ) => void
  readonly deleteRepository: (repository: string) => void
  /** GitHub's number of the repository that has this name now. */
  readonly repositoryId: (repository: string) => number
  readonly addEnvironment: (repository: string, environment: string) => void
  /** Its secrets go with it. */
  readonly deleteEnvironment: (repository: string, environment: string) => void

  readonly addToken: (token: TokenSeed) => void
  readonly changeToken: (
    token: string,
    change: {
      readonly repositories?: 'all' | readonly string[]
      readonly permissions?: Permissions
      readonly expiresAt?: string
    },
  ) => void
  /** Revoked: every request with it gets a 401. */
  readonly deleteToken: (token: string) => void

  readonly addApp: (app: AppSeed) => void
  /** @returns the installation's id */
  readonly installApp: (appId: number, installation: InstallationSeed) => number
  /** What is taken away is taken from the tokens that there are as well. @param account login of where it is installed */
  readonly changeInstallation: (
    appId: number,
    account: string,
    change: {
      readonly repositories?: 'all' | readonly string[]
      readonly permissions?: Permissions
      readonly suspended?: boolean
    },
  ) => void
  /** Its tokens end with it. */
  readonly uninstallApp: (appId: number, account: string) => void
  /** Every token that an installation of any App was ever given, oldest first. */
  readonly installationTokens: () => readonly InstallationToken[]

  /**
   * Creates or overwrites a secret by hand.
   * @param sight for an organization's secret; what it was, else `all`, by default
   * @param at what `updated_at` becomes; the sandbox's time by default
   */
  readonly setSecret: (place: Place, name: string, value: string, sight?: Sight, at?: Date) => void
  readonly deleteSecret: (place: Place, name: string) => void
  /** What a workflow would get, opened; undefined where there is no such secret. */
  readonly secret: (place: Place, name: string) => string | undefined
  /** The same with its times and who sees it. */
  readonly secretInfo: (place: Place, name: string) => SecretInfo | undefined
  /** All secrets of a place, sorted by name. */
  readonly secrets: (place: Place) => readonly SecretInfo[]
  /** What a job sees: the organization's secrets by visibility, the repository's, the environment's; the narrower shadows the wider. */
  readonly workflowSecrets: (job: {
    readonly repository: string
    readonly environment?: string
    readonly kind?: SecretKind
  }) => Readonly<Record<string, string>>
  /** Every change of every secret so far, or of one. */
  readonly history: (place?: Place, name?: string) => readonly SecretWrite[]
  readonly variable: (place: Place, name: string) => Variable | undefined
  readonly setVariable: (place: Place, name: string, value: string, sight?: Sight) => void
  /** The same for the jobs' `vars`. */
  readonly workflowVariables: (job: {
    readonly repository: string
    readonly environment?: string
  }) => Readonly<Record<string, string>>

  /** A new key pair under a new id: what was sealed for the old one is refused from then on. */
  readonly rotatePublicKey: (place: Place) => void
  /** Replaces the limits that are enforced; `{}` turns all off. */
  readonly setLimits: (limits: LimitOptions) => void
  /** Remembers all secrets and variables as they stand; what it returns puts them back. Places and tokens are not concerned. */
  readonly remember: () => () => void
}
