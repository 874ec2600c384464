import type { KnownCause } from '../../lib/known-causes.ts'
import { RunProblems, TargetError, type Problem } from '../../rotation/model/ports.ts'
import { createClean, type Redact } from './clean.ts'
import { sentence } from './phrases.ts'

const MOST_LINES = 50

/** One line of what went wrong. Neutralised and redacted. */
export interface ErrorLine {
  readonly text: string
  /** What is known of it, where it is one of the usual things. */
  readonly knownCause: KnownCause | undefined
  /** What to do about it, which the text says as well: lines that share it are of one sort. */
  readonly remedy: string | undefined
}

/**
 * What went wrong, one line each: the error, what caused it, and so on, with every part of an `AggregateError`.
 * Every line is neutralised and redacted; there is never a stack in it. Nothing for `undefined`.
 */
export function errorLines(error: unknown, redact: Redact): readonly ErrorLine[] {
  if (error === undefined) return []
  const { text } = createClean(redact)
  const seen = new Set<unknown>()
  const lines: ErrorLine[] = []
  const add = (raw: string, before: string, known?: Pick<Problem, 'remedy' | 'knownCause'>): void => {
    const line = text(raw)
    // A wrapper often repeats what it wraps.
    if (line !== '' && !lines.some((earlier) => earlier.text.includes(line)))
      lines.push({ text: `${before}${line}`, knownCause: known?.knownCause, remedy: known?.remedy })
  }
  const walk = (thrown: unknown, before: string): void => {
    if (seen.has(thrown)) return
    seen.add(thrown)
    if (thrown instanceof RunProblems)
      for (const problem of thrown.problems) add(problemText(problem), before, problem)
    else if (thrown instanceof TargetError)
      add(targetWords(thrown), before, {
        remedy: thrown.remedy,
        ...(thrown.knownCause && { knownCause: thrown.knownCause }),
      })
    else add(messageOf(thrown), before)
    if (!isObject(thrown)) return
    const parts: unknown = thrown['errors']
    if (Array.isArray(parts)) for (const part of parts) walk(part, 'with: ')
    if (thrown['cause'] !== undefined) walk(thrown['cause'], 'because: ')
  }
  walk(error, '')
  const rest = lines.length - MOST_LINES
  if (rest <= 0) return lines.length > 0 ? lines : [plain('an error without a message')]
  return [...lines.slice(0, MOST_LINES), plain(`… and ${rest} more`)]
}

function plain(text: string): ErrorLine {
  return { text, knownCause: undefined, remedy: undefined }
}

/** The same as text alone. */
export function errorText(error: unknown, redact: Redact): readonly string[] {
  return errorLines(error, redact).map(({ text }) => text)
}

/** What it is about, what is wrong, and what to do. Not neutralised: whoever shows it does that. */
export function problemText({ about, problem, remedy }: Problem): string {
  return `${about}: ${problem}. ${sentence(remedy)}`
}

/** What a target holds after a write that failed. */
export function afterFailureText(left: TargetError['left']): string {
  switch (left) {
    case 'untouched':
      return 'It holds what it held before.'
    case 'restored':
      return 'A part was written and put back: it holds what it held before.'
    case 'mixed':
      return 'It holds a mixed pair, a part new and a part old, until it is written again.'
    case 'unknown':
      return 'Nobody knows what it holds now, because there was no answer.'
  }
}

function targetWords({ message, left, remedy }: TargetError): string {
  return `${sentence(message)} ${afterFailureText(left)} ${sentence(remedy)}`
}

function messageOf(thrown: unknown): string {
  if (!isObject(thrown))
    return typeof thrown === 'symbol' ? 'a symbol was thrown' : `${thrown as string | undefined}`
  const { message, name, code } = thrown
  if (typeof message === 'string' && message.trim() !== '') return message
  return (
    ([code, name].find((word) => typeof word === 'string' && word !== '') as string | undefined) ??
    'an error without a message'
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
