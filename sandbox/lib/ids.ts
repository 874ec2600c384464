import { createHash } from 'node:crypto'

/** Gives out what a service makes up: ids, and the bytes of keys. */
export interface DerivedIds {
  /** 32 bytes; each kind has a row of its own, so that more of one kind does not change the others. */
  readonly bytes: (kind: string) => Buffer
  /** A version 4 UUID. */
  readonly uuid: (kind: string) => string
}

/**
 * Makes the giver of ids. They are derived, not random: the same run of events gives the same ids, which keeps
 * snapshots and demos readable.
 * @param seed what they are derived from
 */
export function createDerivedIds(seed: string): DerivedIds {
  const counters = new Map<string, number>()
  const bytes = (kind: string): Buffer => {
    const number = (counters.get(kind) ?? 0) + 1
    counters.set(kind, number)
    return createHash('sha256')
      .update(JSON.stringify([seed, kind, number]))
      .digest()
  }
  return {
    bytes,
    uuid(kind) {
      const hex = bytes(kind).toString('hex')
      const variant = '89ab'.charAt(parseInt(hex.charAt(16), 16) % 4)
      return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `4${hex.slice(13, 16)}`,
        `${variant}${hex.slice(17, 20)}`,
        hex.slice(20, 32),
      ].join('-')
    },
  }
}
