import type { ExecutedStep, Outcome } from '../../rotation/decide/outcome.ts'
import { createClean } from '../text/clean.ts'
import { errorLines, errorText, type ErrorLine } from '../text/errors.ts'
import type { StopReason } from '../../rotation/model/steps.ts'
import { keyName, listNames, sentence } from '../text/phrases.ts'
import { labelOfIn } from '../view/key-view.ts'
import { targetsOfStep } from '../view/target-view.ts'
import { isFailure, type ReportContext } from './verdict.ts'
import { stepDoneText, stepText, stopText } from './step-text.ts'

/** What became of a step. */
export type StepResult = {
  /** What was done, would be done, or could not be done. Neutralised and redacted. */
  readonly step: string
} & (
  | {
      /** All of it was done, or this is a dry run. */
      readonly ok: true
    }
  | {
      readonly ok: false
      readonly error: string
    }
)

/** Ends that nothing else tells the reason of. */
const TOLD_ELSEWHERE: ReadonlySet<StopReason['kind']> = new Set(['settled', 'targets-lag'])

/** What became of each step, in order. A step that wrote some of its targets and not others is not ok. */
export function stepResults(outcome: Outcome, context: ReportContext): readonly StepResult[] {
  const { text } = createClean(context.redact)
  const labelOf = labelOfIn(outcome.known?.observation)
  return outcome.steps.map(({ step, error }): StepResult => {
    if (outcome.dryRun) return { step: text(stepText(step, true, labelOf)), ok: true }
    if (error !== undefined) {
      const why = errorText(error, context.redact).join(' ')
      return { step: text(stepText(step, false, labelOf)), ok: false, error: text(why) }
    }
    if (step.kind === 'verify' && outcome.known?.memory.unverified === step.accessKey) {
      return { step: text(stepText(step, false, labelOf)), ok: false, error: 'it did not work in time' }
    }
    const unasked = context.notes?.unchecked.some(
      ({ accessKey }) => step.kind === 'verify' && accessKey === step.accessKey,
    )
    if (step.kind === 'verify' && unasked === true) {
      return {
        step: text(`could not check whether ${keyName(step.accessKey, step.revision)} works`),
        ok: true,
      }
    }
    const halted = outcome.known?.memory.halted
    if (step.kind === 'issue' && halted !== undefined) {
      return {
        step: text(stepText(step, false, labelOf)),
        ok: false,
        error: text(stopText(halted, labelOf), 1500),
      }
    }
    const failed = failedTargets({ step, error }, outcome)
    const done = text(stepDoneText(step, labelOf, new Set(failed)))
    if (failed.length === 0) return { step: done, ok: true }
    return { step: done, ok: false, error: text(`could not write ${listNames(failed.map(labelOf))}`) }
  })
}

/** All that stands in the way or went wrong, one line each. Neutralised and redacted. */
export function problemLines(outcome: Outcome, { redact, notes }: ReportContext): readonly ErrorLine[] {
  const { text } = createClean(redact)
  const failures = [...(notes?.failures ?? [])].flatMap(([label, error]) =>
    errorLines(error, redact).map((line, index) =>
      index > 0 || line.text.includes(label) ? line : { ...line, text: text(`${label}: ${line.text}`) },
    ),
  )
  const errors = [outcome.error, ...outcome.steps.map(({ error }) => error)]
  const lines = [...new Set(errors)].flatMap((error) => errorLines(error, redact))
  const distinct = [...new Map([...lines, ...failures].map((line) => [line.text, line])).values()]
  if (distinct.length > 0 || !isFailure(outcome.kind)) return distinct
  const { stop, known } = outcome
  if (stop === undefined || TOLD_ELSEWHERE.has(stop.kind)) return []
  const unproven = stop.kind === 'unverified' || stop.kind === 'published-unverified'
  const words = sentence(stopText(stop, labelOfIn(known?.observation)))
  const told = text(words, 1500)
  return [{ text: told, knownCause: unproven ? 'new-key-not-working' : undefined, remedy: told }]
}

function failedTargets({ step }: ExecutedStep, { known }: Outcome): readonly string[] {
  return (targetsOfStep(step) ?? []).filter((id) => known?.memory.failedTargets.has(id) === true)
}

/** What a person is told to do: what says so, or else all that went wrong; and where nothing did that has words, to run it again. */
export function requiredActions(outcome: Outcome, context: ReportContext): readonly ErrorLine[] {
  const lines = problemLines(outcome, context)
  const told = lines.filter(({ remedy }) => remedy !== undefined)
  if (told.length > 0 || (lines.length === 0 && !isFailure(outcome.kind))) return told
  const again = 'Run it again: the next run goes on from here.'
  return [...lines, { text: again, knownCause: undefined, remedy: again }]
}
