import { describe, expect, test } from '@jest/globals'
import type { Outcome, OutcomeKind } from '../../../src/rotation/decide/outcome.ts'
import type { Policy } from '../../../src/rotation/model/policy.ts'
import { RunProblems } from '../../../src/rotation/model/ports.ts'
import type { Step } from '../../../src/rotation/model/steps.ts'
import { isFailure, verdict } from '../../../src/report/rotation/verdict.ts'
import {
  days,
  FAKE_SECRET,
  fakeRedact,
  keyAt,
  replacedAt,
  known,
  MAKE,
  MARK_PREVIOUS,
  outcome,
  POLICY,
  PROMOTE,
  PROVE,
  PUBLISH,
  ROTATED,
  ROTATION,
  scw,
  SETTLED,
  version,
} from '../fixtures.ts'

const says = (of: Outcome, policy: Policy = POLICY) => verdict(of, policy, { redact: fakeRedact() })
const V3 = 'v3 (SCWFAKE0000000000003)'
const V2 = 'v2 (SCWFAKE0000000000002)'
const PREVIOUS = `The replaced key ${V2} goes on working; the first run after 2026-08-06 12:00 UTC (in 5 days) deletes it.`
const DUE = 'The current key is due on 2026-08-29 12:00 UTC (in 28 days).'
const REPAIR: Step = { kind: 'repair', revision: 3, accessKey: scw(3), targets: ['id of acme/docs'] }
const RETIRE: Step = { kind: 'retire', revision: 2, accessKey: scw(2), how: 'delete' }
const LAG = { kind: 'targets-lag', accessKey: scw(3), targets: ['id of acme/docs'] } as const
const TWO = new RunProblems([
  { about: 'expiry', problem: 'it is too long', remedy: 'Set it to 30d' },
  { about: 'quota', problem: 'it is full', remedy: 'Delete keys' },
])
const ONE = new RunProblems(TWO.problems.slice(0, 1))

test.each<[OutcomeKind, string, Outcome, string]>([
  [
    'rotated',
    '',
    outcome(ROTATION, { known: ROTATED }),
    `Rotated: ${V3} is in both targets. ${PREVIOUS} ${DUE}`,
  ],
  [
    'rolled-over',
    '',
    outcome(ROTATION, { known: ROTATED, command: 'rollover' }),
    `Rolled over: ${V3} is in both targets. ${PREVIOUS} ${DUE}`,
  ],
  [
    'resumed',
    'a promotion',
    outcome(ROTATION.slice(1), { known: known({}, { promoted: true, resumed: true }) }),
    `Finished what an earlier run had left: ${V3} is in all 3 targets. ${PREVIOUS} ${DUE}`,
  ],
  [
    'resumed',
    'loose ends',
    outcome([MARK_PREVIOUS]),
    `Finished what an earlier run had left: 1 thing put in order. ${V3} is current and 2 days old. ${PREVIOUS} ${DUE}`,
  ],
  ['repaired', '', outcome([REPAIR]), `Repaired: ${V3} is in all 3 targets again. ${PREVIOUS} ${DUE}`],
  [
    'retired',
    '',
    outcome([RETIRE], { known: known({ keys: new Map([keyAt(scw(3), 12)]) }) }),
    `Retired: the replaced key ${V2} is deleted. ${V3} is current and 12 days old. The current key is due on 2026-08-19 12:00 UTC (in 18 days).`,
  ],
  [
    'retired',
    'and an old version is pruned',
    outcome([RETIRE, { kind: 'prune', revision: 1 }], {
      known: known({ keys: new Map([keyAt(scw(3), 12)]) }),
    }),
    `Retired: the replaced key ${V2} is deleted. ${V3} is current and 12 days old. The current key is due on 2026-08-19 12:00 UTC (in 18 days).`,
  ],
  ['not-due', '', outcome([]), `Nothing to do: ${V3} is current and 2 days old. ${PREVIOUS} ${DUE}`],
  [
    'incomplete',
    'a target refused',
    outcome([MAKE, PROVE, PUBLISH], { stop: LAG }),
    `Incomplete: 1 target could not be written: acme/docs. ${V3} is current and goes on working. The next run goes on from here.`,
  ],
  [
    'incomplete',
    'loose ends stay',
    outcome([{ step: RETIRE, error: new Error('refused') }, MARK_PREVIOUS]),
    `Incomplete: could not delete the replaced key ${V2}. ${V3} is current and goes on working. The next run goes on from here.`,
  ],
  [
    'incomplete',
    'more than one loose end stays',
    outcome([
      { step: RETIRE, error: new Error('refused') },
      { step: MARK_PREVIOUS, error: new Error('refused') },
      { step: { kind: 'prune', revision: 1 }, error: new Error('refused') },
    ]),
    `Incomplete: could not delete the replaced key ${V2}, and 2 other steps failed. ${V3} is current and goes on working. The next run goes on from here.`,
  ],
  [
    'incomplete',
    'the key of another run, with which this one helped, is not current yet',
    outcome([PROVE], { known: known({}, { helped: true }) }),
    `Incomplete: the run did not come to its end. Nothing was changed. ${V3} is current and goes on working. The next run goes on from here.`,
  ],
  [
    'incomplete',
    'a crash with a pending version',
    outcome([MAKE, { step: PROVE, error: new Error('boom') }], {
      error: new Error('boom'),
      known: known({
        versions: [version(3, 'current', 31), version(4, 'pending', 0)],
        keys: new Map([keyAt(scw(3), 31), keyAt(scw(4), 0)]),
      }),
    }),
    `Incomplete: boom. ${V3} is current and goes on working. The next run goes on from here.`,
  ],
  [
    'failed',
    'one problem',
    outcome([], { error: ONE }),
    `Failed: expiry: it is too long. Nothing was changed. ${V3} is current and goes on working.`,
  ],
  [
    'failed',
    'nothing observed',
    outcome([], { error: TWO, known: undefined }),
    'Failed: 2 problems keep the run from going on; each is listed above. Nothing was changed.',
  ],
  [
    'failed',
    'a dead current key',
    outcome([{ step: MAKE, error: new Error('boom') }], {
      error: new Error('boom'),
      known: known({ keys: new Map() }),
    }),
    `Failed: boom. The current key ${V3} does not work any more: run again as soon as you can. The next run goes on from here.`,
  ],
  [
    'failed',
    'a first run',
    outcome([], { error: new Error('boom'), known: known({ versions: [] }) }),
    'Failed: boom. Nothing was changed. The key that was used until now was left as it is.',
  ],
  [
    'rotated',
    'dry run',
    outcome(ROTATION, { dryRun: true }),
    `Dry run: a run would end as "rotated" after 5 steps, among them: create and store a new key, because the current key ${scw(2)}, ` +
      `made on 2026-06-22 12:00 UTC, has reached max-age; write ${V3} to 3 targets: acme/shop; environment production of acme/shop; acme/docs. ` +
      `Nothing was changed. ${V3} is current and 2 days old.`,
  ],
  [
    'rotated',
    'dry run after somebody ended the key',
    outcome([{ kind: 'issue', because: { kind: 'deleted', accessKey: scw(3) } }, PUBLISH, PROMOTE], {
      dryRun: true,
      known: known({ keys: new Map() }),
    }),
    `Dry run: a run would end as "rotated" after 3 steps, among them: create and store a new key, because the current key ${scw(3)} ` +
      `no longer exists; write ${V3} to 3 targets: acme/shop; environment production of acme/shop; acme/docs. ` +
      `Nothing was changed. ${V3} is current, but its key no longer exists.`,
  ],
  [
    'not-due',
    'dry run',
    outcome([], { dryRun: true }),
    `Dry run: a run would change nothing. ${V3} is current and 2 days old. ${PREVIOUS} ${DUE}`,
  ],
])('%s: %s', (kind, _, of, words) => {
  expect(of.kind).toBe(kind)
  expect(says(of)).toBe(words)
})

describe('what comes next', () => {
  test.each<[string, Policy, string]>([
    [
      'every run rotates',
      { ...POLICY, maxAge: undefined },
      'The next run replaces it again: no max-age is set.',
    ],
    ['forced this time', { ...POLICY, force: true }, DUE],
    [
      'rolled over near its end',
      { ...POLICY, command: 'rollover' },
      'The current key is due on 2026-10-21 12:00 UTC (in 81 days).',
    ],
    [
      'due already',
      { ...POLICY, maxAge: days(1) },
      `The current key is due: the current key ${scw(3)}, made on 2026-07-30 12:00 UTC (2 days ago), has reached max-age.`,
    ],
  ])('%s', (_, policy, words) => {
    expect(says(outcome(ROTATION, { known: ROTATED }), policy).endsWith(words)).toBe(true)
  })

  test('a key without an end is never rolled over', () => {
    const policy: Policy = { ...POLICY, command: 'rollover' }
    expect(says(outcome([], { known: known({ keys: new Map([keyAt(scw(3), 2)]) }) }), policy)).toBe(
      `Nothing to do: ${V3} is current and 2 days old. The current key never expires, so that it is replaced only with force: true.`,
    )
  })
})

describe('the replaced key', () => {
  const rotated = outcome([], { stop: SETTLED })
  const expiring = new Map([keyAt(scw(2), 40, 1), keyAt(scw(3), 2)])
  const named = {
    keys: new Map([replacedAt(scw(1), 99, 2), keyAt(scw(3), 2)]),
    versions: [version(3, 'current', 2)],
  }
  const old = { keys: new Map([keyAt(scw(1), 99), keyAt(scw(3), 2)]), versions: [version(3, 'current', 2)] }

  test.each<[string, Outcome, Policy, string]>([
    ['is kept', rotated, { ...POLICY, oldKey: 'keep' }, '(in 5 days) lets it go.'],
    [
      'is past its grace period',
      rotated,
      { ...POLICY, grace: days(1) },
      'the first run that finds every target in order deletes it.',
    ],
    [
      'dies by itself before that',
      outcome([], { known: known({ keys: expiring }) }),
      POLICY,
      'goes on working until it expires on 2026-08-02 12:00 UTC (in 24 hours).',
    ],
    [
      'is older than this action, and named',
      outcome([], { known: known(named) }),
      { ...POLICY, replacesAccessKey: scw(1) },
      'The replaced key SCWFAKE0000000000001 goes on working; the first run after 2026-08-06 12:00 UTC (in 5 days) deletes it.',
    ],
    [
      'is older than this action, and named since the last rotation',
      outcome([], { known: known(old) }),
      { ...POLICY, replacesAccessKey: scw(1) },
      'The key SCWFAKE0000000000001 keeps working; its grace period starts with the next run that finds every target in order.',
    ],
    [
      'is older than this action, and to be kept',
      outcome([], { known: known(old) }),
      { ...POLICY, oldKey: 'keep', replacesAccessKey: scw(1) },
      'The key SCWFAKE0000000000001 that it replaced goes on working; nothing will retire it.',
    ],
  ])('%s', (_, of, policy, words) => {
    expect(says(of, policy)).toContain(words)
  })
})

test('only what leaves work undone fails the job', () => {
  const kinds: OutcomeKind[] = [
    'rotated',
    'rolled-over',
    'resumed',
    'repaired',
    'retired',
    'not-due',
    'incomplete',
    'failed',
  ]
  expect(kinds.filter(isFailure)).toEqual(['incomplete', 'failed'])
})

test('no secret is in it', () => {
  expect(says(outcome([], { error: new Error(`refused: ${FAKE_SECRET}`) }))).toContain(
    'Failed: refused: ***.',
  )
})
