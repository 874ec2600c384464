import { expect, jest, test } from '@jest/globals'
import { runAction } from '../../harness/run-action.ts'
import { check, found, kinds, SEES_ALL, watcher } from '../fixtures/check-fixture.ts'
import {
  both,
  DAY,
  deploy,
  HOUR,
  keyOf,
  rotateHalf,
  rotateTwice,
  withFixture,
  shop,
  tokens,
} from '../fixtures/fixture.ts'

jest.setTimeout(180_000)

const replaces = { 'replaces-access-key': deploy.accessKey }

test.concurrent(
  'finds nothing where all is in order, and says what stands; with permissions to read alone',
  withFixture(async ({ sandbox, rotate }) => {
    const first = await rotate({ ...replaces, expiry: '90d' })
    sandbox.github.changeToken(tokens.reader, { permissions: SEES_ALL })
    sandbox.clock.advance(DAY + 1.5 * HOUR)
    const run = await check(sandbox, { ...watcher(sandbox), ...replaces, 'fail-on': 'any' })
    expect(run.exitCode).toBe(0)
    expect(run.outputs).toMatchObject({
      outcome: 'healthy',
      findings: '',
      'access-key': first.outputs['access-key'],
      'secret-id': first.outputs['secret-id'],
      revision: '1',
      'expires-at': first.outputs['expires-at'],
      'previous-access-key': deploy.accessKey,
      'previous-retires-at': first.outputs['previous-retires-at'],
    })
    expect(run.report).toEqual(run.whole)
    const [key] = run.report.keys
    expect(key).toMatchObject({ outcome: 'healthy', findings: [], hidden: [], remarks: [] })
    expect(key?.current).toMatchObject({
      accessKey: first.outputs['access-key'],
      alive: true,
      expiryKnown: true,
      overdue: false,
    })
    expect(key?.current?.['ageSeconds']).toBeGreaterThanOrEqual(DAY / 1000)
    expect(key?.otherKeys).toMatchObject([{ accessKey: deploy.accessKey, standing: 'replaced' }])
    expect(key?.targets).toMatchObject([{ label: 'acme/shop', holds: 'current', hiddenBy: [] }])
    expect(key?.room).toMatchObject({ versions: { left: 19 }, keys: { left: expect.any(Number) } })
    expect(run.log).toMatch(/^Healthy\. v1 \(SCW\w{17}\) is current and 25 hours old\. It is due on /m)
    expect(run.summary).toContain('## ✅ Key check: healthy')
    expect(run.warnings).toEqual([])
  }),
)

test.concurrent(
  'a key is overdue once it was due for longer than a schedule may be late, and not before',
  withFixture(async ({ sandbox, rotate }) => {
    await rotate(replaces)
    const eyes = { ...watcher(sandbox), ...replaces, 'fail-on': 'overdue' }
    sandbox.clock.advance(31 * DAY)
    const late = await check(sandbox, eyes)
    expect(late.exitCode).toBe(0)
    expect(late.report.keys[0]?.current).toMatchObject({ overdue: false })
    expect(late.log).toContain('It was due on')

    sandbox.clock.advance(DAY + 1.5 * HOUR)
    const run = await check(sandbox, eyes)
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'attention' } })
    expect(found(run)).toContain(
      'overdue: the current key v1 (<key>) was due on <time> (2 days ago), and nobody has replaced it',
    )
    expect(run.report).toMatchObject({ fails: true, alarms: [{ kind: 'overdue', keys: [], found: true }] })
    expect(run.errors.at(-1)).toContain('The job fails by fail-on: overdue.')
    expect(run.errors.at(0)).toContain('GitHub may have stopped its schedule')
    expect(run.summary).toContain('❌ **overdue**')

    // The same, and nobody asked for an alarm.
    const quiet = await check(sandbox, { ...eyes, 'fail-on': '' })
    expect(quiet).toMatchObject({ exitCode: 0, errors: [], outputs: { outcome: 'attention' } })
    expect(quiet.warnings.join('\n')).toContain('was due on')
    const patient = await check(sandbox, { ...eyes, 'overdue-after': '1w' })
    expect(patient.exitCode).toBe(0)
  }),
)

test.concurrent(
  'a key that expires soon, one that expired, and one that somebody ended',
  withFixture(async ({ sandbox, rotate }) => {
    const first = await rotate({ ...replaces, expiry: '90d' })
    const accessKey = first.outputs['access-key'] ?? ''
    const eyes = { ...watcher(sandbox), ...replaces, 'max-age': '', 'fail-on': 'expiring, expired' }
    const { iam } = sandbox.scaleway
    const now = sandbox.clock.now().getTime()

    iam.changeKey(accessKey, { expiresAt: new Date(now + 6.5 * DAY) })
    const soon = await check(sandbox, eyes)
    expect(soon.exitCode).toBe(1)
    expect(found(soon)).toContain('expiring: the current key v1 (<key>) expires on <time> (in 6 days)')
    expect(kinds(soon)).not.toContain('overdue')

    sandbox.clock.advance(5 * DAY)
    expect(kinds(await check(sandbox, eyes))).toEqual(expect.arrayContaining(['expiring', 'overdue']))

    sandbox.clock.advance(3 * DAY)
    const expired = await check(sandbox, eyes)
    expect(expired.exitCode).toBe(1)
    expect(kinds(expired)).toEqual(expect.arrayContaining(['expired', 'overdue']))
    expect(kinds(expired)).not.toContain('expiring')

    iam.deleteKey(accessKey)
    const gone = await check(sandbox, { ...eyes, 'fail-on': 'no-key' })
    expect(gone.exitCode).toBe(1)
    expect(found(gone)).toContain('no-key: the current key v1 (<key>) no longer exists: somebody ended it')
  }),
)

test.concurrent(
  'a version that a person disabled, a secret that no rotation keeps, and none at all',
  withFixture(async ({ sandbox, rotate }) => {
    const first = await rotate(replaces)
    const eyes = { ...watcher(sandbox), ...replaces, 'fail-on': 'no-key' }
    sandbox.scaleway.secrets.disableVersion(first.outputs['secret-id'] ?? '', 1)
    const disabled = await check(sandbox, eyes)
    expect(disabled.exitCode).toBe(1)
    expect(found(disabled)[0]).toContain('no-key: v1, the current version, was disabled')

    const none = await check(sandbox, { ...eyes, 'secret-name': 'nowhere' })
    expect(none.exitCode).toBe(1)
    expect(found(none)[0]).toContain('no-key: there is no secret /nowhere in Secret Manager')
    expect(none.report.keys[0]?.findings[0]?.remedy).toContain('rotator-repository')
    expect(none.outputs).toMatchObject({ 'access-key': '', revision: '', 'secret-id': '' })
  }),
)

test.concurrent(
  'a rotation that no run finished, and a replaced key that no run retired',
  withFixture(async (stage) => {
    const { sandbox } = stage
    await rotateTwice(stage)
    const eyes = { ...watcher(sandbox), ...both, 'fail-on': 'unfinished' }
    sandbox.clock.advance(8 * DAY)
    expect(kinds(await check(sandbox, eyes))).not.toContain('unfinished')
    sandbox.clock.advance(2 * DAY)
    const grace = await check(sandbox, eyes)
    expect(grace.exitCode).toBe(1)
    expect(found(grace)).toContain(
      'unfinished: the grace period of the replaced key v1 (<key>) ended on <time> (3 days ago), and the key still works',
    )

    await rotateHalf(stage)
    const young = await check(sandbox, eyes)
    // Nobody wrote anything strange: one target has the key that is on its way.
    expect(kinds(young)).not.toContain('drift')
    expect(young.report.keys[0]?.targets).toContainEqual(
      expect.objectContaining({ label: 'acme/shop', holds: 'pending', revision: 3 }),
    )
    sandbox.clock.advance(2 * DAY)
    const run = await check(sandbox, eyes)
    expect(found(run).join('\n')).toMatch(
      /unfinished: v3 \(<key>\) has been pending since <time> \(\d+ (days|hours) ago\): no run brought it to every target/,
    )
  }),
)

test.concurrent(
  'a pause after a rollback is no alarm, and is a finding with its end',
  withFixture(async (stage) => {
    const { sandbox, rotate } = stage
    await rotateTwice(stage)
    const back = await rotate({ ...both, command: 'rollback' })
    expect(back.outputs['outcome']).toBe('rolled-back')
    // The key reaches max-age within the pause.
    sandbox.clock.advance(28 * DAY + 12 * HOUR)
    const eyes = { ...watcher(sandbox), ...both, 'max-age': '29d', 'overdue-after': '1h' }
    const run = await check(sandbox, eyes)
    expect(kinds(run)).toContain('paused')
    expect(kinds(run)).not.toContain('overdue')
    expect(run.log).toContain('Automatic rotation is paused after a rollback until')
    sandbox.clock.advance(14 * HOUR)
    const late = await check(sandbox, eyes)
    expect(kinds(late)).toContain('overdue')
    expect(kinds(late)).not.toContain('paused')
  }),
)

test.concurrent(
  'what a check is told wrong is said at once, with what would be right',
  withFixture(async ({ sandbox }) => {
    const told = { ...watcher(sandbox), 'fail-on': 'overdue, drfit', 'overdue-after': 'soon' }
    const run = await runAction({ sandbox, inputs: { command: 'check', ...told } })
    expect(run).toMatchObject({ exitCode: 1, exchanges: [], outputs: { outcome: 'failed' } })
    expect(run.errors.join('\n')).toContain(
      'fail-on: "drfit" is not a finding. Expected: one of no-key, forged-records, expired, expiring, overdue, ' +
        'unfinished, paused, replaced-repository, drift, shadowed, unknown-keys, orphaned-keys, quota, unchecked, any',
    )
    expect(run.errors.join('\n')).toContain(
      'overdue-after: "soon" is not a duration. Expected: for example 2d',
    )
  }),
)

test.concurrent(
  'another writer of one half of a pair, and hostile words of a key, reach no reader as they are',
  withFixture(async ({ sandbox, rotate }) => {
    await rotate(replaces)
    sandbox.scaleway.iam.createKey({
      applicationId: deploy.applicationId,
      description: 'x\n::error::pwned ##[error]pwned <img src=x> | `@everyone`',
    })
    sandbox.clock.advance(60_000)
    sandbox.github.setSecret(shop, 'SCW_SECRET_KEY', 'somebody-elses-secret')
    const run = await check(sandbox, { ...watcher(sandbox), ...replaces })
    expect(kinds(run)).toEqual(expect.arrayContaining(['drift', 'unknown-keys']))
    expect(run.errors).toEqual([])
    expect(run.log).not.toContain('##[error]pwned')
    expect(run.summary).not.toContain('<img')
    expect(keyOf(sandbox, run.outputs['access-key'] ?? '').description).not.toBe('')
  }),
)
