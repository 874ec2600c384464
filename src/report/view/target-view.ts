import {
  recordedCurrent,
  generations,
  holds,
  type Generation,
  type Observation,
} from '../../rotation/model/observation.ts'
import type { ExecutedStep } from '../../rotation/decide/outcome.ts'
import type { TargetState } from '../../rotation/model/ports.ts'
import type { Stage } from '../../rotation/model/record.ts'
import type { Step } from '../../rotation/model/steps.ts'
import { NO_NOTES, type Notes } from './run-notes.ts'

/**
 * What a target holds, as far as anybody can tell: the key of a generation (by its stage), a pair of which one part is
 * of another generation than the other, nothing at all, a new key that could not be stored, or what nobody knows
 * (written by somebody else, or by a request without an answer).
 */
export type Holds = Stage | 'mixed' | 'missing' | 'unstored' | 'unknown'

export interface TargetView {
  readonly id: string
  readonly label: string
  readonly holds: Holds
  /** The generation that it holds; undefined where that is not one. */
  readonly revision: number | undefined
  /** When the last of its secrets was written; undefined where there is none. */
  readonly writtenAt: Date | undefined
}

/**
 * What every declared target holds.
 * @param steps those that were carried out or failed; what a broken one was writing is unknown
 */
export function targetViews(
  observation: Observation,
  steps: readonly ExecutedStep[] = [],
  notes: Notes = NO_NOTES,
): readonly TargetView[] {
  const newestFirst = generations(observation).toReversed()
  const last = steps.at(-1)
  const broken = last?.error === undefined ? undefined : targetsOfStep(last.step)
  return observation.targets.map((target) => {
    const { id, label, secrets } = target
    const times = secrets.flatMap(({ updatedAt }) => (updatedAt === undefined ? [] : [updatedAt]))
    const writtenAt = times.sort((a, b) => b.getTime() - a.getTime())[0]
    const row = (what: Holds, generation?: Generation): TargetView => ({
      id,
      label,
      holds: what,
      revision: generation?.revision,
      writtenAt,
    })
    const left = notes.failures.get(label)?.left
    if (left === 'mixed' || left === 'unknown') return row(left)
    const given = notes.written.get(label)
    // A step that broke is not in the observation; the writes that it did are in the notes.
    const written = newestFirst.find(({ record }) => record.accessKey === given)
    if (given !== undefined && written === undefined) return row('unstored')
    const found = newestFirst.find((generation) => holds(target, generation)) ?? written
    if (left === undefined && given === undefined && broken?.includes(id) === true) return row('unknown')
    if (found !== undefined) return row(found.record.stage, found)
    return row(incompleteState(target, newestFirst))
  })
}

/**
 * The version that targets should hold: the current one, or the one that is on its way to them and came to some of them
 * already. Undefined where there is neither.
 */
export function wantedRevision(observation: Observation, rows: readonly TargetView[]): number | undefined {
  const pending = generations(observation).findLast(
    ({ record, status, revision }) =>
      record.stage === 'pending' && status === 'enabled' && rows.some((row) => row.revision === revision),
  )
  return (pending ?? recordedCurrent(observation))?.revision
}

function incompleteState(target: TargetState, newestFirst: readonly Generation[]): Holds {
  const { secrets } = target
  if (secrets.every(({ updatedAt }) => updatedAt === undefined)) return 'missing'
  const known = secrets.every((secret) =>
    newestFirst.some((generation) => holds({ ...target, secrets: [secret] }, generation)),
  )
  return known ? 'mixed' : 'unknown'
}

/** The targets (by id) that a step writes; undefined where it writes none. */
export function targetsOfStep(step: Step): readonly string[] | undefined {
  return step.kind === 'publish' || step.kind === 'repair' ? step.targets : undefined
}

/** What a target holds, in words. */
export function targetText({ holds: what, revision }: TargetView): string {
  if (revision !== undefined) return `v${revision}, ${what}`
  if (what === 'mixed') return 'a mixed pair: a part of one key, a part of another'
  if (what === 'unstored') return 'a new key that could not be stored'
  return what === 'missing' ? 'nothing yet' : 'unknown'
}
