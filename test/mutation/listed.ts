import type { Survivor } from './report.ts'

/** A mutant as `survivors.md` names it: by what stands in its line, so that a list outlives the lines' numbers. */
export function nameOf({ file, source, was, became }: Survivor): string {
  return `${file}: ${was === source ? '' : `${source} … `}${was} → ${became}`
}

/** What `survivors.md` says: why each of the mutants in it is borne, by their names. */
export function readList(text: string): ReadonlyMap<string, string> {
  const list = new Map<string, string>()
  let why = ''
  for (const line of text.split('\n')) {
    if (line.startsWith('## ')) why = line.slice('## '.length)
    else if (line.startsWith('    ')) list.set(line.trim(), why)
  }
  return list
}

/** What a run found that the list does not say, and what the list says that the run did not find. */
export interface Compared {
  /** Survivors without a reason. */
  readonly unlisted: readonly string[]
  /** Names of mutants of the measured files that a test notices by now, or that are gone. */
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

/** Both, for a person; empty where they agree. */
export function comparedText({ unlisted, over }: Compared): string {
  const part = (title: string, names: readonly string[]): readonly string[] =>
    names.length === 0 ? [] : [title, ...names.map((name) => `    ${name}`), '']
  return [
    ...part('Survived, and test/mutation/survivors.md does not say why that is borne:', unlisted),
    ...part('In test/mutation/survivors.md, and noticed by now (or gone):', over),
  ].join('\n')
}
