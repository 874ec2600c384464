import { fullRepository, simpleUser } from './responses.ts'
import { githubTime, type Repository, type Token, type App, type Installation } from '../entities.ts'

/** An App as it sees itself. */
export function appAnswer(app: App, installations: number, base: string): Record<string, unknown> {
  return {
    id: app.id,
    client_id: app.clientId,
    slug: app.slug,
    node_id: `A_sandbox${app.id}`,
    owner: simpleUser(app.owner, base),
    name: app.slug,
    description: null,
    external_url: 'https://acme.example',
    html_url: `https://github.com/apps/${app.slug}`,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: {},
    events: [],
    installations_count: installations,
  }
}

/** An installation as the App sees it. */
export function installationAnswer(installation: Installation, base: string): Record<string, unknown> {
  const { id, app, account, repositories, permissions, suspendedAt, createdAt } = installation
  const settings =
    account.type === 'Organization'
      ? `https://github.com/organizations/${account.login}/settings/installations/${id}`
      : `https://github.com/settings/installations/${id}`
  return {
    id,
    client_id: app.clientId,
    account: simpleUser(account, base),
    repository_selection: repositories === 'all' ? 'all' : 'selected',
    access_tokens_url: `${base}/app/installations/${id}/access_tokens`,
    repositories_url: `${base}/installation/repositories`,
    html_url: settings,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions,
    events: [],
    created_at: createdAt,
    updated_at: createdAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: suspendedAt === undefined ? null : simpleUser(account, base),
    suspended_at: suspendedAt ?? null,
  }
}

/** A token, the only time that it is shown. @param repositories what it was narrowed to, if it was */
export function installationTokenAnswer(
  token: Token & { readonly installation: Installation; readonly expiresAt: Date },
  repositories: readonly Repository[] | undefined,
  base: string,
): Record<string, unknown> {
  return {
    token: token.token,
    expires_at: githubTime(token.expiresAt),
    permissions: token.permissions,
    repository_selection:
      repositories === undefined && token.installation.repositories === 'all' ? 'all' : 'selected',
    ...(repositories !== undefined && {
      repositories: repositories.map((one) => inToken(one, base)),
    }),
  }
}

/** A repository as such an answer shows it: the whole, without what counts others. */
function inToken(repository: Repository, base: string): Record<string, unknown> {
  const counted = ['network_count', 'subscribers_count']
  return Object.fromEntries(
    Object.entries(fullRepository(repository, base)).filter(([name]) => !counted.includes(name)),
  )
}
