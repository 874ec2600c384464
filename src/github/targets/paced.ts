import type { Targets } from '../../rotation/model/ports.ts'
import { yieldToEventLoop } from '../../lib/yield-to-event-loop.ts'
import type { RateLimiter } from '../client/rate-limiter.ts'
import { RestoredError } from './restored-error.ts'
import { loadSealing } from '../secrets/seal.ts'

/** How often a target is begun that GitHub's limits leave half-written. */
const MOST_ATTEMPTS = 10

/**
 * Targets whose names are written together: where GitHub's limits make a run wait, it waits between two targets, never
 * between the two halves of one pair, which jobs that start meanwhile would read as a mixed one.
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
      // Loaded while the targets answer, so that no write waits for it.
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
          // It holds what it held before, and is begun again when there is budget for all of it.
          if (!(error instanceof RestoredError) || attempt === MOST_ATTEMPTS) throw error
        }
      }
    },
  }
}
