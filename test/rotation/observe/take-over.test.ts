import { describe, expect, test } from '@jest/globals'
import type { Key, Version } from '../../../src/rotation/model/observation.ts'
import type { BlindIssuer, Credential, ProbeAnswer } from '../../../src/rotation/model/ports.ts'
import { withTakeOver } from '../../../src/rotation/observe/take-over.ts'
import { foreignVersion, key, NOW, observed, SECRET_ID, version } from '../build.ts'
import { listing, SILENT, testContext, type Parts } from '../fixture.ts'

// What is taken over of a secret that is not ours yet: payloads by their revision, read only where they may count.

interface Row {
  readonly versions: readonly Version[]
  /** The access keys in the payloads; undefined for what is none of ours. */
  readonly payloads: Readonly<Record<number, string | undefined>>
  /** Keys, or the access keys of those that have no mark. */
  readonly keys?: readonly (string | Key)[]
  readonly tags?: readonly string[]
  readonly issuer?: Parts['issuer']
}

async function takeOver({ versions, payloads, keys = [], tags = [], issuer = listing({}) }: Row) {
  const read = (_: string, revision: number): Promise<Credential | undefined> => {
    if (!(revision in payloads)) return Promise.reject(new Error(`version ${revision} was read`))
    const accessKey = payloads[revision]
    return Promise.resolve(accessKey === undefined ? undefined : { accessKey, secret: 'FAKE' })
  }
  const { context } = testContext({ store: { read }, issuer })
  const observation = observed({
    versions,
    keys: keys.map((one) => (typeof one === 'string' ? key(one, { mark: 'none' }) : one)),
    issuer: context.issuer.kind,
  })
  return withTakeOver(context, { id: SECRET_ID, tags, locked: false }, observation)
}

const nothing = { from: 'nobody', otherTags: [], revision: undefined, accessKey: undefined }
const probing = (answer: ProbeAnswer): BlindIssuer => ({ ...SILENT, probe: () => Promise.resolve(answer) })

describe('the newest version with a living key is the current generation', () => {
  test.each<[string, Row, object]>([
    [
      'of two the newer one',
      { versions: [foreignVersion(1), foreignVersion(2)], payloads: { 2: 'K2' }, keys: ['K1', 'K2'] },
      { ...nothing, revision: 2, accessKey: 'K2' },
    ],
    [
      'not one that nobody knows',
      { versions: [foreignVersion(1), foreignVersion(2)], payloads: { 1: 'K1', 2: 'GONE' }, keys: ['K1'] },
      { ...nothing, revision: 1, accessKey: 'K1' },
    ],
    [
      'not one that is something else',
      { versions: [foreignVersion(1), foreignVersion(2)], payloads: { 1: 'K1', 2: undefined }, keys: ['K1'] },
      { ...nothing, revision: 1, accessKey: 'K1' },
    ],
    [
      'not one that is disabled',
      {
        versions: [foreignVersion(1), { ...foreignVersion(2), status: 'disabled' }],
        payloads: { 1: 'K1' },
        keys: ['K1', 'K2'],
      },
      { ...nothing, revision: 1, accessKey: 'K1' },
    ],
    [
      'not one of a rotation that was given up',
      {
        versions: [foreignVersion(1), version(2, 'retired', 'K2')],
        payloads: { 1: 'K1' },
        keys: ['K1', 'K2'],
      },
      { ...nothing, revision: 1, accessKey: 'K1' },
    ],
    [
      'not one that has a mark of another rotation, or of this one',
      {
        versions: [foreignVersion(1), foreignVersion(2), foreignVersion(3)],
        payloads: { 1: 'K1', 2: 'K2', 3: 'K3' },
        keys: [
          'K1',
          key('K2', { mark: 'stored' }),
          key('K3', { mark: 'stored', secretId: '99999999-2222-4333-8444-555555555555' }),
        ],
      },
      { ...nothing, revision: 1, accessKey: 'K1' },
    ],
    ['where no key lives, none', { versions: [foreignVersion(1)], payloads: { 1: 'GONE' } }, nothing],
    ['where there is no version, none', { versions: [], payloads: {} }, nothing],
    [
      'other tags stay, and a rotator’s goes',
      {
        versions: [foreignVersion(1)],
        payloads: { 1: 'K1' },
        keys: ['K1'],
        tags: ['team:web', 'key-rotation:other'],
      },
      { from: 'another-rotator', otherTags: ['team:web'], revision: 1, accessKey: 'K1' },
    ],
  ])('%s', async (_, row, expected) => {
    expect((await takeOver(row)).takeOver).toEqual(expected)
  })

  test('another rotator’s records say all that there is to know', async () => {
    const versions = [version(1, 'current', 'K1'), foreignVersion(2)]
    const keys = [key('K1')]
    const readable = await takeOver({ versions, keys, payloads: { 1: 'K1' }, tags: ['key-rotation:other'] })
    expect(readable.takeOver).toEqual({ ...nothing, from: 'another-rotator' })
    const disabled = [version(1, 'current', 'K1', { status: 'disabled' })]
    expect((await takeOver({ versions: disabled, keys, payloads: {} })).takeOver).toEqual(nothing)
  })

  test('unless IAM does not confirm them: then they say nothing', async () => {
    const versions = [foreignVersion(1), version(2, 'current', 'M')]
    const row = { versions, payloads: { 1: 'K1' }, keys: ['K1', key('M', { mark: 'none' })] }
    expect((await takeOver(row)).takeOver).toEqual({ ...nothing, revision: 1, accessKey: 'K1' })
  })
})

describe('a secret that holds something else is not taken over', () => {
  test.each<[string, Row]>([
    [
      'in the current version',
      { versions: [version(1, 'current', 'K1')], keys: [key('K1')], payloads: { 1: undefined } },
    ],
    [
      'in every version',
      { versions: [foreignVersion(1), foreignVersion(2)], payloads: { 1: undefined, 2: undefined } },
    ],
  ])('%s', async (_, row) => {
    await expect(takeOver(row)).rejects.toMatchObject({
      problems: [
        {
          about: 'secret-name',
          problem: `the secret ${SECRET_ID} holds no key of this issuer, so it is not taken over`,
          remedy: 'Name another secret, or set issuer to what made the keys in this one',
        },
      ],
    })
  })
})

describe('a key of a keys API that somebody stored', () => {
  const row: Row = { versions: [foreignVersion(1)], payloads: { 1: 'K1' } }

  test.each<[string, BlindIssuer, boolean]>([
    ['it works', probing('accepted'), true],
    ['nobody knows', probing('unclear'), true],
    ['nobody can ask', SILENT, true],
    ['it is dead', probing('denied'), false],
  ])('is taken over where %s', async (_, issuer, taken) => {
    const { takeOver: found, keys } = await takeOver({ ...row, issuer })
    expect(found).toEqual(taken ? { ...nothing, revision: 1, accessKey: 'K1' } : nothing)
    const made = { ...key('K1', { mark: 'none' }), createdAt: NOW }
    expect([...keys]).toEqual(taken ? [['K1', made]] : [])
  })
})
