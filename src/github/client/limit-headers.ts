/** GitHub refused a request because there were too many. It had no effect. */
export interface LimitRefusal {
  /** `primary`: no request of the hour is left. `secondary`: too many, or too many changes, in a short time. */
  readonly kind: 'primary' | 'secondary'
  /** How long GitHub asks to wait, in milliseconds; undefined where it does not say. */
  readonly waitMs: number | undefined
}

/** How many requests of the hour are left, from the headers of an answer. */
export interface Allowance {
  readonly remaining: number
  /** When the hour ends, in seconds since 1970 by GitHub's clock; identifies the hour. */
  readonly reset: number
  /** The time from the answer until then, in milliseconds. */
  readonly resetInMs: number
}

/** GitHub's resets are in whole seconds, as is its `Date`. */
const ROUNDING_MS = 1000

/**
 * Reads whether an answer is a refusal for too many requests. Without a header only the text shows it. A text that is
 * wrong has one effect: the request is sent again after a wait.
 * @param now GitHub's time, for an answer without `Date`
 */
export async function readLimitRefusal(answer: Response, now: Date): Promise<LimitRefusal | undefined> {
  const { status, headers } = answer
  if (status !== 429 && status !== 403) return undefined
  const allowance = readAllowance(headers, now)
  const kind = allowance?.remaining === 0 ? 'primary' : 'secondary'
  const after = Number(headers.get('retry-after') ?? Number.NaN)
  if (Number.isFinite(after)) return { kind, waitMs: Math.max(0, after) * 1000 }
  if (allowance?.remaining === 0) return { kind, waitMs: allowance.resetInMs }
  if (status === 429 || /rate limit/i.test(await answer.clone().text())) return { kind, waitMs: undefined }
  return undefined
}

/**
 * Reads how many requests of the hour are left. Undefined if the headers are missing (as on a server without rate
 * limits) or are about another resource than `core`, such as `search`.
 */
export function readAllowance(headers: Headers, now: Date): Allowance | undefined {
  if ((headers.get('x-ratelimit-resource') ?? 'core') !== 'core') return undefined
  const remaining = numberIn(headers, 'x-ratelimit-remaining')
  const reset = numberIn(headers, 'x-ratelimit-reset')
  if (remaining === undefined || reset === undefined) return undefined
  const date = new Date(headers.get('date') ?? Number.NaN)
  const from = Number.isNaN(date.getTime()) ? now : date
  return { remaining, reset, resetInMs: Math.max(0, reset * 1000 - from.getTime()) + ROUNDING_MS }
}

function numberIn(headers: Headers, name: string): number | undefined {
  const text = headers.get(name)
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
