import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { smallGithub, smallGithubTokens } from '../../../sandbox/github/index.ts'
import { startGithub, type TestGithub } from './fixture.ts'

const { writer, reader, workflow } = smallGithubTokens
const shop = '/repos/acme/shop/actions/secrets'
const production = '/repos/acme/shop/environments/production/secrets'

let site: TestGithub
beforeAll(async () => {
  const seed = smallGithub()
  site = await startGithub({
    ...seed,
    users: [{ login: 'jo' }],
    repositories: [
      ...(seed.repositories ?? []),
      { name: 'acme/old', archived: true, environments: ['live'] },
      { name: 'jo/open', private: false, environments: ['live'] },
    ],
  })
})
afterAll(() => site.stop())

const body = { encrypted_value: 'c2VjcmV0', key_id: '1' }

describe('who asks', () => {
  test.each([
    ['nobody', null, 401, 'Requires authentication'],
    ['a token that nobody has', 'github_pat_FAKE_unknown', 401, 'Bad credentials'],
  ])('%s', async (_what, token, status, message) => {
    const answer = await site.ask('GET', shop, { token })
    expect([answer.status, answer.body]).toEqual([
      status,
      expect.objectContaining({ message, documentation_url: expect.any(String), status: String(status) }),
    ])
  })

  test.each(['token', 'Bearer', 'bearer'])('may say "%s"', async (scheme) => {
    expect(
      (await site.ask('GET', shop, { token: null, headers: { authorization: `${scheme} ${reader}` } }))
        .status,
    ).toBe(200)
  })

  test('with a token that expires is refused afterwards', async () => {
    const token = 'github_pat_FAKE_short'
    const expiresAt = new Date(site.clock.now().getTime() + 60_000).toISOString()
    site.github.addToken({ token, repositories: 'all', permissions: { secrets: 'read' }, expiresAt })
    expect((await site.ask('GET', shop, { token })).status).toBe(200)
    site.clock.advance(60_000)
    expect((await site.ask('GET', shop, { token })).body).toMatchObject({ message: 'Bad credentials' })
  })

  test('with a token that was revoked is refused', async () => {
    const token = 'github_pat_FAKE_revoked'
    site.github.addToken({ token, repositories: 'all', permissions: {} })
    expect((await site.ask('GET', '/user', { token })).body).toMatchObject({ login: 'octocat', type: 'User' })
    site.github.deleteToken(token)
    expect((await site.ask('GET', '/user', { token })).status).toBe(401)
  })
})

describe('what a token may do', () => {
  test.each([
    [
      'a workflow token reads secrets',
      workflow,
      'GET',
      '/repos/acme/infra/actions/secrets',
      403,
      'integration',
      'secrets=read',
    ],
    [
      'a workflow token reads a key',
      workflow,
      'GET',
      '/repos/acme/infra/actions/secrets/public-key',
      403,
      'integration',
      'secrets=read',
    ],
    [
      'a workflow token writes',
      workflow,
      'PUT',
      '/repos/acme/infra/actions/secrets/A',
      403,
      'integration',
      'secrets=write',
    ],
    ['a reader writes', reader, 'PUT', `${shop}/A`, 403, 'personal access token', 'secrets=write'],
    ['a reader deletes', reader, 'DELETE', `${shop}/A`, 403, 'personal access token', 'secrets=write'],
    [
      'a reader writes to an environment',
      reader,
      'PUT',
      `${production}/A`,
      403,
      'personal access token',
      'environments=write',
    ],
    [
      'a reader reads Dependabot keys',
      reader,
      'GET',
      '/repos/acme/shop/dependabot/secrets/public-key',
      403,
      'personal access token',
      'dependabot_secrets=read',
    ],
    [
      'a writer lists environments',
      writer,
      'GET',
      '/repos/acme/shop/environments',
      403,
      'personal access token',
      'actions=read',
    ],
    [
      'a writer makes an environment',
      writer,
      'PUT',
      '/repos/acme/shop/environments/x',
      403,
      'personal access token',
      'administration=write',
    ],
  ])('%s: refused, with what was missing', async (_what, token, method, path, status, whose, accepted) => {
    const answer = await site.ask(method, path, { token, ...(method === 'PUT' && { body }) })
    expect([answer.status, answer.body]).toEqual([
      status,
      expect.objectContaining({ message: `Resource not accessible by ${whose}`, status: '403' }),
    ])
    expect(answer.headers.get('x-accepted-github-permissions')).toBe(accepted)
  })

  test('a reader reads keys and lists, of environments too', async () => {
    for (const path of [shop, `${shop}/public-key`, production, `${production}/public-key`]) {
      expect((await site.ask('GET', path, { token: reader })).status).toBe(200)
    }
  })

  test('a private repository out of reach is not found, like one that there is not', async () => {
    for (const path of [shop, '/repos/acme/shop', '/repos/acme/none/actions/secrets', '/repos/nobody/none']) {
      expect((await site.ask('GET', path, { token: workflow })).body).toMatchObject({
        message: 'Not Found',
        status: '404',
      })
    }
  })

  test('an environment that there is not', async () => {
    const answer = await site.ask('GET', '/repos/acme/shop/environments/staging/secrets/public-key')
    expect([answer.status, answer.body]).toEqual([404, expect.objectContaining({ message: 'Not Found' })])
  })

  test('permissions change while it is in use', async () => {
    const token = 'github_pat_FAKE_changing'
    site.github.addToken({ token, repositories: ['acme/shop'], permissions: { secrets: 'write' } })
    expect((await site.put(shop, 'CHANGING', 'v', { token })).status).toBe(201)
    site.github.changeToken(token, { permissions: { secrets: 'read' } })
    expect((await site.put(shop, 'CHANGING', 'w', { token })).status).toBe(403)
    site.github.changeToken(token, { repositories: ['acme/api'] })
    expect((await site.ask('GET', shop, { token })).status).toBe(404)
  })

  test('an archived repository is read-only', async () => {
    const old = '/repos/acme/old/actions/secrets'
    expect((await site.ask('GET', old)).status).toBe(200)
    for (const path of [old, '/repos/acme/old/environments/live/secrets']) {
      const answer = await site.put(path, 'A', 'v')
      expect([answer.status, answer.body]).toEqual([
        403,
        expect.objectContaining({ message: 'Repository was archived so is read-only.' }),
      ])
    }
  })

  test('of a public repository everybody sees the repository and its environments, nobody the secrets', async () => {
    const open = '/repos/jo/open'
    for (const token of [null, workflow]) {
      expect((await site.ask('GET', open, { token })).body).toMatchObject({
        full_name: 'jo/open',
        private: false,
      })
      expect((await site.ask('GET', `${open}/environments`, { token })).body).toMatchObject({
        total_count: 1,
      })
    }
    expect((await site.ask('GET', `${open}/actions/secrets`, { token: null })).status).toBe(401)
    expect((await site.ask('GET', `${open}/actions/secrets`, { token: workflow })).status).toBe(403)
  })
})

describe('a repository that was renamed', () => {
  test('keeps id, secrets and permissions, and its old name leads to it', async () => {
    const token = 'github_pat_FAKE_named'
    site.github.addToken({ token, repositories: ['acme/api'], permissions: { secrets: 'write' } })
    site.github.setSecret({ repository: 'acme/api' }, 'KEPT', 'v')
    site.github.renameRepository('acme/api', 'acme/interface')

    expect((await site.ask('GET', '/repos/acme/interface')).body).toMatchObject({
      id: 700002,
      name: 'interface',
    })
    const moved = await site.ask('GET', '/repos/acme/api/actions/secrets/KEPT?x=1', { token })
    expect([moved.status, moved.headers.get('location')]).toEqual([
      301,
      `${site.url}/repositories/700002/actions/secrets/KEPT?x=1`,
    ])
    expect(moved.body).toMatchObject({ message: 'Moved Permanently', url: moved.headers.get('location') })
    const there = moved.headers.get('location')?.slice(site.url.length) ?? ''
    expect((await site.ask('GET', there, { token })).body).toMatchObject({ name: 'KEPT' })
    expect((await site.ask('PUT', '/repos/acme/api/actions/secrets/KEPT', { token, body })).status).toBe(307)
    expect((await site.ask('GET', '/repos/acme/api', { token: workflow })).status).toBe(404)
  })
})

describe('a name that another repository takes', () => {
  test('leads to the new one from then on, also when that is gone, and permissions stay with the old one', async () => {
    const token = 'github_pat_FAKE_taken'
    site.github.addRepository({ name: 'acme/taken' })
    const id = site.github.repositoryId('acme/taken')
    site.github.addToken({ token, repositories: ['acme/taken'], permissions: { secrets: 'write' } })
    site.github.renameRepository('acme/taken', 'acme/moved')
    expect((await site.ask('GET', '/repos/acme/taken', { token })).status).toBe(301)

    site.github.addRepository({ name: 'acme/taken' })
    expect(site.github.repositoryId('acme/taken')).not.toBe(id)
    expect((await site.ask('GET', '/repos/acme/taken')).body).toMatchObject({ name: 'taken' })
    expect((await site.ask('GET', '/repos/acme/taken/actions/secrets', { token })).status).toBe(404)
    expect((await site.ask('GET', '/repos/acme/moved/actions/secrets', { token })).status).toBe(200)

    site.github.deleteRepository('acme/taken')
    expect((await site.ask('GET', '/repos/acme/taken', { token })).status).toBe(404)
  })

  test('does not open what was sealed for the old one', async () => {
    site.github.addRepository({ name: 'acme/sealed' })
    const path = '/repos/acme/sealed/actions/secrets'
    const { key_id } = (await site.ask('GET', `${path}/public-key`)).body as { readonly key_id: string }
    site.github.deleteRepository('acme/sealed')
    site.github.addRepository({ name: 'acme/sealed' })
    const answer = await site.ask('PUT', `${path}/A`, {
      body: JSON.stringify({ encrypted_value: Buffer.alloc(64, 1).toString('base64'), key_id }),
    })
    expect(answer.status).toBe(422)
    expect(site.github.secrets({ repository: 'acme/sealed' })).toEqual([])
  })
})

test('a list says which repositories are public, private and internal; an internal one is private as well', async () => {
  site.github.addRepository({ name: 'acme/for-all', private: false })
  site.github.addRepository({ name: 'acme/for-us', internal: true })
  const { body } = await site.ask('GET', '/orgs/acme/repos?per_page=100')
  const list = body as readonly { name: string; private: boolean; visibility: string }[]
  const shown = (name: string) =>
    list.filter((one) => one.name === name).map((one) => [one.private, one.visibility])
  expect([shown('for-all'), shown('for-us'), shown('shop')]).toEqual([
    [[false, 'public']],
    [[true, 'internal']],
    [[true, 'private']],
  ])
})

describe('requests that are not understood', () => {
  test('bad JSON', async () => {
    const answer = await site.ask('PUT', `${shop}/A`, { body: '{"encrypted_value":' })
    expect([answer.status, answer.body]).toEqual([
      400,
      expect.objectContaining({ message: 'Problems parsing JSON', status: '400' }),
    ])
  })

  test('JSON that is no object', async () => {
    const answer = await site.ask('PUT', `${shop}/A`, { body: '[]' })
    expect([answer.status, answer.body]).toEqual([
      400,
      expect.objectContaining({ message: 'Body should be a JSON object' }),
    ])
  })

  test('a body of another type is read as JSON all the same', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await site.ask('PUT', `${shop}/A`, { body: '{"key_id":"1"}', headers })
    expect(answer.body).toMatchObject({ message: 'Invalid request.\n\n"encrypted_value" wasn\'t supplied.' })
  })

  test('an answer of another type is wanted', async () => {
    const answer = await site.ask('GET', shop, { headers: { accept: 'application/xml' } })
    expect([answer.status, answer.body]).toEqual([
      415,
      expect.objectContaining({
        message: "Unsupported 'Accept' header: 'application/xml'. Must accept 'application/json'.",
      }),
    ])
  })

  test.each(['application/vnd.github+json', 'application/vnd.github.v3+json', 'application/json', '*/*'])(
    '%s is fine',
    async (accept) => {
      expect((await site.ask('GET', shop, { headers: { accept } })).status).toBe(200)
    },
  )

  test('no user agent', async () => {
    expect((await site.ask('GET', shop, { headers: { 'user-agent': '' } })).status).toBe(403)
  })

  test.each([
    ['GET', '/nothing'],
    ['POST', shop],
    ['PATCH', `${shop}/A`],
    ['GET', `${shop}/`],
    ['GET', '/repos/acme/shop/environments/production/codespaces/secrets'],
    ['GET', '/repositories/nothing'],
  ])('%s %s', async (method, path) => {
    const answer = await site.ask(method, path)
    expect([answer.status, answer.body]).toEqual([
      404,
      {
        message: 'Not Found',
        documentation_url: expect.stringMatching(/^https:\/\/docs\.github\.com\/rest/),
        status: '404',
      },
    ])
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(answer.headers.get('x-github-request-id')).toMatch(/^[0-9A-F:]+$/)
  })
})
