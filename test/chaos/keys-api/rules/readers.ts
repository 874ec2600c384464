import type { Wire } from '../../scaleway/cloud.ts'
import type { KeysMoment } from '../state.ts'
import type { KeyRotation } from '../rotation.ts'
import type { KeyRun, KeysWatched } from './watched.ts'

/**
 * Whoever reads the newest enabled version gets a key that works. A keys API itself ends the old key in the moment of a
 * rollover; until the new one is stored nobody can read it, and an adversary decides what stands in the store.
 */
export function checkReaders(watched: KeysWatched, run: KeyRun, wire: Wire): void {
  const { before, moment, violate } = watched
  const rolls = wire.service === 'keys-api' && wire.url === '/keys/rollover'
  for (const rotation of watched.rotations) {
    const [was, is] = [keyRead(before, rotation), keyRead(moment, rotation)]
    if (rolls || was === undefined || !before.working.has(was)) continue
    if (is === undefined || !moment.working.has(is))
      violate(
        'whoever reads the store gets a working key',
        `latest_enabled gives no key that works after ${run.name} ${wire.method} ${wire.url}`,
      )
  }
}

/** The key that `latest_enabled` gives, by its id. */
function keyRead(moment: KeysMoment, rotation: KeyRotation): string | undefined {
  return moment.versions.get(rotation)?.findLast(({ status }) => status === 'enabled')?.held
}
