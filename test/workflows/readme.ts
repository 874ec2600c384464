import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../harness/step.ts'

/** The text of every document for users, the README and docs/, by its path in the project. */
export function documents(): ReadonlyMap<string, string> {
  const names = readdirSync(join(projectRoot, 'docs')).filter((name) => name.endsWith('.md'))
  const paths = ['README.md', ...names.sort().map((name) => `docs/${name}`)]
  return new Map(paths.map((path) => [path, readFileSync(join(projectRoot, path), 'utf8')]))
}

/**
 * The complete workflow files that a Markdown text shows: fenced `yaml` blocks whose first line is a comment with the
 * file's place, `# .github/workflows/NAME.yml`. Shorter examples have no such line and are left out.
 * @returns the files' text, unchanged, by name (`rotate.yml`)
 * @throws Error where two blocks have one name
 */
export function workflowsIn(markdown: string): ReadonlyMap<string, string> {
  const files = [...filesIn(markdown)].filter(([path]) => path.startsWith(WORKFLOWS))
  return new Map(files.map(([path, text]) => [path.slice(WORKFLOWS.length), text]))
}

const WORKFLOWS = '.github/workflows/'

/**
 * All complete files that a Markdown text shows, marked in the same way: workflows, and what they read.
 * @returns the files' text, unchanged, by path
 * @throws Error where two blocks have one path
 */
export function filesIn(markdown: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const [, text = ''] of markdown.matchAll(/^```ya?ml\r?\n(.*?)^```\s*$/gms)) {
    const path = /^# (\.github\/(?:workflows\/)?[\w.-]+\.ya?ml)\s*$/.exec(text.split('\n', 1)[0] ?? '')?.[1]
    if (path === undefined) continue
    if (files.has(path)) throw new Error(`Two blocks claim to be ${path}`)
    files.set(path, text)
  }
  return files
}
