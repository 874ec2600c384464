import type { Run } from '../connection.ts'
import { markOf, type Moment, type Version } from '../state.ts'
import type { Rotation } from '../rotation.ts'
import { virtualNow } from '../../virtual-time.ts'
import { FIRST_KEY, isPersons, type Watched } from './watched.ts'

/** Invariants of the store: its records are true, and every key in use is stored. */
export function checkVersions(watched: Watched, run: Run): void {
  const { before, moment, violate } = watched
  for (const rotation of watched.rotations) {
    const old = before.versions.get(rotation) ?? []
    const now = moment.versions.get(rotation) ?? []
    for (const version of now) {
      const was = old.find(({ revision }) => revision === version.revision)
      if (was?.stage !== version.stage) noteStage(watched, rotation, was, version, run)
    }
    noteMarks(watched, rotation)
    checkStored(watched, rotation)
    if (now.length > 20) violate('there are at most 20 versions', `there are ${now.length}`)
  }
}

/** Records since when keys have been marked as replaced. A rollback removes a key from the list. */
function noteMarks({ before, moment, replaced }: Watched, rotation: Rotation): void {
  const times = replaced.get(rotation)
  for (const [accessKey, key] of moment.living) {
    const [was, is] = [markOf(before.living.get(accessKey)), markOf(key)]
    if (key.applicationId !== rotation.bearer || is?.secretId !== moment.secretIds.get(rotation)) continue
    if (is?.phase === 'replaced' && was?.phase !== 'replaced' && times?.has(accessKey) === false)
      times.set(accessKey, virtualNow())
    if (is?.phase !== 'replaced' && was?.phase === 'replaced') times?.delete(accessKey)
  }
}

/**
 * The only copy of a secret in use is not deleted: a key with the mark of the secret stays in a version. A key
 * that is not stored yet (its run is about to store it or was interrupted) is exempt.
 */
function checkStored({ before, moment, violate }: Watched, rotation: Rotation): void {
  const unstored = new Set(unstoredKeys(moment, rotation))
  for (const { held } of before.versions.get(rotation) ?? []) {
    if (held === undefined || !unstored.has(held)) continue
    violate(
      'every secret that can still be used is stored',
      `${held} is still valid, but its last version was deleted`,
    )
  }
}

/** The valid keys of a rotation that are verified or replaced and that no version holds. */
function unstoredKeys({ living, versions, secretIds }: Moment, rotation: Rotation): readonly string[] {
  const held = new Set(versions.get(rotation)?.map((version) => version.held))
  const id = secretIds.get(rotation)
  return [...living.values()].flatMap((key) => {
    const { applicationId, accessKey } = key
    const isOfRotation = applicationId === rotation.bearer && markOf(key)?.secretId === id
    return isOfRotation && !held.has(accessKey) ? [accessKey] : []
  })
}

/**
 * Records since when keys are replaced and which run promoted them, and checks that a current version is in
 * every target.
 */
function noteStage(
  { moment, allowed, replaced, given, promotedBy, violate }: Watched,
  rotation: Rotation,
  was: Version | undefined,
  { stage, held, revision }: Version,
  run: Run,
): void {
  const times = replaced.get(rotation)
  const isOver = (accessKey: string | undefined): void => {
    if (accessKey !== undefined && times?.has(accessKey) === false) times.set(accessKey, virtualNow())
  }
  if (stage !== 'current' || held === undefined) return
  for (const other of moment.versions.get(rotation) ?? []) {
    if (other.stage === 'current' && other.key !== held) isOver(other.key)
  }
  // Whatever their records say now, the earlier keys of the rotation are replaced.
  if (allowed.adversary === true)
    for (const accessKey of given.get(rotation) ?? []) if (accessKey !== held) isOver(accessKey)
  times?.delete(held)
  if (was?.stage === undefined) return // adopted: no run wrote it to a target
  isOver(FIRST_KEY)
  promotedBy.set(held, run)
  if (allowed.company) return
  for (const half of moment.halves.get(rotation) ?? []) {
    if (half.key === held || isPersons(half.key)) continue
    const holds = `${half.place}: ${half.name} holds ${half.key ?? 'no valid key'}`
    violate(
      'a version becomes current only when every target has its key',
      `v${revision} became current; ${holds}`,
    )
  }
}
