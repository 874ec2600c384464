import { expect, jest, test } from '@jest/globals'
import type { Place } from '../../../sandbox/index.ts'
import { smallGithub } from '../../../sandbox/index.ts'
import { changes, DAY, report, withFixture, shop, tokens, type Fixture } from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const kinds = ['actions', 'dependabot', 'codespaces', 'agents'] as const
const everyKind = { kinds: kinds.join(', ') }
const everywhere = { ...everyKind, repositories: 'acme/shop', organization: 'acme' }
const api = { repository: 'acme/api' } as const

test.concurrent(
  'one key goes into every kind of secret of a repository and of an organization, and the next run has nothing to do',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    sandbox.github.setSecret({ ...shop, kind: 'dependabot' }, 'NPM_TOKEN', 'not-ours-to-touch')
    const run = await rotate({ ...everywhere, 'bundle-secret': 'SCW_KEY' })
    expect(run.outputs['outcome']).toBe('rotated')
    const made = run.outputs['access-key']
    for (const kind of kinds) {
      expect(pairIn(stage, { ...shop, kind })).toBe(made)
      expect(pairIn(stage, { organization: 'acme', kind })).toBe(made)
      expect(stage.workingKey({ ...shop, kind })).toBe(made)
      expect(stage.workingKey({ ...api, kind })).toBe(made) // by the organization's
    }
    expect(sandbox.github.secret({ ...shop, kind: 'dependabot' }, 'NPM_TOKEN')).toBe('not-ours-to-touch')
    expect(stage.writes()).toHaveLength(8 * 3)
    expect(changes(run).filter((change) => change.startsWith('DELETE'))).toEqual([])

    sandbox.clock.advance(DAY)
    const idle = await rotate({ ...everywhere, 'bundle-secret': 'SCW_KEY' })
    expect(idle.outputs).toMatchObject({ outcome: 'not-due', changed: 'false' })
    expect(changes(idle)).toEqual([])
  }),
)

test.concurrent(
  'kinds that are not named are left alone',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    for (const kind of kinds)
      sandbox.github.setSecret({ ...api, kind }, 'SCW_SECRET_KEY', 'not-ours-to-touch')
    await rotate({ repositories: 'acme/api', kinds: 'dependabot' })
    expect([...stage.writes()].sort()).toEqual([
      'dependabot acme/api: SCW_ACCESS_KEY',
      'dependabot acme/api: SCW_SECRET_KEY',
    ])
    expect(stage.workingKey({ ...api, kind: 'dependabot' })).toBeDefined()
    expect(sandbox.github.secret(api, 'SCW_SECRET_KEY')).toBe('not-ours-to-touch')
  }),
)

test.concurrent(
  'drift in one kind is mended there, and nowhere else',
  withFixture(async (stage) => {
    const { sandbox, rotate, writes } = stage
    const first = await rotate(everywhere)
    sandbox.clock.advance(DAY)
    const before = writes().length
    sandbox.github.setSecret({ ...shop, kind: 'codespaces' }, 'SCW_SECRET_KEY', 'by-hand')
    sandbox.github.deleteSecret({ organization: 'acme', kind: 'agents' }, 'SCW_ACCESS_KEY')
    const mending = await rotate(everywhere)
    expect(mending.outputs).toMatchObject({ outcome: 'repaired', 'access-key': first.outputs['access-key'] })
    expect(writes().slice(before).sort()).toEqual([
      'agents acme: SCW_ACCESS_KEY',
      'agents acme: SCW_SECRET_KEY',
      'codespaces acme/shop: SCW_ACCESS_KEY',
      'codespaces acme/shop: SCW_SECRET_KEY',
    ])
    expect(pairIn(stage, { ...shop, kind: 'codespaces' })).toBe(first.outputs['access-key'])
    expect(pairIn(stage, { organization: 'acme', kind: 'agents' })).toBe(first.outputs['access-key'])
  }),
)

test.concurrent.each<[string, Place, string]>([
  [
    'Dependabot secrets of a repository',
    { ...shop, kind: 'dependabot' },
    '/repos/acme/shop/dependabot/secrets/',
  ],
  [
    'agents secrets of an organization',
    { organization: 'acme', kind: 'agents' },
    '/orgs/acme/agents/secrets/',
  ],
])(
  'a pair of %s of which only a half could be written is put back; the next run finishes',
  (_, place, path) =>
    withFixture(async (stage) => {
      const { sandbox, rotate } = stage
      const first = await rotate(everywhere)
      sandbox.clock.advance(DAY)
      const effect = { kind: 'status', status: 422 } as const
      sandbox.setFaults([
        { service: 'github', method: 'PUT', path: `^${path}SCW_SECRET_KEY$`, times: 2, effect },
      ])
      const half = await rotate({ ...everywhere, force: 'true' })
      expect(half).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete' } })
      expect(half.log).toContain('put back')
      expect(pairIn(stage, place)).toBe(first.outputs['access-key'])
      const made = stage.living().at(-1)
      expect(pairIn(stage, shop)).toBe(made)

      sandbox.clearFaults()
      sandbox.clock.advance(DAY)
      const next = await rotate(everywhere)
      expect(next.outputs).toMatchObject({ outcome: 'resumed', 'access-key': made })
      expect(pairIn(stage, place)).toBe(made)
    })(),
)

/** Everything that is needed for all targets of {@link everywhere} with a variable, and an environment. */
const needed = [
  ['secrets', 'permission Secrets: write', 'acme/shop'],
  ['dependabot_secrets', 'permission Dependabot secrets: write', 'acme/shop (Dependabot)'],
  ['codespaces_secrets', 'permission Codespaces secrets: write', 'acme/shop (Codespaces)'],
  ['agent_secrets', 'permission Agent secrets: write', 'acme/shop (agents)'],
  ['environments', 'permission Environments: write', 'environment production of acme/shop'],
  ['actions_variables', 'permission Variables: write', 'variables of acme/shop'],
  ['organization_secrets', 'organization permission Secrets: write', 'organization acme'],
  [
    'organization_dependabot_secrets',
    'organization permission Organization dependabot secrets: write',
    'organization acme (Dependabot)',
  ],
  [
    'organization_codespaces_secrets',
    'organization permission Organization codespaces secrets: write',
    'organization acme (Codespaces)',
  ],
  [
    'organization_agent_secrets',
    'organization permission Agent secrets: write',
    'organization acme (agents)',
  ],
  [
    'organization_actions_variables',
    'organization permission Variables: write',
    'variables of organization acme',
  ],
] as const

test.concurrent.each(needed)(
  'a token without %s is told which permission it lacks, and nothing is changed',
  (name, permission, label) =>
    withFixture(async ({ sandbox, rotate }) => {
      const writer = smallGithub().tokens?.find(({ token }) => token === tokens.writer)?.permissions ?? {}
      const permissions = Object.fromEntries(Object.entries(writer).filter(([key]) => key !== name))
      sandbox.github.changeToken(tokens.writer, { permissions })
      const run = await rotate({
        ...everywhere,
        environments: 'acme/shop/production',
        'access-key-variable': 'SCW_KEY_ID',
      })
      expect(run.outputs['outcome']).toBe('failed')
      const problems = report(run).problems.filter((problem) => problem.includes('not allowed to use'))
      // An environment's variables are refused with its secrets.
      expect(problems).toHaveLength(name === 'environments' ? 2 : 1)
      expect(problems[0]).toContain(`${label} (Resource not accessible`)
      expect(problems[0]).toContain(permission)
      expect(changes(run)).toEqual([])
    })(),
)

test.concurrent(
  'an organization that there is none of, or that is a person, is told apart from a missing permission',
  withFixture(async ({ sandbox, rotate }) => {
    const run = await rotate({ organization: 'nobody', kinds: 'actions, dependabot' })
    expect(run.errors.join('\n')).toContain('The organization nobody does not exist')
    sandbox.setFaults([
      {
        service: 'github',
        path: '/orgs/acme/actions/secrets',
        times: 0,
        effect: { kind: 'status', status: 404 },
      },
      {
        service: 'github',
        path: '/repos/acme/shop/agents/',
        times: 0,
        effect: { kind: 'status', status: 404 },
      },
    ])
    const hidden = await rotate({ organization: 'acme', kinds: 'actions, agents' })
    expect(hidden.errors.join('\n')).toContain('is not allowed to use the secrets of organization acme')
    expect(hidden.errors.join('\n')).toContain(
      'This GitHub has no secrets of this kind for acme/shop (agents)',
    )
    expect([...changes(run), ...changes(hidden)]).toEqual([])
  }),
)

test.concurrent(
  'what is declared twice, and environments whose kind nobody named, are worth a word',
  withFixture(async ({ rotate, workingKey }) => {
    const run = await rotate({
      organization: 'acme',
      repositories: 'acme/shop, acme/api',
      environments: 'acme/shop/production',
      kinds: 'dependabot',
    })
    expect(run.outputs['outcome']).toBe('rotated')
    expect(report(run).advice).toEqual([
      expect.stringContaining(
        'The secrets of organization acme (Dependabot) are overridden by declared secrets of the same names: acme/shop (Dependabot), acme/api (Dependabot).',
      ),
      expect.stringContaining('Environments have Actions secrets only'),
      expect.stringContaining('replaces-access-key'),
    ])
    expect(workingKey({ ...shop, environment: 'production' })).toBe(run.outputs['access-key'])
  }),
)

test.concurrent.each<[string, Readonly<Record<string, string>>, boolean]>([
  ['an environment', { environments: 'production' }, false],
  ['Dependabot secrets', { repositories: 'acme/infra', kinds: 'dependabot' }, true],
  ['Codespaces secrets', { repositories: 'acme/infra', kinds: 'codespaces' }, true],
  ['agents secrets', { repositories: 'acme/infra', kinds: 'agents' }, true],
  ['an organization', { organization: 'acme', 'selected-repositories': 'infra' }, true],
])(
  'a key that can make keys and stands in %s alone is worth a warning where many can reach it',
  (_, inputs, warns) =>
    withFixture(async ({ rotate }) => {
      const run = await rotate({ repositories: '', 'application-id': '', ...inputs, 'dry-run': 'true' })
      expect(run.outputs['outcome']).toBe('rotated')
      expect(report(run).advice.some((text) => text.includes('This key can make keys'))).toBe(warns)
    })(),
)

/** The access key of the pair that a place itself holds, if Scaleway accepts it; undefined otherwise. */
function pairIn({ sandbox }: Fixture, place: Place): string | undefined {
  const [accessKey, secretKey] = ['SCW_ACCESS_KEY', 'SCW_SECRET_KEY'].map((name) =>
    sandbox.github.secret(place, name),
  )
  const accepted = sandbox.scaleway.iam.accepts(accessKey ?? '', secretKey ?? '')
  return accepted ? accessKey : undefined
}
