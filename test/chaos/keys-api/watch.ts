import type { KeysApiCloud, Wire } from '../scaleway/cloud.ts'
import type { Fate } from '../faults.ts'
import { statusTold } from '../scaleway/rules/conduct.ts'
import type { Onlooker } from '../scaleway/fixture.ts'
import { currentOf, describe, isReadable, look } from './state.ts'
import type { KeyRotation } from './rotation.ts'
import { checkEnding } from './rules/endings.ts'
import { checkAsking, checkStoredNext, isStore, noteKeys } from './rules/issuing.ts'
import { checkReaders } from './rules/readers.ts'
import { checkPut, checkTargets } from './rules/targets.ts'
import { checkVersions } from './rules/versions.ts'
import { isIgnored } from '../scaleway/rules/watched.ts'
import type { Book, KeyRun, KeysWatched, Violation } from './rules/watched.ts'
import type { WireAnswer } from '../scaleway/cloud.ts'

/** Monitors a scenario: checks the invariants after every request. */
export interface KeysWatch extends Onlooker<KeyRotation> {
  readonly violations: readonly Violation[]
  readonly violate: (rule: string, what: string) => void
  /** The number of keys that runs created. */
  readonly made: () => number
  /** The number of requests that changed something since the scenario began. */
  readonly changes: () => number
}

/** Starts to monitor from the current state. @param company whether runs may overlap */
export function createKeysWatch(
  cloud: KeysApiCloud,
  rotations: readonly KeyRotation[],
  company: boolean,
): KeysWatch {
  const violations: Violation[] = []
  const books = new Map<KeyRun, Book>()
  let changes = 0
  const now = look(cloud, rotations)
  const watched: KeysWatched = {
    cloud,
    rotations,
    company,
    before: now,
    moment: now,
    made: new Map(),
    bookOf(run) {
      const book = books.get(run) ?? newBook()
      books.set(run, book)
      return book
    },
    violate(rule, what) {
      if (!isIgnored(rule)) violations.push({ rule, what, standing: describe(watched.moment, rotations) })
    },
  }
  const refresh = (): void => {
    watched.moment = look(cloud, rotations)
  }

  return {
    violations,
    violate: watched.violate,
    made: () => watched.made.size,
    changes: () => changes,
    refresh,
    forge(act) {
      act()
      refresh()
    },
    readings: () => undefined,
    before(run, wire) {
      // Keys may expire between two requests, which is no violation.
      refresh()
      checkStoredNext(watched, run, wire)
      if (wire.method !== 'GET') checkAsking(watched, run, wire)
    },
    after(run, wire, answer, fate) {
      noteFate(watched, run, wire, fate)
      if (wire.method === 'GET') {
        noteAnswer(watched, run, wire, answer, fate)
        return
      }
      if (answer !== undefined && answer.status < 400) changes += 1
      watched.before = watched.moment
      refresh()
      noteKeys(watched, run, wire, answer, fate)
      checkTargets(watched, run, wire)
      checkReaders(watched, run, wire)
      checkVersions(watched, run)
      if (wire.service === 'github') checkPut(watched, run, wire, answer)
      if (wire.method === 'DELETE' && /\/secrets\/[^/]+$/.test(wire.url))
        watched.violate('the secret in the store is not deleted', `${run.name} ${wire.method} ${wire.url}`)
    },
    said(run, event) {
      if (event.kind === 'sealed') watched.bookOf(run).boxes.push(event.box)
      const open = [...run.received].filter((secret) => !run.masked.has(secret))
      if (open.length > 0)
        watched.violate(
          'every secret is masked before it is used',
          `${run.name} reported "${event.kind}" before it masked ${open.length} secret(s)`,
        )
    },
    ended(run, how) {
      refresh()
      checkEnding(watched, run, how)
    },
  }
}

function newBook(): Book {
  return {
    seenWorking: new Set(),
    seenStored: new Set(),
    seenCurrent: undefined,
    toStore: undefined,
    proofs: new Map(),
    refused: new Set(),
    storesBefallen: 0,
    putsBefallen: new Set(),
    questionsBefallen: 0,
    othersBefallen: 0,
    boxes: [],
  }
}

/** Records a fault of a run, by the kind of request. */
function noteFate({ bookOf }: KeysWatched, run: KeyRun, wire: Wire, fate: Fate | undefined): void {
  if (fate === undefined || fate.kind === 'concurrent-run') return
  const book = bookOf(run)
  const asksOnly = wire.service === 'keys-api' && wire.method === 'GET'
  if (asksOnly) book.questionsBefallen += 1
  if (!asksOnly || fate.kind === 'manual-change') book.othersBefallen += 1
  if (fate.kind === 'cancel' || fate.kind === 'manual-change') return
  if (isStore(wire)) book.storesBefallen += 1
  if (wire.method === 'PUT') book.putsBefallen.add(decodeURIComponent(wire.url))
}

/** Records what a run learned: that a key works, and the content of the records. */
function noteAnswer(
  { moment, bookOf }: KeysWatched,
  run: KeyRun,
  { service, url, headers }: Wire,
  answer: WireAnswer | undefined,
  fate: Fate | undefined,
): void {
  const status = statusTold(answer, fate)
  const book = bookOf(run)
  if (service === 'keys-api') {
    const key = [...moment.keys.values()].find((one) => one.key === headers['x-api-key'])
    book.seenWorking = new Set()
    // A response that says nothing about the key is retried.
    if (key === undefined) return
    // A verify URL returns a status only, so a gateway's 200 looks the same.
    if (status === 200 || status === 403 || fate?.kind === 'faked') {
      book.proofs.set(key.id, (book.proofs.get(key.id) ?? 0) + 1)
      book.refused.delete(key.id)
    } else if (status === 401) {
      book.proofs.set(key.id, 0)
      book.refused.add(key.id)
    }
    return
  }
  if (url.includes('/access')) book.seenWorking = new Set() // a run that reads the key before it writes it checks it after that
  if (!/\/secrets\/[0-9a-f-]{36}\/versions\?/.test(url) || status !== 200) return
  const versions = moment.versions.get(run.rotation) ?? []
  book.seenCurrent = currentOf(moment, run.rotation)?.held
  book.seenStored = new Set(
    versions.flatMap((one) => (one.held !== undefined && isReadable(one) ? [one.held] : [])),
  )
  book.seenWorking = new Set(
    versions.flatMap(({ held, inDoubt }) =>
      held !== undefined && !inDoubt && moment.working.has(held) ? [held] : [],
    ),
  )
}
