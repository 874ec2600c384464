import { mapConcurrent } from '../../lib/map-concurrent.ts'
import {
  TargetError,
  type Identity,
  type LeftOutTarget,
  type Prepared,
  type Problem,
  type Shadow,
  type Targets,
  type TargetState,
} from '../../rotation/model/ports.ts'
import type { ResolvedTargets } from './resolve.ts'
import type { Place } from '../places/places.ts'
import { createPlaceTarget, type PlaceTarget, type PlaceTargetOptions } from './place-target.ts'
import { findShadows, type Admission } from './shadowing.ts'

export interface GithubSecretsOptions extends PlaceTargetOptions {
  /** Undefined where a token for everything was given. */
  readonly admission?: Admission
  /** Finds out what the declared targets stand for. */
  readonly resolve: () => Promise<ResolvedTargets>
  /** GitHub's time; undefined before it has answered. */
  readonly now: () => Date | undefined
  /**
   * What becomes of a run where a target cannot be reached: with `fail` nothing is changed at all; with `continue` the
   * others are written, and the target lags, as if its writes had failed.
   */
  readonly onUnreachable: 'fail' | 'continue'
  /** Called with what a reader should know about the declared targets, once. */
  readonly advise: (text: string) => void
}

/** The secrets and variables of GitHub as targets, and what hides them. */
export interface GithubTargets extends Targets {
  /** Looks for entries that a job reads in place of the targets'; changes nothing. */
  shadows(): Promise<{ readonly shadows: readonly Shadow[]; readonly problems: readonly Problem[] }>
  /** Reads who every target is; changes nothing. */
  identities(): Promise<Prepared>
}

/** What is known of a target that cannot be read: nothing, so that it counts as one that does not hold the key. */
function unknownState({ id, label, open, matched, names }: PlaceTarget): TargetState {
  const rest = matched && { matched }
  return { id, label, open, ...rest, secrets: names.map((name) => ({ name, updatedAt: undefined })) }
}

/** Places that are asked at once, at most; when a request goes is the limiter's business. */
const PLACES_AT_ONCE = 100

/**
 * The secrets and variables of GitHub repositories, environments and organizations as targets. Nothing is ever
 * deleted, and only declared names are written.
 */
export function createGithubSecrets(options: GithubSecretsOptions): GithubTargets {
  const targets = new Map<string, PlaceTarget>()
  /** Why a target cannot be reached, by its id. */
  const unreachable = new Map<string, Problem>()
  let resolved: Promise<readonly Problem[]> | undefined
  /** What the declared targets stand for. */
  let places: readonly Place[] = []
  let leftOut: readonly LeftOutTarget[] = []

  /** What the declared targets stand for is asked once: a run has the same targets from its start to its end. */
  function resolve(): Promise<readonly Problem[]> {
    resolved ??= resolveAnew()
    return resolved
  }

  async function resolveAnew(): Promise<readonly Problem[]> {
    const { admission } = options
    const found = await options.resolve()
    for (const text of found.advice) options.advise(text)
    places = found.places.map(([place]) => place)
    const refused = (await admission?.admit(places)) ?? []
    leftOut = (found.leftOut ?? []).map((place) => {
      const { id, names } = createPlaceTarget(options, place, undefined)
      return {
        id,
        names,
        repository: `${place.owner}/${place.repo}`,
        onPurpose: found.leftOutOnPurpose === true,
      }
    })
    for (const [place, access, match] of found.places) {
      const target = createPlaceTarget(options, place, access, match)
      const [first] = refused
      const isOut = first !== undefined && admission?.isAdmitted(place) === false
      if (isOut && options.onUnreachable === 'continue') leaveOut(target, first)
      if (!isOut || options.onUnreachable === 'continue') targets.set(target.id, target)
    }
    return options.onUnreachable === 'continue' ? found.problems : [...found.problems, ...refused]
  }

  function targetOf(id: string): PlaceTarget {
    const target = targets.get(id)
    if (target === undefined)
      throw new Error('a target is to be written that was never declared; this is a bug')
    return target
  }

  /** Who these targets are, and why that could not be read of some. */
  async function identify(all: readonly PlaceTarget[]): Promise<{
    readonly identities: ReadonlyMap<string, readonly Identity[]>
    readonly unread: readonly (readonly [PlaceTarget, readonly Problem[]])[]
  }> {
    const found = await mapConcurrent(
      PLACES_AT_ONCE,
      all,
      async (target) => [target, await target.identify()] as const,
    )
    return {
      identities: new Map(found.flatMap(([{ id }, one]) => ('problem' in one ? [] : [[id, one] as const]))),
      unread: found.flatMap(([target, one]) => ('problem' in one ? [[target, [one]] as const] : [])),
    }
  }

  /** Goes on without a target. */
  function leaveOut({ id, label }: PlaceTarget, problem: Problem): void {
    unreachable.set(id, problem)
    options.advise(
      `${label} cannot be reached: ${problem.problem}. ${problem.remedy}. The others get the key, and the old one ` +
        'lives until this one has it, too.',
    )
  }

  return {
    now: options.now,

    async observe() {
      const began = options.clock.stamp()
      const problems = await resolve()
      const all = [...targets.values()].filter(({ id }) => !unreachable.has(id))
      const out = [...targets.values()].filter(({ id }) => unreachable.has(id))
      const found = await mapConcurrent(
        PLACES_AT_ONCE,
        all,
        async (target) => [target, await target.observe()] as const,
      )
      const read = found.flatMap(([, one]) => ('state' in one ? [one] : []))
      const states = read.map(({ state }) => state)
      const failed = found.flatMap(([target, one]) => ('state' in one ? [] : [[target, one] as const]))
      const oldest = Math.min(...read.map(({ askedAt }) => askedAt.getTime()))
      const ageMs = Math.max(0, began().getTime() - oldest)
      // Where none can be reached, it is the token or the network, and no target's fault.
      if (options.onUnreachable === 'fail' || states.length === 0) {
        const left = out.flatMap(({ id }) => unreachable.get(id) ?? [])
        const all = [...problems, ...left, ...failed.flatMap(([, one]) => one)]
        return { states, problems: all, ageMs, leftOut }
      }
      for (const [target, [first]] of failed) if (first !== undefined) leaveOut(target, first)
      const unknown = [...out, ...failed.map(([target]) => target)].map(unknownState)
      return { states: [...states, ...unknown], problems, ageMs, leftOut }
    },

    async shadows() {
      await resolve()
      const { octokit, names, admission } = options
      return findShadows({ octokit, places, names, ...(admission && { admission }) })
    },

    async prepare(ids) {
      const reachable = ids.filter((id) => !unreachable.has(id)).map(targetOf)
      const found = await mapConcurrent(
        PLACES_AT_ONCE,
        reachable,
        async (target) => [target, await target.prepare()] as const,
      )
      const ready = found.flatMap(([target, problems]) => (problems.length === 0 ? [target] : []))
      const { identities, unread } = await identify(ready)
      const inTheWay = [...found, ...unread]
      if (options.onUnreachable === 'fail')
        return { problems: inTheWay.flatMap(([, problems]) => problems), identities }
      for (const [target, [first]] of inTheWay) if (first !== undefined) leaveOut(target, first)
      const out = ids.filter((id) => unreachable.has(id)).map((id) => [id, []] as const)
      return { problems: [], identities: new Map([...identities, ...out]) }
    },

    async identities() {
      await resolve()
      const reachable = [...targets.values()].filter(({ id }) => !unreachable.has(id))
      const { identities, unread } = await identify(reachable)
      return { problems: unread.flatMap(([, problems]) => problems), identities }
    },

    async write(id, credential, fallback) {
      const problem = unreachable.get(id)
      if (problem === undefined) return targetOf(id).write(credential, fallback)
      throw new TargetError(`it cannot be reached: ${problem.problem}`, 'untouched', problem.remedy, {
        knownCause: problem.knownCause,
      })
    },
  }
}
