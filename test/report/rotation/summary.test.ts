import { describe, expect, test } from '@jest/globals'
import { TargetError } from '../../../src/rotation/model/ports.ts'
import { createNotes } from '../../../src/report/view/run-notes.ts'
import { renderSummary } from '../../../src/report/rotation/summary.ts'
import {
  days,
  fakeRedact,
  keyAt,
  replacedAt,
  known,
  MAKE,
  observation,
  outcome,
  POLICY,
  PROVE,
  PUBLISH,
  ROTATED,
  ROTATION,
  scw,
  target,
  version,
} from '../fixtures.ts'

const redact = fakeRedact()
const rendered = (
  ...[of, policy = POLICY, notes]: [
    Parameters<typeof renderSummary>[0],
    typeof POLICY?,
    ReturnType<typeof createNotes>['notes']?,
  ]
) => renderSummary(of, policy, { redact, ...(notes === undefined ? {} : { notes }) }).split('\n')

/** A day of July 2026, as a cell has it. */
const day = (number: number) => `2026&#8209;07&#8209;${number}&nbsp;12:00&nbsp;UTC`

test('a rotation', () => {
  expect(rendered(outcome(ROTATION, { known: ROTATED }))).toEqual([
    '## ✅ Key rotation: rotated',
    '',
    'Rotated: v3 (`SCWFAKE0000000000003`) is in both targets. The replaced key v2 (`SCWFAKE0000000000002`) goes on working; the first run after 2026-08-06 12:00 UTC (in 5 days) deletes it. The current key is due on 2026-08-29 12:00 UTC (in 28 days).',
    '',
    '**There is nothing that you have to do.**',
    '',
    '### Keys',
    '',
    '| Version | Access key | Age | Expiry | Stage |',
    '| --- | --- | --- | --- | --- |',
    '| **v3** | **`SCWFAKE0000000000003`** | **2&nbsp;days** | **2026-10-28 (in 88 days)** | **current** |',
    '| v2 | `SCWFAKE0000000000002` | 40&nbsp;days | never | previous, until 2026-08-06 (in 5 days) |',
    '| v1 | `SCWFAKE0000000000001` |  | dead | retired (disabled) |',
    '',
    '### Targets: 2 of 2 hold v3',
    '',
    '| Target | Holds | Since |',
    '| --- | --- | --- |',
    '| acme/shop | v3, current | 2026&#8209;07&#8209;30&nbsp;12:00&nbsp;UTC |',
    '| environment production of acme/shop | v3, current | 2026&#8209;07&#8209;30&nbsp;12:00&nbsp;UTC |',
    '',
    '### Timeline',
    '',
    '```mermaid',
    '---',
    'displayMode: compact',
    'config:',
    '  gantt:',
    '    leftPadding: 43',
    '---',
    'gantt',
    '    dateFormat YYYY-MM-DD HH:mm',
    '    axisFormat %d %b',
    '    tickInterval 1week',
    '    section v2',
    '    current :done, 2026-06-22 12:00, 2026-07-30 12:00',
    '    grace period :2026-07-30 12:00, 2026-08-06 12:00',
    '    section v3',
    '    current, until it is due :2026-07-30 12:00, 2026-08-29 12:00',
    '```',
    '',
    '### What was done',
    '',
    '|  | Step | Took |',
    '| --- | --- | --- |',
    '| ✅ | created and stored a new key, because the current key `SCWFAKE0000000000002`, made on 2026-06-22 12:00 UTC, has reached max-age |  |',
    '| ✅ | proved that v3 (`SCWFAKE0000000000003`) works |  |',
    '| ✅ | wrote v3 (`SCWFAKE0000000000003`) to 3 targets: acme/shop; environment production of acme/shop; id of acme/docs |  |',
    '| ✅ | made v3 (`SCWFAKE0000000000003`) the current key |  |',
    '| ✅ | marked v2 (`SCWFAKE0000000000002`) as previous: it was replaced on 2026-07-30 12:00 UTC |  |',
    '',
  ])
})

test('a target that refused: what is behind comes first, and what to do about it', () => {
  const { notes, take } = createNotes()
  const error = new TargetError('refused (403)', 'untouched', 'Give the token Secrets: write')
  take({ kind: 'target-failed', label: 'acme/docs', error })
  take({ kind: 'advice', text: 'Keep it in one environment.' })
  take({ kind: 'unchecked', what: 'the quota', why: 'not allowed' })
  const stop = { kind: 'targets-lag', accessKey: scw(3), targets: ['id of acme/docs'] } as const
  const lagging = known({}, { failedTargets: new Set(['id of acme/docs']) })
  const lines = rendered(outcome([MAKE, PROVE, PUBLISH], { known: lagging, stop }), POLICY, notes)
  expect(lines[0]).toBe('## ⚠️ Key rotation: incomplete')
  expect(lines.slice(4, 7)).toEqual([
    '### What you have to do',
    '',
    '- acme/docs: Refused (403). It holds what it held before. Give the token Secrets: write.',
  ])
  expect(lines.filter((line) => line.startsWith('| acme') || line.startsWith('| env'))).toEqual([
    `| acme/docs | ⚠️ unknown | ${day(31)} |`,
    `| acme/shop | v3, current | ${day(30)} |`,
    `| environment production of acme/shop | v3, current | ${day(30)} |`,
  ])
  expect(lines).toContain(
    '| ❌ | wrote v3 (`SCWFAKE0000000000003`) to 2 of 3 targets: acme/shop; environment production of acme/shop: could not write acme/docs |  |',
  )
  expect(lines.slice(-5)).toEqual([
    '### Worth knowing',
    '',
    '- Keep it in one environment.',
    '- Could not check the quota: not allowed',
    '',
  ])
})

test('a run that could observe nothing', () => {
  const error = new Error('no answer from Scaleway', { cause: new Error('ECONNREFUSED') })
  expect(rendered(outcome([], { error, known: undefined }))).toEqual([
    '## ❌ Key rotation: failed',
    '',
    'Failed: no answer from Scaleway. Nothing was changed.',
    '',
    '### What you have to do',
    '',
    '- no answer from Scaleway',
    '- because: ECONNREFUSED',
    '- Run it again: the next run goes on from here.',
    '',
    'Nothing could be observed, so that this summary cannot say what stands.',
    '',
  ])
})

test('a dry run', () => {
  const lines = rendered(outcome([PROVE], { dryRun: true, known: known({ versions: [], targets: [] }) }))
  expect(lines[0]).toMatch(/^## 📝 Key rotation: .* \(dry run\)$/)
  expect(lines).toContain('No key of this action is in the secret yet.')
  expect(lines.slice(-4)).toEqual([
    '### What a run would do',
    '',
    '- would prove that v3 (`SCWFAKE0000000000003`) works',
    '',
  ])
})

test('a key from the time before this action has a row of its own', () => {
  const keys = new Map([replacedAt(scw(1), 99, 2), keyAt(scw(3), 2)])
  const of = outcome([], { known: known({ keys, versions: [version(3, 'current', 2)] }) })
  expect(rendered(of, { ...POLICY, replacesAccessKey: scw(1) })).toContain(
    '| before v1 | `SCWFAKE0000000000001` | 99&nbsp;days | never | previous, until 2026-08-06 (in 5 days) |',
  )
})

test('a run that failed for no reason that has words: to run it again', () => {
  const lines = rendered(outcome([PROVE], { known: known({}, { helped: true }) }))
  expect(lines[0]).toBe('## ⚠️ Key rotation: incomplete')
  expect(lines.slice(4, 7)).toEqual([
    '### What you have to do',
    '',
    '- Run it again: the next run goes on from here.',
  ])
})

test('an older version that calls itself current as well, which a crash leaves, has no time of its own', () => {
  const versions = [version(2, 'current', 40), version(3, 'current', 2)]
  const lines = rendered(outcome([], { known: known({ versions }) }))
  expect(lines).toContain('    section v3')
  expect(lines).not.toContain('    section v2')
})

test('a chart ends 400 days from now, where a key is due later', () => {
  const of = outcome([], { known: known({ keys: new Map([keyAt(scw(3), 2)]) }) })
  const lines = rendered(of, { ...POLICY, maxAge: days(500) })
  expect(lines).toContain('    current, until it is due :2026-07-30 12:00, 2027-09-05 12:00')
})

describe('size', () => {
  test('stays well below 1 MiB, and says what was left out', () => {
    const nasty = (index: number) => `${index}${'|'.repeat(600)}`
    const many = Array.from({ length: 1000 }, (_, index) => target(nasty(index), undefined))
    const steps = many.map(({ id }, index) => ({
      step: { kind: 'publish', revision: index, accessKey: nasty(index), targets: [id] } as const,
      error: new Error(nasty(index)),
    }))
    const text = renderSummary(
      outcome(steps, {
        known: { ...known(), observation: observation({ targets: many }) },
        error: new Error('x'),
      }),
      POLICY,
      { redact },
    )
    expect(Buffer.byteLength(text)).toBeLessThan(700_000)
    expect(text).toContain('… and 900 more')
    expect(text).toContain('… and 950 more')
  })
})
