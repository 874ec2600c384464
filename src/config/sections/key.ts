import { canEndBefore, type Duration, formatDuration, isZero, parseDuration, ZERO } from '../duration.ts'
import type { Reader, Rule } from '../reader.ts'
import { BOOLEAN, duration, uuid } from '../rules.ts'
import { ACCESS_KEY } from './scaleway.ts'
import { KEYS_API_EXPIRY } from './keys-api.ts'
import type { ExpiryInput, IssuerName, KeyInputs, OldKeyInputs } from '../types.ts'

const LONGEST_PROPAGATION_SECONDS = 600

// Durations are whole seconds, so "not longer than" is "shorter than that and a second".
const ONE_SECOND: Duration = { months: 0, seconds: 1 }

const DESCRIPTION: Rule<string> = {
  parse: (text) => (/\p{Cc}|\p{Zl}|\p{Zp}/u.test(text) ? undefined : text),
  what: 'a description: there is a line break or a control character in it',
  remedy: 'one line of text, for example deploys the shop',
}

const MORE_THAN_ZERO = { test: (value: Duration) => !isZero(value), said: ' of more than zero' }

const EXPIRY: Rule<ExpiryInput> = {
  parse: (text) => {
    if (text === 'never') return { kind: 'never' }
    const lifetime = parseDuration(text)
    return lifetime === undefined || isZero(lifetime) ? undefined : { kind: 'after', duration: lifetime }
  },
  what: 'a time to live: a duration of more than zero (a date or a time in the past is none), or never',
  remedy: duration('90d, 1Y, or never').remedy,
}

/** A day begins at midnight UTC. `Date` alone would take `2026-02-31` for a day in March. */
const DATE: Rule<Date> = {
  parse: (text) => {
    const found = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2})?Z)?$/.exec(text)
    const date = new Date(text)
    const isReal = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(found?.[1] ?? '-')
    return isReal ? date : undefined
  },
  what: 'a date',
  remedy: '2026-12-31, or 2026-12-31T18:00:00Z (UTC)',
}

const PROPAGATION = duration('2m', {
  test: ({ months, seconds }) => months === 0 && seconds > 0 && seconds <= LONGEST_PROPAGATION_SECONDS,
  said: ' of more than zero and at most 10 minutes',
})

/** @returns `undefined` if something is wrong; it is noted */
export function readKey(reader: Reader, issuer: IssuerName): KeyInputs | undefined {
  const applicationId = reader.optional(
    'application-id',
    uuid('an application id', 'the id of an IAM application'),
  )
  const description = reader.optional('description', DESCRIPTION)
  const expiry = issuer === 'keys-api' ? keysApiExpiry(reader) : readExpiry(reader)
  const maxAge = reader.optional('max-age', duration('30d', MORE_THAN_ZERO))
  const rolloverWindow = reader.required('rollover-window', duration('7d'))
  const pauseUntil = reader.optional('pause-until', DATE)
  const force = reader.required('force', BOOLEAN)
  const replacesAccessKey = reader.optional('replaces-access-key', ACCESS_KEY)
  const takeOver = reader.required('take-over', BOOLEAN)
  const propagationTimeout = reader.required('propagation-timeout', PROPAGATION)
  if (expiry === undefined || rolloverWindow === undefined || propagationTimeout === undefined)
    return undefined
  if (force === undefined || takeOver === undefined) return undefined
  return {
    ...(applicationId !== undefined && { applicationId }),
    ...(description !== undefined && { description }),
    expiry,
    ...(maxAge !== undefined && { maxAge }),
    rolloverWindow,
    ...(pauseUntil !== undefined && { pauseUntil }),
    force,
    ...(replacesAccessKey !== undefined && { replacesAccessKey }),
    takeOver,
    propagationTimeout,
  }
}

function readExpiry(reader: Reader): ExpiryInput | undefined {
  return reader.given('expiry') ? reader.optional('expiry', EXPIRY) : { kind: 'inherit' }
}

/** What is wrong with it is noted where the keys API's own inputs are read. */
function keysApiExpiry(reader: Reader): ExpiryInput | undefined {
  const duration = parseDuration(KEYS_API_EXPIRY.parse(reader.given('expiry')?.text ?? '1M') ?? '')
  return duration && { kind: 'after', duration }
}

/**
 * Notes what each input alone cannot show: a key must live until its successor is in place and its own grace period
 * is over, and must not be due from its first day on. Checked for every date of the calendar, so that what is
 * accepted in July does not fail in February.
 *
 * @param graceCounts whether it is the grace period that ends a replaced key; a keys API ends one when it is rolled over,
 *   or when it expires, whatever the grace period
 */
export function checkLifetimes(
  reader: Reader,
  key: KeyInputs,
  oldKey: OldKeyInputs,
  graceCounts: boolean,
): void {
  if (key.expiry.kind !== 'after') return
  const lifetime = key.expiry.duration
  const { maxAge = ZERO, rolloverWindow } = key
  const said = formatDuration(lifetime)
  if (graceCounts && canEndBefore(lifetime, [maxAge, oldKey.gracePeriod])) {
    const needed = key.maxAge === undefined ? 'grace-period' : 'max-age plus grace-period'
    const spans = [...(key.maxAge === undefined ? [] : [key.maxAge]), oldKey.gracePeriod].map(formatDuration)
    reader.reject(
      'expiry',
      `${said} is shorter than ${needed} (${spans.join(' + ')}): a replaced key would die before its grace period ends`,
      'a longer expiry (three times max-age is a good measure, for example 90d), or a shorter grace-period or max-age',
    )
  }
  if (canEndBefore(lifetime, [rolloverWindow, ONE_SECOND])) {
    reader.reject(
      'rollover-window',
      `${formatDuration(rolloverWindow)} is not shorter than expiry (${said}): every new key would be due at once`,
      'a shorter rollover-window, for example a third of expiry, or 0; or a longer expiry',
    )
  }
}
