import { recordedIdentities, refusalOf } from '../model/target-identities.ts'
import { errorMessage } from '../../lib/error-message.ts'
import type { Observation } from '../model/observation.ts'
import { TargetError, type Credential, type Targets } from '../model/ports.ts'
import { publish } from '../publish/publish.ts'
import type { Halt } from '../model/steps.ts'
import type { RotationContext } from '../model/context.ts'

/**
 * What is left to do with a key that the store does not take: sealed for whoever holds the recovery key, and, where
 * the old one is dead, given to the targets.
 */
export async function recoverUnstored(
  context: RotationContext,
  observation: Observation,
  credential: Credential,
  rolledOver: boolean,
  error: unknown,
): Promise<Halt> {
  const { accessKey } = credential
  const why = [reasonOf(error)]
  // First of all, because it is done in an instant; whatever comes of it, the targets still get the key.
  if (context.sealForRecovery !== undefined) {
    try {
      context.report({ kind: 'sealed', accessKey, box: await context.sealForRecovery(credential.secret) })
    } catch (inner) {
      why.push(`it could not be sealed either: ${reasonOf(inner)}`)
    }
  }
  const left = new Set(observation.targets.map(({ id }) => id))
  if (rolledOver) {
    // Even where the run was asked to end: no later run could do it.
    const insisting = { ...context, stopping: () => false, targets: eachByItself(context.targets) }
    const { identities } = await context.targets.prepare([...left])
    const recorded = recordedIdentities(observation, undefined)
    const { written } = await publish(insisting, observation.targets, credential, {
      previousCredential: () => undefined,
      refusal: (state) => refusalOf(state, recorded, identities.get(state.id), context.accepted),
    })
    for (const id of written.keys()) left.delete(id)
  }
  return { kind: 'unstored', accessKey, rolledOver, targets: [...left], why: [...new Set(why)].join('; ') }
}

/** The same targets, but whatever keeps one from being written is that one's failure, and ends no other write. */
function eachByItself(targets: Targets): Targets {
  return {
    ...targets,
    async write(id, credential, fallback) {
      try {
        return await targets.write(id, credential, fallback, true)
      } catch (error) {
        if (error instanceof TargetError) throw error
        throw new TargetError(reasonOf(error), 'unknown', 'Run once with command: rotate', { cause: error })
      }
    },
  }
}

/** What the reason says, where there is one behind it. */
function reasonOf(error: unknown): string {
  return errorMessage(error instanceof Error && error.cause instanceof Error ? error.cause : error)
}
