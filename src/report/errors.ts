import { RunProblems, TargetError, type Problem } from '../rotation/ports.ts'
import { createClean, type Redact } from './clean.ts'
import { sentence } from './names.ts'

const MOST_LINES = 50

/**
 * What went wrong, one line each: the error, what caused it, and so on, with every part of an `AggregateError`.
 * Every line is neutralised and redacted; there is never a stack in it. Nothing for `undefined`.
 */
export function errorText(error: unknown, redact: Redact): string[] {
  if (error === undefined) return []
  const { text } = createClean(redact)
  const seen = new Set<unknown>()
  const lines: string[] = []
  const add = (raw: string, before: string): void => {
    const line = text(raw)
    // A wrapper often repeats what it wraps.
    if (line !== '' && !lines.some((earlier) => earlier.includes(line))) lines.push(`${before}${line}`)
  }
  const walk = (thrown: unknown, before: string): void => {
    if (seen.has(thrown)) return
    seen.add(thrown)
    if (thrown instanceof RunProblems)
      for (const problem of thrown.problems) add(problemWords(problem), before)
    else add(messageOf(thrown), before)
    if (!isObject(thrown)) return
    const parts: unknown = thrown['errors']
    if (Array.isArray(parts)) for (const part of parts) walk(part, 'with: ')
    if (thrown['cause'] !== undefined) walk(thrown['cause'], 'because: ')
  }
  walk(error, '')
  const rest = lines.length - MOST_LINES
  if (rest <= 0) return lines.length > 0 ? lines : ['an error without a message']
  return [...lines.slice(0, MOST_LINES), `… and ${rest} more`]
}

/** What it is about, what is wrong, and what to do. Not neutralised: whoever shows it does that. */
export function problemWords({ about, problem, remedy }: Problem): string {
  return `${about}: ${problem}. ${sentence(remedy)}`
}

/** What a target holds after a write that failed. */
export function leftWords(left: TargetError['left']): string {
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

function messageOf(thrown: unknown): string {
  if (thrown instanceof TargetError) {
    return `${sentence(thrown.message)} ${leftWords(thrown.left)} ${sentence(thrown.remedy)}`
  }
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
