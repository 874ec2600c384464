import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { INPUT_NAMES, readInputs } from '../../src/config/read-inputs.ts'
import { given, LEAST, problemsOf, RUNNER, TOKEN, type Values } from './given.ts'

/** Each row: the inputs, which of them is at fault, and what the message says. */
const BAD: readonly (readonly [inputs: Values, at: string, said: string])[] = [
  [{ command: 'rotat' }, 'command', '"rotat" is not a command'],
  [{ command: 'Rotate' }, 'command', '"Rotate" is not a command'],
  [
    { command: 'plan' },
    'command',
    'plan distributes the keys of a key file over jobs, but config is not set',
  ],

  [
    { 'scw-access-key': '' },
    'scw-access-key',
    'not set; the environment variable SCW_ACCESS_KEY is not set either',
  ],
  [{ 'scw-access-key': 'SCW123' }, 'scw-access-key', 'the value is not an access key'],
  [{ 'scw-access-key': 'scwfakefakefakefake1' }, 'scw-access-key', 'the value is not an access key'],
  [{ 'scw-access-key': 'SCWFAKEFAKEFAKEFAKE12' }, 'scw-access-key', 'the value is not an access key'],
  [
    { 'scw-secret-key': ' ' },
    'scw-secret-key',
    'not set; the environment variable SCW_SECRET_KEY is not set either',
  ],
  [{ 'scw-secret-key': 'fake' }, 'scw-secret-key', 'the value is not a secret key'],
  [{ 'scw-organization-id': 'acme' }, 'scw-organization-id', '"acme" is not an organization ID'],
  [
    { 'scw-project-id': '' },
    'scw-project-id',
    'not set; the environment variable SCW_DEFAULT_PROJECT_ID is not set either',
  ],
  [{ 'scw-project-id': 'default' }, 'scw-project-id', '"default" is not a Project ID'],
  [
    { 'scw-region': '' },
    'scw-region',
    'not set; the environment variable SCW_DEFAULT_REGION is not set either',
  ],
  [{ 'scw-region': 'fr-par-1' }, 'scw-region', '"fr-par-1" is not a region'],
  [{ 'scw-region': 'FR-PAR' }, 'scw-region', '"FR-PAR" is not a region'],
  [{ 'scw-api-url': 'http://api.scaleway.com' }, 'scw-api-url', 'https:// only'],
  [{ 'scw-api-url': 'api.scaleway.com' }, 'scw-api-url', 'not a URL'],
  [{ 'github-token': '' }, 'github-token', 'not set'],
  [{ 'github-token': 'ghs_a b' }, 'github-token', 'the value is not a token: it contains white space'],

  [{ 'application-id': 'shop' }, 'application-id', '"shop" is not an application ID'],
  [{ description: 'a\nb' }, 'description', 'is not a description: it contains a line break'],
  [{ description: 'a\x1b[31mb' }, 'description', '"ab" is not a description'],
  [{ expiry: '1' }, 'expiry', '"1" is not an expiry'],
  [{ expiry: '0' }, 'expiry', '"0" is not an expiry'],
  [{ expiry: '-1D' }, 'expiry', '"-1D" is not an expiry'],
  [{ expiry: '2020-01-01' }, 'expiry', 'a date is not accepted'],
  [{ expiry: '1y' }, 'expiry', '"1y" is not an expiry'],
  [{ expiry: 'Never' }, 'expiry', '"Never" is not an expiry'],
  [{ expiry: '6D', 'rollover-window': '1D' }, 'expiry', '6 days is shorter than grace-period (7 days)'],
  [
    { expiry: '36d', 'max-age': '30d' },
    'expiry',
    '36 days is shorter than max-age plus grace-period (30 days + 7 days)',
  ],
  [{ expiry: '1M', 'max-age': '23d' }, 'expiry', '1 month is shorter than max-age plus'],
  [{ 'max-age': '0' }, 'max-age', '"0" is not a duration of more than zero'],
  [{ 'max-age': '-30d' }, 'max-age', '"-30d" is not a duration'],
  [{ 'max-age': 'monthly' }, 'max-age', '"monthly" is not a duration'],
  [{ 'rollover-window': '-1d' }, 'rollover-window', '"-1d" is not a duration'],
  [{ expiry: '7d' }, 'rollover-window', '7 days is not shorter than expiry (7 days)'],
  [
    { expiry: '1M', 'rollover-window': '28d' },
    'rollover-window',
    '28 days is not shorter than expiry (1 month)',
  ],
  [{ force: 'yes' }, 'force', '"yes" is not a boolean'],
  [{ 'take-over': '1' }, 'take-over', '"1" is not a boolean'],
  [{ 'dry-run': 'tRue' }, 'dry-run', '"tRue" is not a boolean'],
  [{ command: 'retrieve', 'export-env': 'on' }, 'export-env', '"on" is not a boolean'],
  [{ 'replaces-access-key': 'old' }, 'replaces-access-key', 'the value is not an access key'],
  [{ 'propagation-timeout': '0' }, 'propagation-timeout', 'at most 10 minutes'],
  [{ 'propagation-timeout': '601s' }, 'propagation-timeout', 'at most 10 minutes'],
  [{ 'propagation-timeout': '2M' }, 'propagation-timeout', 'at most 10 minutes'],

  [{ 'secret-name': 'a/b' }, 'secret-name', '"a/b" is not a valid name for a secret in Secret Manager'],
  [{ 'secret-name': '..' }, 'secret-name', '".." is not a valid name'],
  [{ 'secret-name': 'a b' }, 'secret-name', '"a b" is not a valid name'],
  [{ 'secret-path': 'ci' }, 'secret-path', '"ci" is not a valid path'],
  [{ 'secret-path': '/ci//x' }, 'secret-path', '"/ci//x" is not a valid path'],
  [{ 'secret-path': '/ci/../x' }, 'secret-path', '"/ci/../x" is not a valid path'],
  [{ 'secret-path': '//' }, 'secret-path', '"//" is not a valid path'],
  [{ 'keep-versions': '0' }, 'keep-versions', 'is not a whole number from 1 to 15'],
  [{ 'keep-versions': '16' }, 'keep-versions', 'is not a whole number from 1 to 15'],
  [{ 'keep-versions': '2.5' }, 'keep-versions', 'is not a whole number'],
  [{ 'keep-versions': 'five' }, 'keep-versions', 'is not a whole number'],

  [{ repositories: 'shop' }, 'repositories', '"shop" is not a repository'],
  [{ repositories: 'acme/shop/x' }, 'repositories', '"acme/shop/x" is not a repository'],
  [{ repositories: 'https://github.com/acme/shop' }, 'repositories', 'is not a repository'],
  [{ repositories: 'acme/..' }, 'repositories', '"acme/.." is not a repository'],
  [{ repositories: 'acme/sh%2fop' }, 'repositories', 'is not a repository'],
  [{ repositories: ',' }, 'repositories', 'repositories, environments and organization name no target'],
  [{ environments: '..' }, 'environments', '".." is not an environment'],
  [{ environments: 'a\tb' }, 'environments', 'is not an environment'],
  [{ environments: '/a/b' }, 'environments', '"/a/b" is not an environment'],
  [{ environments: 'acme/shop/' }, 'environments', '"acme/shop/" is not an environment'],
  [{ environments: 'acme/shop/..' }, 'environments', 'is not an environment'],
  [
    { 'access-key-secret': 'GITHUB_X' },
    'access-key-secret',
    '"GITHUB_X" is not a valid name for a GitHub secret',
  ],
  [
    { 'access-key-secret': 'github_x' },
    'access-key-secret',
    '"github_x" is not a valid name for a GitHub secret',
  ],
  [{ 'secret-key-secret': '9X' }, 'secret-key-secret', '"9X" is not a valid name for a GitHub secret'],
  [{ 'bundle-secret': 'a-b' }, 'bundle-secret', '"a-b" is not a valid name for a GitHub secret'],
  [
    { 'secret-key-secret': 'scw_access_key' },
    'secret-key-secret',
    '"SCW_ACCESS_KEY" is also a name in access-key-secret',
  ],
  [{ 'bundle-secret': 'SCW_SECRET_KEY' }, 'bundle-secret', 'is also a name in secret-key-secret'],
  [{ 'secret-key-secret': 'none' }, 'secret-key-secret', 'no GitHub secret would receive the secret key'],
  [{ 'secret-key-secret': ',' }, 'secret-key-secret', 'no GitHub secret would receive the secret key'],
  [{ 'old-key': 'disable' }, 'old-key', '"disable" is not a supported value'],
  [{ 'grace-period': '-1d' }, 'grace-period', '"-1d" is not a duration'],
  [{ 'grace-period': '7' }, 'grace-period', '"7" is not a duration'],
]

describe('bad input', () => {
  test.each(BAD)('%j: %s', (inputs, at, said) => {
    const problems = problemsOf(given(inputs)).filter(({ input }) => input === at)
    expect(problems).toMatchObject([
      {
        input: at,
        problem: expect.stringContaining(said) as unknown,
        remedy: expect.stringMatching(/./) as unknown,
      },
    ])
  })

  test.each([
    [{ GITHUB_REPOSITORY: '' }, 'GITHUB_REPOSITORY'],
    [{ GITHUB_REPOSITORY: 'shop' }, 'GITHUB_REPOSITORY'],
    [{ GITHUB_REPOSITORY_ID: '' }, 'GITHUB_REPOSITORY_ID'],
    [{ GITHUB_REPOSITORY_ID: 'x' }, 'GITHUB_REPOSITORY_ID'],
    [{ GITHUB_RUN_ID: '../1' }, 'GITHUB_RUN_ID'],
    [{ GITHUB_RUN_ATTEMPT: '0' }, 'GITHUB_RUN_ATTEMPT'],
    [{ GITHUB_API_URL: 'https://evil.example' }, 'GITHUB_API_URL'],
    [{ GITHUB_EVENT_NAME: '' }, 'on'],
    [{ GITHUB_EVENT_NAME: 'pull_request_target' }, 'on'],
    [{ GITHUB_EVENT_NAME: 'workflow_run' }, 'on'],
    [{ GITHUB_EVENT_NAME: 'label' }, 'on'],
    [{ SCW_API_URL: 'https://evil.example' }, 'scw-api-url'],
    [{ SCW_API_URL: 'http://127.0.0.1:1' }, 'scw-api-url'],
    [{ SCW_API_URL: 'https://localhost' }, 'scw-api-url'],
    [{ SCW_API_URL: 'http://[::1]:1' }, 'scw-api-url'],
    [{ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 'NODE_TLS_REJECT_UNAUTHORIZED'],
  ])('%j', (env, at) => {
    expect(problemsOf(given({}, env)).map(({ input }) => input)).toEqual([at])
  })

  test('a bad variable is named', () => {
    const problems = problemsOf(given({ 'scw-region': '' }, { SCW_DEFAULT_REGION: 'mars' }))
    expect(problems).toMatchObject([
      {
        input: 'scw-region',
        problem:
          '"mars" (from the environment variable SCW_DEFAULT_REGION) is not a region of Secret Manager',
        remedy: 'one of fr-par, nl-ams, pl-waw',
      },
    ])
  })

  test('everything at once, in the order of the inputs', () => {
    const inputs = {
      'scw-access-key': 'x',
      'scw-secret-key': '',
      'scw-region': 'mars',
      'github-token': '',
      'max-age': 'monthly',
      repositories: 'shop, acme/shop, x',
      'secret-key-secret': '9X',
      'keep-versions': '99',
      'dry-run': 'maybe',
    }
    expect(
      problemsOf(given(inputs, { GITHUB_EVENT_NAME: 'issue_comment' })).map(({ input }) => input),
    ).toEqual([
      'on',
      'scw-access-key',
      'scw-secret-key',
      'scw-region',
      'github-token',
      'max-age',
      'keep-versions',
      'repositories',
      'repositories',
      'secret-key-secret',
      'dry-run',
    ])
  })

  test('a command that is none: the problems that any command would have', () => {
    const problems = problemsOf(given({ command: 'x', 'scw-region': 'mars', expiry: 'x' }))
    expect(problems.map(({ input }) => input)).toEqual(['command', 'scw-region'])
  })

  test('a pull request may start a run if every service of it is on loopback, and an input says so', () => {
    const event = { GITHUB_EVENT_NAME: 'pull_request' }
    const scaleway = { 'scw-api-url': 'http://127.0.0.1:1' }
    const github = { GITHUB_API_URL: 'http://localhost:2' }
    const at = (inputs: Record<string, string>, env: Record<string, string>) =>
      problemsOf(given(inputs, env)).map(({ input }) => input)
    expect(at(scaleway, { ...event, ...github })).toEqual([])
    expect(at({ ...scaleway, command: 'retrieve' }, event)).toEqual([])
    expect(at(scaleway, event)).toEqual(['on'])
    expect(at({}, { ...event, ...github })).toEqual(['on'])
  })

  test('a variable that names loopback does not allow a pull request, even on a runner of a GitHub on loopback', () => {
    const env = {
      GITHUB_EVENT_NAME: 'pull_request_target',
      SCW_API_URL: 'http://127.0.0.1:1',
      GITHUB_API_URL: 'http://127.0.0.1:2',
    }
    for (const command of ['rotate', 'retrieve', 'check'])
      expect(problemsOf(given({ command }, env)).map(({ input }) => input)).toEqual(['on'])
  })

  test.each(['rotate', 'rollover', 'retrieve', 'check', 'retire', 'rollback'])(
    'certificate checks that are turned off are refused (command: %s), even on loopback',
    (command) => {
      const local = { command, 'scw-api-url': 'https://127.0.0.1:1' }
      const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0', GITHUB_API_URL: 'https://127.0.0.1:2' }
      expect(problemsOf(given(local, env))).toMatchObject([
        {
          input: 'NODE_TLS_REJECT_UNAUTHORIZED',
          problem: expect.stringContaining('disables certificate checks') as unknown,
          remedy: expect.stringContaining('NODE_EXTRA_CA_CERTS') as unknown,
        },
      ])
    },
  )

  test.each(['1', '', 'false'])('certificate checks are on with NODE_TLS_REJECT_UNAUTHORIZED=%j', (value) => {
    expect(problemsOf(given({}, { NODE_TLS_REJECT_UNAUTHORIZED: value }))).toEqual([])
  })

  test.each<[string, readonly string[]]>([
    ['retrieve', ['on']],
    ['check', ['on']],
    ['x', ['command', 'on']],
  ])('and that may start nothing else (command: %s)', (command, at) => {
    const source = given({ command }, { GITHUB_EVENT_NAME: 'pull_request' })
    expect(problemsOf(source).map(({ input }) => input)).toEqual(at)
  })
})

describe('problems', () => {
  const secret = fc.oneof(
    fc.uuid(),
    fc.stringMatching(/^gh[sp]_[A-Za-z0-9]{20,40}$/),
    fc.string({ unit: 'binary', minLength: 12, maxLength: 60 }).filter((text) => text.trim().length >= 12),
  )
  const secretInput = fc.constantFrom('scw-secret-key', 'github-token')
  const around = fc.constantFrom('', 'x', 'https://', '\n', ' : ')

  test('never hold a secret, wherever it was pasted as well', () => {
    fc.assert(
      fc.property(
        secret,
        secretInput,
        fc.constantFrom(...INPUT_NAMES),
        around,
        (value, input, other, text) => {
          const source = given({ [other]: `${text}${value}${text}`, [input]: value }, RUNNER)
          const told = JSON.stringify(problemsOf(source)).toLowerCase()
          expect(told).not.toContain(JSON.stringify(value.trim()).slice(1, -1).toLowerCase())
        },
      ),
    )
  })

  test('show stars in its place, in whatever case and however short it is', () => {
    expect(problemsOf(given({ 'scw-region': `x${TOKEN.toUpperCase()}y` }))[0]?.problem).toBe(
      '"x***y" is not a region of Secret Manager',
    )
    expect(problemsOf(given({ 'scw-region': 'xabcdy', 'github-token': 'abcd' }))[0]?.problem).toContain(
      '"x***y"',
    )
  })

  test('never hold a malformed secret of an access key, nor a password of an address', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{12,30}$/), (value) => {
        const inputs = {
          'scw-access-key': value,
          'replaces-access-key': value,
          'scw-api-url': `https://user:${value}@api.scaleway.com/?token=${value}#${value}`,
        }
        expect(JSON.stringify(problemsOf(given(inputs)))).not.toContain(value)
      }),
    )
  })

  test('can be printed, whatever the inputs hold; reading never throws', () => {
    const names = fc.constantFrom(
      ...INPUT_NAMES.filter((name) => !(name in LEAST)),
      'scw-region',
      'scw-project-id',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('::error::x', 'a\n##[group]b', '\u202ex', '\x1b[1m'),
    )
    fc.assert(
      fc.property(fc.dictionary(names, text), fc.jsonValue(), (inputs, event) => {
        const result = readInputs(given(inputs, { GITHUB_EVENT_NAME: 'workflow_run' }, event))
        for (const { problem } of result.ok ? [] : result.problems) {
          expect(problem).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]|::|##\[/u)
        }
      }),
    )
  })
})
