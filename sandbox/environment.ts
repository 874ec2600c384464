import { type GithubSeed, smallGithub, smallGithubTokens } from './github/index.ts'
import type { KeysApiService } from './keys-api/index.ts'
import type { ScalewaySeed } from './scaleway/index.ts'
import { smallOrganization } from './seed.ts'

/** The workflow whose environment is described. */
export interface WorkflowOptions {
  /** `owner/name`; the GitHub seed must contain it with its id. */
  readonly repository: string
  /** A token that may write secrets. */
  readonly token: string
  /** The key that the workflow signs in to Scaleway with. */
  readonly accessKey: string
  readonly secretKey: string
  readonly projectId: string
}

const smallWorkflow: WorkflowOptions = {
  repository: 'acme/infra',
  token: smallGithubTokens.writer,
  accessKey: smallOrganization.rotator.accessKey,
  secretKey: smallOrganization.rotator.secretKey,
  projectId: smallOrganization.projectId,
}

/** The variables with which the services' usual clients find the sandbox. Throws where the repository is not in the seed. */
export function describeEnvironment(
  urls: { readonly scaleway: string; readonly github: string; readonly admin: string },
  options: {
    readonly scaleway?: ScalewaySeed
    readonly github?: GithubSeed
    readonly workflow?: WorkflowOptions
  },
): Record<string, string> {
  const workflow = options.workflow ?? smallWorkflow
  const github = options.github ?? smallGithub()
  const repository = github.repositories?.find(({ name }) => name === workflow.repository)
  if (repository?.id === undefined) {
    throw new Error(
      `The sandbox's GitHub has no repository ${workflow.repository} with an id: name one in the option "workflow".`,
    )
  }
  const owner = workflow.repository.split('/', 1)[0] ?? ''
  const ownerId = [...(github.organizations ?? []), ...(github.users ?? [])].find(
    ({ login }) => login === owner,
  )?.id
  return {
    SCW_API_URL: urls.scaleway,
    SCW_ACCESS_KEY: workflow.accessKey,
    SCW_SECRET_KEY: workflow.secretKey,
    SCW_DEFAULT_ORGANIZATION_ID: options.scaleway?.organizationId ?? smallOrganization.id,
    SCW_DEFAULT_PROJECT_ID: workflow.projectId,
    SCW_DEFAULT_REGION: 'fr-par',
    GITHUB_API_URL: urls.github,
    GITHUB_SERVER_URL: urls.github,
    GITHUB_REPOSITORY: workflow.repository,
    GITHUB_REPOSITORY_ID: String(repository.id),
    GITHUB_REPOSITORY_OWNER: owner,
    ...(ownerId === undefined ? {} : { GITHUB_REPOSITORY_OWNER_ID: String(ownerId) }),
    GH_TOKEN: workflow.token,
    SANDBOX_URL: urls.admin,
  }
}

/** The same for the keys API, as its first user sees it. No client knows these names: a workflow puts them into inputs. */
export function describeKeysApiEnvironment(
  urls: { readonly keysApi: string },
  keysApi: KeysApiService,
): Record<string, string> {
  const user = keysApi.users()[0]
  const key = keysApi.keys().find(({ userId }) => userId === user?.id)
  return {
    KEYS_API_URL: urls.keysApi,
    KEYS_API_VERIFY_URL: `${urls.keysApi}/wallet/balance`,
    ...(user === undefined ? {} : { KEYS_API_TOKEN: keysApi.issueToken(user.id).accessToken }),
    ...(key === undefined ? {} : { API_KEY: key.key }),
  }
}

/** The variables as lines of a file that `--env-file` options and shells take. Throws where a value would need quotes. */
export function formatEnvironment(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => {
      if (!/^[\w./:@+-]*$/.test(value)) {
        throw new Error(`The value of ${name} does not fit into an environment file.`)
      }
      return `${name}=${value}\n`
    })
    .join('')
}
