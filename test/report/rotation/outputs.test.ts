import { describe, expect, test } from '@jest/globals'
import type { Outcome } from '../../../src/rotation/decide/outcome.ts'
import type { Policy } from '../../../src/rotation/model/policy.ts'
import { TargetError } from '../../../src/rotation/model/ports.ts'
import { createNotes, type Notes } from '../../../src/report/view/run-notes.ts'
import { retrieveOutputs, rotationOutputs } from '../../../src/report/rotation/outputs.ts'
import {
  FAKE_SECRET,
  fakeRedact,
  inDays,
  keyAt,
  known,
  MAKE,
  outcome,
  POLICY,
  PUBLISH,
  ROTATED,
  ROTATION,
  scw,
  SECRET_ID,
  target,
  version,
} from '../fixtures.ts'

interface Report {
  readonly targets: readonly { readonly label: string; readonly holds: string }[]
  readonly steps: readonly { readonly step: string; readonly ok: boolean; readonly error?: string }[]
  readonly problems: readonly string[]
  readonly [field: string]: unknown
}

const outputs = (of: Outcome, policy: Policy = POLICY, notes?: Notes) =>
  rotationOutputs(of, policy, { redact: fakeRedact(), ...(notes === undefined ? {} : { notes }) })
const report = (of: Outcome, notes?: Notes) =>
  JSON.parse(outputs(of, POLICY, notes)['report'] ?? '') as Report
const withoutReport = (of: Outcome, policy?: Policy) => ({ ...outputs(of, policy), report: '' })

const STANDING = {
  'access-key': scw(3),
  'secret-id': SECRET_ID,
  revision: '3',
  'expires-at': inDays(88).toISOString(),
  'previous-access-key': scw(2),
  'previous-retires-at': inDays(5).toISOString(),
  report: '',
}

describe('outputs of a rotation', () => {
  test('say what stands', () => {
    expect(withoutReport(outcome(ROTATION, { known: ROTATED }))).toEqual({
      outcome: 'rotated',
      changed: 'true',
      ...STANDING,
    })
  })

  test('say in a dry run what stands, not what would be', () => {
    expect(withoutReport(outcome(ROTATION, { dryRun: true }))).toEqual({
      outcome: 'rotated',
      changed: 'false',
      ...STANDING,
    })
  })

  test('are empty where nothing is known', () => {
    expect(withoutReport(outcome([], { error: new Error('boom'), known: undefined }))).toEqual({
      outcome: 'failed',
      changed: 'false',
      'access-key': '',
      'secret-id': '',
      revision: '',
      'expires-at': '',
      'previous-access-key': '',
      'previous-retires-at': '',
      report: '',
    })
  })

  test.each([
    ['is dead', new Map([keyAt(scw(3), 2)])],
    ['has expired', new Map([keyAt(scw(2), 40, -1), keyAt(scw(3), 2)])],
  ])('name no previous key that %s', (_, keys) => {
    expect(outputs(outcome([], { known: known({ keys }) }))).toMatchObject({
      'expires-at': '',
      'previous-access-key': '',
      'previous-retires-at': '',
    })
  })
})

describe('the report', () => {
  test('holds all that was found and done', () => {
    expect(report(outcome(ROTATION, { known: ROTATED }))).toEqual({
      format: 1,
      outcome: 'rotated',
      changed: true,
      dryRun: false,
      verdict: expect.stringMatching(/^Rotated: v3/) as unknown,
      secretId: SECRET_ID,
      observedAt: '2026-08-01T12:00:00.000Z',
      key: {
        accessKey: scw(3),
        revision: 3,
        createdAt: inDays(-2).toISOString(),
        expiresAt: inDays(88).toISOString(),
      },
      previous: { accessKey: scw(2), revision: 2, retiresAt: inDays(5).toISOString() },
      generations: [
        {
          revision: 1,
          accessKey: scw(1),
          stage: 'retired',
          since: inDays(-3).toISOString(),
          enabled: false,
          alive: false,
          createdAt: null,
          expiresAt: null,
        },
        {
          revision: 2,
          accessKey: scw(2),
          stage: 'previous',
          since: inDays(-2).toISOString(),
          enabled: true,
          alive: true,
          createdAt: inDays(-40).toISOString(),
          expiresAt: null,
        },
        {
          revision: 3,
          accessKey: scw(3),
          stage: 'current',
          since: inDays(-2).toISOString(),
          enabled: true,
          alive: true,
          createdAt: inDays(-2).toISOString(),
          expiresAt: inDays(88).toISOString(),
        },
      ],
      targets: [
        { label: 'acme/shop', holds: 'current', revision: 3, writtenAt: inDays(-2).toISOString() },
        {
          label: 'environment production of acme/shop',
          holds: 'current',
          revision: 3,
          writtenAt: inDays(-2).toISOString(),
        },
      ],
      steps: [
        expect.objectContaining({ ok: true }),
        { step: `proved that v3 (${scw(3)}) works`, ok: true },
        expect.objectContaining({ ok: true }),
        { step: `made v3 (${scw(3)}) the current key`, ok: true },
        expect.objectContaining({ ok: true }),
      ],
      problems: [],
      unchecked: [],
      advice: [],
    })
  })

  test('says of a step that wrote some targets that it is not ok', () => {
    const lagging = known({}, { failedTargets: new Set(['id of acme/docs']) })
    const { steps } = report(outcome([PUBLISH], { known: lagging }))
    expect(steps).toEqual([
      {
        step: `wrote v3 (${scw(3)}) to 2 of 3 targets: acme/shop; environment production of acme/shop`,
        ok: false,
        error: 'could not write acme/docs',
      },
    ])
  })

  test('lists every problem once', () => {
    const error = new Error('refused', { cause: new Error('503') })
    expect(report(outcome([{ step: MAKE, error }], { error })).problems).toEqual(['refused', 'because: 503'])
  })

  test('holds no secret', () => {
    const error = new Error(`refused: ${FAKE_SECRET}`)
    const of = outcome([{ step: MAKE, error }], { error })
    expect(outputs(of)['report']).not.toContain(FAKE_SECRET)
    expect(report(of).problems).toEqual(['refused: ***'])
  })
})

describe('what a target holds', () => {
  const holds = (of: Outcome, notes?: Notes) => report(of, notes).targets.map((row) => row.holds)
  const versions = [version(3, 'current', 5, ['a', 'b']), version(4, 'pending', 1, ['b', 'c'])]
  const targets = [target('a', 5), target('b', 1), target('c', 0), target('d', undefined)]
  const of = outcome([], { known: known({ versions, targets }) })

  test('is told by the times at which it was written', () => {
    expect(holds(of)).toEqual(['current', 'pending', 'unknown', 'missing'])
  })

  test('is mixed where each part is of another generation', () => {
    const [access] = target('b', 5).secrets
    const [, secret] = target('b', 1).secrets
    const secrets = [access, secret].filter((one) => one !== undefined)
    const both = [version(3, 'current', 5, ['b']), version(4, 'pending', 1, ['b'])]
    const mixed = known({ versions: both, targets: [{ ...target('b', 1), secrets }] })
    expect(holds(outcome([], { known: mixed }))).toEqual(['mixed'])
  })

  test('is told by what the failed write said of it', () => {
    const { notes, take } = createNotes()
    const fail = (label: string, left: TargetError['left']) => {
      take({ kind: 'target-failed', label, error: new TargetError('no', left, 'try') })
    }
    fail('a', 'mixed')
    fail('b', 'unknown')
    fail('d', 'untouched')
    expect(holds(of, notes)).toEqual(['mixed', 'unknown', 'unknown', 'missing'])
  })

  test('is told after a step that broke by the writes that it did', () => {
    const step = {
      kind: 'publish',
      revision: 4,
      accessKey: scw(4),
      targets: ['id of a', 'id of c', 'id of d'],
    } as const
    const { notes, take } = createNotes()
    take({ kind: 'step', step })
    take({ kind: 'target-written', label: 'c', count: 1, total: 3 })
    const error = new Error('boom')
    const broken = outcome([{ step, error }], { error, known: known({ versions, targets }) })
    expect(holds(broken, notes)).toEqual(['unknown', 'pending', 'pending', 'unknown'])
  })
})

test('the outputs of retrieve are masked before they are returned', () => {
  const masked: string[] = []
  const credential = { accessKey: scw(3), secret: FAKE_SECRET }
  const json = `{"API_KEY":"${scw(3)}","SECRET_KEY":"${FAKE_SECRET}"}`
  expect(
    retrieveOutputs({ secretId: SECRET_ID, revision: 3, credential }, 'scaleway', (value) =>
      masked.push(value),
    ),
  ).toEqual({
    outcome: 'retrieved',
    changed: 'false',
    'access-key': scw(3),
    'secret-key': FAKE_SECRET,
    json,
    'secret-id': SECRET_ID,
    revision: '3',
  })
  expect(masked).toEqual([FAKE_SECRET, json])
})
