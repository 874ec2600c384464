import type { KeysApiInputs, RotateInputs, ScalewayConnection } from '../config/types.ts'
import type { Store } from '../rotation/model/ports.ts'
import { createConnection } from '../http/connection.ts'
import { createDeadline, type Deadline } from '../http/deadline.ts'
import { createScalewaySession, type ScalewaySession } from '../scaleway/client.ts'
import { createServiceClock, type ServiceClock } from '../http/service-clock.ts'
import { payloadOf, type Payload } from '../scaleway/payload.ts'
import { withRecordKey } from '../scaleway/record-key.ts'
import { createSecretManager } from '../scaleway/secret-manager.ts'
import type { Runtime } from './runtime.ts'

/** Opens Scaleway with the credentials of the inputs. */
export function connectScaleway(
  { accessKey, secretKey, apiUrl, region }: ScalewayConnection,
  { fetch, debug }: Runtime,
  clock: ServiceClock,
  allowChange: () => void,
): ScalewaySession {
  const options = { service: 'Scaleway', baseUrl: apiUrl, clock, fetch, allowChange, debug }
  return createScalewaySession({
    connection: createConnection({ ...options, retryForbidden: true }),
    withoutRetries: createConnection({ ...options, retryForbidden: false }),
    apiUrl,
    region,
    credential: { accessKey, secret: secretKey },
  })
}

/** What the run of one key uses at Scaleway, for either issuer. */
export interface ScalewayAccess {
  readonly clock: ServiceClock
  /** Asked before each request that changes something. */
  readonly deadline: Deadline
  readonly session: ScalewaySession
  readonly store: Store
  readonly payload: Payload
}

/**
 * Opens Scaleway for the run of one key. The deadline of the run starts now.
 * @param limit creates the deadline
 */
export function openScaleway(
  {
    scaleway,
    keysApi,
    store: { name, path },
  }: Pick<RotateInputs, 'scaleway' | 'store'> & { keysApi?: Pick<KeysApiInputs, 'recordKey'> },
  runtime: Runtime,
  limit: (clock: ServiceClock) => Deadline = createDeadline,
): ScalewayAccess {
  const { mask, sleep } = runtime
  // Ages of keys and the deadline are measured by Scaleway's clock.
  const clock = createServiceClock(sleep)
  const deadline = limit(clock)
  const session = connectScaleway(scaleway, runtime, clock, deadline)
  const payload = payloadOf(keysApi === undefined ? 'scaleway' : 'keys-api')
  const { projectId } = scaleway
  const store = createSecretManager({ session, projectId, name, path, payload, mask, sleep })
  const { recordKey } = keysApi ?? {}
  return {
    clock,
    deadline,
    session,
    store: recordKey === undefined ? store : withRecordKey(store, recordKey),
    payload,
  }
}

/** Starts to look up the secret, the first request of every run, while the rest of the action is loaded. */
export function prefetchSecret(access: ScalewayAccess): ScalewayAccess {
  const { store } = access
  let prefetched: ReturnType<Store['find']> | undefined = store.find()
  // A failure is reported to the caller of `find`; until then it must not end the process.
  prefetched.catch(() => undefined)
  const find: Store['find'] = () => {
    const answer = prefetched ?? store.find()
    prefetched = undefined
    return answer
  }
  return { ...access, store: { ...store, find } }
}
