import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { documents, filesIn } from './readme.ts'

/**
 * `npm run workflows -- FOLDER`: writes the files that the documents show into a folder, as a user's
 * repository would have them, for the checkers of workflow files.
 */
const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Say into which folder')
for (const [path, text] of filesIn([...documents().values()].join('\n'))) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
