import type { Targets } from '../../rotation/model/ports.ts'
import { yieldToEventLoop } from '../../lib/yield-to-event-loop.ts'
import type { RateLimiter } from '../client/rate-limiter.ts'
import { RestoredError } from './restored-error.ts'
import { loadSealing } from '../secrets/seal.ts'

/** How often a target is started that GitHub's rate limits leave half-written. */
const MOST_ATTEMPTS = 10

/**
 * Targets whose entries are written together. If GitHub's rate limits require a wait, it is between two targets, never
 * between the halves of a pair, which jobs that start meanwhile would read as a mixed one.
 */
export function createPacedTargets(targets: Targets, limiter: RateLimiter): Targets {
  const names = new Map<string, number>()
  return {
    now: () => targets.now(),
    async observe() {
      const observed = await targets.observe()
      for (const { id, secrets } of observed.states) names.set(id, secrets.length)
      return observed
    },
    async prepare(ids) {
      const prepared = targets.prepare(ids)
      // libsodium is loaded during the requests, so that no write waits for it.
      const sealing = ids.length > 0 ? yieldToEventLoop().then(loadSealing) : undefined
      const [found] = await Promise.all([prepared, sealing])
      return found
    },
    async write(id, credential, fallback, insist = false) {
      const count = names.get(id) ?? 1
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await limiter.together(count, () => targets.write(id, credential, fallback), insist)
        } catch (error) {
          // It was restored, and is started again when the budget allows all of its requests.
          if (!(error instanceof RestoredError) || attempt === MOST_ATTEMPTS) throw error
        }
      }
    },
  }
}
