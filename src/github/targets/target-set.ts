import type { LeftOutTarget, Problem } from '../../rotation/model/ports.ts'
import type { Place } from '../places/places.ts'
import { createPlaceTarget, type PlaceTarget, type PlaceTargetOptions } from './place-target.ts'
import type { ResolvedTargets } from './resolve.ts'
import type { Admission } from './shadowing.ts'

export interface TargetSetOptions extends PlaceTargetOptions {
  /** Undefined if one token was given for everything. */
  readonly admission?: Admission
  /** Resolves the declared targets. */
  readonly resolve: () => Promise<ResolvedTargets>
  /**
   * What happens if a target cannot be reached. `fail`: nothing is changed at all. `continue`: the others are written,
   * and the target lags, as if its writes had failed.
   */
  readonly onUnreachable: 'fail' | 'continue'
  /** Called once with each note about the declared targets. */
  readonly advise: (text: string) => void
}

/** The targets of a run. They are resolved once: a run has the same targets from start to end. */
export interface TargetSet {
  /** @returns what prevents some targets from being read */
  resolve(): Promise<readonly Problem[]>
  places(): readonly Place[]
  leftOut(): readonly LeftOutTarget[]
  reachable(): readonly PlaceTarget[]
  unreachable(): readonly (readonly [PlaceTarget, Problem])[]
  /** Why a target cannot be reached; undefined if it can. */
  problemOf(id: string): Problem | undefined
  get(id: string): PlaceTarget
  /** Continues without a target. */
  leaveOut(target: PlaceTarget, problem: Problem): void
}

export function createTargetSet(options: TargetSetOptions): TargetSet {
  const targets = new Map<string, PlaceTarget>()
  const unreachable = new Map<string, Problem>()
  let resolving: Promise<readonly Problem[]> | undefined
  let places: readonly Place[] = []
  let leftOut: readonly LeftOutTarget[] = []

  function leaveOut({ id, label }: PlaceTarget, problem: Problem): void {
    unreachable.set(id, problem)
    options.advise(
      `${label} cannot be reached: ${problem.problem}. ${problem.remedy}. The other targets are updated, and the ` +
        'replaced key is kept until this one is, too.',
    )
  }

  async function resolve(): Promise<readonly Problem[]> {
    const { admission, onUnreachable } = options
    const resolved = await options.resolve()
    for (const text of resolved.advice) options.advise(text)
    places = resolved.places.map(([place]) => place)
    const refused = (await admission?.admit(places)) ?? []
    leftOut = (resolved.leftOut ?? []).map((place) => {
      const { id, names } = createPlaceTarget(options, { place })
      const repository = `${place.owner}/${place.repo}`
      return { id, names, repository, onPurpose: resolved.leftOutOnPurpose === true }
    })
    const [first] = refused
    for (const [place, access, match] of resolved.places) {
      const target = createPlaceTarget(options, { place, access, match })
      const isRefused = first !== undefined && admission?.isAdmitted(place) === false
      if (isRefused && onUnreachable === 'continue') leaveOut(target, first)
      if (!isRefused || onUnreachable === 'continue') targets.set(target.id, target)
    }
    return onUnreachable === 'continue' ? resolved.problems : [...resolved.problems, ...refused]
  }

  return {
    resolve: () => (resolving ??= resolve()),
    places: () => places,
    leftOut: () => leftOut,
    reachable: () => [...targets.values()].filter(({ id }) => !unreachable.has(id)),
    unreachable: () =>
      [...targets.values()].flatMap((target) => {
        const problem = unreachable.get(target.id)
        return problem === undefined ? [] : [[target, problem] as const]
      }),
    problemOf: (id) => unreachable.get(id),
    get(id) {
      const target = targets.get(id)
      if (target === undefined) throw new Error('a target is not one of the declared ones; this is a bug')
      return target
    },
    leaveOut,
  }
}
