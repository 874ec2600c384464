import { expect, jest, test } from '@jest/globals'
import {
  after,
  both,
  changes,
  DAY,
  HOUR,
  pairOf,
  production,
  rotateTwice,
  shop,
  type Fixture,
} from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const byHand = { event: { name: 'workflow_dispatch' } }
const twoGenerations = after(rotateTwice)
const PAUSED = 'Automatic rotation is paused by pause-until until'

/** A date in so many days, as `pause-until` takes it. */
function inDays({ sandbox }: Fixture, days: number): string {
  return new Date(sandbox.clock.now().getTime() + days * DAY).toISOString().replace(/\.\d+Z$/, 'Z')
}

test.concurrent(
  'until the date of pause-until no key is created, and everything else goes on',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, lives, workingKey, versions } = stage
    const [old, current] = pairOf(versions())
    const freeze = { ...both, 'max-age': '10d', 'pause-until': inDays(stage, 20) }

    // Housekeeping: the replaced key is deleted at the end of its grace period.
    sandbox.clock.advance(8 * DAY)
    expect((await rotate(freeze)).outputs['outcome']).toBe('retired')
    expect(lives(old)).toBe(false)

    // The key has reached max-age.
    sandbox.clock.advance(7 * DAY)
    const paused = await rotate(freeze)
    expect(paused.outputs).toMatchObject({ outcome: 'not-due', changed: 'false', 'access-key': current })
    expect(changes(paused)).toEqual([])
    expect(paused.warnings.join('\n')).toContain(`${PAUSED} ${freeze['pause-until'].slice(0, 16)}`)
    for (const text of [paused.log, paused.summary, paused.outputs['report']]) expect(text).toContain(PAUSED)
    const check = await rotate({ ...freeze, command: 'check', 'overdue-after': '1h' })
    expect(check.outputs['findings']).toContain('paused')
    expect(check.outputs['findings']).not.toContain('overdue')

    // Repairs.
    sandbox.github.deleteSecret(production, 'SCW_SECRET_KEY')
    expect((await rotate(freeze)).outputs['outcome']).toBe('repaired')
    expect(workingKey(production)).toBe(current)

    sandbox.clock.advance(5 * DAY + HOUR)
    const next = await rotate(freeze)
    expect(next.outputs).toMatchObject({ outcome: 'rotated', 'previous-access-key': current })
    expect(next.log).not.toContain(PAUSED)
    expect(workingKey(shop)).toBe(next.outputs['access-key'])
  }),
)

test.concurrent(
  'force, a key that was deleted and a key that is about to expire are not paused',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, workingKey } = stage
    const freeze = { ...both, 'pause-until': inDays(stage, 200) }
    const forced = await rotate({ ...freeze, force: 'true', expiry: '60d' }, byHand)
    expect(forced.outputs['outcome']).toBe('rotated')
    sandbox.clock.advance(DAY)
    sandbox.scaleway.iam.deleteKey(forced.outputs['access-key'] ?? '')
    const rescued = await rotate({ ...freeze, expiry: '60d' })
    expect(rescued.outputs['outcome']).toBe('rotated')
    sandbox.clock.advance(45 * DAY)
    expect((await rotate(freeze)).outputs).toMatchObject({ 'access-key': rescued.outputs['access-key'] })
    sandbox.clock.advance(14 * DAY)
    const expiring = await rotate(freeze)
    expect(expiring.outputs).toMatchObject({ outcome: 'rotated' })
    expect(workingKey(shop)).toBe(expiring.outputs['access-key'])
  }),
)

test.concurrent(
  'without max-age, pause-until keeps a run from replacing the key every time',
  twoGenerations(async (stage) => {
    const { rotate, versions } = stage
    const [, current] = pairOf(versions())
    const every = { ...both, 'max-age': '' }
    const paused = await rotate({ ...every, 'pause-until': inDays(stage, 1) })
    expect(paused.outputs).toMatchObject({ outcome: 'not-due', 'access-key': current })
    const over = await rotate({ ...every, 'pause-until': inDays(stage, -1) })
    expect(over.outputs).toMatchObject({ outcome: 'rotated', 'previous-access-key': current })
  }),
)

test.concurrent(
  'what is no date is refused before anything is asked',
  twoGenerations(async ({ rotate }) => {
    for (const date of ['next week', '2026-13-01', '31.12.2026']) {
      const run = await rotate({ ...both, 'pause-until': date })
      expect(run).toMatchObject({ exitCode: 1, exchanges: [], outputs: { outcome: 'failed' } })
      expect(run.errors.join('\n')).toContain(`pause-until: "${date}" is not a date`)
    }
  }),
)
