import { expect, jest, test } from '@jest/globals'
import type { FaultRule } from '../../../sandbox/index.ts'
import type { Run } from '../../harness/run-action.ts'
import {
  changes,
  deploy,
  everythingSaid,
  keyOf,
  projectId,
  withFixture,
  shop,
  tokens,
} from '../fixtures/fixture.ts'
import { withTrap } from '../fixtures/trap.ts'

jest.setTimeout(180_000)

/** What a vendor's answer, a description or a name could hold to speak to the runner or to who reads the summary. */
const hostile = [
  'first line',
  '::add-mask::shop',
  '::stop-commands::never-again',
  '::set-output name=outcome::rotated',
  'in a line ##[error]planted ##[add-mask]acme',
  '\r::error::carriage return',
  '\u001b[2J\u2028::warning::line separator',
  '%0A::error::decoded',
  '<img src=x onerror=alert(1)> [a link](https://evil.example) | a cell | `code` @octocat <!-- hidden',
].join('\n')

test.concurrent(
  'what a person wrote at Scaleway never speaks to the runner, nor to the summary',
  withFixture(async ({ sandbox, rotate }) => {
    const { iam, secrets } = sandbox.scaleway
    iam.changeKey(deploy.accessKey, { description: hostile })
    const secret = secrets.createSecret({
      name: 'tagged',
      projectId,
      tags: [`key-rotation:repository:${hostile}`],
    })
    secrets.createVersion(secret.id, { payload: '{}', description: hostile })
    const run = await rotate({ 'replaces-access-key': deploy.accessKey })
    expect(run.outputs['outcome']).toBe('rotated')
    expect(keyOf(sandbox, run.outputs['access-key'] ?? '').description).toContain('first line')
    expectHarmless(run)

    const refused = await rotate({ 'secret-name': 'tagged' })
    expect(refused.errors.join('\n')).toContain(
      'belongs to another rotator (tag key-rotation:repository:first line',
    )
    expectHarmless(refused)
    expectHarmless(await rotate({ 'secret-name': 'tagged', 'take-over': 'true', 'dry-run': 'true' }))
  }),
)

test.concurrent.each([
  ['GitHub, on a read', { service: 'github', method: 'GET', path: '/secrets$' }],
  ['GitHub, on a write', { service: 'github', method: 'PUT' }],
  ['Scaleway, on a read', { service: 'scaleway', method: 'GET', path: '/api-keys$' }],
  ['Scaleway, on a write', { service: 'scaleway', method: 'POST', path: '/secrets$' }],
  ['Scaleway, on a proof', { service: 'scaleway', method: 'GET', path: '/api-keys/SCW(?!FAKE)' }],
] as const)('the message of an error never speaks to the runner: %s', (_, rule) =>
  withFixture(async ({ sandbox, rotate, workingKey }) => {
    const body = {
      message: hostile,
      type: 'invalid_arguments',
      details: [{ argument_name: hostile, reason: hostile }],
    }
    sandbox.setFaults([{ ...rule, times: 0, effect: { kind: 'status', status: 409, body } }])
    const run = await rotate()
    expect(run.exitCode).toBe(1)
    expect(run.log).toContain('first line')
    expectHarmless(run)
    expect(workingKey(shop)).toBe(deploy.accessKey)
  })(),
)

test.concurrent(
  "a version's record that somebody planted leads to no other address",
  withFixture(async ({ sandbox, rotate, workingKey }) => {
    const record = {
      'key-rotation': 1,
      stage: 'pending',
      since: sandbox.clock.now().toISOString(),
      run: hostile,
    }
    const keys = ['../applications', '..', '%2e%2e/applications', `x?page_size=1#`, hostile]
    sandbox.scaleway.secrets.createSecret({
      name: 'shop-deploy',
      projectId,
      tags: ['key-rotation:repository:700003'],
      versions: keys.map((key) => ({ payload: '{}', description: JSON.stringify({ ...record, key }) })),
    })
    const run = await rotate()
    expectHarmless(run)
    expect(run.exchanges.filter(({ url }) => /\/applications(?!\/)/.test(url))).toEqual([])
    expect(changes(run).filter((change) => change.startsWith('DELETE'))).toEqual([])
    expect(workingKey(shop)).toBeDefined()
  }),
)

test.concurrent(
  'a host that only a variable names gets nothing; one that an input names is used',
  withFixture(async ({ sandbox, rotate }) => {
    const planted = { SCW_API_URL: 'https://scaleway.evil.example' }
    const refused = await rotate({}, { env: planted })
    expect(refused).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
    expect(refused.errors.join('\n')).toMatch(/SCW_API_URL.*scaleway\.evil\.example.*not a host of Scaleway/)
    expect(refused.exchanges).toEqual([])

    const named = await rotate({ 'scw-api-url': sandbox.urls.scaleway, 'dry-run': 'true' }, { env: planted })
    expect(named).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated' } })
    // There is nothing at this address (RFC 6761), so all that can be seen is that it was asked.
    const own = await rotate({ 'scw-api-url': 'https://scaleway.example.invalid' })
    expect(own.errors.join('\n')).toContain('Scaleway did not answer GET')

    const server = await rotate({}, { env: { GITHUB_API_URL: 'https://github.evil.example' } })
    expect(server.errors.join('\n')).toMatch(/GITHUB_API_URL|github\.evil\.example/)
    expect(server.exchanges).toEqual([])
  }),
)

test.concurrent.each([
  ['Scaleway', { service: 'scaleway', path: '/secrets$' }],
  ['GitHub', { service: 'github', path: '/secrets$' }],
  ['GitHub, for a write', { service: 'github', method: 'PUT' }],
] as const)('a redirect of %s is not followed: nothing is sent elsewhere', (_, rule) =>
  withFixture(async ({ sandbox, rotate, workingKey }) => {
    await withTrap(async (address, received) => {
      const headers = { location: `${address}/elsewhere` }
      const fault: FaultRule = { ...rule, times: 0, effect: { kind: 'raw', status: 307, headers } }
      sandbox.setFaults([fault])
      const run = await rotate()
      expect(run.exitCode).toBe(1)
      expect(run.log).toContain('a redirect (307), which is not followed with credentials')
      expect(run.log).toContain('If something was renamed or moved, use its new name')
      expect(received).toEqual([])
      expect(workingKey(shop)).toBe(deploy.accessKey)
    })
  })(),
)

test.concurrent(
  'events that are not listed are refused, unless every service is on loopback and an input says so',
  withFixture(async ({ sandbox, rotate, retrieve }) => {
    const real = { 'scw-api-url': 'https://api.scaleway.com' }
    const refused = [
      await rotate(real, { event: { name: 'pull_request_target' } }),
      await rotate(real, { event: { name: 'workflow_run' } }),
      await retrieve(real, { event: { name: 'pull_request_target' } }),
      await retrieve(real, { event: { name: 'label' } }),
      await rotate(real, { event: { name: 'workflow_call' } }),
      await rotate({}, { event: { name: 'pull_request' } }),
    ]
    for (const run of refused) {
      expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
      expect(run.errors.join('\n')).toMatch(
        /(pull_request|pull_request_target|workflow_run|label|workflow_call) is not (a trusted event|trusted here)/,
      )
      expect(run.exchanges).toEqual([])
    }
    const local = { 'scw-api-url': sandbox.urls.scaleway, 'dry-run': 'true' }
    const own = await rotate(local, { event: { name: 'pull_request' } })
    expect(own.exitCode).toBe(0)
  }),
)

test.concurrent(
  'an answer without end is not read to its end',
  withFixture(async ({ sandbox, rotate }) => {
    const effect = { kind: 'raw', status: 200, body: 'x'.repeat(1024), repeat: 5 * 1024 } as const
    sandbox.setFaults([{ service: 'scaleway', path: '/secrets$', times: 0, effect }])
    const run = await rotate()
    expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
    expect(run.log).toContain('the answer has more than 4194304 bytes')
  }),
)

test.concurrent.each(['../..', '..%2f..', `${'0'.repeat(8)}-0000-4000-8000-000000000001/../x`, hostile])(
  'the id of a secret that is none is refused: %j',
  (id) =>
    withFixture(async ({ sandbox, rotate }) => {
      const secret = {
        id,
        name: 'shop-deploy',
        path: '/',
        tags: ['key-rotation:repository:700003'],
        status: 'ready',
      }
      const body = JSON.stringify({ secrets: [secret], total_count: 1 })
      const headers = { 'content-type': 'application/json' }
      sandbox.setFaults([
        {
          service: 'scaleway',
          path: '/secrets$',
          times: 0,
          effect: { kind: 'raw', status: 200, headers, body },
        },
      ])
      const run = await rotate()
      expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } })
      expect(run.errors.join('\n')).toContain('a secret id that is not valid')
      expect(changes(run)).toEqual([])
      expectHarmless(run)
    })(),
)

test.concurrent(
  'nothing of the job is printed, even where the runner debugs',
  withFixture(async ({ rotate }) => {
    const others = {
      GITHUB_TOKEN: tokens.workflow,
      ACTIONS_RUNTIME_TOKEN: 'runtime-token-that-nobody-may-see',
      AWS_SECRET_ACCESS_KEY: 'another-step-has-left-this-one',
    }
    const run = await rotate({}, { env: { ...others, RUNNER_DEBUG: '1', ACTIONS_STEP_DEBUG: 'true' } })
    expect(run.outputs['outcome']).toBe('rotated')
    // The harness looks for the secrets of both services in the debug lines as well.
    expect(run.commands.some(({ name }) => name === 'debug')).toBe(true)
    for (const value of Object.values(others))
      expect(run.stdout + run.stderr + everythingSaid(run)).not.toContain(value)
  }),
)

test.concurrent(
  'secrets leave the environment once they are read, and no child process is started',
  withFixture(async ({ rotate }) => {
    const names = 'INPUT_SCW-SECRET-KEY INPUT_GITHUB-TOKEN SCW_SECRET_KEY INPUT_SCW-ACCESS-KEY'
    const probe = `
      import children from 'node:child_process'
      import { syncBuiltinESMExports } from 'node:module'
      let started = 0
      for (const way of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) {
        const start = children[way]
        children[way] = (...given) => { started += 1; return start(...given) }
      }
      syncBuiltinESMExports()
      const there = () => '${names}'.split(' ').filter((name) => process.env[name] !== undefined).join(' ')
      console.log('at first: ' + there())
      process.on('exit', () => console.log('at the end: ' + there() + '; children: ' + started))`
    const run = await rotate(
      { 'dry-run': 'true' },
      {
        workspace: { 'probe.mjs': probe },
        env: { NODE_OPTIONS: '--import=./probe.mjs', SCW_SECRET_KEY: 'fa4e0000-0000-4000-8000-00000000dead' },
      },
    )
    expect(run.stdout).toContain(`at first: ${names}`)
    expect(run.stdout).toContain('at the end: INPUT_SCW-ACCESS-KEY; children: 0')
  }),
)

/** Nothing foreign became a command of the runner, and nothing of it is Markdown or HTML in the summary. */
function expectHarmless(run: Run): void {
  const ours = ['add-mask', 'debug', 'endgroup', 'error', 'group', 'notice', 'warning']
  expect([...new Set(run.commands.map(({ name }) => name))].filter((name) => !ours.includes(name))).toEqual(
    [],
  )
  expect(run.masks.filter((mask) => ['shop', 'acme'].includes(mask))).toEqual([])
  const planted = ['planted', 'carriage return', 'line separator', 'decoded']
  const said = run.commands
    .filter(({ name }) => name === 'error' || name === 'warning')
    .map(({ data }) => data)
  expect(said.filter((data) => planted.some((words) => data.startsWith(words)))).toEqual([])
  const raw = [run.stdout, run.stderr].join('\n')
  for (const sequence of ['##[', '\u001b', '\u2028', '::stop-commands', '::set-output']) {
    expect(raw).not.toContain(sequence)
  }
  for (const markup of ['<img', '](https://evil', '<!--', '`code`', '@octocat']) {
    expect(run.summary).not.toContain(markup)
  }
  expect(run.outputs['outcome']).toBeDefined()
}
