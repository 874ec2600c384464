import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createMasker } from '../../src/trust/masks.ts'

const SECRET = '00000000-fake-fake-fake-000000000000'

function masked(...values: string[]): { registered: string[]; redact: (text: string) => string } {
  const registered: string[] = []
  const masker = createMasker((value) => registered.push(value))
  for (const value of values) masker.mask(value)
  return { registered, redact: masker.redact }
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64')
const value = fc
  .string({ unit: 'grapheme', minLength: 6, maxLength: 60 })
  .filter((text) => text.trim().length >= 6)

describe('masks', () => {
  test('registers the value first, then its base64, and nothing twice', () => {
    const { registered } = masked(SECRET, SECRET)
    expect(registered[0]).toBe(SECRET)
    expect(registered).toContain(base64(SECRET))
    expect(new Set(registered).size).toBe(registered.length)
  })

  test('registers the form inside JSON', () => {
    expect(masked('say "hello"\\').registered).toContain('say \\"hello\\"\\\\')
  })

  test('registers each line of a value with several', () => {
    const { registered, redact } = masked('-----BEGIN FAKE-----\nabcdefgh\r\nijklmnop\n-----END FAKE-----\n')
    expect(registered).toEqual(expect.arrayContaining(['abcdefgh', 'ijklmnop', base64('abcdefgh')]))
    expect(redact('line: ijklmnop')).toBe('line: ***')
  })

  test('registers each line, and the whole, of a value whose line breaks are written as \\n', () => {
    const { registered } = masked('-----BEGIN FAKE-----\\nabcdefgh\\r\\nijklmnop\\n-----END FAKE-----')
    const whole = '-----BEGIN FAKE-----\nabcdefgh\nijklmnop\n-----END FAKE-----'
    expect(registered).toEqual(
      expect.arrayContaining(['abcdefgh', 'ijklmnop', base64('ijklmnop'), whole, base64(whole)]),
    )
  })

  test.each([[''], [' '], ['a'], ['abc'], ['\n\n\n\n\n'], [' ab  ']])(
    '%j is too short to be a mask',
    (short) => {
      const { registered, redact } = masked(short)
      expect(registered).toEqual([])
      expect(redact('abc a b')).toBe('abc a b')
    },
  )

  test('short lines of a long value are no masks', () => {
    const { registered } = masked('{\n"key": "fake-secret-value"\n}')
    expect(registered.filter((form) => form.length < 4)).toEqual([])
  })

  test('a value inside of a longer one goes with it', () => {
    expect(masked('fake-1', 'fake-1-and-more').redact('x fake-1-and-more y fake-1')).toBe('x *** y ***')
  })

  test('redact leaves nothing of a value: raw, in JSON, in base64 at any place', () => {
    fc.assert(
      fc.property(
        value,
        fc.string({ maxLength: 5 }),
        fc.string({ maxLength: 5 }),
        (secret, before, after) => {
          const { redact } = masked(secret)
          const encoded = redact(base64(`{"k":"${before}${secret}${after}"}`))
          expect(Buffer.from(encoded, 'base64').toString('utf8')).not.toContain(secret)
          expect(encoded).toContain('***')
          expect(redact(`${before} ${secret} ${after}`)).toContain('***')
          expect(redact(JSON.stringify({ secret }))).not.toContain(JSON.stringify(secret))
          expect(redact(Buffer.from(secret).toString('base64url'))).toMatch(/\*\*\*/)
        },
      ),
    )
  })

  test('the neighbours of a value in base64 decide nothing that is registered', () => {
    fc.assert(
      fc.property(value, fc.integer({ min: 0, max: 2 }), fc.string(), (secret, offset, after) => {
        const { registered } = masked(secret)
        const text = base64(`${'x'.repeat(offset)}${secret}${after}`)
        expect(registered.some((form) => form !== secret && text.includes(form))).toBe(true)
      }),
    )
  })
})
