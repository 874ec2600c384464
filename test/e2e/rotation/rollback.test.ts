import { expect, jest, test } from '@jest/globals'
import type { Exchange } from '../../../sandbox/index.ts'
import {
  after,
  both,
  changes,
  DAY,
  deploy,
  everythingSaid,
  HOUR,
  inShort,
  keyOf,
  killed,
  nth,
  pairOf,
  production,
  report,
  rotateHalf,
  rotateTwice,
  withFixture,
  shop,
  type Fixture,
} from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const rollback = { ...both, command: 'rollback' }
const byHand = { event: { name: 'workflow_dispatch' } }
const twoGenerations = after(rotateTwice)
const PAUSED = 'Automatic rotation is paused after a rollback until'

const held = ({ workingKey }: Pick<Fixture, 'workingKey'>) => [workingKey(shop), workingKey(production)]

test.concurrent(
  'every target goes back to the previous pair; automatic rotation is paused; the newer key ends after its grace period',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, retrieve, living, lives, versions } = stage
    const [old, newer] = pairOf(versions())

    const dry = await rotate({ ...rollback, 'dry-run': 'true' }, byHand)
    expect(dry.outputs).toMatchObject({ outcome: 'rolled-back', changed: 'false', 'access-key': newer })
    expect(changes(dry)).toEqual([])
    expect(dry.log).toContain(`would store the previous key v1 (${old}) as a new version`)
    expect(held(stage)).toEqual([newer, newer])

    const run = await rotate(rollback, byHand)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rolled-back', changed: 'true' } })
    expect(run.outputs).toMatchObject({ 'access-key': old, revision: '3', 'previous-access-key': newer })
    expect(run.outputs['previous-retires-at']).not.toBe('')
    expect(run.log).toContain('Rolled back:')
    expect(everythingSaid(run)).toContain(PAUSED)
    expect(held(stage)).toEqual([old, old])
    expect(living()).toEqual([deploy.accessKey, old, newer])
    expect(versions()).toMatchObject([
      { stage: 'retired', status: 'disabled', accessKey: old },
      { stage: 'previous', status: 'enabled', accessKey: newer },
      { stage: 'current', status: 'enabled', accessKey: old },
    ])
    const retrieved = await retrieve()
    expect(retrieved.outputs).toMatchObject({
      'access-key': old,
      'secret-key': keyOf(sandbox, old).secretKey,
    })

    sandbox.clock.advance(DAY)
    const daily = await rotate(both)
    expect(daily.outputs).toMatchObject({ outcome: 'not-due', changed: 'false' })
    expect(changes(daily)).toEqual([])
    for (const text of [daily.log, daily.summary, daily.outputs['report'], daily.warnings.join()])
      expect(text).toContain(PAUSED)

    sandbox.clock.advance(6 * DAY + HOUR)
    const retiring = await rotate(both)
    expect(retiring.outputs['outcome']).toBe('retired')
    expect(everythingSaid(retiring)).toContain(PAUSED)
    expect(lives(newer)).toBe(false)
    expect(held(stage)).toEqual([old, old])

    // Past max-age: nothing happens but what every report announces.
    sandbox.clock.advance(22 * DAY)
    for (const command of ['rotate', 'rollover']) {
      const idle = await rotate({ ...both, command })
      expect(idle.outputs['outcome']).toBe('not-due')
      expect(changes(idle)).toEqual([])
      expect(everythingSaid(idle)).toContain(PAUSED)
    }
    sandbox.github.deleteSecret(shop, 'SCW_SECRET_KEY')
    const mending = await rotate(both)
    expect(mending.outputs['outcome']).toBe('repaired')
    expect(everythingSaid(mending)).toContain(PAUSED)
    expect(held(stage)).toEqual([old, old])

    const forced = await rotate({ ...both, force: 'true' }, byHand)
    expect(forced.outputs).toMatchObject({ outcome: 'rotated', 'previous-access-key': old })
    expect(everythingSaid(forced)).not.toContain(PAUSED)
    expect(held(stage)).toEqual([forced.outputs['access-key'], forced.outputs['access-key']])
    sandbox.clock.advance(30 * DAY)
    const later = await rotate(both)
    expect(later.outputs['outcome']).toBe('rotated')
    expect(everythingSaid(later)).not.toContain(PAUSED)
    expect(living()).not.toContain(old)
  }),
)

test.concurrent.each([
  { maxAge: '20d', days: 20 },
  { maxAge: '', days: 30 },
])('the pause ends after $days days with max-age "$maxAge"', ({ maxAge, days }) =>
  twoGenerations(async (stage) => {
    const { sandbox, rotate, versions } = stage
    const [old] = pairOf(versions())
    const inputs = { ...both, 'max-age': maxAge }
    await rotate({ ...inputs, command: 'rollback' }, byHand)
    sandbox.clock.advance(days * DAY - HOUR)
    const paused = await rotate(inputs)
    expect(paused.outputs).toMatchObject({ outcome: 'retired', 'access-key': old })
    const until = new Date(sandbox.clock.now().getTime() + HOUR).toISOString().slice(0, 10)
    expect(paused.warnings.join('\n')).toContain(`${PAUSED} ${until}`)
    expect(changes(await rotate(inputs))).toEqual([])
    sandbox.clock.advance(HOUR)
    const next = await rotate(inputs)
    expect(next.outputs).toMatchObject({ outcome: 'rotated', 'previous-access-key': old })
    expect(everythingSaid(next)).not.toContain(PAUSED)
    expect(held(stage)).not.toContain(old)
  })(),
)

test.concurrent(
  'while rotation is paused, check has a finding, and no key counts as overdue',
  twoGenerations(async ({ sandbox, rotate }) => {
    await rotate(rollback, byHand)
    sandbox.clock.advance(29 * DAY)
    const run = await rotate({ ...both, command: 'check' })
    expect(run.log).toContain(PAUSED)
    expect(run.outputs['report']).toContain('"paused"')
    sandbox.clock.advance(2 * DAY)
    expect((await rotate({ ...both, command: 'check' })).outputs['report']).not.toContain('"paused"')
  }),
)

test.concurrent(
  'there is nothing to go back to before the first rotation, after it, and when the previous key is dead',
  withFixture(async (stage) => {
    const { sandbox, rotate, workingKey } = stage
    const refused = async () => {
      for (const dryRun of ['true', 'false']) {
        const run = await rotate({ command: 'rollback', 'dry-run': dryRun }, byHand)
        expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
        expect(run.errors.join('\n')).toContain('no previous key that is alive and readable')
        expect(changes(run)).toEqual([])
      }
    }
    await refused()
    expect(workingKey(shop)).toBe(deploy.accessKey)
    const first = (await rotate()).outputs['access-key'] ?? ''
    sandbox.clock.advance(DAY)
    await refused()
    expect(workingKey(shop)).toBe(first)
    const second = (await rotate({ force: 'true' })).outputs['access-key']
    sandbox.scaleway.iam.deleteKey(first)
    const run = await rotate({ command: 'rollback' }, byHand)
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(workingKey(shop)).toBe(second)
  }),
)

test.concurrent(
  'a second rollback needs force: it goes to the key that the first one replaced',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, versions, living } = stage
    const [old, newer] = pairOf(versions())
    await rotate(rollback, byHand)
    expect(held(stage)).toEqual([old, old])
    sandbox.clock.advance(HOUR)
    for (const dryRun of ['true', 'false']) {
      const refused = await rotate({ ...rollback, 'dry-run': dryRun }, byHand)
      expect(refused).toMatchObject({ exitCode: 1, outputs: { changed: 'false', 'access-key': old } })
      expect(refused.errors.join('\n')).toMatch(/was restored by a rollback already.*Set force: true/)
      expect(changes(refused)).toEqual([])
    }
    expect(held(stage)).toEqual([old, old])
    const run = await rotate({ ...rollback, force: 'true' }, byHand)
    expect(run.outputs).toMatchObject({ outcome: 'rolled-back', 'access-key': newer, revision: '4' })
    expect(held(stage)).toEqual([newer, newer])
    sandbox.clock.advance(8 * DAY)
    expect((await rotate(both)).outputs['outcome']).toBe('retired')
    expect(living()).toEqual([deploy.accessKey, newer])
    sandbox.clock.advance(DAY)
    expect(changes(await rotate(both))).toEqual([])
  }),
)

test.concurrent(
  'from a current key that somebody deleted it goes back to the one before',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, versions, living } = stage
    const [old, newer] = pairOf(versions())
    sandbox.scaleway.iam.deleteKey(newer)
    const run = await rotate(rollback, byHand)
    expect(run.outputs).toMatchObject({ outcome: 'rolled-back', 'access-key': old })
    expect(held(stage)).toEqual([old, old])
    sandbox.clock.advance(8 * DAY)
    await rotate(both)
    expect(living()).toEqual([deploy.accessKey, old])
    sandbox.clock.advance(DAY)
    expect(changes(await rotate(both))).toEqual([])
  }),
)

test.concurrent(
  'an unfinished version is given up, and the targets that have it go back to the current key',
  twoGenerations(async (stage) => {
    const { rotate, retrieve, sandbox, living, versions } = stage
    const [old, current] = pairOf(versions())
    const unfinished = await rotateHalf(stage)
    expect(held(stage)).toEqual([unfinished, current])

    const dry = await rotate({ ...rollback, 'dry-run': 'true' }, byHand)
    expect(dry.outputs).toMatchObject({ outcome: 'rolled-back', changed: 'false' })
    expect(changes(dry)).toEqual([])
    const run = await rotate(rollback, byHand)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rolled-back', 'access-key': current } })
    expect(run.log).toContain('the key before it is restored')
    expect(held(stage)).toEqual([current, current])
    // The one before the current key is not concerned.
    expect(living()).toEqual([deploy.accessKey, old, current, unfinished])
    expect(versions()).toMatchObject([
      { stage: 'previous' },
      { stage: 'current', status: 'enabled' },
      { stage: 'retired', status: 'disabled' },
    ])
    expect((await retrieve()).outputs['access-key']).toBe(current)

    // A reader of the store may hold the key that was given up: it has a grace period.
    sandbox.clock.advance(DAY)
    const daily = await rotate(both)
    expect(daily.outputs['outcome']).toBe('resumed')
    expect(changes(daily)).toEqual(['PATCH /iam/v1alpha1/api-keys/<key>'])
    expect(daily.log).toContain(`Marked the key v3 (${unfinished}) as replaced: its grace period begins.`)
    sandbox.clock.advance(7 * DAY + HOUR)
    expect((await rotate(both)).outputs['outcome']).toBe('retired')
    expect(living()).toEqual([deploy.accessKey, current])
    expect(held(stage)).toEqual([current, current])
  }),
)

test.concurrent(
  'automatic rotation is paused after an unfinished version was given up, too',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, versions } = stage
    const [, current] = pairOf(versions())
    sandbox.clock.advance(31 * DAY)
    await rotateHalf(stage, {})
    expect((await rotate(rollback, byHand)).outputs['outcome']).toBe('rolled-back')
    expect(held(stage)).toEqual([current, current])
    sandbox.clock.advance(DAY)
    const daily = await rotate(both)
    expect(daily.outputs).toMatchObject({ outcome: 'resumed', 'access-key': current })
    expect(daily.warnings.join('\n')).toContain(PAUSED)
    expect((await rotate(both)).outputs['outcome']).toBe('not-due')
  }),
)

test.concurrent(
  'does not give up the only key that works, nor call it a way back',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, versions } = stage
    const [old, current] = pairOf(versions())
    const unfinished = await rotateHalf(stage)
    for (const dead of [old, current]) sandbox.scaleway.iam.deleteKey(dead)
    expect(held(stage)).toEqual([unfinished, undefined])
    const run = await rotate(rollback, byHand)
    expect(run.exitCode).toBe(1)
    expect(run.outputs['outcome']).not.toBe('rolled-back')
    expect(versions().find(({ accessKey }) => accessKey === unfinished)).toMatchObject({ status: 'enabled' })
  }),
)

// Fails for the same reason; and once the unfinished version is given up, `memory.rolledBack` keeps the run from going
// on to the previous key, which is alive.
test.concurrent(
  'with a dead current key and an unfinished version it goes back to the living key before',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, versions } = stage
    const [old, current] = pairOf(versions())
    await rotateHalf(stage)
    sandbox.scaleway.iam.deleteKey(current)
    await rotate(rollback, byHand)
    expect(held(stage)).toEqual([old, old])
  }),
)

test.concurrent(
  'a previous key with a fixed expiry is replaced before it expires, although rotation is paused',
  withFixture(async ({ sandbox, rotate, workingKey }) => {
    const lasting = { 'max-age': '10d', expiry: '40d' }
    const first = await rotate(lasting)
    const old = first.outputs['access-key'] ?? ''
    sandbox.clock.advance(2 * DAY)
    await rotate({ ...lasting, force: 'true' })
    const run = await rotate({ ...lasting, command: 'rollback' }, byHand)
    expect(run.outputs).toMatchObject({ outcome: 'rolled-back', 'expires-at': first.outputs['expires-at'] })

    // Without max-age the pause would last for 30 days; the rollover window of the key opens within them.
    const paused = { expiry: '40d', 'max-age': '' }
    sandbox.clock.advance(25 * DAY)
    const quiet = await rotate(paused)
    expect(quiet.outputs['access-key']).toBe(old)
    expect(quiet.warnings.join('\n')).toContain(PAUSED)
    sandbox.clock.advance(4 * DAY)
    const next = await rotate({ ...paused, 'rollover-window': '10d' })
    expect(next.outputs).toMatchObject({ outcome: 'rotated', 'previous-access-key': old })
    expect(next.log).toContain('expires soon')
    expect(workingKey(shop)).toBe(next.outputs['access-key'])
  }),
)

test.concurrent(
  'a target that refuses leaves the rollback unfinished, and the schedule finishes it',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, versions } = stage
    const [old, newer] = pairOf(versions())
    sandbox.setFaults([
      {
        service: 'github',
        method: 'PUT',
        path: '/environments/',
        times: 0,
        effect: { kind: 'status', status: 403 },
      },
    ])
    const half = await rotate(rollback, byHand)
    expect(half).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete' } })
    expect(half.log).toContain('environment production of acme/shop')
    expect(held(stage)).toEqual([old, newer])
    sandbox.clearFaults()
    sandbox.clock.advance(DAY)
    const next = await rotate(both)
    expect(next.outputs).toMatchObject({ outcome: 'resumed', 'access-key': old })
    expect(held(stage)).toEqual([old, old])
    expect(everythingSaid(next)).toContain(PAUSED)
  }),
)

const isPut = ({ method, service }: Exchange) => service === 'github' && method === 'PUT'
const isRecord = (exchange: Exchange) => /^PATCH .*\/versions\/\d+$/.test(inShort(exchange))

/** The last request of a rollback whose runner dies then. */
const deaths: readonly { readonly name: string; readonly last: (exchange: Exchange) => boolean }[] = [
  { name: 'has stored the previous key again', last: (one) => /^POST .*\/versions$/.test(inShort(one)) },
  {
    name: 'looks whether another run was at work',
    last: nth(2, ({ method, url }) => method === 'GET' && /\/api-keys\/SCW/.test(url)),
  },
  { name: 'has written one secret', last: nth(1, isPut) },
  { name: 'has written three secrets', last: nth(3, isPut) },
  { name: 'has made it current', last: nth(1, isRecord) },
  { name: 'has marked the newer one as previous', last: nth(2, isRecord) },
]

test.concurrent.each(deaths)('a rollback that dies when it $name is finished by the schedule', ({ last }) =>
  twoGenerations(async (stage) => {
    const { sandbox, rotate, begin, living, lives, versions } = stage
    const [old, newer] = pairOf(versions())
    await killed(sandbox, begin(rollback, byHand), last)
    sandbox.clock.advance(DAY)
    const next = await rotate(both)
    expect(next.exitCode).toBe(0)
    expect(next.outputs['access-key']).toBe(old)
    expect(held(stage)).toEqual([old, old])
    expect(versions().filter(({ stage: name }) => name === 'current')).toHaveLength(1)
    expect(report(next).steps.every(({ ok }) => ok)).toBe(true)
    expect(everythingSaid(next)).toContain(PAUSED)

    sandbox.clock.advance(8 * DAY)
    expect((await rotate(both)).outputs['outcome']).toBe('retired')
    expect(living()).toEqual([deploy.accessKey, old])
    expect(lives(newer)).toBe(false)
    sandbox.clock.advance(10 * DAY)
    expect(changes(await rotate(both))).toEqual([])
  })(),
)

test.concurrent(
  'a rollback that dies when it has given an unfinished version up is finished by the schedule',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, begin, versions } = stage
    const [, current] = pairOf(versions())
    await rotateHalf(stage)
    await killed(sandbox, begin(rollback, byHand), isRecord)
    sandbox.clock.advance(HOUR)
    const next = await rotate(both)
    expect(next.outputs).toMatchObject({ outcome: 'repaired', 'access-key': current })
    expect(held(stage)).toEqual([current, current])
    expect(versions().map(({ stage: name }) => name)).toEqual(['previous', 'current', 'retired'])
  }),
)

test.concurrent(
  'a reader who may read payloads alone does not get a key that was given up, wherever the run died',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, begin, retrieve, versions } = stage
    const [, current] = pairOf(versions())
    await rotateHalf(stage)
    await killed(sandbox, begin(rollback, byHand), isRecord)
    sandbox.clock.advance(HOUR)
    await rotate(both)
    expect((await retrieve()).outputs['access-key']).toBe(current)
  }),
)
