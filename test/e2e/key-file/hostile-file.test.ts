import { expect, jest, test } from '@jest/globals'
import type { Run } from '../../harness/run-action.ts'
import {
  deploy,
  everythingSaid,
  projectId,
  reader,
  rotator,
  withFixture,
  shop,
  signIn,
  type Fixture,
} from '../fixtures/fixture.ts'

/** A file of keys, and whatever else a run reads, as somebody writes it who wants to harm the run or its log. */
jest.setTimeout(180_000)

const FILE = '.github/key-rotation.yml'
const HOSTILE = [
  '##[error]planted',
  '##[add-mask]acme',
  '::add-mask::shop',
  '\u001b[2J',
  '\r::stop-commands::never-again',
  '\u2028::set-output name=outcome::rotated',
  '##\u00ad[group]hidden',
].join(' ')

async function fleet({ rotate }: Fixture, file: string, probe?: string): Promise<Run> {
  const none = { 'application-id': '', repositories: '', 'max-age': '', 'secret-name': '' }
  const workspace = { [FILE]: file, ...(probe !== undefined && { 'probe.mjs': probe }) }
  const env = probe === undefined ? {} : { NODE_OPTIONS: '--import=./probe.mjs' }
  return rotate({ ...none, config: FILE }, { workspace, env, timeoutMs: 30_000 })
}

/** Nothing of the file became a command of the runner, whichever annotation or line told it. */
function expectHarmless(run: Run): void {
  const raw = [run.stdout, run.stderr].join('\n')
  for (const sequence of ['##[', '\u001b', '\u2028', '::stop-commands', '::set-output', '::add-mask::shop'])
    expect(raw).not.toContain(sequence)
  expect(run.masks.filter((mask) => ['shop', 'acme'].includes(mask))).toEqual([])
  expect(run.errors.filter((error) => error.startsWith('planted'))).toEqual([])
}

const quoted = JSON.stringify(HOSTILE).replaceAll('\u2028', '\\u2028').replaceAll('\u00ad', '\\u00ad')
const many = (line: (n: number) => string): string => Array.from({ length: 30 }, (_, n) => line(n)).join('')

test.concurrent.each([
  ['names of keys', `keys:\n${many((n) => `  ? ${quoted.replace('"', `"${n} `)}\n  : {}\n`)}`],
  ['unknown fields', `keys:\n  a:\n${many((n) => `    ? ${quoted.replace('"', `"${n} `)}\n    : 1\n`)}`],
  ['fields on top', `keys:\n  a:\n${many((n) => `? ${quoted.replace('"', `"${n} `)}\n: 1\n`)}`],
  ['values', `keys:\n${many((n) => `  k${n}:\n    secret-path: ${quoted}\n`)}`],
  ['items of a list', `keys:\n  a:\n    repositories:\n${many(() => `      - ${quoted}\n`)}`],
  ['aliases without an anchor', `keys:\n${many((n) => `  k${n}: *##[error]planted${n}\n`)}`],
])('text of the file never speaks to the runner, after the eighth annotation either: %s', (_, file) =>
  withFixture(async (stage) => {
    const run = await fleet(stage, file)
    expect(run).toMatchObject({ exitCode: 1, exchanges: [], outputs: { outcome: 'failed' } })
    expectHarmless(run)
  })(),
)

test.concurrent.each([
  ['a FIFO', "execFileSync('mkfifo', [FILE])", 'not a regular file'],
  [
    'a link to a FIFO',
    "execFileSync('mkfifo', ['pipe']); symlinkSync('../pipe', FILE)",
    'not a regular file',
  ],
  ['a link to a device', "symlinkSync('/dev/zero', FILE)", 'the file is outside the workspace'],
  ['a link to what never ends', "symlinkSync('/proc/self/fd/1', FILE)", 'the file is outside the workspace'],
  [
    'a link to the environment',
    "symlinkSync('/proc/self/environ', FILE)",
    'the file is outside the workspace',
  ],
  ['a link to itself', "symlinkSync('key-rotation.yml', FILE)", 'cannot be read (ELOOP)'],
  ['a folder', 'mkdirSync(FILE)', 'not a regular file'],
  ['more than 512 KiB', "writeFileSync(FILE, '#'.repeat(512 * 1024 + 1))", 'larger than 524288 bytes'],
])('a file of keys that is %s is refused, and the run ends', (_, make, problem) =>
  withFixture(async (stage) => {
    const probe = `
      import { execFileSync } from 'node:child_process'
      import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
      const FILE = '${FILE}'
      rmSync(FILE)
      ${make}`
    const run = await fleet(stage, 'keys:\n', probe)
    expect(run).toMatchObject({ exitCode: 1, exchanges: [], outputs: { outcome: 'failed' } })
    expect(run.log).toContain(`config: ${problem === 'not a regular file' ? problem : ''}`)
    expect(run.log).toContain(problem)
  })(),
)

test.concurrent.each([
  ['500,000 brackets', '['.repeat(500_000), 'nested more than 6 levels deep'],
  ['250,000 lists in one line', '- '.repeat(250_000), 'nested more than 6 levels deep'],
  [
    '20,000 keys',
    `keys:\n${Array.from({ length: 20_000 }, (_, n) => `  k${n}:\n    max-age: 1d\n`).join('')}`,
    'more than 20000 entries',
  ],
  [
    '1,001 keys',
    `keys:\n${Array.from({ length: 1001 }, (_, n) => `  k${n}:\n`).join('')}`,
    'more than 1000 keys',
  ],
])('a file of %s is refused within little memory', (_, file, problem) =>
  withFixture(async (stage) => {
    const probe = `process.on('exit', () => console.log('peak: ' + process.resourceUsage().maxRSS))`
    const run = await fleet(stage, file, probe)
    expect(run).toMatchObject({ exitCode: 1, exchanges: [] })
    expect(run.log).toContain(problem)
    const peak = Number(/^peak: (\d+)$/m.exec(run.stdout)?.[1])
    // In KiB; a run without a file needs about 80 MiB.
    expect(peak).toBeGreaterThan(0)
    expect(peak).toBeLessThan(300 * 1024)
  })(),
)

test.concurrent(
  'a secret that was pasted into another input is redacted before it is cut, in whatever form',
  withFixture(async ({ rotate }) => {
    const secret = rotator.secretKey
    const forms = [
      secret,
      secret.toUpperCase(),
      secret.replaceAll('-', ''),
      secret.replaceAll('-', '').toUpperCase(),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('hex'),
    ]
    for (const form of forms) {
      // What is shown of a value is cut after 40 characters: in the middle of the secret.
      const run = await rotate({ 'scw-region': `${'x'.repeat(25)}${form}${'y'.repeat(60)}` })
      expect(run).toMatchObject({ exitCode: 1, exchanges: [] })
      expect(run.log).toContain('is not a region')
      expect(everythingSaid(run) + run.stderr).not.toContain(form.slice(0, 12))
    }
  }),
)

test.concurrent(
  'an error that nothing caught is told like any other, and fails the step',
  withFixture(async ({ rotate }) => {
    const probe = `
      const text = ${quoted} + ' ' + process.env['INPUT_SCW-SECRET-KEY']
      setTimeout(() => { throw new Error(text) }, 50)`
    const run = await rotate(
      {},
      { workspace: { 'probe.mjs': probe }, env: { NODE_OPTIONS: '--import=./probe.mjs' } },
    )
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(run.errors.join('\n')).toContain('## [error]planted')
    expectHarmless(run)
  }),
)

test.concurrent.each([
  ['fields beside the key', { error: 'false', status: 'rotated', note: 'acme', GITHUB_ENV: 'main' }],
  ['words for the key', { API_KEY: 'error', SECRET_KEY: 'false' }],
])('a stored payload with %s masks no word of the log', (_, fields) =>
  withFixture(async (stage) => {
    const { sandbox, rotate, retrieve, workingKey } = stage
    await rotate()
    const { secrets, iam } = sandbox.scaleway
    const key = iam.key(workingKey(shop) ?? '')
    const found = secrets.secretNamed('shop-deploy', { projectId })
    const whole = { API_KEY: key?.accessKey, SECRET_KEY: key?.secretKey, ...fields }
    secrets.createVersion(found?.id ?? '', { payload: JSON.stringify(whole) })
    const run = await retrieve(signIn(reader))
    const words = ['error', 'false', 'rotated', 'acme', 'main']
    expect(run.masks.filter((mask) => words.includes(mask.toLowerCase()))).toEqual([])
    if ('error' in fields) {
      expect(run.outputs['secret-key']).toBe(key?.secretKey)
      expect(run.masks).toEqual(
        expect.arrayContaining([
          key?.secretKey,
          key?.secretKey.toUpperCase(),
          key?.secretKey.replaceAll('-', ''),
        ]),
      )
    } else expect(run.exitCode).toBe(1)
    expect(run.log).not.toContain(deploy.secretKey)
  })(),
)
