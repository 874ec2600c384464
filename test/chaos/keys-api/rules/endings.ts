import type { ApiKeyRecord } from '../../../../sandbox/index.ts'
import { D } from '../../scaleway/rules/watched.ts'
import type { Ended } from '../../scaleway/fixture.ts'
import { virtualNow } from '../../virtual-time.ts'
import { isReadable, nameOf } from '../state.ts'
import { recovered } from '../recovery.ts'
import { addressesOf } from './targets.ts'
import type { KeyRun, KeysWatched, Making } from './watched.ts'

/** What a cancelled job has between SIGINT and SIGTERM, in milliseconds. */
const NOTICE_MS = 7500

/** What must be true of a run that has ended, whatever befell it. */
export function checkEnding(watched: KeysWatched, run: KeyRun, how: Ended): void {
  checkPrinted(watched, run, how)
  if (how.kind === 'killed') return
  for (const [id, making] of watched.made) {
    const key = watched.moment.keys.get(id)
    if (making.run !== run || key === undefined || !watched.moment.working.has(id)) continue
    const versions = watched.moment.versions.get(run.rotation) ?? []
    if (!versions.some(({ held }) => held === id)) checkUnstored(watched, run, how, key, making)
  }
  if (how.kind === 'retrieved') checkRetrieved(watched, run, how)
  if (run.askedToEnd !== undefined) checkCancelled(watched, run)
  else if (!watched.company) checkLeft(watched, run, how)
}

/** Whether a run says that it did not do what it was to do. */
export function hasFailed({ kind }: Ended): boolean {
  return kind === 'failed' || kind === 'incomplete'
}

/** Whether what a run printed names the way out of a key that went astray. */
export function namesRotate({ printed }: Ended): boolean {
  return printed.some((line) => line.includes('command: rotate'))
}

/** No secret is printed, not even where it would be masked. */
function checkPrinted({ cloud, violate }: KeysWatched, run: KeyRun, { printed, error }: Ended): void {
  const text = [...printed, ...chain(error)].join('\n')
  const secrets = [...cloud.keysApi.secretValues(), ...cloud.scaleway.secretValues()]
  const found = secrets.filter((secret) => secret !== '' && text.includes(secret))
  if (found.length > 0) violate('no secret is printed', `${run.name} printed ${found.length} secret(s)`)
}

/** The messages of an error and of its causes. */
function chain(error: unknown): readonly string[] {
  return error instanceof Error ? [error.message, ...chain(error.cause)] : []
}

/**
 * A key that works and that is in no version: either nobody was ever shown it, because the answer was lost, or the
 * store took it at no try. The run says so; and what it was shown it gives to the targets (where the old one is dead)
 * and, sealed, to whoever holds the recovery key.
 */
function checkUnstored(
  { moment, violate, bookOf }: KeysWatched,
  run: KeyRun,
  how: Ended,
  key: ApiKeyRecord,
  making: Making,
): void {
  const book = bookOf(run)
  const name = nameOf(key)
  const told =
    making.how === 'rollover'
      ? namesRotate(how)
      : how.printed.some((line) => /nobody knows whether|could not be stored/.test(line))
  if (!hasFailed(how) || !told)
    violate(
      'a key that went astray is told, with the way out',
      `${run.name} ended ${how.kind}, and has made ${name}`,
    )
  // What a frozen machine leaves no time for cannot be done any more; the documents say so.
  if (!making.arrived || virtualNow() - run.began > D) return
  if (book.storesBefallen < 2)
    violate('what the store takes at the next try is stored', `${name} was not stored by ${run.name}`)
  if (run.rotation.recovers && !book.boxes.some((box) => recovered(box) === key.key))
    violate('a key that no store takes is sealed for recovery', name)
  if (making.how !== 'rollover') return
  for (const [index, { held, place, name: secret }] of (moment.targets.get(run.rotation) ?? []).entries()) {
    const befallen = book.putsBefallen.has(addressesOf(run.rotation)[index] ?? '')
    if (held !== key.id && !befallen)
      violate(
        'a key that no store takes is given to the targets',
        `${place}: ${secret} does not hold ${name}`,
      )
  }
}

/**
 * `retrieve` hands out a key that is in the store, and one that works where the store has one; unless another run ends it
 * in the moment after it was read.
 */
function checkRetrieved({ moment, company, violate }: KeysWatched, run: KeyRun, how: Ended): void {
  const retrieved = 'retrieved' in how ? how.retrieved : undefined
  const held = (moment.versions.get(run.rotation) ?? []).flatMap((version) =>
    isReadable(version) && version.held !== undefined ? [version.held] : [],
  )
  const key = [...moment.keys.values()].find((one) => one.key === retrieved)
  if (key === undefined || !held.includes(key.id))
    violate('retrieve hands out a key of the store', `${run.name} handed out another one`)
  else if (!company && !moment.working.has(key.id) && held.some((id) => moment.working.has(id)))
    violate('retrieve hands out a key that works', `${run.name} handed out ${nameOf(key)}, which is dead`)
}

/** A run that was asked to end, and that nothing else befell, ends in time. What it made is looked at above. */
function checkCancelled({ company, violate, bookOf }: KeysWatched, run: KeyRun): void {
  if (run.killedAt !== undefined || run.befallen > 1 || company) return
  const took = virtualNow() - (run.askedToEnd ?? 0) - run.spentOnTargets
  if (took > NOTICE_MS) violate('a cancelled run ends in time', `${run.name} went on for ${took / 1000} s`)
  if (bookOf(run).toStore !== undefined)
    violate('a cancelled run stores what it made', `${run.name} ended before it stored its key`)
}

/** A run that calls itself a success, or that had no trouble but with the proof, leaves no target with a dead key. */
function checkLeft({ moment, violate, bookOf }: KeysWatched, run: KeyRun, how: Ended): void {
  if (!['rollover', 'rotate', 'rollback'].includes(run.command)) return
  const book = bookOf(run)
  const dead = (moment.targets.get(run.rotation) ?? []).find(({ held }) => {
    if (moment.working.has(held ?? '')) return false
    // What a person ended shows in one place alone, and there it could not be seen.
    return moment.keys.get(held ?? '')?.deactivatedBy !== 'hand' || book.questionsBefallen === 0
  })
  if (dead === undefined) return
  const at = `${dead.place}: ${dead.name} holds a dead key after ${run.name}, which ended ${how.kind}`
  if (!hasFailed(how)) violate('a run that is content leaves no target with a dead key', at)
  const stored = (moment.versions.get(run.rotation) ?? []).some(
    (version) => isReadable(version) && moment.working.has(version.held ?? ''),
  )
  if (stored && book.othersBefallen === 0)
    violate('where the old key is dead the targets get the new one, proven or not', at)
}
