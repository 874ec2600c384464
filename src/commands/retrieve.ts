import type { RetrieveInputs } from '../config/types.ts'
import { retrieve } from '../rotation/observe/retrieve.ts'
import { createServiceClock } from '../http/service-clock.ts'
import { payloadOf } from '../scaleway/payload.ts'
import { createSecretManager } from '../scaleway/secret-manager.ts'
import { createSecretReader } from '../scaleway/secret-reader.ts'
import { refuseChange } from './read-only.ts'
import { connectScaleway } from './scaleway.ts'
import type { Runtime } from './runtime.ts'

/** `retrieve`: reads the current key. It is masked before it is returned. */
export async function runRetrieve(
  { scaleway, store, issuer }: RetrieveInputs,
  runtime: Runtime,
): ReturnType<typeof retrieve> {
  const { mask, sleep } = runtime
  const session = connectScaleway(scaleway, runtime, createServiceClock(sleep), refuseChange)
  const payload = payloadOf(issuer)
  const reading = issuer === 'scaleway' ? 'newest' : 'newest-current'
  if (!('id' in store))
    return retrieve(createSecretManager({ session, payload, mask, sleep, ...store }), reading)
  const reader = createSecretReader({ session, payload, mask, secretId: store.id })
  // A reader by ID may have no permission to list versions, and the newest version needs no record.
  const isNewest = reading === 'newest'
  return retrieve(isNewest ? { ...reader, records: () => Promise.resolve(undefined) } : reader, reading)
}
