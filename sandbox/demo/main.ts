import { runAction, type Run } from '../../test/harness/run-action.ts'
import { demoKeysApi } from './keys-api.ts'
import { blurred, chapter, createProof, day, expectOutcome, say, type Proof } from './output.ts'
import { smallGithub, smallKeysApi, smallOrganization, startSandbox, type Sandbox } from '../index.ts'

/**
 * `npm run demo`: a rotation from end to end. Runs the bundle as GitHub's runner would, against the sandbox, over twelve
 * days of the sandbox's time, and then verifies the result. Exits with 1 if a verification fails. A run whose log
 * shows a secret is an error.
 */
const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR
const REPOSITORY = 'acme/shop'
const ENVIRONMENT = 'production'
const { rotator, deploy, reader, projectId } = smallOrganization
const places = [{ repository: REPOSITORY }, { repository: REPOSITORY, environment: ENVIRONMENT }]

/** The step of the scheduled workflow: the rotator rotates the key of the application "deploy". */
function rotate(
  sandbox: Sandbox,
  by: 'schedule' | 'workflow_dispatch',
  more: Record<string, string> = {},
): Promise<Run> {
  return runAction({
    sandbox,
    event: { name: by },
    inputs: {
      'scw-access-key': rotator.accessKey,
      'scw-secret-key': rotator.secretKey,
      'scw-project-id': projectId,
      'scw-region': 'fr-par',
      'github-token': sandbox.env()['GH_TOKEN'] ?? '',
      'application-id': deploy.applicationId,
      'secret-name': 'shop-deploy',
      repositories: REPOSITORY,
      environments: `${REPOSITORY}/${ENVIRONMENT}`,
      'max-age': '30d',
      'replaces-access-key': deploy.accessKey,
      ...more,
    },
  })
}

function verifyScaleway(sandbox: Sandbox, { check }: Proof, retrieved: Run): void {
  const { iam, secrets } = sandbox.scaleway
  for (const place of places) {
    const where =
      'environment' in place ? `environment ${place.environment ?? ''} of ${REPOSITORY}` : REPOSITORY
    const accessKey = sandbox.github.secret(place, 'SCW_ACCESS_KEY') ?? ''
    const secretKey = sandbox.github.secret(place, 'SCW_SECRET_KEY') ?? ''
    check(
      iam.accepts(accessKey, secretKey),
      `${where}: SCW_ACCESS_KEY is ${accessKey}, SCW_SECRET_KEY is ${blurred(secretKey)}; Scaleway accepts the pair`,
    )
  }
  const valid = iam.livingKeys().filter(({ applicationId }) => applicationId === deploy.applicationId)
  check(
    valid.length === 1,
    `the application "deploy" has one valid key: ${valid.map((key) => key.accessKey).join(', ')}`,
  )
  for (const key of iam.keys()) {
    if (key.applicationId !== deploy.applicationId || key.deletedAt === null) continue
    const rejected = !iam.accepts(key.accessKey, key.secretKey)
    check(
      rejected,
      `the key ${key.accessKey}, created ${day(key.createdAt)}, is no longer valid; it was deleted ${day(key.deletedAt)}`,
    )
  }
  const secret = secrets.secretNamed('shop-deploy', { projectId })
  const current = secret && secrets.payload(secret.id, 'latest_enabled')
  const [key] = valid
  check(
    current === JSON.stringify({ API_KEY: key?.accessKey, SECRET_KEY: key?.secretKey }),
    'Secret Manager holds the valid key in the newest enabled version of "shop-deploy"',
  )
  const output = JSON.parse(retrieved.outputs['json'] ?? '{}') as { API_KEY?: string; SECRET_KEY?: string }
  check(
    iam.accepts(output.API_KEY ?? '', output.SECRET_KEY ?? ''),
    'Scaleway accepts the key that the deploy job retrieved',
  )
}

async function demo(sandbox: Sandbox): Promise<number> {
  chapter(
    'Setup',
    `This demo runs the action's bundle against local fakes of Scaleway (${sandbox.urls.scaleway}) and GitHub (${sandbox.urls.github}).\n` +
      `The Scaleway application "deploy" has an API key, ${deploy.accessKey}, that was created manually 40 days ago.\n` +
      `The key is in the secrets of ${REPOSITORY} and of its environment "${ENVIRONMENT}". The application "rotator" is allowed to create keys.`,
  )
  for (const place of places) {
    sandbox.github.setSecret(place, 'SCW_ACCESS_KEY', deploy.accessKey)
    sandbox.github.setSecret(place, 'SCW_SECRET_KEY', deploy.secretKey)
  }
  sandbox.clock.advance(60_000)

  chapter(
    'Day 1: scheduled run',
    'The daily workflow runs for the first time. max-age is 30d, so the key is due.',
  )
  expectOutcome(await rotate(sandbox, 'schedule'), 'rotated')

  sandbox.clock.advance(DAY)
  chapter('Day 2: scheduled run', 'The key is not due, so the run changes nothing.')
  expectOutcome(await rotate(sandbox, 'schedule'), 'not-due')

  sandbox.clock.advance(DAY)
  chapter(
    'Day 3: manual run',
    'The workflow is started manually with force: first as a dry run, then for real.',
  )
  expectOutcome(await rotate(sandbox, 'workflow_dispatch', { force: 'true', 'dry-run': 'true' }), 'rotated')
  say()
  expectOutcome(await rotate(sandbox, 'workflow_dispatch', { force: 'true' }), 'rotated')

  chapter(
    'Day 3: deploy job',
    'A deploy job retrieves the current key. The credentials of the job are only allowed to read this secret.\n' +
      'The replaced key still works, so jobs that started before the rotation are not interrupted.',
  )
  const retrieved = await runAction({
    sandbox,
    event: { name: 'push' },
    expectLeaks: 'outputs',
    inputs: {
      command: 'retrieve',
      'scw-access-key': reader.accessKey,
      'scw-secret-key': reader.secretKey,
      'scw-project-id': projectId,
      'scw-region': 'fr-par',
      'secret-name': 'shop-deploy',
      'export-env': 'true',
    },
  })
  expectOutcome(retrieved, 'retrieved')

  sandbox.clock.advance(8 * DAY)
  chapter(
    'Day 11: end of the grace period',
    'The scheduled run retires the keys that were replaced more than 7 days ago.',
  )
  const last = await rotate(sandbox, 'schedule')
  expectOutcome(last, 'retired')
  say('\n  The job summary of this run, as sent to GitHub:\n')
  say(last.summary.trimEnd().replace(/^/gm, '  ┃ '))

  const verifyKeysApi = await demoKeysApi(sandbox, 11)

  chapter('Verification', 'The state of the services after the runs:')
  const proof = createProof()
  verifyScaleway(sandbox, proof, retrieved)
  await verifyKeysApi(proof)
  return proof.failures()
}

// On day 11, the production key of the keys API expires in three days.
const dayEleven = new Date(Date.now() + 10 * DAY + HOUR)
const sandbox = await startSandbox({ github: smallGithub(), keysApi: smallKeysApi(dayEleven) })
try {
  const failures = await demo(sandbox)
  say(failures === 0 ? '\nAll verifications passed.\n' : `\n${failures} verifications failed.\n`)
  process.exitCode = failures === 0 ? 0 : 1
} finally {
  await sandbox.stop()
}
