import type { Wire } from '../cloud.ts'
import type { Run } from '../connection.ts'
import { isOurs, markOf } from '../state.ts'
import { DAY, MINUTE } from '../rotation.ts'
import { virtualNow } from '../../virtual-time.ts'
import { isTouched, isUnaware, realCurrent } from './forgeries.ts'
import { D, FIRST_KEY, isPersons, type Watched } from './watched.ts'

/** A key that a run has just deleted. */
interface Ended {
  readonly accessKey: string
  readonly createdAt: Date
  readonly mark: ReturnType<typeof markOf>
  /** Whether `replaces-access-key` names it. */
  readonly named: boolean
  /** Reports a violation. */
  readonly wrong: (rule: string, what: string) => void
}

/** Records the phase that a run reads in the mark of a key. */
export function noteMark({ moment, readMarks }: Watched, run: Run, { url }: Wire): void {
  const [, accessKey] = /\/api-keys\/(\w+)$/.exec(url) ?? []
  const phase = accessKey === undefined ? undefined : markOf(moment.living.get(accessKey))?.phase
  if (accessKey === undefined || phase === undefined) return
  const marks = readMarks.get(run) ?? new Map<string, string>()
  readMarks.set(run, marks.set(accessKey, phase))
}

/** No key is deleted that is still needed. */
export function checkEnds(watched: Watched, run: Run): void {
  const { before, moment, cloud, violate } = watched
  for (const [accessKey, key] of before.living) {
    if (moment.living.has(accessKey)) continue
    if (cloud.scaleway.iam.key(accessKey)?.deletedAt === null) continue // it expired
    const { replaces, oldKey } = run.rotation
    const ended: Ended = {
      accessKey,
      createdAt: key.createdAt,
      mark: markOf(key),
      named: replaces === accessKey && oldKey === 'delete',
      wrong: (rule, what) => {
        violate(rule, `${run.name} deleted ${accessKey}: ${what}`)
      },
    }
    if (!isOurs(accessKey) && !ended.named)
      ended.wrong('no unmarked and unknown key is deleted', 'no run created it')
    if (!ended.named && ended.mark?.secretId !== before.secretIds.get(run.rotation))
      ended.wrong('only keys of the rotation are deleted', 'it was created for another secret')
    checkDisabled(watched, run, ended)
    // Whatever its description says now, a key that readers had is no orphan.
    if (oldKey === 'keep' && watched.served.get(run.rotation)?.has(accessKey) === true)
      ended.wrong('with old-key keep no key is deleted', 'readers could get it, and old-key is keep')
    if (ended.mark?.phase === 'made' || isOwnUnstored(watched, run, accessKey))
      checkGarbage(watched, run, ended)
    else checkRetired(watched, run, ended)
  }
}

/** The versions of a key are disabled before it is deleted, as far as the run knows them. */
function checkDisabled(watched: Watched, run: Run, { accessKey, wrong }: Ended): void {
  for (const version of watched.before.versions.get(run.rotation) ?? []) {
    if (version.status !== 'enabled' || version.pair !== accessKey) continue
    if (!isUnaware(watched, run) && !isTouched(watched, run.rotation, version))
      wrong('a version is disabled before its key is deleted', `v${version.revision} is enabled`)
  }
}

/** Whether a key was verified and marked but could not be stored. Only the run that created it has seen it. */
function isOwnUnstored({ before, made }: Watched, run: Run, accessKey: string): boolean {
  const isHeld = before.versions.get(run.rotation)?.some(({ held }) => held === accessKey)
  return made.get(accessKey) === run && isHeld !== true
}

/**
 * A key in the phase `made` is an orphan when it is old; when it is young, only the run that failed to store it
 * may delete it.
 */
function checkGarbage({ before, made }: Watched, run: Run, { accessKey, createdAt, wrong }: Ended): void {
  if (virtualNow() - createdAt.getTime() > 2 * D) return
  if (before.versions.get(run.rotation)?.some(({ held }) => held === accessKey) === true)
    wrong(
      'an orphan is deleted only when it is older than 2 D',
      'a version holds it, so another run may publish it',
    )
  else if (made.get(accessKey) !== run)
    wrong('an orphan is deleted only when it is older than 2 D', 'its run may still be active')
}

/** A replaced key is deleted when its successor is in every target and its grace period is over. */
function checkRetired(watched: Watched, run: Run, { accessKey, mark, named, wrong }: Ended): void {
  const { before, allowed, promotedBy } = watched
  const { rotation } = run
  // IAM has no conditional delete. A rollback that restores the key after this run last read its mark detects
  // the loss.
  const phase = (allowed.company ? watched.readMarks.get(run)?.get(accessKey) : undefined) ?? mark?.phase
  if (phase !== 'replaced')
    wrong('only a key that is marked as replaced is deleted', `it says ${phase ?? 'nothing'}`)
  if (rotation.oldKey === 'keep') wrong('with old-key keep no key is deleted', 'old-key is keep')
  // With a grace period of 0 this is not guaranteed for concurrent runs; the documentation says so.
  if (allowed.company && rotation.grace === 0) return
  const current = realCurrent(watched, before, rotation)
  if (current?.held === undefined || !before.living.has(current.held) || current.status !== 'enabled') {
    if (!isUnaware(watched, run))
      wrong(
        'no key is deleted before its successor is stored',
        'there is no current version with a valid key',
      )
    return
  }
  if (current.held === accessKey)
    wrong('no key is deleted before its successor is stored', 'it is the current key')
  if (!allowed.company) {
    for (const { key, place, name } of before.halves.get(rotation) ?? []) {
      if (key === current.held || isPersons(key)) continue
      const holds = `${place}: ${name} holds ${key ?? 'no valid key'}`
      wrong('no key is deleted before its successor is in every target', holds)
    }
  }
  const times = watched.replaced.get(rotation)
  const since = (named ? times?.get(FIRST_KEY) : undefined) ?? times?.get(accessKey)
  // Records that the adversary changed do not make a key a replaced one.
  const never = allowed.adversary === true ? 0 : Infinity
  const age = since === undefined ? never : virtualNow() - since
  const held = watched.heldByTargets.get(rotation)?.get(accessKey)
  // `retire` ends the grace period, but still waits for runs that may be active.
  const least = run.command !== 'retire' ? Infinity : run.forced ? 0 : D
  const due = Math.min(least, rotation.grace * DAY)
  if (age < due)
    wrong(
      'a replaced key is valid for its grace period',
      `it was replaced ${Math.round(age / MINUTE)} min ago`,
    )
  // Jobs that were queued then have it. What a run writes down as a time is whole seconds of the services' clocks.
  else if (held !== undefined && virtualNow() - held + MINUTE < due) {
    const ago = Math.round((virtualNow() - held) / MINUTE)
    wrong('a replaced key is valid for its grace period', `a target held it ${ago} min ago`)
  }
  if (least > 0 && rotation.grace > 0 && promotedBy.get(current.held) === run)
    wrong('a run does not retire the key that it replaced', 'this run promoted its successor')
}
