import { expect, test } from '@jest/globals'
import { parseConfig } from '../../src/config/parse.ts'
import { readInputs } from '../../src/inputs/index.ts'
import { given } from './given.ts'

const FILE = '.github/key-rotation.yml'

/** What is wrong with a file of keys: where, of what, and what. */
function problemsOf(text: string): readonly string[] {
  const result = readInputs(given({ config: FILE }), { path: FILE, content: parseConfig(text, FILE) })
  const problems = result.ok ? [] : result.problems
  return problems.map(({ at, input, problem }) => {
    const where = at === undefined ? '' : `${at.file}:${at.line}:${at.column}: `
    return `${where}${input}: ${problem}`
  })
}

test('what is wrong with a key is told with its place, and of an alias with the key alone', () => {
  const text = `keys:
  shop: &shop
    repositories: acme/shop
    max-age: monthly
  api: *shop
`
  expect(problemsOf(text)).toEqual([
    `${FILE}:4:5: keys.shop.max-age: "monthly" is not a duration of more than zero`,
    'keys.api.max-age: "monthly" is not a duration of more than zero',
  ])
})
