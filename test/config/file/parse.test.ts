import { describe, expect, test } from '@jest/globals'
import { parseConfig } from '../../../src/config/file/parse.ts'
import { KEY_FIELDS } from '../../../src/config/file/schema.ts'
import { INPUT_NAMES } from '../../../src/config/read-inputs.ts'

const FILE = '.github/key-rotation.yml'

/** What is wrong with a file, one line each: where, and what. */
function problemsOf(text: string): readonly string[] {
  const parsed = parseConfig(text, FILE)
  if (parsed.ok) return []
  return parsed.problems.map(({ problem, at }) => `${at?.line ?? '?'}:${at?.column ?? '?'} ${problem}`)
}

function remedyOf(text: string): string {
  const parsed = parseConfig(text, FILE)
  return parsed.ok ? '' : (parsed.problems[0]?.remedy ?? '')
}

describe('a file of keys', () => {
  const parsed = parseConfig(
    `defaults:
  max-age: 30d
  keep-versions: 3
  repositories: [acme/shop, acme/api]
keys:
  shop:
    max-age: 10d
    take-over: true
    grace-period: 0
  api:
`,
    FILE,
  )
  const keys = parsed.ok ? parsed.keys : []

  test('has its keys in the order in which they stand', () => {
    expect(keys.map(({ name }) => name)).toEqual(['shop', 'api'])
  })

  test('gives each field as an input would, the defaults where a key says nothing', () => {
    const [shop, api] = keys
    const fields = ['max-age', 'keep-versions', 'repositories', 'take-over', 'grace-period', 'expiry']
    expect(fields.map((field) => shop?.value(field))).toEqual([
      '10d',
      '3',
      'acme/shop\nacme/api',
      'true',
      '0',
      undefined,
    ])
    expect(fields.map((field) => api?.value(field))).toEqual([
      '30d',
      '3',
      'acme/shop\nacme/api',
      undefined,
      undefined,
      undefined,
    ])
  })

  test('knows where each stands', () => {
    const [shop, api] = keys
    expect(shop?.position('max-age')).toEqual({ line: 7, column: 5 })
    expect(api?.position('max-age')).toEqual({ line: 2, column: 3 })
    expect(api?.position('expiry')).toEqual({ line: 10, column: 3 })
  })
})

describe('a file that is wrong', () => {
  test.each([
    ['not YAML', 'keys:\n  a: [1\n', /^\d:\d .*(flow|sequence)/i],
    ['empty', '', /^1:1 the file has the wrong type/],
    ['a list', '- a\n', /^1:1 the file has the wrong type/],
    ['without keys', 'defaults: {}\n', /^1:1 the field keys is missing/],
    ['with no key', 'keys: {}\n', /^1:1 keys is empty/],
    [
      'an unknown field on top',
      'keys:\n  a:\nrepositories: x/y\n',
      /^3:1 unknown field "repositories" in the file/,
    ],
    ['an unknown field', 'keys:\n  a:\n    max_age: 1d\n', /^3:5 unknown field "max_age" in keys\.a/],
    ['a credential', 'keys:\n  a:\n    scw-secret-key: x\n', /^3:5 unknown field "scw-secret-key"/],
    ['a key twice', 'keys:\n  a:\n  b:\n  a:\n', /^\d:\d Map keys must be unique$/],
    ['a field twice', 'keys:\n  a:\n    max-age: 1d\n    max-age: 2d\n', /^4:5 Map keys must be unique$/],
    ['a name in capitals', 'keys:\n  Shop:\n', /^2:3 "Shop" is not a valid name for a key/],
    ['a name that is too long', `keys:\n  ${'a'.repeat(51)}:\n`, /is not a valid name for a key/],
    [
      'a number for a duration',
      'keys:\n  a:\n    max-age: 30\n',
      /^3:5 keys\.a\.max-age is a number without a unit/,
    ],
    [
      'a negative number',
      'keys:\n  a:\n    max-age: -1\n',
      /^3:5 keys\.a\.max-age is a number without a unit/,
    ],
    [
      'a text for a boolean',
      'keys:\n  a:\n    take-over: "yes"\n',
      /^3:5 keys\.a\.take-over has the wrong type/,
    ],
    [
      'a value that is none',
      'keys:\n  a:\n    old-key: burn\n',
      /^3:5 keys\.a\.old-key has an unsupported value/,
    ],
    [
      'a number in a list',
      'keys:\n  a:\n    repositories:\n      - x/y\n      - 3\n',
      /^5:9 keys\.a\.repositories\.1/,
    ],
    ['an empty list', 'keys:\n  a:\n    repositories: []\n', /^3:5 keys\.a\.repositories is empty/],
    ['an empty text', 'keys:\n  a:\n    description: ""\n', /^3:5 keys\.a\.description is empty/],
    ['a name with a slash', 'keys:\n  a/b:\n', /^2:3 "a\/b" is not a valid name for a key/],
    ['a name with a tilde', 'keys:\n  a~b:\n', /^2:3 "a~b" is not a valid name for a key/],
    ['a field with a slash', 'keys:\n  a:\n    x/y: 1\n', /^3:5 unknown field "x\/y" in keys\.a/],
  ])('%s', (_what, text, expected) => {
    const problems = problemsOf(text)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(expected)
  })

  test('names are told as they stand, whatever is in them', () => {
    expect(problemsOf('keys:\n  a/b~c: 7\n')).toEqual([
      '2:3 "a/b~c" is not a valid name for a key',
      '2:3 keys.a/b~c has the wrong type',
    ])
  })

  test('everything at once', () => {
    const text = 'keys:\n  A:\n    max-age: 3\n  b:\n    colour: blue\n    old-key: burn\n'
    expect(problemsOf(text)).toHaveLength(4)
  })

  test.each([
    ['keys:\n  a:\n    max-agee: 1d\n', 'the field max-age'],
    ['keys:\n  a:\n    max_age: 1d\n', 'the field max-age'],
    ['keys:\n  a:\n    Repositories: x/y\n', 'the field repositories'],
    ['keys:\n  a:\n    repository: x/y\n', 'the field repositories'],
    ['keys:\n  a:\n    old-key: burn\n', 'one of delete, keep'],
    ['keys:\n  a:\n    take-over: "yes"\n', 'boolean'],
    ['keys:\n  a: 30d\n', 'mapping, null'],
    ['keys: [a]\n', 'mapping'],
    ['keys:\n  a: [1\n', 'valid YAML, as in docs/file-of-keys.md'],
    ['defaults: {}\n', 'keys, with an entry for each key'],
    ['keys: {}\n', 'an entry for each key'],
    ['keys:\n  Shop:\n', 'at most 50 lowercase letters, digits and hyphens, for example shop-deploy'],
    ['keys:\n  a:\n    max-age: 3\n', 'a unit, for example 7d; only 0 needs none'],
    ['keys:\n  a:\n    repositories: []\n', 'a value, or no field'],
    ['keys:\n  a:\n    description: ""\n', 'a value, or no field'],
    ['keys:\n  a:\nkey:\n', 'the field keys'],
    ['default: {}\nkeys:\n  a:\n', 'the field defaults'],
    ['colour: red\nkeys:\n  a:\n', 'one of defaults, keys'],
  ])('%j: %s', (text, remedy) => {
    expect(remedyOf(text)).toBe(remedy)
  })

  test.each([
    ['a letter too few', 'max-ag', 'max-age'],
    ['a letter too many', 'max-agex', 'max-age'],
    ['a letter too many in the middle', 'max-aage', 'max-age'],
    ['a letter too many at the beginning', 'xmax-age', 'max-age'],
    ['a wrong letter', 'max-aga', 'max-age'],
    ['a wrong letter in the middle', 'mex-age', 'max-age'],
    ['a wrong first letter', 'nax-age', 'max-age'],
    ['two wrong letters', 'mex-aga', undefined],
    ['two letters too many', 'max-agexx', undefined],
    ['two letters too few', 'max-a', undefined],
    ['a letter too few and one too many', 'ax-agee', undefined],
    ['a word with another ending', 'repositoryx', undefined],
  ])('%s: %s', (_, misspelt, meant) => {
    const remedy = remedyOf(`keys:\n  a:\n    ${misspelt}: 1d\n`)
    if (meant === undefined) expect(remedy).toMatch(/^one of /)
    else expect(remedy).toBe(`the field ${meant}`)
  })

  test('a misspelt field that is like none is told what there is', () => {
    expect(remedyOf('keys:\n  a:\n    colour: blue\n')).toMatch(/^one of issuer, .*overdue-after$/)
  })

  test('aliases that make it blow up', () => {
    const levels = Array.from(
      { length: 20 },
      (_, n) => `  - &l${n + 1} [*l${n}, *l${n}, *l${n}, *l${n}, *l${n}]`,
    )
    const began = performance.now()
    expect(problemsOf(`bomb:\n  - &l0 [x, x]\n${levels.join('\n')}\nkeys: *l20\n`)[0]).toMatch(/alias/i)
    expect(performance.now() - began).toBeLessThan(2000)
  })

  test('more aliases than anybody needs', () => {
    const uses = (count: number): string =>
      `defaults:\n  repositories: &r [x/y]\nkeys:\n${Array.from({ length: count }, (_, n) => `  k${n}:\n    repositories: *r\n`).join('')}`
    // The anchor itself counts.
    expect(problemsOf(uses(49))).toEqual([])
    expect(parseConfig(uses(50), FILE)).toMatchObject({
      ok: false,
      problems: [
        {
          input: 'config',
          problem: expect.stringMatching(/^[^\n]*alias[^\n]*$/i),
          remedy: 'fewer aliases; set common values in defaults',
        },
      ],
    })
  })

  test('what stands in an alias is told where the alias does', () => {
    const text = 'keys:\n  a: &a\n    max-age: 3\n    colour: blue\n  b: *a\n'
    expect(problemsOf(text)).toEqual([
      '4:5 unknown field "colour" in keys.a',
      '3:5 keys.a.max-age is a number without a unit',
      '5:3 unknown field "colour" in keys.b',
      '5:3 keys.b.max-age is a number without a unit',
    ])
  })

  test.each([
    ['all keys', 'defaults: &d\n  max-age: 30d\nkeys: *d\n', '3:1 keys.max-age has the wrong type'],
    [
      'the defaults',
      'keys:\n  a: &a\n    max-age: 3\ndefaults: *a\n',
      '4:1 defaults.max-age is a number without a unit',
    ],
    [
      'a list',
      'keys:\n  a:\n    description: &n "3"\n    repositories: &r [3]\n  b:\n    repositories: *r\n',
      '6:5 keys.b.repositories.0 has the wrong type',
    ],
    [
      'an item of a list',
      'keys:\n  a:\n    grace-period: &n 0\n    repositories: [x/y, *n]\n',
      '4:25 keys.a.repositories.1 has the wrong type',
    ],
    [
      'the name of a key',
      'defaults:\n  description: &n Shop\nkeys:\n  *n :\n    max-age: 30d\n',
      '3:1 "Shop" is not a valid name for a key',
    ],
  ])('so is an alias for %s', (_, text, told) => {
    expect(problemsOf(text)).toContain(told)
  })

  test('a field of the defaults that there is not', () => {
    expect(problemsOf('defaults:\n  colour: blue\nkeys:\n  a:\n')).toEqual([
      '2:3 unknown field "colour" in defaults',
    ])
  })

  test('a merge key is a field like any other, and there is none of that name', () => {
    expect(problemsOf('defaults: &d\n  max-age: 30d\nkeys:\n  a:\n    <<: *d\n')).toEqual([
      '5:5 unknown field "<<" in keys.a',
    ])
  })

  test('what YAML forbids is refused, although it could be guessed', () => {
    expect(problemsOf('keys:\n  a: { repositories: [x/y,\nx/z] }\n')[0]).toMatch(/^3:1 Flow sequence/)
    expect(problemsOf('keys:\n  a:\n    max-age: "30d"#old\n')).toEqual([
      '3:19 Comments must be separated from other tokens by white space characters',
    ])
  })

  test('a place far down is told once, and apart', () => {
    const lines = Array.from({ length: 12 }, (_, n) => `  k${n}:\n    repositories: acme/k${n}\n`).join('')
    const twice = '{ max-age: 30d, max-age: 31d }'
    expect(problemsOf(`keys:\n${lines}  k12: ${twice}\n`)).toEqual(['26:24 Map keys must be unique'])
  })

  test('an alias or two are fine', () => {
    const text = 'keys:\n  a:\n    repositories: &r [x/y]\n  b:\n    repositories: *r\n'
    expect(problemsOf(text)).toEqual([])
  })
})

test('every input is a field of a key, or the step’s alone', () => {
  const stepsAlone = INPUT_NAMES.filter((name) => !(name in KEY_FIELDS))
  expect(stepsAlone).toEqual([
    'command',
    'config',
    'key',
    'jobs',
    'scw-access-key',
    'scw-secret-key',
    'scw-organization-id',
    'scw-api-url',
    'github-token',
    'github-app-id',
    'github-app-private-key',
    'github-budget',
    'keys-api-url',
    'keys-api-token',
    'keys-api-key',
    'keys-api-expired-key-id',
    'keys-api-verify-url',
    'keys-api-verify-origin',
    'recovery-public-key',
    'record-key',
    'force',
    'secret-id',
    'accept-repositories',
    'fail-on',
    'rotator-repository',
    'dry-run',
    'export-env',
  ])
})
