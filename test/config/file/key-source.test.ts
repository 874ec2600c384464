import { describe, expect, test } from '@jest/globals'
import { parseConfig } from '../../../src/config/file/parse.ts'
import { readInputs } from '../../../src/config/read-inputs.ts'
import { given, type Values } from '../given.ts'

const FILE = '.github/key-rotation.yml'

/** What is wrong with a file of keys, or with the step that names it: where, of what, and what. */
function problemsOf(text: string, step: Values = {}): readonly string[] {
  const source = given({ config: FILE, ...step })
  const result = readInputs(source, { path: FILE, content: parseConfig(text, FILE) })
  const problems = result.ok ? [] : result.problems
  return problems.map(({ at, input, problem }) => {
    const where = at === undefined ? '' : `${at.file}:${at.line}:${at.column}: `
    return `${where}${input}: ${problem}`
  })
}

test('what is wrong with a key is told with its place, and of an alias with that of the alias', () => {
  const text = `keys:
  shop: &shop
    repositories: acme/shop
    max-age: monthly
  api: *shop
`
  expect(problemsOf(text)).toEqual([
    `${FILE}:4:5: keys.shop.max-age: "monthly" is not a duration of more than zero`,
    `${FILE}:5:3: keys.api.max-age: "monthly" is not a duration of more than zero`,
  ])
})

describe('where a problem is told that the file and the step make together', () => {
  const text = `keys:
  shop:
    repositories: acme/shop
    expiry: 7d
`
  const window =
    'rollover-window: 7 days is not shorter than expiry (7 days): every new key would be due immediately'

  test('at the key, where the step says nothing of its own', () => {
    // The runner gives every input, those that nobody wrote with their defaults.
    expect(problemsOf(text, { 'rollover-window': '7d', 'grace-period': '7d' })).toEqual([
      `${FILE}:2:3: keys.shop.${window}`,
    ])
    expect(problemsOf(text)).toEqual([`${FILE}:2:3: keys.shop.${window}`])
  })

  test('at the step, where that says it', () => {
    expect(problemsOf(text, { 'rollover-window': '8d' })).toEqual([window.replace('7 days', '8 days')])
  })

  test('in the file, where both do: there the file counts', () => {
    const both = `${text}    rollover-window: 7d\n`
    expect(problemsOf(both, { 'rollover-window': '1d' })).toEqual([`${FILE}:5:5: keys.shop.${window}`])
  })
})

test('a check looks at the keys that are picked', () => {
  const text = 'keys:\n  shop:\n    repositories: acme/shop\n  api:\n    repositories: acme/api\n'
  const source = given({ config: FILE, command: 'check', key: 'api', 'fail-on': 'overdue' })
  expect(readInputs(source, { path: FILE, content: parseConfig(text, FILE) })).toMatchObject({
    ok: true,
    inputs: { command: 'check', failOn: ['overdue'], keys: [{ name: 'api' }] },
  })
})
