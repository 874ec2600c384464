import type { NewKeyPlan } from '../decide/new-key-settings.ts'
import { newestRevision, type Generation, type Key } from '../model/observation.ts'
import { unmarkedKey } from '../model/recorded-keys.ts'
import { AmbiguousResult, type BlindIssuer, type Credential } from '../model/ports.ts'
import type { VersionRecord } from '../model/record.ts'
import { rollOver, type RolloverResult } from './roll-over.ts'
import { rolloverSource } from '../decide/rollover-source.ts'
import { recoverUnstored } from './recover-unstored.ts'
import type { BlindIssueRequest } from './issue-request.ts'
import { storePending, type NewVersion } from './store-pending.ts'
import type { RotationContext } from '../model/context.ts'

/** The result of an attempt to have a key issued by an issuer that shows it once. */
export type BlindIssueResult =
  | {
      readonly kind: 'stored'
      readonly key: Key
      readonly version: Generation
      readonly credential: Credential
    }
  | Exclude<RolloverResult, { kind: 'created' }>

/** The waits in milliseconds between the attempts to store a key that cannot be retrieved again. */
const STORE_WAITS_MS = [1000, 2000, 4000, 8000, 16_000]
/** No attempt begins later than this: the remaining time is for the targets, which hold a deactivated key. */
const STORE_TIMEOUT_MS = 3 * 60_000

/**
 * Has a key issued and stores it. Nothing comes between the answer and the store, because the answer is the only one
 * that shows the key, and a rollover deactivates the old key at once.
 */
export async function issueBlind(
  context: RotationContext,
  issuer: BlindIssuer,
  request: BlindIssueRequest,
): Promise<BlindIssueResult> {
  const { policy, observation, secretId, plan } = request
  const { clock, run, report } = context
  const rollsOver = policy.command === 'rollover'
  const asked = rollsOver ? await rollOver(context, issuer, request) : await create(issuer, plan)
  if (asked.kind !== 'created') return asked
  const { credential } = asked.key
  const { accessKey } = credential
  const at = clock.now()
  // A new key has not expired: an expiry in the past is ignored.
  const expiresAt = asked.key.expiresAt && asked.key.expiresAt > at ? asked.key.expiresAt : undefined
  const record: VersionRecord = {
    stage: 'pending',
    accessKey,
    since: at,
    replaces: asked.replaces,
    issued: at,
    madeBy: run,
    expires: expiresAt,
    rolledOver: rollsOver || undefined,
    run,
    text: '',
    written: new Map(),
  }
  const stored = await storePatiently(context, {
    secretId,
    credential,
    record,
    newest: newestRevision(observation),
  })
  report({ kind: 'key-created', accessKey, expiresAt })
  if (!stored.ok) {
    const because = await recoverUnstored(context, observation, credential, {
      rolledOver: rollsOver,
      error: stored.error,
    })
    return { kind: 'halted', because, source: rolloverSource(observation) }
  }
  const { revision } = stored
  report({ kind: 'key-stored', accessKey, revision })
  const key = unmarkedKey({ accessKey, createdAt: at, expiresAt })
  return { kind: 'stored', key, version: { revision, status: 'enabled', record }, credential }
}

/** Has another key created. The request is sent once: a key whose answer is lost cannot be found. */
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

/** Stores a key, again after any failure, because it cannot be retrieved a second time. */
async function storePatiently(
  context: RotationContext,
  version: NewVersion,
): Promise<
  { readonly ok: true; readonly revision: number } | { readonly ok: false; readonly error: unknown }
> {
  const { clock } = context
  const began = clock.stamp()
  for (let attempt = 0; ; attempt += 1) {
    try {
      return { ok: true, revision: await storePending(context, version) }
    } catch (error) {
      const wait = STORE_WAITS_MS[attempt]
      const elapsed = clock.now().getTime() - began().getTime()
      if (wait === undefined || elapsed > STORE_TIMEOUT_MS) return { ok: false, error }
      await clock.sleep(wait)
    }
    /* c8 ignore next 2 -- the loop is left by returning */
  }
}
