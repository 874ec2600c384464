import { smallGithub, smallGithubTokens, smallOrganization, startSandbox } from '../sandbox/index.ts'
import type { Sandbox } from '../sandbox/index.ts'
import { measure, type Measured, type MeasureOptions } from './run.ts'

/** Every answer of every service takes so long, in milliseconds, unless a measurement says otherwise. */
export const LATENCY_MS = 50

const { rotator, deploy, projectId } = smallOrganization
const MINUTE_MS = 60_000
/** What comes before a measurement need not wait for GitHub's limits. */
const PREPARING_SPEED = 60

type Inputs = Readonly<Record<string, string>>

/** A company whose key "deploy" goes to some repositories. */
export interface Company {
  readonly sandbox: Sandbox
  /** Rotates the key, or looks whether it is due. */
  readonly run: (inputs?: Inputs, options?: MeasureOptions) => Promise<Measured>
}

/** Where the key goes, and under which names. */
export interface Goal {
  readonly repositories: number
  /** Names of secrets that get the whole pair; where there are none, the pair goes to the two usual ones. */
  readonly bundles?: number
}

/**
 * Plays something in a company of its own, whose key was rotated once already, so that what is measured is what happens
 * every month. Nothing in it shares a second with what came before.
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
