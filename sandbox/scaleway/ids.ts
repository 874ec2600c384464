import { createHash } from 'node:crypto'

/** Gives out ids and keys. */
export interface Ids {
  /** A version 4 UUID; each kind has a row of its own, so that more of one kind does not change the others. */
  readonly uuid: (kind: string) => string
  /** `SCW` and 17 characters. */
  readonly accessKey: () => string
}

/**
 * Makes the giver of ids. They are derived, not random: the same run of events gives the same ids, which keeps
 * snapshots and demos readable.
 * @param seed what they are derived from
 */
export function createIds(seed: string): Ids {
  const counters = new Map<string, number>()
  const next = (kind: string): Buffer => {
    const number = (counters.get(kind) ?? 0) + 1
    counters.set(kind, number)
    return createHash('sha256')
      .update(JSON.stringify([seed, kind, number]))
      .digest()
  }
  return {
    uuid(kind) {
      const hex = next(kind).toString('hex')
      const variant = '89ab'.charAt(parseInt(hex.charAt(16), 16) % 4)
      return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `4${hex.slice(13, 16)}`,
        `${variant}${hex.slice(17, 20)}`,
        hex.slice(20, 32),
      ].join('-')
    },
    accessKey() {
      // The letters that real access keys are seen to have: no I, L, O, U.
      const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
      const bytes = next('access key').subarray(0, 17)
      return `SCW${[...bytes].map((byte) => letters.charAt(byte % letters.length)).join('')}`
    },
  }
}
