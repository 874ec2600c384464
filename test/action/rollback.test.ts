import { expect, jest, test } from '@jest/globals'
import type { Exchange } from '../../sandbox/index.ts'
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
  scene,
  shop,
  type Scene,
} from './scene.ts'

jest.setTimeout(180_000)

const rollback = { ...both, command: 'rollback' }
const byHand = { event: { name: 'workflow_dispatch' } }
const twoGenerations = after(rotateTwice)
const RESTS = 'automatic rotation rests until a run with force: true'

const held = ({ workingKey }: Pick<Scene, 'workingKey'>) => [workingKey(shop), workingKey(production)]

test.concurrent(
  'every target goes back to the previous pair; automatic rotation rests; the newer key ends after its grace period',
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
    expect(everythingSaid(run)).toContain(RESTS)
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
    expect([daily.log, daily.summary, daily.outputs['report']].every((text) => text?.includes(RESTS))).toBe(
      true,
    )

    sandbox.clock.advance(6 * DAY + HOUR)
    const retiring = await rotate(both)
    expect(retiring.outputs['outcome']).toBe('retired')
    expect(everythingSaid(retiring)).toContain(RESTS)
    expect(lives(newer)).toBe(false)
    expect(held(stage)).toEqual([old, old])

    // Long past max-age: nothing happens but what every report announces.
    sandbox.clock.advance(60 * DAY)
    for (const command of ['rotate', 'rollover']) {
      const idle = await rotate({ ...both, command })
      expect(idle.outputs['outcome']).toBe('not-due')
      expect(changes(idle)).toEqual([])
      expect(everythingSaid(idle)).toContain(RESTS)
    }
    sandbox.github.deleteSecret(shop, 'SCW_SECRET_KEY')
    const mending = await rotate(both)
    expect(mending.outputs['outcome']).toBe('repaired')
    expect(everythingSaid(mending)).toContain(RESTS)
    expect(held(stage)).toEqual([old, old])

    const forced = await rotate({ ...both, force: 'true' }, byHand)
    expect(forced.outputs).toMatchObject({ outcome: 'rotated', 'previous-access-key': old })
    expect(everythingSaid(forced)).not.toContain(RESTS)
    expect(held(stage)).toEqual([forced.outputs['access-key'], forced.outputs['access-key']])
    sandbox.clock.advance(30 * DAY)
    expect((await rotate(both)).outputs['outcome']).toBe('rotated')
    expect(living()).not.toContain(old)
  }),
)

test.concurrent(
  'there is nothing to go back to before the first rotation, after it, and when the previous key is dead',
  scene(async (stage) => {
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
  'a second rollback goes forward again',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, versions, living } = stage
    const [old, newer] = pairOf(versions())
    await rotate(rollback, byHand)
    expect(held(stage)).toEqual([old, old])
    sandbox.clock.advance(HOUR)
    const run = await rotate(rollback, byHand)
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
    expect(run.log).toContain('somebody goes back to the key before it')
    expect(held(stage)).toEqual([current, current])
    // The one before the current key is not concerned.
    expect(living()).toEqual([deploy.accessKey, old, current, unfinished])
    expect(versions()).toMatchObject([
      { stage: 'previous' },
      { stage: 'current', status: 'enabled' },
      { stage: 'abandoned', status: 'disabled' },
    ])
    expect((await retrieve()).outputs['access-key']).toBe(current)

    sandbox.clock.advance(DAY)
    expect(changes(await rotate(both))).toEqual([])
    sandbox.clock.advance(7 * DAY)
    expect((await rotate(both)).outputs['outcome']).toBe('retired')
    expect(living()).toEqual([deploy.accessKey, current])
    expect(held(stage)).toEqual([current, current])
  }),
)

test.concurrent(
  'automatic rotation rests after an unfinished version was given up, too',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, versions } = stage
    const [, current] = pairOf(versions())
    sandbox.clock.advance(31 * DAY)
    await rotateHalf(stage, {})
    expect((await rotate(rollback, byHand)).outputs['outcome']).toBe('rolled-back')
    expect(held(stage)).toEqual([current, current])
    sandbox.clock.advance(DAY)
    const daily = await rotate(both)
    expect(daily.outputs['outcome']).toBe('not-due')
    expect(everythingSaid(daily)).toContain(RESTS)
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
  'a previous key with a fixed expiry: the run names the date, and so does every one until it is over',
  scene(async ({ sandbox, rotate, workingKey }) => {
    const lasting = { expiry: '40d' }
    const first = await rotate(lasting)
    const old = first.outputs['access-key'] ?? ''
    const day = first.outputs['expires-at']?.slice(0, 10) ?? ''
    sandbox.clock.advance(2 * DAY)
    await rotate({ ...lasting, force: 'true' })
    const run = await rotate({ ...lasting, command: 'rollback' }, byHand)
    expect(run.outputs).toMatchObject({ outcome: 'rolled-back', 'expires-at': first.outputs['expires-at'] })
    expect(run.log).toContain(`The key expires on ${day}`)

    // The window is open, the key is not dead yet: it rests still, and says until when.
    sandbox.clock.advance(37 * DAY)
    const late = await rotate(lasting)
    expect(late.outputs['access-key']).toBe(old)
    expect(late.log).toContain(RESTS)
    expect(late.log).toContain(`The key expires on ${day}`)
    expect(workingKey(shop)).toBe(old)

    sandbox.clock.advance(2 * DAY)
    expect(workingKey(shop)).toBeUndefined()
    const rescue = await rotate(lasting)
    expect(rescue.outputs['outcome']).toBe('rotated')
    expect(workingKey(shop)).toBe(rescue.outputs['access-key'])
    expect(everythingSaid(rescue)).not.toContain(RESTS)
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
    expect(everythingSaid(next)).toContain(RESTS)
  }),
)

const isPut = ({ method, service }: Exchange) => service === 'github' && method === 'PUT'
const isRecord = (exchange: Exchange) => /^PATCH .*\/versions\/\d+$/.test(inShort(exchange))

/** The last request of a rollback whose runner dies then. */
const deaths: readonly { readonly name: string; readonly last: (exchange: Exchange) => boolean }[] = [
  { name: 'has stored the previous key again', last: (one) => /^POST .*\/versions$/.test(inShort(one)) },
  {
    name: 'is proving it',
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
    expect(everythingSaid(next)).toContain(RESTS)

    sandbox.clock.advance(8 * DAY)
    expect((await rotate(both)).outputs['outcome']).toBe('retired')
    expect(living()).toEqual([deploy.accessKey, old])
    expect(lives(newer)).toBe(false)
    sandbox.clock.advance(40 * DAY)
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
    expect(versions().map(({ stage: name }) => name)).toEqual(['previous', 'current', 'abandoned'])
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
