import { expect, test } from '@jest/globals'
import { RunProblems, TargetError } from '../../../src/rotation/model/ports.ts'
import { errorText } from '../../../src/report/text/errors.ts'
import { FAKE_SECRET, fakeRedact } from '../fixtures.ts'

const redact = fakeRedact()
const lines = (error: unknown) => errorText(error, redact)

test('the whole chain of causes, a line each, and never a stack', () => {
  const error = new Error('could not store the key', {
    cause: new Error('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') }),
  })
  expect(lines(error)).toEqual([
    'could not store the key',
    'because: fetch failed',
    'because: connect ECONNREFUSED 127.0.0.1:1',
  ])
})

test('every part of several errors, with their causes', () => {
  const parts = [new Error('one', { cause: new Error('its cause') }), 'two']
  expect(lines(new AggregateError(parts, 'neither stored nor deleted'))).toEqual([
    'neither stored nor deleted',
    'with: one',
    'because: its cause',
    'with: two',
  ])
})

test('problems: what it is about, what is wrong, what to do', () => {
  const problems = new RunProblems(
    [
      { about: 'expiry', problem: 'it is too long', remedy: 'Set it to 30d' },
      { about: 'quota', problem: 'it is full', remedy: 'delete keys that nobody uses.' },
    ],
    { cause: new Error('quotas exceeded') },
  )
  expect(lines(problems)).toEqual([
    'expiry: it is too long. Set it to 30d.',
    'quota: it is full. Delete keys that nobody uses.',
    'because: quotas exceeded',
  ])
})

test.each([
  ['untouched', 'It holds what it held before.'],
  ['restored', 'A part was written and put back: it holds what it held before.'],
  ['mixed', 'It holds a mixed pair, a part new and a part old, until it is written again.'],
  ['unknown', 'Nobody knows what it holds now, because there was no answer.'],
] as const)('a target that could not be written says what it holds: %s', (left, words) => {
  const error = new TargetError('GitHub refused the write', left, 'Give the token Secrets: write')
  expect(lines(error)).toEqual([`GitHub refused the write. ${words} Give the token Secrets: write.`])
})

test('what a wrapper repeats is told once', () => {
  expect(lines(new Error('could not read: timed out', { cause: new Error('timed out') }))).toEqual([
    'could not read: timed out',
  ])
})

test('chains that bite their own tail come to an end', () => {
  const one = new Error('one')
  one.cause = new Error('two', { cause: one })
  expect(lines(one)).toEqual(['one', 'because: two'])
})

test('endless lists are cut', () => {
  const many = new AggregateError(
    Array.from({ length: 200 }, (_, index) => new Error(`no. ${index}.`)),
    'many',
  )
  expect(lines(many)).toHaveLength(51)
  expect(lines(many).at(-1)).toBe('… and 151 more')
})

test.each<[string, unknown, string[]]>([
  ['nothing', undefined, []],
  ['null', null, ['null']],
  ['a string', 'broken', ['broken']],
  ['an empty string', '', ['an error without a message']],
  ['a symbol', Symbol('x'), ['a symbol was thrown']],
  ['an object', Object.create(null), ['an error without a message']],
  ['an empty message', new TypeError(''), ['TypeError']],
  ['a code alone', Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' }), ['ECONNREFUSED']],
])('whatever is thrown has words: %s', (_, thrown, words) => {
  expect(lines(thrown)).toEqual(words)
})

test('no command, no secret', () => {
  const error = new Error(`::add-mask::x\n##[error]${FAKE_SECRET}`, {
    cause: new Error(`token ${FAKE_SECRET.slice(0, 9)}\u200b${FAKE_SECRET.slice(9)}`),
  })
  expect(lines(error)).toEqual([': :add-mask: :x ## [error]***', 'because: token ***'])
})

test('half of a secret, at the place where a text is cut, is not shown either', () => {
  const [line = ''] = lines(new Error(`${'a'.repeat(450)}${FAKE_SECRET} ${'b'.repeat(300)}`))
  expect(line).not.toContain(FAKE_SECRET.slice(0, 8))
})
