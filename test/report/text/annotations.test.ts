import { expect, test } from '@jest/globals'
import { limitAnnotations } from '../../../src/report/text/annotations.ts'
import { createKeyFileLog } from '../../../src/report/key-file/log.ts'
import type { KeyResult } from '../../../src/report/key-file/summary.ts'
import { RunProblems, TargetError } from '../../../src/rotation/model/ports.ts'
import { fakeCore, fakeRedact, known, outcome, POLICY } from '../fixtures.ts'

const of = (kind: string, lines: readonly string[]) => lines.filter((line) => line.startsWith(`${kind} "`))

test('GitHub shows ten annotations of a kind: there is room for the verdict', () => {
  const { core, lines } = fakeCore()
  const limited = limitAnnotations(core)
  for (let at = 1; at <= 12; at += 1) limited.error(`problem ${at}\nand more`, { title: 'x' })
  limited.warning('a warning', { title: 'x' })
  limited.finish()
  expect(of('error', lines)).toHaveLength(9)
  expect(of('warning', lines)).toEqual(['warning "x": a warning'])
  expect(lines).toContain('Error: problem 12')
  expect(lines.at(-1)).toBe('error "And more": 4 more errors: the log has all of them.')
})

test('nothing is said of more where there is none', () => {
  const { core, lines } = fakeCore()
  const limited = limitAnnotations(core)
  for (let at = 1; at <= 8; at += 1) limited.notice('said', { title: 'x' })
  limited.finish()
  expect(lines).toHaveLength(8)
})

/** A key of a file that could not be rotated. */
function failed(name: string, error: Error): KeyResult {
  const of = outcome([], { error, known: known() })
  return { name, outcome: of, policy: POLICY, verdict: '', context: { redact: fakeRedact() } }
}

test('forty keys that fail for one cause are one annotation, whatever the messages name', () => {
  const { core, lines } = fakeCore()
  const log = createKeyFileLog(core)
  const results = Array.from({ length: 40 }, (_, at) => {
    const name = `key-${at + 1}`
    log.forKey(name).error('the key may not', { title: 'scw-access-key' })
    log.forKey(name).notice('Could not check the quota', { title: 'Could not check' })
    return failed(
      name,
      new RunProblems([
        {
          about: 'scw-access-key',
          problem: `the key may not delete the key ${at}`,
          remedy: 'Give it IAMApplicationManager',
          knownCause: 'scaleway-iam-permission-missing',
        },
      ]),
    )
  })
  const own = new TargetError('refused', 'untouched', 'Give the token Secrets: write')
  log.finish([...results, failed('alone', own)])
  expect(lines.filter((line) => line.startsWith('key-7: '))).toEqual([
    'key-7: Error: the key may not',
    'key-7: Notice: Could not check the quota',
  ])
  const names = Array.from({ length: 10 }, (_, at) => `key-${at + 1}`).join(', ')
  expect(of('error', lines)).toEqual([
    `error "Key rotation of 40 keys": ${names} and 30 more: scw-access-key: the key may not delete the key 0. Give it IAMApplicationManager. (And 39 more like it.) See docs/troubleshooting.md#scaleway-iam-permission-missing`,
    'error "Key rotation of alone": alone: Refused. It holds what it held before. Give the token Secrets: write.',
  ])
  expect(of('notice', lines)).toEqual([
    `notice "40 keys: Could not check": ${names} and 30 more: Could not check the quota`,
  ])
})
