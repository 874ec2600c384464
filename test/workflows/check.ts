import assert from 'node:assert/strict'
import { smallOrganization } from '../../sandbox/index.ts'
import { type Play, repository, type Stage } from './fixture.ts'

// The alarm of docs/check.md, in a repository of its own, and the rotation of the README that it watches.

const watching = 'acme/watch'
const { rotator, deploy, projectId } = smallOrganization
const day = 24 * 60 * 60 * 1000
/** A token that reads, and nothing else. */
const token = 'github_pat_FAKE_sandbox_watcher_00000000000000000000000000000000000000000000000'

/** Puts in place what the documents tell a user to set up: the rotation, and who watches it. */
function setUp({ sandbox, addEnvironment }: Stage): void {
  const { github, scaleway } = sandbox
  addEnvironment('key-rotation', {
    ROTATOR_ACCESS_KEY: rotator.accessKey,
    ROTATOR_SECRET_KEY: rotator.secretKey,
  })
  github.setSecret({ repository }, 'SCW_ACCESS_KEY', deploy.accessKey)
  github.setSecret({ repository }, 'SCW_SECRET_KEY', deploy.secretKey)

  const watcher = scaleway.iam.createApplication({
    name: 'watcher',
    permissions: [
      'IAMReadOnly',
      'OrganizationReadOnly',
      { set: 'SecretManagerReadOnly', projectIds: [projectId] },
    ],
  })
  const key = scaleway.iam.createKey({ applicationId: watcher.id })
  github.addRepository({ name: watching })
  github.addToken({
    token,
    repositories: [repository],
    permissions: { metadata: 'read', secrets: 'read', environments: 'read', actions: 'read' },
  })
  const secrets = {
    WATCH_SCW_ACCESS_KEY: key.accessKey,
    WATCH_SCW_SECRET_KEY: key.secretKey,
    WATCH_GITHUB_TOKEN: token,
  }
  for (const [name, value] of Object.entries(secrets)) github.setSecret({ repository: watching }, name, value)
}

export const watch: Play = {
  workflows: ['rotate.yml', 'watch-key.yml'],
  scenarios(stage) {
    const { sandbox } = stage
    const alarm = { workflow: 'watch-key.yml', event: 'schedule', of: watching }
    /** Runs the alarm, which must change nothing anywhere. */
    const look = async (fails: boolean): Promise<string> => {
      const before = sandbox.exchanges.at(-1)?.number ?? 0
      const log = await stage.run({ ...alarm, fails })
      const changing = sandbox.exchanges.filter(({ number, method }) => number > before && method !== 'GET')
      assert.deepEqual(changing, [], 'the alarm changed something')
      return log
    }
    return {
      'watch-key.yml rings before anything was rotated': async () => {
        setUp(stage)
        assert.match(await look(true), /no-key/)
      },
      'watch-key.yml is quiet while rotate.yml does its work': async () => {
        await stage.run({ workflow: 'rotate.yml', event: 'schedule', environment: 'key-rotation' })
        sandbox.clock.advance(day)
        await look(false)
      },
      'watch-key.yml rings when somebody else writes the secret': async () => {
        sandbox.github.setSecret({ repository }, 'SCW_SECRET_KEY', 'somebody-elses')
        assert.match(await look(true), /drift/)
        await stage.run({ workflow: 'rotate.yml', event: 'schedule', environment: 'key-rotation' })
        await look(false)
      },
      'watch-key.yml rings when the schedule of rotate.yml has stopped': async () => {
        sandbox.clock.advance(32 * day)
        assert.match(await look(true), /overdue/)
      },
    }
  },
}
