import { startAdmin } from './admin/admin.ts'
import { createClock, type SandboxClock } from './lib/clock.ts'
import { describeEnvironment, describeKeysApiEnvironment, type WorkflowOptions } from './environment.ts'
import { createExchangeLog } from './server/exchanges.ts'
import { createFaults, type FaultEffect, type FaultRule } from './server/faults.ts'
import { createGithub, type GithubSeed, smallGithub } from './github/index.ts'
import { createKeysApi, type KeysApiSeed, type KeysApiService, smallKeysApi } from './keys-api/index.ts'
import { createScaleway, type ScalewaySeed, type ScalewayService } from './scaleway/index.ts'
import { smallScaleway } from './seed.ts'
import { startService } from './server/server.ts'
import type { Exchange, PendingRequest } from './server/service.ts'
import type { GithubService } from './github/service.ts'

export type { SandboxClock } from './lib/clock.ts'
export type { WorkflowOptions } from './environment.ts'
export type { FaultEffect, FaultRule } from './server/faults.ts'
export type * from './github/index.ts'
export type * from './keys-api/index.ts'
export type * from './scaleway/index.ts'
export type { Exchange, PendingRequest, ServiceName } from './server/service.ts'
export type { Span } from './lib/latency.ts'
export * from './seed.ts'
export { smallGithub, smallGithubTokens } from './github/index.ts'
export { smallCompany, smallKeysApi } from './keys-api/index.ts'

export interface SandboxOptions {
  /** The initial state of Scaleway; the small organization by default. */
  readonly scaleway?: ScalewaySeed
  /** The initial state of GitHub; the small organization by default. */
  readonly github?: GithubSeed
  /** The initial state of the keys API; the small company by default. */
  readonly keysApi?: KeysApiSeed
  /** The time that the sandbox's clock shows at first; the machine's by default. */
  readonly start?: Date
  /** How many times as fast as the machine's the sandbox's clock runs; 1 by default. 0 stops it, as tests need. */
  readonly clockSpeed?: number
  /** Fixed ports; free ones by default. */
  readonly ports?: {
    readonly scaleway?: number
    readonly github?: number
    readonly admin?: number
    readonly keysApi?: number
  }
  /** Whose environment `env()` describes; the small organization's by default. */
  readonly workflow?: WorkflowOptions
}

/**
 * Called with each request to a service before its handler runs, once its body was received; the request waits for the
 * promise. The fault that it returns is applied to the request before any fault rule.
 */
export type BeforeRequest = (request: PendingRequest) => Promise<FaultEffect | undefined>

export interface Sandbox {
  /** Addresses without a slash at the end. */
  readonly urls: {
    readonly scaleway: string
    readonly github: string
    readonly admin: string
    readonly keysApi: string
  }
  readonly clock: SandboxClock
  readonly scaleway: ScalewayService
  readonly github: GithubService
  readonly keysApi: KeysApiService
  /** The variables that a user of Scaleway and GitHub would set, for a workflow of the repository in the options. */
  readonly env: () => Record<string, string>
  /**
   * The variables that a user of the keys API would set: KEYS_API_URL and KEYS_API_VERIFY_URL, and of the first user
   * in the seed a JWT that is valid for ten years (KEYS_API_TOKEN) and the first key (API_KEY). Separate from `env()`
   * because they are not needed to rotate Scaleway's keys.
   */
  readonly keysApiEnv: () => Record<string, string>
  /** All exchanges that have ended, by number; a hanging one counts as ended. */
  readonly exchanges: readonly Exchange[]
  /** Calls the listener at the end of each exchange, including interrupted ones, before the response is sent. @returns unsubscribes */
  readonly onExchange: (listener: (exchange: Exchange) => void) => () => void
  /** Replaces the list of faults. */
  readonly setFaults: (rules: readonly FaultRule[]) => void
  readonly clearFaults: () => void
  /** Replaces what is called before each request; undefined turns it off. */
  readonly beforeRequest: (hook: BeforeRequest | undefined) => void
  /** Every secret value that any of the services ever issued, held or was seeded with. */
  readonly secretValues: () => string[]
  /** The whole state as plain JSON, as `GET /_sandbox/state` returns it. */
  readonly state: () => unknown
  /** Closes all connections and frees the ports. */
  readonly stop: () => Promise<void>
}

/**
 * Starts the fake services and the admin server, each on a port of its own on 127.0.0.1.
 * Throws where a given port is taken.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = createClock(options.start, options.clockSpeed)
  const context = { clock }
  const scaleway = createScaleway(context, options.scaleway ?? smallScaleway(clock.now()))
  const github = await createGithub(context, options.github ?? smallGithub())
  const keysApi = createKeysApi(context, options.keysApi ?? smallKeysApi(clock.now()))
  const faults = createFaults()
  const log = createExchangeLog()
  let hook: BeforeRequest | undefined
  const shared = { clock, faults, log, before: (request: PendingRequest) => hook?.(request) }

  const started: { readonly url: string; readonly stop: () => Promise<void> }[] = []
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((server) => server.stop()))
  }
  const keep = async <T extends (typeof started)[number]>(starting: Promise<T>): Promise<T> => {
    const server = await starting
    started.push(server)
    return server
  }

  const state = (): unknown =>
    JSON.parse(
      JSON.stringify({
        now: clock.now().toISOString(),
        scaleway: scaleway.state(),
        github: github.state(),
        keysApi: keysApi.state(),
        faults: faults.rules(),
        requests: log.all(),
      }),
    )
  try {
    const scalewayServer = await keep(startService(scaleway, options.ports?.scaleway ?? 0, shared))
    const githubServer = await keep(startService(github, options.ports?.github ?? 0, shared))
    const keysApiServer = await keep(startService(keysApi, options.ports?.keysApi ?? 0, shared))
    const admin = await keep(
      startAdmin(options.ports?.admin ?? 0, { clock, scaleway, github, keysApi, faults, log, state }),
    )
    const urls = {
      scaleway: scalewayServer.url,
      github: githubServer.url,
      admin: admin.url,
      keysApi: keysApiServer.url,
    }
    return {
      urls,
      clock,
      scaleway,
      github,
      keysApi,
      env: () => describeEnvironment(urls, options),
      keysApiEnv: () => describeKeysApiEnvironment(urls, keysApi),
      get exchanges() {
        return log.all()
      },
      onExchange: log.onExchange,
      setFaults: faults.set,
      clearFaults() {
        faults.set([])
      },
      beforeRequest(next) {
        hook = next
      },
      secretValues: () => [
        ...new Set([scaleway, github, keysApi].flatMap((service) => service.secretValues())),
      ],
      state,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
