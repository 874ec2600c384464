import { createPrivateKey } from 'node:crypto'
import { type Duration, isZero, parseDuration } from './duration.ts'
import { duration, DURATION_SCHEMA, matching, oneOf, type Rule } from './rules.ts'

const LONGEST_PROPAGATION_SECONDS = 600

/** Hidden in problems: a malformed access key is often the secret key, in the wrong input. */
export const ACCESS_KEY = matching(/^SCW[A-Z0-9]{17}$/, {
  what: 'an access key',
  remedy: 'SCW and 17 capital letters or digits, for example SCWXXXXXXXXXXXXXXXXX',
  hidden: true,
})

/** The private key of a GitHub App, with its line breaks. */
export const PRIVATE_KEY: Rule<string> = {
  parse: (text) => {
    const pem = text.replaceAll(/(?:\\r)?\\n|\r\n/g, '\n')
    try {
      return createPrivateKey(pem).asymmetricKeyType === 'rsa' ? pem : undefined
    } catch {
      // OpenSSL's message does not help, and could show a part of the key.
      return undefined
    }
  },
  what: 'the private key of a GitHub App (an RSA key in PEM, without a passphrase)',
  remedy:
    "the complete .pem file that GitHub generated in the App's settings, from -----BEGIN to the last -----END …-----. " +
    'Its line breaks may be written as \\n',
}

/** A share of GitHub's rate limits, above 0 and at most 1. */
export const BUDGET: Rule<number> = {
  parse: (text) => (/^(0?\.\d{1,6}|1(\.0+)?)$/.test(text) && Number(text) > 0 ? Number(text) : undefined),
  what: "a share of GitHub's rate limits",
  remedy: 'a number above 0 and at most 1, for example 0.25. The matrix of plan has the value for each job',
}

const BREAKS = /\p{Cc}|\p{Zl}|\p{Zp}/u

export const DESCRIPTION: Rule<string> = {
  parse: (text) => (BREAKS.test(text) ? undefined : text),
  what: 'a description: it contains a line break or a control character',
  remedy: 'one line of text, for example Deployment of the shop',
}

/** The name of a key of a keys API. */
export const KEY_NAME: Rule<string> = {
  parse: (text) => (text.length <= 200 && !BREAKS.test(text) ? text : undefined),
  what: 'a key name: one line of at most 200 characters',
  remedy: 'for example Production API',
}

/** When a new key expires. `inherit`: after the lifetime that the replaced key had. */
export type ExpiryInput =
  | { readonly kind: 'inherit' }
  | { readonly kind: 'never' }
  | { readonly kind: 'after'; readonly duration: Duration }

export const EXPIRY: Rule<ExpiryInput> = {
  parse: (text) => {
    if (text === 'never') return { kind: 'never' }
    const lifetime = parseDuration(text)
    return lifetime === undefined || isZero(lifetime) ? undefined : { kind: 'after', duration: lifetime }
  },
  what: 'an expiry: a duration of more than zero (a date is not accepted), or never',
  remedy: duration('90d, 1Y, or never').remedy,
  schema: DURATION_SCHEMA,
}

/** The four expiries that a keys API has. */
export const KEYS_API_EXPIRY = oneOf(['1H', '1D', '1M', '1Y'], 'an expiry of a keys API')

export const MAX_AGE = duration('30d', { test: (value) => !isZero(value), text: ' of more than zero' })

/** A day begins at midnight UTC. `Date` alone would read `2026-02-31` as a day in March. */
export const DATE: Rule<Date> = {
  parse: (text) => {
    const [, day = '-'] = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2})?Z)?$/.exec(text) ?? []
    const date = new Date(text)
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? date : undefined
  },
  what: 'a date',
  remedy: 'a date such as 2026-12-31, or a time such as 2026-12-31T18:00:00Z (UTC)',
}

export const PROPAGATION_TIMEOUT = duration('2m', {
  test: ({ months, seconds }) => months === 0 && seconds > 0 && seconds <= LONGEST_PROPAGATION_SECONDS,
  text: ' of more than zero and at most 10 minutes',
})
