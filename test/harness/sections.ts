import { readFileSync, writeFileSync } from 'node:fs'

/** Reads a file of sections, each begun by a line `# title`. @returns their texts, by their titles */
export function readSections(path: string): ReadonlyMap<string, string> {
  const parts = readFileSync(path, 'utf8').split(/^# /m).slice(1)
  return new Map(
    parts.map((part) => {
      const at = part.indexOf('\n')
      return [part.slice(0, at), part.slice(at + 1).trim()] as const
    }),
  )
}

/** Writes what {@link readSections} reads. */
export function writeSections(
  path: string,
  sections: readonly (readonly [title: string, text: string])[],
): void {
  writeFileSync(path, sections.map(([title, text]) => `# ${title}\n${text}\n`).join('\n'))
}
