import type { Clock } from '../../rotation/model/ports.ts'
import type { ListedRepository, Listed, PublicKey } from './listing.ts'

/** A cached answer of GitHub's. */
export interface CachedRead<T> {
  readonly answer: T
  /** When it was requested, by GitHub's time: it does not show later changes. */
  readonly askedAt: () => Date
  /** When it was requested and answered, by {@link Order}. */
  readonly asked: number
  readonly answered: number
}

/** A counter that orders events within a job, even within one second. */
export type Order = () => number

export function createOrder(): Order {
  let last = 0
  return () => (last += 1)
}

/** A cache for one kind of request, by subject. */
export interface CachedReads<T> {
  /**
   * Returns the cached answer, or the one of a request in flight. A failure is not shared, because its reason may be the
   * caller's own, such as its deadline: the other callers send the request themselves.
   * @param after a moment by {@link Order}: an older answer is not used
   */
  ask(about: string, ask: () => Promise<T>, after?: number): Promise<CachedRead<T>>
  /** Removes an outdated answer, unless it was already replaced. */
  forget(about: string, answer: T): void
}

/**
 * Shares reads of GitHub between the keys of a file.
 *
 * Why a key may use what was read for another one, perhaps long before its own run started:
 *
 * - A place's list of secrets is used for a key's first observation of the place only. Until then the key has written
 *   nothing, and no other key of the job writes its names (no two keys of a file may share one), so the list cannot miss
 *   a write of this job. Later observations send a new request.
 * - Other clients may have written since, as they may after any read. The protocol's rule for this (a replaced key is
 *   deleted only after a run has read the targets late enough after the promotion) uses {@link CachedRead.askedAt}, not
 *   the start of the run.
 * - GitHub refuses a value for an outdated public key without effect; then the key is removed from the cache.
 * - A repository's ID is read after its public key. Only that repository can open what is sealed to the key, so another
 *   one that takes its name later gets nothing.
 * - The other answers need not be current: a job has the same repositories from start to end, and GitHub itself enforces
 *   the number of variables.
 */
export interface ReadCache {
  /** By organization. */
  readonly repositories: CachedReads<readonly ListedRepository[]>
  /** By repository. */
  readonly repositoryIds: CachedReads<number>
  /** By organization. */
  readonly organizationIds: CachedReads<number>
  /** By place. */
  readonly secrets: CachedReads<readonly Listed[]>
  /** By place. */
  readonly publicKeys: CachedReads<PublicKey>
  /** By place. */
  readonly variableCounts: CachedReads<number>
}

/** @param clock GitHub's time */
export function createReadCache(clock: Pick<Clock, 'stamp'>): ReadCache {
  const order = createOrder()
  return {
    repositories: createCachedReads(clock, order),
    repositoryIds: createCachedReads(clock, order),
    organizationIds: createCachedReads(clock, order),
    secrets: createCachedReads(clock, order),
    publicKeys: createCachedReads(clock, order),
    variableCounts: createCachedReads(clock, order),
  }
}

interface PendingRead<T> {
  readonly asked: number
  readonly reading: Promise<CachedRead<T>>
  answer?: T
}

/** @param clock the time of the service */
export function createCachedReads<T>(clock: Pick<Clock, 'stamp'>, order = createOrder()): CachedReads<T> {
  const readings = new Map<string, PendingRead<T>>()

  async function read(ask: () => Promise<T>, asked = order()): Promise<CachedRead<T>> {
    const askedAt = clock.stamp()
    const answer = await ask()
    return { answer, askedAt, asked, answered: order() }
  }

  return {
    async ask(about, ask, after = 0) {
      const known = readings.get(about)
      if (known !== undefined && known.asked > after) return known.reading.catch(() => read(ask))
      const asked = order()
      const entry: PendingRead<T> = { asked, reading: read(ask, asked) }
      readings.set(about, entry)
      try {
        const reading = await entry.reading
        entry.answer = reading.answer
        return reading
      } catch (error) {
        if (readings.get(about) === entry) readings.delete(about)
        throw error
      }
    },

    forget(about, answer) {
      if (readings.get(about)?.answer === answer) readings.delete(about)
    },
  }
}
