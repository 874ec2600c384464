import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../harness/step.ts'
import * as check from './check.ts'
import { findEngine, howToInstall } from './engine.ts'
import * as fleets from './fleets.ts'
import * as guides from './guides.ts'
import * as keysApi from './keys-api.ts'
import { documents, filesIn, workflowsIn } from './readme.ts'
import * as scaleway from './scaleway.ts'
import * as setup from './setup.ts'
import { lastLog, type Play, setStage } from './fixture.ts'

/**
 * `npm run test:workflows`: the workflow files of the README and of docs/, unchanged, run by a real workflow engine
 * (`act`) against the sandbox; `-- rotate.yml` runs those alone that go with this one. What each run gets as `secrets`
 * is what the sandbox's GitHub holds at that moment.
 */

const plays: readonly Play[] = [
  scaleway.rotation,
  scaleway.rollover,
  setup.fromNothing,
  setup.fromFunctions,
  guides.redeploy,
  guides.retirement,
  guides.leak,
  guides.rollBack,
  keysApi.rollover,
  keysApi.rotation,
  fleets.oneJob,
  fleets.severalJobs,
  check.watch,
]

/** Stands for whatever the user's deploy does: signs in to Scaleway with the key that it finds in its environment. */
const deployScript = `#!/usr/bin/env node
fetch(process.env.SCW_API_URL + '/iam/v1alpha1/api-keys/' + process.env.SCW_ACCESS_KEY, {
  headers: { 'X-Auth-Token': process.env.SCW_SECRET_KEY, 'User-Agent': 'deploy.sh' },
}).then((answer) => console.log('deploy.sh: Scaleway answered', answer.status))
`

const documentsText = [...documents().values()].join('\n')

/** Names of every complete workflow file of the documents. Throws where one of them is run by no play, or the other way round. */
function workflowNames(): string {
  const shown = [...workflowsIn(documentsText).keys()].sort().join(', ')
  const run = [...new Set(plays.flatMap(({ workflows }) => workflows))].sort().join(', ')
  if (shown !== run) throw new Error(`The documents show ${shown}; what is run is ${run}`)
  return shown
}

async function perform(
  engine: string,
  { scenarios, services }: Play,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  const stage = await setStage(engine, files, services?.())
  try {
    for (const [name, scenario] of Object.entries(scenarios(stage))) {
      const started = performance.now()
      await scenario()
      console.log(`✓ ${name} (${Math.round(performance.now() - started)} ms)`)
    }
  } finally {
    await stage.stop()
  }
}

async function main(): Promise<number> {
  const names = workflowNames()
  const engine = findEngine()
  if (engine === undefined) {
    console.log(`Skipped: ${names} were not run: the engine, act, is not installed.`)
    console.log(`Install it with Go: ${howToInstall}`)
    return process.env['CI'] === 'true' ? 1 : 0
  }
  if (!existsSync(join(projectRoot, 'dist', 'index.js'))) {
    throw new Error('dist/ is not there: run `npm run build` first')
  }
  const files = new Map([...filesIn(documentsText), ['deploy.sh', deployScript]])
  try {
    const only = process.argv.slice(2)
    const picked = plays.filter(({ workflows }) => only.every((name) => workflows.includes(name)))
    if (picked.length === 0) throw new Error(`No play runs ${only.join(' and ')}: there are ${names}`)
    for (const play of picked) await perform(engine, play, files)
    return 0
  } catch (error) {
    console.error(lastLog)
    console.error(error instanceof Error ? `✗ ${error.message}` : error)
    return 1
  }
}

process.exitCode = await main()
