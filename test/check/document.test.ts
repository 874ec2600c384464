import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { parse, parseAllDocuments } from 'yaml'
import { FINDING_KINDS } from '../../src/check/findings.ts'
import { INPUT_NAMES } from '../../src/config/read-inputs.ts'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const document = read('docs/check.md')

describe('the names of findings are the same', () => {
  test('in docs/check.md', () => {
    const table = /<!-- findings -->(.*)<!-- \/findings -->/s.exec(document)?.[1] ?? ''
    expect([...table.matchAll(/^\| `([a-z-]+)` /gm)].map(([, name]) => name)).toEqual(FINDING_KINDS)
  })

  test('in action.yml', () => {
    const { inputs } = parse(read('action.yml')) as { inputs: Record<string, { description: string }> }
    const named = [...(inputs['fail-on']?.description ?? '').matchAll(/`([a-z-]+)`/g)].map(([, name]) => name)
    expect(named).toEqual([...FINDING_KINDS, 'any'])
  })

  test('in the schema of the report', () => {
    const schema = JSON.parse(read('schema/check-report.json')) as {
      definitions: { finding: { enum: string[] } }
    }
    expect(schema.definitions.finding.enum).toEqual(FINDING_KINDS)
  })
})

test('every piece of YAML in docs/check.md is well-formed, and gives the action inputs that it has', () => {
  const blocks = [...document.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => text)
  expect(blocks.length).toBeGreaterThan(3)
  for (const text of blocks) {
    for (const one of parseAllDocuments(text)) expect(one.errors).toEqual([])
    const given = [
      ...text.matchAll(/uses: OWNER\/scaleway-key-rotation@v1\n +with:\n((?: +[a-z-]+: .*\n)+)/g),
    ]
    const names = given.flatMap(([, inputs = '']) =>
      [...inputs.matchAll(/^ +([a-z-]+):/gm)].map(([, name]) => name),
    )
    for (const name of names) expect(INPUT_NAMES).toContain(name)
  }
})
