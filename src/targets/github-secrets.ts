import { sideBySide } from '../rotation/side-by-side.ts'
import type { Targets, TargetState } from '../rotation/ports.ts'
import { resolveTargets, type DeclaredTargets, type ResolvedTargets } from './declared.ts'
import { placeId } from './places.ts'
import { createPlaceTarget, type PlaceTarget, type PlaceTargetOptions } from './place-target.ts'

export interface GithubSecretsOptions extends PlaceTargetOptions {
  readonly declared: DeclaredTargets
  /** Called with what a reader should know about the declared targets, once. */
  readonly advise: (text: string) => void
}

/** GitHub allows so many requests at once. */
const MOST_REQUESTS = 100

/**
 * The secrets and variables of GitHub repositories, environments and organizations as targets. Nothing is ever
 * deleted, and only declared names are written.
 */
export function createGithubSecrets(options: GithubSecretsOptions): Targets {
  const targets = new Map<string, PlaceTarget>()
  // A place is asked for its secrets, or its public key, and for each variable; a little is left for what lists need.
  const placesAtOnce = Math.max(1, Math.floor(MOST_REQUESTS / (2 + options.names.accessKeyVariable.length)))
  let resolved: Promise<ResolvedTargets> | undefined

  /** What the declared targets stand for is asked once: a run has the same targets from its start to its end. */
  function resolve(): Promise<ResolvedTargets> {
    resolved ??= resolveTargets(options.octokit, options.declared).then((found) => {
      for (const [place, access] of found.places)
        targets.set(placeId(place), createPlaceTarget(options, place, access))
      for (const text of found.advice) options.advise(text)
      return found
    })
    return resolved
  }

  function targetOf(id: string): PlaceTarget {
    const target = targets.get(id)
    if (target === undefined)
      throw new Error('a target is to be written that was never declared; this is a bug')
    return target
  }

  return {
    async observe() {
      const { problems } = await resolve()
      const found = await sideBySide(placesAtOnce, [...targets.values()], (target) => target.observe())
      return {
        states: found.filter((one): one is TargetState => 'id' in one),
        problems: [...problems, ...found.flatMap((one) => ('id' in one ? [] : one))],
      }
    },

    async prepare(ids) {
      const found = await sideBySide(placesAtOnce, ids, (id) => targetOf(id).prepare())
      return found.flat()
    },

    write: (id, credential, fallback) => targetOf(id).write(credential, fallback),
  }
}
