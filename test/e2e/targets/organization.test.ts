import { expect, jest, test } from '@jest/globals'
import { smallGithub, type Place, type SandboxOptions } from '../../../sandbox/index.ts'
import { changes, DAY, report, withFixture, type Fixture } from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const acme = { organization: 'acme' } as const
const ids = { shop: 700001, api: 700002, infra: 700003, site: 700009 } as const
const names = ['SCW_ACCESS_KEY', 'SCW_SECRET_KEY'] as const
const alone = { repositories: '', organization: 'acme' } as const

/** The small organization with a public repository more. */
const withSite: SandboxOptions = {
  github: {
    ...smallGithub(),
    repositories: [
      ...(smallGithub().repositories ?? []),
      { name: 'acme/site', id: ids.site, private: false },
    ],
  },
}

function whoReads({ sandbox }: Fixture, place: Place = acme): readonly unknown[] {
  return names.map((name) => {
    const { visibility, selectedRepositoryIds } = sandbox.github.secretInfo(place, name) ?? {}
    return selectedRepositoryIds === undefined ? visibility : [...selectedRepositoryIds].sort()
  })
}

test.concurrent(
  "a new secret of an organization is for its private repositories, and the workflow's own repository gets none",
  withFixture(async (stage) => {
    const { rotate, workingKey, writes } = stage
    const run = await rotate(alone)
    expect(whoReads(stage)).toEqual(['private', 'private'])
    expect(workingKey({ repository: 'acme/api' })).toBe(run.outputs['access-key'])
    expect(workingKey({ repository: 'acme/site' })).toBeUndefined()
    expect([...writes()].sort()).toEqual(['actions acme: SCW_ACCESS_KEY', 'actions acme: SCW_SECRET_KEY'])
  }, withSite),
)

test.concurrent.each(['actions', 'dependabot', 'codespaces', 'agents'] as const)(
  'who reads an existing secret of %s stays as it is, through a rotation and a repair',
  (kind) =>
    withFixture(async (stage) => {
      const { sandbox, rotate } = stage
      const place = { ...acme, kind }
      const sight = { visibility: 'selected', selectedRepositoryIds: [ids.shop, ids.site] } as const
      for (const name of names) sandbox.github.setSecret(place, name, 'old', sight)
      sandbox.clock.advance(60_000)
      const first = await rotate({ ...alone, kinds: kind })
      expect(first.outputs['outcome']).toBe('rotated')
      expect(whoReads(stage, place)).toEqual([
        [ids.shop, ids.site],
        [ids.shop, ids.site],
      ])
      expect(sandbox.github.secret(place, 'SCW_ACCESS_KEY')).toBe(first.outputs['access-key'])

      // One half is gone: the new one is for whom the other half is for.
      sandbox.clock.advance(DAY)
      sandbox.github.deleteSecret(place, 'SCW_SECRET_KEY')
      const mended = await rotate({ ...alone, kinds: kind })
      expect(mended.outputs['outcome']).toBe('repaired')
      expect(whoReads(stage, place)).toEqual([
        [ids.shop, ids.site],
        [ids.shop, ids.site],
      ])
      sandbox.clock.advance(DAY)
      expect(changes(await rotate({ ...alone, kinds: kind }))).toEqual([])
    }, withSite)(),
)

test.concurrent(
  'a secret for all repositories stays one, and a new half joins it',
  withFixture(async (stage) => {
    stage.sandbox.github.setSecret(acme, 'SCW_ACCESS_KEY', 'old', { visibility: 'all' })
    await stage.rotate(alone)
    expect(whoReads(stage)).toEqual(['all', 'all'])
  }, withSite),
)

test.concurrent(
  'a person who selects other repositories while a rotation runs is not overruled',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    const select = (repository: number) => {
      const sight = { visibility: 'selected', selectedRepositoryIds: [repository] } as const
      for (const name of names) sandbox.github.setSecret(acme, name, 'old', sight)
    }
    select(ids.shop)
    sandbox.beforeRequest(({ method, url }) => {
      if (method === 'POST' && url.endsWith('/api-keys')) select(ids.api)
      return Promise.resolve(undefined)
    })
    const run = await rotate(alone)
    expect(run.outputs['outcome']).toBe('rotated')
    expect(whoReads(stage)).toEqual([[ids.api], [ids.api]])
    expect(sandbox.github.secret(acme, 'SCW_ACCESS_KEY')).toBe(run.outputs['access-key'])
  }),
)

test.concurrent(
  'a secret that a person shows to all while a rotation runs that was told to keep its selection is left alone',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    const first = await rotate({ ...alone, 'selected-repositories': 'shop' })
    sandbox.clock.advance(DAY)
    const pair = names.map((name) => [name, sandbox.github.secret(acme, name) ?? ''] as const)
    sandbox.beforeRequest(({ method, url }) => {
      if (method === 'POST' && url.endsWith('/api-keys'))
        for (const [name, value] of pair) sandbox.github.setSecret(acme, name, value, { visibility: 'all' })
      return Promise.resolve(undefined)
    })
    const run = await rotate({ ...alone, visibility: 'selected', force: 'true' })
    expect(run.outputs['outcome']).toBe('incomplete')
    expect(run.log).toContain(
      'the visibility of SCW_ACCESS_KEY is now all, and no repository is selected for it',
    )
    expect(stage.workingKey({ repository: 'acme/api' })).toBe(first.outputs['access-key'])
    expect(whoReads(stage)).toEqual(['all', 'all'])
  }),
)

test.concurrent(
  'visibility and selected-repositories count where they are given, although no key is due; then there is nothing to do',
  withFixture(async (stage) => {
    const { sandbox, rotate, workingKey } = stage
    const first = await rotate({ ...alone, visibility: 'all' })
    expect(whoReads(stage)).toEqual(['all', 'all'])

    const selected = { ...alone, 'selected-repositories': 'acme/shop\nAPI' }
    sandbox.clock.advance(DAY)
    const dry = await rotate({ ...selected, 'dry-run': 'true' })
    expect(dry.outputs).toMatchObject({ outcome: 'repaired', changed: 'false' })
    expect(changes(dry)).toEqual([])
    const narrowed = await rotate(selected)
    expect(narrowed.outputs).toMatchObject({
      outcome: 'repaired',
      'access-key': first.outputs['access-key'],
    })
    expect(whoReads(stage)).toEqual([
      [ids.shop, ids.api],
      [ids.shop, ids.api],
    ])
    expect(workingKey({ repository: 'acme/infra' })).toBeUndefined()
    expect(workingKey({ repository: 'acme/api' })).toBe(first.outputs['access-key'])

    sandbox.clock.advance(DAY)
    expect(changes(await rotate(selected))).toEqual([])
    expect(changes(await rotate({ ...alone, visibility: 'selected' }))).toEqual([])
    sandbox.clock.advance(DAY)
    await rotate({ ...alone, visibility: 'private' })
    expect(whoReads(stage)).toEqual(['private', 'private'])
  }),
)

test.concurrent(
  'a pair that could be written only in part is put back for the same repositories',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    const first = await rotate({ ...alone, 'selected-repositories': 'shop' })
    sandbox.clock.advance(DAY)
    const effect = { kind: 'status', status: 422 } as const
    sandbox.setFaults([{ service: 'github', method: 'PUT', path: '/SCW_SECRET_KEY$', times: 2, effect }])
    const half = await rotate({ ...alone, force: 'true' })
    expect(half.outputs['outcome']).toBe('incomplete')
    expect(sandbox.github.secret(acme, 'SCW_ACCESS_KEY')).toBe(first.outputs['access-key'])
    expect(whoReads(stage)).toEqual([[ids.shop], [ids.shop]])
  }),
)

test.concurrent(
  'a selection that the token no longer sees whole when it comes to writing is left, and so is the secret',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    const first = await rotate({ ...alone, 'selected-repositories': 'shop, api' })
    sandbox.clock.advance(DAY)
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    const body = JSON.stringify({ total_count: 2, repositories: [{ id: ids.shop }] })
    const effect = { kind: 'raw', status: 200, headers, body } as const
    // The first two readings are those of the check beforehand.
    sandbox.setFaults([{ service: 'github', path: '/repositories$', after: 2, times: 0, effect }])
    const run = await rotate({ ...alone, force: 'true' })
    expect(run.outputs['outcome']).toBe('incomplete')
    expect(run.log).toContain('can no longer access all the repositories')
    expect(run.exchanges.filter(({ method }) => method === 'PUT')).toEqual([])
    expect(whoReads(stage)).toEqual([
      [ids.shop, ids.api],
      [ids.shop, ids.api],
    ])
    expect(stage.workingKey({ repository: 'acme/api' })).toBe(first.outputs['access-key'])
  }),
)

interface Refusal {
  readonly name: string
  readonly prepare?: (fixture: Fixture) => void
  readonly inputs: Readonly<Record<string, string>>
  readonly says: readonly string[]
}

const selection = (...selectedRepositoryIds: readonly number[]) =>
  ({ visibility: 'selected', selectedRepositoryIds }) as const

const refusals: readonly Refusal[] = [
  {
    name: 'a selected repository that there is none of',
    inputs: { 'selected-repositories': 'shop, shoop' },
    says: ['selected-repositories: the repository acme/shoop'],
  },
  {
    name: 'selected, and nothing is',
    inputs: { visibility: 'selected' },
    says: [
      'SCW_ACCESS_KEY of organization acme is not selected for any repository, and',
      'List the repositories',
    ],
  },
  {
    name: 'selected, and what stands is for all',
    prepare({ sandbox }) {
      for (const name of names) sandbox.github.setSecret(acme, name, 'old', { visibility: 'all' })
    },
    inputs: { visibility: 'selected' },
    says: ['SCW_SECRET_KEY of organization acme is not selected for any repository, and'],
  },
  {
    name: 'a new secret whose siblings are for different repositories',
    prepare({ sandbox }) {
      sandbox.github.setSecret(acme, 'SCW_ACCESS_KEY', 'old', selection(ids.shop))
      sandbox.github.setSecret(acme, 'SCW_SECRET_KEY', 'old', selection(ids.api))
    },
    inputs: { 'bundle-secret': 'SCW_KEY' },
    says: [
      'visibility: SCW_ACCESS_KEY, SCW_SECRET_KEY of organization acme have different repository access',
    ],
  },
  {
    name: 'a selection of which the token sees only a part',
    prepare({ sandbox }) {
      sandbox.github.setSecret(acme, 'SCW_ACCESS_KEY', 'old', selection(ids.shop, ids.api))
      const headers = { 'content-type': 'application/json; charset=utf-8' }
      const body = JSON.stringify({ total_count: 2, repositories: [{ id: ids.shop }] })
      const effect = { kind: 'raw', status: 200, headers, body } as const
      sandbox.setFaults([{ service: 'github', path: '/SCW_ACCESS_KEY/repositories$', times: 0, effect }])
    },
    inputs: {},
    says: [
      'the token can access only 1 of the repositories that SCW_ACCESS_KEY of organization acme is selected for',
    ],
  },
  {
    name: 'no room for another secret of the organization',
    prepare({ sandbox }) {
      for (let count = 0; count < 999; count += 1) sandbox.github.setSecret(acme, `OTHER_${count}`, 'v')
    },
    inputs: {},
    says: ['organization: organization acme has 999 of at most 1000 secrets, and 2 more are needed'],
  },
  {
    name: 'no room for another Codespaces secret, of which there are fewer',
    prepare({ sandbox }) {
      const place = { ...acme, kind: 'codespaces' } as const
      for (let count = 0; count < 99; count += 1) sandbox.github.setSecret(place, `OTHER_${count}`, 'v')
    },
    inputs: { kinds: 'codespaces' },
    says: ['organization acme (Codespaces) has 99 of at most 100 secrets, and 2 more are needed'],
  },
]

test.concurrent.each(refusals)('$name: refused before anything is changed', ({ prepare, inputs, says }) =>
  withFixture(async (stage) => {
    prepare?.(stage)
    const run = await stage.rotate({ ...alone, ...inputs })
    expect(run.outputs['outcome']).toBe('failed')
    for (const part of says) expect(report(run).problems.join('\n')).toContain(part)
    expect(changes(run)).toEqual([])
  })(),
)

test.concurrent(
  'a secret on a later page of the list is found',
  withFixture(async ({ sandbox, rotate }) => {
    for (let count = 0; count < 250; count += 1) sandbox.github.setSecret(acme, `A_${count}`, 'v')
    await rotate(alone)
    sandbox.clock.advance(DAY)
    const idle = await rotate(alone)
    expect(idle.outputs['outcome']).toBe('not-due')
    const pages = idle.exchanges.filter(({ url }) => url.startsWith('/orgs/acme/actions/secrets?'))
    expect(pages.map(({ url }) => new URL(url, 'http://localhost').searchParams.get('page')).sort()).toEqual([
      '2',
      '3',
      null,
    ])
  }),
)
