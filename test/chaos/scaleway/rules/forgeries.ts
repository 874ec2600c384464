import type { Wire } from '../cloud.ts'
import type { Run } from '../connection.ts'
import { currentOf, newestEnabled, type Moment, type Version } from '../state.ts'
import type { Rotation } from '../rotation.ts'
import { virtualNow } from '../../virtual-time.ts'
import type { Watched } from './watched.ts'

// Tracks the adversary's actions. A run is not responsible for what the adversary makes readers see, nor for
// decisions that it made before the adversary acted.

/** Records an action of the adversary. From now on it controls what readers get, until a run changes that. */
export function noteForgery(watched: Watched, act: () => void): void {
  const { rotations, forgeries } = watched
  const before = watched.moment
  act()
  const { moment } = watched
  forgeries.last = virtualNow()
  for (const rotation of rotations) {
    const old = before.versions.get(rotation) ?? []
    for (const version of moment.versions.get(rotation) ?? []) {
      const was = old.find(({ revision }) => revision === version.revision)
      if (was?.description === version.description && was.status === version.status) continue
      forgeries.touched.add(nameOf(moment, rotation, version))
      if (was === undefined) forgeries.added.add(nameOf(moment, rotation, version))
    }
    if (keyRead(before, rotation) !== keyRead(moment, rotation)) forgeries.controlled.add(rotation)
  }
}

/** The key that readers get. */
function keyRead(moment: Moment, rotation: Rotation): string | undefined {
  return newestEnabled(moment.versions.get(rotation))?.pair
}

/** Records when a run last listed the versions. */
export function noteList({ listed }: Watched, run: Run, { url }: Wire): void {
  if (/\/secrets\/[0-9a-f-]{36}\/versions\?/.test(url)) listed.set(run, virtualNow())
}

/** Whether the adversary acted after a run last listed the versions, so that the run cannot know of it. */
export function isUnaware({ forgeries, listed }: Watched, run: Run): boolean {
  return forgeries.last !== undefined && forgeries.last >= (listed.get(run) ?? 0)
}

/** Whether the adversary added or changed a version. */
export function isTouched(
  { forgeries, moment }: Watched,
  rotation: Rotation,
  version: Pick<Version, 'revision'> | undefined,
): boolean {
  return version !== undefined && forgeries.touched.has(nameOf(moment, rotation, version))
}

/**
 * The newest version with the stage `current`, without those that the adversary added or whose key it changed.
 */
export function realCurrent(watched: Watched, moment: Moment, rotation: Rotation): Version | undefined {
  const { added } = watched.forgeries
  const versions = (moment.versions.get(rotation) ?? []).filter(
    (version) =>
      !added.has(nameOf(moment, rotation, version)) && (version.held ?? version.key) === version.key,
  )
  return currentOf({ ...moment, versions: new Map([[rotation, versions]]) }, rotation)
}

function nameOf(moment: Moment, rotation: Rotation, { revision }: Pick<Version, 'revision'>): string {
  return `${moment.secretIds.get(rotation) ?? ''}/${revision}`
}
