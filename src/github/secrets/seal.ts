import { ConnectionError } from '../../http/connection.ts'
import type { PublicKey } from '../places/listing.ts'

const KEY_BYTES = 32

/**
 * Reads the public key in GitHub's answer.
 * @throws {ConnectionError} if there is none: a proxy or gateway may have answered in place of GitHub
 */
export function publicKeyIn(data: unknown): PublicKey {
  const { key_id, key } = (data ?? {}) as Readonly<Record<string, unknown>>
  const isKey = typeof key === 'string' && Buffer.from(key, 'base64').length === KEY_BYTES
  if (typeof key_id === 'string' && isKey) return { id: key_id, key }
  throw new ConnectionError("GitHub's answer is not valid: it has no public key")
}

/** Loads libsodium, the largest part of the bundle; a run that writes nothing does not load it. */
export async function loadSealing() {
  const { default: sodium } = await import('libsodium-wrappers')
  await sodium.ready
  return sodium
}

/**
 * Encrypts a value so that only GitHub can decrypt it (a libsodium sealed box).
 * @returns the sealed box in base64
 * @throws if the public key is not valid
 */
export async function seal(value: string, publicKey: PublicKey): Promise<string> {
  const sodium = await loadSealing()
  const key = Buffer.from(publicKey.key, 'base64')
  const box = sodium.crypto_box_seal(Buffer.from(value, 'utf8'), key)
  return Buffer.from(box).toString('base64')
}
