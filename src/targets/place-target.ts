import {
  NoAnswer,
  TargetError,
  type Clock,
  type Credential,
  type Identity,
  type Problem,
  type TargetState,
  type WriteSpan,
} from '../rotation/ports.ts'
import { causedBy, githubFailure, otherwise, type GithubFailure, type Octokit } from '../services/github.ts'
import { createAccessKeeper, type AccessKeeper, type ResolvedAccess } from './access-keeper.ts'
import type { PatternMatch } from './declared.ts'
import { createPlaceIdentity, Replaced } from './identity.ts'
import { secretNamesIn, valueFor, type SecretNames } from './names.ts'
import { NotSent } from './not-sent.ts'
import { hasVariables, placeId, placeLabel, type Place, type Thing } from './places.ts'
import { forbidden, readProblem } from './refusals.ts'
import { createSecrets, type Entries } from './secrets.ts'
import type { SharedReads } from './shared-reads.ts'
import { createVariables, variableName } from './variables.ts'

export interface PlaceTargetOptions {
  readonly octokit: Octokit
  /** GitHub's time. */
  readonly clock: Clock
  /** What other keys of the file asked as well. */
  readonly reads: SharedReads
  readonly names: SecretNames
  /** For telling one kind of token from another; it is never sent or printed from here. */
  readonly token: string
  /** What one version of the secret holds, for the bundle. */
  readonly bundle: (credential: Credential) => string
}

/** One place as a target: all of its declared secrets and variables, which are written together or put back. */
export interface PlaceTarget extends Pick<TargetState, 'id' | 'label' | 'open' | 'matched'> {
  /** All that is written, as the target's state names it. */
  readonly names: readonly string[]
  /** What stands there, or everything that keeps it from being read. */
  observe(): Promise<Observed | readonly Problem[]>
  prepare(): Promise<readonly Problem[]>
  /** Who the place belongs to, read after {@link prepare}, or what keeps that from being read. */
  identify(): Promise<readonly Identity[] | Problem>
  /** As {@link Targets.write}. */
  write(
    credential: Credential,
    fallback: (() => Promise<Credential | undefined>) | undefined,
  ): Promise<ReadonlyMap<string, WriteSpan>>
}

/** What stands in a place. */
export interface Observed {
  readonly state: TargetState
  /** When the oldest part of that was asked for, by GitHub's time. */
  readonly askedAt: Date
}

/** One name that is written. */
interface Entry {
  readonly thing: Thing
  /** As the target's state has it. */
  readonly name: string
  write(credential: Credential): Promise<string | undefined>
}

/** What became of one write of one name. */
type Written = { readonly entry: Entry; readonly span: WriteSpan } | Failed

interface Failed {
  readonly entry: Entry
  readonly failure: GithubFailure
  readonly sent: boolean
  /** Where another repository took the name of this one. */
  readonly replaced?: Problem
}

/** @param access who is to have access, where the place is an organization */
export function createPlaceTarget(
  options: PlaceTargetOptions,
  place: Place,
  access: ResolvedAccess | undefined,
  match?: PatternMatch,
): PlaceTarget {
  const { octokit, clock, reads, names, token } = options
  const secretNames = secretNamesIn(names)
  const variableNames = hasVariables(place) ? names.accessKeyVariable : []
  const keeper = (thing: Thing, siblings?: AccessKeeper) =>
    place.scope === 'organization' ? createAccessKeeper(octokit, place, thing, access, siblings) : undefined
  const ofSecrets = keeper('secrets')
  const ofVariables = keeper('variables', ofSecrets)
  const identity = createPlaceIdentity(octokit, reads, place, { access, listed: match?.ids })
  const common = { octokit, clock, reads, place, confirm: (after: number) => identity.confirm(after) }
  const secrets = createSecrets({ ...common, names: secretNames, access: ofSecrets })
  const variables = createVariables({ ...common, names: variableNames, access: ofVariables })
  const parts: readonly (readonly [Thing, Entries])[] =
    variableNames.length === 0
      ? [['secrets', secrets]]
      : [
          ['secrets', secrets],
          ['variables', variables],
        ]

  const entries: readonly Entry[] = [
    ...secretNames.map((name): Entry => ({
      thing: 'secrets',
      name,
      write: (credential) => secrets.write(name, valueFor(names, name, credential, options.bundle)),
    })),
    ...variableNames.map((name): Entry => ({
      thing: 'variables',
      name: variableName(name),
      write: ({ accessKey }) => variables.write(name, accessKey),
    })),
  ]

  /** Asks both kinds of entries something side by side; what cannot be read is a problem. */
  async function ask<T>(question: (part: Entries) => Promise<T>): Promise<{
    readonly answers: readonly T[]
    readonly problems: readonly Problem[]
  }> {
    const answers: T[] = []
    const problems: Problem[] = []
    const results = await Promise.all(
      parts.map(async ([thing, part]) => {
        try {
          return { answer: await question(part) }
        } catch (error) {
          return { problem: await readProblem(octokit, token, place, thing, githubFailure(error)) }
        }
      }),
    )
    for (const result of results) {
      if ('problem' in result) problems.push(result.problem)
      else answers.push(result.answer)
    }
    return { answers, problems }
  }

  async function writeEntry(entry: Entry, credential: Credential): Promise<Written> {
    const from = clock.now()
    try {
      const to = new Date((await entry.write(credential)) ?? Number.NaN)
      const span = Number.isNaN(to.getTime())
        ? { from, to: clock.now() }
        : { from: from < to ? from : to, to }
      return { entry, span }
    } catch (error) {
      if (error instanceof Replaced) {
        const failure = { status: 403, message: error.message }
        return { entry, failure, sent: false, replaced: error.found }
      }
      if (error instanceof NotSent)
        return { entry, failure: { status: 403, message: error.message }, sent: false }
      if (causedBy(error, NoAnswer))
        return { entry, failure: { status: undefined, message: error.message }, sent: true }
      return { entry, failure: githubFailure(error), sent: true }
    }
  }

  /** Puts the old key back under names that got the new one, so that no mixed pair stays. */
  async function restore(written: readonly Entry[], old: Credential): Promise<boolean> {
    const results = await Promise.all(written.map((entry) => writeEntry(entry, old)))
    return results.every((result) => 'span' in result)
  }

  function whatToDo({ entry, failure, sent, replaced }: Failed): Pick<Problem, 'remedy' | 'knownCause'> {
    if (replaced !== undefined) return replaced
    if (!sent) return { remedy: 'The next run tries again' }
    if (failure.status === 403) return forbidden(token, place, entry.thing, failure.message)
    const { remedy, knownCause } = otherwise(failure)
    return {
      remedy: failure.redirected === true ? remedy : 'The next run tries again',
      ...(knownCause && { knownCause }),
    }
  }

  // Only an environment can have rules for who reaches it.
  const itself = {
    id: placeId(place),
    label: placeLabel(place),
    open: place.scope !== 'environment',
    ...(match !== undefined &&
      place.scope === 'repository' && {
        matched: { pattern: match.pattern, repository: `${place.owner}/${place.repo}` },
      }),
  }

  return {
    ...itself,
    names: entries.map(({ name }) => name),

    async observe() {
      const { answers, problems } = await ask((part) => part.observe())
      if (problems.length > 0) return problems
      const secrets = answers.flatMap(({ entries: standing }) => standing)
      const askedAt = new Date(Math.min(...answers.map((answer) => answer.askedAt.getTime())))
      return { state: { ...itself, secrets }, askedAt }
    },

    async prepare() {
      const { answers, problems } = await ask((part) => part.prepare())
      return [...answers.flat(), ...problems]
    },

    async identify() {
      try {
        // After the public key: no other repository can open what is sealed to the key of this one.
        return await identity.read(secrets.publicKeyRead())
      } catch (error) {
        return readProblem(octokit, token, place, 'secrets', githubFailure(error))
      }
    },

    async write(credential, fallback) {
      const results = await Promise.all(entries.map((entry) => writeEntry(entry, credential)))
      const written = results.flatMap((result) => ('span' in result ? [result] : []))
      const failures = results.flatMap((result) => ('failure' in result ? [result] : []))
      const [first] = failures
      if (first === undefined) return new Map(written.map(({ entry, span }) => [entry.name, span]))

      const { message } = first.failure
      const { remedy, knownCause } = whatToDo(first)
      const failed = failures.map(({ entry }) => entry.name).join(', ')
      const what = `${failed} of ${placeLabel(place)} could not be written: ${message}`
      const unknown = failures.some(({ failure }) => hadPerhapsEffect(failure))
      if (written.length === 0)
        throw new TargetError(what, unknown ? 'unknown' : 'untouched', remedy, { knownCause })
      const old = await fallback?.()
      const restored =
        old !== undefined &&
        (await restore(
          written.map(({ entry }) => entry),
          old,
        ))
      throw new TargetError(what, restored && !unknown ? 'restored' : 'mixed', remedy, { knownCause })
    },
  }
}

/** Whether nobody knows if a write that failed took effect. */
function hadPerhapsEffect({ status, redirected }: GithubFailure): boolean {
  return redirected !== true && (status === undefined || status >= 500)
}
