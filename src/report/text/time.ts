const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A moment for people, to the minute: `2026-08-01 12:00 UTC`. */
export function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return 'an unknown time'
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** A length of time for people, in its largest fitting unit: `40 days`, `30 hours`, `5 minutes`. */
export function durationText(milliseconds: number): string {
  if (Number.isNaN(milliseconds)) return 'an unknown time'
  if (milliseconds >= 2 * DAY) return pluralize(Math.floor(milliseconds / DAY), 'day')
  if (milliseconds >= HOUR) return pluralize(Math.floor(milliseconds / HOUR), 'hour')
  if (milliseconds >= MINUTE) return pluralize(Math.floor(milliseconds / MINUTE), 'minute')
  return 'less than a minute'
}

/** How long something took: `320 ms`, `3.2 s`, `2 min 5 s`. */
export function elapsedText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < MINUTE) return `${(milliseconds / 1000).toFixed(1)} s`
  return `${Math.floor(milliseconds / MINUTE)} min ${Math.floor((milliseconds % MINUTE) / 1000)} s`
}

/** A moment and how far away it is: `2026-08-01 12:00 UTC (in 22 days)`, `… (3 hours ago)`. */
export function relativeDateText(date: Date, at: Date): string {
  const ahead = date.getTime() - at.getTime()
  if (Number.isNaN(ahead)) return dateText(date)
  return `${dateText(date)} (${ahead > 0 ? `in ${durationText(ahead)}` : `${durationText(-ahead)} ago`})`
}

/** The same to the day, where it is some days away: `2026-08-23 (in 22 days)`. */
export function relativeDayText(date: Date, at: Date): string {
  const words = relativeDateText(date, at)
  const isFar = Math.abs(date.getTime() - at.getTime()) >= 2 * DAY
  return isFar ? words.replace(/ \d\d:\d\d UTC/, '') : words
}

/** The day alone, where there is little room. */
export function isoDay(date: Date): string {
  return isoTime(date).slice(0, 10)
}

/** For outputs: ISO 8601; the empty string where there is no such moment. */
export function isoTime(date: Date | undefined): string {
  return date === undefined || Number.isNaN(date.getTime()) ? '' : date.toISOString()
}

/** `1 target`, `2 targets`. */
export function pluralize(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
