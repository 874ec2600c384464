import type { Survivor } from './report.ts'

/**
 * The name of a mutant in `survivors.md`: the text of its line, so that the list does not depend on line
 * numbers.
 */
export function nameOf({ file, source, was, became }: Survivor): string {
  return `${file}: ${was === source ? '' : `${source} … `}${was} → ${became}`
}

/** Reads `survivors.md`: the reason why each mutant is accepted, by mutant name. */
export function readList(text: string): ReadonlyMap<string, string> {
  const list = new Map<string, string>()
  let why = ''
  for (const line of text.split('\n')) {
    if (line.startsWith('## ')) why = line.slice('## '.length)
    else if (line.startsWith('    ')) list.set(line.trim(), why)
  }
  return list
}

/** The differences between the survivors of a run and the list. */
export interface Compared {
  /** Survivors without a reason. */
  readonly unlisted: readonly string[]
  /** Listed mutants of the measured files that a test detects now, or that no longer exist. */
  readonly over: readonly string[]
}

/** Compares the survivors of these files with the list. */
export function compare(
  survivors: readonly Survivor[],
  files: readonly string[],
  list: ReadonlyMap<string, string>,
): Compared {
  const found = new Set(survivors.map(nameOf))
  const measured = [...list.keys()].filter((name) => files.some((file) => name.startsWith(`${file}: `)))
  return {
    unlisted: [...found].filter((name) => !list.has(name)),
    over: measured.filter((name) => !found.has(name)),
  }
}

/** Both lists as text; empty if they agree. */
export function comparedText({ unlisted, over }: Compared): string {
  const part = (title: string, names: readonly string[]): readonly string[] =>
    names.length === 0 ? [] : [title, ...names.map((name) => `    ${name}`), '']
  return [
    ...part('Survived, without a reason in test/mutation/survivors.md:', unlisted),
    ...part('In test/mutation/survivors.md, but detected now or removed:', over),
  ].join('\n')
}
