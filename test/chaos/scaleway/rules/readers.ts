import type { Run } from '../connection.ts'
import type { Reading } from '../store-readers.ts'
import { markOf, newestEnabled, type Moment, type Version } from '../state.ts'
import { DAY, MINUTE, type Rotation } from '../rotation.ts'
import { virtualNow } from '../../virtual-time.ts'
import { isTouched, isUnaware } from './forgeries.ts'
import { D, type Watched } from './watched.ts'

// Readers of the store get a key that works, for at least the grace period. External Secrets, Terraform, plain
// HTTP clients and `retrieve` read the newest enabled version.
//
// Not guaranteed if a user deletes keys or versions, if the newest key expires, while the adversary controls
// what readers get, or after `retire` with `force` and a grace period of 0, which deletes a key at once.

const NO_REPLACED_KEY = 'readers of the store get no replaced key'

/** The version that a reader gets. */
export function viewOf(moment: Moment, rotation: Rotation): Version | undefined {
  return newestEnabled(moment.versions.get(rotation))
}

/** Whether a version holds the whole pair of a valid key of the rotated bearer. */
function works({ living }: Moment, { bearer }: Rotation, version: Version | undefined): boolean {
  return living.get(version?.pair ?? '')?.applicationId === bearer
}

/** Whether the key of a version is marked as replaced, so that its grace period has started. */
function isReplaced({ living }: Moment, version: Version | undefined): boolean {
  return markOf(living.get(version?.pair ?? ''))?.phase === 'replaced'
}

/** Before a change: records the keys that readers get now. */
export function noteServed({ rotations, moment, served, forgeries }: Watched): void {
  for (const rotation of rotations) {
    if (forgeries.controlled.has(rotation)) continue
    const pair = viewOf(moment, rotation)?.pair
    if (pair !== undefined) served.get(rotation)?.set(pair, virtualNow())
  }
}

/** After a request of a run: readers still have a working key, and a version that the run added works. */
export function checkReaders(watched: Watched, run: Run, request: string): void {
  const { before, moment, violate } = watched
  for (const rotation of watched.rotations) {
    // The run could not know of these changes when it decided.
    const blind = watched.forgeries.controlled.has(rotation) && isUnaware(watched, run)
    const [was, is] = [viewOf(before, rotation), viewOf(moment, rotation)]
    if (was?.revision !== is?.revision) watched.forgeries.controlled.delete(rotation)
    if (!blind && !works(moment, rotation, is) && !isTouched(watched, rotation, is)) {
      const got = `latest_enabled gives ${is === undefined ? 'nothing' : `v${is.revision}, whose key does not work,`} after ${run.name} ${request}`
      // A forged record says nothing about the version, so the run cannot rely on it.
      if (works(before, rotation, was) && !isTouched(watched, rotation, was))
        violate('readers of the store get a working key', `${got}; it was v${was?.revision ?? 0}`)
      else if (is !== undefined && isNew(before, rotation, is))
        violate('readers of the store get a working key', got)
    }
    const forged = isTouched(watched, rotation, was) || isTouched(watched, rotation, is)
    if (!blind && !forged && isReplaced(moment, is) && !isReplaced(before, was)) {
      const what = `latest_enabled gives v${is?.revision ?? 0}, whose key is marked as replaced, after ${run.name} ${request}`
      // IAM has no conditional write. A run that overlaps with a rollback detects it after its change and
      // reverts the change. A version that is added with a replaced key is never reverted in time.
      const isAdded = is !== undefined && isNew(before, rotation, is)
      if (watched.allowed.company && !isAdded) watched.replacedForReaders.set(run, what)
      else watched.violate(NO_REPLACED_KEY, what)
    }
    checkVerified(watched, run, rotation)
  }
}

/** At the end of a run: no change that it made and did not revert gives readers a replaced key. */
export function checkReplacedForReaders(watched: Watched, run: Run): void {
  const what = watched.replacedForReaders.get(run)
  if (what === undefined || watched.forgeries.controlled.has(run.rotation)) return
  const version = viewOf(watched.moment, run.rotation)
  if (isReplaced(watched.moment, version) && !isTouched(watched, run.rotation, version))
    watched.violate(NO_REPLACED_KEY, `${what}, and this was not reverted`)
}

function isNew(before: Moment, rotation: Rotation, { revision }: Version): boolean {
  return (before.versions.get(rotation)?.at(-1)?.revision ?? 0) < revision
}

/** A version is readable as soon as it is stored, so its key must be verified before. */
function checkVerified({ before, moment, proven, violate }: Watched, run: Run, rotation: Rotation): void {
  if (run.rotation !== rotation) return
  const old = before.versions.get(rotation) ?? []
  for (const version of moment.versions.get(rotation) ?? []) {
    const { pair, revision } = version
    if (pair === undefined || !isNew(before, rotation, version) || proven.has(pair)) continue
    if (old.some((earlier) => earlier.pair === pair)) continue
    violate(
      'a key is verified before readers can get it',
      `${run.name} stored v${revision} with ${pair}, not verified`,
    )
  }
}

/** A key of an enabled version is deleted only after the grace period of its readers. */
export function checkReadersGrace(watched: Watched, run: Run): void {
  const { before, moment, cloud, violate } = watched
  const { rotation } = run
  for (const accessKey of before.living.keys()) {
    if (moment.living.has(accessKey) || cloud.scaleway.iam.key(accessKey)?.deletedAt === null) continue
    const last = watched.served.get(rotation)?.get(accessKey)
    if (last === undefined) continue
    // `retire` ends the grace period, but still waits for runs that may be active.
    const least = run.command !== 'retire' ? Infinity : run.forced ? 0 : D
    const age = virtualNow() - last
    // Runs record times in whole seconds of the services' clocks.
    if (age + MINUTE >= Math.min(least, rotation.grace * DAY)) continue
    violate(
      'a key that readers may hold is valid for its grace period',
      `${run.name} deleted ${accessKey}, which readers could get ${Math.round(age / MINUTE)} min ago`,
    )
  }
}

/** What applications received over HTTP and with `retrieve` must match the state of the store. */
export function checkReadings(watched: Watched, rotation: Rotation, readings: readonly Reading[]): void {
  const { moment, violate } = watched
  const version = viewOf(moment, rotation)
  // After changes by the adversary or a user, readers get those changes.
  if (!works(moment, rotation, version)) return
  for (const { how, secretKey } of readings) {
    if (moment.living.get(version?.pair ?? '')?.secretKey === secretKey) continue
    violate(
      'readers get the key that the store holds',
      `reading ${how} got ${secretKey === undefined ? 'nothing' : 'another key'}`,
    )
  }
}
