/** A secret of Secret Manager for messages: its path and name. */
export function storeLabel({ path, name }: { readonly path: string; readonly name: string }): string {
  return `${path === '/' ? '' : path}/${name}`
}
