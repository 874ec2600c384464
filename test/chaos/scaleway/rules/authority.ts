import type { Run } from '../connection.ts'
import { markOf } from '../state.ts'
import { bearersOf, type Watched } from './watched.ts'

// IAM decides which keys belong to the rotation. The content of Secret Manager never causes a key to be
// deleted, changed or published.

/** Records which keys IAM assigned to the rotations: keys of the bearer that have or had the secret's mark. */
export function noteGiven({ rotations, moment, given }: Watched): void {
  for (const rotation of rotations) {
    const id = moment.secretIds.get(rotation)
    if (id === undefined) continue
    for (const [accessKey, key] of moment.living)
      if (key.applicationId === rotation.bearer && markOf(key)?.secretId === id)
        given.get(rotation)?.add(accessKey)
  }
}

/** After a request of a run: no key of another application or user was deleted or described. */
export function checkForeign(watched: Watched, run: Run, request: string): void {
  const { before, moment, cloud, violate } = watched
  const bearers = bearersOf(watched)
  for (const [accessKey, key] of before.living) {
    const isPersons = accessKey.startsWith('SCWHAND') && run.rotation.replaces !== accessKey
    if (bearers.has(key.applicationId ?? key.userId ?? '') && !isPersons) continue
    const now = cloud.scaleway.iam.key(accessKey)
    if (now?.deletedAt !== null)
      violate(
        'no key of another application or user is deleted or described',
        `${accessKey} was deleted by ${run.name} ${request}`,
      )
    else if (moment.living.get(accessKey)?.description !== key.description)
      violate(
        'no key of another application or user is deleted or described',
        `${accessKey} was described by ${run.name} ${request}`,
      )
  }
}

/** After a write to a target: it holds a valid key that IAM assigned to this rotation. */
export function checkGiven({ before, moment, given, violate }: Watched, run: Run): void {
  const { rotation } = run
  const old = before.halves.get(rotation)
  for (const [index, { key, value, place, name }] of (moment.halves.get(rotation) ?? []).entries()) {
    if (value === old?.[index]?.value) continue
    const put = `${run.name} wrote ${key ?? 'no valid key'} to ${place}: ${name}`
    if (key === undefined) violate('no target gets an invalid key', put)
    else if (given.get(rotation)?.has(key) !== true)
      violate('a target gets only keys that IAM assigned to the rotation', put)
  }
}
