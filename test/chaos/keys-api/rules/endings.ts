import type { ApiKeyRecord } from '../../../../sandbox/index.ts'
import { D } from '../../scaleway/rules/watched.ts'
import type { Ended } from '../../scaleway/fixture.ts'
import { virtualNow } from '../../virtual-time.ts'
import { isReadable, nameOf } from '../state.ts'
import { recovered } from '../recovery.ts'
import { addressesOf } from './targets.ts'
import type { KeyRun, KeysWatched, Making } from './watched.ts'

/** The time between SIGINT and SIGTERM in a canceled job, in milliseconds. */
const NOTICE_MS = 7500

/** The checks of a run that has ended, whatever fault it had. */
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

/** Whether a run reports that it did not complete its task. */
export function hasFailed({ kind }: Ended): boolean {
  return kind === 'failed' || kind === 'incomplete'
}

/** Whether the log of a run names the command that recovers from a lost key. */
export function namesRotate({ printed }: Ended): boolean {
  return printed.some((line) => line.includes('command: rotate'))
}

/** No secret is printed, even if the runner would mask it. */
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
 * A key that works and is in no version was either never shown, because the response was lost, or could not be
 * stored. The run reports it. A key that was shown is written to the targets (if the old one is deactivated)
 * and encrypted to the recovery key.
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
      'a lost key is reported, with the command that recovers from it',
      `${run.name} ended ${how.kind}, and has created ${name}`,
    )
  // A suspended machine leaves no time for retries; the documentation says so.
  if (!making.arrived || virtualNow() - run.began > D) return
  if (book.storesBefallen < 2)
    violate('a key that a retry can store is stored', `${name} was not stored by ${run.name}`)
  if (run.rotation.recovers && !book.boxes.some((box) => recovered(box) === key.key))
    violate('a key that cannot be stored is encrypted for recovery', name)
  if (making.how !== 'rollover') return
  for (const [index, { held, place, name: secret }] of (moment.targets.get(run.rotation) ?? []).entries()) {
    const befallen = book.putsBefallen.has(addressesOf(run.rotation)[index] ?? '')
    if (held !== key.id && !befallen)
      violate(
        'a key that cannot be stored is written to the targets',
        `${place}: ${secret} does not hold ${name}`,
      )
  }
}

/**
 * `retrieve` returns a key of the store, and a working one if there is one, unless another run ends it right
 * after it was read.
 */
function checkRetrieved({ moment, company, violate }: KeysWatched, run: KeyRun, how: Ended): void {
  const retrieved = 'retrieved' in how ? how.retrieved : undefined
  const held = (moment.versions.get(run.rotation) ?? []).flatMap((version) =>
    isReadable(version) && version.held !== undefined ? [version.held] : [],
  )
  const key = [...moment.keys.values()].find((one) => one.key === retrieved)
  if (key === undefined || !held.includes(key.id))
    violate('retrieve returns a key of the store', `${run.name} returned another key`)
  else if (!company && !moment.working.has(key.id) && held.some((id) => moment.working.has(id)))
    violate('retrieve returns a working key', `${run.name} returned ${nameOf(key)}, which is invalid`)
}

/** A canceled run without other faults ends in time. {@link checkUnstored} checks the key that it created. */
function checkCancelled({ company, violate, bookOf }: KeysWatched, run: KeyRun): void {
  if (run.killedAt !== undefined || run.befallen > 1 || company) return
  const took = virtualNow() - (run.askedToEnd ?? 0) - run.spentOnTargets
  if (took > NOTICE_MS)
    violate('a canceled run ends in time', `${run.name} ended only after ${took / 1000} s`)
  if (bookOf(run).toStore !== undefined)
    violate('a canceled run stores the key that it created', `${run.name} ended before it stored its key`)
}

/** A run that succeeds, or that failed only to verify the key, leaves no target with an invalid key. */
function checkLeft({ moment, violate, bookOf }: KeysWatched, run: KeyRun, how: Ended): void {
  if (!['rollover', 'rotate', 'rollback'].includes(run.command)) return
  const book = bookOf(run)
  const dead = (moment.targets.get(run.rotation) ?? []).find(({ held }) => {
    if (moment.working.has(held ?? '')) return false
    // A key that a user deactivated is visible only to the verify URL, which could not be reached.
    return moment.keys.get(held ?? '')?.deactivatedBy !== 'hand' || book.questionsBefallen === 0
  })
  if (dead === undefined) return
  const at = `${dead.place}: ${dead.name} holds an invalid key after ${run.name}, which ended ${how.kind}`
  if (!hasFailed(how)) violate('a successful run leaves no target with an invalid key', at)
  const stored = (moment.versions.get(run.rotation) ?? []).some(
    (version) => isReadable(version) && moment.working.has(version.held ?? ''),
  )
  if (stored && book.othersBefallen === 0)
    violate('if the old key is invalid the targets get the new one, verified or not', at)
}
