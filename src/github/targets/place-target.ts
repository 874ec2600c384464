import type {
  Clock,
  Credential,
  Identity,
  Problem,
  TargetState,
  WriteSpan,
} from '../../rotation/model/ports.ts'
import { githubFailure, type Octokit } from '../client/client.ts'
import { readProblem } from '../places/explain-refusal.ts'
import { hasVariables, placeId, placeLabel, type EntryKind, type Place } from '../places/places.ts'
import type { ReadCache } from '../places/read-cache.ts'
import { createPlaceIdentity } from '../places/repository-identity.ts'
import { secretNamesIn, valueFor, type SecretNames } from '../secrets/secret-names.ts'
import { createSecrets, type Entries, type Secrets } from '../secrets/secrets.ts'
import { createVariables, variableName } from '../secrets/variables.ts'
import { createAccessKeeper, type AccessKeeper, type ResolvedAccess } from '../secrets/visibility-keeper.ts'
import { openEntries, writeError, type Entry } from './entry-writes.ts'
import type { PatternMatch } from './resolve.ts'
import { writeTogether } from './write-pair.ts'

export interface PlaceTargetOptions {
  readonly octokit: Octokit
  /** GitHub's time. */
  readonly clock: Clock
  /** Reads that the keys of a file share. */
  readonly reads: ReadCache
  readonly names: SecretNames
  /** Only its prefix is used, to recognize the kind of token. */
  readonly token: string
  /** The text of a bundle: what one version of the secret in Secret Manager holds. */
  readonly bundle: (credential: Credential) => string
}

/** A place as a target: all of its declared secrets and variables, which are written together or restored. */
export interface PlaceTarget extends Pick<TargetState, 'id' | 'label' | 'open' | 'matched'> {
  /** The names of all entries, as in the target's state. */
  readonly names: readonly string[]
  /** Reads the current state, or returns why it cannot be read. */
  observe(): Promise<ObservedTarget | readonly Problem[]>
  prepare(): Promise<readonly Problem[]>
  /** Reads the identity of the place after {@link prepare}, or returns why it cannot be read. */
  identify(): Promise<readonly Identity[] | Problem>
  /** As {@link Targets.write}. */
  write(
    credential: Credential,
    fallback: (() => Promise<Credential | undefined>) | undefined,
  ): Promise<ReadonlyMap<string, WriteSpan>>
}

export interface ObservedTarget {
  readonly state: TargetState
  /** When the oldest part of the state was requested, by GitHub's time. */
  readonly askedAt: Date
}

/** A resolved place. */
export interface TargetPlace {
  readonly place: Place
  /** The declared access, if the place is an organization. */
  readonly access?: ResolvedAccess | undefined
  readonly match?: PatternMatch | undefined
}

export function createPlaceTarget(options: PlaceTargetOptions, target: TargetPlace): PlaceTarget {
  const { octokit, clock, reads, token } = options
  const { place, access, match } = target
  const context = { octokit, clock, token, place }
  const identity = createPlaceIdentity(octokit, reads, place, { access, listed: match?.ids })
  const { secrets, variables } = entriesOfPlace(options, target, (after) => identity.confirm(after))
  const entries = [...secretEntries(options, secrets), ...variableEntries(options, variables)]
  const itself = stateOf(target)

  /** Sends a request for the secrets and one for the variables; what cannot be read is a problem. */
  async function ask<T>(
    question: (entries: Entries) => Promise<T>,
  ): Promise<{ readonly answers: readonly T[]; readonly problems: readonly Problem[] }> {
    const one = async (thing: EntryKind, entries: Entries) => {
      try {
        return { answers: [await question(entries)], problems: [] }
      } catch (error) {
        return { answers: [], problems: [await readProblem(context, thing, githubFailure(error))] }
      }
    }
    const results = await Promise.all([
      one('secrets', secrets),
      ...(variables === undefined ? [] : [one('variables', variables)]),
    ])
    return {
      answers: results.flatMap(({ answers }) => answers),
      problems: results.flatMap(({ problems }) => problems),
    }
  }

  return {
    ...itself,
    names: entries.map(({ name }) => name),

    async observe() {
      const { answers, problems } = await ask((part) => part.observe())
      if (problems.length > 0) return problems
      const current = answers.flatMap((answer) => answer.entries)
      const askedAt = new Date(Math.min(...answers.map((answer) => answer.askedAt.getTime())))
      return { state: { ...itself, secrets: current }, askedAt }
    },

    async prepare() {
      const { answers, problems } = await ask((part) => part.prepare())
      return [...answers.flat(), ...problems]
    },

    async identify() {
      try {
        // After the public key was read: no other repository can open what is sealed to it.
        return await identity.read(secrets.publicKeyRead())
      } catch (error) {
        return readProblem(context, 'secrets', githubFailure(error))
      }
    },

    async write(credential, fallback) {
      const result = await writeTogether(await openEntries(context, entries), credential, fallback)
      if (result.kind === 'written') return result.spans
      throw writeError(context, result)
    },
  }
}

/** The declared secrets of a place, and its declared variables if there are any. */
function entriesOfPlace(
  { octokit, clock, reads, names }: PlaceTargetOptions,
  { place, access }: TargetPlace,
  confirm: (after: number) => Promise<void>,
): { readonly secrets: Secrets; readonly variables: Entries | undefined } {
  const keeper = (thing: EntryKind, siblings?: AccessKeeper): AccessKeeper | undefined =>
    place.scope === 'organization'
      ? createAccessKeeper({ octokit, place, thing, declared: access, siblings })
      : undefined
  const ofSecrets = keeper('secrets')
  const common = { octokit, clock, reads, place, confirm }
  const secrets = createSecrets({ ...common, names: secretNamesIn(names), access: ofSecrets })
  if (!hasVariables(place) || names.accessKeyVariable.length === 0) return { secrets, variables: undefined }
  const ofVariables = keeper('variables', ofSecrets)
  const variables = createVariables({ ...common, names: names.accessKeyVariable, access: ofVariables })
  return { secrets, variables }
}

function secretEntries({ names, bundle }: PlaceTargetOptions, secrets: Secrets): readonly Entry[] {
  return secretNamesIn(names).map((name) => ({
    thing: 'secrets',
    name,
    open: async () => {
      const write = await secrets.open(name)
      return (credential) => write(valueFor(names, name, credential, bundle))
    },
  }))
}

function variableEntries({ names }: PlaceTargetOptions, variables: Entries | undefined): readonly Entry[] {
  if (variables === undefined) return []
  return names.accessKeyVariable.map((name) => ({
    thing: 'variables',
    name: variableName(name),
    open: async () => {
      const write = await variables.open(name)
      return ({ accessKey }) => write(accessKey)
    },
  }))
}

/** The parts of a target's state that do not change. */
function stateOf({ place, match }: TargetPlace): Pick<TargetState, 'id' | 'label' | 'open' | 'matched'> {
  return {
    id: placeId(place),
    label: placeLabel(place),
    // Only an environment can have protection rules.
    open: place.scope !== 'environment',
    ...(match !== undefined &&
      place.scope === 'repository' && {
        matched: { pattern: match.pattern, repository: `${place.owner}/${place.repo}` },
      }),
  }
}
