import type { SandboxClock } from '../../lib/clock.ts'
import { Refusal } from './errors.ts'
import type { LimitOptions } from '../options.ts'

const minute = 60_000
const hour = 3_600_000
const documentation = 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api'
/** GitHub's limits with and without a token; the headers count down from them unless other limits are set. */
const requestsPerHour = 5_000
const anonymousRequestsPerHour = 60

/** How far a caller's hour has gone; the reset is in seconds since 1970. */
export interface Budget {
  readonly limit: number
  readonly used: number
  readonly remaining: number
  readonly reset: number
}

interface Counter {
  windowEnds: number
  used: number
  /** What counts for the limits of a minute and of writes, oldest first. */
  recent: { readonly at: number; readonly points: number; readonly content: boolean }[]
}

export type RateLimits = ReturnType<typeof createRateLimits>

/**
 * Counts every caller's requests, and refuses some where limits are set. Windows follow the sandbox's clock: where that
 * runs faster, they are shorter, and so is what `Retry-After` and the resets ask for.
 */
export function createRateLimits(clock: SandboxClock, initial: LimitOptions) {
  let limits = initial
  const counters = new Map<string, Counter>()

  function counter(caller: string): Counter {
    const now = clock.now().getTime()
    let found = counters.get(caller)
    if (found === undefined) counters.set(caller, (found = { windowEnds: 0, used: 0, recent: [] }))
    // The hour begins with the first request in it. A clock that was set back begins a new one too.
    if (now >= found.windowEnds || now < found.windowEnds - hour) {
      found.windowEnds = now + hour
      found.used = 0
    }
    // In order, unless the clock was set back.
    const { recent } = found
    if ((recent.at(-1)?.at ?? now) > now) found.recent = recent.filter(({ at }) => at <= now)
    const gone = found.recent.findIndex(({ at }) => at > now - hour)
    found.recent.splice(0, gone === -1 ? found.recent.length : gone)
    return found
  }

  function budget(caller: string): Budget {
    const { used, windowEnds } = counter(caller)
    const limit = limits.requestsPerHour ?? (caller === '' ? anonymousRequestsPerHour : requestsPerHour)
    return { limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil(windowEnds / 1000) }
  }

  /** Refuses when the weights of the last `window` milliseconds and this one are more than `most`. */
  function secondary(
    recent: Counter['recent'],
    window: number,
    most: number | undefined,
    weigh: (request: Counter['recent'][number]) => number,
    request: Counter['recent'][number],
  ): void {
    if (most === undefined || weigh(request) === 0) return
    const inWindow = recent.filter(({ at }) => at > request.at - window)
    const sum = inWindow.reduce((total, other) => total + weigh(other), 0)
    if (sum + weigh(request) <= most) return
    let over = sum + weigh(request) - most
    // What counts nothing here makes no room either.
    const last = inWindow.find((other) => (over -= weigh(other)) <= 0)
    const roomAt = (last?.at ?? request.at) + window
    throw new Refusal(
      403,
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
      {
        headers: { 'retry-after': String(Math.max(1, Math.ceil((roomAt - request.at) / 1000))) },
        documentation: `${documentation}#about-secondary-rate-limits`,
      },
    )
  }

  return {
    budget,
    set: (next: LimitOptions): void => {
      limits = next
    },
    /**
     * Counts one request.
     * @param caller the token; '' for unauthenticated requests
     * @throws Refusal 403 where a limit that is enforced has been reached
     */
    count(caller: string, method: string): void {
      const state = counter(caller)
      if (limits.requestsPerHour !== undefined && state.used >= limits.requestsPerHour) {
        throw new Refusal(403, 'API rate limit exceeded for user ID 1.', { documentation })
      }
      state.used += 1
      const reads = method === 'GET' || method === 'HEAD'
      const request = {
        at: clock.now().getTime(),
        points: reads ? 1 : 5,
        content: !reads && method !== 'DELETE',
      }
      const content = (other: typeof request): number => (other.content ? 1 : 0)
      secondary(state.recent, minute, limits.pointsPerMinute, ({ points }) => points, request)
      secondary(state.recent, minute, limits.contentPerMinute, content, request)
      secondary(state.recent, hour, limits.contentPerHour, content, request)
      state.recent.push(request)
    },
  }
}
