import { addAdversary } from './adversary/fixture.ts'
import type { Cloud } from './cloud.ts'
import { smallGithub } from '../../../sandbox/index.ts'
import type { Sight } from '../../../sandbox/github/options.ts'
import {
  API,
  DAY,
  deploy,
  INFRA,
  inputsOf,
  PRODUCTION,
  projectId,
  rotator,
  SHOP,
  type Rotation,
} from './rotation.ts'
import type { Setting } from './fixture.ts'
import { passTime, virtualNow } from '../virtual-time.ts'

/** A key pair that a user created for a bearer. No run may delete it. */
export function handOf(bearer: string): { readonly accessKey: string; readonly secretKey: string } {
  const digit = bearer === deploy.applicationId ? '0' : '1'
  return {
    accessKey: `SCWHANDMADE0000000${digit}1`,
    secretKey: `fa4e0000-0000-4000-8000-000000000${digit}f1`,
  }
}

/** A secret that no workflow declares. */
const UNDECLARED = 'SOMEBODY_ELSES'

/** Adds objects that no run may change. */
export function addBystanders(cloud: Cloud): void {
  const { iam } = cloud.scaleway
  addAdversary(cloud)
  for (const applicationId of [deploy.applicationId, rotator.applicationId]) {
    const hand = handOf(applicationId)
    const common = {
      applicationId,
      createdAt: new Date(virtualNow() - 20 * DAY),
      defaultProjectId: projectId,
    }
    iam.createKey({ ...common, ...hand, description: 'made by hand' })
    // An orphan of another rotation, with the mark of another secret, which its own runs delete.
    iam.createKey({
      ...common,
      accessKey: hand.accessKey.replace(/1$/, '2'),
      description: '[key-rotation made 00000000-0000-4000-8000-0000000000ff abc] of another rotation',
    })
  }
  for (const place of [SHOP, API, PRODUCTION, INFRA]) cloud.github.setSecret(place, UNDECLARED, 'untouched')
}

/** The changes to objects that no run may change, one line each. */
export function touchedBystanders(cloud: Cloud): readonly string[] {
  const keys = cloud.scaleway.iam.keys().filter(({ accessKey }) => accessKey.startsWith('SCWHANDMADE'))
  const touched = keys.filter(
    ({ deletedAt, updatedAt, createdAt }) => deletedAt !== null || updatedAt > createdAt,
  )
  const secrets = cloud.github.history(undefined, UNDECLARED).length
  return [
    ...touched.map(({ accessKey }) => `the key ${accessKey}, which no run created, was changed or deleted`),
    ...(secrets > 4 ? [`a secret ${UNDECLARED} was written`] : []),
  ]
}

/** Writes a key pair to every target of a rotation, at a separate second. */
export function writeByHand(
  cloud: Cloud,
  { places, names, selected }: Pick<Rotation, 'places' | 'names' | 'selected'>,
  { accessKey, secretKey }: { readonly accessKey: string; readonly secretKey: string },
): void {
  passTime(1100)
  for (const place of places) {
    const sight = 'repository' in place ? undefined : sightOf(selected)
    const bundle = JSON.stringify({ API_KEY: accessKey, SECRET_KEY: secretKey })
    for (const name of names.accessKey) cloud.github.setSecret(place, name, accessKey, sight)
    for (const name of names.secretKey) cloud.github.setSecret(place, name, secretKey, sight)
    for (const name of names.bundle) cloud.github.setSecret(place, name, bundle, sight)
    if ((place.kind ?? 'actions') !== 'actions') continue
    for (const name of names.variable ?? []) cloud.github.setVariable(place, name, accessKey, sight)
  }
  passTime(1100)
}

/** The repositories that can access an organization's secret. */
function sightOf(selected: readonly string[] | undefined): Sight {
  return selected === undefined
    ? { visibility: 'private' }
    : { visibility: 'selected', selectedRepositoryIds: idsOf(selected) }
}

/** GitHub's ids of repositories. */
export function idsOf(repositories: readonly string[]): readonly number[] {
  return (smallGithub().repositories ?? []).flatMap(({ name, id }) =>
    id !== undefined && repositories.includes(name) ? [id] : [],
  )
}

/** The rotations of Scaleway keys. */
export function scalewaySetting(cloud: Cloud): Setting<Rotation> {
  return {
    inputsOf: (rotation) => inputsOf(cloud, rotation),
    stored: (rotation) => rotation,
    meddle(rotation) {
      writeByHand(cloud, { ...rotation, places: rotation.places.slice(0, 1) }, handOf(rotation.bearer))
    },
  }
}
