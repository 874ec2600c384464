import { expect, jest, test } from '@jest/globals'
import { smallGithub, type SandboxOptions } from '../../../sandbox/index.ts'
import type { Run } from '../../harness/run-action.ts'
import { changes, DAY, deploy, inShort, withFixture, type Fixture } from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const FILE = '.github/key-rotation.yml'
const seed = smallGithub()
const services: SandboxOptions = {
  github: {
    ...seed,
    repositories: [
      ...(seed.repositories ?? []),
      { name: 'acme/service-1', topics: ['scaleway'] },
      { name: 'acme/service-2' },
      { name: 'acme/site' },
    ],
  },
}

async function fleet(
  stage: Fixture,
  keys: string,
  inputs: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const none = { 'application-id': '', repositories: '', 'max-age': '', 'secret-name': '' }
  const file = `defaults:\n  application-id: ${deploy.applicationId}\n  max-age: 30d\nkeys:\n${keys}`
  return stage.rotate({ ...none, config: FILE, ...inputs }, { workspace: { [FILE]: file } })
}

const reads = (run: Run): readonly string[] =>
  run.exchanges
    .filter(({ service, method }) => service === 'github' && method === 'GET')
    .map(inShort)
    .sort()

test.concurrent.each<[string, string, string, string]>([
  ['two patterns', 'acme/service-*', 'acme/*-1', 'acme/service-1'],
  ['a topic, and a repository by its name', 'acme/topic:scaleway', 'acme/service-1', 'acme/service-1'],
  ['a topic, and a pattern', 'ACME/service-*', 'acme/topic:scaleway', 'ACME/service-1'],
])(
  'two keys that turn out to write the same are refused before anything is changed: %s',
  (_, one, two, where) =>
    withFixture(async (stage) => {
      const keys = `  one:\n    repositories: ${one}\n  two:\n    repositories: ${two}\n`
      const run = await fleet(stage, `${keys}  site:\n    repositories: acme/site\n`)
      expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete' } })
      const errors = run.errors.join('\n')
      for (const other of ['one', 'two'])
        expect(errors).toMatch(
          new RegExp(
            `repositories: writes SCW_ACCESS_KEY, SCW_SECRET_KEY of ${where}, as does ${other}`,
            'i',
          ),
        )
      // The third one is nobody's business.
      expect(new Set(stage.writes())).toEqual(
        new Set(['actions acme/site: SCW_ACCESS_KEY', 'actions acme/site: SCW_SECRET_KEY']),
      )
      expect(stage.living()).toHaveLength(2)
    }, services)(),
)

test.concurrent(
  'a key that another job looks after counts as well, and a plan says it before any job begins',
  withFixture(async (stage) => {
    const keys = '  one:\n    repositories: acme/service-*\n  two:\n    repositories: acme/*-1\n'
    const picked = await fleet(stage, keys, { key: 'one' })
    expect(picked).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(picked.errors.join('\n')).toContain('of acme/service-1, as does two')
    expect(changes(picked)).toEqual([])

    const plan = await fleet(stage, keys, { command: 'plan' })
    expect(plan.warnings.join('\n')).toContain('of acme/service-1, as does two')

    const apart = keys.replace('*-1', '*-1\n    access-key-secret: TWO\n    secret-key-secret: TWO_SECRET')
    expect((await fleet(stage, apart, { key: 'one' })).outputs['outcome']).toBe('rotated')
  }, services),
)

test.concurrent(
  'where the targets of one key cannot be found out, that key fails and says why, and the others go on',
  withFixture(async (stage) => {
    const repository = { id: 1, name: 'a/b', owner: { login: 'acme' }, archived: false, topics: [] }
    const effect = { kind: 'raw', status: 200, body: JSON.stringify([repository]) } as const
    const json = { ...effect, headers: { 'content-type': 'application/json' } }
    stage.sandbox.setFaults([{ service: 'github', path: '/orgs/acme/repos$', times: 0, effect: json }])
    const keys = '  many:\n    repositories: acme/service-*\n  site:\n    repositories: acme/site\n'
    const run = await fleet(
      stage,
      keys.replace('acme/site', 'acme/site\n    access-key-secret: SITE\n    secret-key-secret: SITE_SECRET'),
    )
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete' } })
    expect(run.errors.join('\n')).toContain('GitHub lists a repository of acme with a name that is not valid')
    expect(new Set(stage.writes())).toEqual(
      new Set(['actions acme/site: SITE', 'actions acme/site: SITE_SECRET']),
    )
  }, services),
)

test.concurrent(
  'what another job writes to an environment is no rival of what this one writes to its repository',
  withFixture(async (stage) => {
    const keys =
      '  one:\n    environments: acme/shop/production\n  two:\n    repositories: acme/shop, acme/service-*\n'
    for (const key of ['one', 'two'])
      expect((await fleet(stage, keys, { key })).outputs['outcome']).toBe('rotated')
    expect(stage.workingKey({ repository: 'acme/shop' })).toBe(stage.living().at(-1))
    expect(stage.workingKey({ repository: 'acme/shop', environment: 'production' })).toBe(
      stage.living().at(-2),
    )
  }, services),
)

test.concurrent(
  'what several keys ask GitHub is asked once; each then has its own secrets in the same repositories',
  withFixture(async (stage) => {
    const names = ['A', 'B', 'C', 'D']
    const keys = names
      .map(
        (name) => `  key-${name.toLowerCase()}:
    repositories: acme/service-*
    access-key-secret: ${name}
    secret-key-secret: ${name}_SECRET
`,
      )
      .join('')
    const run = await fleet(stage, keys)
    expect(run.outputs['outcome']).toBe('rotated')
    const once = ['service-1', 'service-2'].flatMap((name) => [
      `GET /repos/acme/${name}/actions/secrets`,
      `GET /repos/acme/${name}/actions/secrets/public-key`,
    ])
    expect(reads(run)).toEqual(['GET /orgs/acme/repos', ...once])
    for (const name of names) {
      for (const repository of ['acme/service-1', 'acme/service-2']) {
        const job = { accessKey: name, secretKey: `${name}_SECRET` }
        expect(stage.living()).toContain(stage.workingKey({ repository }, job))
      }
    }

    stage.sandbox.clock.advance(DAY)
    const idle = await fleet(stage, keys)
    expect(idle.outputs).toMatchObject({ outcome: 'not-due', changed: 'false' })
    expect(reads(idle)).toHaveLength(3)
  }, services),
)

test.concurrent(
  'a public key that is replaced under way is fetched anew, once for all keys',
  withFixture(async (stage) => {
    const { sandbox } = stage
    const repository = 'acme/service-1'
    const names = ['A', 'B', 'C']
    const keys = names
      .map(
        (name) => `  key-${name.toLowerCase()}:
    repositories: ${repository}
    access-key-secret: none
    secret-key-secret: none
    bundle-secret: ${name}
`,
      )
      .join('')
    let replaced = false
    sandbox.onExchange(({ method, url }) => {
      if (replaced || method !== 'GET' || !url.includes('/public-key')) return
      replaced = true
      sandbox.github.rotatePublicKey({ repository })
    })
    const run = await fleet(stage, keys)
    expect(run.outputs['outcome']).toBe('rotated')
    expect(reads(run).filter((read) => read.endsWith('/public-key'))).toHaveLength(2)
    for (const name of names) expect(sandbox.github.secret({ repository }, name)).toContain('"API_KEY":"SCW')
  }, services),
)
