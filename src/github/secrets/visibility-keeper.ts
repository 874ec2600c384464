import type { Identity, Problem } from '../../rotation/model/ports.ts'
import { githubFailure, type Octokit } from '../client/client.ts'
import { accessFields, readAccess, sameAccess, DEFAULT_ACCESS, type Access } from './visibility.ts'
import { checkedItem } from '../places/paginate.ts'
import { namePart, placeLabel, routeTo, type Place, type EntryKind } from '../places/places.ts'
import { RequestNotSent } from '../places/not-sent.ts'
import type { Listed } from '../places/listing.ts'

/** The declared access, with the repositories' IDs; without them, the current repositories are kept. */
export interface ResolvedAccess {
  readonly visibility: Access['visibility']
  readonly repositoryIds?: ReadonlySet<number>
  /** The same repositories with their names. */
  readonly selected?: readonly Identity[]
}

/**
 * Keeps the access to an organization's secrets or variables unless another one was declared. Every write of a secret
 * sets its access as well, so a write must repeat the current one.
 */
export interface AccessKeeper {
  /** Reads the access of the declared names that exist. */
  learn(listed: readonly Listed[]): Promise<void>
  /** Whether the current access differs from the declared one. */
  differs(name: string): boolean
  /** The access that all existing entries have; undefined if there are none, or it differs. */
  shared(): Access | undefined
  /** What keeps these names from being written. */
  problems(names: readonly string[]): readonly Problem[]
  /** The access fields for a write that replaces everything (of a secret). */
  forReplacing(name: string): Promise<Fields>
  /** The access fields for a change that keeps missing fields (of a variable). */
  forChanging(): Fields
  /** The access fields for a new entry. */
  forNew(): Fields
}

/** The fields of a request that set the access. */
export type Fields = Readonly<Record<string, unknown>>

export interface AccessKeeperOptions {
  readonly octokit: Octokit
  readonly place: Place
  readonly thing: EntryKind
  readonly declared: ResolvedAccess | undefined
  /** Entries of the other kind, whose access a new entry gets if its own kind has none yet. */
  readonly siblings?: AccessKeeper | undefined
}

export function createAccessKeeper(options: AccessKeeperOptions): AccessKeeper {
  const { octokit, place, thing, declared, siblings } = options
  const route = routeTo(place, thing)
  const part = namePart(thing)
  const known = new Map<string, Access>()
  const wanted = complete(declared)

  function shared(): Access | undefined {
    const [first, ...others] = known.values()
    if (first === undefined) return siblings?.shared()
    return others.every((other) => sameAccess(first, other)) ? first : undefined
  }

  // A repository needs both halves of a pair, so a new half gets the access of the other one.
  const newAccess = (): Access => wanted ?? shared() ?? DEFAULT_ACCESS

  /** The current access, which may have changed since `learn`; undefined if the entry was deleted. */
  async function readNow(name: string): Promise<Access | undefined> {
    try {
      const answer = await octokit.request(`GET ${route.route}/{${part}}`, { ...route.parts, [part]: name })
      return await readAccess(octokit, route, part, checkedItem(answer.data) as Listed)
    } catch (error) {
      if (githubFailure(error).status === 404) return undefined
      throw error
    }
  }

  function problemWith(name: string): Problem | undefined {
    const own = known.get(name)
    const access = own ?? shared()
    const label = placeLabel(place)
    // A change of a variable keeps its repositories.
    const sendsAccess = thing === 'secrets' || own === undefined
    if (sendsAccess && access?.visibility === 'selected' && !access.complete) {
      return {
        about: 'selected-repositories',
        problem: `the token can access only ${access.repositoryIds.size} of the repositories that ${name} of ${label} is selected for, and a write would remove the others`,
        remedy: 'Give the token access to all of them, or list all of them in selected-repositories',
      }
    }
    if (declared?.visibility === 'selected' && access?.visibility !== 'selected') {
      return {
        about: 'selected-repositories',
        problem: `${name} of ${label} is not selected for any repository, and selected-repositories is empty`,
        remedy: 'List the repositories that read it, for example selected-repositories: shop, api',
      }
    }
    if (access === undefined && known.size > 0) {
      return {
        about: 'visibility',
        problem: `${[...known.keys()].join(', ')} of ${label} have different repository access, so the access of the new ${name} is not defined`,
        remedy: 'Set visibility, and selected-repositories if it is selected',
      }
    }
    return undefined
  }

  return {
    async learn(listed) {
      known.clear()
      await Promise.all(
        listed.map(async (one) => {
          known.set(one.name.toUpperCase(), await readAccess(octokit, route, part, one))
        }),
      )
    },
    differs(name) {
      const access = known.get(name)
      return wanted !== undefined && access !== undefined && !sameAccess(access, wanted)
    },
    shared,
    problems: (names) => (wanted === undefined ? names.flatMap((name) => problemWith(name) ?? []) : []),
    async forReplacing(name) {
      if (wanted !== undefined) return accessFields(wanted, place.kind)
      const now = (await readNow(name)) ?? known.get(name) ?? newAccess()
      if (declared !== undefined && now.visibility !== declared.visibility)
        throw new RequestNotSent(
          `the visibility of ${name} is now ${now.visibility}, and no repository is selected for it`,
        )
      if (now.visibility === 'selected' && !now.complete)
        throw new RequestNotSent(
          `the token can no longer access all the repositories that ${name} is selected for`,
        )
      return accessFields(now, place.kind)
    },
    forChanging: () => (wanted === undefined ? {} : accessFields(wanted, place.kind)),
    forNew: () => accessFields(newAccess(), place.kind),
  }
}

function complete(declared: ResolvedAccess | undefined): Access | undefined {
  if (declared === undefined) return undefined
  const { visibility, repositoryIds } = declared
  if (visibility !== 'selected') return { visibility }
  return repositoryIds === undefined ? undefined : { visibility, repositoryIds, complete: true }
}
