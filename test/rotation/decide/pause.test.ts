import { describe, expect, test } from '@jest/globals'
import { isRolledBack, pauseOf } from '../../../src/rotation/decide/pause.ts'
import type { Policy } from '../../../src/rotation/model/policy.ts'
import type { VersionRecord } from '../../../src/rotation/model/record.ts'
import { ago, key, NOW, observed, version, type KeyOptions } from '../build.ts'
import { DAY, isAliveIn, MINUTE } from '../simulation/cloud.ts'
import { days, kindOf, policyOf } from '../simulation/simulation.ts'
import { modelAt } from '../simulation/starts.ts'

/** What pauses the rotation of a current key with this record. */
function pause(record: Partial<VersionRecord>, policy: Partial<Policy> = {}, options: KeyOptions = {}) {
  const observation = observed({
    versions: [version(1, 'current', 'K1', { record })],
    keys: [key('K1', options)],
  })
  return pauseOf(observation, policyOf(policy))
}

const BACK = { rolledBack: true, rolledBackAt: ago(1) } as const
const minutes = (count: number): Date => new Date(NOW.getTime() + count * MINUTE)

describe('automatic rotation is paused', () => {
  test.each<[string, Partial<VersionRecord>, Partial<Policy>, ReturnType<typeof pauseOf>]>([
    ['by nothing', {}, {}, undefined],
    ['by a rollback, for max-age', BACK, {}, { until: ago(-29), because: 'rollback' }],
    [
      'by a rollback without max-age, for 30 days',
      BACK,
      { maxAge: undefined },
      { until: ago(-29), because: 'rollback' },
    ],
    [
      'by a rollback, for a short max-age',
      BACK,
      { maxAge: days(2) },
      { until: ago(-1), because: 'rollback' },
    ],
    ['no longer than that', BACK, { maxAge: days(1) }, undefined],
    ['until a date', {}, { pauseUntil: ago(-3) }, { until: ago(-3), because: 'pause-until' }],
    ['not until a date that is over', {}, { pauseUntil: NOW }, undefined],
    [
      'by both, where the date is later',
      BACK,
      { pauseUntil: ago(-60) },
      { until: ago(-60), because: 'pause-until' },
    ],
    [
      'by both, where the rollback is',
      BACK,
      { pauseUntil: ago(-3) },
      { until: ago(-29), because: 'rollback' },
    ],
    [
      'by a rollback of format 1, since its promotion',
      { rolledBack: true, promoted: ago(2) },
      {},
      { until: ago(-28), because: 'rollback' },
    ],
    [
      'by a rollback that a clock dates a few minutes ahead',
      { rolledBack: true, rolledBackAt: minutes(29) },
      {},
      { until: new Date(minutes(29).getTime() + 30 * DAY), because: 'rollback' },
    ],
    [
      'not by one that is dated later: somebody else wrote it',
      { rolledBack: true, rolledBackAt: ago(-400) },
      {},
      undefined,
    ],
    ['not by a date without a rollback', { rolledBackAt: ago(1) }, {}, undefined],
  ])('%s', (_, record, policy, expected) => {
    expect(pause(record, policy)).toEqual(expected)
  })

  test('not by the record of a key that nothing confirms', () => {
    expect(pause(BACK, {}, { mark: 'none' })).toBeUndefined()
  })

  test('a key is restored where the record of the current version says so', () => {
    const of = (record: Partial<VersionRecord>) =>
      isRolledBack(observed({ versions: [version(1, 'current', 'K1', { record })], keys: [key('K1')] }))
    expect([of(BACK), of({})]).toEqual([true, false])
  })
})

describe('after a rollback (rule 14)', () => {
  test('no run makes a key for max-age, every run says so, and then rotation goes on', async () => {
    const model = await modelAt('just promoted')
    expect(kindOf(await model.run({ policy: { command: 'rollback' } }))).toBe('rolled-back')
    const made = model.cloud.made
    for (let day = 0; day < 29; day += 1) {
      model.cloud.now += DAY
      const before = model.told.length
      await model.run()
      const paused = model.told
        .slice(before)
        .filter((one) => one.kind === 'advice' && one.text.includes('is paused after a rollback'))
      expect(paused).toHaveLength(1)
    }
    expect(model.cloud.made).toBe(made)
    model.cloud.now += 2 * DAY
    expect(kindOf(await model.run())).toBe('rotated')
  })

  test('a second one needs force, because it would go forward to the bad key', async () => {
    const model = await modelAt('just promoted')
    await model.run({ policy: { command: 'rollback' } })
    const again = await model.run({ policy: { command: 'rollback' } })
    expect(again).toMatchObject({ kind: 'failed', changed: false, stop: { kind: 'rolled-back-already' } })
    const forced = await model.run({ policy: { command: 'rollback', force: true } })
    expect(kindOf(forced)).toBe('rolled-back')
    expect(isAliveIn(model.cloud, 'K1')).toBe(true)
  })

  test('force and a key that is deleted make it due all the same', async () => {
    const forced = await modelAt('just promoted')
    await forced.run({ policy: { command: 'rollback' } })
    expect(kindOf(await forced.run({ policy: { force: true } }))).toBe('rotated')
    const deleted = await modelAt('just promoted')
    await deleted.run({ policy: { command: 'rollback' } })
    deleted.cloud.keys.delete('K1')
    deleted.cloud.endedByPerson.add('K1')
    expect(kindOf(await deleted.run())).toBe('rotated')
  })

  test('a freeze repairs targets and ends grace periods', async () => {
    const model = await modelAt('grace period over')
    const freeze = { pauseUntil: new Date(model.cloud.now + 90 * DAY) }
    expect(kindOf(await model.run({ policy: freeze }))).toBe('retired')
    model.cloud.now += 40 * DAY
    expect(kindOf(await model.run({ policy: freeze }))).toBe('not-due')
  })
})
