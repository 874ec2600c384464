/** A write was prevented before it was sent, so the secret or variable is unchanged. */
export class RequestNotSent extends Error {
  override readonly name = 'NotSent'
}
