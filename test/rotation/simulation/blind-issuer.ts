import type {
  BlindIssuer,
  ProbeAnswer,
  RolloverAnswer,
  RolloverSource,
} from '../../../src/rotation/model/ports.ts'
import { DAY, isAliveIn, secretOf, type Cloud } from './cloud.ts'
import type { Carrier } from './gate.ts'
import type { Session } from './session.ts'

/** How long a key of the model's keys API lives, and how long before its end it can be rolled over. */
export const LIFETIME = 30 * DAY
export const ROLLS_OVER_WITHIN = 7 * DAY

/** How the model's keys API is used. */
export interface BlindOptions {
  /** Whether a key can be seen to work. */
  readonly probes?: boolean
  /** The key to roll over where the store holds none. */
  readonly first?: RolloverSource
}

/** A keys API, as one run sees it: it shows a key once, and ends the old one in that moment where it rolls one over. */
export function createBlindIssuer(
  cloud: Cloud,
  gate: Carrier,
  { run }: Session,
  { probes = true, first }: BlindOptions,
): BlindIssuer {
  const make = () => {
    cloud.made += 1
    const accessKey = `K${cloud.made}`
    const expiresAt = cloud.now + LIFETIME
    const credential = { accessKey, secret: secretOf(accessKey) }
    const rest = { description: '', createdAt: cloud.now, expiresAt, project: undefined, ours: true }
    cloud.keys.set(accessKey, { ...credential, ...rest })
    return { credential, expiresAt: new Date(expiresAt) }
  }
  const probe = ({ accessKey }: { readonly accessKey: string }): Promise<ProbeAnswer> =>
    gate.request(run, `api.probe ${accessKey}`, 'read', () => {
      const answer = cloud.probe({ accessKey, secret: secretOf(accessKey) })
      return answer ?? (isAliveIn(cloud, accessKey) ? 'accepted' : 'denied')
    })
  return {
    kind: 'blind',
    create: () => gate.request(run, 'api.create', 'post', make),
    rollOver: (source) => {
      const accessKey = 'credential' in source ? source.credential.accessKey : source.id
      return gate.request(run, `api.rollOver ${accessKey}`, 'post', (): RolloverAnswer => {
        const key = cloud.keys.get(accessKey)
        const problem = { about: 'keys-api-key', problem: 'API key not found', remedy: 'rotate' }
        if (key === undefined) return { kind: 'unknown-key', problem }
        if ((key.expiresAt ?? 0) - cloud.now > ROLLS_OVER_WITHIN) return { kind: 'not-yet' }
        cloud.keys.delete(accessKey)
        return { kind: 'created', key: make() }
      })
    },
    probe: probes ? probe : undefined,
    rollsOverWithinMs: ROLLS_OVER_WITHIN,
    first,
    problems: () => [],
  }
}
