import type { Run } from '../line.ts'
import { markOf, type Version } from '../moment.ts'
import type { Rotation } from '../rotation.ts'
import { virtualNow } from '../virtual-time.ts'
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
    checkStored(watched, rotation, now)
    const ready = readyToPublish(watched, now)
    if (ready.size > 1)
      violate('one key at a time is published', `${[...ready].join(' and ')} both say stored and are pending`)
    if (now.length > 20) violate('at most 20 versions', `there are ${now.length}`)
  }
}

/** A secret that can still be used is in Secret Manager, or its key says that it is garbage. */
function checkStored(
  { moment, allowed, violate }: Watched,
  rotation: Rotation,
  now: readonly Version[],
): void {
  const id = moment.secretIds.get(rotation)
  if (allowed.deadKeys || id === undefined) return
  for (const [accessKey, key] of moment.living) {
    const mark = markOf(key)
    if (mark?.phase !== 'stored' || mark.secretId !== id || now.some(({ held }) => held === accessKey))
      continue
    violate('a secret that can still be used is stored', `${accessKey} says stored, and stands in no version`)
  }
}

/** Keys that may be published now. A rollback's is in an older version already; it looks after it has stored it. */
function readyToPublish({ moment }: Watched, now: readonly Version[]): ReadonlySet<string> {
  return new Set(
    now.flatMap(({ stage, status, held, revision }) => {
      if (stage !== 'pending' || status !== 'enabled' || held === undefined) return []
      if (now.some((other) => other.held === held && other.revision < revision)) return []
      return markOf(moment.living.get(held))?.phase === 'stored' ? [held] : []
    }),
  )
}

/** Remembers since when keys are replaced and who promoted them, and checks that what says `current` is everywhere. */
function noteStage(
  { moment, allowed, replaced, promotedBy, violate }: Watched,
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
