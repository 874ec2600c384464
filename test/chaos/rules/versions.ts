import type { Run } from '../line.ts'
import { markOf, type Moment, type Version } from '../moment.ts'
import type { Rotation } from '../rotation.ts'
import { virtualNow } from '../virtual-time.ts'
import { isTouched, isUnaware } from './forgeries.ts'
import { FIRST_KEY, isPersons, type Watched } from './watched.ts'

/** What the store says is true, and what can still be used is in it. */
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
    if (!isUnaware(watched, run)) checkStored(watched, rotation)
    const ready = readyToPublish(watched, rotation, now)
    if (ready.size > 1)
      violate('one key at a time is published', `${[...ready].join(' and ')} both say stored and are pending`)
    if (now.length > 20) violate('at most 20 versions', `there are ${now.length}`)
  }
}

/** Remembers since when keys say that they are replaced; one that a rollback restores is replaced no more. */
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

/** A secret that can still be used is in Secret Manager, or its key says that it is garbage. */
function checkStored({ before, moment, allowed, violate }: Watched, rotation: Rotation): void {
  if (allowed.deadKeys) return
  const earlier = unstored(before, rotation)
  for (const accessKey of unstored(moment, rotation)) {
    if (earlier.has(accessKey)) continue
    violate('a secret that can still be used is stored', `${accessKey} says stored, and stands in no version`)
  }
}

/** The valid keys of a rotation that say `stored` and that no version holds. */
function unstored({ living, versions, secretIds }: Moment, rotation: Rotation): ReadonlySet<string> {
  const held = new Set(versions.get(rotation)?.map((version) => version.held))
  const id = secretIds.get(rotation)
  const keys = [...living.values()].filter((key) => {
    const mark = markOf(key)
    return key.applicationId === rotation.bearer && mark?.phase === 'stored' && mark.secretId === id
  })
  return new Set(keys.flatMap(({ accessKey }) => (held.has(accessKey) ? [] : [accessKey])))
}

/** Keys that may be published now. A rollback's is in an older version already; it looks after it has stored it. */
function readyToPublish(watched: Watched, rotation: Rotation, now: readonly Version[]): ReadonlySet<string> {
  const { moment } = watched
  return new Set(
    now.flatMap((version) => {
      const { stage, status, held, revision } = version
      if (stage !== 'pending' || status !== 'enabled' || held === undefined) return []
      if (isTouched(watched, rotation, version)) return []
      if (now.some((other) => other.held === held && other.revision < revision)) return []
      return markOf(moment.living.get(held))?.phase === 'stored' ? [held] : []
    }),
  )
}

/** Remembers since when keys are replaced and who promoted them, and checks that what says `current` is everywhere. */
function noteStage(
  { moment, allowed, replaced, given, promotedBy, violate }: Watched,
  rotation: Rotation,
  was: Version | undefined,
  { stage, held, key, revision }: Version,
  run: Run,
): void {
  const times = replaced.get(rotation)
  const isOver = (accessKey: string | undefined): void => {
    if (accessKey !== undefined && times?.has(accessKey) === false) times.set(accessKey, virtualNow())
  }
  if (stage === 'abandoned') isOver(key)
  if (stage !== 'current' || held === undefined) return
  for (const other of moment.versions.get(rotation) ?? []) {
    if (other.stage === 'current' && other.key !== held) isOver(other.key)
  }
  // Whatever their records say by now: the keys that the rotation had before are replaced.
  if (allowed.adversary === true)
    for (const accessKey of given.get(rotation) ?? []) if (accessKey !== held) isOver(accessKey)
  times?.delete(held)
  if (was?.stage === undefined) return // taken over: no run put it anywhere
  isOver(FIRST_KEY)
  promotedBy.set(held, run)
  if (allowed.company) return
  for (const half of moment.halves.get(rotation) ?? []) {
    if (half.key === held || isPersons(half.key)) continue
    const holds = `${half.place}: ${half.name} holds ${half.key ?? 'nothing alive'}`
    violate('current when every target has it', `v${revision} became current; ${holds}`)
  }
}
