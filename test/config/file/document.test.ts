import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import { parse, parseAllDocuments } from 'yaml'
import { parseConfig } from '../../../src/config/file/parse.ts'
import { readInputs } from '../../../src/config/read-inputs.ts'
import type { InputsResult } from '../../../src/config/read-inputs.ts'
import { given } from '../given.ts'
import { filesIn } from '../../workflows/readme.ts'

const FILE = '.github/key-rotation.yml'
const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
const document = read('docs/file-of-keys.md')
const example = filesIn(document).get(FILE) ?? ''

/** Reads a file of keys as a run in acme/infra does. */
function inputsFrom(text: string): InputsResult {
  const source = given({ config: FILE }, { GITHUB_REPOSITORY: 'acme/infra' })
  return readInputs(source, { path: FILE, content: parseConfig(text, FILE) })
}

describe('the file of docs/file-of-keys.md', () => {
  test('is what the schema in the repository asks for', () => {
    const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
      JSON.parse(read('schema/key-rotation.json')) as object,
    )
    validate(parse(example))
    expect(validate.errors).toBeNull()
  })

  test('names that schema for editors', () => {
    expect(example).toMatch(/^# yaml-language-server: \$schema=https:\S+\/schema\/key-rotation\.json$/m)
  })

  test('is read by the action, each key with a secret of its own', () => {
    const result = inputsFrom(example)
    if (!result.ok || result.inputs.command !== 'fleet') throw new Error(JSON.stringify(result))
    const { keys } = result.inputs
    expect(keys.map(({ name }) => name)).toEqual(Object.keys((parse(example) as { keys: object }).keys))
    expect(keys.map(({ inputs }) => inputs.store.name)).toEqual(keys.map(({ name }) => `acme-infra-${name}`))
  })
})

test('every other piece of YAML in docs/file-of-keys.md is well-formed', () => {
  const blocks = [...document.matchAll(/^( *)```yaml\n(.*?)^ *```$/gms)]
  expect(blocks.length).toBeGreaterThan(5)
  for (const [, indent = '', text = ''] of blocks) {
    const problems = parseAllDocuments(text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''))
    expect(problems.flatMap(({ errors }) => errors)).toEqual([])
  }
})

describe('the mistakes of docs/file-of-keys.md are told as the document says', () => {
  const mistakes = [...document.matchAll(/^```yaml\n([^`]*)```\n\n```text\n([^`]*)```$/gm)]

  test.each(mistakes.map(([, file = '', told = '']) => [file.split('\n', 1)[0] ?? '', file, told]))(
    '%s',
    (_first, file, told) => {
      const result = inputsFrom(file)
      const problems = result.ok ? [] : result.problems
      const lines = problems.map(({ at, input, problem, remedy }) => {
        const where = at === undefined ? '' : `${at.file}:${at.line}:${at.column}: `
        return `Error: ${where}${input}: ${problem}. Expected: ${remedy}\n`
      })
      const counted = problems.length === 1 ? '1 problem' : `${problems.length} problems`
      const count = `Error: Nothing was changed: ${counted} with the inputs, listed above.\n`
      expect([...lines, count].join('')).toBe(told)
    },
  )

  test('of both kinds', () => {
    expect(mistakes).toHaveLength(2)
  })
})
