import type { Problem, Targets } from '../rotation/ports.ts'
import type { AppAccess, AppNeed } from '../services/app-needs.ts'
import type { GithubApp } from '../services/github-app.ts'
import { needOf, needToList } from './app-permissions.ts'
import type { DeclaredTargets } from './declared.ts'
import type { Admission } from './github-secrets.ts'
import type { SecretNames } from './names.ts'
import type { Place } from './places.ts'

export interface AppAdmissionOptions {
  readonly app: GithubApp
  readonly declared: DeclaredTargets
  readonly names: SecretNames
  /** `read` for a run that writes nothing. */
  readonly level: AppAccess
}

/**
 * Makes the tokens of a GitHub App: first those to find out with what patterns stand for, then, once that is known, one
 * for each owner of a place. What stands in the way of some places is told together with all that is found in others.
 */
export function createAppAdmission({ app, declared, names, level }: AppAdmissionOptions): Admission {
  const variables = names.accessKeyVariable.length > 0
  const need = (place: Place): AppNeed => needOf(place, level, variables)
  return {
    async lookUp() {
      const selected = declared.places.flatMap((place) =>
        place.scope === 'organization' ? (place.access?.repositories ?? []) : [],
      )
      const needs = [
        ...declared.patterns.map(({ owner }) => needToList(owner, undefined)),
        ...selected.map(({ owner, repo }) => needToList(owner, repo)),
      ]
      return needs.length === 0 ? [] : app.open(needs)
    },
    admit: (places) => app.open(places.map(need)),
    isAdmitted: (place) => app.covers(need(place)),
  }
}

/** Nobody gave a token: what is wrong with it is the App's. */
export function aboutApp(targets: Targets): Targets {
  const reworded = (problem: Problem): Problem =>
    problem.about === 'github-token' ? { ...problem, about: 'github-app-id' } : problem
  return {
    now: () => targets.now(),
    async observe() {
      const { states, problems } = await targets.observe()
      return { states, problems: problems.map(reworded) }
    },
    prepare: async (ids) => (await targets.prepare(ids)).map(reworded),
    write: (id, credential, fallback, insist) => targets.write(id, credential, fallback, insist),
  }
}
