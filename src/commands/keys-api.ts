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
 * Opens a keys API with the credentials of the inputs.
 * @param clock the clock of the run, which its deadline is measured by
 */
export function connectKeysApi(
  { url, token, name, permissions, expiry, first, verify }: KeysApiInputs,
  runtime: Runtime,
  clock: Clock,
): BlindIssuer {
  return createKeysApi({
    // A new key is returned only once, so it is requested only while there is time left to store it.
    api: connect(url, runtime, createDeadline(clock, RUN_DEADLINE_MS / 2)),
    url,
    token,
    name,
    permissions,
    expiry,
    first,
    verify: verification(verify, runtime),
    mask: runtime.mask,
  })
}

/** A keys API that only verifies keys. */
export function keysApiToCheck({ verify }: CheckedKeysApi, runtime: Runtime): BlindIssuer {
  return createKeysApi({
    api: refuseChange,
    url: '',
    token: '',
    name: undefined,
    permissions: [],
    expiry: '',
    first: undefined,
    verify: verification(verify, runtime),
    mask: runtime.mask,
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

/** How keys are verified, over a connection that refuses changes; undefined where they are not. */
function verification(
  verify: KeysApiInputs['verify'],
  runtime: Runtime,
): Parameters<typeof createKeysApi>[0]['verify'] {
  return verify && { ...verify, fetch: connect(verify.url, runtime, refuseChange) }
}
