import type { Identity, Problem } from '../../rotation/model/ports.ts'
import { githubFailure, type Octokit } from '../client/client.ts'
import { accessFields, readAccess, sameAccess, USUAL_ACCESS, type Access } from './visibility.ts'
import { checkedItem } from '../places/paginate.ts'
import { namePart, placeLabel, routeTo, type Place, type EntryKind } from '../places/places.ts'
import { RequestNotSent } from '../places/not-sent.ts'
import type { Listed } from '../places/listing.ts'

/** What was declared, with the repositories' ids; without any where those that stand are to be kept. */
export interface ResolvedAccess {
  readonly visibility: Access['visibility']
  readonly repositoryIds?: ReadonlySet<number>
  /** The same repositories with their names. */
  readonly selected?: readonly Identity[]
}

/**
 * Sees to it that writing an organization's secret or variable never shows it to others than before, or to fewer,
 * unless that was declared: GitHub wants to be told anew with every write of a secret who has access.
 */
export interface AccessKeeper {
  /** Takes note of those of the declared names that stand. */
  learn(listed: readonly Listed[]): Promise<void>
  /** Whether others have access to what stands than was declared. */
  differs(name: string): boolean
  /** The access that everything here has; undefined where there is nothing, or it differs. */
  shared(): Access | undefined
  /** What keeps these names from being written. */
  problems(names: readonly string[]): readonly Problem[]
  /** The fields that a write needs which replaces everything (a secret's). */
  forReplacing(name: string): Promise<Fields>
  /** The fields that a change needs which keeps what it does not name (a variable's). */
  forChanging(): Fields
  /** The fields for something new. */
  forNew(): Fields
}

/** Fields of a request that say who has access. */
export type Fields = Readonly<Record<string, unknown>>

/** @param siblings those whose access something new gets where nothing of its own kind stands yet */
export function createAccessKeeper(
  octokit: Octokit,
  place: Place,
  thing: EntryKind,
  declared: ResolvedAccess | undefined,
  siblings?: AccessKeeper,
): AccessKeeper {
  const route = routeTo(place, thing)
  const part = namePart(thing)
  const known = new Map<string, Access>()
  const wanted = complete(declared)

  function shared(): Access | undefined {
    const [first, ...others] = known.values()
    if (first === undefined) return siblings?.shared()
    return others.every((other) => sameAccess(first, other)) ? first : undefined
  }

  // A pair is of use to nobody who can read only a half of it: a new half goes where the other one is.
  const newAccess = (): Access => wanted ?? shared() ?? USUAL_ACCESS

  /** What stands at this very moment, as somebody may have changed it since it was looked at; undefined where it is gone. */
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
    // A variable that stands keeps its repositories without being told.
    const sendsAccess = thing === 'secrets' || own === undefined
    if (sendsAccess && access?.visibility === 'selected' && !access.complete) {
      return {
        about: 'selected-repositories',
        problem: `the token sees only ${access.repositoryIds.size} of the repositories that ${name} of ${label} is to be selected for, and writing it would keep it from the others`,
        remedy: 'Give the token access to all of them, or name all of them here',
      }
    }
    if (declared?.visibility === 'selected' && access?.visibility !== 'selected') {
      return {
        about: 'selected-repositories',
        problem: `${name} of ${label} is not selected for any repository yet, and none is named`,
        remedy: 'Name the repositories that read it, for example shop, api',
      }
    }
    if (access === undefined && known.size > 0) {
      return {
        about: 'visibility',
        problem: `${[...known.keys()].join(', ')} of ${label} are not for the same repositories, so that nobody knows whom the new ${name} is for`,
        remedy: 'Set visibility (with selected-repositories, if it is selected)',
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
          `${name} is for ${now.visibility} repositories now, and none are selected here`,
        )
      if (now.visibility === 'selected' && !now.complete)
        throw new RequestNotSent(`the token no longer sees all the repositories that ${name} is selected for`)
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
