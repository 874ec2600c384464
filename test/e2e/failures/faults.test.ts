import { expect, jest, test } from '@jest/globals'
import type { Exchange, FaultRule } from '../../../sandbox/index.ts'
import {
  changes,
  DAY,
  deploy,
  everythingSaid,
  HOUR,
  inShort,
  killed,
  nth,
  production,
  rotator,
  withFixture,
  shop,
  signIn,
  vault,
  type Fixture,
} from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const POST_SECRET = 'POST /secret-manager/v1beta1/regions/fr-par/secrets'
const POST_KEY = 'POST /iam/v1alpha1/api-keys'
const POST_VERSION = 'POST /secret-manager/v1beta1/regions/fr-par/secrets/<id>/versions'
const PATCH_KEY = 'PATCH /iam/v1alpha1/api-keys/<key>'
const DELETE_KEY = 'DELETE /iam/v1alpha1/api-keys/<key>'
const DISABLE_VERSION = /^POST .*\/versions\/\d+\/disable$/
const PATCH_VERSION = /^PATCH .*\/versions\/\d+$/

/** A fault that befalls one request, named as `inShort` names it: the service's path, its ids left out. */
const createKey: Omit<FaultRule, 'effect'> = { service: 'scaleway', method: 'POST', path: '/api-keys$' }
const storeVersion: Omit<FaultRule, 'effect'> = { service: 'scaleway', method: 'POST', path: '/versions$' }

const lostAnswers: readonly { readonly name: string; readonly rule: FaultRule; readonly orphans: number }[] =
  [
    {
      name: 'to "create a key", which took effect',
      rule: { ...createKey, effect: { kind: 'cut', when: 'after' } },
      orphans: 1,
    },
    {
      name: 'to "create a key", which did not',
      rule: { ...createKey, effect: { kind: 'cut', when: 'before' } },
      orphans: 0,
    },
    {
      name: 'to "create a key": a 500 after the effect',
      rule: { ...createKey, effect: { kind: 'status', status: 500, when: 'after' } },
      orphans: 1,
    },
    {
      name: 'to "store a version", which took effect',
      rule: { ...storeVersion, effect: { kind: 'cut', when: 'after' } },
      orphans: 0,
    },
    {
      name: 'to "store a version", which did not',
      rule: { ...storeVersion, effect: { kind: 'cut', when: 'before' } },
      orphans: 0,
    },
    {
      name: 'to "create the secret", which took effect',
      rule: {
        service: 'scaleway',
        method: 'POST',
        path: '/secrets$',
        effect: { kind: 'cut', when: 'after' },
      },
      orphans: 0,
    },
  ]

test.concurrent.each(lostAnswers)('a lost answer $name, costs nothing', ({ rule, orphans }) =>
  withFixture(async ({ sandbox, rotate, workingKey, living, versions }) => {
    sandbox.setFaults([rule])
    const run = await rotate()
    const made = run.outputs['access-key'] ?? ''
    expect(run.outputs['outcome']).toBe('rotated')
    expect(living()).toEqual([deploy.accessKey, made])
    expect(workingKey(shop)).toBe(made)
    const dead = sandbox.scaleway.iam.keys().filter(({ deletedAt }) => deletedAt !== null)
    expect(dead).toHaveLength(orphans)
    expect(versions().map(({ stage, accessKey }) => [stage, accessKey])).toEqual([['current', made]])
  })(),
)

test.concurrent(
  'limits and stumbling services are waited for',
  withFixture(async ({ sandbox, rotate, workingKey, living }) => {
    const limited = { kind: 'rate-limit', seconds: 1 } as const
    sandbox.setFaults([
      { service: 'scaleway', method: 'GET', path: '/secrets$', times: 2, effect: limited },
      { ...createKey, times: 2, effect: limited },
      { ...storeVersion, effect: limited },
      { service: 'github', method: 'GET', path: '/secrets$', effect: { ...limited, status: 429 } },
      { service: 'github', method: 'GET', path: '/public-key$', effect: { ...limited, limit: 'primary' } },
      { service: 'github', method: 'PUT', path: '/SCW_ACCESS_KEY$', effect: limited },
      { service: 'scaleway', method: 'PATCH', path: '/api-keys/', effect: { kind: 'status', status: 500 } },
      {
        service: 'scaleway',
        method: 'PATCH',
        path: '/versions/',
        effect: { kind: 'status', status: 503, when: 'after' },
      },
      {
        service: 'github',
        method: 'PUT',
        path: '/SCW_SECRET_KEY$',
        effect: { kind: 'status', status: 502, when: 'after' },
      },
    ])
    const run = await rotate()
    expect(run.outputs['outcome']).toBe('rotated')
    expect(run.exchanges.filter(({ fault }) => fault !== undefined)).toHaveLength(11)
    expect(living()).toEqual([deploy.accessKey, run.outputs['access-key']])
    expect(workingKey(shop)).toBe(run.outputs['access-key'])
  }),
)

test.concurrent(
  'a limit that lasts for an hour is left to the next run, which finishes with the same key',
  withFixture(async ({ sandbox, rotate, workingKey, living }) => {
    sandbox.setFaults([
      {
        service: 'github',
        method: 'PUT',
        times: 0,
        effect: { kind: 'rate-limit', limit: 'primary', seconds: 3600 },
      },
    ])
    const run = await rotate()
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete' } })
    expect(run.log).toContain('rate limit')
    expect(workingKey(shop)).toBe(deploy.accessKey)
    sandbox.clearFaults()
    sandbox.clock.advance(HOUR)
    const next = await rotate()
    expect(next.outputs['outcome']).toBe('resumed')
    expect(workingKey(shop)).toBe(next.outputs['access-key'])
    expect(living()).toEqual([deploy.accessKey, next.outputs['access-key']])
  }),
)

test.concurrent(
  'IAM that knows a new key, forgets it, and knows it again is waited for',
  withFixture(async ({ sandbox, rotate, workingKey }) => {
    sandbox.scaleway.setConsistency({
      flapping: ['unknown', 'ok', 'forbidden', 'unknown', 'ok', 'ok', 'ok'],
      staleListFor: { requests: 2 },
      newSecretUnknownFor: { requests: 2 },
    })
    const run = await rotate()
    expect(run.outputs['outcome']).toBe('rotated')
    expect(workingKey(shop)).toBe(run.outputs['access-key'])
  }),
)

test.concurrent(
  'a key that never works is given to nobody, and the next run creates another',
  withFixture(async ({ sandbox, rotate, workingKey, living, versions }) => {
    sandbox.scaleway.setConsistency({ newKeyUnknownFor: { requests: 1000 } })
    const run = await rotate({ 'propagation-timeout': '3s' })
    expect(run.exitCode).toBe(1)
    expect(run.log).toContain('did not work in time, so no target was given it')
    expect(workingKey(shop)).toBe(deploy.accessKey)
    // Nobody else has seen it: it is in no version, and the run that created it deletes it.
    expect(versions()).toEqual([])
    expect(living()).toEqual([deploy.accessKey])
    sandbox.scaleway.setConsistency({})
    sandbox.clock.advance(DAY)
    const next = await rotate()
    expect(next.outputs).toMatchObject({ outcome: 'rotated', revision: '1' })
    expect(workingKey(shop)).toBe(next.outputs['access-key'])
    sandbox.clock.advance(8 * DAY)
    expect(changes(await rotate())).toEqual([])
    expect(living()).toEqual([deploy.accessKey, next.outputs['access-key']])
  }),
)

test.concurrent(
  'a run whose key never works does not say that a pending key waits',
  withFixture(async ({ sandbox, rotate, versions }) => {
    sandbox.scaleway.setConsistency({ newKeyUnknownFor: { requests: 1000 } })
    const run = await rotate({ 'propagation-timeout': '1s' })
    expect(versions()).toEqual([])
    expect(run.outputs['outcome']).toBe('failed')
    expect(run.summary).not.toContain('pending')
  }),
)

test.concurrent(
  'a run whose key never works does not say that it was proven',
  withFixture(async ({ sandbox, rotate }) => {
    sandbox.scaleway.setConsistency({ newKeyUnknownFor: { requests: 1000 } })
    const run = await rotate({ 'propagation-timeout': '1s' })
    expect(everythingSaid(run)).not.toMatch(/proved that/i)
  }),
)

/**
 * Where a run may be when its runner dies: the request that was its last, and what becomes of its key: a later run
 * deletes it as an orphan, or marks it replaced (it may have been stored), or publishes it.
 */
const deaths: readonly {
  readonly name: string
  readonly last: (exchange: Exchange) => boolean
  readonly key?: 'orphan' | 'replaced'
}[] = [
  { name: 'has created the secret', last: is(POST_SECRET), key: 'orphan' },
  { name: 'has created its key', last: is(POST_KEY), key: 'orphan' },
  {
    name: 'is verifying its key',
    last: nth(
      2,
      (exchange) =>
        exchange.method === 'GET' && /\/api-keys\/SCW/.test(exchange.url) && exchange.status === 403,
    ),
    key: 'orphan',
  },
  { name: 'has marked its key stored', last: is(PATCH_KEY), key: 'replaced' },
  { name: 'has stored its key', last: is(POST_VERSION) },
  { name: 'has written one secret', last: nth(1, ({ method }) => method === 'PUT') },
  { name: 'has written three secrets', last: nth(3, ({ method }) => method === 'PUT') },
  { name: 'has marked its key published', last: nth(2, is(PATCH_KEY)) },
  { name: 'has promoted its key', last: (exchange) => PATCH_VERSION.test(inShort(exchange)) },
]

test.concurrent.each(deaths)('a run that dies when it $name is finished by the next one', ({ last, key }) =>
  withFixture(async (stage) => {
    const { sandbox, rotate, begin, workingKey, living } = stage
    for (const name of ['SCW_ACCESS_KEY', 'SCW_SECRET_KEY']) {
      sandbox.github.setSecret(production, name, sandbox.github.secret(shop, name) ?? '')
    }
    sandbox.clock.advance(60_000)
    const inputs = { environments: 'acme/shop/production' }
    await killed(sandbox, begin(inputs), last)
    const [, first] = living()

    const next = await rotate(inputs)
    expect(next.exitCode).toBe(0)
    const made = next.outputs['access-key']
    if (key === undefined) expect(made).toBe(first)
    else expect(made).not.toBe(first)
    expect(workingKey(shop)).toBe(made)
    expect(workingKey(production)).toBe(made)

    // What the dead run left is cleaned up as soon as nobody can be at work with it.
    sandbox.clock.advance(2 * HOUR)
    const cleaning = await rotate(inputs)
    expect(cleaning.exitCode).toBe(0)
    if (key === 'replaced') {
      // It works, and a reader of the store might hold it: it has a grace period like every replaced key.
      expect(cleaning.log).toContain(`Marked the key ${first} as replaced: its grace period begins.`)
      expect(living()).toEqual([deploy.accessKey, first, made])
      sandbox.clock.advance(8 * DAY)
      expect((await rotate(inputs)).outputs['outcome']).toBe('retired')
    }
    expect(living()).toEqual([deploy.accessKey, made])
    expect(workingKey(shop)).toBe(made)
  })(),
)

test.concurrent(
  'a run that dies between the two halves of a promotion, or of a retirement, leaves nothing wrong',
  withFixture(async ({ sandbox, rotate, begin, workingKey, living, versions }) => {
    const first = (await rotate()).outputs['access-key']
    sandbox.clock.advance(DAY)
    await killed(sandbox, begin({ force: 'true' }), (exchange) => PATCH_VERSION.test(inShort(exchange)))
    expect(versions().map(({ stage }) => stage)).toEqual(['current', 'current'])
    const made = living().at(-1)
    const mending = await rotate()
    expect(mending.outputs).toMatchObject({
      outcome: 'resumed',
      'access-key': made,
      'previous-access-key': first,
    })
    expect(versions().map(({ stage }) => stage)).toEqual(['previous', 'current'])

    // Its version is disabled first: nobody reads a key from the store that is about to be deleted.
    sandbox.clock.advance(8 * DAY)
    await killed(sandbox, begin(), is(DISABLE_VERSION))
    expect(versions()[0]).toMatchObject({ accessKey: first, status: 'disabled', stage: 'previous' })
    expect(living()).toContain(first)
    await killed(sandbox, begin(), is(DELETE_KEY))
    expect(living()).toEqual([deploy.accessKey, made])
    expect(versions()[0]).toMatchObject({ status: 'disabled', stage: 'previous' })
    const next = await rotate()
    expect(next).toMatchObject({ exitCode: 0, outputs: { 'access-key': made, 'previous-access-key': '' } })
    expect(versions()).toMatchObject([
      { status: 'disabled', stage: 'retired' },
      { status: 'enabled', stage: 'current' },
    ])
    expect(workingKey(shop)).toBe(made)
    expect(changes(await rotate())).toEqual([])
  }),
)

const selfRotation = {
  'application-id': '',
  'secret-name': 'rotator-own',
  repositories: '',
  environments: 'production',
  'replaces-access-key': rotator.accessKey,
}

/** One half of the rotator's own pair reaches GitHub, then the runner dies: the next run signs in with a mixed pair. */
async function mixUp({ sandbox, begin }: Fixture, hanging: string): Promise<void> {
  const { github } = sandbox
  github.setSecret(vault, 'SCW_ACCESS_KEY', rotator.accessKey)
  github.setSecret(vault, 'SCW_SECRET_KEY', rotator.secretKey)
  sandbox.clock.advance(60_000)
  sandbox.setFaults([{ service: 'github', method: 'PUT', path: hanging, effect: { kind: 'hang' } }])
  await killed(sandbox, begin(selfRotation), ({ method, status }) => method === 'PUT' && status === 204)
  sandbox.clearFaults()
  sandbox.clock.advance(DAY)
}

/** Runs once more with what GitHub holds, now and after the grace period; the rotator must have its way in all the time. */
async function expectWayIn({ sandbox, rotate, workingKey, living }: Fixture): Promise<void> {
  for (const outcome of ['resumed', 'retired', 'not-due']) {
    const held = sandbox.github.workflowSecrets(vault)
    const pair = { accessKey: held['SCW_ACCESS_KEY'] ?? '', secretKey: held['SCW_SECRET_KEY'] ?? '' }
    const run = await rotate({ ...selfRotation, ...signIn(pair) })
    expect(run.outputs['outcome']).toBe(outcome)
    expect(workingKey(vault)).toBe(living(rotator.applicationId).at(-1))
    sandbox.clock.advance(8 * DAY)
  }
  expect(living(rotator.applicationId)).not.toContain(rotator.accessKey)
}

test.concurrent(
  'a rotator whose own secret key was not written finds its way in again',
  withFixture(async (stage) => {
    await mixUp(stage, 'SCW_SECRET_KEY')
    await expectWayIn(stage)
  }),
)

test.concurrent(
  'a rotator whose own access key was not written finds its way in again',
  withFixture(async (stage) => {
    await mixUp(stage, 'SCW_ACCESS_KEY')
    await expectWayIn(stage)
  }),
)

test.concurrent(
  'a run that is cancelled while it verifies its key deletes it, and the next one creates another',
  withFixture(async ({ sandbox, rotate, begin, workingKey, living, versions }) => {
    sandbox.scaleway.setConsistency({ newKeyUnknownFor: { requests: 1000 } })
    const started = begin()
    await started.waitForRequest(nth(2, ({ status }) => status === 401))
    started.kill('SIGINT')
    const run = await started.result
    expect(run).toMatchObject({ exitCode: 1, signal: undefined, outputs: { outcome: 'failed' } })
    expect(run.log).toContain('the next run continues')
    expect(run.summary).not.toContain('pending')
    expect(workingKey(shop)).toBe(deploy.accessKey)
    expect(living()).toEqual([deploy.accessKey])
    expect(versions()).toEqual([])

    sandbox.scaleway.setConsistency({})
    const next = await rotate()
    expect(next.outputs).toMatchObject({ outcome: 'rotated', 'access-key': living().at(-1) })
    expect(workingKey(shop)).toBe(next.outputs['access-key'])
    expect(living()).toHaveLength(2)
  }),
)

test.concurrent(
  'a run that is cancelled once its key is stored reports it, and the next one finishes with the same key',
  withFixture(async ({ sandbox, rotate, begin, workingKey, living, versions }) => {
    const started = begin()
    // It is asked to end while it stores its key, and has to look again before it goes on.
    sandbox.beforeRequest((request) => {
      if (inShort(request) === POST_VERSION) started.kill('SIGINT')
      return Promise.resolve(undefined)
    })
    const run = await started.result
    sandbox.beforeRequest(undefined)
    expect(run).toMatchObject({ exitCode: 1, signal: undefined, outputs: { outcome: 'incomplete' } })
    expect(run.log).toContain('the next run continues')
    expect(run.summary).toContain('pending')
    expect(workingKey(shop)).toBe(deploy.accessKey)
    expect(versions().map(({ stage }) => stage)).toEqual(['pending'])

    const next = await rotate()
    expect(next.outputs).toMatchObject({ outcome: 'resumed', 'access-key': living().at(-1) })
    expect(workingKey(shop)).toBe(next.outputs['access-key'])
    expect(living()).toHaveLength(2)
  }),
)

test.concurrent(
  'a run that is cancelled while it writes leaves no pair half written',
  withFixture(async ({ sandbox, rotate, begin, workingKey }) => {
    sandbox.setFaults([
      { service: 'github', method: 'PUT', times: 0, effect: { kind: 'latency', milliseconds: 300 } },
    ])
    const started = begin({ environments: 'acme/shop/production' })
    const writing = await started.waitForRequest(
      ({ method, service }) => service === 'github' && method === 'PUT',
    )
    expect([201, 204]).toContain(writing.status)
    started.kill('SIGINT')
    const run = await started.result
    expect(run.signal).toBeUndefined()
    expect(workingKey(shop)).toBeDefined()
    sandbox.clearFaults()
    const next = await rotate({ environments: 'acme/shop/production' })
    expect(next.exitCode).toBe(0)
    expect(workingKey(shop)).toBe(next.outputs['access-key'])
    expect(workingKey(production)).toBe(next.outputs['access-key'])
  }),
)

test.concurrent(
  'two runs at once end with one key in every target',
  withFixture(async ({ sandbox, rotate, begin, workingKey, living }) => {
    const options = { sharesSandbox: true }
    const runs = [begin({}, options), begin({}, options)]
    for (const run of runs) await run.result
    const held = workingKey(shop)
    expect(held).toBeDefined()
    sandbox.clock.advance(2 * HOUR)
    const next = await rotate()
    expect(next.outputs['access-key']).toBe(held)
    expect(workingKey(shop)).toBe(held)
    expect(living()).toContain(deploy.accessKey)
    expect(living()).toContain(held)
    // Applications can have read a key that was stored and lost, so it has a grace period.
    for (const other of living().filter((key) => key !== deploy.accessKey && key !== held))
      expect(sandbox.scaleway.iam.key(other)?.description).toContain('[key-rotation replaced ')
  }),
)

function is(request: string | RegExp): (exchange: Exchange) => boolean {
  if (typeof request === 'string') return (exchange) => inShort(exchange) === request
  return (exchange) => request.test(inShort(exchange))
}
