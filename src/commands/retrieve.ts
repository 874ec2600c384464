import type { RetrieveInputs } from '../inputs/types.ts'
import { retrieve } from '../rotation/retrieve.ts'
import { createServiceClock } from '../services/service-clock.ts'
import { payloadOf } from '../store/payload.ts'
import { createSecretManager } from '../store/secret-manager.ts'
import { onlyLooks } from './only-looks.ts'
import { connectScaleway } from './scaleway.ts'
import type { Surroundings } from './surroundings.ts'

/** `retrieve`: reads the current key. It is masked before it is returned. */
export async function runRetrieve(
  { scaleway, store, issuer }: RetrieveInputs,
  surroundings: Surroundings,
): ReturnType<typeof retrieve> {
  const { mask, sleep } = surroundings
  const clock = createServiceClock(sleep)
  const session = connectScaleway(scaleway, surroundings, clock, onlyLooks)
  const { projectId } = scaleway
  return retrieve(
    createSecretManager({
      session,
      projectId,
      name: store.name,
      path: store.path,
      payload: payloadOf(issuer),
      mask,
      sleep,
    }),
    issuer === 'scaleway' ? 'newest' : 'newest-current',
  )
}
