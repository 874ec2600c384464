import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../harness/step.ts'

/** Every Markdown text of the project that GitHub shows, by its path: those for users and those for contributors. */
export function pages(): ReadonlyMap<string, string> {
  const inFolder = (folder: string): string[] =>
    readdirSync(join(projectRoot, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => (folder === '.' ? name : `${folder}/${name}`))
  return new Map([...inFolder('.'), ...inFolder('docs')].sort().map((path) => [path, read(path)]))
}

/** The text of a file of the project. */
export function read(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8')
}

/** Whether the project has a file or a folder. */
export function exists(path: string): boolean {
  return existsSync(join(projectRoot, path))
}

/** A fenced block: its language, its text, and whether it stands right before a block of another language. */
export interface Block {
  readonly page: string
  /** The line of the page that its text begins on. */
  readonly line: number
  readonly language: string
  readonly text: string
  /** The block that follows with nothing but blank lines between. */
  readonly next: string | undefined
}

/** All fenced blocks of all pages, those within lists as well, without the list's indentation. */
export function blocks(...languages: readonly string[]): readonly Block[] {
  const found: Block[] = []
  for (const [page, text] of pages()) {
    const fences = [...text.matchAll(/^( *)```(\w+)\n(.*?)^\1```$/gms)]
    for (const [
      at,
      { index, 0: whole, 1: indent = '', 2: language = '', 3: body = '' },
    ] of fences.entries()) {
      const next = fences[at + 1]
      const between = next === undefined ? 'nothing' : text.slice(index + whole.length, next.index)
      found.push({
        page,
        line: text.slice(0, index).split('\n').length + 1,
        language,
        text: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
        next: between.trim() === '' ? next?.[2] : undefined,
      })
    }
  }
  return found.filter(({ language }) => languages.includes(language))
}

/** A page without its fenced blocks, in which nothing is a link or a heading. */
export function prose(text: string): string {
  return text.replaceAll(/^( *)```\w*\n.*?^\1```$/gms, '')
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchors(text: string): ReadonlySet<string> {
  const found = new Set<string>()
  for (const [, heading = ''] of prose(text).matchAll(/^#{1,6} (.+)$/gm)) {
    const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    const slug = plain
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-')
    let name = slug
    for (let again = 1; found.has(name); again += 1) name = `${slug}-${again}`
    found.add(name)
  }
  return found
}
