import type { Clock } from '../../rotation/model/ports.ts'
import type { ListedRepository, Listed, PublicKey } from './listing.ts'

/** An answer of GitHub's. */
export interface CachedRead<T> {
  readonly answer: T
  /** When it was asked for, by GitHub's time: it tells nothing of what happened later. */
  readonly askedAt: () => Date
  /** When it was asked for, and when it was answered, by {@link Order}. */
  readonly asked: number
  readonly answered: number
}

/** Numbers the moments of a job, so that what happened first can be told within one second. */
export type Order = () => number

export function createOrder(): Order {
  let last = 0
  return () => (last += 1)
}

/** The answers to one kind of question, each by what it is about. */
export interface CachedReads<T> {
  /**
   * Gives the answer that somebody got already, or is about to get. A failure is nobody else's: it may be for a reason of
   * whoever asked (its time is over, say), so the others ask for themselves.
   * @param after a moment by {@link Order}: what was asked for before it is asked for again
   */
  ask(about: string, ask: () => Promise<T>, after?: number): Promise<CachedRead<T>>
  /** Has the question asked anew, unless somebody did so already: `answer` turned out to be out of date. */
  forget(about: string, answer: T): void
}

/**
 * What the keys of a file ask GitHub alike, asked once for all of them.
 *
 * Why a key may go by what was read for another one, perhaps long before its own run began:
 *
 * - A place's list of secrets answers a key's first look at the place, and no later one. By then the key has written
 *   nothing, and nobody else in this job writes its names (no two keys of a file may share one), so there is no write of
 *   this job that the list could be too old to show. What is looked at after that is asked anew.
 * - Others may have written since. That they may have a moment after any reading; what the protocol makes of it (a
 *   replaced key ends only when a run looked long enough after the promotion that nobody writes it any more) goes by
 *   {@link CachedRead.askedAt}, not by when the run began.
 * - A public key that GitHub no longer has is refused without effect, and then forgotten.
 * - Who a repository is was asked after its public key was read: what is sealed to that key can be opened by no other
 *   repository, so that one which takes its name later gets nothing.
 * - The others decide nothing that cannot be decided anew: which repositories there are (a job has the same from its
 *   start to its end), and how many variables a place has, which GitHub counts itself.
 */
export interface ReadCache {
  /** Of organizations. */
  readonly repositories: CachedReads<readonly ListedRepository[]>
  /** Of repositories. */
  readonly repositoryIds: CachedReads<number>
  /** Of organizations. */
  readonly organizationIds: CachedReads<number>
  /** Of places. */
  readonly secrets: CachedReads<readonly Listed[]>
  /** Of places. */
  readonly publicKeys: CachedReads<PublicKey>
  /** Of places. */
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

/** @param clock the time of whoever is asked */
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
