import type { OwnRepository } from './github.ts'
import { defaultStoreName, STORE_NAME, STORE_PATH } from './names.ts'
import type { Reader } from './reader.ts'
import type { IssuerName, StoreInputs } from './types.ts'

// Secret Manager takes 20 versions of a secret: the rest is room for the pending and the current one, and for
// disabled ones, which may count as well.
export const MOST_KEPT_VERSIONS = 15

/**
 * @param keyName the key's name in its file, if it has one
 * @param repository the workflow's own, asked for only where the secret's name comes from it
 * @returns `undefined` if something is wrong; it is noted
 */
export function readStore(
  reader: Reader,
  issuer: IssuerName,
  keyName: string | undefined,
  repository: () => OwnRepository | undefined,
): StoreInputs | undefined {
  const path = reader.required('secret-path', STORE_PATH)
  const name = readName(reader, issuer, keyName, repository)
  return name !== undefined && path !== undefined ? { name, path } : undefined
}

function readName(
  reader: Reader,
  issuer: IssuerName,
  keyName: string | undefined,
  repository: () => OwnRepository | undefined,
): string | undefined {
  if (reader.given('secret-name') !== undefined) return reader.optional('secret-name', STORE_NAME)
  const own = repository()
  if (own === undefined) return undefined
  if (keyName !== undefined) return `${defaultStoreName(own)}-${keyName}`
  // One repository may rotate a key of each issuer, and a secret holds the generations of one key.
  return issuer === 'scaleway' ? defaultStoreName(own) : `${defaultStoreName(own)}-api-key`
}
