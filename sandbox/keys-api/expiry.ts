import type { ExpiryCode } from './model.ts'

const hour = 60 * 60 * 1000

/** When a key that is made now ends. Months and years are the calendar's, in UTC. */
export function expiryAfter(now: Date, code: ExpiryCode): Date {
  switch (code) {
    case '1H':
      return new Date(now.getTime() + hour)
    case '1D':
      return new Date(now.getTime() + 24 * hour)
    case '1M':
      return monthsAfter(now, 1)
    case '1Y':
      return monthsAfter(now, 12)
  }
}

/** The same day of a later month, or that month's last one where it has no such day. */
function monthsAfter(time: Date, months: number): Date {
  const result = new Date(time)
  result.setUTCMonth(time.getUTCMonth() + months)
  if (result.getUTCDate() !== time.getUTCDate()) {
    // It ran over into the next month: day 0 of a month is the last one of the month before it.
    result.setUTCDate(0)
  }
  return result
}
