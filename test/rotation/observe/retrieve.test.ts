import { expect, test } from '@jest/globals'
import type { VersionRecord } from '../../../src/rotation/model/record.ts'
import { retrieve, type StoredKey, type StoreReader } from '../../../src/rotation/observe/retrieve.ts'

/** What a version's record says; the first is the oldest. */
type Says = (Pick<VersionRecord, 'stage' | 'rolledOver'> & { readonly disabled?: true }) | 'nothing'

/** A store with a key for each record. */
function storeOf(...says: readonly Says[]): StoreReader {
  const stored = (revision: number): StoredKey => ({
    secretId: 'the secret',
    revision,
    credential: { accessKey: `key-${revision}`, secret: `FAKE-${revision}` },
  })
  return {
    newest: () => Promise.resolve(stored(says.length)),
    version: (_, revision) => Promise.resolve(stored(revision)),
    records: () =>
      Promise.resolve(
        says
          .map((one, index) => ({
            revision: index + 1,
            enabled: one === 'nothing' || one.disabled !== true,
            record: one === 'nothing' ? undefined : recordOf(one, index + 1),
          }))
          .reverse(),
      ),
  }
}

function recordOf({ stage, rolledOver }: Exclude<Says, string>, revision: number): VersionRecord {
  const rest = { since: new Date(0), run: '1/1', text: '', written: new Map<string, never>() }
  return { stage, ...(rolledOver && { rolledOver }), accessKey: `key-${revision}`, ...rest }
}

const retrieved = async (...says: readonly Says[]): Promise<string> =>
  (await retrieve(storeOf(...says), 'newest-current')).credential.accessKey

test('the current key is retrieved while the next one is on its way', async () => {
  expect(await retrieved({ stage: 'current' }, { stage: 'pending' })).toBe('key-1')
})

test('of Scaleway keys, which are verified before they are stored, the newest enabled version is retrieved', async () => {
  const store = storeOf({ stage: 'current' }, { stage: 'pending' })
  const { credential, record } = await retrieve(store, 'newest')
  expect([credential.accessKey, record?.stage]).toEqual(['key-2', 'pending'])
})

test('a key that was rolled over is retrieved at once, because the one before it is dead', async () => {
  expect(await retrieved({ stage: 'current' }, { stage: 'pending', rolledOver: true })).toBe('key-2')
})

test('of a rolled-over key that was given up or overtaken nothing is retrieved', async () => {
  expect(await retrieved({ stage: 'current' }, { stage: 'retired', rolledOver: true })).toBe('key-1')
  expect(await retrieved({ stage: 'pending', rolledOver: true }, { stage: 'current' })).toBe('key-2')
})

test('a current version that was disabled, or one without a record, is passed by', async () => {
  expect(
    await retrieved({ stage: 'current' }, { stage: 'current', disabled: true }, { stage: 'pending' }),
  ).toBe('key-1')
  expect(await retrieved({ stage: 'current' }, 'nothing')).toBe('key-1')
  expect(await retrieved('nothing', 'nothing')).toBe('key-2')
})

test('the record of what is retrieved comes with it', async () => {
  const read = async (...says: readonly Says[]) =>
    (await retrieve(storeOf(...says), 'newest-current')).record?.accessKey
  expect(await read({ stage: 'current' }, { stage: 'pending' })).toBe('key-1')
  expect(await read({ stage: 'previous' }, { stage: 'current' })).toBe('key-2')
  expect(await read({ stage: 'previous' }, { stage: 'pending' })).toBe('key-2')
  expect(await read({ stage: 'previous' }, { stage: 'previous' }, { stage: 'pending' })).toBe('key-3')
  expect(await read({ stage: 'previous' }, 'nothing')).toBeUndefined()
})

test('who may not see the records takes the newest version', async () => {
  const store: StoreReader = {
    ...storeOf({ stage: 'current' }, { stage: 'pending' }),
    records: () => Promise.resolve(undefined),
  }
  const { credential, record } = await retrieve(store, 'newest-current')
  expect([credential.accessKey, record]).toEqual(['key-2', undefined])
})

test('a newer version that cannot be read says nothing of the one that is retrieved', async () => {
  const older = storeOf({ stage: 'previous' }, { stage: 'previous' })
  const store: StoreReader = {
    ...storeOf({ stage: 'previous' }, { stage: 'previous' }, { stage: 'pending', disabled: true }),
    newest: () => older.newest(),
  }
  expect((await retrieve(store, 'newest-current')).record?.accessKey).toBe('key-2')
})

test('nothing is read twice', async () => {
  const store: StoreReader = {
    ...storeOf({ stage: 'previous' }, { stage: 'current' }),
    version: () => Promise.reject(new Error('it was read already')),
  }
  expect((await retrieve(store, 'newest-current')).credential.accessKey).toBe('key-2')
})
