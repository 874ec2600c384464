import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * `npm run coverage`: which lines and branches of `src/` the tests go through, inside jest and in the processes that
 * they start; `coverage/index.html` shows it. All of them must be, and what cannot be says why where it stands
 * (`c8 ignore next -- why`); else it exits with 1. Takes twenty minutes on two cores. `-- PATTERN…` runs only these
 * tests, and asks for nothing.
 *
 * V8 counts, in every process that NODE_V8_COVERAGE reaches; the harness then starts the sources instead of the bundle
 * (run-action.ts). A process that is killed tells nothing, so what only happens on the way to a SIGKILL counts as not
 * seen. Left out are the tests of all that is not `src/`, and the proof: what it goes through by chance is no test of it.
 */
const LEFT_OUT = ['chaos', 'workflows', 'bench', 'docs', 'scripts', 'contracts', 'mutation', 'sandbox']

const root = dirname(import.meta.dirname)
const require = createRequire(import.meta.url)
const folder = join(root, 'coverage')
const everything = join(folder, 'processes')
const ours = join(folder, 'src')

/** What V8 writes for a process, as far as it is read here. */
interface Counted {
  readonly result: readonly { readonly url: string }[]
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  if (error !== undefined) throw error
  return status ?? 1
}

/** Keeps what concerns `src/`: the packages are most of it, and would have to be put together again and again. */
function keepOurs(): void {
  const sources = pathToFileURL(join(root, 'src/')).href
  mkdirSync(ours, { recursive: true })
  for (const name of readdirSync(everything)) {
    const { result } = JSON.parse(readFileSync(join(everything, name), 'utf8')) as Counted
    const kept = result.filter(({ url }) => url.startsWith(sources))
    if (kept.length > 0) writeFileSync(join(ours, name), JSON.stringify({ result: kept }))
  }
}

/** The files that hold nothing but types: nobody ever loads them. */
function withoutCode(): string[] {
  return globSync('src/**/*.ts', { cwd: root }).filter((path) => {
    const code = stripTypeScriptTypes(readFileSync(join(root, path), 'utf8'))
    return code.replace(/\/\*[\s\S]*?\*\/|\/\/.*|export \{\}|;/g, '').trim() === ''
  })
}

const patterns = process.argv.slice(2)
rmSync(folder, { recursive: true, force: true })
const tested = run(
  'npm',
  [
    'test',
    '--',
    `--testPathIgnorePatterns=test/(${LEFT_OUT.join('|')})/`,
    '--testTimeout=60000',
    ...patterns,
  ],
  { NODE_V8_COVERAGE: everything },
)
keepOurs()
const reported = run(process.execPath, [
  join(dirname(require.resolve('c8/package.json')), 'bin', 'c8.js'),
  'report',
  ...['--temp-directory', ours, '--reports-dir', folder, '--merge-async'],
  ...['--all', '--src', 'src', '--include', 'src/**/*.ts'],
  ...withoutCode().flatMap((path) => ['--exclude', path]),
  ...['--reporter', 'text', '--reporter', 'html'],
  ...(patterns.length === 0 ? ['--check-coverage', '--100'] : []),
])
process.exitCode = tested === 0 ? reported : tested
