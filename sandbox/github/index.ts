import type { SandboxContext, Service } from '../server/service.ts'
import { createAccessControl } from './api/access.ts'
import { createApps } from './apps.ts'
import { appEndpoints } from './endpoints/apps.ts'
import { repositoryEndpoints } from './endpoints/repositories.ts'
import { secretEndpoints } from './endpoints/secrets.ts'
import { variableEndpoints } from './endpoints/variables.ts'
import { createHands } from './controls.ts'
import { addEndpoints } from './api/http.ts'
import type {
  AppSeed,
  GithubSeed,
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
import { createRateLimits } from './api/rate-limits.ts'
import { loadSodium } from './sealed-box.ts'
import { createShelves } from './stored-values.ts'
import { describe } from './state.ts'
import { createWorld } from './entities.ts'

export type * from './options.ts'
export { smallGithub, smallGithubTokens } from './seed.ts'

/** GitHub's REST API as far as secrets go, and hands to play a person or another program. Methods throw where GitHub has no such thing. */
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

/**
 * Makes a fake GitHub. It answers a promise because libsodium must be loaded first.
 * @param context the sandbox's clock
 * @param seed what it holds at first; nothing by default
 */
export async function createGithub(context: SandboxContext, seed: GithubSeed = {}): Promise<GithubService> {
  await loadSodium()
  const { clock } = context
  const now = () => clock.now()
  const world = createWorld(clock)
  const shelves = createShelves(clock)
  const limits = createRateLimits(clock, seed.limits ?? {})
  const apps = createApps(clock, world)
  const access = createAccessControl(world)
  const hands = createHands(world, shelves)
  const endpoints = [
    ...secretEndpoints(world, access, shelves),
    ...variableEndpoints(world, access, shelves),
    ...repositoryEndpoints(world, access, shelves, limits, now),
    ...appEndpoints(world, access, apps),
  ]

  for (const organization of seed.organizations ?? []) hands.addOrganization(organization)
  for (const user of seed.users ?? []) world.addOwner('User', user)
  for (const repository of seed.repositories ?? []) hands.addRepository(repository)
  for (const token of seed.tokens ?? []) hands.addToken(token)
  for (const app of seed.apps ?? []) apps.addApp(app)
  for (const { place, name, value, sight, at } of seed.secrets ?? []) {
    hands.setSecret(place, name, value, sight, at)
  }

  return {
    name: 'github',
    routes: (app) => {
      addEndpoints(app, { world, apps, limits, endpoints, now })
    },
    state: () => describe(world, shelves, apps),
    secretValues: () => [
      ...new Set([
        ...shelves.history().flatMap(({ value }) => (value === undefined || !isSecret(value) ? [] : [value])),
        ...shelves.all().map(({ keys }) => Buffer.from(keys.privateKey).toString('base64')),
        ...world.everyToken(),
      ]),
    ],
    ...hands,
    ...apps.hands,
    setLimits: limits.set,
    remember: shelves.remember,
  }
}

/** Whether the value of a GitHub secret is one: a Scaleway access key is kept there as well, and is an identifier. */
function isSecret(value: string): boolean {
  return value !== '' && !/^SCW[A-Z0-9]{17}$/.test(value)
}
