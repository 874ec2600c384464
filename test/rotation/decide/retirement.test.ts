import { describe, expect, test } from '@jest/globals'
import { decide } from '../../../src/rotation/decide/decide.ts'
import type { Policy } from '../../../src/rotation/model/policy.ts'
import { freshMemory, key, NOW, observed, stepText, version, type KeyOptions, type State } from '../build.ts'
import { DAY, MINUTE } from '../simulation/cloud.ts'
import { days, policyOf } from '../simulation/simulation.ts'
import type { RunMemory } from '../../../src/rotation/model/run-state.ts'

// Which replaced key ends when, and why it does not: beside the rules' tables (decide.test.ts) what is seldom.

const OTHER = '99999999-2222-4333-8444-555555555555'
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

describe('a key that no version names', () => {
  /** K0 carries a mark of this secret, and a person deleted its version. */
  const lone = (options: KeyOptions): Row => ({
    versions: [version(9, 'current', 'K1', { days: 15 })],
    keys: [key('K1', { days: 15 }), key('K0', { days: 40, ...options })],
  })

  test.each<[string, Row, string]>([
    ['it was replaced long ago', lone({ mark: 'replaced', marked: 8 }), 'retire K0 delete'],
    ['it was replaced a moment ago', lone({ mark: 'replaced', marked: 6 }), 'stop settled'],
    ['nobody has marked it replaced', lone({ mark: 'stored' }), 'replace K0 mark'],
    [
      'old keys are kept',
      { ...lone({ mark: 'replaced', marked: 8 }), policy: { oldKey: 'keep' } },
      'retire K0 release',
    ],
    ['another secret looks after it', lone({ mark: 'replaced', marked: 8, secretId: OTHER }), 'stop settled'],
    [
      'another secret looks after it, and it is named',
      { ...lone({ mark: 'replaced', marked: 8, secretId: OTHER }), policy: { replacesAccessKey: 'K0' } },
      'stop settled',
    ],
    ['it has a mark of format 1', lone({ mark: 'legacy' }), 'replace K0 mark'],
    ['it has no mark', lone({ mark: 'none' }), 'stop settled'],
  ])('%s', (_, row, step) => {
    expect(stepText(next(row))).toBe(step)
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
      'it was replaced so late that a run may still write it',
      {
        versions: replacedBy(version(2, 'current', 'K2', { days: 20 })),
        keys: [key('K1', { days: 40, mark: 'replaced', marked: 0.5 * D }), key('K2', { days: 20 })],
        policy: { grace: days(0.1 * D) },
      },
      'stop settled',
    ],
    [
      'a target was repaired so late that a run may still write it',
      {
        versions: replacedBy(version(2, 'current', 'K2', { days: 20 })),
        keys: [key('K1', { days: 40 }), key('K2', { mark: 'stored', published: 2, marked: 0.5 * D })],
        policy: { grace: days(0.1 * D) },
      },
      'stop settled',
    ],
    [
      'the run went by what was read of the targets before that',
      {
        versions: replacedBy(version(2, 'current', 'K2', { days: 20 })),
        keys: [key('K1', { days: 40, mark: 'replaced', marked: 2 * D }), key('K2', { days: 20 })],
        policy: { grace: days(0.1 * D) },
        memory: { targetsReadAt: new Date(NOW.getTime() - 1.5 * D * DAY) },
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
      'its mark says when, whatever its versions say',
      {
        versions: [
          version(1, 'previous', 'K1', { days: 90 }),
          version(2, 'retired', 'K1', { status: 'disabled', days: 90 }),
          version(3, 'current', 'K2', { days: 20 }),
        ],
        keys: [key('K1', { days: 90, mark: 'replaced', marked: 2 }), key('K2', { days: 20 })],
      },
      'stop settled',
    ],
  ])('%s', (_, row, step) => {
    expect(stepText(next(row))).toBe(step)
  })

  test('lives on while its mark says stored beside a newer current one, which could not be put right', () => {
    const versions = [version(1, 'current', 'K1', { days: 40 }), version(2, 'current', 'K2', { days: 20 })]
    const step = next({
      versions,
      keys: [key('K1', { days: 40 }), key('K2', { days: 20 })],
      memory: { failedSteps: new Set(['replace v1 K1']) },
    })
    expect(stepText(step)).toBe('stop settled')
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
        versions,
        keys: [key('K1', { days: 40, mark: 'replaced', marked: 0.5 * D }), key('K2', { days: 2 })],
      },
      { kind: 'too-early', accessKey: 'K1', until: new Date(NOW.getTime() + 0.5 * D * DAY) },
    ],
    [
      'it could not be marked replaced, and a run may still write it',
      {
        versions: [version(1, 'current', 'K1'), version(2, 'current', 'K2', { days: 0.5 * D })],
        keys: [key('K1', { days: 40 }), key('K2', { days: 0.5 * D })],
        memory: { failedSteps: new Set(['replace v1 K1']) },
      },
      { kind: 'too-early', accessKey: 'K1', until: new Date(NOW.getTime() + 0.5 * D * DAY) },
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
