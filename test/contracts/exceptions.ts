import type { ServiceName } from '../../sandbox/server/service.ts'

/** A place where the vendor's own description is known to be wrong: what it forbids there happens in reality. */
export interface KnownException {
  readonly service: ServiceName
  readonly part: 'request body' | 'response body' | 'query' | 'status'
  /** Fits the operation's name, `GET /iam/v1alpha1/api-keys`. */
  readonly operation: RegExp
  /** Fits where in the part the finding is, as a JSON pointer (a query parameter: its name). */
  readonly place: RegExp
  /** The JSON Schema keywords whose findings are forgiven. */
  readonly keywords: readonly string[]
  readonly reason: string
}

const permissionsLeftOut =
  /^\/permissions\/(actions_variables|agent_secrets|codespaces_secrets|organization_(actions_variables|(agent|codespaces|dependabot)_secrets))$/

export const knownExceptions: readonly KnownException[] = [
  {
    service: 'scaleway',
    part: 'response body',
    operation: /\/secret-manager\//,
    place: /\/(ephemeral_policy|ephemeral_properties)$/,
    keywords: ['type'],
    reason:
      'null in every recording of a secret or version without such a policy, though not described as nullable',
  },
  {
    service: 'github',
    part: 'response body',
    operation: /\/environments(\/\{environment_name\})?$/,
    place: /\/can_admins_bypass$/,
    keywords: ['unevaluatedProperties'],
    reason: 'recorded in the answers about environments; the description leaves it out',
  },
  {
    service: 'github',
    part: 'response body',
    operation: /^GET \/rate_limit$/,
    place: /^\/resources\/(code_scanning_upload|audit_log|audit_log_streaming)$/,
    keywords: ['unevaluatedProperties'],
    reason: 'recorded in an answer of 2024; the description names other budgets',
  },
  {
    service: 'github',
    part: 'request body',
    operation: /\/access_tokens$/,
    place: permissionsLeftOut,
    keywords: ['unevaluatedProperties'],
    reason:
      "GitHub's documentation lists these permissions and the headers of its answers name them; the description leaves them out",
  },
  {
    service: 'github',
    part: 'response body',
    operation: /\/(access_tokens|installation)$/,
    place: permissionsLeftOut,
    keywords: ['unevaluatedProperties'],
    reason: 'the same permissions where GitHub tells what was granted',
  },
  {
    service: 'github',
    part: 'response body',
    operation: /\/access_tokens$/,
    place: /^\/status$/,
    keywords: ['unevaluatedProperties'],
    reason:
      "GitHub's errors have carried their status as a text for years; for these the description leaves it out",
  },
  {
    service: 'github',
    part: 'status',
    operation: /^GET \/repos\/\{owner\}\/\{repo\}\//,
    place: /^301$/,
    keywords: ['presence'],
    reason:
      "GitHub's documentation says that requests to a renamed repository are redirected; the description lists that for few paths",
  },
]
