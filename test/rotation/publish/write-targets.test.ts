import { describe, expect, test } from '@jest/globals'
import { inGroups, MAX_RECORD_LENGTH, withSpans } from '../../../src/rotation/model/record-digest.ts'
import { createCredentials, PayloadMismatch } from '../../../src/rotation/publish/credentials.ts'
import {
  holds,
  type Generation,
  type Observation,
  type Version,
} from '../../../src/rotation/model/observation.ts'
import {
  TargetError,
  type Store,
  type Targets,
  type TargetState,
  type WriteSpan,
} from '../../../src/rotation/model/ports.ts'
import { readRecord } from '../../../src/rotation/model/record.ts'
import { Interrupted } from '../../../src/rotation/model/context.ts'
import { createWriter } from '../../../src/rotation/publish/write-targets.ts'
import { ago, key, knownOf, NOW, observed, version, type State } from '../build.ts'
import { credentialOf, listed, listing, reading, testContext } from '../fixture.ts'

const publishK2 = { kind: 'publish', revision: 2, accessKey: 'K2', targets: ['T1', 'T2'] } as const
/** Targets that take everything, one in each second, and what was written where. */
function willing(written: string[], names: readonly string[]): Pick<Targets, 'write'> {
  return {
    write: (id, { accessKey }) => {
      const span: WriteSpan = { from: secondsLater(written.length), to: secondsLater(written.length + 1) }
      written.push(`${id} ${accessKey}`)
      return Promise.resolve(new Map(names.map((name) => [name, span])))
    },
  }
}

function secondsLater(seconds: number): Date {
  return new Date(NOW.getTime() + seconds * 1000)
}

const readsK2: Pick<Store, 'read'> = { read: () => Promise.resolve(credentialOf('K2')) }

describe('a key of a keys API is looked at once more before it is written', () => {
  const keys = [key('K1', { mark: 'none' }), key('K2', { mark: 'none' })]
  const pending = version(2, 'pending', 'K2')
  const before = observed({
    issuer: 'blind',
    versions: [version(1, 'current', 'K1'), pending],
    keys,
    held: [1, 1],
  })

  /** What is written where another run has left these versions meanwhile. */
  async function publish(now: readonly Version[], observation = before): Promise<readonly string[]> {
    const written: string[] = []
    const targets = willing(written, ['SCW_ACCESS_KEY', 'SCW_SECRET_KEY'])
    const store = {
      ...readsK2,
      versions: () => Promise.resolve(listed(now)),
      describe: () => Promise.resolve(),
    }
    const { context } = testContext({ store, targets })
    const write = createWriter(context, createCredentials(context.store))
    try {
      await write(knownOf(observation), publishK2)
    } catch (error) {
      expect(written).toEqual([])
      throw error
    }
    return written
  }

  test('where nothing has changed it is written', async () => {
    expect(await publish(before.versions)).toEqual(['T1 K2', 'T2 K2'])
  })

  test('where another run has brought it out it is written', async () => {
    const now = [version(1, 'previous', 'K1'), version(2, 'current', 'K2')]
    expect(await publish(now)).toEqual(['T1 K2', 'T2 K2'])
  })

  test.each<[string, readonly Version[], string]>([
    ['gave it up', [version(1, 'current', 'K1'), version(2, 'retired', 'K2')], 'version 2 was given up'],
    ['ended it', [version(1, 'current', 'K1'), version(2, 'retired', 'K2')], 'version 2 was given up'],
    [
      'disabled it',
      [version(1, 'current', 'K1'), version(2, 'pending', 'K2', { status: 'disabled' })],
      'version 2 was given up',
    ],
    ['deleted it', [version(1, 'current', 'K1')], 'version 2 was given up'],
    [
      'made a later one current',
      [version(1, 'previous', 'K1'), pending, version(3, 'current', 'K3')],
      'another run made version 3 current during this run, so version 2 is not written',
    ],
    [
      'began to roll it over',
      [version(1, 'current', 'K1'), version(2, 'pending', 'K2', { record: { replacing: NOW } })],
      'another run rolls the key K2 over at the same time; the key is not written',
    ],
    [
      'has rolled it over',
      [
        version(1, 'current', 'K1'),
        pending,
        version(3, 'pending', 'K3', { record: { rolledOver: true, replaces: 'K2' } }),
      ],
      'another run rolls the key K2 over at the same time',
    ],
  ])('it is written nowhere where another run %s', async (_, now, why) => {
    await expect(publish(now)).rejects.toThrow(why)
  })

  const doubted = (minutes: number) => [
    version(1, 'current', 'K1'),
    version(2, 'pending', 'K2', { record: { replacing: ago(minutes / 24 / 60) } }),
  ]
  const seenToWork: Observation = {
    ...before,
    keys: new Map([['K2', key('K2', { mark: 'none', works: true })]]),
  }

  test('a doubt that a run left behind which is long over does not count, once the key was seen to work', async () => {
    expect(await publish(doubted(31), seenToWork)).toEqual(['T1 K2', 'T2 K2'])
  })

  test.each<[string, readonly Version[], Observation]>([
    ['it may be of a run that still lives', doubted(29), seenToWork],
    ['nobody saw the key work', doubted(31), before],
  ])('but it does where %s', async (_, now, observation) => {
    await expect(publish(now, observation)).rejects.toThrow('another run rolls the key K2 over')
  })
})

describe('a stored payload that is not the key that IAM has is written nowhere (rule 6)', () => {
  const wrongKey = 'version 2 of the secret does not hold the key K2 that its record names'
  const wrongSecret = 'version 2 of the secret does not hold the secret key that was created with K2'

  test.each<[string, Awaited<ReturnType<Store['read']>>, string]>([
    ['another key', credentialOf('K9'), wrongKey],
    ['no key at all', undefined, wrongKey],
    ['another secret key', { accessKey: 'K2', secret: 'FAKE-K9' }, wrongSecret],
    ['a longer secret key', { accessKey: 'K2', secret: 'FAKE-K2 ' }, wrongSecret],
  ])('somebody stored %s in its version', async (_, found, message) => {
    const observation = observed({
      versions: [version(1, 'current', 'K1'), version(2, 'pending', 'K2')],
      keys: [key('K1'), key('K2')],
      held: [1, 1],
    })
    const { context } = testContext({ issuer: listing({}), store: { read: () => Promise.resolve(found) } })
    const write = createWriter(context, createCredentials(context.store))
    const error = await write(knownOf(observation), publishK2).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(PayloadMismatch)
    expect(error).toMatchObject({ revision: 2, message })
  })
})

describe('what is put back where only a part of a pair could be written', () => {
  /** What T1 would be given back, as it stands; undefined where nobody knows. */
  async function putBack(state: State): Promise<string | undefined> {
    const observation = observed(state)
    let back: string | undefined = 'T1 was not written'
    const { context } = testContext({
      store: { read: reading(observation.versions) },
      issuer: listing({}),
      targets: {
        write: async (id, _, fallback) => {
          if (id === 'T1') back = (await fallback?.())?.accessKey
          return new Map()
        },
      },
    })
    const write = createWriter(context, createCredentials(context.store))
    const publishK9 = { kind: 'publish', revision: 9, accessKey: 'K9', targets: ['T1', 'T2'] } as const
    await write(knownOf(observation), publishK9)
    return back
  }

  const next = version(9, 'pending', 'K9')
  const keys = [key('K1'), key('K2'), key('K9')]
  const one = version(1, 'previous', 'K1')
  const two = version(2, 'current', 'K2')

  test.each<[string, State, string | undefined]>([
    ['the current key, where it holds that', { versions: [one, two, next], keys, held: [2, 2] }, 'K2'],
    ['an older one, where it holds that', { versions: [one, two, next], keys, held: [1, 2] }, 'K1'],
    [
      'nothing where it holds something else',
      { versions: [one, two, next], keys, held: ['foreign', 2] },
      undefined,
    ],
    [
      'nothing where that key is dead',
      { versions: [one, two, next], keys: [key('K2'), key('K9')], held: [1, 2] },
      undefined,
    ],
    [
      'nothing where nothing confirms that key: a release of format 1 made it',
      {
        versions: [one, two, next],
        keys: [key('K1', { mark: 'legacy' }), key('K2'), key('K9')],
        held: [1, 2],
      },
      undefined,
    ],
    [
      'nothing where its version names the key of another bearer',
      { versions: [one, two, next], keys: [key('K2'), key('K9')], foreign: ['K1'], held: [1, 2] },
      undefined,
    ],
    [
      'nothing where it cannot be read',
      { versions: [version(1, 'previous', 'K1', { status: 'disabled' }), two, next], keys, held: [1, 2] },
      undefined,
    ],
  ])('%s', async (_, state, accessKey) => {
    expect(await putBack(state)).toBe(accessKey)
  })
})

test('where nothing could be written, nothing is recorded', async () => {
  const described: string[] = []
  const { context } = testContext({
    issuer: listing({}),
    store: {
      ...readsK2,
      describe: (_, __, text) => {
        described.push(text)
        return Promise.resolve()
      },
    },
    targets: { write: (id) => Promise.reject(new TargetError(`${id} is archived`, 'untouched', '')) },
  })
  const observation = observed({
    versions: [version(1, 'current', 'K1'), version(2, 'pending', 'K2')],
    keys: [key('K1'), key('K2')],
    held: [1, 1],
  })
  const write = createWriter(context, createCredentials(context.store))
  const after = await write(knownOf(observation), publishK2)
  expect([...after.memory.failedTargets]).toEqual(['T1', 'T2'])
  expect(described).toEqual([])
})

describe('what was written where there is too much to list', () => {
  const NAMES = ['SCW_ACCESS_KEY', 'SCW_SECRET_KEY']
  const standing = (at: (index: number) => Date): readonly TargetState[] =>
    Array.from({ length: 300 }, (_, index) => ({
      id: `actions\nacme/service-${index}`,
      label: `acme/service-${index}`,
      open: true,
      secrets: NAMES.map((name) => ({ name, updatedAt: at(index) })),
    }))
  const before = standing(() => ago(100))
  const observation: Observation = {
    ...observed({
      versions: [version(1, 'current', 'K1', { record: { written: new Map() } })],
      keys: [key('K1')],
    }),
    targets: before,
  }
  const repair = {
    kind: 'repair',
    revision: 1,
    accessKey: 'K1',
    targets: before.map(({ id }) => id),
  } as const

  /**
   * Writes to all of them, reads them again, and records it.
   * @param now what stands when the next run comes
   * @returns the labels of those that it takes for written by this action
   */
  async function believed(
    observe: Targets['observe'],
    now: readonly TargetState[],
  ): Promise<readonly string[]> {
    let saved = ''
    const store: Partial<Store> = {
      read: () => Promise.resolve(credentialOf('K1')),
      versions: () => Promise.resolve(listed(observation.versions)),
      describe: (_, __, text) => {
        saved = text
        return Promise.resolve()
      },
    }
    const { context } = testContext({ store, targets: { ...willing([], NAMES), observe } })
    await createWriter(context, createCredentials(context.store))(knownOf(observation), repair)
    const { ids, ...rest } = JSON.parse(saved) as Record<string, unknown>
    expect(ids).toHaveLength(before.length * 14)
    expect(JSON.stringify(rest).length).toBeLessThanOrEqual(MAX_RECORD_LENGTH)
    const reading = readRecord(saved)
    if (reading.kind !== 'ours') throw new Error('the record cannot be read')
    const generation: Generation = { revision: 1, status: 'enabled', record: withSpans(reading.record, now) }
    return now.filter((state) => holds(state, generation)).map(({ label }) => label)
  }

  // They are written one group after the other.
  const order = inGroups(before).map(({ id }) => id)
  const after = standing((index) => secondsLater(order.indexOf(`actions\nacme/service-${index}`)))
  const labels = after.map(({ label }) => label)
  const reads = (states: readonly TargetState[]) => () => Promise.resolve({ states, problems: [] })

  test('is read again, and believed by the next run', async () => {
    expect(await believed(reads(after), after)).toEqual(labels)
  })

  test('but not what somebody else wrote in between', async () => {
    const [first, ...others] = after as [TargetState, ...TargetState[]]
    const secrets = NAMES.map((name) => ({ name, updatedAt: secondsLater(3600) }))
    const overwritten = { ...first, secrets }
    const now = [overwritten, ...others]
    const seen = await believed(reads(now), now)
    expect(seen).not.toContain('acme/service-0')
    // Those that are recorded together with it are in doubt as well.
    expect(seen.length).toBeGreaterThan(290)
  })

  test('is doubted where the run was asked to end before it could be read again', async () => {
    const observe = () => Promise.reject(new Interrupted('the run was asked to end'))
    expect(await believed(observe, after)).toEqual([])
  })

  test('any other error of that reading is told', async () => {
    const observe = () => Promise.reject(new Error('GitHub answers nonsense'))
    await expect(believed(observe, after)).rejects.toThrow('GitHub answers nonsense')
  })
})
