import type { Credential } from '../../rotation/model/ports.ts'

/** The names that the key is written under, in upper case and unique. `secretKey` and `bundle` are not both empty. */
export interface SecretNames {
  readonly accessKey: readonly string[]
  readonly secretKey: readonly string[]
  /** Both values as one JSON, so that no job reads halves of two different keys. */
  readonly bundle: readonly string[]
  /** Names of Actions variables for the access key, which is not secret. */
  readonly accessKeyVariable: readonly string[]
}

/** The value that is written to the secret of a name. */
export function valueFor(
  names: SecretNames,
  name: string,
  credential: Credential,
  bundle: (credential: Credential) => string,
): string {
  if (names.accessKey.includes(name)) return credential.accessKey
  return names.secretKey.includes(name) ? credential.secret : bundle(credential)
}

/** The names of all secrets that are written. */
export function secretNamesIn({ accessKey, secretKey, bundle }: SecretNames): readonly string[] {
  return [...accessKey, ...secretKey, ...bundle]
}

/** All entries that are written, for messages: `SCW_ACCESS_KEY`, `the variable SCW_ACCESS_KEY`. */
export function entriesOf(names: SecretNames, variables: boolean): readonly string[] {
  const named = variables ? names.accessKeyVariable.map((name) => `the variable ${name}`) : []
  return [...secretNamesIn(names), ...named]
}
