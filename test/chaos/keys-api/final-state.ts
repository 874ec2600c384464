import type { KeysApiCloud } from '../scaleway/cloud.ts'
import { DAY, MINUTE, type Inputs } from '../scaleway/rotation.ts'
import { D } from '../scaleway/rules/watched.ts'
import type { Ended, Stage } from '../scaleway/fixture.ts'
import { passTime, virtualNow } from '../virtual-time.ts'
import { touchedBystanders } from './manual-changes.ts'
import { currentOf, firstKeyStands, isAstray, look, nameOf } from './state.ts'
import type { KeyRotation } from './rotation.ts'
import { hasFailed, namesRotate } from './rules/endings.ts'
import type { KeysWatch } from './watch.ts'

/** The number of scheduled runs without faults after which the rotation must have converged. */
const PATIENCE = 3
/** The default grace period, in days. */
const GRACE = 7

/**
 * Performs scheduled runs without faults and checks that the rotation converges within three and that a further
 * run changes nothing. If a key was lost, each rollover reports it, and one `rotate` converges.
 * @param mayMake the maximum number of keys that the scenario may have created so far
 * @param waits nothing is due: the key from before the first run stays, unless a run created one
 */
export async function comeToRest(
  cloud: KeysApiCloud,
  stage: Stage<KeyRotation>,
  watch: KeysWatch,
  rotation: KeyRotation,
  mayMake: number,
  waits: boolean,
): Promise<void> {
  const run = (inputs: Inputs = {}): Promise<Ended> => stage.begin(rotation, { inputs }).ended
  const scheduled = (): Promise<Ended> => {
    passTime(rotation.every)
    return run()
  }
  const idle = (): boolean => waits && watch.made() === 0
  const standing = (rule: string): void => {
    const wrong = idle() ? notUntouched(cloud, rotation) : notConverged(cloud, rotation)
    for (const what of wrong) watch.violate(rule, what)
  }
  /** Whether a run found nothing to do and changed nothing. */
  const isQuiet = async (begin: () => Promise<Ended>): Promise<boolean> => {
    const before = watch.changes()
    const { kind } = await begin()
    return kind === 'not-due' && watch.changes() === before
  }
  /** Performs runs until one changes nothing. @returns whether one did */
  const untilQuiet = async (most: number, begin: () => Promise<Ended>): Promise<boolean> => {
    for (let n = 0; n < most; n += 1) if (await isQuiet(begin)) return true
    return false
  }
  const mustBeQuiet = (rule: string, quiet: boolean): void => {
    if (!quiet) watch.violate(rule, 'it changed something or did not end as not-due')
  }

  if (rotation.command === 'rollover' && isAstray(cloud, look(cloud, [rotation]), rotation)) {
    for (let n = 0; n < PATIENCE; n += 1) checkLoud(watch, await scheduled())
    passTime(rotation.every)
    await run({ command: 'rotate' })
    standing('after a lost key one rotate converges')
    // The next run disables the version of the deleted key, as any run after a replacement does.
    mustBeQuiet('a further run changes nothing', await untilQuiet(2, scheduled))
  } else {
    const quiet = await untilQuiet(PATIENCE, scheduled)
    standing('the rotation converges within three scheduled runs')
    mustBeQuiet('a further run changes nothing', quiet || (await isQuiet(scheduled)))
  }
  if (watch.made() > mayMake)
    watch.violate(
      'no more keys are created than needed',
      `${watch.made()} keys were created, ${mayMake} are enough`,
    )
  for (const what of touchedBystanders(cloud, rotation))
    watch.violate('no run changes what does not belong to the rotation', what)
  if (idle() || watch.violations.length > 0) return

  // One key may be due by then. The run after it disables the version of the deleted key.
  const made = watch.made()
  passTime((GRACE + 1) * DAY)
  const quiet = await untilQuiet(3, () => {
    passTime(MINUTE)
    return run()
  })
  mustBeQuiet('after the grace period nothing changes', quiet)
  standing('after the grace period the state is as expected')
  for (const what of stillReplaced(cloud, rotation))
    watch.violate('after the grace period no version is previous', what)
  if (watch.made() > made + 1)
    watch.violate('no more keys are created than needed', `${watch.made() - made} in a week`)
}

/** A key was lost: a rollover cannot recover, reports the problem, and names the command that can. */
function checkLoud(watch: KeysWatch, ended: Ended): void {
  if (hasFailed(ended) && namesRotate(ended)) return
  watch.violate('after a lost key every rollover reports it and names rotate', `it ended ${ended.kind}`)
}

/** What differs from the expected state; empty if nothing does. */
export function notConverged(cloud: KeysApiCloud, rotation: KeyRotation): readonly string[] {
  const moment = look(cloud, [rotation])
  const versions = moment.versions.get(rotation) ?? []
  const current = currentOf(moment, rotation)
  if (current === undefined) return ['there is no current version']
  const wrong: string[] = []
  if (versions.filter(({ stage }) => stage === 'current').length > 1)
    wrong.push('several versions are current')
  for (const { stage, revision } of versions)
    if (stage === 'pending') wrong.push(`v${revision} is still pending`)
  if (current.status !== 'enabled') wrong.push('the current version is disabled')
  // With a verify URL, every run checks the key itself, whatever an interrupted run left in the record.
  if (current.inDoubt && !rotation.verifies) wrong.push('the current key is in doubt')
  if (!moment.working.has(current.held ?? '')) wrong.push('the current key is invalid')
  for (const { place, name, held } of moment.targets.get(rotation) ?? []) {
    const key = moment.keys.get(held ?? '')
    if (held !== current.held)
      wrong.push(`${place}: ${name} holds ${key === undefined ? 'no key' : nameOf(key)}, not the current one`)
  }
  return wrong
}

function notUntouched(cloud: KeysApiCloud, rotation: KeyRotation): readonly string[] {
  return firstKeyStands(cloud, look(cloud, [rotation]), rotation)
    ? []
    : ['a target has no working key, or the key that is not due is invalid']
}

/** Replaced keys whose grace period is over, although their versions still have the stage `previous`. */
function stillReplaced(cloud: KeysApiCloud, rotation: KeyRotation): readonly string[] {
  const moment = look(cloud, [rotation])
  // No key is retired until every run has ended that may still write it.
  if (virtualNow() - (currentOf(moment, rotation)?.since ?? 0) < 2 * D) return []
  // A key that may be deactivated is not retired: its version ends when the key would have expired.
  return (moment.versions.get(rotation) ?? []).flatMap(({ stage, since, revision, inDoubt }) =>
    stage === 'previous' && !inDoubt && virtualNow() - since > GRACE * DAY
      ? [`v${revision} is still previous`]
      : [],
  )
}
