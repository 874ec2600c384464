import assert from 'node:assert/strict'
import {
  type SandboxOptions,
  smallGithub,
  smallGithubTokens,
  smallOrganization,
  smallScaleway,
} from '../../sandbox/index.ts'
import { rotatorSets } from './scaleway.ts'
import { type Play, repository, type Stage } from './fixture.ts'

// The workflows of docs/file-of-keys.md, with its file of keys.

const environment = 'key-rotation'
const day = 24 * 60 * 60 * 1000
/** The applications of the file, in its order; the last one, the rotator, is everywhere. */
const applications = ['shop-deploy', 'shop-images', 'shop-production', 'metrics', 'registry', 'reader']
/** The Project of the rotator's own key, as the file names it. */
const rotatorProject = '44444444-2222-4333-8444-000000000001'
const applicationId = (name: string): string =>
  `11111111-2222-4333-8444-00000000000${applications.indexOf(name) + 1}`

const rotatorPermissions = [
  'IAMApplicationManager',
  ...rotatorSets.map((set) => ({ set, projectIds: [smallOrganization.projectId, rotatorProject] })),
] as const

/** The small organization with the applications of the file, and a repository that has the topic. */
function services(): SandboxOptions {
  const start = new Date()
  const scaleway = smallScaleway(start)
  const github = smallGithub()
  return {
    start,
    scaleway: {
      ...scaleway,
      projects: [...(scaleway.projects ?? []), { id: rotatorProject, name: 'key-rotation' }],
      applications: [
        ...(scaleway.applications ?? []).map((application) =>
          application.id === smallOrganization.rotator.applicationId
            ? { ...application, permissions: rotatorPermissions }
            : application,
        ),
        ...applications.map((name) => ({ id: applicationId(name), name, permissions: [] })),
      ],
    },
    github: {
      ...github,
      repositories: [...(github.repositories ?? []), { name: 'acme/panels', topics: ['metrics'] }],
    },
  }
}

/** Puts in place what the document tells a user to set up. */
function setUp({ addEnvironment }: Stage): void {
  addEnvironment(environment, {
    ROTATOR_ACCESS_KEY: smallOrganization.rotator.accessKey,
    ROTATOR_SECRET_KEY: smallOrganization.rotator.secretKey,
    ROTATION_GITHUB_TOKEN: smallGithubTokens.writer,
  })
}

/** An access key and its secret key, as a job finds them. */
type Pair = readonly [string | undefined, string | undefined]

/** The access keys that jobs get, by key of the file; each must be one that IAM accepts and of the right application. */
function workingKeys({ sandbox: { github, scaleway } }: Stage): Readonly<Record<string, string>> {
  const shop = { repository: 'acme/shop' }
  const dependabot = { ...shop, kind: 'dependabot' } as const
  const bundle = github.secret({ repository: 'acme/panels' }, 'METRICS_KEY') ?? '{}'
  const metrics = JSON.parse(bundle) as { readonly API_KEY?: string; readonly SECRET_KEY?: string }
  const variable = github.variable(shop, 'SCW_ACCESS_KEY')?.value
  const pairs: Readonly<Record<string, readonly Pair[]>> = {
    'shop-deploy': ['acme/shop', 'acme/api'].map((name) => [
      github.secret({ repository: name }, 'DEPLOY_ACCESS_KEY'),
      github.secret({ repository: name }, 'DEPLOY_SECRET_KEY'),
    ]),
    'shop-images': [shop, dependabot].map((place) => [variable, github.secret(place, 'SCW_SECRET_KEY')]),
    'shop-production': [pairIn(github.workflowSecrets({ ...shop, environment: 'production' }), 'SCW')],
    metrics: [[metrics.API_KEY, metrics.SECRET_KEY]],
    registry: [shop, { repository: 'acme/api' }].map((job) =>
      pairIn(github.workflowSecrets(job), 'REGISTRY'),
    ),
    reader: [shop, { repository: 'acme/api' }].map((job) =>
      pairIn(github.workflowSecrets(job), 'SCW_READER'),
    ),
    rotator: [pairIn(github.workflowSecrets({ repository, environment }), 'ROTATOR')],
  }
  return Object.fromEntries(
    Object.entries(pairs).map(([name, places]) => {
      for (const [accessKey = '', secretKey = ''] of places) {
        assert.ok(scaleway.iam.accepts(accessKey, secretKey), `a place of ${name} has no key that works`)
        const owner = name === 'rotator' ? smallOrganization.rotator.applicationId : applicationId(name)
        assert.equal(scaleway.iam.key(accessKey)?.applicationId, owner)
      }
      const found = new Set(places.map(([accessKey]) => accessKey))
      assert.equal(found.size, 1, `the places of ${name} have different keys`)
      return [name, places[0]?.[0] ?? '']
    }),
  )
}

function pairIn(secrets: Readonly<Record<string, string>>, prefix: string): Pair {
  return [secrets[`${prefix}_ACCESS_KEY`], secrets[`${prefix}_SECRET_KEY`]]
}

/** The keys that differ. */
function replaced(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.keys(after).filter((name) => before[name] !== after[name])
}

export const oneJob: Play = {
  workflows: ['rotate-keys.yml', 'retire-key.yml'],
  services,
  scenarios(stage) {
    const { sandbox } = stage
    const rotate = { workflow: 'rotate-keys.yml', environment }
    let first: Readonly<Record<string, string>> = {}
    let second: Readonly<Record<string, string>> = {}
    return {
      'rotate-keys.yml on schedule rotates every key of the file': async () => {
        setUp(stage)
        await stage.run({ ...rotate, event: 'schedule' })
        first = workingKeys(stage)
        assert.notEqual(first['rotator'], smallOrganization.rotator.accessKey)
        const { secrets } = sandbox.scaleway
        assert.ok(secrets.secretNamed('acme-infra-rotator', { projectId: rotatorProject }))
        assert.equal(secrets.secrets().filter(({ projectId }) => projectId === rotatorProject).length, 1)
      },
      'rotate-keys.yml on schedule, eight days later, replaces the one that is due': async () => {
        sandbox.clock.advance(8 * day)
        await stage.run({ ...rotate, event: 'schedule' })
        second = workingKeys(stage)
        assert.deepEqual(replaced(first, second), ['shop-production'])
      },
      'rotate-keys.yml by hand replaces one key, and retire-key.yml ends the one before it': async () => {
        const payload = { inputs: { key: 'shop-deploy', force: 'true' } }
        await stage.run({ ...rotate, event: 'workflow_dispatch', payload })
        assert.deepEqual(replaced(second, workingKeys(stage)), ['shop-deploy'])
        const leaked = second['shop-deploy'] ?? ''
        assert.equal(sandbox.scaleway.iam.key(leaked)?.deletedAt, null)
        const retire = { workflow: 'retire-key.yml', environment, event: 'workflow_dispatch' }
        await stage.run({ ...retire, payload: { inputs: { key: 'shop-deploy' } } })
        assert.notEqual(sandbox.scaleway.iam.key(leaked)?.deletedAt, null)
        assert.equal(sandbox.scaleway.iam.key(first['shop-production'] ?? '')?.deletedAt, null)
      },
    }
  },
}

export const severalJobs: Play = {
  workflows: ['rotate-all.yml'],
  services,
  scenarios(stage) {
    const { sandbox } = stage
    const rotate = { workflow: 'rotate-all.yml', environment }
    let first: Readonly<Record<string, string>> = {}
    return {
      'rotate-all.yml by hand, as a dry run, plans and reports and changes nothing': async () => {
        setUp(stage)
        const before = sandbox.github.history().length
        const keys = sandbox.scaleway.iam.livingKeys().length
        const payload = { inputs: { 'dry-run': 'true' } }
        const log = await stage.run({ ...rotate, event: 'workflow_dispatch', payload })
        assert.equal(sandbox.github.history().length, before)
        assert.equal(sandbox.scaleway.iam.livingKeys().length, keys)
        assert.match(log, /Planned: 7 keys in 3 jobs/)
        assert.match(log, /7 keys: 7 rotated/)
      },
      'rotate-all.yml on schedule rotates every key of the file in three jobs, but one that fails':
        async () => {
          const effect = { kind: 'status', status: 403 } as const
          const path = '/repos/acme/panels/actions/secrets/'
          sandbox.setFaults([{ service: 'github', method: 'PUT', path, times: 0, effect }])
          const log = await stage.run({ ...rotate, event: 'schedule', fails: true })
          sandbox.clearFaults()
          for (const name of ['1 of 3', '2 of 3', '3 of 3']) assert.ok(log.includes(`Rotate (${name})`), name)
          assert.match(log, /Look at: metrics\./)
          assert.match(log, /plan: success, rotate: failure/)
          assert.equal(sandbox.scaleway.secrets.secrets().length, 7)
          assert.throws(() => workingKeys(stage), /a place of metrics/)
        },
      'rotate-all.yml on schedule, a day later, finishes that one without another key': async () => {
        sandbox.clock.advance(day)
        const keys = sandbox.scaleway.iam.livingKeys().length
        const log = await stage.run({ ...rotate, event: 'schedule' })
        first = workingKeys(stage)
        assert.equal(sandbox.scaleway.iam.livingKeys().length, keys)
        assert.match(log, /plan: success, rotate: success/)
        assert.match(log, /7 keys: 7 not-due\./)
      },
      'rotate-all.yml on schedule, another day later, finds nothing due': async () => {
        sandbox.clock.advance(day)
        await stage.run({ ...rotate, event: 'schedule' })
        assert.deepEqual(replaced(first, workingKeys(stage)), [])
      },
    }
  },
}
