import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { neutralize, neutralizeMarkdown } from '../../src/trust/neutralize.ts'

// Text as an attacker would write it, not only as chance does.
const BITS = [
  ':',
  '::',
  '#',
  '##',
  '[',
  '##[',
  '\n',
  '\r',
  '\r\n',
  '\u2028',
  '\u2029',
  '\x85',
  '\v',
  '\f',
  '\0',
  '\t',
  ' ',
  '\x1b[31m',
  '\x1b]0;t\x07',
  '\x1b',
  '\u202e',
  '\u2066',
  '\u200b',
  '\u00ad',
  '\ufeff',
  '\u034f',
  '\ud800',
  '\udc00',
  'add-mask',
  '::add-mask::x',
  '##[stop-commands]',
  'a',
  'é',
  '😀',
  '|',
  '`',
  '<b>',
  '@me',
  '[x](y)',
  '*',
  '_',
  '\\',
]
const hostile = fc.oneof(
  fc.array(fc.constantFrom(...BITS), { maxLength: 40 }).map((bits) => bits.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
)

describe('text from elsewhere, in the log', () => {
  test.each([
    ['owner/repo', 'owner/repo'],
    ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    ['permissions_denied: {"resource":"api_key"}', 'permissions_denied: {"resource":"api_key"}'],
    ['Schlüssel für Ähren 🔑', 'Schlüssel für Ähren 🔑'],
    ['::add-mask::e', ': :add-mask: :e'],
    ['arn:aws::x', 'arn:aws: :x'],
    ['  ::error::x', ': :error: :x'],
    ['a\n::stop-commands::x', 'a : :stop-commands: :x'],
    ['a\r\nb\u2028c\u2029d\x85e\vf', 'a b c d e f'],
    ['x ##[add-mask]y', 'x ## [add-mask]y'],
    ['##\u00ad[add-mask]y', '## [add-mask]y'],
    ['#\u200b#\u2060[group]y', '## [group]y'],
    [':\x1b[0m:error::x', ': :error: :x'],
    ['\x1b[31mred\x1b[0m \x1b]8;;http://evil.example\x07link\x1b]8;;\x07', 'red link'],
    ['abc\u202edcba\u2066', 'abcdcba'],
    ['half \ud800 pair', 'half \ufffd pair'],
  ])('%j reads %j', (text, read) => {
    expect(neutralize(text)).toBe(read)
  })

  test('never has a line break, a control character or a command, and is bounded', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 64, max: 300 }), (text, maxLength) => {
        const read = neutralize(text, { maxLength })
        expect(read).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\p{Cs}]|::|##\[/u)
        expect(read.length).toBeLessThanOrEqual(maxLength)
      }),
    )
  })

  test('changes nothing more when applied again', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const once = neutralize(text, { maxLength: 80 })
        expect(neutralize(once, { maxLength: 80 })).toBe(once)
      }),
    )
  })

  test('says what was cut, and halves no character', () => {
    expect(neutralize('x'.repeat(1000))).toBe(`${'x'.repeat(460)}… (cut, 540 more characters)`)
    expect(neutralize(`${'x'.repeat(459)}${'😀'.repeat(100)}`)).toBe(
      `${'x'.repeat(459)}… (cut, 200 more characters)`,
    )
    expect(neutralize('x'.repeat(500))).toBe('x'.repeat(500))
    expect(neutralize('x'.repeat(100), { maxLength: 1 })).toBe(`${'x'.repeat(24)}… (cut, 76 more characters)`)
  })

  test('takes no more time for a text that is made to take it', () => {
    const started = performance.now()
    for (const bit of ['\x1b]', '\x1b]8;;', '\x1b[1;', ':', '##[']) neutralize(bit.repeat(100_000))
    for (const bit of [':a', ':aaaaaaaa', '@', '|'])
      neutralizeMarkdown(bit.repeat(50_000), { maxLength: 1e6 })
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('text from elsewhere, in the summary', () => {
  test.each([
    ['owner/repo', 'owner/repo'],
    ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    ['Deploys the shop (v1.2), 100%', 'Deploys the shop (v1.2), 100%'],
    ['a|b', 'a&#124;b'],
    ['`code`', '&#96;code&#96;'],
    ['<img src=x>', '&#60;img src=x&#62;'],
    ['&lt;', '&#38;lt;'],
    ['[x](https://evil.example)', '&#91;x&#93;(https:\u200b//evil.example)'],
    ['![x](y)', '&#33;&#91;x&#93;(y)'],
    ['www.evil.example', 'www\u200b.evil.example'],
    ['@me or me@evil.example', '&#64;\u200bme or me&#64;\u200bevil.example'],
    ['fixes #1 and acme/shop#2, GH-3', 'fixes &#35;\u200b1 and acme/shop&#35;\u200b2, GH-\u200b3'],
    [':tada: :+1:', ':\u200btada: :\u200b+1:'],
    ['# heading', '&#35; heading'],
    ['- item', '&#45; item'],
    ['1. item', '1&#46; item'],
    ['=== ', '&#61;=='],
    ['SCW_ACCESS_KEY', 'SCW&#95;ACCESS&#95;KEY'],
    ['a\\|b\nc', 'a&#92;&#124;b c'],
    ['$x$ ~y~', '&#36;x&#36; &#126;y&#126;'],
  ])('%j is written %j', (text, written) => {
    expect(neutralizeMarkdown(text)).toBe(written)
  })

  test('shows what the log shows, and leaves nothing that means something', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const written = neutralizeMarkdown(text)
        const shown = written
          .replaceAll('\u200b', '')
          .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
        expect(shown).toBe(neutralize(text))
        const markup = written.replace(/&#\d+;/g, '')
        expect(markup).not.toMatch(/[|<>`*_[\]\\@#&~$!\r\n]|:\/\/|www\.|^[-+=]/)
      }),
    )
  })
})
