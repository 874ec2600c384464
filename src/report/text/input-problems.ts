import type { InputProblem } from '../../config/types.ts'
import { sanitize } from '../../trust/sanitize.ts'
import { limitAnnotations, type AnnotatingCore } from './annotations.ts'
import type { Redact } from './clean.ts'
import { pluralize } from './time.ts'

/** So many problems are printed; a person corrects these first. */
const MOST = 100
const NAME_LENGTH = 200
const TEXT_LENGTH = 1000

/** Prints what is wrong with the inputs and with the file of keys: where, what, and what is expected. */
export function printProblems(core: AnnotatingCore, problems: readonly InputProblem[], redact: Redact): void {
  const annotations = limitAnnotations(core)
  for (const problem of problems.slice(0, MOST)) {
    const { at } = problem
    const place = at && { file: at.file, startLine: at.line, startColumn: at.column }
    const title = `Input ${sanitize(problem.input, redact, NAME_LENGTH)}`
    annotations.error(problemText(problem, redact), { title, ...place })
  }
  const more = problems.length - MOST
  if (more > 0)
    annotations.error(`${pluralize(more, 'more problem')}, not listed. Correct those above first.`, {
      title: 'Inputs',
    })
  annotations.finish()
}

function problemText({ input, problem, remedy, at }: InputProblem, redact: Redact): string {
  const where = at === undefined ? '' : `${sanitize(at.file, redact)}:${at.line}:${at.column}: `
  const parts = [
    sanitize(input, redact, NAME_LENGTH),
    sanitize(problem, redact, TEXT_LENGTH),
    sanitize(remedy, redact, TEXT_LENGTH),
  ]
  return `${where}${parts[0]}: ${parts[1]}. Expected: ${parts[2]}`
}
