import { readRecord, type Stage, type VersionRecord } from '../../../../src/rotation/model/record.ts'
import type { Cloud, ModelVersion } from '../../../rotation/simulation/cloud.ts'

/** The readable versions with this stage, oldest first. */
export function versionsIn({ secret }: Cloud, stage: Stage): readonly ModelVersion[] {
  return (secret?.versions ?? []).filter(
    (version) => version.status === 'enabled' && recordIn(version)?.stage === stage,
  )
}

/** A version's record; undefined if it has none. */
export function recordIn({ description }: ModelVersion): VersionRecord | undefined {
  const reading = readRecord(description)
  return reading.kind === 'ours' ? reading.record : undefined
}
