import { rolledBackRecord } from './effects.ts'
import { olderRival } from './make.ts'
import { generationAt, newestRevision, type Observation } from './observation.ts'
import { lookAgain } from './observe.ts'
import type { Credential } from './ports.ts'
import { writeRecord } from './record.ts'
import { storePending } from './store-pending.ts'
import type { World } from './world.ts'

/**
 * Stores the key of a replaced version once more, as a pending version, and looks again. Whoever retires a key says so
 * in its version first and then looks for pending versions that hold it; this writes first and then looks at that
 * version. So of the two, one sees the other.
 * @param revision the version that holds the key
 * @returns the new version's revision
 * @throws where somebody else was at work; the new version is given up then
 */
export async function rollBack(
  world: World,
  observation: Observation,
  secretId: string,
  revision: number,
  credential: Credential,
): Promise<number> {
  const { accessKey } = credential
  const from = generationAt(observation, revision)
  const record = rolledBackRecord(observation, from, { at: world.clock.now(), run: world.run })
  const newest = newestRevision(observation)
  const restored = await storePending(world, secretId, credential, record, newest)
  world.tell({ kind: 'key-stored', accessKey, revision: restored })

  const versions = await lookAgain(world, secretId)
  const source = versions.find((version) => version.revision === revision)
  const rival = await olderRival(world, observation, versions, restored, accessKey)
  if (source?.record?.stage === 'previous' && rival === undefined) return restored
  const abandoned = { ...record, stage: 'abandoned', since: world.clock.now() } as const
  await world.store.describe(secretId, restored, writeRecord(abandoned))
  await world.store.disable(secretId, restored)
  throw new Error(
    rival === undefined
      ? `another run is retiring the key ${accessKey} at this moment, so there is nothing to go back to`
      : `another run is bringing out the key ${rival} at this moment; let it end, then roll back`,
  )
}
