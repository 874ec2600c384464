import { smallGithubTokens, smallOrganization } from '../../../sandbox/index.ts'
import type { Place } from '../../../sandbox/github/options.ts'
import type { Cloud } from './cloud.ts'

export const { rotator, deploy, reader, projectId } = smallOrganization
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** The names under which a target gets the key. */
export interface Names {
  readonly accessKey: readonly string[]
  readonly secretKey: readonly string[]
  readonly bundle: readonly string[]
  /** Variables for the access key. */
  readonly variable?: readonly string[]
}

/** One rotated key, as its workflow declares it. */
export interface Rotation {
  /** The name in Secret Manager. */
  readonly secretName: string
  /** The application that the key belongs to. */
  readonly bearer: string
  readonly places: readonly Place[]
  readonly names: Names
  /**
   * `rotator`: a separate key that never changes. Otherwise the target whose secrets hold the credentials of a
   * scheduled job.
   */
  readonly signsInWith: 'rotator' | Place
  /** In days. */
  readonly grace: number
  readonly oldKey: 'delete' | 'keep'
  readonly replaces?: string
  /** Repositories of an organization that may access its secrets. */
  readonly selected?: readonly string[]
  /** Other inputs of every scheduled run. */
  readonly inputs?: Inputs
}

export type Inputs = Readonly<Record<string, string>>

export const PAIR: Names = { accessKey: ['SCW_ACCESS_KEY'], secretKey: ['SCW_SECRET_KEY'], bundle: [] }
export const SHOP: Place = { repository: 'acme/shop' }
export const API: Place = { repository: 'acme/api' }
export const PRODUCTION: Place = { repository: 'acme/shop', environment: 'production' }
export const INFRA: Place = { repository: 'acme/infra', environment: 'production' }

/** The rotator rotates the key of the application "deploy" for one repository. */
export const APPLICATION: Rotation = {
  secretName: 'shop-deploy',
  bearer: deploy.applicationId,
  places: [SHOP],
  names: PAIR,
  signsInWith: 'rotator',
  grace: 7,
  oldKey: 'delete',
}

/** The rotator rotates its own key, which is in one protected environment. */
export const SELF: Rotation = {
  ...APPLICATION,
  secretName: 'rotator',
  bearer: rotator.applicationId,
  places: [INFRA],
  signsInWith: INFRA,
}

/** The environment variables of a scheduled run. */
export const RUNNER: Inputs = {
  GITHUB_API_URL: 'https://api.github.com',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'acme/infra',
  GITHUB_REPOSITORY_ID: '700003',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_EVENT_NAME: 'schedule',
}

/** The inputs of a scheduled run of a rotation. */
export function inputsOf(cloud: Cloud, rotation: Rotation): Inputs {
  const { places, names, signsInWith, replaces, oldKey, grace } = rotation
  const list = (texts: readonly string[]): string => (texts.length === 0 ? 'none' : texts.join(','))
  const repositories = places.flatMap((place) =>
    'repository' in place && place.environment === undefined ? [place.repository] : [],
  )
  const environments = places.flatMap((place) =>
    'repository' in place && place.environment !== undefined
      ? [`${place.repository}/${place.environment}`]
      : [],
  )
  return {
    ...signIn(cloud, signsInWith, names),
    'scw-project-id': projectId,
    'scw-region': 'fr-par',
    'github-token': smallGithubTokens.writer,
    'secret-name': rotation.secretName,
    ...(rotation.bearer === rotator.applicationId ? {} : { 'application-id': rotation.bearer }),
    ...(repositories.length === 0 ? {} : { repositories: repositories.join(',') }),
    ...(environments.length === 0 ? {} : { environments: environments.join(',') }),
    'access-key-secret': list(names.accessKey),
    'secret-key-secret': list(names.secretKey),
    ...(names.bundle.length === 0 ? {} : { 'bundle-secret': names.bundle.join(',') }),
    ...(replaces === undefined ? {} : { 'replaces-access-key': replaces }),
    'max-age': '30d',
    'old-key': oldKey,
    'grace-period': grace === 0 ? '0' : `${grace}d`,
    ...rotation.inputs,
  }
}

function signIn(cloud: Cloud, from: Rotation['signsInWith'], names: Names): Inputs {
  if (from === 'rotator') return { 'scw-access-key': rotator.accessKey, 'scw-secret-key': rotator.secretKey }
  const read = (name: string | undefined): string => cloud.github.secret(from, name ?? '') ?? ''
  return { 'scw-access-key': read(names.accessKey[0]), 'scw-secret-key': read(names.secretKey[0]) }
}
