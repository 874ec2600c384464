import type { Prefetched } from '../observe/prefetch.ts'
import type { Step } from '../model/steps.ts'
import type { RotationContext } from '../model/context.ts'

/**
 * How many API keys the organization must have left for a key to be replaced only because a release of format 1
 * created it. One of them stays free for a rotation that cannot wait.
 */
export const MIGRATION_RESERVE = 2

/**
 * Whether the replacement of a key of format 1 has to wait. Each key of a file of keys needs a new key once, and the
 * replaced one goes on counting until its grace period is over; so near the quota they take turns: what does not fit
 * today is replaced by a later run, and until then the old key goes on working.
 * @param steps the planned steps of the run
 */
export async function mustPostponeMigration(
  { issuer, report, migrations = { started: 0 } }: RotationContext,
  steps: readonly Step[],
  ahead: Prefetched | undefined,
): Promise<boolean> {
  const make = steps.find((step) => step.kind === 'issue')
  if (make?.because.kind !== 'unpublishable') return false
  const { accessKey } = make.because
  const { keysLeft } = issuer.kind === 'listing' ? await (ahead?.limits ?? issuer.limits()) : NO_LIMIT
  const freed = steps.filter(
    (step) => step.kind === 'discard' || (step.kind === 'retire' && step.how === 'delete'),
  ).length
  // Others of the same file may have been counted already; one too many only waits for a later run.
  const needed = MIGRATION_RESERVE + migrations.started
  const isTight = keysLeft.known && keysLeft.value !== undefined && keysLeft.value + freed < needed
  if (!isTight) migrations.started += 1
  report({ kind: 'advice', text: isTight ? postponedText(accessKey) : announcement(accessKey) })
  return isTight
}

const NO_LIMIT = { keysLeft: { known: true, value: undefined } } as const

function announcement(accessKey: string): string {
  return (
    `An earlier release of this action created the current key ${accessKey}. This release publishes only keys whose ` +
    'secret IAM confirms, so it creates one new key for this secret now; the replaced one goes on working until its ' +
    'grace period is over.'
  )
}

function postponedText(accessKey: string): string {
  return (
    `An earlier release of this action created the current key ${accessKey}, and it is to be replaced once. The quota of ` +
    "the organization's API keys is nearly full, so a later run replaces it. The key goes on working; until then this " +
    'run cannot write it to targets that need it.'
  )
}
