import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { SandboxClock } from '../../../sandbox/lib/clock.ts'
import { createGithub, smallGithub } from '../../../sandbox/github/index.ts'
import { createKeysApi, smallKeysApi, type KeysApiService } from '../../../sandbox/keys-api/index.ts'
import { createScaleway, type ScalewayService } from '../../../sandbox/scaleway/index.ts'
import { smallScaleway } from '../../../sandbox/seed.ts'
import { createApp } from '../../../sandbox/server/server.ts'
import { loadContracts } from '../../contracts/validate.ts'
import { virtualNow } from '../virtual-time.ts'
import type { GithubService } from '../../../sandbox/github/service.ts'

export type ServiceName = 'scaleway' | 'github' | 'keys-api'

/** A request to a service. */
export interface Wire {
  readonly service: ServiceName
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

export interface WireAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The sandbox's services without sockets, so that thousands of scenarios run in one process. */
export interface Cloud {
  readonly scaleway: ScalewayService
  readonly github: GithubService
  /** Passes a request to a service. */
  readonly dispatch: (request: Wire) => Promise<WireAnswer>
}

/** A cloud that also has a keys API. */
export interface KeysApiCloud extends Cloud {
  readonly keysApi: KeysApiService
}

/** `--quick` also checks every exchange against the vendors' API descriptions, if they are available. */
const contracts = process.env['CHAOS_CONTRACTS'] === undefined ? undefined : loadContracts()

/** The addresses of the services. No request is sent to them. */
export const ADDRESSES: Readonly<Record<ServiceName, string>> = {
  scaleway: 'https://api.scaleway.com',
  github: 'https://api.github.com',
  'keys-api': 'https://keys.example.com',
}

/** Creates the sandbox's small organization and its organization on the keys API. */
export async function createCloud(): Promise<KeysApiCloud> {
  const clock: SandboxClock = {
    now: () => new Date(virtualNow()),
    advance: unused,
    set: unused,
    tickPerRequest: unused,
    setSpeed: unused,
    onRequest: () => undefined,
  }
  const scaleway = createScaleway({ clock }, smallScaleway(clock.now()))
  const github = await createGithub({ clock }, smallGithub())
  const keysApi = createKeysApi({ clock }, smallKeysApi(clock.now()))
  const apps = new Map<ServiceName, FastifyInstance>()
  for (const service of [scaleway, github, keysApi]) {
    const app = createApp(clock)
    service.routes(app)
    await app.ready()
    apps.set(service.name, app)
  }
  return {
    scaleway,
    github,
    keysApi,
    async dispatch({ service, method, url, headers, body }) {
      const app = apps.get(service)
      if (app === undefined) throw new Error(`there is no service ${service}`)
      const answer = await app.inject({
        method: method as 'GET',
        url,
        // The sandbox's address. Without a socket its port is 0.
        headers: { ...headers, host: '127.0.0.1:0' },
        ...(body === undefined ? {} : { payload: body }),
      })
      const answered = { status: answer.statusCode, headers: flat(answer.headers), body: answer.body }
      refuseBrokenContract({ service, method, url, body }, answered)
      return answered
    },
  }
}

/** @throws Error if the vendor's API description, if available, does not allow the request or the response */
function refuseBrokenContract(
  { service, method, url, body }: Pick<Wire, 'service' | 'method' | 'url' | 'body'>,
  answer: WireAnswer,
): void {
  const found = contracts?.check({
    number: 1,
    service,
    method,
    url,
    requestHeaders: {},
    requestBody: body === undefined || body === '' ? undefined : (JSON.parse(body) as unknown),
    status: answer.status,
    responseHeaders: answer.headers,
    responseBody: answer.body === '' ? undefined : (JSON.parse(answer.body) as unknown),
    at: '',
    fault: undefined,
  })
  if (found !== undefined && found.length > 0)
    throw new Error(`An exchange does not match the vendor's API description:\n- ${found.join('\n- ')}`)
}

function flat(headers: OutgoingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value.toString()]],
    ),
  )
}

function unused(): never {
  throw new Error('time is changed in virtual-time.ts only')
}
