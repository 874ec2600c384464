import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { CONFIG_SCHEMA, KEY_FIELDS } from '../src/config/file/schema.ts'

/**
 * `npm run schema`: writes schema/key-rotation.json, the schema of a file of keys for editors: what the action checks
 * with, and what action.yml says of each field. With `--check` it changes nothing and fails where the file differs.
 */
const root = join(import.meta.dirname, '..')
const path = join(root, 'schema', 'key-rotation.json')
const { inputs } = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly description: string }>>
}

const described = Object.fromEntries(
  Object.entries(KEY_FIELDS).map(([name, field]) => [
    name,
    { description: inputs[name]?.description.replaceAll(/\s+/g, ' ').trim() ?? '', ...field },
  ]),
)
const { defaults, keys } = CONFIG_SCHEMA.properties
const schema = {
  ...CONFIG_SCHEMA,
  properties: {
    defaults: { ...defaults, properties: described },
    keys: { ...keys, additionalProperties: { ...keys.additionalProperties, properties: described } },
  },
}
const text = `${JSON.stringify(schema, undefined, 2)}\n`

if (!process.argv.includes('--check')) writeFileSync(path, text)
else if (readFileSync(path, 'utf8') !== text) {
  console.error('schema/key-rotation.json is not what the sources say: run `npm run schema`.')
  process.exitCode = 1
}
