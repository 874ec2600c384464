import assert from 'node:assert/strict'
import { smallCompany, smallOrganization } from '../../sandbox/index.ts'
import { rotatorSets } from './scaleway.ts'
import { type Play, repository, type Stage } from './fixture.ts'

// The workflows of docs/keys-api.md, their logins included: `curl` and `jq` run as on GitHub's machines.

const { user, production } = smallCompany
const environment = 'api-key'
const day = 24 * 60 * 60 * 1000

/** Puts in place what the document tells a user to set up. */
function setUp({ sandbox, addEnvironment }: Stage): void {
  const { iam } = sandbox.scaleway
  const keeper = iam.createApplication({
    name: 'keeper',
    permissions: rotatorSets.map((set) => ({ set, projectIds: [smallOrganization.projectId] })),
  })
  const key = iam.createKey({ applicationId: keeper.id })
  addEnvironment(environment, {
    ROTATOR_ACCESS_KEY: key.accessKey,
    ROTATOR_SECRET_KEY: key.secretKey,
    KEYS_API_USERNAME: user.username,
    KEYS_API_PASSWORD: user.password,
  })
}

/** The key that a job of the repository would get, which must be one that the service accepts. */
function workingKey({ sandbox: { github, keysApi } }: Stage): string {
  const key = github.secret({ repository }, 'API_KEY') ?? ''
  assert.ok(keysApi.accepts(key), 'the service does not accept the key that GitHub holds')
  return key
}

export const rollover: Play = {
  workflows: ['api-key.yml'],
  scenarios(stage) {
    const { sandbox } = stage
    const rollOver = { workflow: 'api-key.yml', environment, event: 'schedule' }
    let first = ''
    return {
      'api-key.yml on schedule rolls the key over that has three days left': async () => {
        setUp(stage)
        sandbox.github.setSecret({ repository }, 'API_KEY', production.key)
        await stage.run(rollOver)
        first = workingKey(stage)
        assert.equal(sandbox.keysApi.key(first)?.replaces, production.id)
        assert.ok(!sandbox.keysApi.accepts(production.key), 'the old key still works')
      },
      'api-key.yml on schedule, a day later, finds nothing due': async () => {
        sandbox.clock.advance(day)
        await stage.run(rollOver)
        assert.equal(workingKey(stage), first)
      },
      'api-key.yml by hand makes another key and leaves the old one active': async () => {
        const payload = { inputs: { command: 'rotate' } }
        await stage.run({ ...rollOver, event: 'workflow_dispatch', payload })
        const made = sandbox.keysApi.key(workingKey(stage))
        assert.notEqual(made?.key, first)
        assert.deepEqual([made?.name, made?.permissions], [production.name, ['read', 'deposit', 'transfer']])
        assert.ok(sandbox.keysApi.accepts(first), 'the old key is dead')
      },
    }
  },
}

export const rotation: Play = {
  workflows: ['api-key-rotation.yml'],
  scenarios(stage) {
    const { sandbox } = stage
    const rotate = { workflow: 'api-key-rotation.yml', environment, event: 'schedule' }
    let first = ''
    return {
      'api-key-rotation.yml on schedule begins with a new key': async () => {
        setUp(stage)
        await stage.run(rotate)
        first = workingKey(stage)
        await stage.run(rotate)
        assert.equal(workingKey(stage), first)
      },
      'api-key-rotation.yml replaces it after twenty days, and the old one goes on working': async () => {
        sandbox.clock.advance(20 * day)
        await stage.run(rotate)
        assert.notEqual(workingKey(stage), first)
        assert.ok(sandbox.keysApi.accepts(first), 'the old key is dead')
      },
    }
  },
}
