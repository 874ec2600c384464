import { gzipSync } from 'node:zlib'
import { expect, jest, test } from '@jest/globals'
import type { FaultEffect, FaultRule } from '../../../sandbox/index.ts'
import { DAY, deploy, everythingSaid, withFixture, shop, type Fixture } from '../fixtures/fixture.ts'

/**
 * What stands between a runner and a service (a gateway, a captive portal, a proxy that somebody took over) may answer
 * with anything. The run then ends with an error that says who answered wrong, within bounded time and memory; nothing
 * is lost, and when the service is itself again the next run finishes the job.
 */
jest.setTimeout(240_000)

const JSON_TYPE = { 'content-type': 'application/json' }
const MEBIBYTE = 1024 * 1024

const answers: readonly { readonly name: string; readonly effect: FaultEffect }[] = [
  {
    name: 'huge',
    effect: { kind: 'raw', status: 200, headers: JSON_TYPE, body: ' '.repeat(1024), repeat: 64 * 1024 },
  },
  {
    name: 'a compressed bomb',
    effect: {
      kind: 'raw',
      status: 200,
      headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
      body: gzipSync(Buffer.alloc(256 * MEBIBYTE)).toString('base64'),
      encoding: 'base64',
    },
  },
  {
    name: 'no JSON',
    effect: {
      kind: 'raw',
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<html>Welcome! Please sign in to the guest network.</html>',
    },
  },
  {
    name: 'JSON of nothing but null',
    effect: { kind: 'raw', status: 200, headers: JSON_TYPE, body: 'null' },
  },
  {
    name: 'JSON that is cut short',
    effect: {
      kind: 'raw',
      status: 200,
      headers: { ...JSON_TYPE, 'content-length': '4096', connection: 'close' },
      body: '{"total_count": 1, "secrets": [',
    },
  },
  {
    name: 'of wrong types',
    effect: {
      kind: 'raw',
      status: 200,
      headers: JSON_TYPE,
      body: JSON.stringify({
        total_count: 'many',
        api_keys: { 0: 'one' },
        versions: 7,
        secrets: 'all',
        access_key: ['SCWFAKE'],
        secret_key: 5,
        key: {},
        key_id: null,
        id: '../../api-keys',
      }),
    },
  },
  {
    name: 'a redirect to another host',
    effect: {
      kind: 'raw',
      status: 302,
      headers: { location: 'http://elsewhere.invalid/iam/v1alpha1/api-keys' },
    },
  },
]

const requests: readonly (Omit<FaultRule, 'effect'> & { readonly to: string })[] = [
  { to: 'list the keys', service: 'scaleway', method: 'GET', path: '/api-keys$' },
  { to: 'find the secret', service: 'scaleway', method: 'GET', path: '/secrets$' },
  { to: 'make a key', service: 'scaleway', method: 'POST', path: '/api-keys$' },
  { to: 'store a version', service: 'scaleway', method: 'POST', path: '/versions$' },
  { to: "list a repository's secrets", service: 'github', method: 'GET', path: '/actions/secrets$' },
  { to: 'get a public key', service: 'github', method: 'GET', path: '/public-key$' },
]

const cases = requests.flatMap(({ to, ...rule }) =>
  answers.map(({ name, effect }) => ({ to, name, rule: { ...rule, times: 0, effect } })),
)

test.concurrent.each(cases)('an answer to "$to" that is $name', ({ rule }) =>
  withFixture(async (fixture) => {
    const { sandbox, rotate, workingKey } = fixture
    sandbox.setFaults([rule])
    const run = await rotate()
    const service = rule.service === 'github' ? 'GitHub' : 'Scaleway|Secret Manager'
    expect(run.exitCode).toBe(1)
    expect(everythingSaid(run)).toMatch(new RegExp(service))
    expect(everythingSaid(run)).not.toMatch(/TypeError|undefined|\bat .*\.(js|ts):\d/)
    // The old key stays where it was, and works.
    expect(workingKey(shop)).toBe(deploy.accessKey)
    await recovers(fixture, rule.path === '/versions$' ? 'with a key that may be stored' : 'whole')
  })(),
)

const senseless = answers.filter(({ name }) => /no JSON|null|wrong types/.test(name))

test.concurrent.each(
  senseless.flatMap(({ name, effect }) => [
    { to: 'make a key', path: '/api-keys$', orphans: 1, name, effect },
    { to: 'store a version', path: '/versions$', orphans: 0, name, effect },
  ]),
)('an answer to "$to", which took effect, that is $name, costs nothing', ({ path, orphans, effect }) =>
  withFixture(async ({ sandbox, rotate, workingKey, living, versions }) => {
    const late = { ...effect, when: 'after' } as FaultEffect
    sandbox.setFaults([{ service: 'scaleway', method: 'POST', path, effect: late }])
    const run = await rotate()
    const made = run.outputs['access-key'] ?? ''
    expect(run.outputs['outcome']).toBe('rotated')
    expect(workingKey(shop)).toBe(made)
    expect(living()).toEqual([deploy.accessKey, made])
    expect(versions().map(({ stage, accessKey }) => [stage, accessKey])).toEqual([['current', made]])
    const dead = sandbox.scaleway.iam.keys().filter(({ deletedAt }) => deletedAt !== null)
    expect(dead).toHaveLength(orphans)
  })(),
)

/**
 * The service answers again: the next runs finish the job, and nothing is left over. A key that may be stored works
 * through a grace period before it is deleted.
 */
async function recovers(
  { sandbox, rotate, workingKey, living, versions }: Fixture,
  after: 'whole' | 'with a key that may be stored' = 'whole',
): Promise<void> {
  sandbox.clearFaults()
  sandbox.clock.advance(DAY)
  const next = await rotate()
  expect(next.outputs['outcome']).toMatch(/rotated|resumed/)
  const current = versions().find(({ stage }) => stage === 'current')?.accessKey
  expect(current).not.toBe(deploy.accessKey)
  expect(workingKey(shop)).toBe(current)
  if (after !== 'whole' && living().length > 2) {
    for (const days of [1, 8]) {
      sandbox.clock.advance(days * DAY)
      expect((await rotate()).exitCode).toBe(0)
    }
  }
  expect(living()).toEqual([deploy.accessKey, current])
}

test.concurrent.each([
  {
    of: 'Scaleway',
    rule: { service: 'scaleway', method: 'GET', path: '/api-keys$' },
    body: { api_keys: [{}], total_count: 1e12 },
  },
  { of: 'GitHub', rule: { service: 'github', method: 'GET', path: '/actions/secrets$' }, body: undefined },
] as const)('a list of $of that never ends', ({ rule, body }) =>
  withFixture(async (fixture) => {
    const link =
      '<https://api.github.com/repositories/1/actions/secrets?page=99999999>; rel="last", <https://api.github.com/x?page=2>; rel="next"'
    fixture.sandbox.setFaults([
      {
        ...rule,
        times: 0,
        effect: {
          kind: 'raw',
          status: 200,
          headers: { ...JSON_TYPE, link },
          body: JSON.stringify(body ?? { total_count: 1, secrets: [] }),
        },
      },
    ])
    const run = await fixture.rotate()
    expect(run.exitCode).toBe(1)
    expect(everythingSaid(run)).toMatch(/announced a list of (1000000000000 items|99999999 pages)/)
    expect(run.exchanges.length).toBeLessThan(30)
    await recovers(fixture)
  })(),
)

test.concurrent(
  'a public key that nothing can be sealed to shows before a key is made',
  withFixture(async (fixture) => {
    const body = JSON.stringify({ key_id: '1', key: Buffer.from('too short').toString('base64') })
    const effect = { kind: 'raw', status: 200, headers: JSON_TYPE, body } as const
    fixture.sandbox.setFaults([{ service: 'github', path: '/public-key$', times: 0, effect }])
    const run = await fixture.rotate()
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(run.errors.join()).toContain('acme/shop could not be read: ')
    expect(run.errors.join()).toContain('it has no public key')
    expect(fixture.living()).toEqual([deploy.accessKey])
    await recovers(fixture)
  }),
)

test.each([
  ['Scaleway', -365],
  ['Scaleway', 365],
  ['GitHub', -365],
  ['GitHub', 365],
] as const)('%s answers with a Date that is %d days off: nothing is changed', (who, days) =>
  withFixture(async (fixture) => {
    const { sandbox, rotate, workingKey, versions } = fixture
    const { clock } = sandbox
    // One generation is replaced and its grace period runs: a wrong year could end it.
    await rotate()
    clock.advance(DAY)
    const before = { versions: versions(), keys: sandbox.scaleway.iam.livingKeys().length }
    const effect = { kind: 'date', milliseconds: days * DAY } as const
    sandbox.setFaults([{ service: who === 'GitHub' ? 'github' : 'scaleway', times: 0, effect }])
    const run = await rotate({ force: 'true' })
    expect(run.exitCode).toBe(1)
    expect(run.exchanges.filter(({ method }) => method !== 'GET')).toEqual([])
    expect(run.errors.join()).toMatch(/dated .* and those of GitHub/)
    sandbox.clearFaults()
    expect({ versions: versions(), keys: sandbox.scaleway.iam.livingKeys().length }).toEqual(before)
    expect(workingKey(shop)).toBeDefined()
    expect((await rotate()).outputs['outcome']).toBe('not-due')
  })(),
)
