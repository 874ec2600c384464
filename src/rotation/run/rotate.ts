import { createExecutor } from './executor.ts'
import { askAhead, type Ahead } from '../observe/prefetch.ts'
import { countChanges } from './change-counter.ts'
import { decide } from '../decide/decide.ts'
import { PayloadMismatch } from '../publish/credentials.ts'
import { applyFailure, afterMismatch } from '../decide/transition.ts'
import type { RotationEvent } from '../model/events.ts'
import { currentGeneration, lagging, type Observation } from '../model/observation.ts'
import { observe } from '../observe/observe.ts'
import { outcomeOf, type Done, type Outcome } from '../decide/outcome.ts'
import { MAX_STEPS, plan } from '../decide/plan.ts'
import { mustPostponeMigration } from './migration.ts'
import { RUN_DEADLINE_MS, type Policy } from '../model/policy.ts'
import { RunProblems } from '../model/ports.ts'
import { preflight } from './preflight.ts'
import { stepName, type Step } from '../model/steps.ts'
import { Interrupted, type RotationContext } from '../model/context.ts'
import type { RunState, RunMemory } from '../model/run-state.ts'

/** Steps that may fail without harm to what follows. The next run tries them again. */
const HOUSEKEEPING: ReadonlySet<Step['kind']> = new Set([
  'discard',
  'give-up',
  'mark-previous',
  'close',
  'replace',
  'retire',
  'prune',
])

/** What a dry run leaves open. (What a GitHub App may do can be read, and has been.) */
const UNTRIED = {
  kind: 'unchecked',
  what: 'whether all of it may be written',
  why: 'Scaleway tells that only when something is written, and so does GitHub of a token',
} as const satisfies RotationEvent

/**
 * One run of a command that changes something: observes, decides and acts until there is nothing left to do.
 * Never throws: whatever happened is in the outcome, together with what was done before it.
 */
export async function rotate(services: RotationContext, policy: Policy, dryRun: boolean): Promise<Outcome> {
  const { world, changed } = countChanges(services)
  const steps: Done[] = []
  const finish = (
    stop: Outcome['stop'],
    error: unknown,
    known: RunState | undefined,
    end?: RunState,
  ): Outcome => ({
    ...outcomeOf(policy.command, dryRun, steps, stop, error, known, end),
    changed: changed(),
  })

  let known: RunState | undefined
  try {
    let ahead: Ahead | undefined
    const observation = await observe(world, policy, (look) => {
      ahead = askAhead(world, policy, look)
    })
    world.tell({ kind: 'observed', observation })
    known = { observation, memory: freshMemory(observation) }
    let planned = plan(known, policy, world.signIn.accessKey)
    if (await mustPostponeMigration(world, planned.steps, ahead)) {
      known = { observation, memory: { ...known.memory, migrationPostponed: true } }
      planned = plan(known, policy, world.signIn.accessKey)
    }
    const problems = await preflight(world, policy, known, planned.steps, ahead)
    if (problems.length > 0) throw new RunProblems(problems)

    if (dryRun) {
      if (planned.steps.length > 0) world.tell(UNTRIED)
      for (const step of planned.steps) {
        world.tell({ kind: 'step', step })
        steps.push({ step, error: undefined })
      }
      return finish(planned.stop, undefined, known, planned.end)
    }

    const actor = createExecutor(world, policy)
    for (;;) {
      const step = decide(known.observation, policy, known.memory)
      if (step.kind === 'stop') return finish(step.because, undefined, known)
      /* c8 ignore next -- every step brings the end nearer */
      if (steps.length === MAX_STEPS) throw new Error('this run does not come to an end; this is a bug')
      if (world.stopping()) {
        world.tell({ kind: 'interrupted' })
        throw new Interrupted('the run was asked to end; the next run goes on from here')
      }
      if (known.memory.failedSteps.has(stepName(step))) {
        throw new Error(`the step "${stepName(step)}" failed, and nothing can be done before it`)
      }
      world.tell({ kind: 'step', step, known })
      try {
        known = await actor.act(known, step)
        steps.push({ step, error: undefined })
        world.tell({ kind: 'step-done', step })
      } catch (error) {
        if (error instanceof PayloadMismatch && isForgery(world, known, error)) {
          // Decided anew without that version, which is closed.
          known = afterMismatch(known, error.revision)
          continue
        }
        steps.push({ step, error })
        world.tell({ kind: 'step-failed', step, error })
        // Past the deadline nothing may be changed any more, so nothing that follows could succeed.
        const late = world.clock.now().getTime() > known.memory.startedAt.getTime() + RUN_DEADLINE_MS
        if (!HOUSEKEEPING.has(step.kind) || late) throw error
        known = applyFailure(known, step)
      }
    }
  } catch (error) {
    return finish(undefined, error, known)
  }
}

/**
 * Whether a version that does not hold the key of its record can be closed. Where neither IAM nor a record key confirms
 * records, the run fails instead: the secret may be another issuer's.
 */
function isForgery(
  { issuer, store }: RotationContext,
  { observation }: RunState,
  { revision }: PayloadMismatch,
): boolean {
  return (issuer.kind === 'listing' || store.authenticates === true) && !observation.mismatched.has(revision)
}

function freshMemory(observation: Observation): RunMemory {
  const current = currentGeneration(observation)
  return {
    startedAt: observation.at,
    targetsAsLeft: current !== undefined && lagging(observation, current).length === 0,
    targetsReadAt: observation.targetsReadAt,
    made: undefined,
    resumed: false,
    migrationPostponed: false,
    promoted: false,
    helped: false,
    unproven: undefined,
    halted: undefined,
    rolledBack: false,
    proven: new Set(),
    failedTargets: new Set(),
    failedSteps: new Set(),
  }
}
