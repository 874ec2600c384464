import { recordText } from '../model/record-digest.ts'
import { publishedMark, recordOf } from '../decide/transition.ts'
import { writeDescription } from '../model/mark.ts'
import type { Key, Observation } from '../model/observation.ts'
import type { ListingIssuer, Store } from '../model/ports.ts'
import { tableDigest, writeRecord, type VersionRecord } from '../model/record.ts'
import type { RotationContext } from '../model/context.ts'
import type { RunState } from '../model/run-state.ts'
import { secretIdOf } from '../model/run-state.ts'

/** Writes the record that a version has in `next`. */
export async function saveRecord(store: Store, next: RunState, revision: number): Promise<void> {
  await store.describe(secretIdOf(next), revision, textOf(next, revision))
}

/**
 * Writes what a version's record says of the targets, and before it the digest of that into its key's mark: only then
 * a later run trusts it (protocol, rules 8 and 9).
 * @param look what is looked at between the two; it throws where the record must not be written
 * @returns what is known then
 */
export async function savePublication(
  { issuer, store, clock }: RotationContext,
  next: RunState,
  revision: number,
  look: () => Promise<void> = () => Promise.resolve(),
): Promise<RunState> {
  const text = textOf(next, revision)
  const accessKey = recordOf(next.observation, revision)?.accessKey ?? ''
  const key = next.observation.keys.get(accessKey)
  let saved = next
  if (issuer.kind === 'listing' && key?.mark !== undefined) {
    const at = key.mark.published?.at ?? clock.now()
    const mark = publishedMark(key.mark, revision, tableDigest(text) ?? '', at)
    await issuer.describe(accessKey, writeDescription(mark, key.text))
    saved = { ...next, observation: withKey(next.observation, { ...key, mark }) }
  }
  await look()
  await store.describe(secretIdOf(next), revision, text)
  return saved
}

/** Disables a version that is enabled in `known`. */
export async function saveStatus(store: Store, known: RunState, revision: number): Promise<void> {
  const status = known.observation.versions.find((version) => version.revision === revision)?.status
  if (status === 'enabled') await store.disable(secretIdOf(known), revision)
}

/** Closes a version that this run stored: nobody reads it any more, and no run finishes it. */
export async function closeVersion(
  { store, clock, run }: RotationContext,
  secretId: string,
  revision: number,
  record: VersionRecord,
): Promise<void> {
  await store.disable(secretId, revision)
  const retired = { ...record, stage: 'retired', retired: clock.now(), run } as const
  await store.describe(secretId, revision, writeRecord(retired))
}

/** Marks a key that this run stored or restored as replaced: its grace period begins. */
export async function markReplaced(
  { clock }: RotationContext,
  issuer: ListingIssuer,
  key: Key,
): Promise<void> {
  /* c8 ignore next -- it was marked before it was stored */
  if (key.mark === undefined) throw new Error(`the key ${key.accessKey} has no mark; this is a bug`)
  const mark = { ...key.mark, phase: 'replaced', at: clock.now() } as const
  await issuer.describe(key.accessKey, writeDescription(mark, key.text))
}

function textOf({ observation }: RunState, revision: number): string {
  const record = recordOf(observation, revision)
  /* c8 ignore next -- only versions with a record are written */
  if (record === undefined) throw new Error(`version ${revision} has no record; this is a bug`)
  return recordText(record, observation.targets)
}

function withKey(observation: Observation, key: Key): Observation {
  return { ...observation, keys: new Map(observation.keys).set(key.accessKey, key) }
}
