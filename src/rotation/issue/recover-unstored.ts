import { recordedIdentities, refusalOf } from '../model/target-identities.ts'
import { errorMessage } from '../../lib/error-message.ts'
import type { Observation } from '../model/observation.ts'
import { TargetError, type Credential, type Targets } from '../model/ports.ts'
import { publish } from '../publish/publish.ts'
import type { Halt } from '../model/steps.ts'
import type { RotationContext } from '../model/context.ts'

/**
 * Saves a key that could not be stored: it is encrypted for the recovery key and, after a rollover, which deactivated
 * the old key, written to the targets.
 */
export async function recoverUnstored(
  context: RotationContext,
  observation: Observation,
  credential: Credential,
  { rolledOver, error }: { readonly rolledOver: boolean; readonly error: unknown },
): Promise<Halt> {
  const { accessKey } = credential
  const why = [reasonOf(error)]
  // This comes first because it is immediate. If it fails, the targets still get the key.
  if (context.sealForRecovery !== undefined) {
    try {
      context.report({ kind: 'sealed', accessKey, box: await context.sealForRecovery(credential.secret) })
    } catch (inner) {
      why.push(`it could not be encrypted with recovery-public-key: ${reasonOf(inner)}`)
    }
  }
  const left = new Set(observation.targets.map(({ id }) => id))
  if (rolledOver) {
    // Also after the run was asked to end: no later run has the key.
    const unstoppable = { ...context, stopping: () => false, targets: isolated(context.targets) }
    const { identities } = await context.targets.prepare([...left])
    const recorded = recordedIdentities(observation, undefined)
    const { written } = await publish(unstoppable, observation.targets, credential, {
      previousCredential: () => undefined,
      refusal: (state) => refusalOf(state, recorded, identities.get(state.id), context.accepted),
    })
    for (const id of written.keys()) left.delete(id)
  }
  return { kind: 'unstored', accessKey, rolledOver, targets: [...left], why: [...new Set(why)].join('; ') }
}

/** The same targets, where any error is a failure of one target only. */
function isolated(targets: Targets): Targets {
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

/** The message of an error's cause, if it has one. */
function reasonOf(error: unknown): string {
  return errorMessage(error instanceof Error && error.cause instanceof Error ? error.cause : error)
}
