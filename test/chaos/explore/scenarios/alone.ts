import { mayBegin } from './begin.ts'
import type { Budget } from './budget.ts'
import { isConstant } from '../model/outcomes.ts'
import type { Moves } from '../model/moves.ts'
import type { Place } from '../model/places.ts'
import type { Scenario } from './scenario.ts'

/** What {@link alone} needs from a search. */
export interface Surroundings {
  readonly scenario: Scenario
  /** Whether the secret exists. */
  readonly hasSecret: boolean
  /** Whether its tags may still change. */
  readonly tagsMayChange: boolean
  /** The possible moves of a request of a run. */
  readonly movesOf: (run: number, request: number) => Moves | Promise<Moves>
}

/**
 * Partial-order reduction: a request that may be processed alone, because everything else leads to the same
 * states before and after it. It is
 * - one whose answer is always the same; or
 * - a read of the only run that is left: nobody else changes anything, and killing this run has the same effect
 *   before and after the read; or
 * - a change of the only run that is left, without faults: its parallel changes are to different target
 *   secrets, so their order does not matter.
 * Where time may pass, a request after which the run reads the clock is excluded, and so is a change, because
 * it records the time.
 * @returns the run and the possible moves of its request; undefined if no request may be processed alone
 */
export async function alone(
  { scenario, movesOf, ...secret }: Surroundings,
  runs: readonly Place[],
  left: Budget,
): Promise<readonly [number, Moves] | undefined> {
  const going = runs.filter(({ waiting }) => waiting.length > 0).length
  const last = going === 1 && left.acts === 0 && mayBegin(scenario, runs).length === 0
  for (const [run, place] of runs.entries()) {
    for (const [at, { name, method }] of place.waiting.entries()) {
      const constant = isConstant(name, secret, place.last)
      const only = last && (method === 'read' || (left.faults === 0 && left.stalls === 0))
      if (!constant && !only) continue
      const moves = await movesOf(run, at)
      if (left.stalls === 0 || !moves.looks) return [run, moves]
    }
  }
  return undefined
}
