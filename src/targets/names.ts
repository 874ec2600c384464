/** Under which names a place gets the key, in upper case; no name stands twice. `secretKey` and `bundle` are not both empty. */
export interface SecretNames {
  readonly accessKey: readonly string[]
  readonly secretKey: readonly string[]
  /** Both as one JSON, so that nobody ever reads a half of one pair and a half of another. */
  readonly bundle: readonly string[]
}
