import sodium from 'libsodium-wrappers'

// Who holds the recovery key of a rotation: a pair from a fixed seed, for this proof alone.

await sodium.ready
const pair = sodium.crypto_box_seed_keypair(new Uint8Array(32).fill(7))

/** Base64, as the input `recovery-public-key` takes it. */
export const RECOVERY_PUBLIC_KEY = Buffer.from(pair.publicKey).toString('base64')

/** What a box from the log holds; undefined where the recovery key does not open it. */
export function recovered(box: string): string | undefined {
  try {
    return sodium.crypto_box_seal_open(
      new Uint8Array(Buffer.from(box, 'base64')),
      pair.publicKey,
      pair.privateKey,
      'text',
    )
  } catch {
    return undefined // sealed to somebody else, or cut short
  }
}
