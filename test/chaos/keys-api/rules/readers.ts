import type { Wire } from '../../scaleway/cloud.ts'
import type { KeysMoment } from '../state.ts'
import type { KeyRotation } from '../rotation.ts'
import type { KeyRun, KeysWatched } from './watched.ts'

/**
 * Readers of the newest enabled version get a working key. A keys API deactivates the old key at the rollover,
 * so none is readable until the new one is stored; while an adversary controls the store, this is not
 * guaranteed.
 */
export function checkReaders(watched: KeysWatched, run: KeyRun, wire: Wire): void {
  const { before, moment, violate } = watched
  const rolls = wire.service === 'keys-api' && wire.url === '/keys/rollover'
  for (const rotation of watched.rotations) {
    const [was, is] = [keyRead(before, rotation), keyRead(moment, rotation)]
    if (rolls || was === undefined || !before.working.has(was)) continue
    if (is === undefined || !moment.working.has(is))
      violate(
        'readers of the store get a working key',
        `latest_enabled gives no key that works after ${run.name} ${wire.method} ${wire.url}`,
      )
  }
}

/** The id of the key that `latest_enabled` returns. */
function keyRead(moment: KeysMoment, rotation: KeyRotation): string | undefined {
  return moment.versions.get(rotation)?.findLast(({ status }) => status === 'enabled')?.held
}
