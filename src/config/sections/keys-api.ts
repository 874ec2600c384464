import { ROLLS_OVER_WITHIN_DAYS } from '../../keys-api/issuer.ts'
import { checkKeysApiUrl, type HostCheck } from '../../trust/hosts.ts'
import { formatDuration, type Duration } from '../duration.ts'
import type { Command } from '../inputs.ts'
import { splitList, type Fields, type FieldValues, type Reader } from '../reader.ts'
import { KEYS_API_EXPIRY } from '../values.ts'

const DAY_SECONDS = 86_400

const FIELDS = {
  /** Secret: the JWT that authenticates the run. */
  token: 'keys-api-token',
  /** Base64, 32 bytes: whoever has the private key can recover a key that could not be stored. */
  recoveryPublicKey: 'recovery-public-key',
  /** Secret: signs the records of the versions. */
  recordKey: 'record-key',
} as const satisfies Fields

/** How to reach a keys API, and what its new keys are to be. */
export type KeysApiInputs = FieldValues<typeof FIELDS> & {
  /** An address that passed the trust rules, without a slash at its end. */
  readonly url: string
  /** Name of a new key; set where the command may create one. */
  readonly name?: string
  readonly permissions: readonly string[]
  readonly expiry: '1H' | '1D' | '1M' | '1Y'
  /** The key to roll over where the store has none: the key itself (secret), or its ID. */
  readonly first?: { readonly key: string } | { readonly id: string }
  /** The address that verifies a key, and the header that the key is sent in. */
  readonly verify?: { readonly url: string; readonly header: string }
}

/** The address of the keys API, and whether its token may be sent there. A refusal is noted. */
export function readKeysApiUrl(reader: Reader): HostCheck {
  const given = reader.given('keys-api-url')
  const checked: HostCheck =
    given === undefined
      ? {
          ok: false,
          code: 'missing',
          problem: 'not set',
          remedy: 'the base URL of the API, without /keys/rollover, for example https://api.example.com',
        }
      : checkKeysApiUrl(given.text)
  if (!checked.ok) reader.reject('keys-api-url', checked.code, checked.problem, checked.remedy)
  return checked
}

/** The other origin that a new key may be sent to. A refusal is noted by `readVerify`. */
export function verifyOrigins(reader: Reader): readonly HostCheck[] {
  const origin = reader.given('keys-api-verify-origin')
  return origin === undefined ? [] : [checkKeysApiUrl(origin.text)]
}

/** @returns `undefined` if something is wrong; it is noted */
export function readKeysApi(reader: Reader, url: HostCheck, command: Command): KeysApiInputs | undefined {
  const fields = reader.read(FIELDS)
  const creates = command === 'rotate'
  const name = creates ? reader.required('keys-api-name') : reader.optional('keys-api-name')
  const permissions = reader.list('keys-api-permissions')
  if (creates && splitList(reader.given('keys-api-permissions')?.text ?? '').length === 0) {
    reader.reject(
      'keys-api-permissions',
      'missing',
      'not set',
      'the permissions of the new key, for example read, deposit',
    )
  }
  const expiry = reader.given('expiry') ? reader.optional('expiry', KEYS_API_EXPIRY) : '1M'
  const first = readFirst(reader)
  const verify = readVerify(reader, url)
  if (!url.ok || !fields || expiry === undefined) return undefined
  return {
    ...fields,
    url: url.url,
    ...(name !== undefined && { name }),
    permissions,
    expiry,
    ...(first && { first }),
    ...(verify && { verify }),
  }
}

function readFirst(reader: Reader): KeysApiInputs['first'] {
  const key = reader.optional('keys-api-key')
  const id = reader.optional('keys-api-expired-key-id')
  if (reader.given('keys-api-key') !== undefined && reader.given('keys-api-expired-key-id') !== undefined) {
    reader.reject(
      'keys-api-expired-key-id',
      'conflict',
      'set together with keys-api-key, and both name the key to roll over',
      'only one of the two, preferably keys-api-key: the action can then verify that the old key was deactivated',
    )
  }
  if (key !== undefined) return { key }
  return id === undefined ? undefined : { id }
}

/** The address that verifies a key: at the origin of the keys API, or at the one that an input names. */
export function readVerify(reader: Reader, api: HostCheck): KeysApiInputs['verify'] {
  const header = reader.required('keys-api-verify-header')
  const given = reader.given('keys-api-verify-url')?.text
  if (given === undefined) return undefined
  const base = api.ok ? new URL(api.url).origin : undefined
  const address = given.startsWith('/') ? base && `${base}${given}` : given
  if (address === undefined) return undefined // the problem of keys-api-url is noted
  const checked = checkKeysApiUrl(address)
  if (!checked.ok) {
    reader.reject('keys-api-verify-url', checked.code, checked.problem, checked.remedy)
    return undefined
  }
  const { origin } = new URL(checked.url)
  const allowed = [base]
  for (const other of verifyOrigins(reader)) {
    if (other.ok) allowed.push(new URL(other.url).origin)
    else reader.reject('keys-api-verify-origin', other.code, other.problem, other.remedy)
  }
  if (base !== undefined && !allowed.includes(origin)) {
    reader.reject(
      'keys-api-verify-url',
      'untrusted',
      `${origin} is not the origin of keys-api-url (${base}), and a key is sent to no other origin`,
      `a URL at ${base}, or keys-api-verify-origin: ${origin} if keys may be sent there`,
    )
    return undefined
  }
  return header === undefined ? undefined : { url: checked.url, header }
}

/** Notes a window that is longer than the one in which a keys API rolls keys over. */
export function checkRolloverWindow(reader: Reader, window: Duration): void {
  if (window.months === 0 && window.seconds <= ROLLS_OVER_WITHIN_DAYS * DAY_SECONDS) return
  reader.reject(
    'rollover-window',
    'conflict',
    `${formatDuration(window)} is longer than the ${ROLLS_OVER_WITHIN_DAYS} days before its expiry in which a keys API rolls over a key`,
    `at most ${ROLLS_OVER_WITHIN_DAYS}d`,
  )
}
