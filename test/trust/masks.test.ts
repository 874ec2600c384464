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
    const { registered, redact } = masked(
      '-----BEGIN FAKE-----\\nabcdefgh\\r\\nijklmnop\\n-----END FAKE-----',
    )
    const whole = '-----BEGIN FAKE-----\nabcdefgh\nijklmnop\n-----END FAKE-----'
    expect(registered).toEqual(
      expect.arrayContaining(['abcdefgh', 'ijklmnop', base64('ijklmnop'), whole, base64(whole)]),
    )
    expect(redact(`a ${whole} b`)).toBe('a *** b')
  })

  test.each([[''], [' '], ['a'], ['abc'], ['\n\n\n\n\n'], [' ab  ']])(
    '%j is too short to be a mask',
    (short) => {
      const { registered, redact } = masked(short)
      expect(registered).toEqual([])
      expect(redact('abc a b')).toBe('abc a b')
    },
  )

  test.each([
    ['in upper case', SECRET.toUpperCase()],
    ['without hyphens', SECRET.replaceAll('-', '')],
    ['without hyphens, in upper case', SECRET.replaceAll('-', '').toUpperCase()],
    ['in hexadecimal', Buffer.from(SECRET).toString('hex')],
    ['in hexadecimal, in upper case', Buffer.from(SECRET).toString('hex').toUpperCase()],
  ])('registers and redacts the value %s', (_, form) => {
    const { registered, redact } = masked(SECRET)
    expect(registered).toContain(form)
    expect(redact(`<${form}>`)).toBe('<***>')
  })

  test('registers a value that is given in upper case in lower case too', () => {
    expect(masked(SECRET.toUpperCase()).registered).toEqual(
      expect.arrayContaining([SECRET, SECRET.replaceAll('-', '')]),
    )
  })

  test('registers a value as it is in an address', () => {
    expect(masked('fake/secret+value=').registered).toContain('fake%2Fsecret%2Bvalue%3D')
    expect(() => masked('half a pair \ud800')).not.toThrow()
  })

  test('a value with hyphens that is short or prose does not mask the same words without them', () => {
    expect(masked('re-do').registered).not.toContain('redo')
    expect(masked('-----BEGIN FAKE KEY-----').registered).not.toContain('BEGIN FAKE KEY')
  })

  test('a value with short lines is not registered as a whole: the runner would mask each of them, a brace too', () => {
    const { registered, redact } = masked('{\n  "SECRET_KEY": "fake-secret-value",\n  "error": 1\n}')
    expect(registered.filter((form) => /[\r\n]/.test(form))).toEqual([])
    expect(registered).toContain('  "SECRET_KEY": "fake-secret-value",')
    expect(redact('{ "error": 1 }')).toBe('{ "error": 1 }')
  })

  test('words on lines of their own are no masks', () => {
    const { redact } = masked('error\nfalse\nrotated\nfake-secret-value')
    expect(redact('error: false, rotated')).toBe('error: false, rotated')
  })

  test('short lines of a long value are no masks', () => {
    const { registered } = masked('{\n"key": "fake-secret-value"\n}')
    expect(registered.filter((form) => form.length < 4)).toEqual([])
  })

  test('a value inside of a longer one goes with it', () => {
    expect(masked('fake-1', 'fake-1-and-more').redact('x fake-1-and-more y fake-1')).toBe('x *** y ***')
  })

  test('of values that overlap no part is left', () => {
    const { redact } = masked('abcdefgh', 'defghijk', 'efgh')
    expect(redact('<abcdefghijk>')).toBe('<***>')
    expect(redact('<abcdefghabcdefgh>')).toBe('<******>')
    expect(redact('<abcdabcdefghijkl> efg efghefgh')).toBe('<abcd***l> efg ******')
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
