import type { CheckedKeysApi, KeysApiInputs } from '../config/types.ts'
import { createKeysApi } from '../keys-api/issuer.ts'
import { RUN_DEADLINE_MS } from '../rotation/model/policy.ts'
import type { BlindIssuer, Clock } from '../rotation/model/ports.ts'
import { createConnection } from '../http/connection.ts'
import { createDeadline } from '../http/deadline.ts'
import { createServiceClock } from '../http/service-clock.ts'
import { refuseChange } from './read-only.ts'
import type { Runtime } from './runtime.ts'

/**
 * Signs in to a keys API as the inputs say.
 * @param clock the run's time, by which its deadline goes
 */
export function connectKeysApi(
  { url, token, name, permissions, expiry, first, verify }: KeysApiInputs,
  surroundings: Runtime,
  clock: Clock,
): BlindIssuer {
  return createKeysApi({
    // What it shows is shown once, so it is asked only while there is time left to store the answer.
    api: connect(url, surroundings, createDeadline(clock, RUN_DEADLINE_MS / 2)),
    url,
    token,
    name,
    permissions,
    expiry,
    first,
    verify: proving(verify, surroundings),
    mask: surroundings.mask,
  })
}

/** A keys API that is asked for nothing but whether a key works. */
export function keysApiToLookAt({ verify }: CheckedKeysApi, surroundings: Runtime): BlindIssuer {
  return createKeysApi({
    api: refuseChange,
    url: '',
    token: '',
    name: undefined,
    permissions: [],
    expiry: '',
    first: undefined,
    verify: proving(verify, surroundings),
    mask: surroundings.mask,
  })
}

function connect(
  baseUrl: string,
  { fetch, debug, sleep }: Runtime,
  allowChange: () => void,
): typeof globalThis.fetch {
  return createConnection({
    service: 'the keys API',
    baseUrl,
    clock: createServiceClock(sleep),
    fetch,
    allowChange,
    debug,
    retryForbidden: false,
  })
}

/** Where a key is shown to be seen to work, if anywhere, over a connection that lets nothing else through. */
function proving(
  verify: KeysApiInputs['verify'],
  surroundings: Runtime,
): Parameters<typeof createKeysApi>[0]['verify'] {
  return verify && { ...verify, fetch: connect(verify.url, surroundings, refuseChange) }
}
