import { expect, jest, test } from '@jest/globals'
import type { Run } from '../../harness/run-action.ts'
import {
  after,
  both,
  changes,
  DAY,
  deploy,
  everythingSaid,
  HOUR,
  inShort,
  killed,
  pairOf,
  production,
  rotateHalf,
  rotateTwice,
  rotator,
  withFixture,
  shop,
  signIn,
  vault,
} from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const MINUTE = 60_000
const retire = { ...both, command: 'retire' }
const byHand = { event: { name: 'workflow_dispatch' } }
const twoGenerations = after(rotateTwice)

/** The moment (to the minute) that a run names. */
function namedMoment(run: Run): number {
  const [, date, time] = /can be retired after (\S+) (\S+) UTC/.exec(run.log) ?? []
  return new Date(`${date ?? ''}T${time ?? ''}Z`).getTime()
}

test.concurrent(
  'there is nothing to retire before the first rotation, and after it only what the step names',
  withFixture(async ({ sandbox, rotate, living }) => {
    const before = await rotate({ command: 'retire', force: 'true' }, byHand)
    expect(before.outputs).toMatchObject({ outcome: 'not-due', changed: 'false' })
    expect(changes(before)).toEqual([])

    const made = (await rotate()).outputs['access-key']
    sandbox.clock.advance(HOUR)
    for (const force of ['false', 'true']) {
      const run = await rotate({ command: 'retire', force }, byHand)
      expect(run.outputs).toMatchObject({ outcome: 'not-due', changed: 'false', 'access-key': made })
      expect(changes(run)).toEqual([])
    }
    expect(living()).toEqual([deploy.accessKey, made])

    // It has no mark yet: it is marked replaced now, and waits as every replaced key does.
    const naming = { command: 'retire', 'replaces-access-key': deploy.accessKey }
    const named = await rotate(naming, byHand)
    expect(named).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete', changed: 'true' } })
    expect(named.log).toContain(`Marked the key ${deploy.accessKey} as replaced`)
    expect(Math.abs(namedMoment(named) - (sandbox.clock.now().getTime() + 30 * MINUTE))).toBeLessThan(
      2 * MINUTE,
    )
    expect(living()).toEqual([deploy.accessKey, made])
    sandbox.clock.advance(HOUR)
    expect((await rotate(naming, byHand)).outputs).toMatchObject({ outcome: 'retired', changed: 'true' })
    expect(living()).toEqual([made])
  }),
)

test.concurrent(
  'with force a key from before the first rotation is deleted at once where the step names it',
  withFixture(async ({ rotate, workingKey, living }) => {
    const made = (await rotate()).outputs['access-key']
    const naming = { command: 'retire', force: 'true', 'replaces-access-key': deploy.accessKey }
    expect((await rotate(naming, byHand)).outputs).toMatchObject({ outcome: 'retired', changed: 'true' })
    expect(living()).toEqual([made])
    expect(workingKey(shop)).toBe(made)
  }),
)

test.concurrent(
  'never retires the current key, even where the step names it',
  withFixture(async ({ sandbox, rotate, workingKey, living }) => {
    const made = (await rotate()).outputs['access-key'] ?? ''
    sandbox.clock.advance(HOUR)
    for (const force of ['false', 'true']) {
      const run = await rotate({ command: 'retire', force, 'replaces-access-key': made }, byHand)
      expect(changes(run)).toEqual([])
    }
    expect(living()).toContain(made)
    expect(workingKey(shop)).toBe(made)
  }),
)

test.concurrent(
  'a key that the step names is not retired too early either, and the run does not stay green',
  withFixture(async ({ rotate, living }) => {
    const named = { 'replaces-access-key': deploy.accessKey }
    await rotate(named)
    const early = await rotate({ ...named, command: 'retire' }, byHand)
    expect(living()).toContain(deploy.accessKey)
    expect(early).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete', changed: 'false' } })
    expect(early.log).toContain(deploy.accessKey)
    expect(namedMoment(early)).not.toBeNaN()
  }),
)

test.concurrent(
  'is refused within 30 minutes of the promotion, with the time; then it ends the grace period',
  twoGenerations(async ({ sandbox, rotate, workingKey, living, versions }) => {
    const [old, current] = pairOf(versions())
    const promoted = sandbox.clock.now().getTime() - MINUTE

    const early = await rotate(retire, byHand)
    expect(early).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete', changed: 'false' } })
    expect(changes(early)).toEqual([])
    expect(early.errors.join('\n')).toContain(old)
    expect(Math.abs(namedMoment(early) - (promoted + 30 * MINUTE))).toBeLessThan(2 * MINUTE)
    sandbox.clock.advance(27 * MINUTE)
    expect((await rotate(retire, byHand)).outputs['outcome']).toBe('incomplete')
    expect(living()).toEqual([deploy.accessKey, old, current])

    sandbox.clock.advance(3 * MINUTE)
    const dry = await rotate({ ...retire, 'dry-run': 'true' }, byHand)
    expect(dry.outputs).toMatchObject({ outcome: 'retired', changed: 'false', 'previous-access-key': old })
    expect(changes(dry)).toEqual([])
    expect(dry.log).toContain(`would delete the replaced key v1 (${old})`)
    expect(living()).toContain(old)

    const run = await rotate(retire, byHand)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'retired', changed: 'true' } })
    expect(run.outputs).toMatchObject({ 'access-key': current, 'previous-access-key': '' })
    expect(run.log).toContain(`Retired: the replaced key v1 (${old}) is deleted.`)
    expect(living()).toEqual([deploy.accessKey, current])
    expect([workingKey(shop), workingKey(production)]).toEqual([current, current])
    expect(versions()).toMatchObject([
      { stage: 'retired', status: 'disabled' },
      { stage: 'current', status: 'enabled' },
    ])

    const again = await rotate(retire, byHand)
    expect(again.outputs).toMatchObject({ outcome: 'not-due', changed: 'false' })
    expect(changes(again)).toEqual([])
    sandbox.clock.advance(DAY)
    expect(changes(await rotate(both))).toEqual([])
  }),
)

test.concurrent(
  'waits for a target that lags, and lists it; with force it ends the key all the same and says who lags',
  twoGenerations(async ({ sandbox, rotate, workingKey, lives, living, versions, writes }) => {
    const [old, current] = pairOf(versions())
    sandbox.clock.advance(HOUR)
    sandbox.github.setSecret(production, 'SCW_SECRET_KEY', 'written-by-somebody-else')
    sandbox.clock.advance(HOUR)

    const waiting = await rotate(retire, byHand)
    expect(waiting).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete', changed: 'false' } })
    const said = waiting.errors.join('\n')
    expect(said).toContain('environment production of acme/shop')
    expect(said).toContain('1 target')
    expect(changes(waiting)).toEqual([])
    expect(lives(old)).toBe(true)

    const dry = await rotate({ ...retire, force: 'true', 'dry-run': 'true' }, byHand)
    expect(dry.outputs).toMatchObject({ outcome: 'retired', changed: 'false' })
    expect(lives(old)).toBe(true)

    const forced = await rotate({ ...retire, force: 'true' }, byHand)
    expect(forced.outputs).toMatchObject({ outcome: 'retired', changed: 'true' })
    expect(forced.log).toMatch(/Targets: 1 of 2 hold the current key/)
    expect(forced.summary).toMatch(/⚠️ .*\n/)
    expect(living()).toEqual([deploy.accessKey, current])
    expect(workingKey(shop)).toBe(current)
    // It ends keys and writes none: the next scheduled run mends the target.
    expect(sandbox.github.secret(production, 'SCW_SECRET_KEY')).toBe('written-by-somebody-else')
    const before = writes(shop).length
    expect((await rotate(both)).outputs['outcome']).toBe('repaired')
    expect(workingKey(production)).toBe(current)
    expect(writes(shop)).toHaveLength(before)
  }),
)

test.concurrent(
  'a retirement that is held up by a target does not claim that the target could not be written',
  twoGenerations(async ({ sandbox, rotate }) => {
    sandbox.clock.advance(HOUR)
    sandbox.github.deleteSecret(production, 'SCW_SECRET_KEY')
    const run = await rotate(retire, byHand)
    expect(run.exitCode).toBe(1)
    expect(everythingSaid(run)).not.toContain('could not be written')
  }),
)

test.concurrent(
  'with force it says aloud which targets may hold the key that it ended',
  twoGenerations(async ({ sandbox, rotate }) => {
    sandbox.clock.advance(HOUR)
    sandbox.github.deleteSecret(production, 'SCW_SECRET_KEY')
    const run = await rotate({ ...retire, force: 'true' }, byHand)
    expect(run.outputs['outcome']).toBe('retired')
    expect([...run.warnings, ...run.errors].join('\n')).toContain('environment production of acme/shop')
  }),
)

test.concurrent(
  'an unfinished rotation is a target that lags: nothing ends before it is finished',
  twoGenerations(async (stage) => {
    const { rotate, lives, living, workingKey, versions } = stage
    const [old, current] = pairOf(versions())
    const pending = await rotateHalf(stage)
    const run = await rotate(retire, byHand)
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'incomplete', changed: 'false' } })
    expect(run.errors.join('\n')).toContain('acme/shop')
    expect(lives(old)).toBe(true)

    // It neither finishes that rotation nor gives it up.
    expect((await rotate({ ...retire, force: 'true' }, byHand)).outputs['outcome']).toBe('retired')
    expect(living()).toEqual([deploy.accessKey, current, pending])
    expect([workingKey(shop), workingKey(production)]).toEqual([pending, current])
    expect(versions().at(-1)).toMatchObject({ stage: 'pending', status: 'enabled' })
    expect((await rotate(both)).outputs).toMatchObject({ outcome: 'resumed', 'access-key': pending })
  }),
)

test.concurrent(
  'a leaked key is ended at once with force, and no key is made for it',
  twoGenerations(async ({ sandbox, rotate, workingKey, living, versions }) => {
    const [, current] = pairOf(versions())
    const run = await rotate({ ...retire, force: 'true' }, byHand)
    expect(run.outputs['outcome']).toBe('retired')
    expect(living()).toEqual([deploy.accessKey, current])
    expect(sandbox.scaleway.iam.keys().at(-1)?.accessKey).toBe(current)
    expect([workingKey(shop), workingKey(production)]).toEqual([current, current])
  }),
)

test.concurrent(
  'with old-key: keep it lets the old key go',
  twoGenerations(async ({ sandbox, rotate, lives, versions }) => {
    const [old] = pairOf(versions())
    sandbox.clock.advance(HOUR)
    const run = await rotate({ ...retire, 'old-key': 'keep' }, byHand)
    expect(run.outputs['outcome']).toBe('retired')
    expect(run.log).toContain('go: it goes on working')
    expect(lives(old)).toBe(true)
    sandbox.clock.advance(30 * DAY)
    expect((await rotate({ ...retire, force: 'true' }, byHand)).outputs['outcome']).toBe('not-due')
    expect(lives(old)).toBe(true)
  }),
)

test.concurrent(
  'does not end the only key that works: with a dead current key, the one before it stays, forced or not',
  twoGenerations(async ({ sandbox, rotate, lives, versions }) => {
    const [old, current] = pairOf(versions())
    sandbox.clock.advance(HOUR)
    sandbox.scaleway.iam.deleteKey(current)
    for (const force of ['false', 'true']) {
      const run = await rotate({ ...retire, force }, byHand)
      expect(run.exitCode).toBe(1)
      expect(lives(old)).toBe(true)
      expect(run.errors.join('\n')).toContain(
        `the current key is deleted, expired or cannot be read, so ${old} may be the only one that works`,
      )
      expect(run.log).toContain(`The current key v2 (${current}) does not work any more`)
      expect(changes(run)).toEqual([])
    }
  }),
)

test.concurrent(
  'with a dead current key the reason for keeping the old one is not a time that has passed',
  twoGenerations(async ({ sandbox, rotate, versions }) => {
    const [, current] = pairOf(versions())
    sandbox.clock.advance(HOUR)
    sandbox.scaleway.iam.deleteKey(current)
    const run = await rotate(retire, byHand)
    expect(run.log).not.toContain('was replaced a moment ago')
  }),
)

test.concurrent(
  'killed between the version and the key, or between the key and the record, it is finished by the next run',
  twoGenerations(async ({ sandbox, rotate, begin, lives, living, workingKey, versions }) => {
    const [old, current] = pairOf(versions())
    sandbox.clock.advance(HOUR)
    await killed(sandbox, begin(retire, byHand), (exchange) =>
      /^POST .*\/versions\/\d+\/disable$/.test(inShort(exchange)),
    )
    expect(versions()[0]).toMatchObject({ stage: 'previous', status: 'disabled' })
    expect(lives(old)).toBe(true)
    await killed(sandbox, begin(retire, byHand), ({ method }) => method === 'DELETE')
    expect(living()).toEqual([deploy.accessKey, current])
    const next = await rotate(retire, byHand)
    expect(next.exitCode).toBe(0)
    expect(versions()[0]).toMatchObject({ stage: 'retired', status: 'disabled' })
    expect(workingKey(shop)).toBe(current)
    sandbox.clock.advance(DAY)
    expect(changes(await rotate(both))).toEqual([])
  }),
)

test.concurrent(
  'self-rotation: a job that still signs in with the old key ends it, and works to its end',
  withFixture(async ({ sandbox, rotate, living, workingKey }) => {
    const own = {
      'application-id': '',
      'secret-name': 'rotator-own',
      repositories: '',
      environments: 'production',
      'replaces-access-key': rotator.accessKey,
    }
    const made = (await rotate(own)).outputs['access-key']
    sandbox.clock.advance(HOUR)
    const run = await rotate({ ...own, ...signIn(rotator), command: 'retire' }, byHand)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'retired' } })
    expect(living(rotator.applicationId)).toEqual([made])
    expect(workingKey(vault)).toBe(made)
  }),
)
