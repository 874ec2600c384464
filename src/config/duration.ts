/**
 * A span of time: calendar months, then seconds. Months have no fixed length, so two spans are compared by adding
 * both to one date. A day is 86,400 seconds, because all arithmetic is in UTC, where no day is longer or shorter.
 */
export interface Duration {
  readonly months: number
  readonly seconds: number
}

export const ZERO: Duration = { months: 0, seconds: 0 }

/** How durations are written, for messages and documentation. */
export const DURATION_GRAMMAR =
  'a whole number and one letter: 1H, 1D, 1M, 1Y (upper case: hours, days, calendar months, calendar years) ' +
  'or 30s, 90m, 12h, 7d, 2w (lower case: seconds, minutes, hours, days, weeks); ' +
  'or ISO 8601 (P1Y2M10DT2H30M); or 0'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const WEEK = 7 * DAY
const LONGEST_YEARS = 100
const DAYS_OF_FOUR_YEARS = 4 * 365 + 1

// M is a month and m a minute: each letter is taken in one case only (and so is Y, for want of a reason to guess),
// except for hours and days, which mean the same in both.
const UNITS: Readonly<Record<string, Duration>> = {
  s: { months: 0, seconds: 1 },
  m: { months: 0, seconds: MINUTE },
  h: { months: 0, seconds: HOUR },
  H: { months: 0, seconds: HOUR },
  d: { months: 0, seconds: DAY },
  D: { months: 0, seconds: DAY },
  w: { months: 0, seconds: WEEK },
  M: { months: 1, seconds: 0 },
  Y: { months: 12, seconds: 0 },
}

const SIMPLE = /^(\d{1,6})([smhdwHDMY])$/
const ISO =
  /^P(?=.)(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?=.)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/

/**
 * Reads a duration as `DURATION_GRAMMAR` describes it. Fractions and signs are not durations here.
 *
 * @returns `undefined` for anything else, and for what is longer than 100 years
 */
export function parseDuration(text: string): Duration | undefined {
  if (text === '0') return ZERO
  const parsed = parseSimple(text) ?? parseIso(text)
  if (parsed === undefined) return undefined
  const longest = addDuration(EPOCH, { months: LONGEST_YEARS * 12, seconds: 0 })
  // Not `>`: what lies beyond the last date that there is compares as neither.
  return addDuration(EPOCH, parsed) <= longest ? parsed : undefined
}

const EPOCH = new Date(0)

function parseSimple(text: string): Duration | undefined {
  const [, count, letter = ''] = SIMPLE.exec(text) ?? []
  const unit = UNITS[letter]
  if (count === undefined || unit === undefined) return undefined
  return { months: Number(count) * unit.months, seconds: Number(count) * unit.seconds }
}

function parseIso(text: string): Duration | undefined {
  const match = ISO.exec(text)
  if (match === null) return undefined
  const part = (index: number): number => Number(match[index] ?? 0)
  return {
    months: part(1) * 12 + part(2),
    seconds: part(3) * WEEK + part(4) * DAY + part(5) * HOUR + part(6) * MINUTE + part(7),
  }
}

/**
 * The date that lies `duration` after `from`, in UTC: months first, then seconds. A day that the month reached does
 * not have becomes its last one (31 January and a month: 28 or 29 February).
 */
export function addDuration(from: Date, duration: Duration): Date {
  const date = new Date(from)
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + duration.months)
  date.setUTCDate(Math.min(from.getUTCDate(), daysInMonth(date)))
  return new Date(date.getTime() + duration.seconds * 1000)
}

function daysInMonth(date: Date): number {
  // Day 0 of the next month is the last of this one.
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
}

/**
 * Whether there is a date from which `duration` ends before all of `others`, added one after the other, do. With
 * months in play the answer can depend on the date; every day of a leap year's cycle is tried.
 */
export function canEndBefore(duration: Duration, others: readonly Duration[]): boolean {
  for (let day = 0; day < DAYS_OF_FOUR_YEARS; day++) {
    const start = new Date(Date.UTC(2024, 0, 1 + day))
    if (addDuration(start, duration) < others.reduce(addDuration, start)) return true
  }
  return false
}

export function isZero(duration: Duration): boolean {
  return duration.months === 0 && duration.seconds === 0
}

/** For people: `1 year 2 months`, `7 days`, `90 seconds` as `1 minute 30 seconds`, `0 seconds`. */
export function formatDuration(duration: Duration): string {
  const { months, seconds } = duration
  const parts: [count: number, unit: string][] = [
    [Math.floor(months / 12), 'year'],
    [months % 12, 'month'],
    [Math.floor(seconds / DAY), 'day'],
    [Math.floor((seconds % DAY) / HOUR), 'hour'],
    [Math.floor((seconds % HOUR) / MINUTE), 'minute'],
    [seconds % MINUTE, 'second'],
  ]
  const said = parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
  return said.length === 0 ? '0 seconds' : said.join(' ')
}
