import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { smallGithub, smallOrganization, smallScaleway, type SandboxOptions } from '../../sandbox/index.ts'
import { rotatorEnvironment, setUp, workingPair } from './scaleway.ts'
import { repository, type Play, type Stage } from './stage.ts'

// The workflows of docs/setup.md and docs/terraform.md.

const { deploy, rotator, projectId } = smallOrganization
const environment = rotatorEnvironment
const day = 24 * 60 * 60 * 1000
const app = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
})
const appId = 7001

/** The small organization as docs/setup.md leaves it: the least permissions, an App in place of a token, no first key. */
function services(): SandboxOptions {
  const start = new Date()
  const scaleway = smallScaleway(start)
  return {
    start,
    scaleway: {
      ...scaleway,
      applications: (scaleway.applications ?? []).map((application) =>
        application.id === rotator.applicationId
          ? {
              ...application,
              permissions: [
                'IAMApplicationManager',
                { set: 'SecretManagerFullAccess', projectIds: [projectId] },
              ],
            }
          : application,
      ),
      keys: (scaleway.keys ?? []).filter(({ applicationId }) => applicationId !== deploy.applicationId),
    },
    github: {
      ...smallGithub(),
      apps: [
        {
          id: appId,
          slug: 'acme-key-rotation',
          owner: 'acme',
          publicKeys: [app.publicKey],
          installations: [
            {
              account: 'acme',
              repositories: ['acme/shop', 'acme/api', repository],
              permissions: { metadata: 'read', secrets: 'write', environments: 'write' },
            },
          ],
        },
      ],
    },
  }
}

/** The access key that a job gets; the pair must be one that IAM accepts, of the right application. */
function keyIn(
  { sandbox: { github, scaleway } }: Stage,
  job: { repository: string; environment?: string },
): string {
  const { SCW_ACCESS_KEY: accessKey = '', SCW_SECRET_KEY: secretKey = '' } = github.workflowSecrets(job)
  assert.ok(scaleway.iam.accepts(accessKey, secretKey), `a job of ${job.repository} has no key that works`)
  const owner = job.environment === undefined ? deploy : rotator
  assert.equal(scaleway.iam.key(accessKey)?.applicationId, owner.applicationId)
  return accessKey
}

export const fromNothing: Play = {
  workflows: ['key-rotation.yml'],
  services,
  scenarios(stage) {
    const { sandbox } = stage
    const variables = { ROTATION_APP_ID: String(appId), FIRST_ROTATOR_KEY: rotator.accessKey }
    const rotate = { workflow: 'key-rotation.yml', environment, variables }
    const places = [
      { repository: 'acme/shop' },
      { repository: 'acme/api' },
      { repository, environment },
    ] as const
    let made: readonly string[] = []
    return {
      'key-rotation.yml by hand, as a dry run, finds nothing missing and changes nothing': async () => {
        sandbox.github.addEnvironment(repository, environment)
        const secrets = {
          SCW_ACCESS_KEY: rotator.accessKey,
          SCW_SECRET_KEY: rotator.secretKey,
          ROTATION_APP_PRIVATE_KEY: app.privateKey,
        }
        for (const [name, value] of Object.entries(secrets))
          sandbox.github.setSecret({ repository, environment }, name, value)
        const before = sandbox.github.history().length
        const payload = { inputs: { 'dry-run': 'true' } }
        const log = await stage.run({ ...rotate, event: 'workflow_dispatch', payload })
        assert.equal(sandbox.github.history().length, before)
        assert.equal(sandbox.scaleway.secrets.secrets().length, 0)
        assert.doesNotMatch(log, /This key can make keys/)
      },
      'key-rotation.yml on schedule makes the deploy key, and replaces its own': async () => {
        await stage.run({ ...rotate, event: 'schedule' })
        made = places.map((place) => keyIn(stage, place))
        assert.equal(made[0], made[1])
        assert.notEqual(made[2], rotator.accessKey)
        assert.ok(sandbox.github.installationTokens().every(({ revoked }) => revoked))
      },
      "key-rotation.yml, a week later, ends the rotator's first key and no other": async () => {
        sandbox.clock.advance(8 * day)
        await stage.run({ ...rotate, event: 'schedule' })
        assert.deepEqual(
          places.map((place) => keyIn(stage, place)),
          made,
        )
        assert.ok(!sandbox.scaleway.iam.accepts(rotator.accessKey, rotator.secretKey))
      },
    }
  },
}

export const fromFunctions: Play = {
  workflows: ['rotate-monthly.yml'],
  scenarios(stage) {
    const { sandbox } = stage
    const rotate = { workflow: 'rotate-monthly.yml', environment }
    /** What the retrieval function would hand out: the newest version of its secret. */
    const newest = (): unknown => {
      const versions = sandbox.scaleway.secrets.secretNamed('my-rotation', { projectId })?.versions ?? []
      return JSON.parse(String(versions.at(-1)?.payload))
    }
    return {
      'rotate-monthly.yml refuses the secret of the functions, until it is told to take it over':
        async () => {
          setUp(stage)
          const payload = JSON.stringify({ API_KEY: deploy.accessKey, SECRET_KEY: deploy.secretKey })
          sandbox.scaleway.secrets.createSecret({ name: 'my-rotation', projectId, versions: [{ payload }] })
          await stage.run({ ...rotate, event: 'schedule', fails: true })
          const first = { 'take-over': 'true', 'dry-run': 'true' }
          await stage.run({ ...rotate, event: 'workflow_dispatch', payload: { inputs: first } })
          assert.deepEqual(newest(), JSON.parse(payload))
        },
      'rotate-monthly.yml takes it over: the same secret, the same form, and the old key lives': async () => {
        await stage.run({
          ...rotate,
          event: 'workflow_dispatch',
          payload: { inputs: { 'take-over': 'true' } },
        })
        const { accessKey, secretKey } = workingPair(stage)
        assert.deepEqual(newest(), { API_KEY: accessKey, SECRET_KEY: secretKey })
        assert.notEqual(accessKey, deploy.accessKey)
        assert.ok(sandbox.scaleway.iam.accepts(deploy.accessKey, deploy.secretKey))
      },
      'rotate-monthly.yml on schedule, a month later, replaces the key again': async () => {
        const first = workingPair(stage)
        sandbox.clock.advance(31 * day)
        await stage.run({ ...rotate, event: 'schedule' })
        const { accessKey, secretKey } = workingPair(stage)
        assert.notEqual(accessKey, first.accessKey)
        assert.deepEqual(newest(), { API_KEY: accessKey, SECRET_KEY: secretKey })
      },
    }
  },
}
