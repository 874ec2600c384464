/** GitHub refused a request because there were too many. It had no effect. */
export interface LimitRefusal {
  /** `primary`: the hour's requests are used up. `secondary`: too many, or too many changes, in a short time. */
  readonly kind: 'primary' | 'secondary'
  /** How long GitHub asks to wait, in milliseconds; undefined where it does not say. */
  readonly waitMs: number | undefined
}

/** How much of the hour is left, as the headers of an answer tell it. */
export interface Allowance {
  readonly remaining: number
  /** When it begins anew, in seconds since 1970 by GitHub's clock; names the hour as well. */
  readonly reset: number
  /** How long that is from the answer on, in milliseconds. */
  readonly resetInMs: number
}

/** GitHub's resets are in whole seconds, and so is its `Date`. */
const ROUNDING_MS = 1000

/**
 * Reads whether an answer is a refusal for too many requests. Without a header it shows in the text alone, which is
 * looked at and not believed beyond that: at worst a refusal is taken for one that waiting helps against.
 * @param now GitHub's time, for an answer that does not tell it
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
 * Reads what is left of the hour; undefined where the headers do not say (as on a server without limits), or speak of
 * another budget than the usual one, such as the one for searches.
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
