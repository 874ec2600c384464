import { AmbiguousResult, Postponed } from '../rotation/model/ports.ts'
import { Interrupted } from '../rotation/model/context.ts'
import type { ServiceClock } from './service-clock.ts'

export interface ConnectionOptions {
  /** The service's name, for messages. */
  readonly service: string
  /** The only origin that requests are sent to. */
  readonly baseUrl: string
  readonly clock: ServiceClock
  readonly fetch: typeof fetch
  /** Called before each request that changes something; throws if none may be sent any more. */
  readonly allowChange: () => void
  readonly debug: (line: string) => void
  /** Whether a 403 is retried: a new permission of Scaleway takes a while to reach all of its servers. */
  readonly retryForbidden: boolean
  /** Paces the requests. Without it, only refusals for too many requests are waited for. */
  readonly pace?: Pace
}

/** Waits until a request may be sent, by the rules of the service. */
export type Pace = (method: string) => Promise<PacedRequest>

/** A request that may be sent. Either `answered` or `unanswered` must be called once. */
export interface PacedRequest {
  /** How often the request may be sent in total while it is refused for too many requests. */
  readonly mostAttempts: () => number
  /**
   * @param now the service's time
   * @returns whether the answer refuses the request for too many requests
   */
  readonly answered: (answer: Response, now: Date) => Promise<boolean>
  readonly unanswered: () => void
}

/** The service could not be reached, or its answer is not one of the service. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
}

/** The service redirected the request, as GitHub does for a renamed repository. The request had no effect. */
export class Redirected extends ConnectionError {}

/** A request was sent, and no complete answer was received. */
class Unanswered extends Error {
  override readonly name = 'Unanswered'
}

/** Time limit for one request and its answer, in milliseconds; much shorter than the deadline of a run. */
const TIME_LIMIT_MS = 20_000
/** How often a request is sent in total. */
const ATTEMPTS = 5
const ATTEMPTS_FORBIDDEN = 3
/** Waits between two attempts, in milliseconds: doubled each time, limited to the second value, with jitter. */
const FIRST_WAIT_MS = 300
const LONGEST_WAIT_MS = 5_000
/** The longest wait that a service may ask for. If it asks for more, the request fails and the next run continues. */
const LONGEST_ASKED_WAIT_MS = 120_000
/** The largest answer that is read, in bytes. A page of 100 keys or secrets is a small fraction of it. */
const LARGEST_ANSWER = 4 * 1024 * 1024

/**
 * Creates a `fetch` for one service, for its client library. It sends no request to another origin, follows no redirect,
 * limits time and size, learns the service's time, and retries what may be sent twice. A POST is sent again only after a
 * refusal that had no effect (429).
 *
 * The returned function throws {@link AmbiguousResult} if the result of a change is unknown, {@link Redirected} for a
 * redirect, and {@link ConnectionError} if there is no answer.
 */
export function createConnection(options: ConnectionOptions): typeof fetch {
  const origin = new URL(options.baseUrl).origin
  return async (input, init) => {
    const request = await readRequest(input, init)
    if (request.url.origin !== origin)
      throw new ConnectionError(
        `${nameOf(request)} was not sent to ${request.url.origin}: ${options.service} is at ${origin}`,
      )
    return sendWithRetries(options, request)
  }
}

/** A request for messages. Paths contain names and ids, never a secret; queries are left out. */
function nameOf({ method, url }: OutgoingRequest): string {
  return `${method} ${url.pathname}`
}

/** Whether a request may be sent again if its result is unknown. */
function isRepeatable({ method }: OutgoingRequest): boolean {
  return method !== 'POST'
}

interface Sent {
  readonly answer: Response
  /** Whether it was refused for too many requests. */
  readonly limited: boolean
  readonly mostAttempts: () => number
}

/** Sends a request once, when it may be sent. After that wait the run's deadline is checked. */
async function sendOnce(options: ConnectionOptions, request: OutgoingRequest): Promise<Sent> {
  const { service, clock } = options
  const { method, headers, body } = request
  const paced = await options.pace?.(method)
  let ended = false
  try {
    if (method !== 'GET' && method !== 'HEAD') options.allowChange()
    const began = performance.now()
    const init = { method, headers, redirect: 'manual', ...(body === '' ? {} : { body }) } as const
    const answer = await readBounded(() =>
      options.fetch(request.url, { ...init, signal: AbortSignal.timeout(TIME_LIMIT_MS) }),
    ).catch((error: unknown) => {
      throw new Unanswered(`${service} did not answer ${nameOf(request)}: ${reasonOf(error)}`, {
        cause: error,
      })
    })
    options.debug(
      `${service} ${answer.status} ${nameOf(request)} (${Math.round(performance.now() - began)} ms)`,
    )
    const date = new Date(answer.headers.get('date') ?? Number.NaN)
    if (!Number.isNaN(date.getTime())) clock.learn(date)
    if (paced === undefined) return { answer, limited: false, mostAttempts: () => ATTEMPTS }
    const limited = await paced.answered(answer, clock.now())
    ended = true
    return { answer, limited, mostAttempts: paced.mostAttempts }
  } finally {
    if (!ended) paced?.unanswered()
  }
}

async function sendWithRetries(options: ConnectionOptions, request: OutgoingRequest): Promise<Response> {
  const { service, clock, debug } = options
  const repeatable = isRepeatable(request)
  const replaces = request.method === 'PUT'
  // An earlier attempt may have taken effect, even if a later one is refused or not sent.
  let unknown: string | undefined
  for (let attempt = 1, refused = 0; ; attempt += 1) {
    let sent: Sent
    try {
      sent = await sendOnce(options, request)
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
      // A refusal without effect is no attempt; `pace` waits until the request may be sent again.
      refused += 1
      attempt -= 1
      continue
    }
    requireFinal(service, request, answer)
    const wait = limited ? undefined : waitBefore(answer, attempt, clock.now(), options.retryForbidden)
    if (wait === undefined) {
      if (unknown === undefined || !isRefusal(answer.status)) return answer
      throw new AmbiguousResult(`${unknown}; when it was sent again, ${service} answered ${answer.status}`)
    }
    if (replaces && answer.status >= 500) unknown = unknownResult(service, request, answer)
    await clock.sleep(wait)
  }
  /* c8 ignore next -- only an answer or an error ends the loop */
}

/** Throws for a redirect, and for an answer to a POST that leaves its result unknown. */
function requireFinal(service: string, request: OutgoingRequest, answer: Response): void {
  const { status } = answer
  if (status >= 300 && status < 400 && status !== 304) {
    throw new Redirected(
      `${service} answered ${nameOf(request)} with a redirect (${status}), which is not followed with credentials. ` +
        'If something was renamed or moved, use its new name',
    )
  }
  if (!isRepeatable(request) && (status >= 500 || status === 408))
    throw new AmbiguousResult(unknownResult(service, request, answer))
}

function unknownResult(service: string, request: OutgoingRequest, { status }: Response): string {
  return `${service} answered ${nameOf(request)} with ${status}: the result is unknown`
}

/** Whether a status refuses a request. A server error leaves its result unknown, and a caller handles 422 itself. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 422
}

/** Whether an error means that a request was not sent and the run ends normally. */
function isNotSent(error: unknown): boolean {
  return error instanceof Postponed || error instanceof Interrupted
}

/** How long to wait before the request is sent again, in milliseconds; undefined if the answer is final. */
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

/** The wait that a service asks for: `Retry-After`, else GitHub's reset time. Scaleway asks for none. */
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

/** A request in the form in which it is sent. */
interface OutgoingRequest {
  readonly method: string
  readonly url: URL
  readonly headers: NonNullable<RequestInit['headers']>
  /** Empty if there is none. */
  readonly body: string
}

/** Reads what a client passes to `fetch`. A `Request` is created only for bodies that are not text, because it is slow. */
async function readRequest(
  input: Parameters<typeof fetch>[0],
  init: RequestInit = {},
): Promise<OutgoingRequest> {
  const { method = 'GET', headers = {}, body = '' } = init
  if (!(input instanceof Request) && typeof body === 'string')
    return { method: method.toUpperCase(), url: new URL(input), headers, body }
  const request =
    input instanceof Request && Object.keys(init).length === 0 ? input : new Request(input, init)
  const url = new URL(request.url)
  const text = request.body === null ? '' : await request.text()
  return { method: request.method, url, headers: request.headers, body: text }
}

/** Reads an answer completely, so that a truncated one counts as none; rejects one that is too large. */
async function readBounded(ask: () => Promise<Response>): Promise<Response> {
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

/** The headers without those of the encoding: the body was decoded while it was read. */
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
