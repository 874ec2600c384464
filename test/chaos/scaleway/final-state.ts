import type { Cloud } from './cloud.ts'
import { touchedBystanders } from './manual-changes.ts'
import { currentOf, isOurs, label, look, markOf, newestEnabled } from './state.ts'
import { DAY, type Rotation } from './rotation.ts'
import type { Ended, Stage } from './fixture.ts'
import { passTime } from '../virtual-time.ts'
import type { Watch } from './watch.ts'

/** The number of daily runs without faults after which the rotation must have converged. */
const PATIENCE = 3

/**
 * Performs daily scheduled runs without faults and checks that the rotation converges within three, that a
 * further run changes nothing, and that only the current keys are left once every grace period is over.
 * @param mayMake the maximum number of keys that the scenario may create
 */
export async function comeToRest(
  stage: Stage,
  watch: Watch,
  rotations: readonly Rotation[],
  mayMake: number,
): Promise<void> {
  const { cloud } = stage
  const daily = async (): Promise<readonly Ended[]> => {
    const ends: Ended[] = []
    passTime(DAY)
    for (const rotation of rotations) ends.push(await stage.begin(rotation).ended)
    return ends
  }
  for (let day = 0; day < PATIENCE; day += 1) await daily()
  for (const rotation of rotations) {
    for (const what of notConverged(cloud, rotation))
      watch.violate('the rotation converges within three daily runs', what)
  }
  if (watch.violations.length > 0) return
  await changesNothing(watch, 'a further run changes nothing', daily)
  passTime(8 * DAY)
  await daily()
  for (const rotation of rotations) {
    for (const what of [...notConverged(cloud, rotation), ...leftOver(cloud, rotation)])
      watch.violate('after the grace period only the current key is left', what)
  }
  await changesNothing(watch, 'after the grace period nothing changes', daily)
  for (const what of touchedBystanders(cloud))
    watch.violate('no run changes what does not belong to the rotation', what)
  if (watch.made.length > mayMake)
    watch.violate(
      'no more keys are created than needed',
      `${watch.made.length} keys were created, ${mayMake} are enough`,
    )
}

async function changesNothing(
  watch: Watch,
  rule: string,
  daily: () => Promise<readonly Ended[]>,
): Promise<void> {
  const before = watch.changes()
  const ends = await daily()
  const changes = watch.changes() - before
  if (changes > 0) watch.violate(rule, `it sent ${changes} changing request(s)`)
  for (const { kind, error } of ends) {
    if (kind !== 'not-due')
      watch.violate(rule, `it ended ${kind}${error instanceof Error ? `: ${error.message}` : ''}`)
  }
}

/** What differs from the expected state; empty if nothing does. */
export function notConverged(cloud: Cloud, rotation: Rotation): readonly string[] {
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
  if (current.held === undefined || !moment.living.has(current.held)) wrong.push('the current key is invalid')
  if (newestEnabled(versions)?.pair !== current.held)
    wrong.push(`readers of the newest enabled version get v${newestEnabled(versions)?.revision ?? 0}`)
  for (const { place, name, key } of moment.halves.get(rotation) ?? []) {
    if (key !== current.held)
      wrong.push(`${place}: ${name} holds ${key ?? 'no valid key'}, not the current ${current.held ?? ''}`)
  }
  const id = moment.secretIds.get(rotation)
  for (const [accessKey, key] of moment.living) {
    const mark = markOf(key)
    if (key.applicationId !== rotation.bearer || mark === undefined || !isOurs(accessKey)) continue
    if (mark.secretId !== id) {
      if (!cloud.scaleway.secrets.secret(mark.secretId)) continue
      if (cloud.scaleway.secrets.secret(mark.secretId)?.name === rotation.secretName) continue
    }
    if (mark.phase === 'made') wrong.push(`the unfinished key ${accessKey} lives`)
    else if (
      mark.secretId === id &&
      mark.phase !== 'replaced' &&
      !versions.some(
        ({ key: named, pair, stage }) => (named === accessKey || pair === accessKey) && stage !== 'pending',
      )
    )
      wrong.push(`${accessKey} is valid and in no version`)
  }
  return wrong
}

/** Valid keys created by runs that nothing uses any more. */
export function leftOver(cloud: Cloud, rotation: Rotation): readonly string[] {
  const moment = look(cloud, [rotation])
  const current = currentOf(moment, rotation)
  const id = moment.secretIds.get(rotation)
  const left = [...moment.living.values()].filter((key) => {
    if (key.accessKey === current?.held || key.accessKey === rotation.replaces)
      return key.accessKey !== current?.held && rotation.oldKey === 'delete'
    return key.applicationId === rotation.bearer && markOf(key)?.secretId === id
  })
  return left.map(
    ({ accessKey }) =>
      `${accessKey} is still valid after its grace period (${rotation.places.map(label).join(', ')})`,
  )
}
