import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface LockedPackage {
  readonly version?: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/**
 * The licences of all packages that the bundle may hold: whatever the dependencies in package.json lead to. (ncc can
 * collect them too, and keeps those of one file of a bundle that has several.)
 * @param root the folder of the project, with its packages installed
 * @param leftOut packages that are not bundled; what only they lead to is not either
 */
export function licenses(root: string, leftOut: readonly string[]): string {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>
  }
  const found = new Map<string, string>()

  /** Notes a package and what it leads to. `from` is where it is required, as the lock file names places. */
  function visit(name: string, from: string): void {
    if (leftOut.includes(name)) return
    const place = placeOf(name, from, lock.packages)
    if (found.has(place)) return
    const locked = lock.packages[place]
    found.set(
      place,
      `${name} ${locked?.version ?? ''}\n${locked?.license ?? 'licence not named'}\n${texts(join(root, place))}`,
    )
    const leadsTo = { ...locked?.dependencies, ...locked?.peerDependencies }
    for (const next of Object.keys(leadsTo)) visit(next, place)
  }

  for (const name of Object.keys(lock.packages['']?.dependencies ?? {})) visit(name, '')
  return [...found.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, text]) => text)
    .join('\n')
}

/** Where a package lies that is required somewhere: in the nearest folder above that has it. */
function placeOf(name: string, from: string, packages: Readonly<Record<string, LockedPackage>>): string {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
    if (place in packages) return place
    if (folder === '') throw new Error(`package-lock.json has no ${name}, which ${from} requires`)
  }
}

function texts(folder: string): string {
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
  return files
    .sort()
    .map((name) => `${readFileSync(join(folder, name), 'utf8').trim()}\n`)
    .join('\n')
}
