import type { NewKeyPlan } from '../decide/new-key-settings.ts'
import { newestRevision, type Generation, type Key, type Observation } from '../model/observation.ts'
import type { Policy } from '../model/policy.ts'
import { AmbiguousResult, type BlindIssuer, type Credential } from '../model/ports.ts'
import type { VersionRecord } from '../model/record.ts'
import { rollOver, type RolloverResult } from './roll-over.ts'
import { rolloverSource } from '../decide/rollover-source.ts'
import { recoverUnstored } from './recover-unstored.ts'
import { storePending } from './store-pending.ts'
import type { RotationContext } from '../model/context.ts'

/** What became of an attempt to have a key made by an issuer that shows it once. */
export type BlindIssueResult =
  | {
      readonly kind: 'stored'
      readonly key: Key
      readonly version: Generation
      readonly credential: Credential
    }
  | Exclude<RolloverResult, { kind: 'created' }>

/** How often a key that nobody could get again is stored, and the waits in between in milliseconds. */
const STORE_WAITS_MS = [1000, 2000, 4000, 8000, 16_000]
/** For how long: a store that hangs must leave time for the targets, which hold a dead key meanwhile. */
const STORE_PATIENCE_MS = 3 * 60_000

/**
 * Has a key made and stores it. Nothing comes between the answer and the store, because the answer is the only place
 * where the key is ever shown; and if it was rolled over, the old one is dead from then on.
 * @param read reads the key of a generation from the store
 */
export async function issueBlind(
  context: RotationContext,
  issuer: BlindIssuer,
  policy: Policy,
  observation: Observation,
  secretId: string,
  plan: NewKeyPlan,
  read: (generation: Generation) => Promise<Credential>,
): Promise<BlindIssueResult> {
  const rollsOver = policy.command === 'rollover'
  const asked = rollsOver
    ? await rollOver(context, issuer, policy, observation, secretId, read)
    : await create(issuer, plan)
  if (asked.kind !== 'created') return asked
  const { credential } = asked.key
  const { accessKey } = credential
  const at = context.clock.now()
  // A key that was made a moment ago has not ended yet: whoever says so has said nothing.
  const expiresAt = asked.key.expiresAt && asked.key.expiresAt > at ? asked.key.expiresAt : undefined
  const record: VersionRecord = {
    stage: 'pending',
    accessKey,
    since: at,
    ...(asked.replaces === undefined ? {} : { replaces: asked.replaces }),
    issued: at,
    madeBy: context.run,
    ...(expiresAt === undefined ? {} : { expires: expiresAt }),
    ...(rollsOver ? { rolledOver: true as const } : {}),
    run: context.run,
    text: '',
    written: new Map(),
  }
  const stored = await storePatiently(context, secretId, credential, record, newestRevision(observation))
  context.report({ kind: 'key-created', accessKey, expiresAt })
  if (!stored.ok) {
    const because = await recoverUnstored(context, observation, credential, rollsOver, stored.error)
    return { kind: 'halted', because, source: rolloverSource(observation) }
  }
  context.report({ kind: 'key-stored', accessKey, revision: stored.revision })
  const key: Key = {
    accessKey,
    description: '',
    createdAt: at,
    expiresAt,
    defaultProjectId: undefined,
    mark: undefined,
    text: '',
  }
  return {
    kind: 'stored',
    key,
    version: { revision: stored.revision, status: 'enabled', record },
    credential,
  }
}

/** Has another key made. Asked once: one that was made by a request without an answer could never be found. */
async function create(issuer: BlindIssuer, plan: NewKeyPlan): Promise<RolloverResult> {
  try {
    return { kind: 'created', key: await issuer.create(), replaces: plan.replaces }
  } catch (error) {
    if (!(error instanceof AmbiguousResult)) throw error
    const because = {
      kind: 'answer-lost',
      replaced: undefined,
      certain: false,
      earlier: false,
      why: error.message,
    } as const
    return { kind: 'halted', because, source: undefined }
  }
}

async function storePatiently(
  context: RotationContext,
  secretId: string,
  credential: Credential,
  record: VersionRecord,
  newest: number,
): Promise<
  { readonly ok: true; readonly revision: number } | { readonly ok: false; readonly error: unknown }
> {
  const began = context.clock.stamp()
  for (let attempt = 0; ; attempt += 1) {
    try {
      return { ok: true, revision: await storePending(context, secretId, credential, record, newest) }
    } catch (error) {
      const wait = STORE_WAITS_MS[attempt]
      const elapsed = context.clock.now().getTime() - began().getTime()
      if (wait === undefined || elapsed > STORE_PATIENCE_MS) return { ok: false, error }
      await context.clock.sleep(wait)
    }
    /* c8 ignore next 2 -- the loop is left by returning */
  }
}
