import { describe, expect, test } from '@jest/globals'
import {
  DAY,
  deleteByHand,
  handMade,
  holdsIn,
  isAliveIn,
  MINUTE,
  NAMES,
  secretOf,
  targetOf,
  writeByHand,
} from '../simulation/cloud.ts'
import { readBy } from '../simulation/invariants.ts'
import { settle, standing } from '../simulation/judge.ts'
import { createModel, days, kindOf, type Model } from '../simulation/simulation.ts'
import { modelAt } from '../simulation/starts.ts'

/**
 * The protocol's counterexamples: each broke an earlier, more obvious set of rules. The invariants are checked after
 * every request, so a test that merely comes to its end says that no target ever lost its key.
 */

const FORCED = { policy: { force: true } }

/** Lets a due run go on until its new key is stored and it is about to look again. */
async function storeAndStall(model: Model, run: string): Promise<void> {
  await model.advance(run, 'store.add')
  await model.advance(run, 'store.find')
}

function stageOf(model: Model, revision: number): string | undefined {
  return standing(model.cloud).find((line) => line.startsWith(`v${revision} `))
}

describe('C1: a run that stalls after storing finds its version published and another one pending', () => {
  test('its key stays in every target', async () => {
    const model = await modelAt('due')
    const a = model.begin('A')
    await storeAndStall(model, 'A')
    await model.run() // helps: publishes and promotes v2
    expect(stageOf(model, 2)).toBe('v2 current K2 enabled')
    const c = model.begin('C', FORCED)
    await storeAndStall(model, 'C')
    await model.finish('A')
    expect(isAliveIn(model.cloud, 'K2')).toBe(true)
    expect(model.gate.log.filter((line) => /^A put .* K2/.test(line))).toEqual([]) // B has done that
    await model.finish('C')
    await Promise.all([a, c])
    await settle(model)
  })
})

describe('C2: the answer to a store is lost', () => {
  test('it is found, and not sent again', async () => {
    const model = await modelAt('due')
    const a = model.begin('A')
    await model.advance('A', 'store.add')
    model.gate.let(0, 'cut-after')
    await model.finish('A')
    await a
    expect(standing(model.cloud)).toContain('v2 current K2 enabled')
    expect(model.cloud.secret?.versions).toHaveLength(2)
    await settle(model)
  })

  test('a list that shows it late leads to a second version of the same key, which is no rival', async () => {
    const model = await modelAt('due')
    const a = model.begin('A')
    await model.advance('A', 'store.add')
    model.cloud.listedVersions = (versions) => versions.filter(({ revision }) => revision !== 2)
    model.gate.let(0, 'cut-after')
    await model.advance('A', 'store.add')
    model.cloud.listedVersions = (versions) => versions
    const b = model.begin('B') // a helper, in the very moment
    await model.advance('B', 'put')
    await model.finish('A')
    await model.finish('B')
    await Promise.all([a, b])
    expect(isAliveIn(model.cloud, 'K2')).toBe(true)
    expect(model.cloud.made).toBe(2)
    await settle(model)
  })
})

describe('C3: a loser dies before it cleans up', () => {
  test('its newer pending version keeps nobody from promoting', async () => {
    const model = await modelAt('due')
    const a = model.begin('A')
    const b = model.begin('B')
    await model.advance('A', 'iam.create')
    await model.advance('B', 'iam.create')
    await storeAndStall(model, 'A')
    await storeAndStall(model, 'B')
    model.gate.let(await placeOf(model, 'B'), 'crash-after')
    await model.finish('A')
    await Promise.all([a, b])
    expect(standing(model.cloud)).toEqual(
      expect.arrayContaining(['v2 current K2 enabled', 'v3 pending K3 enabled']),
    )
    await settle(model)
  })
})

async function placeOf(model: Model, run: string): Promise<number> {
  const waiting = await model.gate.waiting()
  return waiting.findIndex((one) => one.run === run)
}

describe('two runs that store at the same time', () => {
  test('the loser publishes the older version; its own key reaches no target', async () => {
    const model = await modelAt('due')
    const a = model.begin('A')
    const b = model.begin('B')
    await model.advance('A', 'iam.create')
    await model.advance('B', 'iam.create')
    await storeAndStall(model, 'A')
    await storeAndStall(model, 'B')
    await model.finish('B')
    expect(standing(model.cloud)).toEqual(
      expect.arrayContaining(['v2 current K2 enabled', 'v3 retired K3 disabled', 'K3 replaced']),
    )
    expect(model.gate.log.filter((line) => /put .* K3/.test(line))).toEqual([])
    await model.finish('A')
    await Promise.all([a, b])
    await settle(model)
  })
})

describe('C4: a key is in one target, and then does not verify', () => {
  test('it is not verified again, and published: it was verified before it was stored', async () => {
    const model = await modelAt('pending, written to one target')
    expect(holdsIn(model.cloud, 'T1')).toBe('K2')
    model.cloud.probe = ({ accessKey }) => (accessKey === 'K2' ? 'denied' : undefined)
    await model.run()
    expect(stageOf(model, 2)).toBe('v2 current K2 enabled')
    for (let day = 0; day < 9; day += 1) {
      model.cloud.now += DAY
      await model.run()
      expect(isAliveIn(model.cloud, holdsIn(model.cloud, 'T1') ?? '')).toBe(true)
    }
    await settle(model)
  })

  test('one that does not verify before it is stored reaches neither the store nor a target', async () => {
    const model = await modelAt('due')
    model.cloud.probe = ({ accessKey }) => (accessKey === 'K2' ? 'denied' : undefined)
    const ended = await model.run()
    expect(kindOf(ended)).toBe('failed')
    expect(standing(model.cloud)).toEqual(['v1 current K1 enabled', 'T1 K1', 'T2 K1', 'K1 stored'])
    model.cloud.probe = () => undefined
    await settle(model)
  })
})

describe.each([
  ['C5: a stalled repair writes the old key after another run published', { grace: days(MINUTE / DAY) }],
  ['C6: the same with a grace period that ends by itself', {}],
])('%s', (_, policy) => {
  test('the old key lives until every target has the new one again', async () => {
    const model = await modelAt('target changed by hand', { policy })
    const a = model.begin('A')
    await model.advance('A', 'put T1')
    await model.run(FORCED) // promotes K2
    await model.finish('A') // writes K1 again
    await a
    expect(holdsIn(model.cloud, 'T1')).toBe('K1')
    model.cloud.now += 5 * MINUTE
    await model.run() // mends
    expect([holdsIn(model.cloud, 'T1'), isAliveIn(model.cloud, 'K1')]).toEqual(['K2', true])
    await settle(model)
  })

  test('even where the stalled run goes on while another one is about to retire', async () => {
    const model = await modelAt('target changed by hand', { policy })
    const a = model.begin('A')
    await model.advance('A', 'put T1')
    await model.run(FORCED)
    model.cloud.now += 20 * MINUTE
    const c = model.begin('C')
    await model.advance('C', 'store.describe v1') // would say `retired` here
    await model.finish('A')
    await model.finish('C')
    await Promise.all([a, c])
    await settle(model)
  })
})

describe('a stalled repair and a publication whose PUTs fall between each other', () => {
  test('may leave a mixed pair, which the next run mends; both keys live until then', async () => {
    const model = await modelAt('target changed by hand')
    const a = model.begin('A')
    await model.advance('A', 'put T1')
    const b = model.begin('B', FORCED)
    await model.advance('B', 'put T1')
    for (const next of ['A', 'B', 'B', 'A']) model.gate.let(await placeOf(model, next), 'answered')
    await model.finish('A')
    await model.finish('B')
    await Promise.all([a, b])
    expect(holdsIn(model.cloud, 'T1')).toBe('mixed')
    expect([isAliveIn(model.cloud, 'K1'), isAliveIn(model.cloud, 'K2')]).toEqual([true, true])
    model.cloud.now += DAY
    await model.run()
    expect(holdsIn(model.cloud, 'T1')).toBe('K2')
    await settle(model)
  })
})

describe("C7: a person's PUT right after ours", () => {
  test('is not taken for ours, and is mended', async () => {
    const model = await modelAt('due')
    handMade(model.cloud, 'STRANGER')
    const a = model.begin('A')
    await model.advance('A', 'store.describe v2') // every PUT is done, the promotion is not
    writeByHand(model.cloud, 'T2', { accessKey: 'STRANGER', secret: secretOf('STRANGER') })
    await model.finish('A')
    await a
    expect(holdsIn(model.cloud, 'T2')).toBe('STRANGER')
    model.cloud.now += DAY
    await model.run()
    expect(holdsIn(model.cloud, 'T2')).toBe('K2')
    await settle(model)
  })
})

describe("C8: a person deletes the winner's key, and the loser's is published", () => {
  test('the loser does not touch it', async () => {
    const model = await modelAt('due')
    const a = model.begin('A')
    const b = model.begin('B')
    await model.advance('A', 'iam.create')
    await model.advance('B', 'iam.create')
    await storeAndStall(model, 'A')
    await storeAndStall(model, 'B')
    await model.advance('B', 'iam.get K2')
    model.gate.let(await placeOf(model, 'B'), 'answered') // B has lost
    deleteByHand(model.cloud, 'K2')
    await model.run() // publishes K3
    expect(holdsIn(model.cloud, 'T1')).toBe('K3')
    await model.finish('B')
    await model.finish('A')
    await Promise.all([a, b])
    expect(isAliveIn(model.cloud, 'K3')).toBe(true)
    await settle(model)
  })
})

describe('C9: the first run signed in with a key that stands elsewhere too', () => {
  test('no later run retires it', async () => {
    const model = createModel({ policy: { maxAge: days(5) } })
    const first = handMade(model.cloud, 'FIRST')
    await model.run({ signIn: first })
    for (let day = 0; day < 30; day += 1) {
      model.cloud.now += DAY
      const accessKey = holdsIn(model.cloud, 'T1') ?? ''
      await model.run({ signIn: { accessKey, secret: secretOf(accessKey) } })
    }
    expect(isAliveIn(model.cloud, 'FIRST')).toBe(true)
    expect(model.cloud.made).toBeGreaterThan(4)
  })
})

describe('C10: two rotations of one bearer share their first key', () => {
  test('neither ends it, nor what the other one made', async () => {
    const one = createModel({ targets: ['T1'] })
    const first = handMade(one.cloud, 'FIRST')
    const cloud = { ...createModel({ targets: ['X1'] }).cloud, keys: one.cloud.keys, made: 100, secrets: 5 }
    const other = createModel({ cloud })
    for (let day = 0; day < 75; day += 1) {
      one.cloud.now += DAY
      await one.run({ signIn: day === 0 ? first : current(one, 'T1') })
      cloud.now = one.cloud.now
      await other.run({ signIn: day === 0 ? first : current(other, 'X1') })
    }
    const alive = [...one.cloud.keys.keys()].filter((accessKey) => isAliveIn(one.cloud, accessKey))
    expect(alive).toEqual(expect.arrayContaining(['FIRST', holdsIn(one.cloud, 'T1'), holdsIn(cloud, 'X1')]))
  })
})

function current(model: Model, target: string): { accessKey: string; secret: string } {
  const accessKey = holdsIn(model.cloud, target) ?? ''
  return { accessKey, secret: secretOf(accessKey) }
}

/** A secret that the seed's functions filled with a key made by hand, 40 days ago. */
function foreignSecret(model: Model): void {
  const payload = handMade(model.cloud, 'SEED')
  model.cloud.secret = {
    id: '00000000-0000-4000-8000-0000000000aa',
    tags: [],
    locked: false,
    versions: [{ revision: 1, status: 'enabled', description: '', payload }],
  }
  model.cloud.now += 40 * DAY
}

describe('C11: two rotators take over one secret', () => {
  const rotator = (name: string) => ({ rotatorTag: `key-rotation:${name}`, policy: { takeOver: true } })

  test('the one whose tag was overwritten stops before it changes anything more', async () => {
    const model = createModel()
    foreignSecret(model)
    const a = model.begin('A', rotator('a'))
    const b = model.begin('B', rotator('b'))
    await model.advance('A', 'store.tag')
    await model.advance('B', 'store.tag')
    await model.advance('A', 'store.find', 1) // A has tagged
    model.gate.let(await placeOf(model, 'B'), 'answered') // B tags too
    await model.finish('A')
    const ended = await a
    expect(ended).toMatchObject({ kind: 'failed' })
    expect(model.cloud.made).toBe(0)
    await model.finish('B')
    expect(await b).toMatchObject({ kind: 'rotated' })
    expect(isAliveIn(model.cloud, 'SEED')).toBe(true)
    await settle(model, { rotatorTag: 'key-rotation:b' })
  })

  test('one that lost the secret while it made a key leaves it to be cleaned up', async () => {
    const model = createModel()
    foreignSecret(model)
    const a = model.begin('A', rotator('a'))
    const b = model.begin('B', rotator('b'))
    await model.advance('B', 'store.tag')
    await storeAndStall(model, 'A')
    await model.finish('B')
    await model.finish('A')
    await Promise.all([a, b])
    await settle(model, { rotatorTag: 'key-rotation:b' })
    expect(isAliveIn(model.cloud, 'SEED')).toBe(true)
  })
})

describe('C12: a run lists a key as made, and decides much later', () => {
  test('age is measured when the list was read', async () => {
    const model = await modelAt('due')
    const x = model.begin('X')
    await storeAndStall(model, 'X')
    const a = model.begin('A')
    await model.advance('A', 'store.versions')
    await model.finish('X')
    model.cloud.now += 3 * 60 * MINUTE
    await model.finish('A')
    await Promise.all([a, x])
    expect(holdsIn(model.cloud, 'T1')).toBe('K2')
    await settle(model)
  })

  test('a list from before the mark does not make garbage of it either', async () => {
    const model = await modelAt('pending, written to one target') // K2 says stored
    const stale = new Map([...model.cloud.keys].map(([name, one]) => [name, { ...one }]))
    const made = stale.get('K2')
    if (made !== undefined) made.description = made.description.replace('stored', 'made')
    model.cloud.listed = () => stale
    await model.run()
    model.cloud.listed = (keys) => keys
    expect(isAliveIn(model.cloud, 'K2')).toBe(true)
    await settle(model)
  })

  test('a helper that was held up past D after the key was made marks it no more', async () => {
    const model = await modelAt('created by a run that crashed 20 minutes ago') // 20 minutes
    const a = model.begin('A')
    await model.advance('A', 'store.versions')
    model.cloud.now += 11 * MINUTE
    await model.finish('A')
    await a
    expect(standing(model.cloud)).toContain('K2 made')
    await settle(model)
  })
})

describe('what another run did in the meantime', () => {
  test('a version that was promoted is not given up, although its key does not verify here', async () => {
    const model = await modelAt('pending, written to one target')
    const a = model.begin('A')
    await model.advance('A', 'iam.probe K2')
    await model.run()
    expect(stageOf(model, 2)).toBe('v2 current K2 enabled')
    model.cloud.probe = ({ accessKey }) => (accessKey === 'K2' ? 'denied' : undefined)
    await model.finish('A')
    await a
    expect(stageOf(model, 2)).toBe('v2 current K2 enabled')
    model.cloud.probe = () => undefined
    await settle(model)
  })

  test('a key that a rollback took back into use is not retired', async () => {
    const model = await modelAt('grace period over')
    const a = model.begin('A')
    await model.advance('A', 'store.disable v1') // about to retire K1
    const b = model.begin('B', { policy: { command: 'rollback' } })
    await model.advance('B', 'store.add')
    model.gate.let(await placeOf(model, 'B'), 'answered')
    await model.finish('A')
    expect(isAliveIn(model.cloud, 'K1')).toBe(true)
    await model.finish('B')
    await Promise.all([a, b])
    await settle(model)
  })

  test('nor does a rollback compete with a key that another run stored before it', async () => {
    const model = await modelAt('just promoted')
    const b = model.begin('B', { policy: { command: 'rollback' } })
    await model.advance('B', 'store.add')
    const a = model.begin('A', FORCED)
    await storeAndStall(model, 'A') // v3 holds K3
    await model.finish('B')
    const ended = await b
    expect(ended === 'crashed' ? '' : String(ended.error)).toContain(
      'another run is publishing the key K3; wait until that run has ended, then roll back',
    )
    expect(stageOf(model, 4)).toBe('v4 retired K1 disabled')
    await model.finish('A')
    await a
    expect([holdsIn(model.cloud, 'T1'), isAliveIn(model.cloud, 'K1')]).toEqual(['K3', true])
    await settle(model)
  })

  test('nor does a rollback go back to a key that was just retired', async () => {
    const model = await modelAt('grace period over')
    const b = model.begin('B', { policy: { command: 'rollback' } })
    await model.advance('B', 'iam.describe K1')
    await model.run() // retires K1
    await model.finish('B')
    expect(kindOf(await b)).toBe('failed')
    expect([holdsIn(model.cloud, 'T1'), isAliveIn(model.cloud, 'K1')]).toEqual(['K2', false])
    await settle(model)
  })

  test.each(['store.disable v1', 'store.find', 'iam.get K1', 'iam.delete K1', 'store.describe v1'])(
    'nor does either of a rollback and a retirement undo the other (the retirement stalls before %s)',
    async (request) => {
      const model = await modelAt('grace period over')
      const a = model.begin('A')
      await model.advance('A', 'store.disable v1')
      if (request !== 'store.disable v1') await model.advance('A', request)
      const b = model.begin('B', { policy: { command: 'rollback' } })
      await model.finish('B')
      await model.finish('A')
      await Promise.all([a, b])
      const holder = holdsIn(model.cloud, 'T1') ?? ''
      expect([isAliveIn(model.cloud, holder), readBy(model.cloud)]).toEqual([true, holder])
      await settle(model)
    },
  )

  test('nor is a rollback that another run helped taken back by itself', async () => {
    const model = await modelAt('just promoted')
    const b = model.begin('B', { policy: { command: 'rollback' } })
    await model.advance('B', 'store.add')
    await model.advance('B', 'store.find') // K1 is stored again, as v3
    await model.run() // publishes and promotes v3
    await model.finish('B')
    expect(kindOf(await b)).toBe('rolled-back')
    expect(standing(model.cloud)).toEqual(
      expect.arrayContaining(['v3 current K1 enabled', 'T1 K1', 'T2 K1', 'K1 stored', 'K2 replaced']),
    )
    expect(readBy(model.cloud)).toBe('K1')
    await settle(model)
  })
})

describe('C13: a person disables a pending version', () => {
  test('stored: it ends like a replaced one', async () => {
    const model = await modelAt('pending, written to one target')
    const pending = model.cloud.secret?.versions[1]
    if (pending !== undefined) pending.status = 'disabled'
    await model.run()
    expect(isAliveIn(model.cloud, 'K2')).toBe(true)
    await settle(model)
    expect(isAliveIn(model.cloud, 'K2')).toBe(false)
  })

  test.each(['disabled', 'scheduled_for_deletion'] as const)(
    '%s, after the targets were written: it does not become current',
    async (status) => {
      const model = await modelAt('due')
      const a = model.begin('A')
      await model.advance('A', 'iam.get K2', 2) // about to promote it
      const pending = model.cloud.secret?.versions[1]
      if (pending !== undefined) pending.status = status
      model.cloud.readersDenied = true
      model.cloud.endedByPerson.add('K2') // that no version holds the key is the person's doing
      await model.finish('A')
      const ended = await a
      expect(ended === 'crashed' ? '' : String(ended.error)).toContain(
        'version 2 was disabled or deleted during this run',
      )
      expect([stageOf(model, 1), isAliveIn(model.cloud, 'K1')]).toEqual(['v1 current K1 enabled', true])
      expect(stageOf(model, 2)).toBe(`v2 pending K2 ${status}`)
      model.cloud.now += DAY
      await model.run()
      expect([stageOf(model, 3), holdsIn(model.cloud, 'T1')]).toEqual(['v3 current K3 enabled', 'K3'])
    },
  )
})

describe('a rollback meets a run that promotes a version', () => {
  test.each<[string, string]>([
    ['has promoted it, and is about to mark the key before it as replaced', 'iam.describe K1'],
    ['has marked its key as published, and not yet changed its record', 'store.describe v2'],
  ])('that %s: the key that the rollback restored stays in use', async (_, request) => {
    const model = await modelAt('due')
    const rotation = model.begin('A')
    expect(await model.advance('A', request)).toBe(true)
    await model.run({ policy: { command: 'rollback' } })
    await model.finish('A')
    await rotation
    expect(model.cloud.keys.get('K1')?.description).toContain('key-rotation stored ')
    expect([holdsIn(model.cloud, 'T1'), holdsIn(model.cloud, 'T2')]).toEqual(['K1', 'K1'])
    await settle(model)
  })
})

describe('C14: one target refuses for months', () => {
  test('the others never hold a key that has expired', async () => {
    const model = createModel({ policy: { expiry: { kind: 'after', span: days(40) } } })
    await model.run()
    for (const name of NAMES) targetOf(model.cloud, 'T2').refuses.add(name)
    for (let day = 0; day < 150; day += 1) {
      model.cloud.now += DAY
      await model.run()
      expect(isAliveIn(model.cloud, holdsIn(model.cloud, 'T1') ?? '')).toBe(true)
    }
    targetOf(model.cloud, 'T2').refuses.clear()
    await settle(model, { policy: { expiry: { kind: 'never' }, rolloverWindow: days(60) } })
  })
})

describe('C15: a version was stored after the keys were listed', () => {
  test('its key is asked for by name, and the version is not given up', async () => {
    const model = await modelAt('due')
    const a = model.begin('A')
    await model.advance('A', 'list T1') // A has listed the keys
    const b = model.begin('B')
    await model.advance('B', 'put') // B has stored K2 and marked it
    await model.finish('A')
    await model.finish('B')
    await Promise.all([a, b])
    expect(stageOf(model, 2)).toBe('v2 current K2 enabled')
    expect(model.cloud.made).toBe(2)
    await settle(model)
  })

  test('a key that IAM does not find once is not dead', async () => {
    const model = await modelAt('pending, written to one target')
    let asked = 0
    model.cloud.listed = (keys) => new Map([...keys].filter(([accessKey]) => accessKey !== 'K2'))
    model.cloud.found = (accessKey) => {
      if (accessKey === 'K2') asked += 1
      return accessKey !== 'K2' || asked > 1
    }
    await model.run()
    model.cloud.listed = (keys) => keys
    expect(stageOf(model, 2)).toBe('v2 current K2 enabled')
    await settle(model)
  })
})
