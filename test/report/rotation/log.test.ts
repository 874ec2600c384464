import { describe, expect, test } from '@jest/globals'
import type { RotationEvent } from '../../../src/rotation/model/events.ts'
import { NEW_KEY } from '../../../src/rotation/decide/plan.ts'
import { RunProblems, TargetError } from '../../../src/rotation/model/ports.ts'
import { createLog } from '../../../src/report/rotation/log.ts'
import {
  fakeCore,
  fakeRedact,
  known,
  MAKE,
  MARK_PREVIOUS,
  NOW,
  observation,
  outcome,
  POLICY,
  PROMOTE,
  PROVE,
  PUBLISH,
  scw,
  target,
} from '../fixtures.ts'

/** What a log prints of these events. */
function printed(events: readonly RotationEvent[], dryRun = false): readonly string[] {
  const { core, lines } = fakeCore()
  const log = createLog({ core, redact: fakeRedact(), dryRun })
  for (const event of events) log.report(event)
  log.close()
  return lines
}

const proof = (answer: string, inARow: number): RotationEvent => ({
  kind: 'key-probed',
  accessKey: scw(3),
  answer,
  inARow,
  needed: 3,
})

test('a rotation reads as a story', () => {
  expect(
    printed([
      { kind: 'observed', observation: observation() },
      { kind: 'unchecked', what: 'the quota of API keys', why: 'the key may not read it' },
      { kind: 'advice', text: 'Keep this key in one protected environment.' },
      { kind: 'step', step: MAKE },
      { kind: 'key-created', accessKey: scw(3), expiresAt: undefined },
      { kind: 'key-stored', accessKey: scw(3), revision: 3 },
      { kind: 'step-done', step: MAKE },
      { kind: 'step', step: PROVE },
      proof('denied', 0),
      proof('accepted', 1),
      proof('accepted', 2),
      proof('accepted', 3),
      { kind: 'step-done', step: PROVE },
      { kind: 'step', step: PUBLISH },
      { kind: 'target-written', label: 'acme/shop', count: 1, total: 3 },
      { kind: 'target-written', label: 'acme/docs', count: 2, total: 3 },
      {
        kind: 'target-failed',
        label: 'environment production of acme/shop',
        error: new TargetError(
          'GitHub refused the write (403)',
          'untouched',
          'Give the token Environments: write',
        ),
      },
      { kind: 'step-done', step: PUBLISH },
      { kind: 'step', step: PROMOTE },
      { kind: 'step-done', step: PROMOTE },
      { kind: 'step', step: MARK_PREVIOUS },
      { kind: 'step-done', step: MARK_PREVIOUS },
    ]),
  ).toEqual([
    '▼ Observe',
    "At 2026-08-01 12:00 UTC (the services' time) the secret 11111111-2222-3333-4444-555555555555 holds:",
    '  v3 (SCWFAKE0000000000003): current; 2 days old, expires 2026-10-28 12:00 UTC (in 88 days)',
    '  v2 (SCWFAKE0000000000002): previous; 40 days old, never expires',
    '  v1 (SCWFAKE0000000000001): retired, disabled; its key no longer exists',
    'Targets: 2 of 3 hold the current key',
    '  acme/shop: v3, current',
    '  environment production of acme/shop: v3, current',
    '  acme/docs: unknown, written by somebody else on 2026-07-31 12:00 UTC',
    'notice "Could not check the quota of API keys": Could not check the quota of API keys: The key may not read it. It is no error; if it stands in the way, the run says so.',
    'warning "Advice": Keep this key in one protected environment.',
    '▲',
    '▼ New key',
    'Create and store a new key, because the current key SCWFAKE0000000000002, made on 2026-06-22 12:00 UTC, has reached max-age.',
    'Made the key SCWFAKE0000000000003, which never expires.',
    'Stored the key SCWFAKE0000000000003 as v3, pending.',
    '▲',
    '▼ Prove',
    'Prove that v3 (SCWFAKE0000000000003) works.',
    'debug: SCWFAKE0000000000003: denied, 0 of 3 in a row',
    'debug: SCWFAKE0000000000003: accepted, 1 of 3 in a row',
    'debug: SCWFAKE0000000000003: accepted, 2 of 3 in a row',
    'debug: SCWFAKE0000000000003: accepted, 3 of 3 in a row',
    'Proved that v3 (SCWFAKE0000000000003) works.',
    '▲',
    '▼ Publish',
    'Write v3 (SCWFAKE0000000000003) to 3 targets: acme/shop; environment production of acme/shop; acme/docs.',
    '  1 of 3: acme/shop',
    '  2 of 3: acme/docs',
    'error "Could not write environment production of acme/shop": GitHub refused the write (403). It holds what it held before. Give the token Environments: write.',
    'Wrote v3 (SCWFAKE0000000000003) to 2 of 3 targets.',
    '▲',
    '▼ Promote',
    'Made v3 (SCWFAKE0000000000003) the current key.',
    'Marked v2 (SCWFAKE0000000000002) as previous: it was replaced on 2026-07-30 12:00 UTC.',
    '▲',
  ])
})

test('a dry run says all that a run would do', () => {
  const step = { ...PUBLISH, accessKey: NEW_KEY }
  expect(
    printed(
      [
        { kind: 'observed', observation: observation({ versions: [], secretId: undefined, targets: [] }) },
        { kind: 'step', step: { kind: 'create-secret' } },
        { kind: 'step', step: { kind: 'issue', because: { kind: 'first' } } },
        { kind: 'step', step },
      ],
      true,
    ),
  ).toEqual([
    '▼ Observe',
    "At 2026-08-01 12:00 UTC (the services' time) there is no secret yet; this is the first run.",
    'Targets: 0, none of them written by this action as far as it knows',
    '▲',
    'A run would do this now; this dry run changes nothing:',
    '  - would create the secret in Secret Manager',
    '  - would create and store a new key, because there is no current key yet',
    '  - would write the new key to 3 targets: id of acme/shop; id of environment production of acme/shop; id of acme/docs',
  ])
})

describe('housekeeping', () => {
  const prune = { kind: 'prune', revision: 1 } as const
  const retire = { kind: 'retire', revision: 2, accessKey: scw(2), how: 'delete' } as const

  test('a step that failed is an error with a title, and the run goes on', () => {
    expect(
      printed([
        { kind: 'step', step: MARK_PREVIOUS },
        { kind: 'step-done', step: MARK_PREVIOUS },
        { kind: 'step', step: prune },
        { kind: 'step-failed', step: prune, error: new Error('refused', { cause: new Error('503') }) },
        { kind: 'step', step: retire },
        { kind: 'step-done', step: retire },
      ]),
    ).toEqual([
      '▼ Clean up',
      'Marked v2 (SCWFAKE0000000000002) as previous: it was replaced on 2026-07-30 12:00 UTC.',
      'error "Could not delete the old version v1 from the secret": refused\nbecause: 503',
      '▲',
      '▼ Retire',
      'Deleted the replaced key v2 (SCWFAKE0000000000002).',
      '▲',
    ])
  })
})

test('two runs at once, a lost answer, an interruption', () => {
  expect(
    printed([
      { kind: 'lost-answer', accessKey: scw(8) },
      { kind: 'overtaken', accessKey: scw(9), by: scw(3) },
      { kind: 'interrupted' },
    ]),
  ).toEqual([
    'A key was made, but the answer with its secret was lost: the key SCWFAKE0000000000008 was deleted again.',
    'notice "Two runs at once": Another run stored the key SCWFAKE0000000000003 first: this run helps with that one, and a later run deletes SCWFAKE0000000000009, which nobody uses.',
    'warning "Interrupted": The run was asked to end, and begins nothing new; the next run goes on from here.',
  ])
})

test.each([10, 11, 95, 400])(
  '%d targets take few lines, and the last one says that all are written',
  (total) => {
    const events = Array.from({ length: total }, (_, index): RotationEvent => {
      return { kind: 'target-written', label: `acme/r${index}`, count: index + 1, total }
    })
    const lines = printed(events)
    expect(lines.length).toBe(10)
    expect(lines.at(-1)).toBe(total > 10 ? `  ${total} of ${total} targets written` : '  10 of 10: acme/r9')
  },
)

test('of many targets only those are named that do not hold the current key', () => {
  const targets = Array.from({ length: 40 }, (_, index) => target(`acme/r${index}`, undefined))
  const lines = printed([{ kind: 'observed', observation: observation({ targets }) }])
  expect(lines).toContain('Targets: 0 of 40 hold the current key')
  expect(lines).toContain('  acme/r9: nothing yet')
  expect(lines).not.toContain('  acme/r10: nothing yet')
  expect(lines).toContain('  and 30 more that do not hold it')
})

test('a secret that is taken over is told', () => {
  const takeOver = { from: 'nobody', otherTags: [], revision: 7, accessKey: scw(7) } as const
  const [, line] = printed([{ kind: 'observed', observation: observation({ takeOver }) }])
  expect(line).toContain(
    'was not made by this action, and take-over is set. Its newest key that works is v7 (SCWFAKE0000000000007).',
  )
})

describe('the end', () => {
  test('problems that no step told are told, each with its title', () => {
    const { core, lines } = fakeCore()
    const log = createLog({ core, redact: fakeRedact(), dryRun: false })
    const error = new RunProblems([
      { about: 'expiry', problem: 'it is too long', remedy: 'set it to 30d' },
      { about: 'quota', problem: 'it is full', remedy: 'delete keys' },
    ])
    const verdict = log.finish(outcome([], { error, known: undefined }), POLICY)
    expect(lines).toEqual([
      'error "expiry": expiry: It is too long. Set it to 30d.',
      'error "quota": quota: It is full. Delete keys.',
    ])
    expect(verdict).toBe(
      'Failed: 2 problems keep the run from going on; each is listed above. Nothing was changed.',
    )
  })

  test('an error that a step told is not told again', () => {
    const { core, lines } = fakeCore()
    const log = createLog({ core, redact: fakeRedact(), dryRun: false })
    const error = new Error('boom')
    log.report({ kind: 'step', step: PROVE })
    log.report({ kind: 'step-failed', step: PROVE, error })
    log.finish(outcome([{ step: PROVE, error }], { error, known: known({ at: NOW }) }), POLICY)
    expect(lines.filter((line) => line.startsWith('error'))).toEqual([
      'error "Could not prove that v3 (SCWFAKE0000000000003) works": boom',
    ])
    expect(lines.at(-1)).toBe('▲')
  })
})
