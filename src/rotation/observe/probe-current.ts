import { poll } from '../../lib/poll.ts'
import { deactivated, withoutDoubt } from '../model/in-doubt.ts'
import { currentGeneration, isExpired, type Observation } from '../model/observation.ts'
import type { BlindIssuer } from '../model/ports.ts'
import type { RotationContext } from '../model/context.ts'
import { asVerified } from '../model/recorded-keys.ts'

/** How often, and at which interval, a key is probed before it counts as deactivated. */
const CONFIRMATION = { attempts: 2, intervalMs: 1000 } as const

/**
 * Looks whether the current key of a blind issuer works, where there is a way to. One that is refused twice was ended
 * by somebody; one that is accepted is no longer in doubt, whatever the run was about that died over it.
 */
export async function probeCurrent(
  { store, clock }: Pick<RotationContext, 'store' | 'clock'>,
  issuer: BlindIssuer,
  observation: Observation,
): Promise<Observation> {
  const current = currentGeneration(observation)
  const key = current && observation.keys.get(current.record.accessKey)
  const { secretId } = observation
  if (issuer.probe === undefined || current?.status !== 'enabled' || secretId === undefined)
    return observation
  if (key === undefined || isExpired(observation, key)) return observation
  const credential = await store.read(secretId, current.revision)
  if (credential?.accessKey !== key.accessKey) return observation // somebody changed it; whoever reads it says so
  const { probe } = issuer
  const answer = await poll(() => probe(credential), {
    ...CONFIRMATION,
    clock,
    isFinal: (one) => one !== 'denied',
  })
  if (answer === 'accepted' || answer === 'forbidden') {
    const settled = withoutDoubt(observation, current.revision)
    const versions = settled.versions.map((version) =>
      version.revision === current.revision && version.record !== undefined
        ? { ...version, record: asVerified(version.record) }
        : version,
    )
    const keys = new Map(settled.keys)
    const seen = keys.get(key.accessKey)
    if (seen !== undefined) keys.set(key.accessKey, { ...seen, works: true })
    return { ...settled, versions, keys }
  }
  // One that never could be seen to work is asked about in vain: the question is wrong, not the key.
  const ended = answer === 'denied' && current.record.unproven !== true
  return ended ? deactivated(observation, key.accessKey) : observation
}
