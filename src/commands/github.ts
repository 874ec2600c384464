import type { GithubInputs, RotateInputs } from '../inputs/types.ts'
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
import { createGithubSecrets } from '../targets/github-secrets.ts'
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
  { github, clock, limiter, app }: GithubAccess,
  { targets: { names, onUnreachable, ...declared }, dryRun }: RotateInputs,
  { fetch, debug }: Surroundings,
  deadline: Deadline,
  bundle: (credential: Credential) => string,
  tell: Tell,
): Targets {
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
    return createPacedTargets(createGithubSecrets({ ...common, octokit, token }), own)
  }
  const admission = createAppAdmission({ app, declared, names, level: dryRun ? 'read' : 'write' })
  const octokit = app.client(connection)
  return createPacedTargets(
    aboutApp(createGithubSecrets({ ...common, octokit, token: APP_TOKEN, admission })),
    own,
  )
}
