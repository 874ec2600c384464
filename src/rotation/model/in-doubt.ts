import type { Key, Observation, Version } from './observation.ts'
import type { VersionRecord } from './record.ts'

/**
 * A blind issuer ends a key in the moment in which it makes the next one, and shows that one once. So before it is
 * asked, the key's version says so (`replacing`); from then on the key is in doubt, for every run, until it is seen
 * to work or its successor is stored. A key in doubt is never written to a target.
 */
export function withRolloverStarted(record: VersionRecord, at: Date, run: string): VersionRecord {
  return { ...record, replacing: at, run }
}

/** The record of a key that is in doubt no longer. */
export function withoutRolloverStarted({ replacing: _over, ...record }: VersionRecord): VersionRecord {
  return record
}

/** What is known once a key was seen to work, or its issuer has said that it does. */
export function withoutDoubt(observation: Observation, revision: number): Observation {
  let accessKey: string | undefined
  const versions = observation.versions.map((version): Version => {
    if (version.revision !== revision || version.record === undefined) return version
    const record = withoutRolloverStarted(version.record)
    accessKey = record.accessKey
    return { ...version, record }
  })
  return {
    ...observation,
    versions,
    keys: changed(observation, accessKey, ({ inDoubt: _over, ...key }) => key),
  }
}

/** What is known once nobody knows whether a key still works. */
export function inDoubt(observation: Observation, accessKey: string): Observation {
  return { ...observation, keys: changed(observation, accessKey, (key) => ({ ...key, inDoubt: true })) }
}

/** What is known once a key is dead for certain. */
export function withoutKey(observation: Observation, accessKey: string): Observation {
  return { ...observation, keys: new Map([...observation.keys].filter(([name]) => name !== accessKey)) }
}

function changed(
  { keys }: Observation,
  accessKey: string | undefined,
  change: (key: Key) => Key,
): Observation['keys'] {
  return new Map([...keys].map(([name, key]) => [name, name === accessKey ? change(key) : key]))
}
