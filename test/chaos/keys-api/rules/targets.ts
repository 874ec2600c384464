import type { Wire, WireAnswer } from '../../scaleway/cloud.ts'
import { currentOf, isReadable, nameOf } from '../state.ts'
import type { KeyRotation } from '../rotation.ts'
import type { KeyRun, KeysWatched } from './watched.ts'

/** Sign-ins in a row that prove a key. */
const PROOF = 3

/** No target loses a working key, but for the moment in which the service itself ends it: the rollover. */
export function checkTargets(watched: KeysWatched, run: KeyRun, wire: Wire): void {
  const { before, moment, violate } = watched
  if (wire.service === 'github') return // what is written to it is looked at below
  const rolls = wire.service === 'keys-api' && wire.url === '/keys/rollover'
  for (const rotation of watched.rotations) {
    const now = moment.targets.get(rotation) ?? []
    for (const [index, { held, place, name }] of (before.targets.get(rotation) ?? []).entries()) {
      if (held === undefined || !before.working.has(held)) continue
      const left = now[index]?.held
      if ((left !== undefined && moment.working.has(left)) || (rolls && left === held)) continue
      violate(
        'every target that had a working key has one',
        `${place}: ${name} lost its key after ${run.name} ${wire.method} ${wire.url}`,
      )
    }
  }
}

/**
 * Writes to GitHub: only PUT, only what is declared, only a key that works at that moment, and only what is stored and
 * proven, where that is possible.
 *
 * What cannot hold while two runs overlap: between a run's look at the records and its write another run may roll the
 * very key over. GitHub takes no condition with a write, the service ends the old key in the moment of the rollover,
 * and neither knows of the other; however short the time between is made, it is not nothing. So a target may then be
 * given a dead key, also in place of the living one that the other run wrote a moment before. What does hold, and is
 * checked: the key worked, was stored, and was in no doubt on record, when the run last looked; and the next clean run
 * mends it.
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
    violate('only PUT, and only declared names', `${run.name} ${wire.method} ${wire.url}`)
    return
  }
  if (answer === undefined || answer.status >= 400) return // without effect
  const key = moment.keys.get(target.held ?? '')
  const put = `${run.name} wrote ${key === undefined ? 'no key' : nameOf(key)} to ${target.place}: ${target.name}`
  if (key === undefined) {
    violate('only keys are written', put)
    return
  }
  const couldNotKnow = company && bookOf(run).seenWorking.has(key.id)
  if (!moment.working.has(key.id) && !couldNotKnow) violate('no target is given a dead key', put)
  checkReady(watched, run, key.id, put)
}

/** What is written is stored, and proven: unless the store does not take it, or nothing that works is replaced. */
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
    if (!unstorable && !couldNotKnow) violate('nothing is published that is not stored', put)
    return
  }
  const current = company ? seenCurrent : currentOf(moment, rotation)?.held
  // What the service refuses, if only for now, is dead for all that the run can know.
  const replacesWorking =
    current !== undefined && current !== id && moment.working.has(current) && !refused.has(current)
  // Whoever has rolled a key over knows that what it replaces is dead, and not that another run has made one as well.
  if (company && made.get(id)?.how === 'rollover') return
  if (rotation.verifies && version.stage === 'pending' && replacesWorking && (proofs.get(id) ?? 0) < PROOF)
    violate('nothing is published that is not proven', put)
}

/** The addresses of the declared secrets, in the order in which a moment has them. */
export function addressesOf({ places, names }: KeyRotation): readonly string[] {
  return places.flatMap((place) => {
    if (!('repository' in place)) return []
    const { repository, environment } = place
    const at = environment === undefined ? 'actions/secrets' : `environments/${environment}/secrets`
    return names.map((name) => `/repos/${repository}/${at}/${name}`)
  })
}
