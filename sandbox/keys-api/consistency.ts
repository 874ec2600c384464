import type { SandboxClock } from '../lib/clock.ts'
import { lasts } from '../lib/latency.ts'
import type { KeysApiConsistency } from './model.ts'

/** How eventual consistency shows itself to the rest of the fake. Keys are named by their ids. */
export interface ConsistencyState {
  readonly set: (options: KeysApiConsistency) => void
  readonly keyCreated: (id: string) => void
  readonly keyDeactivated: (id: string) => void
  /** Whether a key that is active is not known yet to what accepts keys; counts the request. */
  readonly hides: (id: string) => boolean
  /** Whether a key that was deactivated is accepted still; counts the request. */
  readonly stillAccepts: (id: string) => boolean
}

interface Change {
  readonly since: number
  requests: number
}

/** Creates the consistency settings; at first everything is consistent. */
export function createConsistency(clock: SandboxClock): ConsistencyState {
  let options: KeysApiConsistency = {}
  let created = new Map<string, Change>()
  let deactivated = new Map<string, Change>()

  const now = (): number => clock.now().getTime()
  /** Counts a request that a change concerns. @returns its number, from 0, and how old the change is */
  const count = (change: Change): { readonly turn: number; readonly age: number } => {
    change.requests += 1
    return { turn: change.requests - 1, age: now() - change.since }
  }

  return {
    set(next) {
      options = next
      created = new Map()
      deactivated = new Map()
    },
    keyCreated(id) {
      created.set(id, { since: now(), requests: 0 })
    },
    keyDeactivated(id) {
      deactivated.set(id, { since: now(), requests: 0 })
    },
    hides(id) {
      const change = created.get(id)
      if (change === undefined) {
        return false
      }
      const { turn, age } = count(change)
      const { flapping = [], newKeyUnknownFor } = options
      const flap = flapping[turn]
      return flap === undefined ? lasts(newKeyUnknownFor, turn - flapping.length, age) : flap === 'unknown'
    },
    stillAccepts(id) {
      const change = deactivated.get(id)
      if (change === undefined) {
        return false
      }
      const { turn, age } = count(change)
      return lasts(options.oldKeyAcceptedFor, turn, age)
    },
  }
}
