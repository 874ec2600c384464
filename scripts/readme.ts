import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/**
 * `npm run readme`: writes the tables of inputs and outputs in README.md from action.yml, between the comments that
 * mark them. With `--check` it changes nothing and fails where they differ.
 */
interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
}

const root = join(import.meta.dirname, '..')
const path = join(root, 'README.md')
const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action

const cell = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().replaceAll('|', '\\|')

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

const tables: Readonly<Record<string, string>> = {
  inputs: table(
    ['Input', 'What it is', 'Default'],
    Object.entries(action.inputs).map(([name, input]) => [
      `\`${name}\``,
      input.description,
      input.default === undefined ? '' : `\`${input.default}\``,
    ]),
  ),
  outputs: table(
    ['Output', 'What it is'],
    Object.entries(action.outputs).map(([name, output]) => [`\`${name}\``, output.description]),
  ),
}

const before = readFileSync(path, 'utf8')
let after = before
for (const [name, text] of Object.entries(tables)) {
  const marked = new RegExp(`(<!-- ${name} -->\n).*?(<!-- /${name} -->)`, 's')
  if (!marked.test(after))
    throw new Error(`README.md has no place for the ${name}: <!-- ${name} --> … <!-- /${name} -->`)
  after = after.replace(
    marked,
    (_, start: string, end: string) => `${start}\n<!-- prettier-ignore -->\n${text}\n\n${end}`,
  )
}

if (process.argv.includes('--check')) {
  if (before !== after) {
    console.error('The tables in README.md are not what action.yml says: run `npm run readme`.')
    process.exitCode = 1
  }
} else writeFileSync(path, after)
