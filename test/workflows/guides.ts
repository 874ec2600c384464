import assert from 'node:assert/strict'
import { smallOrganization } from '../../sandbox/index.ts'
import { assertAlive, letReaderRead, rotatorEnvironment, setUp, workingPair, type Pair } from './scaleway.ts'
import type { Play, Stage } from './fixture.ts'

// The workflows of docs/workflows.md, docs/leaked-key.md and docs/rollback.md, each after a rotation.

const { deploy } = smallOrganization
const hour = 60 * 60 * 1000
const environment = rotatorEnvironment

function assertDead({ sandbox: { scaleway } }: Stage, { accessKey, secretKey }: Pair): void {
  assert.ok(!scaleway.iam.accepts(accessKey, secretKey), `${accessKey} is alive`)
}

/** Two generations, an hour apart. @returns their pairs, the older one first */
async function rotateTwice(stage: Stage): Promise<readonly [Pair, Pair]> {
  setUp(stage)
  const rotate = { workflow: 'rotate.yml', environment }
  await stage.run({ ...rotate, event: 'schedule' })
  const first = workingPair(stage)
  stage.sandbox.clock.advance(hour)
  await stage.run({ ...rotate, event: 'workflow_dispatch', payload: { inputs: { force: 'true' } } })
  stage.sandbox.clock.advance(hour)
  return [first, workingPair(stage)]
}

/** The access keys that deploy.sh signed in with since a request. */
function deployedWith({ sandbox }: Stage, after: number): readonly string[] {
  return sandbox.exchanges
    .filter(({ number, requestHeaders }) => number > after && requestHeaders['user-agent'] === 'deploy.sh')
    .map(({ url }) => url.split('/').at(-1) ?? '')
}

export const redeploy: Play = {
  workflows: ['rotate.yml', 'rotate-and-deploy.yml'],
  scenarios(stage) {
    const { sandbox } = stage
    const run = { workflow: 'rotate-and-deploy.yml', environment, event: 'schedule' }
    let variables: Readonly<Record<string, string>> = {}
    return {
      'rotate-and-deploy.yml deploys with the key that it has just created': async () => {
        setUp(stage)
        await stage.run({ workflow: 'rotate.yml', environment, event: 'schedule' })
        const { accessKey: first } = workingPair(stage)
        variables = letReaderRead(stage)
        sandbox.clock.advance(31 * 24 * hour)
        await stage.run({ ...run, variables })
        const made = workingPair(stage).accessKey
        assert.notEqual(made, first)
        assert.deepEqual(deployedWith(stage, 0), [made])
      },
      'rotate-and-deploy.yml leaves everything alone where nothing has changed': async () => {
        sandbox.clock.advance(24 * hour)
        const before = sandbox.exchanges.at(-1)?.number ?? 0
        await stage.run({ ...run, variables })
        assert.deepEqual(deployedWith(stage, before), [])
      },
    }
  },
}

export const retirement: Play = {
  workflows: ['retire.yml', 'rotate.yml'],
  scenarios(stage) {
    return {
      'retire.yml says what would end, and ends it after the approval': async () => {
        const [first, second] = await rotateTwice(stage)
        const log = await stage.run({ workflow: 'retire.yml', environment, event: 'workflow_dispatch' })
        assert.match(log, /would delete the replaced key.*Approved\..*Retired:/s)
        assertDead(stage, first)
        assert.deepEqual(workingPair(stage), second)
      },
    }
  },
}

export const leak: Play = {
  workflows: ['leaked-key.yml'],
  scenarios(stage) {
    const { sandbox } = stage
    const answer = { workflow: 'leaked-key.yml', environment, event: 'workflow_dispatch' }
    let first: Pair = deploy
    return {
      'leaked-key.yml replaces and ends a key that was made by hand, if it is named': async () => {
        setUp(stage)
        await stage.run({ ...answer, payload: { inputs: { 'access-key': deploy.accessKey } } })
        first = workingPair(stage)
        assertDead(stage, deploy)
      },
      'leaked-key.yml replaces and ends a key that the action made': async () => {
        sandbox.clock.advance(hour)
        await stage.run(answer)
        assert.notEqual(workingPair(stage).accessKey, first.accessKey)
        assertDead(stage, first)
      },
      'leaked-key.yml ends nothing where the new key did not come into every place': async () => {
        const second = workingPair(stage)
        sandbox.clock.advance(hour)
        const effect = { kind: 'status', status: 403 } as const
        sandbox.setFaults([{ service: 'github', method: 'PUT', times: 0, effect }])
        await stage.run({ ...answer, fails: true })
        sandbox.clearFaults()
        assert.deepEqual(workingPair(stage), second)
      },
    }
  },
}

export const rollBack: Play = {
  workflows: ['roll-back.yml', 'rotate.yml'],
  scenarios(stage) {
    return {
      'roll-back.yml goes back to the key before, and the schedule leaves it there': async () => {
        const [first, second] = await rotateTwice(stage)
        await stage.run({ workflow: 'roll-back.yml', environment, event: 'workflow_dispatch' })
        assert.deepEqual(workingPair(stage), first)
        assertAlive(stage, second)
        stage.sandbox.clock.advance(24 * hour)
        const log = await stage.run({ workflow: 'rotate.yml', environment, event: 'schedule' })
        assert.deepEqual(workingPair(stage), first)
        assert.match(log, /Automatic rotation is paused after a rollback until/)
      },
    }
  },
}
