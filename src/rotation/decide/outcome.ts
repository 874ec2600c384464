import { currentGeneration } from '../model/observation.ts'
import type { RotationCommand } from '../model/policy.ts'
import type { Step, StopReason } from '../model/steps.ts'
import type { RunState } from '../model/run-state.ts'

/** What a run came to. */
export type OutcomeKind =
  | 'rotated'
  | 'rolled-over'
  | 'rolled-back'
  | 'resumed'
  | 'repaired'
  | 'retired'
  | 'not-due'
  | 'incomplete'
  | 'failed'

/** A step that was carried out, or that failed. */
export interface ExecutedStep {
  readonly step: Step
  /** Undefined where it succeeded. */
  readonly error: unknown
}

export interface Outcome {
  readonly kind: OutcomeKind
  /** Whether anything took effect, or may have (see change-counter.ts); false for a dry run. */
  readonly changed: boolean
  readonly dryRun: boolean
  readonly steps: readonly ExecutedStep[]
  /** Why the run ended; undefined where an error ended it. */
  readonly stop: StopReason | undefined
  /** What ended the run; undefined where it came to its end. */
  readonly error: unknown
  /** What stands now, as far as it is known; undefined where nothing could be observed. */
  readonly known: RunState | undefined
}

/**
 * What a run's steps come to. Whether they changed anything is for the services' answers to say.
 * @param known what stands now; in a dry run what stood and goes on standing
 * @param end what is known at the end of the steps; in a dry run what would be
 */
export function outcomeOf(
  command: RotationCommand,
  dryRun: boolean,
  steps: readonly ExecutedStep[],
  stop: StopReason | undefined,
  error: unknown,
  known: RunState | undefined,
  end: RunState | undefined = known,
): Omit<Outcome, 'changed'> {
  const made = end?.memory.halted?.kind !== 'not-yet'
  const changing = steps.filter(({ step }) => step.kind !== 'verify' && (step.kind !== 'issue' || made))
  // What only made room for a key that was not made finished nothing.
  const telling = made ? steps : changing.filter(({ step }) => !PREPARATION.has(step.kind))
  return {
    kind: kindOf(command, telling, stop, end),
    dryRun,
    steps,
    stop,
    error,
    known,
  }
}

/** Steps that are taken only because a key is made after them. */
const PREPARATION: ReadonlySet<Step['kind']> = new Set(['create-secret', 'prune'])

/** What a promotion by the run that stored the version is called. */
const PROMOTED = {
  rotate: 'rotated',
  rollover: 'rolled-over',
  rollback: 'rolled-back',
  retire: 'resumed',
} as const satisfies Record<RotationCommand, OutcomeKind>

/** Whether an end leaves nothing for the next run to finish. */
function isFailure(stop: StopReason, end: RunState | undefined): boolean {
  switch (stop.kind) {
    case 'nothing-to-roll-back-to':
    case 'rolled-back-already':
    case 'answer-lost':
      return true
    case 'not-yet':
      return stop.forced
    case 'unverified':
      return end?.observation.issuer !== 'blind' // there the next run tries the same key again
    default:
      return false
  }
}

/** Whether a key became current since the run began: what another run was to do with this one's key. */
function isPromotedSince({ observation, memory }: RunState): boolean {
  const current = currentGeneration(observation)
  return current !== undefined && current.record.since >= memory.startedAt
}

function kindOf(
  command: RotationCommand,
  steps: readonly ExecutedStep[],
  stop: StopReason | undefined,
  end: RunState | undefined,
): OutcomeKind {
  if (stop !== undefined && isFailure(stop, end)) return 'failed'
  if (stop === undefined) {
    const pending = end?.observation.versions.some(
      ({ record, status }) => record?.stage === 'pending' && status === 'enabled',
    )
    return pending === true ? 'incomplete' : 'failed'
  }
  if ((stop.kind !== 'settled' && stop.kind !== 'not-yet') || steps.some((done) => done.error !== undefined))
    return 'incomplete'
  const kinds = new Set(steps.map(({ step }) => step.kind))
  if (end?.memory.rolledBack === true) return 'rolled-back'
  if (end?.memory.helped === true) return isPromotedSince(end) ? PROMOTED[command] : 'incomplete'
  if (kinds.has('promote')) return end?.memory.resumed === false ? PROMOTED[command] : 'resumed'
  if (kinds.has('repair')) return 'repaired'
  if (kinds.has('retire')) return 'retired'
  return steps.length > 0 ? 'resumed' : 'not-due'
}
