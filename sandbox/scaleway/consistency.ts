import type { SandboxClock } from '../lib/clock.ts'
import { lasts as spanLasts, type Span } from '../lib/latency.ts'
import type { Consistency, KeyRecord } from './model.ts'

/** How eventual consistency shows itself to the rest of the fake. */
export interface ConsistencyState {
  /** @param keys what lives now: what lists go back to at most */
  readonly set: (options: Consistency, keys: readonly KeyRecord[]) => void
  readonly keyCreated: (key: KeyRecord) => void
  readonly secretCreated: (id: string) => void
  /** Called after each change of the keys. */
  readonly keysChanged: (keys: readonly KeyRecord[]) => void
  /** The response to a request that authenticates with a valid key; counts the request. */
  readonly meet: (key: KeyRecord) => 'unknown' | 'forbidden' | 'ok'
  /** The keys that a list shows now; counts the list. */
  readonly listed: (keys: readonly KeyRecord[]) => readonly KeyRecord[]
  /** Whether a secret is still hidden; counts the request. */
  readonly hides: (secretId: string) => boolean
}

interface Newcomer {
  readonly since: number
  requests: number
}

/** Creates the consistency settings; at first everything is consistent. */
export function createConsistency(clock: SandboxClock): ConsistencyState {
  let options: Consistency = {}
  let keys = new Map<string, Newcomer>()
  let secrets = new Map<string, Newcomer>()
  /** What the keys were after each change, and how many lists were served since then. */
  let snapshots: { readonly keys: readonly KeyRecord[]; readonly at: number; lists: number }[] = []

  const now = (): number => clock.now().getTime()
  const newcomer = (): Newcomer => ({ since: now(), requests: 0 })
  /** Whether the span still lasts for the request that is the `turn`th, counted from 0. */
  const lasts = (span: Span | undefined, turn: number, since: number): boolean =>
    spanLasts(span, turn, now() - since)

  return {
    set(next, living) {
      options = next
      keys = new Map()
      secrets = new Map()
      snapshots = [{ keys: living, at: -Infinity, lists: Infinity }]
    },
    keyCreated(key) {
      keys.set(key.accessKey, newcomer())
    },
    secretCreated(id) {
      secrets.set(id, newcomer())
    },
    keysChanged(living) {
      if (options.staleListFor !== undefined) {
        snapshots.push({ keys: living, at: now(), lists: 0 })
      }
    },
    meet(key) {
      const entry = keys.get(key.accessKey)
      if (entry === undefined) {
        return 'ok'
      }
      let turn = entry.requests
      entry.requests += 1
      const flap = options.flapping?.[turn]
      if (flap !== undefined) {
        return flap
      }
      turn -= options.flapping?.length ?? 0
      const unknown = options.newKeyUnknownFor
      if (lasts(unknown, turn, entry.since)) {
        return 'unknown'
      }
      if (unknown !== undefined && 'requests' in unknown) {
        turn -= unknown.requests
      }
      return lasts(options.permissionsDeniedFor, turn, entry.since) ? 'forbidden' : 'ok'
    },
    listed(living) {
      const span = options.staleListFor
      if (span === undefined) {
        return living
      }
      const old = snapshots.findLast(({ at, lists }) => !lasts(span, lists, at))
      for (const snapshot of snapshots) {
        snapshot.lists += 1
      }
      return old?.keys ?? living
    },
    hides(secretId) {
      const entry = secrets.get(secretId)
      if (entry === undefined) {
        return false
      }
      const turn = entry.requests
      entry.requests += 1
      return lasts(options.newSecretUnknownFor, turn, entry.since)
    },
  }
}
