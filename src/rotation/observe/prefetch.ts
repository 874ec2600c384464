import type { Key } from '../model/observation.ts'
import type { Policy } from '../model/policy.ts'
import type { IssuerLimits, Prepared, TargetState } from '../model/ports.ts'
import type { RotationContext } from '../model/context.ts'

/** What is known once the first questions of a run are answered. */
export interface FirstAnswers {
  readonly at: Date
  /** Undefined where there is no secret yet. */
  readonly secretId: string | undefined
  readonly keys: readonly Key[]
  readonly targets: readonly TargetState[]
}

/** Answers that a run will need if it makes a key, asked for before that is certain. */
export interface Prefetched {
  /** The targets that were prepared. */
  readonly ids: ReadonlySet<string>
  readonly prepared: Promise<Prepared>
  readonly limits: Promise<IssuerLimits> | undefined
}

/**
 * Asks for what making a key needs, beside the reading of the versions, where the keys alone say that one is likely
 * due: nobody waits for it then. It decides nothing, and where it was wrong, some reads were for nothing.
 * @returns undefined where no key seems to be due
 */
export function prefetch(
  { issuer, targets }: RotationContext,
  policy: Policy,
  look: FirstAnswers,
): Prefetched | undefined {
  if (!seemsDue(issuer.kind, policy, look)) return undefined
  const ids = look.targets.map(({ id }) => id)
  return {
    ids: new Set(ids),
    prepared: remembered(targets.prepare(ids)),
    limits: issuer.kind === 'listing' ? remembered(issuer.limits()) : undefined,
  }
}

function seemsDue(
  kind: RotationContext['issuer']['kind'],
  policy: Policy,
  { at, secretId, keys }: FirstAnswers,
): boolean {
  if (policy.command !== 'rotate' && policy.command !== 'rollover') return false
  if (policy.force) return true
  // What ages are on record is not known yet where the issuer keeps no list.
  if (kind === 'blind') return false
  if (secretId === undefined) return true
  const ours = keys.filter(({ mark }) => mark?.secretId === secretId)
  const newest = ours.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime()).at(-1)
  if (newest === undefined) return true
  const { expiresAt, createdAt } = newest
  if (expiresAt !== undefined && policy.rolloverWindow.after(at) >= expiresAt) return true
  return policy.command === 'rotate' && (policy.maxAge === undefined || policy.maxAge.after(createdAt) <= at)
}

/** A failure is for whoever asks for the answer; it is no failure of its own while nobody does. */
function remembered<T>(answer: Promise<T>): Promise<T> {
  answer.catch(() => undefined)
  return answer
}
