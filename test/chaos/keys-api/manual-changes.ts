import { smallCompany } from '../../../sandbox/index.ts'
import type { KeysApiCloud } from '../scaleway/cloud.ts'
import { API, DAY, INFRA, PRODUCTION, SHOP } from '../scaleway/rotation.ts'
import type { Setting } from '../scaleway/fixture.ts'
import { passTime, virtualNow } from '../virtual-time.ts'
import { HAND_ID } from './state.ts'
import { firstKey, inputsOf, type KeyRotation } from './rotation.ts'

/** A key that a user created, valid for longer than any scenario. */
export const HAND_KEY = {
  id: HAND_ID,
  key: 'sk_live_FAKE_by_hand_0000000000000000006',
} as const

/** A secret that no workflow declares. */
const UNDECLARED = 'SOMEBODY_ELSES'
const EVERYWHERE = [SHOP, API, PRODUCTION, INFRA]

/** Adds objects that no run may change. */
export function addBystanders({ keysApi, github }: KeysApiCloud): void {
  const expiresAt = new Date(virtualNow() + 730 * DAY)
  keysApi.createKey({
    ...HAND_KEY,
    user: smallCompany.user.id,
    name: 'By hand',
    permissions: ['read'],
    expiresAt,
  })
  for (const place of EVERYWHERE) github.setSecret(place, UNDECLARED, 'untouched')
}

/** The changes to objects that no run may change, one line each. */
export function touchedBystanders(cloud: KeysApiCloud, rotation: KeyRotation): readonly string[] {
  const { keysApi, github } = cloud
  const { production, staging, deposits, expired, stranger } = smallCompany
  const all = [HAND_KEY.id, production.id, staging.id, deposits.id, expired.id, stranger.keyId]
  const others = all.filter((id) => id !== firstKey(cloud, rotation).id)
  const touched = others.filter((id) => keysApi.key(id)?.deactivatedAt !== null)
  return [
    ...touched.map((id) => `the key ${id}, which no run created, was deactivated`),
    ...(github.history(undefined, UNDECLARED).length > EVERYWHERE.length
      ? [`a secret ${UNDECLARED} was written`]
      : []),
  ]
}

/** Writes a key to some targets of a rotation, at a separate second. */
export function writeByHand(
  { github }: KeysApiCloud,
  { places, names }: Pick<KeyRotation, 'places' | 'names'>,
  key: string,
): void {
  passTime(1100)
  for (const place of places) for (const name of names) github.setSecret(place, name, key)
  passTime(1100)
}

/** Writes the key from before the first run to every target. */
export function writeFirstKey(cloud: KeysApiCloud, rotation: KeyRotation): void {
  writeByHand(cloud, rotation, firstKey(cloud, rotation).key)
}

/** The rotations of a keys API's keys. */
export function keysApiSetting(cloud: KeysApiCloud): Setting<KeyRotation> {
  // A workflow logs in right before the step. Here one long-lived token is used for all runs.
  const { accessToken } = cloud.keysApi.issueToken(smallCompany.user.id)
  return {
    inputsOf: (rotation) => inputsOf(rotation, accessToken),
    stored: () => undefined,
    meddle(rotation) {
      writeByHand(cloud, { ...rotation, places: rotation.places.slice(0, 1) }, HAND_KEY.key)
    },
  }
}
