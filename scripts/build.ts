import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { licenses } from './licenses.ts'

/**
 * `npm run build`: compiles `src/` into `build/` and bundles that into `dist/`, which belongs in git, since GitHub
 * runs an action as it lies in its repository. Both folders are deleted before they are filled, so that nothing old
 * survives in them.
 *
 * The bundle is not minified: what runs with somebody's keys should be readable, and a diff of it should mean
 * something to a reviewer. Its price is size alone: to start, both take the same time. There is no source map: a
 * readable bundle needs none. ncc's cache is off: the same sources must give the same bytes in every folder. What the
 * sources import with `import()` gets a file of its own, which is only read when it is needed.
 */
const root = dirname(import.meta.dirname)
const require = createRequire(import.meta.url)

/**
 * Packages that others bring for what this action never does: sign in by OpenID Connect, with a second HTTP client as
 * large as all of the rest; start a child process; let a name be made up. Something that has none of their parts stands
 * in their place, so that a call would fail.
 */
const LEFT_OUT = [
  '@actions/http-client',
  '@actions/http-client/lib/auth',
  '@actions/exec',
  '@scaleway/random-name',
]
/** Node has it at hand; of others it would make everything that they can do, such as the streams of `node:process`. */
const NOTHING = 'node:path'

/** What of ncc is used; it comes without types. */
type Ncc = (
  entry: string,
  options: {
    readonly cache: false
    readonly quiet: true
    readonly externals: Readonly<Record<string, string>>
  },
) => Promise<{
  readonly code: string
  readonly assets: Readonly<Record<string, { source: string | Buffer }>>
}>

function compile(): void {
  const script = require.resolve('typescript/bin/tsc')
  const { status, signal } = spawnSync(process.execPath, [script, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error(`the compiler ended with ${signal ?? `exit code ${String(status)}`}`)
}

function remove(folder: string): void {
  rmSync(join(root, folder), { recursive: true, force: true })
}

remove('build')
compile()
remove('dist')
const ncc = require('@vercel/ncc') as Ncc
const { code, assets } = await ncc(join(root, 'build', 'index.js'), {
  cache: false,
  quiet: true,
  externals: Object.fromEntries(LEFT_OUT.map((name) => [name, NOTHING])),
})
const files: Record<string, string | Buffer> = {
  'index.js': code,
  ...Object.fromEntries(Object.entries(assets).map(([name, { source }]) => [name, source])),
  'licenses.txt': licenses(root, LEFT_OUT),
  'package.json': '{\n  "type": "module"\n}\n',
}
mkdirSync(join(root, 'dist'))
for (const [name, content] of Object.entries(files)) writeFileSync(join(root, 'dist', name), content)

for (const name of readdirSync(join(root, 'dist')).sort()) {
  console.log(`dist/${name}: ${Math.ceil(statSync(join(root, 'dist', name)).size / 1024)} KiB`)
}
