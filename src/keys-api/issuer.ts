import { fingerprint } from '../lib/fingerprint.ts'
import {
  AmbiguousResult,
  RunProblems,
  type BlindIssuer,
  type Credential,
  type NewKey,
  type Problem,
  type ProbeAnswer,
  type RolloverAnswer,
  type RolloverSource,
} from '../rotation/model/ports.ts'
import { ConnectionError } from '../http/connection.ts'

/** The service rolls a key over when it has expired or expires within this number of days. */
export const ROLLS_OVER_WITHIN_DAYS = 7

export interface KeysApiOptions {
  /** A `fetch` for the service (http/connection.ts). */
  readonly api: typeof fetch
  /** The base URL of `/keys/…`, without a slash at its end. */
  readonly url: string
  /** The JWT for authentication. */
  readonly token: string
  /** The name and permissions of a new key. */
  readonly name: string | undefined
  readonly permissions: readonly string[]
  readonly expiry: string
  /** The key to roll over if the store holds none: the key itself, or its id. */
  readonly first: { readonly key: string } | { readonly id: string } | undefined
  /** The request that verifies a key; undefined if it is not configured. */
  readonly verify: { readonly fetch: typeof fetch; readonly url: string; readonly header: string } | undefined
  /** Called with every key before anything else is done with it. */
  readonly mask: (secret: string) => void
}

/** The documented fields of an answer. */
interface Answer {
  readonly status: number
  readonly message: string
  readonly key: string | undefined
  readonly expiresAt: Date | undefined
}

/** A service with a keys API (`POST /keys/create`, `POST /keys/rollover`) as an issuer: it shows each key once. */
export function createKeysApi(options: KeysApiOptions): BlindIssuer {
  const { url, token, expiry, mask } = options

  async function post(path: string, body: object): Promise<Answer> {
    const answer = await options.api(`${url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'application/json',
      },
      body: JSON.stringify(body),
    })
    return readAnswer(answer.status, await answer.text(), mask)
  }

  return {
    kind: 'blind',
    rollsOverWithinMs: ROLLS_OVER_WITHIN_DAYS * 86_400_000,

    async create() {
      const { name, permissions } = options
      const answer = await post('/keys/create', { name, permissions, expiry })
      if (isRefusal(answer)) throw new RunProblems([refusal(answer, 'create a key')])
      return newKey(answer, 'create a key')
    },

    async rollOver(source): Promise<RolloverAnswer> {
      const which = 'id' in source ? { expired_key_id: source.id } : { api_key: source.credential.secret }
      const answer = await post('/keys/rollover', { ...which, expiry })
      if (!isRefusal(answer)) return { kind: 'created', key: newKey(answer, 'roll the key over') }
      const message = answer.message.toLowerCase()
      if (message.includes('expired or expiring within')) return { kind: 'not-yet' }
      if (message.includes('key not found')) {
        return { kind: 'unknown-key', problem: unknownKey(answer, source) }
      }
      return { kind: 'refused', problem: refusal(answer, 'roll the key over') }
    },

    probe: options.verify && ((credential) => probe(options.verify, credential)),
    first: firstSource(options.first),
    problems: (at) => tokenProblems(token, at),
  }
}

function firstSource(first: KeysApiOptions['first']): RolloverSource | undefined {
  if (first === undefined || 'id' in first) return first
  return { credential: { accessKey: fingerprint(first.key), secret: first.key } }
}

/**
 * Reads an answer. A key in it is masked before anything else is done with it. An answer that is not JSON is masked
 * completely, because it may contain a key anywhere.
 */
function readAnswer(status: number, text: string, mask: (secret: string) => void): Answer {
  const fields = jsonObject(text)
  if (fields === undefined) {
    if (status < 400) mask(text)
    return { status, message: '', key: undefined, expiresAt: undefined }
  }
  // The service's guide shows answers with and without this envelope.
  const data = isObject(fields['data']) ? fields['data'] : fields
  const at = (name: string): string | undefined =>
    [data[name], fields[name]].find((value) => typeof value === 'string' && value !== '') as
      string | undefined
  const key = at('api_key')
  if (key !== undefined) mask(key)
  const expiresAt = new Date(at('expires_at') ?? Number.NaN)
  const reported = fields['status_code']
  return {
    status: typeof reported === 'number' && reported >= 400 ? reported : status,
    message: textOf(fields['message']),
    key,
    expiresAt: Number.isNaN(expiresAt.getTime()) ? undefined : expiresAt,
  }
}

function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined // the parser's message would quote the answer
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A message is a string or a list of strings. */
function textOf(message: unknown): string {
  const parts = Array.isArray(message) ? (message as unknown[]) : [message]
  return parts.filter((part) => typeof part === 'string').join('; ')
}

/** Whether an answer refuses the request. One with a key does not, whatever its status: the key exists. */
function isRefusal({ status, key }: Answer): boolean {
  return key === undefined && status >= 400
}

function newKey({ status, key, expiresAt }: Answer, doing: string): NewKey {
  if (key === undefined) {
    throw new AmbiguousResult(
      `the keys API did not confirm the request to ${doing}: its answer (${status}) has no key`,
    )
  }
  return { credential: { accessKey: fingerprint(key), secret: key }, expiresAt }
}

function unknownKey({ message }: Answer, source: RolloverSource): Problem {
  const about = 'id' in source ? 'keys-api-expired-key-id' : 'keys-api-key'
  return {
    about,
    problem: `the keys API did not find this key of the user (${message})`,
    remedy:
      'Check that keys-api-token belongs to the user of the key, and whether the key was deleted, deactivated or rolled ' +
      'over. If it no longer exists, run once with command: rotate, which creates a new key',
  }
}

/** Explains a refusal. */
function refusal({ status, message }: Answer, doing: string): Problem {
  const said = message === '' ? '' : `: ${message}`
  const problem = `the keys API did not ${doing} (${status}${said})`
  if (status === 401) {
    return {
      about: 'keys-api-token',
      problem: `the keys API does not accept the token (401${said})`,
      remedy: 'Authenticate right before this step and pass the new JWT; this one has probably expired',
    }
  }
  if (status === 403) {
    const remedy = 'Use a JWT of a user who is allowed to manage keys'
    return { about: 'keys-api-token', problem, remedy }
  }
  if (status === 429)
    return { about: 'keys-api-url', problem, remedy: 'Run again later; nothing was changed' }
  if (message.includes('must be provided')) {
    return {
      about: 'keys-api-key',
      problem,
      remedy:
        'Set keys-api-key or keys-api-expired-key-id; the service did not receive the one that was sent',
    }
  }
  if (status === 404)
    return { about: 'keys-api-url', problem, remedy: 'Check keys-api-url: /keys/… is appended to it' }
  const remedy =
    'Check keys-api-name, keys-api-permissions and expiry against the values that the service accepts'
  return { about: 'keys-api-url', problem, remedy }
}

/** Verifies a key with a request. An answer that does not show whether the key is valid is `unclear`, not an error. */
async function probe(verify: KeysApiOptions['verify'], { secret }: Credential): Promise<ProbeAnswer> {
  // A key that is not a valid header value is not sent: the error would quote it.
  if (verify === undefined || !/^[\x21-\x7e]+$/.test(secret)) return 'unclear'
  try {
    const { status } = await verify.fetch(verify.url, { headers: { [verify.header]: secret } })
    if (status >= 200 && status < 300) return 'accepted'
    if (status === 401) return 'denied'
    return status === 403 ? 'forbidden' : 'unclear'
  } catch (error) {
    if (error instanceof ConnectionError) return 'unclear'
    throw error
  }
}

/** Finds out whether the token has expired; unknown if it is not a JWT with an expiry. */
function tokenProblems(token: string, at: Date): readonly Problem[] {
  const [, claims = ''] = token.split('.')
  const expires = jsonObject(Buffer.from(claims, 'base64url').toString('utf8'))?.['exp']
  if (typeof expires !== 'number' || expires * 1000 > at.getTime()) return []
  const end = new Date(expires * 1000)
  const when = Number.isNaN(end.getTime()) ? 'long ago' : `on ${end.toISOString()}`
  return [
    {
      about: 'keys-api-token',
      problem: `the token expired ${when}`,
      remedy: 'Authenticate right before this step and pass the new JWT',
    },
  ]
}
