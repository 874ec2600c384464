import { expect, test } from '@jest/globals'
import { evaluate } from '../../../src/check/evaluate.ts'
import type { CheckResult } from '../../../src/check/result.ts'
import { checkOutputs } from '../../../src/report/check/report.ts'
import { renderCheckSummary } from '../../../src/report/check/summary.ts'
import { checkOf } from './result.ts'
import { brokenIn, type CheckReport } from './schema.ts'
import { days, POLICY, target } from '../fixtures.ts'
import { key, observed, version } from '../../rotation/build.ts'

const asItIs = (text: string): string => text
/** What the runner takes from a job, and GitHub from a step. */
const MIB = 1024 * 1024

/** A key of a fleet with twenty versions and so many keys that nobody knows; every tenth is late. */
function result(number: number, late = number % 10 === 0): CheckResult {
  const overdueAfter = days(2)
  const unknown = Array.from({ length: 5 }, (_, at) => key(`X${at}`, { mark: 'none', text: 'd'.repeat(150) }))
  const keys = [key('K20', { days: late ? 60 : 1 }), ...(late ? unknown : [])]
  const retired = Array.from({ length: 19 }, (_, at) => version(at + 1, 'retired', `R${at}`))
  const snapshot = {
    secret: undefined,
    observation: observed({ versions: [...retired, version(20, 'current', 'K20')], keys }),
    listed: new Set(keys.map(({ accessKey }) => accessKey)),
    verifiable: false,
    shadows: [],
    identities: new Map<string, never>(),
    marks: new Map<string, boolean>(),
    keysLeft: undefined,
    capacity: 20,
    unread: [],
  }
  return {
    name: `key-${number}`,
    issuer: 'scaleway',
    secretPath: `/acme-infra-key-${number}`,
    policy: POLICY,
    overdueAfter,
    snapshot,
    evaluation: evaluate(snapshot, { policy: POLICY, overdueAfter }),
    notes: [],
  }
}

const fleet = (count: number): readonly CheckResult[] => Array.from({ length: count }, (_, at) => result(at))

function reportOf(results: readonly CheckResult[]): {
  report: CheckReport
  whole: CheckReport
  size: number
} {
  const { outputs, whole } = checkOutputs(results, ['overdue'], asItIs)
  const text = outputs['report'] ?? ''
  const size = Object.values(outputs).reduce((sum, output) => sum + output.length, 0)
  return { report: JSON.parse(text) as CheckReport, whole: JSON.parse(whole) as CheckReport, size }
}

test('the report of a small fleet has everything', () => {
  const { report, whole } = reportOf(fleet(20))
  expect(report).toEqual(whole)
  expect(brokenIn(report)).toEqual([])
  expect(report).toMatchObject({ shortened: false, keysLeftOut: 0 })
  expect(report.keys[0]?.generations).toHaveLength(20)
})

test('the report of a large fleet tells less on each key, and the whole of it has everything', () => {
  const { report, whole, size } = reportOf(fleet(400))
  expect(size).toBeLessThan(MIB * 0.75)
  expect(report).toMatchObject({ shortened: true, keysLeftOut: 0 })
  expect(report.keys).toHaveLength(400)
  expect(report.keys[0]).not.toHaveProperty('generations')
  expect(whole.keys[399]?.generations).toHaveLength(20)
  for (const one of [report, whole]) expect(brokenIn(one)).toEqual([])
})

test('of a huge fleet the keys with findings are told, and how many are not', () => {
  const { report, size } = reportOf(fleet(2000))
  expect(size).toBeLessThan(MIB * 0.75)
  expect(brokenIn(report)).toEqual([])
  expect(report.keys.length + report.keysLeftOut).toBe(2000)
  expect(report.keysLeftOut).toBeGreaterThan(0)
  const late = report.keys.filter(({ outcome }) => outcome === 'attention')
  expect(late).toHaveLength(200)
  expect(report.alarms[0]?.keys).toHaveLength(200)
})

test('a summary stays within what GitHub takes', () => {
  const summary = renderCheckSummary(fleet(2000), ['overdue'], asItIs)
  expect(Buffer.byteLength(summary)).toBeLessThan(MIB)
  expect(summary).toContain('key-1990')
  expect(summary).toContain('for which there is no room; the report has them.')
})

const ONE = [version(1, 'current', 'K1')]

test('times that nobody knows are null in a report, as are those that a service tells wrong', () => {
  const broken = { ...key('X9', { mark: 'none' }), createdAt: new Date('yesterday') }
  const { report } = reportOf([checkOf({ versions: ONE, keys: [broken] })])
  expect(brokenIn(report)).toEqual([])
  expect(report.keys[0]?.current).toMatchObject({ accessKey: 'K1', alive: false, createdAt: null })
  expect(report.keys[0]?.otherKeys).toMatchObject([{ accessKey: 'X9', createdAt: null }])
})

test('a key that could not be looked at, for no reason that anybody told', () => {
  const { report } = reportOf([checkOf({}, { snapshot: { observation: undefined } })])
  expect(report).toMatchObject({ outcome: 'failed', verdict: 'Could not be looked at: nobody knows why.' })
})

test('a key without a rule and without targets has neither in the overview', () => {
  const bare = checkOf(
    { versions: ONE, keys: [key('K1')] },
    { name: 'bare', targets: [], policy: { maxAge: undefined } },
  )
  const usual = checkOf({ versions: ONE, keys: [key('K1')] }, { name: 'usual' })
  const lines = renderCheckSummary([bare, usual], [], asItIs).split('\n')
  expect(lines.filter((line) => /^\| (bare|usual)/.test(line))).toEqual([
    '| bare | ⚠️ unchecked | v1 (K1) | 24 hours | never expires |  |  |',
    '| usual | ✅  | v1 (K1) | 24 hours | never expires | 2030-07-14 12:00 UTC (in 29 days) | 2 of 2 |',
  ])
})

test('a long list of findings is cut, and says so', () => {
  const targets = Array.from({ length: 60 }, (_, at) => target(`acme/r${at}`, undefined))
  const result = checkOf({ versions: ONE, keys: [key('K1')] }, { targets })
  const lines = renderCheckSummary([result], ['drift'], asItIs).split('\n')
  expect(lines.filter((line) => line.startsWith('- ❌ **drift**'))).toHaveLength(50)
  expect(lines).toContain('- … and 10 more')
})
