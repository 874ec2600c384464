/** Something stood in the way of a write before it was sent: what was to be written is as it was. */
export class RequestNotSent extends Error {
  override readonly name = 'NotSent'
}
