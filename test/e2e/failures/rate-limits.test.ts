import { expect, jest, test } from '@jest/globals'
import type { Sandbox, VersionStatus } from '../../../sandbox/index.ts'
import {
  after,
  both,
  changes,
  DAY,
  deploy,
  HOUR,
  inShort,
  killed,
  keyOf,
  projectId,
  report,
  rotateTwice,
  withFixture,
  shop,
} from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const MINUTE = 60_000
const twoGenerations = after(rotateTwice)

/**
 * Makes versions of dead keys, as many rotations would have left them: those records are copies of the first
 * version's, with another key.
 */
function fill({ scaleway }: Sandbox, count: number): void {
  const { secrets } = scaleway
  const secret = secrets.secretNamed('shop-deploy', { projectId })
  if (secret === undefined) throw new Error('there is no secret yet')
  const [first] = secret.versions
  const record = JSON.parse(first?.description ?? '{}') as Record<string, unknown>
  for (let version = 1; version <= count; version += 1) {
    const accessKey = `SCWFAKEDEAD0000000${String(version).padStart(2, '0')}`
    secrets.createVersion(secret.id, {
      payload: JSON.stringify({ API_KEY: accessKey, SECRET_KEY: 'fa4e0000-0000-4000-8000-00000000dead' }),
      description: JSON.stringify({ ...record, stage: 'retired', key: accessKey }),
      status: 'disabled',
    })
  }
}

function count(versions: readonly { status: string }[], ...statuses: readonly VersionStatus[]): number {
  return versions.filter(({ status }) => statuses.some((one) => one === status)).length
}

test.concurrent(
  'a secret that is full of dead keys is pruned, and then has room',
  twoGenerations(async ({ sandbox, rotate, versions, workingKey }) => {
    sandbox.scaleway.changeSettings({ countedVersions: ['enabled', 'disabled'] })
    fill(sandbox, 18)
    expect(versions()).toHaveLength(20)
    const dry = await rotate({ ...both, force: 'true', 'dry-run': 'true' })
    expect(dry.outputs).toMatchObject({ outcome: 'rotated', changed: 'false' })
    expect(changes(dry)).toEqual([])
    const run = await rotate({ ...both, force: 'true' })
    expect(run.outputs['outcome']).toBe('rotated')
    expect(workingKey(shop)).toBe(run.outputs['access-key'])
    expect(count(versions(), 'scheduled_for_deletion')).toBe(13)
    expect(count(versions(), 'enabled', 'disabled')).toBe(8)
  }),
)

test.concurrent(
  'where versions that are being deleted count, a full secret leaves no key behind, and has room a week later',
  twoGenerations(async ({ sandbox, rotate, versions, living, workingKey }) => {
    fill(sandbox, 18)
    const before = living()
    const held = workingKey(shop)
    const run = await rotate({ ...both, force: 'true' })
    expect(run.exitCode).toBe(1)
    expect(report(run).unchecked.join('\n')).toContain('the room left in the secret')
    expect(living()).toEqual(before)
    expect(workingKey(shop)).toBe(held)
    expect(count(versions(), 'scheduled_for_deletion')).toBe(13)

    sandbox.clock.advance(7 * DAY + HOUR)
    const next = await rotate({ ...both, force: 'true' })
    expect(next.outputs['outcome']).toBe('rotated')
    expect(workingKey(shop)).toBe(next.outputs['access-key'])
  }),
)

test.concurrent(
  'a rollback needs room for a version, too, and prunes for it',
  twoGenerations(async ({ sandbox, rotate, versions, workingKey }) => {
    sandbox.scaleway.changeSettings({ countedVersions: ['enabled', 'disabled'] })
    const old = versions()[0]?.accessKey
    fill(sandbox, 18)
    const run = await rotate({ ...both, command: 'rollback' })
    expect(run.outputs).toMatchObject({ outcome: 'rolled-back', 'access-key': old })
    expect(workingKey(shop)).toBe(old)
  }),
)

test.concurrent(
  'keep-versions that leaves no room is told before anything is changed',
  twoGenerations(async ({ sandbox, rotate, living }) => {
    fill(sandbox, 18)
    // As if somebody kept them by hand: no record, so they are not this action's to prune.
    const { secrets } = sandbox.scaleway
    const secret = secrets.secretNamed('shop-deploy', { projectId })
    for (const { revision } of secret?.versions.slice(2) ?? []) {
      secrets.changeVersion(secret?.id ?? '', revision, { description: 'kept by hand' })
    }
    const before = living()
    const run = await rotate({ ...both, force: 'true' })
    expect(run).toMatchObject({ exitCode: 1, outputs: { changed: 'false' } })
    expect(run.errors.join('\n')).toContain('20 versions of at most 20')
    expect(changes(run)).toEqual([])
    expect(living()).toEqual(before)
  }),
)

test.concurrent(
  'a full quota is no obstacle where the run ends a key first',
  twoGenerations(async ({ sandbox, rotate, living, workingKey, versions }) => {
    const [old, current] = versions().map(({ accessKey }) => accessKey)
    const full = sandbox.scaleway.iam.livingKeys().length
    sandbox.scaleway.changeSettings({ keyQuota: full })
    sandbox.clock.advance(DAY)
    const refused = await rotate({ ...both, force: 'true' })
    expect(refused).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(refused.errors.join('\n')).toContain("the organization's quota of API keys is full")
    expect(changes(refused)).toEqual([])

    sandbox.clock.advance(7 * DAY)
    const run = await rotate({ ...both, force: 'true' })
    expect(run.outputs['outcome']).toBe('rotated')
    expect(living()).toEqual([deploy.accessKey, current, run.outputs['access-key']])
    expect(living()).not.toContain(old)
    expect(workingKey(shop)).toBe(run.outputs['access-key'])
  }),
)

test.concurrent(
  'a rollback and a retirement need no room in the quota',
  twoGenerations(async ({ sandbox, rotate, workingKey, versions }) => {
    const [old] = versions().map(({ accessKey }) => accessKey)
    sandbox.scaleway.changeSettings({ keyQuota: 1, maxKeyLifetime: 3600 })
    const run = await rotate({ ...both, command: 'rollback' })
    expect(run.outputs).toMatchObject({ outcome: 'rolled-back', 'access-key': old })
    expect(workingKey(shop)).toBe(old)
    sandbox.clock.advance(HOUR)
    expect((await rotate({ ...both, command: 'retire' })).outputs['outcome']).toBe('retired')
  }),
)

test.concurrent(
  'a maximum lifetime that came later is told once a key is due, with what to write; then the key gets it',
  twoGenerations(async ({ sandbox, rotate, living, workingKey }) => {
    sandbox.scaleway.changeSettings({ maxKeyLifetime: (40 * DAY) / 1000 })
    const young = await rotate(both)
    expect(young.outputs['outcome']).toBe('not-due')
    sandbox.clock.advance(31 * DAY)
    const before = living()
    for (const inputs of [{}, { expiry: 'never' }, { expiry: '41d' }]) {
      const run = await rotate({ ...both, ...inputs })
      expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
      expect(run.errors.join('\n')).toMatch(/expiry: .*at most 40d/)
    }
    expect(living()).toEqual(before)
    const run = await rotate({ ...both, expiry: '40d' })
    expect(run.outputs['outcome']).toBe('rotated')
    expect(workingKey(shop)).toBe(run.outputs['access-key'])
  }),
)

test.concurrent.each([
  { machine: 'slow', off: 10 * MINUTE },
  { machine: 'fast', off: -10 * MINUTE },
])(
  'a machine whose clock is ten minutes $machine: ages, grace periods and spans go by the services',
  ({ off }) =>
    withFixture(
      async ({ sandbox, rotate, living, workingKey }) => {
        const named = { 'replaces-access-key': deploy.accessKey, 'grace-period': '1H', expiry: '90d' }
        const run = await rotate(named)
        const made = keyOf(sandbox, run.outputs['access-key'] ?? '')
        expect((made.expiresAt?.getTime() ?? 0) - made.createdAt.getTime()).toBeCloseTo(90 * DAY, -4)
        const ends = new Date(run.outputs['previous-retires-at'] ?? '').getTime()
        expect(Math.abs(ends - made.createdAt.getTime() - HOUR)).toBeLessThan(MINUTE)

        // Its own writes are no drift, and the grace period is over neither early nor late.
        sandbox.clock.set(new Date(ends - 20_000))
        const early = await rotate(named)
        expect(early.outputs['outcome']).toBe('not-due')
        expect(changes(early)).toEqual([])
        sandbox.clock.set(new Date(ends + 5000))
        expect((await rotate(named)).outputs['outcome']).toBe('retired')
        expect(living()).toEqual([made.accessKey])

        // Somebody else's write half a minute after ours is drift all the same.
        sandbox.github.setSecret(shop, 'SCW_SECRET_KEY', 'written-by-somebody-else')
        expect((await rotate(named)).outputs['outcome']).toBe('repaired')

        sandbox.clock.set(new Date(made.createdAt.getTime() + 30 * DAY - 6 * MINUTE))
        expect((await rotate(named)).outputs['outcome']).toBe('not-due')
        // `Date` headers have whole seconds.
        sandbox.clock.set(new Date(made.createdAt.getTime() + 30 * DAY + 2000))
        const due = await rotate(named)
        expect(due.outputs['outcome']).toBe('rotated')
        expect(due.log).toContain('has reached max-age')
        expect(workingKey(shop)).toBe(due.outputs['access-key'])
      },
      { start: new Date(Date.now() + off) },
    )(),
)

test.concurrent.each([
  { machine: 'slow', off: 10 * MINUTE },
  { machine: 'fast', off: -10 * MINUTE },
])(
  'a machine whose clock is ten minutes $machine: dead runs and early retirements are judged by the services',
  ({ off }) =>
    withFixture(
      async ({ sandbox, rotate, begin, lives, living }) => {
        const named = { 'replaces-access-key': deploy.accessKey }
        await killed(sandbox, begin(named), (exchange) => inShort(exchange) === 'POST /iam/v1alpha1/api-keys')
        const orphan = keyOf(sandbox, living().at(-1) ?? '')
        const after = (minutes: number) => {
          sandbox.clock.set(new Date(orphan.createdAt.getTime() + minutes * MINUTE))
        }
        after(59)
        const made = (await rotate(named)).outputs['access-key']
        expect(living()).toEqual([deploy.accessKey, orphan.accessKey, made])
        after(61)
        await rotate(named)
        expect(living()).toEqual([deploy.accessKey, made])

        // Promoted a few seconds after the 59th minute.
        after(59 + 29)
        await rotate({ ...named, command: 'retire' })
        expect(lives(deploy.accessKey)).toBe(true)
        after(59 + 31)
        await rotate({ ...named, command: 'retire' })
        expect(living()).toEqual([made])
      },
      { start: new Date(Date.now() + off) },
    )(),
)

test.concurrent(
  'a run that is older than 30 minutes by the services changes nothing more, whatever its machine says',
  twoGenerations(async ({ sandbox, rotate, workingKey, living, versions }) => {
    const held = workingKey(shop)
    let passed = false
    const forget = sandbox.onExchange((exchange) => {
      if (passed || !/^PATCH .*\/api-keys\/<key>$/.test(inShort(exchange))) return
      passed = true
      sandbox.clock.advance(31 * MINUTE)
    })
    const run = await rotate({ ...both, force: 'true' })
    forget()
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete' } })
    expect(run.log).toContain('started more than 30 minutes ago')
    expect(changes(run).filter((change) => change.includes('PUT'))).toEqual([])
    expect(workingKey(shop)).toBe(held)
    const waiting = versions().at(-1)
    expect(waiting?.stage).toBe('pending')
    const next = await rotate(both)
    expect(next.outputs).toMatchObject({ outcome: 'resumed', 'access-key': waiting?.accessKey })
    expect(workingKey(shop)).toBe(living().at(-1))
  }),
)
