import { describe, expect, test } from '@jest/globals'
import { keyFileOutputs, renderKeyFileSummary, type KeyResult } from '../../../src/report/key-file/summary.ts'
import { NO_NOTES } from '../../../src/report/view/run-notes.ts'
import { RunProblems } from '../../../src/rotation/model/ports.ts'
import {
  fakeRedact,
  keyAt,
  known,
  observation,
  outcome,
  POLICY,
  ROTATED,
  ROTATION,
  scw,
  target,
} from '../fixtures.ts'

const context = { redact: fakeRedact() }

function rotated(name: string): KeyResult {
  return {
    name,
    outcome: outcome(ROTATION, { known: ROTATED }),
    policy: POLICY,
    verdict: 'Rotated.',
    context,
  }
}

function failed(name: string): KeyResult {
  const problem = { about: 'quota', problem: 'it is full', remedy: 'Delete keys' }
  const error = new RunProblems([{ ...problem, knownCause: 'scaleway-api-key-quota-full' }])
  const page = 'https://github.com/acme/rotation/blob/v1/docs/troubleshooting.md'
  const of = outcome([], { error, known: known() })
  return { name, outcome: of, policy: POLICY, verdict: 'Failed.', context: { ...context, page } }
}

test('keys that failed come first, and what stops them is told once', () => {
  const lines = renderKeyFileSummary([rotated('api'), failed('shop'), rotated('docs'), failed('mail')]).split(
    '\n',
  )
  expect(lines.slice(0, 14)).toEqual([
    '## ⚠️ Key rotation: incomplete',
    '',
    '4 keys: 2 rotated, 2 failed. Look at: shop, mail.',
    '',
    '### What you have to do',
    '',
    '- **shop, mail**: quota: it is full. Delete keys. [More on this](https://github.com/acme/rotation/blob/v1/docs/troubleshooting.md#scaleway-api-key-quota-full)',
    '',
    '### Keys',
    '',
    '| Key | Outcome | Version | Access key | Age | Expiry | Due | Targets |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    '| shop | ❌&nbsp;failed | v3 | `SCWFAKE0000000000003` | 2&nbsp;days | 2026&#8209;10&#8209;28 | 2026&#8209;08&#8209;29 | 2&nbsp;of&nbsp;3 |',
    '| mail | ❌&nbsp;failed | v3 | `SCWFAKE0000000000003` | 2&nbsp;days | 2026&#8209;10&#8209;28 | 2026&#8209;08&#8209;29 | 2&nbsp;of&nbsp;3 |',
  ])
  expect(lines.filter((line) => line.startsWith('<details'))).toEqual([
    '<details open><summary>❌ shop: failed</summary>',
    '<details open><summary>❌ mail: failed</summary>',
    '<details><summary>✅ api: rotated</summary>',
    '<details><summary>✅ docs: rotated</summary>',
  ])
})

test('what differs between a few keys is told of each', () => {
  const overlap = (name: string, other: string): KeyResult => {
    const problem = { about: 'repositories', problem: `writes what ${other} does`, remedy: 'Use other names' }
    return { ...failed(name), outcome: outcome([], { error: new RunProblems([problem]), known: known() }) }
  }
  const lines = renderKeyFileSummary([overlap('one', 'two'), overlap('two', 'one')]).split('\n')
  expect(lines.slice(6, 8)).toEqual([
    '- **one**: repositories: writes what two does. Use other names.',
    '- **two**: repositories: writes what one does. Use other names.',
  ])
})

test('forty keys that rotated: nothing to do, one line each, and one chart of those that are due first', () => {
  const text = renderKeyFileSummary(Array.from({ length: 40 }, (_, at) => rotated(`key-${at + 1}`)))
  expect(text).toContain('**There is nothing that you have to do.**')
  expect(text.match(/^\| key-\d+ \|/gm)).toHaveLength(40)
  expect(text.match(/^```mermaid$/gm)).toHaveLength(1)
  expect(text).toContain('    section key-1\n    v3 :2026-07-30 12:00, 2026-08-29 12:00')
  expect(text).toContain('The 30 that are due first; 10 more are due later.')
  expect(text).not.toContain('<details open>')
})

test('a key that only a person can save comes first, whatever else is wrong', () => {
  const sealed = [{ accessKey: 'key-70e954b203ab', box: 'AAAA+/==' }]
  const one = failed('shop')
  const notes = { ...NO_NOTES, sealed }
  const lines = renderKeyFileSummary([{ ...one, context: { ...one.context, notes } }]).split('\n')
  expect(lines[6]).toBe(
    '- **shop**: The key key-70e954b203ab could not be stored; sealed to recovery-public-key: `AAAA+/==`',
  )
})

test('errors without a remedy are told once, and then what to do', () => {
  const broken = (name: string): KeyResult => ({
    ...failed(name),
    outcome: outcome([], { error: new Error('no answer from Scaleway'), known: known() }),
  })
  const lines = renderKeyFileSummary([broken('shop'), broken('mail')]).split('\n')
  expect(lines.slice(4, 9)).toEqual([
    '### What you have to do',
    '',
    '- **shop, mail**: no answer from Scaleway',
    '- **shop, mail**: Run it again: the next run goes on from here.',
    '',
  ])
})

test('a dry run says that it is one', () => {
  const dry = { ...rotated('shop'), outcome: outcome(ROTATION, { dryRun: true }) }
  expect(renderKeyFileSummary([dry]).split('\n')[0]).toBe('## 📝 Key rotation: rotated (dry run)')
})

test('keys of which none was due: one that nothing but force replaces, and one of which there is none yet', () => {
  const resting = outcome([], { known: known({ keys: new Map([keyAt(scw(3), 2)]) }) })
  const none = outcome([], { known: known({ versions: [], keys: new Map(), targets: [] }) })
  const lines = renderKeyFileSummary([
    { ...rotated('resting'), outcome: resting, policy: { ...POLICY, command: 'rollover' } },
    { ...rotated('none'), outcome: none },
  ]).split('\n')
  expect(lines[0]).toBe('## ✅ Key rotation: not-due')
  expect(lines.filter((line) => line.startsWith('| resting') || line.startsWith('| none'))).toEqual([
    '| resting | ✅&nbsp;not-due | v3 | `SCWFAKE0000000000003` | 2&nbsp;days | never | never | 2&nbsp;of&nbsp;3 |',
    '| none | ✅&nbsp;not-due | none |  |  |  |  | 0&nbsp;of&nbsp;0 |',
  ])
})

test('there is no chart of keys that nobody made yet', () => {
  const none = outcome([], { known: known({ versions: [], keys: new Map(), targets: [] }) })
  const text = renderKeyFileSummary([{ ...rotated('none'), outcome: none }])
  expect(text).not.toContain('### Timeline')
  expect(renderKeyFileSummary([rotated('shop')])).toContain('### Timeline')
})

describe('size', () => {
  // The longest that GitHub and the schema of a file allow, in characters that take the most room.
  const large = (at: number): KeyResult => {
    const targets = Array.from({ length: 1000 }, (_, index) =>
      target(`${'|'.repeat(150)}${index}`, undefined),
    )
    const stands = { ...known(), observation: observation({ targets }) }
    const name = `${'k'.repeat(46)}-${at}`
    return { ...rotated(name), outcome: outcome(ROTATION, { known: stands }) }
  }

  test('a hundred keys of a thousand targets stay below 1 MiB, and it says what was left out', () => {
    const text = renderKeyFileSummary(Array.from({ length: 100 }, (_, at) => large(at)))
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024)
    expect(text).toMatch(/… and \d+ keys more, for which there is no room; the log has them\.\n$/)
    expect(text.match(/^\| k+-\d+ \|/gm)).toHaveLength(100)
    expect(text).toContain('… and 900 more')
  })

  test('a thousand keys: the table is cut, and says so', () => {
    const text = renderKeyFileSummary(Array.from({ length: 1000 }, (_, at) => rotated(`key-${at}`)))
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024)
    expect(text).toContain('… and 500 more')
  })

  test('the report of a few keys has everything, and that of many large ones leaves out what each target holds', () => {
    const reportOf = (count: number) => {
      const { report = '', ...rest } = keyFileOutputs(Array.from({ length: count }, (_, at) => large(at)))
      expect(rest).toEqual({ outcome: 'rotated', changed: 'true' })
      const { keys } = JSON.parse(report) as { keys: Readonly<Record<string, object>> }
      return { report, keys: Object.values(keys) }
    }
    const [one] = reportOf(1).keys
    expect(one).toMatchObject({ outcome: 'rotated', targets: { length: 1000 }, generations: { length: 3 } })
    const { report, keys } = reportOf(10)
    expect(report.length).toBeLessThan(700_000)
    expect(keys).toHaveLength(10)
    for (const key of keys) {
      expect(key).toMatchObject({ outcome: 'rotated', key: { accessKey: scw(3) } })
      for (const left of ['targets', 'generations', 'steps']) expect(key).not.toHaveProperty(left)
    }
  })
})
