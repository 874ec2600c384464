import type { Wire, WireAnswer } from '../../scaleway/cloud.ts'
import { currentOf, isReadable, nameOf } from '../state.ts'
import type { KeyRotation } from '../rotation.ts'
import type { KeyRun, KeysWatched } from './watched.ts'

/** The number of consecutive successful probes that verify a key. */
const PROOF = 3

/** No target loses a working key, except when the service deactivates it at the rollover. */
export function checkTargets(watched: KeysWatched, run: KeyRun, wire: Wire): void {
  const { before, moment, violate } = watched
  if (wire.service === 'github') return // {@link checkPut} checks what is written
  const rolls = wire.service === 'keys-api' && wire.url === '/keys/rollover'
  for (const rotation of watched.rotations) {
    const now = moment.targets.get(rotation) ?? []
    for (const [index, { held, place, name }] of (before.targets.get(rotation) ?? []).entries()) {
      if (held === undefined || !before.working.has(held)) continue
      const left = now[index]?.held
      if ((left !== undefined && moment.working.has(left)) || (rolls && left === held)) continue
      violate(
        'every target that had a working key still has one',
        `${place}: ${name} lost its key after ${run.name} ${wire.method} ${wire.url}`,
      )
    }
  }
}

/**
 * Writes to GitHub: only PUT, only declared names, only a key that works at that time, and only a stored and
 * verified one if possible.
 *
 * Not guaranteed for overlapping runs: between a run's check of the records and its write, another run may roll
 * over the same key. GitHub has no conditional write, and the service deactivates the old key at the rollover.
 * A target may then get a deactivated key, even in place of the valid one that the other run wrote. What is
 * checked: the key worked, was stored and was not in doubt when the run last looked, and the next run without
 * faults repairs the target.
 */
export function checkPut(
  watched: KeysWatched,
  run: KeyRun,
  wire: Wire,
  answer: WireAnswer | undefined,
): void {
  const { moment, company, bookOf, violate } = watched
  const { rotation } = run
  const index = addressesOf(rotation).indexOf(decodeURIComponent(wire.url))
  const target = moment.targets.get(rotation)?.[index]
  if (wire.method !== 'PUT' || target === undefined) {
    violate(
      'GitHub secrets are only written with PUT and under declared names',
      `${run.name} ${wire.method} ${wire.url}`,
    )
    return
  }
  if (answer === undefined || answer.status >= 400) return // no effect
  const key = moment.keys.get(target.held ?? '')
  const put = `${run.name} wrote ${key === undefined ? 'no key' : nameOf(key)} to ${target.place}: ${target.name}`
  if (key === undefined) {
    violate('only keys are written to targets', put)
    return
  }
  const couldNotKnow = company && bookOf(run).seenWorking.has(key.id)
  if (!moment.working.has(key.id) && !couldNotKnow) violate('no target gets an invalid key', put)
  checkReady(watched, run, key.id, put)
}

/** A published key is stored and verified, unless it cannot be stored or replaces no working key. */
function checkReady(
  { moment, made, company, bookOf, violate }: KeysWatched,
  run: KeyRun,
  id: string,
  put: string,
): void {
  const { rotation } = run
  const versions = moment.versions.get(rotation) ?? []
  const version = versions.findLast((one) => one.held === id && isReadable(one))
  const { storesBefallen, proofs, refused, seenStored, seenCurrent } = bookOf(run)
  if (version === undefined) {
    const own = made.get(id)
    const unstorable = own?.run === run && own.how === 'rollover' && storesBefallen > 0
    const couldNotKnow = company && seenStored.has(id)
    if (!unstorable && !couldNotKnow) violate('only stored keys are published', put)
    return
  }
  const current = company ? seenCurrent : currentOf(moment, rotation)?.held
  // The run must treat a key as invalid that the service refused, even temporarily.
  const replacesWorking =
    current !== undefined && current !== id && moment.working.has(current) && !refused.has(current)
  // A run that has rolled over a key knows that the replaced key is deactivated, but not that another run has
  // created one as well.
  if (company && made.get(id)?.how === 'rollover') return
  if (rotation.verifies && version.stage === 'pending' && replacesWorking && (proofs.get(id) ?? 0) < PROOF)
    violate('only verified keys are published', put)
}

/** The addresses of the declared secrets, in the order of a snapshot. */
export function addressesOf({ places, names }: KeyRotation): readonly string[] {
  return places.flatMap((place) => {
    if (!('repository' in place)) return []
    const { repository, environment } = place
    const at = environment === undefined ? 'actions/secrets' : `environments/${environment}/secrets`
    return names.map((name) => `/repos/${repository}/${at}/${name}`)
  })
}
