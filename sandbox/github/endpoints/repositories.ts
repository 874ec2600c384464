import type { AccessControl } from '../api/access.ts'
import {
  environmentAnswer,
  fullRepository,
  minimalRepository,
  organizationAnswer,
  publicUser,
} from '../api/responses.ts'
import { Refusal } from '../api/errors.ts'
import type { Endpoint } from '../api/http.ts'
import { page } from '../api/pagination.ts'
import type { RateLimits } from '../api/rate-limits.ts'
import type { ValueStore } from '../stored-values.ts'
import { githubTime, type Directory } from '../entities.ts'

const pageSize = { usual: 30, most: 100 }

/** What GitHub counts apart from the API at large, by name, with its limit for a person's token. */
const OTHER_BUDGETS = [
  ['search', 30],
  ['graphql', 5000],
  ['integration_manifest', 5000],
  ['source_import', 100],
  ['code_scanning_upload', 1000],
  ['code_scanning_autofix', 10],
  ['actions_runner_registration', 10_000],
  ['scim', 15_000],
  ['dependency_snapshots', 100],
  ['audit_log', 1750],
  ['audit_log_streaming', 15],
  ['code_search', 10],
] as const

/** Repositories, their environments and topics, organizations, the caller, and what is left of the limits. */
export function repositoryEndpoints(
  directory: Directory,
  access: AccessControl,
  valueStore: ValueStore,
  limits: RateLimits,
  now: () => Date,
): readonly Endpoint[] {
  const environments = '/repos/:owner/:repo/environments'
  return [
    {
      method: 'GET',
      path: '/repos/:owner/:repo',
      docs: 'repos/repos#get-a-repository',
      open: true,
      answer: (call) => ({
        status: 200,
        body: fullRepository(access.repository(call, 'metadata', 'read', true), call.base),
      }),
    },
    {
      method: 'GET',
      path: '/repos/:owner/:repo/topics',
      docs: 'repos/repos#get-all-repository-topics',
      open: true,
      answer: (call) => ({
        status: 200,
        body: { names: access.repository(call, 'metadata', 'read', true).topics },
      }),
    },
    {
      method: 'GET',
      path: environments,
      docs: 'deployments/environments#list-environments',
      open: true,
      answer: (call) => {
        const repository = access.repository(call, 'actions', 'read', true)
        return page(call, [...repository.environments.values()], pageSize, (items, total) => ({
          total_count: total,
          environments: items.map((environment) => environmentAnswer(repository, environment, call.base)),
        }))
      },
    },
    {
      method: 'GET',
      path: `${environments}/:environment`,
      docs: 'deployments/environments#get-an-environment',
      open: true,
      answer: (call) => {
        const { repository, environment } = access.environment(call, 'actions', 'read', true)
        return { status: 200, body: environmentAnswer(repository, environment, call.base) }
      },
    },
    {
      method: 'PUT',
      path: `${environments}/:environment`,
      docs: 'deployments/environments#create-or-update-an-environment',
      answer: (call) => {
        const repository = access.repository(call, 'administration', 'write')
        const name = call.params['environment'] ?? ''
        if (name === '' || name.length > 255) throw new Refusal(422, 'Invalid environment name')
        const environment =
          repository.environments.get(name.toLowerCase()) ?? directory.addEnvironment(repository, name)
        environment.updatedAt = githubTime(now())
        return { status: 200, body: environmentAnswer(repository, environment, call.base) }
      },
    },
    {
      method: 'DELETE',
      path: `${environments}/:environment`,
      docs: 'deployments/environments#delete-an-environment',
      answer: (call) => {
        const { repository, environment } = access.environment(call, 'administration', 'write')
        valueStore.drop((holder) => 'environment' in holder && holder.environment === environment, 'api')
        repository.environments.delete(environment.name.toLowerCase())
        return { status: 204 }
      },
    },
    {
      method: 'GET',
      path: '/orgs/:org',
      docs: 'orgs/orgs#get-an-organization',
      open: true,
      answer: (call) => {
        const organization = access.organization(call, undefined, 'read')
        const owned = directory.repositories().filter(({ owner }) => owner === organization)
        return { status: 200, body: organizationAnswer(organization, owned, call.base) }
      },
    },
    {
      method: 'GET',
      path: '/orgs/:org/repos',
      docs: 'repos/repos#list-organization-repositories',
      open: true,
      answer: (call) => {
        const organization = access.organization(call, undefined, 'read')
        const visible = directory
          .repositories()
          .filter(({ owner }) => owner === organization)
          .filter((repository) => !repository.private || access.inReach(call.caller, repository))
        return page(call, visible, pageSize, (items) =>
          items.map((repository) => minimalRepository(repository, call.base)),
        )
      },
    },
    {
      method: 'GET',
      path: '/user',
      docs: 'users/users#get-the-authenticated-user',
      answer: ({ caller, base }) => {
        // There is nobody behind an installation's token.
        if (caller === undefined || caller.token.startsWith('ghs_')) {
          throw new Refusal(403, 'Resource not accessible by integration')
        }
        return { status: 200, body: publicUser(caller, base) }
      },
    },
    {
      method: 'GET',
      path: '/rate_limit',
      docs: 'rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user',
      open: true,
      free: true,
      answer: ({ caller }) => {
        const core = limits.budget(caller?.token ?? '')
        const unused = (limit: number) => ({ limit, used: 0, remaining: limit, reset: core.reset })
        return {
          status: 200,
          body: {
            resources: {
              core,
              ...Object.fromEntries(OTHER_BUDGETS.map(([name, limit]) => [name, unused(limit)])),
            },
            rate: core,
          },
        }
      },
    },
  ]
}
