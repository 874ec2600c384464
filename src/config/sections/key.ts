import { canEndBefore, type Duration, formatDuration, parseDuration, ZERO } from '../duration.ts'
import type { IssuerName } from '../inputs.ts'
import type { Fields, FieldValues, Reader } from '../reader.ts'
import { KEYS_API_EXPIRY, type ExpiryInput } from '../values.ts'
import type { OldKeyInputs } from './old-key.ts'

// Durations are whole seconds, so "not longer than" is "shorter than that and a second".
const ONE_SECOND: Duration = { months: 0, seconds: 1 }

const FIELDS = {
  /** Default: the bearer of the key that authenticates the run. */
  applicationId: 'application-id',
  /** Default: the description of the replaced key. Any length: it is shortened where it is written. */
  description: 'description',
  /** Default: none; then every run that does not complete an earlier one rotates. More than zero. */
  maxAge: 'max-age',
  rolloverWindow: 'rollover-window',
  /** No new key is created because of age before this date. */
  pauseUntil: 'pause-until',
  force: 'force',
  /** A key that this action did not create, and that the rotation may retire. */
  replacesAccessKey: 'replaces-access-key',
  /** Whether the rotation may use a secret that it did not create. */
  takeOver: 'take-over',
  /** More than zero and at most ten minutes; no months in it. */
  propagationTimeout: 'propagation-timeout',
} as const satisfies Fields

/** Which key is created, and when. */
export type KeyInputs = FieldValues<typeof FIELDS> & { readonly expiry: ExpiryInput }

/** @returns `undefined` if something is wrong; it is noted */
export function readKey(reader: Reader, issuer: IssuerName): KeyInputs | undefined {
  const expiry = issuer === 'keys-api' ? readKeysApiExpiry(reader) : readExpiry(reader)
  const fields = reader.read(FIELDS)
  return expiry && fields && { ...fields, expiry }
}

function readExpiry(reader: Reader): ExpiryInput | undefined {
  return reader.given('expiry') ? reader.optional('expiry') : { kind: 'inherit' }
}

/** A wrong value is noted where the other inputs of the keys API are read. */
function readKeysApiExpiry(reader: Reader): ExpiryInput | undefined {
  const duration = parseDuration(KEYS_API_EXPIRY.parse(reader.given('expiry')?.text ?? '1M') ?? '')
  return duration && { kind: 'after', duration }
}

/**
 * Notes what each input alone cannot show: a key must be valid until its successor is in place and its own grace period
 * is over, and must not be due from its first day on. Checked for every date of the calendar, so that what is
 * accepted in July does not fail in February.
 *
 * @param graceCounts whether a replaced key is deleted after the grace period; a keys API deactivates it at the rollover,
 *   or when it expires
 */
export function checkLifetimes(
  reader: Reader,
  { expiry, maxAge, rolloverWindow }: KeyInputs,
  { gracePeriod }: OldKeyInputs,
  graceCounts: boolean,
): void {
  if (expiry.kind !== 'after') return
  const lifetime = formatDuration(expiry.duration)
  if (graceCounts && canEndBefore(expiry.duration, [maxAge ?? ZERO, gracePeriod])) {
    const needed = maxAge === undefined ? 'grace-period' : 'max-age plus grace-period'
    const spans = [...(maxAge === undefined ? [] : [maxAge]), gracePeriod].map(formatDuration)
    reader.reject(
      'expiry',
      'conflict',
      `${lifetime} is shorter than ${needed} (${spans.join(' + ')}): a replaced key would expire before its grace period ends`,
      'a longer expiry (for example 90d, or three times max-age), or a shorter max-age or grace-period',
    )
  }
  if (canEndBefore(expiry.duration, [rolloverWindow, ONE_SECOND])) {
    reader.reject(
      'rollover-window',
      'conflict',
      `${formatDuration(rolloverWindow)} is not shorter than expiry (${lifetime}): every new key would be due immediately`,
      'a shorter rollover-window (for example a third of expiry, or 0), or a longer expiry',
    )
  }
}
