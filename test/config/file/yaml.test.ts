import { describe, expect, test } from '@jest/globals'
import { parseConfig } from '../../../src/config/file/parse.ts'
import { DEEPEST, MOST_ENTRIES, readYaml } from '../../../src/config/file/yaml.ts'

const FILE = '.github/key-rotation.yml'
const ENTRIES = 'the file has more than 20000 entries (fields, and items of lists)'
const DEEP = 'the file is nested more than 6 levels deep'

/** The first problem of a file, and how many there are. */
function refusal(text: string): readonly [problem: string | undefined, count: number] {
  const parsed = parseConfig(text, FILE)
  return parsed.ok ? [undefined, 0] : [parsed.problems[0]?.problem, parsed.problems.length]
}

function keys(count: number): string {
  return `keys:\n${Array.from({ length: count }, (_, n) => `  k${n}:\n    max-age: 30d\n`).join('')}`
}

/** How many steps the parser took, which does not depend on the speed of the machine: the length of what was read. */
function readUntil(text: string): number {
  const read = readYaml(text)
  return read.ok ? text.length : (read.faults[0]?.offset ?? 0)
}

describe('a file of keys is bounded', () => {
  test('in keys: a thousand are read, one more is refused', () => {
    const parsed = parseConfig(keys(1000), FILE)
    expect(parsed.ok && parsed.keys.length).toBe(1000)
    expect(refusal(keys(1001))).toEqual(['keys has more than 1000 keys', 1])
  })

  test.each([
    ['20,000 keys', keys(20_000)],
    ['a long list', `keys:\n  a:\n    repositories: [${'x/y,'.repeat(100_000)}]\n`],
    ['a long list, an item to a line', `keys:\n  a:\n    repositories:\n${'    - x/y\n'.repeat(30_000)}`],
    ['empty brackets', '[]'.repeat(250_000)],
    ['closing brackets', ']'.repeat(500_000)],
    ['texts side by side', '"a" '.repeat(120_000)],
    ['anchors', '&a '.repeat(170_000)],
    ['tags', '!a '.repeat(170_000)],
    ['directives', '%Y\n'.repeat(170_000)],
    ['escapes that are none', `a: "${'\\x'.repeat(250_000)}"`],
  ])('in entries: %s', (_, text) => {
    expect(refusal(text)).toEqual([ENTRIES, 1])
  })

  test.each([
    ['brackets', '['.repeat(500_000)],
    ['braces', '{'.repeat(500_000)],
    ['lists in lists in one line', '- '.repeat(250_000)],
    ['questions', '? '.repeat(250_000)],
    ['fields without a name', ': '.repeat(250_000)],
    ['fields in fields in one line', 'a: '.repeat(150_000)],
    ['indentation', Array.from({ length: 900 }, (_, n) => `${' '.repeat(n)}a:\n`).join('')],
    ['brackets behind a valid beginning', `${keys(3)}  k3: ${'['.repeat(400_000)}`],
  ])('in depth: %s', (_, text) => {
    expect(refusal(text)).toEqual([DEEP, 1])
  })

  test('in depth, and is read no further than that', () => {
    for (const open of ['[', '{', '- ', '? '])
      expect(readUntil(open.repeat(200_000))).toBeLessThan((DEEPEST + 2) * open.length)
  })

  test('in entries, and is read no further than that', () => {
    const item = '- x\n'
    expect(readUntil(item.repeat(MOST_ENTRIES * 5))).toBeLessThan((MOST_ENTRIES + 2) * item.length)
  })

  test('in aliases, each of another anchor', () => {
    const pairs = Array.from({ length: 1001 }, (_, n) => `- &a${n} x\n- *a${n}\n`).join('')
    expect(refusal(pairs)).toEqual(['the file has more than 1000 aliases', 1])
  })

  test.each([
    ['fields of one name', `keys:\n${'  a:\n'.repeat(15_000)}`, 'Map keys must be unique'],
    [
      'unknown fields',
      `keys:\n  a:\n${Array.from({ length: 15_000 }, (_, n) => `    f${n}: 1\n`).join('')}`,
      'unknown field "f0" in keys.a',
    ],
    ['escapes that are none', `a: "${'\\x'.repeat(40_000)}"`, 'Invalid escape sequence \\x\\x'],
  ])('in problems that are told: %s', (_, text, problem) => {
    expect(refusal(text)).toEqual([problem, 100])
  })
})

describe('a file of keys is one document', () => {
  test('a second one is refused where it begins', () => {
    expect(parseConfig('keys:\n  a:\n---\nkeys:\n  b:\n', FILE)).toMatchObject({
      problems: [{ problem: 'the file has more than one document', at: { line: 3, column: 1 } }],
    })
    expect(refusal('---\n'.repeat(100_000))).toEqual(['the file has more than one document', 1])
  })

  test('its beginning and end may be marked', () => {
    expect(parseConfig('---\nkeys:\n  a:\n...\n', FILE).ok).toBe(true)
  })
})

test('keys that differ in their notation alone are one', () => {
  expect(refusal('keys:\n  7:\n  "7":\n')[0]).toBe('Map keys must be unique')
  expect(refusal('keys:\n  a:\n  "a":\n')[0]).toBe('Map keys must be unique')
})

describe('a file of keys says nothing of where credentials and keys are sent', () => {
  test.each([
    ['scw-api-url', 'https://evil.example'],
    ['keys-api-url', 'https://evil.example'],
    ['keys-api-verify-url', '/wallet/balance'],
    ['keys-api-verify-origin', 'https://evil.example'],
    ['recovery-public-key', 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc='],
  ])('%s', (field, value) => {
    const files = [
      `keys:\n  a:\n    ${field}: ${value}\n`,
      `defaults:\n  ${field}: ${value}\nkeys:\n  a:\n`,
      `keys:\n  a: &a\n    ${field}: ${value}\n  b: *a\n`,
      `keys:\n  a: { "${field}": "${value}" }\n`,
      `keys:\n  a:\n    ? !!str ${field}\n    : ${value}\n`,
    ]
    for (const file of files) {
      expect(parseConfig(file, FILE)).toMatchObject({
        ok: false,
        problems: expect.arrayContaining([
          expect.objectContaining({
            input: 'config',
            problem: expect.stringContaining(
              'is not allowed in the key file: only the step decides where credentials and keys are sent',
            ) as unknown,
            remedy: `the input ${field} of the step`,
          }),
        ]) as unknown,
      })
    }
  })

  test.each(['keys_api_url', 'KEYS-API-URL', 'keysApiUrl', 'keys-api-urls', 'scw_api_url'])(
    'nor under a name that is nearly that: %s',
    (field) => {
      const [problem] = refusal(`keys:\n  a:\n    ${field}: https://evil.example\n`)
      expect(problem).toContain('only the step decides')
    },
  )

  test('nor on top of the file, nor as a merge', () => {
    expect(refusal('scw-api-url: https://evil.example\nkeys:\n  a:\n')[0]).toContain('only the step decides')
    const merge =
      'defaults: &d\n  description: x\nkeys:\n  a:\n    <<: { keys-api-url: https://evil.example }\n'
    expect(refusal(merge)[0]).toBe('unknown field "<<" in keys.a')
    expect(refusal('keys:\n  a:\n    __proto__: { keys-api-url: https://evil.example }\n')[0]).toBe(
      'unknown field "__proto__" in keys.a',
    )
  })
})
