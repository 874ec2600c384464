import { expect, test } from '@jest/globals'
import { takeSnapshot, type CheckSources } from '../../src/check/snapshot.ts'
import { createCheckLog } from '../../src/report/check/log.ts'
import { checkOf } from '../report/check/result.ts'
import { fakeCore, fakeRedact } from '../report/fixtures.ts'
import type { Carrier } from '../rotation/simulation/gate.ts'
import { createWorld, ROTATOR_KEY } from '../rotation/simulation/simulation.ts'
import { modelAt } from '../rotation/simulation/starts.ts'

/** Lets every request through at once. */
const straight: Carrier = {
  request: (_run, _name, _method, effect) => Promise.resolve(effect()),
  sleep: () => Promise.resolve(),
}

/** What the log says of a check three days after a first rotation, where some of it cannot be looked at. */
async function seen(broken: (lookout: CheckSources) => Partial<CheckSources>): Promise<readonly string[]> {
  const { cloud } = await modelAt('steady')
  const session = { run: 'check', signedInAs: ROTATOR_KEY }
  const { issuer, store, targets, clock } = createWorld(cloud, straight, session, () => 'none')
  if (issuer.kind !== 'listing') throw new Error('the model lists its keys')
  const lookout: CheckSources = {
    issuer,
    store,
    targets,
    clock,
    shadows: () => Promise.resolve({ shadows: [], problems: [] }),
    identities: () => targets.prepare(cloud.targets.map(({ id }) => id)),
    secretExists: () => Promise.resolve(true),
    limits: () => issuer.limits(),
  }
  const { core, lines } = fakeCore()
  const result = checkOf({}, { snapshot: await takeSnapshot({ ...lookout, ...broken(lookout) }) })
  createCheckLog({ core, redact: fakeRedact() }).print([result], ['drift'])
  return lines
}

const HEAD = [
  '▼ Check',
  "At 2030-01-04 00:00 UTC (the services' time) the secret /shop-deploy (00000000-0000-4000-8000-000000000001) holds:",
  '  v1 (K1): current; 3 days old, never expires',
]
const TARGETS = ['Targets: 2 of 2 in order', '  repository T1: v1, current', '  repository T2: v1, current']
const ROOM = "Room left: 19 of 20 versions of the secret, 99 API keys of the organization's quota"

test('where everything can be looked at, nothing is missing', async () => {
  expect(await seen(() => ({}))).toEqual([...HEAD, ...TARGETS, ROOM, '▲'])
})

test('targets that fail as nobody foresaw keep nothing else from being seen, and fail the job that asks for them', async () => {
  const observe = (): Promise<never> => Promise.reject(new TypeError('x is not a function'))
  expect(await seen(({ targets }) => ({ targets: { ...targets, observe } }))).toEqual([
    ...HEAD,
    ROOM,
    '▲',
    'error "unchecked": Could not be looked at: check: something nobody foresaw: x is not a function. Run again; if it stays, it is a bug of this action.',
  ])
})

test('nor does a look around that throws what is no error', async () => {
  const broken = AbortSignal.abort('out of order')
  const shadows = (): ReturnType<CheckSources['shadows']> =>
    Promise.resolve().then(() => {
      broken.throwIfAborted()
      return { shadows: [], problems: [] }
    })
  expect(await seen(() => ({ shadows }))).toEqual([
    ...HEAD,
    ...TARGETS,
    ROOM,
    '▲',
    'warning "unchecked": Could not be looked at: check: something nobody foresaw: out of order. Run again; if it stays, it is a bug of this action.',
  ])
})
