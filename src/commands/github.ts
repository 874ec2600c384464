import type { GithubInputs, RotateInputs, TargetInputs } from '../inputs/types.ts'
import type { Tell } from '../rotation/events.ts'
import { RUN_DEADLINE_MS } from '../rotation/policy.ts'
import type { Credential, Targets } from '../rotation/ports.ts'
import { createConnection } from '../services/connection.ts'
import type { Deadline } from '../services/deadline.ts'
import { createGithubApp, type GithubApp } from '../services/github-app.ts'
import { createGithub } from '../services/github.ts'
import { createRateLimiter, type RateLimiter } from '../services/rate-limiter.ts'
import { createServiceClock, type ServiceClock } from '../services/service-clock.ts'
import { aboutApp, createAppAdmission } from '../targets/app-targets.ts'
import { createGithubSecrets, type GithubTargets } from '../targets/github-secrets.ts'
import { createPacedTargets } from '../targets/paced.ts'
import type { Surroundings } from './surroundings.ts'

/** What all keys of a job have in common at GitHub: who they are there, its time, and its limits. */
export interface GithubAccess {
  readonly github: GithubInputs
  readonly clock: ServiceClock
  readonly limiter: RateLimiter
  /** Undefined where a token was given. */
  readonly app: GithubApp | undefined
  /** Gives back what was made only for this job. Never throws. @returns what went wrong, in a reader's words */
  readonly close: () => Promise<readonly string[]>
}

/** What stands for the token of an App, which changes, where one kind of token is told from another. */
const APP_TOKEN = 'github-app'
/** What is left of a run's time for what follows a wait for GitHub's limits, in milliseconds. */
const AFTER_WAITING_MS = 60_000

/**
 * Signs in to GitHub as the inputs say, with a token or as a GitHub App.
 * @param tell called where GitHub's limits make the job wait
 */
export function openGithub(
  github: GithubInputs,
  { fetch, mask, debug, sleep, stopping }: Surroundings,
  tell: Tell,
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
  if ('token' in github) return { github, clock, limiter, app: undefined, close: () => Promise.resolve([]) }
  // Tokens are made for a run that is over its time as well, if only to say so, and are ended in any case.
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
  const app = createGithubApp({
    identity: github.app,
    apiUrl: github.apiUrl,
    connection,
    tokenConnection: connection,
    clock,
    mask,
  })
  return { github, clock, limiter, app, close: () => app.close() }
}

/**
 * The targets of one key.
 * @param deadline asked before each request that changes one of them
 * @param bundle what one version of the secret holds
 */
export function targetsFor(
  access: GithubAccess,
  { targets, dryRun }: RotateInputs,
  surroundings: Surroundings,
  deadline: Deadline,
  bundle: (credential: Credential) => string,
  tell: Tell,
): Targets {
  const opened = openTargets(
    access,
    targets,
    dryRun ? 'dry-run' : 'run',
    surroundings,
    deadline,
    tell,
    bundle,
  )
  return createPacedTargets(opened.targets, opened.limiter)
}

/** The targets of one key for a run that only looks, and writes nothing now or later. */
export function targetsToLookAt(
  access: GithubAccess,
  targets: TargetInputs,
  surroundings: Surroundings,
  deadline: Deadline,
  tell: Tell,
): GithubTargets {
  // What cannot be reached is told, whatever a rotation does about it.
  const told = { ...targets, onUnreachable: 'fail' } as const
  return openTargets(access, told, 'check', surroundings, deadline, tell, () => {
    throw new Error('nothing is written by a run that looks; this is a bug')
  }).targets
}

function openTargets(
  { github, clock, limiter, app }: GithubAccess,
  { names, onUnreachable, ...declared }: TargetInputs,
  purpose: 'run' | 'dry-run' | 'check',
  { fetch, debug }: Surroundings,
  deadline: Deadline,
  tell: Tell,
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
    now: clock.told,
    declared,
    names,
    bundle,
    onUnreachable,
    advise: (text: string) => {
      tell({ kind: 'advice', text })
    },
  }
  if (app === undefined) {
    const token = 'token' in github ? github.token : APP_TOKEN
    const octokit = createGithub(connection, github.apiUrl, token)
    return { targets: createGithubSecrets({ ...common, octokit, token }), limiter: own }
  }
  const level = purpose === 'run' ? 'write' : 'read'
  const admission = createAppAdmission({ app, declared, names, level, writesLater: purpose !== 'check' })
  const octokit = app.client(connection)
  const targets = createGithubSecrets({ ...common, octokit, token: APP_TOKEN, admission })
  return { targets: aboutApp(targets), limiter: own }
}
