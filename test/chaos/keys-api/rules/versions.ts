import { HAND_KEY } from '../manual-changes.ts'
import { isOver, isReadable, nameOf, type KeyVersion } from '../state.ts'
import type { KeyRotation } from '../rotation.ts'
import type { KeyRun, KeysWatched } from './watched.ts'

/** Invariants of the store: its records are true, and every key in use is stored. */
export function checkVersions(watched: KeysWatched, run: KeyRun): void {
  const { before, moment, company, violate } = watched
  for (const rotation of watched.rotations) {
    const old = before.versions.get(rotation) ?? []
    const now = moment.versions.get(rotation) ?? []
    checkReadable(watched, run, old, now)
    for (const version of now) {
      const was = old.find(({ revision }) => revision === version.revision)
      const promoted = version.stage === 'current' && was?.stage === 'pending'
      if (promoted && !company) checkEverywhere(watched, rotation, version)
    }
    if (now.length > 20) violate('there are at most 20 versions', `there are ${now.length}`)
  }
}

/**
 * A working key that a run stored stays readable until its version is retired. The version is disabled only if
 * another working key is readable, and only then marked as retired.
 *
 * Not guaranteed for overlapping runs: one may retire and disable a version while the other promotes it,
 * because Secret Manager has no conditional change. The key is then in the targets and in a disabled version.
 * The next run creates another key, or reports that `rotate` does.
 */
function checkReadable(
  { moment, made, company, violate }: KeysWatched,
  run: KeyRun,
  old: readonly KeyVersion[],
  now: readonly KeyVersion[],
): void {
  const readable = (versions: readonly KeyVersion[], id: string): boolean =>
    versions.some((version) => version.held === id && isReadable(version))
  for (const id of made.keys()) {
    const key = moment.keys.get(id)
    if (key === undefined || !moment.working.has(id) || !readable(old, id) || readable(now, id)) continue
    const isKept = now.some((version) => version.held === id && (company || isOver(version)))
    const isGivenUp = now.some((version) => version.held === id && version.status === 'disabled')
    const another = now.some((version) => isReadable(version) && moment.working.has(version.held ?? ''))
    if (isKept || (isGivenUp && another)) continue
    violate('a working key is in the store', `${run.name} left ${nameOf(key)} in no version that can be read`)
  }
}

/** A current version is in every target. */
function checkEverywhere({ moment, violate }: KeysWatched, rotation: KeyRotation, version: KeyVersion): void {
  for (const { held, place, name } of moment.targets.get(rotation) ?? []) {
    if (held === version.held || held === HAND_KEY.id) continue
    const key = moment.keys.get(held ?? '')
    const holds = `${place}: ${name} holds ${key === undefined ? 'no key' : nameOf(key)}`
    violate(
      'a version becomes current only when every target has its key',
      `v${version.revision} became current; ${holds}`,
    )
  }
}
