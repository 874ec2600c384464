import { describe, expect, test } from '@jest/globals'
import { make, olderRival, type Made } from '../../src/rotation/make.ts'
import type { Version } from '../../src/rotation/observation.ts'
import type { Store, StoredVersion } from '../../src/rotation/ports.ts'
import { foreignVersion, key, NOW, observed, SECRET_ID, version } from './build.ts'
import { listing, smallWorld } from './small-world.ts'

const MINUTE = 60_000
const K2 = {
  key: {
    accessKey: 'K2',
    description: '',
    createdAt: NOW,
    expiresAt: undefined,
    defaultProjectId: undefined,
  },
  credential: { accessKey: 'K2', secret: 'FAKE' },
}

/** Makes a key where the answer of the store takes so long. @returns what came of it, and the descriptions of the key */
async function slowly(milliseconds: number): Promise<{ made: Promise<Made>; described: readonly string[] }> {
  const described: string[] = []
  const issuer = listing({
    key: () => Promise.resolve(K2.key),
    create: () => Promise.resolve(K2),
    describe: (_, description) => {
      described.push(description)
      return Promise.resolve()
    },
  })
  const versions: StoredVersion[] = []
  let sleep = (_: number): Promise<void> => Promise.resolve()
  const store: Partial<Store> = {
    versions: () => Promise.resolve(versions),
    add: async (_, __, description) => {
      await sleep(milliseconds)
      const version = { revision: 1, status: 'enabled' as const, description, createdAt: NOW }
      versions.push(version)
      return version
    },
  }
  const { world } = smallWorld({ issuer, store })
  sleep = (time) => world.clock.sleep(time)
  const plan = { text: 'deploys', expiresAt: undefined, defaultProjectId: undefined, replaces: undefined }
  const made = make(world, issuer, observed({}), SECRET_ID, plan, () => undefined)
  await made.catch(() => undefined)
  return { made, described }
}

test('a key that was stored in time says so', async () => {
  const { made, described } = await slowly(29 * MINUTE)
  expect(await made).toMatchObject({ kind: 'stored', credential: K2.credential })
  expect(described).toEqual([`[key-rotation stored ${SECRET_ID} 0] deploys`])
})

test('one whose store was answered so late that others may have deleted it never says so', async () => {
  const { made, described } = await slowly(31 * MINUTE)
  await expect(made).rejects.toThrow(
    'the key K2 was stored too late to be used safely; a later run deletes it and makes another',
  )
  expect(described).toEqual([])
})

describe('the older unfinished version that wins over this one', () => {
  const own = version(5, 'pending', 'K5')
  const current = version(2, 'current', 'K2')

  test.each<[string, readonly Version[], string | undefined]>([
    ['there is none', [current, own], undefined],
    ['an older one', [current, version(4, 'pending', 'K4'), own], 'K4'],
    ['the oldest of two', [current, version(3, 'pending', 'K3'), version(4, 'pending', 'K4'), own], 'K3'],
    ['a newer one is none', [current, own, version(6, 'pending', 'K4')], undefined],
    ['one older than the current one is none', [version(1, 'pending', 'K4'), current, own], undefined],
    ['where nothing is current, every older one is', [version(1, 'pending', 'K4'), own], 'K4'],
    ['one that was given up is none', [current, version(4, 'abandoned', 'K4'), own], undefined],
    [
      'one that was disabled is none',
      [current, version(4, 'pending', 'K4', { status: 'disabled' }), own],
      undefined,
    ],
    ['one of the same key is none', [current, version(4, 'pending', 'K5'), own], undefined],
    ['one of a dead key is none', [current, version(4, 'pending', 'DEAD'), own], undefined],
    ['one of an expired key is none', [current, version(4, 'pending', 'OVER'), own], undefined],
    ['one that is not ours is none', [current, foreignVersion(4), own], undefined],
  ])('%s', async (_, versions, rival) => {
    const keys = [key('K3'), key('K4'), key('K5'), key('OVER', { expires: -1 })]
    const issuer = listing({
      key: (accessKey) => Promise.resolve(keys.find((one) => one.accessKey === accessKey)),
    })
    const { world } = smallWorld({ issuer })
    expect(await olderRival(world, observed({ versions }), versions, 5, 'K5')).toBe(rival)
  })

  test('of a keys API the records say which key lives', async () => {
    const { world } = smallWorld({})
    const alive = [current, version(4, 'pending', 'K4'), own]
    const ended = [
      current,
      version(4, 'pending', 'K4'),
      version(5, 'pending', 'K5', { record: { rolledOver: true, replaces: 'K4' } }),
    ]
    const rival = (versions: readonly Version[]) =>
      olderRival(world, observed({ issuer: 'blind', versions }), versions, 5, 'K5')
    expect([await rival(alive), await rival(ended)]).toEqual(['K4', undefined])
  })
})
