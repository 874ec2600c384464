import { generations, isExpired, type Key, type Observation } from './observation.ts'
import type { VersionRecord } from './record.ts'

/**
 * The keys of a blind issuer, as far as the versions' records tell of them: those that were made, less those that
 * ended when they were rolled over. Nobody can ask for the others.
 */
export function recordedKeys(observation: Observation): ReadonlyMap<string, Key> {
  const all = generations(observation)
  const ended = new Set(all.flatMap(({ record }) => (record.rolledOver ? (record.replaces ?? []) : [])))
  const keys = new Map<string, Key>()
  for (const { record } of all) {
    const { accessKey, issued, expires, since, stage, text } = record
    const inDoubt = record.replacing === undefined ? undefined : true
    const key = unmarkedKey({ accessKey, createdAt: issued ?? since, expiresAt: expires, text, inDoubt })
    // An expired key can still be rolled over, so that the current one and the one on its way count until then.
    const counts = stage === 'current' || stage === 'pending' || !isExpired(observation, key)
    if (counts && !ended.has(accessKey)) keys.set(accessKey, key)
    else keys.delete(accessKey)
  }
  return keys
}

/** A record that no longer says that its key could not be seen to work. */
export function asVerified({ unproven: _over, ...record }: VersionRecord): VersionRecord {
  return record
}

/** A key that is known only by what the versions or this run say of it: its issuer lists no keys. */
export function unmarkedKey(
  known: Pick<Key, 'accessKey' | 'createdAt' | 'expiresAt'> & Partial<Pick<Key, 'text' | 'inDoubt'>>,
): Key {
  return { description: '', defaultProjectId: undefined, mark: undefined, text: '', ...known }
}
