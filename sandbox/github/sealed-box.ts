import sodium from 'libsodium-wrappers'

/** A Curve25519 pair that values are sealed for. */
export interface KeyPair {
  readonly publicKey: Uint8Array
  readonly privateKey: Uint8Array
}

/** To be awaited once before anything else here. */
export async function loadSodium(): Promise<void> {
  await sodium.ready
}

export function makeKeyPair(): KeyPair {
  const { publicKey, privateKey } = sodium.crypto_box_keypair()
  return { publicKey, privateKey }
}

/**
 * Opens a libsodium sealed box.
 * @param box base64, as it came in
 * @returns the text in it, or undefined where the box was sealed for another key, was damaged, or holds no UTF-8
 */
export function openSealedBox(box: string, keys: KeyPair): string | undefined {
  const bytes = Buffer.from(box, 'base64')
  // libsodium throws the same error for every reason.
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      sodium.crypto_box_seal_open(bytes, keys.publicKey, keys.privateKey),
    )
  } catch {
    return undefined
  }
}
