import { describe, expect, test } from '@jest/globals'
import { evaluate, foundKinds, type Evaluation } from '../../src/check/evaluate.ts'
import type { CheckSnapshot } from '../../src/check/snapshot.ts'
import type { Version } from '../../src/rotation/model/observation.ts'
import type { Policy } from '../../src/rotation/model/policy.ts'
import { identityTag } from '../../src/rotation/model/recorded-identities.ts'
import { days, POLICY } from '../report/fixtures.ts'
import { ago, foreignVersion, key, observed, version, type State } from '../rotation/build.ts'

/** What is seen of a state when nothing is out of sight; what differs is said. */
function seen(state: State, rest: Partial<CheckSnapshot> = {}): CheckSnapshot {
  const observation = observed(state)
  return {
    secret: undefined,
    observation,
    listed: new Set(observation.keys.keys()),
    verifiable: false,
    shadows: [],
    identities: new Map(),
    marks: new Map(),
    keysLeft: undefined,
    capacity: 20,
    unread: [],
    ...rest,
  }
}

function judged(state: State, rest: Partial<CheckSnapshot> = {}, policy: Partial<Policy> = {}): Evaluation {
  return evaluate(seen(state, rest), { policy: { ...POLICY, ...policy }, overdueAfter: days(2) })
}

const ONE = [version(1, 'current', 'K1')]

/** A version that was restored by a rollback so many days ago. */
function restored(days: number): Version {
  return version(1, 'current', 'K1', { record: { rolledBack: true, rolledBackAt: ago(days) } })
}

/** Each row: what stands (a key is made so many days ago), and what is found. */
const FOUND: readonly (readonly [name: string, state: State, kinds: readonly string[]])[] = [
  ['nothing is wrong', { versions: ONE, keys: [key('K1')] }, []],
  ['due since a day', { versions: ONE, keys: [key('K1', { days: 31 })] }, []],
  ['due since two days', { versions: ONE, keys: [key('K1', { days: 32 })] }, ['overdue']],
  ['expires in eight days', { versions: ONE, keys: [key('K1', { expires: 8 })] }, []],
  ['expires in seven days', { versions: ONE, keys: [key('K1', { expires: 7 })] }, ['expiring']],
  ['expires in five days', { versions: ONE, keys: [key('K1', { expires: 5 })] }, ['expiring', 'overdue']],
  ['expired', { versions: ONE, keys: [key('K1', { expires: -1 })] }, ['expired', 'overdue']],
  ['ended by somebody', { versions: ONE, keys: [] }, ['no-key']],
  ['no secret', { noSecret: true }, ['no-key']],
  ['no version of ours', { versions: [foreignVersion(1)] }, ['no-key']],
  [
    'its version was disabled',
    { versions: [version(1, 'current', 'K1', { status: 'disabled' })], keys: [key('K1')] },
    ['no-key'],
  ],
  [
    'restored by a rollback yesterday, and old',
    { versions: [restored(1)], keys: [key('K1', { days: 90 })] },
    ['paused'],
  ],
  [
    'restored by a rollback, and the pause ended yesterday',
    { versions: [restored(31)], keys: [key('K1', { days: 90 })] },
    [],
  ],
  [
    'restored by a rollback, and the pause ended two days ago',
    { versions: [restored(32)], keys: [key('K1', { days: 90 })] },
    ['overdue'],
  ],
  [
    'restored by a rollback yesterday, and expired',
    { versions: [restored(1)], keys: [key('K1', { days: 90, expires: -1 })] },
    ['expired', 'overdue', 'paused'],
  ],
  [
    'a version pending since a day',
    { versions: [...ONE, version(2, 'pending', 'K2', { days: 1 })], keys: [key('K1'), key('K2')] },
    [],
  ],
  [
    'a version pending since two days',
    { versions: [...ONE, version(2, 'pending', 'K2', { days: 2 })], keys: [key('K1'), key('K2')] },
    ['unfinished'],
  ],
  [
    'a grace period that is over since a day',
    {
      versions: [version(1, 'previous', 'K1', { days: 8 }), version(2, 'current', 'K2', { days: 8 })],
      keys: [key('K1'), key('K2')],
    },
    [],
  ],
  [
    'a grace period that is over since two days',
    {
      versions: [version(1, 'previous', 'K1', { days: 9 }), version(2, 'current', 'K2', { days: 9 })],
      keys: [key('K1'), key('K2')],
    },
    ['unfinished'],
  ],
  [
    'a grace period that starts again with a repair of yesterday',
    {
      versions: [version(1, 'previous', 'K1', { days: 9 }), version(2, 'current', 'K2', { days: 1 })],
      keys: [key('K1'), key('K2')],
    },
    [],
  ],
  [
    'a grace period that is over, and a key that is dead',
    { versions: [version(1, 'previous', 'K1', { days: 9 }), version(2, 'current', 'K2')], keys: [key('K2')] },
    [],
  ],
  ['written by somebody else', { versions: ONE, keys: [key('K1')], held: [1, 'foreign'] }, ['drift']],
  ['missing', { versions: ONE, keys: [key('K1')], held: ['nothing', 1] }, ['drift']],
  [
    'one target has the key that is on its way',
    { versions: [...ONE, version(2, 'pending', 'K2')], keys: [key('K1'), key('K2')], held: [2, 1] },
    [],
  ],
  [
    'a key that nobody marked',
    { versions: ONE, keys: [key('K1'), key('K9', { mark: 'none' })] },
    ['unknown-keys'],
  ],
  [
    'a key that nobody marked, and that expired',
    { versions: ONE, keys: [key('K1'), key('K9', { mark: 'none', expires: -1 })] },
    [],
  ],
  ['a marked key without its version', { versions: ONE, keys: [key('K1'), key('K9')] }, ['orphaned-keys']],
  [
    'a key that a run makes at this moment',
    { versions: ONE, keys: [key('K1'), key('K9', { mark: 'made', days: 0.01 })] },
    [],
  ],
  [
    'a key that a run never stored',
    { versions: ONE, keys: [key('K1'), key('K9', { mark: 'made' })] },
    ['orphaned-keys'],
  ],
]

describe('what is found', () => {
  test.each(FOUND)('%s', (_name, state, kinds) => {
    expect(foundKinds(judged(state))).toEqual(kinds)
  })

  test('the key that replaces-access-key names is known', () => {
    const state = { versions: ONE, keys: [key('K1'), key('K0', { mark: 'none' })] }
    const { findings, others } = judged(state, {}, { replacesAccessKey: 'K0' })
    expect(findings).toEqual([])
    expect(others.map(({ state }) => state)).toEqual(['replaced'])
  })

  test("another secret's key, as far as anybody knows whether that secret is there", () => {
    const state = { versions: ONE, keys: [key('K1'), key('K9', { secretId: 'other' })] }
    const standing = (there: boolean | undefined) =>
      judged(state, { marks: new Map(there === undefined ? [] : [['other', there]]) }).others[0]?.state
    expect([standing(true), standing(false), standing(undefined)]).toEqual([
      'elsewhere',
      'orphaned',
      'elsewhere',
    ])
  })

  test('room counts what pruning frees', () => {
    const retired = Array.from({ length: 18 }, (_, at) => version(at + 1, 'retired', `R${at}`))
    const state = { versions: [...retired, version(19, 'current', 'K1')], keys: [key('K1')] }
    expect(judged(state, {}, { keepVersions: 15 })).toMatchObject({ versionsLeft: 4, findings: [] })
    const kept = {
      versions: [
        ...Array.from({ length: 18 }, (_, at) => foreignVersion(at + 1)),
        version(19, 'current', 'K1'),
      ],
    }
    expect(foundKinds(judged({ ...kept, keys: [key('K1')] }))).toEqual(['quota'])
    expect(foundKinds(judged({ versions: ONE, keys: [key('K1')] }, { keysLeft: 1 }))).toEqual(['quota'])
    expect(foundKinds(judged({ versions: ONE, keys: [key('K1')] }, { keysLeft: 2 }))).toEqual([])
  })
})

describe('what could not be looked at', () => {
  const problem = {
    about: 'x',
    problem: 'refused',
    remedy: 'Give it the permission sets SecretManagerReadOnly, SecretManagerSecretWrite in the Project',
  }

  test('is told once for each reason, with all that it may hide and no more than it takes', () => {
    const unread = [
      { part: 'keys', problem },
      { part: 'quota', problem },
    ] as const
    const { unchecked } = judged({ versions: ONE, keys: [key('K1')] }, { unread, listed: undefined })
    expect(unchecked).toEqual([
      {
        problem: { ...problem, remedy: 'Give it the permission set SecretManagerReadOnly in the Project' },
        hides: ['no-key', 'forged-records', 'expired', 'expiring', 'unknown-keys', 'orphaned-keys', 'quota'],
      },
    ])
  })

  test('without max-age and an end, nobody can say when a key is overdue', () => {
    const { unchecked, due } = judged(
      { versions: ONE, keys: [key('K1', { days: 900 })] },
      {},
      { maxAge: undefined },
    )
    expect(due).toBeUndefined()
    expect(unchecked.flatMap(({ hides }) => hides)).toEqual(['overdue'])
  })

  test('keys of somebody else are no finding', () => {
    const observation = observed({ versions: ONE, keys: [key('K1'), key('X', { mark: 'none' })] })
    const result = evaluate(seen({}, { observation, listed: new Set(['X']) }), {
      policy: POLICY,
      overdueAfter: days(2),
    })
    expect(foundKinds(result)).toEqual(['unchecked'])
    expect(result.unchecked.flatMap(({ hides }) => hides)).toEqual([
      'forged-records',
      'expired',
      'expiring',
      'unknown-keys',
      'orphaned-keys',
    ])
  })

  test('a store out of sight hides everything', () => {
    const result = evaluate(seen({}, { observation: undefined, unread: [{ part: 'store', problem }] }), {
      policy: POLICY,
      overdueAfter: days(2),
    })
    expect(result.findings).toEqual([])
    expect(result.unchecked[0]?.hides).toContain('overdue')
  })

  test('a keys API that could be asked and did not say whether the key works', () => {
    const state: State = { versions: ONE, keys: [key('K1', { expires: 20 })], issuer: 'blind' }
    const hides = (rest: Partial<CheckSnapshot>, works?: true) =>
      judged(works ? { ...state, keys: [key('K1', { expires: 20, works })] } : state, {
        listed: undefined,
        ...rest,
      }).unchecked.flatMap((one) => one.hides)
    expect(hides({ verifiable: true })).toEqual(['no-key'])
    expect(hides({ verifiable: true }, true)).toEqual([])
    expect(hides({ verifiable: false })).toEqual([])
  })
})

test('a target whose name belongs to another repository than the record says is one finding, and no drift', () => {
  const identities = new Map([[identityTag('acme/T1'), '700001']])
  const judgement = judged(
    {
      versions: [version(1, 'current', 'K1', { record: { identities } })],
      keys: [key('K1')],
      held: ['nothing', 1],
    },
    {
      identities: new Map([
        ['T1', [{ name: 'acme/T1', id: '800001' }]],
        ['T2', [{ name: 'acme/T2', id: '700002' }]],
      ]),
    },
  )
  expect(judgement.findings).toEqual([
    { kind: 'replaced-repository', target: 'T1', name: 'acme/T1', before: '700001', now: '800001' },
  ])
})
