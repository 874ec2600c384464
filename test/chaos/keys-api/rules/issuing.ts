import type { Wire, WireAnswer } from '../../scaleway/cloud.ts'
import type { Fate } from '../../faults.ts'
import { MINUTE } from '../../scaleway/rotation.ts'
import { D } from '../../scaleway/rules/watched.ts'
import { virtualNow } from '../../virtual-time.ts'
import { isOver, nameOf } from '../state.ts'
import type { KeyRun, KeysWatched } from './watched.ts'

// Rules for requests of keys. Each key is shown once, and a rollover deactivates the old key at once.

/** The kind of key request; undefined for any other request. */
export function askedFor({ service, method, url }: Wire): 'create' | 'rollover' | undefined {
  if (service !== 'keys-api' || method !== 'POST') return undefined
  return url === '/keys/create' ? 'create' : 'rollover'
}

/** Before a change: the run has not reached its deadline, and requests only keys that its command allows. */
export function checkAsking(watched: KeysWatched, run: KeyRun, wire: Wire): void {
  const { violate } = watched
  const request = `${run.name} ${wire.method} ${wire.url}`
  if (virtualNow() - run.began > D + MINUTE)
    violate('no change is sent after the deadline of the run', request)
  const asked = askedFor(wire)
  if (asked === undefined) return
  if (run.askedToEnd !== undefined && run.askedToEnd < virtualNow())
    violate('a canceled run starts nothing new', request)
  const allowed = { rollover: 'rollover', rotate: 'create' }[run.command]
  if (asked !== allowed)
    violate('a run requests only keys that its command allows', `${request} in a ${run.command}`)
  if (asked === 'rollover') checkDoubt(watched, run, wire)
}

/**
 * Before a key is rolled over, its record says so. If the run is interrupted, the record shows that the key may
 * be deactivated.
 */
function checkDoubt({ moment, company, violate }: KeysWatched, run: KeyRun, wire: Wire): void {
  // Another run may overwrite the note; then its own note or the successor is on record.
  if (company) return
  const source = sourceOf(moment.keys.values(), wire)
  const version = moment.versions.get(run.rotation)?.findLast((one) => one.held === source && !isOver(one))
  if (source !== undefined && version?.inDoubt === false)
    violate(
      'a key is recorded as in doubt before it is rolled over',
      `v${version.revision} is not recorded as in doubt`,
    )
}

/** The id of the key that a rollover names. */
function sourceOf(
  keys: Iterable<{ readonly id: string; readonly key: string }>,
  { body }: Wire,
): string | undefined {
  const { api_key: key, expired_key_id: id } = JSON.parse(body ?? '{}') as Record<string, unknown>
  return [...keys].find((one) => one.id === id || one.key === key)?.id
}

/** After a request: records which run created a key, and checks that no unrelated key was deactivated. */
export function noteKeys(
  watched: KeysWatched,
  run: KeyRun,
  wire: Wire,
  answer: WireAnswer | undefined,
  fate: Fate | undefined,
): void {
  const { before, moment, made, bookOf, violate } = watched
  const how = askedFor(wire)
  const arrived = answer !== undefined && (fate === undefined || !('effect' in fate))
  for (const id of moment.keys.keys()) {
    if (before.keys.has(id) || how === undefined) continue
    made.set(id, { run, how, arrived })
    if (arrived) bookOf(run).toStore = id
  }
  const source = how === 'rollover' ? sourceOf(before.keys.values(), wire) : undefined
  for (const [id, key] of moment.keys) {
    if (key.deactivatedAt === null || before.keys.get(id)?.deactivatedAt !== null) continue
    if (id !== source)
      violate('only the key that is rolled over is deactivated', `${nameOf(key)} ended by ${run.name}`)
  }
}

/** No request is sent between the response with a key and the attempt to store it. */
export function checkStoredNext({ moment, bookOf, violate }: KeysWatched, run: KeyRun, wire: Wire): void {
  const book = bookOf(run)
  const key = moment.keys.get(book.toStore ?? '')
  if (key === undefined) return
  book.toStore = undefined
  if (!isStore(wire))
    violate(
      'a new key is stored before anything else',
      `${run.name} received ${nameOf(key)} and then sent ${wire.method} ${wire.url}`,
    )
}

/** Whether a request stores a version. */
export function isStore({ service, method, url }: Wire): boolean {
  return service === 'scaleway' && method === 'POST' && /\/secrets\/[0-9a-f-]{36}\/versions$/.test(url)
}
