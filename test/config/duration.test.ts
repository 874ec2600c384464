import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  addDuration,
  canEndBefore,
  type Duration,
  formatDuration,
  isZero,
  parseDuration,
} from '../../src/config/duration.ts'

const DAY = 86_400

function parsed(text: string): Duration {
  const duration = parseDuration(text)
  if (duration === undefined) throw new Error(`${text} is no duration`)
  return duration
}

describe('how durations are written', () => {
  test.each([
    ['1H', 0, 3600],
    ['1D', 0, DAY],
    ['1M', 1, 0],
    ['1Y', 12, 0],
    ['18M', 18, 0],
    ['30s', 0, 30],
    ['90m', 0, 5400],
    ['12h', 0, 43_200],
    ['7d', 0, 7 * DAY],
    ['2w', 0, 14 * DAY],
    ['0', 0, 0],
    ['0d', 0, 0],
    ['007d', 0, 7 * DAY],
    ['P1Y2M10DT2H30M', 14, 10 * DAY + 9000],
    ['P1M', 1, 0],
    ['PT1M', 0, 60],
    ['P2W', 0, 14 * DAY],
    ['PT5S', 0, 5],
    ['P100Y', 1200, 0],
  ])('%s', (text, months, seconds) => {
    expect(parseDuration(text)).toEqual({ months, seconds })
  })

  test.each([
    '',
    ' ',
    '1',
    'd',
    '1y',
    '1S',
    '1W',
    '1.5d',
    '1,5d',
    '-1d',
    '+1d',
    '1 d',
    '1d ',
    '1d2h',
    '1d,2h',
    'P',
    'PT',
    'P1',
    'P1DT',
    'p1d',
    'P-1D',
    '-P1D',
    'P1.5D',
    'P1H',
    'PT1D',
    'P1D2M',
    '1M1',
    'M',
    '1d\n',
    '١d',
    '1e3d',
    '0x1d',
    'never',
    '2026-01-01',
    '101Y',
    'P100YT1S',
    '999999d',
    '999999Y',
    '1000000s',
    'Infinity',
    'NaN',
  ])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined()
  })

  test('any text gives a bounded duration or none', () => {
    const near = fc.stringMatching(/^P?[0-9]{0,7}[smhdwHDMYPT]{0,3}$/)
    fc.assert(
      fc.property(fc.oneof(near, fc.string()), (text) => {
        const duration = parseDuration(text)
        if (duration === undefined) return
        expect(Number.isInteger(duration.months) && Number.isInteger(duration.seconds)).toBe(true)
        expect(addDuration(new Date(0), duration).getUTCFullYear()).toBeLessThanOrEqual(2070)
      }),
    )
  })
})

describe('adding a duration to a date', () => {
  test.each([
    ['2026-01-31T12:00:00Z', '1M', '2026-02-28T12:00:00Z'],
    ['2028-01-31T12:00:00Z', '1M', '2028-02-29T12:00:00Z'],
    ['2028-02-29T00:00:00Z', '1Y', '2029-02-28T00:00:00Z'],
    ['2028-02-29T00:00:00Z', 'P4Y', '2032-02-29T00:00:00Z'],
    ['2026-03-31T23:59:59Z', '1M', '2026-04-30T23:59:59Z'],
    ['2026-12-31T00:00:00Z', '2M', '2027-02-28T00:00:00Z'],
    ['2026-12-15T00:00:00Z', '1M', '2027-01-15T00:00:00Z'],
    ['2026-01-31T00:00:00Z', 'P1M1D', '2026-03-01T00:00:00Z'],
    ['2026-03-29T00:30:00Z', '1D', '2026-03-30T00:30:00Z'],
    ['2026-01-01T00:00:00.123Z', '1H', '2026-01-01T01:00:00.123Z'],
    ['2026-01-01T00:00:00Z', '0', '2026-01-01T00:00:00Z'],
  ])('%s and %s is %s', (from, text, to) => {
    expect(addDuration(new Date(from), parsed(text))).toEqual(new Date(to))
  })

  const date = fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })

  test('a month later is the next month, on the same day or its last', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 1200 }), (from, months) => {
        const to = addDuration(from, { months, seconds: 0 })
        const index = (at: Date): number => at.getUTCFullYear() * 12 + at.getUTCMonth()
        expect(index(to) - index(from)).toBe(months)
        const isLastDay = addDuration(to, { months: 0, seconds: DAY }).getUTCDate() === 1
        expect(
          to.getUTCDate() === from.getUTCDate() || (isLastDay && to.getUTCDate() < from.getUTCDate()),
        ).toBe(true)
        expect(to.toISOString().slice(10)).toBe(from.toISOString().slice(10))
      }),
    )
  })

  test('later dates stay later, and the given date is not changed', () => {
    fc.assert(
      fc.property(date, date, fc.nat(1200), fc.nat(1e8), (a, b, months, seconds) => {
        const before = a.getTime()
        const [first, second] = a <= b ? [a, b] : [b, a]
        expect(addDuration(first, { months, seconds }) <= addDuration(second, { months, seconds })).toBe(true)
        expect(a.getTime()).toBe(before)
      }),
    )
  })
})

describe('comparing durations', () => {
  test.each([
    ['37d', ['30d', '7d'], false],
    ['36d', ['30d', '7d'], true],
    ['1M', ['28d'], false],
    ['1M', ['29d'], true],
    ['1Y', ['365d'], false],
    ['1Y', ['366d'], true],
    ['3M', ['2M', '30d'], true],
    ['3M', ['2M', '28d'], false],
    ['7d', ['0'], false],
  ])('whether %s can end before %j', (text, others, can) => {
    expect(canEndBefore(parsed(text), others.map(parsed))).toBe(can)
  })
})

describe('how durations are said', () => {
  test.each([
    ['0', '0 seconds'],
    ['1H', '1 hour'],
    ['30d', '30 days'],
    ['2w', '14 days'],
    ['1M', '1 month'],
    ['1Y', '1 year'],
    ['18M', '1 year 6 months'],
    ['90s', '1 minute 30 seconds'],
    ['P1Y2M10DT2H30M', '1 year 2 months 10 days 2 hours 30 minutes'],
  ])('%s: %s', (text, said) => {
    expect(formatDuration(parsed(text))).toBe(said)
    expect(isZero(parsed(text))).toBe(text === '0')
  })
})
