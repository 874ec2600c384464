import { decide } from './decide.ts'
import { after, type Facts, type Known } from './effects.ts'
import { planNewKey } from './new-key.ts'
import type { Policy } from './policy.ts'
import type { Step } from './steps.ts'

/** Stands for a key that does not exist yet. */
export const NEW_KEY = 'the new key'
/** More steps than any state can need: reaching it is a bug, and ends the plan instead of the run. */
const MAX_STEPS = 500

/**
 * The steps that a run would take if nothing failed, the last one a `stop`. Changes nothing: every step is decided by
 * the function that decides in a real run, on what would be known after the step before it.
 * @param signedInAs the access key that the run signs in with
 */
export function plan(known: Known, policy: Policy, signedInAs: string): readonly Step[] {
  const steps: Step[] = []
  let state = known
  while (steps.length < MAX_STEPS) {
    const step = decide(state.observation, policy, state.memory)
    steps.push(step)
    if (step.kind === 'stop') return steps
    state = after(state, step, imagined(state, step, policy, signedInAs))
  }
  throw new Error('the plan of this run does not come to an end; this is a bug')
}

/** What the services would answer if all went well. */
function imagined({ observation }: Known, step: Step, policy: Policy, signedInAs: string): Facts {
  const facts: Facts = { at: observation.at, run: 'dry-run' }
  switch (step.kind) {
    case 'create-secret':
      return { ...facts, secretId: 'the new secret' }
    case 'publish':
    case 'repair': {
      const span = { from: observation.at, to: observation.at }
      const states = observation.targets.filter(({ id }) => step.targets.includes(id))
      const written = new Map(
        states.map(({ id, secrets }) => [id, new Map(secrets.map(({ name }) => [name, span]))]),
      )
      return { ...facts, written, failed: [] }
    }
    case 'make': {
      const { text, expiresAt, defaultProjectId, replaces } = planNewKey(
        observation,
        policy,
        signedInAs,
        observation.at,
      )
      const secretId = observation.secretId ?? ''
      const mark = { phase: 'stored', secretId, attempt: '0' } as const
      const revision = Math.max(0, ...observation.versions.map((version) => version.revision)) + 1
      return {
        ...facts,
        made: {
          key: {
            accessKey: NEW_KEY,
            description: '',
            createdAt: observation.at,
            expiresAt,
            defaultProjectId,
            mark,
            text,
          },
          version: {
            revision,
            status: 'enabled',
            record: {
              stage: 'pending',
              accessKey: NEW_KEY,
              since: observation.at,
              ...(replaces === undefined ? {} : { replaces }),
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
