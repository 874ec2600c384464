import type { KeysApiCloud } from '../cloud.ts'
import { DAY, MINUTE, type Inputs } from '../rotation.ts'
import type { Ended, Stage } from '../stage.ts'
import { passTime, virtualNow } from '../virtual-time.ts'
import { touchedBystanders } from './hands.ts'
import { currentOf, firstKeyStands, isAstray, look, nameOf } from './moment.ts'
import type { KeyRotation } from './rotation.ts'
import { hasFailed, namesRotate } from './rules/endings.ts'
import type { KeysWatch } from './watch.ts'

/** Clean scheduled runs after which everything must stand as it should. */
const PATIENCE = 3
/** The default grace period, in days. */
const GRACE = 7

/**
 * Lets clean scheduled runs go, and checks what must follow whatever happened: converged within three, a further one
 * changes nothing. Where a key went astray, each clean rollover says so, and one clean `rotate` converges.
 * @param mayMake how many keys the whole scenario may have made until then
 * @param idle nothing is to be rolled over: the key that stood before the first run goes on standing
 */
export async function comeToRest(
  cloud: KeysApiCloud,
  stage: Stage<KeyRotation>,
  watch: KeysWatch,
  rotation: KeyRotation,
  mayMake: number,
  idle: boolean,
): Promise<void> {
  const run = (inputs: Inputs = {}): Promise<Ended> => stage.begin(rotation, { inputs }).ended
  const scheduled = (): Promise<Ended> => {
    passTime(rotation.every)
    return run()
  }
  const standing = (rule: string): void => {
    const wrong = idle ? notUntouched(cloud, rotation) : notConverged(cloud, rotation)
    for (const what of wrong) watch.violate(rule, what)
  }
  const changesNothing = async (rule: string, ended: () => Promise<Ended>): Promise<void> => {
    const before = watch.changes()
    const { kind, error } = await ended()
    const changes = watch.changes() - before
    if (changes > 0) watch.violate(rule, `it changed ${changes} thing(s)`)
    if (kind !== 'not-due')
      watch.violate(rule, `it ended ${kind}${error instanceof Error ? `: ${error.message}` : ''}`)
  }

  if (rotation.command === 'rollover' && isAstray(cloud, look(cloud, [rotation]), rotation)) {
    for (let n = 0; n < PATIENCE; n += 1) {
      const ended = await scheduled()
      if (!hasFailed(ended) || !namesRotate(ended))
        watch.violate(
          'while a key is astray every clean rollover says so, and names rotate',
          `it ended ${ended.kind}`,
        )
    }
    passTime(rotation.every)
    await run({ command: 'rotate' })
    standing('where a key went astray one clean rotate converges')
    await scheduled() // closes the version of the dead key, as any run after a replacement does
  } else {
    for (let n = 0; n < PATIENCE; n += 1) await scheduled()
    standing('converged within three clean scheduled runs')
  }
  if (watch.violations.length > 0) return
  await changesNothing('a further run changes nothing', scheduled)
  if (watch.made() > mayMake)
    watch.violate('no more keys than needed', `${watch.made()} keys were made, ${mayMake} would do`)
  for (const what of touchedBystanders(cloud, rotation))
    watch.violate('what is not ours is not touched', what)
  if (idle || watch.violations.length > 0) return

  // The next key may be due by then; no more than one, though.
  const made = watch.made()
  passTime((GRACE + 1) * DAY)
  await run()
  standing('after the grace period everything stands as it should')
  for (const what of stillReplaced(cloud, rotation))
    watch.violate('after the grace period no key is a replaced one', what)
  if (watch.made() > made + 1) watch.violate('no more keys than needed', `${watch.made() - made} in a week`)
  passTime(MINUTE)
  await run() // closes the version of a key that was replaced, and is dead
  passTime(MINUTE)
  await changesNothing('after the grace period nothing more changes', run)
}

/** What is not as it should be, in words; nothing where everything is. */
function notConverged(cloud: KeysApiCloud, rotation: KeyRotation): readonly string[] {
  const moment = look(cloud, [rotation])
  const versions = moment.versions.get(rotation) ?? []
  const current = currentOf(moment, rotation)
  if (current === undefined) return ['there is no current version']
  const wrong: string[] = []
  if (versions.filter(({ stage }) => stage === 'current').length > 1)
    wrong.push('several versions say current')
  for (const { stage, revision } of versions)
    if (stage === 'pending') wrong.push(`v${revision} is still pending`)
  if (current.status !== 'enabled') wrong.push('the current version is disabled')
  if (current.inDoubt) wrong.push('the current key is in doubt')
  if (!moment.working.has(current.held ?? '')) wrong.push('the current key is dead')
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
    : ['the key that needs no rollover does not stand as it did']
}

/** Replaced keys whose grace period is over, and of which the store still says that they are the ones before. */
function stillReplaced(cloud: KeysApiCloud, rotation: KeyRotation): readonly string[] {
  const versions = look(cloud, [rotation]).versions.get(rotation) ?? []
  return versions.flatMap(({ stage, since, revision }) =>
    stage === 'previous' && virtualNow() - since > GRACE * DAY ? [`v${revision} says previous`] : [],
  )
}
