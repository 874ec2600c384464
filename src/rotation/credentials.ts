import type { Known } from './effects.ts'
import type { Generation } from './observation.ts'
import type { Credential, Store } from './ports.ts'

/** The secrets that a run has seen, so that none is read twice. */
export interface Credentials {
  /** The key of a generation: what this run holds already, else what the store has. */
  of(known: Known, generation: Generation): Promise<Credential>
  /** Keeps a key that this run has made. */
  hold(credential: Credential): void
}

export function createCredentials(store: Store): Credentials {
  // Only what this run made or read from the store. What it signs in with may be a mixed pair (only the secret counts
  // there), and must never be taken for the pair that its access key names.
  const held = new Map<string, Credential>()

  return {
    async of(known, { revision, record }) {
      const { accessKey } = record
      const own = held.get(accessKey)
      if (own !== undefined) return own
      const read = await store.read(secretIdOf(known), revision)
      if (read?.accessKey !== accessKey) {
        throw new Error(
          `version ${revision} of the secret does not hold the key ${accessKey} that its record names; somebody changed it by hand`,
        )
      }
      held.set(accessKey, read)
      return read
    },

    hold(credential) {
      held.set(credential.accessKey, credential)
    },
  }
}

/** The id of the secret, of a run that has come so far that there is one. */
export function secretIdOf({ observation }: Known): string {
  /* c8 ignore next -- the secret is made before any step that needs its id */
  if (observation.secretId === undefined) throw new Error('there is no secret yet; this is a bug')
  return observation.secretId
}
