import { secretDigest } from '../model/mark.ts'
import { ownMark, type Generation } from '../model/observation.ts'
import type { Credential, Store } from '../model/ports.ts'
import type { RunState } from '../model/run-state.ts'
import { secretIdOf } from '../model/run-state.ts'

/** The secrets that a run has seen, so that none is read twice. */
export interface Credentials {
  /**
   * The key of a generation: what this run holds already, else what the store has.
   * @throws {PayloadMismatch} where that is not the key that IAM has (protocol, rule 6)
   */
  of(known: RunState, generation: Generation): Promise<Credential>
  /**
   * The key of a generation where nothing can be compared with it. It is never published, and nobody signs in with it
   * to change something.
   */
  unconfirmed(known: RunState, generation: Generation): Promise<Credential>
  /** Keeps a key that this run has created. */
  remember(credential: Credential): void
}

/** A version holds something else than the key that its record names. */
export class PayloadMismatch extends Error {
  override readonly name = 'PayloadMismatch'
  readonly revision: number
  constructor(revision: number, message: string) {
    super(message)
    this.revision = revision
  }
}

export function createCredentials(store: Store): Credentials {
  // Only what this run created or read from the store. What it signs in with may be a mixed pair (only the secret counts
  // there), and must never be taken for the pair that its access key names.
  const held = new Map<string, Credential>()

  async function read(known: RunState, { revision, record }: Generation): Promise<Credential> {
    const { accessKey } = record
    const found = await store.read(secretIdOf(known), revision)
    if (found?.accessKey === accessKey) return found
    throw new PayloadMismatch(
      revision,
      `version ${revision} of the secret does not hold the key ${accessKey} that its record names`,
    )
  }

  return {
    async of(known, generation) {
      const { accessKey } = generation.record
      const own = held.get(accessKey)
      if (own !== undefined) return own
      const found = await read(known, generation)
      if (known.observation.issuer === 'listing') refuseMismatch(known, generation, found)
      held.set(accessKey, found)
      return found
    },

    async unconfirmed(known, generation) {
      const own = held.get(generation.record.accessKey)
      return own ?? read(known, generation)
    },

    remember(credential) {
      held.set(credential.accessKey, credential)
    },
  }
}

/** Compares a stored key with the digest in its mark. */
function refuseMismatch(known: RunState, { revision }: Generation, credential: Credential): void {
  const { accessKey } = credential
  const digest = ownMark(known.observation, accessKey)?.digest
  /* c8 ignore next -- such a key is never asked for */
  if (digest === undefined) throw new Error(`nothing confirms the key ${accessKey}; this is a bug`)
  if (digest === secretDigest(secretIdOf(known), credential)) return
  throw new PayloadMismatch(
    revision,
    `version ${revision} of the secret does not hold the secret key that was created with ${accessKey}`,
  )
}
