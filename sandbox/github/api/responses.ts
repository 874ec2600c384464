import type { Environment, Owner, Repository, Token } from '../entities.ts'
import { fullName } from '../entities.ts'

/** GitHub's node ids are opaque; these only look like them. */
function nodeId(kind: string, id: number): string {
  return `${kind}_sandbox${id}`
}

/** An owner as it stands inside of other answers. */
export function simpleUser(owner: Owner, base: string): Record<string, unknown> {
  const url = `${base}/users/${owner.login}`
  return {
    login: owner.login,
    id: owner.id,
    node_id: nodeId(owner.type === 'User' ? 'U' : 'O', owner.id),
    avatar_url: `https://avatars.githubusercontent.com/u/${owner.id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `https://github.com/${owner.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: owner.type,
    site_admin: false,
    user_view_type: 'public',
  }
}

/** The person behind a token, as `GET /user` shows them in public. */
export function publicUser(token: Token, base: string): Record<string, unknown> {
  const since = '2020-01-01T00:00:00Z'
  return {
    ...simpleUser({ id: 1, login: token.login, type: 'User', createdAt: since }, base),
    name: token.login,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: since,
    updated_at: since,
  }
}

/** What follows a repository's address in the names `<name>_url`. */
const repositoryUrls: Readonly<Record<string, string>> = {
  archive: '/{archive_format}{/ref}',
  assignees: '/assignees{/user}',
  blobs: '/git/blobs{/sha}',
  branches: '/branches{/branch}',
  collaborators: '/collaborators{/collaborator}',
  comments: '/comments{/number}',
  commits: '/commits{/sha}',
  compare: '/compare/{base}...{head}',
  contents: '/contents/{+path}',
  contributors: '/contributors',
  deployments: '/deployments',
  downloads: '/downloads',
  events: '/events',
  forks: '/forks',
  git_commits: '/git/commits{/sha}',
  git_refs: '/git/refs{/sha}',
  git_tags: '/git/tags{/sha}',
  hooks: '/hooks',
  issue_comment: '/issues/comments{/number}',
  issue_events: '/issues/events{/number}',
  issues: '/issues{/number}',
  keys: '/keys{/key_id}',
  labels: '/labels{/name}',
  languages: '/languages',
  merges: '/merges',
  milestones: '/milestones{/number}',
  notifications: '/notifications{?since,all,participating}',
  pulls: '/pulls{/number}',
  releases: '/releases{/id}',
  stargazers: '/stargazers',
  statuses: '/statuses/{sha}',
  subscribers: '/subscribers',
  subscription: '/subscription',
  tags: '/tags',
  teams: '/teams',
  trees: '/git/trees{/sha}',
}

function visibilityOf(repository: Repository): 'public' | 'private' | 'internal' {
  if (!repository.private) return 'public'
  return repository.internal ? 'internal' : 'private'
}

/** A repository as lists show it. */
export function minimalRepository(repository: Repository, base: string): Record<string, unknown> {
  const url = `${base}/repos/${fullName(repository)}`
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.private,
    owner: simpleUser(repository.owner, base),
    html_url: `https://github.com/${fullName(repository)}`,
    description: null,
    fork: false,
    url,
    ...Object.fromEntries(
      Object.entries(repositoryUrls).map(([name, tail]) => [`${name}_url`, `${url}${tail}`]),
    ),
    archived: repository.archived,
    disabled: false,
    topics: repository.topics,
    visibility: visibilityOf(repository),
    default_branch: 'main',
    pushed_at: repository.createdAt,
    created_at: repository.createdAt,
    updated_at: repository.updatedAt,
  }
}

/** A repository as its own address shows it. */
export function fullRepository(repository: Repository, base: string): Record<string, unknown> {
  const page = `https://github.com/${fullName(repository)}`
  return {
    ...minimalRepository(repository, base),
    clone_url: `${page}.git`,
    git_url: `git://github.com/${fullName(repository)}.git`,
    ssh_url: `git@github.com:${fullName(repository)}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    forks: 0,
    forks_count: 0,
    open_issues: 0,
    open_issues_count: 0,
    stargazers_count: 0,
    subscribers_count: 0,
    watchers: 0,
    watchers_count: 0,
    network_count: 0,
    size: 0,
    has_issues: true,
    has_projects: true,
    has_wiki: true,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    is_template: false,
    allow_forking: false,
    web_commit_signoff_required: false,
  }
}

export function environmentAnswer(
  repository: Repository,
  environment: Environment,
  base: string,
): Record<string, unknown> {
  const name = encodeURIComponent(environment.name)
  return {
    id: environment.id,
    node_id: nodeId('EN', environment.id),
    name: environment.name,
    url: `${base}/repos/${fullName(repository)}/environments/${name}`,
    html_url: `https://github.com/${fullName(repository)}/deployments/activity_log?environments_filter=${name}`,
    created_at: environment.createdAt,
    updated_at: environment.updatedAt,
    // Recorded answers have it; GitHub's published description does not.
    can_admins_bypass: true,
    protection_rules: [],
    deployment_branch_policy: null,
  }
}

export function organizationAnswer(
  organization: Owner,
  repositories: readonly Repository[],
  base: string,
): Record<string, unknown> {
  const url = `${base}/orgs/${organization.login}`
  return {
    login: organization.login,
    id: organization.id,
    node_id: nodeId('O', organization.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${organization.id}?v=4`,
    description: null,
    is_verified: false,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: repositories.filter((repository) => !repository.private).length,
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: `https://github.com/${organization.login}`,
    created_at: organization.createdAt,
    updated_at: organization.createdAt,
    archived_at: null,
    type: 'Organization',
  }
}
