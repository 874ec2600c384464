import { expect, jest, test } from '@jest/globals'
import type { Run } from '../../harness/run-action.ts'
import {
  after,
  both,
  changes,
  DAY,
  HOUR,
  keyOf,
  pairOf,
  production,
  reader,
  rotateHalf,
  rotateTwice,
  shop,
  type Fixture,
} from '../fixtures/fixture.ts'
import { payloadOf, recordOf, recordText, secretIdIn, secretWriter } from '../fixtures/secret-writer.ts'
import { smallOrganization } from '../../../sandbox/index.ts'

jest.setTimeout(180_000)

/** The first key of the rotation is a day old and in acme/shop. */
const oneGeneration = after(async ({ sandbox, rotate }) => {
  await rotate()
  sandbox.clock.advance(DAY)
})
const twoGenerations = after(rotateTwice)
const byHand = { event: { name: 'workflow_dispatch' } }
/** Records of both formats are read. */
const FORMATS = [{ format: 1 }, { format: 2 }]

/** Nothing came of the forged version but a warning in each run, and the version is disabled. */
function expectReported(run: Run, revision: number, { versions }: Pick<Fixture, 'versions'>): void {
  expect(run.exitCode).toBe(0)
  expect(run.warnings.join('\n')).toMatch(
    new RegExp(
      `[Vv]ersion ${revision} of the secret .*contradicts IAM.*Find out who can write to the secret`,
    ),
  )
  expect(changes(run).filter((change) => /DELETE|PUT|POST .*api-keys/.test(change))).toEqual([])
  expect(versions()[revision - 1]).toMatchObject({ status: 'disabled', stage: 'retired' })
}

/** The runs of the next two months, and that every one of them leaves the targets with a key that works. */
async function expectGoodTimes(
  stage: Fixture,
  inputs: Readonly<Record<string, string>> = {},
): Promise<Run[]> {
  const runs: Run[] = []
  for (const days of [1, 8, 25, 8, 25]) {
    stage.sandbox.clock.advance(days * DAY)
    runs.push(await stage.rotate(inputs))
    expect(runs.at(-1)).toMatchObject({ exitCode: 0 })
    expect(stage.workingKey(shop)).toBe(runs.at(-1)?.outputs['access-key'])
    expect(stage.living()).toContain(stage.workingKey(shop))
  }
  return runs
}

test.concurrent.each(FORMATS)(
  "a version that names another application's key as replaced long ago deletes nothing (format $format)",
  ({ format }) =>
    oneGeneration(async (stage) => {
      const { sandbox, rotate, lives, living, workingKey, versions } = stage
      const [, current] = living()
      const attacker = secretWriter(sandbox)
      const forged = await attacker.addVersion(
        payloadOf(reader),
        recordText({ stage: 'previous', key: reader.accessKey }, format),
      )
      const run = await rotate()
      expectReported(run, forged, stage)
      expect(run.outputs).toMatchObject({ outcome: 'resumed', 'access-key': current })
      const again = await rotate()
      expectReported(again, forged, stage)
      expect(again.outputs).toMatchObject({ outcome: 'not-due', changed: 'false' })
      for (const later of await expectGoodTimes(stage)) {
        const isThere = versions().some(({ accessKey }) => accessKey === reader.accessKey)
        expect(later.warnings.join('\n').includes('contradicts IAM')).toBe(isThere)
      }
      expect(lives(reader.accessKey)).toBe(true)
      expect(keyOf(sandbox, reader.accessKey).description).toBe('reader')
      expect(workingKey(shop)).toBeDefined()
    })(),
)

test.concurrent.each(FORMATS)(
  "a version that names a personal key of the organization's owner deletes nothing (format $format)",
  ({ format }) =>
    oneGeneration(async (stage) => {
      const { sandbox, rotate, lives } = stage
      const personal = sandbox.scaleway.iam.createKey({ userId: smallOrganization.owner.userId })
      const attacker = secretWriter(sandbox)
      const forged = await attacker.addVersion(
        '{}',
        recordText({ stage: 'previous', key: personal.accessKey }, format),
      )
      expectReported(await rotate(), forged, stage)
      await expectGoodTimes(stage)
      expect(lives(personal.accessKey)).toBe(true)
    })(),
)

test.concurrent.each([
  ...FORMATS.map(({ format }) => ({ format, stage: 'pending', marked: false })),
  { format: 1, stage: 'current', marked: false },
  { format: 2, stage: 'current', marked: true },
  { format: 2, stage: 'pending', marked: true },
])(
  "a $stage version with the attacker's own key reaches no target (format $format, with a copied mark: $marked)",
  ({ format, stage: name, marked }) =>
    oneGeneration(async (stage) => {
      const { sandbox, rotate, lives, living, workingKey } = stage
      const [, current = ''] = living()
      const attacker = secretWriter(sandbox)
      const { description } = keyOf(sandbox, current)
      if (marked) sandbox.scaleway.iam.changeKey(attacker.accessKey, { description })
      const written = recordOf(sandbox, 1)['written']
      const forged = await attacker.addVersion(
        payloadOf(attacker),
        recordText(
          { stage: name, key: attacker.accessKey, since: sandbox.clock.now().toISOString(), written },
          format,
        ),
      )
      const run = await rotate()
      expectReported(run, forged, stage)
      expect(workingKey(shop)).toBe(current)
      expect((await stage.retrieve()).outputs['access-key']).toBe(current)
      await expectGoodTimes(stage)
      expect(sandbox.github.history().map(({ value }) => value)).not.toContain(attacker.accessKey)
      expect(lives(attacker.accessKey)).toBe(true)
      if (marked) expect(keyOf(sandbox, attacker.accessKey).description).toBe(description)
    })(),
)

test.concurrent.each([
  { stage: 'pending', copied: false, format: 1 },
  { stage: 'pending', copied: false, format: 2 },
  { stage: 'pending', copied: true, format: 2 },
  { stage: 'current', copied: true, format: 2 },
])(
  'a $stage version that names our key with another secret reaches no target (format $format, record copied: $copied)',
  ({ stage: name, copied, format }) =>
    oneGeneration(async (stage) => {
      const { sandbox, rotate, retrieve, living, workingKey, versions } = stage
      const [, current = ''] = living()
      const attacker = secretWriter(sandbox)
      const forged = await attacker.addVersion(
        payloadOf({ accessKey: current, secretKey: attacker.secretKey }),
        copied
          ? JSON.stringify({ ...recordOf(sandbox, 1), stage: name })
          : recordText({ stage: name, key: current }, format),
      )
      const run = await rotate()
      expect(run.exitCode).toBe(0)
      expect(workingKey(shop)).toBe(current)
      expect(versions()[forged - 1]).toMatchObject({ status: 'disabled' })
      expect((await retrieve()).outputs).toMatchObject({
        'access-key': current,
        'secret-key': keyOf(sandbox, current).secretKey,
      })
      await expectGoodTimes(stage)
    })(),
)

test.concurrent(
  "another secret for the key that is on its way, and the key's own version disabled, reach no target",
  twoGenerations(async (stage) => {
    const { sandbox, rotate, workingKey } = stage
    const unfinished = await rotateHalf(stage)
    const attacker = secretWriter(sandbox, ['SecretManagerSecretWrite'])
    await attacker.addVersion(
      payloadOf({ accessKey: unfinished, secretKey: attacker.secretKey }),
      JSON.stringify(recordOf(sandbox, 3)),
    )
    await attacker.disable(3)
    for (const days of [0, 1, 8, 8]) {
      sandbox.clock.advance(days * DAY)
      await rotate(both)
      expect([workingKey(shop), workingKey(production)]).not.toContain(undefined)
    }
    const secrets = sandbox.github.history().map(({ value }) => value)
    expect(secrets).not.toContain(attacker.secretKey)
  }),
)

test.concurrent(
  'a forged table of writes does not promote a key that a target was not given, and the old key is not deleted',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, workingKey, versions, lives } = stage
    const [, current] = pairOf(versions())
    const unfinished = await rotateHalf(stage)
    expect(workingKey(production)).toBe(current)
    const attacker = secretWriter(sandbox, ['SecretManagerSecretWrite'])
    const pending = recordOf(sandbox, 3)
    // Both targets were written with the current key; what it says of them is put under the new key as well.
    const written = { ...(recordOf(sandbox, 2)['written'] as object), ...(pending['written'] as object) }
    await attacker.describe(3, JSON.stringify({ ...pending, written }))
    const run = await rotate(both)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'resumed', 'access-key': unfinished } })
    expect([workingKey(shop), workingKey(production)]).toEqual([unfinished, unfinished])
    expect(lives(current)).toBe(true)
    sandbox.clock.advance(8 * DAY)
    await rotate(both)
    expect([workingKey(shop), workingKey(production)]).toEqual([unfinished, unfinished])
  }),
)

test.concurrent(
  'a forged date does not shorten the grace period',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, versions, lives } = stage
    const [old] = pairOf(versions())
    const attacker = secretWriter(sandbox, ['SecretManagerSecretWrite'])
    const since = '2020-01-01T00:00:00.000Z'
    for (const revision of [1, 2]) {
      const record = recordOf(sandbox, revision)
      await attacker.describe(revision, JSON.stringify({ ...record, since, promoted: since }))
    }
    for (const days of [1, 5]) {
      sandbox.clock.advance(days * DAY)
      await rotate(both)
      expect(lives(old)).toBe(true)
    }
    sandbox.clock.advance(2 * DAY)
    expect((await rotate(both)).outputs['outcome']).toBe('retired')
    expect(lives(old)).toBe(false)
  }),
)

test.concurrent.each(['made', 'stored', 'replaced'])(
  'a text in the record that reads as a mark (%s) does not become the mark of a key that is released',
  (phase) =>
    twoGenerations(async (stage) => {
      const { sandbox, rotate, versions, lives, workingKey } = stage
      const [, current] = pairOf(versions())
      const attacker = secretWriter(sandbox, ['SecretManagerSecretWrite'])
      const time = Math.floor(Date.UTC(2020, 0) / 1000).toString(36)
      const rest = phase === 'replaced' ? ` ${time} -` : ''
      const text = `[key-rotation ${phase} ${secretIdIn(sandbox)} abc${rest}] deploys the shop`
      await attacker.describe(2, JSON.stringify({ ...recordOf(sandbox, 2), text }))
      const keep = { ...both, 'old-key': 'keep' }
      sandbox.clock.advance(HOUR)
      const made = (await rotate({ ...keep, force: 'true' }, byHand)).outputs['access-key'] ?? ''
      expect(keyOf(sandbox, made).description.match(/key-rotation/g)).toHaveLength(1)
      sandbox.clock.advance(DAY)
      const next = (await rotate({ ...keep, force: 'true' }, byHand)).outputs['access-key'] ?? ''
      // Both replaced keys are released after their grace period, and go on working for good.
      for (const days of [9, 9, 9]) {
        sandbox.clock.advance(days * DAY)
        await rotate({ ...keep, 'max-age': '90d' })
      }
      expect([lives(current), lives(made), lives(next)]).toEqual([true, true, true])
      expect(keyOf(sandbox, made).description).not.toContain('[key-rotation')
      expect(workingKey(shop)).toBe(next)
    })(),
)

test.concurrent(
  'a version that this action did not store is not read for longer than until the next run',
  oneGeneration(async (stage) => {
    const { sandbox, rotate, retrieve, living, versions } = stage
    const [, current] = living()
    const attacker = secretWriter(sandbox)
    await attacker.addVersion(payloadOf(attacker))
    expect((await retrieve()).outputs['access-key']).toBe(attacker.accessKey)
    const run = await rotate()
    expect(run).toMatchObject({ exitCode: 0, outputs: { 'access-key': current } })
    expect(run.log).toContain('this action did not store it, and it is newer than the current version')
    expect(versions()[1]).toMatchObject({ status: 'disabled' })
    expect((await retrieve()).outputs['access-key']).toBe(current)
  }),
)

test.concurrent(
  'disabling the current version, or enabling an old one, leaves every target with a key that works',
  twoGenerations(async (stage) => {
    const { sandbox, rotate, retrieve, lives, workingKey } = stage
    sandbox.clock.advance(8 * DAY)
    await rotate(both)
    const attacker = secretWriter(sandbox, ['SecretManagerSecretWrite'])
    await attacker.enable(1)
    await attacker.disable(2)
    const run = await rotate(both)
    expect(run).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    const made = run.outputs['access-key'] ?? ''
    expect([workingKey(shop), workingKey(production)]).toEqual([made, made])
    expect((await retrieve()).outputs['access-key']).toBe(made)
    sandbox.clock.advance(8 * DAY)
    await rotate(both)
    expect(lives(made)).toBe(true)
  }),
)

test.concurrent(
  'check reports a forged record, before and after a run has closed its version',
  oneGeneration(async ({ sandbox, rotate }) => {
    const attacker = secretWriter(sandbox)
    const record = recordText({ stage: 'previous', key: reader.accessKey })
    const forged = await attacker.addVersion(payloadOf(reader), record)
    for (const outcome of ['resumed', 'not-due']) {
      const check = await rotate({ command: 'check', 'fail-on': 'forged-records' })
      expect(check).toMatchObject({ exitCode: 1 })
      expect(check.outputs['findings']).toContain('forged-records')
      expect(check.log).toMatch(new RegExp(`(v|[Vv]ersion )${forged}\\b.*contradict(s|ed) IAM`))
      expect((await rotate()).outputs['outcome']).toBe(outcome)
    }
  }),
)
