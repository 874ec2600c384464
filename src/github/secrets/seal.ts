import { ConnectionError } from '../../http/connection.ts'
import type { PublicKey } from '../places/listing.ts'

const KEY_BYTES = 32

/**
 * Reads a public key from GitHub's answer.
 * @throws {ConnectionError} where there is none in it: something in between may have answered
 */
export function publicKeyIn(data: unknown): PublicKey {
  const { key_id, key } = (data ?? {}) as Readonly<Record<string, unknown>>
  const isKey = typeof key === 'string' && Buffer.from(key, 'base64').length === KEY_BYTES
  if (typeof key_id === 'string' && isKey) return { id: key_id, key }
  throw new ConnectionError("GitHub's answer is not what GitHub answers: there is no public key in it")
}

/** Loads what seals: the largest part of the action, which a run that writes nothing does without. */
export async function loadSealing() {
  const { default: sodium } = await import('libsodium-wrappers')
  await sodium.ready
  return sodium
}

/**
 * Seals a value so that only GitHub can open it (libsodium's sealed box).
 * @returns the box in base64
 * @throws when the public key is not one
 */
export async function seal(value: string, publicKey: PublicKey): Promise<string> {
  const sodium = await loadSealing()
  const key = Buffer.from(publicKey.key, 'base64')
  const box = sodium.crypto_box_seal(Buffer.from(value, 'utf8'), key)
  return Buffer.from(box).toString('base64')
}
