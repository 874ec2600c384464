import { createCloud, type Cloud } from './cloud.ts'
import type { Plan } from '../faults.ts'
import { addBystanders, scalewaySetting, writeByHand } from './manual-changes.ts'
import type { Wire } from './cloud.ts'
import { comeToRest } from './final-state.ts'
import { DAY, deploy, rotator } from './rotation.ts'
import { createStage, type Ended, type Stage } from './fixture.ts'
import { createPlay, type Start } from './starts.ts'
import type { Subject } from '../subject.ts'
import { passTime, seedRandom, setTime, virtualNow } from '../virtual-time.ts'
import type { Known, Violation } from './rules/watched.ts'
import { createWatch } from './watch.ts'

/** The result of a scenario. */
export interface Result {
  readonly violations: readonly Violation[]
  /** The requests of the run with the fault. */
  readonly requests: readonly Pick<Wire, 'service' | 'method' | 'url'>[]
  readonly ended: Ended
  readonly made: number
  readonly log: readonly string[]
  /** The action of the adversary changed nothing, so the scenario equals an undisturbed run. */
  readonly idle?: true
}

export interface PlayOptions {
  /** The faults of the run. */
  readonly plan?: Plan
  /** The faults of the first scheduled run after it. */
  readonly next?: Plan
  /** The number of faults. */
  readonly faults?: number
  /** Whether another run overlaps. */
  readonly company?: boolean
  /** Whether the adversary acts. */
  readonly adversary?: boolean
  readonly verbose?: boolean
}

/** Runs scenarios, one after another, in one cloud. */
export interface Theatre {
  readonly cloud: Cloud
  readonly subject: Subject
  /** Restores a starting state, which is prepared once. @returns the history of its monitor */
  readonly goTo: (start: Start) => Promise<Known>
  readonly play: (start: Start, options?: PlayOptions) => Promise<Result>
}

/** A violation occurred while a starting state was prepared, without any fault. */
export class BrokenBefore extends Error {
  override readonly name = 'BrokenBefore'
  readonly violations: readonly Violation[]
  constructor(start: { readonly name: string }, violations: readonly Violation[]) {
    super(`a violation occurred before "${start.name}" was reached`)
    this.violations = violations
  }
}

/** A prepared starting state. */
interface Prepared {
  readonly restore: () => void
  readonly known: Known
}

const DAWN = Date.UTC(2030, 0, 1, 4, 17)

export async function openTheatre(subject: Subject): Promise<Theatre> {
  setTime(DAWN)
  const cloud = await createCloud()
  addBystanders(cloud)
  const goBack = cloud.scaleway.remember()
  const goBackThere = cloud.github.remember()
  const prepared = new Map<Start, Prepared>()

  async function prepare(start: Start): Promise<Prepared> {
    setTime(DAWN)
    goBack()
    goBackThere()
    const { rotation } = start
    writeByHand(cloud, rotation, rotation.bearer === rotator.applicationId ? rotator : deploy)
    const watch = createWatch(cloud, [rotation], {
      company: false,
      deadKeys: start.deadKeys === true,
      staleLists: false,
    })
    const stage = createStage(cloud, subject, scalewaySetting(cloud), watch, false)
    await start.prepare(createPlay(stage, rotation))
    if (watch.violations.length > 0) throw new BrokenBefore(start, watch.violations)
    const time = virtualNow()
    const [scaleway, github] = [cloud.scaleway.remember(), cloud.github.remember()]
    const restore = (): void => {
      setTime(time)
      scaleway()
      github()
    }
    return { restore, known: watch.known }
  }

  async function goTo(start: Start): Promise<Known> {
    seedRandom(1)
    cloud.scaleway.setConsistency({})
    const { restore, known } = prepared.get(start) ?? (await prepare(start))
    prepared.set(start, { restore, known })
    restore()
    cloud.scaleway.setConsistency(start.consistency ?? {})
    return known
  }

  return {
    cloud,
    subject,
    goTo,
    async play(
      start,
      { plan = () => undefined, next, faults = 1, company = false, adversary = false, verbose = false } = {},
    ) {
      const known = await goTo(start)
      const { rotation } = start
      const allowed = {
        company,
        deadKeys: start.deadKeys === true,
        staleLists: false,
        adversary,
      }
      const watch = createWatch(cloud, [rotation], allowed, known)
      const stage = createStage(cloud, subject, scalewaySetting(cloud), watch, verbose)
      const requests: Wire[] = []
      const { ended } = stage.begin(rotation, {
        ...(start.inputs === undefined ? {} : { inputs: start.inputs }),
        plan: (n, wire) => {
          requests.push(wire)
          return plan(n, wire)
        },
      })
      const outcome = await ended
      forgeAfter(stage, rotation, plan, requests.length)
      cloud.scaleway.setConsistency({})
      if (next !== undefined) {
        passTime(DAY)
        const second: Wire[] = []
        const counted: Plan = (n, wire) => {
          second.push(wire)
          return next(n, wire)
        }
        await stage.begin(rotation, { plan: counted }).ended
        forgeAfter(stage, rotation, next, second.length)
      }
      // The action changed nothing, so the rest equals an undisturbed run.
      if (adversary && stage.forgeries() === 0 && faults === 1)
        return {
          violations: watch.violations,
          requests,
          ended: outcome,
          made: watch.made.length,
          log: stage.log,
          idle: true,
        }
      stage.restore()
      if (watch.violations.length === 0) await comeToRest(stage, watch, [rotation], start.needs + faults)
      return {
        violations: watch.violations,
        requests,
        ended: outcome,
        made: watch.made.length,
        log: stage.log,
      }
    },
  }
}

/** The adversary's actions right after a run. A plan may name the request after the last one. */
function forgeAfter<R>(stage: Stage<R>, rotation: R, plan: Plan, requests: number): void {
  const fate = plan(requests + 1, NO_REQUEST)
  if (fate?.kind === 'forge') stage.forge(rotation, fate.act)
}

const NO_REQUEST: Wire = { service: 'scaleway', method: 'GET', url: '', headers: {}, body: undefined }
