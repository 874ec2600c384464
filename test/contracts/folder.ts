import { existsSync } from 'node:fs'
import { join } from 'node:path'

const project = join(import.meta.dirname, '..', '..')

/**
 * Where the vendors' descriptions and the recordings of real exchanges lie: beside the project, or in its own folder
 * `contracts`, where `npm run contracts` puts what it can fetch. They are the vendors', and no part of this repository.
 */
export const contractsFolder =
  [join(project, '..', 'shared', 'contracts'), join(project, 'contracts')].find(existsSync) ??
  join(project, 'contracts')

/** What is looked for there, by what it is. */
export const contractFiles = {
  iam: join(contractsFolder, 'scaleway-iam-openapi.yml'),
  secretManager: join(contractsFolder, 'scaleway-secret-manager-openapi.yml'),
  github: [
    join(contractsFolder, 'github-subset.openapi.json'),
    join(contractsFolder, 'github.openapi.json'),
  ].find(existsSync),
  scalewayRecordings: join(contractsFolder, 'scaleway-recordings'),
  githubRecordings: join(contractsFolder, 'github-recordings'),
} as const
