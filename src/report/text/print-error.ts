import { RunProblems } from '../../rotation/model/ports.ts'
import type { AnnotatingCore } from './annotations.ts'
import { createClean, type Redact } from './clean.ts'
import { docLinkText } from './doc-links.ts'
import { errorLines } from './errors.ts'
import { LINE_LENGTH, sentence } from './phrases.ts'

/**
 * Prints what went wrong as errors with titles: each problem by itself, titled with what it is about.
 * @param title of anything else
 * @param page where known causes are explained (see docs.ts)
 */
export function printError(
  core: Pick<AnnotatingCore, 'error'>,
  error: unknown,
  title: string,
  redact: Redact,
  page?: string,
): void {
  const { text } = createClean(redact)
  const titled = (words: string) => ({ title: text(words, 200) })
  if (!(error instanceof RunProblems)) {
    const lines = errorLines(error, redact).map((line) => line.text + docLinkText(line.knownCause, page))
    core.error(lines.join('\n'), titled(title))
    return
  }
  for (const { about, problem, remedy, knownCause } of error.problems) {
    const words = text(`${about}: ${sentence(problem)} ${sentence(remedy)}`, LINE_LENGTH)
    core.error(words + docLinkText(knownCause, page), titled(about))
  }
}
