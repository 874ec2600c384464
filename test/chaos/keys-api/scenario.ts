import type { Wire } from '../scaleway/cloud.ts'
import { createCloud, type KeysApiCloud } from '../scaleway/cloud.ts'
import { BrokenBefore, type PlayOptions, type Result } from '../scaleway/scenario.ts'
import { createStage, type Setting } from '../scaleway/fixture.ts'
import type { Subject } from '../subject.ts'
import { passTime, seedRandom, setTime, virtualNow } from '../virtual-time.ts'
import { addBystanders, keysApiSetting, writeFirstKey } from './manual-changes.ts'
import { comeToRest } from './final-state.ts'
import type { KeyRotation } from './rotation.ts'
import { createPlay, type KeyStart } from './starts.ts'
import { createKeysWatch } from './watch.ts'

/** Runs scenarios, one after another, in one cloud. */
export interface KeysTheatre {
  readonly cloud: KeysApiCloud
  readonly subject: Subject
  readonly setting: Setting<KeyRotation>
  /** Restores a starting state, which is prepared once. */
  readonly goTo: (start: KeyStart) => Promise<void>
  readonly play: (start: KeyStart, options?: PlayOptions) => Promise<Result>
}

const DAWN = Date.UTC(2030, 0, 1, 4, 17)

export async function openKeysTheatre(subject: Subject): Promise<KeysTheatre> {
  setTime(DAWN)
  const cloud = await createCloud()
  addBystanders(cloud)
  const setting = keysApiSetting(cloud)
  const goBack = rememberAll(cloud)
  const prepared = new Map<KeyStart, () => void>()

  async function prepare(start: KeyStart): Promise<() => void> {
    setTime(DAWN)
    goBack()
    const { rotation } = start
    writeFirstKey(cloud, rotation)
    const watch = createKeysWatch(cloud, [rotation], false)
    const stage = createStage(cloud, subject, setting, watch, false)
    await start.prepare(createPlay(cloud, stage, rotation))
    if (watch.violations.length > 0) throw new BrokenBefore(start, watch.violations)
    const time = virtualNow()
    const restore = rememberAll(cloud)
    return () => {
      setTime(time)
      restore()
    }
  }

  async function goTo(start: KeyStart): Promise<void> {
    seedRandom(1)
    cloud.keysApi.setConsistency({})
    const restore = prepared.get(start) ?? (await prepare(start))
    prepared.set(start, restore)
    restore()
    cloud.keysApi.setConsistency(start.consistency ?? {})
  }

  return {
    cloud,
    subject,
    setting,
    goTo,
    async play(start, { plan = () => undefined, next, faults = 1, company = false, verbose = false } = {}) {
      await goTo(start)
      const { rotation, inputs = {} } = start
      const watch = createKeysWatch(cloud, [rotation], company)
      const stage = createStage(cloud, subject, setting, watch, verbose)
      const requests: Wire[] = []
      const outcome = await stage.begin(rotation, {
        inputs,
        plan: (n, wire) => {
          requests.push(wire)
          return plan(n, wire)
        },
      }).ended
      cloud.keysApi.setConsistency({})
      if (next !== undefined) {
        passTime(rotation.every)
        await stage.begin(rotation, { plan: next }).ended
      }
      if (watch.violations.length === 0)
        await comeToRest(cloud, stage, watch, rotation, start.needs + faults, start.idle === true)
      return {
        violations: watch.violations,
        requests,
        ended: outcome,
        made: watch.made(),
        log: stage.log,
      }
    },
  }
}

/** Saves the state of all services. @returns a function that restores it */
function rememberAll({ scaleway, github, keysApi }: KeysApiCloud): () => void {
  const all = [scaleway.remember(), github.remember(), keysApi.remember()]
  return () => {
    for (const restore of all) restore()
  }
}
