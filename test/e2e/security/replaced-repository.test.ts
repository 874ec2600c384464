import { describe, expect, jest, test } from '@jest/globals'
import { smallGithub, type GithubService, type SandboxOptions } from '../../../sandbox/index.ts'
import {
  both,
  changes,
  DAY,
  everythingSaid,
  killed,
  pairOf,
  production,
  report,
  rotateTwice,
  withFixture,
  shop,
  type Fixture,
} from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

/** Somebody else gets the name: acme/shop is deleted, and a new repository takes its place. */
function deleteAndRecreate({ sandbox: { github } }: Fixture, name = 'acme/shop'): void {
  github.deleteRepository(name)
  github.addRepository({ name, environments: ['production'] })
}

/** acme/shop is renamed, and a new repository takes its name, which ends the redirect. */
function renameAndReplace({ sandbox: { github } }: Fixture): void {
  github.renameRepository('acme/shop', 'acme/store')
  github.addRepository({ name: 'acme/shop', environments: ['production'] })
}

const held = (github: GithubService, repository = 'acme/shop') => [
  ...github.secrets({ repository }),
  ...github.secrets({ repository, environment: 'production' }),
]

const accept = { 'accept-repositories': 'acme/shop' } as const

describe('a repository that has the name of a target, and is another one', () => {
  test.concurrent.each<[string, (stage: Fixture) => void]>([
    ['deleted and created again', deleteAndRecreate],
    ['renamed and replaced', renameAndReplace],
    [
      'transferred to another owner and replaced',
      ({ sandbox: { github } }) => {
        github.addOrganization({ login: 'elsewhere' })
        github.renameRepository('acme/shop', 'elsewhere/shop')
        github.addRepository({ name: 'acme/shop', environments: ['production'] })
      },
    ],
    [
      'replaced by the transfer of a repository with secrets of its own',
      ({ sandbox: { github } }) => {
        github.addOrganization({ login: 'elsewhere' })
        github.addRepository({ name: 'elsewhere/shop', environments: ['production'] })
        github.setSecret({ repository: 'elsewhere/shop' }, 'OTHER', 'another value')
        github.deleteRepository('acme/shop')
        github.renameRepository('elsewhere/shop', 'acme/shop')
      },
    ],
  ])('%s: gets no key, and the run says what to do', (_, replace) =>
    withFixture(async (stage) => {
      const { sandbox, rotate } = stage
      const first = await rotate()
      expect(first.outputs['outcome']).toBe('rotated')
      const before = sandbox.github.repositoryId('acme/shop')
      sandbox.clock.advance(DAY)
      replace(stage)
      const now = sandbox.github.repositoryId('acme/shop')

      const run = await rotate()
      expect(run.outputs['outcome']).toBe('incomplete')
      expect(run.exitCode).toBe(1)
      expect(held(sandbox.github).map(({ name }) => name)).not.toContain('SCW_SECRET_KEY')
      expect(run.errors.join('\n')).toContain(
        `acme/shop is not the repository that this key is for: its ID was ${before} and is now ${now}`,
      )
      expect(run.errors.join('\n')).toContain('accept-repositories: acme/shop')
      expect(everythingSaid(run)).toContain('#github-repository-replaced')

      // It stays so until a person decides, also when the next key is due.
      sandbox.clock.advance(40 * DAY)
      const due = await rotate()
      expect(due.outputs['outcome']).toBe('incomplete')
      expect(held(sandbox.github).map(({ name }) => name)).not.toContain('SCW_SECRET_KEY')
    })(),
  )

  test.concurrent(
    'the other targets go on, and the old key works until somebody decides',
    withFixture(async (stage) => {
      const { sandbox, rotate, workingKey, lives } = stage
      const inputs = { repositories: 'acme/shop, acme/api' }
      const first = await rotate(inputs)
      sandbox.clock.advance(40 * DAY)
      deleteAndRecreate(stage)

      const run = await rotate(inputs)
      expect(run.outputs['outcome']).toBe('incomplete')
      expect(held(sandbox.github)).toEqual([])
      const next = workingKey({ repository: 'acme/api' })
      expect(next).not.toBe(first.outputs['access-key'])
      expect(lives(first.outputs['access-key'] ?? '')).toBe(true)

      sandbox.clock.advance(DAY)
      const again = await rotate(inputs)
      expect(again.outputs['outcome']).toBe('incomplete')
      expect(held(sandbox.github)).toEqual([])

      const accepted = await rotate({ ...inputs, ...accept })
      expect(accepted.outputs['outcome']).toBe('resumed')
      expect(workingKey(shop)).toBe(next)
      sandbox.clock.advance(DAY)
      const quiet = await rotate(inputs)
      expect(quiet.outputs['outcome']).toBe('not-due')
      // What was accepted is what the next rotation expects.
      sandbox.clock.advance(40 * DAY)
      const rotated = await rotate(inputs)
      expect(rotated.outputs['outcome']).toBe('rotated')
      deleteAndRecreate(stage)
      sandbox.clock.advance(40 * DAY)
      expect((await rotate(inputs)).outputs['outcome']).toBe('incomplete')
    }),
  )

  test.concurrent(
    'its environment gets no key either, though only the environment is declared',
    withFixture(async (stage) => {
      const { sandbox, rotate } = stage
      const inputs = { repositories: '', environments: 'acme/shop/production' }
      await rotate(inputs)
      sandbox.clock.advance(DAY)
      renameAndReplace(stage)
      const run = await rotate(inputs)
      expect(run.outputs['outcome']).toBe('incomplete')
      expect(held(sandbox.github)).toEqual([])
      expect(run.errors.join('\n')).toContain('environment production of acme/shop')

      const accepted = await rotate({ ...inputs, ...accept })
      expect(accepted.outputs['outcome']).toBe('repaired')
      expect(stage.workingKey(production)).toBe(accepted.outputs['access-key'])
    }),
  )

  test.concurrent(
    'a place of it that is declared only now gets no key either',
    withFixture(async (stage) => {
      const { sandbox, rotate } = stage
      await rotate()
      sandbox.clock.advance(DAY)
      deleteAndRecreate(stage)
      const run = await rotate({ repositories: '', ...both })
      expect(run.outputs['outcome']).toBe('incomplete')
      expect(held(sandbox.github)).toEqual([])
    }),
  )

  test.concurrent(
    'a rollback brings the previous key back everywhere but there',
    withFixture(async (stage) => {
      const { sandbox, rotate, versions, workingKey } = stage
      await rotateTwice(stage)
      const [one] = pairOf(versions())
      const places = { repositories: 'acme/shop, acme/api' }
      await rotate({ ...places, ...both })
      sandbox.clock.advance(60_000)
      deleteAndRecreate(stage)
      const run = await rotate({ ...places, ...both, command: 'rollback' })
      expect(run.outputs['outcome']).toBe('incomplete')
      expect(held(sandbox.github)).toEqual([])
      expect(workingKey({ repository: 'acme/api' })).toBe(one)
    }),
  )

  test.concurrent(
    'a rotation that was cut is not finished there by the next run',
    withFixture(async (stage) => {
      const { sandbox, rotate, begin, workingKey } = stage
      const inputs = { repositories: 'acme/shop, acme/api' }
      await rotate(inputs)
      sandbox.clock.advance(40 * DAY)
      await killed(
        sandbox,
        begin(inputs),
        ({ method, url }) => method === 'POST' && url.endsWith('/versions'),
      )
      sandbox.clock.advance(60_000)
      deleteAndRecreate(stage)
      const run = await rotate(inputs)
      expect(run.outputs['outcome']).toBe('incomplete')
      expect(held(sandbox.github)).toEqual([])
      expect(workingKey({ repository: 'acme/api' })).toBeDefined()
    }),
  )

  test.concurrent(
    'that takes its place between the check of the run and its write gets nothing that it can open',
    withFixture(async (stage) => {
      const { sandbox, rotate } = stage
      await rotate()
      sandbox.clock.advance(40 * DAY)
      let replaced = false
      sandbox.beforeRequest(({ method, url }) => {
        if (method === 'PUT' && url.includes('/acme/shop/') && !replaced) {
          replaced = true
          deleteAndRecreate(stage)
        }
        return Promise.resolve(undefined)
      })
      const run = await rotate()
      expect(replaced).toBe(true)
      expect(run.outputs['outcome']).toBe('incomplete')
      expect(held(sandbox.github)).toEqual([])
      expect(run.errors.join('\n')).toContain('accept-repositories: acme/shop')
    }),
  )

  test.concurrent(
    'gets no old key either when half of a pair is put back',
    withFixture(async (stage) => {
      const { sandbox, rotate } = stage
      await rotate()
      sandbox.clock.advance(40 * DAY)
      const refusal = { kind: 'status', status: 403, body: { message: 'no' } } as const
      sandbox.setFaults([
        { service: 'github', method: 'PUT', path: 'SCW_SECRET_KEY', times: 0, effect: refusal },
      ])
      let puts = 0
      sandbox.beforeRequest(({ method, url }) => {
        if (method === 'PUT' && url.includes('/acme/shop/')) puts += 1
        // The third write is the one that puts the old access key back.
        if (puts === 3) {
          puts += 1
          deleteAndRecreate(stage)
        }
        return Promise.resolve(undefined)
      })
      const run = await rotate()
      expect(puts).toBeGreaterThan(3)
      expect(run.outputs['outcome']).toBe('incomplete')
      expect(held(sandbox.github)).toEqual([])
    }),
  )
})

test.concurrent(
  'a repository that was only renamed is an error, as before, and nothing is written through the redirect',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    await rotate()
    sandbox.clock.advance(40 * DAY)
    const before = stage.writes().length
    sandbox.github.renameRepository('acme/shop', 'acme/store')
    const run = await rotate()
    expect(run.outputs['outcome']).toBe('failed')
    expect(everythingSaid(run)).toContain('#github-repository-renamed')
    expect(stage.writes()).toHaveLength(before)
    // Under its new name it is a new target.
    const named = await rotate({ repositories: 'acme/store' })
    expect(named.outputs['outcome']).toBe('rotated')
  }),
)

const seed = smallGithub()
const fleet: SandboxOptions = {
  github: {
    ...seed,
    repositories: [
      ...(seed.repositories ?? []),
      { name: 'acme/deploy-eu', topics: ['scaleway'] },
      { name: 'acme/deploy-us' },
      { name: 'acme/deploy-open', private: false },
      { name: 'acme/deploy-inner', internal: true },
    ],
  },
}
const pattern = { repositories: 'acme/deploy-*' } as const
const secretsOf = ({ sandbox }: Fixture, repository: string) =>
  sandbox.github.secrets({ repository }).map(({ name }) => name)

describe('a pattern', () => {
  test.concurrent(
    'writes to a repository that newly matches, and says so first',
    withFixture(async (stage) => {
      const { sandbox, rotate } = stage
      await rotate(pattern)
      sandbox.clock.advance(DAY)
      expect(report(await rotate(pattern)).advice.join('\n')).not.toContain('Newly matched')
      sandbox.github.addRepository({ name: 'acme/deploy-asia' })
      const run = await rotate(pattern)
      expect(run.outputs['outcome']).toBe('repaired')
      expect(secretsOf(stage, 'acme/deploy-asia')).toEqual(['SCW_ACCESS_KEY', 'SCW_SECRET_KEY'])
      const announced = 'Newly matched by acme/deploy-*: acme/deploy-asia. Whatever it matches gets the key.'
      expect(run.warnings.join('\n')).toContain(announced)
      expect(run.summary).toContain('acme/deploy-asia')
      expect(report(run).advice.join('\n')).toContain(announced)
    }, fleet),
  )

  test.concurrent(
    'does not write to a repository that was created again under a name that it matches',
    withFixture(async (stage) => {
      const { sandbox, rotate } = stage
      await rotate(pattern)
      sandbox.clock.advance(DAY)
      deleteAndRecreate(stage, 'acme/deploy-us')
      const run = await rotate(pattern)
      expect(run.outputs['outcome']).toBe('incomplete')
      expect(secretsOf(stage, 'acme/deploy-us')).toEqual([])
      expect(run.errors.join('\n')).toContain('accept-repositories: acme/deploy-us')
    }, fleet),
  )

  test.concurrent(
    'remembers a repository that did not match for the time of a rotation',
    withFixture(async (stage) => {
      const { sandbox, rotate } = stage
      await rotate(pattern)
      sandbox.github.deleteRepository('acme/deploy-us')
      sandbox.clock.advance(40 * DAY)
      expect((await rotate(pattern)).outputs['outcome']).toBe('rotated')
      sandbox.github.addRepository({ name: 'acme/deploy-us' })
      sandbox.clock.advance(DAY)
      expect((await rotate(pattern)).outputs['outcome']).toBe('incomplete')
      expect(secretsOf(stage, 'acme/deploy-us')).toEqual([])
    }, fleet),
  )

  test.concurrent(
    'leaves public repositories out unless public-repositories includes them; internal ones are private',
    withFixture(async (stage) => {
      const { sandbox, rotate } = stage
      const run = await rotate(pattern)
      expect(run.outputs['outcome']).toBe('rotated')
      expect(secretsOf(stage, 'acme/deploy-open')).toEqual([])
      expect(secretsOf(stage, 'acme/deploy-inner')).toContain('SCW_SECRET_KEY')
      expect(report(run).advice.join('\n')).toContain(
        'Skipped, because they are public (set public-repositories: include to write to them): acme/deploy-open',
      )
      sandbox.clock.advance(DAY)
      const all = await rotate({ ...pattern, 'public-repositories': 'include' })
      expect(all.outputs['outcome']).toBe('repaired')
      expect(secretsOf(stage, 'acme/deploy-open')).toContain('SCW_SECRET_KEY')
    }, fleet),
  )

  test.concurrent(
    'that matches a public repository which is also named writes to it',
    withFixture(async (stage) => {
      const run = await stage.rotate({ repositories: 'acme/deploy-*, acme/Deploy-Open' })
      expect(run.outputs['outcome']).toBe('rotated')
      expect(secretsOf(stage, 'acme/deploy-open')).toContain('SCW_SECRET_KEY')
      expect(report(run).advice.join('\n')).not.toContain('Left out')
    }, fleet),
  )

  test.concurrent.each<[string, (stage: Fixture) => Promise<void>]>([
    [
      'was included before',
      async ({ rotate }) => {
        await rotate({ ...pattern, 'public-repositories': 'include' })
      },
    ],
    [
      'was private before',
      async ({ sandbox, rotate }) => {
        sandbox.github.changeRepository('acme/deploy-open', { private: true })
        await rotate(pattern)
        sandbox.github.changeRepository('acme/deploy-open', { private: false })
      },
    ],
    [
      'got the key from an earlier release, whose records have no identities',
      async ({ sandbox, rotate }) => {
        await rotate({ ...pattern, 'public-repositories': 'include' })
        const secret = sandbox.scaleway.secrets.secrets().find(({ name }) => name === 'shop-deploy')
        for (const { revision, description } of secret?.versions ?? []) {
          const without = description.replace(/,"ids":"[^"]*"/, '')
          expect(without).not.toBe(description)
          sandbox.scaleway.secrets.changeVersion(secret?.id ?? '', revision, { description: without })
        }
      },
    ],
  ])('that matches a public repository with the key is an error where it %s', (_, prepare) =>
    withFixture(async (stage) => {
      const { sandbox, rotate } = stage
      await prepare(stage)
      sandbox.clock.advance(40 * DAY)
      const before = stage.writes().length
      const run = await rotate(pattern)
      expect(run.outputs['outcome']).toBe('failed')
      expect(changes(run)).toEqual([])
      expect(report(run).problems).toEqual([
        expect.stringContaining('acme/deploy-open has this key and is public'),
      ])
      expect(everythingSaid(run)).toContain('public-repositories: include')

      const dropped = await rotate({ ...pattern, 'public-repositories': 'exclude' })
      expect(dropped.outputs['outcome']).toBe('rotated')
      expect(stage.writes().slice(before).join('\n')).not.toContain('deploy-open')
      // From then on nothing is known of it.
      sandbox.clock.advance(DAY)
      expect((await rotate(pattern)).outputs['outcome']).toBe('not-due')
    }, fleet)(),
  )

  test.concurrent(
    'that matches nothing but public repositories is an error that says so',
    withFixture(async ({ rotate }) => {
      const run = await rotate({ repositories: 'acme/deploy-op*' })
      expect(run.outputs['outcome']).toBe('failed')
      expect(report(run).problems.join('\n')).toContain('but public ones (1)')
    }, fleet),
  )
})

describe('an organization', () => {
  const inputs = {
    repositories: '',
    organization: 'acme',
    visibility: 'selected',
    'selected-repositories': 'shop, api',
  } as const
  const acme = { organization: 'acme' } as const

  test.concurrent(
    'does not select a repository that was created again under a declared name',
    withFixture(async (stage) => {
      const { sandbox, rotate } = stage
      await rotate(inputs)
      sandbox.clock.advance(DAY)
      deleteAndRecreate(stage)
      const run = await rotate(inputs)
      expect(run.outputs['outcome']).toBe('incomplete')
      const id = sandbox.github.repositoryId('acme/shop')
      expect(sandbox.github.secretInfo(acme, 'SCW_SECRET_KEY')?.selectedRepositoryIds).not.toContain(id)
      expect(sandbox.github.workflowSecrets(shop)['SCW_SECRET_KEY']).toBeUndefined()

      const accepted = await rotate({ ...inputs, ...accept })
      expect(accepted.outputs['outcome']).toBe('repaired')
      expect(sandbox.github.workflowSecrets(shop)['SCW_SECRET_KEY']).toBeDefined()
    }),
  )
})

test.concurrent(
  'a run with nothing to do reads no identities, a rotation reads each once',
  withFixture(async ({ sandbox, rotate }) => {
    const inputs = { repositories: 'acme/shop, acme/api', kinds: 'actions, dependabot', ...both }
    const first = await rotate(inputs)
    const reads = ({ exchanges }: typeof first) =>
      exchanges
        .filter(({ method, url }) => method === 'GET' && /^\/repos\/acme\/\w+$/.test(url))
        .map(({ url }) => url)
    expect(reads(first).sort()).toEqual(['/repos/acme/api', '/repos/acme/shop'])
    sandbox.clock.advance(DAY)
    expect(reads(await rotate(inputs))).toEqual([])
  }),
)

test.concurrent(
  'a dry run says which targets it would not write, and changes nothing',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    await rotate()
    sandbox.clock.advance(DAY)
    deleteAndRecreate(stage)
    const run = await rotate({ 'dry-run': 'true' })
    expect(changes(run)).toEqual([])
    expect(everythingSaid(run)).toContain('acme/shop is not the repository that this key is for')
  }),
)
