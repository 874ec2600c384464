import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { projectRoot } from '../harness/step.ts'
import { compare, comparedText, nameOf, readList } from './listed.ts'
import type { Survivor } from './report.ts'

const survivor: Survivor = {
  file: 'src/a.ts',
  line: 2,
  mutator: 'EqualityOperator',
  source: 'return age >= 90',
  was: 'age >= 90',
  became: 'age > 90',
  reached: true,
}
const NAME = 'src/a.ts: return age >= 90 … age >= 90 → age > 90'
const LIST = `# Survivors\n\nText.\n\n## A day more or less\n\n    ${NAME}\n    src/b.ts: x → y\n`

test('names a mutant by its line, without repetition if it is the whole line', () => {
  expect(nameOf(survivor)).toBe(NAME)
  expect(nameOf({ ...survivor, was: survivor.source, became: '' })).toBe('src/a.ts: return age >= 90 → ')
})

test('each mutant of the list has the reason of its section', () => {
  expect([...readList(LIST)]).toEqual([
    [NAME, 'A day more or less'],
    ['src/b.ts: x → y', 'A day more or less'],
  ])
})

test('reports unlisted survivors, and listed mutants that are detected now, of the measured files only', () => {
  const list = readList(LIST)
  expect(compare([survivor], ['src/a.ts'], list)).toEqual({ unlisted: [], over: [] })
  expect(comparedText(compare([survivor], ['src/a.ts'], list))).toBe('')
  const other = { ...survivor, became: 'age < 90' }
  const both = compare([other], ['src/a.ts', 'src/b.ts'], list)
  expect(both.unlisted).toEqual([nameOf(other)])
  expect(both.over).toEqual([NAME, 'src/b.ts: x → y'])
  expect(comparedText(both).split('\n')).toContain(`    ${nameOf(other)}`)
})

describe('the list of this project', () => {
  const list = readList(readFileSync(join(import.meta.dirname, 'survivors.md'), 'utf8'))

  test('gives each mutant a reason and names only existing code', () => {
    const gone = [...list].filter(([name, why]) => {
      const [file = '', mutant = ''] = name.split(/: (.*)/s)
      const source = readFileSync(join(projectRoot, file), 'utf8').replaceAll(/\s+/g, ' ')
      const line = mutant.split(/ … | → /)[0] ?? ''
      return why === '' || !source.includes(line.replace(/…$/, ''))
    })
    expect(gone).toEqual([])
  })
})
