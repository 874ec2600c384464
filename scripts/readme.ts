import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMap, isScalar, parse, parseDocument, type Pair } from 'yaml'

/**
 * `npm run readme`: writes the tables of inputs and outputs in docs/ from action.yml, between the comments that mark
 * them, and makes links of the documents that it names. The comments in action.yml group the inputs; what one issuer alone has stands in that issuer's own
 * document. With `--check` it changes nothing and fails where they differ.
 */
interface Input {
  readonly description: string
  readonly default?: string
}
interface Action {
  readonly inputs: Readonly<Record<string, Input>>
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
}
interface Group {
  readonly title: string
  readonly inputs: readonly (readonly [string, Input])[]
}

const root = join(import.meta.dirname, '..')
const source = readFileSync(join(root, 'action.yml'), 'utf8')
const action = parse(source) as Action

/** How a comment in action.yml says that the inputs below it belong to keys APIs. */
const ONLY_KEYS_API = / \(only with issuer: keys-api\)$/

/**
 * The inputs in their order, grouped by the comment that stands before the first of each group. A comment that comes
 * again goes on with its group.
 */
function inputGroups(): readonly Group[] {
  const map = parseDocument(source).get('inputs')
  if (!isMap(map)) throw new Error('action.yml has no inputs')
  const groups = new Map<string, [string, Input][]>()
  let group: [string, Input][] | undefined
  for (const [at, pair] of map.items.entries()) {
    const title = commentOf(pair) ?? (at === 0 ? map.commentBefore?.trim() : undefined)
    if (title !== undefined) {
      group = groups.get(title) ?? []
      groups.set(title, group)
    }
    const name = String(isScalar(pair.key) ? pair.key.value : pair.key)
    const input = action.inputs[name]
    if (group === undefined || input === undefined)
      throw new Error(`no comment in action.yml says which group ${name} is in`)
    group.push([name, input])
  }
  return [...groups].map(([title, inputs]) => ({ title, inputs }))
}

function commentOf({ key }: Pair): string | undefined {
  return isScalar(key) ? key.commentBefore?.trim() : undefined
}

const cell = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().replaceAll('|', '\\|')

/** Names of documents as links, for a table that stands beside them in docs/. */
const linked = (text: string): string => text.replaceAll(/docs\/([\w-]+\.md)/g, '[$&]($1)')

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return ['<!-- prettier-ignore -->', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function inputTable(inputs: Group['inputs']): string {
  return table(
    ['Input', 'What it is', 'Default'],
    inputs.map(([name, input]) => [
      `\`${name}\``,
      linked(input.description),
      input.default === undefined ? '' : `\`${input.default}\``,
    ]),
  )
}

const groups = inputGroups()
const isKeysApi = ({ title }: Group): boolean => ONLY_KEYS_API.test(title)

/** What stands in each document, by the name of its place. */
const documents: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'docs/reference.md': {
    inputs: groups
      .filter((group) => !isKeysApi(group))
      .map(({ title, inputs }) => `### ${title}\n\n${inputTable(inputs)}`)
      .join('\n\n'),
    outputs: table(
      ['Output', 'What it is'],
      Object.entries(action.outputs).map(([name, output]) => [`\`${name}\``, linked(output.description)]),
    ),
  },
  'docs/keys-api.md': {
    inputs: inputTable(groups.filter(isKeysApi).flatMap(({ inputs }) => inputs)),
  },
}

for (const [name, tables] of Object.entries(documents)) {
  const path = join(root, name)
  const before = readFileSync(path, 'utf8')
  const after = filled(name, before, tables)
  if (!process.argv.includes('--check')) writeFileSync(path, after)
  else if (before !== after) {
    console.error(`The tables in ${name} are not what action.yml says: run \`npm run readme\`.`)
    process.exitCode = 1
  }
}

function filled(name: string, before: string, tables: Readonly<Record<string, string>>): string {
  let after = before
  for (const [place, text] of Object.entries(tables)) {
    const marked = new RegExp(`(<!-- ${place} -->\n).*?(<!-- /${place} -->)`, 's')
    if (!marked.test(after))
      throw new Error(`${name} has no place for the ${place}: <!-- ${place} --> … <!-- /${place} -->`)
    after = after.replace(marked, (_, start: string, end: string) => `${start}\n${text}\n\n${end}`)
  }
  return after
}
