import type { Problem } from '../../rotation/model/ports.ts'
import type { AppAccess, AppNeed } from '../app/required-permissions.ts'
import type { GithubApp } from '../app/github-app.ts'
import { needOf, needToList, needToListEnvironments } from './app-permissions.ts'
import type { DeclaredTargets } from './resolve.ts'
import type { Admission } from './shadowing.ts'
import type { GithubTargets } from './targets.ts'
import type { SecretNames } from '../secrets/secret-names.ts'
import type { Place } from '../places/places.ts'

export interface AppAdmissionOptions {
  readonly app: GithubApp
  readonly names: SecretNames
  /** `read` for a run that writes nothing. */
  readonly level: AppAccess
  /** Whether another run will write there, so that its permissions are required as well. */
  readonly writesLater: boolean
}

/** What is needed of an App's tokens to resolve declared targets. */
export function needsToResolve({ places, patterns }: DeclaredTargets): readonly AppNeed[] {
  const selected = places.flatMap((place) =>
    place.scope === 'organization' ? (place.access?.repositories ?? []) : [],
  )
  return [
    ...patterns.map(({ owner }) => needToList(owner, undefined)),
    ...selected.map(({ owner, repo }) => needToList(owner, repo)),
  ]
}

/** What is needed of an App's tokens for these places. */
export function needsOf(
  places: readonly Place[],
  { names, level }: Pick<AppAdmissionOptions, 'names' | 'level'>,
): readonly AppNeed[] {
  return places.map((place) => needOf(place, level, names.accessKeyVariable.length > 0))
}

/**
 * Creates the tokens of a GitHub App, one for each owner of a place. The problems of all places are reported together.
 */
export function createAppAdmission({ app, names, level, writesLater }: AppAdmissionOptions): Admission {
  const needs = (places: readonly Place[]): readonly AppNeed[] => {
    const all = needsOf(places, { names, level })
    return writesLater ? all : all.map((need) => ({ ...need, expected: [] }))
  }
  return {
    admit: (places) => app.open(needs(places)),
    isAdmitted: (place) => needs([place]).every((need) => app.covers(need)),
    admitLists: (repositories) =>
      app.open(repositories.map(({ owner, repo }) => needToListEnvironments(owner, repo))),
    mayList: ({ owner, repo }) => app.covers(needToListEnvironments(owner, repo)),
  }
}

/** Reports problems with the token as problems with the App, where no token was given. */
export function reportAsApp(targets: GithubTargets): GithubTargets {
  const reworded = (problem: Problem): Problem =>
    problem.about !== 'github-token'
      ? problem
      : {
          ...problem,
          about: 'github-app-id',
          ...(problem.knownCause === 'github-token-not-accepted' && {
            knownCause: 'github-app-not-accepted',
          }),
        }
  return {
    now: () => targets.now(),
    async observe() {
      const observed = await targets.observe()
      return { ...observed, problems: observed.problems.map(reworded) }
    },
    async shadows() {
      const { shadows, problems } = await targets.shadows()
      return { shadows, problems: problems.map(reworded) }
    },
    async prepare(ids) {
      const prepared = await targets.prepare(ids)
      return { ...prepared, problems: prepared.problems.map(reworded) }
    },
    async identities() {
      const found = await targets.identities()
      return { ...found, problems: found.problems.map(reworded) }
    },
    write: (id, credential, fallback, insist) => targets.write(id, credential, fallback, insist),
  }
}
