import { expect, test } from '@jest/globals'
import { asText, resultOf } from './report.ts'

const point = (line: number, column: number) => ({ line, column })
const source = 'export const due = (age: number): boolean =>\n  age >= 90\n'
const mutant = (status: string, replacement: string) => ({
  mutatorName: 'EqualityOperator',
  replacement,
  status,
  location: { start: point(2, 3), end: point(2, 12) },
})

test('counts the detected mutants and shows the survivors with the original text', () => {
  const mutants = [
    mutant('Killed', 'age > 90'),
    mutant('Timeout', 'age < 90'),
    mutant('Survived', 'true'),
    mutant('NoCoverage', 'false'),
    mutant('RuntimeError', 'age'),
    mutant('Ignored', ''),
  ]
  const result = resultOf({ files: { 'src/a.ts': { source, mutants } } })
  expect(result.score).toBe(50)
  expect(asText(result).split('\n')).toEqual([
    'src/a.ts:2 EqualityOperator: age >= 90 → true',
    'src/a.ts:2 EqualityOperator (no coverage): age >= 90 → false',
    '',
    ' 50.0 % src/a.ts (2 of 4)',
    '',
    '2 mutants survived; the score is 50.0 %',
  ])
})

test('shows a mutant of several lines on one line', () => {
  const whole = { ...mutant('Survived', '{}'), location: { start: point(1, 8), end: point(2, 12) } }
  const [survivor] = resultOf({ files: { 'src/a.ts': { source, mutants: [whole] } } }).survivors
  expect(survivor?.was).toBe('const due = (age: number): boolean => age >= 90')
})

test('has no score without mutants', () => {
  expect(asText(resultOf({ files: {} }))).toBe('\n\n0 mutants survived; the score is - %')
})
