import { describe, expect, test } from '@jest/globals'
import { readDescription } from '../../../src/rotation/model/mark.ts'
import type { Key, Version } from '../../../src/rotation/model/observation.ts'
import type { StoredVersion } from '../../../src/rotation/model/ports.ts'
import { readRecord, writeRecord, type Stage } from '../../../src/rotation/model/record.ts'
import { rollBack } from '../../../src/rotation/issue/roll-back.ts'
import { key, NOW, observed, SECRET_ID, version } from '../build.ts'
import { keyAnswers, listed, listing, SILENT, testContext } from '../fixture.ts'

// A replaced key that is brought back, and other runs that are at work meanwhile.

const BEFORE = [version(1, 'retired', 'K0'), version(2, 'previous', 'K1'), version(3, 'current', 'K2')]
const KEYS = [
  key('K1', { mark: 'replaced' }),
  key('K2', { mark: 'stored', published: 3 }),
  key('K4', { mark: 'stored' }),
]

interface Script {
  /** What stands beside the new version when it is looked at again. */
  readonly meanwhile?: readonly Version[]
  /** What K1 is by then, where another run changed it; `gone` where it is deleted. */
  readonly key?: Key | 'gone'
  /** What the new version is by then. */
  readonly own?: (stored: StoredVersion) => StoredVersion
  /** Why version 2 cannot be read once the mark is written; it can be read where undefined. */
  readonly unreadable?: Error
  readonly blind?: true
}

/** Goes back to K1, which version 2 holds. @returns what came of it, and every change in order */
async function back({ meanwhile = BEFORE, own = (one) => one, blind, unreadable, ...script }: Script = {}) {
  const added: StoredVersion[] = []
  const changes: string[] = []
  let restored = KEYS[0] as Key
  const issuer = listing({
    describe: (accessKey, description) => {
      restored = { ...restored, ...readDescription(description) }
      changes.push(`${accessKey} ${restored.mark?.phase ?? 'unmarked'}`)
      return Promise.resolve()
    },
    key: (accessKey) => {
      const first = script.key === 'gone' ? [] : [script.key ?? restored]
      return keyAnswers([...first, ...KEYS.slice(1)])(accessKey)
    },
  })
  const credential = { accessKey: 'K1', secret: 'FAKE' }
  const { context, events } = testContext({
    issuer: blind ? SILENT : issuer,
    store: {
      add: (_, credential, description) => {
        const one = { revision: 5, status: 'enabled', description, createdAt: NOW } as const
        added.push(own(one))
        changes.push(`add ${credential.accessKey}`)
        return Promise.resolve(one)
      },
      read: (_, revision) => {
        if (blind || revision !== 2) throw new Error('nobody should have asked for this')
        return unreadable === undefined ? Promise.resolve(credential) : Promise.reject(unreadable)
      },
      versions: () => Promise.resolve([...listed(meanwhile), ...added]),
      describe: (_, revision, text) => {
        const reading = readRecord(text)
        changes.push(`v${revision} ${reading.kind === 'ours' ? reading.record.stage : 'foreign'}`)
        return Promise.resolve()
      },
      disable: (_, revision) => {
        changes.push(`disable v${revision}`)
        return Promise.resolve()
      },
    },
  })
  const observation = observed({ versions: BEFORE, keys: KEYS, issuer: blind ? 'blind' : 'listing' })
  const result = await rollBack(context, observation, SECRET_ID, 2, credential).catch(
    (error: unknown) => error,
  )
  return { result, changes, told: events, mark: restored.mark }
}

test('its mark says stored before it is stored as a version of its own, with the digest that it had', async () => {
  const { result, changes, told, mark } = await back()
  expect(result).toBe(5)
  expect(changes).toEqual(['K1 stored', 'add K1'])
  expect(told).toEqual([{ kind: 'key-stored', accessKey: 'K1', revision: 5 }])
  expect(mark).toEqual({ ...KEYS[0]?.mark, phase: 'stored', at: NOW })
})

test('it is not stored where its version was disabled before the mark said stored', async () => {
  const unreadable = new Error('version 2 is disabled')
  const { result, changes, told } = await back({ unreadable })
  const message =
    'the key K1 was not restored: version 2 can no longer be read (version 2 is disabled); run again'
  expect(result).toEqual(new Error(message, { cause: unreadable }))
  expect([changes, told]).toEqual([['K1 stored'], []])
})

describe('it is given up where another run', () => {
  const [oldest, previous, current] = BEFORE as [Version, Version, Version]
  const CLOSED = ['K1 stored', 'add K1', 'disable v5', 'v5 retired']
  const retired = 'another run is retiring the key K1, so it cannot be restored'

  test('brings another one out: the version is closed and the key is replaced as before', async () => {
    const { result, changes } = await back({
      meanwhile: [oldest, previous, current, version(4, 'pending', 'K4')],
    })
    const message = 'another run is publishing the key K4; wait until that run has ended, then roll back'
    expect(result).toEqual(new Error(message))
    expect(changes).toEqual([...CLOSED, 'K1 replaced'])
  })

  test.each<[string, Script]>([
    ['marked its key replaced meanwhile', { key: key('K1', { mark: 'replaced' }) }],
    ['let its key go', { key: key('K1', { mark: 'none' }) }],
    ['has deleted its key', { key: 'gone' }],
  ])('%s: the version is closed and the key is left alone', async (_, script) => {
    const { result, changes } = await back(script)
    expect(result).toEqual(new Error(retired))
    expect(changes).toEqual(CLOSED)
  })
})

// Its mark says stored, so no run retires the key, and this version may be the only one that still holds it.
test.each<[string, Script]>([
  [
    'disabled',
    { meanwhile: [version(1, 'retired', 'K0'), version(2, 'previous', 'K1', { status: 'disabled' })] },
  ],
  ['deleted', { meanwhile: [] }],
])('it is kept where its former version was %s after it was read', async (_, script) => {
  const { result, changes } = await back(script)
  expect([result, changes]).toEqual([5, ['K1 stored', 'add K1']])
})

describe('it is left to another run that', () => {
  const stage = (stage: Stage) => (one: StoredVersion) => {
    const reading = readRecord(one.description)
    return reading.kind === 'ours' ? { ...one, description: writeRecord({ ...reading.record, stage }) } : one
  }

  test.each<[string, Script]>([
    ['made its version current', { own: stage('current') }],
    ['replaced it already', { own: stage('previous') }],
    ['gave its version up', { own: stage('retired') }],
    ['disabled its version', { own: (one) => ({ ...one, status: 'disabled' }) }],
  ])('%s', async (_, script) => {
    const { result, changes } = await back(script)
    expect([result, changes]).toEqual([undefined, ['K1 stored', 'add K1']])
  })
})

describe('of a keys API, which has no marks', () => {
  test('it is stored where its older version still says that it is kept', async () => {
    const { result, changes } = await back({ blind: true })
    expect([result, changes]).toEqual([5, ['add K1']])
  })

  test('and given up where that says retired', async () => {
    const [oldest, , current] = BEFORE as [Version, Version, Version]
    const { changes } = await back({ blind: true, meanwhile: [oldest, version(2, 'retired', 'K1'), current] })
    expect(changes).toEqual(['add K1', 'disable v5', 'v5 retired'])
  })
})
