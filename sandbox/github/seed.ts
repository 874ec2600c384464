import type { GithubSeed } from './options.ts'

/** The tokens of the small organization. None of them is a real one. */
export const smallGithubTokens = {
  /** May write every secret and environment of every repository. */
  writer: 'github_pat_FAKE_sandbox_writer_000000000000000000000000000000000000000000000000',
  /** May only read them. */
  reader: 'github_pat_FAKE_sandbox_reader_000000000000000000000000000000000000000000000000',
  /** What a workflow's own GITHUB_TOKEN is: it has no permission for secrets at all. */
  workflow: 'ghs_FAKEsandboxWorkflowToken000000000000',
} as const

/** A small organization: `acme` with three repositories, two of them with a protected `production` and one with an odd name. */
export function smallGithub(): GithubSeed {
  return {
    organizations: [{ login: 'acme', id: 9001 }],
    repositories: [
      { name: 'acme/shop', id: 700001, environments: ['production', 'eu/west 1%'] },
      { name: 'acme/api', id: 700002 },
      { name: 'acme/infra', id: 700003, environments: ['production'] },
    ],
    tokens: [
      {
        token: smallGithubTokens.writer,
        repositories: 'all',
        permissions: {
          metadata: 'read',
          secrets: 'write',
          environments: 'write',
          dependabot_secrets: 'write',
          codespaces_secrets: 'write',
          agent_secrets: 'write',
          actions_variables: 'write',
          organization_secrets: 'write',
          organization_dependabot_secrets: 'write',
          organization_codespaces_secrets: 'write',
          organization_agent_secrets: 'write',
          organization_actions_variables: 'write',
        },
      },
      {
        token: smallGithubTokens.reader,
        repositories: 'all',
        permissions: {
          metadata: 'read',
          secrets: 'read',
          environments: 'read',
          organization_secrets: 'read',
        },
      },
      {
        token: smallGithubTokens.workflow,
        repositories: ['acme/infra'],
        permissions: { metadata: 'read', actions: 'write' },
      },
    ],
  }
}
