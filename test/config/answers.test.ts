import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parseConfig } from '../../src/config/file/parse.ts'
import { INPUT_NAMES, readInputs, type InputsResult } from '../../src/config/read-inputs.ts'
import type { Inputs } from '../../src/config/types.ts'
import { readSections, writeSections } from '../harness/sections.ts'
import { given, PROJECT_ID, type Values } from './given.ts'

/**
 * Records for every input which values are accepted, what they are read to, and which are refused, by the input and the
 * code of the problem. Other tests state what must hold; this one shows every change of a decision. To accept a change,
 * write the files anew with `UPDATE_ANSWERS=1 npm test -- test/config/answers`, and review the difference.
 */
const FOLDER = join(import.meta.dirname, 'answers')

const KEYS_API: Values = {
  issuer: 'keys-api',
  'keys-api-url': 'https://keys.example.com/v1',
  'keys-api-token': 'FAKE.jwt.token-of-a-test',
}
/** The inputs that values are tried with. */
const STEPS = {
  rotate: {},
  'rotate with a keys API': {
    ...KEYS_API,
    'keys-api-name': 'Shop',
    'keys-api-permissions': 'read, deposit',
  },
  'rollover with a keys API': { ...KEYS_API, command: 'rollover' },
  check: { command: 'check' },
  retrieve: { command: 'retrieve' },
  'rotate with an organization': { organization: 'acme' },
} as const satisfies Readonly<Record<string, Values>>

/** The step in which an input has an effect. */
function stepOf(name: string): keyof typeof STEPS {
  if (name === 'keys-api-key' || name === 'keys-api-expired-key-id') return 'rollover with a keys API'
  if (name.startsWith('keys-api-')) return 'rotate with a keys API'
  if (['api-key-secret', 'recovery-public-key', 'record-key'].includes(name)) return 'rotate with a keys API'
  if (['overdue-after', 'fail-on', 'rotator-repository'].includes(name)) return 'check'
  if (name === 'visibility' || name === 'selected-repositories') return 'rotate with an organization'
  return name === 'export-env' || name === 'secret-id' ? 'retrieve' : 'rotate'
}

/** Tried with every input. */
const ANYTHING = [' ', 'x', '-1', '0', 'a,,b', 'two\nlines', '\u0007', 'x'.repeat(260)]

/** Tried with one input each: accepted values, and values that are nearly accepted. */
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

/** Variables that the runner or the job sets, tried with `rotate`. */
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
/** Key files, and the inputs of the steps that name them. */
const FILES: readonly (readonly [name: string, file: string, step: Values])[] = [
  ['two keys', TWO_KEYS, {}],
  ['one of two keys', TWO_KEYS, { key: 'api' }],
  ['both keys, by name', TWO_KEYS, { key: 'api, shop' }],
  ['unknown keys', TWO_KEYS, { key: 'shop, web, app' }],
  [
    'the inputs of the step apply where the file sets nothing',
    TWO_KEYS,
    { 'grace-period': '3d', 'max-age': '1d' },
  ],
  ['a wrong value of the step', TWO_KEYS, { 'grace-period': 'soon' }],
  ['a wrong value of a key', TWO_KEYS.replace('10d', 'soon'), {}],
  ['a wrong value of the defaults', TWO_KEYS.replace('30d', 'never'), {}],
  ['a value that neither the file nor the step sets', TWO_KEYS, { 'scw-project-id': '' }],
  ['retrieve one of two keys', TWO_KEYS, { command: 'retrieve', key: 'api' }],
  ['retrieve without naming a key', TWO_KEYS, { command: 'retrieve' }],
  [
    'retrieve by secret ID and by name of a key',
    TWO_KEYS,
    { command: 'retrieve', key: 'api', 'secret-id': PROJECT_ID },
  ],
  ['rotate by secret ID', TWO_KEYS, { 'secret-id': PROJECT_ID }],
  ['check', TWO_KEYS, { command: 'check', 'fail-on': 'drift' }],
  ['plan', TWO_KEYS, { command: 'plan', jobs: '4' }],
  ['plan of one key', TWO_KEYS, { command: 'plan', key: 'shop' }],
  [
    'keys of two issuers',
    MIXED,
    { 'keys-api-url': 'https://keys.example.com', 'keys-api-token': 'FAKE.jwt.token-of-a-test' },
  ],
  [
    'keys of two issuers without a token of the keys API',
    MIXED,
    { 'keys-api-url': 'https://keys.example.com' },
  ],
  [
    'the URL of a keys API in the file',
    MIXED.replace('issuer', 'keys-api-url: https://evil.example\n    issuer'),
    { 'keys-api-url': 'https://keys.example.com', 'keys-api-token': 'FAKE.jwt.token-of-a-test' },
  ],
  [
    'two keys with the same secret name',
    TWO_KEYS.replace('keys:', 'keys:\n  web:\n    repositories: acme/web\n    secret-name: acme-shop-shop'),
    {},
  ],
  ['two keys with the same target', TWO_KEYS.replace('acme/api', 'ACME/Shop'), {}],
  [
    'two keys with the same target and different GitHub secrets',
    TWO_KEYS.replace('acme/api', 'acme/shop\n    access-key-secret: API\n    secret-key-secret: API_SECRET'),
    {},
  ],
  [
    'two keys with the same variable',
    TWO_KEYS.replace('defaults:', 'defaults:\n  access-key-variable: KEY').replace(
      'acme/api',
      'acme/shop\n    access-key-secret: API\n    secret-key-secret: API_SECRET',
    ),
    {},
  ],
  [
    'two keys with the same repository and different kinds',
    TWO_KEYS.replace('acme/api', 'acme/shop\n    kinds: dependabot'),
    {},
  ],
  [
    'two keys with the same organization',
    TWO_KEYS.replace('repositories: acme/shop', 'organization: acme').replace(
      'repositories: acme/api',
      'organization: ACME',
    ),
    {},
  ],
  [
    'two keys with the same environment',
    TWO_KEYS.replace('repositories: acme/shop', 'environments: acme/shop/live').replace(
      'repositories: acme/api',
      'environments: acme/shop/LIVE',
    ),
    {},
  ],
  [
    'two keys with the same pattern',
    TWO_KEYS.replace('repositories: acme/shop', 'repositories: acme/web-*').replace(
      'repositories: acme/api',
      'repositories: acme/web-*',
    ),
    {},
  ],
]

/** The groups of inputs, each with its first input. Every group is recorded in a file of its own. */
const GROUPS = {
  command: 'run',
  'scw-access-key': 'scaleway',
  'github-token': 'github',
  'keys-api-url': 'keys-api',
  'application-id': 'key',
  'secret-name': 'store',
  repositories: 'targets',
  'old-key': 'old-key-and-check',
} as const satisfies Partial<Record<(typeof INPUT_NAMES)[number], string>>
const GROUP_STARTS = new Map<string, string>(Object.entries(GROUPS))

/** A decision, and the values that lead to it. */
type Decisions = ReadonlyMap<string, readonly string[]>

function decisionsOn(values: readonly string[], decide: (value: string) => string): Decisions {
  const decisions = new Map<string, readonly string[]>()
  for (const value of values) {
    const decision = decide(value)
    decisions.set(decision, [...(decisions.get(decision) ?? []), shown(value)])
  }
  return decisions
}

function decisionText(decisions: Decisions): string {
  return [...decisions].map(([decision, values]) => `${decision}\n  ${values.join('  ')}`).join('\n')
}

function answersOnInput(name: string): string {
  const step = stepOf(name)
  const values = [...(SPECIAL[name] ?? []), ...ANYTHING]
  return `(${step})\n${decisionText(
    decisionsOn(values, (value) => decision(STEPS[step], given({ ...STEPS[step], [name]: value }))),
  )}`
}

function answersOnVariable(name: string): string {
  // The variables of Scaleway count where the input is empty.
  const step = { 'scw-access-key': name === 'SCW_ACCESS_KEY' ? '' : given().input('scw-access-key') }
  return decisionText(
    decisionsOn(VARIABLES[name] ?? [], (value) => decision(step, given(step, { [name]: value }))),
  )
}

/** What a value changes of what a step without it reads. */
function decision(step: Values, source: ReturnType<typeof given>): string {
  const plain = readInputs(given(step))
  const result = readInputs(source)
  if (!result.ok) return refusal(result)
  const changes = changesOf(plain.ok ? plain.inputs : {}, result.inputs)
  // Another command reads other inputs.
  if (changes.length > 20) return `${fieldsOf(result.inputs).size} fields`
  return changes.length === 0 ? 'no change' : changes.join(', ')
}

function refusal({ problems }: Extract<InputsResult, { readonly ok: false }>): string {
  return problems
    .map(({ input, code, at }) => {
      const place = at === undefined ? '' : ` at ${at.line}:${at.column}`
      return `refused: ${input} ${code}${place}`
    })
    .join(', ')
}

/** What is read for each key of a file: what differs from the same step without the file. */
function answersOnFile(file: string, step: Values): string {
  const path = '.github/key-rotation.yml'
  const result = readInputs(given({ config: path, ...step }), { path, content: parseConfig(file, path) })
  if (!result.ok) return refusal(result).replaceAll(', ', '\n')
  const rest = Object.fromEntries(Object.entries(step).filter(([name]) => name !== 'key'))
  const plain = readInputs(given(step['command'] === 'plan' ? { ...rest, command: 'rotate' } : rest))
  const base = plain.ok ? plain.inputs : inputsWithoutKeysApi()
  const { inputs } = result
  if (!('keys' in inputs)) return changesOf(base, inputs).join('\n')
  const first = 'keys' in base ? (base.keys[0]?.inputs ?? {}) : base
  const { keys, ...common } = inputs
  const others = 'others' in common ? common.others.map(({ name }) => name) : []
  return [
    ...changesOf({}, { ...common, others }),
    ...keys.map((one) => `${one.name ?? ''}: ${changesOf(first, one.inputs).join(', ')}`),
  ].join('\n')
}

/** For a file of several issuers: the inputs of its keys API alone are a conflict. */
function inputsWithoutKeysApi(): Inputs {
  const plain = readInputs(given())
  if (!plain.ok) throw new Error('the least inputs of a rotation are refused')
  return plain.inputs
}

function changesOf(before: object, after: object): readonly string[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .filter((path) => old.get(path) !== now.get(path))
    .map((path) => `${path} = ${now.get(path) ?? '-'}`)
}

/** The fields of what was read, one by one. */
function fieldsOf(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null || value instanceof Date)
    return new Map([[path, JSON.stringify(value)]])
  return new Map(
    Object.entries(value).flatMap(([name, one]) => [
      ...fieldsOf(one, path === '' ? name : `${path}.${name}`),
    ]),
  )
}

function shown(value: string): string {
  return value.length > 120
    ? `${JSON.stringify(value.slice(0, 2))} … ${value.length} characters`
    : JSON.stringify(value)
}

interface Answers {
  readonly group: string
  readonly title: string
  readonly read: () => string
}

let group = ''
const everything: readonly Answers[] = [
  ...INPUT_NAMES.map((name) => {
    group = GROUP_STARTS.get(name) ?? group
    return { group, title: name, read: () => answersOnInput(name) }
  }),
  ...Object.keys(VARIABLES).map((name) => ({
    group: 'runner',
    title: name,
    read: () => answersOnVariable(name),
  })),
  ...FILES.map(([title, file, step]) => ({
    group: 'key-file',
    title,
    read: () => answersOnFile(file, step),
  })),
]
const byGroup = Map.groupBy(everything, (one) => one.group)

if (process.env['UPDATE_ANSWERS'] !== undefined) {
  mkdirSync(FOLDER, { recursive: true })
  for (const [name, answers] of byGroup) {
    writeSections(
      join(FOLDER, `${name}.txt`),
      answers.map(({ title, read }) => [title, read()]),
    )
  }
}

describe.each([...byGroup])('%s', (name, answers) => {
  const recorded = readSections(join(FOLDER, `${name}.txt`))

  test.each(answers)('$title', ({ title, read }) => {
    expect(read().split('\n')).toEqual(recorded.get(title)?.split('\n'))
  })

  test('every title is recorded once, and no other', () => {
    expect(answers.map(({ title }) => title).sort()).toEqual([...recorded.keys()].sort())
  })
})

test('every group has a file, and there is no other', () => {
  expect(readdirSync(FOLDER).sort()).toEqual([...byGroup.keys()].map((name) => `${name}.txt`).sort())
})
