import type { Key, Observation, Version } from './observation.ts'
import type { VersionRecord } from './record.ts'

type Keys = Observation['keys']

/** The keys without one of them. */
export function withoutKey(keys: Keys, accessKey: string): Keys {
  return new Map([...keys].filter(([name]) => name !== accessKey))
}

/** The keys, one of them changed. */
export function changeKey(keys: Keys, accessKey: string | undefined, change: (key: Key) => Key): Keys {
  return new Map([...keys].map(([name, key]) => [name, name === accessKey ? change(key) : key]))
}

/** The versions, the record of one of them changed. */
export function changeRecord(
  versions: readonly Version[],
  revision: number | undefined,
  change: (record: VersionRecord) => VersionRecord,
): readonly Version[] {
  return versions.map((version) =>
    version.revision === revision
      ? { ...version, record: version.record && change(version.record) }
      : version,
  )
}
