import { expect, jest, test } from '@jest/globals'
import type { FaultEffect, Place } from '../../../sandbox/index.ts'
import {
  changes,
  DAY,
  deploy,
  production,
  report,
  withFixture,
  shop,
  type Fixture,
} from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const acme = { organization: 'acme' } as const
const places: readonly Place[] = [shop, production, acme]
/** The variable has the name of a secret: they do not get into each other's way. */
const everywhere = {
  repositories: 'acme/shop',
  environments: 'acme/shop/production',
  organization: 'acme',
  'access-key-variable': 'SCW_ACCESS_KEY',
} as const
/** The access key as a variable alone, the secret key as a secret. */
const usual = { 'access-key-secret': 'none', 'access-key-variable': 'SCW_KEY_ID' } as const

const variableRequests = (run: Parameters<typeof changes>[0]) =>
  changes(run).filter((change) => change.includes('/variables'))

test.concurrent(
  'the access key stands in a variable of every repository, environment and organization, from its first rotation to the next',
  withFixture(async ({ sandbox, rotate, workingKey }) => {
    const { github, clock } = sandbox
    github.setVariable(shop, 'REGION', 'fr-par')
    const first = await rotate(everywhere)
    const made = first.outputs['access-key'] ?? ''
    for (const place of places) expect(github.variable(place, 'SCW_ACCESS_KEY')?.value).toBe(made)
    expect(github.workflowVariables(shop)['SCW_ACCESS_KEY']).toBe(workingKey(shop))
    expect(variableRequests(first)).toEqual([
      'POST /repos/acme/shop/actions/variables',
      'POST /repos/acme/shop/environments/production/variables',
      'POST /orgs/acme/actions/variables',
    ])
    expect(github.variable(acme, 'SCW_ACCESS_KEY')?.visibility).toBe('private')

    clock.advance(DAY)
    const idle = await rotate(everywhere)
    expect(idle.outputs['outcome']).toBe('not-due')
    expect(changes(idle)).toEqual([])

    const next = await rotate({ ...everywhere, force: 'true' })
    expect(next.outputs['outcome']).toBe('rotated')
    for (const place of places)
      expect(github.variable(place, 'SCW_ACCESS_KEY')?.value).toBe(next.outputs['access-key'])
    expect(variableRequests(next).sort()).toEqual([
      'PATCH /orgs/acme/actions/variables/SCW_ACCESS_KEY',
      'PATCH /repos/acme/shop/actions/variables/SCW_ACCESS_KEY',
      'PATCH /repos/acme/shop/environments/production/variables/SCW_ACCESS_KEY',
    ])
    expect(github.variable(shop, 'REGION')).toMatchObject({ value: 'fr-par' })
  }),
)

test.concurrent(
  'drift is seen by value: another value is mended, the same one written by somebody else is left',
  withFixture(async ({ sandbox, rotate }) => {
    const { github, clock } = sandbox
    const first = await rotate({ ...usual, repositories: 'acme/shop, acme/api' })
    const made = first.outputs['access-key'] ?? ''
    clock.advance(DAY)
    github.setVariable(shop, 'SCW_KEY_ID', made)
    const idle = await rotate({ ...usual, repositories: 'acme/shop, acme/api' })
    expect(idle.outputs['outcome']).toBe('not-due')
    expect(changes(idle)).toEqual([])

    github.setVariable(shop, 'SCW_KEY_ID', deploy.accessKey)
    const mended = await rotate({ ...usual, repositories: 'acme/shop, acme/api' })
    expect(mended.outputs).toMatchObject({ outcome: 'repaired', 'access-key': made })
    expect(github.variable(shop, 'SCW_KEY_ID')?.value).toBe(made)
    expect(changes(mended)).toEqual(
      expect.arrayContaining(['PATCH /repos/acme/shop/actions/variables/SCW_KEY_ID']),
    )
    expect(changes(mended).filter((change) => change.includes('/acme/api/'))).toEqual([])
  }),
)

test.concurrent(
  'who reads a variable of an organization stays as it is, unless the inputs say otherwise',
  withFixture(async ({ sandbox, rotate }) => {
    const { github, clock } = sandbox
    const inputs = { ...usual, repositories: '', organization: 'acme' }
    const sight = { visibility: 'selected', selectedRepositoryIds: [700001, 700002] } as const
    github.setVariable(acme, 'SCW_KEY_ID', 'old', sight)
    const run = await rotate({ ...inputs, visibility: '' })
    expect(github.variable(acme, 'SCW_KEY_ID')).toMatchObject({ ...sight, value: run.outputs['access-key'] })
    clock.advance(DAY)
    const narrowed = await rotate({ ...inputs, 'selected-repositories': 'api' })
    expect(narrowed.outputs['outcome']).toBe('repaired')
    expect(github.variable(acme, 'SCW_KEY_ID')).toMatchObject({
      value: run.outputs['access-key'],
      visibility: 'selected',
      selectedRepositoryIds: [700002],
    })
    clock.advance(DAY)
    expect(changes(await rotate({ ...inputs, 'selected-repositories': 'api' }))).toEqual([])
  }),
)

test.concurrent(
  'a new variable of an organization is for whom its secrets are; an old one is changed though the token sees not all of them',
  withFixture(async ({ sandbox, rotate }) => {
    const { github, clock } = sandbox
    const inputs = { ...usual, repositories: '', organization: 'acme' }
    const sight = { visibility: 'selected', selectedRepositoryIds: [700001, 700002] } as const
    github.setSecret(acme, 'SCW_SECRET_KEY', 'old', sight)
    clock.advance(60_000)
    const first = await rotate(inputs)
    expect(github.variable(acme, 'SCW_KEY_ID')).toMatchObject({
      ...sight,
      value: first.outputs['access-key'],
    })

    clock.advance(DAY)
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    const body = JSON.stringify({ total_count: 2, repositories: [{ id: 700001 }] })
    const effect = { kind: 'raw', status: 200, headers, body } as const
    sandbox.setFaults([{ service: 'github', path: '/variables/.*/repositories$', times: 0, effect }])
    const next = await rotate({ ...inputs, force: 'true' })
    expect(next.outputs['outcome']).toBe('rotated')
    expect(github.variable(acme, 'SCW_KEY_ID')).toMatchObject({ ...sight, value: next.outputs['access-key'] })
  }),
)

const lost: readonly (readonly [string, FaultEffect, readonly string[]])[] = [
  [
    'took effect',
    { kind: 'cut', when: 'after' },
    ['POST /repos/acme/shop/actions/variables', 'PATCH /repos/acme/shop/actions/variables/SCW_KEY_ID'],
  ],
  [
    'did not take effect',
    { kind: 'cut', when: 'before' },
    [
      'POST /repos/acme/shop/actions/variables',
      'PATCH /repos/acme/shop/actions/variables/SCW_KEY_ID',
      'POST /repos/acme/shop/actions/variables',
    ],
  ],
  [
    'was answered with an error, and took effect',
    { kind: 'status', status: 502, when: 'after' },
    ['POST /repos/acme/shop/actions/variables', 'PATCH /repos/acme/shop/actions/variables/SCW_KEY_ID'],
  ],
]

test.concurrent.each(lost)(
  'a variable is made although the answer to it is lost: it %s',
  (_, effect, requests) =>
    withFixture(async ({ sandbox, rotate }) => {
      sandbox.setFaults([{ service: 'github', method: 'POST', path: '/variables$', effect }])
      const run = await rotate(usual)
      expect(run.outputs['outcome']).toBe('rotated')
      expect(variableRequests(run)).toEqual(requests)
      expect(sandbox.github.variable(shop, 'SCW_KEY_ID')?.value).toBe(run.outputs['access-key'])
    })(),
)

test.concurrent(
  'a variable that somebody makes in the same moment is changed instead',
  withFixture(async ({ sandbox, rotate }) => {
    sandbox.beforeRequest(({ method, url }) => {
      if (method === 'POST' && url.endsWith('/variables'))
        sandbox.github.setVariable(shop, 'SCW_KEY_ID', 'theirs')
      return Promise.resolve(undefined)
    })
    const run = await rotate(usual)
    expect(run.outputs['outcome']).toBe('rotated')
    expect(sandbox.github.variable(shop, 'SCW_KEY_ID')?.value).toBe(run.outputs['access-key'])
  }),
)

test.concurrent(
  'a variable that cannot be written leaves no mixed pair: the secret is put back, and the next run finishes',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    const first = await rotate(usual)
    const old = first.outputs['access-key']
    expect(pair(stage)).toBe(old)
    sandbox.clock.advance(DAY)
    const effect = { kind: 'status', status: 403 } as const
    sandbox.setFaults([{ service: 'github', method: 'PATCH', path: '/variables/', times: 0, effect }])
    const half = await rotate({ ...usual, force: 'true' })
    expect(half.outputs['outcome']).toBe('incomplete')
    expect(half.log).toContain('put back')
    expect(half.log).toContain('Variables: write')
    expect(pair(stage)).toBe(old)

    sandbox.clearFaults()
    const next = await rotate(usual)
    expect(next.outputs['outcome']).toBe('resumed')
    expect(pair(stage)).toBe(next.outputs['access-key'])
    expect(pair(stage)).not.toBe(old)
  }),
)

test.concurrent(
  'a rollback brings the variable back, too',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    const first = await rotate(usual)
    sandbox.clock.advance(DAY)
    await rotate({ ...usual, force: 'true' })
    sandbox.clock.advance(DAY)
    const back = await rotate({ ...usual, command: 'rollback' })
    expect(back.outputs).toMatchObject({ outcome: 'rolled-back', 'access-key': first.outputs['access-key'] })
    expect(pair(stage)).toBe(first.outputs['access-key'])
  }),
)

test.concurrent.each([
  ['a repository', shop, 500, 'repositories: acme/shop has 500 of at most 500 variables'],
  [
    'an environment',
    production,
    100,
    'environments: environment production of acme/shop has 100 of at most 100 variables',
  ],
  ['an organization', acme, 1000, 'organization: organization acme has 1000 of at most 1000 variables'],
] as const)('no room for a variable of %s is told before anything is changed', (_, place, room, problem) =>
  withFixture(async ({ sandbox, rotate }) => {
    for (let count = 0; count < room; count += 1) sandbox.github.setVariable(place, `OTHER_${count}`, 'v')
    const run = await rotate(everywhere)
    expect(report(run).problems).toEqual([expect.stringContaining(problem)])
    expect(changes(run)).toEqual([])
  })(),
)

/** The access key of the variable, if Scaleway accepts it with the secret next to it; undefined otherwise. */
function pair({ sandbox }: Fixture): string | undefined {
  const accessKey = sandbox.github.workflowVariables(shop)['SCW_KEY_ID'] ?? ''
  const secretKey = sandbox.github.workflowSecrets(shop)['SCW_SECRET_KEY'] ?? ''
  return sandbox.scaleway.iam.accepts(accessKey, secretKey) ? accessKey : undefined
}
