import { expect, jest, test } from '@jest/globals'
import { smallGithub, type SandboxOptions } from '../../../sandbox/index.ts'
import { changes, DAY, report, withFixture, type Fixture } from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const seed = smallGithub()
const fleet: SandboxOptions = {
  github: {
    ...seed,
    organizations: [...(seed.organizations ?? []), { login: 'octo', id: 9002 }],
    users: [{ login: 'mona', id: 9003 }],
    repositories: [
      ...(seed.repositories ?? []),
      { name: 'acme/deploy-eu', topics: ['scaleway'] },
      { name: 'acme/Deploy-US' },
      { name: 'acme/deploy-old', archived: true, topics: ['scaleway', 'retired'] },
      { name: 'octo/deploy-eu', topics: ['scaleway'] },
      { name: 'mona/deploy-eu' },
    ],
  },
}

/** The repositories that hold the key, by what they hold. */
function holders({ workingKey }: Fixture, key: string | undefined): readonly string[] {
  const all = ['shop', 'api', 'infra', 'deploy-eu', 'Deploy-US', 'deploy-old'].map((name) => `acme/${name}`)
  const everything = [...all, 'octo/deploy-eu', 'mona/deploy-eu']
  return everything.filter((repository) => workingKey({ repository }) === key)
}

test.concurrent.each<[string, string, readonly string[]]>([
  ['all of an organization', 'ACME/*', ['shop', 'api', 'infra', 'deploy-eu', 'Deploy-US']],
  ['a part of the name', 'acme/deploy-*', ['deploy-eu', 'Deploy-US']],
  ['a topic', 'acme/topic:scaleway', ['deploy-eu']],
  [
    'several, and one by its name',
    'acme/*-us, acme/topic:scaleway, acme/api',
    ['api', 'deploy-eu', 'Deploy-US'],
  ],
])('a pattern stands for %s; archived repositories are left out with a word', (_, repositories, expected) =>
  withFixture(async (stage) => {
    const run = await stage.rotate({ repositories })
    expect(run.outputs['outcome']).toBe('rotated')
    expect(holders(stage, run.outputs['access-key'])).toEqual(expected.map((name) => `acme/${name}`))
    expect(report(run).advice).toContainEqual(
      expect.stringMatching(
        /^Skipped, because secrets of archived repositories cannot be written: acme\/deploy-old$/i,
      ),
    )
    expect(stage.writes().filter((write) => write.includes('octo') || write.includes('mona'))).toEqual([])
  }, fleet)(),
)

test.concurrent(
  'a list of repositories that GitHub’s limits delay is waited for',
  withFixture(async (stage) => {
    const effect = { kind: 'rate-limit', seconds: 1 } as const
    stage.sandbox.setFaults([{ service: 'github', path: '/orgs/acme/repos$', effect }])
    const run = await stage.rotate({ repositories: 'acme/deploy-*' })
    expect(run.outputs['outcome']).toBe('rotated')
    expect(holders(stage, run.outputs['access-key'])).toEqual(['acme/deploy-eu', 'acme/Deploy-US'])
    expect(run.warnings.join('\n')).toMatch(/GitHub .*too many/)
  }, fleet),
)

test.concurrent(
  'a pattern goes with every kind of secret and with organizations next to each other',
  withFixture(async (stage) => {
    const run = await stage.rotate({
      repositories: 'acme/deploy-*, octo/topic:scaleway',
      kinds: 'actions, dependabot',
    })
    const key = run.outputs['access-key']
    expect(holders(stage, key)).toEqual(['acme/deploy-eu', 'acme/Deploy-US', 'octo/deploy-eu'])
    expect(stage.workingKey({ repository: 'octo/deploy-eu', kind: 'dependabot' })).toBe(key)
    expect(stage.writes()).toHaveLength(3 * 2 * 2)
  }, fleet),
)

test.concurrent(
  'what a pattern stands for is looked up in every run: a new repository gets the key, a missing one is no matter',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    const first = await rotate({ repositories: 'acme/deploy-*' })
    sandbox.clock.advance(DAY)
    expect(changes(await rotate({ repositories: 'acme/deploy-*' }))).toEqual([])

    sandbox.github.addRepository({ name: 'acme/deploy-asia' })
    sandbox.github.changeRepository('acme/deploy-eu', { archived: true })
    const before = stage.writes().length
    const mended = await rotate({ repositories: 'acme/deploy-*' })
    expect(mended.outputs).toMatchObject({ outcome: 'repaired', 'access-key': first.outputs['access-key'] })
    expect(stage.writes().slice(before).sort()).toEqual([
      'actions acme/deploy-asia: SCW_ACCESS_KEY',
      'actions acme/deploy-asia: SCW_SECRET_KEY',
    ])
    expect(stage.workingKey({ repository: 'acme/deploy-asia' })).toBe(first.outputs['access-key'])
  }, fleet),
)

test.concurrent.each<[string, string, string]>([
  ['nothing', 'acme/nothing-*', 'acme/nothing-* matches no repository that the token can access'],
  ['no topic', 'acme/topic:unknown', 'acme/topic:unknown matches no repository'],
  ['nothing but archived repositories', 'acme/topic:retired', 'but archived ones (1)'],
  ['an organization that there is none of', 'nobody/*', 'the organization nobody does not exist'],
  ['a person', 'mona/*', 'the organization mona does not exist'],
])('a pattern that stands for %s is an error before anything is changed', (_, pattern, problem) =>
  withFixture(async ({ rotate }) => {
    const run = await rotate({ repositories: `acme/shop, ${pattern}` })
    expect(run.outputs['outcome']).toBe('failed')
    expect(report(run).problems).toEqual([expect.stringContaining(problem)])
    expect(changes(run)).toEqual([])
  }, fleet)(),
)

test.concurrent(
  'a pattern finds what stands on later pages, and more than 1,000 repositories are too many for a run',
  withFixture(async ({ sandbox, rotate }) => {
    const add = (from: number, to: number) => {
      for (let count = from; count < to; count += 1)
        sandbox.github.addRepository({ name: `octo/many-${count}`, archived: count % 2 === 1 })
    }
    add(0, 240)
    const dry = await rotate({ repositories: 'octo/many-*', 'dry-run': 'true' })
    expect(dry.outputs['outcome']).toBe('rotated')
    const looked = dry.exchanges.filter(({ url }) => /^\/repos\/octo\/many-\d+\/actions\/secrets\?/.test(url))
    expect(looked).toHaveLength(120)
    expect(report(dry).advice.join('\n')).toContain('octo/many-19 and 110 more')

    add(240, 2004)
    const run = await rotate({ repositories: 'octo/many-*' })
    expect(report(run).problems).toEqual([
      expect.stringContaining('octo/many-* match 1002 repositories, and one run can write to at most 1000'),
    ])
    expect(changes(run)).toEqual([])
    expect(run.exchanges.filter(({ url }) => url.includes('/actions/secrets'))).toEqual([])
  }, fleet),
)
