import type { Cloud } from './cloud.ts'
import { describe, look } from './state.ts'
import type { Rotation } from './rotation.ts'
import type { Onlooker } from './fixture.ts'
import { checkCancelled, checkCreate, checkMasks, checkTime, noteQuestion } from './rules/conduct.ts'
import { checkEnds, noteMark } from './rules/deletions.ts'
import { checkPairs, checkPut, checkTargets, noteHeld } from './rules/targets.ts'
import { checkVersions } from './rules/versions.ts'
import { checkForeign, checkGiven, noteGiven } from './rules/authority.ts'
import { noteForgery, noteList } from './rules/forgeries.ts'
import {
  checkReaders,
  checkReadersGrace,
  checkReadings,
  checkReplacedForReaders,
  noteServed,
} from './rules/readers.ts'
import { isIgnored, type Allowed, type Known, type Violation, type Watched } from './rules/watched.ts'

/** Monitors a scenario: checks the invariants after every request. */
export interface Watch extends Onlooker {
  readonly violations: readonly Violation[]
  /** Access keys that runs created, in order of creation. */
  readonly made: readonly string[]
  /** The number of requests that tried to change something since the scenario began. */
  readonly changes: () => number
  readonly violate: (rule: string, what: string) => void
  /** The history that a later monitor of the same scenario needs. */
  readonly known: Known
}

/**
 * Starts to monitor from the current state.
 * @param earlier the history of an earlier monitor
 */
export function createWatch(
  cloud: Cloud,
  rotations: readonly Rotation[],
  allowed: Allowed,
  earlier?: Known,
): Watch {
  const violations: Violation[] = []
  let changes = 0
  const now = look(cloud, rotations)
  const watched: Watched = {
    cloud,
    rotations,
    allowed,
    before: now,
    moment: now,
    made: new Map(),
    replaced: copyOf(rotations, earlier?.replaced),
    promotedBy: new Map(),
    proofs: new Map(),
    proven: new Set(earlier?.proven),
    served: copyOf(rotations, earlier?.served),
    heldByTargets: copyOf(rotations, earlier?.heldByTargets),
    given: new Map(rotations.map((rotation) => [rotation, new Set()])),
    forgeries: { added: new Set(), touched: new Set(), last: undefined, controlled: new Set() },
    replacedForReaders: new Map(),
    readMarks: new Map(),
    listed: new Map(),
    lookedSince: new Set(),
    violate(rule, what) {
      if (!isIgnored(rule)) violations.push({ rule, what, standing: describe(watched.moment, rotations) })
    },
  }
  const refresh = (): void => {
    watched.moment = look(cloud, rotations)
    noteGiven(watched)
  }
  noteGiven(watched)

  return {
    violations,
    violate: watched.violate,
    known: watched,
    changes: () => changes,
    get made() {
      return [...watched.made.keys()]
    },
    refresh,
    forge(act) {
      refresh()
      noteServed(watched)
      noteForgery(watched, () => {
        act()
        refresh()
      })
    },
    readings(rotation, readings) {
      refresh()
      checkReadings(watched, rotation, readings)
    },
    before(run, wire, since) {
      // Keys may expire between two requests, which is no violation.
      refresh()
      noteServed(watched)
      noteHeld(watched)
      if (wire.method === 'GET') return
      changes += 1
      checkTime(watched, run, wire, since)
      checkCreate(watched, run, wire)
    },
    after(run, wire, answer, fate) {
      if (wire.method === 'GET') {
        noteList(watched, run, wire)
        noteMark(watched, run, wire)
        noteQuestion(watched, run, wire, answer, fate)
        return
      }
      watched.before = watched.moment
      refresh()
      const { before, moment, made } = watched
      for (const accessKey of moment.living.keys())
        if (!before.living.has(accessKey)) made.set(accessKey, run)
      const request = `${wire.method} ${wire.url}`
      checkTargets(watched, run, wire)
      checkReaders(watched, run, request)
      checkForeign(watched, run, request)
      checkEnds(watched, run)
      checkReadersGrace(watched, run)
      checkVersions(watched, run)
      if (wire.service === 'github') {
        checkGiven(watched, run)
        checkPut(watched, run, wire)
      }
      if (wire.method === 'DELETE' && /\/secrets\/[^/]+$/.test(wire.url))
        watched.violate('the secret in the store is not deleted', `${run.name} ${wire.method} ${wire.url}`)
    },
    said(run, event) {
      checkMasks(watched, run, event.kind)
    },
    ended(run, { kind }) {
      refresh()
      if (kind !== 'killed') checkReplacedForReaders(watched, run)
      checkCancelled(watched, run)
      if (!allowed.company && run.befallen === 0 && run.command !== 'retire') checkPairs(watched, run)
    },
  }
}

function copyOf(
  rotations: readonly Rotation[],
  earlier: ReadonlyMap<Rotation, ReadonlyMap<string, number>> | undefined,
): ReadonlyMap<Rotation, Map<string, number>> {
  return new Map(rotations.map((rotation) => [rotation, new Map(earlier?.get(rotation))]))
}
