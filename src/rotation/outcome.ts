import type { Known } from './effects.ts'
import type { Step, StopReason } from './steps.ts'

/** What a run came to. */
export type OutcomeKind =
  'rotated' | 'rolled-over' | 'resumed' | 'repaired' | 'retired' | 'not-due' | 'incomplete' | 'failed'

/** A step that was carried out, or that failed. */
export interface Done {
  readonly step: Step
  /** Undefined where it succeeded. */
  readonly error: unknown
}

export interface Outcome {
  readonly kind: OutcomeKind
  /** Whether the run changed anything; false for a dry run. */
  readonly changed: boolean
  readonly dryRun: boolean
  readonly steps: readonly Done[]
  /** Why the run ended; undefined where an error ended it. */
  readonly stop: StopReason | undefined
  /** What ended the run; undefined where it came to its end. */
  readonly error: unknown
  /** What stands now, as far as it is known; undefined where nothing could be observed. */
  readonly known: Known | undefined
}

/** What a run's steps come to. */
export function outcomeOf(
  command: 'rotate' | 'rollover',
  dryRun: boolean,
  steps: readonly Done[],
  stop: StopReason | undefined,
  error: unknown,
  known: Known | undefined,
): Outcome {
  const changing = steps.filter(({ step }) => step.kind !== 'prove' && step.kind !== 'stop')
  return {
    kind: kindOf(command, steps, stop, error, known),
    changed: !dryRun && changing.length > 0,
    dryRun,
    steps,
    stop,
    error,
    known,
  }
}

function kindOf(
  command: 'rotate' | 'rollover',
  steps: readonly Done[],
  stop: StopReason | undefined,
  error: unknown,
  known: Known | undefined,
): OutcomeKind {
  const pending = known?.observation.versions.some(
    ({ record, status }) => record?.stage === 'pending' && status === 'enabled',
  )
  if (stop === undefined || error !== undefined) return pending === true ? 'incomplete' : 'failed'
  if (stop.kind !== 'settled' || steps.some((done) => done.error !== undefined)) return 'incomplete'
  const kinds = new Set(steps.map(({ step }) => step.kind))
  if (kinds.has('promote')) {
    const own = known?.memory.resumed === false
    return own ? (command === 'rotate' ? 'rotated' : 'rolled-over') : 'resumed'
  }
  if (kinds.has('repair')) return 'repaired'
  if (kinds.has('retire')) return 'retired'
  return steps.length > 0 ? 'resumed' : 'not-due'
}
