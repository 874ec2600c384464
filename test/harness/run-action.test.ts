import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import type { Exchange } from '../../sandbox/server/service.ts'
import { runAction, startAction, type HarnessSandbox } from './run-action.ts'
import { transcript } from './transcript.ts'

jest.setTimeout(60_000)

const secret = '11111111-2222-4333-8444-555555555555'
const key = '/iam/v1alpha1/api-keys/SCWXXXXXXXXXXXXXXXXX'

/** A sandbox of one answer: the harness is tested with it, not the sandbox. */
async function startStandIn(): Promise<HarnessSandbox & { stop: () => void }> {
  const exchanges: Exchange[] = []
  const listeners = new Set<(exchange: Exchange) => void>()
  const server = createServer((request, response) => {
    const exchange: Exchange = {
      number: exchanges.length + 1,
      service: 'scaleway',
      method: request.method ?? '',
      url: request.url ?? '',
      requestHeaders: {},
      requestBody: undefined,
      status: 429,
      responseHeaders: {},
      responseBody: undefined,
      at: '2026-01-01T00:00:00Z',
      fault: undefined,
    }
    exchanges.push(exchange)
    for (const listener of listeners) listener(exchange)
    response.writeHead(429).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    urls: { scaleway: url, github: url },
    env: () => ({ GITHUB_REPOSITORY: 'acme/infra', GITHUB_REPOSITORY_ID: '42' }),
    exchanges,
    onExchange(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    secretValues: () => [secret],
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

let sandbox: Awaited<ReturnType<typeof startStandIn>>
let actionFolder: string

beforeEach(async () => {
  sandbox = await startStandIn()
  actionFolder = mkdtempSync(join(tmpdir(), 'skr-action-'))
})
afterEach(() => {
  sandbox.stop()
  rmSync(actionFolder, { recursive: true, force: true })
})

/** Makes an action of this script (an ES module) that declares a few inputs. */
function action(script: string): string {
  writeFileSync(
    join(actionFolder, 'action.yml'),
    "inputs:\n  max-age: { default: 30d }\n  'two words': { default: '${{ github.repository }}' }\n  scw-secret-key: {}\n",
  )
  mkdirSync(join(actionFolder, 'dist'), { recursive: true })
  writeFileSync(join(actionFolder, 'dist', 'index.js'), script)
  writeFileSync(join(actionFolder, 'dist', 'package.json'), '{"type":"module"}')
  return actionFolder
}

const appendFile = "import { appendFileSync } from 'node:fs'\n"

describe('runAction', () => {
  test('gives the process what the runner gives it, and nothing else of this machine', async () => {
    process.env['SECRET_OF_THIS_MACHINE'] = 'x'
    const run = await runAction({
      sandbox,
      actionFolder: action(
        'console.log(JSON.stringify({ ...process.env, node: process.version, cwd: process.cwd() }))',
      ),
      inputs: { 'max-age': '7d' },
      env: { EXTRA: 'yes', GITHUB_RUN_ID: undefined },
      event: { name: 'workflow_dispatch', payload: { inputs: { force: 'true' } } },
    })
    const env = JSON.parse(run.stdout) as Record<string, string>
    expect(env).toMatchObject({
      'INPUT_MAX-AGE': '7d',
      INPUT_TWO_WORDS: 'acme/infra',
      'INPUT_SCW-SECRET-KEY': '',
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'workflow_dispatch',
      GITHUB_REPOSITORY: 'acme/infra',
      GITHUB_REPOSITORY_ID: '42',
      GITHUB_REPOSITORY_OWNER: 'acme',
      GITHUB_API_URL: sandbox.urls.github,
      SCW_API_URL: sandbox.urls.scaleway,
      EXTRA: 'yes',
    })
    expect(env['node']).toMatch(/^v24\./)
    expect(env['cwd']).toBe(env['GITHUB_WORKSPACE'])
    expect(Object.keys(env)).not.toContain('SECRET_OF_THIS_MACHINE')
    expect(Object.keys(env)).not.toContain('GITHUB_RUN_ID')
  })

  test('hands back what the process said and did', async () => {
    const run = await runAction({
      sandbox,
      actionFolder: action(`${appendFile}
        console.log('::group::Look')
        await fetch(process.env.SCW_API_URL + '${key}')
        await fetch(process.env.SCW_API_URL + '${key}')
        console.log('::endgroup::\\n::notice::SCWXXXXXXXXXXXXXXXXX is busy until 2026-01-01T10:00:00Z')
        appendFileSync(process.env.GITHUB_OUTPUT, 'outcome<<X\\nfailed\\nX\\n')
        appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# Summary')
        process.exitCode = 3`),
    })
    expect(run).toMatchObject({
      exitCode: 3,
      signal: undefined,
      outputs: { outcome: 'failed' },
      summary: '# Summary',
      groups: ['Look'],
    })
    expect(run.notices).toHaveLength(1)
    expect(run.exchanges.map(({ url }) => url)).toEqual([key, key])
    expect(transcript(run)).toBe(
      '▼ Look\nNotice: <key 1> is busy until <time>\n\nexit code 3\n\n' +
        'Requests\n  scaleway GET /iam/v1alpha1/api-keys/<key 1> → 429 (repeated)\n',
    )
  })

  test.each([
    ['in the output', `console.log('key: ${secret}')`],
    ['on standard error', `console.error('key: ${secret}')`],
    ['in the summary', `${appendFile} appendFileSync(process.env.GITHUB_STEP_SUMMARY, '${secret}')`],
    ['in an output', `${appendFile} appendFileSync(process.env.GITHUB_OUTPUT, 'key=${secret}\\n')`],
    ['in base64', `console.log(btoa('{"SECRET_KEY":"${secret}"}'))`],
  ])('refuses a secret %s', async (_, script) => {
    await expect(runAction({ sandbox, actionFolder: action(script) })).rejects.toThrow(
      /leaked secrets:\n- secret 1 of 1/,
    )
  })

  test('refuses a secret input in the output', async () => {
    const run = runAction({
      sandbox,
      actionFolder: action("console.log(process.env['INPUT_SCW-SECRET-KEY'])"),
      inputs: { 'scw-secret-key': 'only-this-test-knows-it' },
    })
    await expect(run).rejects.toThrow(/leaked/)
  })

  test('lets `retrieve` write a masked secret into its outputs', async () => {
    const run = await runAction({
      sandbox,
      expectLeaks: 'outputs',
      actionFolder: action(
        `${appendFile} console.log('::add-mask::${secret}'); appendFileSync(process.env.GITHUB_OUTPUT, 'k=${secret}\\n')`,
      ),
    })
    expect(run.outputs).toEqual({ k: secret })
    expect(run.masks).toEqual([secret])
  })

  test('refuses an input that action.yml does not declare, and a run without an end', async () => {
    const options = { sandbox, actionFolder: action("console.log('waiting'); setInterval(() => 0, 1000)") }
    expect(() => startAction({ ...options, inputs: { 'max-aeg': '1d' } })).toThrow(
      'declares no input max-aeg',
    )
    await expect(runAction({ ...options, timeoutMs: 500 })).rejects.toThrow(/did not end within 500 ms/)
  })
})

test('startAction waits for a request and passes a signal on', async () => {
  const run = startAction({
    sandbox,
    actionFolder: action(`setInterval(() => fetch(process.env.SCW_API_URL + '${key}'), 50)`),
  })
  const exchange = await run.waitForRequest(({ method }) => method === 'GET')
  expect(exchange.url).toBe(key)
  run.kill('SIGTERM')
  expect(await run.result).toMatchObject({ exitCode: undefined, signal: 'SIGTERM' })
  await expect(run.waitForRequest(({ method }) => method === 'PUT')).rejects.toThrow(
    'ended without the expected request',
  )
})
