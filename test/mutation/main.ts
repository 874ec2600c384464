import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { projectRoot } from '../harness/step.ts'
import { compare, comparedText, readList } from './listed.ts'
import { asText, resultOf, type StrykerReport } from './report.ts'

/**
 * `npm run mutation`: changes the core and the parsers in every small way that Stryker knows, one at a time,
 * and checks whether a test detects it. It takes half an hour or more, so it runs on demand. Exits with 1 if
 * the score is below {@link LEAST}, or if a mutant survived that `survivors.md` does not explain.
 *
 * `-- FILE…` measures only these files of `src/`. `-- --quick` omits code that runs once, when a file is loaded
 * (constants, tables): each such mutant takes ten seconds, because everything is loaded again for it.
 *
 * The tests of the same folders run, the fastest first. Tests with hundreds of scenarios or files do not,
 * because each mutant would take seconds.
 *
 * It works in `.mutation/`, on a copy, with the packages of `test/mutation/package.json`, because nothing else
 * needs these many packages.
 */
const LEAST = 90
const COPIED = [
  'src',
  'test',
  'sandbox',
  'docs',
  'schema',
  'action.yml',
  'README.md',
  'tsconfig.json',
] as const
const OWN = ['package.json', 'package-lock.json', 'jest-globals', 'stryker.config.json'] as const

const { positionals, values } = parseArgs({ allowPositionals: true, options: { quick: { type: 'boolean' } } })
const folder = join(projectRoot, '.mutation')

function run(command: string, args: readonly string[]): void {
  const { status, signal, error } = spawnSync(command, args, { cwd: folder, stdio: 'inherit' })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${command} ended with ${signal ?? `exit code ${String(status)}`}`)
}

mkdirSync(folder, { recursive: true })
for (const name of [...COPIED, ...OWN]) rmSync(join(folder, name), { recursive: true, force: true })
for (const name of COPIED) cpSync(join(projectRoot, name), join(folder, name), { recursive: true })
for (const name of OWN)
  cpSync(join(projectRoot, 'test', 'mutation', name), join(folder, name), { recursive: true })
// Not `npm ci`, which would start from nothing each time. The lock file is a fresh copy and does not change.
run('npm', ['install', '--no-audit', '--no-fund'])

const report = join(folder, 'reports', 'mutation', 'mutation.json')
rmSync(report, { force: true })
const only = positionals.length > 0 ? ['--mutate', positionals.join()] : []
run(process.execPath, [
  join(folder, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js'),
  'run',
  ...only,
  ...(values.quick === true ? ['--ignoreStatic'] : []),
])
const result = resultOf(JSON.parse(readFileSync(report, 'utf8')) as StrykerReport)
const list = readList(readFileSync(join(import.meta.dirname, 'survivors.md'), 'utf8'))
const files = result.tallies.map(({ file }) => file)
const compared = compare(result.survivors, files, list)
console.log(`${asText(result)}\n${comparedText(compared)}`)
process.exitCode = result.score >= LEAST && compared.unlisted.length === 0 ? 0 : 1
