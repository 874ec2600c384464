import { describe, expect, test } from '@jest/globals'
import { AmbiguousResult, RunProblems } from '../../src/rotation/model/ports.ts'
import { SCALEWAY_PAYLOAD } from '../../src/scaleway/payload.ts'
import { createSecretManager } from '../../src/scaleway/secret-manager.ts'
import { createSecretReader } from '../../src/scaleway/secret-reader.ts'
import { json, serviceOf, thrownBy, type Asked } from '../http/responses.ts'
import { sessionOver } from './session.ts'

const ID = '5ec7e700-0000-4000-8000-000000000001'
const PAIR = { accessKey: 'SCWFAKEFAKEFAKEFAKE1', secret: 'fa4e0000-0000-4000-8000-000000000001' }
const refuse = (status: number) => json({ message: 'no' }, status)

/** A store whose Secret Manager answers like this. */
function storeOf(answer: (asked: Asked) => Response) {
  const waits: number[] = []
  const masked: string[] = []
  const { fetch, asked } = serviceOf(answer)
  const store = createSecretManager({
    session: sessionOver(fetch, PAIR),
    projectId: 'a project',
    name: 'shop-deploy',
    path: '/',
    payload: SCALEWAY_PAYLOAD,
    mask: (secret) => masked.push(secret),
    sleep: (milliseconds) => Promise.resolve(void waits.push(milliseconds)),
  })
  return { store, asked, masked, waits }
}

describe('a version', () => {
  test('is read, and all of it is kept secret first', async () => {
    const payload = SCALEWAY_PAYLOAD.write(PAIR)
    const data = Buffer.from(payload).toString('base64')
    const { store, masked } = storeOf(() => json({ secret_id: ID, revision: 1, data }))
    expect(await store.read(ID, 1)).toEqual(PAIR)
    expect(masked).toEqual([PAIR.secret, payload])
  })

  test('that is shown without what it holds is an error that says so', async () => {
    const { store, masked } = storeOf(() => json({ secret_id: ID, revision: 1 }))
    await expect(store.read(ID, 1)).rejects.toThrow("Secret Manager's answer has no payload")
    expect(masked).toEqual([])
  })

  test('without a description has an empty one', async () => {
    const { store } = storeOf(() =>
      json({
        versions: [
          { revision: 1, status: 'enabled', description: null },
          { revision: 2, status: 'unheard_of', description: 'a note' },
        ],
        total_count: 2,
      }),
    )
    expect(await store.versions(ID)).toMatchObject([
      { revision: 1, status: 'enabled', description: '' },
      { revision: 2, status: 'disabled', description: 'a note' },
    ])
  })

  test.each([[0], ['1/../2'], [undefined]])('with the revision %j is none', async (revision) => {
    const { store } = storeOf(() => json({ versions: [{ revision, status: 'enabled' }], total_count: 1 }))
    await expect(store.versions(ID)).rejects.toThrow(
      "Secret Manager's answer has a revision that is not valid",
    )
  })

  test('that is gone already needs no deletion; one that is not deleted is a problem', async () => {
    for (const answer of [refuse(404), new Response(null, { status: 204 })]) {
      const { store, asked } = storeOf(() => answer)
      await store.remove(ID, 2)
      expect(asked.map(({ method }) => method)).toEqual(['DELETE'])
    }
    const error = await thrownBy(storeOf(() => refuse(409)).store.remove(ID, 2))
    expect(error).toBeInstanceOf(RunProblems)
    expect(String(error)).toContain('Scaleway could not delete version 2 of the secret /shop-deploy')
  })
})

describe('a change counts only when its answer confirms it', () => {
  const version = { revision: 2, status: 'enabled', description: 'a record', created_at: null }
  const secret = { id: ID, name: 'shop-deploy', tags: ['ours', 'team:web'], status: 'ready' }
  type Store = ReturnType<typeof storeOf>['store']

  const changes: readonly {
    readonly what: string
    readonly ask: (store: Store) => Promise<unknown>
    readonly confirmed: object
    /** Each differs from what was asked for. */
    readonly others: readonly object[]
  }[] = [
    {
      what: 'a new version',
      ask: (store) => store.add(ID, PAIR, 'a record'),
      confirmed: version,
      others: [
        { ...version, description: 'another record' },
        { ...version, description: null },
        { ...version, status: 'disabled' },
        { ...version, status: 'unheard_of' },
        { ...version, revision: undefined },
        { data: 'e30=', data_crc32: 1, description: 'a record' }, // an echo of the request
      ],
    },
    {
      what: 'a description',
      ask: (store) => store.describe(ID, 2, 'a record'),
      confirmed: { ...version, status: 'disabled' },
      others: [
        { ...version, description: '' },
        { ...version, revision: 3 },
        { description: 'a record' }, // an echo of the request
      ],
    },
    {
      what: 'a disabled version',
      ask: (store) => store.disable(ID, 2),
      confirmed: { ...version, status: 'disabled' },
      others: [version, { ...version, status: 'disabled', revision: 1 }, { status: 'disabled' }],
    },
    {
      what: 'tags',
      ask: (store) => store.tag(ID, ['team:web', 'ours']),
      confirmed: secret,
      others: [
        { ...secret, tags: ['ours'] },
        { ...secret, tags: ['ours', 'team:web', 'theirs'] },
        { ...secret, tags: 'ours team:web' },
        { ...secret, id: '5ec7e700-0000-4000-8000-000000000002' },
        { tags: ['team:web', 'ours'] }, // an echo of the request
      ],
    },
    {
      what: 'a new secret',
      ask: (store) => store.create(['ours', 'team:web']),
      confirmed: secret,
      others: [
        { ...secret, name: 'another' },
        { ...secret, tags: [] },
        { name: 'shop-deploy', tags: ['ours', 'team:web'], path: '/' }, // an echo of the request
      ],
    },
  ]

  test.each(changes)('$what', async ({ ask, confirmed, others }) => {
    await ask(storeOf(() => json(confirmed)).store)
    const unconfirmed: readonly (() => Response)[] = [
      ...others.map((other) => () => json(other)),
      () => json({}),
      () => json([]),
      () => json(confirmed, 201),
      () => json(confirmed, 202),
      () => new Response(null, { status: 204 }),
      () => json(confirmed, 200, { 'content-type': 'text/html' }),
    ]
    for (const answer of unconfirmed) {
      const error = await thrownBy(ask(storeOf(answer).store))
      expect(error).toBeInstanceOf(AmbiguousResult)
    }
  })

  test('a deletion, by a 204', async () => {
    for (const answer of [() => json({}), () => json({}, 202), () => new Response(null, { status: 200 })]) {
      const error = await thrownBy(storeOf(answer).store.remove(ID, 2))
      expect(error).toBeInstanceOf(AmbiguousResult)
    }
  })
})

describe('a secret that was made a moment ago', () => {
  /** Its versions cannot be found so many times. */
  function newSecret(times: number) {
    let left = times
    return storeOf(({ method }) => {
      if (method === 'POST') return json({ id: ID, name: 'shop-deploy', tags: [], status: 'ready' })
      left -= 1
      return left < 0 ? json({ versions: [], total_count: 0 }) : refuse(404)
    })
  }

  test('may not be found for some seconds', async () => {
    const { store, waits } = newSecret(2)
    await store.create([])
    expect(await store.versions(ID)).toEqual([])
    expect(waits).toEqual([1500, 1500])
  })

  test('is looked for six times; one that somebody else made is not', async () => {
    const { store, waits, asked } = newSecret(7)
    await store.create([])
    const error = await thrownBy(store.versions(ID))
    expect(String(error)).toContain('Scaleway could not list the versions of the secret /shop-deploy')
    expect(asked.map(({ method }) => method)).toEqual(['POST', ...Array<string>(6).fill('GET')])
    expect(waits).toEqual(Array(5).fill(1500))

    const other = newSecret(1)
    await thrownBy(other.store.versions(ID))
    expect([other.asked.length, other.waits]).toEqual([1, []])
  })
})

describe('the records of versions', () => {
  test('are nothing to whoever may read payloads alone', async () => {
    expect(await storeOf(() => refuse(403)).store.records(ID)).toBeUndefined()
  })

  test('are an error where Secret Manager fails', async () => {
    await expect(storeOf(() => refuse(500)).store.records(ID)).rejects.toMatchObject({ status: 500 })
  })
})

describe('a secret that is read by its id', () => {
  const read = (answer: (asked: Asked) => Response) => {
    const masked: string[] = []
    const { fetch, asked } = serviceOf(answer)
    const session = sessionOver(fetch, PAIR)
    const mask = (secret: string) => void masked.push(secret)
    const reader = createSecretReader({ session, payload: SCALEWAY_PAYLOAD, mask, secretId: ID })
    return { reader, asked, masked }
  }

  test('takes one request, for its newest enabled version', async () => {
    const payload = SCALEWAY_PAYLOAD.write(PAIR)
    const data = Buffer.from(payload).toString('base64')
    const { reader, asked, masked } = read(() => json({ secret_id: ID, revision: 3, data }))
    expect(await reader.newest()).toEqual({ secretId: ID, revision: 3, credential: PAIR })
    expect(asked.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      `GET /secret-manager/v1beta1/regions/fr-par/secrets/${ID}/versions/latest_enabled/access`,
    ])
    expect(masked).toEqual([PAIR.secret, payload])
  })

  test('and is not there, or has no version to read', async () => {
    const error = await thrownBy(read(() => refuse(404)).reader.newest())
    expect(error).toMatchObject({
      problems: [{ about: 'secret-id', knownCause: 'scaleway-secret-not-found' }],
    })
    expect(String(error)).toContain(
      `the secret ${ID} does not exist in the region fr-par, or has no enabled version`,
    )
  })

  test('and may not be read', async () => {
    const error = await thrownBy(read(() => refuse(403)).reader.newest())
    expect(String(error)).toContain(`not allowed to read the newest version of the secret ${ID}`)
  })
})

describe('the other secrets of the place', () => {
  test('are those of the same path in which rotations keep keys', async () => {
    const tags = ['key-rotation:repository:1:key:other']
    const list = [
      { id: ID, name: 'shop-deploy', path: '/', tags, status: 'ready' },
      { id: ID, name: 'other', path: '/', tags, status: 'ready' },
      { id: ID, name: 'elsewhere', path: '/ci', tags, status: 'ready' },
      { id: ID, name: 'password', path: '/', tags: ['by-hand'], status: 'ready' },
    ]
    const { store, asked } = storeOf(() => json({ secrets: list, total_count: list.length }))
    expect(await store.neighbors?.()).toEqual(['other'])
    expect(asked).toHaveLength(1)
  })
})
