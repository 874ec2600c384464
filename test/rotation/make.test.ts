import { expect, test } from '@jest/globals'
import { make, type Made } from '../../src/rotation/make.ts'
import type { ListingIssuer, Store, StoredVersion } from '../../src/rotation/ports.ts'
import { NOW, observed, SECRET_ID } from './build.ts'
import { smallWorld } from './small-world.ts'

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
  const refuse = () => Promise.reject(new Error('nobody should have asked for this'))
  const issuer: ListingIssuer = {
    kind: 'listing',
    keys: refuse,
    key: () => Promise.resolve(K2.key),
    create: () => Promise.resolve(K2),
    describe: (_, description) => {
      described.push(description)
      return Promise.resolve()
    },
    delete: refuse,
    probe: refuse,
    limits: refuse,
    signedInAs: () => 'SCWFAKE',
    signIn: () => undefined,
  }
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
