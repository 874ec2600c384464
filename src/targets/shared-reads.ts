import type { Clock } from '../rotation/ports.ts'
import type { Listed } from './access.ts'
import type { ListedRepository } from './patterns.ts'
import type { PublicKey } from './seal.ts'

/** An answer of GitHub's. */
export interface Reading<T> {
  readonly answer: T
  /** When it was asked for, by GitHub's time: it tells nothing of what happened later. */
  readonly askedAt: () => Date
}

/** The answers to one kind of question, each by what it is about. */
export interface Shared<T> {
  /**
   * Gives the answer that somebody got already, or is about to get. A failure is nobody else's: it may be for a reason of
   * whoever asked (its time is over, say), so the others ask for themselves.
   */
  ask(about: string, ask: () => Promise<T>): Promise<Reading<T>>
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
 *   {@link Reading.askedAt}, not by when the run began.
 * - A public key that GitHub no longer has is refused without effect, and then forgotten.
 * - The others decide nothing that cannot be decided anew: which repositories there are (a job has the same from its
 *   start to its end), their numbers, which never change, and how many variables a place has, which GitHub counts itself.
 */
export interface SharedReads {
  /** Of organizations. */
  readonly repositories: Shared<readonly ListedRepository[]>
  /** Of repositories. */
  readonly repositoryIds: Shared<number>
  /** Of places. */
  readonly secrets: Shared<readonly Listed[]>
  /** Of places. */
  readonly publicKeys: Shared<PublicKey>
  /** Of places. */
  readonly variableCounts: Shared<number>
}

/** @param clock GitHub's time */
export function createSharedReads(clock: Pick<Clock, 'stamp'>): SharedReads {
  return {
    repositories: createShared(clock),
    repositoryIds: createShared(clock),
    secrets: createShared(clock),
    publicKeys: createShared(clock),
    variableCounts: createShared(clock),
  }
}

/** @param clock the time of whoever is asked */
export function createShared<T>(clock: Pick<Clock, 'stamp'>): Shared<T> {
  const readings = new Map<string, { readonly reading: Promise<Reading<T>>; answer?: T }>()

  async function read(ask: () => Promise<T>): Promise<Reading<T>> {
    const askedAt = clock.stamp()
    return { answer: await ask(), askedAt }
  }

  return {
    async ask(about, ask) {
      const known = readings.get(about)
      if (known !== undefined) return known.reading.catch(() => read(ask))
      const entry: { reading: Promise<Reading<T>>; answer?: T } = { reading: read(ask) }
      readings.set(about, entry)
      try {
        const reading = await entry.reading
        entry.answer = reading.answer
        return reading
      } catch (error) {
        readings.delete(about)
        throw error
      }
    },

    forget(about, answer) {
      if (readings.get(about)?.answer === answer) readings.delete(about)
    },
  }
}
