import type { Credential } from '../../src/rotation/model/ports.ts'
import { createScalewaySession, type ScalewaySession } from '../../src/scaleway/client.ts'

/** A session over a fake `fetch`, without retries. */
export function sessionOver(fetch: typeof globalThis.fetch, credential: Credential): ScalewaySession {
  return createScalewaySession({
    connection: fetch,
    withoutRetries: fetch,
    apiUrl: 'https://api.scaleway.com',
    region: 'fr-par',
    credential,
  })
}
