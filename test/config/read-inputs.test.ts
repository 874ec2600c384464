import { describe, expect, test } from '@jest/globals'
import { readInputs } from '../../src/config/read-inputs.ts'
import type { RotateInputs } from '../../src/config/types.ts'
import { given, inputsOf, LEAST, problemsOf, PROJECT_ID, SECRET_KEY, TOKEN, type Values } from './given.ts'
import { storeLabel } from '../../src/scaleway/secret-label.ts'

function rotate(inputs: Values = {}, env: Values = {}): RotateInputs {
  const read = inputsOf(given(inputs, env))
  if (read.command !== 'rotate') throw new Error('not a rotation')
  return read
}

const DAY = 86_400

describe('what a rotation is told', () => {
  test('the least, with every default', () => {
    expect(rotate()).toEqual({
      command: 'rotate',
      dryRun: false,
      scaleway: {
        accessKey: 'SCWFAKEFAKEFAKEFAKE1',
        secretKey: SECRET_KEY,
        projectId: PROJECT_ID,
        region: 'fr-par',
        apiUrl: 'https://api.scaleway.com',
      },
      github: { token: TOKEN, apiUrl: 'https://api.github.com', budget: 1 },
      key: {
        expiry: { kind: 'inherit' },
        rolloverWindow: { months: 0, seconds: 7 * DAY },
        force: false,
        takeOver: false,
        propagationTimeout: { months: 0, seconds: 120 },
      },
      store: { name: 'acme-shop', path: '/', keepVersions: 5 },
      targets: {
        places: [{ kind: 'actions', scope: 'repository', owner: 'acme', repo: 'shop' }],
        patterns: [],
        onUnreachable: 'fail',
        kinds: ['actions'],
        names: {
          accessKey: ['SCW_ACCESS_KEY'],
          secretKey: ['SCW_SECRET_KEY'],
          bundle: [],
          accessKeyVariable: [],
        },
        accepted: [],
      },
      oldKey: { policy: 'delete', gracePeriod: { months: 0, seconds: 7 * DAY } },
      rotator: {
        repositoryId: '4711',
        repository: 'acme/shop',
        run: { id: '99', attempt: 2, url: 'https://github.com/acme/shop/actions/runs/99/attempts/2' },
      },
    })
  })

  test('everything', () => {
    expect(
      rotate({
        command: 'rotate',
        'scw-organization-id': PROJECT_ID,
        'scw-api-url': 'https://gateway.acme.example/scaleway/',
        'application-id': SECRET_KEY,
        description: '  deploys the shop ',
        expiry: '1Y',
        'max-age': '30d',
        'rollover-window': '2w',
        force: 'True',
        'replaces-access-key': 'SCWFAKEFAKEFAKEFAKE0',
        'take-over': 'TRUE',
        'propagation-timeout': '90s',
        'secret-name': 'shop.deploy_key-1',
        'secret-path': '/ci/keys/',
        'keep-versions': '15',
        repositories: 'acme/shop, ACME/Shop\nacme/.github',
        environments: 'production\nacme/shop/Production\nacme/infra/eu/west\nteam/blue',
        'access-key-secret': 'aws_access_key_id, SCW_ACCESS_KEY\nAWS_ACCESS_KEY_ID',
        'secret-key-secret': 'SCW_SECRET_KEY',
        'bundle-secret': 'scw_key',
        'old-key': 'keep',
        'grace-period': '0',
        'dry-run': 'true',
      }),
    ).toMatchObject({
      dryRun: true,
      scaleway: { organizationId: PROJECT_ID, apiUrl: 'https://gateway.acme.example/scaleway' },
      key: {
        applicationId: SECRET_KEY,
        description: 'deploys the shop',
        expiry: { kind: 'after', duration: { months: 12, seconds: 0 } },
        maxAge: { months: 0, seconds: 30 * DAY },
        rolloverWindow: { months: 0, seconds: 14 * DAY },
        force: true,
        replacesAccessKey: 'SCWFAKEFAKEFAKEFAKE0',
        takeOver: true,
        propagationTimeout: { months: 0, seconds: 90 },
      },
      store: { name: 'shop.deploy_key-1', path: '/ci/keys', keepVersions: 15 },
      targets: {
        places: [
          { scope: 'repository', owner: 'acme', repo: 'shop' },
          { scope: 'repository', owner: 'acme', repo: '.github' },
          { scope: 'environment', owner: 'acme', repo: 'shop', environment: 'production' },
          { scope: 'environment', owner: 'acme', repo: 'infra', environment: 'eu/west' },
          { scope: 'environment', owner: 'acme', repo: 'shop', environment: 'team/blue' },
        ],
        names: {
          accessKey: ['AWS_ACCESS_KEY_ID', 'SCW_ACCESS_KEY'],
          secretKey: ['SCW_SECRET_KEY'],
          bundle: ['SCW_KEY'],
        },
      },
      oldKey: { policy: 'keep', gracePeriod: { months: 0, seconds: 0 } },
    })
  })

  test('environments alone: the key does not go into the repository', () => {
    expect(rotate({ environments: 'production' }).targets.places).toEqual([
      { kind: 'actions', scope: 'environment', owner: 'acme', repo: 'shop', environment: 'production' },
    ])
  })

  test('a bundle alone', () => {
    const names = { 'access-key-secret': 'none', 'secret-key-secret': 'none', 'bundle-secret': 'SCW_KEY' }
    expect(rotate(names).targets.names).toMatchObject({ accessKey: [], secretKey: [], bundle: ['SCW_KEY'] })
  })

  test('never', () => {
    expect(rotate({ expiry: 'never' }).key.expiry).toEqual({ kind: 'never' })
  })

  test.each([
    ['acme/shop', 'acme-shop'],
    ['Acme/.Shop.API', 'acme--shop-api'],
    ['a_b/c_d', 'a_b-c_d'],
    ['--acme/shop', 'acme-shop'],
  ])('the name of the secret for %s', (repository, name) => {
    expect(rotate({}, { GITHUB_REPOSITORY: repository }).store.name).toBe(name)
  })
})

test('a runner that does not say where GitHub is means github.com', () => {
  const { github, rotator } = rotate({}, { GITHUB_API_URL: '', GITHUB_SERVER_URL: '' })
  expect(github.apiUrl).toBe('https://api.github.com')
  expect(rotator.run.url).toBe('https://github.com/acme/shop/actions/runs/99/attempts/2')
})

test('the API of the server that the workflow runs on is trusted', () => {
  const server = {
    GITHUB_API_URL: 'https://git.example.com/api/v3',
    GITHUB_SERVER_URL: 'https://git.example.com',
  }
  const { github, rotator } = rotate({}, server)
  expect(github.apiUrl).toBe('https://git.example.com/api/v3')
  expect(rotator.run.url).toBe('https://git.example.com/acme/shop/actions/runs/99/attempts/2')
})

test.each([
  ['/', '/shop'],
  ['/ci/keys/', '/ci/keys/shop'],
])('a secret with the path %s is called %s', (path, label) => {
  expect(storeLabel(rotate({ 'secret-name': 'shop', 'secret-path': path }).store)).toBe(label)
})

describe("the ecosystem's variables", () => {
  const EMPTY = Object.fromEntries(Object.keys(LEAST).map((name) => [name, '']))
  const VARIABLES = {
    SCW_ACCESS_KEY: 'SCWFAKEFAKEFAKEFAKE2',
    SCW_SECRET_KEY: '22222222-aaaa-bbbb-cccc-000000000000',
    SCW_DEFAULT_ORGANIZATION_ID: '22222222-aaaa-bbbb-cccc-222222222222',
    SCW_DEFAULT_PROJECT_ID: '22222222-aaaa-bbbb-cccc-111111111111',
    SCW_DEFAULT_REGION: 'pl-waw',
    SCW_API_URL: 'https://api-fr.scaleway.com/',
  }

  test('count where the inputs are empty', () => {
    expect(rotate({ ...EMPTY, 'github-token': TOKEN }, VARIABLES).scaleway).toEqual({
      accessKey: 'SCWFAKEFAKEFAKEFAKE2',
      secretKey: '22222222-aaaa-bbbb-cccc-000000000000',
      organizationId: '22222222-aaaa-bbbb-cccc-222222222222',
      projectId: '22222222-aaaa-bbbb-cccc-111111111111',
      region: 'pl-waw',
      apiUrl: 'https://api-fr.scaleway.com',
    })
  })

  test.each<[string, Values, boolean]>([
    ['no', {}, false],
    ['a real GitHub', { GITHUB_API_URL: 'https://api.github.com' }, false],
    ['a GitHub on another machine', { GITHUB_API_URL: 'http://10.0.0.1' }, false],
    [
      'a GitHub whose name only looks like loopback',
      { GITHUB_API_URL: 'https://localhost.evil.example' },
      false,
    ],
    ['a GitHub on loopback', { GITHUB_API_URL: 'http://127.0.0.1:3000' }, true],
  ])('may name loopback by themselves only on a runner of a GitHub on loopback: %s', (_, env, counts) => {
    const planted = { ...VARIABLES, SCW_API_URL: 'http://127.0.0.1:8080/', ...env }
    const result = readInputs(given({ command: 'retrieve' }, planted))
    if (counts)
      expect(result).toMatchObject({ ok: true, inputs: { scaleway: { apiUrl: 'http://127.0.0.1:8080' } } })
    else expect(result).toMatchObject({ ok: false, problems: [{ input: 'scw-api-url' }] })
    const named = readInputs(given({ command: 'retrieve', 'scw-api-url': 'http://127.0.0.1:8080/' }, planted))
    expect(named).toMatchObject({ ok: true, inputs: { scaleway: { apiUrl: 'http://127.0.0.1:8080' } } })
  })

  test('do not count where they are given', () => {
    expect(rotate({ 'scw-api-url': 'https://api.scaleway.com' }, VARIABLES).scaleway).toMatchObject({
      accessKey: 'SCWFAKEFAKEFAKEFAKE1',
      secretKey: SECRET_KEY,
      projectId: PROJECT_ID,
      region: 'fr-par',
      apiUrl: 'https://api.scaleway.com',
    })
  })
})

describe('what a retrieval is told', () => {
  test('needs Scaleway and a name; what only a rotation needs is not looked at', () => {
    const source = {
      ...given(
        {
          command: 'retrieve',
          'secret-name': 'shop',
          'github-token': '',
          expiry: '1x',
          'export-env': 'true',
        },
        {
          GITHUB_REPOSITORY: '',
          GITHUB_REPOSITORY_ID: '',
          GITHUB_RUN_ID: '',
          GITHUB_API_URL: 'https://evil.example',
        },
      ),
    }
    expect(inputsOf(source)).toEqual({
      command: 'retrieve',
      issuer: 'scaleway',
      exportEnv: true,
      scaleway: {
        accessKey: 'SCWFAKEFAKEFAKEFAKE1',
        secretKey: SECRET_KEY,
        region: 'fr-par',
        apiUrl: 'https://api.scaleway.com',
      },
      store: { name: 'shop', path: '/', projectId: PROJECT_ID },
    })
  })

  describe('with the id of a secret', () => {
    const id = '5ec7e700-0000-4000-8000-00000000000a'
    const byId = { command: 'retrieve', 'secret-id': id, 'scw-project-id': '' }

    test('needs no Project, no name and no repository', () => {
      expect(inputsOf(given(byId, { GITHUB_REPOSITORY: '', GITHUB_REPOSITORY_ID: '' }))).toMatchObject({
        store: { id },
        scaleway: { region: 'fr-par' },
      })
      expect(inputsOf(given({ ...byId, 'secret-id': ` ${id.toUpperCase()}\n` }))).toMatchObject({
        store: { id },
      })
    })

    test('does not mind the default of secret-path, which the runner hands over', () => {
      expect(inputsOf(given({ ...byId, 'secret-path': '/' }))).toMatchObject({ store: { id } })
    })

    test.each([
      'deploy-key',
      `${id}0`,
      `fr-par/${id}`,
      `${id},${id}`,
      '../../../iam/v1alpha1/api-keys',
      '5ec7e70000004000800000000000000a',
    ])('refuses %j', (value) => {
      expect(problemsOf(given({ ...byId, 'secret-id': value }))).toMatchObject([
        {
          input: 'secret-id',
          problem: `"${value}" is not the ID of a secret`,
          remedy:
            "the ID of the secret in Secret Manager, from the rotation's report, a UUID such as 11111111-2222-3333-4444-555555555555",
        },
      ])
    })

    test.each([
      [{ 'secret-name': 'shop' }, 'secret-name'],
      [{ 'secret-path': '/ci' }, 'secret-path'],
      [{ 'secret-name': 'shop', 'secret-path': '/ci' }, 'secret-name and secret-path'],
    ])('refuses another name of the secret, %j', (inputs, others) => {
      expect(problemsOf(given({ ...byId, ...inputs }))).toMatchObject([
        {
          input: 'secret-id',
          problem: `${others} ${others.includes(' and ') ? 'name' : 'names'} the secret as well`,
          remedy: `either secret-id or ${others}`,
        },
      ])
    })

    test.each(['rotate', 'rollover', 'retire', 'rollback', 'check'])('is nothing for %s', (command) => {
      expect(problemsOf(given({ command, 'secret-id': id }))).toMatchObject([
        {
          input: 'secret-id',
          problem: 'only the command retrieve reads a secret by its ID',
          remedy: 'no secret-id; secret-name and secret-path name the secret of a rotation',
        },
      ])
    })
  })

  test('of an issuer that there is not is refused', () => {
    expect(problemsOf(given({ command: 'retrieve', issuer: 'aws' }))).toMatchObject([
      { input: 'issuer', problem: '"aws" is not an issuer', remedy: 'one of scaleway, keys-api' },
    ])
  })

  test('takes the name from the repository as a rotation does', () => {
    expect(inputsOf(given({ command: 'retrieve' }))).toMatchObject({
      store: { name: 'acme-shop', projectId: PROJECT_ID },
      exportEnv: false,
    })
  })
})

test('a key of a keys API may be made for an hour, since no grace period ends it', () => {
  const inputs = {
    issuer: 'keys-api',
    'keys-api-url': 'https://keys.example.com',
    'keys-api-token': 'fake.token',
    'keys-api-name': 'Test Key',
    'keys-api-permissions': 'read',
    expiry: '1H',
    'rollover-window': '10m',
  }
  for (const command of ['rollover', 'rotate']) expect(problemsOf(given({ ...inputs, command }))).toEqual([])
})
