/** What something that was thrown says: mostly text from elsewhere. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
