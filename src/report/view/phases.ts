import type { Step } from '../../rotation/model/steps.ts'

/** The parts of a run that a reader follows, each a group in the log. */
export type LogPhase =
  'Observe' | 'Take over' | 'Clean up' | 'Retire' | 'New key' | 'Prove' | 'Publish' | 'Promote' | 'Repair'

/**
 * The phase that a step belongs to.
 * @param before the phase of the step before it: what was current becomes previous as the second half of a promotion
 */
export function phaseOf(step: Step, before?: LogPhase): LogPhase | undefined {
  switch (step.kind) {
    case 'take-over':
      return 'Take over'
    case 'replace':
    case 'mark-previous':
      return before === 'Promote' ? 'Promote' : 'Clean up'
    case 'discard':
    case 'give-up':
    case 'close':
    case 'prune':
      return 'Clean up'
    case 'retire':
      return 'Retire'
    case 'create-secret':
    case 'issue':
    case 'roll-back':
      return 'New key'
    case 'verify':
      return 'Prove'
    case 'publish':
      return 'Publish'
    case 'promote':
      return 'Promote'
    case 'repair':
      return 'Repair'
    case 'stop':
      return undefined
  }
}
