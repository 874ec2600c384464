import { describe, expect, test } from '@jest/globals'
import { writeRecord, type VersionRecord } from '../../../src/rotation/model/record.ts'
import {
  DAY,
  handMade,
  holdsIn,
  isAliveIn,
  NAMES,
  secretOf,
  targetOf,
  valueFor,
} from '../simulation/cloud.ts'
import { readBy } from '../simulation/invariants.ts'
import { settle, standing } from '../simulation/judge.ts'
import { createModel, kindOf, type Model, type ModelOptions } from '../simulation/simulation.ts'

// An installation of format 1, and the first run of format 2.

const ID = '00000000-0000-4000-8000-000000000001'
const pair = (accessKey: string) => ({ accessKey, secret: secretOf(accessKey) })

/** A version as a release of format 1 described it. */
function legacyText(
  record: Partial<VersionRecord> & Pick<VersionRecord, 'stage' | 'accessKey' | 'since'>,
): string {
  const text = writeRecord({ run: 'old', text: '', written: new Map(), ...record })
  return text.replace('"key-rotation":2', '"key-rotation":1')
}

/** K1 was replaced by K2 three days ago, which every target holds, all of it by a release of format 1. */
function installed(options?: ModelOptions, old: Partial<VersionRecord> = {}): Model {
  const model = createModel(options)
  const { cloud } = model
  const since = new Date(cloud.now)
  for (const accessKey of ['K1', 'K2'])
    handMade(cloud, accessKey, {
      ours: true,
      description: `[key-rotation stored ${ID} x${accessKey.toLowerCase()}] deploys`,
    })
  cloud.made = 2
  cloud.secrets = 1
  cloud.secret = {
    id: ID,
    tags: ['key-rotation:1'],
    locked: false,
    versions: [
      {
        revision: 1,
        status: 'enabled',
        description: legacyText({ stage: 'previous', accessKey: 'K1', since, ...old }),
        payload: pair('K1'),
      },
      {
        revision: 2,
        status: 'enabled',
        description: legacyText({ stage: 'current', accessKey: 'K2', since }),
        payload: pair('K2'),
      },
    ],
  }
  for (const { id } of cloud.targets)
    for (const name of NAMES)
      targetOf(cloud, id).values.set(name, { value: valueFor(name, pair('K2')), updatedAt: cloud.now })
  cloud.now += 3 * DAY
  return model
}

const advice = (model: Model): string =>
  model.told.flatMap((event) => (event.kind === 'advice' ? [event.text] : [])).join('\n')

describe('the first run of format 2', () => {
  test('makes one new key, and says so; no later run makes another', async () => {
    const model = installed()
    expect(kindOf(await model.run())).toBe('rotated')
    expect(advice(model)).toContain('An earlier release of this action created the current key K2')
    expect([holdsIn(model.cloud, 'T1'), readBy(model.cloud), model.cloud.made]).toEqual(['K3', 'K3', 3])
    await settle(model)
    expect(model.cloud.made).toBe(3)
  })

  test('begins the grace periods of the replaced keys once more', async () => {
    const model = installed()
    await model.run()
    model.cloud.now += 6 * DAY // nine days since K1 was replaced
    await model.run()
    expect([isAliveIn(model.cloud, 'K1'), isAliveIn(model.cloud, 'K2')]).toEqual([true, true])
    model.cloud.now += 3 * DAY
    await model.run()
    expect([isAliveIn(model.cloud, 'K1'), isAliveIn(model.cloud, 'K2')]).toEqual([false, false])
  })

  test('lets a key go that was found and not made', async () => {
    const model = installed({}, { adopted: true })
    await model.run()
    model.cloud.now += DAY
    await model.run()
    expect(standing(model.cloud)).toContain('K1 unmarked')
    model.cloud.now += 30 * DAY
    await model.run()
    expect(isAliveIn(model.cloud, 'K1')).toBe(true)
  })

  test.each<[string, number, string, string]>([
    ['one key is left', 1, 'not-due', 'a later run replaces it'],
    ['two are left', 2, 'rotated', 'it creates one new key'],
  ])('waits where %s in the quota of the organization: %i', async (_, left, kind, text) => {
    const model = installed()
    model.cloud.keysLeft = left
    expect(kindOf(await model.run())).toBe(kind)
    expect(advice(model)).toContain(text)
    expect(holdsIn(model.cloud, 'T1')).toBe(kind === 'rotated' ? 'K3' : 'K2')
    model.cloud.keysLeft = undefined
    await settle(model)
  })

  test('waits no longer than until the key is due by its age', async () => {
    const model = installed()
    model.cloud.keysLeft = 1
    model.cloud.now += 31 * DAY
    expect(kindOf(await model.run())).toBe('rotated')
  })

  test('closes a pending version, and never publishes it', async () => {
    const model = installed()
    handMade(model.cloud, 'K9', { ours: true, description: `[key-rotation stored ${ID} x9] deploys` })
    model.cloud.secret?.versions.push({
      revision: 3,
      status: 'enabled',
      description: legacyText({ stage: 'pending', accessKey: 'K9', since: new Date(model.cloud.now) }),
      payload: pair('K9'),
    })
    await model.run()
    expect(model.gate.log.filter((line) => /put .* K9/.test(line))).toEqual([])
    expect(standing(model.cloud)).toEqual(expect.arrayContaining(['v3 retired K9 disabled', 'T1 K3']))
    await settle(model)
  })

  test('deletes a leaked key at once with `retire` and force', async () => {
    const model = installed()
    const ended = await model.run({ policy: { command: 'retire', force: true } })
    expect(kindOf(ended)).toBe('retired')
    expect([isAliveIn(model.cloud, 'K1'), isAliveIn(model.cloud, 'K2')]).toEqual([false, true])
    expect(holdsIn(model.cloud, 'T1')).toBe('K2')
    await settle(model)
  })

  test('replaces a leaked current key at once with force and without a grace period', async () => {
    const model = installed()
    await model.run({ policy: { force: true } })
    await model.run({ policy: { command: 'retire', force: true } })
    expect([isAliveIn(model.cloud, 'K1'), isAliveIn(model.cloud, 'K2')]).toEqual([false, false])
    expect([holdsIn(model.cloud, 'T1'), readBy(model.cloud)]).toEqual(['K3', 'K3'])
    await settle(model)
  })

  test('that dies at any of its requests leaves an installation that the next ones finish', async () => {
    const whole = installed()
    await whole.run()
    for (let at = 0; at < whole.gate.log.length; at += 1) {
      const model = installed()
      await model.run({}, new Map([[at, 'crash-after']]))
      await settle(model)
    }
  }, 60_000)
})
