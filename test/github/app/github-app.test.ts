import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { smallGithub } from '../../../sandbox/github/index.ts'
import type { Clock } from '../../../src/rotation/model/ports.ts'
import type { AppNeed, AppPermission } from '../../../src/github/app/required-permissions.ts'
import { createGithubApp, type GithubApp } from '../../../src/github/app/github-app.ts'
import { json } from '../../http/responses.ts'
import { startGithub, type TestGithub } from '../../sandbox/github/fixture.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
})
const secrets: AppPermission = { name: 'secrets', level: 'write', label: 'repository permission Secrets' }
const environments: AppPermission = {
  ...secrets,
  name: 'environments',
  label: 'repository permission Environments',
}
const ofOrganization: AppPermission = {
  ...secrets,
  name: 'organization_secrets',
  label: 'organization permission Secrets',
}

function need(place: string, ...permissions: readonly AppPermission[]): AppNeed {
  const [owner = '', repository] = place.split('/')
  return { owner, repository, permissions, expected: [], about: 'repositories' }
}

let site: TestGithub
let app: GithubApp
let masked: string[]
/** What befalls a request in place of GitHub's own answer; undefined for nothing. */
let befalls: (request: string) => Response | undefined
beforeEach(async () => {
  const seed = smallGithub()
  site = await startGithub({
    ...seed,
    repositories: [
      ...(seed.repositories ?? []),
      ...Array.from({ length: 501 }, (_, at) => ({ name: `acme/many-${at}` })),
    ],
    apps: [
      {
        id: 7001,
        owner: 'acme',
        publicKeys: [publicKey],
        installations: [
          {
            account: 'acme',
            repositories: 'all',
            permissions: { secrets: 'write', environments: 'write', organization_secrets: 'write' },
          },
        ],
      },
    ],
  })
  const clock: Clock = {
    now: () => site.clock.now(),
    stamp: () => () => site.clock.now(),
    sleep: () => Promise.resolve(),
  }
  masked = []
  befalls = () => undefined
  const connection: typeof fetch = async (input, init) => {
    const { method, url } = new Request(input, init)
    return befalls(`${method} ${new URL(url).pathname}`) ?? fetch(input, init)
  }
  app = createGithubApp({
    identity: { id: '7001', privateKey },
    apiUrl: site.url,
    connection,
    tokenConnection: connection,
    clock,
    mask: (secret) => masked.push(secret),
  })
})
afterEach(() => site.stop())

const made = () => site.github.installationTokens()
const shop = { owner: 'acme', repo: 'shop' }
const list = 'GET /repos/{owner}/{repo}/actions/secrets'

describe('tokens', () => {
  test('of repositories and of the organization itself are two, neither with the other’s permissions', async () => {
    const needs = [need('acme/shop', secrets), need('acme', ofOrganization), need('ACME/api', environments)]
    expect(await app.open(needs)).toEqual([])
    const tokens = [...made()].sort((one, other) =>
      String(one.repositories).localeCompare(String(other.repositories)),
    )
    expect(tokens).toMatchObject([
      { repositories: ['acme/shop', 'acme/api'], permissions: { secrets: 'write', environments: 'write' } },
      { repositories: 'all', permissions: { organization_secrets: 'write' } },
    ])
    expect(Object.keys(tokens[1]?.permissions ?? {})).not.toContain('secrets')
    expect(masked).toEqual(expect.arrayContaining(tokens.map(({ token }) => token)))

    expect((await app.octokit.request(list, shop)).status).toBe(200)
    expect((await app.octokit.request('GET /orgs/{org}/actions/secrets', { org: 'acme' })).status).toBe(200)
    // What no token was made for is left to the organization's, which can see that it is there, and no more.
    const infra = { owner: 'acme', repo: 'infra' }
    expect((await app.octokit.request('GET /repos/{owner}/{repo}', infra)).status).toBe(200)
    await expect(app.octokit.request(list, infra)).rejects.toMatchObject({ status: 403 })
    await expect(app.octokit.request(list, { owner: 'jo', repo: 'shop' })).rejects.toThrow(
      'no token was created for jo',
    )
    expect(await app.close()).toEqual([])
    expect(made().every(({ revoked }) => revoked)).toBe(true)
  })

  test('are for 500 repositories at most', async () => {
    const needs = Array.from({ length: 501 }, (_, at) => need(`acme/many-${at}`, secrets))
    expect(await app.open(needs)).toEqual([])
    expect(
      made()
        .map(({ repositories }) => repositories.length)
        .sort(),
    ).toEqual([1, 500])
    expect(needs.every((one) => app.covers(one))).toBe(true)
    for (const repo of ['many-0', 'many-500'])
      expect((await app.octokit.request(list, { owner: 'acme', repo })).status).toBe(200)
  })

  test('are made once for what is needed again, and anew where more is needed', async () => {
    await app.open([need('acme/shop', secrets)])
    await app.open([need('Acme/Shop', secrets)])
    expect(made()).toHaveLength(1)
    await app.open([need('acme/shop', environments)])
    expect(made()[1]?.permissions).toMatchObject({ secrets: 'write', environments: 'write' })
    expect(app.covers(need('acme/shop', secrets, environments))).toBe(true)
    expect(app.covers(need('acme/shop', ofOrganization))).toBe(false)
    await app.close()
    expect(made().map(({ revoked }) => revoked)).toEqual([true, true])
  })

  test('are made for what is possible, and the rest is told', async () => {
    site.github.changeInstallation(7001, 'acme', {
      repositories: ['acme/shop', 'acme/api'],
      permissions: { secrets: 'write', environments: 'read' },
    })
    const needs = [
      need('acme/shop', secrets),
      need('acme/api', environments),
      need('acme/infra', secrets),
      need('nobody/shop', secrets),
    ]
    const problems = await app.open(needs)
    expect(problems.map(({ about, problem }) => `${about}: ${problem}`)).toEqual([
      expect.stringMatching(
        /^github-app-id: .* at acme that the run needs: repository permission Environments: write$/,
      ),
      expect.stringMatching(/^repositories: .* not installed for the repository acme\/infra/),
      expect.stringMatching(/^github-app-id: .* not installed at nobody/),
    ])
    expect(needs.map((one) => app.covers(one))).toEqual([true, false, false, false])
    expect(made()).toMatchObject([{ repositories: ['acme/shop'], permissions: { secrets: 'write' } }])
  })

  test('are made anew once, whoever asks at the same time', async () => {
    await app.open([need('acme/shop', secrets), need('acme/api', secrets)])
    site.clock.advance(54 * 60_000)
    await app.octokit.request(list, shop)
    expect(made()).toHaveLength(1)
    site.clock.advance(2 * 60_000)
    await Promise.all(
      ['shop', 'api', 'shop'].map((repo) => app.octokit.request(list, { owner: 'acme', repo })),
    )
    expect(made()).toHaveLength(2)
  })

  test('are used to their end where no new one can be had', async () => {
    await app.open([need('acme/shop', secrets)])
    site.clock.advance(56 * 60_000)
    site.github.changeInstallation(7001, 'acme', { permissions: { secrets: 'read' } })
    // GitHub makes none that may write any more; reading goes on.
    expect((await app.octokit.request(list, shop)).status).toBe(200)
    site.clock.advance(5 * 60_000)
    await expect(app.octokit.request(list, shop)).rejects.toMatchObject({ status: 422 })
    // What has ended by itself needs no end.
    site.github.changeInstallation(7001, 'acme', { suspended: true })
    expect(await app.close()).toEqual([])
  })
})

describe('what GitHub answers seldom', () => {
  const asksForToken = (request: string) => request.endsWith('/access_tokens')
  const told = async (...needs: readonly AppNeed[]) =>
    (await app.open(needs)).map(({ about, problem, remedy }) => `${about}: ${problem}. ${remedy}`)

  test('a refusal of the rest, too: both are told', async () => {
    site.github.changeInstallation(7001, 'acme', {
      repositories: ['acme/shop'],
      permissions: { secrets: 'write' },
    })
    let asked = 0
    befalls = (request) => {
      if (!asksForToken(request)) return undefined
      asked += 1
      return asked === 2 ? json({ message: 'Not on a Sunday.' }, 422) : undefined
    }
    expect(await told(need('acme/shop', secrets), need('acme/infra', secrets))).toEqual([
      expect.stringMatching(/^repositories: .* is not installed for the repository acme\/infra/),
      expect.stringMatching(/^github-app-id: could not create a token for acme: Not on a Sunday\./),
    ])
    expect(app.covers(need('acme/shop', secrets))).toBe(false)
  })

  test('a refusal of a token for the organization itself, which is no repository’s fault', async () => {
    befalls = (request) => (asksForToken(request) ? json({ message: 'Not on a Sunday.' }, 422) : undefined)
    expect(await told(need('acme', ofOrganization))).toEqual([
      expect.stringMatching(/^github-app-id: could not create a token for acme: Not on a Sunday\./),
    ])
  })

  test('a token that is not shown', async () => {
    befalls = (request) =>
      asksForToken(request) ? json({ expires_at: '2026-03-01T11:00:00Z' }, 201) : undefined
    await expect(told(need('acme/shop', secrets))).rejects.toThrow("GitHub's answer has no token")
  })

  test('a token without an end: it is taken to live for an hour', async () => {
    let made = 0
    befalls = (request) => {
      if (request.endsWith('/installation')) return undefined
      if (!asksForToken(request)) return json({ secrets: [] })
      made += 1
      return json({ token: `ghs_FAKE_${made}`, expires_at: 'soon' }, 201)
    }
    expect(await told(need('acme/shop', secrets))).toEqual([])
    for (const [minutes, tokens] of [
      [54, 1],
      [2, 2],
    ] as const) {
      site.clock.advance(minutes * 60_000)
      await app.octokit.request(list, shop)
      expect(made).toBe(tokens)
    }
    expect(masked).toEqual(expect.arrayContaining(['ghs_FAKE_1', 'ghs_FAKE_2']))
  })

  test('an installation with a number that could lead elsewhere', async () => {
    befalls = (request) =>
      request === 'GET /users/acme/installation' ? json({ id: '1/../2', permissions: {} }) : undefined
    await expect(told(need('acme/shop', secrets))).rejects.toThrow(
      "GitHub's answer has an installation ID that is not valid",
    )
  })

  test.each([
    ['nothing of it', () => json({})],
    ['an error', () => json({ message: 'Oops' }, 500)],
  ])('who the App is: %s', async (_, answer) => {
    site.github.uninstallApp(7001, 'acme')
    befalls = (request) => (request === 'GET /app' ? answer() : undefined)
    expect(await told(need('acme/shop', secrets))).toEqual([
      'github-app-id: the App is not installed at acme, or this account does not exist. ' +
        'Install it there, for the repositories of the targets, or correct the name of the owner',
    ])
  })

  test('a token that cannot be ended ends by itself', async () => {
    await app.open([need('acme/shop', secrets)])
    befalls = () => json({ message: 'Oops' }, 500)
    expect(await app.close()).toEqual([
      expect.stringMatching(
        /^A token of the GitHub App could not be revoked; it expires at 2026-03-01T11:00:00.000Z: Oops/,
      ),
    ])
  })
})

test('a request that goes to no account is none that a token could be chosen for', async () => {
  await app.open([need('acme/shop', secrets)])
  await expect(app.octokit.request('GET /meta')).rejects.toThrow('a request to GitHub has no account')
})
