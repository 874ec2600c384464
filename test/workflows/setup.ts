import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { smallGithub, smallOrganization, smallScaleway, type SandboxOptions } from '../../sandbox/index.ts'
import { rotatorEnvironment, rotatorSets, setUp, workingPair } from './scaleway.ts'
import { repository, type Play, type Stage } from './fixture.ts'

// The workflows of docs/setup.md and docs/terraform.md.

const { deploy, rotator, reader, projectId, otherProjectId } = smallOrganization
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
                'IAMApplicationManager' as const,
                ...rotatorSets.map((set) => ({ set, projectIds: [projectId, otherProjectId] })),
              ],
            }
          : { ...application, permissions: [] },
      ),
      keys: (scaleway.keys ?? []).filter(({ applicationId }) => applicationId === rotator.applicationId),
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

/** Who has a key, by the names of the secrets that jobs read. */
const owners = { SCW: deploy, SCW_READER: reader, ROTATOR: rotator } as const

/** The access key that a job gets; the pair must be one that IAM accepts, of the right application. */
function keyIn(
  { sandbox: { github, scaleway } }: Stage,
  job: { repository: string; environment?: string },
  names: keyof typeof owners,
): string {
  const secrets = github.workflowSecrets(job)
  const [accessKey = '', secretKey = ''] = [secrets[`${names}_ACCESS_KEY`], secrets[`${names}_SECRET_KEY`]]
  assert.ok(scaleway.iam.accepts(accessKey, secretKey), `a job of ${job.repository} has no key that works`)
  assert.equal(scaleway.iam.key(accessKey)?.applicationId, owners[names].applicationId)
  return accessKey
}

export const fromNothing: Play = {
  workflows: ['key-rotation.yml'],
  services,
  scenarios(stage) {
    const { sandbox } = stage
    const variables = {
      ROTATION_APP_ID: String(appId),
      FIRST_ROTATOR_KEY: rotator.accessKey,
      ROTATOR_PROJECT_ID: otherProjectId,
      READER_APPLICATION_ID: reader.applicationId,
    }
    const rotate = { workflow: 'key-rotation.yml', environment, variables }
    const places = [
      [{ repository: 'acme/shop' }, 'SCW'],
      [{ repository: 'acme/api' }, 'SCW'],
      [{ repository, environment }, 'ROTATOR'],
      [{ repository: 'acme/shop' }, 'SCW_READER'],
      [{ repository: 'acme/api' }, 'SCW_READER'],
    ] as const
    const keys = (): readonly string[] => places.map(([place, names]) => keyIn(stage, place, names))
    let made: readonly string[] = []
    return {
      'key-rotation.yml by hand, as a dry run, finds nothing missing and changes nothing': async () => {
        sandbox.github.addEnvironment(repository, environment)
        const secrets = {
          ROTATOR_ACCESS_KEY: rotator.accessKey,
          ROTATOR_SECRET_KEY: rotator.secretKey,
          ROTATION_APP_PRIVATE_KEY: app.privateKey,
        }
        for (const [name, value] of Object.entries(secrets))
          sandbox.github.setSecret({ repository, environment }, name, value)
        const before = sandbox.github.history().length
        const payload = { inputs: { 'dry-run': 'true' } }
        const log = await stage.run({ ...rotate, event: 'workflow_dispatch', payload })
        assert.equal(sandbox.github.history().length, before)
        assert.equal(sandbox.scaleway.secrets.secrets().length, 0)
        assert.doesNotMatch(log, /This key can make keys|whose credentials this run uses/)
      },
      'key-rotation.yml on schedule creates the keys of the deploy application and the reader, and replaces its own':
        async () => {
          const log = await stage.run({ ...rotate, event: 'schedule' })
          assert.doesNotMatch(log, /This key can make keys|whose credentials this run uses/)
          made = keys()
          assert.equal(made[0], made[1])
          assert.equal(made[3], made[4])
          assert.notEqual(made[2], rotator.accessKey)
          assert.ok(sandbox.github.installationTokens().every(({ revoked }) => revoked))
        },
      "key-rotation.yml, a week later, ends the rotator's first key and no other": async () => {
        sandbox.clock.advance(8 * day)
        await stage.run({ ...rotate, event: 'schedule' })
        assert.deepEqual(keys(), made)
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
