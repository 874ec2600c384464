import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { contractFiles, contractsFolder } from './folder.ts'

// `npm run test:contracts`: the sandbox and the action against the vendors' own descriptions, and the sandbox against recordings of
// what the real services answered. Says first what is at hand; `npm test` runs the same checks, and holds every exchange
// of every other test against the descriptions as well.

const KINDS: Readonly<Record<keyof typeof contractFiles, string>> = {
  iam: 'description of Scaleway IAM',
  secretManager: 'description of Scaleway Secret Manager',
  github: "description of GitHub's REST API",
  scalewayRecordings: 'recordings of Scaleway',
  githubRecordings: 'recordings of GitHub',
}

const missing = Object.entries(contractFiles).filter(
  ([, file]) => file === undefined || !existsSync(file),
) as [keyof typeof contractFiles, string | undefined][]
for (const [kind, file] of missing)
  console.log(
    `skipped, not at hand: ${KINDS[kind]}${file === undefined ? ` in ${contractsFolder}` : ` (${file})`}`,
  )
if (missing.length > 0)
  console.log('`npm run contracts` fetches what is published, and says where the rest comes from.\n')
if (missing.length === Object.keys(KINDS).length) process.exit(0)

const root = join(import.meta.dirname, '..', '..')
const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
    'test/contracts',
    'test/sandbox/.*recordings',
  ],
  { cwd: root, stdio: 'inherit' },
)
process.exit(status ?? 1)
