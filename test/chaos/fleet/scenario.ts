import { smallCompany } from '../../../sandbox/index.ts'
import { createCloud, type Cloud, type KeysApiCloud, type Wire } from '../scaleway/cloud.ts'
import { addBystanders, handOf, idsOf, touchedBystanders, writeByHand } from '../scaleway/manual-changes.ts'
import { writeFirstKey } from '../keys-api/manual-changes.ts'
import { notConverged as keyNotConverged } from '../keys-api/final-state.ts'
import { leftOver, notConverged } from '../scaleway/final-state.ts'
import { DAY, deploy, type Rotation } from '../scaleway/rotation.ts'
import type { Known } from '../scaleway/rules/watched.ts'
import { BrokenBefore, type PlayOptions, type Result } from '../scaleway/scenario.ts'
import { createStage, type Ended, type Setting, type Stage } from '../scaleway/fixture.ts'
import type { Subject } from '../subject.ts'
import { passTime, seedRandom, setTime, virtualNow } from '../virtual-time.ts'
import { handMade, inputsOf, keyRotationsOf, rotationsOf, type Fleet } from './fleet.ts'
import type { FleetStart } from './starts.ts'
import { createFleetWatch, type FleetWatch } from './watch.ts'

/** Runs scenarios of files of keys, one after another, in one cloud. */
export interface FleetTheatre {
  readonly play: (start: FleetStart, options?: PlayOptions) => Promise<Result>
}

const DAWN = Date.UTC(2030, 0, 1, 4, 17)
/** The number of daily runs without faults after which the rotation must have converged. */
const PATIENCE = 3

export async function openFleetTheatre(subject: Subject): Promise<FleetTheatre> {
  setTime(DAWN)
  const cloud = await createCloud()
  addBystanders(cloud)
  const setting = settingOf(cloud)
  const goBack = rememberAll(cloud)
  const prepared = new Map<FleetStart, { readonly restore: () => void; readonly known: Known }>()
  const allowed = { company: false, deadKeys: false, staleLists: false }

  async function prepare(start: FleetStart): Promise<{ restore: () => void; known: Known }> {
    setTime(DAWN)
    goBack()
    for (const rotation of rotationsOf(start.fleet)) writeByHand(cloud, rotation, handMade(rotation))
    for (const rotation of keyRotationsOf(start.fleet)) writeFirstKey(cloud, rotation)
    const watch = createFleetWatch(cloud, start.fleet, allowed)
    await start.prepare(createStage(cloud, subject, setting, watch, false))
    if (watch.violations.length > 0) throw new BrokenBefore(start, watch.violations)
    const time = virtualNow()
    const back = rememberAll(cloud)
    const restore = (): void => {
      setTime(time)
      back()
    }
    return { restore, known: watch.known }
  }

  return {
    async play(start, { plan = () => undefined, next, faults = 1, verbose = false } = {}) {
      seedRandom(1)
      const { restore, known } = prepared.get(start) ?? (await prepare(start))
      prepared.set(start, { restore, known })
      restore()
      const { fleet } = start
      const watch = createFleetWatch(cloud, fleet, allowed, known)
      const stage = createStage(cloud, subject, setting, watch, verbose)
      const requests: Wire[] = []
      const ended = await stage.begin(fleet, {
        plan: (n, wire) => {
          requests.push(wire)
          return plan(n, wire)
        },
      }).ended
      if (next !== undefined) {
        passTime(DAY)
        await stage.begin(fleet, { plan: next }).ended
      }
      // A fault of a run may affect each of its keys.
      const count = rotationsOf(fleet).length + keyRotationsOf(fleet).length
      const mayMake = start.needs + faults * count
      if (watch.violations.length === 0) await comeToRest(cloud, stage, watch, fleet, mayMake)
      const { violations, made } = watch
      return { violations, requests, ended, made: made(), log: stage.log }
    },
  }
}

/** The same checks as for a single rotation (scaleway/final-state.ts), with one run a day for all keys. */
async function comeToRest(
  cloud: KeysApiCloud,
  stage: Stage<Fleet>,
  watch: FleetWatch,
  fleet: Fleet,
  mayMake: number,
): Promise<void> {
  const rotations = rotationsOf(fleet)
  const daily = (): Promise<Ended> => {
    passTime(DAY)
    return stage.begin(fleet).ended
  }
  const changesNothing = async (rule: string): Promise<void> => {
    const before = watch.changes()
    const { kind, error } = await daily()
    if (watch.changes() > before)
      watch.violate(rule, `it sent ${watch.changes() - before} changing request(s)`)
    if (kind !== 'not-due')
      watch.violate(rule, `it ended ${kind}${error instanceof Error ? `: ${error.message}` : ''}`)
  }
  for (let day = 0; day < PATIENCE; day += 1) await daily()
  const wrong = (): readonly string[] => [
    ...rotations.flatMap((rotation) => notConverged(cloud, rotation)),
    ...keyRotationsOf(fleet).flatMap((rotation) => keyNotConverged(cloud, rotation)),
  ]
  for (const what of wrong()) watch.violate('the rotation converges within three daily runs', what)
  for (const what of rotations.flatMap((rotation) => wronglySeen(cloud, rotation)))
    watch.violate('the visibility of a secret stays as declared', what)
  if (watch.violations.length > 0) return
  await changesNothing('a further run changes nothing')
  passTime(8 * DAY)
  await daily()
  for (const what of [...wrong(), ...rotations.flatMap((one) => leftOver(cloud, one))])
    watch.violate('after the grace period only the current key is left', what)
  await changesNothing('after the grace period nothing changes')
  for (const what of touchedBystanders(cloud))
    watch.violate('no run changes what does not belong to the rotation', what)
  if (watch.made() > mayMake)
    watch.violate(
      'no more keys are created than needed',
      `${watch.made()} keys were created, ${mayMake} are enough`,
    )
}

/** The secrets and variables of an organization whose selected repositories differ from the declared ones. */
function wronglySeen({ github }: Cloud, { places, names, selected = [] }: Rotation): readonly string[] {
  const wanted = idsOf(selected).toSorted()
  return places.flatMap((place) => {
    if ('repository' in place) return []
    const all = [
      ...[...names.accessKey, ...names.secretKey].map(
        (name) => [name, github.secretInfo(place, name)] as const,
      ),
      ...(names.variable ?? []).map((name) => [name, github.variable(place, name)] as const),
    ]
    return all.flatMap(([name, found]) => {
      const seenBy =
        found?.visibility === 'selected' ? (found.selectedRepositoryIds ?? []).toSorted() : undefined
      return JSON.stringify(seenBy) === JSON.stringify(wanted)
        ? []
        : [`${name} of ${place.organization} is for ${found?.visibility ?? 'nobody'} ${String(seenBy)}`]
    })
  })
}

function settingOf(cloud: KeysApiCloud): Setting<Fleet> {
  // A workflow logs in right before the step. Here one long-lived token is used for all runs.
  const { accessToken } = cloud.keysApi.issueToken(smallCompany.user.id)
  return {
    inputsOf: (fleet) => inputsOf(fleet, accessToken),
    stored: (fleet) => rotationsOf(fleet)[0],
    meddle(fleet) {
      const [first] = rotationsOf(fleet)
      if (first === undefined) return
      writeByHand(cloud, { ...first, places: first.places.slice(0, 1) }, handOf(deploy.applicationId))
    },
  }
}

function rememberAll({ scaleway, github, keysApi }: KeysApiCloud): () => void {
  const all = [scaleway.remember(), github.remember(), keysApi.remember()]
  return () => {
    for (const restore of all) restore()
  }
}
