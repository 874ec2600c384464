import { describe, expect, test } from '@jest/globals'
import { decide } from '../../../src/rotation/decide/decide.ts'
import { whetherDue } from '../../../src/rotation/decide/due.ts'
import { applyStep, applyHalt } from '../../../src/rotation/decide/transition.ts'
import { fingerprint } from '../../../src/lib/fingerprint.ts'
import { isValid } from '../../../src/rotation/model/observation.ts'
import { plan } from '../../../src/rotation/decide/plan.ts'
import type { Policy } from '../../../src/rotation/model/policy.ts'
import { canBeRolledOver, rolloverSource } from '../../../src/rotation/decide/rollover-source.ts'
import type { Halt } from '../../../src/rotation/model/steps.ts'
import {
  ago,
  freshMemory,
  key,
  knownOf,
  observed,
  stepText,
  version,
  type KeyOptions,
  type State,
} from '../build.ts'
import { days, policyOf } from '../simulation/simulation.ts'
import { recordedKeys } from '../../../src/rotation/model/recorded-keys.ts'
import type { RunMemory } from '../../../src/rotation/model/run-state.ts'

// The heart with an issuer that shows each key once and keeps no list of them: a keys API.

const ROLLOVER: Partial<Policy> = { command: 'rollover', oldKey: 'keep', maxAge: undefined }
const ROTATE: Partial<Policy> = { command: 'rotate', oldKey: 'keep' }

/** A key that only its version tells of. */
const blind = (accessKey: string, options: KeyOptions = {}) => key(accessKey, { mark: 'none', ...options })
const state = (rest: State) => observed({ issuer: 'blind', ...rest })
/** One current generation whose key is as described; without options it is dead. */
const current = (options?: KeyOptions): State => ({
  versions: [version(1, 'current', 'K1')],
  keys: options === undefined ? [] : [blind('K1', options)],
})

test('a key is named by the beginning of its SHA-256, as `sha256sum` prints it', () => {
  expect(fingerprint('sk_live_FAKE')).toBe('key-5abab2c9defe')
  expect(fingerprint('sk_live_FAKE')).not.toBe(fingerprint('sk_live_FAKE '))
})

describe('when a key of a keys API is due', () => {
  test.each<[string, State, Partial<Policy>, string]>([
    ['no secret', {}, ROLLOVER, 'first'],
    ['a key far from its end', current({ expires: 20 }), ROLLOVER, 'not due'],
    ['a key at the window’s edge', current({ expires: 7 }), ROLLOVER, 'expiring'],
    ['an expired key', current({ expires: -2 }), ROLLOVER, 'expired'],
    ['a dead key', current(), ROLLOVER, 'deleted'],
    ['a key in doubt', current({ expires: 20, inDoubt: true }), ROLLOVER, 'in-doubt'],
    ['an expired key in doubt', current({ expires: -2, inDoubt: true }), ROLLOVER, 'in-doubt'],
    ['a key whose end nobody knows: the service does', current({}), ROLLOVER, 'end-unknown'],
    ['the same, old, with rotate', current({ days: 31 }), ROTATE, 'old'],
    ['the same, young, with rotate', current({ days: 3 }), ROTATE, 'not due'],
    ['a key in doubt, with rotate: the way out', current({ inDoubt: true }), ROTATE, 'in-doubt'],
    ['a dead key, with rotate: the way out', current(), ROTATE, 'deleted'],
    ['forced', current({ expires: 20 }), { ...ROLLOVER, force: true }, 'forced'],
  ])('%s', (_, cloud, policy, expected) => {
    const observation = state(cloud)
    const due = whetherDue(observation, policyOf(policy), freshMemory(observation))
    expect(due.due ? due.because.kind : 'not due').toBe(expected)
  })
})

const LOST: Extract<Halt, { kind: 'answer-lost' }> = {
  kind: 'answer-lost',
  replaced: { accessKey: 'K1' },
  certain: true,
  earlier: false,
  why: 'cut',
}
const NOT_YET: Extract<Halt, { kind: 'not-yet' }> = {
  kind: 'not-yet',
  accessKey: 'K1',
  until: undefined,
  forced: false,
}

/** K1 current and ended by the rollover that made K2, which is pending; only the one or the other may be published. */
const ROLLED: State = {
  versions: [
    version(1, 'current', 'K1'),
    version(2, 'pending', 'K2', { record: { rolledOver: true, replaces: 'K1' } }),
  ],
  keys: [blind('K2', { expires: 30 })],
  held: [1, 1],
}

describe('what comes next', () => {
  test.each<[string, State, Partial<Policy>, Partial<RunMemory>, string]>([
    ['a first key', { noSecret: true }, ROLLOVER, {}, 'create-secret'],
    ['a key near its end', current({ expires: 3 }), ROLLOVER, {}, 'issue expiring'],
    ['a key that was rolled over and not published', ROLLED, ROLLOVER, {}, 'verify K2 v2'],
    ['the same, by rotate', ROLLED, ROTATE, {}, 'verify K2 v2'],
    ['the same, proven', ROLLED, ROLLOVER, { verified: new Set(['K2']) }, 'publish K2 T1 T2'],
    [
      'the same, not to be seen to work: what the targets hold is dead',
      ROLLED,
      ROLLOVER,
      { unverified: 'K2' },
      'publish K2 T1 T2',
    ],
    [
      'the first one, rolled over from one that was given by hand, not to be seen to work either',
      {
        versions: [version(1, 'pending', 'K1', { record: { rolledOver: true, replaces: 'K0' } })],
        keys: [blind('K1')],
      },
      ROLLOVER,
      { unverified: 'K1' },
      'publish K1 T1 T2',
    ],
    [
      'the first one that was created, not to be seen to work: what was used before may live',
      { versions: [version(1, 'pending', 'K1')], keys: [blind('K1')] },
      ROTATE,
      { unverified: 'K1' },
      'stop unverified',
    ],
    [
      'the one that was rolled over, in every target',
      { ...ROLLED, held: [2, 2] },
      ROLLOVER,
      {},
      'promote K2 v2',
    ],
    [
      'a created key that could not be seen to work, beside one of which nothing is known',
      {
        versions: [version(1, 'current', 'K1'), version(2, 'pending', 'K2')],
        keys: [blind('K1', { expires: 3 }), blind('K2', { expires: 30 })],
      },
      ROTATE,
      { unverified: 'K2' },
      'stop unverified',
    ],
    [
      'the same, where the current one was seen to work: so the question is right',
      {
        versions: [version(1, 'current', 'K1'), version(2, 'pending', 'K2')],
        keys: [blind('K1', { expires: 3, works: true }), blind('K2', { expires: 30 })],
      },
      ROTATE,
      { unverified: 'K2' },
      'give-up K2 v2 unverified',
    ],
    [
      'the same, where the current one is dead',
      {
        versions: [version(1, 'current', 'K1'), version(2, 'pending', 'K2')],
        keys: [blind('K2')],
        held: [1, 1],
      },
      ROTATE,
      { unverified: 'K2' },
      'publish K2 T1 T2',
    ],
    [
      'a pending key that is nearly over is what the next one is made from',
      {
        ...ROLLED,
        keys: [blind('K2', { expires: 1 })],
      },
      ROLLOVER,
      {},
      'issue deleted',
    ],
    ['the same, expired', { ...ROLLED, keys: [blind('K2', { expires: -1 })] }, ROLLOVER, {}, 'issue deleted'],
    [
      'the same by rotate, which needs it no more',
      { ...ROLLED, keys: [blind('K2', { expires: -1 })] },
      ROTATE,
      {},
      'give-up K2 v2 invalid',
    ],
    [
      'a current key in doubt is written nowhere',
      { ...current({ inDoubt: true }), held: ['foreign', 'nothing'] },
      ROLLOVER,
      { halted: LOST },
      'stop answer-lost',
    ],
    [
      'after a lost answer nothing is written',
      { ...current(), held: ['foreign', 'nothing'] },
      ROLLOVER,
      { halted: LOST },
      'stop answer-lost',
    ],
    [
      'who is to wait still mends what drifted',
      { ...current({ expires: 20 }), held: ['foreign', 1] },
      ROLLOVER,
      { halted: NOT_YET },
      'repair K1 T1',
    ],
    ['and then ends', current({ expires: 20 }), ROLLOVER, { halted: NOT_YET }, 'stop not-yet'],
    [
      'what a rollover replaced is closed, not retired',
      {
        versions: [
          version(1, 'previous', 'K1', { days: 30 }),
          version(2, 'current', 'K2', { days: 30, record: { rolledOver: true, replaces: 'K1' } }),
        ],
        keys: [blind('K2', { expires: 20 })],
      },
      ROLLOVER,
      {},
      'close K1 v1 deleted',
    ],
    [
      'what rotate replaced is let go after its grace period',
      {
        versions: [version(1, 'previous', 'K1', { days: 8 }), version(2, 'current', 'K2', { days: 8 })],
        keys: [blind('K1', { expires: 9 }), blind('K2', { expires: 20 })],
      },
      ROLLOVER,
      {},
      'retire K1 release',
    ],
    [
      'unless nobody knows whether it lives',
      {
        versions: [version(1, 'previous', 'K1', { days: 8 }), version(2, 'current', 'K2', { days: 8 })],
        keys: [blind('K1', { expires: 9, inDoubt: true }), blind('K2', { expires: 20 })],
      },
      ROLLOVER,
      {},
      'stop settled',
    ],
    [
      'back to a key that is in doubt nobody goes',
      {
        versions: [version(1, 'previous', 'K1'), version(2, 'current', 'K2')],
        keys: [blind('K1', { inDoubt: true }), blind('K2', { expires: 20 })],
      },
      { command: 'rollback', oldKey: 'keep' },
      {},
      'stop nothing-to-roll-back-to',
    ],
  ])('%s', (_, cloud, policy, memory, expected) => {
    const observation = state(cloud)
    expect(stepText(decide(observation, policyOf(policy), freshMemory(observation, memory)))).toBe(expected)
  })
})

describe('which keys there are, as far as the records tell', () => {
  const on = (...versions: State['versions'] & object) => [...recordedKeys(state({ versions })).keys()]

  test('those that were made, with what their records say', () => {
    const record = { issued: ago(10), expires: ago(-20), text: 'for the shop' }
    const found = recordedKeys(state({ versions: [version(1, 'current', 'K1', { record })] })).get('K1')
    expect(found).toMatchObject({
      createdAt: ago(10),
      expiresAt: ago(-20),
      text: 'for the shop',
      mark: undefined,
    })
    expect(found?.inDoubt).toBeUndefined()
  })

  test('not those that ended when they were rolled over, whatever their own versions say', () => {
    const heir = { rolledOver: true, replaces: 'K1' } as const
    for (const stage of ['pending', 'current', 'previous', 'retired'] as const) {
      expect(on(version(1, 'current', 'K1'), version(2, stage, 'K2', { record: heir }))).toEqual(['K2'])
    }
    // Whoever was only replaced lives on.
    expect(
      on(version(1, 'previous', 'K1'), version(2, 'current', 'K2', { record: { replaces: 'K1' } })),
    ).toEqual(['K1', 'K2'])
  })

  test('an expired one only while it can be what the next is made from', () => {
    const record = { expires: ago(1) }
    expect(on(version(1, 'current', 'K1', { record }))).toEqual(['K1'])
    expect(on(version(1, 'pending', 'K1', { record }))).toEqual(['K1'])
    expect(on(version(1, 'previous', 'K1', { record }))).toEqual([])
    expect(on(version(1, 'retired', 'K1', { record }))).toEqual([])
  })

  test('one that somebody was about to roll over is in doubt, and not alive', () => {
    const observation = state({ versions: [version(1, 'current', 'K1', { record: { replacing: ago(1) } })] })
    const keys = recordedKeys(observation)
    expect(keys.get('K1')?.inDoubt).toBe(true)
    expect(isValid({ ...observation, keys }, 'K1')).toBe(false)
  })
})

describe('what is rolled over', () => {
  test.each<[string, State, number | undefined]>([
    ['nothing where nothing is stored', {}, undefined],
    ['the current one', current({ expires: 3 }), 1],
    ['even where it seems dead: the service knows best', current(), 1],
    [
      'not one that cannot be read',
      { ...current({}), versions: [version(1, 'current', 'K1', { status: 'disabled' })] },
      undefined,
    ],
    ['the newest one on its way', ROLLED, 2],
    [
      'but not one that was rolled over itself',
      {
        versions: [
          version(1, 'current', 'K1'),
          version(2, 'pending', 'K2', { record: { rolledOver: true, replaces: 'K1' } }),
          version(3, 'pending', 'K3', { record: { rolledOver: true, replaces: 'K2' } }),
        ],
        keys: [blind('K3')],
      },
      3,
    ],
    [
      'nor one whose key is gone',
      { versions: [version(1, 'current', 'K1'), version(2, 'pending', 'K2')], keys: [blind('K1')] },
      1,
    ],
    [
      'nor one that was given up, although its key lives',
      {
        versions: [version(1, 'current', 'K1'), version(2, 'retired', 'K2')],
        keys: [blind('K1'), blind('K2')],
      },
      1,
    ],
    [
      'nor one older than the current one',
      {
        versions: [version(1, 'pending', 'K1'), version(2, 'current', 'K2')],
        keys: [blind('K1'), blind('K2')],
      },
      2,
    ],
  ])('%s', (_, cloud, revision) => {
    expect(rolloverSource(state(cloud))?.revision).toBe(revision)
  })
})

test('only a keys API rolls over, and only where that is the command', () => {
  const cloud = current({ expires: 3 })
  const rollover = policyOf({ command: 'rollover' })
  expect(canBeRolledOver(state(cloud), rollover, 'K1')).toBe(true)
  expect(canBeRolledOver(state(cloud), rollover, 'K9')).toBe(false)
  expect(canBeRolledOver(state(cloud), policyOf({ command: 'rotate' }), 'K1')).toBe(false)
  expect(canBeRolledOver(observed(cloud), rollover, 'K1')).toBe(false)
})

describe('what is known after an attempt that brought no key', () => {
  const halted = (because: Halt, cloud: State = current({ expires: 3 })) => {
    const observation = state(cloud)
    const source = rolloverSource(observation)
    return applyHalt(knownOf(observation), because, source).observation
  }

  test('certain: the old key is dead; possible: it is in doubt', () => {
    expect(halted(LOST).keys.has('K1')).toBe(false)
    const doubtful = halted({ ...LOST, certain: false })
    expect(doubtful.keys.get('K1')?.inDoubt).toBe(true)
    expect(isValid(doubtful, 'K1')).toBe(false)
  })

  test('not yet: it lives, although it was in doubt or could not be seen to work', () => {
    const record = { replacing: ago(1), expires: ago(-20) }
    const doubtful = {
      versions: [version(1, 'current', 'K1', { record })],
      keys: [blind('K1', { inDoubt: true })],
    }
    expect(isValid(halted(NOT_YET, doubtful), 'K1')).toBe(true)
    const seemsDead = halted(NOT_YET, { ...doubtful, keys: [] })
    expect(isValid(seemsDead, 'K1')).toBe(true)
    expect(seemsDead.keys.get('K1')?.expiresAt).toEqual(ago(-20))
  })

  test('not yet: but not one that its successor ended for certain, whatever the service says', () => {
    const versions = [
      version(1, 'current', 'K1'),
      version(2, 'retired', 'K2', { record: { rolledOver: true, replaces: 'K1' } }),
    ]
    expect(halted(NOT_YET, { versions }).keys.has('K1')).toBe(false)
  })

  test('not stored: dead after a rollover, as it was after a creation', () => {
    const unstored = { kind: 'unstored', accessKey: 'K2', targets: [], why: 'full' } as const
    expect(halted({ ...unstored, rolledOver: true }).keys.has('K1')).toBe(false)
    expect(isValid(halted({ ...unstored, rolledOver: false }), 'K1')).toBe(true)
  })
})

describe('a dry run', () => {
  const steps = (cloud: State, policy: Partial<Policy>) => {
    const observation = state(cloud)
    return plan(knownOf(observation), policyOf(policy), 'SCW').steps.map(stepText)
  }
  const expiry = { kind: 'after', span: days(30) } as const

  test('of a rollover: what it replaces is dead at once', () => {
    expect(steps(current({ expires: 3 }), { ...ROLLOVER, expiry })).toEqual([
      'issue expiring',
      'verify the new key v2',
      'publish the new key T1 T2',
      'promote the new key v2',
      'mark-previous K1 v1',
      'close K1 v1 deleted',
    ])
  })

  test('of a rotation: what it replaces lives on', () => {
    expect(steps(current({ expires: 3 }), { ...ROTATE, expiry })).toEqual([
      'issue expiring',
      'verify the new key v2',
      'publish the new key T1 T2',
      'promote the new key v2',
      'mark-previous K1 v1',
    ])
  })
})

test('a proof that fails is written into the record of a key that nobody can end', () => {
  const observation = state(ROLLED)
  const known = knownOf(observation)
  const step = { kind: 'verify', revision: 2, accessKey: 'K2' } as const
  const failed = applyStep(known, step, { at: ago(0), run: 'r', works: false })
  expect(failed.observation.versions[1]?.record?.unproven).toBe(true)
  expect(failed.memory.unverified).toBe('K2')
  const worked = applyStep(failed, step, { at: ago(0), run: 'r', works: true })
  expect(worked.observation.versions[1]?.record).not.toHaveProperty('unproven')
})
