import { describe, expect, test } from '@jest/globals'
import { readDescription } from '../../../src/rotation/model/mark.ts'
import { secretTag } from '../../../src/rotation/model/record.ts'
import {
  addForeignKeys,
  F,
  forge,
  M,
  mixedPairOf,
  patch,
  setStatus,
  writtenEverywhere,
} from '../simulation/adversary.ts'
import { DAY, handMade, holdsIn, isAliveIn, readMark, targetOf, type ModelKey } from '../simulation/cloud.ts'
import { readBy } from '../simulation/invariants.ts'
import { settle, standing, versionOf } from '../simulation/judge.ts'
import { kindOf, type Model, type ModelOptions } from '../simulation/simulation.ts'
import { modelAt, type Start } from '../simulation/starts.ts'

/**
 * The counterexamples D1 to D14 of the protocol: somebody who may write to the secret, and has no IAM rights. After every
 * request the invariants are checked (see model/invariants.ts): no foreign key is deleted or published, no target gets
 * half of another key, and whoever could read a key that works still can.
 */

const LONG_AGO = new Date(0)
const FORCED = { policy: { force: true } }

/** A model in a state, with the adversary's key and a third party's in IAM. */
async function attacked(start: Start, options?: ModelOptions): Promise<Model> {
  const model = await modelAt(start, options)
  addForeignKeys(model.cloud)
  return model
}

/** What every user sees in the end: the keys that the targets hold, the key that readers get, and which keys IAM has. */
function seen({ cloud }: Model) {
  return {
    targets: cloud.targets.map(({ id }) => holdsIn(cloud, id)),
    reader: readBy(cloud),
    foreign: [isAliveIn(cloud, M), isAliveIn(cloud, F)],
  }
}

/** Nothing foreign was touched, and every target and every reader has this key, which works. */
function expectEverywhere(model: Model, accessKey: string): void {
  const targets = model.cloud.targets.map(() => accessKey)
  expect(seen(model)).toEqual({ targets, reader: accessKey, foreign: [true, true] })
  expect(isAliveIn(model.cloud, accessKey)).toBe(true)
}

/** Runs every day for so long. */
async function everyDay(model: Model, count: number): Promise<void> {
  for (let day = 0; day < count; day += 1) {
    model.cloud.now += DAY
    await model.run()
  }
}

/** What the runs so far have said of forged records, each sentence once. */
function warnings(model: Model): readonly string[] {
  const texts = model.told.flatMap((event) => (event.kind === 'advice' ? [event.text] : []))
  return [...new Set(texts.filter((text) => text.includes('contradicts IAM')))]
}

function keyOf({ cloud }: Model, accessKey: string): ModelKey {
  const key = cloud.keys.get(accessKey)
  if (key === undefined) throw new Error(`there is no key ${accessKey}`)
  return key
}

const stageOf = (model: Model, revision: number): string | undefined =>
  standing(model.cloud).find((line) => line.startsWith(`v${revision} `))

describe('D1: the record of a replaced version is patched to name a foreign key, replaced long ago', () => {
  test('the foreign key is not deleted, the version is closed, and every run warns', async () => {
    const model = await attacked('just promoted')
    patch(model.cloud, 1, { accessKey: F, stage: 'previous', since: LONG_AGO })
    await model.run()
    expectEverywhere(model, 'K2')
    expect(stageOf(model, 1)).toBe(`v1 retired ${F} disabled`)
    expect(warnings(model)).toEqual([expect.stringContaining('The record of version 1')])
    await everyDay(model, 2)
    expect(warnings(model)).toContainEqual(expect.stringContaining('Version 1 of the secret was disabled'))
    await everyDay(model, 10)
    // The key whose record was overwritten still ends when its mark says so.
    expect(isAliveIn(model.cloud, 'K1')).toBe(false)
    expectEverywhere(model, 'K2')
  })

  test('nor with `retire` and force', async () => {
    const model = await attacked('just promoted')
    patch(model.cloud, 1, { accessKey: F, stage: 'previous', since: LONG_AGO })
    await model.run({ policy: { command: 'retire', force: true } })
    expectEverywhere(model, 'K2')
    expect(isAliveIn(model.cloud, 'K1')).toBe(false)
  })

  test('nor one that a record names in `replaces`', async () => {
    const model = await attacked('grace period over')
    patch(model.cloud, 2, { replaces: F })
    patch(model.cloud, 1, { replaces: F })
    await everyDay(model, 3)
    expectEverywhere(model, 'K2')
  })

  test('nor an unmarked key of the same bearer', async () => {
    const model = await attacked('steady')
    handMade(model.cloud, 'PERSONAL')
    forge(model.cloud, { stage: 'previous', accessKey: 'PERSONAL', since: LONG_AGO })
    await everyDay(model, 10)
    expect(isAliveIn(model.cloud, 'PERSONAL')).toBe(true)
    expectEverywhere(model, 'K1')
  })
})

describe('D2: a version that says current and written everywhere, with a foreign key', () => {
  test.each([F, M])('it is closed, and the current key goes on working: %s', async (accessKey) => {
    const model = await attacked('steady')
    const written = writtenEverywhere(model.cloud, secretTag)
    const forged = forge(model.cloud, { stage: 'current', accessKey, since: LONG_AGO, written })
    await model.run()
    expectEverywhere(model, 'K1')
    expect(stageOf(model, forged)).toBe(`v${forged} retired ${accessKey} disabled`)
    await everyDay(model, 10)
    expectEverywhere(model, 'K1')
    await settle(model)
  })

  test('with our own current key and a secret of the adversary’s', async () => {
    const model = await attacked('steady')
    const record = { stage: 'current', accessKey: 'K1', since: LONG_AGO } as const
    const forged = forge(model.cloud, record, mixedPairOf('K1'))
    await model.run()
    expectEverywhere(model, 'K1')
    expect(versionOf(model, forged).status).toBe('disabled')
    await settle(model)
  })

  test('the record of the current version itself', async () => {
    const model = await attacked('steady')
    patch(model.cloud, 1, { accessKey: F })
    await everyDay(model, 2)
    // Nothing says any more which key was current: a new one takes its place, and the old one has its grace period.
    expectEverywhere(model, 'K2')
    expect(isAliveIn(model.cloud, 'K1')).toBe(true)
    await everyDay(model, 10)
    expect(isAliveIn(model.cloud, 'K1')).toBe(false)
    await settle(model)
  })
})

describe('D3: a pending version with the key of the adversary', () => {
  test.each<[string, Start]>([
    ['while nothing is due', 'steady'],
    ['while a key is due', 'due'],
    ['beside an unfinished one', 'pending, written to one target'],
  ])('is never published (%s)', async (_, start) => {
    const model = await attacked(start)
    const forged = forge(model.cloud, { stage: 'pending', accessKey: M, issued: new Date(model.cloud.now) })
    await model.run()
    expectEverywhere(model, start === 'steady' ? 'K1' : 'K2')
    expect(stageOf(model, forged)).toBe(`v${forged} retired ${M} disabled`)
    await settle(model)
  })

  test('nor where it is stored before a run’s own version, while that run is at work', async () => {
    const model = await attacked('due')
    const run = model.begin('A')
    await model.advance('A', 'store.add')
    forge(model.cloud, { stage: 'pending', accessKey: M })
    await model.finish('A')
    await run
    await settle(model)
    expectEverywhere(model, 'K2')
  })

  test('nor where it says that a rollback stored it', async () => {
    const model = await attacked('just promoted')
    forge(model.cloud, { stage: 'pending', accessKey: M, rolledBack: true })
    await model.run({ policy: { command: 'rollback' } })
    expectEverywhere(model, 'K1')
    await settle(model)
  })
})

describe('D4: a pending version that names our key, with the secret of the adversary', () => {
  test('no target gets a mixed pair', async () => {
    const model = await attacked('steady')
    const forged = forge(model.cloud, { stage: 'pending', accessKey: 'K1' }, mixedPairOf('K1'))
    await model.run()
    expectEverywhere(model, 'K1')
    expect(versionOf(model, forged).status).toBe('disabled')
    await settle(model)
  })

  test('nor does a rollback restore one', async () => {
    const model = await attacked('just promoted')
    forge(model.cloud, { stage: 'previous', accessKey: 'K1' }, mixedPairOf('K1'))
    await model.run({ policy: { command: 'rollback' } })
    expectEverywhere(model, 'K1') // from the version that holds it
    await settle(model)
  })

  test('nor a repair', async () => {
    const model = await attacked('target changed by hand')
    forge(model.cloud, { stage: 'current', accessKey: 'K1' }, mixedPairOf('K1'))
    await everyDay(model, 2)
    expectEverywhere(model, 'K1')
    await settle(model)
  })

  test('nor is one put back where a target takes only a half', async () => {
    const model = await attacked('due')
    targetOf(model.cloud, 'T1').refuses.add('SCW_SECRET_KEY')
    forge(
      model.cloud,
      { stage: 'previous', accessKey: 'K1', written: writtenEverywhere(model.cloud, secretTag) },
      mixedPairOf('K1'),
    )
    await model.run()
    targetOf(model.cloud, 'T1').refuses.clear()
    await settle(model)
    expectEverywhere(model, 'K2')
  })
})

describe('D5: the table of writes of a real pending version says that every target has it', () => {
  test('the targets get it all the same, before the old key is replaced', async () => {
    const model = await attacked('pending, written to one target')
    patch(model.cloud, 2, { written: writtenEverywhere(model.cloud, secretTag) })
    await model.run()
    expectEverywhere(model, 'K2')
    await settle(model)
  })

  test('nor does a stage that says current make it so', async () => {
    const model = await attacked('pending, written to one target')
    patch(model.cloud, 2, {
      stage: 'current',
      since: LONG_AGO,
      written: writtenEverywhere(model.cloud, secretTag),
    })
    await model.run()
    expect(seen(model)).toMatchObject({ targets: ['K2', 'K2'] })
    expect(isAliveIn(model.cloud, 'K1')).toBe(true)
    await settle(model)
  })

  test('nor while a run is about to publish it', async () => {
    const model = await attacked('due')
    const run = model.begin('A')
    await model.advance('A', 'put')
    patch(model.cloud, 2, { stage: 'current', written: writtenEverywhere(model.cloud, secretTag) })
    model.gate.let(0, 'crash-before')
    await run
    await settle(model)
    expectEverywhere(model, 'K2')
  })
})

describe('D6: the record of a replaced version says that it was replaced long ago', () => {
  test('its grace period is as long as its mark says', async () => {
    const model = await attacked('just promoted')
    patch(model.cloud, 1, { since: LONG_AGO, promoted: LONG_AGO })
    patch(model.cloud, 2, { since: LONG_AGO, promoted: LONG_AGO })
    await everyDay(model, 6)
    expect(isAliveIn(model.cloud, 'K1')).toBe(true)
    await everyDay(model, 2)
    expect(isAliveIn(model.cloud, 'K1')).toBe(false)
    expectEverywhere(model, 'K2')
  })
})

describe('D7: while a run has stored its version, it is disabled and one with another secret is added', () => {
  test('no run publishes that one', async () => {
    const model = await attacked('due')
    const a = model.begin('A')
    await model.advance('A', 'store.add')
    await model.advance('A', 'store.find') // v2 holds K2
    forge(model.cloud, { stage: 'pending', accessKey: 'K2' }, mixedPairOf('K2'))
    setStatus(model.cloud, 2, 'disabled')
    await model.run()
    await model.finish('A')
    await a
    await settle(model)
    const [target] = seen(model).targets
    expectEverywhere(model, target ?? '')
  })

  test('nor where the record says that the same run stored it a second time', async () => {
    const model = await attacked('due')
    const a = model.begin('A')
    await model.advance('A', 'put')
    const { issued, madeBy } = JSON.parse(versionOf(model, 2).description) as Record<string, string>
    forge(
      model.cloud,
      { stage: 'pending', accessKey: 'K2', issued: new Date(issued ?? 0), madeBy: madeBy ?? '' },
      mixedPairOf('K2'),
    )
    await model.finish('A')
    await a
    await settle(model)
    expectEverywhere(model, 'K2')
  })
})

describe('D8: a key that is not verified yet', () => {
  test('is in no version: whoever reads the newest one gets a key that works', async () => {
    const model = await attacked('due')
    model.cloud.probe = ({ accessKey }) => (accessKey === 'K2' ? 'denied' : undefined)
    const run = model.begin('A')
    await model.advance('A', 'iam.probe', 5)
    expect(readBy(model.cloud)).toBe('K1')
    await model.finish('A')
    expect(kindOf(await run)).toBe('failed')
    expect(model.cloud.secret?.versions).toHaveLength(1)
    model.cloud.probe = () => undefined
    await settle(model)
  })
})

describe('D9: a run dies after it has marked its key, or stored it', () => {
  test.each(['store.add', 'store.find'])(
    'before %s: the key of a reader has a grace period',
    async (request) => {
      const model = await attacked('due')
      const run = model.begin('A')
      await model.advance('A', 'store.add')
      if (request !== 'store.add') await model.advance('A', request)
      model.gate.let(0, 'crash-before')
      await run
      setStatus(model.cloud, model.cloud.secret?.versions.length ?? 0, 'enabled')
      const held = readBy(model.cloud) ?? ''
      for (let day = 0; day < 6; day += 1) {
        model.cloud.now += DAY
        await model.run()
        expect(isAliveIn(model.cloud, held)).toBe(true)
      }
      await settle(model)
    },
  )
})

describe('D10: a run dies while it retires a key', () => {
  test.each(['store.find', 'iam.get K1', 'iam.delete K1', 'store.describe v1'])(
    'before %s: no enabled version holds a key that is deleted',
    async (request) => {
      const model = await attacked('grace period over')
      const run = model.begin('A')
      await model.advance('A', 'store.disable v1')
      await model.advance('A', request)
      model.gate.let(0, 'crash-before')
      await run
      expectEverywhere(model, 'K2')
      expect(versionOf(model, 1).status).toBe('disabled')
      await settle(model)
    },
  )

  test('a version of an orphan is disabled first, and its key is not deleted before a grace period', async () => {
    const model = await attacked('created by a run that crashed an hour ago')
    forge(model.cloud, { stage: 'pending', accessKey: 'K2' }) // the payload is right: the adversary has read it somewhere
    await model.run()
    expect(readBy(model.cloud)).not.toBe('K2')
    expect(isAliveIn(model.cloud, 'K2')).toBe(true)
    await settle(model)
    expect(isAliveIn(model.cloud, 'K2')).toBe(false)
  })
})

describe('D11: the text of a record reads as a mark', () => {
  test.each(['made', 'replaced'])(
    'it becomes no mark of the next key, nor of one that is let go (%s)',
    async (phase) => {
      const model = await attacked('steady', { policy: { oldKey: 'keep' } })
      const id = model.cloud.secret?.id ?? ''
      const text = `[key-rotation ${phase} ${id} x vbbc0c DigestDigest] deploys`
      patch(model.cloud, 1, { text })
      model.cloud.now += 31 * DAY
      await model.run()
      expect(readMark(keyOf(model, 'K2'))).toBe('stored')
      await everyDay(model, 10) // K1 is let go
      const { mark, text: rest } = readDescription(model.cloud.keys.get('K1')?.description ?? '')
      expect([mark, rest.includes('[key-rotation')]).toEqual([undefined, false])
      model.cloud.now += 31 * DAY
      await everyDay(model, 10)
      expect([isAliveIn(model.cloud, 'K1'), isAliveIn(model.cloud, 'K2')]).toEqual([true, true])
      expectEverywhere(model, 'K3')
    },
  )
})

describe('D12: a rollback marks a key stored while a quiet run sees it as left over', () => {
  test('the run does not take it out of use again', async () => {
    const model = await attacked('just promoted')
    const quiet = model.begin('A')
    await model.advance('A', 'store.versions')
    model.gate.let(0, 'answered') // A has listed keys and versions
    const back = model.begin('B', { policy: { command: 'rollback' } })
    await model.advance('B', 'store.add') // K1 says stored
    await model.finish('A')
    const third = await model.run()
    expect(kindOf(third)).not.toBe('failed')
    expect(readMark(keyOf(model, 'K1'))).toBe('stored')
    await model.finish('B')
    await Promise.all([quiet, back])
    expectEverywhere(model, 'K1')
    await settle(model)
  })
})

describe('D13: a stalled repair writes the old key after the promotion', () => {
  test('the grace period counts from when that was repaired', async () => {
    const model = await attacked('target changed by hand')
    const a = model.begin('A')
    await model.advance('A', 'put T1')
    await model.run(FORCED) // promotes K2
    for (let put = 0; put < 2; put += 1) model.gate.let(0, 'answered') // A writes K1 again
    await model.gate.waiting()
    model.gate.let(0, 'crash-before')
    await a
    expect(holdsIn(model.cloud, 'T1')).toBe('K1')
    model.cloud.now += 5 * DAY
    await model.run() // repairs
    expect(seen(model).targets).toEqual(['K2', 'K2'])
    model.cloud.now += 3 * DAY // 8 days since K1 was replaced, 3 since jobs may have got it from T1
    await model.run()
    expect(isAliveIn(model.cloud, 'K1')).toBe(true)
    model.cloud.now += 5 * DAY
    await model.run()
    expect(isAliveIn(model.cloud, 'K1')).toBe(false)
  })
})

describe('D14: an intermediary answers the PATCH that marks a key stored, and does not hand it on', () => {
  test('the key is not published, and is not deleted while a version holds it', async () => {
    const model = await attacked('due')
    const run = model.begin('A')
    await model.advance('A', 'store.add')
    await model.advance('A', 'store.find')
    const key = keyOf(model, 'K2')
    key.description = key.description.replace('stored', 'made')
    await model.finish('A')
    await run
    expect(model.gate.log.filter((line) => /put .* K2/.test(line))).toEqual([])
    expect(isAliveIn(model.cloud, 'K2')).toBe(true)
    await everyDay(model, 3)
    expect(isAliveIn(model.cloud, 'K2')).toBe(true) // whoever read the store has it for a grace period
    expectEverywhere(model, 'K3')
    await settle(model)
    expect(isAliveIn(model.cloud, 'K2')).toBe(false)
  })
})

describe('acts against a run in one of its requests', () => {
  const ACTS: readonly [string, (model: Model) => void][] = [
    ['a pending version of M is added', ({ cloud }) => forge(cloud, { stage: 'pending', accessKey: M })],
    ['a current version of M is added', ({ cloud }) => forge(cloud, { stage: 'current', accessKey: M })],
    [
      'a previous version of F is added',
      ({ cloud }) => forge(cloud, { stage: 'previous', accessKey: F, since: LONG_AGO }),
    ],
    [
      'a version of K1 with another secret is added',
      ({ cloud }) => forge(cloud, { stage: 'current', accessKey: 'K1' }, mixedPairOf('K1')),
    ],
    [
      'the first version names F',
      ({ cloud }) => {
        patch(cloud, 1, { accessKey: F })
      },
    ],
    [
      'the first version is pending',
      ({ cloud }) => {
        patch(cloud, 1, { stage: 'pending' })
      },
    ],
    [
      'the first version is retired',
      ({ cloud }) => {
        patch(cloud, 1, { stage: 'retired' })
      },
    ],
  ]

  test.each(
    ACTS.flatMap(([name, act]) =>
      (['due', 'grace period over'] as const).map((start) => [name, start, act] as const),
    ),
  )(
    '%s (%s)',
    async (_, start, act) => {
      const length = await lengthOf(start)
      for (let at = 0; at < length; at += 1) {
        const model = await attacked(start)
        const run = model.begin('A')
        await send(model, at)
        act(model)
        await model.finish('A')
        await run
        await everyDay(model, 2)
        const [target = ''] = seen(model).targets
        expectEverywhere(model, target)
      }
    },
    60_000,
  )

  async function send(model: Model, count: number): Promise<void> {
    for (let sent = 0; sent < count && (await model.gate.waiting()).length > 0; sent += 1)
      model.gate.let(0, 'answered')
  }

  async function lengthOf(start: Start): Promise<number> {
    const model = await attacked(start)
    const before = model.gate.log.length
    await model.run()
    return model.gate.log.length - before
  }
})
