import type { StepFacts } from '../decide/transition.ts'
import type { TargetState, WriteSpan } from '../model/ports.ts'
import { Postponed, TargetError, type Credential } from '../model/ports.ts'
import { mapConcurrent } from '../../lib/map-concurrent.ts'
import { Interrupted, type RotationContext } from '../model/context.ts'

/** How many targets are written side by side, at most; when a request goes is for the targets' own limits to say. */
const SIDE_BY_SIDE = 100

/** What is known of the targets that are written. */
export interface PublishOptions {
  /**
   * Reads the key that a target holds for certain, to put back where only a part of the new one could be written;
   * undefined where that is not known.
   */
  readonly previousCredential: (state: TargetState) => (() => Promise<Credential | undefined>) | undefined
  /** Why a target is not to be written; undefined where it is. */
  readonly refusal: (state: TargetState) => TargetError | undefined
}

/**
 * Writes a key to targets, side by side. A target that fails does not stop the others.
 * @throws whatever is not a {@link TargetError}, once the writes under way have ended
 */
export async function publish(
  context: RotationContext,
  states: readonly TargetState[],
  credential: Credential,
  { previousCredential, refusal }: PublishOptions,
): Promise<Required<Pick<StepFacts, 'written' | 'failed'>>> {
  const written = new Map<string, ReadonlyMap<string, WriteSpan>>()
  const failed: string[] = []
  const postponed: string[] = []
  await mapConcurrent(SIDE_BY_SIDE, states, async (state) => {
    const { id, label } = state
    if (context.stopping()) return
    try {
      const refused = refusal(state)
      if (refused !== undefined) throw refused
      written.set(id, await context.targets.write(id, credential, previousCredential(state)))
      context.report({ kind: 'target-written', label, count: written.size, total: states.length })
    } catch (error) {
      if (error instanceof Interrupted) return // it was not begun
      if (error instanceof Postponed) {
        failed.push(id)
        postponed.push(label)
        return
      }
      if (!(error instanceof TargetError)) throw error
      failed.push(id)
      context.report({ kind: 'target-failed', label, error })
    }
  })
  if (postponed.length > 0) context.report({ kind: 'targets-postponed', labels: postponed })
  return { written, failed }
}
