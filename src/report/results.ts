import type { Done, Outcome } from '../rotation/outcome.ts'
import { createClean } from './clean.ts'
import { errorText } from './errors.ts'
import { keyName, listWords } from './names.ts'
import { labelOfIn } from './standing.ts'
import { writtenBy } from './targets.ts'
import type { ReportContext } from './verdict.ts'
import { stepDoneWords, stepWords, stopWords } from './words.ts'

/** What became of a step. */
export interface StepResult {
  /** What was done, would be done, or could not be done. Neutralised and redacted. */
  readonly step: string
  /** Whether all of it was done; always true in a dry run. */
  readonly ok: boolean
  /** Only where it was not. */
  readonly error?: string
}

/** What became of each step, in order. A step that wrote some of its targets and not others is not ok. */
export function stepResults(outcome: Outcome, context: ReportContext): readonly StepResult[] {
  const { text } = createClean(context.redact)
  const labelOf = labelOfIn(outcome.known?.observation)
  return outcome.steps.map(({ step, error }): StepResult => {
    if (outcome.dryRun) return { step: text(stepWords(step, true, labelOf)), ok: true }
    if (error !== undefined) {
      const why = errorText(error, context.redact).join(' ')
      return { step: text(stepWords(step, false, labelOf)), ok: false, error: text(why) }
    }
    if (step.kind === 'prove' && outcome.known?.memory.unproven === step.accessKey) {
      return { step: text(stepWords(step, false, labelOf)), ok: false, error: 'it did not work in time' }
    }
    const unasked = context.notes?.unchecked.some(
      ({ accessKey }) => step.kind === 'prove' && accessKey === step.accessKey,
    )
    if (step.kind === 'prove' && unasked === true) {
      return {
        step: text(`could not check whether ${keyName(step.accessKey, step.revision)} works`),
        ok: true,
      }
    }
    const halted = outcome.known?.memory.halted
    if (step.kind === 'make' && halted !== undefined) {
      return {
        step: text(stepWords(step, false, labelOf)),
        ok: false,
        error: text(stopWords(halted, labelOf), 1500),
      }
    }
    const failed = failedTargets({ step, error }, outcome)
    const done = text(stepDoneWords(step, labelOf, new Set(failed)))
    if (failed.length === 0) return { step: done, ok: true }
    return { step: done, ok: false, error: text(`could not write ${listWords(failed.map(labelOf))}`) }
  })
}

/** All that stands in the way or went wrong, one line each. Neutralised and redacted. */
export function problemLines(outcome: Outcome, context: ReportContext): readonly string[] {
  const { text } = createClean(context.redact)
  const failures = [...(context.notes?.failures ?? [])].flatMap(([label, error]) =>
    errorText(error, context.redact).map((line, index) => (index === 0 ? text(`${label}: ${line}`) : line)),
  )
  const errors = [outcome.error, ...outcome.steps.map(({ error }) => error)]
  const lines = [...new Set(errors)].flatMap((error) => errorText(error, context.redact))
  return [...new Set([...lines, ...failures])]
}

function failedTargets({ step }: Done, { known }: Outcome): readonly string[] {
  return (writtenBy(step) ?? []).filter((id) => known?.memory.failedTargets.has(id) === true)
}
