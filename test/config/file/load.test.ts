import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { loadConfig } from '../../../src/config/file/load.ts'

const LARGEST = 512 * 1024
let root: string
let workspace: string

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'skr-config-'))
  workspace = join(root, 'workspace')
  mkdirSync(join(workspace, '.github'), { recursive: true })
  writeFileSync(join(root, 'outside.yml'), 'keys: {}')
  writeFileSync(join(workspace, '.github', 'keys.yml'), 'keys:\n  a:\n')
  writeFileSync(join(workspace, 'latin.yml'), Buffer.from([0x6b, 0xe9]))
  writeFileSync(join(workspace, 'large.yml'), 'x'.repeat(LARGEST))
  writeFileSync(join(workspace, 'huge.yml'), 'x'.repeat(LARGEST + 1))
  symlinkSync('.github/keys.yml', join(workspace, 'inside.yml'))
  symlinkSync('../outside.yml', join(workspace, 'out.yml'))
  symlinkSync('..', join(workspace, 'up'))
  symlinkSync('round.yml', join(workspace, 'round.yml'))
  execFileSync('mkfifo', [join(workspace, 'fifo.yml'), join(root, 'fifo.yml')])
  symlinkSync('fifo.yml', join(workspace, 'to-fifo.yml'))
  symlinkSync('../fifo.yml', join(workspace, 'to-fifo-outside.yml'))
  symlinkSync('/dev/zero', join(workspace, 'zero.yml'))
  symlinkSync('/proc/self/environ', join(workspace, 'environ.yml'))
  symlinkSync('/dev/stdin', join(workspace, 'stdin.yml'))
})
afterAll(() => {
  rmSync(root, { recursive: true })
})

describe('a file of keys is read', () => {
  test.each(['.github/keys.yml', './.github/../.github/keys.yml', 'inside.yml'])('%s', (path) => {
    expect(loadConfig(path, workspace)).toEqual({ ok: true, text: 'keys:\n  a:\n' })
  })
})

test('a file of keys may be large, and is closed after it was read or refused', () => {
  const open = (): readonly string[] => readdirSync('/dev/fd')
  const before = open().length
  for (let count = 0; count < 10; count += 1) {
    expect(loadConfig('large.yml', workspace)).toEqual({ ok: true, text: 'x'.repeat(LARGEST) })
    expect(loadConfig('huge.yml', workspace).ok).toBe(false)
  }
  expect(open().length).toBeLessThan(before + 10)
})

describe('a file of keys is refused', () => {
  test.each([
    ['nothing.yml', 'the file does not exist in the workspace'],
    ['latin.yml/keys.yml', 'the file does not exist in the workspace'],
    ['../outside.yml', 'the file is outside the workspace'],
    ['out.yml', 'the file is outside the workspace'],
    ['up/outside.yml', 'the file is outside the workspace'],
    ['.', 'the file is outside the workspace'],
    ['..', 'the file is outside the workspace'],
    ['.github', 'not a regular file'],
    ['fifo.yml', 'not a regular file'],
    ['to-fifo.yml', 'not a regular file'],
    ['to-fifo-outside.yml', 'the file is outside the workspace'],
    ['zero.yml', 'the file is outside the workspace'],
    ['environ.yml', 'the file is outside the workspace'],
    ['stdin.yml', 'the file is outside the workspace'],
    ['latin.yml', 'the file is not UTF-8'],
    ['huge.yml', 'the file is larger than 524288 bytes'],
    ['round.yml', 'the file cannot be read (ELOOP)'],
    ['a\0b.yml', 'the file cannot be read (ERR_INVALID_ARG_VALUE)'],
  ])('%s: %s', (path, problem) => {
    expect(loadConfig(path, workspace)).toMatchObject({ ok: false, problem: { input: 'config', problem } })
  })

  test('by an absolute path, even to a file inside', () => {
    expect(loadConfig(join(workspace, '.github', 'keys.yml'), workspace)).toMatchObject({
      problem: { problem: 'absolute paths are not accepted' },
    })
  })

  test('where there is no workspace', () => {
    expect(loadConfig('keys.yml', undefined)).toMatchObject({
      ok: false,
      problem: { problem: 'there is no workspace: GITHUB_WORKSPACE is not set' },
    })
  })

  test.each([
    ['/etc/keys.yml', 'a path inside the workspace, for example .github/key-rotation.yml'],
    ['..', 'a path inside the workspace, for example .github/key-rotation.yml'],
    [
      'nothing.yml',
      'a path inside the workspace, for example .github/key-rotation.yml; check out the repository (actions/checkout) before this step',
    ],
    ['huge.yml', 'several smaller files'],
    ['latin.yml', 'a file in UTF-8'],
  ])('%s: right would be %s', (path, remedy) => {
    expect(loadConfig(path, workspace)).toMatchObject({ ok: false, problem: { remedy } })
  })
})
