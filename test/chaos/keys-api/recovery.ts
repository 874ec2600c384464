import sodium from 'libsodium-wrappers'

// The recovery key of the rotations: a pair from a fixed seed, for these tests only.

await sodium.ready
const pair = sodium.crypto_box_seed_keypair(new Uint8Array(32).fill(7))

/** Base64, as the input `recovery-public-key` expects it. */
export const RECOVERY_PUBLIC_KEY = Buffer.from(pair.publicKey).toString('base64')

/** The content of an encrypted box from the log; undefined if the recovery key does not open it. */
export function recovered(box: string): string | undefined {
  try {
    return sodium.crypto_box_seal_open(
      new Uint8Array(Buffer.from(box, 'base64')),
      pair.publicKey,
      pair.privateKey,
      'text',
    )
  } catch {
    return undefined // encrypted to another key, or truncated
  }
}
