import type { GithubInputs, RotateInputs, TargetInputs } from '../config/types.ts'
import type { ReportEvent } from '../rotation/model/events.ts'
import { RUN_DEADLINE_MS } from '../rotation/model/policy.ts'
import type { Credential, Targets } from '../rotation/model/ports.ts'
import { createConnection } from '../http/connection.ts'
import type { Deadline } from '../http/deadline.ts'
import { createGithubApp, type GithubApp } from '../github/app/github-app.ts'
import { createGithub, type Octokit } from '../github/client/client.ts'
import { createRateLimiter, pacedBy, type RateLimiter } from '../github/client/rate-limiter.ts'
import { createServiceClock, type ServiceClock } from '../http/service-clock.ts'
import { reportAsApp, createAppAdmission, needsToResolve } from '../github/targets/app-targets.ts'
import { resolveTargets, type DeclaredTargets, type ResolvedTargets } from '../github/targets/resolve.ts'
import { createGithubTargets, type GithubTargets } from '../github/targets/targets.ts'
import { createPacedTargets } from '../github/targets/paced.ts'
import { APP_TOKEN } from '../github/places/explain-refusal.ts'
import { createReadCache, type ReadCache } from '../github/places/read-cache.ts'
import { refuseChange } from './read-only.ts'
import type { Runtime } from './runtime.ts'

/** What all keys of a job share at GitHub: the credentials, the clock, the rate limits, and cached answers. */
export interface GithubAccess {
  readonly github: GithubInputs
  readonly clock: ServiceClock
  readonly limiter: RateLimiter
  readonly reads: ReadCache
  /** GitHub's client for requests that belong to no single key. It changes nothing. */
  readonly reader: Octokit
  /** Undefined where a token was given. */
  readonly app: GithubApp | undefined
  /** The token of the input; a placeholder for the App's tokens where there is none. */
  readonly token: string
  /** Revokes the tokens that were created for this job. Never throws. @returns a message for each that failed */
  readonly close: () => Promise<readonly string[]>
}

/** How much of a run's time must be left after a wait for GitHub's rate limits, in milliseconds. */
const AFTER_WAITING_MS = 60_000

/**
 * Opens GitHub with the credentials of the inputs: a token, or a GitHub App.
 * @param tell called when GitHub's rate limits make the job wait
 */
export function openGithub(
  github: GithubInputs,
  { fetch, mask, debug, sleep, stopping }: Runtime,
  tell: ReportEvent,
): GithubAccess {
  // Times from GitHub are compared with GitHub's clock.
  const clock = createServiceClock(sleep)
  const limiter = createRateLimiter({
    now: () => performance.now(),
    sleep,
    stopping,
    timeLeft: () => RUN_DEADLINE_MS - AFTER_WAITING_MS,
    share: github.budget,
    notify: tell,
  })
  const reads = createReadCache(clock)
  // Changes are always allowed here: an App's tokens are created and revoked even after the run's deadline.
  const connection = createConnection({
    service: 'GitHub',
    baseUrl: github.apiUrl,
    clock,
    fetch,
    allowChange: () => undefined,
    debug,
    retryForbidden: false,
    pace: pacedBy(limiter),
  })
  if ('token' in github) {
    const reader = createGithub(connection, github.apiUrl, github.token)
    const close = (): Promise<readonly string[]> => Promise.resolve([])
    return { github, clock, limiter, reads, reader, app: undefined, token: github.token, close }
  }
  const app = createGithubApp({
    identity: github.app,
    apiUrl: github.apiUrl,
    connection,
    tokenConnection: connection,
    clock,
    mask,
  })
  const close = (): Promise<readonly string[]> => app.close()
  return { github, clock, limiter, reads, reader: app.octokit, app, token: APP_TOKEN, close }
}

/** Finds the places that the declared targets of a key mean. */
export async function resolveDeclared(
  { app, reader, reads }: GithubAccess,
  declared: DeclaredTargets,
): Promise<ResolvedTargets> {
  const missing = (await app?.open(needsToResolve(declared))) ?? []
  // Without these permissions nothing could be looked up.
  if (missing.length > 0) return { places: [], problems: missing, advice: [], unlisted: [] }
  return resolveTargets(reader, reads, declared)
}

/** How the targets of one key are opened. */
interface TargetOptions {
  /** Finds out which places they are. */
  readonly resolve: () => Promise<ResolvedTargets>
  readonly runtime: Runtime
  /** Asked before each request that changes a target. */
  readonly deadline: Deadline
  /** Receives what a person should know of the targets. */
  readonly advise: (text: string) => void
}

/**
 * The targets of one key.
 * @param options.bundle the text that one version of the secret holds
 */
export function targetsFor(
  access: GithubAccess,
  { targets, dryRun }: RotateInputs,
  options: TargetOptions & { readonly bundle: (credential: Credential) => string },
): Targets {
  const opened = openTargets(access, targets, { ...options, purpose: dryRun ? 'dry-run' : 'run' })
  return createPacedTargets(opened.targets, opened.limiter)
}

/** The targets of one key for a run that only reads, and changes nothing now or later. */
export function targetsToCheck(
  access: GithubAccess,
  targets: TargetInputs,
  options: Omit<TargetOptions, 'resolve'>,
): GithubTargets {
  // A target that cannot be reached is reported, whatever a rotation does about it.
  const strict = { ...targets, onUnreachable: 'fail' } as const
  const resolve = () => resolveDeclared(access, targets)
  return openTargets(access, strict, { ...options, resolve, bundle: refuseChange, purpose: 'check' }).targets
}

function openTargets(
  { github, clock, limiter, reads, app, token }: GithubAccess,
  { names, onUnreachable }: Pick<TargetInputs, 'names' | 'onUnreachable'>,
  {
    purpose,
    runtime: { fetch, debug },
    deadline,
    ...options
  }: TargetOptions & {
    readonly purpose: 'run' | 'dry-run' | 'check'
    readonly bundle: (credential: Credential) => string
  },
): { readonly targets: GithubTargets; readonly limiter: RateLimiter } {
  const own = limiter.within(() => deadline.leftMs() - AFTER_WAITING_MS)
  const connection = createConnection({
    service: 'GitHub',
    baseUrl: github.apiUrl,
    clock,
    fetch,
    allowChange: deadline,
    debug,
    retryForbidden: false,
    pace: pacedBy(own),
  })
  const common = { ...options, clock, token, now: clock.known, reads, names, onUnreachable }
  if (app === undefined) {
    const octokit = createGithub(connection, github.apiUrl, token)
    return { targets: createGithubTargets({ ...common, octokit }), limiter: own }
  }
  const level = purpose === 'run' ? 'write' : 'read'
  const admission = createAppAdmission({ app, names, level, writesLater: purpose !== 'check' })
  const octokit = app.client(connection)
  const targets = createGithubTargets({ ...common, octokit, admission })
  return { targets: reportAsApp(targets), limiter: own }
}
