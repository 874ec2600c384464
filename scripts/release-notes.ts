import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * What CHANGELOG.md says of a version.
 * @param tag the version with its `v`
 * @throws Error where it says nothing: a release is for people to read, too
 */
export function releaseNotes(changelog: string, tag: string): string {
  const version = tag.replace(/^v/, '')
  const section = changelog.split(/^(?=## )/m).find((text) => text.startsWith(`## [${version}]`))
  const notes = section?.slice(section.indexOf('\n')).trim()
  if (notes === undefined || notes === '') throw new Error(`CHANGELOG.md has no section ## [${version}]`)
  return `${notes}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const changelog = readFileSync(join(import.meta.dirname, '..', 'CHANGELOG.md'), 'utf8')
  process.stdout.write(releaseNotes(changelog, process.argv[2] ?? ''))
}
