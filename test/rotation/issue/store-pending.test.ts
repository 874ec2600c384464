import { describe, expect, test } from '@jest/globals'
import { AmbiguousResult, type StoredVersion } from '../../../src/rotation/model/ports.ts'
import { writeRecord, type VersionRecord } from '../../../src/rotation/model/record.ts'
import { storePending, StoreRefused } from '../../../src/rotation/issue/store-pending.ts'
import { NOW, SECRET_ID } from '../build.ts'
import { testContext } from '../fixture.ts'

// A new version of the secret, and what becomes of it where the store does not answer.

const CUT = new AmbiguousResult('the connection broke')
const FULL = new Error('the secret is full')
const CREDENTIAL = { accessKey: 'K2', secret: 'FAKE' }

function recordOf(accessKey: string): VersionRecord {
  return { stage: 'pending', accessKey, since: NOW, run: 'this run', text: '', written: new Map() }
}

function stored(revision: number, description: string): StoredVersion {
  return { revision, status: 'enabled', description, createdAt: NOW }
}

const OWN = stored(5, writeRecord(recordOf('K2')))

/**
 * Stores K2 where version 3 was the newest.
 * @param answers what the store says, time after time
 * @param lists what it lists, look after look; the last for ever
 */
async function store(
  answers: readonly (StoredVersion | Error)[],
  ...lists: readonly (readonly StoredVersion[])[]
) {
  const left = [...answers]
  const looks = [...lists]
  let sent = 0
  const { context } = testContext({
    store: {
      add: (_, credential, description) => {
        sent += 1
        expect([credential, description]).toEqual([CREDENTIAL, OWN.description])
        const answer = left.shift()
        if (answer === undefined) return Promise.reject(new Error('sent too often'))
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
      },
      versions: () => Promise.resolve((looks.length > 1 ? looks.shift() : looks[0]) ?? []),
    },
  })
  const revision = await storePending(context, {
    secretId: SECRET_ID,
    credential: CREDENTIAL,
    record: recordOf('K2'),
    newest: 3,
  }).catch((error: unknown) => error)
  return { revision, sent, waited: context.clock.now().getTime() - NOW.getTime() }
}

test('it has the revision that the store says', async () => {
  expect(await store([OWN])).toEqual({ revision: 5, sent: 1, waited: 0 })
})

test('a refusal says that nothing was stored, and why', async () => {
  const { revision: error, sent } = await store([FULL])
  expect(error).toBeInstanceOf(StoreRefused)
  expect(error).toMatchObject({ message: 'the secret is full', cause: FULL })
  expect(sent).toBe(1)
})

describe('where the store does not answer', () => {
  test('it is looked for at once', async () => {
    expect(await store([CUT], [OWN])).toEqual({ revision: 5, sent: 1, waited: 0 })
  })

  test('and twice more, two seconds apart', async () => {
    expect(await store([CUT], [], [], [OWN])).toEqual({ revision: 5, sent: 1, waited: 4000 })
  })

  test('then it is sent once more', async () => {
    expect(await store([CUT, OWN], [], [], [], [])).toEqual({ revision: 5, sent: 2, waited: 4000 })
  })

  test('and looked for again', async () => {
    expect(await store([CUT, CUT], [], [], [], [OWN])).toEqual({ revision: 5, sent: 2, waited: 4000 })
  })

  test('and no more: nobody knows whether it is stored', async () => {
    const { revision: error, sent, waited } = await store([CUT, CUT], [])
    expect([error, sent, waited]).toEqual([CUT, 2, 8000])
  })

  test('a refusal after that does not say that nothing was stored', async () => {
    const { revision: error } = await store([CUT, FULL], [])
    expect(error).toBe(FULL)
  })

  test.each<[string, StoredVersion]>([
    ['an older version of the same key', stored(3, OWN.description)],
    ['another run’s', stored(5, writeRecord(recordOf('K9')))],
    ['a version that is none of ours', stored(5, 'by hand')],
  ])('%s is not taken for it', async (_, other) => {
    expect(await store([CUT, stored(6, OWN.description)], [other])).toMatchObject({ revision: 6, sent: 2 })
    expect(await store([CUT], [other, stored(7, OWN.description)])).toMatchObject({ revision: 7, sent: 1 })
  })
})
