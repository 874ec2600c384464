import type { Cloud } from './cloud.ts'
import { describe, look } from './moment.ts'
import type { Rotation } from './rotation.ts'
import type { Onlooker } from './stage.ts'
import { checkCancelled, checkCreate, checkMasks, checkTime, noteQuestion } from './rules/conduct.ts'
import { checkEnds } from './rules/ends.ts'
import { checkPairs, checkPut, checkTargets } from './rules/targets.ts'
import { checkVersions } from './rules/versions.ts'
import type { Allowed, Replaced, Violation, Watched } from './rules/watched.ts'

/** Watches a scenario: checks what must hold at every moment after every single request. */
export interface Watch extends Onlooker {
  readonly violations: readonly Violation[]
  /** Access keys that runs made, in the order of their making. */
  readonly made: readonly string[]
  /** How many requests wanted to change something since the scenario began. */
  readonly changes: () => number
  readonly violate: (rule: string, what: string) => void
  /** Since when keys are replaced, for whoever goes on watching from here. */
  readonly replaced: Replaced
}

/**
 * Begins to watch what stands now.
 * @param earlier what a watch before this one knew
 */
export function createWatch(
  cloud: Cloud,
  rotations: readonly Rotation[],
  allowed: Allowed,
  earlier?: Replaced,
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
    replaced: new Map(rotations.map((rotation) => [rotation, new Map(earlier?.get(rotation))])),
    promotedBy: new Map(),
    proofs: new Map(),
    lookedSince: new Set(),
    violate(rule, what) {
      violations.push({ rule, what, standing: describe(watched.moment, rotations) })
    },
  }
  const refresh = (): void => {
    watched.moment = look(cloud, rotations)
  }

  return {
    violations,
    violate: watched.violate,
    replaced: watched.replaced,
    changes: () => changes,
    get made() {
      return [...watched.made.keys()]
    },
    refresh,
    before(run, wire, since) {
      // Keys expire between two requests; nobody is to blame for that.
      refresh()
      if (wire.method === 'GET') return
      changes += 1
      checkTime(watched, run, wire, since)
      checkCreate(watched, run, wire)
    },
    after(run, wire, answer, fate) {
      if (wire.method === 'GET') {
        noteQuestion(watched, run, wire, answer, fate)
        return
      }
      watched.before = watched.moment
      refresh()
      const { before, moment, made } = watched
      for (const accessKey of moment.living.keys())
        if (!before.living.has(accessKey)) made.set(accessKey, run)
      checkTargets(watched, run, wire)
      checkEnds(watched, run)
      checkVersions(watched, run)
      if (wire.service === 'github') checkPut(watched, run, wire)
      if (wire.method === 'DELETE' && /\/secrets\/[^/]+$/.test(wire.url))
        watched.violate('the store is not deleted', `${run.name} ${wire.method} ${wire.url}`)
    },
    said(run, event) {
      checkMasks(watched, run, event.kind)
    },
    ended(run) {
      refresh()
      checkCancelled(watched, run)
      if (!allowed.company && run.befallen === 0 && run.command !== 'retire') checkPairs(watched, run)
    },
  }
}
