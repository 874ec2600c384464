import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseEnv } from 'node:util'
import { afterEach, beforeEach, expect, test } from '@jest/globals'

let folder: string
let child: ChildProcess | undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'))
})
afterEach(async () => {
  child?.kill('SIGKILL')
  await rm(folder, { recursive: true })
})

function start(...options: string[]) {
  // Without the `--` Node takes --env-file for its own option, even after the script's name.
  const process_ = spawn(process.execPath, ['--', 'sandbox/main.ts', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child = process_
  return process_
}

test('starts, says how to use it, and stops when it is told to', async () => {
  const file = join(folder, 'sandbox.env')
  const sandbox = start('--env-file', file)
  const [printed] = (await once(sandbox.stdout, 'data')) as [Buffer]
  const environment = parseEnv(await readFile(file, 'utf8'))
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const answer = await fetch(`${environment['SCW_API_URL'] ?? ''}/iam/v1alpha1/api-keys`, {
    headers: { 'X-Auth-Token': environment['SCW_SECRET_KEY'] ?? '' },
  })
  expect(await answer.json()).toMatchObject({ total_count: 3 })
  expect((await fetch(`${environment['SANDBOX_URL'] ?? ''}/_sandbox/state`)).status).toBe(200)
  sandbox.kill('SIGTERM')
  expect(await once(sandbox, 'exit')).toEqual([0, null])
  expect(parseEnv(printed.toString())).toEqual(environment)
})

test.each([
  [['--help'], 0, /^Starts a sandbox/],
  [['--port-base', '80'], 1, /--port-base must be a whole number/],
  [['--nonsense'], 1, /Unknown option '--nonsense'/],
])('%j', async (options, code, output) => {
  const sandbox = start(...options)
  const printed = Promise.all([text(sandbox.stdout), text(sandbox.stderr)])
  expect(await once(sandbox, 'exit')).toEqual([code, null])
  expect((await printed).join('')).toMatch(output)
})
