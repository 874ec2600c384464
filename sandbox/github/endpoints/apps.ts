import type { AccessControl } from '../api/access.ts'
import { appAnswer, installationAnswer, installationTokenAnswer } from '../api/app-responses.ts'
import { reaches, type Apps } from '../apps.ts'
import { readFields, type Fields } from '../api/body.ts'
import { invalidRequest, notFound, Refusal, unprocessable } from '../api/errors.ts'
import type { Answer, Call, Endpoint } from '../api/http.ts'
import type { PermissionName, Permissions } from '../options.ts'
import { fullName, type Repository, type Directory, type App, type Installation } from '../entities.ts'

/** So many repositories can be named for one token. */
const mostRepositories = 500

/** What an App does as itself (signed in with a JWT), and how one of its tokens ends itself. */
export function appEndpoints(directory: Directory, access: AccessControl, apps: Apps): readonly Endpoint[] {
  const installedAt = (call: Call, login: string): Answer => {
    const account = directory.findOwner(login)
    const found = account && apps.at(appOf(call).id, account)
    if (found === undefined) throw notFound()
    return { status: 200, body: installationAnswer(found, call.base) }
  }

  return [
    {
      method: 'GET',
      path: '/app',
      docs: 'apps/apps#get-the-authenticated-app',
      signIn: 'app',
      answer: (call) => ({
        status: 200,
        body: appAnswer(appOf(call), apps.all().filter(({ app }) => app === appOf(call)).length, call.base),
      }),
    },
    {
      method: 'GET',
      path: '/orgs/:org/installation',
      docs: 'apps/apps#get-an-organization-installation-for-the-authenticated-app',
      signIn: 'app',
      answer: (call) => {
        const login = call.params['org'] ?? ''
        if (directory.findOwner(login)?.type !== 'Organization') throw notFound()
        return installedAt(call, login)
      },
    },
    {
      method: 'GET',
      path: '/users/:username/installation',
      docs: 'apps/apps#get-a-user-installation-for-the-authenticated-app',
      signIn: 'app',
      // It answers for organizations as well: GitHub's own action for App tokens relies on it.
      answer: (call) => installedAt(call, call.params['username'] ?? ''),
    },
    {
      method: 'GET',
      path: '/repos/:owner/:repo/installation',
      docs: 'apps/apps#get-a-repository-installation-for-the-authenticated-app',
      signIn: 'app',
      answer: (call) => {
        const repository = access.named(call)
        const found = apps.at(appOf(call).id, repository.owner)
        if (found === undefined || !reaches(found, repository)) throw notFound()
        return { status: 200, body: installationAnswer(found, call.base) }
      },
    },
    {
      method: 'POST',
      path: '/app/installations/:installation/access_tokens',
      docs: 'apps/apps#create-an-installation-access-token-for-an-app',
      signIn: 'app',
      answer: (call) => {
        const found = apps.findInstallation(Number(call.params['installation']))
        if (found === undefined || found.app !== appOf(call)) throw notFound()
        if (found.suspendedAt !== undefined) throw new Refusal(403, 'This installation has been suspended')
        const fields = readFields(call.body, [])
        const repositories = readRepositories(fields, found, directory)
        const permissions = readPermissions(fields, found)
        const token = apps.mint(found, { repositories, permissions })
        return { status: 201, body: installationTokenAnswer(token, repositories, call.base) }
      },
    },
    {
      method: 'DELETE',
      path: '/installation/token',
      docs: 'apps/installations#revoke-an-installation-access-token',
      answer: ({ caller }) => {
        // Nobody but an installation has such a token to end.
        if (caller?.installation === undefined) {
          throw new Refusal(403, 'Resource not accessible by personal access token')
        }
        directory.deleteToken(caller.token)
        return { status: 204 }
      },
    },
  ]
}

function appOf({ app }: Call): App {
  if (app === undefined) throw new Error('an endpoint of Apps was reached without an App')
  return app
}

/** @throws Refusal 422, also where a repository is not among the installation's; GitHub does not say which */
function readRepositories(
  fields: Fields,
  installation: Installation,
  directory: Directory,
): readonly Repository[] | undefined {
  const names = readList(fields, 'repositories', (item): item is string => typeof item === 'string')
  const ids = readList(fields, 'repository_ids', (item): item is number => Number.isInteger(item))
  if (names === undefined && ids === undefined) return undefined
  const { account } = installation
  const wanted = [
    ...(names ?? []).map((name) => directory.findRepository(`${account.login}/${name}`)),
    ...(ids ?? []).map((id) => directory.repositoryById(id)),
  ]
  if (wanted.length > mostRepositories) {
    // That there is such a limit is documented; how GitHub says so is unverified.
    throw unprocessable(`A token can be for ${mostRepositories} repositories at most.`)
  }
  const found = wanted.filter((one): one is Repository => one !== undefined && reaches(installation, one))
  if (found.length < wanted.length || found.length === 0) {
    throw unprocessable(
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    )
  }
  return [...new Map(found.map((one) => [fullName(one), one])).values()]
}

function readList<T>(
  fields: Fields,
  name: string,
  is: (item: unknown) => item is T,
): readonly T[] | undefined {
  const list = fields[name]
  if (list === undefined) return undefined
  if (Array.isArray(list) && list.every(is)) return list
  throw invalidRequest(`For 'properties/${name}', ${JSON.stringify(list)} is not what it should be.`)
}

/** @throws Refusal 422 where the installation was not given one of them; GitHub does not say which */
function readPermissions(fields: Fields, { permissions: held }: Installation): Permissions | undefined {
  const wanted = fields['permissions']
  if (wanted === undefined) return undefined
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) {
    throw invalidRequest(`For 'properties/permissions', ${JSON.stringify(wanted)} is not an object.`)
  }
  const entries = Object.entries(wanted as Record<string, unknown>)
  for (const [name, level] of entries) {
    if (level !== 'read' && level !== 'write') {
      throw invalidRequest(`For 'properties/${name}', ${JSON.stringify(level)} is not a level of access.`)
    }
    const has = name === 'metadata' ? (held.metadata ?? 'read') : held[name as PermissionName]
    if (has === undefined) {
      throw unprocessable('The permissions requested are not granted to this installation.')
    }
    if (level === 'write' && has !== 'write') {
      throw unprocessable(
        'The level of access for permissions requested are not granted to this installation.',
      )
    }
  }
  return Object.fromEntries(entries)
}
