import {
  AmbiguousResult,
  TargetError,
  type Clock,
  type Credential,
  type Problem,
} from '../../rotation/model/ports.ts'
import { Interrupted } from '../../rotation/model/context.ts'
import { generalRemedy, githubFailure, isCausedBy } from '../client/client.ts'
import { forbidden, type PlaceAccess } from '../places/explain-refusal.ts'
import { RequestNotSent } from '../places/not-sent.ts'
import { placeLabel, type EntryKind } from '../places/places.ts'
import { RepositoryReplaced } from '../places/repository-identity.ts'
import { RestoredError } from './restored-error.ts'
import type { FailedWrite, TargetEntry, TargetResult } from './write-pair.ts'

/** A secret or variable of a target. */
export interface Entry {
  readonly thing: EntryKind
  /** Its name in the target's state. */
  readonly name: string
  /** Reads whatever the write needs. */
  open(): Promise<CredentialWriter>
}

/** Writes a key's part. @returns the `Date` of the answer, if it has one */
type CredentialWriter = (credential: Credential) => Promise<string | undefined>

/** An entry with everything that its write needs. */
export interface OpenEntry extends TargetEntry {
  readonly thing: EntryKind
}

/** What entries and messages need of a target. */
export interface WriteContext extends PlaceAccess {
  /** GitHub's time. */
  readonly clock: Clock
}

/**
 * Reads whatever the writes need before the first of them, so that nothing delays the time between two of them.
 * @throws {TargetError} if that is not possible: the target is unchanged
 */
export async function openEntries(
  context: WriteContext,
  entries: readonly Entry[],
): Promise<readonly OpenEntry[]> {
  const opened = await Promise.all(
    entries.map(async (entry) => {
      try {
        return { open: openEntry(context.clock, entry, await entry.open()) }
      } catch (error) {
        return { part: entry, ...failedBy(error) }
      }
    }),
  )
  const failed = opened.flatMap((one) => ('failure' in one ? [one] : []))
  const [first] = failed
  if (first !== undefined)
    throw new TargetError(...writeProblem(context, [first, ...failed.slice(1)], 'untouched'))
  return opened.flatMap((one) => ('open' in one ? [one.open] : []))
}

function openEntry(clock: Clock, { thing, name }: Entry, write: CredentialWriter): OpenEntry {
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

/** Reads why a write failed. @throws the error itself if it ends the run */
function failedBy(error: unknown): FailedWrite {
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

/** The error for a target that could not be written. */
export function writeError(
  context: WriteContext,
  { failures, left, limited }: Extract<TargetResult<OpenEntry>, { readonly kind: 'failed' }>,
): Error {
  const [first, ...others] = failures
  /* c8 ignore next -- a target fails only with a failure */
  if (first === undefined) throw new Error('a write failed without a reason; this is a bug')
  if (left === 'untouched' && first.interrupted !== undefined) return first.interrupted
  const parameters = writeProblem(context, [first, ...others], left)
  return limited ? new RestoredError(...parameters) : new TargetError(...parameters)
}

type FailedEntryWrite = FailedWrite & { readonly part: Pick<Entry, 'thing' | 'name'> }

function writeProblem(
  context: WriteContext,
  failures: readonly [FailedEntryWrite, ...FailedEntryWrite[]],
  left: TargetError['left'],
): ConstructorParameters<typeof TargetError> {
  const [first] = failures
  const names = failures.map(({ part }) => part.name).join(', ')
  const message = `${names} of ${placeLabel(context.place)} could not be written: ${first.failure.message}`
  const { remedy, knownCause } = remedyFor(context, first)
  return [message, left, remedy, { knownCause }]
}

function remedyFor(
  { token, place }: WriteContext,
  { part, failure, sent, replaced }: FailedEntryWrite,
): Pick<Problem, 'remedy' | 'knownCause'> {
  if (replaced !== undefined) return replaced
  if (!sent) return { remedy: 'The next run tries again' }
  if (failure.status === 403) return forbidden(token, place, part.thing, failure.message)
  const { remedy, knownCause } = generalRemedy(failure)
  return {
    remedy: failure.redirected === true ? remedy : 'The next run tries again',
    ...(knownCause && { knownCause }),
  }
}
