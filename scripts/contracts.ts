import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// `npm run contracts`: fetches the vendors' published descriptions into `contracts/`, which git ignores, for
// `npm run test:contracts`. GitHub publishes its own on npm, in a package too large to be a dependency of anything.

/** The version that the tests were written against; a newer one may know more than the sandbox does. */
const PACKAGE = '@octokit/openapi@23.0.2'
const DESCRIPTION = 'package/generated/api.github.com.json'

const target = join(import.meta.dirname, '..', 'contracts')
const scratch = mkdtempSync(join(tmpdir(), 'contracts-'))
try {
  mkdirSync(target, { recursive: true })
  const run = (command: string, ...parameters: string[]): string =>
    execFileSync(command, parameters, {
      cwd: scratch,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    })
  const archive = run('npm', 'pack', '--silent', PACKAGE).trim()
  run('tar', '-xzf', archive, DESCRIPTION)
  renameSync(join(scratch, DESCRIPTION), join(target, 'github.openapi.json'))
  console.log(`contracts/github.openapi.json: of ${PACKAGE}`)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

console.log(`
Scaleway publishes its descriptions on the pages of its API documentation ("Download the OpenAPI file"), under addresses
that change. Save them as

  contracts/scaleway-iam-openapi.yml              from https://www.scaleway.com/en/developers/api/iam/
  contracts/scaleway-secret-manager-openapi.yml   from https://www.scaleway.com/en/developers/api/secret-manager/

Recordings of real exchanges are the checkout's neighbours, where somebody has them; nobody publishes them as such.`)
