import { describe, expect, test } from '@jest/globals'
import { parseConfig } from '../../../src/config/file/parse.ts'
import { readInputs } from '../../../src/config/read-inputs.ts'
import { given } from '../given.ts'

const FILE = '.github/key-rotation.yml'

/** What is wrong with a file whose keys are given as the lines of each, below its name. */
function problemsOf(...keys: readonly string[]): readonly string[] {
  const entries = keys.map((fields, index) => {
    const lines = fields.split('\n').map((line) => `    ${line}\n`)
    return `  key-${index + 1}:\n${lines.join('')}`
  })
  const content = parseConfig(`keys:\n${entries.join('')}`, FILE)
  const result = readInputs(given({ config: FILE }), { path: FILE, content })
  if (result.ok) return []
  return result.problems.map(
    ({ input, problem, at }) => `${at?.line ?? '?'}:${at?.column ?? '?'} ${input} ${problem}`,
  )
}

/** Writes no secret that has a name of its own but this one. */
const only = (name: string): string =>
  `bundle-secret: ${name}\naccess-key-secret: none\nsecret-key-secret: none`

describe('two keys of a file may not', () => {
  test.each<[string, string, string, string]>([
    [
      'write one secret of a repository, in whatever case',
      `repositories: acme/shop\n${only('KEY')}`,
      `repositories: [acme/api, ACME/Shop]\n${only('key')}`,
      '8:5 keys.key-2 writes the GitHub secret KEY of ACME/Shop, as does key-1',
    ],
    [
      'write one secret as different parts of the key',
      'repositories: acme/shop\naccess-key-secret: A\nsecret-key-secret: B',
      'repositories: acme/shop\naccess-key-secret: B\nsecret-key-secret: C',
      '7:5 keys.key-2 writes the GitHub secret B of acme/shop, as does key-1',
    ],
    [
      'write one secret of an environment',
      `environments: acme/shop/production\n${only('KEY')}`,
      `environments: production\n${only('KEY')}`,
      '8:5 keys.key-2 writes the GitHub secret KEY of environment production of acme/shop, as does key-1',
    ],
    [
      'write one secret of an organization',
      `organization: acme\n${only('KEY')}`,
      `organization: acme\n${only('KEY')}`,
      '8:5 keys.key-2 writes the GitHub secret KEY of organization acme, as does key-1',
    ],
    [
      'write one variable',
      `repositories: acme/shop\n${only('ONE')}\naccess-key-variable: SCW_ACCESS_KEY`,
      `repositories: acme/shop\n${only('TWO')}\naccess-key-variable: SCW_ACCESS_KEY`,
      '9:5 keys.key-2 writes the variable SCW_ACCESS_KEY of acme/shop, as does key-1',
    ],
    [
      'have one pattern',
      `repositories: acme/topic:scaleway\n${only('KEY')}`,
      `repositories: Acme/topic:scaleway\n${only('KEY')}`,
      '8:5 keys.key-2 writes the GitHub secret KEY of Acme/topic:scaleway, as does key-1',
    ],
    [
      'name a repository that a pattern stands for',
      `repositories: acme/sh*\n${only('KEY')}`,
      `repositories: acme/Shop\n${only('KEY')}`,
      '8:5 keys.key-2 writes the GitHub secret KEY of acme/Shop, as does key-1',
    ],
    [
      'have a pattern for a repository that is named',
      `repositories: acme/shop\n${only('KEY')}`,
      `repositories: acme/*\n${only('KEY')}`,
      '8:5 keys.key-2 writes the GitHub secret KEY of acme/shop, as does key-1',
    ],
    [
      'write one variable of a pattern, which means Actions alone',
      `repositories: acme/*\nkinds: [dependabot, actions]\n${only('ONE')}\naccess-key-variable: ID`,
      `repositories: ACME/*\nkinds: [dependabot, actions]\n${only('TWO')}\naccess-key-variable: ID`,
      '10:5 keys.key-2 writes the variable ID of ACME/*, as does key-1',
    ],
    [
      'be kept in one secret',
      `repositories: acme/shop\n${only('KEY')}\nsecret-name: one`,
      `repositories: acme/api\n${only('KEY')}\nsecret-name: one`,
      '13:5 keys.key-2 uses the secret /one, as does key-1',
    ],
  ])('%s', (_what, first, second, expected) => {
    expect(problemsOf(first, second)).toEqual([expected])
  })
})

test.each([
  ['places: an organization and a repository of it', 'organization: acme', 'repositories: acme/shop'],
  [
    'kinds',
    `repositories: acme/shop\n${only('KEY')}`,
    `repositories: acme/shop\nkinds: dependabot\n${only('KEY')}`,
  ],
  [
    'patterns that may meet and need not',
    `repositories: acme/shop-*\n${only('KEY')}`,
    `repositories: acme/*-eu\n${only('KEY')}`,
  ],
  [
    'a pattern of other kinds',
    `repositories: acme/*\nkinds: codespaces\n${only('KEY')}`,
    `repositories: acme/shop\n${only('KEY')}`,
  ],
  [
    'a pattern of another owner',
    `repositories: octo/*\n${only('KEY')}`,
    `repositories: acme/shop\n${only('KEY')}`,
  ],
  [
    'an environment of a repository that a pattern stands for',
    `repositories: acme/*\n${only('KEY')}`,
    `environments: acme/shop/production\n${only('KEY')}`,
  ],
  [
    'the variable, where they are in one place under other names',
    `repositories: acme/shop\n${only('ONE')}\naccess-key-variable: ID`,
    `repositories: acme/shop\n${only('TWO')}\naccess-key-variable: OTHER`,
  ],
  [
    'the place of one variable',
    `repositories: acme/shop\n${only('KEY')}\naccess-key-variable: ID`,
    `repositories: acme/api\n${only('KEY')}\naccess-key-variable: ID`,
  ],
  [
    'names, in a place that has no variables',
    `repositories: acme/shop\nkinds: dependabot\n${only('ONE')}`,
    `repositories: acme/shop\nkinds: dependabot\n${only('TWO')}`,
  ],
  [
    'the places of one variable, beside a pattern for a kind that has none',
    `repositories: acme/*\nkinds: dependabot\nenvironments: acme/a/live\n${only('ONE')}\naccess-key-variable: ID`,
    `repositories: acme/*\nkinds: dependabot\nenvironments: acme/b/live\n${only('TWO')}\naccess-key-variable: ID`,
  ],
  [
    'one secret in different Projects',
    `secret-name: one\nscw-project-id: 22222222-aaaa-bbbb-cccc-222222222222\n${only('ONE')}`,
    `secret-name: one\n${only('TWO')}`,
  ],
])('two keys of a file may differ by %s', (_what, first, second) => {
  expect(problemsOf(first, second)).toEqual([])
})

test('a key may be in a repository by its name and by a pattern', () => {
  expect(problemsOf(`repositories: [acme/shop, acme/*]\n${only('KEY')}`)).toEqual([])
})

test('of three, both others are told of the first', () => {
  const key = `repositories: acme/shop\n${only('KEY')}`
  expect(problemsOf(key, key, key)).toEqual([
    '8:5 keys.key-2 writes the GitHub secret KEY of acme/shop, as does key-1',
    '13:5 keys.key-3 writes the GitHub secret KEY of acme/shop, as does key-1',
  ])
})

test('no key is told of itself, although two others name what its pattern stands for', () => {
  const named = `repositories: acme/shop\n${only('KEY')}`
  expect(problemsOf(`repositories: acme/*\n${only('KEY')}`, named, named)).toEqual([
    '8:5 keys.key-2 writes the GitHub secret KEY of acme/shop, as does key-1',
    '13:5 keys.key-3 writes the GitHub secret KEY of acme/shop, as does key-1',
  ])
})
