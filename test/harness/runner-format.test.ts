import { describe, expect, test } from '@jest/globals'
import { parseCommand, parseFileCommands, readStepOutput } from './runner-format.ts'

describe('commands in a step’s output', () => {
  test.each([
    ['::notice::hello', { name: 'notice', properties: {}, data: 'hello' }],
    ['  ::group::A title', { name: 'group', properties: {}, data: 'A title' }],
    ['::add-mask::50%25 %0Asecond', { name: 'add-mask', properties: {}, data: '50% \nsecond' }],
    ['::debug::%250A stays', { name: 'debug', properties: {}, data: '%0A stays' }],
    [
      '::error title=A%3A b%2C c,file=x.ts::text::more',
      { name: 'error', properties: { title: 'A: b, c', file: 'x.ts' }, data: 'text::more' },
    ],
    ['text first ##[error]old form', { name: 'error', properties: {}, data: 'old form' }],
    [
      '##[set-output name=a%3Bb;x=1]value',
      { name: 'set-output', properties: { name: 'a;b', x: '1' }, data: 'value' },
    ],
  ])('%s', (line, command) => {
    expect(parseCommand(line)).toEqual(command)
  })

  test.each(['text ::notice::hello', '::unknown::x', '::notice', 'notice::x', '##[unknown]x'])(
    '%s is text',
    (line) => {
      expect(parseCommand(line)).toBeUndefined()
    },
  )
})

describe('the log as GitHub shows it', () => {
  const shown = (...lines: string[]) => readStepOutput(lines.join('\n')).log

  test('masks what was masked before, not what comes earlier', () => {
    expect(shown('a secret', '::add-mask::secret', 'a secret')).toBe('a secret\na ***\n')
  })
  test('masks each line of a value of several lines', () => {
    expect(shown('::add-mask::one%0Atwo', 'two, one')).toBe('***, ***\n')
  })
  test('puts commands into words and hides debug lines', () => {
    expect(shown('::group::Steps', 'inside', '::endgroup::', '::debug::x', '::warning::careful')).toBe(
      '▼ Steps\n  inside\nWarning: careful\n',
    )
  })
  test('obeys stop-commands', () => {
    expect(shown('::stop-commands::token', '::error::text only', '::token::', '::error::real')).toBe(
      '::error::text only\nError: real\n',
    )
  })
})

describe('the files behind GITHUB_OUTPUT and GITHUB_ENV', () => {
  test('hold values of one line and of several', () => {
    expect(parseFileCommands('a=1=2\nb<<END\nfirst\n\nlast\nEND\nc=\nd<<X\nX\n')).toEqual({
      a: '1=2',
      b: 'first\n\nlast',
      c: '',
      d: '',
    })
  })
  test.each(['no name here', 'a<<END\nvalue'])('%j is refused, as the runner does', (text) => {
    expect(() => parseFileCommands(text)).toThrow(/The runner would refuse line 1/)
  })
})
