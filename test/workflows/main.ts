import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { smallGithubTokens, smallOrganization, startSandbox, type Sandbox } from '../../sandbox/index.ts'
import { refuseBrokenContracts } from '../contracts/validate.ts'
import { findLeaks } from '../harness/leaks.ts'
import { projectRoot } from '../harness/step.ts'
import { createWorkflowRepository, findEngine, howToInstall, type WorkflowRepository } from './engine.ts'
import { workflowsIn } from './readme.ts'

/**
 * `npm run test:workflows`: the README's workflow files, unchanged, run by a real workflow engine (`act`) against the
 * sandbox. What each run gets as `secrets` is what the sandbox's GitHub holds at that moment.
 */

const repository = 'acme/infra'
const rotatorEnvironment = 'key-rotation'
const { rotator, deploy, reader } = smallOrganization

/** Stands for whatever the user's deploy does: signs in to Scaleway with the key that it finds in its environment. */
const deployScript = `#!/usr/bin/env node
fetch(process.env.SCW_API_URL + '/iam/v1alpha1/api-keys/' + process.env.SCW_ACCESS_KEY, {
  headers: { 'X-Auth-Token': process.env.SCW_SECRET_KEY, 'User-Agent': 'deploy.sh' },
}).then((answer) => console.log('deploy.sh: Scaleway answered', answer.status))
`

/** Puts in place what the README tells a user to set up. */
function setUp({ github }: Sandbox): void {
  github.addEnvironment(repository, rotatorEnvironment)
  const protectedPlace = { repository, environment: rotatorEnvironment }
  github.setSecret(protectedPlace, 'SCW_ACCESS_KEY', rotator.accessKey)
  github.setSecret(protectedPlace, 'SCW_SECRET_KEY', rotator.secretKey)
  github.setSecret(protectedPlace, 'ROTATION_GITHUB_TOKEN', smallGithubTokens.writer)
  github.setSecret({ repository }, 'SCW_ACCESS_KEY', deploy.accessKey)
  github.setSecret({ repository }, 'SCW_SECRET_KEY', deploy.secretKey)
  github.setSecret({ repository }, 'SCW_READER_ACCESS_KEY', reader.accessKey)
  github.setSecret({ repository }, 'SCW_READER_SECRET_KEY', reader.secretKey)
}

const variables = {
  SCW_DEFAULT_ORGANIZATION_ID: smallOrganization.id,
  SCW_DEFAULT_PROJECT_ID: smallOrganization.projectId,
  SCW_DEFAULT_REGION: 'fr-par',
  DEPLOY_APPLICATION_ID: deploy.applicationId,
}

/** What the engine printed last, to be shown when something fails; without secrets, or it would not stand here. */
let lastLog = ''

/** Runs one workflow and makes sure that it ended well, leaked nothing and kept to the vendors' descriptions. */
async function runWorkflow(
  sandbox: Sandbox,
  workflows: WorkflowRepository,
  request: { workflow: string; event: string; payload?: unknown; environment?: string },
): Promise<void> {
  const before = sandbox.exchanges.at(-1)?.number ?? 0
  const env = sandbox.env()
  const environment = request.environment === undefined ? {} : { environment: request.environment }
  const { exitCode, log } = await workflows.run({
    ...request,
    secrets: sandbox.github.workflowSecrets({ repository, ...environment }),
    variables,
    // What a runner and the user's workflow would have set, pointed at the sandbox; no credentials among it.
    env: {
      GITHUB_API_URL: sandbox.urls.github,
      GITHUB_SERVER_URL: sandbox.urls.github,
      GITHUB_REPOSITORY_ID: env['GITHUB_REPOSITORY_ID'] ?? '',
      SCW_API_URL: sandbox.urls.scaleway,
    },
  })
  const leaks = findLeaks({ stdout: log, stderr: '', files: {}, secretFiles: {} }, sandbox.secretValues())
  assert.deepEqual(leaks, [], `${request.workflow} leaked secrets`)
  lastLog = log
  assert.equal(exitCode, 0, `${request.workflow} failed`)
  refuseBrokenContracts(sandbox.exchanges.filter(({ number }) => number > before))
}

/** The pair that a job of the repository would get, which must be one that IAM accepts. */
function workingPair({ github, scaleway }: Sandbox): { accessKey: string; secretKey: string } {
  const accessKey = github.secret({ repository }, 'SCW_ACCESS_KEY') ?? ''
  const secretKey = github.secret({ repository }, 'SCW_SECRET_KEY') ?? ''
  assert.ok(scaleway.iam.accepts(accessKey, secretKey), 'IAM does not accept the pair that GitHub holds')
  return { accessKey, secretKey }
}

const day = 24 * 60 * 60 * 1000

async function main(): Promise<number> {
  const readme = process.argv[2] ?? join(projectRoot, 'README.md')
  const files = workflowsIn(readFileSync(readme, 'utf8'))
  const engine = findEngine()
  if (engine === undefined) {
    console.log(
      `Skipped: ${[...files.keys()].join(', ')} of the README were not run: the engine, act, is not installed.`,
    )
    console.log(`Install it with Go: ${howToInstall}`)
    return process.env['CI'] === 'true' ? 1 : 0
  }
  for (const name of ['rotate.yml', 'deploy.yml'])
    assert.ok(files.has(name), `The README shows no workflow file ${name}`)

  assert.ok(
    existsSync(join(projectRoot, 'dist', 'index.js')),
    'dist/ is not there: run `npm run build` first',
  )

  const sandbox = await startSandbox()
  const workflows = createWorkflowRepository(engine, {
    repository,
    action: 'OWNER/scaleway-key-rotation@v1',
    files: new Map([
      ...[...files].map(([name, text]) => [`.github/workflows/${name}`, text] as const),
      ['deploy.sh', deployScript],
    ]),
  })
  const rotate = { workflow: 'rotate.yml', environment: rotatorEnvironment }
  let first = { accessKey: '', secretKey: '' }

  const scenarios: Record<string, () => Promise<void>> = {
    'rotate.yml on schedule replaces the key that was made by hand': async () => {
      setUp(sandbox)
      await runWorkflow(sandbox, workflows, { ...rotate, event: 'schedule' })
      first = workingPair(sandbox)
      assert.notEqual(first.accessKey, deploy.accessKey)
      assert.equal(sandbox.scaleway.iam.key(first.accessKey)?.applicationId, deploy.applicationId)
      assert.ok(
        sandbox.scaleway.iam.accepts(deploy.accessKey, deploy.secretKey),
        'the old key is dead already',
      )
    },
    'rotate.yml on schedule, a day later, finds nothing due': async () => {
      sandbox.clock.advance(day)
      await runWorkflow(sandbox, workflows, { ...rotate, event: 'schedule' })
      assert.deepEqual(workingPair(sandbox), first)
    },
    'deploy.yml retrieves the key and signs in with it': async () => {
      const before = sandbox.exchanges.at(-1)?.number ?? 0
      await runWorkflow(sandbox, workflows, { workflow: 'deploy.yml', event: 'push' })
      const signIn = sandbox.exchanges.find(
        ({ number, requestHeaders }) => number > before && requestHeaders['user-agent'] === 'deploy.sh',
      )
      assert.ok(signIn !== undefined, 'deploy.sh never signed in')
      assert.ok(signIn.url.endsWith(first.accessKey), 'deploy.sh had another access key')
      assert.equal(signIn.requestHeaders['x-auth-token'], first.secretKey)
      assert.notEqual(signIn.status, 401)
    },
    'rotate.yml by hand, with force, replaces the key again': async () => {
      const payload = { inputs: { force: 'true' } }
      await runWorkflow(sandbox, workflows, { ...rotate, event: 'workflow_dispatch', payload })
      const second = workingPair(sandbox)
      assert.notEqual(second.accessKey, first.accessKey)
      assert.ok(
        sandbox.scaleway.iam.accepts(first.accessKey, first.secretKey),
        'the first key is dead already',
      )
    },
  }

  try {
    for (const [name, scenario] of Object.entries(scenarios)) {
      const started = performance.now()
      await scenario()
      console.log(`✓ ${name} (${Math.round(performance.now() - started)} ms)`)
    }
    return 0
  } catch (error) {
    console.error(lastLog)
    console.error(error instanceof Error ? `✗ ${error.message}` : error)
    return 1
  } finally {
    workflows.remove()
    await sandbox.stop()
  }
}

process.exitCode = await main()
