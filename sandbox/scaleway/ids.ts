import { createDerivedIds, type DerivedIds } from '../lib/ids.ts'

/** Gives out ids and keys. */
export interface Ids {
  readonly uuid: DerivedIds['uuid']
  /** `SCW` and 17 characters. */
  readonly accessKey: () => string
}

/** Makes the giver of Scaleway's ids. @param seed what they are derived from */
export function createIds(seed: string): Ids {
  const { bytes, uuid } = createDerivedIds(seed)
  return {
    uuid,
    accessKey() {
      // The letters that real access keys are seen to have: no I, L, O, U.
      const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
      const drawn = bytes('access key').subarray(0, 17)
      return `SCW${[...drawn].map((byte) => letters.charAt(byte % letters.length)).join('')}`
    },
  }
}
