import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { stringify } from 'yaml'
import { parseConfig, type Parsed } from '../../../src/config/file/parse.ts'
import { KEY_FIELDS } from '../../../src/config/file/schema.ts'

const FILE = '.github/key-rotation.yml'
const KEY_NAMES = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,20}[a-z0-9])?$/)

/** Texts that YAML writes in one way or another: quoted, folded, over several lines. */
const values = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }),
  fc.constantFrom(
    'yes',
    'null',
    '~',
    '0x1F',
    '1e3',
    '2026-11-24',
    '- a',
    'a: b',
    '#',
    '&a',
    '*a',
    '!!str',
    '\n\n',
  ),
)
const textFields = Object.entries(KEY_FIELDS)
  .filter(([, schema]) => schema['type'] === 'string' && !('enum' in schema))
  .map(([name]) => name)
const keys = fc.dictionary(
  KEY_NAMES,
  fc.dictionary(fc.constantFrom(...textFields), values, { maxKeys: 4, noNullPrototype: true }),
  { minKeys: 1, maxKeys: 4, noNullPrototype: true },
)

/** Pieces of which files are put together that are nearly right. */
const pieces = fc
  .array(
    fc.constantFrom(
      'keys:',
      '\n',
      ' ',
      '  ',
      'shop:',
      '&a ',
      '*a',
      '- ',
      '[',
      ']',
      '{',
      '}',
      "'",
      '"',
      '|',
      '>',
      '%YAML 1.2',
      '---',
      '...',
      'max-age: 30d',
      '<<: *a',
      '!!binary ',
      '? ',
      ': ',
      '#',
      '\t',
      '\u{feff}',
      'defaults:',
      '1',
      '\0',
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))

function positionsOf(parsed: Parsed): readonly { line: number; column: number }[] {
  return parsed.ok ? [] : parsed.problems.flatMap(({ at }) => at ?? [])
}

describe('any file', () => {
  test.each([
    ['of nearly right pieces', pieces],
    ['of any text', fc.string({ unit: 'binary', maxLength: 200 })],
  ])('%s is read or refused with problems that stand in it; nothing is thrown', (_, files) => {
    fc.assert(
      fc.property(files, (text) => {
        const parsed = parseConfig(text, FILE)
        expect(parsed.ok || parsed.problems.length > 0).toBe(true)
        const lines = text.split(/\r\n|\r|\n/)
        for (const { line, column } of positionsOf(parsed)) {
          expect(line).toBeGreaterThanOrEqual(1)
          expect(line).toBeLessThanOrEqual(lines.length + 1)
          expect(column).toBeGreaterThanOrEqual(1)
        }
      }),
      { numRuns: 150 },
    )
  })

  test('that was written by a program is read as it was meant', () => {
    fc.assert(
      fc.property(keys, (meant) => {
        const parsed = parseConfig(stringify({ keys: meant }), FILE)
        if (!parsed.ok) throw new Error(parsed.problems.map(({ problem }) => problem).join('; '))
        expect(parsed.keys.map(({ name }) => name).sort()).toEqual(Object.keys(meant).sort())
        for (const { name, value } of parsed.keys)
          for (const [field, text] of Object.entries(meant[name] ?? {})) expect(value(field)).toBe(text)
      }),
    )
  })

  test('with one field that there is not is refused, and the field is named', () => {
    fc.assert(
      fc.property(keys, fc.stringMatching(/^[a-z]{3,12}$/), (meant, field) => {
        fc.pre(!(field in KEY_FIELDS))
        const [name = ''] = Object.keys(meant)
        const parsed = parseConfig(stringify({ keys: { ...meant, [name]: { [field]: 'x' } } }), FILE)
        expect(parsed.ok ? '' : parsed.problems.map(({ problem }) => problem).join()).toContain(field)
      }),
    )
  })
})
