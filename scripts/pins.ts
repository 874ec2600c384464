import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * `npm run pins`: gives the examples of the documents the pins of the project's own workflows, which Dependabot keeps
 * up to date and knows nothing of the documents. Fails where those do not agree with each other.
 */
const root = join(import.meta.dirname, '..')
const pinned = /\buses: ([\w./-]+)@([0-9a-f]{40} # v[\d.]+)$/gm

function textsIn(folder: string, ending: string): readonly (readonly [string, string])[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => [join(root, folder, name), readFileSync(join(root, folder, name), 'utf8')] as const)
}

const pins = new Map<string, string>()
for (const [path, text] of textsIn(join('.github', 'workflows'), '.yml')) {
  for (const [, action = '', pin = ''] of text.matchAll(pinned)) {
    if ((pins.get(action) ?? pin) !== pin)
      throw new Error(`${path} has another ${action} than a workflow before it`)
    pins.set(action, pin)
  }
}

for (const [path, text] of [...textsIn('.', '.md'), ...textsIn('docs', '.md')]) {
  const after = text.replaceAll(
    pinned,
    (_, action: string, pin: string) => `uses: ${action}@${pins.get(action) ?? pin}`,
  )
  if (after === text) continue
  writeFileSync(path, after)
  console.log(`${path} has new pins`)
}
