import { beforeEach, describe, expect, test } from '@jest/globals'
import type { Credential, Store, StoredVersion } from '../../src/rotation/model/ports.ts'
import { readRecord, writeRecord, type VersionRecord } from '../../src/rotation/model/record.ts'
import { withRecordKey } from '../../src/scaleway/record-key.ts'

const RECORD_KEY = 'FAKE-record-key-of-a-test-0123456789'
const ID = '5ec7e700-0000-4000-8000-000000000001'
const OTHER_ID = '5ec7e700-0000-4000-8000-000000000002'
const NOW = new Date('2030-06-15T12:00:00Z')
const DAY = 24 * 60 * 60 * 1000
const KEY: Credential = { accessKey: 'key-000000000001', secret: 'sk_live_FAKE_of_the_rotation' }
const FORGED: Credential = { accessKey: 'key-00000000000f', secret: 'sk_live_FAKE_of_somebody_else' }
const SHAPE = /,"payload":"[\w-]{22}","mac":"[\w-]{43}"\}$/

type Held = Omit<StoredVersion, 'description'> & { description: string; payload: Credential | undefined }

/** Secret Manager as somebody with full rights to it sees it. */
let secrets: Map<string, Held[]>
let inner: Store

beforeEach(() => {
  secrets = new Map([
    [ID, []],
    [OTHER_ID, []],
  ])
  const listOf = (id: string): Held[] => secrets.get(id) ?? []
  const unasked = (): Promise<never> => Promise.reject(new Error('nobody should have asked for this'))
  inner = {
    capacity: 20,
    find: unasked,
    create: unasked,
    tag: unasked,
    disable: unasked,
    enable: unasked,
    remove: unasked,
    versions: (id) => Promise.resolve(listOf(id).map(({ payload: _hidden, ...version }) => version)),
    add: (id, payload, description) => {
      const revision = listOf(id).length + 1
      const version = { revision, status: 'enabled', description, createdAt: NOW } as const
      listOf(id).push({ ...version, payload })
      return Promise.resolve(version)
    },
    describe: (id, revision, description) => {
      held(revision, id).description = description
      return Promise.resolve()
    },
    read: (id, revision) => Promise.resolve(held(revision, id).payload),
  }
})

function held(revision: number, id = ID): Held {
  const found = secrets.get(id)?.[revision - 1]
  if (found === undefined) throw new Error(`there is no version ${revision}`)
  return found
}

function text(rest: Partial<VersionRecord> = {}): string {
  return writeRecord({
    stage: 'pending',
    accessKey: KEY.accessKey,
    since: NOW,
    run: '1/1',
    text: '',
    written: new Map(),
    ...rest,
  })
}

/** What a run sees that begins now. */
async function seen(id = ID, recordKey = RECORD_KEY) {
  const store = withRecordKey(inner, recordKey)
  const versions = await store.versions(id)
  return { store, versions, at: (revision: number) => versions.find((one) => one.revision === revision) }
}

/** A run that stores a key, and makes it current. */
async function storeKey(credential: Credential = KEY): Promise<number> {
  const store = withRecordKey(inner, RECORD_KEY)
  const record = { accessKey: credential.accessKey }
  const { revision } = await store.add(ID, credential, text(record))
  await store.describe(ID, revision, text({ ...record, stage: 'current', promoted: NOW }))
  return revision
}

/** Somebody else writes a version. */
async function forge(description: string, payload: Credential = FORGED, createdAt = NOW): Promise<number> {
  const { revision } = await inner.add(ID, payload, description)
  secrets.get(ID)?.splice(revision - 1, 1, { ...held(revision), createdAt })
  return revision
}

async function expectRefused(revision: number, id = ID): Promise<void> {
  const { store, at } = await seen(id)
  expect(at(revision)).toMatchObject({ description: '', unauthenticated: true })
  expect(await store.read(id, revision)).toBeUndefined()
  await expect(store.describe(id, revision, text())).rejects.toThrow(
    `version ${revision} of the secret has no record that is signed with record-key`,
  )
}

describe('what a run writes', () => {
  test('is read again by the next run, as the core wrote it', async () => {
    const first = withRecordKey(inner, RECORD_KEY)
    const added = await first.add(ID, KEY, text())
    expect(added.description).toBe(text())
    expect(held(1).description).toMatch(SHAPE)
    expect(readRecord(held(1).description)).toEqual(readRecord(text()))

    const next = await seen()
    expect(next.at(1)).toEqual({ revision: 1, status: 'enabled', description: text(), createdAt: NOW })
    expect(await next.store.read(ID, 1)).toEqual(KEY)
    await next.store.describe(ID, 1, text({ stage: 'current', promoted: NOW }))

    const last = await seen()
    expect(last.at(1)?.description).toBe(text({ stage: 'current', promoted: NOW }))
    expect(await last.store.read(ID, 1)).toEqual(KEY)
  })

  test('can be read and described by the run that stored it, without listing the versions', async () => {
    const store = withRecordKey(inner, RECORD_KEY)
    await store.add(ID, KEY, text())
    expect(await store.read(ID, 1)).toEqual(KEY)
    await store.describe(ID, 1, text({ stage: 'retired', retired: NOW }))
    expect((await seen()).at(1)?.unauthenticated).toBeUndefined()
  })

  test('is found after a store without an answer', async () => {
    await withRecordKey(inner, RECORD_KEY).add(ID, KEY, text())
    const { store, at } = await seen()
    expect(at(1)?.description).toBe(text())
    await store.describe(ID, 1, text({ stage: 'current' }))
  })

  test('shows neither the key nor a digest of it that can be compared without the record key', async () => {
    await storeKey()
    expect(held(1).description).not.toContain(KEY.secret)
    const payloadOf = (description: string) => /"payload":"([^"]+)"/.exec(description)?.[1]
    const first = payloadOf(held(1).description)
    await withRecordKey(inner, `${RECORD_KEY}-other`).add(ID, KEY, text())
    await withRecordKey(inner, RECORD_KEY).add(OTHER_ID, KEY, text())
    expect(payloadOf(held(2).description)).not.toBe(first)
    expect(payloadOf(held(1, OTHER_ID).description)).not.toBe(first)
  })

  test('keeps characters that JSON escapes', async () => {
    const odd = text({ text: 'a "quoted" text, "mac":"x"} – ünïcode \\ \n' })
    await withRecordKey(inner, RECORD_KEY).add(ID, KEY, odd)
    expect((await seen()).at(1)?.description).toBe(odd)
  })
})

describe('a description that is no record of this action', () => {
  test.each(['', 'a note', '{"mine":1}', '{"key-rotation":"x"}'])(
    'is passed on, and its version is not read: %j',
    async (note) => {
      const revision = await forge(note)
      const { store, at } = await seen()
      expect(at(revision)).toEqual({ revision, status: 'enabled', description: note, createdAt: NOW })
      expect(await store.read(ID, revision)).toBeUndefined()
    },
  )

  test('of a newer release is passed on, so that the run refuses', async () => {
    const newer = text().replace('"key-rotation":2', '"key-rotation":3')
    const revision = await forge(newer)
    expect((await seen()).at(revision)?.description).toBe(newer)
  })
})

describe('somebody else who can write to the secret', () => {
  test.each(['pending', 'current', 'previous', 'retired'] as const)(
    'adds a version without a signature that says %s',
    async (stage) => {
      await storeKey()
      await expectRefused(await forge(text({ stage, accessKey: FORGED.accessKey })))
    },
  )

  test('adds a version with a signature of his own', async () => {
    const store = withRecordKey(inner, 'FAKE-record-key-of-somebody-else-012345')
    await store.add(ID, FORGED, text({ accessKey: FORGED.accessKey }))
    await expectRefused(1)
  })

  const changes: readonly (readonly [string, (description: string) => string])[] = [
    ['the stage', (all) => all.replace('"stage":"current"', '"stage":"previous"')],
    ['the key', (all) => all.replace(KEY.accessKey, FORGED.accessKey)],
    ['the date', (all) => all.replace('2030-06-15', '2020-06-15')],
    ['the text', (all) => all.replace('"run":"1/1"', '"run":"1/1","text":"mine"')],
    ['the format', (all) => all.replace('"key-rotation":2', '"key-rotation":1')],
    ['the payload digest', (all) => all.replace(/"payload":"[\w-]{22}"/, `"payload":"${'A'.repeat(22)}"`)],
    ['the mac', (all) => all.replace(/"mac":"[\w-]{43}"/, `"mac":"${'A'.repeat(43)}"`)],
    ['the last character of the mac', (all) => `${all.slice(0, -3)}${all.at(-3) === 'A' ? 'E' : 'A'}"}`],
    ['the length of the mac', (all) => all.replace(/"mac":"[\w-]{43}"/, '"mac":"short"')],
    ['nothing but white space', (all) => all.replace(',"payload"', ', "payload"')],
    ['the order of the fields', (all) => all.replace(/("payload":"[^"]+"),("mac":"[^"]+")/, '$2,$1')],
    ['what follows the mac', (all) => `${all.slice(0, -1)},"stage":"pending"}`],
    ['the signature, by removing it', (all) => all.replace(/,"payload":.*/, '}')],
    ['the mac, by removing it', (all) => all.replace(/,"mac":.*/, '}')],
    ['the signature, by repeating it', (all) => all.replace(/(,"payload":.*)\}$/, '$1$1}')],
  ]
  test.each(changes)('changes %s', async (_, change) => {
    const revision = await storeKey()
    const before = held(revision).description
    held(revision).description = change(before)
    expect(held(revision).description).not.toBe(before)
    await expectRefused(revision)
  })

  test('moves a version to another secret', async () => {
    await storeKey()
    await inner.add(OTHER_ID, KEY, held(1).description)
    await expectRefused(1, OTHER_ID)
  })

  test('copies a record to a version with a key of his own', async () => {
    const revision = await storeKey()
    await expectRefused(await forge(held(revision).description))
  })

  test('copies a record, with its payload, to another version', async () => {
    const revision = await storeKey()
    await expectRefused(await forge(held(revision).description, KEY))
  })

  test('copies the first record of a version to one with a key of his own: that key is not read', async () => {
    await withRecordKey(inner, RECORD_KEY).add(ID, KEY, text())
    const revision = await forge(held(1).description)
    const { store } = await seen()
    expect(await store.read(ID, revision)).toBeUndefined()
    expect(await store.read(ID, 1)).toEqual(KEY)
  })

  test('copies the first record, with its payload, to a version that is stored much later', async () => {
    await withRecordKey(inner, RECORD_KEY).add(ID, KEY, text())
    const first = held(1).description
    await expectRefused(await forge(first, KEY, new Date(NOW.getTime() + DAY + 1)))
    const soon = await forge(first, KEY, new Date(NOW.getTime() + DAY))
    expect((await seen()).at(soon)?.unauthenticated).toBeUndefined()
  })

  test('writes an older record of the same version back, which is not noticed', async () => {
    const store = withRecordKey(inner, RECORD_KEY)
    await storeKey()
    const before = held(1).description
    await store.versions(ID)
    await store.describe(ID, 1, text({ stage: 'previous' }))
    held(1).description = before
    expect((await seen()).at(1)?.description).toBe(text({ stage: 'current', promoted: NOW }))
  })
})

test('a record is written to the version whose payload the run knows, whatever stands there now', async () => {
  await storeKey()
  const { store } = await seen()
  held(1).description = text({ stage: 'retired' })
  expect(await store.versions(ID)).toMatchObject([{ unauthenticated: true }])
  await store.describe(ID, 1, text({ stage: 'previous' }))
  expect((await seen()).at(1)?.description).toBe(text({ stage: 'previous' }))
})

test('a record key that was added or changed later does not confirm what was stored before', async () => {
  await inner.add(ID, KEY, text({ stage: 'current' }))
  await expectRefused(1)
  await storeKey()
  const { at } = await seen(ID, `${RECORD_KEY}-changed`)
  expect(at(2)).toMatchObject({ description: '', unauthenticated: true })
})

test('without a record key, what was written with one is read as ever', async () => {
  await storeKey()
  expect(readRecord(held(1).description)).toEqual(readRecord(text({ stage: 'current', promoted: NOW })))
})

test('a version whose payload is none of a keys API is not read', async () => {
  await storeKey()
  const { store } = await seen()
  held(1).payload = undefined
  expect(await store.read(ID, 1)).toBeUndefined()
})
