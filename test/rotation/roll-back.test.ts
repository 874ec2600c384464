import { describe, expect, test } from '@jest/globals'
import type { Version } from '../../src/rotation/observation.ts'
import type { StoredVersion } from '../../src/rotation/ports.ts'
import { readRecord } from '../../src/rotation/record.ts'
import { rollBack } from '../../src/rotation/roll-back.ts'
import { key, NOW, observed, SECRET_ID, version } from './build.ts'
import { listed, listing, smallWorld } from './small-world.ts'

// A replaced key that is brought back, and other runs that are at work meanwhile.

const BEFORE = [version(1, 'retired', 'K0'), version(2, 'previous', 'K1'), version(3, 'current', 'K2')]
const KEYS = [key('K1'), key('K2'), key('K4')]

/**
 * Goes back to K1, which version 2 holds.
 * @param meanwhile what stands beside the new version when it is looked at again
 */
async function back(meanwhile: readonly Version[]) {
  const added: StoredVersion[] = []
  const changes: string[] = []
  const { world, events } = smallWorld({
    issuer: listing({
      key: (accessKey) => Promise.resolve(KEYS.find((one) => one.accessKey === accessKey)),
    }),
    store: {
      add: (_, credential, description) => {
        const one = { revision: 5, status: 'enabled', description, createdAt: NOW } as const
        added.push(one)
        changes.push(`add ${credential.accessKey}`)
        return Promise.resolve(one)
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
  const observation = observed({ versions: BEFORE, keys: KEYS })
  const credential = { accessKey: 'K1', secret: 'FAKE' }
  const result = await rollBack(world, observation, SECRET_ID, 2, credential).catch((error: unknown) => error)
  return { result, changes, told: events }
}

test('it is stored as a version of its own', async () => {
  const { result, changes, told } = await back(BEFORE)
  expect(result).toBe(5)
  expect(changes).toEqual(['add K1'])
  expect(told).toEqual([{ kind: 'key-stored', accessKey: 'K1', revision: 5 }])
})

describe('it is given up where another run', () => {
  const [oldest, previous, current] = BEFORE as [Version, Version, Version]
  const GIVEN_UP = ['add K1', 'v5 abandoned', 'disable v5']

  test.each<[string, readonly Version[], string]>([
    [
      'retires its key',
      [oldest, version(2, 'retired', 'K1'), current],
      'another run is retiring the key K1 at this moment, so there is nothing to go back to',
    ],
    [
      'has deleted its version',
      [oldest, current],
      'another run is retiring the key K1 at this moment, so there is nothing to go back to',
    ],
    [
      'brings another one out',
      [oldest, previous, current, version(4, 'pending', 'K4')],
      'another run is bringing out the key K4 at this moment; let it end, then roll back',
    ],
  ])('%s', async (_, meanwhile, message) => {
    const { result, changes } = await back(meanwhile)
    expect(result).toEqual(new Error(message))
    expect(changes).toEqual(GIVEN_UP)
  })
})
