import { startAdmin } from './admin.ts'
import { createClock, type SandboxClock } from './clock.ts'
import { describeEnvironment, type WorkflowOptions } from './environment.ts'
import { createExchangeLog } from './exchanges.ts'
import { createFaults, type FaultEffect, type FaultRule } from './faults.ts'
import { createGithub, type GithubSeed, type GithubService, smallGithub } from './github/index.ts'
import { createScaleway, type ScalewaySeed, type ScalewayService } from './scaleway/index.ts'
import { smallScaleway } from './seed.ts'
import { startService } from './server.ts'
import type { Exchange, PendingRequest } from './service.ts'

export type { SandboxClock } from './clock.ts'
export type { WorkflowOptions } from './environment.ts'
export type { FaultEffect, FaultRule } from './faults.ts'
export type * from './github/index.ts'
export type * from './scaleway/index.ts'
export type { Exchange, PendingRequest, ServiceName } from './service.ts'
export * from './seed.ts'
export { smallGithub, smallGithubTokens } from './github/index.ts'

export interface SandboxOptions {
  /** What Scaleway holds at first; the small organization by default. */
  readonly scaleway?: ScalewaySeed
  /** What GitHub holds at first; the small organization by default. */
  readonly github?: GithubSeed
  /** The time that the sandbox's clock shows at first; the machine's by default. */
  readonly start?: Date
  /** Fixed ports; free ones by default. */
  readonly ports?: { readonly scaleway?: number; readonly github?: number; readonly admin?: number }
  /** Whose environment `env()` describes; the small organization's by default. */
  readonly workflow?: WorkflowOptions
}

/**
 * Called with each request to a service before its handler runs, once it has come in whole; the request waits for the
 * promise. What it returns befalls the request before any fault rule is looked at.
 */
export type BeforeRequest = (request: PendingRequest) => Promise<FaultEffect | undefined>

export interface Sandbox {
  /** Addresses without a slash at the end. */
  readonly urls: { readonly scaleway: string; readonly github: string; readonly admin: string }
  readonly clock: SandboxClock
  readonly scaleway: ScalewayService
  readonly github: GithubService
  /** The variables that a user of the two services would set, for a workflow of the repository in the options. */
  readonly env: () => Record<string, string>
  /** All exchanges that have ended, by number; a hanging one counts as ended. */
  readonly exchanges: readonly Exchange[]
  /** Calls the listener at the end of each exchange, cut ones too, before the answer goes out. @returns what ends that */
  readonly onExchange: (listener: (exchange: Exchange) => void) => () => void
  /** Replaces the list of faults. */
  readonly setFaults: (rules: readonly FaultRule[]) => void
  readonly clearFaults: () => void
  /** Replaces what is called before each request; undefined turns it off. */
  readonly beforeRequest: (hook: BeforeRequest | undefined) => void
  /** Every secret value that either service ever issued, held or was seeded with. */
  readonly secretValues: () => string[]
  /** Everything, as plain JSON: what `GET /_sandbox/state` shows. */
  readonly state: () => unknown
  /** Breaks what is still open and frees the ports. */
  readonly stop: () => Promise<void>
}

/**
 * Starts the fake services and the admin server, each on a port of its own on 127.0.0.1.
 * Throws where a given port is taken.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = createClock(options.start)
  const context = { clock }
  const scaleway = createScaleway(context, options.scaleway ?? smallScaleway(clock.now()))
  const github = await createGithub(context, options.github ?? smallGithub())
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
        faults: faults.rules(),
        requests: log.all(),
      }),
    )
  try {
    const scalewayServer = await keep(startService(scaleway, options.ports?.scaleway ?? 0, shared))
    const githubServer = await keep(startService(github, options.ports?.github ?? 0, shared))
    const admin = await keep(
      startAdmin(options.ports?.admin ?? 0, { clock, scaleway, github, faults, log, state }),
    )
    const urls = { scaleway: scalewayServer.url, github: githubServer.url, admin: admin.url }
    return {
      urls,
      clock,
      scaleway,
      github,
      env: () => describeEnvironment(urls, options),
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
      secretValues: () => [...new Set([...scaleway.secretValues(), ...github.secretValues()])],
      state,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
