import type { GithubInputs, RotateInputs, TargetInputs } from '../config/types.ts'
import type { ReportEvent } from '../rotation/model/events.ts'
import { RUN_DEADLINE_MS } from '../rotation/model/policy.ts'
import type { Credential, Targets } from '../rotation/model/ports.ts'
import { createConnection } from '../http/connection.ts'
import type { Deadline } from '../http/deadline.ts'
import { createGithubApp, type GithubApp } from '../github/app/github-app.ts'
import { createGithub, type Octokit } from '../github/client/client.ts'
import { createRateLimiter, type RateLimiter } from '../http/rate-limiter.ts'
import { createServiceClock, type ServiceClock } from '../http/service-clock.ts'
import { aboutApp, createAppAdmission, needsToResolve } from '../github/targets/app-targets.ts'
import { resolveTargets, type DeclaredTargets, type ResolvedTargets } from '../github/targets/resolve.ts'
import { createGithubSecrets, type GithubTargets } from '../github/targets/targets.ts'
import { createPacedTargets } from '../github/targets/paced.ts'
import { APP_TOKEN } from '../github/places/explain-refusal.ts'
import { createReadCache, type ReadCache } from '../github/places/read-cache.ts'
import { refuseChange } from './read-only.ts'
import type { Runtime } from './runtime.ts'

/** What all keys of a job have in common at GitHub: who they are there, its time, its limits, and what they ask alike. */
export interface GithubAccess {
  readonly github: GithubInputs
  readonly clock: ServiceClock
  readonly limiter: RateLimiter
  readonly reads: ReadCache
  /** GitHub's client for what is asked for no key in particular. It changes nothing. */
  readonly reader: Octokit
  /** Undefined where a token was given. */
  readonly app: GithubApp | undefined
  /** The token that was given; a word for the App's where none was. */
  readonly token: string
  /** Gives back what was made only for this job. Never throws. @returns what went wrong, in a reader's words */
  readonly close: () => Promise<readonly string[]>
}

/** What is left of a run's time for what follows a wait for GitHub's limits, in milliseconds. */
const AFTER_WAITING_MS = 60_000

/**
 * Signs in to GitHub as the inputs say, with a token or as a GitHub App.
 * @param tell called where GitHub's limits make the job wait
 */
export function openGithub(
  github: GithubInputs,
  { fetch, mask, debug, sleep, stopping }: Runtime,
  tell: ReportEvent,
): GithubAccess {
  // What GitHub dates goes by GitHub's time.
  const clock = createServiceClock(sleep)
  const limiter = createRateLimiter({
    now: () => performance.now(),
    sleep,
    stopping,
    timeLeft: () => RUN_DEADLINE_MS - AFTER_WAITING_MS,
    share: github.budget,
    tell,
  })
  const reads = createReadCache(clock)
  // An App's tokens are made for a run that is over its time as well, if only to say so, and are ended in any case.
  const connection = createConnection({
    service: 'GitHub',
    baseUrl: github.apiUrl,
    clock,
    fetch,
    allowChange: () => undefined,
    debug,
    retryForbidden: false,
    limiter,
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

/** Finds out what the targets that a key declares stand for. */
export async function resolveDeclared(
  { app, reader, reads }: GithubAccess,
  declared: DeclaredTargets,
): Promise<ResolvedTargets> {
  const inTheWay = (await app?.open(needsToResolve(declared))) ?? []
  // Nobody could look anything up with what is missing.
  if (inTheWay.length > 0) return { places: [], problems: inTheWay, advice: [], unlisted: [] }
  return resolveTargets(reader, reads, declared)
}

/**
 * The targets of one key.
 * @param resolve finds out what they stand for
 * @param deadline asked before each request that changes one of them
 * @param bundle what one version of the secret holds
 */
export function targetsFor(
  access: GithubAccess,
  { targets, dryRun }: RotateInputs,
  resolve: () => Promise<ResolvedTargets>,
  surroundings: Runtime,
  deadline: Deadline,
  bundle: (credential: Credential) => string,
  advise: (text: string) => void,
): Targets {
  const purpose = dryRun ? 'dry-run' : 'run'
  const opened = openTargets(access, targets, purpose, resolve, surroundings, deadline, advise, bundle)
  return createPacedTargets(opened.targets, opened.limiter)
}

/** The targets of one key for a run that only looks, and writes nothing now or later. */
export function targetsToLookAt(
  access: GithubAccess,
  targets: TargetInputs,
  surroundings: Runtime,
  deadline: Deadline,
  advise: (text: string) => void,
): GithubTargets {
  // What cannot be reached is told, whatever a rotation does about it.
  const told = { ...targets, onUnreachable: 'fail' } as const
  const resolve = () => resolveDeclared(access, targets)
  return openTargets(access, told, 'check', resolve, surroundings, deadline, advise, refuseChange).targets
}

function openTargets(
  { github, clock, limiter, reads, app, token }: GithubAccess,
  { names, onUnreachable }: Pick<TargetInputs, 'names' | 'onUnreachable'>,
  purpose: 'run' | 'dry-run' | 'check',
  resolve: () => Promise<ResolvedTargets>,
  { fetch, debug }: Runtime,
  deadline: Deadline,
  advise: (text: string) => void,
  bundle: (credential: Credential) => string,
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
    limiter: own,
  })
  const common = {
    clock,
    token,
    now: clock.told,
    reads,
    resolve,
    names,
    bundle,
    onUnreachable,
    advise,
  }
  if (app === undefined) {
    const octokit = createGithub(connection, github.apiUrl, token)
    return { targets: createGithubSecrets({ ...common, octokit }), limiter: own }
  }
  const level = purpose === 'run' ? 'write' : 'read'
  const admission = createAppAdmission({ app, names, level, writesLater: purpose !== 'check' })
  const octokit = app.client(connection)
  const targets = createGithubSecrets({ ...common, octokit, admission })
  return { targets: aboutApp(targets), limiter: own }
}
