import type { OwnRepository } from './github.ts'
import { defaultStoreName, STORE_NAME, STORE_PATH } from './names.ts'
import type { Reader } from './reader.ts'
import type { StoreInputs } from './types.ts'

/**
 * @param repository the workflow's own, asked for only where the secret's name comes from it
 * @returns `undefined` if something is wrong; it is noted
 */
export function readStore(
  reader: Reader,
  repository: () => OwnRepository | undefined,
): StoreInputs | undefined {
  const path = reader.required('secret-path', STORE_PATH)
  const name = readName(reader, repository)
  return name !== undefined && path !== undefined ? { name, path } : undefined
}

function readName(reader: Reader, repository: () => OwnRepository | undefined): string | undefined {
  if (reader.given('secret-name') !== undefined) return reader.optional('secret-name', STORE_NAME)
  const own = repository()
  return own && defaultStoreName(own)
}
