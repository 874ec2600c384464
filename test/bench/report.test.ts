import { expect, test } from '@jest/globals'
import { atMost, missed, render, type Section } from '../../bench/report.ts'

const section: Section = {
  title: 'Some figures',
  figures: [
    { what: 'told only', value: '7 ms' },
    { what: 'at its limit', value: '8', aim: atMost(8, 8, '8') },
    { what: 'over it', value: '1.41 ×', aim: atMost(1.4, 1.41, '1.4 ×') },
    // What could not be measured is not within anything.
    { what: 'unknown', value: 'NaN', aim: atMost(1.4, Number.NaN, '1.4 ×') },
  ],
}

test('a figure is missed where it is not what it is to be, and where nobody knows', () => {
  expect(missed([section])).toEqual(['over it: 1.41 × (at most 1.4 ×)', 'unknown: NaN (at most 1.4 ×)'])
  expect(missed([{ title: 'Nothing', figures: [] }])).toEqual([])
})

test('a section says of each promised figure whether it is met', () => {
  expect(render(section)).toBe(
    [
      'Some figures',
      '  told only       7 ms',
      '  at its limit       8  PASS (at most 8)',
      '  over it       1.41 ×  MISS (at most 1.4 ×)',
      '  unknown          NaN  MISS (at most 1.4 ×)',
      '',
    ].join('\n'),
  )
})
