import { expect, jest, test } from '@jest/globals'
import {
  asApp,
  asked,
  clientId,
  expectAllRevoked,
  key,
  otherChanges,
  withApp,
} from '../fixtures/app-fixture.ts'
import { deploy, everythingSaid, inShort, production, withFixture, shop } from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const MINUTE = 60_000
const site = { repository: 'jo/site' } as const

test.concurrent(
  'a rotation as an App ends with what GitHub would hold; its token can do that and no more',
  withFixture(async (fixture) => {
    const { sandbox, rotate, workingKey } = fixture
    const tried: (readonly [string, number])[] = []
    sandbox.beforeRequest(async ({ method, url, headers }) => {
      if (method !== 'PUT' || tried.length > 0) return undefined
      tried.push(['', 0])
      const { authorization = '' } = headers
      for (const path of [
        'acme/shop/actions/secrets',
        'acme/shop/environments/production/secrets',
        'acme/shop/dependabot/secrets',
        'acme/api/actions/secrets',
      ]) {
        const answer = await fetch(`${sandbox.urls.github}/repos/${path}`, { headers: { authorization } })
        tried.push([`${url.split('/')[2] === 'acme' ? '' : '?'}${path}`, answer.status])
      }
      return undefined
    })
    const run = await rotate({ ...asApp, environments: 'acme/shop/production' })
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    expect(workingKey(shop)).toBe(run.outputs['access-key'])
    expect(workingKey(production)).toBe(run.outputs['access-key'])
    expect(asked(run)).toEqual([
      { repositories: ['shop'], permissions: { secrets: 'write', environments: 'write' } },
    ])
    // The App itself could do all of this.
    expect(tried.slice(1)).toEqual([
      ['acme/shop/actions/secrets', 200],
      ['acme/shop/environments/production/secrets', 200],
      ['acme/shop/dependabot/secrets', 403],
      ['acme/api/actions/secrets', 404],
    ])
    expectAllRevoked(fixture, run, 1)
    expect(inShort(run.exchanges.at(-1) ?? { method: '', url: '' })).toBe('DELETE /installation/token')
    for (const line of key.privateKey.trim().split('\n')) expect(run.masks).toContain(line)
    expect(run.warnings.join('\n')).not.toContain('token')
  }, withApp()),
)

test.concurrent(
  'a client id and a key whose line breaks are written as \\n do as well; environments are asked for where they are named',
  withFixture(async (fixture) => {
    const { rotate, workingKey } = fixture
    const privateKey = key.privateKey.trim().replaceAll('\n', '\\n')
    const run = await rotate({ ...asApp, 'github-app-id': clientId, 'github-app-private-key': privateKey })
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    expect(workingKey(shop)).toBe(run.outputs['access-key'])
    expect(asked(run)).toEqual([{ repositories: ['shop'], permissions: { secrets: 'write' } }])
    for (const line of key.privateKey.trim().split('\n')) expect(run.masks).toContain(line)
    expect(run.masks).toContain(key.privateKey.trim())
    expect(run.masks).toContain(privateKey)

    const again = await rotate({ ...asApp, 'github-app-id': clientId, 'github-app-private-key': privateKey })
    expect(again.outputs['outcome']).toBe('not-due')
    expect(otherChanges(again)).toEqual([])
    expectAllRevoked(fixture, again, 1)
  }, withApp()),
)

test.concurrent(
  'several owners: a token for each, for its own repositories',
  withFixture(async (fixture) => {
    const { sandbox, rotate, workingKey } = fixture
    const run = await rotate({ ...asApp, repositories: 'jo/site, acme/shop, Acme/API' })
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    for (const place of [shop, site, { repository: 'acme/api' }])
      expect(workingKey(place)).toBe(run.outputs['access-key'])
    expect(
      sandbox.github
        .installationTokens()
        .map(({ account, repositories }) => [account, repositories])
        .sort(),
    ).toEqual([
      ['acme', ['acme/shop', 'acme/api']],
      ['jo', ['jo/site']],
    ])
    expectAllRevoked(fixture, run, 2)
  }, withApp()),
)

test.concurrent(
  'a dry run asks for reading alone, and changes nothing',
  withFixture(async (fixture) => {
    const { sandbox, rotate } = fixture
    const run = await rotate({ ...asApp, environments: 'acme/shop/production', 'dry-run': 'true' })
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated', changed: 'false' } })
    expect(asked(run)).toEqual([
      { repositories: ['shop'], permissions: { secrets: 'read', environments: 'read' } },
    ])
    expect(otherChanges(run)).toEqual([])
    expectAllRevoked(fixture, run, 1)

    // It says beforehand what a run could not do.
    sandbox.github.changeInstallation(7001, 'acme', { permissions: { secrets: 'read' } })
    const refused = await rotate({ ...asApp, 'dry-run': 'true' })
    expect(refused.errors.join('\n')).toContain('repository permission Secrets: write')
  }, withApp()),
)

test.concurrent(
  'the token is revoked after a failure too',
  withFixture(async (fixture) => {
    const { sandbox, rotate, workingKey } = fixture
    const effect = { kind: 'status', status: 403 } as const
    sandbox.setFaults([{ service: 'github', method: 'PUT', path: '/secrets/', times: 0, effect }])
    const run = await rotate(asApp)
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete' } })
    expect(workingKey(shop)).toBe(deploy.accessKey)
    expect(everythingSaid(run)).toContain('Secrets: write')
    expect(everythingSaid(run)).not.toContain('GITHUB_TOKEN')
    expectAllRevoked(fixture, run, 1)
  }, withApp()),
)

test.concurrent(
  'the token is revoked when the job is cancelled',
  withFixture(async (fixture) => {
    const { sandbox, begin, rotate, workingKey } = fixture
    const effect = { kind: 'latency', milliseconds: 1000 } as const
    sandbox.setFaults([{ service: 'scaleway', method: 'POST', path: '/api-keys$', effect }])
    const run = begin(asApp)
    await run.waitForRequest(({ url }) => url.endsWith('/access_tokens'))
    run.kill('SIGINT')
    const ended = await run.result
    expect(ended).toMatchObject({ exitCode: 1, signal: undefined })
    expect(ended.log).toContain('the run was asked to end')
    expectAllRevoked(fixture, ended, 1)
    expect(workingKey(shop)).toBe(deploy.accessKey)
    sandbox.clearFaults()
    expect((await rotate(asApp)).exitCode).toBe(0)
  }, withApp()),
)

test.concurrent(
  'a token that cannot be revoked is a warning that says when it ends',
  withFixture(async ({ sandbox, rotate, workingKey }) => {
    const effect = { kind: 'status', status: 403, body: { message: '::error::not today' } } as const
    sandbox.setFaults([{ service: 'github', method: 'DELETE', times: 0, effect }])
    const run = await rotate(asApp)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    expect(workingKey(shop)).toBe(run.outputs['access-key'])
    const [made] = sandbox.github.installationTokens()
    expect(made?.revoked).toBe(false)
    expect(run.warnings.join('\n')).toContain(
      `could not be revoked; it expires at ${made?.expiresAt.replace('Z', '.000Z') ?? ''}`,
    )
    expect(run.errors).toEqual([])
  }, withApp()),
)

test.concurrent(
  'a token is made anew before its time is over, and both are revoked',
  withFixture(
    async (fixture) => {
      const { sandbox, rotate, workingKey } = fixture
      const forget = sandbox.onExchange((exchange) => {
        if (inShort(exchange) !== 'GET /repos/acme/shop/actions/secrets') return
        forget()
        // Of ten minutes, 30 seconds are left.
        sandbox.clock.advance(9.5 * MINUTE)
      })
      const run = await rotate(asApp)
      expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
      expect(workingKey(shop)).toBe(run.outputs['access-key'])
      const [first, second] = sandbox.github.installationTokens()
      expect(asked(run)).toEqual([asked(run)[0], asked(run)[0]])
      const used = run.exchanges
        .filter(({ method }) => method === 'PUT')
        .map(({ requestHeaders }) => requestHeaders['authorization'])
      expect(new Set(used)).toEqual(new Set([`token ${second?.token ?? ''}`]))
      expect(first?.token).not.toBe(second?.token)
      expectAllRevoked(fixture, run, 2)
    },
    withApp({ tokenLifetime: 600 }),
  ),
)

test.concurrent(
  'a token that somebody ends in between is made anew',
  withFixture(async (fixture) => {
    const { sandbox, rotate, workingKey } = fixture
    const forget = sandbox.onExchange((exchange) => {
      if (inShort(exchange) !== 'POST /iam/v1alpha1/api-keys') return
      forget()
      sandbox.github.deleteToken(sandbox.github.installationTokens()[0]?.token ?? '')
      sandbox.clock.advance(MINUTE)
    })
    const run = await rotate(asApp)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    expect(workingKey(shop)).toBe(run.outputs['access-key'])
    expectAllRevoked(fixture, run, 2)
  }, withApp()),
)

test.concurrent(
  'a token that GitHub does not know everywhere yet is tried again',
  withFixture(async ({ sandbox, rotate }) => {
    const effect = { kind: 'status', status: 401, body: { message: 'Bad credentials' } } as const
    sandbox.setFaults([{ service: 'github', method: 'GET', path: '/actions/secrets\\?', times: 2, effect }])
    const run = await rotate(asApp)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    expect(sandbox.github.installationTokens()).toHaveLength(1)
  }, withApp()),
)

test.concurrent.each([
  { machine: 'slow', off: 10 * MINUTE },
  { machine: 'fast', off: -10 * MINUTE },
])('a machine whose clock is ten minutes $machine signs in with the time of GitHub’s refusal', ({ off }) =>
  withFixture(
    async (fixture) => {
      const { rotate, workingKey } = fixture
      const run = await rotate({ ...asApp, repositories: 'acme/shop, jo/site' })
      expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
      expect(workingKey(shop)).toBe(run.outputs['access-key'])
      const lookups = run.exchanges.filter(({ url }) => url === '/users/acme/installation')
      expect(lookups.map(({ status }) => status)).toEqual([401, 200])
      expectAllRevoked(fixture, run, 2)
    },
    { ...withApp(), start: new Date(Date.now() + off) },
  )(),
)

test.concurrent(
  'where GitHub does not answer for an organization as for a user, it is asked as one',
  withFixture(async ({ sandbox, rotate }) => {
    const effect = { kind: 'status', status: 404, body: { message: 'Not Found' } } as const
    sandbox.setFaults([{ service: 'github', path: '^/users/', times: 0, effect }])
    const run = await rotate(asApp)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    expect(run.exchanges.map(inShort)).toContain('GET /orgs/acme/installation')
  }, withApp()),
)

test.concurrent(
  'a request for a token that nobody answers is sent again',
  withFixture(async (fixture) => {
    const { sandbox, rotate } = fixture
    sandbox.setFaults([
      { service: 'github', path: '/access_tokens$', times: 1, effect: { kind: 'cut', when: 'before' } },
    ])
    const run = await rotate(asApp)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    expectAllRevoked(fixture, run, 1)
  }, withApp()),
)

test.concurrent(
  'the private key leaves the environment once it is read',
  withFixture(async ({ rotate }) => {
    const name = 'INPUT_GITHUB-APP-PRIVATE-KEY'
    const probe = `
      const there = () => String(process.env['${name}'] !== undefined)
      console.log('at first: ' + there())
      process.on('exit', () => console.log('at the end: ' + there()))`
    const run = await rotate(
      { ...asApp, 'dry-run': 'true' },
      { workspace: { 'probe.mjs': probe }, env: { NODE_OPTIONS: '--import=./probe.mjs' } },
    )
    expect(run.stdout).toContain('at first: true')
    expect(run.stdout).toContain('at the end: false')
  }, withApp()),
)
