import type { IssuerName } from '../../config/types.ts'
import { recordedCurrent, generations, isValid } from '../../rotation/model/observation.ts'
import type { Outcome } from '../../rotation/decide/outcome.ts'
import type { Policy } from '../../rotation/model/policy.ts'
import type { StoredKey } from '../../rotation/observe/retrieve.ts'
import { payloadOf } from '../../scaleway/payload.ts'
import { createClean, type Clean } from '../text/clean.ts'
import { docLinkText } from '../text/doc-links.ts'
import { NAME_LENGTH } from '../text/phrases.ts'
import { problemLines, stepResults } from './results.ts'
import { replacedKey } from '../view/key-view.ts'
import { targetViews } from '../view/target-view.ts'
import { isoTime } from '../text/time.ts'
import { verdict, type ReportContext } from './verdict.ts'
import type { RunState } from '../../rotation/model/run-state.ts'

/** The format of the `report` output. It grows by fields; a change that a reader must know of gets another number. */
const FORMAT = 1

/**
 * The outputs of `rotate` and `rollover`, by name; the empty string where there is nothing to say. They tell what
 * stands: in a dry run not what would be, except for `outcome`. No secret is in them.
 */
export function rotationOutputs(
  outcome: Outcome,
  policy: Policy,
  context: ReportContext,
): Record<string, string> {
  const clean = createClean(context.redact)
  const key = currentKey(outcome.known, clean)
  const previous = previousKey(outcome.known, policy, clean)
  return {
    outcome: outcome.kind,
    changed: String(outcome.changed),
    'access-key': key?.accessKey ?? '',
    'secret-id': clean.text(outcome.known?.observation.secretId ?? '', NAME_LENGTH),
    revision: key === undefined ? '' : String(key.revision),
    'expires-at': key?.expiresAt ?? '',
    'previous-access-key': previous?.accessKey ?? '',
    'previous-retires-at': previous?.retiresAt ?? '',
    report: JSON.stringify(rotationReport(outcome, policy, context)),
  }
}

/**
 * The outputs of `retrieve`, by name. A key of a keys API has no access key; its fingerprint is no output, lest
 * somebody takes it for one.
 * @param mask is called with every secret among them before this returns
 */
export function retrieveOutputs(
  found: StoredKey,
  issuer: IssuerName,
  mask: (value: string) => void,
): Record<string, string> {
  const { credential, secretId, revision } = found
  // The very JSON that the secret holds, so that who read it from there can read it here.
  const json = payloadOf(issuer).write(credential)
  mask(credential.secret)
  mask(json)
  const key: Record<string, string> =
    issuer === 'keys-api'
      ? { 'api-key': credential.secret }
      : { 'access-key': credential.accessKey, 'secret-key': credential.secret }
  return {
    outcome: 'retrieved',
    changed: 'false',
    ...key,
    json,
    'secret-id': secretId,
    revision: String(revision),
  }
}

/** The environment variables that `export-env` sets. */
export function exportedVariables(found: StoredKey, issuer: IssuerName): Record<string, string> {
  const { accessKey, secret } = found.credential
  return issuer === 'keys-api' ? { API_KEY: secret } : { SCW_ACCESS_KEY: accessKey, SCW_SECRET_KEY: secret }
}

/** All that a run found and did, as plain data without a secret in it. */
export function rotationReport(outcome: Outcome, policy: Policy, context: ReportContext) {
  const clean = createClean(context.redact)
  const { known, steps } = outcome
  const observation = known?.observation
  return {
    format: FORMAT,
    outcome: outcome.kind,
    changed: outcome.changed,
    dryRun: outcome.dryRun,
    verdict: verdict(outcome, policy, context),
    secretId: observation?.secretId === undefined ? null : clean.text(observation.secretId, NAME_LENGTH),
    observedAt: isoTime(observation?.at) || null,
    key: currentKey(known, clean) ?? null,
    previous: previousKey(known, policy, clean) ?? null,
    generations:
      observation === undefined
        ? []
        : generations(observation).map(({ revision, status, record }) => {
            const key = observation.keys.get(record.accessKey)
            return {
              revision,
              accessKey: clean.text(record.accessKey, NAME_LENGTH),
              stage: record.stage,
              since: isoTime(record.since),
              enabled: status === 'enabled',
              alive: isValid(observation, record.accessKey),
              createdAt: isoTime(key?.createdAt) || null,
              expiresAt: isoTime(key?.expiresAt) || null,
            }
          }),
    targets:
      observation === undefined
        ? []
        : targetViews(observation, steps, context.notes).map((row) => ({
            label: clean.text(row.label, NAME_LENGTH),
            holds: row.holds,
            revision: row.revision ?? null,
            writtenAt: isoTime(row.writtenAt) || null,
          })),
    steps: stepResults(outcome, context),
    problems: problemLines(outcome, context).map(
      ({ text, knownCause }) => text + docLinkText(knownCause, context.page),
    ),
    unchecked: (context.notes?.unchecked ?? []).map(({ what, why }) => clean.text(`${what}: ${why}`)),
    advice: (context.notes?.advice ?? []).map((text) => clean.text(text)),
  }
}

function currentKey(known: RunState | undefined, clean: Clean) {
  const current = known && recordedCurrent(known.observation)
  if (known === undefined || current === undefined) return undefined
  const key = known.observation.keys.get(current.record.accessKey)
  return {
    accessKey: clean.text(current.record.accessKey, NAME_LENGTH),
    revision: current.revision,
    createdAt: isoTime(key?.createdAt) || null,
    expiresAt: isoTime(key?.expiresAt) || null,
  }
}

function previousKey(known: RunState | undefined, policy: Policy, clean: Clean) {
  const replaced = known && replacedKey(known.observation, policy)
  return (
    replaced && {
      accessKey: clean.text(replaced.accessKey, NAME_LENGTH),
      revision: replaced.revision ?? null,
      retiresAt: isoTime(replaced.graceEnds) || null,
    }
  )
}
