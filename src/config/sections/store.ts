import type { Repository } from '../../github/places/places.ts'
import { definitionOf, type IssuerName } from '../inputs.ts'
import { defaultStoreName } from '../names.ts'
import type { Reader } from '../reader.ts'

/** The secret of Secret Manager that holds the key. */
export interface StoreInputs {
  readonly name: string
  /** Begins with a slash and does not end with one, except for the root, `/`. */
  readonly path: string
}

/**
 * @param keyName the key's name in its file, if it has one
 * @param repository the workflow's own, asked for only where the secret's name comes from it
 * @returns `undefined` if something is wrong; it is noted
 */
export function readStore(
  reader: Reader,
  issuer: IssuerName,
  keyName: string | undefined,
  repository: () => Repository | undefined,
): StoreInputs | undefined {
  const path = reader.required('secret-path')
  const name = readName(reader, issuer, keyName, repository)
  return name !== undefined && path !== undefined ? { name, path } : undefined
}

/** Whether `retrieve` is to read a secret by its id. */
export function namesSecretById(reader: Reader): boolean {
  return reader.given('secret-id') !== undefined
}

/**
 * Reads `secret-id`, which stands in place of everything else that names a secret.
 * @param keyName the key's name in its file, if it has one
 * @returns `undefined` if something is wrong; it is noted
 */
export function readSecretId(reader: Reader, keyName: string | undefined): string | undefined {
  const id = reader.optional('secret-id')?.toLowerCase()
  // The runner hands over the default of secret-path as if it was given.
  const named = (['secret-name', 'secret-path'] as const).filter((name) => {
    const given = reader.given(name)
    return given !== undefined && given.text !== definitionOf(name).default
  })
  const others = keyName === undefined ? named : (['config', 'key'] as const)
  if (others.length === 0) return id
  const problem = `${others.join(' and ')} ${others.length === 1 ? 'names' : 'name'} the secret as well`
  reader.reject('secret-id', 'conflict', problem, `either secret-id or ${others.join(' and ')}`)
  return undefined
}

/** Notes `secret-id` where a command works on the secret that has the key's name, and would not look at the id. */
export function refuseSecretId(reader: Reader): void {
  if (!namesSecretById(reader)) return
  const remedy = 'no secret-id; secret-name and secret-path name the secret of a rotation'
  reader.reject('secret-id', 'not-applicable', 'only the command retrieve reads a secret by its ID', remedy)
}

function readName(
  reader: Reader,
  issuer: IssuerName,
  keyName: string | undefined,
  repository: () => Repository | undefined,
): string | undefined {
  if (reader.given('secret-name') !== undefined) return reader.optional('secret-name')
  const own = repository()
  if (own === undefined) return undefined
  if (keyName !== undefined) return `${defaultStoreName(own)}-${keyName}`
  // One repository may rotate a key of each issuer, and a secret holds the generations of one key.
  return issuer === 'scaleway' ? defaultStoreName(own) : `${defaultStoreName(own)}-api-key`
}
