import { foundKinds } from '../../check/evaluate.ts'
import type { FindingKind } from '../../check/findings.ts'
import type { CheckResult } from '../../check/result.ts'
import { recordedCurrent, generations, type Observation } from '../../rotation/model/observation.ts'
import {
  checkAlarms,
  checkFails,
  checkFindings,
  checkOutcome,
  checkVerdict,
  keyVerdict,
  outcomeOfKey,
} from './outcome.ts'
import { checkTargetViews, keysWereRead, isKeyValid } from '../view/check-view.ts'
import { findingTexts } from './finding-text.ts'
import { createClean, type Clean, type Redact } from '../text/clean.ts'
import { NAME_LENGTH } from '../text/phrases.ts'
import { replacedKey } from '../view/key-view.ts'
import { isoTime } from '../text/time.ts'

/** The format of the report (schema/check-report.json). It grows by fields; a change that a reader must know of gets another number. */
const FORMAT = 1
/** The runner takes 1 MiB of outputs from a job; the rest is room for the others. In characters. */
const LONGEST_REPORT = 700_000

/** How much of each key a report tells. `brief` leaves its versions, other keys and targets out. */
type Detail = 'full' | 'brief'

/** The outputs of `check`, by name, and the whole report for a file. No secret is in them. */
export function checkOutputs(
  results: readonly CheckResult[],
  failOn: readonly FindingKind[],
  redact: Redact,
): { readonly outputs: Readonly<Record<string, string>>; readonly whole: string } {
  const whole = JSON.stringify(reportOf(results, failOn, redact, 'full'))
  const [only, second] = results
  const one = only !== undefined && second === undefined ? keyOutputs(only, createClean(redact)) : {}
  const outputs = {
    outcome: checkOutcome(results),
    changed: 'false',
    findings: checkFindings(results).join(', '),
    ...one,
    report: fitting(results, failOn, redact, whole),
  }
  return { outputs, whole }
}

/** The report as an output can hold it: of a large fleet with less on each key, and if need be with fewer keys. */
function fitting(
  results: readonly CheckResult[],
  failOn: readonly FindingKind[],
  redact: Redact,
  whole: string,
): string {
  if (whole.length <= LONGEST_REPORT) return whole
  const brief = reportOf(results, failOn, redact, 'brief')
  const text = JSON.stringify(brief)
  if (text.length <= LONGEST_REPORT) return text
  let room = LONGEST_REPORT - JSON.stringify({ ...brief, keys: [] }).length
  const weightiest = [
    ...brief.keys.filter(({ outcome }) => outcome !== 'healthy'),
    ...brief.keys.filter(({ outcome }) => outcome === 'healthy'),
  ]
  const keys = weightiest.filter((key) => {
    room -= JSON.stringify(key).length + 1
    return room > 0
  })
  return JSON.stringify({ ...brief, keys, keysLeftOut: brief.keys.length - keys.length })
}

function reportOf(
  results: readonly CheckResult[],
  failOn: readonly FindingKind[],
  redact: Redact,
  detail: Detail,
) {
  const outcome = checkOutcome(results)
  return {
    format: FORMAT,
    command: 'check',
    outcome,
    fails: checkFails(results, failOn),
    verdict: checkVerdict(results, failOn, redact),
    findings: checkFindings(results),
    failOn,
    alarms: checkAlarms(results, failOn).map(({ kind, keys, found }) => ({
      kind,
      keys: keys.filter((name) => name !== ''),
      found,
    })),
    shortened: detail === 'brief',
    keysLeftOut: 0,
    keys: results.map((result) => keyReport(result, redact, detail)),
  }
}

function keyReport(result: CheckResult, redact: Redact, detail: Detail) {
  const clean = createClean(redact)
  const { snapshot, evaluation, issuer, name, secretPath, notes } = result
  const { observation, capacity, keysLeft } = snapshot
  const base = {
    name: name ?? null,
    issuer,
    outcome: outcomeOfKey(result),
    verdict: keyVerdict(result, redact),
    kinds: foundKinds(evaluation),
    observedAt: isoTime(observation?.at) || null,
    secret: {
      path: clean.text(secretPath, NAME_LENGTH),
      id: snapshot.secret === undefined ? null : clean.text(snapshot.secret.id, NAME_LENGTH),
    },
    current: observation === undefined ? null : currentKey(result, observation, clean),
    findings: findingTexts(result).map(({ kind, found, remedy }) => ({
      kind,
      found: clean.text(found, LONGEST_TEXT),
      remedy: clean.text(remedy, LONGEST_TEXT),
    })),
    hidden: [...new Set(evaluation.unchecked.flatMap(({ hides }) => hides))],
    remarks: notes.map((text) => clean.text(text, LONGEST_TEXT)),
    room: {
      versions: { of: capacity, left: evaluation.versionsLeft ?? null },
      keys: { left: keysLeft ?? null },
    },
  }
  if (detail === 'brief' || observation === undefined) return base
  return {
    ...base,
    generations: generations(observation).map(({ revision, status, record }) => ({
      revision,
      accessKey: clean.text(record.accessKey, NAME_LENGTH),
      stage: record.stage,
      since: isoTime(record.since),
      enabled: status === 'enabled',
      alive: isKeyValid(result, record.accessKey) ?? null,
      createdAt: isoTime(record.issued ?? observation.keys.get(record.accessKey)?.createdAt) || null,
      expiresAt: isoTime(observation.keys.get(record.accessKey)?.expiresAt) || null,
    })),
    otherKeys: evaluation.others.map(({ key, state, expired }) => ({
      accessKey: clean.text(key.accessKey, NAME_LENGTH),
      standing: state,
      expired,
      createdAt: isoTime(key.createdAt) || null,
      expiresAt: isoTime(key.expiresAt) || null,
      description: clean.text(key.text, NAME_LENGTH),
      markedFor: key.mark === undefined ? null : clean.text(key.mark.secretId, NAME_LENGTH),
    })),
    targets: checkTargetViews(result).map((target) => ({
      label: clean.text(target.label, NAME_LENGTH),
      holds: target.holds,
      revision: target.revision ?? null,
      writtenAt: isoTime(target.writtenAt) || null,
      missing: target.missing,
      access: target.access,
      hiddenBy: target.hiddenBy.map((label) => clean.text(label, NAME_LENGTH)),
    })),
  }
}

const LONGEST_TEXT = 1000

function currentKey(result: CheckResult, observation: Observation, clean: Clean) {
  const current = recordedCurrent(observation)
  if (current === undefined) return null
  const { record, revision } = current
  const key = observation.keys.get(record.accessKey)
  const { due } = result.evaluation
  const overdue = result.evaluation.findings.some(({ kind }) => kind === 'overdue')
  return {
    accessKey: clean.text(record.accessKey, NAME_LENGTH),
    revision,
    alive: isKeyValid(result, record.accessKey) ?? null,
    createdAt: isoTime(key?.createdAt ?? record.issued) || null,
    ageSeconds:
      key === undefined ? null : Math.floor((observation.at.getTime() - key.createdAt.getTime()) / 1000),
    expiresAt: isoTime(key?.expiresAt) || null,
    expiryKnown:
      key !== undefined &&
      keysWereRead(result) &&
      (key.expiresAt !== undefined || observation.issuer === 'listing'),
    dueAt: isoTime(due) || null,
    overdue: due === undefined ? null : overdue,
  }
}

/** What the other commands say of their one key. */
function keyOutputs({ snapshot, policy }: CheckResult, clean: Clean): Readonly<Record<string, string>> {
  const { observation, secret } = snapshot
  const current = observation && recordedCurrent(observation)
  const replaced = observation && replacedKey(observation, policy)
  const key = current && observation.keys.get(current.record.accessKey)
  return {
    'access-key': clean.text(current?.record.accessKey ?? '', NAME_LENGTH),
    'secret-id': clean.text(secret?.id ?? '', NAME_LENGTH),
    revision: current === undefined ? '' : String(current.revision),
    'expires-at': isoTime(key?.expiresAt),
    'previous-access-key': clean.text(replaced?.accessKey ?? '', NAME_LENGTH),
    'previous-retires-at': isoTime(replaced?.graceEnds),
  }
}
