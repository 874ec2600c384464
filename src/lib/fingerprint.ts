import { createHash } from 'node:crypto'

/**
 * A name for a key that has no identifier of its own: the beginning of its SHA-256, which tells keys apart and says
 * nothing of them. By hand: `printf %s "$API_KEY" | sha256sum | cut -c1-12`.
 */
export function fingerprint(key: string): string {
  return `key-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`
}
