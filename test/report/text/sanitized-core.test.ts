import { describe, expect, test } from '@jest/globals'
import { limitAnnotations } from '../../../src/report/text/annotations.ts'
import { printProblems } from '../../../src/report/text/input-problems.ts'
import { sanitizeCore } from '../../../src/report/text/sanitized-core.ts'
import { createMasker } from '../../../src/trust/masks.ts'
import { fakeCore } from '../fixtures.ts'

const SECRET = 'fa4e0000-0000-4000-8000-000000000001'
const { mask, redact } = createMasker(() => undefined)
mask(SECRET)

/** Text that speaks to the runner, to a terminal and to a reader. */
const HOSTILE = [
  '##[error]planted',
  '::add-mask::shop',
  '\u001b[2J\u001b]0;title\u0007',
  '##\u00ad[group]hidden',
  '\r::error::carriage return',
  '\u2028::warning::line separator',
  'a\u202ereversed',
  SECRET,
  SECRET.toUpperCase(),
  SECRET.replaceAll('-', ''),
  Buffer.from(SECRET).toString('base64'),
  Buffer.from(SECRET).toString('hex'),
  `${SECRET.slice(0, 9)}\u200b${SECRET.slice(9)}`,
].join(' ')

function expectHarmless(lines: readonly string[]): void {
  const all = lines.join('\n')
  for (const bad of ['##[', '::', '\u001b', '\r', '\u2028', '\u202e', '\u200b', '\u00ad'])
    expect(all).not.toContain(bad)
  for (const half of ['fa4e', 'FA4E', '000000000001', 'ZmE0', '66613465']) expect(all).not.toContain(half)
}

describe('everything that is printed', () => {
  const ways = ['info', 'debug', 'startGroup', 'notice', 'warning', 'error'] as const
  test.each(ways)('is sanitized: %s', (way) => {
    const { core, lines } = fakeCore()
    const printer = sanitizeCore(core, redact)
    printer[way](`first ${HOSTILE}\n  second ${HOSTILE}`, { title: HOSTILE, file: HOSTILE })
    expect(lines.length).toBeGreaterThan(0)
    expectHarmless(lines)
    expect(lines.join('\n')).toContain('first')
  })

  test('keeps its lines and their indentation', () => {
    const { core, lines } = fakeCore()
    sanitizeCore(core, redact).info('one\n  two\n\n    three')
    expect(lines.join('\n')).toContain('one\n  two\n\n    three')
  })

  test('a secret of several lines goes as a whole and line by line', () => {
    const masker = createMasker(() => undefined)
    masker.mask('first-half-of-it\nsecond-half-of-it')
    const { core, lines } = fakeCore()
    sanitizeCore(core, masker.redact).info('a first-half-of-it\nsecond-half-of-it b\nsecond-half-of-it')
    expect(lines.join('\n')).not.toContain('half')
  })

  test('annotations beyond the limit too', () => {
    const { core, lines } = fakeCore()
    const annotations = limitAnnotations(sanitizeCore(core, redact))
    for (let count = 0; count < 12; count += 1) annotations.error(HOSTILE, { title: 'x' })
    annotations.finish()
    expect(lines.length).toBeGreaterThanOrEqual(12)
    expectHarmless(lines)
  })
})

describe('problems of inputs and of a file', () => {
  const problem = (n: number) => ({
    input: `keys.${HOSTILE}`,
    code: 'invalid' as const,
    problem: `${HOSTILE} number ${n}`,
    remedy: HOSTILE,
    at: { file: HOSTILE, line: n, column: 1 },
  })

  test('are harmless without the sanitized core as well, each of them', () => {
    const { core, lines } = fakeCore()
    printProblems(
      core,
      Array.from({ length: 20 }, (_, n) => ({ ...problem(n), at: { file: 'f.yml', line: n, column: 1 } })),
      redact,
    )
    expectHarmless(lines)
    expect(lines.filter((line) => line.includes('number 19'))).toHaveLength(1)
  })

  test('are cut only once nothing secret is in them', () => {
    const { core, lines } = fakeCore()
    for (const length of [940, 950, 955, 960, 965, 970, 980, 990]) {
      const text = `${'x'.repeat(length)}${SECRET}${'y'.repeat(600)}`
      printProblems(core, [{ input: text, code: 'invalid', problem: text, remedy: text }], redact)
    }
    expectHarmless(lines)
  })

  test('are a hundred at most; the rest is counted', () => {
    const { core, lines } = fakeCore()
    const many = Array.from({ length: 5000 }, (_, n) => ({
      input: 'x',
      code: 'invalid' as const,
      problem: `number ${n}`,
      remedy: 'y',
    }))
    printProblems(core, many, redact)
    expect(lines.filter((line) => line.includes('number'))).toHaveLength(100)
    expect(lines.join('\n')).toContain('4900 more problems, not listed')
  })
})
