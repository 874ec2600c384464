import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import sodium from 'libsodium-wrappers'
import { readKeysApi } from '../../src/config/sections/keys-api.ts'
import { createReader } from '../../src/config/reader.ts'
import { sealedKeyText } from '../../src/report/rotation/key-event-text.ts'
import { fingerprint } from '../../src/lib/fingerprint.ts'
import { seal } from '../../src/github/secrets/seal.ts'

const KEY = 'sk_live_FAKE_recovered_0000000000000000001'

let folder: string
/** The file of a key pair, and its public key as it was printed. */
let file: string
let publicKey: string
/** The line that a run prints, with the box that `src/` makes. */
let line: string
let box: string

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the script as `npm run recovery` does. */
async function recovery(parameters: readonly string[], input = ''): Promise<Ended> {
  const child = spawn(process.execPath, ['scripts/recovery.ts', ...parameters])
  const code = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  child.stdin.on('error', () => undefined) // one that only reports a wrong argument does not read it
  child.stdin.end(input)
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await code, stdout, stderr }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recovery-'))
  file = join(folder, 'recovery.key')
  const made = await recovery(['new', file])
  expect(made).toMatchObject({ code: 0, stderr: '' })
  publicKey = /^ +recovery-public-key: (\S+)$/m.exec(made.stdout)?.[1] ?? ''
  box = await seal(KEY, { id: 'recovery', key: publicKey })
  line = sealedKeyText({ kind: 'sealed', accessKey: fingerprint(KEY), box })
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

describe('new', () => {
  test('writes a private key that belongs to the public one, readable by its owner alone, and never prints it', async () => {
    const other = join(folder, 'other.key')
    const { stdout, stderr } = await recovery(['new', other])
    const content = (await readFile(other, 'utf8')).trim()
    expect((await stat(other)).mode & 0o777).toBe(0o600)
    await sodium.ready
    const belongs = sodium.crypto_scalarmult_base(Buffer.from(content, 'base64'))
    const printed = Buffer.from(belongs).toString('base64')
    expect(stdout.split('\n')).toContain(printed)
    expect(stdout).toContain(`recovery-public-key: ${printed}\n`)
    expect(stdout + stderr).not.toContain(content.slice(0, 10))
  })

  test('prints a public key that the input takes', () => {
    const given: Record<string, string> = {
      'keys-api-token': 'FAKE.token.0',
      'keys-api-verify-header': 'x-api-key',
      'recovery-public-key': publicKey,
    }
    const reader = createReader({ input: (name) => given[name] ?? '', env: {} })
    const address = { ok: true, url: 'https://api.example.com', loopback: false } as const
    expect(readKeysApi(reader, address, 'rollover')).toMatchObject({ recoveryPublicKey: publicKey })
    expect(reader.problems).toEqual([])
  })

  test('overwrites nothing', async () => {
    const before = await readFile(file, 'utf8')
    const again = await recovery(['new', file])
    expect(again).toMatchObject({ code: 1, stdout: '' })
    expect(again.stderr).toBe(`recovery: ${file} exists already, and is not overwritten: name another file\n`)
    expect(await readFile(file, 'utf8')).toBe(before)
  })

  test('says where it cannot write', async () => {
    const nowhere = join(folder, 'nowhere', 'recovery.key')
    const { code, stderr } = await recovery(['new', nowhere])
    expect([code, stderr]).toEqual([
      1,
      `recovery: ${nowhere} could not be written: ENOENT: no such file or directory\n`,
    ])
  })
})

describe('open', () => {
  test('the line of the log, with the log around it', async () => {
    const time = '2030-01-02T03:04:05.1234567Z '
    const log = `${time}##[group]Make\r\n${time}##[warning]${line}\r\n${time}##[endgroup]\r\n`
    const { code, stdout, stderr } = await recovery(['open', file], log)
    expect([code, stdout]).toEqual([0, `${KEY}\n`])
    expect(stderr).toContain(fingerprint(KEY))
  })

  test('the box alone, in several lines', async () => {
    const { code, stdout } = await recovery(['open', file], `${box.slice(0, 60)}\n${box.slice(60)}`)
    expect([code, stdout]).toEqual([0, `${KEY}\n`])
  })

  test('two boxes give two keys, the same box twice gives one', async () => {
    const second = 'sk_live_FAKE_recovered_0000000000000000002'
    const other = await seal(second, { id: 'recovery', key: publicKey })
    const { stdout } = await recovery(['open', file], `${line}\n${line}\n${other}\n`)
    expect(stdout).toBe(`${KEY}\n${second}\n`)
  })

  test('a box for somebody else, or a cut one, is not opened', async () => {
    const other = join(folder, 'somebody.key')
    await recovery(['new', other])
    const foreign = await recovery(['open', other], line)
    expect(foreign).toMatchObject({ code: 1, stdout: '' })
    expect(foreign.stderr).toContain('sealed to another public key')
    const cut = await recovery(['open', file], line.slice(0, -8))
    expect(cut).toMatchObject({ code: 1, stdout: '' })
    expect(cut.stderr).toContain('or a part of it is missing')
  })

  test('a text without a box is told from one', async () => {
    const { code, stdout, stderr } = await recovery(['open', file], 'Made the key key-0123456789ab.\n')
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain('there is no sealed key in what came in')
  })

  test('what could command a terminal is not shown', async () => {
    const hostile = await seal('\u001b]0;FAKE\u0007', { id: 'recovery', key: publicKey })
    expect(await recovery(['open', file], hostile)).toMatchObject({ code: 1, stdout: '' })
  })

  test('a file that is no private key is refused and not quoted', async () => {
    const wrong = join(folder, 'wrong.key')
    await writeFile(wrong, 'FAKE-something-else\n')
    const { code, stdout, stderr } = await recovery(['open', wrong], line)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(`${wrong} holds no private key`)
    expect(stderr).not.toContain('FAKE')
    expect((await recovery(['open', join(folder, 'none.key')], line)).stderr).toContain(
      'none.key could not be read: ENOENT',
    )
  })
})

describe('arguments', () => {
  test('--help explains', async () => {
    expect(await recovery(['--help'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('open FILE'),
      stderr: '',
    })
  })

  test.each([[['new']], [['open', 'a', 'b']], [['close', 'a']], [['--nonsense', 'a']]])(
    '%j is refused',
    async (parameters: string[]) => {
      const { code, stdout, stderr } = await recovery(parameters)
      expect([code, stdout]).toEqual([1, ''])
      expect(stderr).toMatch(/^recovery: (it takes "new FILE" or "open FILE"|Unknown option '--nonsense')/)
    },
  )
})
