import { FINDING_KINDS, type FindingKind } from '../../check/findings.ts'
import { foundKinds } from '../../check/evaluate.ts'
import type { CheckResult } from '../../check/result.ts'
import { recordedCurrent } from '../../rotation/model/observation.ts'
import { createClean, type Redact } from '../text/clean.ts'
import { keyName, listNames } from '../text/phrases.ts'
import { pluralize, durationText, relativeDateText } from '../text/time.ts'

/** What a check came to: nothing to say, something to look at, or nothing that could be looked at. */
export type CheckOutcome = 'healthy' | 'attention' | 'failed'

/** A finding that fails the job. */
export interface Alarm {
  readonly kind: FindingKind
  /** The names of the keys; empty texts where there is no file. */
  readonly keys: readonly string[]
  /** False where it could only not be ruled out for any of them. */
  readonly found: boolean
}

const LENGTH = 1500

/** What one key came to. */
export function outcomeOfKey({ snapshot, evaluation }: CheckResult): CheckOutcome {
  if (snapshot.observation === undefined) return 'failed'
  return foundKinds(evaluation).length === 0 ? 'healthy' : 'attention'
}

/** What all keys came to together. */
export function checkOutcome(results: readonly CheckResult[]): CheckOutcome {
  const outcomes = new Set(results.map(outcomeOfKey))
  const [only] = outcomes
  return outcomes.size === 1 && only !== undefined ? only : 'attention'
}

/** The kinds that were found, over all keys. */
export function checkFindings(results: readonly CheckResult[]): readonly FindingKind[] {
  const found = new Set(results.flatMap(({ evaluation }) => foundKinds(evaluation)))
  return FINDING_KINDS.filter((kind) => found.has(kind))
}

/** What fails the job by `fail-on`: what was found of it, and what could not be ruled out. */
export function checkAlarms(
  results: readonly CheckResult[],
  failOn: readonly FindingKind[],
): readonly Alarm[] {
  return failOn.flatMap((kind): readonly Alarm[] => {
    const found = results.filter(({ evaluation }) => foundKinds(evaluation).includes(kind))
    const hidden = results.filter(({ evaluation }) =>
      evaluation.unchecked.some(({ hides }) => hides.includes(kind)),
    )
    const keys = found.length > 0 ? found : hidden
    return keys.length === 0
      ? []
      : [{ kind, keys: keys.map(({ name = '' }) => name), found: found.length > 0 }]
  })
}

/** Whether the job fails: `fail-on` names something, or a key could not be looked at at all. */
export function checkFails(results: readonly CheckResult[], failOn: readonly FindingKind[]): boolean {
  return checkAlarms(results, failOn).length > 0 || results.some((one) => outcomeOfKey(one) === 'failed')
}

/** One line on a key: what was found, what stands, what could not be looked at. */
export function keyVerdict(result: CheckResult, redact: Redact): string {
  const { text } = createClean(redact)
  const { snapshot, evaluation } = result
  const [first] = evaluation.unchecked
  if (snapshot.observation === undefined)
    return text(`Could not be looked at: ${first?.problem.problem ?? 'nobody knows why'}.`, LENGTH)
  const kinds = foundKinds(evaluation).filter((kind) => kind !== 'unchecked')
  const head =
    kinds.length > 0 ? `Attention: ${kinds.join(', ')}.` : first === undefined ? 'Healthy.' : 'Nothing found.'
  return text(
    [head, standsWords(result), uncheckedWords([result])].filter((part) => part !== '').join(' '),
    LENGTH,
  )
}

/** One line on all keys, and why the job fails, if it does. */
export function checkVerdict(
  results: readonly CheckResult[],
  failOn: readonly FindingKind[],
  redact: Redact,
): string {
  const { text } = createClean(redact)
  const [only, second] = results
  const alarms = checkAlarms(results, failOn).map(alarmWords)
  const end = alarms.length === 0 ? '' : `The job fails by fail-on: ${alarms.join('; ')}.`
  const head =
    only !== undefined && second === undefined && only.name === undefined
      ? keyVerdict(only, redact)
      : fleetWords(results)
  return text(end === '' ? head : `${head} ${end}`, LENGTH)
}

function fleetWords(results: readonly CheckResult[]): string {
  const of = (outcome: CheckOutcome) => results.filter((one) => outcomeOfKey(one) === outcome)
  const counts = [
    [of('healthy').length, 'healthy'],
    [of('attention').length, 'to be looked at'],
    [of('failed').length, 'out of sight'],
  ] as const
  const said = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`)
  const kinds = checkFindings(results)
    .filter((kind) => kind !== 'unchecked')
    .map((kind) => {
      const keys = results.filter(({ evaluation }) => foundKinds(evaluation).includes(kind))
      return `${kind} (${listNames(keys.map(({ name = '' }) => name))})`
    })
  const found = kinds.length === 0 ? '' : ` Found: ${kinds.join(', ')}.`
  const unseen = uncheckedWords(results)
  return `${pluralize(results.length, 'key')}: ${said.join(', ')}.${found}${unseen === '' ? '' : ` ${unseen}`}`
}

function alarmWords({ kind, keys, found }: Alarm): string {
  const names = keys.filter((name) => name !== '')
  const of = names.length === 0 ? '' : ` of ${listNames(names)}`
  return found ? `${kind}${of}` : `${kind}${of} could not be ruled out`
}

function uncheckedWords(results: readonly CheckResult[]): string {
  const count = results.reduce((sum, { evaluation }) => sum + evaluation.unchecked.length, 0)
  return count === 0 ? '' : `${pluralize(count, 'thing')} could not be looked at.`
}

/** What stands, in a sentence or two. */
function standsWords({ snapshot, evaluation }: CheckResult): string {
  const { observation } = snapshot
  const current = observation && recordedCurrent(observation)
  if (observation === undefined || current === undefined) return ''
  const { at, keys, targets } = observation
  const name = keyName(current.record.accessKey, current.revision)
  const key = keys.get(current.record.accessKey)
  if (key === undefined) return ''
  const { due } = evaluation
  const next = due === undefined ? '' : ` It ${due > at ? 'is' : 'was'} due on ${relativeDateText(due, at)}.`
  const behind = evaluation.findings.filter(({ kind }) => kind === 'drift').length
  const held =
    targets.length === 0 ? '' : ` Targets that hold it: ${targets.length - behind} of ${targets.length}.`
  return `${name} is current and ${durationText(at.getTime() - key.createdAt.getTime())} old.${next}${held}`
}
