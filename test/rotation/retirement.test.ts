import { describe, expect, test } from '@jest/globals'
import { decide } from '../../src/rotation/decide.ts'
import type { RunMemory } from '../../src/rotation/memory.ts'
import type { Policy } from '../../src/rotation/policy.ts'
import { ago, freshMemory, key, NOW, observed, say, version, type State } from './build.ts'
import { DAY, MINUTE } from './model/cloud.ts'
import { policyOf } from './model/model.ts'

// Which replaced key ends when, and why it does not: beside the rules' tables (decide.test.ts) what is seldom.

/** The deadline of a run, in days. */
const D = (30 * MINUTE) / DAY

interface Row extends State {
  readonly memory?: Partial<RunMemory>
  readonly policy?: Partial<Policy>
}

function next({ memory, policy, ...state }: Row) {
  const observation = observed(state)
  return decide(observation, policyOf(policy), freshMemory(observation, memory))
}

const promoted = (days: number) => ({ record: { promoted: ago(days) } })

describe('a key that no version names', () => {
  /** K0 carries our mark, and a person deleted its version. */
  const lone = (made: number, promotions: readonly number[]): Row => ({
    versions: [
      ...promotions
        .slice(0, -1)
        .map((days, index) =>
          version(index + 1, 'retired', `R${index}`, { status: 'disabled', days, ...promoted(days) }),
        ),
      version(9, 'current', 'K1', { days: 3, ...promoted(promotions.at(-1) ?? 0) }),
    ],
    keys: [key('K1', { days: 3 }), key('K0', { days: made })],
  })

  test.each<[string, Row, string]>([
    ['its successor was promoted long ago', lone(20, [15, 3]), 'retire K0 delete'],
    ['whichever version tells of it', lone(20, [3, 15]), 'retire K0 delete'],
    ['its successor was promoted a moment ago', lone(20, [30, 3]), 'stop settled'],
    ['it was made after every promotion', lone(2, [30, 15]), 'stop settled'],
    [
      'no promotion is on record',
      { ...lone(20, [15]), versions: [version(9, 'current', 'K1', { days: 9 })] },
      'stop settled',
    ],
    ['old keys are kept', { ...lone(20, [15, 3]), policy: { oldKey: 'keep' } }, 'retire K0 let-go'],
    [
      'it is named, and another secret looks after it',
      {
        versions: [version(1, 'current', 'K1', { days: 9 })],
        keys: [
          key('K1', { days: 9 }),
          key('K0', { days: 90, secretId: '99999999-2222-4333-8444-555555555555' }),
        ],
        policy: { replacesAccessKey: 'K0' },
      },
      'stop settled',
    ],
  ])('%s', (_, row, step) => {
    expect(say(next(row))).toBe(step)
  })
})

describe('a key that stays', () => {
  const replacedBy = (...others: State['versions'] & object) => [
    version(1, 'previous', 'K1', { days: 20 }),
    ...others,
  ]

  test.each<[string, Row, string]>([
    [
      'it says made: only garbage collection ends it',
      {
        versions: replacedBy(version(2, 'current', 'K2', { days: 9 })),
        keys: [key('K1', { days: 0.001, mark: 'made' }), key('K2', { days: 9 })],
      },
      'stop settled',
    ],
    [
      'it is unfinished, was overtaken, and could not be given up',
      {
        versions: [version(1, 'pending', 'K1', { days: 9 }), version(2, 'current', 'K2', { days: 9 })],
        keys: [key('K1', { days: 9 }), key('K2', { days: 9 })],
        memory: { failedSteps: new Set(['give-up v1 K1']) },
      },
      'stop settled',
    ],
    [
      'the current one was promoted so late that a run may still write it',
      {
        versions: replacedBy(version(2, 'current', 'K2', { days: 0.5 * D })),
        keys: [key('K1', { days: 40 }), key('K2', { days: 0.5 * D })],
      },
      'stop settled',
    ],
    [
      'a later version of the same key was replaced a moment ago',
      {
        versions: replacedBy(
          version(2, 'previous', 'K1', { days: 2 }),
          version(3, 'current', 'K2', { days: 2 }),
        ),
        keys: [key('K1', { days: 40 }), key('K2', { days: 2 })],
      },
      'stop settled',
    ],
    [
      'an older version of the same key says when it ends, where the later one is over',
      {
        versions: [
          version(1, 'previous', 'K1', { days: 2 }),
          version(2, 'retired', 'K1', { status: 'disabled', days: 20 }),
          version(3, 'current', 'K2', { days: 2 }),
        ],
        keys: [key('K1', { days: 40 }), key('K2', { days: 2 })],
      },
      'stop settled',
    ],
  ])('%s', (_, row, step) => {
    expect(say(next(row))).toBe(step)
  })

  test('ends by an older version where the later one is over', () => {
    const versions = [
      version(1, 'previous', 'K1', { days: 20 }),
      version(2, 'retired', 'K1', { status: 'disabled', days: 20 }),
      version(3, 'current', 'K2', { days: 20 }),
    ]
    const step = next({ versions, keys: [key('K1', { days: 40 }), key('K2', { days: 20 })] })
    expect(step).toEqual({ kind: 'retire', accessKey: 'K1', revision: 1, how: 'delete' })
  })

  test('lives on while its version says current beside a newer one, which could not be put right', () => {
    const versions = [version(1, 'current', 'K1', { days: 40 }), version(2, 'current', 'K2', { days: 20 })]
    const step = next({
      versions,
      keys: [key('K1', { days: 40 }), key('K2', { days: 20 })],
      memory: { failedSteps: new Set(['mark-previous v1 K1']) },
    })
    expect(say(step)).toBe('stop settled')
  })

  test('ends by its latest version once that is due', () => {
    const versions = replacedBy(
      version(2, 'previous', 'K1', { days: 9 }),
      version(3, 'current', 'K2', { days: 9 }),
    )
    const step = next({ versions, keys: [key('K1', { days: 40 }), key('K2', { days: 9 })] })
    expect(step).toEqual({ kind: 'retire', accessKey: 'K1', revision: 2, how: 'delete' })
  })
})

describe('why `retire` leaves a key alive', () => {
  const versions = [version(1, 'previous', 'K1', { days: 2 }), version(2, 'current', 'K2', { days: 2 })]
  const keys = [key('K1', { days: 40 }), key('K2', { days: 2 })]
  const policy = { command: 'retire' } as const

  test.each<[string, Row, object]>([
    ['what replaced it is dead', { versions, keys: [key('K1')] }, { kind: 'no-successor', accessKey: 'K1' }],
    [
      'what replaced it cannot be read',
      { versions: [version(1, 'previous', 'K1'), version(2, 'current', 'K2', { status: 'disabled' })], keys },
      { kind: 'no-successor', accessKey: 'K1' },
    ],
    [
      'a target lags',
      { versions, keys, held: [2, 1] },
      { kind: 'targets-differ', accessKey: 'K1', targets: ['T2'] },
    ],
    [
      'a run may still write it',
      {
        versions: [
          version(1, 'previous', 'K1', { days: 0.5 * D }),
          version(2, 'current', 'K2', { days: 0.5 * D }),
        ],
        keys,
      },
      { kind: 'too-early', accessKey: 'K1', until: new Date(NOW.getTime() + 0.5 * D * DAY) },
    ],
    [
      'a run may still write the one that the user names',
      {
        versions: [version(2, 'current', 'K2', { days: 0.5 * D, ...promoted(0.5 * D) })],
        keys: [key('K0', { days: 90, mark: 'none' }), key('K2', { days: 0 })],
        policy: { replacesAccessKey: 'K0' },
      },
      { kind: 'too-early', accessKey: 'K0', until: new Date(NOW.getTime() + 0.5 * D * DAY) },
    ],
    ['there is none', { versions: [version(2, 'current', 'K2')], keys: [key('K2')] }, { kind: 'settled' }],
    [
      'the replaced one is dead already, and could not be closed',
      { versions, keys: [key('K2')], memory: { failedSteps: new Set(['close v1 K1']) } },
      { kind: 'settled' },
    ],
    [
      'there is none, and nothing could be ended',
      { versions: [version(2, 'current', 'K2')], keys: [key('K2')], held: ['nothing', 'nothing'] },
      { kind: 'settled' },
    ],
    ['nothing is current', {}, { kind: 'settled' }],
  ])('%s', (_, row, because) => {
    expect(next({ ...row, policy: { ...policy, ...row.policy } })).toEqual({ kind: 'stop', because })
  })
})
