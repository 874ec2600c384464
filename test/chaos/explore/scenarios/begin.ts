import { NOT_BEGUN, OVER, type Place } from '../model/places.ts'
import type { Scenario } from './scenario.ts'

/** The runs that have not begun and wait for no active run. */
export function mayBegin(scenario: Scenario, runs: readonly Place[]): readonly number[] {
  return scenario.runs.flatMap(({ after }, index) => {
    const before = scenario.runs.findIndex(({ name }) => name === after)
    const free = before < 0 || runs[before]?.id === OVER.id
    return free && runs[index]?.id === NOT_BEGUN.id ? [index] : []
  })
}

/**
 * Which of the runs that may begin now do so: every choice that makes a difference. When a run begins matters
 * only through the time that it reads, so it begins as early as possible or after a later pause. Identical runs
 * begin in the order of their names.
 * @param stalls the number of pauses that may still happen
 */
export function beginnings(
  scenario: Scenario,
  runs: readonly Place[],
  may: readonly number[],
  stalls: number,
): readonly (readonly number[])[] {
  const underWay = runs.some(({ waiting }) => waiting.length > 0)
  const alike = (a: number, b: number): boolean =>
    a < b &&
    scenario.runs[a]?.options === scenario.runs[b]?.options &&
    scenario.runs[a]?.broken === scenario.runs[b]?.broken
  const choices = Array.from({ length: 2 ** may.length }, (_, choice) =>
    may.filter((_, bit) => (choice & (2 ** bit)) !== 0),
  )
  return choices.filter((chosen) => {
    const left = may.filter((index) => !chosen.includes(index))
    // A run that does not begin now waits for a pause. A pause before any run has begun would only be a later
    // start.
    if (left.length > 0 && (stalls === 0 || (chosen.length === 0 && !underWay))) return false
    return !left.some((a) => chosen.some((b) => alike(a, b)))
  })
}
