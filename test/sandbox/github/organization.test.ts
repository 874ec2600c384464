import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { smallGithub, smallGithubTokens } from '../../../sandbox/github/index.ts'
import { startGithub, type TestGithub } from './fixture.ts'

let site: TestGithub
beforeAll(async () => {
  const seed = smallGithub()
  site = await startGithub({
    ...seed,
    repositories: [...(seed.repositories ?? []), { name: 'acme/site', id: 700009, private: false }],
  })
})
afterAll(() => site.stop())

const kinds = ['actions', 'dependabot', 'codespaces', 'agents'] as const

describe.each(kinds)('%s secrets', (kind) => {
  const ofOrganization = `/orgs/acme/${kind}/secrets`
  const ofRepository = `/repos/acme/shop/${kind}/secrets`

  test('of a repository', async () => {
    expect((await site.put(ofRepository, 'KIND', kind)).status).toBe(201)
    expect((await site.put(ofRepository, 'KIND', `${kind} again`)).status).toBe(204)
    expect(site.github.secret({ repository: 'acme/shop', kind }, 'KIND')).toBe(`${kind} again`)
    expect((await site.ask('GET', ofRepository)).body).toMatchObject({
      secrets: expect.arrayContaining([expect.objectContaining({ name: 'KIND' })]),
    })
  })

  test('of an organization, for selected repositories', async () => {
    const options = { body: { visibility: 'selected', selected_repository_ids: [700001] } }
    expect((await site.put(ofOrganization, 'WIDE', 'v', options)).status).toBe(201)
    expect((await site.ask('GET', `${ofOrganization}/wide`)).body).toMatchObject({
      name: 'WIDE',
      visibility: 'selected',
      selected_repositories_url: expect.stringMatching(
        new RegExp(`/orgs/acme/${kind}/secrets/wide/repositories$`, 'i'),
      ),
    })

    const repositories = `${ofOrganization}/WIDE/repositories`
    expect((await site.ask('PUT', `${repositories}/700002`)).status).toBe(204)
    expect((await site.ask('DELETE', `${repositories}/700001`)).status).toBe(204)
    expect((await site.ask('GET', repositories)).body).toMatchObject({
      total_count: 1,
      repositories: [{ id: 700002, full_name: 'acme/api', owner: { login: 'acme' } }],
    })
    expect(
      (await site.ask('PUT', repositories, { body: { selected_repository_ids: [700003, 700001] } })).status,
    ).toBe(204)
    const place = { organization: 'acme', kind }
    expect(site.github.secretInfo(place, 'WIDE')).toMatchObject({
      value: 'v',
      selectedRepositoryIds: [700003, 700001],
    })
    expect(site.github.history(place)).toHaveLength(1)
  })

  test('selected without a list of repositories is selected for none', async () => {
    const selected = { visibility: 'selected', selected_repository_ids: [700001] }
    await site.put(ofOrganization, 'CLEARED', 'v', { body: selected })
    await site.put(ofOrganization, 'CLEARED', 'v', { body: { visibility: 'selected' } })
    expect(site.github.secretInfo({ organization: 'acme', kind }, 'CLEARED')).toMatchObject({
      visibility: 'selected',
      selectedRepositoryIds: [],
    })
  })

  test('what an organization refuses', async () => {
    const answers = await Promise.all([
      site.put(ofOrganization, 'BAD', 'v'),
      site.put(ofOrganization, 'BAD', 'v', { body: { visibility: 'some' } }),
      site.put(ofOrganization, 'BAD', 'v', {
        body: { visibility: 'selected', selected_repository_ids: [4711] },
      }),
      site.ask('PUT', `${ofOrganization}/BAD`, { body: { visibility: 'all' } }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422])
    await site.put(ofOrganization, 'PLAIN', 'v', { body: { visibility: 'all' } })
    expect((await site.ask('PUT', `${ofOrganization}/PLAIN/repositories/700001`)).status).toBe(409)
    expect((await site.ask('GET', '/orgs/none/actions/secrets')).status).toBe(404)
    expect(
      (await site.ask('GET', ofOrganization, { token: smallGithubTokens.workflow })).headers.get(
        'x-accepted-github-permissions',
      ),
    ).toBe(`organization_${kind === 'actions' ? '' : kind === 'agents' ? 'agent_' : `${kind}_`}secrets=read`)
  })
})

test.each([
  ['actions', 1000],
  ['codespaces', 100],
] as const)('an organization has room for so many secrets of %s: %d', async (kind, room) => {
  const place = { organization: 'full', kind }
  if (kind === 'actions') site.github.addOrganization({ login: 'full' })
  for (let count = 1; count < room; count += 1) site.github.setSecret(place, `S${count}`, 'v')
  const put = (name: string) =>
    site.put(`/orgs/full/${kind}/secrets`, name, 'v', { body: { visibility: 'all' } })
  expect((await put('LAST')).status).toBe(201)
  expect((await put('ONE_TOO_MANY')).status).toBe(422)
})

test('ids as text are for Dependabot alone', async () => {
  const options = { body: { visibility: 'selected', selected_repository_ids: ['700001'] } }
  expect((await site.put('/orgs/acme/dependabot/secrets', 'TEXT', 'v', options)).status).toBe(201)
  expect((await site.put('/orgs/acme/actions/secrets', 'TEXT', 'v', options)).status).toBe(422)
})

test('an organization shows a secret to others without a new value', async () => {
  const secret = '/orgs/acme/actions/secrets'
  await site.put(secret, 'RESEEN', 'v', { body: { visibility: 'all' } })
  expect((await site.ask('PUT', `${secret}/RESEEN`, { body: { visibility: 'private' } })).status).toBe(204)
  expect(site.github.secretInfo({ organization: 'acme' }, 'RESEEN')).toMatchObject({
    value: 'v',
    visibility: 'private',
  })
})

describe('what a job sees', () => {
  test('the organization by visibility, then the repository, then the environment', () => {
    const { github } = site
    const write = (name: string, value: string, sight: Parameters<typeof github.setSecret>[3]) => {
      github.setSecret({ organization: 'acme' }, name, value, sight)
    }
    write('JOB_ALL', 'organization', { visibility: 'all' })
    write('JOB_PRIVATE', 'organization', { visibility: 'private' })
    write('JOB_SELECTED', 'organization', { visibility: 'selected', selectedRepositoryIds: [700009] })
    github.setSecret({ organization: 'acme', kind: 'dependabot' }, 'JOB_DEPENDABOT', 'dependabot')

    const job = (repository: string, environment?: string) =>
      Object.fromEntries(
        Object.entries(
          github.workflowSecrets({ repository, ...(environment !== undefined && { environment }) }),
        ).filter(([name]) => name.startsWith('JOB_')),
      )
    expect(job('acme/site')).toEqual({ JOB_ALL: 'organization', JOB_SELECTED: 'organization' })
    expect(job('acme/shop')).toEqual({ JOB_ALL: 'organization', JOB_PRIVATE: 'organization' })

    github.setSecret({ repository: 'acme/shop' }, 'JOB_ALL', 'repository')
    github.setSecret({ repository: 'acme/shop', environment: 'production' }, 'JOB_ALL', 'environment')
    expect(job('acme/shop')).toMatchObject({ JOB_ALL: 'repository' })
    expect(job('acme/shop', 'production')).toMatchObject({ JOB_ALL: 'environment' })
    expect(job('acme/shop', 'eu/west 1%')).toMatchObject({ JOB_ALL: 'repository' })
    expect(github.workflowSecrets({ repository: 'acme/shop', kind: 'dependabot' })).toMatchObject({
      JOB_DEPENDABOT: 'dependabot',
    })
  })

  test("is what the API lists as the organization's", async () => {
    const { body } = await site.ask('GET', '/repos/acme/site/actions/organization-secrets')
    const { secrets } = body as { secrets: { name: string }[] }
    expect(secrets.map(({ name }) => name)).toEqual(expect.arrayContaining(['JOB_ALL', 'JOB_SELECTED']))
    expect(secrets.map(({ name }) => name)).not.toContain('JOB_PRIVATE')
  })
})

describe.each([
  ['a repository', '/repos/acme/shop/actions/variables', { repository: 'acme/shop' }, {}],
  [
    'an environment',
    '/repos/acme/shop/environments/eu%2Fwest%201%25/variables',
    { repository: 'acme/shop', environment: 'eu/west 1%' },
    {},
  ],
  ['an organization', '/orgs/acme/actions/variables', { organization: 'acme' }, { visibility: 'all' }],
])('the variables of %s', (_what, path, place, more) => {
  test('are created, read, changed, renamed and deleted', async () => {
    const created = await site.ask('POST', path, {
      body: { name: 'access_key', value: 'SCWFAKE00000000001', ...more },
    })
    expect([created.status, created.body]).toEqual([201, {}])
    expect((await site.ask('POST', path, { body: { name: 'ACCESS_KEY', value: 'x', ...more } })).status).toBe(
      409,
    )
    expect((await site.ask('GET', `${path}/ACCESS_KEY`)).body).toMatchObject({
      name: 'ACCESS_KEY',
      value: 'SCWFAKE00000000001',
      ...more,
    })
    expect(
      (await site.ask('PATCH', `${path}/ACCESS_KEY`, { body: { value: 'SCWFAKE00000000002' } })).status,
    ).toBe(204)
    expect(site.github.variable(place, 'access_key')?.value).toBe('SCWFAKE00000000002')
    expect((await site.ask('PATCH', `${path}/ACCESS_KEY`, { body: { name: 'RENAMED' } })).status).toBe(204)
    expect((await site.ask('GET', path)).body).toMatchObject({
      total_count: 1,
      variables: [{ name: 'RENAMED' }],
    })
    expect(
      site.github.workflowVariables({ repository: 'acme/shop', environment: 'eu/west 1%' }),
    ).toMatchObject({
      RENAMED: 'SCWFAKE00000000002',
    })
    expect((await site.ask('DELETE', `${path}/RENAMED`)).status).toBe(204)
    expect((await site.ask('GET', `${path}/RENAMED`)).status).toBe(404)
  })

  test('are listed 30 at most', async () => {
    for (let number = 0; number < 31; number += 1) site.github.setVariable(place, `V${number}`, 'v')
    const { body } = await site.ask('GET', `${path}?per_page=100`)
    expect(body).toMatchObject({ total_count: 31 })
    expect((body as { variables: unknown[] }).variables).toHaveLength(30)
  })
})

test('repositories, environments and organizations can be asked for', async () => {
  site.github.addToken({
    token: 'github_pat_FAKE_admin',
    repositories: 'all',
    permissions: { actions: 'read', administration: 'write' },
  })
  const token = 'github_pat_FAKE_admin'
  expect((await site.ask('GET', '/orgs/ACME')).body).toMatchObject({
    login: 'acme',
    id: 9001,
    public_repos: 1,
  })
  const { body } = await site.ask('GET', '/orgs/acme/repos?per_page=2')
  expect((body as { id: number }[]).map(({ id }) => id)).toEqual([700001, 700002])
  site.github.changeRepository('acme/shop', { topics: ['scaleway'] })
  expect((await site.ask('GET', '/repos/acme/shop/topics')).body).toEqual({ names: ['scaleway'] })

  const made = await site.ask('PUT', '/repos/acme/shop/environments/a%2Fb', { token })
  expect(made.body).toMatchObject({
    name: 'a/b',
    url: `${site.url}/repos/acme/shop/environments/a%2Fb`,
    protection_rules: [],
  })
  expect((await site.ask('GET', '/repos/acme/shop/environments/A%2FB', { token })).body).toEqual(made.body)
  expect((await site.ask('DELETE', '/repos/acme/shop/environments/a%2Fb', { token })).status).toBe(204)
  expect((await site.ask('GET', '/repos/acme/shop/environments', { token })).body).toMatchObject({
    total_count: 2,
  })
})
