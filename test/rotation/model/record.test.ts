import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  readRecord,
  secretTag,
  tableDigest,
  writeRecord,
  type Stage,
  type VersionRecord,
} from '../../../src/rotation/model/record.ts'

const STAGES: readonly Stage[] = ['pending', 'current', 'previous', 'retired']
const ANY_TEXT = fc.string({ unit: 'binary', maxLength: 300 })
const MOMENT = fc.date({ min: new Date('2020-01-01'), max: new Date('2120-01-01'), noInvalidDate: true })
/** Whole seconds, as services date their answers. */
const SECOND = fc.integer({ min: 1_600_000_000, max: 4_000_000_000 })
const SPAN = fc
  .tuple(SECOND, fc.integer({ min: 0, max: 100_000 }))
  .map(([from, length]) => ({ from: new Date(from * 1000), to: new Date((from + length) * 1000) }))

const RECORD: fc.Arbitrary<VersionRecord> = fc.record(
  {
    stage: fc.constantFrom(...STAGES),
    accessKey: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
    since: MOMENT,
    replaces: fc.string(),
    adopted: fc.constant(true as const),
    retired: MOMENT,
    promoted: MOMENT,
    rolledBack: fc.constant(true as const),
    rolledBackAt: MOMENT,
    forged: fc.constant(true as const),
    issued: MOMENT,
    madeBy: fc.string(),
    expires: MOMENT,
    rolledOver: fc.constant(true as const),
    replacing: MOMENT,
    unproven: fc.constant(true as const),
    run: fc.string(),
    text: ANY_TEXT,
    written: fc
      .array(fc.tuple(fc.string(), fc.string(), SPAN), { maxLength: 30 })
      .map((writes) => new Map(writes.map(([target, name, span]) => [secretTag(target, name), span]))),
    groupDigests: fc
      .array(fc.tuple(fc.stringMatching(/^[\w-]$/), fc.stringMatching(/^[\w-]{8}$/)))
      .map((groups) => new Map(groups)),
  },
  { requiredKeys: ['stage', 'accessKey', 'since', 'run', 'text', 'written'] },
)

describe('the record in a version’s description', () => {
  test('any state round-trips', () => {
    fc.assert(
      fc.property(RECORD, (record) => {
        expect(readRecord(writeRecord(record))).toEqual({ kind: 'ours', record })
      }),
    )
  })

  test('is one line, whatever is in it', () => {
    fc.assert(
      fc.property(RECORD, (record) => {
        expect(writeRecord(record)).not.toMatch(/[\n\r]/)
      }),
    )
  })

  test('a span within a second is widened, never narrowed', () => {
    const span = { from: new Date(1_700_000_000_400), to: new Date(1_700_000_000_600) }
    const record: VersionRecord = {
      stage: 'current',
      accessKey: 'K1',
      since: new Date(0),
      run: 'r',
      text: '',
      written: new Map([[secretTag('T1', 'A'), span]]),
    }
    const read = readRecord(writeRecord(record))
    const [kept] = read.kind === 'ours' ? [...read.record.written.values()] : []
    expect(kept).toEqual({ from: new Date(1_700_000_000_000), to: new Date(1_700_000_001_000) })
  })

  test('any foreign text is foreign, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(ANY_TEXT, fc.json()), (text) => {
        expect(readRecord(text).kind).toBe('foreign')
      }),
    )
  })

  test('a record in which any one field is something else is foreign or newer, or means what it meant', () => {
    fc.assert(
      fc.property(RECORD, fc.nat(), fc.jsonValue(), (record, which, value) => {
        const fields = JSON.parse(writeRecord(record)) as Record<string, unknown>
        const names = Object.keys(fields)
        const name = names[which % names.length] ?? ''
        const reading = readRecord(JSON.stringify({ ...fields, [name]: value }))
        if (reading.kind === 'ours') {
          expect(STAGES).toContain(reading.record.stage)
          expect(reading.record.accessKey).not.toBe('')
          expect(Number.isNaN(reading.record.since.getTime())).toBe(false)
        }
      }),
    )
  })

  test('what is written has format 2', () => {
    fc.assert(
      fc.property(RECORD, (record) => {
        expect(JSON.parse(writeRecord(record))).toMatchObject({ 'key-rotation': 2 })
      }),
    )
  })

  test('a newer format is told apart', () => {
    expect(readRecord('{"key-rotation":3,"whatever":"else"}')).toEqual({ kind: 'newer', format: 3 })
  })

  test.each([
    ['an older format than any', '{"key-rotation":0}'],
    ['a format in words', '{"key-rotation":"1"}'],
    [
      'an unknown stage',
      '{"key-rotation":1,"stage":"stolen","key":"K1","since":"2030-01-01T00:00:00Z","run":"r"}',
    ],
    ['no key', '{"key-rotation":1,"stage":"current","key":"","since":"2030-01-01T00:00:00Z","run":"r"}'],
    ['no date', '{"key-rotation":1,"stage":"current","key":"K1","since":"yesterday","run":"r"}'],
    [
      'a malformed span',
      '{"key-rotation":1,"stage":"current","key":"K1","since":"2030-01-01T00:00:00Z","run":"r","written":{"x":"abcde"}}',
    ],
    ...(['issued', 'expires', 'replacing'] as const).map((name): [string, string] => [
      `a moment "${name}" that is none`,
      `{"key-rotation":1,"stage":"current","key":"K1","since":"2030-01-01T00:00:00Z","run":"r","${name}":"soon"}`,
    ]),
    [
      'a maker that is no text',
      '{"key-rotation":1,"stage":"current","key":"K1","since":"2030-01-01T00:00:00Z","run":"r","madeBy":7}',
    ],
    ['an array', '[{"key-rotation":1}]'],
  ])('%s is foreign', (_, text) => {
    expect(readRecord(text)).toEqual({ kind: 'foreign' })
  })
})

/** A record as a release of format 1 wrote it. */
const LEGACY = {
  'key-rotation': 1,
  stage: 'current',
  key: 'SCWFAKEFAKEFAKEFAKE1',
  since: '2030-01-01T00:00:00.000Z',
  run: '1/1',
  adopted: true,
  rolledBack: true,
  written: { 'vbbc0g+1': 'abcde' },
}

describe('a record of format 1', () => {
  test('is read, is known to be one, and is written as format 2', () => {
    const reading = readRecord(JSON.stringify(LEGACY))
    expect(reading).toMatchObject({
      kind: 'ours',
      record: { legacy: true, stage: 'current', accessKey: LEGACY.key, adopted: true, rolledBack: true },
    })
    if (reading.kind !== 'ours') return
    const again = readRecord(writeRecord(reading.record))
    expect(again.kind === 'ours' && { ...again.record, legacy: true }).toEqual(reading.record)
    expect(again.kind === 'ours' && again.record.legacy).toBeUndefined()
  })

  test('that says abandoned is retired', () => {
    const reading = readRecord(JSON.stringify({ ...LEGACY, stage: 'abandoned' }))
    expect(reading).toMatchObject({ kind: 'ours', record: { stage: 'retired' } })
  })
})

describe('the digest of a table of writes', () => {
  const span = { from: new Date(1_700_000_000_000), to: new Date(1_700_000_001_000) }
  const base: VersionRecord = {
    stage: 'pending',
    accessKey: 'K1',
    since: new Date(0),
    run: 'r',
    text: '',
    written: new Map([[secretTag('T1', 'A'), span]]),
  }
  const digest = (change: Partial<VersionRecord> = {}) => tableDigest(writeRecord({ ...base, ...change }))

  test('depends on the table alone', () => {
    expect(digest()).toMatch(/^[\w-]{12}$/)
    expect(digest({ stage: 'current', since: new Date(9), run: 's', text: 'else', rolledBack: true })).toBe(
      digest(),
    )
  })

  test.each<[string, Partial<VersionRecord>]>([
    ['another secret', { written: new Map([[secretTag('T2', 'A'), span]]) }],
    [
      'another moment',
      { written: new Map([[secretTag('T1', 'A'), { ...span, to: new Date(1_700_000_009_000) }]]) },
    ],
    ['nothing', { written: new Map() }],
    ['a group', { groupDigests: new Map([['a', '12345678']]) }],
  ])('differs where the table has %s', (_, change) => {
    expect(digest(change)).not.toBe(digest())
  })

  test('there is none of what is no record', () => {
    expect(['not JSON', '7', 'null', '"text"'].map(tableDigest)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})

test('the names of targets’ secrets are short and differ', () => {
  const tags = new Set(['a', 'b', 'c'].flatMap((id) => ['X', 'Y'].map((name) => secretTag(id, name))))
  expect(tags.size).toBe(6)
  expect([...tags].every((tag) => tag.length === 5)).toBe(true)
})

describe('what is nearly a record is foreign', () => {
  const ours = {
    'key-rotation': 2,
    stage: 'current',
    key: 'SCWFAKEFAKEFAKEFAKE1',
    since: '2030-01-01T00:00:00.000Z',
    run: '1/1',
    written: { 'vbbc0g+1': 'abcde' },
    asLeft: 'a12345678',
  }

  test('the whole one is ours', () => {
    expect(readRecord(JSON.stringify(ours))).toMatchObject({ kind: 'ours', record: { stage: 'current' } })
  })

  test.each<[string, object]>([
    ['an older format', { 'key-rotation': 0 }],
    ['a format that is no number', { 'key-rotation': '1' }],
    ['a newer format that is no number', { 'key-rotation': '3' }],
    ['a format between two', { 'key-rotation': 1.5 }],
    ['a stage of every object', { stage: 'constructor' }],
    ['a stage that there is not', { stage: 'lost' }],
    ['a stage that is a list', { stage: ['current'] }],
    ['a key that is a number', { key: 7 }],
    ['a key that would lead elsewhere in an address', { key: '../SCWFAKE' }],
    ['a key with more at its end', { key: 'SCWFAKE/..' }],
    ['an empty key', { key: '' }],
    ['a run that is a number', { run: 1 }],
    ['no moment', { since: 'soon' }],
    ['a moment that is none', { retired: 'soon' }],
    ['a text that is none', { madeBy: 1 }],
    ['a description that is none', { text: {} }],
    ['spans that are a list of texts', { written: 'abcde' }],
    ['spans that are nothing', { written: null }],
    ['spans that are a number', { written: 5 }],
    ['a span with more at its beginning', { written: { ' vbbc0g+1': 'abcde' } }],
    ['a span with more at its end', { written: { 'vbbc0g+1 ': 'abcde' } }],
    ['a span that is none', { written: { vbbc0g: 'abcde' } }],
    ['tags that are a number', { written: { 'vbbc0g+1': 5 } }],
    ['tags of another length', { written: { 'vbbc0g+1': 'abcd' } }],
    ['tags that are a list', { written: { 'vbbc0g+1': [] } }],
    ['digests that are a number', { asLeft: 9 }],
    ['digests that are a number of the right length', { asLeft: 123456789 }],
    ['a digest of another length', { asLeft: 'a1234567' }],
    ['a digest with more at its beginning', { asLeft: ' a12345678' }],
    ['a digest with more at its end', { asLeft: 'a12345678 ' }],
  ])('%s', (_, change) => {
    expect(readRecord(JSON.stringify({ ...ours, ...change }))).toEqual({ kind: 'foreign' })
  })

  test.each(['null', '7', '"text"', '[]', 'not JSON'])('%s', (text) => {
    expect(readRecord(text)).toEqual({ kind: 'foreign' })
  })
})
