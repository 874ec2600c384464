import type { Targets } from '../rotation/ports.ts'
import { nextTurn } from '../services/next-turn.ts'
import type { RateLimiter } from '../services/rate-limiter.ts'
import { loadSealing } from './seal.ts'

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
      const sealing = ids.length > 0 ? nextTurn().then(loadSealing) : undefined
      const [found] = await Promise.all([prepared, sealing])
      return found
    },
    write: (id, credential, fallback, insist = false) =>
      // What is reserved is refused when the run is asked to end; what is sent straight away is not.
      insist
        ? targets.write(id, credential, fallback)
        : limiter.together(names.get(id) ?? 1, () => targets.write(id, credential, fallback)),
  }
}
