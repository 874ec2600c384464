import type { Place } from '../../../sandbox/github/options.ts'
import { smallCompany, smallGithubTokens, type ApiKeyRecord } from '../../../sandbox/index.ts'
import { ADDRESSES, type KeysApiCloud } from '../scaleway/cloud.ts'
import { DAY, MINUTE, projectId, rotator, SHOP, type Inputs } from '../scaleway/rotation.ts'
import { RECOVERY_PUBLIC_KEY } from './recovery.ts'

/** A rotated key of a keys API, as its workflow declares it. */
export interface KeyRotation {
  /** The name in Secret Manager. */
  readonly secretName: string
  readonly places: readonly Place[]
  /** The names under which each target gets the key. */
  readonly names: readonly string[]
  /** The scheduled command. */
  readonly command: 'rollover' | 'rotate'
  /** The interval of the schedule, in milliseconds. */
  readonly every: number
  /** Whether a verify URL is set. */
  readonly verifies: boolean
  /** Whether a recovery key is set. */
  readonly recovers: boolean
  /** The key, or its id, for the first rollover, when the store has no key yet. */
  readonly first: { readonly key: string } | { readonly id: string }
  /** Other inputs of every scheduled run. */
  readonly inputs?: Inputs
}

const { production, expired } = smallCompany

/** Rolls over the production key, which expires in three days, for one repository. */
export const ROLLOVER: KeyRotation = {
  secretName: 'shop-api-key',
  places: [SHOP],
  names: ['API_KEY'],
  command: 'rollover',
  every: DAY,
  verifies: true,
  recovers: false,
  first: { key: production.key },
}

/** The same with an expired key of which only the id is known. */
export const BY_ID: KeyRotation = { ...ROLLOVER, first: { id: expired.id } }

/** Creates another key before the old one is 20 days old. */
export const ROTATE: KeyRotation = { ...ROLLOVER, command: 'rotate', inputs: { 'max-age': '20d' } }

/** Keys that are valid for an hour, with a matching schedule. */
export const HOURLY: KeyRotation = {
  ...ROLLOVER,
  every: 5 * MINUTE,
  inputs: { expiry: '1H', 'rollover-window': '10m' },
}

/** The inputs of a scheduled run of a rotation. @param token the JWT of the login before the step */
export function inputsOf(rotation: KeyRotation, token: string): Inputs {
  const { places, names, first } = rotation
  const repositories = places.flatMap((place) =>
    'repository' in place && place.environment === undefined ? [place.repository] : [],
  )
  const environments = places.flatMap((place) =>
    'repository' in place && place.environment !== undefined
      ? [`${place.repository}/${place.environment}`]
      : [],
  )
  return {
    issuer: 'keys-api',
    command: rotation.command,
    'scw-access-key': rotator.accessKey,
    'scw-secret-key': rotator.secretKey,
    'scw-project-id': projectId,
    'scw-region': 'fr-par',
    'github-token': smallGithubTokens.writer,
    'keys-api-url': ADDRESSES['keys-api'],
    'keys-api-token': token,
    ...('key' in first ? { 'keys-api-key': first.key } : { 'keys-api-expired-key-id': first.id }),
    'keys-api-name': 'Production API',
    'keys-api-permissions': 'read, deposit, transfer',
    ...(rotation.verifies ? { 'keys-api-verify-url': '/wallet/balance' } : {}),
    ...(rotation.recovers ? { 'recovery-public-key': RECOVERY_PUBLIC_KEY } : {}),
    'secret-name': rotation.secretName,
    ...(repositories.length === 0 ? {} : { repositories: repositories.join(',') }),
    ...(environments.length === 0 ? {} : { environments: environments.join(',') }),
    'api-key-secret': names.join(','),
    ...rotation.inputs,
  }
}

/** The key in the targets before the first run. */
export function firstKey({ keysApi }: KeysApiCloud, { first }: KeyRotation): ApiKeyRecord {
  const found = keysApi.key('key' in first ? first.key : first.id)
  if (found === undefined)
    throw new Error('the first key of a rotation is missing; this is a bug in the test harness')
  return found
}
