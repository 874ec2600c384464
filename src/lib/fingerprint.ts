import { createHash } from 'node:crypto'

/**
 * An identifier for a key that has none: the beginning of its SHA-256, which identifies the key without revealing it. On
 * the command line: `printf %s "$API_KEY" | sha256sum | cut -c1-12`.
 */
export function fingerprint(key: string): string {
  return `key-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`
}
