import { recordText } from './as-left.ts'
import { secretIdOf } from './credentials.ts'
import { recordOf, type Known } from './effects.ts'
import type { Store } from './ports.ts'

/** Writes the record that a version has in `next`. */
export async function saveRecord(store: Store, next: Known, revision: number): Promise<void> {
  const record = recordOf(next.observation, revision)
  /* c8 ignore next -- only versions with a record are written */
  if (record === undefined) throw new Error(`version ${revision} has no record; this is a bug`)
  await store.describe(secretIdOf(next), revision, recordText(record, next.observation.targets))
}

/** Disables a version that is disabled in `next` and was not before. */
export async function saveStatus(store: Store, known: Known, next: Known, revision: number): Promise<void> {
  const status = (state: Known) => state.observation.versions.find((v) => v.revision === revision)?.status
  if (status(known) === 'enabled' && status(next) === 'disabled')
    await store.disable(secretIdOf(known), revision)
}
