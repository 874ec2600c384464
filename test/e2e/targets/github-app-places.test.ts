import { expect, jest, test } from '@jest/globals'
import { asApp, asked, expectAllRevoked, withApp } from '../fixtures/app-fixture.ts'
import { deploy, withFixture, shop, type Fixture } from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const ALL = {
  metadata: 'read',
  secrets: 'write',
  environments: 'write',
  dependabot_secrets: 'write',
  organization_secrets: 'write',
  actions_variables: 'write',
} as const
const both = [
  { account: 'acme', repositories: ['acme/shop', 'acme/api'], permissions: ALL },
  { account: 'jo', repositories: 'all', permissions: ALL },
] as const
const api = { repository: 'acme/api' } as const

/** What the App's tokens of a run were for: its repositories (`*` for the account itself), and what it might do there. */
function tokensOf({ sandbox }: Fixture, count: number): readonly string[] {
  return sandbox.github
    .installationTokens()
    .slice(-count)
    .map(({ account, repositories, permissions }) => {
      const where = repositories === 'all' ? `${account}/*` : repositories.join(',')
      const said = Object.entries(permissions)
        .filter(([name]) => name !== 'metadata')
        .map(([name, level]) => `${name}=${level}`)
      return `${where}: ${said.sort().join(' ')}`
    })
    .sort()
}

test.concurrent(
  'a pattern is looked up with a token that can read alone; those that write are for what it stands for',
  withFixture(
    async (fixture) => {
      const { rotate, workingKey } = fixture
      const run = await rotate({ ...asApp, repositories: 'acme/*', kinds: 'actions, dependabot' })
      expect(run.log).toContain('Rotated')
      for (const place of [shop, api]) expect(workingKey(place)).toBe(run.outputs['access-key'])
      expect(tokensOf(fixture, 2)).toEqual([
        'acme/*: ',
        'acme/shop,acme/api: dependabot_secrets=write secrets=write',
      ])
      expectAllRevoked(fixture, run, 2)
    },
    withApp({ installations: both }),
  ),
)

test.concurrent(
  'an organization and its selected repositories: a token for the account, and one to read what is selected',
  withFixture(
    async (fixture) => {
      const { sandbox, rotate, workingKey } = fixture
      const run = await rotate({
        ...asApp,
        repositories: '',
        organization: 'acme',
        visibility: 'selected',
        'selected-repositories': 'shop',
      })
      expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
      expect(workingKey(shop)).toBeDefined()
      expect(sandbox.github.secret({ organization: 'acme' }, 'SCW_ACCESS_KEY')).toBe(
        run.outputs['access-key'],
      )
      expect(tokensOf(fixture, 2)).toEqual(['acme/*: organization_secrets=write', 'acme/shop: '])
    },
    withApp({ installations: both }),
  ),
)

test.concurrent(
  'where the App is not installed: nothing is changed, or the others get the key',
  withFixture(
    async (fixture) => {
      const { rotate, workingKey } = fixture
      const strict = await rotate({ ...asApp, repositories: 'acme/shop, jo/site' })
      expect(strict).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
      const run = await rotate({ ...asApp, repositories: 'acme/shop, jo/site', 'on-unreachable': 'continue' })
      expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete', changed: 'true' } })
      expect(workingKey(shop)).not.toBe(deploy.accessKey)
      expect(run.warnings.join('\n')).toContain('jo/site cannot be reached')
      expect(run.errors.join('\n')).toContain('jo/site')
    },
    withApp({ installations: [both[0]] }),
  ),
)

const FILE = `defaults:
  application-id: ${deploy.applicationId}
  max-age: 30d
keys:
  shop:
    repositories: acme/shop
  api:
    repositories: acme/api
  site:
    repositories: jo/site
`
/** A step with that file. */
const ofFile = [
  {
    ...asApp,
    'application-id': '',
    repositories: '',
    'max-age': '',
    'secret-name': '',
    config: 'keys.yml',
  },
  { workspace: { 'keys.yml': FILE } },
] as const

test.concurrent(
  'the keys of a file share the tokens of an App',
  withFixture(
    async (fixture) => {
      const { rotate, workingKey } = fixture
      const run = await rotate(...ofFile)
      expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
      for (const place of [shop, api, { repository: 'jo/site' }]) expect(workingKey(place)).toBeDefined()
      // One token for each owner, which are asked for together.
      expect(tokensOf(fixture, 2)).toEqual(['acme/shop,acme/api: secrets=write', 'jo/site: secrets=write'])
      expect(asked(run)).toHaveLength(2)
      expectAllRevoked(fixture, run, 2)
    },
    withApp({ installations: both }),
  ),
)

test.concurrent(
  'a token that cannot be revoked is told once for all keys of a file, and costs none of them anything',
  withFixture(
    async ({ sandbox, rotate, workingKey }) => {
      const effect = { kind: 'status', status: 500 } as const
      sandbox.setFaults([
        { service: 'github', method: 'DELETE', path: '/installation/token$', times: 0, effect },
      ])
      const run = await rotate(...ofFile)
      expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
      for (const place of [shop, api, { repository: 'jo/site' }]) expect(workingKey(place)).toBeDefined()
      const told = run.warnings.filter((text) => text.includes('could not be revoked'))
      expect(told).toHaveLength(2)
      expect(told[0]).toMatch(/it expires at .*: GitHub gave no reason/)
    },
    withApp({ installations: both }),
  ),
)
