import assert from 'node:assert/strict'
import { smallOrganization } from '../../sandbox/index.ts'
import { type Play, repository, type Stage } from './fixture.ts'

// The README's workflows for Scaleway's own keys.

export const rotatorEnvironment = 'key-rotation'
const { rotator, deploy, reader, projectId } = smallOrganization
const day = 24 * 60 * 60 * 1000

/** What docs/permissions.md gives a rotator in Secret Manager. */
export const rotatorSets = [
  'SecretManagerReadOnly',
  'SecretManagerSecretAccess',
  'SecretManagerSecretCreate',
  'SecretManagerSecretWrite',
  'SecretManagerSecretDelete',
] as const

/** Puts in place what the README tells a user to set up. */
export function setUp({ sandbox, addEnvironment }: Stage): void {
  const { github } = sandbox
  addEnvironment(rotatorEnvironment, {
    ROTATOR_ACCESS_KEY: rotator.accessKey,
    ROTATOR_SECRET_KEY: rotator.secretKey,
  })
  github.setSecret({ repository }, 'SCW_ACCESS_KEY', deploy.accessKey)
  github.setSecret({ repository }, 'SCW_SECRET_KEY', deploy.secretKey)
  github.setSecret({ repository }, 'SCW_READER_ACCESS_KEY', reader.accessKey)
  github.setSecret({ repository }, 'SCW_READER_SECRET_KEY', reader.secretKey)
}

/**
 * Lets the reader read the secret of the README's rotation, as docs/setup.md tells a user to: by its id, and no other.
 * @returns the variables of the workflows that retrieve
 */
export function letReaderRead({ sandbox: { scaleway } }: Stage): Readonly<Record<string, string>> {
  const id = scaleway.secrets.secretNamed('acme-infra', { projectId })?.id ?? ''
  const condition = `resource.id == "${id}"`
  const set = 'SecretManagerSecretAccess'
  scaleway.iam.setPermissions(reader.applicationId, [{ set, projectIds: [projectId], condition }])
  return { DEPLOY_KEY_SECRET_ID: id }
}

export interface Pair {
  readonly accessKey: string
  readonly secretKey: string
}

/** The pair that a job of the repository would get, which must be one that IAM accepts. */
export function workingPair({ sandbox: { github, scaleway } }: Stage): Pair {
  const accessKey = github.secret({ repository }, 'SCW_ACCESS_KEY') ?? ''
  const secretKey = github.secret({ repository }, 'SCW_SECRET_KEY') ?? ''
  assert.ok(scaleway.iam.accepts(accessKey, secretKey), 'IAM does not accept the pair that GitHub holds')
  return { accessKey, secretKey }
}

export function assertAlive({ sandbox: { scaleway } }: Stage, { accessKey, secretKey }: Pair): void {
  assert.ok(scaleway.iam.accepts(accessKey, secretKey), 'the replaced key is dead already')
}

export const rotation: Play = {
  workflows: ['rotate.yml', 'deploy.yml'],
  scenarios(stage) {
    const { sandbox } = stage
    const rotate = { workflow: 'rotate.yml', environment: rotatorEnvironment }
    let first: Pair = deploy
    return {
      'rotate.yml on schedule replaces the key that was made by hand': async () => {
        setUp(stage)
        await stage.run({ ...rotate, event: 'schedule' })
        first = workingPair(stage)
        assert.notEqual(first.accessKey, deploy.accessKey)
        assert.equal(sandbox.scaleway.iam.key(first.accessKey)?.applicationId, deploy.applicationId)
        assertAlive(stage, deploy)
      },
      'rotate.yml on schedule, a day later, finds nothing due': async () => {
        sandbox.clock.advance(day)
        await stage.run({ ...rotate, event: 'schedule' })
        assert.deepEqual(workingPair(stage), first)
      },
      'deploy.yml retrieves the key and signs in with it': async () => {
        const before = sandbox.exchanges.at(-1)?.number ?? 0
        await stage.run({ workflow: 'deploy.yml', event: 'push', variables: letReaderRead(stage) })
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
        await stage.run({ ...rotate, event: 'workflow_dispatch', payload })
        assert.notEqual(workingPair(stage).accessKey, first.accessKey)
        assertAlive(stage, first)
      },
    }
  },
}

export const rollover: Play = {
  workflows: ['rollover.yml'],
  scenarios(stage) {
    const { sandbox } = stage
    const rollOver = { workflow: 'rollover.yml', environment: rotatorEnvironment, event: 'schedule' }
    let first: Pair = deploy
    return {
      'rollover.yml on schedule begins with a key that expires in a month': async () => {
        setUp(stage)
        await stage.run(rollOver)
        first = workingPair(stage)
        assert.notEqual(first.accessKey, deploy.accessKey)
      },
      'rollover.yml leaves a key alone that has more than seven days left': async () => {
        sandbox.clock.advance(20 * day)
        await stage.run(rollOver)
        assert.deepEqual(workingPair(stage), first)
      },
      'rollover.yml replaces it in its last seven days': async () => {
        sandbox.clock.advance(5 * day)
        await stage.run(rollOver)
        assert.notEqual(workingPair(stage).accessKey, first.accessKey)
        assertAlive(stage, first)
      },
    }
  },
}
