import type { Credential, Problem, TargetError, WriteSpan } from '../../rotation/model/ports.ts'
import type { GithubFailure } from '../client/client.ts'

/** A secret or variable of a target, ready to be written. */
export interface TargetEntry {
  readonly name: string
  write(credential: Credential): Promise<WriteResult>
}

/** The result of one write of one entry. */
export type WriteResult = { readonly span: WriteSpan } | FailedWrite

/** Why an entry could not be written. */
export interface FailedWrite {
  readonly failure: GithubFailure
  /** Whether the request was sent. */
  readonly sent: boolean
  /** Set if another repository took the name of this one. */
  readonly replaced?: Problem
  /** What to throw if the run was asked to stop before anything was written. */
  readonly interrupted?: Error
}

/** An entry that could not be written. */
export interface FailedEntry<P extends TargetEntry> extends FailedWrite {
  readonly part: P
}

/** The result of writing a target. */
export type TargetResult<P extends TargetEntry> =
  | { readonly kind: 'written'; readonly spans: ReadonlyMap<string, WriteSpan> }
  | {
      readonly kind: 'failed'
      /** The last failed writes of the new key. */
      readonly failures: readonly FailedEntry<P>[]
      readonly left: TargetError['left']
      /** Whether GitHub's rate limits were the only reason. */
      readonly limited: boolean
    }

/** How often completing and restoring are tried in turn. The limiter's waits in between exceed the length of a run. */
const MOST_ROUNDS = 30

/**
 * Writes a key to all entries of a target. If only some of them could be written, the pair is not left mixed if that can
 * be avoided: after a refusal for too many requests the target is completed or restored, whichever GitHub accepts first,
 * and after any other failure it is restored.
 * @param fallback reads the key that the target held before; undefined if it is not known
 */
export async function writeTogether<P extends TargetEntry>(
  parts: readonly P[],
  credential: Credential,
  fallback: (() => Promise<Credential | undefined>) | undefined,
): Promise<TargetResult<P>> {
  const holds = new Map<P, 'old' | 'new' | 'unknown'>(parts.map((part) => [part, 'old']))
  const spans = new Map<string, WriteSpan>()

  /** Writes a key to all entries that do not hold it. @returns the failures */
  async function write(key: Credential, as: 'old' | 'new'): Promise<readonly FailedEntry<P>[]> {
    const wanting = parts.filter((part) => holds.get(part) !== as)
    const results = await allOf(wanting.map(async (part) => [part, await part.write(key)] as const))
    return results.flatMap(([part, result]) => {
      if ('span' in result) {
        holds.set(part, as)
        if (as === 'new') spans.set(part.name, result.span)
        return []
      }
      if (mayHaveEffect(result.failure)) holds.set(part, 'unknown')
      return [{ part, ...result }]
    })
  }

  let failures: readonly FailedEntry<P>[] = []
  let limited = true
  let old: Credential | undefined
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    if (limited) {
      failures = await write(credential, 'new')
      if (failures.length === 0) return { kind: 'written', spans }
      limited = failures.every(isLimited)
    }
    const states = new Set(holds.values())
    const maybeMixed = states.has('new') || (states.has('unknown') && states.has('old'))
    if (!maybeMixed) {
      const left = states.has('unknown') ? 'unknown' : round === 1 ? 'untouched' : 'restored'
      return { kind: 'failed', failures, left, limited: limited && left === 'restored' }
    }
    old ??= await fallback?.()
    const notRestored = old === undefined ? [] : await write(old, 'old')
    if (old !== undefined && notRestored.length === 0)
      return { kind: 'failed', failures, left: 'restored', limited }
    if (!limited && (old === undefined || !notRestored.every(isLimited))) break
  }
  const left = [...holds.values()].includes('new') ? 'mixed' : 'unknown'
  return { kind: 'failed', failures, left, limited: false }
}

/** Whether GitHub refused a write for too many requests and may accept it later in this run. */
function isLimited({ failure }: { readonly failure: GithubFailure }): boolean {
  return failure.status === 429 && failure.notSent !== true
}

/** Whether the result of a write that failed is unknown. */
function mayHaveEffect({ status, redirected }: GithubFailure): boolean {
  return redirected !== true && (status === undefined || status >= 500)
}

/** Waits for all promises, and only then throws the first error. */
async function allOf<T>(work: readonly Promise<T>[]): Promise<readonly T[]> {
  const results = await Promise.allSettled(work)
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}
