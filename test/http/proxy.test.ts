import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { smallOrganization, startSandbox, type Sandbox } from '../../sandbox/index.ts'
import { createFetch } from '../../src/http/proxy.ts'
import { runAction, type Run } from '../harness/run-action.ts'

jest.setTimeout(60_000)

/** A forward proxy that records the hosts that it opened tunnels to. */
let proxy: Server
let tunnels: string[]
let sandbox: Sandbox

beforeEach(async () => {
  tunnels = []
  proxy = createServer((_, answer) => answer.writeHead(405).end())
  proxy.on('connect', (request, client) => {
    tunnels.push(request.url ?? '')
    const [host, port] = (request.url ?? '').split(':')
    const upstream = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      upstream.pipe(client)
      client.pipe(upstream)
    })
    for (const socket of [upstream, client]) {
      socket.on('error', () => {
        upstream.destroy()
        client.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  sandbox = await startSandbox()
})

afterEach(async () => {
  await sandbox.stop()
  proxy.closeAllConnections()
  proxy.close()
})

/** A dry run sends requests to both services. */
function dryRun(env: Record<string, string>): Promise<Run> {
  const { rotator, deploy, projectId } = smallOrganization
  return runAction({
    sandbox,
    env,
    inputs: {
      'scw-access-key': rotator.accessKey,
      'scw-secret-key': rotator.secretKey,
      'scw-project-id': projectId,
      'scw-region': 'fr-par',
      'github-token': sandbox.env()['GH_TOKEN'] ?? '',
      'application-id': deploy.applicationId,
      repositories: 'acme/shop',
      'dry-run': 'true',
    },
  })
}

const proxyUrl = (): string => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
const hosts = (): string[] => Object.values(sandbox.urls).map((url) => new URL(url).host)

test('sends the requests to both services through the proxy that the environment names', async () => {
  const run = await dryRun({ HTTP_PROXY: proxyUrl() })
  expect(run.exitCode).toBe(0)
  expect(new Set(tunnels)).toEqual(new Set(hosts().slice(0, 2)))
})

test('sends no request through the proxy to a host that NO_PROXY lists', async () => {
  const [scaleway, github] = hosts()
  const run = await dryRun({ HTTP_PROXY: proxyUrl(), NO_PROXY: scaleway ?? '' })
  expect(run.exitCode).toBe(0)
  expect(new Set(tunnels)).toEqual(new Set([github]))
})

test('reports a proxy that refuses connections, and changes nothing', async () => {
  const gone = proxyUrl()
  await new Promise((resolve) => proxy.close(resolve))
  const run = await dryRun({ HTTP_PROXY: gone })
  expect(run.exitCode).toBe(1)
  expect(run.errors.join('\n')).toMatch(/did not answer .*ECONNREFUSED/s)
  expect(run.exchanges).toEqual([])
})

test("uses Node's own proxy support where the runtime has it", async () => {
  const configured: unknown[] = []
  const env = { HTTPS_PROXY: proxyUrl() }
  const result = await createFetch(env, { setGlobalProxyFromEnv: (from) => configured.push(from) })
  expect(result).toBe(fetch)
  expect(configured).toEqual([env])
})

test('uses undici where the runtime has no proxy support', async () => {
  const [scaleway, github] = Object.values(sandbox.urls)
  const request = await createFetch({ http_proxy: proxyUrl(), NO_PROXY: new URL(scaleway ?? '').host }, {})
  for (const url of [scaleway, github]) await (await request(new URL(url ?? ''), {})).text()
  expect(tunnels).toEqual(hosts().slice(1, 2))
})

test("returns Node's own `fetch` where no proxy is set", async () => {
  const setGlobalProxyFromEnv = (): never => {
    throw new Error('there is no proxy to configure')
  }
  expect(await createFetch({ HTTPS_PROXY: '' }, { setGlobalProxyFromEnv })).toBe(fetch)
})
