import { describe, expect, test } from '@jest/globals'
import { advise, adviseOnNeighbors } from '../../../src/rotation/run/advice.ts'
import type { Policy } from '../../../src/rotation/model/policy.ts'
import type { WriteSpan } from '../../../src/rotation/model/ports.ts'
import { secretTag } from '../../../src/rotation/model/record.ts'
import type { Step } from '../../../src/rotation/model/steps.ts'
import { ago, key, NOW, observed, version, type KeyOptions, type State } from '../build.ts'
import { policyOf } from '../simulation/simulation.ts'
import { testContext } from '../fixture.ts'

const span: WriteSpan = { from: NOW, to: NOW }
/** The secrets of a place that was a target once. */
const undeclared = (names: readonly string[]) =>
  new Map(names.map((name) => [secretTag('T9', name), span] as const))

/** What a run says where v1 (K1, replaced two days ago) and v2 (K2) were written to undeclared secrets. */
function said(
  policy: Partial<Policy>,
  left: { readonly v1?: readonly string[]; readonly v2?: readonly string[]; readonly retired?: true },
) {
  const observation = observed({
    versions: [
      version(1, left.retired ? 'retired' : 'previous', 'K1', {
        days: 2,
        record: { written: undeclared(left.v1 ?? []) },
      }),
      version(2, 'current', 'K2', { days: 2, record: { written: undeclared(left.v2 ?? []) } }),
    ],
    keys: [key('K1'), key('K2')],
  })
  const { context, events } = testContext({})
  advise(context, policyOf(policy), observation, [])
  return events.map((event) => (event.kind === 'advice' ? event.text : event.kind))
}

describe('secrets that are no longer declared are named, with when their key ends', () => {
  test.each<[string, Partial<Policy>, Parameters<typeof said>[1], readonly string[]]>([
    ['nothing is left', {}, {}, []],
    [
      'one secret, with a replaced key',
      {},
      { v1: ['KEY'] },
      [
        `1 GitHub secret was given K1 (v1) and is no longer declared as targets, so that no run brings them up to date. It ends on ${ago(-5).toISOString()}: declare them again, or see to it that nobody uses them.`,
      ],
    ],
    [
      'two secrets, with the current key',
      {},
      { v2: ['KEY', 'SECRET'] },
      [
        '2 GitHub secrets were given K2 (v2) and are no longer declared as targets, so that no run brings them up to date. It ends 7d after it is replaced: declare them again, or see to it that nobody uses them.',
      ],
    ],
    ['a key that was retired and lives on is nobody’s business', {}, { v1: ['KEY'], retired: true }, []],
    [
      'keys that are kept',
      { oldKey: 'keep' },
      { v1: ['KEY', 'SECRET'] },
      [
        '2 GitHub secrets were given K1 (v1) and are no longer declared as targets, so that no run brings them up to date. Nobody ends it: declare them again, or see to it that nobody uses them.',
      ],
    ],
  ])('%s', (_, policy, left, words) => {
    expect(said(policy, left)).toEqual(words)
  })
})

/** What a run says before it begins. */
function advised(
  state: State,
  {
    policy = {},
    steps = [],
    signIn = 'SCWFAKE',
    open = false,
  }: {
    readonly policy?: Partial<Policy>
    readonly steps?: readonly Step[]
    readonly signIn?: string
    readonly open?: boolean
  },
  targets = 2,
): readonly string[] {
  const observation = observed(state)
  const own = observation.targets.slice(0, targets).map((target) => ({ ...target, open }))
  const { context, events } = testContext({})
  const signedIn = { ...context, runCredentials: { accessKey: signIn, secret: 'FAKE' } }
  advise(signedIn, policyOf(policy), { ...observation, targets: own }, steps)
  return events.map((event) => (event.kind === 'advice' ? event.text : event.kind))
}

const STEADY: State = {
  versions: [version(1, 'current', 'K1', { record: { written: new Map() } })],
  keys: [key('K1')],
}
const MAKE: Step = { kind: 'issue', because: { kind: 'first' } }

describe('a key that can make keys is kept in one protected place', () => {
  const WIDE =
    'This key can make keys, and it is given to more than one protected environment. Keep it in one, and let it ' +
    'rotate a key of an application with small permissions (application-id) for everybody else.'

  test.each<[string, string, boolean, number, readonly string[]]>([
    ['it signs in, and goes to two places', 'K1', false, 2, [WIDE]],
    ['it signs in, and goes to one that is open', 'K1', true, 1, [WIDE]],
    ['it signs in, and goes to one that is protected', 'K1', false, 1, []],
    ['another one signs in', 'SCWFAKE', true, 2, []],
  ])('%s', (_, signIn, open, targets, words) => {
    expect(advised(STEADY, { signIn, open }, targets)).toEqual(words)
  })
})

describe('the key that was used before the first one of ours', () => {
  const goesOn = (line: string) =>
    'The key that was used until now goes on working: this action did not make it, and cannot know where else it ' +
    `stands. To have it retired after the grace period, add this line to the step: replaces-access-key: ${line}`
  const one: State = { keys: [key('OLD', { mark: 'none' })] }
  const two: State = { keys: [...(one.keys ?? []), key('OLDER', { mark: 'none', days: 9 })] }

  test.each<[string, State, Parameters<typeof advised>[1], readonly string[]]>([
    ['is the one that signs in', two, { steps: [MAKE], signIn: 'OLD' }, [goesOn('OLD')]],
    ['is one that only its user knows', two, { steps: [MAKE] }, [goesOn('<its access key>')]],
    ['is named already', one, { steps: [MAKE], policy: { replacesAccessKey: 'OLD' } }, []],
    ['is of no matter while no key is made', one, {}, []],
    ['is no longer used where there is a current one', STEADY, { steps: [MAKE] }, []],
    ['is not known to a keys API', { ...one, issuer: 'blind' }, { steps: [MAKE] }, []],
  ])('%s', (_, state, options, words) => {
    expect(advised(state, options, 1)).toEqual(words)
  })
})

test('a current key that could not be seen to work is named, with what to look at', () => {
  const unproven = version(1, 'current', 'K1', { record: { unproven: true } })
  expect(advised({ issuer: 'blind', versions: [unproven], keys: [key('K1', { mark: 'none' })] }, {})).toEqual(
    [
      'The current key K1 was given to the targets although it could not be seen to work, and still it cannot. Look ' +
        'whether it works, and whether keys-api-verify-url and keys-api-verify-header ask the right thing; to replace it, ' +
        'run with command: rotate and force: true.',
    ],
  )
})

describe('how keys end', () => {
  const replaced: State = {
    versions: [version(1, 'previous', 'K1'), version(2, 'current', 'K2')],
    keys: [key('K1'), key('K2')],
    held: [1, 'foreign'],
  }
  const RETIRE: Step = { kind: 'retire', accessKey: 'K1', revision: 1, how: 'delete' }
  const NEVER =
    'The current key K1 never expires, so rollover never replaces it. Use rotate with max-age, or rotate once with ' +
    'force and an expiry.'
  const MAY_HOLD =
    'These targets may still hold a key that is ended now: repository T1; repository T2. Rotate to bring them to the ' +
    'current key.'

  test.each<[string, State, Parameters<typeof advised>[1], readonly string[]]>([
    [
      'retire names the targets that may hold the old one',
      replaced,
      {
        policy: { command: 'retire' },
        steps: [{ ...RETIRE, kind: 'close', because: 'deleted', revision: 9 }, RETIRE],
      },
      [MAY_HOLD],
    ],
    ['but not where it ends none', replaced, { policy: { command: 'retire' } }, []],
    [
      'nor where it only closes one',
      replaced,
      {
        policy: { command: 'retire' },
        steps: [{ ...RETIRE, kind: 'close', because: 'deleted', revision: 9 }],
      },
      [],
    ],
    [
      'nor where all have the current one',
      { ...replaced, held: [2, 2] },
      { policy: { command: 'retire' }, steps: [RETIRE] },
      [],
    ],
    ['a rotation brings them to it', replaced, { steps: [RETIRE] }, []],
    ['rollover never replaces a key without an end', STEADY, { policy: { command: 'rollover' } }, [NEVER]],
    ['rotate does', STEADY, {}, []],
    [
      'and rollover one with an end',
      { ...STEADY, keys: [key('K1', { expires: 3 })] },
      { policy: { command: 'rollover' } },
      [],
    ],
    ['and one that is gone', { ...STEADY, keys: [] }, { policy: { command: 'rollover' } }, []],
    ['and the first one', {}, { policy: { command: 'rollover' } }, []],
    [
      'of a keys API it is the service that knows',
      { ...STEADY, issuer: 'blind' },
      { policy: { command: 'rollover' } },
      [],
    ],
  ])('%s', (_, state, options, words) => {
    expect(advised(state, options)).toEqual(words)
  })

  test.each<[string, KeyOptions, boolean]>([
    ['another secret looks after it', { secretId: '99999999-2222-4333-8444-555555555555' }, true],
    ['this secret does', {}, false],
    ['nobody does', { mark: 'none' }, false],
  ])('a key named in replaces-access-key: %s', (_, of, told) => {
    const state = { ...STEADY, keys: [key('K1'), key('OLD', of)] }
    const words =
      'replaces-access-key names OLD, which another secret (99999999-2222-4333-8444-555555555555) looks after, so it ' +
      'is left alone. If that secret is gone, remove the mark [key-rotation …] from the description of the key.'
    expect(advised(state, { policy: { replacesAccessKey: 'OLD' } })).toEqual(told ? [words] : [])
  })
})

describe('the key of the run itself, stored beside keys of others, is a warning', () => {
  async function advice(
    neighbors: () => Promise<readonly string[]>,
    signIn = 'K1',
  ): Promise<readonly string[]> {
    const { context, events } = testContext({})
    const observation = observed({ versions: [version(1, 'current', 'K1', { days: 2 })], keys: [key('K1')] })
    const own = {
      ...context,
      store: { ...context.store, neighbors },
      runCredentials: { accessKey: signIn, secret: 'x' },
    }
    await adviseOnNeighbors(own, observation)
    return events.map((event) =>
      event.kind === 'advice'
        ? event.text
        : event.kind === 'unchecked'
          ? `unchecked: ${event.why}`
          : event.kind,
    )
  }
  const names = (...list: readonly string[]) => Promise.resolve(list)

  test('with the names of the others, a few of them at most', async () => {
    expect(await advice(() => names('deploy-key'))).toEqual([
      expect.stringContaining('under the same path as keys of others (deploy-key). '),
    ])
    expect(await advice(() => names('a', 'b', 'c', 'd', 'e', 'f', 'g'))).toEqual([
      expect.stringContaining('(a, b, c, d, e, 2 more)'),
    ])
  })

  test('not where it is alone, and not for the key of another application', async () => {
    expect(await advice(() => names())).toEqual([])
    const listed = () => Promise.reject(new Error('nobody asks'))
    expect(await advice(listed, 'K9')).toEqual([])
  })

  test('and a list that is refused is reported, and stops nothing', async () => {
    expect(await advice(() => Promise.reject(new Error('no')))).toEqual(['unchecked: no'])
  })
})
