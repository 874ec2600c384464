/**
 * What `@github/local-action` starts: it wants a function `run`, and src/index.ts runs when it is loaded. CONTRIBUTING
 * says how.
 */
export async function run(): Promise<void> {
  await import('../src/index.ts')
}
