import { decide } from './decide.ts'
import { applyStep, newMark, storedMark, type StepFacts } from './transition.ts'
import { shortDigest } from '../model/mark.ts'
import { newestRevision } from '../model/observation.ts'
import { planNewKey } from './new-key-settings.ts'
import type { Policy } from '../model/policy.ts'
import { unmarkedKey } from '../model/recorded-keys.ts'
import { rolloverSource } from './rollover-source.ts'
import type { Step, StopReason } from '../model/steps.ts'
import type { RunState } from '../model/run-state.ts'
import { secretIdOf } from '../model/run-state.ts'

/** Stands for a key that does not exist yet. */
export const NEW_KEY = 'the new key'
/** More steps than any state can need: reaching it is a bug, and ends the plan or the run. */
export const MAX_STEPS = 500

/** What a run would do if nothing failed. */
export interface Plan {
  readonly steps: readonly Step[]
  /** Why it would end. */
  readonly stop: StopReason
  /** What would be known then. */
  readonly end: RunState
}

/**
 * Plans a run. Changes nothing: every step is decided by the function that decides in a real run, on what would be
 * known after the step before it.
 * @param runAccessKey the access key that the run signs in with
 */
export function plan(known: RunState, policy: Policy, runAccessKey: string): Plan {
  const steps: Step[] = []
  let end = known
  while (steps.length < MAX_STEPS) {
    const step = decide(end.observation, policy, end.memory)
    if (step.kind === 'stop') return { steps, stop: step.because, end }
    steps.push(step)
    end = applyStep(end, step, imagined(end, step, policy, runAccessKey))
  }
  /* c8 ignore next -- every step brings the end nearer */
  throw new Error('the plan of this run does not come to an end; this is a bug')
}

/** What the services would answer if all went well. */
function imagined(known: RunState, step: Step, policy: Policy, runAccessKey: string): StepFacts {
  const { observation } = known
  const blind = observation.issuer === 'blind'
  const facts: StepFacts = { at: observation.at, run: 'dry-run' }
  switch (step.kind) {
    case 'create-secret':
      return { ...facts, secretId: 'the new secret' }
    case 'publish':
    case 'repair': {
      const span = { from: observation.at, to: observation.at }
      const named = new Set(step.targets)
      const states = observation.targets.filter(({ id }) => named.has(id))
      const written = new Map(
        states.map(({ id, secrets }) => [id, new Map(secrets.map(({ name }) => [name, span]))]),
      )
      return { ...facts, written, failed: [] }
    }
    case 'roll-back':
      return { ...facts, restored: newestRevision(observation) + 1 }
    case 'issue': {
      const planned = planNewKey(observation, policy, runAccessKey, observation.at)
      const { text, expiresAt, defaultProjectId } = planned
      const rolledOver = blind && policy.command === 'rollover'
      const replaces = rolledOver ? rolloverSource(observation)?.record.accessKey : planned.replaces
      const secretId = secretIdOf(known)
      const mark = storedMark(newMark({ secretId }, 'made', facts), shortDigest(NEW_KEY), facts)
      const revision = newestRevision(observation) + 1
      return {
        ...facts,
        issued: {
          key: {
            ...unmarkedKey({ accessKey: NEW_KEY, createdAt: observation.at, expiresAt, text }),
            defaultProjectId,
            mark: blind ? undefined : mark,
          },
          version: {
            revision,
            status: 'enabled',
            record: {
              stage: 'pending',
              accessKey: NEW_KEY,
              since: observation.at,
              replaces,
              rolledOver: rolledOver || undefined,
              run: 'dry-run',
              text,
              written: new Map(),
            },
          },
        },
      }
    }
    default:
      return facts
  }
}
