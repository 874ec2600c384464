/** A secret of Secret Manager in a reader's words: its path and its name. */
export function storeLabel({ path, name }: { readonly path: string; readonly name: string }): string {
  return `${path === '/' ? '' : path}/${name}`
}
