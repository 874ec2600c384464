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

/** Signs in to Scaleway as the inputs say. */
export function connectScaleway(
  { accessKey, secretKey, apiUrl, region }: ScalewayConnection,
  { fetch, debug }: Runtime,
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

/** What the run of one key has at Scaleway, whatever makes the key. */
export interface ScalewayAccess {
  readonly clock: ServiceClock
  /** Asked before each request that changes something. */
  readonly deadline: Deadline
  readonly session: ScalewaySession
  readonly store: Store
  readonly payload: Payload
}

/**
 * Signs in to Scaleway for the run of one key, whose time begins now.
 * @param limit makes what is asked before each request that changes something
 */
export function openScaleway(
  {
    scaleway,
    keysApi,
    store: { name, path },
  }: Pick<RotateInputs, 'scaleway' | 'store'> & { keysApi?: Pick<KeysApiInputs, 'recordKey'> },
  surroundings: Runtime,
  limit: (clock: ServiceClock) => Deadline = createDeadline,
): ScalewayAccess {
  const { mask, sleep } = surroundings
  // Scaleway's time is the run's: the ages of keys and the deadline go by it.
  const clock = createServiceClock(sleep)
  const deadline = limit(clock)
  const session = connectScaleway(scaleway, surroundings, clock, deadline)
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

/** Looks for the secret, which every run does first, before there is a run: the answer is for its first question. */
export function prefetchSecret(access: ScalewayAccess): ScalewayAccess {
  const { store } = access
  let ahead: ReturnType<Store['find']> | undefined = store.find()
  // A failure is for whoever asks; it is no failure of its own while nobody does.
  ahead.catch(() => undefined)
  const find: Store['find'] = () => {
    const answer = ahead ?? store.find()
    ahead = undefined
    return answer
  }
  return { ...access, store: { ...store, find } }
}
