import { sideBySide } from '../rotation/side-by-side.ts'
import { TargetError, type Problem, type Targets, type TargetState } from '../rotation/ports.ts'
import { resolveTargets, type DeclaredTargets } from './declared.ts'
import type { Place } from './places.ts'
import { createPlaceTarget, type PlaceTarget, type PlaceTargetOptions } from './place-target.ts'

/** Lets a run into places, where that takes more than a token that was given to it. */
export interface Admission {
  /** Before anything is looked up. @returns what stands in the way */
  lookUp(): Promise<readonly Problem[]>
  /** Before these places are read. @returns what stands in the way of some of them */
  admit(places: readonly Place[]): Promise<readonly Problem[]>
  isAdmitted(place: Place): boolean
}

export interface GithubSecretsOptions extends PlaceTargetOptions {
  /** Undefined where a token for everything was given. */
  readonly admission?: Admission
  readonly declared: DeclaredTargets
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

/** What is known of a target that cannot be read: nothing, so that it counts as one that does not hold the key. */
function unknownState({ id, label, open, names }: PlaceTarget): TargetState {
  return { id, label, open, secrets: names.map((name) => ({ name, updatedAt: undefined })) }
}

/** Places that are asked at once, at most; when a request goes is the limiter's business. */
const PLACES_AT_ONCE = 100

/**
 * The secrets and variables of GitHub repositories, environments and organizations as targets. Nothing is ever
 * deleted, and only declared names are written.
 */
export function createGithubSecrets(options: GithubSecretsOptions): Targets {
  const targets = new Map<string, PlaceTarget>()
  /** Why a target cannot be reached, by its id. */
  const unreachable = new Map<string, Problem>()
  let resolved: Promise<readonly Problem[]> | undefined

  /** What the declared targets stand for is asked once: a run has the same targets from its start to its end. */
  function resolve(): Promise<readonly Problem[]> {
    resolved ??= resolveAnew()
    return resolved
  }

  async function resolveAnew(): Promise<readonly Problem[]> {
    const { octokit, declared, admission } = options
    const inTheWay = (await admission?.lookUp()) ?? []
    // Nobody could look anything up with what is missing.
    if (inTheWay.length > 0) return inTheWay
    const found = await resolveTargets(octokit, declared)
    for (const text of found.advice) options.advise(text)
    const places = found.places.map(([place]) => place)
    const refused = (await admission?.admit(places)) ?? []
    for (const [place, access] of found.places) {
      const target = createPlaceTarget(options, place, access)
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
      const problems = await resolve()
      const all = [...targets.values()].filter(({ id }) => !unreachable.has(id))
      const out = [...targets.values()].filter(({ id }) => unreachable.has(id))
      const found = await sideBySide(
        PLACES_AT_ONCE,
        all,
        async (target) => [target, await target.observe()] as const,
      )
      const states = found.flatMap(([, one]) => ('id' in one ? [one] : []))
      const failed = found.flatMap(([target, one]) => ('id' in one ? [] : [[target, one] as const]))
      // Where none can be reached, it is the token or the network, and no target's fault.
      if (options.onUnreachable === 'fail' || states.length === 0) {
        const left = out.flatMap(({ id }) => unreachable.get(id) ?? [])
        return { states, problems: [...problems, ...left, ...failed.flatMap(([, one]) => one)] }
      }
      for (const [target, [first]] of failed) if (first !== undefined) leaveOut(target, first)
      const unknown = [...out, ...failed.map(([target]) => target)].map(unknownState)
      return { states: [...states, ...unknown], problems }
    },

    async prepare(ids) {
      const reachable = ids.filter((id) => !unreachable.has(id)).map(targetOf)
      const found = await sideBySide(
        PLACES_AT_ONCE,
        reachable,
        async (target) => [target, await target.prepare()] as const,
      )
      if (options.onUnreachable === 'fail') return found.flatMap(([, problems]) => problems)
      for (const [target, [first]] of found) if (first !== undefined) leaveOut(target, first)
      return []
    },

    async write(id, credential, fallback) {
      const problem = unreachable.get(id)
      if (problem === undefined) return targetOf(id).write(credential, fallback)
      throw new TargetError(`it cannot be reached: ${problem.problem}`, 'untouched', problem.remedy)
    },
  }
}
