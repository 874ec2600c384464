import type { Credentials } from '../publish/credentials.ts'
import { applyStep } from '../decide/transition.ts'
import { issueListed, type IssueResult } from '../issue/issue-listed.ts'
import type { NewKeyPlan } from '../decide/new-key-settings.ts'
import {
  currentGeneration,
  generationAt,
  generations,
  isPublishable,
  type Generation,
} from '../model/observation.ts'
import type { Policy } from '../model/policy.ts'
import type { Credential, ListingIssuer } from '../model/ports.ts'
import { verifyUntilValid, type Probe } from './verify-until-valid.ts'
import type { VersionRecord } from '../model/record.ts'
import type { Step } from '../model/steps.ts'
import { Interrupted, type RotationContext } from '../model/context.ts'
import type { RunState } from '../model/run-state.ts'

type VerifyStep = Extract<Step, { kind: 'verify' }>

/** Verifies new keys. */
export interface KeyVerifier {
  /** Carries out the step `verify`. */
  verifyKey(known: RunState, step: VerifyStep): Promise<RunState>
  /** Creates a key that is verified before it is stored. */
  issueVerified(
    known: RunState,
    issuer: ListingIssuer,
    secretId: string,
    plan: NewKeyPlan,
  ): Promise<IssueResult>
}

export function createKeyVerifier(
  context: RotationContext,
  policy: Policy,
  credentials: Credentials,
): KeyVerifier {
  const { issuer, clock } = context
  const facts = () => ({ at: clock.now(), run: context.run })

  async function verifyKey(known: RunState, step: VerifyStep): Promise<RunState> {
    const generation = generationAt(known.observation, step.revision)
    const candidate = await credentials.of(known, generation)
    const { probe } = issuer
    if (probe === undefined) {
      const why = 'keys-api-verify-url is not set'
      const { accessKey } = step
      context.report({ kind: 'unchecked', what: 'whether the new key works', why, accessKey })
      return applyStep(known, step, { ...facts(), works: true })
    }
    const reference = await replacedCredential(known, generation.record)
    const works = await verify(probe, candidate, reference)
    if (works && generation.record.rolledOver === true) await seeEnded(known, probe, generation)
    return applyStep(known, step, { ...facts(), works })
  }

  async function verify(
    probe: Probe,
    candidate: Credential,
    reference: Credential | undefined,
  ): Promise<boolean> {
    const { propagationTimeoutMs } = policy
    const works = await verifyUntilValid(context, probe, candidate, reference, propagationTimeoutMs)
    if (!works) {
      const seconds = Math.round(propagationTimeoutMs / 1000)
      context.report({ kind: 'unverified', accessKey: candidate.accessKey, seconds })
    }
    return works
  }

  /** Says so where a key still works that the issuer should have ended when it was rolled over. */
  async function seeEnded(known: RunState, probe: Probe, { record }: Generation): Promise<void> {
    const generation = generations(known.observation).findLast(
      ({ record: { accessKey }, status }) => accessKey === record.replaces && status === 'enabled',
    )
    const first = issuer.kind === 'blind' ? issuer.first : undefined
    const given = first !== undefined && 'credential' in first ? first.credential : undefined
    const old = generation === undefined ? given : await credentials.of(known, generation)
    if (old === undefined || old.accessKey !== record.replaces || (await probe(old)) !== 'accepted') return
    const text =
      `The replaced key ${old.accessKey} still works, although the service said that it was rolled over. ` +
      'Ask whoever runs it; the new key works as well.'
    context.report({ kind: 'advice', text })
  }

  /** The key that the new one is compared with: the current one, or our own where the bearer rotates itself. */
  async function replacedCredential(
    known: RunState,
    { rolledOver }: Pick<VersionRecord, 'rolledOver'>,
  ): Promise<Credential | undefined> {
    const current = currentGeneration(known.observation)
    if (rolledOver === true) return undefined // what it replaced is dead
    if (current?.status === 'enabled' && known.observation.keys.has(current.record.accessKey)) {
      // It only answers a question, so that one that nothing confirms will do.
      return isPublishable(known.observation, current.record.accessKey)
        ? credentials.of(known, current)
        : credentials.unconfirmed(known, current)
    }
    return known.observation.keys.has(context.runCredentials.accessKey) ? context.runCredentials : undefined
  }

  async function issueVerified(
    known: RunState,
    issuer: ListingIssuer,
    secretId: string,
    plan: NewKeyPlan,
  ): Promise<IssueResult> {
    // Before there is a key: a stored payload that is not what it should be ends this step.
    const reference = await replacedCredential(known, {})
    if (context.stopping())
      throw new Interrupted('the run was asked to end before a key was created; the next run creates one')
    return issueListed(context, issuer, { observation: known.observation, secretId, plan }, (credential) =>
      verify(issuer.probe, credential, reference),
    )
  }

  return { verifyKey, issueVerified }
}
