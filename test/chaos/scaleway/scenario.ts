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

/** What came of a scenario. */
export interface Result {
  readonly violations: readonly Violation[]
  /** The requests of the run that everything befell. */
  readonly requests: readonly Pick<Wire, 'service' | 'method' | 'url'>[]
  readonly ended: Ended
  readonly made: number
  readonly log: readonly string[]
  /** The adversary found nothing to do: there is nothing that an undisturbed run would not show. */
  readonly idle?: true
}

export interface PlayOptions {
  /** What befalls the run. */
  readonly plan?: Plan
  /** What befalls the first scheduled run after it. */
  readonly next?: Plan
  /** How many faults that is. */
  readonly faults?: number
  /** Whether another run goes by meanwhile. */
  readonly company?: boolean
  /** Whether the adversary acts. */
  readonly adversary?: boolean
  readonly verbose?: boolean
}

/** Plays scenarios, one after the other, in one cloud. */
export interface Theatre {
  readonly cloud: Cloud
  readonly subject: Subject
  /** Brings the cloud to a starting state; the work for it is done once. @returns what a watch of that time knew */
  readonly goTo: (start: Start) => Promise<Known>
  readonly play: (start: Start, options?: PlayOptions) => Promise<Result>
}

/** The way to a starting state was broken already, with nothing done to it. */
export class BrokenBefore extends Error {
  override readonly name = 'BrokenBefore'
  readonly violations: readonly Violation[]
  constructor(start: { readonly name: string }, violations: readonly Violation[]) {
    super(`something broke before "${start.name}" was reached`)
    this.violations = violations
  }
}

/** A starting state that was played once. */
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
      // Nothing happened: what follows is what follows an undisturbed run.
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

/** Acts of the adversary right after a run: a plan may aim at the request after its last one. */
function forgeAfter<R>(stage: Stage<R>, rotation: R, plan: Plan, requests: number): void {
  const fate = plan(requests + 1, NO_REQUEST)
  if (fate?.kind === 'forge') stage.forge(rotation, fate.act)
}

const NO_REQUEST: Wire = { service: 'scaleway', method: 'GET', url: '', headers: {}, body: undefined }
