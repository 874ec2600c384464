import { ROLLS_OVER_WITHIN_DAYS } from '../../keys-api/issuer.ts'
import { checkKeysApiUrl, type HostCheck } from '../../trust/hosts.ts'
import { INPUT_NAMES, type InputName } from '../definitions.ts'
import { formatDuration, type Duration } from '../duration.ts'
import { splitList, type Reader, type Rule } from '../reader.ts'
import { matching, oneOf, uuid } from '../rules.ts'
import type { Command, KeysApiInputs, Rollable } from '../types.ts'

const DAY_SECONDS = 86_400

// Both become headers, so nothing but plain characters without white space.
const TOKEN = matching(/^[\x21-\x7e]+$/, {
  what: 'a token: there is white space or a special character in it',
  remedy: 'the JWT that a login to the keys API answers with, for example ${{ steps.login.outputs.token }}',
})
const KEY = matching(/^[\x21-\x7e]{8,4096}$/, {
  what: 'a key of a keys API',
  remedy: 'the key as the service showed it, sk_live_ and more, for example ${{ secrets.API_KEY }}',
})

const NAME: Rule<string> = {
  parse: (text) => (text.length <= 200 && !/\p{Cc}|\p{Zl}|\p{Zp}/u.test(text) ? text : undefined),
  what: 'a name for a key: one line of at most 200 characters',
  remedy: 'for example Production API',
}

const PERMISSION = matching(/^[A-Za-z0-9][A-Za-z0-9:._-]{0,99}$/, {
  what: 'a permission',
  remedy: 'what the service knows, for example read, deposit, transfer',
})

const HEADER = matching(/^[A-Za-z0-9-]{1,100}$/, {
  what: 'the name of a header',
  remedy: 'letters, digits and hyphens, for example x-api-key',
})

const PUBLIC_KEY = matching(/^[A-Za-z0-9+/]{43}=$/, {
  what: 'a public key',
  remedy: '32 bytes in base64, as `npm run recovery -- new FILE` in a checkout of this action prints it',
})

/** It signs records with HMAC-SHA-256, so it must be too long to be guessed. */
const RECORD_KEY = matching(/^[\x21-\x7e]{32,4096}$/, {
  what: 'a record key: at least 32 characters, without white space and special characters',
  remedy: 'what `openssl rand -base64 32` prints, kept in a GitHub secret',
})

/** Inputs that mean nothing to one of the issuers. Those with a default cannot be told from ones that are not given. */
const ONLY_SCALEWAY = [
  'application-id',
  'description',
  'replaces-access-key',
  'bundle-secret',
  'access-key-variable',
] as const
const ONLY_KEYS_API = INPUT_NAMES.filter(
  (name) =>
    (name.startsWith('keys-api-') && name !== 'keys-api-verify-header') ||
    name === 'recovery-public-key' ||
    name === 'record-key',
)

/** Notes the inputs that are given and belong to another issuer: they would be believed to do something. */
export function checkApplicable(reader: Reader, issuer: 'scaleway' | 'keys-api'): void {
  const foreign: readonly InputName[] = issuer === 'scaleway' ? ONLY_KEYS_API : ONLY_SCALEWAY
  for (const name of foreign) {
    if (reader.given(name) === undefined || reader.mayBeForAnother(name)) continue
    const other = issuer === 'scaleway' ? 'keys-api' : 'scaleway'
    reader.reject(name, `has no meaning with issuer: ${issuer}`, `leave it out, or set issuer: ${other}`)
  }
}

/** The address of the keys API, and whether its token may go there. A refusal is noted. */
export function readKeysApiUrl(reader: Reader): HostCheck {
  const given = reader.given('keys-api-url')
  if (given === undefined) {
    const remedy = 'the address that /keys/rollover follows on, for example https://api.example.com'
    reader.reject('keys-api-url', 'not given', remedy)
    return { ok: false, problem: 'not given', remedy }
  }
  const checked = checkKeysApiUrl(given.text)
  if (!checked.ok) reader.reject('keys-api-url', checked.problem, checked.remedy)
  return checked
}

/** Where a new key may be shown besides; what is wrong with it is noted where the rest is read. */
export function namedElsewhere(reader: Reader): readonly HostCheck[] {
  const named = reader.given('keys-api-verify-origin')
  return named === undefined ? [] : [checkKeysApiUrl(named.text)]
}

/** @returns `undefined` if something is wrong; it is noted */
export function readKeysApi(reader: Reader, url: HostCheck, command: Command): KeysApiInputs | undefined {
  const token = reader.required('keys-api-token', TOKEN)
  const creates = command === 'rotate'
  const name = creates ? reader.required('keys-api-name', NAME) : reader.optional('keys-api-name', NAME)
  const permissions = reader.list('keys-api-permissions', PERMISSION)
  if (creates && splitList(reader.given('keys-api-permissions')?.text ?? '').length === 0) {
    reader.reject('keys-api-permissions', 'not given', 'what the new key may do, for example read, deposit')
  }
  const expiry = reader.given('expiry') ? reader.optional('expiry', KEYS_API_EXPIRY) : DEFAULT_EXPIRY
  const first = readFirst(reader)
  const verify = readVerify(reader, url)
  const recoveryPublicKey = reader.optional('recovery-public-key', PUBLIC_KEY)
  const recordKey = readRecordKey(reader)
  if (!url.ok || token === undefined || expiry === undefined) return undefined
  return {
    url: url.url,
    token,
    ...(name !== undefined && { name }),
    permissions,
    expiry,
    ...(first !== undefined && { first }),
    ...(verify !== undefined && { verify }),
    ...(recoveryPublicKey !== undefined && { recoveryPublicKey }),
    ...(recordKey !== undefined && { recordKey }),
  }
}

/** What signs the records of the versions. A value that is wrong is noted. */
export function readRecordKey(reader: Reader): string | undefined {
  return reader.optional('record-key', RECORD_KEY)
}

const EXPIRIES = ['1H', '1D', '1M', '1Y'] as const
const DEFAULT_EXPIRY = '1M'

/** The four expiries that a keys API has. */
export const KEYS_API_EXPIRY: Rule<(typeof EXPIRIES)[number]> = oneOf(EXPIRIES, 'an expiry of a keys API')

function readFirst(reader: Reader): Rollable | undefined {
  const key = reader.optional('keys-api-key', KEY)
  const id = reader.optional(
    'keys-api-expired-key-id',
    uuid('the id of a key', "the id in the service's list of keys"),
  )
  if (reader.given('keys-api-key') !== undefined && reader.given('keys-api-expired-key-id') !== undefined) {
    reader.reject(
      'keys-api-expired-key-id',
      'keys-api-key is given too, and both name the key to roll over',
      'one of the two; the key itself is the better one, because its end can be seen',
    )
  }
  if (key !== undefined) return { key }
  return id === undefined ? undefined : { id }
}

/** Where a key is shown to be seen to work. */
export function readVerify(reader: Reader, api: HostCheck): KeysApiInputs['verify'] {
  const header = reader.required('keys-api-verify-header', HEADER)
  const given = reader.given('keys-api-verify-url')?.text
  const named = reader.given('keys-api-verify-origin')?.text
  if (given === undefined) return undefined
  const base = api.ok ? new URL(api.url).origin : undefined
  const address = given.startsWith('/') ? base && `${base}${given}` : given
  if (address === undefined) return undefined // what is wrong is told of keys-api-url
  const checked = checkKeysApiUrl(address)
  if (!checked.ok) {
    reader.reject('keys-api-verify-url', checked.problem, checked.remedy)
    return undefined
  }
  const { origin } = new URL(checked.url)
  const elsewhere = named === undefined ? undefined : checkKeysApiUrl(named)
  if (elsewhere?.ok === false) reader.reject('keys-api-verify-origin', elsewhere.problem, elsewhere.remedy)
  const allowed = [base, elsewhere?.ok === true ? new URL(elsewhere.url).origin : undefined]
  if (base !== undefined && !allowed.includes(origin)) {
    reader.reject(
      'keys-api-verify-url',
      `${origin} is not where keys-api-url is (${base}), and a new key is sent nowhere else`,
      `an address there; or, if the key belongs at the other one too, keys-api-verify-origin: ${origin}`,
    )
    return undefined
  }
  return header === undefined ? undefined : { url: checked.url, header }
}

/** Notes a window that is longer than the one in which the service rolls keys over. */
export function checkRolloverWindow(reader: Reader, window: Duration): void {
  const most = ROLLS_OVER_WITHIN_DAYS * DAY_SECONDS
  if (window.months === 0 && window.seconds <= most) return
  reader.reject(
    'rollover-window',
    `${formatDuration(window)} is longer than the ${ROLLS_OVER_WITHIN_DAYS} days before its end in which a keys API rolls a key over`,
    `at most ${ROLLS_OVER_WITHIN_DAYS}d`,
  )
}
