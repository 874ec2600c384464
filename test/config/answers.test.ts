import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parseConfig } from '../../src/config/file/parse.ts'
import { INPUT_NAMES, readInputs } from '../../src/config/read-inputs.ts'
import { readSections, writeSections } from '../harness/sections.ts'
import { given, PROJECT_ID, type Values } from './given.ts'

/**
 * What is made of each input, value by value: what is read, or what is told to be wrong and what would be right. The
 * other tests say what must hold; this one shows whatever changes besides. Where a change is meant, write the file anew
 * with `UPDATE_ANSWERS=1 npm test -- test/config/answers`, and read what it changes.
 */
const FILE = join(import.meta.dirname, 'answers.txt')

const KEYS_API: Values = {
  issuer: 'keys-api',
  'keys-api-url': 'https://keys.example.com/v1',
  'keys-api-token': 'FAKE.jwt.token-of-a-test',
}
/** The steps in which values are tried. */
const STEPS = {
  rotate: {},
  'rotate a key of a keys API': {
    ...KEYS_API,
    'keys-api-name': 'Shop',
    'keys-api-permissions': 'read, deposit',
  },
  'roll a key of a keys API over': { ...KEYS_API, command: 'rollover' },
  check: { command: 'check' },
  retrieve: { command: 'retrieve' },
  'rotate for an organization': { organization: 'acme' },
} as const satisfies Readonly<Record<string, Values>>

/** Where an input means something. */
function stepOf(name: string): keyof typeof STEPS {
  if (name === 'keys-api-key' || name === 'keys-api-expired-key-id') return 'roll a key of a keys API over'
  if (name.startsWith('keys-api-')) return 'rotate a key of a keys API'
  if (['api-key-secret', 'recovery-public-key', 'record-key'].includes(name))
    return 'rotate a key of a keys API'
  if (['overdue-after', 'fail-on', 'rotator-repository'].includes(name)) return 'check'
  if (name === 'visibility' || name === 'selected-repositories') return 'rotate for an organization'
  return name === 'export-env' || name === 'secret-id' ? 'retrieve' : 'rotate'
}

/** Tried with every input. */
const ANYTHING = [' ', 'x', '-1', '0', 'a,,b', 'two\nlines', '\u0007', 'x'.repeat(260)]

/** Tried with one input each: what is right, and what nearly is. */
const SPECIAL: Readonly<Record<string, readonly string[]>> = {
  command: ['rotate', 'Rotate', 'rollover', 'retire', 'rollback', 'retrieve', 'check', 'plan', 'fleet'],
  issuer: ['scaleway', 'keys-api', 'Scaleway'],
  'scw-access-key': [
    'SCWFAKEFAKEFAKEFAKE2',
    'scwfakefakefakefake2',
    'SCWFAKEFAKEFAKEFAKE',
    'SCWFAKEFAKEFAKEFAKE23',
    'xSCWFAKEFAKEFAKEFAKE2',
  ],
  'scw-secret-key': [PROJECT_ID, PROJECT_ID.toUpperCase(), `${PROJECT_ID}0`],
  'scw-organization-id': [PROJECT_ID],
  'scw-project-id': [PROJECT_ID, PROJECT_ID.slice(1)],
  'scw-region': ['nl-ams', 'pl-waw', 'us-east', 'FR-PAR'],
  'scw-api-url': [
    'https://api.scaleway.com',
    'https://api.scaleway.com/',
    'http://api.scaleway.com',
    'http://127.0.0.1:8080',
    'https://api.example.com',
    'https://user:secret@api.scaleway.com',
    'https://api.scaleway.com/?a=b',
  ],
  'github-token': ['ghp_fake', 'two words'],
  'github-app-id': ['7001', '7001x', 'x7001', 'Iv23liFAKEclientOfTests', 'an app'],
  'github-budget': ['0.5', '1', '1.00', '1.1', '0.001', '0.000', '1e-1', '.5', '1.000001', 'x0.5', '0.5x'],
  'keys-api-url': ['http://keys.example.com', 'http://localhost:1', 'https://keys.example.com/v1/', '/v1'],
  'keys-api-key': [
    'sk_live_FAKE_of_a_test_00000000',
    'with a space',
    'before sk_live_FAKE_000',
    'sk_live_FAKE_000 after',
  ],
  'keys-api-expired-key-id': [PROJECT_ID],
  'keys-api-name': ['Production API', 'x'.repeat(200), 'x'.repeat(201)],
  'keys-api-permissions': [
    'read',
    'read,deposit',
    'read deposit',
    '-read',
    `a${'b'.repeat(99)}`,
    `a${'b'.repeat(100)}`,
  ],
  'keys-api-verify-url': ['/wallet', 'https://keys.example.com/wallet', 'https://other.example.com/wallet'],
  'keys-api-verify-header': ['authorization', 'x_key', 'x'.repeat(100), 'x'.repeat(101)],
  'keys-api-verify-origin': ['https://other.example.com', 'https://other.example.com/wallet'],
  'recovery-public-key': [
    Buffer.alloc(32, 7).toString('base64'),
    Buffer.alloc(31, 7).toString('base64'),
    Buffer.alloc(33, 7).toString('base64'),
    `A${Buffer.alloc(32, 7).toString('base64')}`,
    `${Buffer.alloc(32, 7).toString('base64')}A`,
  ],
  'record-key': ['x'.repeat(31), 'x'.repeat(32), `${'x'.repeat(32)} x`, 'x'.repeat(4097)],
  'application-id': [PROJECT_ID, PROJECT_ID.toUpperCase(), `x${PROJECT_ID}`, `${PROJECT_ID}x`],
  description: ['deploys the shop', '[key-rotation] of mine', 'x'.repeat(200), 'x'.repeat(201)],
  expiry: ['never', 'inherit', '90d', '1h', '1M', '1Y', '1D', '2M', '0d', '3M', '1y', 'P1M'],
  'max-age': [
    '30d',
    '12h',
    '1w',
    '1mo',
    '1y',
    '90m',
    '1h',
    '59m',
    '30D',
    '30 d',
    'P30D',
    'PT12H',
    'P1Y2M3DT4H5M6S',
    'P',
    'PT',
    'P12M',
    'P10W',
    'PT90S',
    'xP30D',
  ],
  'rollover-window': ['1d', '0', '6d', '30d'],
  force: ['false', 'False', 'FALSE', 'yes', 'TRUE', 'True'],
  'replaces-access-key': ['SCWFAKEFAKEFAKEFAKE2', 'SCWFAKEFAKEFAKEFAKE1'],
  'take-over': ['false'],
  'propagation-timeout': ['30s', '10m', '5s', '1s', '11m', '1h', 'P1MT5M'],
  'secret-name': [
    'shop',
    'shop deploy',
    'Shop_1.2-3',
    '-shop',
    'shop/deploy',
    'x'.repeat(255),
    'x'.repeat(256),
  ],
  'secret-id': [PROJECT_ID, PROJECT_ID.toUpperCase(), `${PROJECT_ID}/versions`, `fr-par/${PROJECT_ID}`],
  'secret-path': [
    '/',
    '/team',
    '/team/',
    '/team//web',
    'team',
    '/te am',
    '/../x',
    '/x/..',
    '/x/./y',
    '/x/.',
    '/x/../',
    '/...',
    '/x/.y',
  ],
  'keep-versions': ['1', '17', '18', '20', '05', '1.5', '1e1'],
  repositories: [
    'acme/shop',
    'acme/shop, acme/api',
    'acme/shop\nacme/shop',
    'acme/*',
    'acme/topic:web',
    'none',
    'shop',
    '../shop',
    'acme/',
    'acme/shop/more',
    'acme/topic:web/more',
    'acme/atopic:web',
    'acme/*/more',
    'a.cme/*',
    'a.cme/topic:web',
    'acme',
    '/*',
  ],
  environments: [
    'acme/shop/production',
    'production',
    'acme/shop/a b',
    'acme/shop/',
    'acme/*/production',
    '.live',
    '..live',
    '..',
  ],
  organization: ['acme', 'acme/shop', '-acme'],
  visibility: ['all', 'private', 'selected', 'public'],
  'selected-repositories': ['shop, api', 'acme/shop', 'shop,'],
  kinds: [
    'actions',
    'dependabot',
    'codespaces',
    'agents',
    'actions, dependabot',
    'Actions',
    'actions, actions',
    ',',
  ],
  'access-key-secret': ['KEY', 'key', 'KEY, KEY_2', 'GITHUB_KEY', '1KEY', 'KEY-2', 'none', 'SCW_SECRET_KEY'],
  'secret-key-secret': ['SECRET', 'secret', 'none', 'SCW_ACCESS_KEY'],
  'bundle-secret': ['BUNDLE', 'SCW_ACCESS_KEY', 'none', 'none, BUNDLE'],
  'api-key-secret': ['API_KEY', 'api_key, OTHER', 'none'],
  'access-key-variable': ['KEY_ID', 'key_id', 'GITHUB_ID', 'SCW_ACCESS_KEY'],
  'on-unreachable': ['fail', 'continue', 'skip'],
  'public-repositories': ['include', 'exclude', 'true', 'Include'],
  'accept-repositories': ['Acme/Shop, acme', 'acme/*', 'acme/topic:x', 'acme/shop/production', '700001'],
  'old-key': ['delete', 'keep', 'burn'],
  'grace-period': ['0', '0d', '1h', '30d', '1mo'],
  'overdue-after': ['0', '2d', '1w'],
  'fail-on': ['overdue', 'overdue, drift', 'any', 'drfit', 'any, overdue'],
  'rotator-repository': ['acme/infra', 'infra', '4711'],
  'dry-run': ['false'],
  'export-env': ['false'],
  key: ['shop', 'shop, api', 'Shop'],
  jobs: ['3', '0', '257', '1.5'],
}

/** What the runner sets, or the job: tried with `rotate`. */
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  GITHUB_ACTOR: [
    'jane',
    'renovate[bot]',
    'two words',
    'x'.repeat(64),
    'x'.repeat(65),
    '::error::x',
    'a[bot]b',
    '',
  ],
  GITHUB_TRIGGERING_ACTOR: ['jane', 'two words', ''],
  GITHUB_SERVER_URL: ['https://git.example.com', 'https://git.example.com//', 'git.example.com'],
  GITHUB_API_URL: [
    'https://git.example.com/api/v3',
    'http://git.example.com/api/v3',
    'http://127.0.0.1:1',
    'x',
  ],
  GITHUB_REPOSITORY: ['acme/web', 'ACME/Web.js', 'shop', '../shop', 'acme/web/more', '--acme/web', ''],
  GITHUB_REPOSITORY_ID: ['1', 'x', '1x', 'x1', '-1', ''],
  GITHUB_RUN_ID: ['1', 'x', ''],
  GITHUB_RUN_ATTEMPT: ['1', '0', '1000000', '1000001', 'x', ''],
  GITHUB_EVENT_NAME: [
    'push',
    'workflow_dispatch',
    'pull_request',
    'issue_comment',
    'workflow_run',
    'label',
    '',
  ],
  SCW_ACCESS_KEY: ['SCWFAKEFAKEFAKEFAKE9'],
  SCW_DEFAULT_ORGANIZATION_ID: [PROJECT_ID, 'x'],
  SCW_API_URL: ['https://api.scaleway.com', 'https://api.example.com', 'http://127.0.0.1:1'],
}

const TWO_KEYS = `defaults:
  max-age: 30d
keys:
  shop:
    repositories: acme/shop
  api:
    repositories: acme/api
    max-age: 10d
`
const MIXED = `keys:
  shop:
    repositories: acme/shop
  payments:
    issuer: keys-api
    keys-api-name: Payments
    keys-api-permissions: [read]
    repositories: acme/payments
`
/** Files of keys, and the steps that name them. */
const FILES: readonly (readonly [name: string, file: string, step: Values])[] = [
  ['two keys', TWO_KEYS, {}],
  ['one of two keys', TWO_KEYS, { key: 'api' }],
  ['both, by their names', TWO_KEYS, { key: 'api, shop' }],
  ['a key that there is not', TWO_KEYS, { key: 'shop, web, app' }],
  [
    'what the step says counts where the file says nothing',
    TWO_KEYS,
    { 'grace-period': '3d', 'max-age': '1d' },
  ],
  ['what is wrong in the step is told of the step', TWO_KEYS, { 'grace-period': 'soon' }],
  ['what is wrong in the file is told of the file', TWO_KEYS.replace('10d', 'soon'), {}],
  ['what is wrong in the defaults is told once', TWO_KEYS.replace('30d', 'never'), {}],
  ['what is missing everywhere', TWO_KEYS, { 'scw-project-id': '' }],
  ['retrieve one of two', TWO_KEYS, { command: 'retrieve', key: 'api' }],
  ['retrieve, and nobody says which', TWO_KEYS, { command: 'retrieve' }],
  [
    'retrieve by an id and by the name of a key',
    TWO_KEYS,
    { command: 'retrieve', key: 'api', 'secret-id': PROJECT_ID },
  ],
  ['rotate by an id', TWO_KEYS, { 'secret-id': PROJECT_ID }],
  ['check', TWO_KEYS, { command: 'check', 'fail-on': 'drift' }],
  ['plan', TWO_KEYS, { command: 'plan', jobs: '4' }],
  ['plan of one', TWO_KEYS, { command: 'plan', key: 'shop' }],
  [
    'keys of two issuers',
    MIXED,
    { 'keys-api-url': 'https://keys.example.com', 'keys-api-token': 'FAKE.jwt.token-of-a-test' },
  ],
  ['keys of two issuers, and no token', MIXED, { 'keys-api-url': 'https://keys.example.com' }],
  [
    'an address of a keys API in the file',
    MIXED.replace('issuer', 'keys-api-url: https://evil.example\n    issuer'),
    { 'keys-api-url': 'https://keys.example.com', 'keys-api-token': 'FAKE.jwt.token-of-a-test' },
  ],
  [
    'two keys with one name of a secret',
    TWO_KEYS.replace('keys:', 'keys:\n  web:\n    repositories: acme/web\n    secret-name: acme-shop-shop'),
    {},
  ],
  ['two keys in one place', TWO_KEYS.replace('acme/api', 'ACME/Shop'), {}],
  [
    'two keys in one place, under other names',
    TWO_KEYS.replace('acme/api', 'acme/shop\n    access-key-secret: API\n    secret-key-secret: API_SECRET'),
    {},
  ],
  [
    'two keys in one variable',
    TWO_KEYS.replace('defaults:', 'defaults:\n  access-key-variable: KEY').replace(
      'acme/api',
      'acme/shop\n    access-key-secret: API\n    secret-key-secret: API_SECRET',
    ),
    {},
  ],
  ['two kinds of secrets in one place', TWO_KEYS.replace('acme/api', 'acme/shop\n    kinds: dependabot'), {}],
  [
    'an organization twice',
    TWO_KEYS.replace('repositories: acme/shop', 'organization: acme').replace(
      'repositories: acme/api',
      'organization: ACME',
    ),
    {},
  ],
  [
    'an environment twice',
    TWO_KEYS.replace('repositories: acme/shop', 'environments: acme/shop/live').replace(
      'repositories: acme/api',
      'environments: acme/shop/LIVE',
    ),
    {},
  ],
  [
    'a pattern twice',
    TWO_KEYS.replace('repositories: acme/shop', 'repositories: acme/web-*').replace(
      'repositories: acme/api',
      'repositories: acme/web-*',
    ),
    {},
  ],
]

function answerOnFile(file: string, step: Values): string {
  const path = '.github/key-rotation.yml'
  const result = readInputs(given({ config: path, ...step }), { path, content: parseConfig(file, path) })
  if (!result.ok)
    return result.problems
      .map(({ input, problem, remedy, at }) => {
        const where = at === undefined ? '' : ` (${at.line}:${at.column})`
        return `no    ${input}${where}: ${problem} → ${remedy}`
      })
      .join('\n')
  return [...fieldsOf(result.inputs)].map(([field, value]) => `yes   ${field} = ${value}`).join('\n')
}

function answersOnVariable(name: string): string {
  // The variables of Scaleway count where the input is empty.
  const without = { 'scw-access-key': name === 'SCW_ACCESS_KEY' ? '' : given().input('scw-access-key') }
  return (VARIABLES[name] ?? [])
    .map((value) => `${shown(value)}\n${answer(without, name, value, 'variable').replaceAll(/^/gm, '  ')}`)
    .join('\n')
}

/** What a step with one value is told, without what every such step reads. */
function answer(step: Values, name: string, value: string, as: 'input' | 'variable' = 'input'): string {
  const plain = readInputs(given(step))
  const one = { [name]: value }
  const result = readInputs(as === 'input' ? given({ ...step, ...one }) : given(step, one))
  if (!result.ok)
    return result.problems
      .map(({ input, problem, remedy }) => `no    ${input}: ${problem} → ${remedy}`)
      .join('\n')
  const before = plain.ok ? fieldsOf(plain.inputs) : new Map<string, string>()
  const after = fieldsOf(result.inputs)
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort()
  const changed = paths.filter((path) => before.get(path) !== after.get(path))
  // A command of another kind reads much else.
  if (changed.length > 20) return `yes   ${after.size} fields`
  return changed.length === 0
    ? 'same'
    : changed.map((path) => `yes   ${path} = ${after.get(path) ?? '-'}`).join('\n')
}

/** The fields of what was read, one by one. */
function fieldsOf(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[path, JSON.stringify(value)]])
  return new Map(
    Object.entries(value).flatMap(([name, one]) => [
      ...fieldsOf(one, path === '' ? name : `${path}.${name}`),
    ]),
  )
}

function answersOn(name: string): string {
  const step = stepOf(name)
  const lines = [...(SPECIAL[name] ?? []), ...ANYTHING].map(
    (value) => `${shown(value)}\n${answer(STEPS[step], name, value).replaceAll(/^/gm, '  ')}`,
  )
  return [`(${step})`, ...lines].join('\n')
}

function shown(value: string): string {
  return value.length > 120
    ? `${JSON.stringify(value.slice(0, 2))} … ${value.length} characters`
    : JSON.stringify(value)
}

const everything: readonly (readonly [title: string, answers: () => string])[] = [
  ...INPUT_NAMES.map((name) => [name, () => answersOn(name)] as const),
  ...Object.keys(VARIABLES).map((name) => [`variable ${name}`, () => answersOnVariable(name)] as const),
  ...FILES.map(([name, file, step]) => [`file: ${name}`, () => answerOnFile(file, step)] as const),
]

if (process.env['UPDATE_ANSWERS'] !== undefined) {
  writeSections(
    FILE,
    everything.map(([title, answers]) => [title, answers()]),
  )
}

describe('what is made of', () => {
  const written = readSections(FILE)

  test.each(everything)('%s', (title, answers) => {
    expect(answers().split('\n')).toEqual(written.get(title)?.split('\n'))
  })

  test('each has a title of its own, and no other is in the file', () => {
    expect(everything.map(([title]) => title).sort()).toEqual([...written.keys()].sort())
  })
})
