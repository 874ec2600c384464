import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { MAX_RECORD_LENGTH, recordText } from '../../../src/rotation/model/record-digest.ts'
import { applyStep } from '../../../src/rotation/decide/transition.ts'
import {
  identitiesAfter,
  leftOutProblems,
  newlyMatched,
  recordedIdentities,
  refusalOf,
  replacedIdentities,
  withHolders,
} from '../../../src/rotation/model/target-identities.ts'
import type { Version } from '../../../src/rotation/model/observation.ts'
import type { LeftOutTarget, TargetState } from '../../../src/rotation/model/ports.ts'
import { readRecord, secretTag, type VersionRecord } from '../../../src/rotation/model/record.ts'
import {
  ID_LIMIT,
  identityTag,
  readIdentities,
  writeIdentities,
  type Identities,
} from '../../../src/rotation/model/recorded-identities.ts'
import { key, knownOf, NOW, observed, version } from '../build.ts'

const ids = (entries: Readonly<Record<string, string>>): Identities =>
  new Map(Object.entries(entries).map(([name, id]) => [identityTag(name), id]))
const withIds = (
  revision: number,
  stage: 'current' | 'pending' | 'previous',
  identities?: Identities,
): Version => version(revision, stage, `K${revision}`, { record: { ...(identities && { identities }) } })

describe('what a record keeps', () => {
  test('is read as it was written', () => {
    const entry = fc.tuple(fc.string(), fc.integer({ min: 1, max: ID_LIMIT - 1 }))
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const identities = new Map(entries.map(([name, id]) => [identityTag(name), String(id)]))
        expect(readIdentities(writeIdentities(identities))).toEqual(identities)
      }),
    )
  })

  test.each([7, null, ['aaaaaa00000001'], 'short', 'aaaaaa0000000!', 'aaaaaa000000001'])(
    '%j is nothing that a record has',
    (value) => {
      expect(readIdentities(value)).toBeUndefined()
      const record = { 'key-rotation': 1, stage: 'current', key: 'K1', since: NOW.toISOString(), run: 'r' }
      expect(readRecord(JSON.stringify({ ...record, ids: value })).kind).toBe('foreign')
      expect(readRecord(JSON.stringify(record)).kind).toBe('ours')
    },
  )

  test('names count whatever their case', () => {
    expect(identityTag('Acme/Shop')).toBe(identityTag('acme/shop'))
  })

  test('is all of it, however many secrets there are, and leaves the others as much space as before', () => {
    const names = Array.from({ length: 1000 }, (_, at) => `acme/r${at}`)
    const identities = ids(Object.fromEntries(names.map((name, at) => [name, String(1_000_000_000 + at)])))
    const written = new Map(
      names.map((name, at) => {
        const time = new Date(NOW.getTime() + at * 5000)
        return [secretTag(name, 'A'), { from: time, to: time }] as const
      }),
    )
    const record = { ...(withIds(1, 'current').record as VersionRecord), written }
    const [without, text] = [recordText(record, []), recordText({ ...record, identities }, [])]
    expect(without.length).toBeLessThanOrEqual(MAX_RECORD_LENGTH)
    const read = (one: string) => {
      const reading = readRecord(one)
      return reading.kind === 'ours' ? reading.record : undefined
    }
    expect(read(text)?.identities).toEqual(identities)
    expect(read(text)?.written.size).toBeGreaterThanOrEqual(read(without)?.written.size ?? 0)
  })
})

describe('who targets are known to be', () => {
  const known = (...versions: readonly Version[]) => recordedIdentities(observed({ versions }), 3)

  test('is what the current record says, also for the key that follows it', () => {
    expect(known(withIds(2, 'current', ids({ 'a/b': '1' })))).toEqual(ids({ 'a/b': '1' }))
    expect(known(withIds(2, 'current', ids({ 'a/b': '1' })), withIds(3, 'pending'))).toEqual(
      ids({ 'a/b': '1' }),
    )
  })

  test('is what the record of the key itself says, where it says more: somebody may have accepted it', () => {
    const own = withIds(3, 'pending', ids({ 'a/b': '9' }))
    expect(known(withIds(2, 'current', ids({ 'a/b': '1', 'a/c': '2' })), own)).toEqual(
      ids({ 'a/b': '9', 'a/c': '2' }),
    )
  })

  test('is what the newest record says where its own record does not name it', () => {
    const earlier = withIds(1, 'previous', ids({ 'a/b': '1', 'a/c': '2' }))
    const later = withIds(4, 'pending', ids({ 'a/b': '9' }))
    expect(known(earlier, withIds(3, 'current', ids({ 'a/d': '3' })), later)).toEqual(
      ids({ 'a/b': '9', 'a/c': '2', 'a/d': '3' }),
    )
    expect(known(earlier, withIds(2, 'previous', ids({ 'a/b': '4' })))).toEqual(
      ids({ 'a/b': '4', 'a/c': '2' }),
    )
    expect(known()).toEqual(new Map())
  })

  test('is what its own record says, whatever a newer record says', () => {
    const own = withIds(3, 'current', ids({ 'a/b': '1' }))
    expect(known(own, withIds(4, 'pending', ids({ 'a/b': '9' })))).toEqual(ids({ 'a/b': '1' }))
  })

  test('is what an older record says where somebody has removed the identities from the current one', () => {
    expect(known(withIds(2, 'previous', ids({ 'a/b': '1' })), withIds(3, 'current'))).toEqual(
      ids({ 'a/b': '1' }),
    )
  })
})

describe('a name that belongs to another repository', () => {
  const recorded = ids({ 'acme/shop': '1', acme: '5' })
  const shop = { label: 'acme/shop' }

  test.each([
    [[{ name: 'acme/shop', id: '1' }], []],
    [[{ name: 'acme/new', id: '7' }], []],
    [[{ name: 'ACME/shop', id: '2' }], [{ name: 'ACME/shop', before: '1', now: '2' }]],
    [
      [
        { name: 'acme/new', id: '7' },
        { name: 'acme', id: '6' },
      ],
      [{ name: 'acme', before: '5', now: '6' }],
    ],
  ])('%j', (identities, expected) => {
    expect(replacedIdentities(recorded, identities)).toEqual(expected)
  })

  test('is refused with both IDs, until a person accepts it', () => {
    const now = [{ name: 'acme/shop', id: '2' }]
    const refused = refusalOf(shop, recorded, now, new Set())
    expect(refused).toMatchObject({
      left: 'untouched',
      message: expect.stringContaining('its ID was 1 and is now 2'),
      remedy: expect.stringContaining('accept-repositories: acme/shop'),
      knownCause: 'github-repository-replaced',
    })
    expect(refusalOf(shop, recorded, now, new Set(['acme/shop']))).toBeUndefined()
    expect(refusalOf(shop, recorded, now, new Set(['acme']))).toBeDefined()
  })

  test('is an organization where it has no slash', () => {
    const refused = refusalOf(
      { label: 'organization acme' },
      recorded,
      [{ name: 'acme', id: '6' }],
      new Set(),
    )
    expect(refused?.message).toContain('acme is not the organization that this key is for')
    expect(refused?.remedy).toContain('accept-repositories: acme.')
  })

  test('nothing is written where nobody could read whose it is', () => {
    expect(refusalOf(shop, recorded, undefined, new Set())).toMatchObject({
      left: 'untouched',
      message: expect.stringContaining('the ID of acme/shop could not be read'),
    })
  })
})

describe('what is recorded after a write', () => {
  const base = observed({
    versions: [withIds(1, 'current', ids({ 'a/b': '1', 'a/gone': '3' }))],
    keys: [key('K1')],
  })

  test('are those that were written, besides those that were known', () => {
    expect(identitiesAfter(base, 1, [[{ name: 'a/b', id: '2' }], [{ name: 'a/c', id: '4' }]])).toEqual(
      ids({ 'a/b': '2', 'a/gone': '3', 'a/c': '4' }),
    )
  })

  test('not those that failed: the step records the targets that it wrote', () => {
    const step = { kind: 'repair', revision: 1, accessKey: 'K1', targets: ['T1', 'T2'] } as const
    const { observation } = applyStep(knownOf(base), step, {
      at: NOW,
      run: 'r',
      written: new Map([['T1', new Map()]]),
      failed: ['T2'],
      identities: new Map([
        ['T1', [{ name: 'a/b', id: '1' }]],
        ['T2', [{ name: 'a/x', id: '8' }]],
      ]),
    })
    expect(observation.versions[0]?.record?.identities).toEqual(ids({ 'a/b': '1', 'a/gone': '3' }))
  })

  test('not a public repository that a person leaves out', () => {
    const leftOut = [{ id: 'T3', repository: 'A/gone', names: [], onPurpose: true }]
    expect(identitiesAfter({ ...base, leftOut }, 1, [])).toEqual(ids({ 'a/b': '1' }))
    expect(
      identitiesAfter({ ...base, leftOut: leftOut.map((one) => ({ ...one, onPurpose: false })) }, 1, []),
    ).toEqual(ids({ 'a/b': '1', 'a/gone': '3' }))
  })

  test('at most 2,000, of which the latest stay', () => {
    const many = Array.from({ length: 2500 }, (_, at) => ({ name: `a/${at}`, id: String(at + 1) }))
    const recorded = identitiesAfter(base, 1, [many])
    expect(recorded.size).toBe(2000)
    expect(recorded.get(identityTag('a/2499'))).toBe('2500')
    expect(recorded.has(identityTag('a/gone'))).toBe(false)
  })
})

describe('what a pattern newly matches', () => {
  const target = (id: string, repository?: string): TargetState => ({
    id,
    label: id,
    open: true,
    secrets: [{ name: 'SCW_ACCESS_KEY', updatedAt: undefined }],
    ...(repository !== undefined && { matched: { pattern: 'a/*', repository } }),
  })
  const old = (identities?: Identities) =>
    observed({ versions: [withIds(1, 'current', identities)], keys: [key('K1')] })

  test('are repositories that no record knows, each once', () => {
    const targets = [target('X', 'a/x'), target('X2', 'a/x'), target('Y', 'a/y'), target('Z')]
    expect(newlyMatched(old(ids({ 'a/y': '1' })), 1, targets)).toEqual(new Map([['a/*', ['a/x']]]))
  })

  test('not those that an earlier release wrote', () => {
    expect(newlyMatched(old(), 1, [target('T1', 'a/t1'), target('X', 'a/x')])).toEqual(
      new Map([['a/*', ['a/x']]]),
    )
  })
})

describe('a public repository that a pattern leaves out', () => {
  const open: LeftOutTarget = { id: 'T1', repository: 'a/open', names: ['SCW_ACCESS_KEY'], onPurpose: false }
  const problems = (versions: readonly Version[], one = open) =>
    leftOutProblems({ leftOut: withHolders(versions, [one, { ...one, id: 'another kind' }]) })
  const bare = (stage: 'current' | 'previous' | 'pending', rest: Partial<VersionRecord>): Version =>
    version(1, stage, 'K1', { record: { written: new Map(), ...rest } })

  test.each<[string, Version, boolean]>([
    ['its identity is recorded', bare('current', { identities: ids({ 'A/Open': '1' }) }), true],
    ['a pending key was written there', bare('pending', { identities: ids({ 'a/open': '1' }) }), true],
    ['an earlier release wrote there', version(1, 'current', 'K1'), true],
    [
      'an earlier release recorded digests',
      bare('current', { groupDigests: new Map([['a', '12345678']]) }),
      true,
    ],
    [
      'digests, but its identity is not there',
      bare('current', { groupDigests: new Map(), identities: ids({}) }),
      false,
    ],
    ['nothing was written there', bare('current', {}), false],
    ['only a replaced key was', bare('previous', { identities: ids({ 'a/open': '1' }) }), false],
  ])('%s', (_, one, isProblem) => {
    expect(problems([one])).toHaveLength(isProblem ? 1 : 0)
    expect(problems([one], { ...open, onPurpose: true })).toEqual([])
  })

  test('is an error that says what can be done', () => {
    const [problem] = problems([version(1, 'current', 'K1')])
    expect(problem).toMatchObject({
      about: 'repositories',
      problem: 'a/open has this key and is public, and patterns leave public repositories out',
      remedy: expect.stringMatching(/public-repositories: include.*public-repositories: exclude/s),
      knownCause: 'github-public-repository-left-out',
    })
  })
})
