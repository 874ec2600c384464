import { describe, expect, test } from '@jest/globals'
import { readDescription, secretDigest } from '../../../src/rotation/model/mark.ts'
import { issueListed, competingKey, type IssueResult } from '../../../src/rotation/issue/issue-listed.ts'
import type { Version } from '../../../src/rotation/model/observation.ts'
import type { KeyAnswer, Store, StoredVersion } from '../../../src/rotation/model/ports.ts'
import { readRecord, writeRecord } from '../../../src/rotation/model/record.ts'
import { foreignVersion, key, NOW, observed, SECRET_ID, version } from '../build.ts'
import { keyAnswers, listed, listing, testContext } from '../fixture.ts'

const MINUTE = 60_000
const K2 = { accessKey: 'K2', secret: 'FAKE' }
const PLAN = { text: 'deploys', expiresAt: undefined, defaultProjectId: undefined, replaces: undefined }

interface Script {
  /** What the verification says; an error where it breaks. */
  readonly works?: boolean | Error
  /** How long the verification takes, in milliseconds. */
  readonly takes?: number
  /** What the store does with the new version. */
  readonly storing?: 'stores' | 'refuses'
  readonly markFails?: true
  readonly deleteFails?: true
  /** The versions beside the new one when it is looked at again. */
  readonly meanwhile?: readonly Version[]
  /** What the new version and the key's mark are by then. */
  readonly own?: (stored: StoredVersion) => StoredVersion
  readonly mark?: (description: string) => string
}

/** Makes a key. @returns what came of it, and every change in order */
async function making({ works = true, takes = 0, meanwhile = [], own, mark, ...script }: Script = {}) {
  const changes: string[] = []
  let description = ''
  const stored: StoredVersion[] = []
  const said = (text: string): string => readDescription(text).mark?.phase ?? 'unmarked'
  const ownKey = (): KeyAnswer => ({
    kind: 'own',
    key: {
      ...key('K2', { mark: 'none' }),
      description: mark === undefined ? description : mark(description),
    },
  })
  const issuer = listing({
    key: (accessKey) =>
      accessKey === 'K2' ? Promise.resolve(ownKey()) : keyAnswers([key('K4', { mark: 'stored' })])(accessKey),
    create: (request) => {
      description = request.description
      changes.push(`create ${said(description)}`)
      const created = { ...key('K2', { mark: 'none' }), description, createdAt: NOW }
      return Promise.resolve({ key: created, credential: K2 })
    },
    describe: (accessKey, text) => {
      if (script.markFails) return Promise.reject(new Error('the mark was refused'))
      description = text
      changes.push(`describe ${accessKey} ${said(text)}`)
      return Promise.resolve()
    },
    delete: (accessKey) => {
      changes.push(`delete ${accessKey}`)
      return script.deleteFails ? Promise.reject(new Error('the deletion was refused')) : Promise.resolve()
    },
  })
  const store: Partial<Store> = {
    versions: () => Promise.resolve([...listed(meanwhile), ...stored.map((one) => own?.(one) ?? one)]),
    add: (_, __, text) => {
      changes.push(`add ${said(description)}`)
      if (script.storing === 'refuses') return Promise.reject(new Error('the store is full'))
      const one = { revision: 5, status: 'enabled' as const, description: text, createdAt: NOW }
      stored.push(one)
      return Promise.resolve(one)
    },
    disable: (_, revision) => {
      changes.push(`disable v${revision}`)
      return Promise.resolve()
    },
    describe: (_, revision, text) => {
      const reading = readRecord(text)
      changes.push(`v${revision} ${reading.kind === 'ours' ? reading.record.stage : 'foreign'}`)
      return Promise.resolve()
    },
  }
  const { context } = testContext({ issuer, store })
  const verify = async (): Promise<boolean> => {
    await context.clock.sleep(takes)
    changes.push('verify')
    if (works instanceof Error) throw works
    return works
  }
  const observation = observed({ versions: [version(2, 'current', 'K1')], keys: [key('K1')] })
  const made: IssueResult | Error = await issueListed(
    context,
    issuer,
    { observation, secretId: SECRET_ID, plan: PLAN },
    verify,
  ).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))))
  return { made, changes, mark: readDescription(description) }
}

describe('a new key is verified, marked and then stored (rule 1)', () => {
  test('in that order, with the digest of the secret that the issuer showed', async () => {
    const { made, changes, mark } = await making()
    expect(made).toMatchObject({ kind: 'stored', credential: K2, version: { revision: 5 } })
    expect(changes).toEqual(['create made', 'verify', 'describe K2 stored', 'add stored'])
    expect(mark).toEqual({
      mark: {
        phase: 'stored',
        secretId: SECRET_ID,
        attempt: '0',
        at: NOW,
        digest: secretDigest(SECRET_ID, K2),
      },
      text: 'deploys',
    })
  })

  test('one that does not work is deleted by its maker, and stored nowhere', async () => {
    const { made, changes } = await making({ works: false })
    expect(made).toEqual({ kind: 'unverified', accessKey: 'K2' })
    expect(changes).toEqual(['create made', 'verify', 'delete K2'])
  })

  test.each<[string, Script, string]>([
    ['its verification breaks', { works: new Error('the run was asked to end') }, 'the run was asked to end'],
    ['its mark is refused', { markFails: true }, 'the mark was refused'],
    [
      'it was verified later than D after its creation (rule 2)',
      { takes: 31 * MINUTE },
      'the key K2 was verified more than 30 minutes after its creation, so it is not used; run again',
    ],
    ['the store refuses it', { storing: 'refuses' }, 'the store is full'],
  ])('it is deleted at once where %s', async (_, script, message) => {
    const { made, changes } = await making(script)
    expect(made).toEqual(new Error(message))
    expect(changes.at(-1)).toBe('delete K2')
  })

  test('one that was verified in time is stored', async () => {
    expect((await making({ takes: 29 * MINUTE })).made).toMatchObject({ kind: 'stored' })
  })

  test('a key that can be neither stored nor deleted is left to a later run, and both reasons are kept', async () => {
    const { made } = await making({ markFails: true, deleteFails: true })
    expect(made).toBeInstanceOf(AggregateError)
    if (!(made instanceof AggregateError)) return
    expect(made.message).toContain(
      'the key K2 could not be verified and stored (the mark was refused), and could not be deleted',
    )
    expect(made.errors.map(String)).toEqual([
      'Error: the mark was refused',
      'Error: the deletion was refused',
    ])
  })
})

describe('a run looks again after the store (rule 3)', () => {
  test('one that lost closes its version and marks its key replaced, and deletes nothing', async () => {
    const { made, changes, mark } = await making({ meanwhile: [version(4, 'pending', 'K4')] })
    expect(made).toEqual({ kind: 'lost', accessKey: 'K2' })
    expect(changes.slice(4)).toEqual(['disable v5', 'v5 retired', 'describe K2 replaced'])
    expect(mark.mark).toMatchObject({ phase: 'replaced', digest: secretDigest(SECRET_ID, K2) })
  })

  const record = (change: object) => (one: StoredVersion) => {
    const reading = readRecord(one.description)
    return reading.kind === 'ours'
      ? { ...one, description: writeRecord({ ...reading.record, ...change }) }
      : one
  }

  test.each<[string, Script]>([
    ['another run promoted its version', { own: record({ stage: 'current' }) }],
    ['another run gave its version up', { own: record({ stage: 'retired' }) }],
    ['somebody disabled its version', { own: (one) => ({ ...one, status: 'disabled' }) }],
    ['its version is gone', { own: (one) => ({ ...one, revision: 99 }) }],
    ['its key was marked replaced', { mark: (text) => text.replace('stored', 'replaced') }],
    ['its key was deleted or let go', { mark: () => 'a text' }],
  ])('and ends where %s', async (_, script) => {
    const { made, changes } = await making(script)
    expect(made).toEqual({ kind: 'helped', accessKey: 'K2' })
    expect(changes).toHaveLength(4)
  })
})

describe('the key that another run brings out in place of this one', () => {
  const own = version(5, 'pending', 'K5')
  const current = version(2, 'current', 'K2')

  test.each<[string, readonly Version[], string | undefined]>([
    ['there is none', [current, own], undefined],
    ['an older one', [current, version(4, 'pending', 'K4'), own], 'K4'],
    ['the oldest of two', [current, version(3, 'pending', 'K3'), version(4, 'pending', 'K4'), own], 'K3'],
    ['a newer one is none', [current, own, version(6, 'pending', 'K4')], undefined],
    ['a newer one that became current meanwhile', [current, own, version(6, 'current', 'NEW6')], 'NEW6'],
    ['one older than the current one is none', [version(1, 'pending', 'K4'), current, own], undefined],
    ['where nothing is current, every older one is', [version(1, 'pending', 'K4'), own], 'K4'],
    ['one that was given up is none', [current, version(4, 'retired', 'K4'), own], undefined],
    [
      'one that was disabled is none',
      [current, version(4, 'pending', 'K4', { status: 'disabled' }), own],
      undefined,
    ],
    ['one of the same key is none', [current, version(4, 'pending', 'K5'), own], undefined],
    ['one of a dead key is none', [current, version(4, 'pending', 'DEAD'), own], undefined],
    ['one of an expired key is none', [current, version(4, 'pending', 'OVER'), own], undefined],
    ['one that is not ours is none', [current, foreignVersion(4), own], undefined],
    ['one of another bearer’s key is none', [current, version(4, 'pending', 'FOREIGN'), own], undefined],
    ['one of a key without a mark is none', [current, version(4, 'pending', 'BARE'), own], undefined],
    ['one of a key that says made is none', [current, version(4, 'pending', 'MADE'), own], undefined],
    ['one of a replaced key is none', [current, version(4, 'pending', 'GONE'), own], undefined],
    [
      'one of a key that is current elsewhere is none',
      [current, version(4, 'pending', 'K2'), own],
      undefined,
    ],
  ])('%s', async (_, versions, rival) => {
    const keys = [
      key('K2', { mark: 'stored', published: 2 }),
      key('K3', { mark: 'stored' }),
      key('K4', { mark: 'stored' }),
      key('K5', { mark: 'stored' }),
      key('NEW6', { mark: 'stored', published: 6 }),
      key('OVER', { mark: 'stored', expires: -1 }),
      key('BARE', { mark: 'none' }),
      key('MADE', { mark: 'made' }),
      key('GONE', { mark: 'replaced' }),
    ]
    const { context } = testContext({ issuer: listing({ key: keyAnswers(keys, ['FOREIGN']) }) })
    const before = versions.filter(({ revision }) => revision < 3)
    const observation = observed({ versions: before, keys })
    expect(await competingKey(context, observation, versions, { revision: 5, accessKey: 'K5' })).toBe(rival)
  })

  test('of a keys API the records say which key works', async () => {
    const { context } = testContext({})
    const alive = [current, version(4, 'pending', 'K4'), own]
    const ended = [
      current,
      version(4, 'pending', 'K4'),
      version(5, 'pending', 'K5', { record: { rolledOver: true, replaces: 'K4' } }),
    ]
    const rival = (versions: readonly Version[]) =>
      competingKey(context, observed({ issuer: 'blind', versions }), versions, {
        revision: 5,
        accessKey: 'K5',
      })
    expect([await rival(alive), await rival(ended)]).toEqual(['K4', undefined])
  })
})
