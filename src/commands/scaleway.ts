import type { ScalewayInputs } from '../inputs/types.ts'
import { createConnection } from '../services/connection.ts'
import { createScalewaySession, type ScalewaySession } from '../services/scaleway.ts'
import type { ServiceClock } from '../services/service-clock.ts'
import type { Surroundings } from './surroundings.ts'

/** Signs in to Scaleway as the inputs say. */
export function connectScaleway(
  { accessKey, secretKey, apiUrl, region }: ScalewayInputs,
  { fetch, debug }: Surroundings,
  clock: ServiceClock,
  allowChange: () => void,
): ScalewaySession {
  const options = { service: 'Scaleway', baseUrl: apiUrl, clock, fetch, allowChange, debug }
  return createScalewaySession(
    createConnection({ ...options, retryForbidden: true }),
    createConnection({ ...options, retryForbidden: false }),
    apiUrl,
    region,
    { accessKey, secret: secretKey },
  )
}
