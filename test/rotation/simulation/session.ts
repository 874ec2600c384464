import type { Clock, Credential } from '../../../src/rotation/model/ports.ts'
import { isAliveIn, type Cloud } from './cloud.ts'
import type { Carrier, Method } from './gate.ts'

/** Who a run is to the cloud, and which key it signs in with; the rotator's own key is none of the bearer's. */
export interface Session {
  readonly run: string
  signedInAs: Credential
}

/** The access key of a rotator that is not the bearer: it is always let in. */
export const ROTATOR = 'SCWROTATOR'

/** Sends a request of a run that signs in. */
export type Send = <T>(name: string, method: Method, effect: () => T) => Promise<T>

/** Requests of a run that signs in: refused once its key is dead. */
export function signedIn(cloud: Cloud, gate: Carrier, session: Session): Send {
  return (name, method, effect) =>
    gate.request(session.run, name, method, () => {
      const { accessKey } = session.signedInAs
      if (accessKey !== ROTATOR && !isAliveIn(cloud, accessKey))
        throw new Error(`${name}: 401, ${accessKey} is dead`)
      return effect()
    })
}

/** The services' time: it goes on with every request, and when a run sleeps. */
export function createClock(cloud: Cloud, gate: Carrier, { run }: Session): Clock {
  return {
    now: () => new Date(cloud.now),
    stamp: () => {
      const moment = cloud.now
      return () => new Date(moment)
    },
    sleep: (milliseconds) => gate.sleep(run, milliseconds),
  }
}
