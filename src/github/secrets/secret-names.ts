import type { Credential } from '../../rotation/model/ports.ts'

/** Under which names a place gets the key, in upper case; no name stands twice. `secretKey` and `bundle` are not both empty. */
export interface SecretNames {
  readonly accessKey: readonly string[]
  readonly secretKey: readonly string[]
  /** Both as one JSON, so that nobody ever reads a half of one pair and a half of another. */
  readonly bundle: readonly string[]
  /** Names of Actions variables, which are no secrets, for the access key. */
  readonly accessKeyVariable: readonly string[]
}

/** What a secret of this name gets. */
export function valueFor(
  names: SecretNames,
  name: string,
  credential: Credential,
  bundle: (credential: Credential) => string,
): string {
  if (names.accessKey.includes(name)) return credential.accessKey
  return names.secretKey.includes(name) ? credential.secret : bundle(credential)
}

/** The names of all secrets that a place gets. */
export function secretNamesIn({ accessKey, secretKey, bundle }: SecretNames): readonly string[] {
  return [...accessKey, ...secretKey, ...bundle]
}

/** All that a place gets, in a reader's words: `SCW_ACCESS_KEY`, `the variable SCW_ACCESS_KEY`. */
export function entriesOf(names: SecretNames, variables: boolean): readonly string[] {
  const named = variables ? names.accessKeyVariable.map((name) => `the variable ${name}`) : []
  return [...secretNamesIn(names), ...named]
}
