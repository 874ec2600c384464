import { mayBegin } from './begin.ts'
import type { Budget } from './budget.ts'
import { isConstant } from '../model/outcomes.ts'
import type { Moves } from '../model/moves.ts'
import type { Place } from '../model/places.ts'
import type { Scenario } from './scenario.ts'

/** What {@link alone} needs to know of a search. */
export interface Surroundings {
  readonly scenario: Scenario
  /** Whether the secret is there. */
  readonly hasSecret: boolean
  /** Whether somebody may still change its tags. */
  readonly tagsMayChange: boolean
  /** What may become of a request of a run. */
  readonly movesOf: (run: number, request: number) => Moves | Promise<Moves>
}

/**
 * A request that may go alone: whatever else may happen leaves the same states behind, whether it happens before or
 * after. It is
 * - one whose answer is the same in any case; or
 * - a question of the only run that is left: nobody else changes anything; that this run is killed leaves the same
 *   before and after it asked; or
 * - a change by the only run that is left, where nothing may fail: those that it sends side by side are to different
 *   secrets of targets, so they may come in any order.
 * Where time may pass, it must not be one after which the run looks at the clock; and no change, since it notes the time.
 * @returns the run, and what may become of its request; undefined where no request may go alone
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
