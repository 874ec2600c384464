import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readDescription, shorten, writeDescription, type Mark } from '../../src/rotation/mark.ts'

const ATTEMPT = fc.stringMatching(/^[0-9a-z]{1,16}$/)
const MARK: fc.Arbitrary<Mark> = fc.record({
  phase: fc.constantFrom('made' as const, 'stored' as const),
  secretId: fc.uuid(),
  attempt: ATTEMPT,
})
const TEXT = fc.string({ unit: 'binary', maxLength: 300 })

describe('the mark in a key’s description', () => {
  test('any mark round-trips, with any text that fits', () => {
    fc.assert(
      fc.property(MARK, fc.string({ unit: 'binary', maxLength: 60 }), (mark, text) => {
        expect(readDescription(writeDescription(mark, text))).toEqual({ mark, text })
      }),
    )
  })

  test('is kept, and the whole fits 200 characters, whatever the text', () => {
    fc.assert(
      fc.property(MARK, TEXT, (mark, text) => {
        const written = writeDescription(mark, text)
        expect(written.length).toBeLessThanOrEqual(200)
        const read = readDescription(written)
        expect(read.mark).toEqual(mark)
        expect(text.startsWith(read.text.replace(/…$/u, ''))).toBe(true)
      }),
    )
  })

  test('changing the phase changes nothing else', () => {
    fc.assert(
      fc.property(MARK, TEXT, (mark, text) => {
        const once = readDescription(writeDescription({ ...mark, phase: 'made' }, text))
        const twice = readDescription(writeDescription({ ...mark, phase: 'stored' }, once.text))
        expect(twice.mark).toEqual({ ...mark, phase: 'stored' })
        // `stored` is two letters longer than `made`, so a text at the limit loses those.
        expect(once.text.startsWith(twice.text.replace(/…$/u, ''))).toBe(true)
      }),
    )
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
    '[key-rotation stolen 11111111-2222-4333-8444-555555555555 a1] text',
    '[key-rotation made 11111111-2222-4333-8444-55555555555 a1] text',
    '[key-rotation made ../../secrets a1] text',
    ' [key-rotation made 11111111-2222-4333-8444-555555555555 a1] text',
  ])('what only looks like a mark is none: %s', (text) => {
    expect(readDescription(text)).toEqual({ mark: undefined, text })
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
