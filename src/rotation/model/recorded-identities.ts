import { hash } from 'node:crypto'

/** The IDs of repositories and organizations, by {@link identityTag} of their names. */
export type Identities = ReadonlyMap<string, string>

const TAG_LENGTH = 6
const ID_LENGTH = 8
const ENTRY_LENGTH = TAG_LENGTH + ID_LENGTH
/** IDs from here on have no place in a record; GitHub's have ten digits. */
export const ID_LIMIT = 36 ** ID_LENGTH

/** A short name for a repository or organization. At 1,000 of them the chance that two share one is 1 in 100,000. */
export function identityTag(name: string): string {
  return hash('sha256', name.toLowerCase(), 'base64url').slice(0, TAG_LENGTH)
}

/** The identities as a record has them. */
export function writeIdentities(identities: Identities): string {
  return [...identities].map(([tag, id]) => tag + Number(id).toString(36).padStart(ID_LENGTH, '0')).join('')
}

/** Reads what {@link writeIdentities} writes; undefined where it is something else. */
export function readIdentities(value: unknown): Identities | undefined {
  if (typeof value !== 'string' || !/^(?:[\w-]{6}[0-9a-z]{8})*$/.test(value)) return undefined
  const identities = new Map<string, string>()
  for (let at = 0; at < value.length; at += ENTRY_LENGTH) {
    const id = Number.parseInt(value.slice(at + TAG_LENGTH, at + ENTRY_LENGTH), 36)
    identities.set(value.slice(at, at + TAG_LENGTH), String(id))
  }
  return identities
}
