import { createSign, generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { smallGithub, type AppSeed, type Permissions } from '../../../sandbox/github/index.ts'
import { startGithub, type Reply, type TestGithub } from './fixture.ts'

const key = newKey()
const another = newKey()

function newKey() {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
}

const granted: Permissions = { metadata: 'read', secrets: 'write', environments: 'write', actions: 'read' }
const app: AppSeed = {
  id: 7001,
  clientId: 'Iv23liFAKEclientOfTests',
  slug: 'rotator',
  owner: 'acme',
  publicKeys: [key.publicKey],
  installations: [
    { id: 801, account: 'acme', repositories: ['acme/shop', 'acme/api'], permissions: granted },
    { id: 802, account: 'jo', repositories: 'all', permissions: granted },
  ],
}

let site: TestGithub
beforeEach(async () => {
  const seed = smallGithub()
  site = await startGithub({
    ...seed,
    users: [{ login: 'jo' }],
    repositories: [...(seed.repositories ?? []), { name: 'jo/site' }],
    apps: [app, { id: 7002, owner: 'acme', publicKeys: [] }],
  })
})
afterEach(() => site.stop())

interface Claims {
  readonly iss?: unknown
  /** Seconds from now on, by the sandbox's clock. */
  readonly iat?: unknown
  readonly exp?: number
  readonly alg?: string
  readonly by?: string
}

function jwt({
  iss = app.id,
  iat = -30,
  exp = 570,
  alg = 'RS256',
  by = key.privateKey,
}: Claims = {}): string {
  const now = Math.floor(site.clock.now().getTime() / 1000)
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const claims = { iss, iat: typeof iat === 'number' ? now + iat : iat, exp: now + exp }
  const signed = `${encode({ alg, typ: 'JWT' })}.${encode(claims)}`
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(by, 'base64url')}`
}

const asApp = (method: string, path: string, claims: Claims = {}, body?: unknown): Promise<Reply> =>
  site.ask(method, path, { token: null, headers: { authorization: `bearer ${jwt(claims)}` }, body })

async function mint(body: unknown = {}, installation = 801): Promise<string> {
  const { status, body: answer } = await asApp(
    'POST',
    `/app/installations/${installation}/access_tokens`,
    {},
    body,
  )
  expect(status).toBe(201)
  return (answer as { token: string }).token
}

const undecodable = [401, 'A JSON web token could not be decoded'] as const
const expired = [401, expect.stringMatching(/^'Expiration time' claim \('exp'\) must be/)] as const
const issuedLater = [401, expect.stringMatching(/^'Issued at' claim \('iat'\) must be/)] as const

describe('an App signs in', () => {
  test.each([
    ['by its number', {}],
    ['by its number as a text', { iss: '7001' }],
    ['by its client id', { iss: app.clientId }],
    ['for the longest time that GitHub allows', { iat: 0, exp: 600 }],
  ])('%s', async (_, claims) => {
    const answer = await asApp('GET', '/app', claims)
    expect([answer.status, answer.body]).toEqual([
      200,
      expect.objectContaining({ id: 7001, slug: 'rotator', client_id: app.clientId, installations_count: 2 }),
    ])
  })

  test.each<readonly [string, Claims, readonly unknown[]]>([
    ['with another key', { by: another.privateKey }, undecodable],
    ['with another algorithm', { alg: 'HS256' }, undecodable],
    ['as nobody', { iss: 4711 }, [404, 'Integration not found']],
    ['as an App without a key', { iss: 7002 }, [401, 'Integration must generate a public key']],
    ['with what has expired', { exp: 0 }, expired],
    ['for too long', { exp: 601 }, [401, "'Expiration time' claim ('exp') is too far in the future"]],
    ['from the future', { iat: 1 }, issuedLater],
    ['without a time', { iat: 'now' }, issuedLater],
  ])('not %s', async (_, claims, refused) => {
    const answer = await asApp('GET', '/app', claims)
    expect([answer.status, (answer.body as { message: string }).message]).toEqual(refused)
  })

  test('and not with a token, nor with what is no JWT, nor not at all', async () => {
    const token = await mint()
    for (const authorization of [`token ${token}`, `bearer ${token}`, 'bearer a.b.c', `token ${jwt()}`]) {
      const answer = await site.ask('GET', '/app', { token: null, headers: { authorization } })
      expect([answer.status, (answer.body as { message: string }).message]).toEqual(undecodable)
    }
    expect((await site.ask('GET', '/app', { token: null })).status).toBe(401)
    expect((await site.ask('GET', '/repos/acme/shop', { token: jwt() })).status).toBe(401)
  })
})

test.each([
  ['/orgs/acme/installation', 801],
  ['/users/jo/installation', 802],
  // As GitHub's own action for App tokens has it.
  ['/users/acme/installation', 801],
  ['/repos/acme/shop/installation', 801],
  ['/repos/jo/site/installation', 802],
])('GET %s finds the installation', async (path, id) => {
  expect((await asApp('GET', path)).body).toMatchObject({
    id,
    app_id: 7001,
    suspended_at: null,
    permissions: granted,
  })
})

test.each([
  '/orgs/jo/installation',
  '/orgs/nobody/installation',
  '/users/nobody/installation',
  '/repos/acme/infra/installation',
  '/repos/acme/none/installation',
])('GET %s finds none', async (path) => {
  expect((await asApp('GET', path)).body).toMatchObject({ message: 'Not Found' })
})

describe('a token', () => {
  const secretsOf = (repository: string) => `/repos/${repository}/actions/secrets`
  const statusOf = async (token: string, path: string) => (await site.ask('GET', path, { token })).status

  test('that is not narrowed reaches what the installation reaches, and nothing else', async () => {
    const answer = await asApp('POST', '/app/installations/801/access_tokens')
    expect(answer.body).toMatchObject({
      token: expect.stringMatching(/^ghs_/),
      expires_at: new Date(site.clock.now().getTime() + 3_600_000).toISOString().replace(/\.\d+/, ''),
      permissions: granted,
      repository_selection: 'selected',
    })
    const { token } = answer.body as { token: string }
    expect((await site.put(secretsOf('acme/shop'), 'A', 'v', { token })).status).toBe(201)
    expect((await site.put(secretsOf('acme/api'), 'A', 'v', { token })).status).toBe(201)
    expect(await statusOf(token, secretsOf('acme/infra'))).toBe(404)
    expect(await statusOf(token, secretsOf('jo/site'))).toBe(404)
    expect(await statusOf(token, '/orgs/acme/actions/secrets')).toBe(403)
  })

  test('that is narrowed cannot touch what was left out', async () => {
    const body = { repositories: ['shop'], permissions: { secrets: 'write' } }
    const token = await mint(body)
    expect(site.github.installationTokens()).toMatchObject([
      {
        account: 'acme',
        repositories: ['acme/shop'],
        permissions: { secrets: 'write', metadata: 'read' },
        revoked: false,
      },
    ])
    expect((await site.put(secretsOf('acme/shop'), 'A', 'v', { token })).status).toBe(201)
    expect(await statusOf(token, secretsOf('acme/api'))).toBe(404)
    expect(await statusOf(token, '/repos/acme/shop/environments/production/secrets')).toBe(403)

    const reading = await mint({ repository_ids: [700001], permissions: { secrets: 'read' } })
    expect(await statusOf(reading, secretsOf('acme/shop'))).toBe(200)
    expect((await site.put(secretsOf('acme/shop'), 'A', 'v', { token: reading })).status).toBe(403)
  })

  test('can be narrowed to permissions that GitHub’s description leaves out', async () => {
    const permissions: Permissions = { codespaces_secrets: 'write', organization_dependabot_secrets: 'write' }
    site.github.changeInstallation(7001, 'acme', { permissions })
    const token = await mint({ permissions })
    expect(await statusOf(token, '/repos/acme/shop/codespaces/secrets')).toBe(200)
    expect(await statusOf(token, '/orgs/acme/dependabot/secrets')).toBe(200)
    expect(await statusOf(token, '/orgs/acme/actions/secrets')).toBe(403)
  })

  test('of one account reaches no other', async () => {
    const token = await mint({ permissions: { secrets: 'write' } }, 802)
    expect(await statusOf(token, secretsOf('jo/site'))).toBe(200)
    expect(await statusOf(token, secretsOf('acme/shop'))).toBe(404)
  })

  test.each([
    [
      'a repository that the installation was not given',
      { repositories: ['shop', 'infra'] },
      'at least one repository',
    ],
    ['a repository that there is not', { repositories: ['none'] }, 'at least one repository'],
    ['a repository of somebody else', { repository_ids: [700003] }, 'at least one repository'],
    [
      'a permission that it was not given',
      { permissions: { dependabot_secrets: 'write' } },
      'not granted to this installation',
    ],
    ['more of a permission than it was given', { permissions: { actions: 'write' } }, 'The level of access'],
    ['what is no level', { permissions: { secrets: 'admin' } }, 'Invalid request'],
    ['repositories that are no list', { repositories: 'shop' }, 'Invalid request'],
    ['too many repositories', { repositories: Array.from({ length: 501 }, () => 'shop') }, '500'],
  ])('is not made for %s', async (_, body, message) => {
    const answer = await asApp('POST', '/app/installations/801/access_tokens', {}, body)
    expect([answer.status, answer.body]).toEqual([
      422,
      expect.objectContaining({ message: expect.stringContaining(message) }),
    ])
    expect(site.github.installationTokens()).toEqual([])
  })

  test('is not made for an installation that is none of the App’s', async () => {
    site.github.addApp({ ...app, id: 7003, clientId: 'x', installations: [] })
    expect((await asApp('POST', '/app/installations/801/access_tokens', { iss: 7003 })).status).toBe(404)
    expect((await asApp('POST', '/app/installations/899/access_tokens')).status).toBe(404)
  })

  test('expires after an hour of the sandbox', async () => {
    const token = await mint()
    site.clock.advance(3_599_000)
    expect(await statusOf(token, secretsOf('acme/shop'))).toBe(200)
    site.clock.advance(2000)
    expect(await statusOf(token, secretsOf('acme/shop'))).toBe(401)
  })

  test('ends itself, and leaves the others', async () => {
    const [one, other] = [await mint(), await mint()]
    expect(await site.ask('DELETE', '/installation/token', { token: one })).toMatchObject({
      status: 204,
      text: '',
    })
    expect(await statusOf(one, secretsOf('acme/shop'))).toBe(401)
    expect(await statusOf(other, secretsOf('acme/shop'))).toBe(200)
    expect(site.github.installationTokens().map(({ revoked }) => revoked)).toEqual([true, false])
    expect((await site.ask('DELETE', '/installation/token', { token: one })).status).toBe(401)
    expect((await site.ask('DELETE', '/installation/token')).status).toBe(403)
  })

  test('is worth no more than its installation is by now', async () => {
    const token = await mint()
    site.github.changeInstallation(7001, 'acme', { permissions: { secrets: 'read' } })
    expect((await site.put(secretsOf('acme/shop'), 'A', 'v', { token })).status).toBe(403)
    site.github.changeInstallation(7001, 'acme', { repositories: ['acme/api'] })
    expect(await statusOf(token, secretsOf('acme/shop'))).toBe(404)
    site.github.changeInstallation(7001, 'acme', { suspended: true })
    const suspended = await site.ask('GET', secretsOf('acme/api'), { token })
    expect([suspended.status, suspended.body]).toEqual([
      403,
      expect.objectContaining({ message: 'This installation has been suspended' }),
    ])
    expect((await asApp('POST', '/app/installations/801/access_tokens')).status).toBe(403)
    expect((await asApp('GET', '/orgs/acme/installation')).body).toMatchObject({
      suspended_at: expect.any(String),
    })
    site.github.uninstallApp(7001, 'acme')
    expect(await statusOf(token, secretsOf('acme/api'))).toBe(401)
    expect((await asApp('GET', '/orgs/acme/installation')).status).toBe(404)
  })

  test('shares the budget of its installation', async () => {
    site.github.setLimits({ requestsPerHour: 3 })
    const [one, other] = [await mint(), await mint()]
    expect(await statusOf(one, secretsOf('acme/shop'))).toBe(200)
    expect(await statusOf(other, secretsOf('acme/shop'))).toBe(200)
    expect(await statusOf(one, secretsOf('acme/shop'))).toBe(200)
    expect(await statusOf(other, secretsOf('acme/shop'))).toBe(403)
    site.github.setLimits({})
  })
})
