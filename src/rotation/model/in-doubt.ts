import { changeKey, changeRecord, withoutKey } from './changes.ts'
import type { Observation } from './observation.ts'
import type { VersionRecord } from './record.ts'

/**
 * A rollover deactivates a key at the moment at which its successor is created and shown once. So the key's version
 * says beforehand that a rollover begins (`replacing`). From then on the key is in doubt for every run, until it is
 * accepted again or its successor is stored. A key in doubt is never written to a target.
 */
export function withRolloverStarted(record: VersionRecord, at: Date, run: string): VersionRecord {
  return { ...record, replacing: at, run }
}

/** The record of a key that is no longer in doubt. */
export function withoutRolloverStarted({ replacing: _over, ...record }: VersionRecord): VersionRecord {
  return record
}

/** The observation once the key of a version was accepted, or its issuer confirmed it. */
export function withoutDoubt(observation: Observation, revision: number): Observation {
  const { versions, keys } = observation
  const accessKey = versions.find((version) => version.revision === revision)?.record?.accessKey
  return {
    ...observation,
    versions: changeRecord(versions, revision, withoutRolloverStarted),
    keys: changeKey(keys, accessKey, ({ inDoubt: _over, ...key }) => key),
  }
}

/** The observation once it is unknown whether a key is still valid. */
export function inDoubt(observation: Observation, accessKey: string): Observation {
  return {
    ...observation,
    keys: changeKey(observation.keys, accessKey, (key) => ({ ...key, inDoubt: true })),
  }
}

/** The observation once a key is certainly deactivated or deleted. */
export function deactivated(observation: Observation, accessKey: string): Observation {
  return { ...observation, keys: withoutKey(observation.keys, accessKey) }
}
