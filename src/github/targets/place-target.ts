import {
  AmbiguousResult,
  TargetError,
  type Clock,
  type Credential,
  type Identity,
  type Problem,
  type TargetState,
  type WriteSpan,
} from '../../rotation/model/ports.ts'
import { Interrupted } from '../../rotation/model/context.ts'
import { isCausedBy, githubFailure, generalRemedy, type Octokit } from '../client/client.ts'
import { createAccessKeeper, type AccessKeeper, type ResolvedAccess } from '../secrets/visibility-keeper.ts'
import type { PatternMatch } from './resolve.ts'
import { createPlaceIdentity, RepositoryReplaced } from '../places/repository-identity.ts'
import { secretNamesIn, valueFor, type SecretNames } from '../secrets/secret-names.ts'
import { RequestNotSent } from '../places/not-sent.ts'
import { hasVariables, placeId, placeLabel, type Place, type EntryKind } from '../places/places.ts'
import { RestoredError } from './restored-error.ts'
import { forbidden, readProblem } from '../places/explain-refusal.ts'
import { createSecrets, type Entries } from '../secrets/secrets.ts'
import type { ReadCache } from '../places/read-cache.ts'
import { createVariables, variableName } from '../secrets/variables.ts'
import { writeTogether, type TargetEntry, type WriteResult } from './write-pair.ts'

export interface PlaceTargetOptions {
  readonly octokit: Octokit
  /** GitHub's time. */
  readonly clock: Clock
  /** What other keys of the file asked as well. */
  readonly reads: ReadCache
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
  readonly thing: EntryKind
  /** As the target's state has it. */
  readonly name: string
  /** Reads whatever its write needs. */
  open(): Promise<Writer>
}

/** Writes a key's part of one name. @returns the `Date` of the answer, if it has one */
type Writer = (credential: Credential) => Promise<string | undefined>

/** One name with all that its write needs. */
interface OpenEntry extends TargetEntry {
  readonly thing: EntryKind
}

type Failed = Extract<WriteResult, { readonly failure: unknown }>

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
  const keeper = (thing: EntryKind, siblings?: AccessKeeper) =>
    place.scope === 'organization' ? createAccessKeeper(octokit, place, thing, access, siblings) : undefined
  const ofSecrets = keeper('secrets')
  const ofVariables = keeper('variables', ofSecrets)
  const identity = createPlaceIdentity(octokit, reads, place, { access, listed: match?.ids })
  const common = { octokit, clock, reads, place, confirm: (after: number) => identity.confirm(after) }
  const secrets = createSecrets({ ...common, names: secretNames, access: ofSecrets })
  const variables = createVariables({ ...common, names: variableNames, access: ofVariables })
  const parts: readonly (readonly [EntryKind, Entries])[] =
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
      open: async () => {
        const write = await secrets.open(name)
        return (credential) => write(valueFor(names, name, credential, options.bundle))
      },
    })),
    ...variableNames.map((name): Entry => ({
      thing: 'variables',
      name: variableName(name),
      open: async () => {
        const write = await variables.open(name)
        return ({ accessKey }) => write(accessKey)
      },
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

  /** Reads whatever the writes need before the first of them, so that nothing but the writes is between two of them. */
  async function openAll(): Promise<readonly OpenEntry[]> {
    const opened = await Promise.all(
      entries.map(async (entry) => {
        try {
          return { ...entry, write: await entry.open() }
        } catch (error) {
          return { entry, ...failedBy(error) }
        }
      }),
    )
    const failed = opened.flatMap((one) => ('failure' in one ? [one] : []))
    const [first] = failed
    if (first !== undefined) {
      const { remedy, knownCause } = whatToDo(first.entry, first)
      const what = describeFailure(
        failed.map(({ entry }) => entry.name),
        first,
      )
      throw new TargetError(what, 'untouched', remedy, { knownCause })
    }
    return opened.flatMap((one) => ('failure' in one ? [] : [toPart(one)]))
  }

  function toPart({ thing, name, write }: Omit<Entry, 'open'> & { readonly write: Writer }): OpenEntry {
    return {
      thing,
      name,
      async write(credential) {
        const from = clock.now()
        try {
          const to = new Date((await write(credential)) ?? Number.NaN)
          const span = Number.isNaN(to.getTime())
            ? { from, to: clock.now() }
            : { from: from < to ? from : to, to }
          return { span }
        } catch (error) {
          return failedBy(error)
        }
      },
    }
  }

  function describeFailure(names: readonly string[], { failure }: Failed): string {
    return `${names.join(', ')} of ${placeLabel(place)} could not be written: ${failure.message}`
  }

  function whatToDo(
    { thing }: Pick<Entry, 'thing'>,
    { failure, sent, replaced }: Failed,
  ): Pick<Problem, 'remedy' | 'knownCause'> {
    if (replaced !== undefined) return replaced
    if (!sent) return { remedy: 'The next run tries again' }
    if (failure.status === 403) return forbidden(token, place, thing, failure.message)
    const { remedy, knownCause } = generalRemedy(failure)
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
      const opened = await openAll()
      const result = await writeTogether(opened, credential, fallback)
      if (result.kind === 'written') return result.spans

      const { failures, left, limited } = result
      const [first] = failures
      /* c8 ignore next -- nothing failed without a failure */
      if (first === undefined) throw new Error('a write failed without a reason; this is a bug')
      if (left === 'untouched' && first.interrupted !== undefined) throw first.interrupted
      const { remedy, knownCause } = whatToDo(first.part, first)
      const what = describeFailure(
        failures.map(({ part }) => part.name),
        first,
      )
      throw new (limited ? RestoredError : TargetError)(what, left, remedy, { knownCause })
    },
  }
}

/** Reads why a write failed. @throws the error itself where it ends the run */
function failedBy(error: unknown): Failed {
  if (error instanceof RepositoryReplaced) {
    const failure = { status: 403, message: error.message }
    return { failure, sent: false, replaced: error.found }
  }
  if (error instanceof RequestNotSent)
    return { failure: { status: 403, message: error.message }, sent: false }
  if (isCausedBy(error, AmbiguousResult))
    return { failure: { status: undefined, message: error.message }, sent: true }
  if (isCausedBy(error, Interrupted)) {
    const failure = { status: 429, message: error.message, notSent: true } as const
    return { failure, sent: false, interrupted: error }
  }
  return { failure: githubFailure(error), sent: true }
}
