import { describe, expect, test } from '@jest/globals'
import { keyEventText, sealedKeyText } from '../../../src/report/rotation/key-event-text.ts'
import { createLog } from '../../../src/report/rotation/log.ts'
import { createNotes } from '../../../src/report/view/run-notes.ts'
import { rotationOutputs } from '../../../src/report/rotation/outputs.ts'
import { renderSummary } from '../../../src/report/rotation/summary.ts'
import { verdict } from '../../../src/report/rotation/verdict.ts'
import { dueText, stopText } from '../../../src/report/rotation/step-text.ts'
import type { RotationEvent } from '../../../src/rotation/model/events.ts'
import type { Observation } from '../../../src/rotation/model/observation.ts'
import type { Outcome } from '../../../src/rotation/decide/outcome.ts'
import type { Halt, Step, StopReason } from '../../../src/rotation/model/steps.ts'
import {
  fakeCore,
  fakeRedact,
  FAKE_SECRET,
  inDays,
  keyAt,
  known,
  MAKE,
  NOW,
  observation,
  outcome,
  POLICY,
  PROMOTE,
  PROVE,
  PUBLISH,
  scw,
  target,
  version,
} from '../fixtures.ts'

// What is told of keys that an issuer shows once: not made yet, made and gone astray, unproven.

const K = 'key-0123456789ab'
const BOX = 'b0xO+/'.repeat(400) + '=='
const policy = { ...POLICY, command: 'rollover', oldKey: 'keep' } as const
const redact = fakeRedact()

/** v3 current at a keys API; its key as described, dead without an age. */
function blind(age?: number, expiresIn?: number): Partial<Observation> {
  return {
    issuer: 'blind',
    versions: [version(3, 'current', 2, ['acme/shop'])],
    keys: new Map(age === undefined ? [] : [keyAt(scw(3), age, expiresIn)]),
    targets: [target('acme/shop', 2)],
  }
}

function halted(because: StopReason, cloud = blind(2, 3)): Outcome {
  const now = known(cloud, because.kind === 'published-unverified' ? {} : { halted: because as Halt })
  return outcome([MAKE], { known: now, stop: because, command: 'rollover' })
}

const lost = (certain: boolean, earlier: boolean): StopReason => ({
  kind: 'answer-lost',
  replaced: { accessKey: K },
  certain,
  earlier,
  why: 'the connection broke',
})

test.each<[StopReason, string]>([
  [
    { kind: 'not-yet', accessKey: K, until: NOW, forced: false },
    `the key ${K} goes on working, and the service rolls it over only from 2026-08-01 12:00 UTC on`,
  ],
  [
    { kind: 'not-yet', accessKey: undefined, until: undefined, forced: true },
    'the key goes on working, and the service rolls it over only shortly before it expires; to replace it now, make another one with command: rotate',
  ],
  [
    lost(true, false),
    `the service rolled the old key ${K} over, and the answer with the new key was lost: the old one is dead, and nobody has the new one. The way out: run once with command: rotate, which makes another key. What went wrong: the connection broke.`,
  ],
  [
    { ...lost(false, false), replaced: { accessKey: undefined } } as StopReason,
    'nobody knows whether the service rolled the old key over; if it did, the old one is dead, and nobody has the new one. The way out: run once with command: rotate, which makes another key. What went wrong: the connection broke.',
  ],
  [
    { kind: 'unstored', accessKey: K, rolledOver: true, targets: [], why: 'full' },
    `the new key ${K} could not be stored, and the old one is dead; every target was given it. It stands in no store, so no later run knows it: run once with command: rotate, which makes another that is stored. What went wrong: full.`,
  ],
  [
    { kind: 'unstored', accessKey: K, rolledOver: true, targets: ['t'], why: 'full' },
    `the new key ${K} could not be stored, and the old one is dead; 1 target could not be given it either: label t. It stands in no store, so no later run knows it: run once with command: rotate, which makes another that is stored. What went wrong: full.`,
  ],
])('why a run stops: %j', (reason, words) => {
  expect(stopText(reason, (id) => `label ${id}`)).toBe(words)
})

test.each<[StopReason, readonly string[]]>([
  [lost(true, true), ['an earlier run had', 'unless a target was given it', 'run once with command: rotate']],
  [
    lost(false, true),
    ['the service knows no such key', 'belongs to another user', 'run once with command: rotate'],
  ],
  [
    { kind: 'answer-lost', replaced: undefined, certain: false, earlier: false, why: 'cut' },
    ['The old key goes on working', 'deactivate it there', 'the next run makes another one'],
  ],
  [
    { kind: 'unstored', accessKey: K, rolledOver: false, targets: ['t'], why: 'full' },
    [
      'no target was given it',
      'the old key goes on working',
      'deactivate this one where the service lists it',
    ],
  ],
  [
    { kind: 'published-unverified', accessKey: K },
    ['could not be seen to work in time', 'given to the targets all the same', 'keys-api-verify-url'],
  ],
])('and what to do about it: %j', (reason, said) => {
  for (const words of said) expect(stopText(reason)).toContain(words)
})

test('why a key is due', () => {
  expect(dueText({ kind: 'in-doubt', accessKey: K })).toBe(
    `an earlier run was about to roll ${K} over, and nobody knows how that ended`,
  )
  expect(dueText({ kind: 'end-unknown', accessKey: K })).toBe(
    `nobody knows when the current key ${K} expires`,
  )
})

describe('the verdict', () => {
  const said = (of: Outcome) => verdict(of, policy, { redact })

  test('of a run that is to wait says since when it need not', () => {
    const stop: StopReason = { kind: 'not-yet', accessKey: scw(3), until: inDays(13), forced: false }
    expect(said(halted(stop, blind(2, 20)))).toBe(
      `Nothing to do: the key ${scw(3)} goes on working, and the service rolls it over only from 2026-08-14 12:00 UTC on. ` +
        `v3 (${scw(3)}) is current and 2 days old. The current key is due on 2026-08-14 12:00 UTC (in 13 days).`,
    )
  })

  test('of a key whose end nobody knows does not say that it never ends', () => {
    const stop: StopReason = { kind: 'not-yet', accessKey: scw(3), until: undefined, forced: false }
    const words = said(halted(stop, blind(2)))
    expect(words).toContain('Nobody knows when the current key expires, so every run asks the service')
    expect(words).not.toContain('never expires')
  })

  test.each<[string, StopReason]>([
    ['lost', lost(true, false)],
    ['not stored', { kind: 'unstored', accessKey: K, rolledOver: true, targets: [], why: 'full' }],
    ['published all the same', { kind: 'published-unverified', accessKey: K }],
  ])('of a key that is %s calls nothing current that works, and promises no next run', (_, stop) => {
    const words = said(halted(stop, blind()))
    expect(words).not.toContain('goes on working')
    expect(words).not.toContain('The next run goes on')
    expect(words).not.toContain('run again as soon as you can')
  })

  test('of a run that broke over a key in doubt says that nobody knows', () => {
    const cloud = blind(2, 3)
    const doubted = new Map(
      [...(cloud.keys ?? [])].map(([name, key]) => [name, { ...key, inDoubt: true as const }]),
    )
    const broken = outcome([{ step: MAKE, error: new Error('it broke') }], {
      known: known({ ...cloud, keys: doubted }),
      error: new Error('it broke'),
    })
    expect(said(broken)).toContain(`Nobody knows whether the current key v3 (${scw(3)}) still works.`)
  })
})

describe('a key that could not be stored', () => {
  const stop: StopReason = { kind: 'unstored', accessKey: K, rolledOver: true, targets: [], why: 'full' }
  const events: readonly RotationEvent[] = [
    { kind: 'observed', observation: observation(blind(2, 3)) },
    { kind: 'step', step: MAKE },
    { kind: 'key-created', accessKey: K, expiresAt: inDays(30) },
    { kind: 'sealed', accessKey: K, box: BOX },
    { kind: 'target-written', label: 'acme/shop', count: 1, total: 1 },
  ]

  test('is told sealed, and its box is never cut: in no log line and in no summary', () => {
    expect(sealedKeyText({ kind: 'sealed', accessKey: K, box: BOX })).toMatch(
      new RegExp(`: ${escaped(BOX)}$`),
    )
    const { core, lines } = fakeCore()
    const log = createLog({ core, redact, dryRun: false })
    for (const event of events) log.report(event)
    expect(lines.filter((line) => line.endsWith(`: ${BOX}`))).toHaveLength(1)
    const summary = renderSummary(halted(stop), policy, { redact, notes: log.notes })
    expect(summary).toContain(`\`${BOX}\``)
  })

  test('a box that is none is not shown where it could be Markdown', () => {
    const { notes, take } = createNotes()
    take({ kind: 'sealed', accessKey: K, box: '`<img src=x>' })
    expect(renderSummary(halted(stop), policy, { redact, notes })).not.toContain('<img')
  })

  test('is what the targets are said to hold, and not the dead one', () => {
    const { notes, take } = createNotes()
    for (const event of events) take(event)
    const context = { redact, notes }
    expect(renderSummary(halted(stop), policy, context)).toContain(
      '| acme/shop | ⚠️ a new key that could not be stored |',
    )
    const report = JSON.parse(rotationOutputs(halted(stop), policy, context)['report'] ?? '') as {
      targets: { holds: string; revision: number | null }[]
    }
    expect(report.targets).toMatchObject([{ holds: 'unstored', revision: null }])
    // In the output is no box: what is no secret today may be one tomorrow.
    expect(JSON.stringify(report)).not.toContain(BOX)
  })
})

test('foreign text in the reasons neither speaks nor leaks', () => {
  const why = `full ::add-mask::x ##[error]y\n${FAKE_SECRET}`
  const words = verdict(halted({ ...lost(true, false), why } as StopReason), policy, { redact })
  expect(words).not.toMatch(/::add-mask|##\[error|\n/)
  expect(words).not.toContain(FAKE_SECRET)
})

test('the way out is told before what went wrong, so that no long text cuts it off', () => {
  for (const stop of [
    { ...lost(true, false), why: 'x'.repeat(5000) },
    { kind: 'unstored', accessKey: K, rolledOver: true, targets: [], why: 'x'.repeat(5000) },
  ] as StopReason[]) {
    expect(verdict(halted(stop), policy, { redact })).toContain('run once with command: rotate')
  }
})

describe('an end that nobody knows', () => {
  test('is none of a key that Scaleway made, and unknown of any other', () => {
    const event = { kind: 'key-created', accessKey: K, expiresAt: undefined } as const
    expect(keyEventText(event, NOW)).toBe(`Made the key ${K}, which never expires.`)
    expect(keyEventText(event, NOW, 'blind')).toBe(`Made the key ${K}, and nobody knows when it expires.`)
  })

  test('stands so in the summary', () => {
    const rendered = renderSummary(outcome([], { known: known(blind(2)) }), policy, { redact })
    expect(rendered).toContain('| **unknown** | **current** |')
    expect(rendered).not.toContain('never')
  })
})

describe('a key that nobody could be asked about', () => {
  const events: readonly RotationEvent[] = [
    { kind: 'step', step: PROVE },
    { kind: 'unchecked', what: 'whether the new key works', why: 'there is no address', accessKey: scw(3) },
    { kind: 'step-done', step: PROVE },
  ]
  const steps: readonly Step[] = [MAKE, PROVE, PUBLISH, PROMOTE]

  test('is not said to be proven', () => {
    const { core, lines } = fakeCore()
    const log = createLog({ core, redact, dryRun: false })
    for (const event of events) log.report(event)
    expect(lines.join('\n')).not.toMatch(/proved/i)
    const context = { redact, notes: log.notes }
    const summary = renderSummary(outcome(steps), policy, context)
    expect(summary).not.toMatch(/proved/i)
    expect(summary).toContain(`| ✅ | could not check whether v3 (\`${scw(3)}\`) works |`)
    expect(summary).toContain('Could not check whether the new key works: there is no address')
  })

  test('and one that could is', () => {
    expect(renderSummary(outcome(steps), policy, { redact })).toMatch(/proved/i)
  })
})

test('what an unproven key means for the targets is left to the end', () => {
  const { core, lines } = fakeCore()
  const log = createLog({ core, redact, dryRun: false })
  log.report({ kind: 'unverified', accessKey: K, seconds: 120 })
  expect(lines.join('\n')).toContain(`The key ${K} did not work within 120 s`)
  expect(lines.join('\n')).not.toMatch(/no target|goes on working/)
})

/** A text as a regular expression that fits just it. */
function escaped(text: string): string {
  return text.replace(/[+/=]/g, '\\$&')
}
