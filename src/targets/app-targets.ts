import type { Problem, Targets } from '../rotation/ports.ts'
import type { AppAccess } from '../services/app-needs.ts'
import type { GithubApp } from '../services/github-app.ts'
import { needOf } from './app-permissions.ts'
import type { Place } from './places.ts'

export interface AppTargetsOptions {
  readonly app: GithubApp
  readonly places: readonly Place[]
  /** `read` for a run that writes nothing. */
  readonly level: AppAccess
  /** Makes the targets that there are tokens for; the App's client reaches them, and no others. */
  readonly targetsOf: (places: readonly Place[]) => Targets
}

/**
 * Targets that a GitHub App writes. The tokens are made when the targets are looked at first; what stands in the way
 * of some of them is told together with all that is found in the others.
 */
export function createAppTargets({ app, places, level, targetsOf }: AppTargetsOptions): Targets {
  let targets: Targets | undefined

  function opened(): Targets {
    if (targets === undefined)
      throw new Error('targets are to be used that were never looked at; this is a bug')
    return targets
  }

  return {
    async observe() {
      const problems = await app.open(places.map((place) => needOf(place, level)))
      targets = targetsOf(places.filter((place) => app.covers(needOf(place, level))))
      const found = await targets.observe()
      return { states: found.states, problems: [...problems, ...found.problems.map(aboutApp)] }
    },
    prepare: async (ids) => (await opened().prepare(ids)).map(aboutApp),
    write: (id, credential, fallback) => opened().write(id, credential, fallback),
  }
}

/** Nobody gave a token: what is wrong with it is the App's. */
function aboutApp(problem: Problem): Problem {
  return problem.about === 'github-token' ? { ...problem, about: 'github-app-id' } : problem
}
