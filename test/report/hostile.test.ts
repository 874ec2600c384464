import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { RotationEvent } from '../../src/rotation/model/events.ts'
import type { ExecutedStep } from '../../src/rotation/decide/outcome.ts'
import { RunProblems, TargetError } from '../../src/rotation/model/ports.ts'
import type { Step } from '../../src/rotation/model/steps.ts'
import {
  renderKeyFileSummary,
  printKeyFileErrors,
  type KeyResult,
} from '../../src/report/key-file/summary.ts'
import { createLog } from '../../src/report/rotation/log.ts'
import { rotationOutputs } from '../../src/report/rotation/outputs.ts'
import { renderSummary } from '../../src/report/rotation/summary.ts'
import {
  FAKE_SECRET,
  fakeCore,
  fakeRedact,
  keyAt,
  known,
  NOW,
  outcome,
  POLICY,
  target,
  version,
} from './fixtures.ts'
import type { RunState } from '../../src/rotation/model/run-state.ts'

// Text as an attacker would write it, with a secret in it now and then: whole, encoded, or hidden from a search.
const BASE64 = Buffer.from(FAKE_SECRET).toString('base64')
const BITS = [
  ...[
    '::',
    ':',
    '##[',
    '#',
    '[',
    '\n',
    '\r\n',
    '\u2028',
    '\x1b[31m',
    '\u200b',
    '\u00ad',
    '\ud800',
    ' ',
    'é😀',
  ],
  ...[
    '::add-mask::x',
    '##[stop-commands]',
    '::set-output name=x::y',
    '\n::error::z',
    '|',
    '\\|',
    '`',
    '<td>',
    '</table>',
  ],
  ...['<!--', '@me', '[x](javascript:y)', '![x](https://evil.example)', '*', '_', '\n\n# x', '$x$', '&#124;'],
  ...[FAKE_SECRET, `${FAKE_SECRET.slice(0, 7)}\u200b${FAKE_SECRET.slice(7)}`, BASE64],
]
const hostile = fc.oneof(
  fc.array(fc.constantFrom(...BITS), { maxLength: 30 }).map((bits) => bits.join('')),
  fc.string({ unit: 'binary', maxLength: 100 }),
  // With a secret near a place where a text may be cut.
  fc
    .constantFrom(120, 150, 155, 160, 190, 450, 455, 460, 490)
    .map((length) => `${'a'.repeat(length)}${FAKE_SECRET}::add-mask::${'b'.repeat(50)}`),
)

/** A run in which every text that comes from elsewhere is a hostile one. */
interface Run {
  readonly known: RunState
  readonly steps: readonly ExecutedStep[]
  readonly error: unknown
  readonly events: readonly RotationEvent[]
}

const runs: fc.Arbitrary<Run> = fc.array(hostile, { minLength: 12, maxLength: 12 }).map((texts) => {
  const text = (index: number) => texts[index] ?? ''
  const [accessKey, label, secretId] = [text(0), text(1), text(2)]
  const record = { accessKey, since: NOW, run: text(3), text: text(4), written: new Map() }
  const observed = known({
    secretId,
    versions: [
      { revision: 4, status: 'enabled', record: { ...record, stage: 'current' } },
      version(5, 'pending', 0),
    ],
    keys: new Map([keyAt(accessKey, 3, 2)]),
    targets: [{ ...target(label, 1), id: text(5) }],
  })
  const error = new TargetError(text(6), 'mixed', text(7), { cause: new Error(text(8)) })
  const problems = new RunProblems(
    [{ about: text(9), problem: text(10), remedy: text(11), knownCause: 'clock-off' }],
    {
      cause: error,
    },
  )
  const kinds: Step[] = [
    { kind: 'take-over', revision: 4, accessKey },
    { kind: 'discard', accessKey },
    { kind: 'retire', accessKey, revision: 4, how: 'delete' },
    { kind: 'publish', revision: 4, accessKey, targets: [text(5), text(6)] },
    { kind: 'issue', because: { kind: 'old', accessKey, createdAt: NOW } },
    { kind: 'stop', because: { kind: 'unfinished-elsewhere', accessKey } },
  ]
  const both = new AggregateError([problems, text(3)], text(7))
  return {
    known: observed,
    steps: kinds.map((step, index) => ({ step, error: index % 2 === 0 ? undefined : both })),
    error: problems,
    events: [
      { kind: 'observed', observation: observed.observation },
      { kind: 'unchecked', what: text(3), why: text(4) },
      { kind: 'advice', text: text(5) },
      ...kinds.flatMap((step): RotationEvent[] => [
        { kind: 'step', step },
        { kind: 'step-done', step },
        { kind: 'step-failed', step, error: both },
      ]),
      { kind: 'target-written', label, count: 1, total: 2 },
      { kind: 'target-failed', label, error },
      { kind: 'lost-answer', accessKey },
      { kind: 'key-created', accessKey, expiresAt: NOW },
      { kind: 'key-stored', accessKey, revision: 4 },
      { kind: 'overtaken', accessKey, by: text(9) },
      { kind: 'key-probed', accessKey, answer: text(10), inARow: 1, needed: 3 },
    ],
  }
})

/** The summary with its character references resolved, as a reader would see it. */
function resolved(markdown: string): string {
  return markdown
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('\u200b', '')
}

function expectNoSecret(text: string): void {
  expect(text).not.toContain(FAKE_SECRET)
  expect(text).not.toContain(BASE64)
  // Nor a half of it, where a text was cut.
  expect(text).not.toContain(FAKE_SECRET.slice(0, 9))
}

const CHART_LINE =
  /^( {4}(dateFormat YYYY-MM-DD HH:mm|axisFormat [%a-zA-Z ]+|tickInterval \d\w+|section [a-z0-9-]+|[a-z0-9, ]+ :(done, |crit, )?[-0-9: ]{16}, [-0-9: ]{16})|gantt|---|displayMode: compact|config:| {2}gantt:| {4}leftPadding: \d+)$/

/**
 * A summary holds no Markdown, HTML or Mermaid but the report's own.
 * @param columns how many cells each row of its tables has; not checked where undefined
 */
function expectOwnMarkdown(summary: string, columns?: readonly number[]): void {
  const charts = [...summary.matchAll(/^```mermaid\n([^`]*)\n```$/gm)].map(([, chart]) => chart ?? '')
  expect(
    charts
      .join('\n')
      .split('\n')
      .filter((line) => line !== '' && !CHART_LINE.test(line)),
  ).toEqual([])
  const text = summary
    .replace(/^```mermaid\n[^`]*\n```$/gm, '')
    .replace(/`SCW[A-Z0-9]{17}`/g, 'KEY')
    .replace(/^<details( open)?><summary>(✅|❌|⚠️) [a-z0-9-]+: [a-z-]+<\/summary>$|^<\/details>$/gm, '')
    .replaceAll(/ \[More on this\]\(https:\/\/github\.com\/acme\/[\w./#-]+\)/g, '')
  const rows = text.split('\n').filter((line) => line.startsWith('|'))
  if (columns !== undefined) expect(rows.map((row) => row.split('|').length - 2)).toEqual(columns)
  expect(text).not.toMatch(/[<`\\$]|::|##\[|\]\(/)
  const structure = /^($|##|[-|] |[A-Z0-9…]|\*\*There)/
  expect(text.split('\n').filter((line) => !structure.test(line))).toEqual([])
}

test.each([true, false])(
  'nothing from elsewhere speaks to the runner, or gives a secret away (dry run: %s)',
  (dryRun) => {
    const redact = fakeRedact()
    fc.assert(
      fc.property(runs, ({ known: standing, steps, error, events }) => {
        const { core, lines } = fakeCore()
        const log = createLog({ core, redact, dryRun })
        for (const event of events) log.report(event)
        const of = outcome(steps, { known: standing, error, dryRun })
        const all = [...lines, log.finish(of, POLICY)]
        const context = { redact, notes: log.notes }
        all.push(...lines, ...Object.values(rotationOutputs(of, POLICY, context)))
        // eslint-disable-next-line no-control-regex -- control characters are what must not be there
        const bad = /::|##\[|[\x00-\x1f\x7f-\x9f\u2028\u2029]/
        expect(all.flatMap((text) => text.split('\n')).filter((line) => bad.test(line))).toEqual([])
        expectNoSecret(all.join('\n'))

        const summary = renderSummary(of, POLICY, context)
        expectNoSecret(resolved(summary))
        expectOwnMarkdown(
          summary,
          dryRun ? [5, 5, 5, 5, 3, 3, 3] : [5, 5, 5, 5, ...Array.from({ length: 12 }, () => 3)],
        )
      }),
      { numRuns: 100 },
    )
  },
)

test('nothing from elsewhere breaks the summary of many keys', () => {
  const redact = fakeRedact()
  fc.assert(
    fc.property(fc.array(runs, { minLength: 1, maxLength: 3 }), (many) => {
      const results = many.map(({ known: standing, steps, error, events }, index): KeyResult => {
        const log = createLog({ core: fakeCore().core, redact, dryRun: false })
        for (const event of events) log.report(event)
        const of = outcome(steps, { known: standing, error })
        const page = 'https://github.com/acme/scaleway-key-rotation/blob/v1/docs/troubleshooting.md'
        return {
          name: `key-${index}`,
          outcome: of,
          policy: POLICY,
          verdict: log.finish(of, POLICY),
          context: { redact, notes: log.notes, page },
        }
      })
      const summary = renderKeyFileSummary(results)
      expectNoSecret(resolved(summary))
      expectOwnMarkdown(summary)
      const { core, lines } = fakeCore()
      printKeyFileErrors(core, results)
      // eslint-disable-next-line no-control-regex -- control characters are what must not be there
      expect(lines.filter((line) => /::|##\[|[\x00-\x1f\x7f-\x9f\u2028\u2029]/.test(line))).toEqual([])
      expectNoSecret(lines.join('\n'))
    }),
    { numRuns: 60 },
  )
})
