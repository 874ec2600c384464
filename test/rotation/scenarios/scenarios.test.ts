import { describe, expect, test } from '@jest/globals'
import {
  DAY,
  deleteByHand,
  handMade,
  holdsIn,
  isAliveIn,
  NAMES,
  secretOf,
  targetOf,
  writeByHand,
} from '../simulation/cloud.ts'
import { settle, snapshot, standing, versionOf } from '../simulation/judge.ts'
import { createModel, days, kindOf, type Ended, type Model } from '../simulation/simulation.ts'
import { modelAt, STARTS, type Start } from '../simulation/starts.ts'

describe('a rotation from the first day on', () => {
  test('first run, not due, due, grace over', async () => {
    const model = createModel()
    expect(kindOf(await model.run())).toBe('rotated')
    expect(standing(model.cloud)).toEqual(['v1 current K1 enabled', 'T1 K1', 'T2 K1', 'K1 stored'])

    model.cloud.now += 29 * DAY
    const before = snapshot(model.cloud)
    expect(await model.run()).toMatchObject({ kind: 'not-due', changed: false })
    expect(snapshot(model.cloud)).toBe(before)

    model.cloud.now += 2 * DAY
    expect(await model.run()).toMatchObject({ kind: 'rotated', changed: true })
    expect(standing(model.cloud)).toEqual([
      'v1 previous K1 enabled',
      'v2 current K2 enabled',
      'T1 K2',
      'T2 K2',
      'K1 replaced',
      'K2 stored',
    ])

    model.cloud.now += 8 * DAY
    expect(kindOf(await model.run())).toBe('retired')
    expect(standing(model.cloud)).toEqual([
      'v1 retired K1 disabled',
      'v2 current K2 enabled',
      'T1 K2',
      'T2 K2',
      'K2 stored',
    ])
    await settle(model)
  })

  test('the mark says stored before the store is reached, and that before any target; promotion changes the marks first (rules 1 and 9)', async () => {
    const model = await modelAt('due')
    const from = model.gate.log.length
    await model.run()
    const changes = model.gate.log
      .slice(from)
      .filter((line) => /create|add|iam.describe|put|store.describe|delete/.test(line))
    expect(changes).toEqual([
      'run2 iam.create',
      'run2 iam.describe K2',
      'run2 store.add',
      'run2 put T1 SCW_ACCESS_KEY K2',
      'run2 put T1 SCW_SECRET_KEY K2',
      'run2 put T2 SCW_ACCESS_KEY K2',
      'run2 put T2 SCW_SECRET_KEY K2',
      'run2 iam.describe K2',
      'run2 store.describe v2',
      'run2 iam.describe K1',
      'run2 store.describe v1',
    ])
  })

  test('a year of daily runs makes a key a month, and keeps few versions', async () => {
    const model = createModel({ policy: { keepVersions: 2 } })
    for (let day = 0; day < 365; day += 1) {
      model.cloud.now += DAY
      await model.run()
    }
    expect(model.cloud.made).toBe(13) // on the days 1, 31, … 361
    const kept = standing(model.cloud).filter((line) => /^v.*(enabled|disabled)$/.test(line))
    expect(kept.length).toBeLessThanOrEqual(4)
    await settle(model)
  })

  test.each(Object.keys(STARTS) as Start[])('a dry run changes nothing: %s', async (start) => {
    const model = await modelAt(start)
    const before = snapshot(model.cloud)
    expect(await model.run({ dryRun: true })).toMatchObject({ changed: false, error: undefined })
    expect(snapshot(model.cloud)).toBe(before)
  })

  test.each(Object.keys(STARTS) as Start[])('a dry run says what the run then does: %s', async (start) => {
    const model = await modelAt(start)
    const dry = await model.run({ dryRun: true })
    const real = await model.run()
    const steps = (ended: Ended) => (ended === 'crashed' ? [] : ended.steps.map(({ step }) => step.kind))
    expect(steps(dry)).toEqual(steps(real))
  })
})

describe('a bearer that rotates itself', () => {
  test('signs in with what its target holds, and goes on after its first key ended', async () => {
    const model = createModel({ targets: ['T1'] })
    let signIn = handMade(model.cloud, 'FIRST')
    for (let day = 0; day < 100; day += 1) {
      model.cloud.now += DAY
      const ended = await model.run({ signIn })
      expect(ended).toMatchObject({ error: undefined })
      const accessKey = holdsIn(model.cloud, 'T1') ?? ''
      signIn = { accessKey, secret: secretOf(accessKey) }
    }
    expect(model.cloud.made).toBe(4)
  })

  test('a run that still signs in with the replaced key ends it, and goes on with the current one', async () => {
    const model = createModel({ targets: ['T1'] })
    await model.run()
    model.cloud.now += 31 * DAY
    await model.run()
    model.cloud.now += 8 * DAY
    const ended = await model.run({ signIn: { accessKey: 'K1', secret: secretOf('K1') } })
    expect(ended).toMatchObject({ kind: 'retired', error: undefined })
    expect(standing(model.cloud)).toContain('v1 retired K1 disabled')
  })
})

describe('targets that cannot be written', () => {
  test('one that refuses does not stop the others; the next run writes it alone', async () => {
    const model = await modelAt('due')
    for (const name of NAMES) targetOf(model.cloud, 'T2').refuses.add(name)
    expect(kindOf(await model.run())).toBe('incomplete')
    expect([holdsIn(model.cloud, 'T1'), holdsIn(model.cloud, 'T2')]).toEqual(['K2', 'K1'])
    targetOf(model.cloud, 'T2').refuses.clear()
    model.cloud.now += DAY
    const from = model.gate.log.length
    expect(kindOf(await model.run())).toBe('resumed')
    expect(model.gate.log.slice(from).filter((line) => line.includes('put'))).toHaveLength(2)
    expect(model.cloud.made).toBe(2)
    await settle(model)
  })

  test('one that takes only half of a pair gets the old half back', async () => {
    const model = await modelAt('due')
    targetOf(model.cloud, 'T1').refuses.add('SCW_SECRET_KEY')
    expect(kindOf(await model.run())).toBe('incomplete')
    expect([holdsIn(model.cloud, 'T1'), holdsIn(model.cloud, 'T2')]).toEqual(['K1', 'K2'])
    targetOf(model.cloud, 'T1').refuses.clear()
    await settle(model)
  })

  test('drift that cannot be mended keeps the replaced key alive', async () => {
    const model = await modelAt('just promoted')
    targetOf(model.cloud, 'T1').values.clear()
    for (const name of NAMES) targetOf(model.cloud, 'T1').refuses.add(name)
    model.cloud.now += 30 * DAY
    expect(kindOf(await model.run({ policy: { maxAge: days(300) } }))).toBe('incomplete')
    expect(isAliveIn(model.cloud, 'K1')).toBe(true)
  })
})

describe('what a person changes', () => {
  test('deletes the current key: a new one is made at once', async () => {
    const model = await modelAt('steady')
    deleteByHand(model.cloud, 'K1')
    expect(kindOf(await model.run())).toBe('rotated')
    await settle(model)
  })

  test('disables the current version: a new key is made, the old one ends after its grace', async () => {
    const model = await modelAt('steady')
    versionOf(model, 1).status = 'disabled'
    expect(kindOf(await model.run())).toBe('rotated')
    expect(isAliveIn(model.cloud, 'K1')).toBe(true)
    await settle(model)
    expect(isAliveIn(model.cloud, 'K1')).toBe(false)
  })

  test('disables the previous version: its key ends all the same', async () => {
    const model = await modelAt('just promoted')
    versionOf(model, 1).status = 'disabled'
    await settle(model)
  })

  test('deletes the previous key: its version is closed', async () => {
    const model = await modelAt('just promoted')
    deleteByHand(model.cloud, 'K1')
    await model.run()
    expect(standing(model.cloud)).toContain('v1 retired K1 disabled')
    await settle(model)
  })

  test('overwrites a target, deletes its secrets: both are mended, nothing else is written', async () => {
    const model = await modelAt('steady')
    writeByHand(model.cloud, 'T1', handMade(model.cloud, 'STRANGER'))
    targetOf(model.cloud, 'T2').values.delete('SCW_SECRET_KEY')
    expect(kindOf(await model.run())).toBe('repaired')
    expect(isAliveIn(model.cloud, 'STRANGER')).toBe(true)
    await settle(model)
  })

  test('deletes the whole secret: the rotation starts anew, and the targets go on working', async () => {
    const model = await modelAt('steady')
    model.cloud.secret = undefined
    expect(kindOf(await model.run())).toBe('rotated')
    expect(holdsIn(model.cloud, 'T1')).toBe('K2')
  })
})

describe('old keys', () => {
  test('keep: the replaced key lives on, unmarked, and no later run touches it', async () => {
    const model = await modelAt('just promoted', { policy: { oldKey: 'keep' } })
    model.cloud.now += 8 * DAY
    expect(kindOf(await model.run())).toBe('retired')
    expect(standing(model.cloud)).toContain('K1 unmarked')
    const before = snapshot(model.cloud)
    model.cloud.now += DAY
    await model.run()
    expect(snapshot(model.cloud)).toBe(before)
  })

  test('replaces-access-key: the named key ends after the grace period', async () => {
    const policy = { replacesAccessKey: 'FIRST' }
    const model = createModel({ policy, mayDelete: ['FIRST'] })
    const signIn = handMade(model.cloud, 'FIRST')
    await model.run({ signIn })
    model.cloud.now += 6 * DAY
    await model.run()
    expect(isAliveIn(model.cloud, 'FIRST')).toBe(true)
    model.cloud.now += 2 * DAY
    await model.run()
    expect(isAliveIn(model.cloud, 'FIRST')).toBe(false)
    await settle(model)
  })

  test('a named key ends although its successor is itself replaced more often than the grace period', async () => {
    const policy = { replacesAccessKey: 'FIRST', maxAge: days(5) }
    const model = createModel({ policy, mayDelete: ['FIRST'] })
    await model.run({ signIn: handMade(model.cloud, 'FIRST') })
    for (let day = 0; day < 60; day += 1) {
      model.cloud.now += DAY
      await model.run()
    }
    expect(isAliveIn(model.cloud, 'FIRST')).toBe(false)
  })

  test('the new key inherits project and text', async () => {
    const model = createModel()
    const signIn = handMade(model.cloud, 'FIRST', { description: 'deploys', project: 'project-9' })
    await model.run({ signIn })
    const made = model.cloud.keys.get('K1')
    expect([made?.project, made?.description.endsWith('] deploys')]).toEqual(['project-9', true])
  })
})

describe('a secret that exists already', () => {
  function foreignSecret(model: Model, tags: readonly string[] = []): void {
    const payload = handMade(model.cloud, 'SEED')
    const stranger = { accessKey: 'GONE', secret: secretOf('GONE') }
    model.cloud.secret = {
      id: '00000000-0000-4000-8000-0000000000aa',
      tags,
      locked: false,
      versions: [
        { revision: 1, status: 'enabled', description: 'by hand', payload },
        { revision: 2, status: 'enabled', description: '', payload: stranger },
        { revision: 3, status: 'enabled', description: '', payload: undefined },
      ],
    }
  }

  test.each([[[]], [['key-rotation:somebody-else']]])(
    'without take-over nothing is changed: tags %j',
    async (tags) => {
      const model = createModel()
      foreignSecret(model, tags)
      const before = snapshot(model.cloud)
      expect(await model.run()).toMatchObject({ kind: 'failed', changed: false })
      expect(snapshot(model.cloud)).toBe(before)
    },
  )

  test('with it, the newest pair that IAM knows is current, is written nowhere, and replaced by the same run (rule 15)', async () => {
    const model = createModel({ policy: { takeOver: true } })
    foreignSecret(model)
    const a = model.begin('A')
    await model.advance('A', 'iam.create')
    expect(standing(model.cloud)).toEqual(
      expect.arrayContaining(['v1 current SEED enabled', 'SEED found', 'T1 nothing', 'T2 nothing']),
    )
    await model.finish('A')
    expect(kindOf(await a)).toBe('rotated')
    expect(model.gate.log.filter((line) => /put .* SEED/.test(line))).toEqual([])
    // It goes on working: nobody knows where else it is used.
    expect(standing(model.cloud)).toEqual(
      expect.arrayContaining(['v4 current K1 enabled', 'T1 K1', 'T2 K1', 'SEED unmarked']),
    )
    await settle(model)
    expect(isAliveIn(model.cloud, 'SEED')).toBe(true)
  })

  test('and is retired after its grace period where replaces-access-key names it (rule 12)', async () => {
    const policy = { takeOver: true, replacesAccessKey: 'SEED' }
    const model = createModel({ policy, mayDelete: ['SEED'] })
    foreignSecret(model)
    await model.run()
    expect(standing(model.cloud)).toEqual(expect.arrayContaining(['T1 K1', 'SEED replaced']))
    model.cloud.now += 6 * DAY
    await model.run()
    expect(isAliveIn(model.cloud, 'SEED')).toBe(true)
    model.cloud.now += 2 * DAY
    await model.run()
    expect(isAliveIn(model.cloud, 'SEED')).toBe(false)
    await settle(model)
  })

  test('what it holds may be unreadable, or a pair that IAM does not know: then the first key is a new one', async () => {
    const model = createModel({ policy: { takeOver: true } })
    foreignSecret(model)
    versionOf(model, 1).status = 'disabled'
    expect(kindOf(await model.run())).toBe('rotated')
    expect(standing(model.cloud)).toEqual(
      expect.arrayContaining([
        'v3 foreign enabled',
        'v4 current K1 enabled',
        'T1 K1',
        'T2 K1',
        'SEED unmarked',
      ]),
    )
    await settle(model)
  })

  test('a record of a newer format is refused', async () => {
    const model = await modelAt('due')
    const [first] = model.cloud.secret?.versions ?? []
    if (first !== undefined) first.description = '{"key-rotation":3,"stage":"current"}'
    const before = snapshot(model.cloud)
    expect(await model.run()).toMatchObject({ kind: 'failed' })
    expect(snapshot(model.cloud)).toBe(before)
  })

  test('and ends a run that finds it when it looks again: its own key reaches no target', async () => {
    const model = await modelAt('due')
    const run = model.begin('A')
    await model.advance('A', 'store.add')
    await model.advance('A', 'store.find') // stored, and about to look again
    versionOf(model, 1).description = '{"key-rotation":3,"stage":"current"}'
    await model.finish('A')
    const ended = await run
    expect(ended === 'crashed' ? '' : String(ended.error)).toContain('which is newer than this action knows')
    expect([holdsIn(model.cloud, 'T1'), holdsIn(model.cloud, 'T2')]).toEqual(['K1', 'K1'])
  })
})

describe('an IAM that is not monotonic', () => {
  test('a new key is proven by several successes in a row', async () => {
    const model = await modelAt('due')
    const answers = ['denied', 'accepted', 'denied', 'accepted', 'accepted', 'accepted'] as const
    let asked = 0
    model.cloud.probe = ({ accessKey }) => {
      if (accessKey !== 'K2') return undefined
      asked += 1
      return answers[asked - 1]
    }
    expect(kindOf(await model.run())).toBe('rotated')
    expect(asked).toBe(answers.length)
  })

  test('a bearer without permissions is proven by comparison', async () => {
    const model = await modelAt('due')
    model.cloud.probe = () => 'forbidden'
    expect(kindOf(await model.run())).toBe('rotated')
  })

  test('one whose replaced key is let in must be let in too', async () => {
    const model = await modelAt('due')
    model.cloud.probe = ({ accessKey }) => (accessKey === 'K2' ? 'forbidden' : 'accepted')
    expect(kindOf(await model.run())).toBe('failed')
    expect(standing(model.cloud)).toEqual(['v1 current K1 enabled', 'T1 K1', 'T2 K1', 'K1 stored'])
    model.cloud.probe = () => undefined
    await settle(model)
  })
})

describe('answers that are lost', () => {
  test('a key whose secret was in the lost answer is found by its mark, and deleted at once', async () => {
    const model = await modelAt('due')
    const a = model.begin('A')
    await model.advance('A', 'iam.create')
    model.gate.let(0, 'cut-after')
    await model.finish('A')
    expect(kindOf(await a)).toBe('rotated')
    expect([...model.cloud.keys.keys()]).toEqual(['K1', 'K3'])
    await settle(model)
  })

  test('a secret whose making was not answered is found, and used', async () => {
    const model = createModel()
    const a = model.begin('A')
    await model.advance('A', 'store.create')
    model.gate.let(0, 'cut-after')
    await model.finish('A')
    expect(kindOf(await a)).toBe('rotated')
    await settle(model)
  })

  test('a store that is refused after one that was lost does not delete a key that may be stored', async () => {
    const model = await modelAt('due')
    const a = model.begin('A')
    await model.advance('A', 'store.add')
    model.cloud.listedVersions = (versions) => versions.filter(({ revision }) => revision !== 2)
    model.gate.let(0, 'cut-after')
    await model.advance('A', 'store.add')
    model.cloud.listedVersions = (versions) => versions
    await model.run() // finds v2, publishes and promotes K2
    model.gate.let(0, 'refused')
    await model.finish('A')
    await a
    await settle(model)
  })
})
