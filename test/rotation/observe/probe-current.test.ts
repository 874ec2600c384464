import { describe, expect, test } from '@jest/globals'
import { probeCurrent } from '../../../src/rotation/observe/probe-current.ts'
import type { Version } from '../../../src/rotation/model/observation.ts'
import type { Credential, ProbeAnswer } from '../../../src/rotation/model/ports.ts'
import { ago, key, NOW, observed, version, type State } from '../build.ts'
import { SILENT, testContext } from '../fixture.ts'
import { recordedKeys } from '../../../src/rotation/model/recorded-keys.ts'

// What is known of the keys of an issuer that keeps no list.

const OLDER = version(1, 'previous', 'K1', { record: { unproven: true } })
const CURRENT = version(2, 'current', 'K2')

interface Row extends State {
  readonly stored?: Credential
  readonly secretId?: 'none'
}

/** Looks whether the current key lives, with these answers. @returns what is known then, and how often it was tried */
async function look(row: Row, answers: readonly ProbeAnswer[]) {
  const { stored = { accessKey: 'K2', secret: 'FAKE' }, ...rest } = row
  const shown: string[] = []
  const left = [...answers]
  const { context } = testContext({ store: { read: () => Promise.resolve(stored) } })
  const issuer = {
    ...SILENT,
    probe: ({ accessKey }: Credential) => {
      shown.push(accessKey)
      const answer = left.shift()
      return answer === undefined ? Promise.reject(new Error('asked too often')) : Promise.resolve(answer)
    },
  }
  const state = {
    issuer: 'blind',
    versions: [OLDER, CURRENT],
    keys: [key('K1', { mark: 'none' }), key('K2', { mark: 'none', inDoubt: true })],
    ...rest,
  } as const
  const before = observed(state)
  const after = await probeCurrent(context, issuer, before)
  return { before, after, shown, waited: context.clock.now().getTime() - NOW.getTime() }
}

const recordOf = ({ versions }: { readonly versions: readonly Version[] }, revision: number) =>
  versions.find((one) => one.revision === revision)?.record

describe('whether the current key works', () => {
  test.each<[string, readonly ProbeAnswer[]]>([
    ['it is accepted', ['accepted']],
    ['it is known, and may not ask', ['forbidden']],
    ['it is refused once, and accepted then', ['denied', 'accepted']],
  ])('%s: it lives, and is in doubt no longer', async (_, answers) => {
    const unproven = version(2, 'current', 'K2', { record: { unproven: true, replacing: ago(1) } })
    const { after, shown, waited } = await look({ versions: [OLDER, unproven] }, answers)
    expect(shown).toEqual(answers.map(() => 'K2'))
    expect(waited).toBe((answers.length - 1) * 1000)
    expect(after.keys.get('K2')).toEqual({ ...key('K2', { mark: 'none' }), works: true })
    expect(recordOf(after, 2)).not.toHaveProperty('unproven')
    expect(recordOf(after, 2)).not.toHaveProperty('replacing')
    // Nothing was asked of the others.
    expect(recordOf(after, 1)).toEqual(OLDER.record)
    expect(after.keys.get('K1')).toEqual(key('K1', { mark: 'none' }))
  })

  test('it is refused twice: somebody has ended it', async () => {
    const { after, shown } = await look({}, ['denied', 'denied'])
    expect(shown).toEqual(['K2', 'K2'])
    expect([...after.keys.keys()]).toEqual(['K1'])
  })

  test('it is refused twice, and never could be seen to work: the question is wrong', async () => {
    const unproven = version(2, 'current', 'K2', { record: { unproven: true } })
    const { before, after } = await look({ versions: [OLDER, unproven] }, ['denied', 'denied'])
    expect(after).toBe(before)
  })

  test.each<[string, readonly ProbeAnswer[]]>([
    ['at once', ['unclear']],
    ['after a refusal', ['denied', 'unclear']],
  ])('an answer that says nothing, %s, changes nothing', async (_, answers) => {
    const { before, after } = await look({}, answers)
    expect(after).toBe(before)
  })

  test.each<[string, Row]>([
    ['there is no current version', { versions: [OLDER] }],
    ['it cannot be read', { versions: [OLDER, version(2, 'current', 'K2', { status: 'disabled' })] }],
    ['its key is known to be dead', { keys: [key('K1', { mark: 'none' })] }],
    ['its key has expired', { keys: [key('K2', { mark: 'none', expires: -1 })] }],
    ['somebody stored another key in it', { stored: { accessKey: 'K9', secret: 'FAKE' } }],
    ['there is no secret', { noSecret: true }],
  ])('is not asked where %s', async (_, row) => {
    const { before, after, shown } = await look(row, [])
    expect(shown).toEqual([])
    expect(after).toBe(before)
  })
})

describe('the keys that the records tell of', () => {
  const names = (versions: readonly Version[]) => [
    ...recordedKeys(observed({ issuer: 'blind', versions })).keys(),
  ]
  const ends = (days: number) => ({ record: { expires: ago(-days) } })

  test.each<[string, readonly Version[], readonly string[]]>([
    ['each version’s', [OLDER, CURRENT], ['K1', 'K2']],
    [
      'less those that were rolled over',
      [
        version(1, 'previous', 'K1'),
        version(2, 'current', 'K2', { record: { rolledOver: true, replaces: 'K1' } }),
      ],
      ['K2'],
    ],
    [
      'but not those that were only replaced',
      [version(1, 'previous', 'K1'), version(2, 'current', 'K2', { record: { replaces: 'K1' } })],
      ['K1', 'K2'],
    ],
    [
      'and nothing that a rollover of an unnamed key ended',
      [OLDER, version(2, 'current', 'K2', { record: { rolledOver: true } })],
      ['K1', 'K2'],
    ],
    ['less replaced ones that expired', [version(1, 'previous', 'K1', ends(-1)), CURRENT], ['K2']],
    [
      'the current one and the one on its way count until they are rolled over',
      [version(1, 'current', 'K1', ends(-1)), version(2, 'pending', 'K2', ends(-1))],
      ['K1', 'K2'],
    ],
    [
      'the last version of a key speaks for it',
      [version(1, 'current', 'K1', ends(3)), version(2, 'retired', 'K1', ends(-1))],
      [],
    ],
  ])('%s', (_, versions, expected) => {
    expect(names(versions)).toEqual(expected)
  })
})
