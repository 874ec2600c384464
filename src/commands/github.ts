import type { RotateInputs } from '../inputs/types.ts'
import type { Tell } from '../rotation/events.ts'
import type { Credential, Targets } from '../rotation/ports.ts'
import { createConnection } from '../services/connection.ts'
import { createGithubApp } from '../services/github-app.ts'
import { createGithub, type Octokit } from '../services/github.ts'
import { createServiceClock } from '../services/service-clock.ts'
import { createAppTargets } from '../targets/app-targets.ts'
import { createGithubSecrets } from '../targets/github-secrets.ts'
import type { Place } from '../targets/places.ts'
import type { Surroundings } from './surroundings.ts'

/** GitHub's part of a run. */
export interface GithubSession {
  readonly targets: Targets
  /** Gives back what was made only for this run. Never throws: what goes wrong is told, and no failure of the run. */
  readonly close: () => Promise<void>
}

/** What stands for the token of an App, which changes, where one kind of token is told from another. */
const APP_TOKEN = 'github-app'

/**
 * Signs in to GitHub as the inputs say, with a token or as a GitHub App.
 * @param allowChange asked before each request that changes a target
 * @param bundle what one version of the secret holds
 */
export function connectGithub(
  { github, targets: { places, names }, dryRun }: RotateInputs,
  { fetch, mask, debug, sleep }: Surroundings,
  allowChange: () => void,
  bundle: (credential: Credential) => string,
  tell: Tell,
): GithubSession {
  const { apiUrl } = github
  // What GitHub dates goes by GitHub's time.
  const clock = createServiceClock(sleep)
  const connect = (allow: () => void): typeof globalThis.fetch =>
    createConnection({
      service: 'GitHub',
      baseUrl: apiUrl,
      clock,
      fetch,
      allowChange: allow,
      debug,
      retryForbidden: false,
    })
  const secretsOf = (octokit: Octokit, token: string, some: readonly Place[]): Targets =>
    createGithubSecrets({ octokit, clock, places: some, names, token, bundle })

  const connection = connect(allowChange)
  if ('token' in github) {
    const { token } = github
    const octokit = createGithub(connection, apiUrl, token)
    return { targets: secretsOf(octokit, token, places), close: () => Promise.resolve() }
  }
  const app = createGithubApp({
    identity: github.app,
    apiUrl,
    connection,
    // Tokens are made for a run that is over its time as well, if only to say so, and are ended in any case.
    tokenConnection: connect(() => undefined),
    clock,
    mask,
  })
  return {
    targets: createAppTargets({
      app,
      places,
      level: dryRun ? 'read' : 'write',
      targetsOf: (some) => secretsOf(app.octokit, APP_TOKEN, some),
    }),
    async close() {
      for (const text of await app.close()) tell({ kind: 'advice', text })
    },
  }
}
