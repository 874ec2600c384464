import { describe, expect, test } from '@jest/globals'
import { findLeaks, findUnmasked } from './leaks.ts'

const secret = '11111111-2222-4333-8444-555555555555'
const quoted = 'pass"word\\with\nlines'
const base64 = (text: string) => Buffer.from(text).toString('base64')

const leaks = (traces: {
  stdout?: string
  stderr?: string
  summary?: string
  output?: string
  meant?: string
}) =>
  findLeaks(
    {
      stdout: traces.stdout ?? '',
      stderr: traces.stderr ?? '',
      files: { GITHUB_STEP_SUMMARY: traces.summary ?? '', GITHUB_OUTPUT: traces.output ?? '' },
      secretFiles: { GITHUB_ENV: traces.meant ?? '' },
    },
    [secret, quoted, ''],
  )

describe('a leak is found', () => {
  test.each([
    ['in the output', { stdout: `key ${secret}\n` }],
    ['in a debug line', { stdout: `::debug::${secret}` }],
    ['behind a mask command that is none', { stdout: `the ::add-mask::${secret}` }],
    ['behind a mask command that was stopped', { stdout: `::stop-commands::x\n::add-mask::${secret}` }],
    ['on standard error', { stderr: `Error: ${secret}` }],
    ['in the summary', { summary: `| ${secret} |` }],
    ['in an output of a run that should have none', { output: `key=${secret}` }],
    ['in a file for secrets, never masked', { meant: `KEY=${secret}` }],
    ['in base64', { stdout: base64(secret) }],
    ['in base64, within a longer text', { stdout: base64(`{"key":"${secret}"}`) }],
    ['in base64, shifted by one', { stdout: base64(`x${secret}x`) }],
    ['in base64, shifted by two', { stdout: base64(`xx${secret}xx`) }],
    ['escaped for JSON', { stdout: JSON.stringify({ quoted }) }],
    ['escaped for JSON twice', { stdout: JSON.stringify(JSON.stringify({ quoted })) }],
    ['escaped for an address', { stdout: encodeURIComponent(quoted) }],
    ['in hexadecimal', { stdout: Buffer.from(secret).toString('hex') }],
    ['before its mask, though no one knew it', { stdout: 'value abcdefgh12\n::add-mask::abcdefgh12' }],
    ['on standard error, though no one knew it', { stdout: '::add-mask::abcdefgh12', stderr: 'abcdefgh12' }],
  ])('%s', (_, traces) => {
    expect(leaks(traces)).toHaveLength(1)
    expect(leaks(traces).join()).not.toContain(secret)
  })
})

describe('no leak is', () => {
  test.each([
    ['a mask command', { stdout: `::add-mask::${secret}\n::add-mask::${base64(secret)}\n` }],
    [
      'a value in its own file after a mask',
      { stdout: `::add-mask::${secret}`, meant: `KEY<<X\n${secret}\nX` },
    ],
    ['text without a secret', { stdout: 'all is well', stderr: 'warning', summary: '# Rotated' }],
  ])('%s', (_, traces) => {
    expect(leaks(traces)).toEqual([])
  })
})

describe('a secret that came in with an answer', () => {
  const bodies = [{ secret_key: null }, { data: base64(JSON.stringify({ SECRET_KEY: secret })) }, undefined]
  test('must be masked', () => {
    expect(findUnmasked('', bodies, [secret])).toEqual([
      'secret 1 of 1 came in with an answer and was never masked',
    ])
    expect(findUnmasked(`::add-mask::${secret}`, bodies, [secret])).toEqual([])
  })
  test('is another one’s otherwise', () => {
    expect(findUnmasked('', [{ secret_key: 'something-else' }], [secret])).toEqual([])
  })
})
