import { createExecutor } from './executor.ts'
import { prefetch, type Prefetched } from '../observe/prefetch.ts'
import { countChanges } from './change-counter.ts'
import { decide } from '../decide/decide.ts'
import { PayloadMismatch } from '../publish/credentials.ts'
import { applyFailure, afterMismatch } from '../decide/transition.ts'
import type { RotationEvent } from '../model/events.ts'
import { currentGeneration, lagging, type Observation } from '../model/observation.ts'
import { observe } from '../observe/observe.ts'
import { outcomeOf, type ExecutedStep, type Outcome } from '../decide/outcome.ts'
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
  const { context, changed } = countChanges(services)
  const steps: ExecutedStep[] = []
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
    let ahead: Prefetched | undefined
    const observation = await observe(context, policy, (look) => {
      ahead = prefetch(context, policy, look)
    })
    context.report({ kind: 'observed', observation })
    known = { observation, memory: freshMemory(observation) }
    let planned = plan(known, policy, context.runCredentials.accessKey)
    if (await mustPostponeMigration(context, planned.steps, ahead)) {
      known = { observation, memory: { ...known.memory, migrationPostponed: true } }
      planned = plan(known, policy, context.runCredentials.accessKey)
    }
    const problems = await preflight(context, policy, known, planned.steps, ahead)
    if (problems.length > 0) throw new RunProblems(problems)

    if (dryRun) {
      if (planned.steps.length > 0) context.report(UNTRIED)
      for (const step of planned.steps) {
        context.report({ kind: 'step', step })
        steps.push({ step, error: undefined })
      }
      return finish(planned.stop, undefined, known, planned.end)
    }

    const actor = createExecutor(context, policy)
    for (;;) {
      const step = decide(known.observation, policy, known.memory)
      if (step.kind === 'stop') return finish(step.because, undefined, known)
      /* c8 ignore next -- every step brings the end nearer */
      if (steps.length === MAX_STEPS) throw new Error('this run does not come to an end; this is a bug')
      if (context.stopping()) {
        context.report({ kind: 'interrupted' })
        throw new Interrupted('the run was asked to end; the next run continues')
      }
      if (known.memory.failedSteps.has(stepName(step))) {
        throw new Error(`the step "${stepName(step)}" failed, and nothing can be done before it`)
      }
      context.report({ kind: 'step', step, known })
      try {
        known = await actor.execute(known, step)
        steps.push({ step, error: undefined })
        context.report({ kind: 'step-done', step })
      } catch (error) {
        if (error instanceof PayloadMismatch && isForgery(context, known, error)) {
          // Decided anew without that version, which is closed.
          known = afterMismatch(known, error.revision)
          continue
        }
        steps.push({ step, error })
        context.report({ kind: 'step-failed', step, error })
        // Past the deadline nothing may be changed any more, so nothing that follows could succeed.
        const late = context.clock.now().getTime() > known.memory.startedAt.getTime() + RUN_DEADLINE_MS
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
    targetsUnchanged: current !== undefined && lagging(observation, current).length === 0,
    targetsReadAt: observation.targetsReadAt,
    issued: undefined,
    resumed: false,
    migrationPostponed: false,
    promoted: false,
    helped: false,
    unverified: undefined,
    halted: undefined,
    rolledBack: false,
    verified: new Set(),
    failedTargets: new Set(),
    failedSteps: new Set(),
  }
}
