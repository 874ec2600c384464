import { reaches } from '../apps.ts'
import { notFound, Refusal } from './errors.ts'
import type { Access, PermissionName } from '../options.ts'
import type { Call } from './http.ts'
import type { Environment, Owner, Repository, Token, Directory } from '../entities.ts'

/** What a token may do where. Every way in checks sight first (404), then the permission (403), then what the place allows. */
export type AccessControl = ReturnType<typeof createAccessControl>

export function createAccessControl(directory: Directory) {
  function inReach(caller: Token | undefined, repository: Repository): boolean {
    if (caller === undefined) return false
    if (caller.installation !== undefined && !reaches(caller.installation, repository)) return false
    return caller.repositories === 'all' || caller.repositories.has(repository.id)
  }

  function permits(caller: Token, permission: PermissionName, access: Access): boolean {
    // What an installation may no longer do, none of its tokens may do, whatever it was made for.
    const grants = [caller.permissions, ...(caller.installation ? [caller.installation.permissions] : [])]
    return grants.every(({ [permission]: held }) => {
      // Every token may read the metadata of what it reaches.
      return held === 'write' || (access === 'read' && (held === 'read' || permission === 'metadata'))
    })
  }

  function refuse(call: Call): Refusal {
    if (call.caller === undefined) return new Refusal(401, 'Requires authentication')
    const what = call.caller.token.startsWith('ghs_') ? 'integration' : 'personal access token'
    return new Refusal(403, `Resource not accessible by ${what}`)
  }

  /** The answer for a name that a repository no longer has. */
  function redirect(call: Call, to: Repository): Refusal {
    const rest = call.url.replace(/^\/repos\/[^/?]+\/[^/?]+/, '')
    const url = `${call.base}/repositories/${to.id}${rest}`
    return new Refusal(
      call.method === 'GET' ? 301 : 307,
      call.method === 'GET' ? 'Moved Permanently' : 'Temporary Redirect',
      {
        headers: { location: url },
      },
    )
  }

  function locate(call: Call): Repository | undefined {
    const { owner, repo, id } = call.params
    if (id !== undefined) return /^\d+$/.test(id) ? directory.repositoryById(Number(id)) : undefined
    const name = `${owner ?? ''}/${repo ?? ''}`
    const found = directory.findRepository(name)
    if (found !== undefined) return found
    const movedTo = directory.movedTo(name)
    if (movedTo !== undefined && (!movedTo.private || inReach(call.caller, movedTo)))
      throw redirect(call, movedTo)
    return undefined
  }

  /**
   * The repository that a request is about.
   * @param open whether the public may read this of a public repository
   * @throws Refusal 404, 403, or 301 and 307 where it was renamed
   */
  function repository(call: Call, permission: PermissionName, access: Access, open = false): Repository {
    call.accepts(`${permission}=${access}`)
    const found = locate(call)
    if (found === undefined) throw notFound()
    if (found.private && !inReach(call.caller, found)) throw notFound()
    const readsPublicly = open && access === 'read' && !found.private
    const permitted =
      call.caller !== undefined && inReach(call.caller, found) && permits(call.caller, permission, access)
    if (!readsPublicly && !permitted) throw refuse(call)
    if (access === 'write' && found.archived)
      throw new Refusal(403, 'Repository was archived so is read-only.')
    return found
  }

  return {
    inReach,
    repository,

    /** The environment that a request is about. @throws Refusal 404, 403 as for its repository */
    environment(
      call: Call,
      permission: PermissionName,
      access: Access,
      open = false,
    ): { repository: Repository; environment: Environment } {
      const of = repository(call, permission, access, open)
      const environment = of.environments.get((call.params['environment'] ?? '').toLowerCase())
      if (environment === undefined) throw notFound()
      return { repository: of, environment }
    },

    /** The organization that a request is about. @param permission undefined where anyone may ask */
    organization(call: Call, permission: PermissionName | undefined, access: Access): Owner {
      if (permission !== undefined) call.accepts(`${permission}=${access}`)
      const found = directory.findOwner(call.params['org'] ?? '')
      if (found?.type !== 'Organization') throw notFound()
      if (permission === undefined) return found
      const account = call.caller?.installation?.account
      if (account !== undefined && account !== found) throw refuse(call)
      if (call.caller === undefined || !permits(call.caller, permission, access)) throw refuse(call)
      return found
    },

    /** The repository that an App asks about as itself. @throws Refusal 404, or 301 where it was renamed */
    named(call: Call): Repository {
      const { owner, repo } = call.params
      const name = `${owner ?? ''}/${repo ?? ''}`
      const found = directory.findRepository(name)
      if (found !== undefined) return found
      const movedTo = directory.movedTo(name)
      throw movedTo === undefined ? notFound() : redirect(call, movedTo)
    },
  }
}
