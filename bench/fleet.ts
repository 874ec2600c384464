import { smallGithub, smallGithubTokens, smallOrganization, startSandbox } from '../sandbox/index.ts'
import type { Sandbox } from '../sandbox/index.ts'
import { measure, type Measured, type MeasureOptions } from './run.ts'

/** The default latency of every service, in milliseconds. */
export const LATENCY_MS = 50

const { rotator, deploy, projectId } = smallOrganization
const MINUTE_MS = 60_000
/** Requests before a measurement do not wait for GitHub's limits. */
const PREPARING_SPEED = 60

type Inputs = Readonly<Record<string, string>>

/** A test organization whose key "deploy" is written to some repositories. */
export interface Company {
  readonly sandbox: Sandbox
  /** Rotates the key, or checks whether it is due. */
  readonly run: (inputs?: Inputs, options?: MeasureOptions) => Promise<Measured>
}

/** The repositories and secret names of the key. */
export interface Goal {
  readonly repositories: number
  /** Names of secrets that get the whole pair. Without any, the pair is written to the two default ones. */
  readonly bundles?: number
}

/**
 * Runs a function with a new test organization, whose key was rotated once already, so that the measured run is
 * a monthly one. Nothing in it shares a second with the preparation.
 */
export async function inCompany<T>(goal: Goal, play: (company: Company) => Promise<T>): Promise<T> {
  const names = numbered('acme/service', goal.repositories)
  const seed = smallGithub()
  const repositories = [...(seed.repositories ?? []), ...names.map((name) => ({ name }))]
  const sandbox = await startSandbox({ github: { ...seed, repositories } })
  const { bundles = 0 } = goal
  const inputs: Inputs = {
    'scw-access-key': rotator.accessKey,
    'scw-secret-key': rotator.secretKey,
    'scw-organization-id': smallOrganization.id,
    'scw-project-id': projectId,
    'scw-region': 'fr-par',
    'secret-name': 'bench',
    'github-token': smallGithubTokens.writer,
    'application-id': deploy.applicationId,
    repositories: names.join(','),
    'max-age': '30d',
    ...(bundles > 0 && {
      'access-key-secret': 'none',
      'secret-key-secret': 'none',
      'bundle-secret': numbered('SCW_KEY', bundles).join(','),
    }),
  }
  const run: Company['run'] = async (more = {}, options = {}) => {
    sandbox.clock.advance(2 * MINUTE_MS)
    return measure(sandbox, { ...inputs, ...more }, options)
  }
  try {
    await run({}, { speed: PREPARING_SPEED })
    sandbox.setFaults([{ times: 0, effect: { kind: 'latency', milliseconds: LATENCY_MS } }])
    return await play({ sandbox, run })
  } finally {
    await sandbox.stop()
  }
}

function numbered(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${name}_${index + 1}`)
}
