import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * `npm run build`: compiles `src/` into `build/` and bundles that into `dist/`, which belongs in git, since GitHub
 * runs an action as it lies in its repository. Both folders are deleted before they are filled, so that nothing old
 * survives in them.
 *
 * The bundle is not minified: what runs with somebody's keys should be readable, and a diff of it should mean
 * something to a reviewer. Its price is size alone (measured with the action's dependencies on Node 24: 1.9 MB against
 * 1.2 MB; to start takes 0.11 s against 0.12 s). There is no source map: a readable bundle needs none. ncc's cache is
 * off: the same sources must give the same bytes in every folder.
 */
const root = dirname(import.meta.dirname)
const require = createRequire(import.meta.url)

/** Runs a tool's JavaScript with this very Node and ends the build if it fails. */
function run(script: string, ...parameters: string[]): void {
  const { status, signal } = spawnSync(process.execPath, [script, ...parameters], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) {
    console.error(`build: ${script} ended with ${signal ?? `exit code ${String(status)}`}`)
    process.exit(1)
  }
}

function remove(folder: string): void {
  rmSync(join(root, folder), { recursive: true, force: true })
}

remove('build')
run(require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json')
remove('dist')
run(
  require.resolve('@vercel/ncc/dist/ncc/cli.js'),
  ...['build', 'build/index.js', '--out', 'dist', '--no-cache', '--quiet'],
)
writeFileSync(join(root, 'dist', 'licenses.txt'), licenses())

/**
 * The licences of everything that may be in the bundle: of every package that an installation for production has. (ncc
 * can collect them too, and keeps those of one chunk of a bundle that has several.)
 */
function licenses(): string {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<
      Record<string, { version: string; license?: string; dev?: boolean; optional?: boolean }>
    >
  }
  return Object.entries(lock.packages)
    .filter(([path, { dev, optional }]) => path !== '' && dev !== true && optional !== true)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, { version, license = 'licence not named' }]) => {
      const files = readdirSync(join(root, path)).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
      const texts = files.sort().map((name) => readFileSync(join(root, path, name), 'utf8').trim())
      return [`${path.replace(/^.*node_modules\//, '')} ${version}`, license, ...texts, ''].join('\n')
    })
    .join('\n')
}

for (const name of readdirSync(join(root, 'dist')).sort()) {
  console.log(`dist/${name}: ${Math.ceil(statSync(join(root, 'dist', name)).size / 1024)} KiB`)
}
