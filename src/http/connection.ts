import { AmbiguousResult, Postponed } from '../rotation/model/ports.ts'
import { Interrupted } from '../rotation/model/context.ts'
import { readAllowance, readLimitRefusal } from './limit-headers.ts'
import type { RateLimiter } from './rate-limiter.ts'
import type { ServiceClock } from './service-clock.ts'

export interface ConnectionOptions {
  /** The service's name, for messages. */
  readonly service: string
  /** The address that requests may go to; anything else is refused. */
  readonly baseUrl: string
  readonly clock: ServiceClock
  readonly fetch: typeof fetch
  /** Called before each request that changes something; throws where none may be sent any more. */
  readonly allowChange: () => void
  readonly debug: (line: string) => void
  /** Also tries again what was refused with 403: Scaleway's permissions arrive late and not all at once. */
  readonly retryForbidden: boolean
  /** Paces what is sent by GitHub's rules; without one a refusal for too many requests is waited out alone. */
  readonly limiter?: RateLimiter
}

/** The service could not be reached, or did not answer like itself. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
}

/** The service sent the request elsewhere, as GitHub does with a repository that was renamed. It had no effect. */
export class Redirected extends ConnectionError {}

/** A request that was sent and not answered. */
class Unanswered extends Error {
  override readonly name = 'Unanswered'
}

/** Time limit for one request and its answer, in milliseconds. It lies well inside the deadline of a run. */
const TIME_LIMIT_MS = 20_000
/** How often a request is sent in all. */
const ATTEMPTS = 5
const ATTEMPTS_FORBIDDEN = 3
/** Waits between two attempts, in milliseconds: doubled each time, at most the second number, and jittered. */
const FIRST_WAIT_MS = 300
const LONGEST_WAIT_MS = 5_000
/** The longest that a service may ask to wait; more than this and the run ends, to be finished by the next one. */
const LONGEST_ASKED_WAIT_MS = 120_000
/** The largest answer that is read, in bytes. A page of 100 keys or secrets is a small part of it. */
const LARGEST_ANSWER = 4 * 1024 * 1024

/**
 * A `fetch` for one service, for its client library to use. It sends nothing to any other host, follows no redirect,
 * bounds time and size, learns the service's time, and tries again what may be sent twice. A POST is sent again only
 * after a refusal that had no effect (429); where nobody knows whether it had one it throws {@link AmbiguousResult}.
 */
export function createConnection(options: ConnectionOptions): typeof fetch {
  const { service, clock, debug, limiter } = options
  const origin = new URL(options.baseUrl).origin

  return async (input, init) => {
    const { method, url, headers, body } = await partsOf(input, init)
    // Paths hold names and ids, never a secret; queries may hold more than a log needs.
    const what = `${method} ${url.pathname}`
    if (url.origin !== origin)
      throw new ConnectionError(`${what} was to go to ${url.origin}, not to ${origin}`)
    const changes = method !== 'GET' && method !== 'HEAD'
    const repeatable = method !== 'POST'
    const replaces = method === 'PUT'
    const request = { method, headers, redirect: 'manual', ...(body === '' ? {} : { body }) } as const

    /** Sends it once, when it is its turn; whether it may change something is asked after that wait. */
    async function send(): Promise<Sent> {
      const turn = await limiter?.turn(request.method)
      let end: Parameters<NonNullable<typeof turn>['end']>[0]
      try {
        if (changes) options.allowChange()
        const began = performance.now()
        const answer = await bounded(() =>
          options.fetch(url, { ...request, signal: AbortSignal.timeout(TIME_LIMIT_MS) }),
        ).catch((error: unknown) => {
          throw new Unanswered(`${service} did not answer ${what}: ${reasonOf(error)}`, { cause: error })
        })
        debug(`${service} ${answer.status} ${what} (${Math.round(performance.now() - began)} ms)`)
        const date = new Date(answer.headers.get('date') ?? Number.NaN)
        if (!Number.isNaN(date.getTime())) clock.learn(date)
        if (turn === undefined) return { answer, limited: false, mostAttempts: () => ATTEMPTS }
        const refusal = await readLimitRefusal(answer, clock.now())
        const { status } = answer
        const allowance = readAllowance(answer.headers, clock.now())
        end = { refusal, allowance, effect: status < 300 || status === 408 || status >= 500 }
        return { answer, limited: refusal !== undefined, mostAttempts: turn.mostAttempts }
      } finally {
        turn?.end(end)
      }
    }

    // What an earlier attempt may have done, a later one that is refused or not sent does not undo.
    let unknown: string | undefined
    for (let attempt = 1, refused = 0; ; attempt += 1) {
      let sent: Sent
      try {
        sent = await send()
      } catch (error) {
        if (!(error instanceof Unanswered)) {
          if (unknown !== undefined && isNotSent(error)) throw new AmbiguousResult(unknown, { cause: error })
          throw error
        }
        const { message, cause } = error
        debug(message)
        if (replaces) unknown = message
        if (!repeatable) throw new AmbiguousResult(message, { cause })
        if (attempt >= ATTEMPTS) throw new ConnectionError(message, { cause })
        await clock.sleep(backoff(attempt))
        continue
      }
      const { answer, limited, mostAttempts } = sent
      if (limited && refused + 1 < mostAttempts()) {
        // Refused without effect; the limiter lets it through when it may be sent again.
        refused += 1
        attempt -= 1
        continue
      }
      if (answer.status >= 300 && answer.status < 400 && answer.status !== 304) {
        throw new Redirected(
          `${service} answered ${what} with a redirect (${answer.status}), and credentials follow none. ` +
            'Was something renamed or moved? Name it by its new name',
        )
      }
      if (!repeatable && (answer.status >= 500 || answer.status === 408)) {
        throw new AmbiguousResult(
          `${service} answered ${what} with ${answer.status}: nobody knows whether it took effect`,
        )
      }
      const wait = limited ? undefined : waitBefore(answer, attempt, clock.now(), options.retryForbidden)
      if (wait === undefined) {
        if (unknown === undefined || !isRefusal(answer.status)) return answer
        throw new AmbiguousResult(`${unknown}; when it was sent again, ${service} answered ${answer.status}`)
      }
      if (replaces && answer.status >= 500)
        unknown = `${service} answered ${what} with ${answer.status}: the result is unknown`
      await clock.sleep(wait)
    }
    /* c8 ignore next -- nothing but an answer or an error ends the loop */
  }
}

interface Sent {
  readonly answer: Response
  /** It was refused for too many requests. */
  readonly limited: boolean
  /** How often it may be sent in all while that is so. */
  readonly mostAttempts: () => number
}

/** Whether a status refuses a request; a server error leaves its result open by itself. A 422 is for the caller. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 422
}

/** Whether an error says that a request was not sent, and that the run goes on or ends in good order. */
function isNotSent(error: unknown): boolean {
  return error instanceof Postponed || error instanceof Interrupted
}

/** How long to wait before the request is sent again; undefined where the answer is final. */
function waitBefore(
  answer: Response,
  attempt: number,
  now: Date,
  retryForbidden: boolean,
): number | undefined {
  if (attempt >= ATTEMPTS) return undefined
  const { status, headers } = answer
  const limited = status === 429 || (status === 403 && isRateLimit(headers))
  if (limited) {
    const asked = askedWait(headers, now)
    return asked === undefined ? backoff(attempt + 1) : asked <= LONGEST_ASKED_WAIT_MS ? asked : undefined
  }
  if (status === 408 || status >= 500) return backoff(attempt)
  if (status === 403 && retryForbidden && attempt < ATTEMPTS_FORBIDDEN) return backoff(attempt)
  return undefined
}

function isRateLimit(headers: Headers): boolean {
  return headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0'
}

/** What GitHub asks for: `Retry-After`, else the reset of an empty budget. Scaleway asks for nothing. */
function askedWait(headers: Headers, now: Date): number | undefined {
  const after = Number(headers.get('retry-after') ?? Number.NaN)
  if (Number.isFinite(after)) return after * 1000
  if (headers.get('x-ratelimit-remaining') !== '0') return undefined
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN)
  return Number.isFinite(reset) ? Math.max(0, reset * 1000 - now.getTime()) + 1000 : undefined
}

function backoff(attempt: number): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1))
  return longest / 2 + (Math.random() * longest) / 2
}

interface Parts {
  readonly method: string
  readonly url: URL
  readonly headers: NonNullable<RequestInit['headers']>
  /** Empty for none. */
  readonly body: string
}

/** What is to be sent. A client that hands over a text, or nothing but a `Request`, needs no `Request` made of it. */
async function partsOf(input: Parameters<typeof fetch>[0], init: RequestInit = {}): Promise<Parts> {
  const { method = 'GET', headers = {}, body = '' } = init
  if (!(input instanceof Request) && typeof body === 'string')
    return { method: method.toUpperCase(), url: new URL(input), headers, body }
  const request =
    input instanceof Request && Object.keys(init).length === 0 ? input : new Request(input, init)
  const url = new URL(request.url)
  const text = request.body === null ? '' : await request.text()
  return { method: request.method, url, headers: request.headers, body: text }
}

/** Reads an answer whole, so that one that is cut short counts as none; refuses one that is too large. */
async function bounded(ask: () => Promise<Response>): Promise<Response> {
  const answer = await ask()
  if (answer.body === null) return answer
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body) {
    const bytes = chunk as Uint8Array
    size += bytes.length
    if (size > LARGEST_ANSWER) throw new Error(`the answer has more than ${LARGEST_ANSWER} bytes`)
    chunks.push(bytes)
  }
  const { status, statusText, headers } = answer
  return new Response(Buffer.concat(chunks), { status, statusText, headers: decodedHeaders(headers) })
}

/** The body was decoded while it was read. */
function decodedHeaders(headers: Headers): Headers {
  const copy = new Headers(headers)
  copy.delete('content-encoding')
  copy.delete('content-length')
  return copy
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the connection failed'
  if (error.name === 'TimeoutError') return `no answer within ${TIME_LIMIT_MS / 1000} s`
  const { cause } = error
  return cause instanceof Error
    ? cause.message || ('code' in cause && String(cause.code)) || error.message
    : error.message
}
