/** The message of a thrown value, mostly text from other systems: sanitize it before it is shown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
