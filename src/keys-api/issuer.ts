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

/** How long before its end the service rolls a key over; an expired one as well. */
export const ROLLS_OVER_WITHIN_DAYS = 7

export interface KeysApiOptions {
  /** The `fetch` of the service itself (see services/connection.ts). */
  readonly api: typeof fetch
  /** Where `/keys/…` follows on; no slash at its end. */
  readonly url: string
  /** The JWT that signs in. */
  readonly token: string
  /** What a new key is called, and what it may do. */
  readonly name: string | undefined
  readonly permissions: readonly string[]
  readonly expiry: string
  /** The key to roll over where the store holds none: itself, or its id. */
  readonly first: { readonly key: string } | { readonly id: string } | undefined
  /** Where a key is shown to see whether it works; undefined where nobody said. */
  readonly verify: { readonly fetch: typeof fetch; readonly url: string; readonly header: string } | undefined
  /** Called with every key at the moment it is known. */
  readonly mask: (secret: string) => void
}

/** An answer, as far as it has the shape that the service describes. */
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
      if (isRefusal(answer)) throw new RunProblems([refusal(answer, 'make a key')])
      return newKey(answer, 'make a key')
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
 * Reads an answer. A key in it is masked before anything else happens to it; and where the answer is not JSON, it is
 * kept as a secret as a whole, because nobody knows where in it a key stands.
 */
function readAnswer(status: number, text: string, mask: (secret: string) => void): Answer {
  const fields = jsonObject(text)
  if (fields === undefined) {
    if (status < 400) mask(text)
    return { status, message: '', key: undefined, expiresAt: undefined }
  }
  // The guide of the service shows the answer with this envelope and, once, without.
  const data = isObject(fields['data']) ? fields['data'] : fields
  const at = (name: string): string | undefined =>
    [data[name], fields[name]].find((value) => typeof value === 'string' && value !== '') as
      string | undefined
  const key = at('api_key')
  if (key !== undefined) mask(key)
  const expiresAt = new Date(at('expires_at') ?? Number.NaN)
  const said = fields['status_code']
  return {
    status: typeof said === 'number' && said >= 400 ? said : status,
    message: wordsOf(fields['message']),
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

/** A message is a text, or several in a list. */
function wordsOf(message: unknown): string {
  const parts = Array.isArray(message) ? (message as unknown[]) : [message]
  return parts.filter((part) => typeof part === 'string').join('; ')
}

/** An answer that shows a key is none, whatever its number: the key is there. */
function isRefusal({ status, key }: Answer): boolean {
  return key === undefined && status >= 400
}

function newKey({ status, key, expiresAt }: Answer, doing: string): NewKey {
  if (key === undefined) {
    throw new AmbiguousResult(`the keys API was to ${doing}, and its answer (${status}) shows no key`)
  }
  return { credential: { accessKey: fingerprint(key), secret: key }, expiresAt }
}

function unknownKey({ message }: Answer, source: RolloverSource): Problem {
  const about = 'id' in source ? 'keys-api-expired-key-id' : 'keys-api-key'
  return {
    about,
    problem: `the keys API knows no such key of this user (${message})`,
    remedy:
      'Look whether keys-api-token signs in as the user that the key belongs to, and whether the key was deleted, ' +
      'deactivated or rolled over already; if it is gone, run once with command: rotate, which makes a new one',
  }
}

/** What a refusal means, and what to do. */
function refusal({ status, message }: Answer, doing: string): Problem {
  const said = message === '' ? '' : `: ${message}`
  const problem = `the keys API did not ${doing} (${status}${said})`
  if (status === 401) {
    return {
      about: 'keys-api-token',
      problem: `the keys API does not accept the token (401${said})`,
      remedy: 'Sign in right before this step and hand the fresh JWT over; it has probably expired',
    }
  }
  if (status === 403) {
    const remedy = 'Sign in as a user who may manage keys'
    return { about: 'keys-api-token', problem, remedy }
  }
  if (status === 429)
    return { about: 'keys-api-url', problem, remedy: 'Run again later; nothing was changed' }
  if (message.includes('must be provided')) {
    return {
      about: 'keys-api-key',
      problem,
      remedy: 'Give keys-api-key or keys-api-expired-key-id; the service did not see the one that was sent',
    }
  }
  if (status === 404)
    return { about: 'keys-api-url', problem, remedy: 'Check the address: /keys/… follows on it' }
  const remedy = 'Check keys-api-name, keys-api-permissions and expiry against what the service knows'
  return { about: 'keys-api-url', problem, remedy }
}

/** Asks the service something with a key. What says nothing of the key is told as such, and is no error here. */
async function probe(verify: KeysApiOptions['verify'], { secret }: Credential): Promise<ProbeAnswer> {
  // A key that no header can carry is not sent: the error would quote it.
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

/** Whether a token that says when it ends has ended; one that is no JWT says nothing. */
function tokenProblems(token: string, at: Date): readonly Problem[] {
  const [, claims = ''] = token.split('.')
  const expires = jsonObject(Buffer.from(claims, 'base64url').toString('utf8'))?.['exp']
  if (typeof expires !== 'number' || expires * 1000 > at.getTime()) return []
  const end = new Date(expires * 1000)
  const when = Number.isNaN(end.getTime()) ? 'long ago' : `on ${end.toISOString()}`
  return [
    {
      about: 'keys-api-token',
      problem: `the token ended ${when}`,
      remedy: 'Sign in right before this step and hand the fresh JWT over',
    },
  ]
}
