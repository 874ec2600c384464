import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Sandbox,
  type SandboxOptions,
  smallGithubTokens,
  smallOrganization,
  startSandbox,
} from '../../sandbox/index.ts'
import { refuseBrokenContracts } from '../contracts/validate.ts'
import { findLeaks } from '../harness/leaks.ts'
import { projectRoot } from '../harness/step.ts'
import { createWorkflowRepository, type WorkflowRepository } from './engine.ts'

/** The repository that the workflows are in. */
export const repository = 'acme/infra'

export interface Stage {
  readonly sandbox: Sandbox
  /** Adds a protected environment with the secrets that the documents tell a user to put there. */
  readonly addEnvironment: (name: string, secrets: Readonly<Record<string, string>>) => void
  /**
   * Runs one workflow and makes sure that it ended as it should, leaked nothing and kept to the vendors' descriptions.
   * @returns what the engine printed
   */
  run(request: {
    readonly workflow: string
    readonly event: string
    readonly payload?: unknown
    readonly environment?: string
    /** Variables besides those that every document names. */
    readonly variables?: Readonly<Record<string, string>>
    /** Whose workflow it is; {@link repository}'s by default. */
    readonly of?: string
    /** Whether it is to fail. */
    readonly fails?: boolean
  }): Promise<string>
  stop(): Promise<void>
}

/** The references to this project: those of the documents, and those by which rotate-fleet.yml pins it. */
const actions = [
  'OWNER/scaleway-key-rotation@v1',
  ...new Set(
    readFileSync(join(projectRoot, '.github', 'workflows', 'rotate-fleet.yml'), 'utf8').match(
      /OWNER\/scaleway-key-rotation@[0-9a-f]{40}/g,
    ),
  ),
]

/** Some workflows of the documents, in the order in which they run, on a sandbox of their own. */
export interface Play {
  /** The files that it runs. */
  readonly workflows: readonly string[]
  /** What the services hold at first; the small organization by default. */
  readonly services?: () => SandboxOptions
  /** By what each shows. */
  readonly scenarios: (stage: Stage) => Readonly<Record<string, () => Promise<void>>>
}

/** What the engine printed last, to be shown when something fails; without secrets, or it would not stand here. */
export let lastLog = ''

/**
 * @param files what the repository holds, by path
 * @param services what the services hold at first
 */
export async function setStage(
  engine: string,
  files: ReadonlyMap<string, string>,
  services?: SandboxOptions,
): Promise<Stage> {
  const sandbox = await startSandbox(services)
  const { github, urls } = sandbox
  const repositories = new Map<string, WorkflowRepository>()
  const workflowsOf = (name: string): WorkflowRepository => {
    const laidOut =
      repositories.get(name) ?? createWorkflowRepository(engine, { repository: name, actions, files })
    repositories.set(name, laidOut)
    return laidOut
  }
  const variables = {
    SCW_DEFAULT_ORGANIZATION_ID: smallOrganization.id,
    SCW_DEFAULT_PROJECT_ID: smallOrganization.projectId,
    SCW_DEFAULT_REGION: 'fr-par',
    DEPLOY_APPLICATION_ID: smallOrganization.deploy.applicationId,
    KEYS_API_URL: urls.keysApi,
  }
  return {
    sandbox,
    addEnvironment(name, secrets) {
      github.addEnvironment(repository, name)
      const all = { ROTATION_GITHUB_TOKEN: smallGithubTokens.writer, ...secrets }
      for (const [secret, value] of Object.entries(all))
        github.setSecret({ repository, environment: name }, secret, value)
    },
    async run({ fails = false, of = repository, variables: more = {}, ...request }) {
      const before = sandbox.exchanges.at(-1)?.number ?? 0
      const env = sandbox.env()
      const environment = request.environment === undefined ? {} : { environment: request.environment }
      const { exitCode, log } = await workflowsOf(of).run({
        ...request,
        secrets: github.workflowSecrets({ repository: of, ...environment }),
        variables: { ...variables, ...more },
        // What a runner and the user's workflow would have set, pointed at the sandbox; no credentials among it.
        env: {
          GITHUB_API_URL: urls.github,
          GITHUB_SERVER_URL: urls.github,
          GITHUB_REPOSITORY_ID: env['GITHUB_REPOSITORY_ID'] ?? '',
          SCW_API_URL: urls.scaleway,
        },
      })
      const leaks = findLeaks({ stdout: log, stderr: '', files: {}, secretFiles: {} }, sandbox.secretValues())
      assert.deepEqual(leaks, [], `${request.workflow} leaked secrets`)
      lastLog = log
      if (fails) assert.notEqual(exitCode, 0, `${request.workflow} did not fail`)
      else assert.equal(exitCode, 0, `${request.workflow} failed`)
      refuseBrokenContracts(sandbox.exchanges.filter(({ number }) => number > before))
      return log
    },
    async stop() {
      for (const one of repositories.values()) one.remove()
      await sandbox.stop()
    },
  }
}
