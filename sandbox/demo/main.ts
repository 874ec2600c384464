import { runAction, type Run } from '../../test/harness/run-action.ts'
import { tellKeysApi } from './keys-api.ts'
import { blurred, chapter, createProof, day, expectOutcome, say, type Proof } from './output.ts'
import { smallGithub, smallKeysApi, smallOrganization, startSandbox, type Sandbox } from '../index.ts'

/**
 * `npm run demo`: the main job from end to end. The bundle that users pin runs as GitHub's runner would run it,
 * against the sandbox, through some weeks of the sandbox's time; at the end stands the proof. Exits with 1 where the
 * proof fails. The harness refuses every run whose log shows a secret.
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

function proveScaleway(sandbox: Sandbox, { check }: Proof, retrieved: Run): void {
  const { iam, secrets } = sandbox.scaleway
  for (const place of places) {
    const where =
      'environment' in place ? `environment ${place.environment ?? ''} of ${REPOSITORY}` : REPOSITORY
    const accessKey = sandbox.github.secret(place, 'SCW_ACCESS_KEY') ?? ''
    const secretKey = sandbox.github.secret(place, 'SCW_SECRET_KEY') ?? ''
    check(
      iam.accepts(accessKey, secretKey),
      `${where}: SCW_ACCESS_KEY opens to ${accessKey}, SCW_SECRET_KEY to ${blurred(secretKey)}; Scaleway accepts the pair`,
    )
  }
  const living = iam.livingKeys().filter(({ applicationId }) => applicationId === deploy.applicationId)
  check(
    living.length === 1,
    `the application "deploy" has one living key: ${living.map((key) => key.accessKey).join(', ')}`,
  )
  for (const key of iam.keys()) {
    if (key.applicationId !== deploy.applicationId || key.deletedAt === null) continue
    const dead = !iam.accepts(key.accessKey, key.secretKey)
    check(
      dead,
      `the key ${key.accessKey}, made ${day(key.createdAt)}, is dead; it died ${day(key.deletedAt)}`,
    )
  }
  const secret = secrets.secretNamed('shop-deploy', { projectId })
  const current = secret && secrets.payload(secret.id, 'latest_enabled')
  const [key] = living
  check(
    current === JSON.stringify({ API_KEY: key?.accessKey, SECRET_KEY: key?.secretKey }),
    'Secret Manager holds the living pair in the newest enabled version of "shop-deploy"',
  )
  const output = JSON.parse(retrieved.outputs['json'] ?? '{}') as { API_KEY?: string; SECRET_KEY?: string }
  check(
    iam.accepts(output.API_KEY ?? '', output.SECRET_KEY ?? ''),
    'what the deploy job retrieved is what Scaleway accepts',
  )
}

async function demo(sandbox: Sandbox): Promise<number> {
  chapter(
    'The scene',
    `Everything below is real but the services: they run on this machine (${sandbox.urls.scaleway}, ${sandbox.urls.github}).\n` +
      `At Scaleway an application "deploy" has a key, ${deploy.accessKey}, that somebody made by hand 40 days ago.\n` +
      `It stands in the secrets of ${REPOSITORY} and of its environment "${ENVIRONMENT}". An application "rotator" may make keys.`,
  )
  for (const place of places) {
    sandbox.github.setSecret(place, 'SCW_ACCESS_KEY', deploy.accessKey)
    sandbox.github.setSecret(place, 'SCW_SECRET_KEY', deploy.secretKey)
  }
  sandbox.clock.advance(60_000)

  chapter(
    'Day 1: the schedule',
    'The daily workflow runs for the first time. max-age is 30d, so the key is due.',
  )
  expectOutcome(await rotate(sandbox, 'schedule'), 'rotated')

  sandbox.clock.advance(DAY)
  chapter('Day 2: the schedule again', 'Nothing is due; nothing is changed.')
  expectOutcome(await rotate(sandbox, 'schedule'), 'not-due')

  sandbox.clock.advance(DAY)
  chapter(
    'Day 3: by hand',
    'Somebody presses "Run workflow" with force. First to see what it would do, then for real.',
  )
  expectOutcome(await rotate(sandbox, 'workflow_dispatch', { force: 'true', 'dry-run': 'true' }), 'rotated')
  say()
  expectOutcome(await rotate(sandbox, 'workflow_dispatch', { force: 'true' }), 'rotated')

  chapter(
    'Day 3: a deploy',
    'A deploy job asks for the current key. Its own key may read this secret and nothing else.\n' +
      'The replaced key still works: jobs that were queued before the rotation hold it.',
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
    'Day 11: the grace period is over',
    'The scheduled run retires the keys that were replaced more than 7 days ago.',
  )
  const last = await rotate(sandbox, 'schedule')
  expectOutcome(last, 'retired')
  say('\n  The job summary of this run, as GitHub gets it:\n')
  say(last.summary.trimEnd().replace(/^/gm, '  ┃ '))

  const proveKeysApi = await tellKeysApi(sandbox, 11)

  chapter('The proof', 'What the services hold now:')
  const proof = createProof()
  proveScaleway(sandbox, proof, retrieved)
  await proveKeysApi(proof)
  return proof.failures()
}

// The keys API's small company is as it is on day 11: then its production key has three days left.
const dayEleven = new Date(Date.now() + 10 * DAY + HOUR)
const sandbox = await startSandbox({ github: smallGithub(), keysApi: smallKeysApi(dayEleven) })
try {
  const failures = await demo(sandbox)
  say(failures === 0 ? '\nEverything holds.\n' : `\n${failures} of these do not hold.\n`)
  process.exitCode = failures === 0 ? 0 : 1
} finally {
  await sandbox.stop()
}
