import type { Credential } from '../rotation/ports.ts'

/**
 * What a version of the secret holds: the flat JSON `{"API_KEY":"SCW…","SECRET_KEY":"…"}`, the very answer of the
 * retrieval function that came before this action, so that its readers go on working.
 */
export function writePayload({ accessKey, secret }: Credential): string {
  return JSON.stringify({ API_KEY: accessKey, SECRET_KEY: secret })
}

/** Reads what {@link writePayload} wrote; undefined for anything else. No error quotes what it was given. */
export function readPayload(text: string): Credential | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined // not ours; the parser's message would quote the payload
  }
  if (typeof value !== 'object' || value === null) return undefined
  const { API_KEY: accessKey, SECRET_KEY: secret } = value as Record<string, unknown>
  if (typeof accessKey !== 'string' || typeof secret !== 'string' || secret === '') return undefined
  return /^SCW[A-Z0-9]{17}$/.test(accessKey) ? { accessKey, secret } : undefined
}
