import { expect, jest, test } from '@jest/globals'
import type { Run } from '../../harness/run-action.ts'
import {
  changes,
  DAY,
  deploy,
  everythingSaid,
  HOUR,
  keyOf,
  killed,
  otherProjectId,
  rotator,
  withFixture,
  shop,
  signIn,
  vault,
  type Fixture,
} from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const MINUTE = 60_000
const rollover = { command: 'rollover', 'max-age': '' }

/** Brings the end of a living key so near; only a person with the right setting could. */
function endIn({ sandbox }: Fixture, accessKey: string, milliseconds: number): string {
  const expiresAt = new Date(sandbox.clock.now().getTime() + milliseconds)
  sandbox.scaleway.iam.changeKey(accessKey, { expiresAt })
  return expiresAt.toISOString()
}

function day(iso: string, days: number): string {
  return new Date(new Date(iso).getTime() + days * DAY).toISOString().slice(0, 10)
}

test.concurrent(
  'is not due until the window opens, and says when; then it rolls over with everything but the key, its id and its expiry',
  withFixture(async (stage) => {
    const { sandbox, rotate, workingKey, living, lives, versions } = stage
    sandbox.scaleway.iam.changeKey(deploy.accessKey, {
      description: 'deploys the shop',
      defaultProjectId: otherProjectId,
    })
    const lasting = { ...rollover, expiry: '90d', 'replaces-access-key': deploy.accessKey }
    const first = await rotate(lasting)
    const old = first.outputs['access-key'] ?? ''
    const ends = first.outputs['expires-at'] ?? ''
    expect(first.outputs['outcome']).toBe('rolled-over')

    // However old it is: its age is no reason, not even with the max-age of the job beside it.
    sandbox.clock.advance(83 * DAY - HOUR)
    const unnamed = { ...lasting, 'replaces-access-key': '', 'max-age': '30d' }
    // The first run marked the key that it was told of as replaced, so that it need not be named again.
    const retiring = await rotate(unnamed)
    expect(retiring.outputs).toMatchObject({ outcome: 'retired', 'access-key': old })
    expect(changes(retiring)).toEqual(['DELETE /iam/v1alpha1/api-keys/<key>'])
    const waiting = await rotate(unnamed)
    expect(waiting).toMatchObject({ exitCode: 0, outputs: { outcome: 'not-due', changed: 'false' } })
    expect(changes(waiting)).toEqual([])
    expect(waiting.outputs['expires-at']).toBe(ends)
    expect(waiting.log).toContain(`The current key is due on ${day(ends, -7)}`)

    sandbox.clock.advance(HOUR + MINUTE)
    const dry = await rotate({ ...lasting, 'dry-run': 'true' })
    expect(dry.outputs).toMatchObject({ outcome: 'rolled-over', changed: 'false', 'access-key': old })
    expect(changes(dry)).toEqual([])
    const run = await rotate(lasting)
    const made = run.outputs['access-key'] ?? ''
    expect(run.outputs).toMatchObject({ outcome: 'rolled-over', 'previous-access-key': old, revision: '2' })
    expect(run.log).toContain('Rolled over:')
    expect(run.log).toContain('expires soon')
    const [before, now] = [keyOf(sandbox, old), keyOf(sandbox, made)]
    expect(now).toMatchObject({
      applicationId: before.applicationId,
      userId: before.userId,
      defaultProjectId: otherProjectId,
    })
    expect(now.description).toMatch(/\] deploys the shop$/)
    expect(now.secretKey).not.toBe(before.secretKey)
    expect((now.expiresAt?.getTime() ?? 0) - now.createdAt.getTime()).toBeCloseTo(90 * DAY, -4)
    expect(workingKey(shop)).toBe(made)
    expect(lives(old)).toBe(true)

    // For an audit: who, when, which keys.
    const stored = sandbox.scaleway.secrets.secretNamed('shop-deploy')?.versions.at(-1)?.description ?? ''
    expect(JSON.parse(stored)).toMatchObject({
      key: made,
      replaces: old,
      run: '1000001/1 by octocat',
      madeBy: '1000001/1 by octocat',
      issued: expect.any(String),
      promoted: expect.any(String),
    })

    sandbox.clock.advance(7 * DAY + HOUR)
    await rotate(lasting)
    expect(living()).toEqual([made])
    expect(versions().map(({ stage: name }) => name)).toEqual(['retired', 'current'])
    sandbox.clock.advance(DAY)
    expect(changes(await rotate(lasting))).toEqual([])
  }),
)

test.concurrent(
  'a key that never expires is never due, and the run is green',
  withFixture(async ({ sandbox, rotate }) => {
    await rotate()
    sandbox.clock.advance(400 * DAY)
    const run = await rotate(rollover)
    expect(run).toMatchObject({
      exitCode: 0,
      outputs: { outcome: 'not-due', changed: 'false', 'expires-at': '' },
    })
    expect(run.log).toContain('The current key never expires')
  }),
)

test.concurrent(
  'a key that never expires is warned about',
  withFixture(async ({ rotate }) => {
    await rotate()
    const run = await rotate(rollover)
    expect(run.warnings.join('\n')).toContain('never expires')
  }),
)

test.concurrent(
  'rolls over a key that has expired already, and one whose window it is told',
  withFixture(async (stage) => {
    const { sandbox, rotate, workingKey } = stage
    const old = (await rotate()).outputs['access-key'] ?? ''
    endIn(stage, old, 20 * DAY)
    expect((await rotate({ ...rollover, expiry: '90d' })).outputs['outcome']).toBe('not-due')
    const wide = await rotate({ ...rollover, expiry: '90d', 'rollover-window': '3w' })
    expect(wide.outputs).toMatchObject({ outcome: 'rolled-over', 'previous-access-key': old })
    sandbox.clock.advance(91 * DAY)
    expect(workingKey(shop)).toBeUndefined()
    const late = await rotate({ ...rollover, expiry: '90d' })
    expect(late.outputs['outcome']).toBe('rolled-over')
    expect(late.log).toMatch(/because the current key SCW\w{17} expired on/)
    expect(workingKey(shop)).toBe(late.outputs['access-key'])
  }),
)

const expiries = [
  { expiry: '1H', start: '2027-06-30T23:30:00Z', ends: '2027-07-01T00:30', window: '6m', grace: '30m' },
  { expiry: '1D', start: '2028-02-28T12:00:00Z', ends: '2028-02-29T12:00', window: '2h', grace: '12h' },
  { expiry: '1M', start: '2027-01-31T12:00:00Z', ends: '2027-02-28T12:00', window: '7d', grace: '7d' },
  { expiry: '1M', start: '2028-01-31T12:00:00Z', ends: '2028-02-29T12:00', window: '7d', grace: '7d' },
  { expiry: '1Y', start: '2028-02-29T12:00:00Z', ends: '2029-02-28T12:00', window: '7d', grace: '7d' },
]

test.concurrent.each(expiries)('a key made at $start with expiry $expiry ends at $ends', (when) =>
  withFixture(
    async ({ sandbox, rotate }) => {
      sandbox.clock.set(new Date(when.start))
      const run = await rotate({
        ...rollover,
        expiry: when.expiry,
        'rollover-window': when.window,
        'grace-period': when.grace,
      })
      expect(run.outputs['outcome']).toBe('rolled-over')
      expect(run.outputs['expires-at']?.slice(0, 16)).toBe(when.ends)
      const made = keyOf(sandbox, run.outputs['access-key'] ?? '')
      expect(made.expiresAt?.toISOString().slice(0, 16)).toBe(when.ends)
    },
    { start: new Date(new Date(when.start).getTime() - HOUR) },
  )(),
)

test.concurrent(
  'an hour-long key is rolled over in its 54th minute and not before',
  withFixture(async ({ sandbox, rotate, workingKey }) => {
    const short = { ...rollover, expiry: '1H', 'rollover-window': '6m', 'grace-period': '5m' }
    const old = (await rotate(short)).outputs['access-key']
    sandbox.clock.advance(53 * MINUTE)
    expect((await rotate(short)).outputs['outcome']).toBe('not-due')
    sandbox.clock.advance(MINUTE)
    const run = await rotate(short)
    expect(run.outputs).toMatchObject({ outcome: 'rolled-over', 'previous-access-key': old })
    expect(workingKey(shop)).toBe(run.outputs['access-key'])
  }),
)

test.concurrent(
  'a rollover that dies is finished by the next one, with the same key',
  withFixture(async (stage) => {
    const { sandbox, rotate, begin, living, workingKey } = stage
    const lasting = { ...rollover, expiry: '90d' }
    const old = (await rotate(lasting)).outputs['access-key'] ?? ''
    endIn(stage, old, 3 * DAY)
    await killed(sandbox, begin(lasting), (one) => one.method === 'PUT' && one.service === 'github')
    const made = living().at(-1)
    sandbox.clock.advance(DAY)
    const next = await rotate(lasting)
    expect(next.outputs).toMatchObject({ outcome: 'resumed', 'access-key': made })
    expect(workingKey(shop)).toBe(made)
    expect(living()).toEqual([deploy.accessKey, old, made])
    // The replaced key dies by itself before its grace period is over; nothing of it is left to do.
    sandbox.clock.advance(8 * DAY)
    await rotate(lasting)
    expect(living()).toEqual([deploy.accessKey, made])
    sandbox.clock.advance(DAY)
    expect(changes(await rotate(lasting))).toEqual([])
  }),
)

const own = {
  ...rollover,
  expiry: '30d',
  'application-id': '',
  'secret-name': 'rotator-own',
  repositories: '',
  environments: 'production',
}

/** Runs with what the rotator's environment holds. */
function asHeld({ sandbox }: Fixture): Readonly<Record<string, string>> {
  const held = sandbox.github.workflowSecrets(vault)
  return signIn({ accessKey: held['SCW_ACCESS_KEY'] ?? '', secretKey: held['SCW_SECRET_KEY'] ?? '' })
}

test.concurrent(
  'a key that signs in rolls itself over while it lives; once it has expired, its own error names the way out',
  withFixture(async (stage) => {
    const { sandbox, rotate, workingKey } = stage
    await rotate(own)
    sandbox.clock.advance(24 * DAY)
    const saved = await rotate({ ...own, ...asHeld(stage) })
    expect(saved.outputs['outcome']).toBe('rolled-over')
    expect(workingKey(vault)).toBe(saved.outputs['access-key'])

    sandbox.clock.advance(31 * DAY)
    const lost: Run = await rotate({ ...own, ...asHeld(stage) })
    expect(lost).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(changes(lost)).toEqual([])
    const said = lost.errors.join('\n')
    expect(said).toContain('the API key of the run (scw-access-key) has expired')
    expect(said).toContain('An expired key cannot rotate itself. Create a new API key')

    // The way out: another key of the same bearer, for one run.
    const rescue = await rotate({ ...own, ...signIn(rotator) })
    expect(rescue.outputs['outcome']).toBe('rolled-over')
    expect(workingKey(vault)).toBe(rescue.outputs['access-key'])
    // The run that promotes retires nothing; the next one ends the key whose grace period was over long ago.
    expect((await rotate({ ...own, ...asHeld(stage) })).outputs['outcome']).toBe('retired')
    expect((await rotate({ ...own, ...asHeld(stage) })).outputs['outcome']).toBe('not-due')
  }),
)

test.concurrent(
  'the error of an expired key says that it cannot roll itself over, and what to do by hand',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    sandbox.scaleway.iam.changeKey(rotator.accessKey, { expiresAt: sandbox.clock.now() })
    const run = await rotate(own)
    const said = everythingSaid(run)
    expect(said).toContain('has expired')
    expect(said).toMatch(
      /cannot (roll (itself )?over|save itself|renew itself)|make (a|another|a new) (key|API key)|console/i,
    )
  }),
)
