import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  readDescription,
  secretDigest,
  shorten,
  unmarkedDescription,
  withoutMarks,
  writeDescription,
  type Mark,
  type Phase,
} from '../../../src/rotation/model/mark.ts'

const PHASES: readonly Phase[] = ['made', 'stored', 'replaced', 'found']
const ATTEMPT = fc.stringMatching(/^[0-9a-z]{1,16}$/)
const DIGEST = fc.stringMatching(/^[\w-]{12}$/)
/** Whole seconds, as marks keep them. */
const MOMENT = fc.integer({ min: 1_600_000_000, max: 4_000_000_000 }).map((at) => new Date(at * 1000))
const PUBLISHED = fc.record({ revision: fc.integer({ min: 1, max: 999_999 }), table: DIGEST, at: MOMENT })

/** Any mark that this release writes. */
const MARK: fc.Arbitrary<Mark> = fc.record(
  {
    phase: fc.constantFrom(...PHASES),
    secretId: fc.uuid(),
    attempt: ATTEMPT,
    at: MOMENT,
    digest: DIGEST,
    published: PUBLISHED,
  },
  { requiredKeys: ['phase', 'secretId', 'attempt', 'at'] },
)
/** What format 1 wrote. */
const LEGACY: fc.Arbitrary<Mark> = fc.record({
  phase: fc.constantFrom('made' as const, 'stored' as const),
  secretId: fc.uuid(),
  attempt: ATTEMPT,
  at: fc.constant(undefined),
})
const TEXT = fc.string({ unit: 'binary', maxLength: 300 })
/** A text in which somebody tries to write a mark. */
const FORGED = fc
  .array(
    fc.constantFrom('[key-rotation', ' ', 'made', ']', 'x', '[key-rotation made 1 2]', '[', 'key-rotation'),
  )
  .map((parts) => parts.join(''))

const ID = '11111111-2222-4333-8444-555555555555'

describe('the mark in a key’s description', () => {
  test('any mark round-trips, with any text that fits', () => {
    fc.assert(
      fc.property(MARK, fc.string({ unit: 'binary', maxLength: 60 }), (mark, text) => {
        fc.pre(!text.includes('[key-rotation'))
        expect(readDescription(writeDescription(mark, text))).toEqual({ mark, text })
      }),
    )
  })

  test('is kept, and the whole fits 200 characters, whatever the text', () => {
    fc.assert(
      fc.property(MARK, fc.oneof(TEXT, FORGED), (mark, text) => {
        const written = writeDescription(mark, text)
        expect(written.length).toBeLessThanOrEqual(200)
        expect(readDescription(written).mark).toEqual(mark)
      }),
    )
  })

  test('takes 124 characters at most, so that at least 75 are left for the text', () => {
    const longest: Mark = {
      phase: 'replaced',
      secretId: ID,
      // As runs name their attempts (a number, by src/commands), with a margin.
      attempt: 'z'.repeat(8),
      at: new Date('2199-12-31T23:59:59Z'),
      digest: '-'.repeat(12),
      published: { revision: 999_999, table: '_'.repeat(12), at: new Date('2199-12-31T23:59:59Z') },
    }
    expect(writeDescription(longest, '').length).toBeLessThanOrEqual(124)
    const text = 'x'.repeat(75)
    expect(readDescription(writeDescription(longest, text)).text).toBe(text)
  })

  test.each(PHASES)('a phase follows another, and nothing else changes: %s', (phase) => {
    fc.assert(
      fc.property(MARK, TEXT, (mark, text) => {
        const once = readDescription(writeDescription({ ...mark, phase: 'made' }, text))
        const twice = readDescription(writeDescription({ ...mark, phase }, once.text))
        expect(twice.mark).toEqual({ ...mark, phase })
        // The names of the phases differ in length, so a text at the limit loses some characters.
        expect(once.text.startsWith(twice.text.replace(/…$/u, ''))).toBe(true)
      }),
    )
  })

  test('a moment within a second is rounded up, so that no wait is too short', () => {
    const mark: Mark = { phase: 'made', secretId: ID, attempt: 'a1', at: new Date(1_700_000_000_001) }
    expect(readDescription(writeDescription(mark, '')).mark?.at).toEqual(new Date(1_700_000_001_000))
  })

  test('a foreign description has no mark, and survives as it is', () => {
    fc.assert(
      fc.property(TEXT, (text) => {
        fc.pre(!text.startsWith('[key-rotation '))
        expect(readDescription(text)).toEqual({ mark: undefined, text })
      }),
    )
  })

  test.each([
    '[key-rotation made] nothing else',
    `[key-rotation stolen ${ID} a1] text`,
    '[key-rotation made 11111111-2222-4333-8444-55555555555 a1] text',
    '[key-rotation made ../../secrets a1] text',
    ` [key-rotation made ${ID} a1] text`,
    `[key-rotation replaced ${ID} a1] text`,
    `[key-rotation found ${ID} a1] text`,
    `[key-rotation stored ${ID} a1 vjttc0] text`,
    `[key-rotation stored ${ID} a1 vjttc0 short] text`,
    `[key-rotation stored ${ID} a1 vjttc0 DigestDigest 3] text`,
    `[key-rotation stored ${ID} a1 vjttc0 DigestDigest 3.DigestDigest] text`,
    `[key-rotation stored ${ID} a1 vjttc0 DigestDigest x.DigestDigest.vjttc0] text`,
  ])('what only looks like a mark is none: %s', (text) => {
    expect(readDescription(text)).toEqual({ mark: undefined, text })
  })
})

describe('a mark of format 1', () => {
  test('is read, without a moment, a digest or a publication', () => {
    expect(readDescription(`[key-rotation stored ${ID} a1] deploys`)).toEqual({
      mark: { phase: 'stored', secretId: ID, attempt: 'a1', at: undefined },
      text: 'deploys',
    })
  })

  test('is written as it was where only its text changes', () => {
    fc.assert(
      fc.property(LEGACY, (mark) => {
        const written = writeDescription(mark, 'deploys')
        expect(written).toBe(`[key-rotation ${mark.phase} ${mark.secretId} ${mark.attempt}] deploys`)
        expect(readDescription(written)).toEqual({ mark, text: 'deploys' })
      }),
    )
  })
})

describe('a text that reads as a mark (D11)', () => {
  test('never becomes one: neither behind a mark nor alone', () => {
    fc.assert(
      fc.property(MARK, FORGED, (mark, text) => {
        expect(readDescription(unmarkedDescription(text)).mark).toBeUndefined()
        const read = readDescription(writeDescription(mark, text))
        expect(read.mark).toEqual(mark)
        // What is written once more, as letting the key go does, is no mark either.
        expect(readDescription(unmarkedDescription(read.text)).mark).toBeUndefined()
      }),
    )
  })

  test.each([
    [`[key-rotation made ${ID} a1] deploys`, 'deploys'],
    [`for [key-rotation made ${ID} a1] deploys`, 'for deploys'],
    // What is left after a mark was taken out must not be one.
    [`[key-rotation [key-rotation x] made ${ID} a1] deploys`, ` made ${ID} a1] deploys`],
    [`[key-ro[key-rotation x]tation made ${ID} a1] deploys`, `(key-rotation made ${ID} a1] deploys`],
    ['[key-rotation', '(key-rotation'],
    ['deploys [prod]', 'deploys [prod]'],
  ])('%s', (text, rest) => {
    expect(withoutMarks(text).trim()).toBe(rest.trim())
  })
})

describe('the digest of a key’s secret', () => {
  const of = (id: string, accessKey: string, secret: string) => secretDigest(id, { accessKey, secret })

  test('has twelve characters, and is the same for the same key', () => {
    expect(of(ID, 'K1', 'FAKE')).toMatch(/^[\w-]{12}$/)
    expect(of(ID, 'K1', 'FAKE')).toBe(of(ID, 'K1', 'FAKE'))
  })

  test.each([
    ['of another secret of Secret Manager', of('another', 'K1', 'FAKE')],
    ['of another access key', of(ID, 'K2', 'FAKE')],
    ['of another secret key', of(ID, 'K1', 'FAKE2')],
    ['of the same characters in other places', of(ID, 'K', '1FAKE')],
  ])('differs from that %s', (_, other) => {
    expect(other).not.toBe(of(ID, 'K1', 'FAKE'))
  })
})

describe('shortening a text', () => {
  test('never splits a character, and says that something is missing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 150, maxLength: 400 }), (text) => {
        const short = shorten(text)
        expect(short.length).toBeLessThanOrEqual(200)
        expect(short.isWellFormed()).toBe(true)
        expect(short === text || short.endsWith('…')).toBe(true)
      }),
    )
  })

  test('leaves what fits alone', () => {
    const text = 'x'.repeat(200)
    expect(shorten(text)).toBe(text)
    expect(shorten(`${text}x`)).toBe(`${'x'.repeat(199)}…`)
  })
})
