import { generateKeyPairSync } from 'node:crypto'
import { expect, jest, test } from '@jest/globals'
import { smallGithub, type AppSeed, type SandboxOptions } from '../../sandbox/index.ts'
import type { Run } from '../harness/run-action.ts'
import {
  changes,
  deploy,
  everythingSaid,
  inShort,
  production,
  scene,
  shop,
  tokens,
  type Scene,
} from './scene.ts'

jest.setTimeout(60_000)

const MINUTE = 60_000
const newKey = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    // As GitHub's own keys are.
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
const key = newKey()
const site = { repository: 'jo/site' } as const
const clientId = 'Iv23liFAKEclientOfTests'

/** The inputs of a step that signs in as the App. */
const asApp = { 'github-token': '', 'github-app-id': '7001', 'github-app-private-key': key.privateKey }

/** An App that may write secrets and environments of `acme` (but not of acme/infra) and of the person `jo`. */
const rotatorApp: AppSeed = {
  id: 7001,
  clientId,
  slug: 'acme-rotator',
  owner: 'acme',
  publicKeys: [key.publicKey],
  installations: ['acme', 'jo'].map((account) => ({
    account,
    repositories: account === 'acme' ? ['acme/shop', 'acme/api'] : 'all',
    permissions: { metadata: 'read', secrets: 'write', environments: 'write', dependabot_secrets: 'write' },
  })),
}

function withApp(change: Partial<AppSeed> = {}): SandboxOptions {
  const seed = smallGithub()
  return {
    github: {
      ...seed,
      users: [{ login: 'jo' }],
      repositories: [...(seed.repositories ?? []), { name: 'jo/site' }],
      apps: [{ ...rotatorApp, ...change }],
    },
  }
}

const ofTokens = /\/access_tokens$|^DELETE \/installation\/token$/

/** The requests that changed something, apart from making and ending tokens. */
const otherChanges = (run: Run): readonly string[] => changes(run).filter((change) => !ofTokens.test(change))

/** What each token was asked for. */
const asked = (run: Run): readonly unknown[] =>
  run.exchanges.filter(({ url }) => url.endsWith('/access_tokens')).map(({ requestBody }) => requestBody)

/** Every token that was made has ended with the run, and is masked. */
function expectAllRevoked({ sandbox }: Scene, run: Run, count: number): void {
  const made = sandbox.github.installationTokens().slice(-count)
  expect(made.map(({ revoked }) => revoked)).toEqual(Array.from({ length: count }, () => true))
  for (const { token } of made) expect(run.masks).toContain(token)
}

test.concurrent(
  'a rotation as an App ends with what GitHub would hold; its token can do that and no more',
  scene(async (play) => {
    const { sandbox, rotate, workingKey } = play
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
    expectAllRevoked(play, run, 1)
    expect(inShort(run.exchanges.at(-1) ?? { method: '', url: '' })).toBe('DELETE /installation/token')
    for (const line of key.privateKey.trim().split('\n')) expect(run.masks).toContain(line)
    expect(run.warnings.join('\n')).not.toContain('token')
  }, withApp()),
)

test.concurrent(
  'a client id and a key whose line breaks are written as \\n do as well; environments are asked for where they are named',
  scene(async (play) => {
    const { rotate, workingKey } = play
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
    expectAllRevoked(play, again, 1)
  }, withApp()),
)

test.concurrent(
  'several owners: a token for each, for its own repositories',
  scene(async (play) => {
    const { sandbox, rotate, workingKey } = play
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
    expectAllRevoked(play, run, 2)
  }, withApp()),
)

test.concurrent(
  'a dry run asks for reading alone, and changes nothing',
  scene(async (play) => {
    const { sandbox, rotate } = play
    const run = await rotate({ ...asApp, environments: 'acme/shop/production', 'dry-run': 'true' })
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated', changed: 'false' } })
    expect(asked(run)).toEqual([
      { repositories: ['shop'], permissions: { secrets: 'read', environments: 'read' } },
    ])
    expect(otherChanges(run)).toEqual([])
    expectAllRevoked(play, run, 1)

    // It says beforehand what a run could not do.
    sandbox.github.changeInstallation(7001, 'acme', { permissions: { secrets: 'read' } })
    const refused = await rotate({ ...asApp, 'dry-run': 'true' })
    expect(refused.errors.join('\n')).toContain('repository permission Secrets: write')
  }, withApp()),
)

test.concurrent(
  'the token is revoked after a failure too',
  scene(async (play) => {
    const { sandbox, rotate, workingKey } = play
    const effect = { kind: 'status', status: 403 } as const
    sandbox.setFaults([{ service: 'github', method: 'PUT', path: '/secrets/', times: 0, effect }])
    const run = await rotate(asApp)
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete' } })
    expect(workingKey(shop)).toBe(deploy.accessKey)
    expect(everythingSaid(run)).toContain('Secrets: write')
    expect(everythingSaid(run)).not.toContain('GITHUB_TOKEN')
    expectAllRevoked(play, run, 1)
  }, withApp()),
)

test.concurrent(
  'the token is revoked when the job is cancelled',
  scene(async (play) => {
    const { sandbox, begin, rotate, workingKey } = play
    const effect = { kind: 'latency', milliseconds: 1000 } as const
    sandbox.setFaults([{ service: 'scaleway', method: 'POST', path: '/api-keys$', effect }])
    const run = begin(asApp)
    await run.waitForRequest(({ url }) => url.endsWith('/access_tokens'))
    run.kill('SIGINT')
    const ended = await run.result
    expect(ended).toMatchObject({ exitCode: 1, signal: undefined })
    expect(ended.log).toContain('the run was asked to end')
    expectAllRevoked(play, ended, 1)
    expect(workingKey(shop)).toBe(deploy.accessKey)
    sandbox.clearFaults()
    expect((await rotate(asApp)).exitCode).toBe(0)
  }, withApp()),
)

test.concurrent(
  'a token that cannot be revoked is a warning that says when it ends',
  scene(async ({ sandbox, rotate, workingKey }) => {
    const effect = { kind: 'status', status: 403, body: { message: '::error::not today' } } as const
    sandbox.setFaults([{ service: 'github', method: 'DELETE', times: 0, effect }])
    const run = await rotate(asApp)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    expect(workingKey(shop)).toBe(run.outputs['access-key'])
    const [made] = sandbox.github.installationTokens()
    expect(made?.revoked).toBe(false)
    expect(run.warnings.join('\n')).toContain(
      `could not be revoked; it ends by itself at ${made?.expiresAt.replace('Z', '.000Z') ?? ''}`,
    )
    expect(run.errors).toEqual([])
  }, withApp()),
)

test.concurrent(
  'a token is made anew before its time is over, and both are revoked',
  scene(
    async (play) => {
      const { sandbox, rotate, workingKey } = play
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
      expectAllRevoked(play, run, 2)
    },
    withApp({ tokenLifetime: 600 }),
  ),
)

test.concurrent(
  'a token that somebody ends in between is made anew',
  scene(async (play) => {
    const { sandbox, rotate, workingKey } = play
    const forget = sandbox.onExchange((exchange) => {
      if (inShort(exchange) !== 'POST /iam/v1alpha1/api-keys') return
      forget()
      sandbox.github.deleteToken(sandbox.github.installationTokens()[0]?.token ?? '')
      sandbox.clock.advance(MINUTE)
    })
    const run = await rotate(asApp)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    expect(workingKey(shop)).toBe(run.outputs['access-key'])
    expectAllRevoked(play, run, 2)
  }, withApp()),
)

test.concurrent(
  'a token that GitHub does not know everywhere yet is tried again',
  scene(async ({ sandbox, rotate }) => {
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
  scene(
    async (play) => {
      const { rotate, workingKey } = play
      const run = await rotate({ ...asApp, repositories: 'acme/shop, jo/site' })
      expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
      expect(workingKey(shop)).toBe(run.outputs['access-key'])
      const lookups = run.exchanges.filter(({ url }) => url === '/users/acme/installation')
      expect(lookups.map(({ status }) => status)).toEqual([401, 200])
      expectAllRevoked(play, run, 2)
    },
    { ...withApp(), start: new Date(Date.now() + off) },
  )(),
)

test.concurrent(
  'where GitHub does not answer for an organization as for a user, it is asked as one',
  scene(async ({ sandbox, rotate }) => {
    const effect = { kind: 'status', status: 404, body: { message: 'Not Found' } } as const
    sandbox.setFaults([{ service: 'github', path: '^/users/', times: 0, effect }])
    const run = await rotate(asApp)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    expect(run.exchanges.map(inShort)).toContain('GET /orgs/acme/installation')
  }, withApp()),
)

test.concurrent(
  'a request for a token that nobody answers is sent again',
  scene(async (play) => {
    const { sandbox, rotate } = play
    sandbox.setFaults([
      { service: 'github', path: '/access_tokens$', times: 1, effect: { kind: 'cut', when: 'before' } },
    ])
    const run = await rotate(asApp)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    expectAllRevoked(play, run, 1)
  }, withApp()),
)

/** Something that keeps the App from what the run needs. */
interface Refusal {
  readonly name: string
  readonly play: (scene: Scene) => Promise<Run>
  readonly about: string
  readonly says: readonly string[]
}

const settingsOf = 'https://github.com/organizations/acme/settings/installations/'

const refusals: readonly Refusal[] = [
  {
    name: 'an App that is not installed at the owner',
    play({ sandbox, rotate }) {
      sandbox.github.uninstallApp(7001, 'acme')
      return rotate(asApp)
    },
    about: 'github-app-id',
    says: [
      'The App acme-rotator is not installed at acme',
      'Install it there (https://github.com/apps/acme-rotator/installations/new)',
    ],
  },
  {
    name: 'an owner that there is not',
    play: ({ rotate }) => rotate({ ...asApp, repositories: 'acne/shop' }),
    about: 'github-app-id',
    says: ['is not installed at acne, or there is no account of this name', 'correct the name of the owner'],
  },
  {
    name: 'a suspended installation',
    play({ sandbox, rotate }) {
      sandbox.github.changeInstallation(7001, 'acme', { suspended: true })
      return rotate(asApp)
    },
    about: 'github-app-id',
    says: ['The installation of the App acme-rotator at acme is suspended', `Unsuspend it (${settingsOf}`],
  },
  {
    name: 'a repository that is not among the installation’s',
    play: ({ rotate }) => rotate({ ...asApp, repositories: 'acme/shop, acme/infra' }),
    about: 'repositories',
    says: [
      'The App acme-rotator is not installed for the repository acme/infra',
      `Add the repository to the installation (${settingsOf}`,
    ],
  },
  {
    name: 'a repository of an environment that is not among the installation’s',
    play: ({ rotate }) => rotate({ ...asApp, environments: 'acme/infra/production' }),
    about: 'environments',
    says: ['is not installed for the repository acme/infra'],
  },
  {
    name: 'a permission that was not granted',
    play({ sandbox, rotate }) {
      sandbox.github.changeInstallation(7001, 'acme', { permissions: { secrets: 'read' } })
      return rotate({ ...asApp, environments: 'acme/shop/production' })
    },
    about: 'github-app-id',
    says: [
      'repository permission Secrets: write, repository permission Environments: write',
      `somebody at acme has to accept it (${settingsOf}`,
    ],
  },
  {
    name: 'the private key of another App',
    play: ({ rotate }) => rotate({ ...asApp, 'github-app-private-key': newKey().privateKey }),
    about: 'github-app-private-key',
    says: [
      'GitHub does not accept this private key for the App 7001 (A JSON web token could not be decoded',
      "Give a private key that stands in this App's settings",
    ],
  },
  {
    name: 'the id of no App',
    play: ({ rotate }) => rotate({ ...asApp, 'github-app-id': '4711' }),
    about: 'github-app-id',
    says: ['GitHub knows no App 4711', 'Give the App id or the client id'],
  },
  {
    name: 'a GitHub that refuses for another reason',
    play({ sandbox, rotate }) {
      const effect = { kind: 'status', status: 422, body: { message: 'Not on a Sunday.' } } as const
      sandbox.setFaults([{ service: 'github', path: '/access_tokens$', times: 0, effect }])
      return rotate(asApp)
    },
    about: 'github-app-id',
    says: ['Could not make a token for acme: Not on a Sunday.'],
  },
  {
    name: 'a GitHub that does not answer',
    play({ sandbox, rotate }) {
      const effect = { kind: 'cut', when: 'before' } as const
      sandbox.setFaults([{ service: 'github', path: '/access_tokens$', times: 0, effect }])
      return rotate(asApp)
    },
    about: 'github-app-id',
    says: ['Could not make a token for acme: GitHub did not answer POST', 'Run again later'],
  },
]

test.concurrent.each(refusals.map((refusal) => [refusal.name, refusal] as const))(
  'refused before anything is changed: %s',
  (_, { play, about, says }) =>
    scene(async (stage) => {
      const run = await play(stage)
      expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
      const annotations = run.commands.filter(
        ({ name, properties }) => name === 'error' && properties['title'] === about,
      )
      expect(annotations).toHaveLength(1)
      for (const words of says) expect(annotations[0]?.data).toContain(words)
      expect(otherChanges(run)).toEqual([])
      expect(stage.workingKey(shop)).toBe(deploy.accessKey)
      for (const { revoked } of stage.sandbox.github.installationTokens()) expect(revoked).toBe(true)
    }, withApp())(),
)

test.concurrent(
  'all problems at once: with the App at one owner, and with a target of another',
  scene(async ({ sandbox, rotate }) => {
    sandbox.github.uninstallApp(7001, 'jo')
    const run = await rotate({
      ...asApp,
      repositories: 'jo/site, acme/shop, acme/infra',
      environments: 'acme/shop/staging',
      'application-id': '00000000-0000-4000-8000-0000000000ff',
    })
    expect(run.exitCode).toBe(1)
    const errors = run.errors.join('\n')
    for (const words of [
      'is not installed at jo',
      'is not installed for the repository acme/infra',
      'has no environment "staging"',
      'could not find the application',
    ])
      expect(errors).toContain(words)
    expect(otherChanges(run)).toEqual([])
  }, withApp()),
)

test.concurrent.each([
  ['neither a token nor an App', { 'github-token': '' }, 'github-token', 'not given, nor are github-app-id'],
  [
    'both a token and an App',
    { ...asApp, 'github-token': tokens.writer },
    'github-token',
    'given together with',
  ],
  [
    'half a key',
    { ...asApp, 'github-app-private-key': key.privateKey.slice(0, 800) },
    'github-app-private-key',
    'is not the private key',
  ],
  [
    'the key in the place of the id',
    { ...asApp, 'github-app-id': key.privateKey },
    'github-app-id',
    'the value is not the id',
  ],
])('inputs: %s', (_, inputs, about, says) =>
  scene(async ({ rotate }) => {
    const run = await rotate(inputs)
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    const titles = run.commands
      .filter(({ name }) => name === 'error')
      .map(({ properties }) => properties['title'])
    expect(titles).toContain(`Input ${about}`)
    expect(run.errors.join('\n')).toContain(says)
    expect(run.exchanges).toEqual([])
  }, withApp())(),
)

test.concurrent(
  'the private key leaves the environment once it is read',
  scene(async ({ rotate }) => {
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
