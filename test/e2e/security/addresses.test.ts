import { expect, jest, test } from '@jest/globals'
import { withKeysFixture, VERIFY } from '../fixtures/keys-api-fixture.ts'
import { deploy, withFixture, shop } from '../fixtures/fixture.ts'
import { withTrap } from '../fixtures/trap.ts'

/** Credentials go where an input of the step says, and never where a variable or a file alone says. */
jest.setTimeout(180_000)

const FILE = '.github/key-rotation.yml'
/** What the runner of a real GitHub sets, and no earlier step can change. */
const REAL = { GITHUB_API_URL: 'https://api.github.com', GITHUB_SERVER_URL: 'https://github.com' }

test.concurrent.each([
  ['rotate', 'schedule'],
  ['check', 'workflow_dispatch'],
  ['rotate', 'pull_request_target'],
  ['retrieve', 'push'],
  ['retrieve', 'pull_request_target'],
  ['retrieve', 'pull_request'],
] as const)('SCW_API_URL of an earlier step names loopback: it gets nothing (%s on %s)', (command, name) =>
  withFixture(async ({ rotate, retrieve, workingKey }) => {
    await withTrap(async (address, received) => {
      const options = { event: { name }, env: { ...REAL, SCW_API_URL: address } }
      const run = command === 'retrieve' ? await retrieve({}, options) : await rotate({ command }, options)
      expect(received).toEqual([])
      expect(run).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed', changed: 'false' } })
      expect(run.log).toContain('scw-api-url: in the environment variable SCW_API_URL: the host "127.0.0.1"')
      expect(run.log).toContain('or the URL in the input scw-api-url')
      expect(workingKey(shop)).toBe(deploy.accessKey)
    })
  })(),
)

test.concurrent.each(['http://localhost:9', 'http://[::1]:9', 'http://127.255.255.254', 'https://localhost'])(
  'nor does any other name of loopback count by a variable alone: %s',
  (address) =>
    withFixture(async ({ retrieve }) => {
      const run = await retrieve({}, { env: { ...REAL, SCW_API_URL: address } })
      expect(run).toMatchObject({ exitCode: 1, exchanges: [] })
      expect(run.log).toContain('an environment variable alone cannot name another host')
    })(),
)

test.concurrent(
  'an input may name loopback, and then any event will do where all addresses of the run are there',
  withFixture(async ({ sandbox, rotate, retrieve }) => {
    const named = { 'scw-api-url': sandbox.urls.scaleway }
    await rotate(named)
    const pullRequest = { event: { name: 'pull_request' } }
    const read = await retrieve(named, { ...pullRequest, env: { ...REAL, SCW_API_URL: undefined } })
    expect(read).toMatchObject({ exitCode: 0, outputs: { outcome: 'retrieved' } })
    const byVariable = await retrieve({}, pullRequest)
    expect(byVariable.log).toContain('pull_request is not a trusted event')
    expect(byVariable.exchanges).toEqual([])
    const withGithub = await rotate(named, { ...pullRequest, env: REAL })
    expect(withGithub.log).toContain('pull_request is not a trusted event')
    expect(withGithub.exchanges).toEqual([])
  }),
)

test.concurrent(
  'certificate checks that are turned off are refused before anything is sent',
  withFixture(async ({ rotate, retrieve }) => {
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' }
    for (const run of [await rotate({}, { env }), await retrieve({}, { env })]) {
      expect(run).toMatchObject({ exitCode: 1, exchanges: [], outputs: { outcome: 'failed' } })
      expect(run.log).toContain('NODE_TLS_REJECT_UNAUTHORIZED: set to 0, which disables certificate checks')
    }
  }),
)

const apiKey = (more: string): string => `keys:
  api:
    issuer: keys-api
    keys-api-name: Shop
    keys-api-permissions: [read, deposit]
    repositories: acme/shop
${more}`

test.concurrent.each([
  ['keys-api-url', (address: string) => apiKey(`    keys-api-url: ${address}\n`)],
  ['keys-api-url', (address: string) => `defaults:\n  keys-api-url: ${address}\n${apiKey('')}`],
  [
    'keys-api-verify-origin',
    (address: string) =>
      apiKey(`    keys-api-verify-origin: ${address}\n    keys-api-verify-url: ${address}/me\n`),
  ],
  ['scw-api-url', (address: string) => apiKey(`    scw-api-url: ${address}\n`)],
  ['scw-api-url', (address: string) => `scw-api-url: ${address}\n${apiKey('')}`],
])('a file of keys names another host in %s: it gets neither the token nor a key', (field, file) =>
  withKeysFixture(async ({ sandbox, rollover }) => {
    await withTrap(async (address, received) => {
      const step = { command: 'rotate', issuer: '', repositories: '', 'secret-name': '', config: FILE }
      const run = await rollover({ ...step, ...VERIFY }, { workspace: { [FILE]: file(address) } })
      expect(received).toEqual([])
      expect(run).toMatchObject({ exitCode: 1, exchanges: [], outputs: { outcome: 'failed' } })
      expect(run.log).toContain(`"${field}" in `)
      expect(run.log).toContain('only the step decides where credentials and keys are sent')
      expect(run.log).toContain(`Expected: the input ${field} of the step`)
      expect(sandbox.scaleway.secrets.secrets()).toEqual([])
    })
  })(),
)
